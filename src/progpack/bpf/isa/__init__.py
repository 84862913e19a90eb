"""Internal: the instruction set: instructions, their meaning, sequences of them."""

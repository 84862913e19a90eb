"""Internal: the instruction set: instructions, sequences of them, arithmetic, limits."""

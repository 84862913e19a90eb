"""Internal: the interpreter, which defines what programs do."""

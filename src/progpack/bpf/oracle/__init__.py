"""Internal: the interpreter, plain Python, which defines what programs do."""

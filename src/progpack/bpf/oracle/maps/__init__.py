"""Internal: the interpreter's maps."""

"""Internal: the native runtime and the memory that it works on."""

"""Internal: the native runtime in this process, and the memory that it works on."""

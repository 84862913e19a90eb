"""Internal: the kernel's own memory, where it can be read."""

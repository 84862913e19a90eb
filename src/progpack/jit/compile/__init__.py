"""Internal: the compiler's process, and what it is asked for."""

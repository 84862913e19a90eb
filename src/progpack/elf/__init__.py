"""Internal: the ELF container, read and written."""

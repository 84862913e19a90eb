"""Local variables and types of C, from the DWARF of an object (version 5, as clang -g makes it)."""

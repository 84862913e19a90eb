"""Internal: what is refused before a program is made."""

"""Internal: the verb ``debug``, a program stepped by lines of its C source."""

"""Internal: the verb top."""

"""Internal: the verb explain."""

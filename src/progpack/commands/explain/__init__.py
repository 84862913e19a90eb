"""Internal: the verb ``explain``: addresses, programs, limits, splits."""

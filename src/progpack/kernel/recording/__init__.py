"""Internal: recordings of loads and unloads."""

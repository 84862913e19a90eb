"""Internal: what programs of each type are given, and what their results mean."""

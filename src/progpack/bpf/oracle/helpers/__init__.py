"""Internal: the meaning of each helper, in plain Python."""

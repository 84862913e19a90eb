"""Internal: the machines that are linked for, a file for each."""

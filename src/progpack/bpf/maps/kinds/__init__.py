"""Internal: the rows of map types, one file for each way to keep elements."""

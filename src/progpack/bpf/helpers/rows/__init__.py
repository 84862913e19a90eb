"""Internal: the rows of the table of helpers, one file for each group."""

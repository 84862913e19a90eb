"""Internal: the format of trace files, read and written."""

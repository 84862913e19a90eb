"""Internal: the format of trace files."""

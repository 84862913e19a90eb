"""Internal: events of perf: rings, records, files."""

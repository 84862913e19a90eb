"""Internal: maps of compiled programs."""

"""Internal: maps of compiled programs: native memory, seen from Python as mappings."""

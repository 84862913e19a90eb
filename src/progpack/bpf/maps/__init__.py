"""Internal: what is true of maps before any is made."""

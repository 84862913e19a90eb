"""Internal: snapshots of packs, drawn and written."""

"""Internal: results of replays, drawn and written."""

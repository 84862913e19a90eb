"""Internal: results of replays as text, tables, pictures and pages."""

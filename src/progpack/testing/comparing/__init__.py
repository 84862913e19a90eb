"""Internal: what runs on two backends leave, and what of it can be compared."""

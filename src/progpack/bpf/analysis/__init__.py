"""Internal: what can be said of a program before it runs."""

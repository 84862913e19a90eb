"""Internal: answers to questions on the running kernel."""

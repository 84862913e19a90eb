"""Internal: answers to questions about the running kernel."""

"""Internal: pages of executable memory, and the ways to get them from the system."""

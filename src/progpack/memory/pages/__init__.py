"""Internal: pages of executable memory, and how the system gives them."""

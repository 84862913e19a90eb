"""Internal: objects fitted to kernels, and loaded into guests."""

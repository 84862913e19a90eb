"""Long runs of the allocator that look for drift: ``python -m tests.soak --help``."""

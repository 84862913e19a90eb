"""Internal: the allocator of packs in this process."""

"""Internal: changes of an allocator with its lock held; after a failure all is as before."""

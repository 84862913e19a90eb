"""Internal: `PackAllocator` and its parts: state, handles, side table, epochs, changes."""

"""Internal: an object fitted to a kernel and to what its user asks for."""

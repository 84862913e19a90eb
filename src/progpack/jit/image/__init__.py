"""Internal: compiled images: their form, and the store of those that are loaded."""

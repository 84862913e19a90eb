"""Internal: compiled images: their form, and the store that lets programs share them."""

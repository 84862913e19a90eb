"""Internal: BTF: types read, values formatted and encoded by them."""

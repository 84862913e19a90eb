"""Internal: BTF, the types of objects and kernels: read, and values formatted by them."""

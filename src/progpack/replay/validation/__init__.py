"""Internal: the model compared with measured kernels."""

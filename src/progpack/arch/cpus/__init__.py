"""A file for each family of CPUs: what its kernels and processes can do, how code is made."""

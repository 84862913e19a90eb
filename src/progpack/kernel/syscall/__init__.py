"""Internal: the system call bpf(2)."""

"""Internal: the system call bpf(2): programs, maps, links, BTF."""

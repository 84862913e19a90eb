"""BPF to machine code, in packs, and calling it."""

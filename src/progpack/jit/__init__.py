"""The compiler: BPF to machine code in packs, and running it in this process."""

"""Internal: BPF functions lowered to LLVM IR."""

"""Internal: the lowering of BPF functions to LLVM IR."""

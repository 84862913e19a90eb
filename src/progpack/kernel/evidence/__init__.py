"""Internal: evidence for each chunk of the kernel's packs, and predictions from it."""

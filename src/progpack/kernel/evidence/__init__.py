"""Internal: what is known of the kernel's packs, and how."""

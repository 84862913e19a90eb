"""Internal: what holds under interrupts, collectors and forks."""

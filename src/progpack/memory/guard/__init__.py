"""Internal: locks and leases that hold under interrupts, collectors and forks."""

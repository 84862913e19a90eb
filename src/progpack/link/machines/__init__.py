"""Internal: relocations of each machine, a file for each."""

"""Internal: ELF objects read into specs."""

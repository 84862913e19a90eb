"""Internal: the reader of ELF objects: programs, maps, data, externs, BTF.ext into specs."""

"""Objects of ours with their sources, and a capture; see `progpack.bpf.object.bundled`."""

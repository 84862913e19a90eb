"""Internal: contexts by program type: sections, fields, the bytes at r1, the meaning of r0."""

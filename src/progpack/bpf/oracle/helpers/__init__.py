"""Internal: what each helper means, in plain Python."""

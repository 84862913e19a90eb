"""Random programs, and the worlds that must agree on what they do."""

"""Internal: kinds of maps with the helpers that are theirs alone, a file for each."""

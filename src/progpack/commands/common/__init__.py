"""Internal: what several verbs share."""

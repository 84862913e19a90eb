"""Internal: arguments, input and output that several verbs share."""

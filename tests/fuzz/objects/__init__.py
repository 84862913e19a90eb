"""Objects that mutation starts from; see the Makefile."""

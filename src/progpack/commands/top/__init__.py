"""Internal: the verb ``top``, a live screen."""

"""Internal: refusals, before anything is made: structure, helpers, maps, context, rights."""

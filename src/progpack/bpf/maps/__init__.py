"""Internal: map types with their traits, specs of maps, and the plan of a map's memory."""

"""Internal: parts of the world outside that an environment states: durations, tunnels."""

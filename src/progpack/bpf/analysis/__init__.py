"""Internal: facts about a program before it runs: flow, values, frames, loops, bounds."""

"""Programs, maps and objects that come and go under runs of many threads."""

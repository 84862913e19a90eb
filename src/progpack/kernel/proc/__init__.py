"""Internal: readers of files in /proc and /sys."""

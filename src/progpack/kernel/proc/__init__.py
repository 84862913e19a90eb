"""Internal: files of /proc and /sys."""

"""Helpers: one row per helper with its arguments and effects, and helpers of one's own."""

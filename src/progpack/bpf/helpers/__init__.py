"""Helpers: what each takes and does, and helpers of one's own."""

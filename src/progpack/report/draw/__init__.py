"""Internal: parts of pictures and pages."""

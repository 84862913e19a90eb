"""Internal: parts of pictures and pages: units, markup, axes, legends, style."""

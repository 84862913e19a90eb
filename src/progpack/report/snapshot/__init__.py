"""Internal: snapshots of packs as text, pictures, pages and metrics."""

"""Snapshots as JSON text."""

from __future__ import annotations

import json

from progpack.errors import UsageError
from progpack.snapshot import Snapshot

__all__ = ["from_json", "to_json"]


def to_json(snapshot: Snapshot, *, indent: int | None = 2) -> str:
    """A snapshot as JSON in ASCII, ending in a newline; `from_json` reads it back.

    Args:
        snapshot: what to write.
        indent: spaces for each level; None: all on one line.
    """
    return json.dumps(snapshot.to_dict(), indent=indent) + "\n"


def from_json(text: str | bytes) -> Snapshot:
    """The snapshot in a JSON text.

    Raises:
        UsageError: the text is not JSON, or not a snapshot that can be read.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"not a snapshot: {error}") from error
    return Snapshot.from_dict(data)

"""Traces as Parquet files, for analysis with table tools. Needs polars."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final

from progpack.errors import MissingFeatureError, ObjectError, ProgpackError
from progpack.trace.events import Counters, Event, Load, Lost, Note, TraceSource, Unload
from progpack.trace.header import MAGIC

__all__ = ["COLUMNS", "to_parquet"]

_BATCH: Final = 50_000
_EVENTS: Final = {
    Load: "load",
    Unload: "unload",
    Counters: "counters",
    Lost: "lost",
    Note: "note",
}


def _columns() -> dict[str, str]:
    """Every attribute of every event once; the types are those of `polars`."""
    columns = {"order": "Int64", "event": "String"}
    for kind in _EVENTS:
        for field in fields(kind):
            text = str(field.type).startswith(("str", "Kind"))
            columns[field.name] = "String" if text else "Int64"
    # Kernel addresses have their highest bit set.
    columns["address"] = "UInt64"
    return columns


COLUMNS: Final = _columns()
"""Column -> type. ``order`` counts events from 0; the others are null where an event has no such
attribute."""


def to_parquet(source: TraceSource, path: str | os.PathLike[str]) -> int:
    """Write a trace as a table, a row for each event; how many there were.

    The trace's header is in the file's metadata, under ``progpack-trace``, as the JSON line that
    begins a trace file. Memory does not grow with the trace. A file that is there is replaced when
    the new one is complete.

    Raises:
        MissingFeatureError: polars is not installed.
        ObjectError: the trace cannot be read or the file not be written.
    """
    polars, register = _polars()
    schema = {name: getattr(polars, kind) for name, kind in COLUMNS.items()}
    table = _Table(source)

    def frames(
        columns: list[str] | None, predicate: Any, rows: int | None, batch: int | None
    ) -> Iterator[Any]:
        # This is asked for all rows and all columns: nothing is selected below.
        for rows_of in table.batches():
            yield polars.DataFrame(rows_of, schema=schema)

    target = Path(path)
    part = target.with_name(target.name + ".part")
    try:
        register(frames, schema=schema).sink_parquet(
            part, metadata={MAGIC: source.header.encode().rstrip()}
        )
        part.replace(target)
    except Exception as error:
        part.unlink(missing_ok=True)
        if table.error and error is not table.error:
            raise table.error from error
        if isinstance(error, OSError | polars.exceptions.PolarsError):
            raise ObjectError(f"{os.fspath(path)}: {error}") from error
        raise
    return table.count


class _Table:
    """The events of a source as columns, so many rows at a time."""

    def __init__(self, source: TraceSource) -> None:
        self.count = 0
        self.error: ProgpackError | None = None
        self._source = source

    def batches(self) -> Iterator[dict[str, list[Any]]]:
        events = iter(self._source)
        while batch := self._next(events):
            yield self._columns(batch)
            self.count += len(batch)

    def _next(self, events: Iterator[Event]) -> list[Event]:
        try:
            return list(islice(events, _BATCH))
        except ProgpackError as error:
            # polars would wrap it in an error of its own.
            self.error = error
            raise

    def _columns(self, batch: list[Event]) -> dict[str, list[Any]]:
        columns: dict[str, list[Any]] = {
            "order": list(range(self.count, self.count + len(batch))),
            "event": [_EVENTS[type(event)] for event in batch],
        }
        for name, kind in COLUMNS.items():
            if name not in columns:
                values = [getattr(event, name, None) for event in batch]
                columns[name] = _text(values) if kind == "String" else values
        return columns


def _text(values: list[Any]) -> list[Any]:
    """Parquet's text is UTF-8: what came from undecodable bytes is replaced."""
    return [v if v is None or v.isascii() else _replaced(v) for v in values]


def _replaced(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _polars() -> tuple[Any, Any]:
    """The package and its function that registers a source."""
    try:
        return import_module("polars"), import_module("polars.io.plugins").register_io_source
    except ImportError as error:
        raise MissingFeatureError("Parquet needs polars: pip install 'progpack[data]'") from error

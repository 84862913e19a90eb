"""Legends: the colour and the letter of each program, the same in every picture of a snapshot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from progpack.records import dataclass
from progpack.snapshot import NO_EVIDENCE, UNATTRIBUTED, SpanView

__all__ = ["DARK_TEXT", "GREY", "PALETTE", "SCALE", "Entry", "Legend"]

PALETTE = (
    "#4d97de", "#e99355", "#4fa866", "#e887b6", "#00a8b8", "#c5a93b",
    "#9f7ed6", "#f28881", "#00ab95", "#da9e3f", "#7c8ae1", "#98b958",
)  # fmt: skip
"""Twelve colours of like lightness, neighbours far apart; dark text is legible on each."""

SCALE = (
    "#f0c93f", "#eda63d", "#e57f45", "#d55b5b",
    "#bf4a80", "#a653a3", "#8763c8", "#6b7be0",
)  # fmt: skip
"""Eight colours in an order, from little to much; each is legible on a light and a dark ground."""

GREY = "#8b949e"
"""Colour of chunks that an unknown owner has taken."""

DARK_TEXT = "#0d1117"
"""Text on any of the colours."""

_MARKS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_MORE = "*"
# What tells programs of one name apart in a running kernel: an id, a function.
_ONE_OF_MANY = re.compile(r"#\d+(/\d+)?$")


@dataclass(slots=True)
class Entry:
    """One line of a legend.

    Attributes:
        name: name of the program; never empty.
        kind: kind of its spans.
        mark: one ASCII character: a letter or digit, "*" when these are used up.
        colour: index into `PALETTE`, or None: grey.
        again: how many entries before have the same colour.
        spans: how many spans have the name.
        chunks: chunks they take together.
        size: bytes they use of them.
    """

    name: str
    kind: str
    mark: str
    colour: int | None
    again: int = 0
    spans: int = 0
    chunks: int = 0
    size: int = 0

    @property
    def hex(self) -> str:
        """The colour as #rrggbb."""
        return GREY if self.colour is None else PALETTE[self.colour]


class Legend:
    """Entries for the spans of a snapshot, in order of first appearance.

    Where there are more programs than letters, those of a running kernel have an entry for each
    name in place of one for each id: a host has hundreds of the same few programs.

    Args:
        spans: all spans that will be shown.
    """

    def __init__(self, spans: Iterable[SpanView]) -> None:
        all_spans = list(spans)
        self._by_name = len({(span.name, span.kind) for span in all_spans}) > len(_MARKS)
        self._entries: dict[tuple[str, str], Entry] = {}
        named = 0
        for span in all_spans:
            key = self._key(span)
            entry = self._entries.get(key)
            if entry is None:
                if span.kind in _SPECIAL:
                    name, mark, colour = (
                        span.name or _NAMELESS[span.kind],
                        _SPECIAL[span.kind],
                        None,
                    )
                else:
                    name = key[0] or f"(no name, {span.kind})"
                    mark = _MARKS[named] if named < len(_MARKS) else _MORE
                    colour = named % len(PALETTE)
                    named += 1
                again = 0 if colour is None else (named - 1) // len(PALETTE)
                entry = self._entries[key] = Entry(name, span.kind, mark, colour, again)
            entry.spans += 1
            entry.chunks += span.chunks
            entry.size += span.size

    def __getitem__(self, span: SpanView) -> Entry:
        return self._entries[self._key(span)]

    def _key(self, span: SpanView) -> tuple[str, str]:
        name = _ONE_OF_MANY.sub("", span.name) if self._by_name else span.name
        return name, span.kind

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries, in order of first appearance."""
        return tuple(self._entries.values())

    def largest(self, most: int) -> tuple[tuple[Entry, ...], int]:
        """The entries with most chunks, still in order of appearance, and how many are left out.

        Args:
            most: how many entries at most.
        """
        first = sorted(self.entries, key=lambda entry: -entry.chunks)[:most]
        chosen = set(map(id, first))
        return tuple(e for e in self.entries if id(e) in chosen), len(self.entries) - len(first)


_SPECIAL: Mapping[str, str] = {UNATTRIBUTED: "#", NO_EVIDENCE: "?"}
_NAMELESS: Mapping[str, str] = {
    UNATTRIBUTED: "taken, no name",
    NO_EVIDENCE: "no evidence",
}

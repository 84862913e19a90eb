"""What a measured kernel said on its console: records among whatever else was printed.

A record is a line that begins with ``@{``, a JSON object. The last one says how many came before
it, so that nothing can be lost unseen. Between them are messages of firmware and kernel, which are
kept for when something goes wrong.
"""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Iterable, Mapping
from typing import Any, Final

from progpack.errors import ObjectError
from progpack.kernel.proc.vmalloc import Group, VmallocArea, group_of
from progpack.known import Unknown

__all__ = ["Console", "areas", "count_packs", "name_of"]

Record = dict[str, Any]

_MARK: Final = "@{"
_DEAD: Final = re.compile(r"Kernel panic|not syncing|Unable to mount root")
_KEPT: Final = 12
_WORD: Final = 64
_CHUNKS: Final = 32_768
_HIDDEN: Final = Unknown("areas are summed by caller")


class Console:
    """Takes the console line by line and keeps the records.

    Attributes:
        records: so far, as dictionaries, with sums of areas in the members that
            `progpack.trace.Measured` reads.
        dead: the line with which the kernel gave up; empty while it has not.
        done: the last record came; nothing more will.
    """

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.dead = ""
        self.done = False
        self._lines = 0
        self._page_bytes = 4096
        self._others: deque[str] = deque(maxlen=_KEPT)

    def feed(self, line: str) -> Record | None:
        """Take a line; the record that it is, if it is one.

        Raises:
            ObjectError: a record is damaged, or some are missing.
        """
        text = line.strip("\r\n\0 ")
        # A message of the kernel without a line end may stand before it.
        at = text.find(_MARK)
        if at < 0:
            if text:
                self._others.append(text)
            if _DEAD.search(text):
                self.dead = self.dead or text
            return None
        record = self._decoded(text[at + 1 :])
        if record["op"] == "end":
            if record.get("lines") != self._lines:
                raise ObjectError(
                    f"console: {self._lines} records came, {record.get('lines')} were sent"
                )
            self.done = True
        elif record["op"] == "bad":
            raise ObjectError(f"console: the first process cannot do {record.get('step')!r}")
        self._lines += 1
        if record["op"] == "start":
            self._page_bytes = int(record["pagesize"])
        self.records.append(_completed(record, self._page_bytes))
        return self.records[-1]

    def said(self) -> str:
        """The last lines that were no records."""
        return "\n".join(self._others)

    def _decoded(self, text: str) -> Record:
        try:
            record = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ObjectError(
                f"console: record {self._lines + 1} is damaged: {text[:80]!r}: {error}"
            ) from error
        if not isinstance(record, dict) or not isinstance(record.get("op"), str):
            raise ObjectError(f'console: record {self._lines + 1} has no "op": {text[:80]!r}')
        return record


def areas(rows: Iterable[tuple[str, int, int, int]], page_bytes: int) -> Mapping[str, int]:
    """Areas and pages of packs and of programs, by the members of a record of counters.

    Args:
        rows: (caller, bytes with the guard page, pages, how many there are) of areas.
        page_bytes: bytes of a page.
    """
    count: Counter[Group] = Counter()
    pages: Counter[Group] = Counter()
    for caller, size, number, times in rows:
        area = VmallocArea(_HIDDEN, size, caller, -1, number, {}, (), 0)
        group = group_of(area, page_bytes=page_bytes)
        count[group] += times
        pages[group] += number * times
    own = (Group.JIT, Group.OVERSIZED)
    return {
        "packs": count[Group.PACK],
        "packpg": pages[Group.PACK],
        "jit": sum(count[group] for group in own),
        "jitpg": sum(pages[group] for group in own),
        "prog": count[Group.PROGRAM],
        "progpg": pages[Group.PROGRAM],
        "execmem": count[Group.EXECMEM],
        "execmempg": pages[Group.EXECMEM],
    }


def count_packs(snap: Mapping[str, Any], records: Iterable[Mapping[str, Any]]) -> int:
    """Packs at a record of counters: by the kernel's own list of that moment, where it was read.

    Where packs are parts of larger areas, no area is one.
    """
    lists = [one for one in records if one["op"] == "packs" and one["label"] == snap["label"]]
    return len(lists[-1]["p"]) if lists and "p" in lists[-1] else int(snap["packs"])


def name_of(records: Iterable[Mapping[str, Any]]) -> tuple[str, str]:
    """(version, architecture) that name the kernel of a record in file names.

    The version is that of Debian's package where the kernel has it ("6.1.176"), for all kernels of
    one series have the same release there ("6.1.0-50-cloud-amd64").

    Raises:
        ObjectError: there is no record of a start.
    """
    start = next((record for record in records if record["op"] == "start"), None)
    if start is None:
        raise ObjectError("console: the first process did not start")
    match = re.search(r"Debian (\d+(?:\.\d+)+)", str(start.get("version", "")))
    version = match or re.match(r"(\d+(?:\.\d+)+)", str(start["kernel"]))
    if version is None:
        raise ObjectError(f"console: kernel {start['kernel']!r} does not begin with a version")
    return version[1], str(start["arch"])


def _completed(record: Record, page_bytes: int) -> Record:
    """With sums in place of areas, and without the bits behind a pack's last chunk."""
    if record["op"] == "snap" and "areas" in record:
        rows = [(str(c), int(s), int(p), int(n)) for c, s, p, n in record.pop("areas")]
        record.update(areas(rows, page_bytes))
    if record["op"] == "packs":
        for pack in record.get("p", ()):
            pack["r"] = _within(pack["r"])
    return record


def _within(runs: list[list[int]]) -> list[list[int]]:
    """One word more than the bitmap was read; a flag before the bitmap is there when chunk 0 is
    taken at bit 64, as it always is while the kernel's own first program is loaded."""
    if runs and runs[0][0] == _WORD:
        return runs
    return [[at, min(count, _CHUNKS - at)] for at, count in runs if at < _CHUNKS]

"""Golden files: a line of JSON for each program, compressed, the same bytes for the same facts."""

from __future__ import annotations

import gzip
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from .facts import Facts
from .subjects import Subject

__all__ = ["ABSENT", "differences", "read", "report", "write"]

#: In place of a fact that one side does not have.
ABSENT = "(none)"
_WIDTH = 160


def write(path: Path, subjects: Iterable[Subject]) -> int:
    """Write the file and say how many programs and objects are in it."""
    lines = [json.dumps([name, facts], sort_keys=True) + "\n" for name, facts in subjects]
    data = io.BytesIO()
    # Without a name and a time in its header, so that equal facts are equal files.
    with gzip.GzipFile(filename="", fileobj=data, mode="wb", mtime=0) as file:
        file.write("".join(lines).encode())
    path.write_bytes(data.getvalue())
    return len(lines)


def read(path: Path) -> dict[str, Facts]:
    """Name -> facts."""
    return dict(json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines())


def differences(
    before: Mapping[str, Facts], subjects: Iterable[Subject]
) -> Iterator[tuple[str, str, str, str]]:
    """Each fact that differs: its kind, the program's name, and the fact before and now."""
    missing = dict.fromkeys(before)
    for name, facts in subjects:
        missing.pop(name, None)
        old = before.get(name)
        if old is None:
            yield "new program", name, ABSENT, ", ".join(facts)
            continue
        for kind in dict.fromkeys((*old, *facts)):
            was, now = old.get(kind, ABSENT), facts.get(kind, ABSENT)
            if was != now:
                yield kind, name, was, now
    for name in missing:
        yield "lost program", name, ", ".join(before[name]), ABSENT


def report(found: Iterable[tuple[str, str, str, str]], most: int) -> tuple[str, int]:
    """The differences by kind as text, ``most`` of each in full, and how many there are."""
    kinds: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for kind, *rest in found:
        kinds[kind].append((rest[0], rest[1], rest[2]))
    lines = []
    for kind, each in kinds.items():
        lines.append(f"{kind}: {len(each):,} differ")
        for name, was, now in each[:most]:
            lines += [f"  {name}", *(f"    {text}" for text in _changed(was, now))]
        if len(each) > most:
            lines.append(f"  and {len(each) - most:,} more")
    return "\n".join(lines), sum(map(len, kinds.values()))


def _changed(was: str, now: str) -> tuple[str, str]:
    """Both texts, of a list only the parts that the other does not have."""
    if ", " in was and ", " in now:
        old, new = was.split(", "), now.split(", ")
        only = [part for part in old if part not in new], [part for part in new if part not in old]
        if any(only):
            was, now = (", ".join(parts) or "nothing else" for parts in only)
    return f"was {_cut(was)}", f"now {_cut(now)}"


def _cut(text: str) -> str:
    return text if len(text) <= _WIDTH else f"{text[:_WIDTH]} ..."

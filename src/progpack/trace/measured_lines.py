"""Lines of measured records, with every field that is used tested for its type and its range.

`progpack.trace.measured` says what such a record is. Whoever reads one gets its lines here: each is
a JSON object whose operation says which fields it must have and which it may have. Operations that
are not known are passed on as they are, and nothing of them is used. What a whole file may describe
is bounded too: whoever reads it makes a number of objects that the file's size bounds.
"""

from __future__ import annotations

import gzip
import json
import os
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from progpack.errors import ObjectError

__all__ = ["MOST_NODES", "Record", "bad_line", "decode", "read_lines"]

Record = Mapping[str, Any]
#: What is wrong with a value, in words; "" for nothing.
_Test = Callable[[Any], str]

#: Most NUMA nodes of a kernel (NODES_SHIFT of Kconfig is 10 at most).
MOST_NODES: Final = 1 << 10
#: More than this is nothing that a kernel counts.
_MOST: Final = 1 << 48
#: Bytes of memory of a machine in use, and of one that was booted for the record.
_MOST_MEMORY: Final = 1 << 46
_MOST_RAM: Final = 1 << 40
_MOST_LINES: Final = 1 << 21
_LONGEST: Final = 1 << 24
_CHUNK: Final = 64
_PAGE: Final = 4096
#: A program of the most instructions that a kernel loads has less machine code.
_MOST_CODE: Final = 1 << 27
_MOST_FUNCTIONS: Final = 1 << 16
#: Chunks of 64 bytes in a pack of 2 MiB for each of the most nodes.
_MOST_CHUNKS: Final = MOST_NODES << 15
_HEX_BITS: Final = 64


def _number(most: int, least: int = 0, *, fraction: bool = False) -> _Test:
    """Test for a number from ``least`` to ``most``."""
    kinds = (int, float) if fraction else (int,)
    what = "number" if fraction else "whole number"

    def test(value: Any) -> str:
        good = type(value) in kinds and least <= value <= most
        return "" if good else f"is no {what} from {least} to {most}"

    return test


def _text(longest: int) -> _Test:
    def test(value: Any) -> str:
        if not isinstance(value, str):
            return "is no text"
        return "" if len(value) <= longest else f"is a text of more than {longest} characters"

    return test


def _hex(bits: int) -> _Test:
    def test(value: Any) -> str:
        if isinstance(value, str) and len(value) <= 2 + bits // 4:
            try:
                return "" if 0 <= int(value, 16) < 1 << bits else f"is no number of {bits} bits"
            except ValueError:
                pass
        return f"is no hexadecimal number of {bits} bits"

    return test


def _list(of: _Test, most: int = _MOST_LINES) -> _Test:
    def test(value: Any) -> str:
        if not isinstance(value, list) or len(value) > most:
            return f"is no list of at most {most}"
        return next((f"has what {found}" for each in value if (found := of(each))), "")

    return test


def _pair(first: _Test, second: _Test) -> _Test:
    def test(value: Any) -> str:
        if not isinstance(value, list) or len(value) != len((first, second)):
            return "is no pair"
        return first(value[0]) or second(value[1])

    return test


def _page_size(value: Any) -> str:
    good = type(value) is int and _PAGE <= value <= _PAGE << 6 and not value & value - 1
    return "" if good else f"is no power of two from {_PAGE} to {_PAGE << 6}"


def _error(value: Any) -> str:
    return _text(_SHORT)(value) if isinstance(value, str) else _number(_MOST)(value)


_SHORT: Final = 256
_COUNT: Final = _number(_MOST)
_COUNTERS: Final[Mapping[str, _Test]] = dict.fromkeys(
    ("level2_splits", "level3_splits", "level2_collapses", "level3_collapses"), _COUNT
)


def _fields(must: Mapping[str, _Test], may: Mapping[str, _Test]) -> _Test:
    """Test for an object with these fields, which may have others."""

    def test(value: Any) -> str:
        if not isinstance(value, dict):
            return "is no object"
        for name in must:
            if name not in value:
                return f"has no {name!r}"
        for name, each in (*must.items(), *may.items()):
            if name in value and (found := each(value[name])):
                return f"has {name!r}, which {found}"
        return ""

    return test


_PACK: Final = _fields(
    {"ptr": _hex(_HEX_BITS)},
    {
        "r": _list(_pair(_number(_MOST_CHUNKS), _number(_MOST_CHUNKS))),
        "bm": _hex(_MOST_CHUNKS),
    },
)


def _pack(value: Any) -> str:
    found = _PACK(value)
    return found or ("" if "bm" in value or "r" in value else "has neither 'r' nor 'bm'")


_STEP: Final = {"id": _number(1 << 32)}
_CODE: Final = _number(_MOST_CODE)
_LOAD: Final = (
    {**_STEP, "us": _number(_MOST, fraction=True), "n": _number(1 << 32)},
    {
        "a": _hex(_HEX_BITS),
        "jl": _CODE,
        "subs": _list(_pair(_hex(_HEX_BITS), _CODE), _MOST_FUNCTIONS),
        "calls": _number(1 << 20),
        "err": _error,
        "c": _fields({}, _COUNTERS),
    },
)
_REMARK: Final = ({**_STEP, "n": _COUNT}, {"err": _error, "c": _fields({}, _COUNTERS)})
_PACKS: Final[tuple[Mapping[str, _Test], Mapping[str, _Test]]] = (
    {},
    {"label": _text(_SHORT), "p": _list(_pack)},
)
#: Operation -> the fields that it must have, and those that it may have.
_OPERATIONS: Final[Mapping[str, _Test]] = {
    name: _fields(*each)
    for name, each in {
        "start": (
            {"kernel": _text(_SHORT), "arch": _text(_SHORT), "pagesize": _page_size},
            {"ram": _number(_MOST_RAM)},
        ),
        "rd": ({"f": _text(1 << 12), "v": _text(1 << 12)}, {}),
        **dict.fromkeys("LTSGFX", _LOAD),
        **dict.fromkeys("ADR", _REMARK),
        "U": (_STEP, {"c": _fields({}, _COUNTERS)}),
        "UA": ({}, {"c": _fields({}, _COUNTERS)}),
        "packs": _PACKS,
        "freemap": _PACKS,
        "kcore": ({}, {"label": _text(_SHORT)}),
        "dm": (
            {
                "lv": _text(_SHORT),
                "pa": _hex(_HEX_BITS),
                "n": _number(_MOST),
                "f": _hex(_HEX_BITS),
            },
            {},
        ),
        "phys": (
            {"r": _list(_pair(_hex(_HEX_BITS), _number(_MOST)))},
            {"lv": _number(_HEX_BITS)},
        ),
        "snap": (
            {
                "label": _text(_SHORT),
                "t": _number(_MOST, fraction=True),
                **dict.fromkeys(("packs", "packpg", "jit", "jitpg", "prog"), _COUNT),
            },
            {
                **_COUNTERS,
                **dict.fromkeys(
                    ("DirectMap4k", "DirectMap2M", "DirectMap1G"), _number(_MOST_MEMORY >> 10)
                ),
                "vm": _list(_text(1 << 12)),
            },
        ),
    }.items()
}


def decode(line: bytes) -> Record:
    """Read one line of a record.

    Raises:
        ValueError: the line is no such line; names the field that is missing or wrong.
    """
    record = json.loads(line)
    if not isinstance(record, dict) or not isinstance(record.get("op"), str):
        raise ValueError('no object with an "op"')
    test = _OPERATIONS.get(record["op"])
    problem = test(record) if test is not None else ""
    if problem:
        raise ValueError(f"{record['op']!r} {problem}")
    runs = sum(map(_runs, record.get("p", ()))) if record["op"] in ("packs", "freemap") else 0
    if runs > _MOST_RUNS:
        raise ValueError(f"'p' has {runs} runs of chunks, more than {_MOST_RUNS}")
    if record["op"] in "LTSGFX" and not (record.keys() & {"err", "subs"} or _has_code(record)):
        raise ValueError(f"{record['op']!r} has no 'a' and 'jl', and no 'subs'")
    return record


def _has_code(record: Record) -> bool:
    return "a" in record and "jl" in record


#: Bytes of code, of direct map and of physical pages that a whole file describes at most, and
#: of packs that a line does.
_MOST_OF: Final = {"jl": 1 << 28, "dm": 1 << 41, "phys": 1 << 32, "p": 1 << 28}
#: Runs of chunks that a line of packs has at most: the model places each.
_MOST_RUNS: Final = 1 << 14
_DIRECT_MAP: Final = {"4K": 1 << 12, "2M": 1 << 21, "1G": 1 << 30}


def _described(record: Record) -> Iterator[tuple[str, int]]:
    """Yield what a line describes, a key of `_MOST_OF`, and its bytes."""
    operation = record["op"]
    if operation in "LTSGFX":
        yield "jl", sum(size for _, size in record.get("subs", ())) + record.get("jl", 0)
    elif operation == "dm":
        yield "dm", record["n"] * _DIRECT_MAP.get(record["lv"], 0)
    elif operation == "phys":
        yield "phys", sum(count for _, count in record["r"]) * _PAGE
    elif operation in ("packs", "freemap"):
        yield "p", sum(map(_chunks, record.get("p", ()))) * _CHUNK


def _runs(pack: Record) -> int:
    """Return how many runs of taken chunks a pack has."""
    if "bm" not in pack:
        return len(pack["r"])
    taken = int(pack["bm"], 16)
    return (taken ^ taken << 1).bit_count() // 2


def _chunks(pack: Record) -> int:
    """Return the chunks of a pack that are taken, or that its map has bits for."""
    if "bm" in pack:
        return 4 * len(pack["bm"])
    return sum(count for _, count in pack["r"])


def read_lines(path: str | os.PathLike[str]) -> Iterator[tuple[int, Record]]:
    """Read the lines of a measured record, with their numbers from 1.

    Args:
        path: the file, compressed when its name ends with ``.gz``.

    Raises:
        ObjectError: the file cannot be read, or a line is none; says which and why.
    """
    path = Path(path)
    number = 0
    sums: Counter[str] = Counter()
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            while line := file.readline(_LONGEST + 1):
                number += 1
                if number > _MOST_LINES or len(line) > _LONGEST:
                    raise bad_line(
                        path, number, f"more than {_MOST_LINES} lines or {_LONGEST} bytes"
                    )
                record = decode(line)
                sums["p"] = 0
                for what, size in _described(record):
                    sums[what] += size
                    if sums[what] > _MOST_OF[what]:
                        text = f"all {what!r} until here are more than {_MOST_OF[what]} bytes"
                        raise bad_line(path, number, text)
                yield number, record
    except OSError as error:
        raise ObjectError(f"{path}: {error.strerror or error}") from error
    except (EOFError, ValueError, RecursionError, zlib.error) as error:
        raise bad_line(path, number + isinstance(error, EOFError | zlib.error), error) from error


def bad_line(path: Path, number: int, problem: Exception | str) -> ObjectError:
    """Return the error of a line, counted from 1."""
    what = problem if isinstance(problem, str) else f"{type(problem).__name__}: {problem}"
    return ObjectError(f"{path}: record {number}: {what}")

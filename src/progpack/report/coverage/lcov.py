"""Coverage in the format of lcov (``geninfo(1)``, *tracefile format*), as genhtml reads it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from progpack.errors import ObjectError
from progpack.integers import MAX_U64
from progpack.report.draw.units import clean
from progpack.run.coverage import Branch, Coverage, FunctionCount, Source

__all__ = ["from_lcov", "parse_lcov", "to_lcov"]

#: Bits of a block's number. Other tools number the ways of all branches of a block on: a pair of
#: ways is a branch, whose number has the pair's above that of the block.
_BLOCK: Final = 32


def to_lcov(coverage: Coverage) -> str:
    """Return the text of a tracefile."""
    return "".join(f"{line}\n" for line in _lines(coverage))


def _lines(coverage: Coverage) -> Iterator[str]:
    for path, source in sorted(coverage.sources.items()):
        yield "TN:"
        yield f"SF:{clean(path)}"
        for name, function in sorted(source.functions.items()):
            yield f"FN:{function.line},{_function(name)}"
        for name, function in sorted(source.functions.items()):
            yield f"FNDA:{function.calls},{_function(name)}"
        yield f"FNF:{len(source.functions)}"
        yield f"FNH:{sum(function.calls > 0 for function in source.functions.values())}"
        for branch in sorted(source.branches, key=lambda each: (each.line, each.jump)):
            ways = source.branches[branch]
            for way in (0, 1):
                count = "-" if ways is None else ways[way]
                pair, block = divmod(branch.jump, 1 << _BLOCK)
                yield f"BRDA:{branch.line},{block},{2 * pair + way},{count}"
        yield f"BRF:{2 * len(source.branches)}"
        yield f"BRH:{source.covered_ways}"
        for line, count in sorted(source.lines.items()):
            yield f"DA:{line},{count}"
        yield f"LF:{len(source.lines)}"
        yield f"LH:{source.covered_lines}"
        yield "end_of_record"


def _function(name: str) -> str:
    """The name of a function where commas mean something."""
    return clean(name).replace(",", r"\x2c")


def from_lcov(path: Path) -> Coverage:
    """Read a tracefile that `to_lcov` or another tool has written.

    Raises:
        ObjectError: the file cannot be read, or a line is not valid; the message has its number.
    """
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise ObjectError(f"{path}: {error.strerror}") from error
    return parse_lcov(text, str(path))


def parse_lcov(text: str, name: str) -> Coverage:
    """Read the text of a tracefile.

    A block with an odd number of ways, as gcov has for some switches, gets one that nobody went.

    Args:
        text: of the file.
        name: name of the file, for messages.

    Raises:
        ObjectError: a line is not valid; the message has its number.
    """
    coverage, source = Coverage(), Source()
    for number, line in enumerate(text.split("\n"), 1):
        kind, _, rest = line.removesuffix("\r").partition(":")
        try:
            if kind == "SF":
                source = Source()
                coverage.sources.setdefault(rest, source)
                source = coverage.sources[rest]
            elif kind in _READERS:
                _READERS[kind](source, rest)
        except (ValueError, KeyError, IndexError):
            raise ObjectError(f"{name}: line {number} is not of lcov: {line[:80]!r}") from None
    if text.strip() and not coverage.sources:
        raise ObjectError(
            f"{name} is not a file of lcov: no line begins with SF:; `progpack run --coverage` and "
            "`pytest --bpf-cov=lcov` write one"
        )
    return coverage


def _count(text: str) -> int:
    value = int(text[:20])
    if not 0 <= value <= MAX_U64:
        raise ValueError(text)
    return value


def _read_line(source: Source, rest: str) -> None:
    line, count = rest.split(",")[:2]
    at = _count(line)
    source.lines[at] = source.lines.get(at, 0) + _count(count)


def _read_function(source: Source, rest: str) -> None:
    fields = rest.split(",")
    source.functions.setdefault(fields[-1], FunctionCount(_count(fields[0]), 0))


def _read_calls(source: Source, rest: str) -> None:
    calls, name = rest.split(",", 1)
    source.functions[name].calls += _count(calls)


def _read_branch(source: Source, rest: str) -> None:
    line, jump, way, count = rest.split(",")
    pair, at = divmod(_count(way), 2)
    branch = Branch(_count(line), _count(jump) | pair << _BLOCK)
    before = source.branches.get(branch)
    if count == "-":
        source.branches.setdefault(branch, None)
        return
    ways = list(before or (0, 0))
    ways[at] += _count(count)
    source.branches[branch] = (ways[0], ways[1])


_READERS = {"DA": _read_line, "FN": _read_function, "FNDA": _read_calls, "BRDA": _read_branch}

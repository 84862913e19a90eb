"""Coverage of the C source of loaded objects: lines, branches and functions.

An object that was loaded with ``coverage=True`` counts what it executes
(`progpack.bpf.coverage`). The line information of its BTF says of which source line each
instruction is, also where clang inlined a function, so nothing is added to the source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final, Literal

from progpack.bpf.coverage import Counts, is_counters
from progpack.bpf.spec import ProgramSpec
from progpack.bpf.text.places import places
from progpack.errors import UsageError
from progpack.records import dataclass, field

if TYPE_CHECKING:
    from progpack.run.object import Object

__all__ = ["Branch", "Coverage", "FunctionCount", "Source", "check_share", "collect"]

_KEY: Final = bytes(4)
#: Percent of all lines.
_WHOLE: Final = 100


@dataclass(frozen=True, slots=True)
class Branch:
    """A conditional jump of a line.

    Attributes:
        line: line of the source.
        jump: number that tells the jumps of the source apart.
    """

    line: int
    jump: int


@dataclass(slots=True)
class FunctionCount:
    """The number of calls of one function of an object.

    Attributes:
        line: where it begins.
        calls: how often; what was inlined has none of its own.
    """

    line: int
    calls: int


@dataclass(slots=True)
class Source:
    """The executed parts of one source file.

    Attributes:
        lines: line -> how often the code of it that ran most was executed.
        branches: conditional jump -> how often it was taken and not taken, or None where the line
            was not executed.
        functions: by name.
    """

    lines: dict[int, int] = field(default_factory=dict)
    branches: dict[Branch, tuple[int, int] | None] = field(default_factory=dict)
    functions: dict[str, FunctionCount] = field(default_factory=dict)

    def add(self, other: Source) -> None:
        """Add what was executed elsewhere of the same file."""
        for line, count in other.lines.items():
            self.lines[line] = self.lines.get(line, 0) + count
        for branch, ways in other.branches.items():
            mine = self.branches.get(branch)
            both = (ways, mine)
            known = [counts for counts in both if counts is not None]
            self.branches[branch] = (
                (sum(counts[0] for counts in known), sum(counts[1] for counts in known))
                if known
                else None
            )
        for name, function in other.functions.items():
            mine_too = self.functions.setdefault(name, FunctionCount(function.line, 0))
            mine_too.calls += function.calls

    @property
    def covered_lines(self) -> int:
        """Number of lines that were executed."""
        return sum(count > 0 for count in self.lines.values())

    @property
    def covered_ways(self) -> int:
        """Number of ways of conditional jumps that were taken, of two for each jump."""
        return sum(bool(way) for ways in self.branches.values() for way in ways or ())


class Coverage:
    """The executed parts of source files.

    Attributes:
        sources: by path, as the object's line information has it.
    """

    def __init__(self) -> None:
        self.sources: dict[str, Source] = {}

    def add(self, other: Coverage) -> None:
        """Add what was executed elsewhere."""
        for path, source in other.sources.items():
            self.sources.setdefault(path, Source()).add(source)

    def __bool__(self) -> bool:
        return bool(self.sources)

    @property
    def lines(self) -> int:
        """How many lines with code there are in all files."""
        return sum(len(source.lines) for source in self.sources.values())

    @property
    def percent(self) -> float:
        """Share of the lines that were executed, from 0 to 100; 100 where there are no lines."""
        covered = sum(source.covered_lines for source in self.sources.values())
        return 100 * covered / self.lines if self.lines else 100.0

    def falls_short(self, percent: float) -> bool:
        """Whether fewer lines than this share were executed, or there are none."""
        return not self.lines or self.percent < percent

    @property
    def summary(self) -> str:
        """The share of the lines that were executed, in words."""
        if not self.lines:
            return "there are no lines with code"
        return f"{self.percent:.1f}% of the lines were executed"


def check_share(percent: float, option: str) -> None:
    """Refuse what is no share of the lines.

    Args:
        percent: the share.
        option: says it, for the message.

    Raises:
        UsageError: it is no number from 0 to 100.
    """
    if not 0 <= percent <= _WHOLE:
        raise UsageError(f"{option} takes 0 to {_WHOLE} percent, not {percent:g}")


def collect(obj: Object) -> Coverage:
    """Return what the runs of an object have executed since it was loaded.

    Raises:
        UsageError: the object was not loaded with ``coverage=True``, or has no line information.
    """
    coverage = Coverage()
    order: Literal["little", "big"] = "little" if obj.spec.byteorder == "little" else "big"
    for name in obj.programs:
        program = obj.spec.programs[name]
        if program.counters is None:
            raise UsageError(f"{obj.spec.name} was loaded without coverage=True")
        value = bytes(obj.maps[program.counters][_KEY])
        coverage.add(_of_program(program, Counts(program, value, order)))
    if not coverage:
        raise UsageError(f"{obj.spec.name} has no line information: compile it with clang -g")
    return coverage


def without_counters(names: Iterable[str]) -> Iterator[str]:
    """The names of maps that are the object's own."""
    return (name for name in names if not is_counters(name))


def _of_program(program: ProgramSpec, counts: Counts) -> Coverage:
    coverage = Coverage()
    known = {pc: (place.file, place.line) for pc, place in places(program).items()}
    for pc in program.lines.keys() & known.keys():
        # Where a line begins. What follows in another block may be of no line: clang has no word
        # for that, and its table goes on with the line before.
        path, line = known[pc]
        lines = coverage.sources.setdefault(path, Source()).lines
        lines[line] = max(lines.get(line, 0), counts.executed(pc))
    for function in program.functions:
        if function.start in known and not function.provided:
            path, line = known[function.start]
            calls = counts.executed(function.start)
            coverage.sources[path].functions[function.name] = FunctionCount(line, calls)
    numbers: dict[tuple[str, int], int] = {}
    for jump in counts.jumps():
        place = known.get(jump.pc)
        if place is not None:
            path, line = place
            number = numbers[place] = numbers.get(place, -1) + 1
            ways = (jump.taken, jump.passed) if counts.executed(jump.pc) else None
            coverage.sources[path].branches[Branch(line, number)] = ways
    return coverage

"""The events of a trace: what happened to programs and their memory, one record each.

The order of events is the order of their records. Times are for people and for rates: they may
repeat, step back between CPUs, or be 0 throughout where there was no clock.

An event is checked when it is made, so that whatever can be made can be written and read again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final, Literal, NoReturn, Protocol, TypeAlias, get_args

from progpack.errors import UsageError
from progpack.pack import HEADER, SAFETY, chunks_of

if TYPE_CHECKING:
    from progpack.trace.header import Header

__all__ = [
    "CLOCK_SLACK_NS",
    "KINDS",
    "Counters",
    "Event",
    "Kind",
    "Load",
    "Lost",
    "Note",
    "TraceSource",
    "Unload",
]

Kind: TypeAlias = Literal["program", "trampoline", "dispatcher", "classic", "image"]
"""The kind of image. ``classic`` is classic BPF (seccomp, socket filters), which has no id;
``image`` is memory of which the recorder knows no more, or that a JIT of its own filled."""

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
"""Every `Kind`."""

CLOCK_SLACK_NS: Final = 1_000_000_000
"""The most that times may step back: clocks of CPUs differ a little, and their buffers are read one
after the other. Beyond this a trace is damaged."""

_KINDS: Final = frozenset(KINDS)
# Numbers are kept in 64 bits by every consumer: columns of a table, structures of C.
_LOW, _HIGH, _TOP = -(1 << 63), 1 << 63, 1 << 64
_NEVER_NEGATIVE: Final = frozenset({"size", "chunk_bytes", "count"})
# Placed without header and random start (arch_alloc_bpf_trampoline, bpf_prog_pack_alloc).
_BARE: Final = frozenset({"trampoline", "dispatcher", "image"})


@dataclass(frozen=True, slots=True)
class Load:
    """Machine code was placed: one record for each image.

    A program of several functions has an image for each, and so a record for each.

    Attributes:
        time_ns: nanoseconds of the trace's clock, a signed number of 64 bits.
        id: of what was loaded, as its owner counts; None when it has none (functions after a
            program's first, classic programs, trampolines). Not used again while it is loaded.
        name: as the owner gave it; may be empty.
        kind: what it is.
        address: address of the first instruction; None when it is not known or there is none.
        size: bytes of machine code (``jited_len`` of the function); 0: there is none, the program
            is interpreted.
        chunk_bytes: bytes that were placed, header and slack included; None when not known.
        tag: the kernel's digest of the program, in hexadecimal; may be empty.
        cpu: on which it happened.
        pid: number of the process that did it.
        comm: name of that process; may be empty.
        sub: index of the function within its program; None when the program is one function.
        of: id of the program, for functions after its first.

    Raises:
        UsageError: a value has the wrong type, does not fit 64 bits, or is negative where it
            must not be.
    """

    time_ns: int
    id: int | None
    name: str
    kind: Kind
    address: int | None
    size: int
    chunk_bytes: int | None = None
    tag: str = ""
    cpu: int | None = None
    pid: int | None = None
    comm: str = ""
    sub: int | None = None
    of: int | None = None

    def __post_init__(self) -> None:
        # Written out, because traces have millions of them.
        if not (
            type(self.time_ns) is int
            and _LOW <= self.time_ns < _HIGH
            and type(self.size) is int
            and 0 <= self.size < _HIGH
            and type(self.name) is str
            and type(self.tag) is str
            and type(self.comm) is str
            and type(self.kind) is str
            and self.kind in _KINDS
            and (self.id is None or (type(self.id) is int and _LOW <= self.id < _HIGH))
            and (self.address is None or (type(self.address) is int and 0 <= self.address < _TOP))
            and (
                self.chunk_bytes is None
                or (type(self.chunk_bytes) is int and 0 <= self.chunk_bytes < _HIGH)
            )
            and (self.cpu is None or (type(self.cpu) is int and _LOW <= self.cpu < _HIGH))
            and (self.pid is None or (type(self.pid) is int and _LOW <= self.pid < _HIGH))
            and (self.sub is None or (type(self.sub) is int and _LOW <= self.sub < _HIGH))
            and (self.of is None or (type(self.of) is int and _LOW <= self.of < _HIGH))
        ):
            _refuse(self)

    @property
    def chunks(self) -> int:
        """Chunks of 64 bytes that it takes in a pack; 0 when there is no machine code.

        From ``chunk_bytes`` where that is known. Else the least that the kernel takes for its
        size: exception tables and what a JIT adds to its text are not in ``size``.
        Source: bpf_jit_binary_pack_alloc() in kernel/bpf/core.c.
        """
        if self.chunk_bytes is not None:
            return chunks_of(self.chunk_bytes)
        if not self.size:
            return 0
        return chunks_of(self.size if self.kind in _BARE else self.size + HEADER + SAFETY)


@dataclass(frozen=True, slots=True)
class Unload:
    """The end of an image that a `Load` placed, found by its address or by its id.

    Attributes:
        time_ns: nanoseconds of the trace's clock.
        id: the id in the `Load`, or None.
        address: the address in the `Load`, or None.
        name: the name in the `Load`; may be empty.
        kind: the kind in the `Load`.

    Raises:
        UsageError: for the same reasons as `Load`.
    """

    time_ns: int
    id: int | None
    address: int | None
    name: str = ""
    kind: Kind = "program"

    def __post_init__(self) -> None:
        if not (
            type(self.time_ns) is int
            and _LOW <= self.time_ns < _HIGH
            and type(self.name) is str
            and type(self.kind) is str
            and self.kind in _KINDS
            and (self.id is None or (type(self.id) is int and _LOW <= self.id < _HIGH))
            and (self.address is None or (type(self.address) is int and 0 <= self.address < _TOP))
        ):
            _refuse(self)


@dataclass(frozen=True, slots=True)
class Counters:
    """The machine's counters at one moment. None: was not read.

    Attributes:
        time_ns: nanoseconds of the trace's clock.
        level2_splits: ``direct_map_level2_splits`` of /proc/vmstat; level 2 maps 2 MiB on x86.
        level3_splits: ``direct_map_level3_splits``; level 3 maps 1 GiB.
        level2_collapses: ``direct_map_level2_collapses``.
        level3_collapses: ``direct_map_level3_collapses``.
        direct_map_4k: kB that the direct map has in such entries (/proc/meminfo).
        direct_map_2m: the same.
        direct_map_1g: the same.
        packs: how many packs there are.
        pack_pages: pages behind them.
        areas: how many images have pages of their own.
        area_pages: pages behind those.
        charged: bytes charged against the limit (``bpf_jit_current``).
        limit: bytes that may be charged (``net.core.bpf_jit_limit``).
        programs: how many programs are loaded.

    Raises:
        UsageError: as for `Load`.
    """

    time_ns: int
    level2_splits: int | None = None
    level3_splits: int | None = None
    level2_collapses: int | None = None
    level3_collapses: int | None = None
    direct_map_4k: int | None = None
    direct_map_2m: int | None = None
    direct_map_1g: int | None = None
    packs: int | None = None
    pack_pages: int | None = None
    areas: int | None = None
    area_pages: int | None = None
    charged: int | None = None
    limit: int | None = None
    programs: int | None = None

    def __post_init__(self) -> None:
        _check(self)


@dataclass(frozen=True, slots=True)
class Lost:
    """Events that happened but could not be recorded.

    Attributes:
        time_ns: nanoseconds of the trace's clock, when the loss was noticed.
        count: how many.
        cpu: whose buffer was full; None when not known.

    Raises:
        UsageError: as for `Load`.
    """

    time_ns: int
    count: int
    cpu: int | None = None

    def __post_init__(self) -> None:
        _check(self)


@dataclass(frozen=True, slots=True)
class Note:
    """A remark of the recorder: a sentence for people.

    Attributes:
        time_ns: nanoseconds of the trace's clock.
        text: the sentence.

    Raises:
        UsageError: as for `Load`.
    """

    time_ns: int
    text: str

    def __post_init__(self) -> None:
        _check(self)


Event: TypeAlias = Load | Unload | Counters | Lost | Note
"""One record of a trace."""


class TraceSource(Protocol):
    """A source of events for a replay: a trace file, a measured record, a list with a header."""

    @property
    def header(self) -> Header:
        """The record of where and how the trace was recorded."""

    def __iter__(self) -> Iterator[Event]:
        """The events, in order of their records; may be asked for again."""


def _check(event: Event) -> None:
    problem = _problem(event)
    if problem:
        raise UsageError(f"{type(event).__name__}: {problem}")


def _refuse(event: Event) -> NoReturn:
    raise UsageError(f"{type(event).__name__}: {_problem(event)}")


def _problem(event: Event) -> str:
    """Return what is wrong with an event's values, as text; empty when nothing is."""
    for field in fields(event):
        value = getattr(event, field.name)
        problem = _problem_of(field.name, str(field.type), value)
        if problem:
            return f"{field.name} is {value!r:.80}, {problem}"
    return ""


def _problem_of(name: str, annotation: str, value: object) -> str:
    if annotation == "Kind":
        return "" if type(value) is str and value in _KINDS else f"not one of {', '.join(KINDS)}"
    if annotation == "str":
        return "" if type(value) is str else "not a string"
    if value is None and annotation.endswith("None"):
        return ""
    if type(value) is not int:
        return "not a whole number"
    low, high = (0, _TOP) if name == "address" else (_LOW, _HIGH)
    if name in _NEVER_NEGATIVE:
        low = 0
    if not low <= value < high:
        return "less than 0" if low == 0 and value < 0 else "more than 64 bits"
    return ""

"""``/proc/vmallocinfo``: the areas of the kernel's virtual memory, grouped for BPF.

One line is one area: its addresses, its bytes with the guard page, who asked for it, its pages and
the NUMA nodes that they are on (``vmalloc_info_show()`` in ``mm/vmalloc.c``, Linux 6.18). The file
has mode 0400. Addresses are printed with ``%pK``: numbers that stand for them (a hash) while
kernel.kptr_restrict is 0, real ones for CAP_SYSLOG while it is 1, zeros while it is 2.

The file is not read at one moment, so an area that comes or goes meanwhile may or may not be seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from progpack.errors import MissingFeatureError
from progpack.kernel.proc.files import ROOT, page_size, refusal, sysctl
from progpack.known import Maybe, Unknown
from progpack.trace.vmallocinfo import (
    CALLERS_OF_BPF,
    CALLERS_OF_PROGRAMS,
    Group,
    group_of_caller,
    parse_area,
)

__all__ = [
    "BpfAreas",
    "Group",
    "GroupTotal",
    "VmallocArea",
    "group_of",
    "read_bpf_areas",
    "read_vmalloc",
    "summarise",
]

_VMALLOCINFO = Path("proc/vmallocinfo")
# The hash of a pointer has 32 bits (ptr_to_hashval() in lib/vsprintf.c).
_HASH_MAX = 0xFFFF_FFFF


@dataclass(frozen=True, slots=True)
class VmallocArea:
    """One area of the kernel's virtual memory.

    Attributes:
        address: address of its first byte, or why it is hidden.
        size: bytes as the file has them: with the guard page, where there is one.
        caller: the function that asked for it, ``""`` when the line names none.
        offset: where in that function, bytes from its start; -1 when not known.
        pages: pages of memory behind it (``pages=``), or None when it has none of its own.
        nodes: pages on each NUMA node, ``{node: pages}``; empty when the kernel does not say.
        words: what else the line says: ``vmalloc``, ``ioremap``, ``vmap``, ``user``, ``vpages`` ...
        key: the first number of the line: tells areas apart also when it is only a hash.
    """

    address: Maybe[int]
    size: int
    caller: str
    offset: int
    pages: int | None
    nodes: Mapping[int, int]
    words: tuple[str, ...]
    key: int


@dataclass(frozen=True, slots=True)
class BpfAreas:
    """The areas that BPF has or may have parts of.

    Attributes:
        areas: those that can hold machine code, in the order of the file.
        programs: how many are a ``struct bpf_prog`` (`Group.PROGRAM`).
    """

    areas: tuple[VmallocArea, ...]
    programs: int


@dataclass(frozen=True, slots=True)
class GroupTotal:
    """The size of a group.

    Attributes:
        areas: number of areas.
        size: bytes of address space, guard pages included.
        pages: pages of memory behind them.
    """

    areas: int = 0
    size: int = 0
    pages: int = 0


def read_vmalloc(root: Path = ROOT, *, callers: Collection[str] = ()) -> Iterator[VmallocArea]:
    """All areas, in the order of the file, which is not that of addresses.

    Args:
        root: where ``proc`` is.
        callers: only areas in whose line one of these stands; others are not looked at further.

    Raises:
        MissingFeatureError: the file is not there or may not be read.
        ObjectError: a line is not understood.
    """
    hidden = _Hidden(root)
    for line in _lines(root):
        if not callers or any(caller in line for caller in callers):
            yield _parse(line, hidden)


def _lines(root: Path) -> Iterator[str]:
    path = root / _VMALLOCINFO
    try:
        file = path.open(encoding="ascii", errors="replace")
    except OSError as error:
        raise MissingFeatureError(f"areas of the kernel: {refusal(path, error)}") from None
    with file:
        yield from file


def read_bpf_areas(root: Path = ROOT) -> BpfAreas:
    """The areas of BPF and of the kernel's common allocator of executable memory.

    Areas of programs are only counted, since there are as many as programs.

    Raises:
        MissingFeatureError: the file is not there or may not be read.
        ObjectError: a line is not understood.
    """
    areas: list[VmallocArea] = []
    programs = 0
    hidden = _Hidden(root)
    for line in _lines(root):
        # Addresses, size, caller: most lines are of other callers, and of the rest most programs'.
        words = line.split(None, 3)
        if len(words) > 2 and words[2].startswith(CALLERS_OF_PROGRAMS):
            programs += 1
        elif len(words) < 3 or words[2].startswith(CALLERS_OF_BPF):
            areas.append(_parse(line, hidden))
    return BpfAreas(tuple(areas), programs)


def group_of(area: VmallocArea, *, nodes: int = 1, page_bytes: int | None = None) -> Group:
    """Return the purpose of ``area``.

    Args:
        area: the area.
        nodes: possible NUMA nodes; a pack has 2 MiB for each (``BPF_PROG_PACK_SIZE`` in
            ``kernel/bpf/core.c``).
        page_bytes: bytes of a page of the machine that the file is from; default: this one.
    """
    size = (area.pages or 0) * (page_bytes or page_size())
    return group_of_caller(area.caller, size, nodes)


def summarise(
    areas: Iterable[VmallocArea], *, nodes: int = 1, page_bytes: int | None = None
) -> dict[Group, GroupTotal]:
    """Areas, bytes and pages of each group; a group without areas has zeros.

    The arguments are those of `group_of`.
    """
    sums = {group: [0, 0, 0] for group in Group}
    for area in areas:
        total = sums[group_of(area, nodes=nodes, page_bytes=page_bytes)]
        total[0] += 1
        total[1] += area.size
        total[2] += area.pages or 0
    return {group: GroupTotal(*total) for group, total in sums.items()}


class _Hidden:
    """Says why an address is hidden; reads the sysctl once, and only when it must."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[bool, Unknown] = {}
        self._setting: Maybe[int] | None = None

    @property
    def setting(self) -> Maybe[int]:
        if self._setting is None:
            self._setting = sysctl("kernel.kptr_restrict", self._root)
        return self._setting

    def why(self, *, zero: bool) -> Unknown:
        if zero not in self._known:
            value = self.setting
            state = value.reason if isinstance(value, Unknown) else f"it is {value}"
            what = "hidden" if zero else "hashed"
            self._known[zero] = Unknown(
                f"the address is {what}: kernel.kptr_restrict must be 1 and the reader must have "
                f"CAP_SYSLOG ({state})"
            )
        return self._known[zero]

    def address(self, number: int, digits: int) -> Maybe[int]:
        if number > _HASH_MAX:
            return number
        # 32-bit kernels print 8 digits, and a hash looks like an address there.
        if number and digits <= 8 and self.setting == 1:
            return number
        return self.why(zero=not number)


def _parse(line: str, hidden: _Hidden) -> VmallocArea:
    area = parse_area(line)
    return VmallocArea(
        address=hidden.address(area.key, area.digits),
        size=area.size,
        caller=area.caller,
        offset=area.offset,
        pages=area.pages,
        nodes=area.nodes,
        words=area.words,
        key=area.key,
    )

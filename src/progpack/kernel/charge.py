"""The charge against net.core.bpf_jit_limit, by whom: exact, or bounded from both sides.

Exact where the kernel's own counter was read (`progpack.kernel.memory.jit_charge`). Otherwise
programs with an id are charged their chunks (``bpf_jit_charge_modmem()`` in ``kernel/bpf/core.c``,
Linux 6.18), and all else that is charged lies in what is left of the packs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from progpack.kernel.features import Features
from progpack.kernel.proc.files import page_size
from progpack.kernel.proc.symbols import SymbolKind
from progpack.kernel.proc.vmalloc import Group, VmallocArea
from progpack.kernel.syscall.program_info import ProgramInfo
from progpack.known import Bounds, Maybe, Unknown
from progpack.pack import CHUNK
from progpack.pack.constants import round_up
from progpack.snapshot import PROGRAM, UNATTRIBUTED, PackView

__all__ = ["Charge", "Observed", "Placed", "account_for"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A function, trampoline or dispatcher whose address can be seen.

    Attributes:
        address: address of its first instruction.
        low: chunks that it takes at least, in a pack.
        high: chunks that it takes at most.
        name: ``name#id`` for programs, ``name#id/1`` for the first function after the main one.
        kind: as in `progpack.snapshot.SpanView`.
        size: bytes of machine code, 0 when not known.
    """

    address: int
    low: int
    high: int
    name: str
    kind: str
    size: int = 0


class Observed(Protocol):
    """A kernel that was looked at, as far as its charge depends on it.

    Attributes:
        features, programs, charged, symbols_hidden, placed, exact: as
            `progpack.kernel.observation.Observation` has them.
    """

    features: Features
    programs: Maybe[Mapping[int, ProgramInfo]]
    charged: Maybe[int]
    symbols_hidden: Unknown | None
    placed: tuple[Placed, ...]
    exact: bool

    @property
    def pack_size(self) -> int:
        """Bytes of a pack."""

    @property
    def pack_count(self) -> Maybe[int]:
        """Number of packs."""

    @property
    def dark(self) -> Maybe[int]:
        """Programs without an id."""

    def of_group(self, group: Group) -> Maybe[list[VmallocArea]]:
        """The areas of one group, or why they cannot be seen."""


@dataclass(frozen=True, slots=True)
class Charge:
    """Bytes.

    Attributes:
        total: all that is charged.
        programs: for programs that have an id.
        trampolines: for trampolines; dispatchers are charged nothing.
        dark: for the rest, which are classic programs.
    """

    total: Bounds
    programs: Bounds
    trampolines: Bounds
    dark: Bounds


def account_for(seen: Observed, packs: Iterable[PackView]) -> Charge:
    """Return the bytes charged in a kernel that was looked at, with its packs."""
    programs, trampolines = _visible(seen)
    named = programs.plus(trampolines)
    dark = _dark_code(seen, list(packs))
    if isinstance(seen.charged, int):
        return Charge(
            Bounds(seen.charged, seen.charged), programs, trampolines, _rest(seen.charged, named)
        )
    total = named.plus(dark)
    room = _all_code(seen)
    if isinstance(room, int):
        # What has bounds of its own may have been counted twice in their sum.
        most = room if isinstance(total.high, Unknown) else min(room, total.high)
        total = Bounds(total.low, max(most, total.low))
    return Charge(total, programs, trampolines, dark)


def _rest(total: int, named: Bounds) -> Bounds:
    """Return the bytes of an exact sum that the named images do not account for."""
    low = 0 if isinstance(named.high, Unknown) else max(total - named.high, 0)
    return Bounds(low, max(total - named.low, low))


def _visible(seen: Observed) -> tuple[Bounds, Bounds]:
    """Return the bytes charged for programs with an id, and those charged for trampolines."""
    programs = [one for one in seen.placed if one.kind == PROGRAM]
    kinds = (SymbolKind.TRAMPOLINE.value, SymbolKind.STRUCT_OPS.value)
    others = _chunks([one for one in seen.placed if one.kind in kinds])
    if seen.symbols_hidden is not None:
        others = Bounds(others.low, seen.symbols_hidden)
    if seen.features.packs.value is False:
        # A program has pages of its own and is charged all of them.
        pages = sum(round_up(one.size + CHUNK, page_size()) for one in programs)
        most: Maybe[int] = pages + len(programs) * page_size()
        charged = Bounds(pages, most)
    else:
        charged = _chunks(programs)
    if isinstance(seen.programs, Unknown):
        charged = Bounds(charged.low, seen.programs)
    return charged, others


def _chunks(placed: list[Placed]) -> Bounds:
    low = sum(one.low * CHUNK for one in placed)
    return Bounds(low, sum(one.high * CHUNK for one in placed))


def _dark_code(seen: Observed, packs: list[PackView]) -> Bounds:
    """Bytes of code without a name: what is proved to be taken, and what may be."""
    if seen.features.packs.value is False:
        pages = seen.of_group(Group.JIT)
        why = pages if isinstance(pages, Unknown) else Unknown("classic code has pages of its own")
        return Bounds(0, why)
    spans = [span for pack in packs for span in pack.spans]
    proved = sum(span.bytes for span in spans if span.kind == UNATTRIBUTED)
    if seen.exact:
        return Bounds(proved, proved)
    # Each has a chunk at least. A program that is being freed is counted, and perhaps no longer
    # has any; and what runs in the interpreter, where there is one, never had.
    dark = seen.dark
    low = proved if isinstance(dark, Unknown) else max(proved, dark * CHUNK)
    room = _all_code(seen)
    if isinstance(room, Unknown):
        return Bounds(low, room)
    named = sum(span.bytes for span in spans if span.taken and span.kind != UNATTRIBUTED)
    high = max(room - named - sum(pack.free_chunks * CHUNK for pack in packs), proved)
    return Bounds(min(low, high), high)


def _all_code(seen: Observed) -> Maybe[int]:
    """Bytes of all that can hold code of BPF."""
    total = 0
    packs = seen.pack_count
    if isinstance(packs, Unknown):
        return packs
    total = packs * seen.pack_size
    for group in (Group.OVERSIZED, Group.JIT):
        areas = seen.of_group(group)
        if isinstance(areas, Unknown):
            return areas
        total += sum((area.pages or 0) * page_size() for area in areas)
    return total

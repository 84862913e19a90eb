"""Whether what a program does depends on where its memory lies.

Addresses differ between the interpreter and compiled code, so a program that looks at them may
rightly end differently. It is found out by running it with every region at many other places.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from unittest import mock

from progpack.bpf.context.build import ByteOrder
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.bpf.oracle import space
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.oracle.maps.arrays import MapSet
from progpack.bpf.oracle.space import WINDOW_SHIFT, AddressSpace, Region

from .case import Case
from .worlds import Outcome, differences, run_machine

__all__ = ["Shuffled", "depends_on_addresses"]

_LAYOUTS = 48
#: Windows above 4 GiB: the first, and the one behind the last.
_ABOVE = (16, 1 << 19)
#: Bytes of an address.
_WORD = 8
_PLAIN = (isa.BPF_ADD, isa.BPF_SUB, isa.BPF_MOV)


class Shuffled(AddressSpace):
    """An address space in which every region lies somewhere else, aligned to 8 only.

    With ``bits`` 32 all of them lie below 4 GiB, as many as there is room for.
    """

    def __init__(self, rng: Random, bits: int = 64) -> None:
        super().__init__()
        self._rng = rng
        self._high = (1, 15) if bits == 32 else _ABOVE
        #: Windows of all regions there ever were: the address of a record outlives it.
        self._ever: set[int] = set()

    def _window(self, first: int, end: int) -> int:
        if all(window in self._windows for window in range(first, min(end, first + _ABOVE[0]))):
            first, end = _ABOVE
        while True:
            window = self._rng.randrange(first, end)
            if window not in self._windows:
                return window

    def reserve(self) -> int:
        self._next_high = self._window(*self._high)
        return super().reserve() + 8 * self._rng.randrange(1 << 16)

    def add(
        self, data: bytearray, name: str, *,
        low: bool = False, writable: bool = True, ranges: tuple[tuple[int, int], ...] = (),
        shown: tuple[tuple[int, int], ...] | None = None,
    ) -> Region:  # fmt: skip
        if low:
            self._next_low = self._window(1, 15)
        else:
            self._next_high = self._window(*self._high)
        with mock.patch.object(space, "_GUARD", 8 * self._rng.randrange(1 << 9, 1 << 16)):
            region = super().add(data, name, low=low, writable=writable, ranges=ranges, shown=shown)
        self._ever.update(self._windows)
        return region

    def holds(self, address: int) -> bool:
        """Whether a region lies, or lay, near ``address``."""
        return address >> WINDOW_SHIFT in self._ever


class _Watchful(Machine):
    """Notes arithmetic on addresses that only makes sense for numbers."""

    mixed = False

    def _step(self, pc: int, insn: Insn) -> Callable[[list[int]], int]:
        step = super()._step(pc, insn)
        if _loads_part(insn):
            return self._watch_part(step, insn)
        if insn.opcode & 7 in (isa.BPF_ST, isa.BPF_STX):
            return self._watch_store(step, insn)
        operands = _mixing(insn)
        if not operands:
            return step
        holds = self._space.holds  # type: ignore[attr-defined]

        def watched(r: list[int]) -> int:
            self.mixed |= any(holds(r[operand]) for operand in operands)
            return step(r)

        return watched

    def _watch_part(
        self, step: Callable[[list[int]], int], insn: Insn
    ) -> Callable[[list[int]], int]:
        """Note a load of some bytes of an address: of one that was stored, or of a field's."""
        size = isa.size_bytes(insn.opcode)
        widths = [width for width in (4, 8) if width > size]

        def watched(r: list[int]) -> int:
            at = r[insn.src] + insn.off & (1 << 64) - 1
            self.mixed |= any(self._is_address(at, width, size) for width in widths)
            return step(r)

        return watched

    def _watch_store(
        self, step: Callable[[list[int]], int], insn: Insn
    ) -> Callable[[list[int]], int]:
        """Note a store over some bytes of an address that was stored, or of a field's."""
        size = isa.size_bytes(insn.opcode)

        def watched(r: list[int]) -> int:
            at = r[insn.dst] + insn.off & (1 << 64) - 1
            words = range(at & -_WORD, at + size, _WORD)
            cut = (word for word in words if word < at or word + _WORD > at + size)
            self.mixed |= any(self._is_address(word, _WORD, 0) for word in cut)
            return step(r)

        return watched

    def _is_address(self, at: int, width: int, size: int) -> bool:
        """Whether what so many bytes around a place hold is an address of more than ``size``."""
        found = self._space.find(at & -width, width)
        if found is None:
            return False
        region, offset = found
        word = int.from_bytes(region.data[offset : offset + width], self._byteorder)
        part = word >> 8 * size or at % width  # of a low address the first bytes are all of it
        return bool(part and self._space.holds(word))  # type: ignore[attr-defined]


def _loads_part(insn: Insn) -> bool:
    """Whether an instruction loads less than 8 bytes."""
    return insn.opcode & 7 == isa.BPF_LDX and isa.size_bytes(insn.opcode) < 8


def _mixing(insn: Insn) -> tuple[int, ...]:
    """Registers that must not hold addresses in this instruction, or all depends on their bits."""
    operation, group = insn.opcode & 0xF0, insn.opcode & 7
    both = (insn.dst, insn.src) if insn.opcode & isa.BPF_X else (insn.dst,)
    if group == isa.BPF_JMP32 or (group == isa.BPF_JMP and operation == isa.BPF_JSET):
        return () if insn.opcode == isa.JA32 else both
    if group not in (isa.BPF_ALU, isa.BPF_ALU64):
        return ()
    if group == isa.BPF_ALU64 and operation in _PLAIN and insn.off == 0:
        return ()
    if operation == isa.BPF_MOV:
        return both[1:]
    return both[:1] if operation == isa.BPF_END else both


def depends_on_addresses(
    case: Case, expected: Outcome, byteorder: ByteOrder = "little", bits: int = 64
) -> bool:
    """Whether the case may end differently where its memory lies elsewhere.

    It does in one of many layouts, or in all of them it multiplies, masks, cuts or tests bits of an
    address. In some layouts all memory lies below 4 GiB, as only a packet does otherwise.
    """
    mixed = True
    for layout in range(_LAYOUTS):
        maps = MapSet(case.object().maps, byteorder)
        maps.space = Shuffled(Random(layout), bits if layout % 4 else 32)
        machine = _Watchful(case.program(), maps, byteorder=byteorder)
        outcome = run_machine(case, maps, machine)
        if differences(expected, outcome):
            return True
        mixed &= machine.mixed
    return mixed

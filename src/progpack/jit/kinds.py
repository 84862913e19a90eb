"""What a register is known or believed to point to.

The lowering asks for two things. *Proved*: a constant offset from the frame, from a context of
fixed size or into a global variable needs no check at run time. *Predicted*: a pointer believed to
be into the packet or a map's values is checked against that region first; when the belief is wrong
the slow check looks at all regions, so a prediction can cost time but never safety. That is why
what is reloaded from the stack keeps its prediction and loses its proof.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from progpack.bpf import isa
from progpack.bpf.check import FRAME_SIZE
from progpack.bpf.isa import Insn
from progpack.bpf.spec import MapRef, ProgramType
from progpack.jit.flow import Block

__all__ = [
    "CTX",
    "FRAME",
    "MAP",
    "NUMBER",
    "PACKET",
    "VALUES",
    "Kind",
    "Kinds",
    "in_frame",
    "solve",
]

FRAME = "frame"  # (FRAME, offset from r10 or None)
CTX = "ctx"  # (CTX, offset or None)
PACKET = "packet"  # (PACKET, None)
VALUES = "values"  # (VALUES, offset or None, map name)
MAP = "map"  # (MAP, None, map name)
NUMBER = "number"  # (NUMBER, value)

Kind: TypeAlias = "tuple[str, int | None] | tuple[str, int | None, str] | None"

_LOOKUP = 1
_RINGBUF_RESERVE = 131
#: Where the context of a packet program holds the packet's address.
_DATA_FIELD = {ProgramType.XDP: 0, ProgramType.SCHED_CLS: 76, ProgramType.SCHED_ACT: 76,
               ProgramType.CGROUP_SKB: 76, ProgramType.SOCKET_FILTER: 76}  # fmt: skip


class Kinds:
    """The kinds of all registers, and of what was spilled to the frame, at one point."""

    __slots__ = ("_data_field", "_maps", "regs", "slots")

    def __init__(
        self,
        type: ProgramType,  # noqa: A002
        maps: Mapping[int, MapRef],
        *,
        main: bool,
    ) -> None:
        self._data_field = _DATA_FIELD.get(type)
        self._maps = maps
        zero: Kind = (NUMBER, 0)
        self.regs: list[Kind] = [zero] * 10
        self.regs.append((FRAME, 0))
        self.slots: dict[int, Kind] = {}
        if main:
            self.regs[1] = (CTX, 0)
            self.regs[2] = None
        else:
            self.regs[:10] = [None] * 10

    def copy(self) -> Kinds:
        """The same knowledge, to be changed on its own."""
        twin = Kinds.__new__(Kinds)
        twin._data_field, twin._maps = self._data_field, self._maps
        twin.regs, twin.slots = self.regs.copy(), self.slots.copy()
        return twin

    def join(self, other: Kinds) -> bool:
        """Keep what both have; whether anything was lost."""
        changed = False
        for index, (mine, theirs) in enumerate(zip(self.regs, other.regs, strict=True)):
            if mine != theirs:
                both = _join(mine, theirs)
                if both != mine:
                    self.regs[index] = both
                    changed = True
        for offset in [key for key in self.slots if self.slots[key] != other.slots.get(key)]:
            both = _join(self.slots[offset], other.slots.get(offset))
            if both != self.slots[offset]:
                changed = True
            if both is None:
                del self.slots[offset]
            else:
                self.slots[offset] = both
        return changed

    def step(self, insns: Sequence[Insn], pc: int) -> None:
        """Go past the instruction at ``pc``."""
        insn = insns[pc]
        group = insn.opcode & 7
        if group == isa.BPF_ALU64:
            self.regs[insn.dst] = self._alu(insn)
        elif group == isa.BPF_ALU:
            constant = insn.opcode == isa.BPF_ALU | isa.BPF_MOV | isa.BPF_K
            self.regs[insn.dst] = (NUMBER, insn.imm & 0xFFFFFFFF) if constant else None
        elif group == isa.BPF_LDX:
            self.regs[insn.dst] = self._load(insn)
        elif group == isa.BPF_STX:
            self._store(insn)
        elif insn.opcode == isa.CALL:
            self._call(insn)
        elif insn.opcode == isa.LDDW:
            self.regs[insn.dst] = self._wide(insns, pc)
        elif group == isa.BPF_LD:
            self._clobber(None)

    def _alu(self, insn: Insn) -> Kind:
        operation, source = insn.opcode & 0xF0, self.regs[insn.src]
        immediate = not insn.opcode & isa.BPF_X
        if operation == isa.BPF_MOV:
            if immediate:
                return (NUMBER, insn.imm & (1 << 64) - 1)
            return source if insn.off == 0 else None
        mine = self.regs[insn.dst]
        if operation not in (isa.BPF_ADD, isa.BPF_SUB):
            return None
        if immediate:
            return _moved(mine, insn.imm if operation == isa.BPF_ADD else -insn.imm)
        if source is not None and source[0] == NUMBER and source[1] is not None:
            return _moved(mine, source[1] if operation == isa.BPF_ADD else -source[1])
        if mine is not None and mine[0] not in (NUMBER, MAP):
            return _anywhere(mine)
        if operation == isa.BPF_ADD and source is not None and source[0] not in (NUMBER, MAP):
            return _anywhere(source)
        return None

    def _load(self, insn: Insn) -> Kind:
        base = self.regs[insn.src]
        if base is None or base[1] is None:
            return None
        offset = base[1] + insn.off
        if base[0] == CTX and insn.opcode == isa.BPF_LDX | isa.BPF_MEM | isa.BPF_W:
            return (PACKET, None) if offset == self._data_field else None
        if base[0] == FRAME and insn.opcode == isa.BPF_LDX | isa.BPF_MEM | isa.BPF_DW:
            return self.slots.get(offset)
        return None

    def _store(self, insn: Insn) -> None:
        if insn.opcode & 0xE0 == isa.BPF_ATOMIC:
            if insn.imm == isa.BPF_CMPXCHG:
                self.regs[0] = None
            elif insn.imm & isa.BPF_FETCH:
                self.regs[insn.src] = None
            return
        base, value = self.regs[insn.dst], self.regs[insn.src]
        if base is None or base[0] != FRAME or base[1] is None:
            return
        offset = base[1] + insn.off
        spilled = insn.opcode == isa.BPF_STX | isa.BPF_MEM | isa.BPF_DW
        believed = _anywhere(value) if spilled else None
        if believed is None:
            self.slots.pop(offset, None)
        else:
            self.slots[offset] = believed

    def _call(self, insn: Insn) -> None:
        result: Kind = None
        first = self.regs[1]
        if insn.src == 0 and insn.imm in (_LOOKUP, _RINGBUF_RESERVE) and first is not None:
            result = (VALUES, None, first[2]) if first[0] == MAP and len(first) == 3 else None
        self._clobber(result)

    def _clobber(self, result: Kind) -> None:
        self.regs[0] = result
        self.regs[1:6] = [(NUMBER, 0)] * 5

    def _wide(self, insns: Sequence[Insn], pc: int) -> Kind:
        ref = self._maps.get(pc)
        if insns[pc].src == isa.BPF_PSEUDO_FUNC:
            return (NUMBER, isa.function_token(pc + 1 + insns[pc].imm))
        if ref is None:
            return (NUMBER, isa.imm64(insns[pc], insns[pc + 1]))
        if ref.offset is None:
            return (MAP, None, ref.map)
        return (VALUES, ref.offset, ref.map)


def in_frame(kind: Kind, offset: int, size: int) -> int | None:
    """The offset from r10 of an access that is proved to lie within the frame, else None."""
    if kind is None or kind[0] != FRAME or kind[1] is None:
        return None
    start = kind[1] + offset
    return start if start >= -FRAME_SIZE and start + size <= 0 else None


def _anywhere(kind: Kind) -> Kind:
    """The same region, at an unknown place in it; None for what is no region."""
    if kind is None or kind[0] in (NUMBER, MAP):
        return None
    if len(kind) == 3:
        return (kind[0], None, kind[2])
    return (kind[0], None)


def _moved(kind: Kind, by: int) -> Kind:
    if kind is None or kind[0] == MAP:
        return None
    if kind[0] == NUMBER and kind[1] is not None:
        return (NUMBER, (kind[1] + by) & (1 << 64) - 1)
    if kind[1] is None or not -(1 << 31) <= kind[1] + by < 1 << 31:
        return _anywhere(kind)
    if len(kind) == 3:
        return (kind[0], kind[1] + by, kind[2])
    return (kind[0], kind[1] + by)


def _join(one: Kind, other: Kind) -> Kind:
    if one == other:
        return one
    near, far = _anywhere(one), _anywhere(other)
    return near if near == far else None


def solve(insns: Sequence[Insn], order: Sequence[Block], start: Kinds) -> dict[int, Kinds]:
    """The kinds at the start of every block of a function with loops, as a fixed point."""
    known = {order[0].start: start}
    by_start = {block.start: block for block in order}
    work = [order[0].start]
    while work:
        block = by_start[work.pop()]
        kinds = known[block.start].copy()
        pc = block.start
        while pc < block.end:
            kinds.step(insns, pc)
            pc += 2 if insns[pc].opcode == isa.LDDW else 1
        for edge in block.edges:
            if edge.target not in known:
                known[edge.target] = kinds.copy()
                work.append(edge.target)
            elif known[edge.target].join(kinds):
                work.append(edge.target)
    return known

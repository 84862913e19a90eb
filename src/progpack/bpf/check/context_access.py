"""Accesses to the context that no program of a type may make: found before anything runs.

The kernel's verifier asks ``is_valid_access()`` of a program type for each load and store through
a pointer to the context, on each way through a program. Here the ways are followed together: what
is the context plus a constant on all ways to an instruction is known, what differs is not. So every
access that is found is one that the verifier refuses, if it comes to it; the verifier knows more of
which ways are never taken. What is not known here is checked when the program runs.

A pointer to the context that was moved is followed as well. The verifier refuses most accesses
through one ("dereference of modified ctx ptr"); here they are what their offset says.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from progpack.bpf.context.fields import ADDRESSES, ContextLayout, layout
from progpack.bpf.helpers import lookup as helpers
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import CALL, EXIT, JA, JA32, LDDW, Insn, function_target, jump_target
from progpack.bpf.isa.semantics import ALU, JUMP, SIGNED_ALU
from progpack.bpf.spec import MapSpec, ProgramSpec, ProgramType
from progpack.bpf.text.disasm import disasm
from progpack.errors import ContextAccessError, MissingFeatureError

__all__ = ["GLOBAL", "VALUE", "Known", "State", "Walk", "attach_of", "check_context"]

#: A register: a number, or a pointer (region, offset, name of the map), or None: not known.
Known: TypeAlias = int | tuple[str, int | None, str] | None
_CTX, _FRAME, GLOBAL = "context", "frame", "global"
#: A value of a map that was looked up, or null; only `progpack.bpf.check.map_rights` follows them.
VALUE: Final = "value"
#: A pointer into the own frame whose offset is not known: what is written through it may be a slot.
_SOMEWHERE: Final = (_FRAME, None, "")
_MEMORY: Final = (isa.BPF_LDX, isa.BPF_ST, isa.BPF_STX)
_MAX32, _MAX64 = (1 << 32) - 1, (1 << 64) - 1


def check_context(program: ProgramSpec, maps: Mapping[str, MapSpec]) -> None:
    """Refuse a program that accesses its context as the kernel forbids.

    Args:
        program: one that is well-formed; see `progpack.bpf.check.structure`.
        maps: the maps of its object: constants decide which ways are taken.

    Raises:
        ContextAccessError: the first such access; says which field and why.
    """
    kind = layout(program.type)
    if kind.whole or not _accesses(program):
        return
    walk = Walk(program, maps, kind)
    walk.run()
    if walk.refused:
        pc = min(walk.refused)
        raise _error(program, kind, pc, walk.refused[pc])


def _accesses(program: ProgramSpec) -> bool:
    """Whether it accesses anything but its frame by the register for that."""
    return any(
        (src if opcode & 7 == isa.BPF_LDX else dst) != isa.BPF_REG_FP
        for opcode, dst, src, _, _ in program.insns.slots()
        if opcode & 7 in _MEMORY
    )


def attach_of(program: ProgramSpec) -> int | None:
    """The attach type where it decides which fields there are; None when it is not known.

    XDP programs that nothing is said of are for devices.
    """
    try:
        kind = layout(program.type)
    except MissingFeatureError:
        return None  # it has no fields at all
    if not kind.attached and not kind.written_by:
        return None
    if program.attach_type is None and program.type is ProgramType.XDP:
        return 0
    return program.attach_type


class State:
    """What is known before an instruction: registers, and 8 bytes at offsets of the frame."""

    __slots__ = ("regs", "slots")

    def __init__(self, regs: list[Known], slots: dict[int, Known]) -> None:
        self.regs = regs
        self.slots = slots

    def copy(self) -> State:
        """Another one that knows the same."""
        return State(self.regs.copy(), self.slots.copy())

    def join(self, other: State) -> bool:
        """Keep what both know; whether anything was lost."""
        if self.regs == other.regs and self.slots == other.slots:
            return False
        lost = False
        for index, (mine, theirs) in enumerate(zip(self.regs, other.regs, strict=True)):
            if mine != theirs and mine is not None:
                both = _either(mine, theirs)
                if both != mine:
                    self.regs[index] = both
                    lost = True
            elif mine is None and _is_frame(theirs):
                self.regs[index] = _SOMEWHERE
                lost = True
        there = other.slots
        for place in [each for each, held in self.slots.items() if there.get(each) != held]:
            del self.slots[place]
            lost = True
        return lost


class Walk:
    """Goes through a program, each way that is taken at least once."""

    def __init__(
        self, program: ProgramSpec, maps: Mapping[str, MapSpec], kind: ContextLayout
    ) -> None:
        self._program = program
        self._insns = program.insns.slots()
        self._maps = maps
        self._kind = kind
        self._attach = attach_of(program)
        self._targets = _targets(self._insns)
        self._states: dict[int, State] = {}
        self._work: list[int] = []
        # What stands for a function of the kernel may read what programs may not.
        self._provided = [f for f in program.functions if f.provided]
        self.refused: dict[int, int] = {}

    def run(self) -> None:
        """Until nothing new is found."""
        first: list[Known] = [None] * 11
        first[1], first[10] = (_CTX, 0, ""), (_FRAME, 0, "")
        self._arrive(0, State(first, {}))
        while self._work:
            pc = self._work.pop()
            self._follow(pc, self._states[pc].copy())

    def _arrive(self, pc: int, state: State) -> None:
        there = self._states.get(pc)
        if there is None:
            self._states[pc] = state.copy()
        elif not there.join(state):
            return
        self._work.append(pc)

    def _follow(self, pc: int, state: State) -> None:
        """From an instruction to the next one that others come to as well."""
        insns = self._insns
        start = pc
        while pc < len(insns):
            if pc != start and pc in self._targets:
                self._arrive(pc, state)
                return
            insn = insns[pc]
            group = insn.opcode & 7
            if group in (isa.BPF_JMP, isa.BPF_JMP32) and insn.opcode != CALL:
                ways = self._jump(pc, insn, state)
                for way in ways[1:]:
                    self._arrive(way, state)
                if not ways:
                    return
                if ways[0] != pc + 1:
                    self._arrive(ways[0], state)
                    return
            else:
                self._step(pc, insn, group, state)
            pc += 2 if insn.opcode == LDDW else 1

    def _jump(self, pc: int, insn: Insn, state: State) -> tuple[int, ...]:
        """Where it goes on."""
        if insn.opcode == EXIT:
            return ()
        target = jump_target(self._insns, pc)
        assert target is not None
        if insn.opcode in (JA, JA32):
            return (target,)
        if insn.opcode == isa.MAY_GOTO:
            return (pc + 1, target)
        bits = 64 if insn.opcode & 7 == isa.BPF_JMP else 32
        mask = (1 << bits) - 1
        left = state.regs[insn.dst]
        right = state.regs[insn.src] if insn.opcode & isa.BPF_X else insn.imm
        if isinstance(left, int) and isinstance(right, int):
            taken = JUMP[insn.opcode & 0xF0](left & mask, right & mask, bits)
            return (target if taken else pc + 1,)
        if isinstance(left, tuple) and right == 0 and bits == 64:
            # No pointer that is followed here is null.
            if insn.opcode & 0xF0 == isa.BPF_JEQ:
                return (pc + 1,)
            if insn.opcode & 0xF0 == isa.BPF_JNE:
                return (target,)
        return (pc + 1, target)

    def _step(self, pc: int, insn: Insn, group: int, state: State) -> None:
        regs = state.regs
        if group == isa.BPF_ALU64:
            regs[insn.dst] = _alu64(insn, regs)
        elif group == isa.BPF_ALU:
            regs[insn.dst] = _numbers(insn, regs, 32)
        elif group == isa.BPF_LDX:
            regs[insn.dst] = self._load(pc, insn, state)
        elif group in (isa.BPF_ST, isa.BPF_STX):
            self._store(pc, insn, state)
        elif insn.opcode == CALL:
            self._call(pc, insn, state)
        elif insn.opcode == LDDW:
            regs[insn.dst] = self._wide(pc, insn)
        elif group == isa.BPF_LD:
            regs[0:6] = [None] * 6

    def _load(self, pc: int, insn: Insn, state: State) -> Known:
        base = state.regs[insn.src]
        if not isinstance(base, tuple):
            return None
        region, start, name = base
        if start is None:
            return None
        offset, size = start + insn.off, isa.size_bytes(insn.opcode)
        if region == _CTX:
            self._look_at(pc, insn, offset)
        elif region == _FRAME and size == 8:
            return state.slots.get(offset)
        elif region == GLOBAL and insn.opcode & 0xE0 == isa.BPF_MEM:
            spec = self._maps[name]
            if spec.read_only and spec.data is not None and 0 <= offset <= len(spec.data) - size:
                return int.from_bytes(spec.data[offset : offset + size], sys.byteorder)
        return None

    def _store(self, pc: int, insn: Insn, state: State) -> None:
        base, size = state.regs[insn.dst], isa.size_bytes(insn.opcode)
        atomic = insn.opcode & 7 == isa.BPF_STX and insn.opcode & 0xE0 == isa.BPF_ATOMIC
        if isinstance(base, tuple):
            region, start, _ = base
            if start is None:
                if region == _FRAME:
                    state.slots.clear()
            elif region == _CTX:
                self._look_at(pc, insn, start + insn.off, write=True, atomic=atomic)
            elif region == _FRAME:
                first = start + insn.off
                for place in [p for p in state.slots if first - 8 < p < first + size]:
                    del state.slots[place]
                if size == 8 and insn.opcode & 7 == isa.BPF_STX and not atomic:
                    held = state.regs[insn.src]
                    if held is not None:
                        state.slots[first] = held
        if atomic and insn.imm & isa.BPF_FETCH:
            state.regs[0 if insn.imm == isa.BPF_CMPXCHG else insn.src] = None

    def _look_at(
        self, pc: int, insn: Insn, offset: int, *, write: bool = False, atomic: bool = False
    ) -> None:
        size = isa.size_bytes(insn.opcode)
        extend = not write and insn.opcode & 0xE0 == isa.BPF_MEMSX
        allowed = self._kind.allows(
            offset, size, write=write, extend=extend, attach_type=self._attach
        )
        ours = any(each.start <= pc < each.end for each in self._provided)
        if atomic or not (allowed or ours):
            self.refused[pc] = offset

    def _call(self, pc: int, insn: Insn, state: State) -> None:
        regs = state.regs
        target = function_target(self._insns, pc)
        if target is not None:
            # Pointers into the caller's frame are no slots of the callee's.
            given = [None if _is_frame(each) else each for each in regs[1:6]]
            inner: list[Known] = [None, *given, *[None] * 4, (_FRAME, 0, "")]
            self._arrive(target, State(inner, {}))
        if any(_is_frame(each) for each in regs[1:6]) and _may_write(insn):
            state.slots.clear()
        regs[0:6] = [None] * 6

    def _wide(self, pc: int, insn: Insn) -> Known:
        if insn.src == isa.BPF_PSEUDO_FUNC:
            unknown: list[Known] = [None] * 11
            unknown[10] = (_FRAME, 0, "")
            self._arrive(pc + 1 + insn.imm, State(unknown, {}))
            return None
        ref = self._program.maps.get(pc)
        if ref is None:
            return isa.imm64(insn, self._insns[pc + 1])
        return None if ref.offset is None else (GLOBAL, ref.offset, ref.map)


def _targets(insns: Sequence[Insn]) -> frozenset[int]:
    """Where more than one way may come together."""
    found = {jump_target(insns, pc) for pc in range(len(insns)) if isa.is_jump(insns[pc].opcode)}
    return frozenset(target for target in found if target is not None)


def _is_frame(value: Known) -> bool:
    return isinstance(value, tuple) and value[0] == _FRAME


def _either(one: Known, other: Known) -> Known:
    """What is known of a register that holds either of two different values."""
    if _is_frame(one) or _is_frame(other):
        return _SOMEWHERE
    if isinstance(one, tuple) and isinstance(other, tuple) and one[0] == VALUE:
        return (VALUE, None, one[2]) if one[::2] == other[::2] else None
    return None


def _alu64(insn: Insn, regs: Sequence[Known]) -> Known:
    operation = insn.opcode & 0xF0
    mine = regs[insn.dst]
    if operation == isa.BPF_MOV:
        if insn.opcode & isa.BPF_X:
            source = regs[insn.src]
            return source if not insn.off else None
        return insn.imm & _MAX64
    theirs = regs[insn.src] if insn.opcode & isa.BPF_X else insn.imm
    if isinstance(mine, tuple) or isinstance(theirs, tuple):
        return _moved(operation, mine, theirs)
    return _numbers(insn, regs, 64)


def _moved(operation: int, mine: Known, theirs: Known) -> Known:
    """A pointer and something else, added or taken away."""
    if operation == isa.BPF_ADD and isinstance(mine, int):
        mine, theirs = theirs, mine
    moving = operation in (isa.BPF_ADD, isa.BPF_SUB)
    if moving and isinstance(mine, tuple) and mine[1] is not None and isinstance(theirs, int):
        by = (theirs & _MAX64 ^ 1 << 63) - (1 << 63)
        return mine[0], mine[1] + (by if operation == isa.BPF_ADD else -by), mine[2]
    if moving and isinstance(mine, tuple) and mine[0] == VALUE and not isinstance(theirs, tuple):
        return VALUE, None, mine[2]
    return _either(mine, theirs)


def _numbers(insn: Insn, regs: Sequence[Known], bits: int) -> Known:
    """The result where both operands are known numbers."""
    operation = insn.opcode & 0xF0
    left = 0 if operation == isa.BPF_MOV else regs[insn.dst]
    right = regs[insn.src] if insn.opcode & isa.BPF_X else insn.imm
    if operation == isa.BPF_END or not isinstance(left, int) or not isinstance(right, int):
        return None
    if operation == isa.BPF_MOV and insn.off:
        return None
    mask = (1 << bits) - 1
    act = SIGNED_ALU[operation] if insn.off else ALU[operation]
    return act(left & mask, right & mask, bits) & mask


def _may_write(insn: Insn) -> bool:
    """Whether a call may change what its arguments point to."""
    helper = helpers.SUPPORTED.get(insn.imm) if insn.src == 0 else None
    return helper is None or helper.writes_memory


def _error(program: ProgramSpec, kind: ContextLayout, pc: int, offset: int) -> ContextAccessError:
    slots = program.insns.slots()
    insn = slots[pc]
    size = isa.size_bytes(insn.opcode)
    write = insn.opcode & 7 != isa.BPF_LDX
    found = kind.field_at(offset)
    line = program.line_at(pc)
    why = _why(program, kind, insn, offset)
    message = (
        f"{disasm(slots, pc)}: {program.type.name} programs may not "
        f"{'write' if write else 'read'} {size} byte{'s'[: size > 1]} at offset {offset} of"
        f" {kind.name}: {why}" + (f" [{line}]" if line else "")
    )
    return ContextAccessError(
        message,
        program=program.name,
        pc=pc,
        offset=offset,
        size=size,
        field=found.name if found else "",
    )


def _why(program: ProgramSpec, kind: ContextLayout, insn: Insn, offset: int) -> str:
    """Which rule an access breaks."""
    size, write = isa.size_bytes(insn.opcode), insn.opcode & 7 != isa.BPF_LDX
    if insn.opcode & 7 == isa.BPF_STX and insn.opcode & 0xE0 == isa.BPF_ATOMIC:
        return "contexts are not accessed atomically"
    end = kind.size or kind.most or sum(field.size for field in kind.fields)
    if offset < 0 or offset + size > end:
        return f"it has {end} bytes at most" if kind.most else f"it has {end} bytes"
    if offset % size or offset % kind.step:
        return "it is not aligned"
    found = kind.field_at(offset)
    if found is None:
        return "there is no field" if kind.size else "it is not for programs"
    attach = attach_of(program)
    if not kind.is_for(found, attach, write=write):
        return f"{found.name} is not for programs of section {program.section or attach!r}"
    if write and not kind.may_write(offset, size):
        return f"{found.name} is read-only"
    if found.name in ADDRESSES and insn.opcode & 0xE0 == isa.BPF_MEMSX and not write:
        return f"{found.name} becomes an address, which has no sign"
    if found.name in kind.hidden and not write:
        return f"{found.name} is not for programs of this type"
    return f"{found.name} has {found.size} bytes at offset {found.offset}, and is accessed whole"

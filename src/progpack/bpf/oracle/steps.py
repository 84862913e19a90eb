"""The steps of the interpreter: one small function for each instruction of a program.

Each gets the registers, changes them, and returns the slot of the next instruction.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Mapping
from time import monotonic_ns
from typing import Final, TypeAlias

from progpack.bpf.context.build import ByteOrder
from progpack.bpf.coverage import COUNTER, executed_at, taken_at
from progpack.bpf.helpers import lookup as helpers
from progpack.bpf.helpers.record import Effect, Helper
from progpack.bpf.helpers.replaced import Replacement, place_of
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.bpf.isa.limits import FRAME_SIZE, MAX_TAIL_CALLS
from progpack.bpf.isa.ordered import is_ordered
from progpack.bpf.isa.semantics import ALU, ATOMIC, JUMP, SIGNED_ALU, signed, swap
from progpack.bpf.oracle.calls import HelperCalls
from progpack.bpf.oracle.maps.arrays import ArrayMap, MapSet
from progpack.bpf.oracle.space import Region, Trap
from progpack.bpf.spec import ProgramSpec
from progpack.fault import FaultKind

__all__ = ["END", "Limits", "Step", "StepMaker", "counted", "watched"]

#: One instruction: changes the registers, returns the next slot or END.
Step: TypeAlias = Callable[[list[int]], int]

END: Final = -1
_U64: Final = 0xFFFFFFFFFFFFFFFF
_FORMATS: Final = {1: "B", 2: "H", 4: "I", 8: "Q"}
_ORDER: Final = {"little": "<", "big": ">"}


class Limits:
    """The limits of a run, and how much of them is used.

    Attributes:
        left: what is left of the budget.
        deadline: moment of the monotonic clock in nanoseconds; 0: no limit.
        tails: how many tail calls led to the program.
    """

    def __init__(self) -> None:
        self.left = 0
        self.deadline = 0
        self.tails = 0

    def charge(self, units: int = 1) -> None:
        """Take from the budget.

        Raises:
            Trap: nothing is left of it, or of the time.
        """
        self.left -= units
        if self.left < 0:
            raise Trap(FaultKind.BUDGET)
        if self.deadline and monotonic_ns() >= self.deadline:
            raise Trap(FaultKind.TIME)


class StepMaker:
    """The maker of a program's steps.

    Args:
        spec: the program.
        maps: the maps of its object.
        byteorder: of the machine.
        callers: its calls of helpers.
        stack: memory of all its frames, and who is to be returned to, the last one called last.
        callbacks: first slots of the functions that helpers call -> most frames of each.
        limits: limits of the run.
        loop: runs from a slot until the function there returns.
        continue_with: runs another program in place of the rest of this one, and returns its r0.
    """

    def __init__(
        self,
        spec: ProgramSpec,
        maps: MapSet,
        byteorder: ByteOrder,
        callers: HelperCalls,
        stack: tuple[Region, list[tuple[int, list[int]]]],
        callbacks: Mapping[int, int],
        limits: Limits,
        *,
        loop: Callable[[list[int], int], None],
        continue_with: Callable[[ProgramSpec], int],
    ) -> None:
        self._spec = spec
        self._maps = maps
        self._space = maps.space
        self._byteorder: ByteOrder = byteorder
        self._helpers = callers
        self._stack, self._frames = stack
        self._callbacks = callbacks
        self._limits = limits
        self._loop = loop
        self._continue_with = continue_with

    def step(self, pc: int, insn: Insn) -> Step:
        """Return the step of an instruction; validation has refused those not handled here."""
        following = pc + 1
        match insn.opcode & 7:
            case isa.BPF_ALU | isa.BPF_ALU64:
                return _alu_step(insn, following, self._byteorder)
            case isa.BPF_JMP | isa.BPF_JMP32:
                return self._jump_step(pc, insn)
            case isa.BPF_LDX:
                return self._load_step(insn, following)
            case isa.BPF_ST | isa.BPF_STX:
                if insn.opcode & 0xE0 == isa.BPF_ATOMIC:
                    return self._atomic_step(insn, following)
                return self._store_step(insn, following)
        if insn.opcode in (isa.LDDW, 0):
            return self._constant_step(pc, insn)
        return self._packet_step(insn, following)

    def _constant_step(self, pc: int, insn: Insn) -> Step:
        if insn.opcode == 0:
            # The second slot of a 64-bit load: validation let nothing jump here.
            return _unreachable
        ref = self._spec.maps.get(pc)
        if insn.src == isa.BPF_PSEUDO_FUNC:
            value = isa.function_token(pc + 1 + insn.imm)
        elif ref is None:
            value = isa.imm64(insn, self._spec.insns[pc + 1])
        else:
            found = self._maps[ref.map]
            value = found.address
            if ref.offset is not None and isinstance(found, ArrayMap):
                value = found.region.base + ref.offset
        dst = insn.dst

        def step(r: list[int]) -> int:
            r[dst] = value
            return pc + 2

        return step

    def _jump_step(self, pc: int, insn: Insn) -> Step:
        if insn.opcode == isa.EXIT:
            return self._exit_step()
        if insn.opcode == isa.CALL and insn.src != isa.BPF_PSEUDO_CALL:
            return self._helper_step(pc + 1, insn)
        target = isa.jump_target(self._spec.insns, pc)
        assert target is not None
        if insn.opcode == isa.CALL:
            return self._call_step(pc + 1, target)
        charge = self._limits.charge if target <= pc else None
        if insn.opcode in (isa.JA, isa.JA32):

            def always(r: list[int]) -> int:
                if charge is not None:
                    charge()
                return target

            return always
        if insn.opcode == isa.MAY_GOTO:
            return self._may_goto_step(pc + 1, target, charge)
        return _branch_step(insn, pc + 1, target, charge)

    def _may_goto_step(
        self, following: int, target: int, charge: Callable[[], None] | None
    ) -> Step:
        limits = self._limits

        def step(r: list[int]) -> int:
            if limits.left > 0:
                return following
            if charge is not None:
                charge()
            return target

        return step

    def _exit_step(self) -> Step:
        frames = self._frames

        def step(r: list[int]) -> int:
            if not frames:
                return END
            following, saved = frames.pop()
            r[1:6] = [0] * 5
            r[6:11] = saved
            return following

        return step

    def _call_step(self, following: int, target: int) -> Step:
        frames, stack = self._frames, self._stack

        def step(r: list[int]) -> int:
            self._limits.charge()
            frames.append((following, r[6:11]))
            r[0] = 0
            r[6:10] = [0] * 4
            r[10] -= FRAME_SIZE
            top = r[10] - stack.base
            stack.data[top - FRAME_SIZE : top] = bytes(FRAME_SIZE)
            return target

        return step

    def _helper_step(self, following: int, insn: Insn) -> Step:
        if insn.imm == helpers.POISON:
            return _poisoned
        replacement = self._spec.replaced.get(insn.imm)
        if replacement is not None:
            return self._replaced_step(following, replacement)
        helper = helpers.accepted(insn.imm)
        if Effect.CONTINUES in helper.effects:
            return self._tail_step(following, helper)
        call = self._helpers.call
        if Effect.CALLS_BACK in helper.effects:
            call = self._call_back

        def step(r: list[int]) -> int:
            r[0] = call(helper, r) & _U64
            r[1:6] = [0] * 5
            return following

        return step

    def _replaced_step(self, following: int, replacement: Replacement) -> Step:
        place = place_of(self._spec, following - 1)
        call = self._helpers.call_replaced

        def step(r: list[int]) -> int:
            r[0] = call(replacement, place, r)
            r[1:6] = [0] * 5
            return following

        return step

    def _call_back(self, helper: Helper, r: list[int]) -> int:
        """A helper that calls a function of the program."""
        self._helpers.admit(helper, r)
        start = r[2] - isa.function_token(0)
        if r[10] - self._stack.base < (1 + self._callbacks[start]) * FRAME_SIZE:
            raise Trap(FaultKind.HELPER, r[2])

        def call(*arguments: int) -> int:
            self._limits.charge()
            inner = [0] * 11
            inner[1 : 1 + len(arguments)] = arguments
            inner[10] = r[10] - FRAME_SIZE
            top = inner[10] - self._stack.base
            self._stack.data[top - FRAME_SIZE : top] = bytes(FRAME_SIZE)
            # Its exit finds a frame that says that this loop is over.
            self._frames.append((END, r[6:11]))
            self._loop(inner, start)
            return inner[0]

        return self._helpers.call_back(helper, r, call)

    def _tail_step(self, following: int, helper: Helper) -> Step:
        """Continue with another program, whose result is that of this function."""
        leave, limits = self._exit_step(), self._limits

        def step(r: list[int]) -> int:
            found = self._helpers.tail_target(helper, r)
            r[1:6] = [0] * 5
            if found is None or limits.tails >= MAX_TAIL_CALLS:
                r[0] = 0
                return following
            r[0] = self._continue_with(found)
            return leave(r)

        return step

    def _load_step(self, insn: Insn, following: int) -> Step:
        size = isa.size_bytes(insn.opcode)
        extend = insn.opcode & 0xE0 == isa.BPF_MEMSX
        unpack = self._number(size, signed_=extend).unpack_from
        readable = self._space.readable
        dst, src, off = insn.dst, insn.src, insn.off
        aligned = size if is_ordered(insn) else 1

        def step(r: list[int]) -> int:
            address = (r[src] + off) & _U64
            data, at = readable(address, size)
            if address % aligned:
                raise Trap(FaultKind.ALIGN, address, size)
            r[dst] = unpack(data, at)[0] & _U64
            return following

        return step

    def _store_step(self, insn: Insn, following: int) -> Step:
        size = isa.size_bytes(insn.opcode)
        mask = (1 << size * 8) - 1
        pack = self._number(size).pack_into
        writable = self._space.writable
        dst, src, off, imm = insn.dst, insn.src, insn.off, insn.imm
        from_register = insn.opcode & 7 == isa.BPF_STX
        aligned = size if is_ordered(insn) else 1

        def step(r: list[int]) -> int:
            address = (r[dst] + off) & _U64
            data, at = writable(address, size)
            if address % aligned:
                raise Trap(FaultKind.ALIGN, address, size)
            pack(data, at, (r[src] if from_register else imm) & mask)
            return following

        return step

    def _atomic_step(self, insn: Insn, following: int) -> Step:
        size = isa.size_bytes(insn.opcode)
        mask = (1 << size * 8) - 1
        number = self._number(size)
        dst, src, off = insn.dst, insn.src, insn.off
        fetch = insn.imm & isa.BPF_FETCH
        compare = insn.imm == isa.BPF_CMPXCHG
        change = None if compare else ATOMIC[insn.imm & ~isa.BPF_FETCH]

        def step(r: list[int]) -> int:
            address = (r[dst] + off) & _U64
            data, at = self._space.writable(address, size)
            self._space.readable(address, size)
            if address % size:
                raise Trap(FaultKind.ALIGN, address, size)
            old: int = number.unpack_from(data, at)[0]
            operand = r[src] & mask
            if change is not None:
                number.pack_into(data, at, change(old, operand) & mask)
                if fetch:
                    r[src] = old
                return following
            if old == r[0] & mask:
                number.pack_into(data, at, operand)
            r[0] = old
            return following

        return step

    def _packet_step(self, insn: Insn, following: int) -> Step:
        size = isa.size_bytes(insn.opcode)
        indirect = insn.opcode & 0xE0 == isa.BPF_IND
        src, imm = insn.src, insn.imm
        helpers = self._helpers
        leave = self._exit_step()

        def step(r: list[int]) -> int:
            run = helpers.run
            if r[6] != run.context:
                raise Trap(FaultKind.HELPER, r[6])
            offset = run.offset_of(signed(imm + (r[src] if indirect else 0), 32))
            if offset is None or offset > run.length - size:
                r[0] = 0
                return leave(r)
            r[0] = int.from_bytes(run.bytes_at(offset, size), "big")
            r[1:6] = [0] * 5
            return following

        return step

    def _number(self, size: int, *, signed_: bool = False) -> struct.Struct:
        letter = _FORMATS[size].lower() if signed_ else _FORMATS[size]
        return struct.Struct(_ORDER[self._byteorder] + letter)


def counted(step: Step, pc: int, cells: memoryview, byteorder: ByteOrder) -> Step:
    """A step that counts how often it is made, and how often it does not go on to what follows."""
    executed, taken = executed_at(pc), taken_at(pc)

    def add(at: int) -> None:
        cell = cells[at : at + COUNTER]
        cell[:] = (int.from_bytes(cell, byteorder) + 1).to_bytes(COUNTER, byteorder)

    def counted(r: list[int]) -> int:
        add(executed)
        following = step(r)
        if following != pc + 1:
            add(taken)
        return following

    return counted


def watched(step: Step, pc: int, see: Callable[[int, list[int]], None]) -> Step:
    """A step in front of which somebody sees its slot and the registers."""

    def watched(r: list[int]) -> int:
        see(pc, r)
        return step(r)

    return watched


def _unreachable(r: list[int]) -> int:
    raise AssertionError("the second slot of a 64-bit load was executed")


def _poisoned(r: list[int]) -> int:
    raise Trap(FaultKind.POISON)


def _branch_step(
    insn: Insn, following: int, target: int, charge: Callable[[], None] | None
) -> Step:
    bits = 64 if insn.opcode & 7 == isa.BPF_JMP else 32
    mask = (1 << bits) - 1
    taken = JUMP[insn.opcode & 0xF0]
    dst, src, imm = insn.dst, insn.src, insn.imm & mask
    from_register = insn.opcode & isa.BPF_X

    def step(r: list[int]) -> int:
        if not taken(r[dst] & mask, r[src] & mask if from_register else imm, bits):
            return following
        if charge is not None:
            charge()
        return target

    return step


def _alu_step(insn: Insn, following: int, byteorder: ByteOrder) -> Step:
    bits = 64 if insn.opcode & 7 == isa.BPF_ALU64 else 32
    mask = (1 << bits) - 1
    operation = _operation(insn, byteorder)
    dst, src, imm = insn.dst, insn.src, insn.imm & mask
    if insn.opcode & 0xF0 == isa.BPF_END:
        # Its result has the width that imm names, whatever the class.
        mask, imm = _U64, insn.imm
    elif insn.opcode & isa.BPF_X:

        def from_register(r: list[int]) -> int:
            r[dst] = operation(r[dst] & mask, r[src] & mask, bits) & mask
            return following

        return from_register

    def from_immediate(r: list[int]) -> int:
        r[dst] = operation(r[dst] & mask, imm, bits) & mask
        return following

    return from_immediate


def _operation(insn: Insn, byteorder: ByteOrder) -> Callable[[int, int, int], int]:
    """Return the function that an ALU instruction computes, of dst, operand and width."""
    code = insn.opcode & 0xF0
    if code == isa.BPF_END:
        target = "big" if insn.opcode & isa.BPF_TO_BE else "little"
        if insn.opcode & 7 == isa.BPF_ALU64 or target != byteorder:
            return lambda a, width, bits: swap(a, width)
        return lambda a, width, bits: a & ((1 << width) - 1)
    if code == isa.BPF_MOV and insn.off:
        width = insn.off
        return lambda a, b, bits: signed(b, width)
    return SIGNED_ALU[code] if code in SIGNED_ALU and insn.off else ALU[code]

"""The 512-byte frames of BPF functions: who may reach them, and how much of them is used.

Where all functions of a program keep to their own frames, at constant offsets, a frame whose
address is never taken becomes an ``alloca`` that LLVM can keep in registers, and any other lies in
the run's stack, with only the part cleared that it can touch.

The stack is one region, so a function with a frame pointer at an unknown place may look into its
callers' frames, or into what is left of those below; no verifier forbids it here. When there is
such a function, all frames of the program lie in the stack and all of the stack is cleared first.
What it finds is then what the interpreter finds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from progpack.bpf.analysis.arguments import known_size
from progpack.bpf.analysis.flow import Block
from progpack.bpf.analysis.state import State
from progpack.bpf.analysis.transfer import step
from progpack.bpf.analysis.value import FRAME, in_frame
from progpack.bpf.helpers import lookup as helpers
from progpack.bpf.helpers.lookup import Arg
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import BPF_REG_FP, Insn
from progpack.bpf.isa.limits import FRAME_SIZE
from progpack.bpf.spec import MapSpec
from progpack.records import dataclass

__all__ = ["FrameUse", "frame_use", "takes_frame_address"]

_MEMORY = (isa.BPF_LDX, isa.BPF_ST, isa.BPF_STX)
_MOVES = (isa.BPF_MOV, isa.BPF_ADD, isa.BPF_SUB)


@dataclass(frozen=True, slots=True)
class FrameUse:
    """The use that a function makes of its frame.

    Attributes:
        private: whether the frame's address is never taken.
        size: bytes below r10 that the function can touch, a multiple of 16; all 512 unless
            own_frame_only.
        own_frame_only: whether the function provably keeps to its own frame.
    """

    private: bool
    size: int
    own_frame_only: bool


def takes_frame_address(insns: Sequence[Insn], order: Sequence[Block]) -> bool:
    """Whether r10 is used for anything but as the base of an access that lies in the frame."""
    return any(map(_takes, _with_frame_pointer(insns, order)))


def _with_frame_pointer(insns: Sequence[Insn], order: Sequence[Block]) -> list[Insn]:
    """The instructions that r10 is an operand of, which few are."""
    return [
        insn
        for block in order
        for insn in insns[block.start : block.end]
        if insn[1] == BPF_REG_FP or insn[2] == BPF_REG_FP
    ]


def _takes(insn: Insn) -> bool:
    group = insn.opcode & 7
    if insn.opcode in (isa.LDDW, isa.CALL, isa.EXIT, isa.JA, isa.JA32, isa.MAY_GOTO):
        return False
    if group in _MEMORY:
        if group == isa.BPF_STX and insn.src == BPF_REG_FP:
            return True
        inside = -FRAME_SIZE <= insn.off <= -isa.size_bytes(insn.opcode)
        return _base(insn) == BPF_REG_FP and not inside
    if group == isa.BPF_LD:
        return insn.opcode & 0xE0 == isa.BPF_IND and insn.src == BPF_REG_FP
    operands = (insn.dst, insn.src) if insn.opcode & isa.BPF_X else (insn.dst,)
    return BPF_REG_FP in operands


def frame_use(
    insns: Sequence[Insn],
    order: Sequence[Block],
    known: Mapping[int, State] | None,
    maps: Mapping[str, MapSpec],
) -> FrameUse:
    """Return the use that a function makes of its frame.

    Args:
        insns: the program.
        order: the function's blocks.
        known: what is known at the start of each block that can be reached; None when the function
            does not take its frame's address.
        maps: its maps, for the sizes of keys and values.
    """
    if known is None:
        return FrameUse(True, _round(_lowest_offset(insns, order)), True)
    live = {block.start: block.live for block in order}
    low = _lowest_offset(insns, [block for block in order if block.start not in known])
    for block in [block for block in order if block.start in known]:
        state = known[block.start].copy()
        for pc, insn in _instructions(insns, (block,)):
            if _may_reach(state, insn):
                reach = _Reach(state, insn, maps).lowest()
                if reach is None:
                    return FrameUse(False, FRAME_SIZE, False)
                low = min(low, reach)
            step(state, insns, pc)
            moved = _offset(state, insn.dst)
            if moved is None:
                return FrameUse(False, FRAME_SIZE, False)
            low = min(low, moved)
        ways = [edge.target for edge in block.edges if edge.target in known]
        if any(_loses(state, known[target], live[target]) for target in ways):
            return FrameUse(False, FRAME_SIZE, False)
    return FrameUse(False, _round(low), True)


def _lowest_offset(insns: Sequence[Insn], order: Sequence[Block]) -> int:
    """The lowest offset of the accesses by r10 itself; 0 for none."""
    return min(
        (
            insn.off
            for insn in _with_frame_pointer(insns, order)
            if insn.opcode & 7 in _MEMORY and _base(insn) == BPF_REG_FP
        ),
        default=0,
    )


def _loses(state: State, there: State, live: int) -> bool:
    """Whether a pointer into the frame is used behind a join that does not know it as one."""
    for register, value in enumerate(state.regs[:BPF_REG_FP]):
        if value is not None and value.region == FRAME and live >> register & 1:
            joined = there.regs[register]
            if joined is None or joined.region != FRAME:
                return True
    return False


def _may_reach(state: State, insn: Insn) -> bool:
    """Whether an operand points into the frame, or may do so; for most it is plain that none does.

    Calls and exits have operands that are not in their fields.
    """
    if insn.opcode in (isa.CALL, isa.EXIT):
        return True
    regs = state.regs
    for register in insn[1:3]:
        # The source field of an LDDW is no register, and may be more than there are.
        known = regs[register] if register <= BPF_REG_FP else None
        if known is not None and known.region == FRAME:
            return True
    return False


class _Reach:
    """The part of the frame that one instruction reaches."""

    def __init__(
        self,
        state: State,
        insn: Insn,
        maps: Mapping[str, MapSpec],
    ) -> None:
        self.state = state
        self.insn = insn
        self.maps = maps

    def lowest(self) -> int | None:
        """The lowest offset from r10 that is touched, 0 for none; None when it leaves its frame."""
        insn = self.insn
        group = insn.opcode & 7
        if group in _MEMORY:
            return self._memory(group)
        if insn.opcode == isa.EXIT:
            return None if self._in_frame(0) else 0
        if insn.opcode == isa.CALL:
            return self._call()
        if group in (isa.BPF_ALU, isa.BPF_ALU64):
            return self._alu(group)
        return 0

    def _memory(self, group: int) -> int | None:
        insn = self.insn
        if group == isa.BPF_STX and self._in_frame(insn.src):
            return None
        base = _base(insn)
        if not self._in_frame(base):
            return 0
        return in_frame(self.state.regs[base], insn.off, isa.size_bytes(insn.opcode))

    def _alu(self, group: int) -> int | None:
        """Moved by a constant (which the state follow) or turned into something else."""
        insn = self.insn
        operation = insn.opcode & 0xF0
        source = bool(insn.opcode & isa.BPF_X) and self._in_frame(insn.src)
        if operation == isa.BPF_MOV:
            plain = group == isa.BPF_ALU64 and insn.off == 0
            return 0 if plain or not source else None
        if not source and not self._in_frame(insn.dst):
            return 0
        moved = group == isa.BPF_ALU64 and operation in _MOVES
        return 0 if moved and not (source and operation == isa.BPF_SUB) else None

    def _call(self) -> int | None:
        pointers = [register for register in range(1, 6) if self._in_frame(register)]
        if not pointers:
            return 0
        if self.insn.src == isa.BPF_PSEUDO_CALL:
            return None
        if self.insn.imm == helpers.POISON:
            return 0
        helper = helpers.accepted(self.insn.imm)
        low = 0
        for register in pointers:
            if helper.arg(register - 1) is Arg.NONE:
                continue
            size = known_size(self.state.regs, helper, register, self.maps)
            reach = None if size is None else in_frame(self.state.regs[register], 0, size)
            if reach is None:
                return None
            low = min(low, reach)
        return low

    def _in_frame(self, register: int) -> bool:
        known = self.state.regs[register]
        return known is not None and known.region == FRAME


def _offset(state: State, register: int) -> int | None:
    """Return the offset in the frame of a register that has just been written.

    0 for a register that is no frame pointer, None for one whose place in the frame is unknown.
    """
    known = state.regs[register]
    if known is None or known.region != FRAME or register == BPF_REG_FP:
        return 0
    return known.low if known.proved and -FRAME_SIZE <= known.low <= known.high <= 0 else None


def _base(insn: Insn) -> int:
    return insn.src if insn.opcode & 7 == isa.BPF_LDX else insn.dst


def _round(low: int) -> int:
    return min(FRAME_SIZE, (-low + 15) // 16 * 16)


def _instructions(insns: Sequence[Insn], order: Sequence[Block]) -> Iterator[tuple[int, Insn]]:
    for block in order:
        pc = block.start
        while pc < block.end:
            yield pc, insns[pc]
            pc += 2 if insns[pc].opcode == isa.LDDW else 1

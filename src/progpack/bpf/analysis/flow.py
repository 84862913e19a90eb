"""The control flow of one BPF function: basic blocks in reverse post order, and live registers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.records import dataclass, field

__all__ = ["Block", "Edge", "blocks_of", "has_back_edge", "register_effects"]

_ARGUMENTS = 0b111110
_CALLER_SAVED = 0b111111
_R0 = 1
_R6 = 1 << 6
# Classes of jumps; the second slot of an LDDW, which is no instruction, has opcode 0.
_JUMPS = (isa.BPF_JMP, isa.BPF_JMP32)


@dataclass(slots=True, frozen=True)
class Edge:
    """One way from a block to another; ``back`` when a taken jump does not go forward."""

    source: int
    target: int
    back: bool


@dataclass(slots=True)
class Block:
    """Slots ``[start, end)`` that run one after the other.

    Attributes:
        start: first slot, also the block's name.
        end: one past its last slot.
        taken: edge of the jump that ends it, None when it does not end in one.
        next: edge to the slot behind it, None after an exit or an unconditional jump.
        edges: the ways out, the taken one first.
        entries: edges that lead here from reachable blocks.
        live: registers (bit set) whose value at the start is still wanted; not looked for in a
            function where no two ways meet.
    """

    start: int
    end: int
    taken: Edge | None = None
    next: Edge | None = None
    edges: tuple[Edge, ...] = ()
    entries: list[Edge] = field(default_factory=list)
    live: int = 0


def blocks_of(insns: Sequence[Insn], start: int, end: int) -> list[Block]:
    """The reachable blocks of the function in ``[start, end)``, in reverse post order.

    The program has passed `progpack.bpf.check.structure`: jumps stay inside and it does not fall
    off.
    """
    blocks = _split(insns, start, end)
    order = _reverse_post_order(blocks, start)
    for block in order:
        for edge in block.edges:
            blocks[edge.target].entries.append(edge)
    # The first block has one way in more, from outside.
    if order[0].entries or any(len(block.entries) > 1 for block in order):
        _liveness(insns, blocks, order)
    return order


def has_back_edge(order: Sequence[Block]) -> bool:
    """Whether the function has a cycle: an edge that does not go down the order."""
    position = {block.start: index for index, block in enumerate(order)}
    return any(
        position[edge.target] <= index for index, block in enumerate(order) for edge in block.edges
    )


def _split(insns: Sequence[Insn], start: int, end: int) -> dict[int, Block]:
    leaders = {start}
    jumps: dict[int, int] = {}
    for pc in [pc for pc in range(start, end) if insns[pc][0] & 7 in _JUMPS]:
        opcode = insns[pc].opcode
        if opcode == isa.EXIT:
            leaders.add(pc + 1)
        elif isa.is_jump(opcode):
            target = isa.jump_target(insns, pc)
            if target is None:
                raise AssertionError("a jump has a target")
            jumps[pc] = target
            leaders.update((target, pc + 1))
    bounds = [*sorted(leader for leader in leaders if leader < end), end]
    blocks = {}
    for first, last in pairwise(bounds):
        block = Block(first, last)
        final = last - 1
        opcode = insns[final].opcode
        if final in jumps:
            block.taken = Edge(first, jumps[final], jumps[final] <= final)
        if opcode not in (isa.EXIT, isa.JA, isa.JA32) or _is_wide_tail(insns, first, final):
            block.next = Edge(first, last, back=False)
        block.edges = tuple(edge for edge in (block.taken, block.next) if edge is not None)
        blocks[first] = block
    return blocks


def _is_wide_tail(insns: Sequence[Insn], first: int, final: int) -> bool:
    """Whether ``final`` is the second slot of an LDDW, whose fields are not an instruction."""
    return final > first and insns[final - 1].opcode == isa.LDDW


def _reverse_post_order(blocks: dict[int, Block], start: int) -> list[Block]:
    order: list[Block] = []
    seen = {start}
    stack = [(blocks[start], iter(blocks[start].edges))]
    while stack:
        block, edges = stack[-1]
        for edge in edges:
            if edge.target not in seen:
                seen.add(edge.target)
                target = blocks[edge.target]
                stack.append((target, iter(target.edges)))
                break
        else:
            order.append(block)
            stack.pop()
    order.reverse()
    return order


def _liveness(insns: Sequence[Insn], blocks: dict[int, Block], order: list[Block]) -> None:
    summary = {block.start: _use_kill(insns, block) for block in order}
    changed = True
    while changed:
        changed = False
        for block in reversed(order):
            out = 0
            for edge in block.edges:
                out |= blocks[edge.target].live
            use, kill = summary[block.start]
            live = use | (out & ~kill)
            if live != block.live:
                block.live = live
                changed = True


def _use_kill(insns: Sequence[Insn], block: Block) -> tuple[int, int]:
    """Registers read before they are written, and registers written, in a block."""
    use = kill = 0
    for insn in insns[block.start : block.end]:
        opcode, dst, src, _, _ = insn
        way = _WAYS[opcode]
        if way is None:
            reads, writes = register_effects(insn)
        else:
            reads = (way & 1) << dst | (way >> 1 & 1) << src
            writes = (way >> 2) << dst
        use |= reads & ~kill
        kill |= writes
    return use, kill


def _way(opcode: int) -> int | None:
    """Return an opcode's use of its registers: 1 and 2 for reading dst and src, 4 for writing dst.

    None for an opcode that also uses other registers, and for atomic ones.
    """
    reads, writes = register_effects(Insn(opcode, 7, 8))
    if (reads | writes) & ~(1 << 7 | 1 << 8) or opcode & 0xE7 == isa.BPF_STX | isa.BPF_ATOMIC:
        return None
    return reads >> 7 | (writes >> 7) << 2


def register_effects(insn: Insn) -> tuple[int, int]:
    """Return the registers (bit sets) that an instruction reads, and those that it writes.

    A call reads all arguments that there may be, and leaves only r6 to r10 as they are.
    """
    opcode, dst, src = insn.opcode, 1 << insn.dst, 1 << insn.src
    group = opcode & 7
    if group in (isa.BPF_ALU64, isa.BPF_ALU):
        operation = opcode & 0xF0
        reads = 0 if operation == isa.BPF_MOV else dst
        if opcode & isa.BPF_X and operation != isa.BPF_END:
            reads |= src
        return reads, dst
    if group in (isa.BPF_JMP, isa.BPF_JMP32):
        return _jump_effects(opcode, dst, src)
    if group == isa.BPF_LDX:
        return src, dst
    if group == isa.BPF_ST:
        return dst, 0
    if group == isa.BPF_STX:
        return _store_effects(insn, dst, src)
    if opcode == isa.LDDW:
        return 0, dst
    if opcode == 0:  # the second slot of an LDDW
        return 0, 0
    return _R6 | (src if opcode & 0xE0 == isa.BPF_IND else 0), _CALLER_SAVED


def _jump_effects(opcode: int, dst: int, src: int) -> tuple[int, int]:
    if opcode == isa.EXIT:
        return _R0, 0
    if opcode == isa.CALL:
        return _ARGUMENTS, _CALLER_SAVED
    if opcode in (isa.JA, isa.JA32, isa.MAY_GOTO):
        return 0, 0
    return dst | (src if opcode & isa.BPF_X else 0), 0


def _store_effects(insn: Insn, dst: int, src: int) -> tuple[int, int]:
    if insn.opcode & 0xE0 != isa.BPF_ATOMIC:
        return dst | src, 0
    if insn.imm == isa.BPF_CMPXCHG:
        return dst | src | _R0, _R0
    return dst | src, src if insn.imm & isa.BPF_FETCH else 0


_WAYS = [_way(opcode) for opcode in range(256)]

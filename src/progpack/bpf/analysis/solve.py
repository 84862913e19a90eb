"""What can be said of a function before it runs: its accesses, its loops, what its run can cost.

A fixed point over its blocks. At the head of a loop whose rounds are bounded, registers that every
round moves by the same lie in a range that follows from the bound; all others are joined, and
ranges that keep growing become all there can be. So it comes to an end.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from progpack.bpf.analysis.flow import Block, has_back_edge
from progpack.bpf.analysis.loops import Loop, loops_of
from progpack.bpf.analysis.state import Kinds, Value, in_frame
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn

__all__ = ["Analysis", "Cost", "analyse", "cost_bound", "is_plain", "unanalysed"]

#: Visits of a head of a loop after which ranges that grow are given up.
_PATIENCE = 3
_MEMORY = (isa.BPF_LDX, isa.BPF_ST, isa.BPF_STX)
#: A helper takes about as long as so many instructions (map_lookup of a hash: 30 ns).
_HELPER_WORK = 64
_ALWAYS_PLAIN = frozenset(
    opcode
    for opcode in range(256)
    if opcode & 7 not in (*_MEMORY, isa.BPF_LD) and opcode != isa.CALL
) | {isa.LDDW, 0}


@dataclass(slots=True)
class Analysis:
    """What was found out about one function.

    Attributes:
        known: what is known at the start of each block.
        at: the registers before each access and call.
        calls: all that is known before each call.
        proved: accesses that need no check.
        rounds: most rounds of the loops around each block, multiplied; None when not known.
    """

    known: dict[int, Kinds] = field(default_factory=dict)
    at: dict[int, list[Value | None]] = field(default_factory=dict)
    calls: dict[int, Kinds] = field(default_factory=dict)
    proved: set[int] = field(default_factory=set)
    rounds: dict[int, int | None] = field(default_factory=dict)


def is_plain(insns: Sequence[Insn], order: Sequence[Block]) -> bool:
    """Whether there is nothing to find out: no loops, no calls, no memory but the own frame.

    For a function that does not take its frame's address.
    """
    for block in order:
        for opcode, dst, src, _, _ in insns[block.start : block.end]:
            if opcode in _ALWAYS_PLAIN:
                continue
            group = opcode & 7
            if group not in _MEMORY or (src if group == isa.BPF_LDX else dst) != isa.BPF_REG_FP:
                return False
    return not has_back_edge(order)


def unanalysed(order: Sequence[Block]) -> Analysis:
    """What is said of a function that is plain."""
    return Analysis(rounds={block.start: 1 for block in order})


def analyse(insns: Sequence[Insn], order: Sequence[Block], start: Kinds) -> Analysis:
    """Analyse a function.

    Args:
        insns: the program.
        order: the function's blocks, in reverse post order.
        start: what is known at its beginning.
    """
    loops = loops_of(insns, order) if has_back_edge(order) else {}
    solver = _Solver(insns, order, loops or {})
    solver.solve(start)
    found = solver.found
    for block in order:
        around = [head for head, loop in (loops or {}).items() if block.start in loop.blocks]
        product: int | None = 1 if loops is not None else None
        for head in around:
            each = solver.rounds.get(head)
            product = None if product is None or each is None else product * each
        found.rounds[block.start] = product
    return found


class _Solver:
    """The fixed point, block by block in reverse post order."""

    def __init__(
        self, insns: Sequence[Insn], order: Sequence[Block], loops: Mapping[int, Loop]
    ) -> None:
        self._insns = insns
        self._order = order
        self._loops = loops
        self._position = {block.start: index for index, block in enumerate(order)}
        self._heads = {
            edge.target
            for index, block in enumerate(order)
            for edge in block.edges
            if self._position[edge.target] <= index
        }
        self._outside: dict[int, Kinds] = {}
        self._inside: dict[int, Kinds] = {}
        self._visits: dict[int, int] = {}
        self._work: list[int] = []
        self.rounds: dict[int, int | None] = {}
        self.found = Analysis()

    def solve(self, start: Kinds) -> None:
        """From what is known at the beginning to what is known everywhere."""
        first = self._order[0].start
        known = self.found.known
        if first in self._heads:
            self._arrive_at_head(first, start, back=False)
        else:
            known[first] = start
            self._work.append(0)
        while self._work:
            index = heapq.heappop(self._work)
            while self._work and self._work[0] == index:
                heapq.heappop(self._work)
            block = self._order[index]
            self._leave(block, self._through(block))

    def _through(self, block: Block) -> Kinds:
        """To the end of a block; what is known on the way is noted."""
        found, insns = self.found, self._insns
        kinds = found.known[block.start].copy()
        pc = block.start
        while pc < block.end:
            insn = insns[pc]
            group = insn.opcode & 7
            if group in _MEMORY:
                found.at[pc] = kinds.regs.copy()
                if _proved(kinds, insn):
                    found.proved.add(pc)
                else:
                    found.proved.discard(pc)
            elif insn.opcode == isa.CALL:
                before = found.calls[pc] = kinds.copy()
                found.at[pc] = before.regs
            elif group == isa.BPF_LD and insn.opcode != isa.LDDW:
                found.at[pc] = kinds.regs.copy()
            kinds.step(insns, pc)
            pc += 2 if insn.opcode == isa.LDDW else 1
        return kinds

    def _leave(self, block: Block, kinds: Kinds) -> None:
        index = self._position[block.start]
        for edge in block.edges:
            state = kinds
            if block.taken is not None and block.next is not None:
                jump = self._insns[block.end - 1]
                state = kinds.branch(jump, taken=edge is block.taken)
            back = self._position[edge.target] <= index
            if edge.target in self._heads:
                self._arrive_at_head(edge.target, state, back=back)
            else:
                self._arrive(edge.target, state)

    def _arrive(self, target: int, state: Kinds) -> None:
        there = self.found.known.get(target)
        if there is None:
            self.found.known[target] = state.copy()
        elif not there.join(state):
            return
        heapq.heappush(self._work, self._position[target])

    def _arrive_at_head(self, head: int, state: Kinds, *, back: bool) -> None:
        side = self._inside if back else self._outside
        there = side.get(head)
        if there is None:
            side[head] = state.copy()
        elif not there.join(state):
            return
        # The first way in is always from outside.
        outside, inside = self._outside[head], self._inside.get(head)
        new = outside.copy()
        if inside is not None:
            new.join(inside)
        loop = self._loops.get(head)
        rounds = loop.rounds(outside) if loop is not None else None
        self.rounds[head] = rounds
        visits = self._visits[head] = self._visits.get(head, 0) + 1
        old = self.found.known.get(head)
        if old is not None and visits > _PATIENCE:
            wide = old.copy()
            wide.join(new, widen=True)
            new = wide
        if loop is not None and rounds is not None:
            for register, step in enumerate(loop.steps):
                if step:
                    value = loop.value(register, outside, rounds)
                    if value is not None:
                        new.regs[register] = value
        if old is None or not old.same(new):
            self.found.known[head] = new
            heapq.heappush(self._work, self._position[head])


def _proved(kinds: Kinds, insn: Insn) -> bool:
    load = insn.opcode & 7 == isa.BPF_LDX
    base = kinds.regs[insn.src if load else insn.dst]
    size = isa.size_bytes(insn.opcode)
    if in_frame(base, insn.off, size) is not None:
        return True
    return kinds.inside(base, insn.off, size, write=not load)


class Cost(NamedTuple):
    """The most that a call of a function takes.

    Attributes:
        budget: taken backward jumps and calls.
        work: instructions; a helper counts as several.
    """

    budget: int
    work: int


def cost_bound(
    insns: Sequence[Insn], order: Sequence[Block], found: Analysis, callees: Mapping[int, Cost]
) -> Cost | None:
    """The most that a call of a function takes; None when that is not known.

    Args:
        insns: the program.
        order: the function's blocks.
        found: what was found out about it.
        callees: the same of the functions it calls, by their first slot; one that is missing is
            not known.
    """
    budget = work = 0
    for block in order:
        own = Cost(int(block.taken is not None and block.taken.back), block.end - block.start)
        if insns[block.end - 1][0] == isa.MAY_GOTO:
            own = Cost(own.budget + 1, own.work)  # it must not see the end of the budget
        costs = [own]
        for pc in [pc for pc in range(block.start, block.end) if insns[pc][0] == isa.CALL]:
            insn = insns[pc]
            if insn.src == isa.BPF_PSEUDO_CALL:
                target = pc + 1 + insn.imm
                if target not in callees:
                    return None
                costs += [Cost(1, 0), callees[target]]
            else:
                costs.append(Cost(0, _HELPER_WORK))
        rounds = found.rounds[block.start]
        if rounds is None:
            return None
        budget += rounds * sum(cost.budget for cost in costs)
        work += rounds * sum(cost.work for cost in costs)
    return Cost(budget, work)

"""The work list: what is known at each point of a function, and which of its accesses are proved.

A fixed point over its blocks. At the head of a loop whose rounds are bounded, registers that every
round moves by the same lie in a range that follows from the bound; all others are joined, and
ranges that keep growing become all there can be. So it comes to an end.
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

from progpack.bpf.analysis.flow import Block, has_back_edge
from progpack.bpf.analysis.loops import Loop, loops_of
from progpack.bpf.analysis.state import State
from progpack.bpf.analysis.transfer import branch, step
from progpack.bpf.analysis.value import Value, in_frame
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.records import dataclass, field

__all__ = ["Solution", "is_trivial", "solve", "trivial"]

#: Visits of a head of a loop after which ranges that grow are given up.
_PATIENCE = 3
_MEMORY = (isa.BPF_LDX, isa.BPF_ST, isa.BPF_STX)
_ALWAYS_TRIVIAL = frozenset(
    opcode
    for opcode in range(256)
    if opcode & 7 not in (*_MEMORY, isa.BPF_LD) and opcode != isa.CALL
) | {isa.LDDW, 0}


@dataclass(slots=True)
class Solution:
    """The solution of one function's data flow.

    Attributes:
        known: the state at the start of each block that can be reached.
        before: the registers before each access and call that can be reached.
        calls: the whole state before each call.
        proved: slots of the accesses that need no check at run time.
        rounds: most rounds of the loops around each block, multiplied: None when not known, 0 when
            the block is never reached.
    """

    known: dict[int, State] = field(default_factory=dict)
    before: dict[int, list[Value | None]] = field(default_factory=dict)
    calls: dict[int, State] = field(default_factory=dict)
    proved: set[int] = field(default_factory=set)
    rounds: dict[int, int | None] = field(default_factory=dict)


def is_trivial(insns: Sequence[Insn], order: Sequence[Block]) -> bool:
    """Whether there is nothing to find out: no loops, no calls, no memory but the own frame.

    For a function that does not take its frame's address.
    """
    for block in order:
        for opcode, dst, src, _, _ in insns[block.start : block.end]:
            if opcode in _ALWAYS_TRIVIAL:
                continue
            group = opcode & 7
            if group not in _MEMORY or (src if group == isa.BPF_LDX else dst) != isa.BPF_REG_FP:
                return False
    return not has_back_edge(order)


def trivial(order: Sequence[Block]) -> Solution:
    """Return the solution of a trivial function, of which nothing has to be known."""
    return Solution(rounds={block.start: 1 for block in order})


def solve(insns: Sequence[Insn], order: Sequence[Block], start: State | None) -> Solution:
    """Find what is known at each point of a function.

    Args:
        insns: the program.
        order: the function's blocks, in reverse post order.
        start: what is known at its beginning; None where nothing calls it.
    """
    loops = loops_of(insns, order) if has_back_edge(order) else {}
    solver = _Solver(insns, order, loops or {})
    solution = solver.found
    if start is not None:
        solver.solve(start)
    for block in order:
        around = [head for head, loop in (loops or {}).items() if block.start in loop.blocks]
        product: int | None = 1 if loops is not None else None
        for head in around:
            rounds = solver.rounds.get(head)
            product = None if product is None or rounds is None else product * rounds
        solution.rounds[block.start] = product if block.start in solution.known else 0
    return solution


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
        self._outside: dict[int, State] = {}
        self._inside: dict[int, State] = {}
        self._visits: dict[int, int] = {}
        self._work: list[int] = []
        self.rounds: dict[int, int | None] = {}
        self.found = Solution()

    def solve(self, start: State) -> None:
        """Find what is known everywhere, from what is known at the beginning."""
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

    def _through(self, block: Block) -> State:
        """Follow a block to its end and note what is known on the way; return the state there."""
        solution, insns = self.found, self._insns
        state = solution.known[block.start].copy()
        pc = block.start
        while pc < block.end:
            insn = insns[pc]
            group = insn.opcode & 7
            if group in _MEMORY:
                solution.before[pc] = state.regs.copy()
                if _proved(state, insn):
                    solution.proved.add(pc)
                else:
                    solution.proved.discard(pc)
            elif insn.opcode == isa.CALL:
                before = solution.calls[pc] = state.copy()
                solution.before[pc] = before.regs
            elif group == isa.BPF_LD and insn.opcode != isa.LDDW:
                solution.before[pc] = state.regs.copy()
            step(state, insns, pc)
            pc += 2 if insn.opcode == isa.LDDW else 1
        return state

    def _leave(self, block: Block, end: State) -> None:
        index = self._position[block.start]
        for edge in block.edges:
            state: State | None = end
            if block.taken is not None and block.next is not None:
                state = branch(end, self._insns[block.end - 1], taken=edge is block.taken)
            if state is None:
                continue
            back = self._position[edge.target] <= index
            if edge.target in self._heads:
                self._arrive_at_head(edge.target, state, back=back)
            else:
                self._arrive(edge.target, state)

    def _arrive(self, target: int, state: State) -> None:
        known = self.found.known.get(target)
        state = state.arrived(target)
        if known is None:
            self.found.known[target] = state.copy()
        elif not known.join(state, at=target):
            return
        heapq.heappush(self._work, self._position[target])

    def _arrive_at_head(self, head: int, state: State, *, back: bool) -> None:
        side = self._inside if back else self._outside
        known = side.get(head)
        state = state.arrived(head)
        if known is None:
            side[head] = state.copy()
        elif not known.join(state, at=head):
            return
        outside, inside = self._outside.get(head), self._inside.get(head)
        if outside is None:
            # Come to by a way back first: it is no natural loop, of which no rounds are known.
            outside, inside = side[head], None
        new = outside.copy()
        if inside is not None:
            new.join(inside, at=head)
        loop = self._loops.get(head)
        rounds = loop.rounds(outside) if loop is not None else None
        self.rounds[head] = rounds
        visits = self._visits[head] = self._visits.get(head, 0) + 1
        old = self.found.known.get(head)
        if old is not None and visits > _PATIENCE:
            wide = old.copy()
            wide.join(new, at=head, widen=True)
            new = wide
        if loop is not None and rounds is not None:
            for register, step in enumerate(loop.steps):
                if step:
                    value = loop.value(register, outside, rounds)
                    if value is not None:
                        new.count_from(head, register, value)
        if old is None or not old.same(new):
            self.found.known[head] = new
            heapq.heappush(self._work, self._position[head])


def _proved(state: State, insn: Insn) -> bool:
    load = insn.opcode & 7 == isa.BPF_LDX
    base = state.regs[insn.src if load else insn.dst]
    size = isa.size_bytes(insn.opcode)
    if in_frame(base, insn.off, size) is not None:
        return True
    return state.inside(base, insn.off, size, write=not load)

"""Loops of one function: how often they go round, and what changes by the same in each round.

A loop is natural (its head is before all of it in every run) or is left alone. What its rounds add
to a register is found without looking at values, and how often it goes round from its tests and
the values that it begins with.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from progpack.bpf import isa
from progpack.bpf.isa import Insn
from progpack.jit.flow import Block
from progpack.jit.kinds import FRAME, NUMBER, PACKET, Kinds, Value
from progpack.jit.ranges import MAX32, MAX64, MIRRORED, NEGATED

__all__ = ["Loop", "loops_of"]

#: What a register holds in terms of the start of the round: (register, plus how much).
_Term: TypeAlias = "tuple[int, int] | None"

_COUNTS = 11


@dataclass(frozen=True, slots=True)
class Test:
    """A jump that every round passes and that may leave the loop.

    Attributes:
        operation: comparison under which the loop goes on.
        bits: 32 or 64.
        left: what is compared, in terms of the start of the round.
        right: with what: a constant or a register that the loop leaves alone.
        register: whether ``right`` is a register.
    """

    operation: int
    bits: int
    left: tuple[int, int]
    right: int
    register: bool


@dataclass(frozen=True, slots=True)
class Loop:
    """A natural loop.

    Attributes:
        head: its first block.
        blocks: all of them.
        steps: what each round adds to r0 to r10; None where that is not one number.
        narrow: registers that it adds to in 32 bits.
        tests: what may end it.
    """

    head: int
    blocks: frozenset[int]
    steps: tuple[int | None, ...]
    narrow: frozenset[int]
    tests: tuple[Test, ...]

    def rounds(self, start: Kinds) -> int | None:
        """Most rounds, from what is known at its start; None when they are not known to end."""
        found = [self._most(test, start) for test in self.tests]
        return min((most for most in found if most is not None), default=None)

    def value(self, register: int, start: Kinds, rounds: int) -> Value | None:
        """A register at the beginning of any round, or None when it is not known."""
        value, step = start.regs[register], self.steps[register]
        if step == 0:
            return value
        if value is None or step is None or not value.sure or value.null:
            return None
        low = value.low + min(0, step * (rounds - 1))
        high = value.high + max(0, step * (rounds - 1))
        if value.what == NUMBER:
            most = MAX32 if register in self.narrow else MAX64
            return Value(NUMBER, low, high) if low >= 0 and high <= most else None
        if value.what not in _REGIONS or register in self.narrow or not -_FAR < low <= high < _FAR:
            return None
        return value._replace(low=low, high=high, anchor=0, past=0)

    def _most(self, test: Test, start: Kinds) -> int | None:
        """Rounds until a test ends the loop, the last one included."""
        register, ahead = test.left
        step, first = self.steps[register], start.regs[register]
        last = start.regs[test.right] if test.register else Value(NUMBER, *(2 * (test.right,)))
        if not step or first is None or last is None or not (first.sure and last.sure):
            return None
        if first.what != last.what or first.null or last.null:
            return None
        if first.what not in (NUMBER, PACKET, FRAME):
            return None
        if first.what != NUMBER and (test.bits == 32 or register in self.narrow):
            return None
        if register in self.narrow and not min(0, step) <= ahead <= max(0, step):
            return None
        narrow = test.bits == 32 or register in self.narrow
        most = (MAX32 if narrow else MAX64) if first.what == NUMBER else _FAR
        operation = test.operation
        if operation in _SIGNED:
            operation, most = _SIGNED[operation], most >> 1
        low, high = first.low + ahead, first.high + ahead
        least = 0 if first.what == NUMBER else -_FAR
        if min(low, last.low) < least or max(high, last.high) > most:
            return None
        # The number itself, before what is ahead is added, must not wrap either.
        if first.low < least or first.high > most:
            return None
        return _goes_on(operation, step, (low, high), (last.low, last.high), (least, most))


_FAR = 1 << 31
_REGIONS = ("frame", "ctx", "packet", "values")
_SIGNED = {
    isa.BPF_JSGT: isa.BPF_JGT,
    isa.BPF_JSGE: isa.BPF_JGE,
    isa.BPF_JSLT: isa.BPF_JLT,
    isa.BPF_JSLE: isa.BPF_JLE,
}


def _goes_on(
    operation: int,
    step: int,
    first: tuple[int, int],
    last: tuple[int, int],
    allowed: tuple[int, int],
) -> int | None:
    """Most rounds while ``first + n * step`` compares with ``last``, and the one that ends it."""
    size = abs(step)
    if operation == isa.BPF_JNE:
        way = (last[0] - first[0]) * (1 if step > 0 else -1)
        exact = first[0] == first[1] and last[0] == last[1]
        return way // size + 1 if exact and way >= 0 and way % size == 0 else None
    # What ends it must still be a number beyond, not one that wrapped to this side.
    if step > 0 and operation in (isa.BPF_JLT, isa.BPF_JLE):
        on = last[1] - (operation == isa.BPF_JLT)
        room = on - first[0] + 1
        if on + size > allowed[1]:
            return None
    elif step < 0 and operation in (isa.BPF_JGT, isa.BPF_JGE):
        on = last[0] + (operation == isa.BPF_JGT)
        room = first[1] - on + 1
        if on - size < allowed[0]:
            return None
    else:
        return None
    return max(0, -(-room // size)) + 1


def loops_of(insns: Sequence[Insn], order: Sequence[Block]) -> dict[int, Loop] | None:
    """The loops of a function by the slot of their head; None when one is not natural."""
    position = {block.start: index for index, block in enumerate(order)}
    backward = [
        edge
        for index, block in enumerate(order)
        for edge in block.edges
        if position[edge.target] <= index
    ]
    if not backward:
        return {}
    by_start = {block.start: block for block in order}
    above = _dominators(order, position)
    bodies: dict[int, set[int]] = {}
    for edge in backward:
        if not _dominates(above, edge.target, edge.source):
            return None
        body = bodies.setdefault(edge.target, {edge.target})
        work = [edge.source]
        while work:
            start = work.pop()
            if start not in body:
                body.add(start)
                work += [each.source for each in by_start[start].entries]
    finder = _Finder(insns, order, bodies, above)
    return {head: finder.loop(head) for head in bodies}


def _dominators(order: Sequence[Block], position: Mapping[int, int]) -> dict[int, int]:
    """The block that is immediately above each (Cooper, Harvey and Kennedy)."""
    first = order[0].start
    above = {first: first}

    def meet(one: int, other: int) -> int:
        while one != other:
            while position[one] > position[other]:
                one = above[one]
            while position[other] > position[one]:
                other = above[other]
        return one

    changed = True
    while changed:
        changed = False
        for block in order[1:]:
            found: int | None = None
            for edge in block.entries:
                if edge.source in above:
                    found = edge.source if found is None else meet(edge.source, found)
            if found is not None and above.get(block.start) != found:
                above[block.start] = found
                changed = True
    return above


def _dominates(above: Mapping[int, int], one: int, other: int) -> bool:
    while other != one and above[other] != other:
        other = above[other]
    return other == one


class _Finder:
    """Finds what rounds do, from the instructions alone."""

    def __init__(
        self,
        insns: Sequence[Insn],
        order: Sequence[Block],
        bodies: Mapping[int, set[int]],
        above: Mapping[int, int],
    ) -> None:
        self._insns = insns
        self._order = order
        self._bodies = bodies
        self._above = above
        self._by_start = {block.start: block for block in order}

    def loop(self, head: int) -> Loop:
        """The loop that begins at ``head``."""
        body = self._bodies[head]
        inner = set().union(
            *(other for at, other in self._bodies.items() if at != head and other < body)
        )
        written = set().union(*(self._written(start) for start in inner))
        narrow: dict[int, tuple[int, int]] = {}
        terms: dict[int, list[_Term]] = {head: [(register, 0) for register in range(_COUNTS)]}
        tests: list[tuple[Block, list[_Term]]] = []
        ends: list[list[_Term]] = []
        for block in self._order:
            if block.start not in body:
                continue
            now = terms[block.start].copy()
            if block.start in inner:
                # Its blocks run any number of times, in an order that is not looked at.
                for register in written:
                    now[register] = None
            self._through(block, now, narrow)
            for edge in block.edges:
                if edge.target == head:
                    ends.append(now)
                elif edge.target in body:
                    self._meet(terms, edge.target, now)
            if block.start not in inner:
                tests.append((block, now))
        steps = tuple(_step(register, ends, narrow) for register in range(_COUNTS))
        latches = [
            block.start
            for block in self._order
            if block.start in body and any(edge.target == head for edge in block.edges)
        ]
        found = [
            test
            for block, now in tests
            if all(_dominates(self._above, block.start, latch) for latch in latches)
            and (test := self._test(block, now, body, steps)) is not None
        ]
        return Loop(head, frozenset(body), steps, frozenset(narrow), tuple(found))

    @staticmethod
    def _meet(terms: dict[int, list[_Term]], target: int, now: list[_Term]) -> None:
        there = terms.get(target)
        if there is None:
            terms[target] = now.copy()
        else:
            terms[target] = [
                one if one == other else None for one, other in zip(there, now, strict=True)
            ]

    def _written(self, start: int) -> set[int]:
        """The registers that a block writes."""
        block = self._by_start[start]
        before: list[_Term] = [(register, 0) for register in range(_COUNTS)]
        written: set[int] = set()
        pc = block.start
        while pc < block.end:
            now = before.copy()
            _past(self._insns[pc], now, {})
            written.update(r for r in range(_COUNTS) if now[r] != before[r])
            pc += 2 if self._insns[pc].opcode == isa.LDDW else 1
        return written

    def _through(self, block: Block, now: list[_Term], narrow: dict[int, tuple[int, int]]) -> None:
        pc = block.start
        while pc < block.end:
            insn = self._insns[pc]
            _past(insn, now, narrow)
            pc += 2 if insn.opcode == isa.LDDW else 1

    def _test(
        self, block: Block, now: list[_Term], body: set[int], steps: Sequence[int | None]
    ) -> Test | None:
        if block.taken is None or block.next is None:
            return None
        inside = [edge.target in body for edge in (block.taken, block.next)]
        if inside[0] == inside[1]:
            return None
        insn = self._insns[block.end - 1]
        operation, left = insn.opcode & 0xF0, now[insn.dst]
        if not inside[0]:
            operation = NEGATED.get(operation, isa.BPF_JSET)
        if left is None or operation == isa.BPF_JSET:
            return None
        bits = 64 if insn.opcode & 7 == isa.BPF_JMP else 32
        if not insn.opcode & isa.BPF_X:
            constant = insn.imm & (MAX64 if bits == 64 else MAX32)
            return Test(operation, bits, left, constant, False)
        right = now[insn.src]
        if right is not None and right[1] == 0 and steps[right[0]] == 0:
            return Test(operation, bits, left, right[0], True)
        # The other way round: what the loop leaves alone is on the left.
        unchanged = steps[left[0]] == 0 and left[1] == 0
        if unchanged and right is not None and operation != isa.BPF_JEQ:
            return Test(MIRRORED[operation], bits, right, left[0], True)
        return None


def _past(insn: Insn, now: list[_Term], narrow: dict[int, tuple[int, int]]) -> None:
    """Past an instruction; ``narrow`` has what was added, least and most, where 32 bits are cut."""
    group, operation = insn.opcode & 7, insn.opcode & 0xF0
    if group in (isa.BPF_ALU, isa.BPF_ALU64):
        term = now[insn.dst] = _changed(insn, operation, now)
        if group == isa.BPF_ALU and term is not None:
            low, high = narrow.get(term[0], (0, 0))
            narrow[term[0]] = min(low, term[1]), max(high, term[1])
    elif group == isa.BPF_LDX or insn.opcode == isa.LDDW:
        now[insn.dst] = None
    elif group == isa.BPF_STX and insn.opcode & 0xE0 == isa.BPF_ATOMIC:
        now[insn.src] = None
        now[0] = None
    elif insn.opcode == isa.CALL or group == isa.BPF_LD:
        now[0:6] = [None] * 6


def _changed(insn: Insn, operation: int, now: Sequence[_Term]) -> _Term:
    if operation == isa.BPF_MOV and insn.opcode & isa.BPF_X and insn.off == 0:
        return now[insn.src]
    term = now[insn.dst]
    if term is None or insn.opcode & isa.BPF_X or operation not in (isa.BPF_ADD, isa.BPF_SUB):
        return None
    return term[0], term[1] + (insn.imm if operation == isa.BPF_ADD else -insn.imm)


def _step(
    register: int, ends: Sequence[Sequence[_Term]], narrow: Mapping[int, tuple[int, int]]
) -> int | None:
    """What every way round the loop adds to a register.

    Where 32 bits are cut, values on the way must lie between those of this round and the next,
    which are known to fit.
    """
    found = {now[register] for now in ends}
    if len(found) != 1:
        return None
    term = found.pop()
    if term is None or term[0] != register:
        return None
    low, high = narrow.get(register, (0, 0))
    return term[1] if min(0, term[1]) <= low and high <= max(0, term[1]) else None

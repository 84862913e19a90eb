"""Loops of one function: how often they go round, and what changes by the same in each round.

A loop is natural (its head is before all of it in every run) or is left alone. What its rounds add
to a register is found without looking at values, and how often it goes round from its tests and
the values that it begins with.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from progpack.bpf.analysis.flow import Block
from progpack.bpf.analysis.ranges import MAX32, MAX64, MIRRORED, NEGATED, most_rounds
from progpack.bpf.analysis.state import State
from progpack.bpf.analysis.value import CTX, FAR, FRAME, NUMBER, PACKET, VALUES, Value
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.records import dataclass

__all__ = ["Loop", "loops_of"]


class _Known(NamedTuple):
    """The content of a register, in terms of the registers at the start of the round.

    Attributes:
        register: the register whose value at the start of the round is meant, or _CONSTANT.
        plus: the number added to that value; for _CONSTANT the value itself.
        cut: least and most of what was added where the program cut the value to 32 bits on the
            way; None where it did not.
    """

    register: int
    plus: int
    cut: tuple[int, int] | None = None

    def added_to(self, amount: int) -> _Known:
        """The content after an addition."""
        return self._replace(plus=self.plus + amount)

    def cut_at(self, low: int, high: int) -> _Known:
        """The content after a cut, before which the least and the most of these was added."""
        least, most = self.cut or (low, high)
        return self._replace(cut=(min(least, low), max(most, high)))


_Term: TypeAlias = "_Known | None"
#: Ways from a block to another, by their first slots.
_Ways: TypeAlias = "set[tuple[int, int]]"

_COUNTS = 11
_CONSTANT = -1


@dataclass(frozen=True, slots=True)
class Test:
    """A jump that every round passes and that may leave the loop.

    Attributes:
        operation: comparison under which the loop goes on.
        bits: 32 or 64.
        left: what is compared, in terms of the start of the round.
        right: with what: a constant or a register that the loop leaves alone.
        register: whether ``right`` is a register.
        cut: whether only the low 32 bits of that register are compared with.
    """

    operation: int
    bits: int
    left: _Known
    right: int
    register: bool
    cut: bool = False


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

    def rounds(self, start: State) -> int | None:
        """Most rounds, from what is known at its start; None when they are not known to end."""
        bounds = [self._most(test, start) for test in self.tests]
        return min((most for most in bounds if most is not None), default=None)

    def value(self, register: int, start: State, rounds: int) -> Value | None:
        """A register at the beginning of any round, or None when it is not known."""
        value, step = start.regs[register], self.steps[register]
        if step == 0:
            return value
        if value is None or step is None or not value.proved or value.null:
            return None
        low = value.low + min(0, step * (rounds - 1))
        high = value.high + max(0, step * (rounds - 1))
        if value.region == NUMBER:
            most = MAX32 if register in self.narrow else MAX64
            return Value(NUMBER, low, high) if low >= 0 and high <= most else None
        if value.region not in _REGIONS or register in self.narrow or not -FAR < low <= high < FAR:
            return None
        return value.between(low, high)

    def _most(self, test: Test, start: State) -> int | None:
        """Rounds until a test ends the loop, the last one included."""
        register, ahead, cut = test.left
        step, first = self.steps[register], start.regs[register]
        last = start.regs[test.right] if test.register else Value(NUMBER, *(2 * (test.right,)))
        if not step or first is None or last is None or not (first.proved and last.proved):
            return None
        if first.region != last.region or first.null or last.null:
            return None
        if first.region not in (NUMBER, PACKET, FRAME):
            return None
        cuts = register in self.narrow or cut is not None
        narrow = test.bits == 32 or cuts or test.cut
        if first.region != NUMBER and narrow:
            return None
        if cuts and not min(0, step) <= ahead <= max(0, step):
            return None
        if cut is not None and not min(0, step) <= cut[0] <= cut[1] <= max(0, step):
            return None
        most = (MAX32 if narrow else MAX64) if first.region == NUMBER else FAR
        operation = test.operation
        if operation in _SIGNED:
            operation, most = _SIGNED[operation], most >> 1
        low, high = first.low + ahead, first.high + ahead
        least = 0 if first.region == NUMBER else -FAR
        if min(low, last.low) < least or max(high, last.high) > most:
            return None
        # The number itself, before what is ahead is added, must not wrap either.
        if first.low < least or first.high > most:
            return None
        # A number that is not cut comes round whole, and the low half of any does.
        around = first.region == NUMBER and (test.bits == 32 or not narrow)
        first_range, last_range = (low, high), (last.low, last.high)
        return most_rounds(operation, step, first_range, last_range, (least, most), around)


_REGIONS = (FRAME, CTX, PACKET, VALUES)
_SIGNED = {
    isa.BPF_JSGT: isa.BPF_JGT,
    isa.BPF_JSGE: isa.BPF_JGE,
    isa.BPF_JSLT: isa.BPF_JLT,
    isa.BPF_JSLE: isa.BPF_JLE,
}


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
                work += [entry.source for entry in by_start[start].entries]
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
            dominator: int | None = None
            for edge in block.entries:
                if edge.source in above:
                    dominator = edge.source if dominator is None else meet(edge.source, dominator)
            if dominator is not None and above.get(block.start) != dominator:
                above[block.start] = dominator
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
        terms: dict[int, list[_Term]] = {head: _beginning()}
        behind: dict[int, list[_Term]] = {}
        ends: list[list[_Term]] = []
        for block in self._order:
            if block.start not in body:
                continue
            now = terms[block.start].copy()
            if block.start in inner:
                # Its blocks run any number of times, in an order that is not looked at.
                for register in written:
                    now[register] = None
            self._through(block, now)
            behind[block.start] = now
            for edge in block.edges:
                if edge.target == head:
                    ends.append(now)
                elif edge.target in body:
                    self._meet(terms, edge.target, now)
        steps = tuple(_step(register, ends) for register in range(_COUNTS))
        latches = [
            block.start
            for block in self._order
            if block.start in body and any(edge.target == head for edge in block.edges)
        ]
        leaving = self._leaving(head, body, inner, behind)
        tests = [
            test
            for start, now in behind.items()
            if start not in inner
            and all(_dominates(self._above, start, latch) for latch in latches)
            and (test := self._test(self._by_start[start], now, body, steps, leaving)) is not None
        ]
        narrow = frozenset(r for r in range(_COUNTS) if any(_is_cut(now[r], r) for now in ends))
        return Loop(head, frozenset(body), steps, narrow, tuple(tests))

    def _leaving(
        self, head: int, body: set[int], inner: set[int], behind: Mapping[int, list[_Term]]
    ) -> _Ways:
        """Ways inside the loop that do not come back to its head.

        What decides to leave may set a register, which a test that is passed later looks at: clang
        writes loops so when the first round skips a part.
        """
        leaving: _Ways = set()
        for start in body - inner - {head}:
            block = self._by_start[start]
            flag = self._flag(block, body)
            if flag is None:
                continue
            for edge in block.entries:
                value = behind[edge.source][flag[0]]
                if value is not None and value.register == _CONSTANT and flag[1](value.plus):
                    leaving.add((edge.source, start))
        grown = bool(leaving)
        while grown:
            grown = False
            for start in body - {head}:
                block = self._by_start[start]
                ways = {(edge.source, start) for edge in block.entries} - leaving
                if ways and all(
                    edge.target not in body or (start, edge.target) in leaving
                    for edge in block.edges
                ):
                    leaving |= ways
                    grown = True
        return leaving

    def _flag(self, block: Block, body: set[int]) -> tuple[int, Callable[[int], bool]] | None:
        """A register that the block only looks at, and which of its values leave the loop."""
        if block.taken is None or block.next is None:
            return None
        inside = [edge.target in body for edge in (block.taken, block.next)]
        insn = self._insns[block.end - 1]
        operation = insn.opcode & 0xF0
        if inside[0] == inside[1] or insn.opcode & isa.BPF_X:
            return None
        if operation not in (isa.BPF_JEQ, isa.BPF_JNE) or insn.dst in self._written(block.start):
            return None
        mask = MAX64 if insn.opcode & 7 == isa.BPF_JMP else MAX32
        # The taken way of JEQ, and the other one of JNE, is that of equal values.
        if_equal = inside[0] != (operation == isa.BPF_JEQ)
        return insn.dst, lambda value: (value & mask == insn.imm & mask) == if_equal

    @staticmethod
    def _meet(terms: dict[int, list[_Term]], target: int, now: list[_Term]) -> None:
        before = terms.get(target)
        if before is None:
            terms[target] = now.copy()
        else:
            terms[target] = [_both(one, other) for one, other in zip(before, now, strict=True)]

    def _written(self, start: int) -> set[int]:
        """The registers that a block writes."""
        block = self._by_start[start]
        before = _beginning()
        written: set[int] = set()
        pc = block.start
        while pc < block.end:
            now = before.copy()
            _past(self._insns[pc], now)
            written.update(r for r in range(_COUNTS) if now[r] != before[r])
            pc += 2 if self._insns[pc].opcode == isa.LDDW else 1
        return written

    def _through(self, block: Block, now: list[_Term]) -> None:
        pc = block.start
        while pc < block.end:
            insn = self._insns[pc]
            _past(insn, now)
            pc += 2 if insn.opcode == isa.LDDW else 1

    def _test(
        self,
        block: Block,
        now: list[_Term],
        body: set[int],
        steps: Sequence[int | None],
        leaving: _Ways,
    ) -> Test | None:
        if block.taken is None or block.next is None:
            return None
        inside = [
            edge.target in body and (block.start, edge.target) not in leaving
            for edge in (block.taken, block.next)
        ]
        if inside[0] == inside[1]:
            return None
        insn = self._insns[block.end - 1]
        if insn.opcode == isa.MAY_GOTO:
            return None
        operation, left = insn.opcode & 0xF0, now[insn.dst]
        if not inside[0]:
            operation = NEGATED.get(operation, isa.BPF_JSET)
        if left is None or left.register == _CONSTANT or operation == isa.BPF_JSET:
            return None
        bits = 64 if insn.opcode & 7 == isa.BPF_JMP else 32
        if not insn.opcode & isa.BPF_X:
            constant = insn.imm & (MAX64 if bits == 64 else MAX32)
            return Test(operation, bits, left, constant, False)
        right = now[insn.src]
        if right is None or right.register == _CONSTANT:
            return None
        if right.plus == 0 and steps[right.register] == 0:
            return Test(operation, bits, left, right.register, True, right.cut is not None)
        # The other way round: what the loop leaves alone is on the left.
        unchanged = steps[left.register] == 0 and left.plus == 0
        if unchanged and operation != isa.BPF_JEQ:
            cut = left.cut is not None
            return Test(MIRRORED[operation], bits, right, left.register, True, cut)
        return None


def _beginning() -> list[_Term]:
    return [_Known(register, 0) for register in range(_COUNTS)]


def _is_cut(term: _Term, register: int) -> bool:
    return term is not None and term.register == register and term.cut is not None


def _both(one: _Term, other: _Term) -> _Term:
    """Return the term that holds on both of two ways; None where no term does.

    A cut to 32 bits on one of the ways is a cut of the result.
    """
    if one == other:
        return one
    if one is None or other is None or one[:2] != other[:2]:
        return None
    return one.cut_at(*(other.cut or one.cut or (0, 0)))


def _past(insn: Insn, now: list[_Term]) -> None:
    """Past an instruction."""
    group, operation = insn.opcode & 7, insn.opcode & 0xF0
    if group in (isa.BPF_ALU, isa.BPF_ALU64):
        term = _changed(insn, operation, now)
        if group == isa.BPF_ALU and term is not None:
            if term.register == _CONSTANT:
                term = _Known(_CONSTANT, term.plus & MAX32, term.cut)
            else:
                low, high = term.cut or (0, 0)
                term = term.cut_at(min(low, term.plus), max(high, term.plus))
        now[insn.dst] = term
    elif group == isa.BPF_LDX or insn.opcode == isa.LDDW:
        now[insn.dst] = None
    elif group == isa.BPF_STX and insn.opcode & 0xE0 == isa.BPF_ATOMIC:
        now[insn.src] = None
        now[0] = None
    elif insn.opcode == isa.CALL or group == isa.BPF_LD:
        now[0:6] = [None] * 6


def _changed(insn: Insn, operation: int, now: Sequence[_Term]) -> _Term:
    if operation == isa.BPF_MOV and insn.off == 0:
        return now[insn.src] if insn.opcode & isa.BPF_X else _Known(_CONSTANT, insn.imm & MAX64)
    term = now[insn.dst]
    if (
        term is None
        or term.register == _CONSTANT
        or insn.opcode & isa.BPF_X
        or operation not in (isa.BPF_ADD, isa.BPF_SUB)
    ):
        return None
    return term.added_to(insn.imm if operation == isa.BPF_ADD else -insn.imm)


def _step(register: int, ends: Sequence[Sequence[_Term]]) -> int | None:
    """Return the number that every way round the loop adds to a register; None where there is none.

    Where 32 bits are cut, values on the way must lie between those of this round and the next,
    which are known to fit.
    """
    term = ends[0][register]
    for now in ends[1:]:
        term = _both(term, now[register])
    if term is None or term.register != register:
        return None
    low, high = term.cut or (0, 0)
    return term.plus if min(0, term.plus) <= low and high <= max(0, term.plus) else None

"""The most that a run of a program takes: backward jumps and calls, and instructions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from progpack.bpf.analysis.arguments import may_charge
from progpack.bpf.analysis.facts import Facts, FunctionFacts
from progpack.bpf.helpers.lookup import POISON, accepted, byte_cost, effects_of
from progpack.bpf.helpers.record import Effect
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.bpf.isa.limits import MOST_SKB
from progpack.bpf.isa.ordered import plain_slots

__all__ = ["Cost", "bound_of"]

#: A helper takes about as long as so many instructions (map_lookup of a hash: 30 ns).
_HELPER_WORK: Final = 64
#: Effects after which it is not known what a run takes.
_UNBOUNDED: Final = Effect.CONTINUES | Effect.CALLS_BACK


class Cost(NamedTuple):
    """The most that a call of a function takes.

    Attributes:
        budget: taken backward jumps and calls.
        work: instructions; a helper counts as several.
    """

    budget: int
    work: int


#: Bytes of the largest packet that there is room for, and what a helper takes that moves it.
_MOST_PACKET: Final = 1 << 17
_MOVING: Final = Cost(byte_cost(_MOST_PACKET - MOST_SKB), 32 * _HELPER_WORK)


def bound_of(facts: Facts) -> Cost | None:
    """The most that a run takes; None when that is not known.

    What helpers take by the bytes that they handle is known when they are called. Callbacks are
    called as often as the helper is told, and another program that is called by a tail call goes
    on with what is left.
    """
    calls = facts.calls
    if effects_of(calls.helpers) & _UNBOUNDED or calls.callbacks or _charges(facts):
        return None
    bounds: dict[int, Cost] = {}
    by_start = {function.start: function for function in facts.functions}
    insns = plain_slots(facts.program.insns)
    for start in reversed(facts.callers_first):
        bound = _function_bound(insns, by_start[start], bounds)
        if bound is not None:
            bounds[start] = bound
    return bounds.get(0)


def _charges(facts: Facts) -> bool:
    """Whether a helper that the program calls may take from the budget."""
    insns = plain_slots(facts.program.insns)
    return any(
        may_charge(registers, accepted(insns[pc].imm), facts.maps)
        for function in facts.functions
        for pc, registers in function.found.before.items()
        if insns[pc].opcode == isa.CALL and insns[pc].src == 0 and insns[pc].imm != POISON
    )


def _cost_of(number: int) -> Cost:
    moves = Effect.MOVES_PACKET in effects_of([number])
    return _MOVING if moves else Cost(0, _HELPER_WORK)


def _function_bound(
    insns: Sequence[Insn], function: FunctionFacts, callees: Mapping[int, Cost]
) -> Cost | None:
    """The most that a call of a function takes; None when that, or a callee's, is not known."""
    budget = work = 0
    for block in function.order:
        rounds = function.found.rounds[block.start]
        if rounds is None:
            return None
        if not rounds:
            continue
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
                costs.append(_cost_of(insn.imm))
        budget += rounds * sum(cost.budget for cost in costs)
        work += rounds * sum(cost.work for cost in costs)
    return Cost(budget, work)

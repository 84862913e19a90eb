"""Everything that is known of a program before it runs: one record for all who ask.

A program is analysed once, when the first question is put: what is refused
(`progpack.bpf.check`), which accesses need no check, frames, loops and bounds are answers from the
same facts.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence

from progpack.bpf.analysis.calls import CallGraph
from progpack.bpf.analysis.flow import Block, blocks_of
from progpack.bpf.analysis.frames import FrameUse, frame_use, takes_frame_address
from progpack.bpf.analysis.solve import Solution, is_trivial, solve, trivial
from progpack.bpf.analysis.state import State, World
from progpack.bpf.analysis.value import FRAME, Value
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.insn import Insn
from progpack.bpf.isa.ordered import plain_slots
from progpack.bpf.spec import MapSpec, ProgramSpec
from progpack.records import cached_property, dataclass

__all__ = ["Facts", "FunctionFacts"]


@dataclass(frozen=True, slots=True)
class FunctionFacts:
    """Everything that is known of one function.

    Attributes:
        start: the function's first slot.
        order: the function's blocks, in reverse post order.
        found: the solution of the data flow: registers, accesses and loops.
        frame: how the function uses its frame.
        trivial: whether the analysis left the function out, as nothing has to be known of it.
    """

    start: int
    order: Sequence[Block]
    found: Solution
    frame: FrameUse
    trivial: bool


class Facts:
    """Everything that is known of one program.

    Attributes:
        program: a program that is well-formed (see `progpack.bpf.check.structure`).
        maps: the maps that the program uses, by name.
        calls: the program's call graph.
        little: whether the machine that runs the program is little-endian.
    """

    def __init__(
        self,
        program: ProgramSpec,
        maps: Mapping[str, MapSpec],
        calls: CallGraph,
        *,
        little: bool = sys.byteorder == "little",
    ) -> None:
        self.program = program
        self.maps = {name: maps[name] for name in sorted(calls.maps)}
        self.calls = calls
        self.little = little

    @cached_property
    def world(self) -> World:
        """The facts that all functions of the program share."""
        return World.of(self.program, self.maps, little=self.little)

    @cached_property
    def functions(self) -> tuple[FunctionFacts, ...]:
        """The facts of each function, in the order of their slots."""
        ends = {function.start: function.end for function in self.program.functions}
        done: dict[int, FunctionFacts] = {}
        # Callers first, so that what they pass is known of the called.
        for start in self.callers_first:
            if start in ends:
                done[start] = self._analyse(start, ends[start], done)
        return tuple(done[start] for start in ends)

    @cached_property
    def callers_first(self) -> Sequence[int]:
        """First slots of the functions, each behind those that call it."""
        order: list[int] = []
        seen: set[int] = set()

        def visit(start: int) -> None:
            if start not in seen:
                seen.add(start)
                for callee in sorted(self.calls.callees.get(start, ())):
                    visit(callee)
                order.append(start)

        for start in sorted(self.calls.callees):
            visit(start)
        return order[::-1]

    def before(self) -> Iterator[tuple[int, Sequence[Value | None]]]:
        """Each access and call that can be reached, and what is known of r0 to r10 before it.

        Those of trivial functions, which reach no memory but their frame, are left out.
        """
        for function in self.functions:
            yield from function.found.before.items()

    def _analyse(self, start: int, end: int, done: Mapping[int, FunctionFacts]) -> FunctionFacts:
        insns = plain_slots(self.program.insns)
        order = blocks_of(insns, start, end)
        private = not takes_frame_address(insns, order)
        plain = private and is_trivial(insns, order)
        found = trivial(order) if plain else solve(insns, order, self._beginning(start, done))
        known = None if private else found.known
        use = frame_use(insns, order, known, self.maps)
        return FunctionFacts(start, order, found, use, plain)

    def _beginning(self, start: int, done: Mapping[int, FunctionFacts]) -> State | None:
        """Return the state in which a function begins; None where nothing can call it.

        Callbacks are called by helpers, with arguments that the analysis does not know.
        """
        first = State(self.world, main=start == 0)
        if start == 0 or start in self.calls.callbacks:
            return first
        insns = plain_slots(self.program.insns)
        passed = [
            _passed(first, caller.found.calls[pc], start)
            for caller in done.values()
            for pc in caller.found.calls
            if _calls(insns, pc, start)
        ]
        if not passed:
            return None
        for state in passed[1:]:
            passed[0].join(state, at=start)
        return passed[0]


def _calls(insns: Sequence[Insn], pc: int, start: int) -> bool:
    """Whether the call at ``pc`` is one of the function that begins at ``start``."""
    return insns[pc].src == isa.BPF_PSEUDO_CALL and isa.function_target(insns, pc) == start


def _passed(first: State, call: State, start: int) -> State:
    """Return the state that a call hands to its function: r1 to r5, and the room in the packet.

    Anchors belong to the caller: addresses are counted from where the function begins.
    """
    state = first.copy()
    if 0 in call.packet_room:
        state.packet_room[0] = call.packet_room[0]
    for register in range(1, 6):
        value = call.regs[register]
        if value is not None:
            place = value.without_anchor()
            if value.region == FRAME:
                place = place.in_caller()
            state.count_from(start, register, place, call.room_from(value))
        else:
            state.regs[register] = None
    return state

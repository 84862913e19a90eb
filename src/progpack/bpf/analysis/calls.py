"""The call graph: the functions that a program calls and how deep, also by way of helpers.

A function whose address is taken is called by a helper: at once, with its frame below the one that
calls the helper (``bpf_loop``), or later, with its frame below the main function's
(``bpf_timer_set_callback``). Which of them, and from where, is plain where the address goes into r2
and a helper follows; that is how compilers write it. An address that goes elsewhere may come to any
helper that calls at once. Whether a frame is left is therefore asked again when such a helper is
called (`Nesting.callbacks`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from progpack.bpf.helpers.lookup import SUPPORTED
from progpack.bpf.helpers.record import Effect
from progpack.bpf.isa.insn import (
    BPF_PSEUDO_FUNC,
    CALL,
    LDDW,
    Insn,
    function_target,
    is_jump,
)
from progpack.bpf.isa.limits import MAX_FRAMES
from progpack.bpf.spec import ProgramSpec
from progpack.errors import ProgramError
from progpack.records import dataclass, field

__all__ = ["CallGraph", "Nesting", "call_graph", "naming_slots", "nesting"]

#: Helpers that call a function at once, and those that have it called later.
_AT_ONCE: Final = frozenset(
    helper.id for helper in SUPPORTED.values() if Effect.CALLS_BACK in helper.effects
)
_LATER: Final = frozenset(
    helper.id for helper in SUPPORTED.values() if Effect.SETS_TIMER in helper.effects
)
_FUNCTION: Final = 2  # the register of Arg.FUNC in all of them


@dataclass(frozen=True, slots=True)
class CallGraph:
    """The call graph of a program: functions, helpers, maps and depth of nesting.

    Attributes:
        callees: first slot of each function -> first slots of the functions it calls.
        frames: most frames that are live at once, the main function's among them.
        helpers: numbers of the helpers that are called.
        maps: names of the maps that are used.
        callbacks: first slots of the functions whose address is taken -> most frames that each
            needs, its own among them.
    """

    callees: Mapping[int, frozenset[int]]
    frames: int
    helpers: frozenset[int]
    maps: frozenset[str]
    callbacks: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Nesting:
    """The number of frames that a program needs.

    Attributes:
        frames: most that are live at once, the main function's among them.
        callbacks: first slot of each function whose address is taken -> most that it needs, its
            own among them.
    """

    frames: int
    callbacks: Mapping[int, int]


def call_graph(program: ProgramSpec, helpers: frozenset[int]) -> CallGraph:
    """Return the call graph of a program whose calls all stay inside the program.

    Args:
        program: the program.
        helpers: numbers of the helpers that it calls.

    Raises:
        ProgramError: recursion, or more than `MAX_FRAMES` frames.
    """
    slots, naming = program.insns.slots(), naming_slots(program)
    calls = {pc: target for pc in naming if (target := function_target(slots, pc)) is not None}
    starts = sorted({0, *calls.values()})
    ends = [*starts[1:], len(slots)]
    callees = {
        start: frozenset(target for pc, target in calls.items() if start <= pc < end)
        for start, end in zip(starts, ends, strict=True)
    }
    needed = nesting(slots, starts, naming)
    maps = frozenset(program.used_maps)
    return CallGraph(callees, needed.frames, helpers, maps, needed.callbacks)


def naming_slots(program: ProgramSpec) -> list[int]:
    """Slots of the calls and 64-bit loads, in order: few of the slots of most programs."""
    return sorted(program.insns.places(CALL) + program.insns.places(LDDW))


def nesting(insns: Sequence[Insn], starts: Sequence[int], naming: Sequence[int]) -> Nesting:
    """Return the number of frames that a program needs.

    Args:
        insns: the program, whose calls and jumps stay inside.
        starts: first slots of its functions, ascending.
        naming: slots that may call a function or take the address of one, ascending.

    Raises:
        ProgramError: recursion, or more than `MAX_FRAMES` frames.
    """
    graph = _Graph(insns, starts, naming)
    frames = graph.height(0, (0,))
    # What is called later has the main function's frame above it.
    frames = max([frames, *(1 + graph.height(start, (0, start)) for start in graph.later)])
    callbacks = {start: graph.height(start, (start,)) for start in sorted(graph.callbacks)}
    return Nesting(MAX_FRAMES if graph.loose else frames, callbacks)


@dataclass(slots=True)
class _Graph:
    insns: Sequence[Insn]
    starts: Sequence[int]
    naming: Sequence[int]
    edges: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    later: set[int] = field(default_factory=set)
    callbacks: set[int] = field(default_factory=set)
    loose: bool = False
    _heights: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        helpers = {
            insn.imm
            for insn in map(self.insns.__getitem__, self.naming)
            if insn.opcode == CALL and insn.src == 0
        }
        at_once = bool(helpers & _AT_ONCE)
        self.edges = {start: [] for start in self.starts}
        function = 0
        following = iter([*self.starts[1:], len(self.insns)])
        end = next(following)
        for pc in self.naming:
            while pc >= end:
                function, end = end, next(following)
            target = function_target(self.insns, pc)
            if target is not None:
                self._add(function, pc, target, at_once=at_once)

    def _add(self, function: int, pc: int, target: int, *, at_once: bool) -> None:
        insn = self.insns[pc]
        if insn.opcode == LDDW and insn.src == BPF_PSEUDO_FUNC:
            self.callbacks.add(target)
            helper = _given_to(self.insns, pc)
            if helper in _LATER or not at_once:
                self.later.add(target)
                return
            self.loose |= helper not in _AT_ONCE
        self.edges[function].append((pc, target))

    def height(self, start: int, path: tuple[int, ...]) -> int:
        """Most frames from a function on; ``path`` is what was called before, itself the last.

        Raises:
            ProgramError: see `nesting`.
        """
        if start in self._heights:
            return self._heights[start]
        best = 1
        for pc, callee in self.edges[start]:
            if callee in path:
                raise ProgramError(f"the call of {callee} is a recursion", pc=pc)
            below = self._heights.get(callee)
            # The path is bounded by MAX_FRAMES, so the Python recursion is too.
            if len(path) + (below or 1) > MAX_FRAMES:
                raise ProgramError(f"the calls need more than {MAX_FRAMES} frames", pc=pc)
            best = max(best, 1 + (below or self.height(callee, (*path, callee))))
        self._heights[start] = best
        return best


def _given_to(insns: Sequence[Insn], pc: int) -> int | None:
    """The helper that the address taken at ``pc`` is for, None where that is not plain."""
    if insns[pc].dst != _FUNCTION:
        return None
    at = pc + 2
    while at < len(insns):
        insn = insns[at]
        if insn.opcode == CALL:
            return insn.imm if insn.src == 0 else None
        if is_jump(insn.opcode) or _FUNCTION in (insn.dst, insn.src):
            return None
        at += 2 if insn.opcode == LDDW else 1
    return None

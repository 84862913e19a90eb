"""The trial's programs where LLVM is not installed: run by the interpreter, and measured."""

from __future__ import annotations

import contextlib
import time
from typing import Final

from progpack.bpf.object.probes import probe_object
from progpack.records import dataclass
from progpack.run.load import load
from progpack.run.program import Program
from progpack.run.trial.placed import call_arguments, tool_object

__all__ = ["InterpretedProgram", "run_interpreted"]

_TURN_NS: Final = 60_000_000


@dataclass(frozen=True, slots=True)
class InterpretedProgram:
    """One program of the tool, measured.

    Attributes:
        name: its name.
        slots: BPF instruction slots.
        call_rate: calls per second.
    """

    name: str
    slots: int
    call_rate: float


def run_interpreted() -> tuple[InterpretedProgram, ...]:
    """Run each program of the tool in the interpreter, in the order they are loaded."""
    with contextlib.ExitStack() as stack:
        objects = [
            stack.enter_context(load(spec, backend="interpreter"))
            for spec in (probe_object(), tool_object())
        ]
        return tuple(_measure(p) for obj in objects for p in obj.programs.values())


def _measure(program: Program) -> InterpretedProgram:
    arguments = call_arguments(program.name, program.type)
    calls, began = 0, time.perf_counter_ns()
    while (elapsed := time.perf_counter_ns() - began) < _TURN_NS:
        program.run(args=arguments)
        calls += 1
    return InterpretedProgram(program.name, len(program.spec.insns), calls / elapsed * 1e9)

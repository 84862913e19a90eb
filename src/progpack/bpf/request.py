"""The request for a run: the input of a program and the limits of the run."""

from __future__ import annotations

from collections.abc import Sequence

from progpack.bpf.context.build import RunArg, RunContext
from progpack.bpf.isa.limits import DEFAULT_BUDGET
from progpack.records import dataclass

__all__ = ["RunRequest"]


@dataclass(frozen=True, slots=True)
class RunRequest:
    """One run.

    Attributes:
        packet: the packet (or FLAT memory); the program works on a copy.
        context: see `progpack.bpf.context.build.build`.
        args: arguments of a tracing program: numbers, or bytes it gets the address of.
        budget: taken backward jumps and subprogram calls that are allowed.
        timeout: seconds that it may take; None for no limit.
        linear: see `progpack.bpf.context.linear.linear_of`.
    """

    packet: bytes | bytearray | memoryview = b""
    context: RunContext | None = None
    args: Sequence[RunArg] | None = None
    budget: int = DEFAULT_BUDGET
    timeout: float | None = None
    linear: int | None = None

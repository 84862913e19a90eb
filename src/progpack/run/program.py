"""A program of a loaded object, wherever it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from functools import partial
from typing import Literal, Protocol, runtime_checkable

from progpack.bpf.ability import Ability, missing
from progpack.bpf.context.build import ContextLayout, Field, RunArg, layout, metadata
from progpack.bpf.context.given import (
    AnyContext,
    AnyPacket,
    given_args,
    given_context,
    given_packet,
)
from progpack.bpf.helpers.lookup import effects_of
from progpack.bpf.helpers.record import Effect
from progpack.bpf.isa.limits import DEFAULT_BUDGET
from progpack.bpf.outcome import BatchResult, CodePlace, RunResult
from progpack.bpf.request import RunRequest
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.bpf.time_limits import budget_within, run_each
from progpack.errors import UsageError
from progpack.run.protocols import Backend, ProgramHandle

__all__ = ["HandledProgram", "Program"]


@runtime_checkable
class Program(Protocol):
    """A program of a loaded object.

    `progpack.load` makes it, and it lives until the object is closed. A program that is compiled in
    this process can do more: see `progpack.jit.program.Program`.
    """

    spec: ProgramSpec

    @property
    def name(self) -> str:
        """The program's name."""

    @property
    def type(self) -> ProgramType:
        """The program's type."""

    @property
    def layout(self) -> ContextLayout:
        """The layout of the program's context."""

    @property
    def told_fields(self) -> tuple[Field, ...]:
        """The fields of the context that a result of the program's run tells."""

    @property
    def logs(self) -> bool:
        """Whether the program, or a program that it tail-calls, may print or clone."""

    @property
    def byteorder(self) -> Literal["little", "big"]:
        """The byte order of the program's context and maps."""

    @property
    def place(self) -> CodePlace:
        """The place of the program's machine code."""

    def run(
        self,
        packet: AnyPacket = b"",
        *,
        context: AnyContext = None,
        args: Sequence[RunArg] | None = None,
        budget: int = DEFAULT_BUDGET,
        timeout: float | None = None,
        linear: int | None = None,
    ) -> RunResult:
        """Run the program once.

        Args:
            packet: the packet (or FLAT memory), as bytes or what has bytes, such as a packet of
                Scapy; the program works on a copy.
            context: see `progpack.bpf.context.build.build`; also an instance of a dataclass, or of
                a class of `ctypes`.
            args: arguments of a tracing program: numbers, or bytes whose address the program gets.
            budget: the number of backward jumps and subprogram calls that the run may make.
            timeout: seconds that the run may take; by default there is no limit.
            linear: the most bytes of an XDP packet in front of ``data_end``; the rest lies in
                fragments, which only helpers reach. By default as the kernel has it: 3,520.

        Raises:
            RunError: the run ended early; ``fault`` says why and at which instruction.
            UsageError: an input was given that this type of program does not have.
            MissingFeatureError: the backend lacks an ability that the call needs.
            SpanError: the program is closed.
        """

    def run_batch(
        self,
        packets: Sequence[bytes],
        *,
        budget: int = DEFAULT_BUDGET,
        timeout: float | None = None,
        linear: int | None = None,
    ) -> BatchResult:
        """Run the program over many packets.

        Args:
            packets: the packets; the program works on copies.
            budget: the number of backward jumps and calls that each packet's run may make.
            timeout: seconds that all of them may take.
            linear: as for `run`.

        Raises:
            RunError: a run ended early.
            UsageError: this type of program has no packet.
            MissingFeatureError: the backend lacks an ability that the call needs.
            SpanError: the program is closed.
        """


class HandledProgram(Program):
    """A program over its handle.

    Args:
        handle: the backend's end of it.
        backend: whose it is.
        byteorder: byte order of its context and maps.
        running: a context in which one program of the object runs; raises when it is closed.

    Attributes:
        spec: what it was made from.
        handle: the backend's end of it.
    """

    def __init__(
        self,
        handle: ProgramHandle,
        backend: Backend,
        byteorder: Literal["little", "big"],
        running: Callable[[str], AbstractContextManager[None]],
    ) -> None:
        self.spec = handle.spec
        self.handle = handle
        self._backend = backend
        self._byteorder: Literal["little", "big"] = byteorder
        self._running = running

    def __repr__(self) -> str:
        return f"<{self.type.name} program {self.name} of the backend {self._backend.name}>"

    @property
    def name(self) -> str:
        """See `Program.name`."""
        return self.spec.name

    @property
    def type(self) -> ProgramType:
        """See `Program.type`."""
        return self.spec.type

    @property
    def layout(self) -> ContextLayout:
        """See `Program.layout`."""
        return layout(self.spec.type)

    @property
    def told_fields(self) -> tuple[Field, ...]:
        """See `Program.told_fields`."""
        given_back = self.layout.given_back
        if given_back is None or Ability.CONTEXTS in self._backend.abilities:
            return self.layout.fields
        return tuple(field for field in self.layout.fields if field.name in given_back)

    @property
    def logs(self) -> bool:
        """See `Program.logs`."""
        return bool(effects_of(self.spec.helpers) & (Effect.LOGS | Effect.CONTINUES))

    @property
    def byteorder(self) -> Literal["little", "big"]:
        """See `Program.byteorder`."""
        return self._byteorder

    @property
    def place(self) -> CodePlace:
        """See `Program.place`."""
        return self.handle.place

    def run(
        self,
        packet: AnyPacket = b"",
        *,
        context: AnyContext = None,
        args: Sequence[RunArg] | None = None,
        budget: int = DEFAULT_BUDGET,
        timeout: float | None = None,
        linear: int | None = None,
    ) -> RunResult:
        """See `Program.run`."""
        context = given_context(self.type, context, self._byteorder)
        request = RunRequest(
            *(given_packet(packet), context, given_args(args), budget_within(budget)),
            *(timeout, linear),
        )
        self._check_abilities(request)
        with self._running(self.name):
            return self.handle.run(request)

    def _check_abilities(self, request: RunRequest) -> None:
        """Refuse a run of which the backend is not able to do a part.

        Raises:
            MissingFeatureError: names the ability.
        """
        front = bool(metadata(self.type, request.context))
        memory = any(not isinstance(argument, int) for argument in request.args or ())
        reasons = {
            Ability.BUDGET: request.budget != DEFAULT_BUDGET,
            Ability.TIMEOUT: request.timeout is not None,
            Ability.METADATA: front,
            Ability.MEMORY_ARGUMENTS: memory,
        }
        for ability, needed in reasons.items():
            if needed and ability not in self._backend.abilities:
                raise missing(self._backend.name, ability, f"a run of program {self.name}")

    def run_batch(
        self,
        packets: Sequence[bytes],
        *,
        budget: int = DEFAULT_BUDGET,
        timeout: float | None = None,
        linear: int | None = None,
    ) -> BatchResult:
        """See `Program.run_batch`; the packets run one after the other."""
        if not self.layout.packet:
            raise UsageError(f"program {self.name}: {self.type.name} programs have no packets")
        run = partial(self.run, budget=budget, linear=linear)
        return BatchResult.of(run_each(run, packets, timeout, self.name))

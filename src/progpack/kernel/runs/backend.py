"""The running kernel as a backend: programs that it verifies and compiles, run by test runs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import Final, Literal

from progpack.bpf.ability import Ability
from progpack.bpf.context.link_header import LINK_HEADER
from progpack.bpf.environment import Environment
from progpack.bpf.helpers.lookup import effects_of
from progpack.bpf.helpers.record import Effect
from progpack.bpf.maps.types import PROVIDED, MapType
from progpack.bpf.outcome import CodePlace, RunResult, note_printed
from progpack.bpf.request import RunRequest
from progpack.bpf.spec import ObjectSpec, ProgramSpec, ProgramType
from progpack.errors import BpfError, MissingFeatureError
from progpack.kernel.runs.cpu import one_cpu
from progpack.kernel.runs.flat import LONGEST, RESULT, as_xdp
from progpack.kernel.runs.input import context_left, input_of
from progpack.kernel.runs.map_handle import KernelMapHandle
from progpack.kernel.runs.printed import Printed, traces
from progpack.kernel.runs.refused import refusal
from progpack.kernel.syscall.abi import LoadFlags
from progpack.kernel.syscall.call import RUNNING, Port, unavailable
from progpack.kernel.syscall.loading import load_program
from progpack.kernel.syscall.maps import KernelMap
from progpack.kernel.syscall.programs import KernelProgram

__all__ = ["FlatProgramHandle", "Kernel", "KernelObject", "KernelProgramHandle", "KernelRuns"]

#: Types that stand in for types without a test run; both kinds have arguments.
_LOADED_AS: Final = {ProgramType.TRACING: ProgramType.RAW_TRACEPOINT}
#: Types with a test run that takes what programs of the type have here.
_OWN: Final = frozenset(
    {
        ProgramType.XDP,
        ProgramType.SOCKET_FILTER,
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.CGROUP_SKB,
        ProgramType.LWT_IN,
        ProgramType.LWT_OUT,
        ProgramType.LWT_XMIT,
        ProgramType.LWT_SEG6LOCAL,
        ProgramType.RAW_TRACEPOINT,
        ProgramType.SYSCALL,
    }
)


class KernelRuns:
    """The abilities of every backend whose programs run in a kernel, by test runs.

    A kernel's verifier refuses programs that might go wrong, so runs end in no fault; timers run by
    themselves.

    Attributes:
        name: of the backend.
        abilities: what it is able to do.
        program_types: of the programs that it runs.
        map_types: of the maps that it has.
        byteorder: of the objects that it takes.
        environment: what its programs are told of the world.
    """

    name = ""
    abilities: frozenset[Ability] = frozenset({Ability.METADATA, Ability.RUN_TIMES})
    program_types = _OWN | frozenset(_LOADED_AS) | {ProgramType.FLAT}
    map_types: frozenset[MapType] = PROVIDED - {MapType.PERF_EVENT_ARRAY}
    byteorder: Literal["little", "big"] | None = sys.byteorder
    environment: Final = Environment()


class Kernel(KernelRuns):
    """The backend ``kernel``: the running kernel, which needs root.

    Raises:
        MissingFeatureError: this process may not use bpf(2).
    """

    name = "kernel"

    def __init__(self) -> None:
        reason = unavailable()
        if reason is not None:
            raise MissingFeatureError(f"the backend kernel: {reason}")
        if traces():
            self.abilities = self.abilities | {Ability.LOGS}

    def load(self, spec: ObjectSpec, names: Sequence[str]) -> KernelObject:
        """Make the maps and load the programs of these names.

        Raises:
            BpfError: the kernel refuses a map or a program; the message says why.
            MissingFeatureError: no privilege.
        """
        return KernelObject(spec, names, RUNNING)


class KernelObject:
    """An object of a kernel.

    Args:
        spec: what it is made from.
        names: names of the programs.
        port: the kernel.

    Attributes:
        spec: what it was made from.
        programs: by name.
        maps: by name; one that no program uses is made when it is asked for.
    """

    def __init__(self, spec: ObjectSpec, names: Sequence[str], port: Port) -> None:
        self.spec = spec
        self._port = port
        self._stack = ExitStack()
        self._maps = _Maps(spec, self._stack, port)
        self.maps: Mapping[str, KernelMapHandle] = self._maps
        self.programs: dict[str, KernelProgramHandle] = {}
        self._printed: Printed | None = None
        try:
            self._make(names)
        except BaseException:
            self.close()
            raise

    def _make(self, names: Sequence[str]) -> None:
        helpers = {helper for name in names for helper in self.spec.programs[name].helpers}
        if self._port is RUNNING and Effect.LOGS in effects_of(helpers):
            self._printed = self._stack.enter_context(Printed())
        for name in names:
            program = self.spec.programs[name]
            used = {ref.map: self.maps[ref.map].map for ref in program.maps.values()}
            self.programs[name] = self._loaded(program, used)
        self._maps.fill(self.programs)

    def _loaded(self, program: ProgramSpec, maps: Mapping[str, KernelMap]) -> KernelProgramHandle:
        make = FlatProgramHandle if program.type is ProgramType.FLAT else KernelProgramHandle
        return make(program, maps, self._stack, self._port, self._printed)

    def timers(self) -> Iterator[tuple[int, int, int, Callable[[], None]]]:
        """No timers: the kernel runs them."""
        return iter(())

    def end_runs(self) -> None:
        """Nothing to do: the kernel itself ends a run that it has begun."""

    def close(self) -> None:
        """Close all descriptors; the kernel unloads what nobody else has."""
        self._stack.close()


class KernelProgramHandle:
    """A program of a kernel.

    Args:
        spec: what it is made from.
        maps: those that it uses, by name.
        stack: closes the program.
        port: the kernel.
        printed: hears what programs of the object print; None where none prints.

    Attributes:
        spec: what it was made from.

    Raises:
        BpfError: the kernel refuses it.
    """

    def __init__(
        self,
        spec: ProgramSpec,
        maps: Mapping[str, KernelMap],
        stack: ExitStack,
        port: Port,
        printed: Printed | None = None,
    ) -> None:
        self.spec = spec
        self._printed = printed
        self._maps = maps
        self._stack = stack
        self._port = port
        self._program = self._first()

    def _first(self) -> KernelProgram:
        kind = _LOADED_AS.get(self.spec.type, self.spec.type)
        flags = LoadFlags.SLEEPABLE if kind is ProgramType.SYSCALL else LoadFlags.NONE
        return self._load(self.spec, kind, flags)

    def _load(self, spec: ProgramSpec, kind: ProgramType, flags: LoadFlags) -> KernelProgram:
        loaded = load_program(spec, self._maps, type=kind, flags=flags, port=self._port)
        return self._stack.enter_context(loaded)

    @property
    def fd(self) -> int:
        """The descriptor by which arrays of programs take it."""
        return self._program.fd

    @property
    def token(self) -> int:
        """The number by which arrays of programs name it: its id."""
        return self._program.id

    @property
    def place(self) -> CodePlace:
        """The place of the machine code, as far as the kernel tells."""
        size = self._program.jited_size
        return CodePlace(size or None, f"in {self._port.name}, program id {self.token}")

    def run(self, request: RunRequest) -> RunResult:
        """Run it once.

        Raises:
            BpfError: the kernel does not run it.
            RefusedInputError: the kernel takes no such packet or context.
            UsageError: an input that this type of program does not have.
        """
        test_input = input_of(self.spec.type, request)
        with self._heard() as texts, one_cpu(self._port):
            try:
                done = self._program.test_run(test_input.data, context=test_input.context)
            except BpfError as error:
                raise refusal(self.spec, request, error, self._port) from error
        seen = done.data[test_input.front :] if test_input.data else done.context
        left = context_left(self.spec.type, test_input, done.context, done.data)
        return RunResult(done.return_value, seen, left, done.duration_ns, tuple(texts))

    @contextmanager
    def _heard(self) -> Iterator[list[str]]:
        """A run, after which the list has what it printed."""
        texts: list[str] = []
        if self._printed is not None:
            self._printed.begin()
        yield texts
        if self._printed is not None:
            texts += self._printed.texts()
            note_printed(self.spec.name, texts)


class FlatProgramHandle(KernelProgramHandle):
    """A FLAT program as an XDP program, loaded again for each length of memory.

    The verifier takes a program for a length or not, where other backends say at run time which
    access is outside; a program that no length helps is refused before any run.
    """

    def _first(self) -> KernelProgram:
        self._of_lengths: dict[int, KernelProgram] = {}
        return self._of_length(LONGEST)

    def _of_length(self, length: int) -> KernelProgram:
        loaded = self._of_lengths.get(length)
        if loaded is None:
            spec = as_xdp(self.spec, length)
            loaded = self._load(spec, ProgramType.XDP, LoadFlags.NONE)
            self._of_lengths[length] = loaded
        return loaded

    def run(self, request: RunRequest) -> RunResult:
        """Run it once.

        Raises:
            BpfError: the memory is too small for the run, or the kernel refuses such an input.
            UsageError: an input that FLAT programs do not have.
        """
        memory = input_of(ProgramType.FLAT, request).context
        program = self._of_length(len(memory))
        # At least as long as a frame must be.
        with self._heard() as texts, one_cpu(self._port):
            done = program.test_run((memory + bytes(RESULT)).ljust(LINK_HEADER, b"\0"))
        left, behind = done.data[: len(memory)], done.data[len(memory) :]
        value = int.from_bytes(behind[:RESULT], sys.byteorder)
        return RunResult(value, left, left, done.duration_ns, tuple(texts))


class _Maps(Mapping[str, KernelMapHandle]):
    """The maps by name, each made once; they are closed with the stack."""

    def __init__(self, spec: ObjectSpec, stack: ExitStack, port: Port) -> None:
        self._spec = spec
        self._port = port
        self._stack = stack
        self._made: dict[str, KernelMapHandle] = {}
        self._programs: Mapping[str, KernelProgramHandle] | None = None

    def __getitem__(self, name: str) -> KernelMapHandle:
        handle = self._made.get(name)
        if handle is None:
            handle = KernelMapHandle(self._spec.maps[name], self._port)
            self._stack.callback(handle.close)
            self._made[name] = handle
            if self._programs is not None:
                self._fill(handle, self._programs)
        return handle

    def fill(self, programs: Mapping[str, KernelProgramHandle]) -> None:
        """Put in what maps of maps and arrays of programs begin with, now that all is there."""
        self._programs = programs
        for handle in list(self._made.values()):
            self._fill(handle, programs)

    def _fill(self, made: KernelMapHandle, programs: Mapping[str, KernelProgramHandle]) -> None:
        of_programs = made.spec.type is MapType.PROG_ARRAY
        for index, name in made.spec.values:
            key = index.to_bytes(made.spec.key_size, sys.byteorder)
            if not of_programs:
                made.refer(key, self[name])
            elif name in programs:
                made.refer(key, programs[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._spec.maps)

    def __len__(self) -> int:
        return len(self._spec.maps)

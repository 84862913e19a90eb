"""Traces of machines that were not recorded, from stated distributions.

Each kind of machine is a few sentences of assumptions (`Kind.assumptions`; they are notes at the
start of the trace) and a generator that does what they say. The same kind, number of loads and
seed give the same trace. Events are made one after the other: memory grows with what is loaded at
one time, not with the trace. What outlives the last load stays loaded, as in a recording.
"""

from __future__ import annotations

import heapq
import math
import random
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from statistics import NormalDist
from typing import Final, NamedTuple

from progpack.errors import UnknownNameError, UsageError
from progpack.trace.events import KINDS, Event, Kind, Load, Note, Unload
from progpack.trace.header import HEARD, Header

__all__ = ["MACHINES", "MachineKind", "Sizes", "Synthesis", "synthesize"]

_MS: Final = 1_000_000
_S: Final = 1000 * _MS
_MINUTE: Final = 60 * _S
_HOUR: Final = 60 * _MINUTE
_NORMAL: Final = NormalDist()
# Addresses are names of images here; a chunk apart, so that they look like addresses.
_BASE: Final = 0xFFFFFFFFC0000000
_STEP: Final = 64


@dataclass(frozen=True, slots=True)
class Sizes:
    """A log-normal distribution of bytes, by two of its quantiles, cut off at both ends.

    Attributes:
        median: half of all are smaller.
        upper: three quarters are smaller.
        low: the smallest there is.
        high: the largest.
    """

    median: float
    upper: float
    low: int
    high: int

    def at(self, share: float) -> int:
        """The size that this share of all is smaller than; 0 < ``share`` < 1."""
        sigma = math.log(self.upper / self.median) / _NORMAL.inv_cdf(0.75)
        value = self.median * math.exp(sigma * _NORMAL.inv_cdf(share))
        return min(max(round(value), self.low), self.high)


FLEET: Final = Sizes(500, 2000, 16, 256 << 10)
"""jited_len on one fleet server: half below 500 B, three quarters below 2 kB (Song Liu, cover of
20221128190245.2337461-1). That it is log-normal is our assumption."""

SECCOMP: Final = Sizes(2600, 3800, 200, 32 << 10)
"""Filters of container runtimes: two to five hundred classic instructions. An assumption."""

_TRAMPOLINE: Final = Sizes(220, 260, 120, 2048)
_SHORT: Final = Sizes(0.3 * _S, 0.6 * _S, 10 * _MS, 60 * _S)


class _Program(NamedTuple):
    """One image of a tool that is always the same."""

    name: str
    size: int


_PROBES: Final = (
    _Program("", 19),
    _Program("libbpf_nametest", 19),
    _Program("", 30),
    _Program("", 19),
)
"""Programs that libbpf loads and closes to find out what the kernel can: two or five instructions
(see `progpack.bpf.object.probes`), with the lengths that x86-64 gives them (a dump shows 19)."""


_UNIT: Final = (
    _Program("sd_fw_ingress", 54),
    _Program("sd_fw_egress", 54),
    _Program("sd_devices", 309),
)
"""Programs that systemd loads for a unit, with the lengths that bpftool shows on x86-64."""

_BOOT: Final = _Program("", 25 * 64 - 24)
"""The kernel's own classic filter, there from boot on: 25 chunks on every kernel measured."""


class _Machine:
    """A synthetic machine: its clock, the unloads that are due, and its random numbers."""

    def __init__(self, seed: str) -> None:
        self.now = 0
        self.share = random.Random(seed).random
        self._serial = 0
        # (when, serial, the unload), soonest first.
        self._due: list[tuple[int, int, Unload]] = []

    def wait(self, mean_ns: float) -> None:
        """Advance the clock to the next event of a Poisson process."""
        self.now += max(1, round(-math.log(1 - self.share()) * mean_ns))

    def pick(self, number: int) -> int:
        """A whole number below ``number``, each equally likely."""
        return int(self.share() * number)

    def draw(self, sizes: Sizes) -> int:
        """One value of a distribution."""
        return sizes.at(1 - self.share() or 0.5)

    def load(
        self, name: str, size: int, life_ns: int | None, kind: Kind = "program", comm: str = ""
    ) -> Load:
        """An image that is loaded now and goes after a while; None: it stays."""
        self._serial += 1
        serial = self._serial
        number = serial if kind == "program" else None
        address = _BASE + _STEP * serial
        tag = ""
        if number is not None:
            # The same for the same program, whoever loads it.
            key = f"{name}/{size}".encode()
            tag = f"{zlib.crc32(key):08x}{zlib.adler32(key):08x}"
        if life_ns is not None:
            when = self.now + max(1, life_ns)
            heapq.heappush(self._due, (when, serial, Unload(when, number, address, name, kind)))
        return Load(self.now, number, name, kind, address, size, tag=tag, comm=comm)

    def gone(self, until: int) -> Iterator[Unload]:
        """Yield the unloads that are due by a time (nanoseconds of the trace), soonest first."""
        due = self._due
        while due and due[0][0] <= until:
            yield heapq.heappop(due)[2]

    @property
    def leaving(self) -> int:
        """Images that are loaded and will go."""
        return len(self._due)


_Scenario = Callable[[_Machine], Iterator[Load]]


def _boot(machine: _Machine) -> Iterator[Load]:
    """Load the small program that keeps the first pack of any machine from ever being empty."""
    yield machine.load(_BOOT.name, _BOOT.size, None, "classic", "swapper/0")
    machine.now += _S


def _fleet(machine: _Machine) -> Iterator[Load]:
    for index in range(400):
        yield machine.load(f"resident_{index}", machine.draw(FLEET), None, comm="service")
        machine.now += _MS
    long = Sizes(10 * _MINUTE, 40 * _MINUTE, _S, 48 * _HOUR)
    while True:
        machine.wait(2 * _S)
        size = machine.draw(FLEET)
        life = machine.draw(_SHORT if machine.share() < 0.5 else long)
        yield machine.load(f"p{machine.pick(300)}", size, life, comm="agent")


def _containers(machine: _Machine) -> Iterator[Load]:
    job = Sizes(_MINUTE, 3 * _MINUTE, _S, _HOUR)
    service = Sizes(_HOUR, 3 * _HOUR, _MINUTE, 48 * _HOUR)
    for _ in range(150):
        yield from _container(machine, machine.draw(service))
    while True:
        probes = machine.leaving / 8 / (10 * _S)
        starts = 1 / (20 * _S)
        machine.wait(1 / (probes + starts))
        if machine.share() * (probes + starts) < probes:
            # The runtime's exec takes the container's filter once more.
            yield machine.load("", machine.draw(SECCOMP), machine.draw(_SHORT), "classic", "runc")
        else:
            yield from _container(machine, machine.draw(job if machine.share() < 0.3 else service))


def _container(machine: _Machine, life: int) -> Iterator[Load]:
    """A unit of systemd with its firewall and device programs, and one to three processes."""
    end = machine.now + life
    for program in _UNIT:
        yield machine.load(program.name, program.size, end - machine.now, comm="systemd")
        machine.now += _MS
    filtered = machine.draw(SECCOMP)
    for _ in range(1 + machine.pick(3)):
        yield machine.load("", filtered, end - machine.now, "classic", "runc")
        machine.now += 30 * _MS


def _tools() -> tuple[tuple[_Program, ...], ...]:
    """A hundred tools, the same for every seed: 1 to 30 programs of fleet sizes."""
    dice = random.Random("tools").random
    tools = []
    for tool in range(100):
        number = 1 + int(dice() * dice() * 30)
        sizes = [FLEET.at(dice() or 0.5) for _ in range(number)]
        tools.append(tuple(_Program(f"tool{tool}_{i}", min(s, 16000)) for i, s in enumerate(sizes)))
    return tuple(tools)


def _ci(machine: _Machine) -> Iterator[Load]:
    tools = _tools()
    run = Sizes(5 * _S, 15 * _S, 200 * _MS, 10 * _MINUTE)
    for _ in range(20):
        for program in _UNIT:
            yield machine.load(program.name, program.size, None, comm="systemd")
            machine.now += _MS
    while True:
        machine.wait(20 * _S)
        # A job runs tools one after the other, and several jobs start together.
        for _ in range(1 + machine.pick(8)):
            yield from _tool(machine, tools[machine.pick(len(tools))], machine.draw(run))


def _tool(machine: _Machine, programs: tuple[_Program, ...], life: int) -> Iterator[Load]:
    """The probes, each closed before the next; then the programs, which go together."""
    comm = programs[0].name.partition("_")[0]
    for probe in _PROBES:
        yield machine.load(probe.name, probe.size, 50_000, comm=comm)
        machine.now += 300_000
    end = machine.now + life
    for program in programs:
        yield machine.load(program.name, program.size, end - machine.now, comm=comm)
        machine.now += 2 * _MS


def _sched_ext(machine: _Machine) -> Iterator[Load]:
    """A scheduler after the other: each is all there before it is attached, and goes as a whole."""
    sizes = Sizes(700, 2200, 40, 24 << 10)
    lives = Sizes(2 * _MINUTE, 10 * _MINUTE, 5 * _S, 24 * _HOUR)
    while True:
        scheduler = machine.pick(12)
        dice = random.Random(f"scheduler {scheduler}").random
        end = machine.now + machine.draw(lives)
        comm = f"scx_{scheduler}"
        for _ in range(2):
            yield machine.load("", 19, 50_000, comm=comm)
            machine.now += _MS
        for operation in range(20 + int(dice() * 20)):
            for function in range(1 + int(dice() * 3)):
                name = f"op{operation}" + (f"_f{function}" if function else "")
                size = sizes.at(dice() or 0.5)
                yield machine.load(name, size, end - machine.now, comm=comm)
            machine.now += 2 * _MS
        for _ in range(1 + int(dice() * 3)):
            # A map of operations has whole pages of trampolines.
            yield machine.load("", 4096, end - machine.now, "trampoline", comm)
        machine.now = end
        machine.wait(5 * _S)


def _tracing_multi(machine: _Machine) -> Iterator[Load]:
    """Attached to tens of thousands of functions at once, and detached again."""
    functions = 55_227
    while True:
        life = 10 * _S + machine.pick(50 * _S)
        begin = machine.now
        end = begin + 2 * _S + life
        yield machine.load("on_entry", 310, end - machine.now, comm="tracer")
        yield machine.load("on_exit", 290, end - machine.now, comm="tracer")
        for index in range(functions):
            # 0.80 s for all of them.
            machine.now = begin + 800 * _MS * index // functions
            size = machine.draw(_TRAMPOLINE)
            # Detached in the order they were attached.
            gone = end + 800 * _MS * index // functions
            yield machine.load("", size, gone - machine.now, "trampoline", "tracer")
        machine.now = end + _S
        machine.wait(10 * _S)


def _sockex1(machine: _Machine) -> Iterator[Load]:
    while True:
        for probe in (_PROBES[0], _PROBES[1]):
            # Closed at once; the memory is free some milliseconds later.
            yield machine.load(probe.name, probe.size, 50_000, comm="sockex1")
            machine.now += _MS
        yield machine.load("bpf_prog1", 130, None, comm="sockex1")
        machine.now += 20 * _MS


@dataclass(frozen=True, slots=True)
class MachineKind:
    """A kind of machine that traces can be made of.

    Attributes:
        name: what it is asked for by.
        description: one line.
        assumptions: the distributions, one sentence each, with their sources.
    """

    name: str
    description: str
    assumptions: tuple[str, ...]


_AT_BOOT: Final = "The kernel's own classic filter is there from boot on: 25 chunks, as measured."
_LIBBPF: Final = (
    "Each tool first loads four probes of 19, 19, 30 and 19 bytes, one after the other, and closes "
    "each at once, as libbpf does."
)
_KINDS: Final[Mapping[str, tuple[MachineKind, _Scenario]]] = {
    kind.name: (replace(kind, assumptions=(_AT_BOOT, *kind.assumptions)), scenario)
    for kind, scenario in (
        (
            MachineKind(
                "fleet",
                "a fleet server: resident programs, and agents that load and unload",
                (
                    (
                        "Sizes are log-normal, half below 500 B and three quarters below 2 kB "
                        "(Song Liu, 20221128190245.2337461-1), at most 256 KiB."
                    ),
                    (
                        "400 programs stay; others come every 2 s on average, half of them for "
                        "0.3 s, half for 10 minutes (medians, log-normal)."
                    ),
                ),
            ),
            _fleet,
        ),
        (
            MachineKind(
                "containers",
                "a container host: seccomp filters (classic, not privileged), cgroup programs",
                (
                    (
                        "A container starts every 20 s on average, 150 are there; three in ten "
                        "last a minute, the others an hour (medians, log-normal)."
                    ),
                    (
                        "Each has three programs of systemd (54, 54 and 309 B) and a seccomp "
                        "filter for each of one to three processes: 2.6 kB, a quarter above 3.8 kB "
                        "(assumed)."
                    ),
                    (
                        "For each eight of these images there is a health check every 10 s, which "
                        "takes a filter for 0.3 s (median)."
                    ),
                ),
            ),
            _containers,
        ),
        (
            MachineKind(
                "ci",
                "a CI machine: bursts of tools of libbpf, with their probes",
                (
                    (
                        "One to eight tools start together, every 20 s on average, of a hundred "
                        "tools with 1 to 30 programs of fleet sizes; they last 5 s (median)."
                    ),
                    "Twenty units of systemd have three programs each that stay.",
                    _LIBBPF,
                ),
            ),
            _ci,
        ),
        (
            MachineKind(
                "sched-ext",
                "schedulers of sched_ext that are replaced",
                (
                    (
                        "One of twelve schedulers at a time, for 2 minutes (median, log-normal): "
                        "20 to 39 operations of one to three functions of 700 B (median), and "
                        "one to three pages of trampolines, as struct_ops has them."
                    ),
                    "Two probes come first.",
                ),
            ),
            _sched_ext,
        ),
        (
            MachineKind(
                "tracing-multi",
                "a tracer that attaches to 55,227 functions, and detaches",
                (
                    (
                        "Two programs and 55,227 trampolines of 220 B (median), attached in 0.8 s "
                        "(Jiri Olsa, kernel-patches/bpf 13691), for 10 to 60 s, again and again."
                    ),
                ),
            ),
            _tracing_multi,
        ),
        (
            MachineKind(
                "sockex1",
                "instances of samples/bpf/sockex1 that stay, as Aaron Lu ran them",
                (
                    (
                        "Each loads two probes of 19 B, which go at once, and a program of three "
                        "chunks that stays (Y2ioTodn+mBXdIqp: 64 x 2 + 192 bytes)."
                    ),
                    "An instance every 22 ms.",
                ),
            ),
            _sockex1,
        ),
    )
}

MACHINES: Final[tuple[MachineKind, ...]] = tuple(kind for kind, _ in _KINDS.values())
"""Every kind of machine."""


class Synthesis:
    """A trace that is made while it is read. Iterating makes the same events again.

    Args:
        kind: name of one of `MACHINES`.
        loads: how many loads it has.
        seed: seed of everything that is random.

    Attributes:
        kind: what it is a trace of.
        header: says how it was made.

    Raises:
        UsageError: there is no such kind, or ``loads`` is not positive.
    """

    def __init__(self, kind: str, loads: int, seed: int = 0) -> None:
        if kind not in _KINDS:
            raise UnknownNameError("nothing is called", kind, _KINDS, listed="there are")
        if loads < 1:
            raise UsageError(f"a trace of {loads} loads; at least 1 is needed")
        self.kind, self._scenario = _KINDS[kind]
        self._loads = loads
        self._seed = seed
        self.header = Header(
            arch="x86-64",
            clock="estimated",
            hearing=dict.fromkeys(KINDS, HEARD),
            comment=f"synthetic: {kind}, {loads} loads, seed {seed}; {self.kind.description}",
        )

    def __iter__(self) -> Iterator[Event]:
        for text in self.kind.assumptions:
            yield Note(0, text)
        machine = _Machine(f"{self.kind.name} {self._seed}")
        for count, load in enumerate(chain(_boot(machine), self._scenario(machine)), 1):
            yield from machine.gone(load.time_ns)
            yield load
            if count == self._loads:
                return


def synthesize(kind: str, loads: int, seed: int = 0) -> Synthesis:
    """A trace of a kind of machine, made while it is read; arguments as for `Synthesis`."""
    return Synthesis(kind, loads, seed)

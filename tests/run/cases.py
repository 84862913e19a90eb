"""The program tests of this tree as data, and how each has to end: as the interpreter says.

They come from where they are tested in detail: programs for the edges of the machine, histories of
every kind of map, tail calls, helpers in C, and random programs that a kernel accepts.
"""

from __future__ import annotations

import dataclasses
import random
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from progpack import Machine, MapSpec, ObjectSpec, ProgramSpec, ProgramType, RunError
from progpack.bpf.context.build import ByteOrder
from progpack.bpf.fit.variables import with_variables
from progpack.bpf.object import bundled
from progpack.bpf.oracle.initial_values import map_set
from progpack.bpf.oracle.maps.arrays import KeyedMap, MapSet, ProgArrayMap, RingbufMap
from progpack.bpf.spec import MapType
from progpack.packets.pcap import read_pcap
from progpack.run.object import Object
from tests.fuzz.case import JUMPS
from tests.fuzz.check import make
from tests.jit import test_helpers as helpers
from tests.jit import test_map_kinds as kinds
from tests.jit import test_packet_loads as loads
from tests.jit import test_tail_calls as tails
from tests.jit.test_against_oracle import CASES, PACKET, TRACING, assemble_with_maps
from tests.jit.worlds import MAPS, program

__all__ = ["Case", "Ending", "cases", "expected", "run"]

SAMPLE = Path(__file__).parents[2] / "src/progpack/data/sample.pcap"
#: Of a run that may not end by itself.
BUDGET = 1000
#: Of the random programs.
SEEDS = range(7000, 7080)
#: Steps of a history of a map.
HISTORY = 40


@dataclass(frozen=True)
class Step:
    """One run.

    Attributes:
        program: its name.
        packet: what it is given.
        given: the other arguments of the run.
    """

    program: str
    packet: bytes = b""
    given: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """An object, what its maps have at first, and what runs.

    Attributes:
        name: for people to read; the same for every backend.
        spec: the object.
        steps: the runs, in this order; one that goes wrong is the last.
        contents: of maps by name: values by key.
        jumps: of the array of programs, if there is one: its name, and programs by number.
    """

    name: str
    spec: ObjectSpec
    steps: Sequence[Step]
    contents: Mapping[str, Mapping[bytes, bytes]] = field(default_factory=dict)
    jumps: tuple[str, Mapping[int, str]] | None = None


@dataclass(frozen=True)
class Ending:
    """What can be compared: addresses differ between backends, so they are left out.

    Attributes:
        runs: return value, packet, what was printed and where the packet goes, of each run.
        fault: kind, instruction and size of the access of the run that went wrong.
        maps: their contents at the end.
    """

    runs: tuple[tuple[object, ...], ...]
    fault: tuple[str, int, int] | None
    maps: Mapping[str, object]

    def short(self) -> Ending:
        """The same with 32 bits of each return value, as the kernel keeps them."""
        runs = tuple((int(run[0]) & 0xFFFFFFFF, *run[1:]) for run in self.runs)  # type: ignore[call-overload]
        return dataclasses.replace(self, runs=runs)


def cases(byteorder: ByteOrder = "little") -> Iterator[Case]:
    """All of them, as objects of a byte order."""
    yield from _edges(byteorder)
    yield from _histories(byteorder)
    yield from _tail_calls(byteorder)
    yield from _random_programs(byteorder)
    yield from _packet_loads(byteorder)
    if byteorder == "little":
        yield from _helpers()
        yield _shipped()


def _edges(byteorder: ByteOrder) -> Iterator[Case]:
    for name, (kind, text, how) in CASES.items():
        plain, refs = assemble_with_maps(text)
        code = program(plain, kind, refs)
        used = {name: MAPS[name] for name in sorted({ref.map for ref in refs.values()})}
        spec = ObjectSpec("test", "GPL", {code.name: code}, used, byteorder=byteorder)
        given: dict[str, Any] = {"args": [1, 2]} if kind is TRACING else {}
        # A budget only where it decides something: not every backend takes one.
        given |= {"budget": BUDGET} if isinstance(how, tuple) and how[0] == "BUDGET" else {}
        packet = b"" if kind is TRACING else PACKET
        yield Case(f"edge: {name}", spec, [Step(code.name, packet, given)])


def _histories(byteorder: ByteOrder) -> Iterator[Case]:
    for spec in (*kinds.KEYED, *kinds.QUEUES):
        programs = kinds.programs(spec)
        whole = ObjectSpec("test", "GPL", programs, {"m": spec}, byteorder=byteorder)
        yield Case(f"history: {spec.type.name}", whole, list(_history(spec, programs, byteorder)))


def _history(
    spec: MapSpec, programs: Mapping[str, ProgramSpec], byteorder: ByteOrder
) -> Iterator[Step]:
    chance = random.Random(spec.type.name)
    for number in range(HISTORY):
        which = chance.choice(list(programs))
        flags = chance.choice([0, 0, 0, 1, 2]) if which in ("put", "push") else 0
        head = chance.randrange(9).to_bytes(4, byteorder)
        if spec.type is MapType.LPM_TRIE:
            key = chance.choice([0x0A000000, 0x0A010000, 0x0A0101FF, 0xFF000000])
            head = chance.randrange(33).to_bytes(4, byteorder) + key.to_bytes(4, "big")
        numbers = number.to_bytes(8, byteorder) + flags.to_bytes(8, byteorder)
        yield Step(which, head.ljust(8, b"\0") + numbers)


def _tail_calls(byteorder: ByteOrder) -> Iterator[Case]:
    specs = {each.name: each for each in (tails.FIRST, tails.ANSWER, tails.INSIDE, tails.AGAIN)}
    whole = ObjectSpec("test", "GPL", specs, tails.MAPS, byteorder=byteorder)
    jumps = ("jumps", {1: "answer", 2: "again"})
    for name in ("first", "inside", "again"):
        steps = [Step(name, bytes([index, 42])) for index in (1, 3, 10)]
        yield Case(f"tail call: {name}", whole, steps, jumps=jumps)
    specs = {each.name: each for each in (tails.FIRST, tails.WRONG)}
    whole = ObjectSpec("test", "GPL", specs, tails.MAPS, byteorder=byteorder)
    yield Case("tail call: wrong", whole, [Step("first", b"\0*")], jumps=("jumps", {0: "wrong"}))


def _random_programs(byteorder: ByteOrder) -> Iterator[Case]:
    for seed in SEEDS:
        case = make("valid", seed)
        spec = dataclasses.replace(case.object(), byteorder=byteorder)
        steps = [Step(next(iter(spec.programs)), data) for data in (case.packet, *case.more)]
        names = dict(enumerate(spec.programs))
        jumps = (JUMPS.name, names) if JUMPS.name in spec.maps else None
        yield Case(f"random: {seed}", spec, steps, case.contents, jumps)


def _packet_loads(byteorder: ByteOrder) -> Iterator[Case]:
    offsets = (0, 49, 50, -0x100000, -0x100000 + 49, -0x1000)
    for kind in (ProgramType.SOCKET_FILTER, ProgramType.SCHED_CLS):
        for width in loads._WIDTHS:
            for indirect in (False, True):
                programs = {
                    f"at_{number}": dataclasses.replace(
                        loads._program(kind, width, offset, indirect=indirect),
                        name=f"at_{number}",
                    )
                    for number, offset in enumerate(offsets)
                }
                spec = ObjectSpec("test", "GPL", programs, {}, byteorder=byteorder)
                how = "indirect" if indirect else "absolute"
                steps = [Step(name, loads._PACKET) for name in programs]
                yield Case(f"load: {how} {width} of {kind.name}", spec, steps)


def _shipped() -> Case:
    """The firewall on the capture that comes with it, but for the times that it notes."""
    spec = with_variables(bundled.load("firewall"), {"count_sources": 0})
    packets = [packet.data for packet in read_pcap(SAMPLE)]
    blocked = {bytes(10) + b"\xff\xff" + bytes((192, 0, 2, 1)): bytes(8)}
    steps = [Step("firewall", packet) for packet in packets]
    return Case("shipped: firewall", spec, steps, {"blocked": blocked})


def _helpers() -> Iterator[Case]:
    if shutil.which("clang-22") is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        spec = helpers.compiled(helpers.SOURCE, Path(folder))
    one = (1).to_bytes(4, "little")
    for name in helpers.PROGRAMS:
        alone = dataclasses.replace(spec, programs={name: spec.programs[name]})
        used = {ref.map for ref in spec.programs[name].maps.values()} | {".bss"}
        maps = {each: held for each, held in spec.maps.items() if each in used}
        filled = {"ports": {one: one}} if "ports" in used else {}
        alone = dataclasses.replace(alone, maps=maps)
        yield Case(f"helpers: {name}", alone, [Step(name, helpers.PACKET)], filled)


def expected(case: Case) -> Ending:
    """How a case ends in the interpreter, asked without anything in between."""
    maps = map_set(case.spec)
    for name, values in case.contents.items():
        for key, value in values.items():
            maps[name][key] = value  # type: ignore[index]
    if case.jumps is not None:
        held = maps[case.jumps[0]]
        assert isinstance(held, ProgArrayMap)
        held.held.update((at, case.spec.programs[name]) for at, name in case.jumps[1].items())
    machines = {
        name: Machine(spec, maps, byteorder=maps.byteorder)
        for name, spec in case.spec.programs.items()
    }
    runs, fault = _runs(case, machines)
    return Ending(runs, fault, _contents(maps))


def run(case: Case, loaded: Object) -> Ending:
    """How a case ends that is loaded."""
    for name, values in case.contents.items():
        for key, value in values.items():
            loaded.maps[name][key] = value
    if case.jumps is not None:
        for at, name in case.jumps[1].items():
            loaded.maps[case.jumps[0]][at] = loaded.programs[name]
    runs, fault = _runs(case, loaded.programs)
    return Ending(runs, fault, _seen(loaded))


def _runs(
    case: Case, programs: Mapping[str, Any]
) -> tuple[tuple[tuple[object, ...], ...], tuple[str, int, int] | None]:
    ended = []
    for step in case.steps:
        try:
            result = programs[step.program].run(step.packet, **step.given)
        except RunError as error:
            return tuple(ended), (error.fault.kind.name, error.fault.pc, error.fault.size)
        # A context of arguments has addresses in it.
        traced = case.spec.programs[step.program].type is ProgramType.TRACING
        packet = b"" if traced else result.packet
        ended.append((result.return_value, packet, result.printed, result.redirect))
    return tuple(ended), None


def _contents(maps: MapSet) -> dict[str, object]:
    found: dict[str, object] = {}
    for name in maps.specs:
        held = maps[name]
        if isinstance(held, RingbufMap):
            found[name] = held.consume()
        elif isinstance(held, KeyedMap):
            found[name] = {bytes(key): held[key] for key in held}
    return found


def _seen(loaded: Object) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, held in loaded.maps.items():
        traits = held.spec.type.traits
        if held.spec.type is MapType.RINGBUF:
            found[name] = held.consume()
        elif traits.values_given or traits.holds.name == "TARGETS":
            values = dict(held.elements())
            # The interpreter has one CPU; the others have run nothing.
            found[name] = {k: v[0] for k, v in values.items()} if traits.per_cpu else values
    return found

"""What works for a target, measured: tests assert it, `tools/make_architectures.py` shows it."""

from __future__ import annotations

import dataclasses
import json
import shutil
import struct
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from progpack.arch.lookup import TARGETS
from progpack.bpf.fit.variables import with_variables
from progpack.bpf.object import bundled as examples
from progpack.bpf.object.reader import read_object
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.oracle.maps.arrays import KeyedMap, MapSet, RingbufMap
from progpack.bpf.spec import ObjectSpec, ProgramSpec, ProgramType
from progpack.errors import DiedError, ProgpackError, RunError
from progpack.foreign import Builder, Executable
from progpack.foreign.process import command_for
from progpack.model.loadpath.dry import KINDS
from progpack.packets.pcap import read_pcap
from progpack.run.executables import Session
from progpack.run.maps import ArrayMap, HashMap, RingBuffer
from progpack.run.object import HandledObject
from tests.beside import SUITE
from tests.faults.cycles import CYCLES, possible
from tests.faults.harness import calls, inject
from tests.fuzz.case import Case
from tests.fuzz.check import make
from tests.fuzz.elsewhere import depends_on_addresses
from tests.fuzz.worlds import differences, run_loaded, run_machine

__all__ = [
    "PAGE",
    "SEEDS",
    "TARGETS",
    "Tally",
    "conformance",
    "documented",
    "faults",
    "fuzz",
    "injections",
    "missing",
    "rights",
    "shipped",
    "suite",
]

ROOT = Path(__file__).parents[2]
#: The document with the table, and what its columns are.
PAGE = ROOT / "docs/architectures.md"
HEAD: Final = (
    "architecture",
    "compiles",
    "conformance",
    "shipped objects",
    "random programs",
    "W^X enforced",
    "fault injections survived",
)
#: Of the random programs, for each of the two modes.
SEEDS = range(4000, 4060)
#: r0 = 3; exit
RETURN_3 = bytes.fromhex("b700000003000000 9500000000000000")
SIGSEGV = 11


@dataclass
class Tally:
    """What a series came to.

    Attributes:
        total: how many there were.
        compiled: how many could be compiled and placed.
        passed: how many ended as they must.
        plain: of the conformance suite, how many ended as the suite itself says; its numbers are
            those of little-endian machines.
        moved: wild programs that end differently at other addresses.
        wrong: what did not end as it must.
    """

    total: int = 0
    compiled: int = 0
    passed: int = 0
    plain: int = 0
    moved: int = 0
    wrong: list[str] = field(default_factory=list)


def documented(name: str) -> dict[str, str]:
    """A target's row of the table in the document, by column."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == len(HEAD) and cells[0] == name:
            return dict(zip(HEAD, cells, strict=True))
    raise AssertionError(f"{PAGE.name} has no row for {name}: run tools/make_architectures.py")


def missing(name: str) -> str | None:
    """Why executables of a target cannot be run here, or None."""
    try:
        command_for(TARGETS[name], emulate=True)
    except ProgpackError as error:
        return str(error)
    return None


def suite() -> list[dict[str, Any]]:
    """The public conformance suite, empty where it is not there."""
    return json.loads(SUITE.read_text()) if SUITE.exists() else []


def conformance(name: str) -> Tally:
    """The conformance suite, all of it in one executable.

    A case passes that ends as the suite says, or on a big-endian machine, where its memory means
    other numbers, as the interpreter says that runs as such a machine.
    """
    builder = Builder(name)
    order = builder.target.byteorder
    tally = Tally()
    cases = []
    for case in suite():
        tally.total += 1
        spec = ProgramSpec.from_insns(case["name"], ProgramType.FLAT, bytes.fromhex(case["prog"]))
        try:
            builder.add(ObjectSpec(case["name"], "", {spec.name: spec}, {}, byteorder=order))
        except ProgpackError as error:
            tally.wrong.append(f"{spec.name}: {error}")
            continue
        tally.compiled += 1
        cases.append((case, spec))
    with Session(builder.executable(), emulate=True) as session:
        for (case, spec), held in zip(cases, session.objects, strict=True):
            memory = bytes.fromhex(case["mem"] or "")
            value = held.programs[spec.name].run(memory).return_value
            expected = case["expected"]
            number = int(expected, 0) if isinstance(expected, str) else expected
            oracle = Machine(spec, {}, byteorder=order).run(memory).return_value
            tally.plain += value == number
            good = value == oracle and (order == "big" or value == number)
            tally.passed += good
            if not good:
                tally.wrong.append(f"{spec.name}: {value:#x}, not {expected} ({oracle:#x})")
    return tally


# --- the objects that come with the package ---


@cache
def big_endian_objects() -> Mapping[str, bytes] | None:
    """The shipped programs compiled for big-endian machines; None without the compiler."""
    if not all(map(shutil.which, ("clang-22", "llvm-strip-22", "make"))):
        return None
    with tempfile.TemporaryDirectory() as folder:
        command = ["make", "-s", "-C", str(ROOT / "examples"), f"OUT={folder}", "TARGET=bpfeb"]
        subprocess.run(command, check=True, capture_output=True)
        return {n: Path(folder, f"{n}.bpf.o").read_bytes() for n in examples.NAMES}


def shipped_object(name: str, byteorder: str) -> ObjectSpec | None:
    """One of the shipped objects in a byte order, None where it cannot be made."""
    if byteorder == "little":
        return examples.load(name)
    built = big_endian_objects()
    return None if built is None else read_object(built[name], f"{name}.bpf.o")


class _Pair:
    """An object in its process and in the interpreter, run alike."""

    def __init__(self, held: HandledObject, byteorder: str) -> None:
        self.held = held
        self.maps = MapSet(held.spec.maps, byteorder)  # type: ignore[arg-type]
        self.order = byteorder
        self.machines = {
            name: Machine(each.spec, self.maps, byteorder=byteorder)  # type: ignore[arg-type]
            for name, each in held.programs.items()
        }
        self.differences: list[str] = []

    def put(self, name: str, key: bytes, value: bytes) -> None:
        here, oracle = self.held.maps[name], self.maps[name]
        assert isinstance(here, ArrayMap | HashMap)
        assert isinstance(oracle, KeyedMap)
        here[key] = oracle[key] = value

    def run(self, name: str, packet: bytes = b"", **given: Any) -> None:
        got = self.held.programs[name].run(packet, **given)
        expected = self.machines[name].run(packet, **given)
        # A context of arguments has addresses in it.
        same = got.packet == expected.packet or not self.held.programs[name].layout.packet
        if got.return_value != expected.return_value or not same:
            self.differences.append(f"{name}: {got.return_value}, not {expected.return_value}")

    def compare(self, name: str, keep: Callable[[bytes], bytes] = bytes) -> None:
        """Contents of a map; ``keep`` leaves out what a clock decides."""
        here, oracle = self.held.maps[name], self.maps[name]
        mine: object
        theirs: object
        if isinstance(oracle, RingbufMap):
            assert isinstance(here, RingBuffer)
            mine = [keep(record) for record in here.consume()]
            theirs = [keep(record) for record in oracle.consume()]
        else:
            assert isinstance(here, ArrayMap | HashMap)
            assert isinstance(oracle, KeyedMap)
            mine = {key: keep(value) for key, value in here.elements()}
            theirs = {bytes(key): keep(oracle[key]) for key in oracle}
        if mine != theirs:
            self.differences.append(f"map {name}: {mine}, not {theirs}")


def _firewall(pair: _Pair, packets: Sequence[bytes]) -> None:
    mapped = bytes(10) + b"\xff\xff"
    pair.put("blocked", mapped + bytes((192, 0, 2, 1)), bytes(8))
    for packet in packets:
        pair.run("firewall", packet)
    pair.compare("verdicts")
    pair.compare("blocked")
    pair.compare("sources", lambda value: value[:24])
    pair.compare(".bss")


def _sampler(pair: _Pair, packets: Sequence[bytes]) -> None:
    for packet in packets:
        pair.run("sampler", packet)
    pair.compare("protocols")
    pair.compare("samples", lambda record: record[8:])
    pair.compare(".bss")


def _schedlat(pair: _Pair, packets: Sequence[bytes]) -> None:
    del packets
    form = ("<" if pair.order == "little" else ">") + "ii16sI"
    tasks = [struct.pack(form, pid, pid, b"task%d" % pid, pid & 1) for pid in range(1, 9)]
    for task in tasks:
        pair.run("schedlat_wakeup_new" if task[0] & 1 else "schedlat_wakeup", args=[task])
    for one, other in zip(tasks, tasks[3:] + tasks[:3], strict=True):
        pair.run("schedlat_switch", args=[0, one, other])
    pair.compare("start", lambda value: b"")
    pair.compare("events", lambda record: record[8:])
    counted = [
        sum(int.from_bytes(value, pair.order) for value in values)  # type: ignore[arg-type]
        for values in (
            dict(pair.held.maps["histogram"].elements()).values(),  # type: ignore[attr-defined]
            pair.maps["histogram"].values(),  # type: ignore[attr-defined]
        )
    ]
    if counted[0] != counted[1] or not counted[0]:
        pair.differences.append(f"histogram: {counted[0]}, not {counted[1]}")


_SCENES: dict[str, Callable[[_Pair, Sequence[bytes]], None]] = {
    "schedlat": _schedlat,
    "firewall": _firewall,
    "sampler": _sampler,
}
_SETTINGS: dict[str, dict[str, int | bytes]] = {"schedlat": {"min_us": 0}, "sampler": {"one_in": 3}}


def shipped(name: str) -> Tally:
    """The shipped objects, each in its process and in the interpreter."""
    tally = Tally()
    packets = [packet.data for packet in read_pcap(ROOT / "src/progpack/data/sample.pcap")]
    for example, scene in _SCENES.items():
        tally.total += 1
        builder = Builder(name)
        spec = shipped_object(example, builder.target.byteorder)
        if spec is None:
            tally.wrong.append(f"{example}: there is no clang-22 to compile it for this byte order")
            continue
        builder.add(with_variables(spec, _SETTINGS.get(example, {})))
        tally.compiled += 1
        with Session(builder.executable(), emulate=True) as session:
            pair = _Pair(session.objects[0], builder.target.byteorder)
            scene(pair, packets)
        tally.passed += not pair.differences
        tally.wrong += [f"{example}: {text}" for text in pair.differences[:3]]
    return tally


# --- rights ---


def tiny(name: str) -> Executable:
    """An executable whose only program returns 3."""
    builder = Builder(name)
    spec = ProgramSpec.from_insns("tiny", ProgramType.FLAT, RETURN_3)
    order = builder.target.byteorder
    builder.add(ObjectSpec("tiny", "", {"tiny": spec}, {}, byteorder=order))
    return builder.executable()


def rights(name: str, executable: Executable | None = None) -> dict[str, int]:
    """Forbidden accesses in the emulated process, each with the signal that ended it (0: none).

    Code that is copied to data and called there is the program's own, which runs where it belongs.
    """
    made = tiny(name) if executable is None else executable
    work, program = made.work, made.objects[0].programs["tiny"]
    stored = {"the pack": program.entry, "the constants": made.constants}
    called = {"the stack": work.stack, "the input": work.input, "the maps' memory": work.regions}
    found = {f"store to {what}": _ends(made, at, None) for what, at in stored.items()}
    found |= {f"call into {what}": _ends(made, at, at) for what, at in called.items()}
    found["call into the constants"] = _ends(made, None, made.constants)
    return found


def _ends(executable: Executable, store: int | None, call: int | None) -> int:
    program = executable.objects[0].programs["tiny"]
    work = executable.work
    with Session(executable, emulate=True) as session:
        process = session.process
        code = process.read(program.entry, len(program.image.text))
        assert process.call(program.entry, work.state, 0, 0) == 3
        try:
            if store is not None:
                process.write(store, code)
                assert process.read(store, len(code)) == code
            if call is not None:
                process.call(call, work.state, 0, 0)
        except DiedError as error:
            return error.signal
    return 0


# --- calls of the memory that fail ---


def injections(name: str) -> int:
    """How many failures there are to be injected: every way of every call of every life cycle."""
    record = TARGETS[name].record
    return sum(
        len(KINDS[call])
        for cycle in CYCLES
        if possible(record, cycle)
        for call in calls(record, cycle)
    )


def faults(name: str) -> int:
    """How many of them were injected, each alone, and left everything as it was or accounted for.

    Raises:
        AssertionError: one did not; a note says which.
    """
    record = TARGETS[name].record
    return sum(
        inject(record, cycle, more=(0,)).total() for cycle in CYCLES if possible(record, cycle)
    )


# --- random programs ---


def fuzz(name: str, mode: str, seeds: range) -> Tally:
    """Random programs, all of them in one executable, against the interpreter."""
    builder = Builder(name)
    order = builder.target.byteorder
    tally = Tally()
    cases: list[Case] = []
    for seed in seeds:
        tally.total += 1
        case = make(mode, seed)
        builder.add(dataclasses.replace(case.object(), byteorder=order))
        tally.compiled += 1
        cases.append(case)
    with Session(builder.executable(), emulate=True) as session:
        for case, held in zip(cases, session.objects, strict=True):
            maps = MapSet(case.object().maps, order)
            machine = Machine(case.program(), maps, byteorder=order)
            expected = run_machine(case, maps, machine)
            got = run_loaded(case, held)  # type: ignore[arg-type]
            unlike = differences(expected, got)
            bits = builder.target.bits
            if unlike and mode == "wild" and depends_on_addresses(case, expected, order, bits):
                tally.moved += 1
                continue
            tally.passed += not unlike
            if unlike:
                tally.wrong.append(f"{mode} seed {case.seed}: {unlike}\n{case.description()}")
    return tally


def ended(run: Callable[[], Any]) -> tuple[int | None, tuple[str, int, int] | None, bytes]:
    """How a run ended: r0, or the kind, the instruction and the size of its fault; the packet."""
    try:
        result = run()
    except RunError as error:
        fault = error.fault
        return None, (fault.kind.name, fault.pc, fault.size), b""
    return result.return_value, None, result.packet

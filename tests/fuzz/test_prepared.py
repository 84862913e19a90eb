"""A run that finds all but its packet prepared ends as one for which all is put in place."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from random import Random
from types import FrameType
from typing import Any

import pytest

from progpack import Environment, MapSpec, MapType, Object, RunResult, load
from progpack.bpf.asm import assemble
from progpack.bpf.context.build import fields_of
from progpack.bpf.spec import MapRef, ObjectSpec, ProgramSpec, ProgramType
from progpack.errors import RunError
from progpack.fault import FaultKind
from progpack.jit import grace
from progpack.jit.native import cpus
from tests.memory.interrupting import Injector, Interrupt

from .case import Case
from .check import make
from .elsewhere import depends_on_addresses
from .worlds import JUMPS, NAME, _kept, jit_missing, run_interpreter

pytestmark = pytest.mark.skipif(jit_missing() is not None, reason=str(jit_missing()))

TYPES = (ProgramType.XDP, ProgramType.SCHED_CLS, ProgramType.SOCKET_FILTER)
MOST_INSTRUCTIONS = 3000
"""Instructions of Python that a run, and what tells of it, surely does not have."""
LONG = 3600.0
"""Seconds: with a time limit all is put in place for each run."""
WORLD = {"clock": 10**9, "seed": 7, "pid": 3, "uid": 4, "cgroup": 5, "comm": "test"}
PACKETS = tuple(Random(size).randbytes(size) for size in (0, 1, 13, 14, 64, 60, 1500, 64))


def told(act: Callable[[], RunResult], kind: ProgramType = ProgramType.XDP) -> tuple[Any, ...]:
    """What a run ends with, but for addresses and times."""
    try:
        result = act()
    except RunError as error:
        return error.fault.kind, error.fault.pc, error.fault.program, error.printed
    context = fields_of(kind, result.context)
    for name in ("data_end", "data_meta", "data"):
        context[name] -= context["data"]
    effects = result.printed, result.redirect, result.clones
    return result.return_value, result.packet, context, len(result.context), *effects


def runs(obj: Object, packets: tuple[bytes, ...], **how: Any) -> list[tuple[Any, ...]]:
    program = obj.programs[NAME]
    ended = [told(lambda each=each: program.run(each, **how), program.type) for each in packets]
    held = {name: obj.maps[name] for name in _kept(obj.spec)}
    return [*ended, {name: {key: held[name][key] for key in held[name]} for name in held}]


def ends_anywhere(case: Case) -> bool:
    """Whether the case returns, wherever its maps lie."""
    outcome = run_interpreter(case)
    return outcome.fault is None and not depends_on_addresses(case, outcome)


def fill(case: Case, obj: Object) -> None:
    for name, values in case.contents.items():
        for key, value in values.items():
            obj.maps[name][key] = value
    if JUMPS.name in obj.maps:
        for number, target in enumerate(obj.programs.values()):
            obj.maps[JUMPS.name][number] = target


@pytest.mark.parametrize(("mode", "least"), [("valid", 25), ("bold", 5)])
def test_random_programs_end_alike(mode: str, least: int) -> None:
    compared = 0
    for seed in range(30):
        case = make(mode, seed)
        if case.type not in TYPES or (mode != "valid" and not ends_anywhere(case)):
            continue
        packets = (case.packet, *case.more, case.packet)
        found = []
        for how in ({}, {"timeout": LONG}):
            with load(case.object(), environment=Environment(**WORLD)) as obj:
                fill(case, obj)
                found.append(runs(obj, packets + PACKETS * (mode == "valid"), **how))
        assert found[0] == found[1], case.description()
        compared += 1
    assert compared >= least


MARK = """
    r6 = r1
    r0 = *(u32 *)(r1 + 8)
    r2 = 77
    *(u32 *)(r1 + 8) = r2
    exit
"""
MOVES = """
    r6 = r1
    r2 = -8
    call 44
    r0 = *(u32 *)(r6 + 4)
    r1 = *(u32 *)(r6 + 0)
    r0 -= r1
    exit
"""
PRINTS = """
    r1 = 0x6968
    *(u64 *)(r10 - 8) = r1
    r1 = r10
    r1 += -8
    r2 = 8
    call 6
    r1 = 5
    r2 = 0
    call 23
    exit
"""
READS = """
    r2 = *(u32 *)(r1 + 0)
    r3 = *(u32 *)(r1 + 4)
    r4 = r2
    r4 += 64
    r0 = 0
    if r4 > r3 goto out
    r0 = *(u8 *)(r2 + 63)
    r5 = r0
    r5 += 1
    *(u8 *)(r2 + 63) = r5
    out: exit
"""
COMES_BY = "r0 = *(u32 *)(r1 + 12)\nexit"
LOOPS = """
    r0 = 0
    again: r0 += 1
    goto again
"""
COUNTS = """
    r1 = 1
    r0 = 1
    r2 = m
    lock *(u64 *)(r2 + 0) += r1
    exit
"""


def one(kind: ProgramType, text: str) -> ObjectSpec:
    return ObjectSpec("o", "GPL", {NAME: ProgramSpec.from_insns(NAME, kind, assemble(text))}, {})


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (ProgramType.SCHED_CLS, MARK),
        (ProgramType.XDP, MOVES),
        (ProgramType.XDP, PRINTS),
        (ProgramType.XDP, READS),
        (ProgramType.XDP, COMES_BY),
    ],
    ids=("mark", "moves", "prints", "reads", "interface"),
)
def test_what_ran_between_is_not_seen(kind: ProgramType, text: str) -> None:
    with (
        load(one(kind, text)) as obj,
        load(one(ProgramType.SOCKET_FILTER, "r0 = 1\nexit")) as other,
    ):
        program = obj.programs[NAME]
        field = "mark" if kind is ProgramType.SCHED_CLS else "ingress_ifindex"
        between: list[Callable[[], object]] = [
            lambda: None,
            lambda: other.programs[NAME].run(bytes(3000)),
            lambda: other.programs[NAME].run(bytes(200_000)),
            lambda: told(lambda: program.run(PACKETS[4], context={field: 9}), kind),
            lambda: told(lambda: program.run(PACKETS[6], budget=100), kind),
            lambda: told(lambda: program.run(bytearray(PACKETS[6])), kind),
            lambda: program.run_batch(PACKETS),
            lambda: other.programs[NAME].run_batch(PACKETS),
        ]
        expected = [
            told(lambda packet=packet: program.run(packet, timeout=LONG), kind)
            for packet in PACKETS
        ]
        for act in between:
            act()
            for packet, right in zip(PACKETS, expected, strict=True):
                assert told(lambda packet=packet: program.run(packet), kind) == right
                act()
                assert told(lambda packet=packet: program.run(packet), kind) == right
            act()
            batch = program.run_batch(PACKETS)
            assert batch.return_values == tuple(right[0] for right in expected)
            assert batch.printed == tuple(line for right in expected for line in right[4])


def test_a_packet_longer_than_all_before_has_room() -> None:
    with load(one(ProgramType.XDP, READS)) as obj:
        program = obj.programs[NAME]
        for size in (64, 200_000, 64, 500_000):
            packet = Random(size).randbytes(size)
            result = program.run(packet)
            changed = bytearray(packet)
            changed[63] = changed[63] + 1 & 255
            assert (result.return_value, result.packet) == (packet[63], bytes(changed))


def test_what_is_not_changed_is_the_callers_own() -> None:
    packet = bytes(64)
    with load(one(ProgramType.XDP, "r0 = 2\nexit")) as obj:
        assert obj.programs[NAME].run(packet).packet is packet


def test_a_fault_leaves_the_next_run_whole() -> None:
    with load(one(ProgramType.XDP, LOOPS)) as obj, load(one(ProgramType.XDP, READS)) as other:
        for _ in range(3):
            with pytest.raises(RunError) as caught:
                obj.programs[NAME].run(bytes(64))
            assert caught.value.fault.kind is FaultKind.BUDGET
            assert other.programs[NAME].run(bytes(64)).return_value == 0


class InRuns(Injector):
    """Raises where a signal's handler may: two assignments of cpus.py are one step to that."""

    def _enter(self, frame: FrameType, event: str, argument: object) -> Any:
        if frame.f_code.co_filename.endswith("jit/native/cpus.py"):
            return None
        return super()._enter(frame, event, argument)


@pytest.fixture
def uncollected() -> Iterator[None]:
    """No finalizers of what other tests left, which would have the exception."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("uncollected")
@pytest.mark.parametrize("text", [READS, LOOPS], ids=("reads", "loops"))
def test_an_exception_at_any_instruction_gives_all_back(text: str) -> None:
    with load(one(ProgramType.XDP, text)) as obj:
        program = obj.programs[NAME]
        right = told(lambda: program.run(bytes(64)))
        interrupted = 0
        for at in range(MOST_INSTRUCTIONS):
            injector = InRuns(at)
            try:
                injector.run(lambda: told(lambda: program.run(bytes(64))))
            except Interrupt:
                interrupted += 1
            if not injector.raised:
                break
            assert grace.own_runs() == []
            assert len(cpus._free) == cpus.COUNT, (at, cpus.own.cpu)
            assert told(lambda: program.run(bytes(64))) == right
        assert 100 < interrupted < MOST_INSTRUCTIONS - 1


def test_maps_are_changed_as_by_plain_runs() -> None:
    spec = ProgramSpec.from_insns(
        NAME,
        ProgramType.XDP,
        assemble("r1 = 1\nr2 = 0 ll\nlock *(u64 *)(r2 + 0) += r1\nr0 = 2\nexit"),
        maps={1: MapRef("m", 0)},
    )
    maps = {"m": MapSpec("m", MapType.ARRAY, 4, 8, 1)}
    with load(ObjectSpec("o", "GPL", {NAME: spec}, maps)) as obj:
        program = obj.programs[NAME]
        for number in range(10):
            program.run(bytes(64), timeout=LONG if number % 3 else None)
        assert int.from_bytes(obj.maps["m"][bytes(4)], "little") == 10

"""One call of a helper that handles very many bytes ends with its run, in the middle of it."""

from __future__ import annotations

import random
import signal
from collections.abc import Iterator
from types import FrameType

import pytest

import progpack
from progpack import Machine, MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType, RunError, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.check.program import check_map
from progpack.bpf.oracle.helpers.packet import csum_diff
from progpack.bpf.oracle.maps.arrays import ArrayMap as OracleArray
from progpack.bpf.oracle.maps.arrays import RingbufMap as OracleRing
from progpack.bpf.oracle.memory import PIECE
from progpack.bpf.oracle.space import AddressSpace
from progpack.errors import BpfError, ObjectError
from progpack.fault import FaultKind
from progpack.foreign import Builder
from progpack.jit.maps.handle import ArrayMap, RingBuffer
from progpack.jit.object import Object
from progpack.kernel.syscall.maps import KernelMap
from progpack.run.executables import Session
from tests.jit.test_helpers import why_not

MIB = 1 << 20
#: Far more than a helper can handle in the time that these runs have.
HUGE = 1 << 30
#: Bytes that have to be other than zero, so that text does not end there.
FILLED = 96 * MIB
BUDGET = 1 << 62
SECONDS = 0.01
AREA = MapSpec("area", MapType.ARRAY, 4, HUGE, 2)
TEXT = MapSpec("text", MapType.ARRAY, 4, 256, 1, data=b"%8388607d" * 12 + b"\0", read_only=True)
RING = MapSpec("ring", MapType.RINGBUF, 0, 0, HUGE)


def constant(name: str, text: bytes) -> MapSpec:
    return MapSpec(name, MapType.ARRAY, 4, len(text) + 1, 1, data=text, read_only=True)


WORDS = constant("words", b"a" * FILLED)
FLAGS = constant("flags", b"%" + b"0" * FILLED + b"d")
WIDTH = constant("width", b"%1" + b"0" * FILLED + b"d")
MAPS = {spec.name: spec for spec in (AREA, TEXT, RING, WORDS, FLAGS, WIDTH)}
#: r6 and r7 are the two values, r8 is the size, r9 the context.
ENTRY = """r9 = r1; r8 = 0x40000000
    *(u32 *)(r10 - 4) = 0; r1 = map area ll; r2 = r10; r2 += -4; call 1
    if r0 == 0 goto out; r6 = r0; *(u32 *)(r10 - 4) = 1; r1 = map area ll; r2 = r10; r2 += -4
    call 1; if r0 == 0 goto out; r7 = r0; *(u64 *)(r10 - 128) = 0"""
#: What is called, and the byte that the first value is full of.
CALLS = {
    "probe_read": ("r1 = r7; r2 = r8; r3 = r6; call 113", 0),
    "probe_read of what may not be read": ("r1 = r7; r2 = r8; r3 = 8; call 113", 0),
    "probe_read, overlapping": ("r1 = r6; r1 += 8; r2 = r8; r2 += -8; r3 = r6; call 113", 0),
    "probe_read_str": ("r1 = r7; r2 = r8; r3 = r6; call 115", ord("a")),
    "csum_diff from": ("r1 = r6; r2 = r8; r3 = 0; r4 = 0; r5 = 0; call 28", 0),
    "csum_diff to": ("r1 = 0; r2 = 0; r3 = r6; r4 = r8; r5 = 0; call 28", 0),
    "csum_diff both": ("r1 = r6; r2 = r8; r3 = r7; r4 = r8; r5 = 0; call 28", 0),
    "ringbuf_output": ("r1 = map ring ll; r2 = r6; r3 = 0x3ffffff0; r4 = 0; call 130", 0),
    "ringbuf_reserve": ("r1 = map ring ll; r2 = 0x3ffffff0; r3 = 0; call 131", 0),
    "strtol": ("r1 = r6; r2 = r8; r3 = 0; r4 = r7; call 105", ord(" ")),
    "snprintf": (
        "r1 = r6; r2 = r8; r3 = map text + 0 ll; r4 = r10; r4 += -128; r5 = 96; call 165",
        0,
    ),
    **{
        f"snprintf of many {name}": (
            f"r1 = r6; r2 = 8; r3 = map {name} + 0 ll; r4 = r10; r4 += -128; r5 = 8; call 165",
            0,
        )
        for name in ("words", "flags", "width")
    },
    "strncmp": ("r1 = r6; r2 = r8; r3 = map words + 0 ll; call 182", ord("a")),
    "trace_printk": ("r1 = r6; r2 = r8; call 6", ord("a")),
    "get_stack": ("r1 = r9; r2 = r6; r3 = r8; r4 = 0; call 67", 0),
    "get_current_comm": ("r1 = r6; r2 = r8; call 16", 0),
    "map_update_elem": ("r1 = map area ll; r2 = r10; r2 += -4; r3 = r6; r4 = 0; call 2", 0),
}


def program(text: str) -> ProgramSpec:
    zeros = "; ".join(f"*(u64 *)(r10 - {at}) = 0" for at in range(8, 129, 8) if at != 8)
    full = f"{ENTRY}; {zeros}; *(u32 *)(r10 - 4) = 1; {text}; r0 = 0; exit; out: r0 = 1; exit"
    return assemble_program(full.replace(";", "\n"), name="long", type=ProgramType.FLAT)


@pytest.fixture(autouse=True)
def room() -> Iterator[None]:
    progpack.limit_map_memory(1 << 40)
    yield
    progpack.limit_map_memory(None)


def loaded(name: str) -> Object:
    text, byte = CALLS[name]
    held = load(ObjectSpec("t", "GPL", {"long": program(text)}, MAPS))
    area = held.maps["area"]
    assert isinstance(area, ArrayMap)
    if byte:
        area.view()[:FILLED] = bytes([byte]) * FILLED
    return held


@pytest.mark.parametrize("name", CALLS)
def test_a_time_limit_ends_a_call_in_the_middle(name: str) -> None:
    with loaded(name) as held:
        with pytest.raises(RunError) as caught:
            held.programs["long"].run(bytes(8), budget=BUDGET, timeout=SECONDS)
        assert caught.value.fault.kind is FaultKind.TIME
        pc = caught.value.fault.pc
        assert held.programs["long"].spec.insns[pc].opcode == 0x85
        ring = held.maps["ring"]
        assert isinstance(ring, RingBuffer)
        assert ring.consume() == []  # nobody gets half a record


def test_a_signal_ends_a_call_in_the_middle() -> None:
    class Stop(Exception):
        pass

    def stop(_: int, __: FrameType | None) -> None:
        raise Stop

    before = signal.signal(signal.SIGALRM, stop)
    try:
        with loaded("csum_diff both") as held:
            signal.setitimer(signal.ITIMER_REAL, SECONDS, SECONDS)
            with pytest.raises(Stop):
                held.programs["long"].run(bytes(8), budget=BUDGET)
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_an_overlapping_copy_is_whole_however_many_pieces_it_takes() -> None:
    size = 3 * MIB + 5
    for shift in (8, 100_003, -8, -100_003):
        first, second = (MIB, MIB + shift)
        text = f"r1 = r6; r1 += {second}; r2 = {size}; r3 = r6; r3 += {first}; call 113"
        with load(ObjectSpec("t", "GPL", {"long": program(text)}, MAPS)) as held:
            area = held.maps["area"]
            assert isinstance(area, ArrayMap)
            data = bytearray(b"".join(n.to_bytes(4, "little") for n in range(2 * MIB)))
            area.view()[: len(data)] = data
            held.programs["long"].run(bytes(8), budget=BUDGET)
            data[second : second + size] = data[first : first + size]
            assert area.view()[: len(data)] == data


def test_executables_end_in_the_middle_too() -> None:
    builder = Builder("x86-64")
    area = MapSpec("area", MapType.ARRAY, 4, 1 << 28, 2)
    spec = program(f"r8 = {area.value_size}; {CALLS['csum_diff both'][0]}")
    builder.add(ObjectSpec("t", "GPL", {"long": spec}, {"area": area}))
    with Session(builder.executable()) as session, pytest.raises(RunError) as caught:
        session.objects[0].programs["long"].run(bytes(8), budget=BUDGET, timeout=SECONDS)
    assert caught.value.fault.kind is FaultKind.TIME


# A record that the interpreter reserves is mapped: nothing of it is touched.
@pytest.mark.parametrize("name", [name for name in CALLS if name != "ringbuf_reserve"])
def test_a_time_limit_ends_a_call_of_the_interpreter_in_the_middle(name: str) -> None:
    text, byte = CALLS[name]
    machine = Machine(program(text), MAPS)
    area = machine.maps["area"]
    assert isinstance(area, OracleArray)
    if byte:
        area.region.data[:FILLED] = bytes([byte]) * FILLED
    with pytest.raises(RunError) as caught:
        machine.run(bytes(8), budget=BUDGET, timeout=SECONDS)
    assert caught.value.fault.kind is FaultKind.TIME
    ring = machine.maps["ring"]
    assert isinstance(ring, OracleRing)
    assert ring.consume() == []


def test_pieces_of_a_copy_that_overlaps_make_the_whole_in_the_interpreter() -> None:
    size = 3 * MIB + 5
    area = MapSpec("area", MapType.ARRAY, 4, 8 * MIB, 2)
    for shift in (8, 100_003, -8, -100_003):
        first, second = (MIB, MIB + shift)
        text = f"r1 = r6; r1 += {second}; r2 = {size}; r3 = r6; r3 += {first}; call 113"
        machine = Machine(program(text), {**MAPS, "area": area})
        held = machine.maps["area"]
        assert isinstance(held, OracleArray)
        data = bytearray(b"".join(n.to_bytes(4, "little") for n in range(2 * MIB)))
        held.region.data[: len(data)] = data
        machine.run(bytes(8), budget=BUDGET)
        data[second : second + size] = data[first : first + size]
        assert held.region.data[: len(data)] == data


def test_text_of_a_large_value_is_read_as_far_as_it_is_asked_for() -> None:
    space = AddressSpace()
    region = space.add(bytearray(b"a" * 1000), "value")
    assert space.rest(region.base + 10, 16) == b"a" * 16
    assert space.rest(region.base + 990, 16) == b"a" * 10
    assert space.rest(region.base + 1000, 16) is None


@pytest.mark.parametrize("order", ["little", "big"])
def test_a_checksum_in_pieces_is_the_sum_of_its_words(order: str) -> None:
    rng = random.Random(1)
    for size in (0, 4, 8, PIECE - 4, PIECE, PIECE + 4, 2 * PIECE + 8):
        data = rng.randbytes(size) if size % 8 else b"\xff" * size
        total = sum(
            int.from_bytes(data[at : at + 4], order)  # type: ignore[arg-type]
            for at in range(0, size, 4)
        )
        folded = total and (total - 1) % 0xFFFF + 1
        pieces = [data[at : at + PIECE] for at in range(0, size, PIECE)]
        assert csum_diff(None, pieces, 0, order) % 0xFFFF == folded % 0xFFFF  # type: ignore[arg-type]
        assert bool(csum_diff(None, pieces, 0, order)) == bool(total)  # type: ignore[arg-type]


LIMITS = [
    (MapType.HASH, 4),
    (MapType.HASH, 512),
    (MapType.LRU_HASH, 8),
    (MapType.LPM_TRIE, 8),
    (MapType.LPM_TRIE, 260),
    (MapType.QUEUE, 0),
    (MapType.STACK, 0),
    (MapType.BLOOM_FILTER, 0),
    (MapType.PERCPU_ARRAY, 4),
    (MapType.PERCPU_HASH, 4),
    (MapType.LRU_PERCPU_HASH, 4),
]


@pytest.mark.parametrize(("kind", "key"), LIMITS)
def test_values_that_are_copied_with_a_lock_held_are_as_small_as_the_kernel_has_them(
    kind: MapType, key: int
) -> None:
    least, beyond = 1, 1 << 24
    flags = 1 if kind is MapType.LPM_TRIE else 0
    while beyond - least > 1:
        size = (least + beyond) // 2
        try:
            check_map(MapSpec("m", kind, key, size, 4, flags))
            least = size
        except ObjectError:
            beyond = size
    if why_not() is not None:
        pytest.skip(str(why_not()))
    KernelMap.from_spec(MapSpec("m", kind, key, least, 4, flags)).close()
    with pytest.raises(BpfError):
        KernelMap.from_spec(MapSpec("m", kind, key, beyond, 4, flags))


@pytest.mark.parametrize("ahead", [-7, -1, 0, 1, 2, 7, 8, 9, 10, 63, 64, 65])
@pytest.mark.parametrize("size", [1, 2, 8, 9, 10, 20, 100])
def test_text_that_is_copied_on_itself_is_copied_byte_by_byte(ahead: int, size: int) -> None:
    """As in the kernel: a copy behind the beginning writes over the NUL before it is read."""
    first = 16
    text = f"r1 = r6; r1 += {first + ahead}; r2 = {size}; r3 = r6; r3 += {first}; call 115"
    spec = program(f"{text}; *(u64 *)(r6 + 240) = r0")
    maps = {"area": MapSpec("area", MapType.ARRAY, 4, 256, 2)}
    for length in (0, 1, 8, 200):
        start = bytearray(b"-" * 248 + bytes(8))
        start[first : first + length + 1] = (b"abcdefg" * 30)[:length] + b"\0"
        wanted = bytearray(start)
        for done in range(size):
            wanted[first + ahead + done] = wanted[first + done]
            if not wanted[first + ahead + done]:
                break
        done += 1
        wanted[first + ahead + done - 1] = 0
        wanted[240:248] = done.to_bytes(8, "little")
        machine = Machine(spec, maps)
        oracle = machine.maps["area"]
        assert isinstance(oracle, OracleArray)
        oracle.region.data[:256] = start
        machine.run(bytes(8))
        assert oracle.region.data[:256] == wanted
        with load(ObjectSpec("t", "GPL", {"long": spec}, maps)) as held:
            area = held.maps["area"]
            assert isinstance(area, ArrayMap)
            area.view()[:256] = start
            held.programs["long"].run(bytes(8))
            assert area.view()[:256] == wanted

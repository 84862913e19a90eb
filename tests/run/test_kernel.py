"""The backend `kernel`: the face over the running kernel, as root."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

import progpack
from progpack import (
    BpfError,
    MapSpec,
    MapType,
    MissingFeatureError,
    ObjectSpec,
    ProgramType,
    RunError,
    UsageError,
)
from progpack.bpf.ability import Ability
from progpack.bpf.asm import assemble_program
from progpack.bpf.maps.spec import MapSpec as Spec
from progpack.bpf.request import RunRequest
from progpack.bpf.spec import ProgramSpec
from progpack.kernel.runs.backend import Kernel
from progpack.kernel.runs.input import input_of
from progpack.kernel.runs.printed import Printed
from tests.kernel.conftest import bpf_descriptors
from tests.lives.texts import counting

from .test_backends import FIREWALL

pytestmark = pytest.mark.usefixtures("live_kernel")

FRAME = (
    bytes(12) + b"\x08\x00" + bytes.fromhex("4500001c00000000401100000a0000010a000002") + bytes(30)
)


def loaded(
    text: str, kind: ProgramType = ProgramType.XDP, *maps: Spec, more: tuple[ProgramSpec, ...] = ()
) -> progpack.Object:
    made = assemble_program(text, name="test", type=kind, license="GPL")
    programs = {each.name: each for each in (made, *more)}
    spec = ObjectSpec("object", "GPL", programs, {each.name: each for each in maps})
    return progpack.load(spec, backend="kernel")


def test_an_object_has_the_same_face_in_the_kernel() -> None:
    with progpack.load(FIREWALL, backend="kernel", variables={"count_sources": 0}) as obj:
        firewall = obj.programs["firewall"]
        assert isinstance(obj, progpack.Object)
        assert isinstance(firewall, progpack.Program)
        assert obj.abilities == Kernel().abilities
        values = firewall.run_batch([bytes(64), bytes(60)]).return_values
        assert values == (firewall.run(bytes(64)).return_value,) * 2
        assert obj.globals["total_packets"] == 3
        obj.globals["total_packets"] = 7
        firewall.run(bytes(64))
        assert obj.globals["total_packets"] == 8
        obj.maps["blocked"][bytes(16)] = bytes(8)
        assert dict(obj.maps["blocked"].elements()) == {bytes(16): bytes(8)}
        assert len(obj.maps["blocked"]) == 1
        with pytest.raises(UsageError, match="constant"):
            obj.globals["count_sources"] = 1
        assert firewall.place.size is None or firewall.place.size > 100
        assert "program id" in firewall.place.where


def test_values_of_each_cpu_have_a_part_for_each_that_there_can_be() -> None:
    counts = MapSpec("m", MapType.PERCPU_ARRAY, 4, 8, 1)
    with loaded(counting("m", 2), ProgramType.XDP, counts) as obj:
        for _ in range(3):
            assert obj.programs["test"].run(FRAME).return_value == 2
        assert obj.maps["m"].total(0) == 3
        assert len(obj.maps["m"][0]) == obj.maps["m"].handle.cpus


RING = """
    r1 = map m ll
    r2 = r10
    r2 += -8
    *(u64 *)(r10 - 8) = 7
    r3 = 8
    r4 = 0
    call 130
    r0 = 2
    exit
"""


def test_records_of_a_ring_buffer_are_taken_out() -> None:
    with loaded(RING, ProgramType.XDP, MapSpec("m", MapType.RINGBUF, 0, 0, 4096)) as obj:
        ring = obj.maps["m"]
        # More than fits at once, so that records lie over the end of the ring.
        for _ in range(3):
            for _ in range(200):
                obj.programs["test"].run(FRAME)
            assert ring.consume() == [(7).to_bytes(8, "little")] * 200
        assert ring.consume() == []


@pytest.mark.parametrize("kind", [MapType.QUEUE, MapType.STACK])
def test_queues_show_their_values_in_order_and_keep_them(kind: MapType) -> None:
    with loaded("r0 = 2\nexit", ProgramType.XDP, MapSpec("m", kind, 0, 8, 3)) as obj:
        queue = obj.maps["m"]
        given = [number.to_bytes(8, "little") for number in range(3)]
        for value in given:
            queue.push(value)
        with pytest.raises(UsageError, match="full"):
            queue.push(bytes(8))
        order = given if kind is MapType.QUEUE else given[::-1]
        assert queue.values() == queue.values() == order
        assert (queue.peek(), len(queue)) == (order[0], 3)
        assert [queue.pop() for _ in order] == order
        with pytest.raises(LookupError):
            queue.pop()


def test_a_filter_says_what_may_be_in_it() -> None:
    spec = MapSpec("m", MapType.BLOOM_FILTER, 0, 8, 100)
    with loaded("r0 = 2\nexit", ProgramType.XDP, spec) as obj:
        obj.maps["m"].add(b"12345678")
        assert b"12345678" in obj.maps["m"]
        assert b"87654321" not in obj.maps["m"]


TAIL = """
    r2 = map jumps ll
    r3 = 1
    call 12
    r0 = 1
    exit
"""


def test_programs_continue_with_those_that_an_array_has() -> None:
    jumps = MapSpec("jumps", MapType.PROG_ARRAY, 4, 4, 2)
    other = assemble_program("r0 = 4\nexit", name="other", type=ProgramType.XDP, license="GPL")
    with loaded(TAIL, ProgramType.XDP, jumps, more=(other,)) as obj:
        assert obj.programs["test"].run(FRAME).return_value == 1
        obj.maps["jumps"][1] = obj.programs["other"]
        assert obj.programs["test"].run(FRAME).return_value == 4
        assert dict(obj.maps["jumps"]) == {1: obj.programs["other"]}
        del obj.maps["jumps"][1]
        assert obj.programs["test"].run(FRAME).return_value == 1
        with pytest.raises(KeyError):
            obj.maps["jumps"][1]


def test_maps_hold_maps() -> None:
    inner = MapSpec("inner", MapType.ARRAY, 4, 8, 1)
    outer = MapSpec("outer", MapType.HASH_OF_MAPS, 4, 4, 2, inner=inner)
    with loaded("r0 = 2\nexit", ProgramType.XDP, inner, outer) as obj:
        assert dict(obj.maps["outer"]) == {}
        obj.maps["outer"][5] = obj.maps["inner"]
        assert obj.maps["outer"][5] is obj.maps["inner"]
        assert list(obj.maps["outer"]) == [(5).to_bytes(4, "little")]
        del obj.maps["outer"][5]
        with pytest.raises(KeyError):
            del obj.maps["outer"][5]


LENGTH = "r0 = *(u32 *)(r1 + 0)\nexit"  # len of struct __sk_buff


def test_a_socket_filter_sees_the_frame_with_its_header() -> None:
    with loaded(LENGTH, ProgramType.SOCKET_FILTER) as obj:
        result = obj.programs["test"].run(FRAME)
        assert (result.return_value, result.packet) == (len(FRAME), FRAME)


@pytest.mark.parametrize("packet", [FRAME, FRAME[14:]], ids=["frame", "bare ip"])
def test_a_layer_3_program_sees_the_packet_without_it(packet: bytes) -> None:
    text = "r0 = *(u32 *)(r1 + 0)\nr0 &= 1\nexit"
    with loaded(text, ProgramType.CGROUP_SKB) as obj:
        program = obj.programs["test"]
        assert program.run(packet).return_value == (len(FRAME) - 14) & 1
        left = program.run(packet).packet
        assert left == (bytes(14) + FRAME[14:] if packet is FRAME else packet)


META = """
    r2 = *(u32 *)(r1 + 0)
    r3 = *(u32 *)(r1 + 8)
    r4 = r3
    r4 += 4
    r0 = 0
    if r4 > r2 goto out
    r0 = *(u32 *)(r3 + 0)
    out:
    exit
"""


def test_bytes_in_front_of_a_packet_are_metadata() -> None:
    with loaded(META) as obj:
        result = obj.programs["test"].run(FRAME, context={"data_meta": b"\x09\0\0\0"})
        assert (result.return_value, result.packet) == (9, b"\x09\0\0\0" + FRAME)
        assert obj.programs["test"].run(FRAME).return_value == 0


def test_memory_and_its_length_are_in_the_registers_of_a_flat_program() -> None:
    text = "r3 = *(u8 *)(r1 + 3)\n*(u8 *)(r1 + 0) = r3\nr0 = r2\nr0 <<= 40\nr0 += r3\nexit"
    with loaded(text, ProgramType.FLAT) as obj:
        for length in (4, 5, 64, 200):
            result = obj.programs["test"].run(bytes(3) + b"\x07" * (length - 3))
            assert result.return_value == length << 40 | 7
            assert result.packet == b"\x07" + bytes(2) + b"\x07" * (length - 3)
        with pytest.raises(BpfError, match="invalid access to packet"):
            obj.programs["test"].run(bytes(3))


def test_what_the_verifier_refuses_is_refused_at_the_load_and_nothing_stays() -> None:
    before = bpf_descriptors()
    with pytest.raises(BpfError, match="R2 !read_ok"):
        loaded("r0 = r2\nexit", ProgramType.XDP, MapSpec("m", MapType.ARRAY, 4, 8, 1))
    with pytest.raises(BpfError, match="program test"):
        loaded("r0 = *(u8 *)(r1 + 4096)\nexit", ProgramType.FLAT)
    assert bpf_descriptors() == before


def test_what_the_kernel_is_not_able_to_do_is_said_before() -> None:
    with loaded("r0 = 2\nexit") as obj:
        program = obj.programs["test"]
        with pytest.raises(MissingFeatureError, match="backend kernel does not have a budget"):
            program.run(FRAME, budget=5)
        with pytest.raises(MissingFeatureError, match="backend kernel does not have a timeout"):
            program.run(FRAME, timeout=1.0)
        with pytest.raises(MissingFeatureError, match="backend kernel does not have timers"):
            obj.run_timers()
    with pytest.raises(MissingFeatureError, match="kernel runs no KPROBE programs"):
        loaded("r0 = 0\nexit", ProgramType.KPROBE)
    with pytest.raises(MissingFeatureError, match="kernel does not have where programs redirect"):
        loaded("r1 = 1\nr2 = 0\ncall 23\nexit")
    with pytest.raises(MissingFeatureError, match="kernel has no PERF_EVENT_ARRAY maps"):
        loaded(
            "r1 = map m ll\nr0 = 2\nexit",
            ProgramType.XDP,
            MapSpec("m", MapType.PERF_EVENT_ARRAY, 4, 4, 0),
        )


PRINT = """
    r1 = {text} ll
    *(u64 *)(r10 - 8) = r1
    r1 = r10
    r1 += -8
    r2 = {size}
    r3 = 7
    call 6
    r0 = 2
    exit
"""


def _print(text: bytes) -> str:
    return PRINT.format(
        text=int.from_bytes(text.ljust(8, b"\0"), sys.byteorder), size=len(text) + 1
    )


@pytest.mark.parametrize("text", [b"x=%d", b"%d\n", b"a\n\n%d", b"\n\n", b"%d: b"])
def test_texts_that_programs_print_are_those_of_the_interpreter(text: bytes) -> None:
    with loaded(_print(text)) as obj:
        own = progpack.load(obj.spec, backend="interpreter").programs["test"].run(FRAME).printed
        program = obj.programs["test"]
        assert [program.run(FRAME).printed for _ in range(3)] == [own] * 3
        assert len(own) == 1


def test_a_run_hears_no_other_thread() -> None:
    def print_often(obj: progpack.Object, printed: list[str]) -> None:
        for _ in range(50):
            printed += obj.programs["test"].run(FRAME).printed

    texts: list[list[str]] = [[], []]
    with loaded(_print(b"left")) as left, loaded(_print(b"right")) as right:
        threads = [
            threading.Thread(target=print_often, args=each)
            for each in zip((left, right), texts, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert texts == [["left"] * 50, ["right"] * 50]


def test_nothing_stays_of_what_hears_the_texts() -> None:
    before = len(os.listdir("/proc/self/fd"))
    with Printed() as first, Printed() as second:
        first.begin()
        assert first.texts() == second.texts() == ()
    first.close()
    assert len(os.listdir("/proc/self/fd")) == before
    with Printed() as again:
        assert _instances(again) == {os.path.basename(again._name)}


def _instances(printed: Printed) -> set[str]:
    """Those of this process."""
    fd = os.open("instances", os.O_RDONLY | os.O_DIRECTORY, dir_fd=printed._root)
    try:
        return {name for name in os.listdir(fd) if f"-{os.getpid()}-" in name}
    finally:
        os.close(fd)


def test_clones_are_not_seen() -> None:
    with pytest.raises(MissingFeatureError, match="kernel does not have what programs clone"):
        loaded("r2 = 1\nr3 = 0\ncall 13\nr0 = 0\nexit", ProgramType.SCHED_CLS)


def test_arguments_are_numbers() -> None:
    text = "r0 = *(u64 *)(r1 + 8)\nexit"
    with loaded(text, ProgramType.RAW_TRACEPOINT) as obj:
        program = obj.programs["test"]
        assert program.run(args=[1, 7]).return_value == 7
        with pytest.raises(MissingFeatureError, match="does not have arguments that are memory"):
            program.run(args=[b"1234", 7])
    with pytest.raises(UsageError, match="numbers as arguments"):
        input_of(ProgramType.RAW_TRACEPOINT, RunRequest(args=[b"1234"]))


def test_a_short_packet_is_an_error_of_the_run_and_no_fault() -> None:
    with loaded("r0 = 2\nexit") as obj, pytest.raises(BpfError) as caught:
        obj.programs["test"].run(b"123")
    assert not isinstance(caught.value, RunError)


def test_it_is_found_by_its_name_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    from progpack.commands import main

    sample = Path(FIREWALL).parents[1] / "sample.pcap"
    assert main(["run", str(FIREWALL), "--pcap", str(sample), "--backend", "kernel"]) == 0
    text = capsys.readouterr().out
    assert "in the running kernel, program id" in text
    assert "ns each" in text


def test_abilities_are_those_that_are_left() -> None:
    assert Ability.RUN_TIMES in Kernel.abilities
    assert not Kernel.abilities & {Ability.BUDGET, Ability.TIMERS, Ability.OWN_HELPERS}

"""Whole numbers given through Python: outside of a range each is refused by an error of ours."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Callable, Iterator

import pytest

import progpack
from progpack.bpf.fit.map_sizes import with_map_sizes
from progpack.bpf.isa.insn import Insn
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import Function, MapRef, MapSpec, MapType, ObjectSpec, ProgramSpec
from progpack.errors import ProgpackError, ProgramError, UsageError

U32, U64 = (0, (1 << 32) - 1), (0, (1 << 64) - 1)
RANGES = {
    "key_size": U32,
    "value_size": U32,
    "max_entries": U32,
    "flags": U32,
    "map_extra": U64,
}
FIELDS = {
    "opcode": (0, 255),
    "dst": (0, 15),
    "src": (0, 15),
    "off": (-(1 << 15), (1 << 15) - 1),
    "imm": (-(1 << 31), (1 << 31) - 1),
}
#: None of them is a number of any range here; Python prints no number as long as the last but one.
NONE = (-(1 << 64), 1 << 64, 10**5000, "4")
NAMES = ["low", "high", "long", "text"]
EXIT = [Insn(0xB7, 0, 0, 0, 2), Insn(0x95)]


def spec(**fields: object) -> MapSpec:
    usual: dict[str, object] = {"key_size": 4, "value_size": 8, "max_entries": 4}
    return MapSpec("m", MapType.ARRAY, **(usual | fields))  # type: ignore[arg-type]


def program(insns: list[Insn], **fields: object) -> ProgramSpec:
    return ProgramSpec.from_insns("p", progpack.ProgramType.XDP, insns, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", RANGES)
def test_a_field_of_a_map_takes_the_ends_of_its_range_and_nothing_beyond(name: str) -> None:
    least, most = RANGES[name]
    assert getattr(spec(**{name: least}), name) == least
    assert getattr(spec(**{name: most}), name) == most
    for wrong in (least - 1, most + 1, *NONE):
        with pytest.raises(UsageError, match=f"{name} is a whole number from {least} to {most}"):
            spec(**{name: wrong})


@pytest.mark.parametrize("name", ["max_entries", "value_size"])
def test_a_size_that_a_tool_sets_is_held_to_the_range_of_the_field(name: str) -> None:
    held = ObjectSpec("o", "", {}, {"m": spec()})
    argument = "entries" if name == "max_entries" else "value_sizes"
    for wrong in (-1, 1 << 32, *NONE):
        with pytest.raises(UsageError, match=f"{name} is a whole number"):
            with_map_sizes(held, **{argument: {"m": wrong}})  # type: ignore[arg-type]


def test_a_map_has_one_of_the_types_that_there_are() -> None:
    assert MapSpec("m", 1, 4, 8, 4).type is MapType.HASH  # type: ignore[arg-type]
    for wrong in (-1, 1 << 32, 10**5000, "ARRAY", None):
        with pytest.raises(UsageError, match="no map type"):
            MapSpec("m", wrong, 4, 8, 4)  # type: ignore[arg-type]


def test_numbers_of_initial_elements_functions_and_references_have_ranges() -> None:
    for wrong in (-1, 1 << 32, *NONE):
        with pytest.raises(UsageError, match="the number of 'x' is a whole number"):
            spec(values=((wrong, "x"),))
        with pytest.raises(UsageError, match="start is a whole number"):
            Function("f", wrong, 2)  # type: ignore[arg-type]
        with pytest.raises(UsageError, match="the pc of a map is a whole number"):
            program(EXIT, maps={wrong: MapRef("m")})
    for wrong in NONE:
        with pytest.raises(UsageError, match="offset is a whole number"):
            MapRef("m", wrong)  # type: ignore[arg-type]


WORLDS: dict[str, Callable[[ProgramSpec], object]] = {
    "compiled": lambda held: progpack.load(ObjectSpec("o", "", {"p": held}, {})),
    "interpreter": Machine,
}


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("world", WORLDS)
def test_a_field_of_an_instruction_that_does_not_fit_is_named_with_its_range(
    name: str, world: str
) -> None:
    least, most = FIELDS[name]
    for wrong in (least - 1, most + 1, *NONE):
        insns = [EXIT[0]._replace(**{name: wrong}), EXIT[1]]
        held = program(insns)
        with pytest.raises(ProgramError) as caught:
            WORLDS[world](held)
        assert caught.value.pc == 0
        with pytest.raises(ProgramError, match=f"{name} is a whole number from {least} to {most}"):
            held.code()


@pytest.fixture(scope="module")
def loaded() -> Iterator[progpack.Object]:
    maps = {
        "array": MapSpec("array", MapType.ARRAY, 4, 8, 4),
        "hash": MapSpec("hash", MapType.HASH, 4, 8, 4),
        "percpu": MapSpec("percpu", MapType.PERCPU_ARRAY, 4, 8, 4),
        "lpm": MapSpec("lpm", MapType.LPM_TRIE, 8, 8, 4, 1),
    }
    with progpack.load(ObjectSpec("o", "", {"p": program(EXIT)}, maps)) as held:
        yield held


def calls(held: progpack.Object, wrong: int) -> dict[str, Callable[[], object]]:
    run, machine = held.programs["p"], Machine(program(EXIT))
    return {
        "run": lambda: run.run(b"", budget=wrong),
        "run_batch": lambda: run.run_batch([b"", b""], budget=wrong),
        "Machine.run": lambda: machine.run(b"", budget=wrong),
        "run_timers": lambda: held.run_timers(wrong),
        "Machine.run_timers": lambda: machine.run_timers(wrong),
        "limit_map_memory": lambda: progpack.limit_map_memory(wrong),
    }


@pytest.mark.parametrize("wrong", [-1, *NONE], ids=["-1", *NAMES])
@pytest.mark.parametrize(
    "call",
    ["run", "run_batch", "Machine.run", "run_timers", "Machine.run_timers", "limit_map_memory"],
)
def test_a_number_of_a_call_is_refused_outside_of_its_range(
    loaded: progpack.Object, call: str, wrong: int
) -> None:
    with pytest.raises(UsageError, match="is a whole number from 0 to"):
        calls(loaded, wrong)[call]()


@pytest.mark.parametrize("name", ["array", "hash", "percpu", "lpm"])
@pytest.mark.parametrize("wrong", [-1, *NONE], ids=["-1", *NAMES])
def test_keys_flags_and_places_of_batches_are_refused_outside_of_their_range(
    loaded: progpack.Object, name: str, wrong: int
) -> None:
    held = loaded.maps[name]
    key = bytes(held.spec.key_size)
    value = bytes(held.batch_value_size)  # type: ignore[attr-defined]
    for call in (
        lambda: held.update_batch([key], [value], flags=wrong),  # type: ignore[attr-defined]
        lambda: held.lookup_batch(wrong),  # type: ignore[attr-defined]
        lambda: held.lookup_batch(1, start=wrong),  # type: ignore[attr-defined]
        lambda: list(held.lookup_batches(wrong)),  # type: ignore[attr-defined]
    ):
        with pytest.raises(UsageError):
            call()
    if not isinstance(wrong, str):
        with pytest.raises((ProgpackError, KeyError)):
            held[wrong]  # type: ignore[index]


def test_a_batch_makes_room_for_no_more_elements_than_the_map_can_have(
    loaded: progpack.Object,
) -> None:
    # Room for so many would be more than the memory of any machine.
    found = loaded.maps["array"].lookup_batch((1 << 64) - 1)  # type: ignore[attr-defined]
    assert (found.count, len(found.values)) == (4, 32)


@pytest.mark.parametrize("code", ["I", "i", "H"])
def test_offsets_of_packets_have_64_bits_whatever_array_they_come_in(
    loaded: progpack.Object, code: str
) -> None:
    packets = progpack.PacketArray(bytes(128), array(code, [0, 64, 128]))
    assert list(packets.offsets) == [0, 64, 128]
    assert packets.offsets.itemsize == 8
    assert loaded.programs["p"].run_batch(packets).return_values == (2, 2)
    with pytest.raises(UsageError, match="offsets"):
        progpack.PacketArray(bytes(128), array("i", [-1, 64]))


#: A program that moves the beginning of its packet, and so gets one packet after the other.
MOVES = [
    Insn(0xBF, 6, 1),
    Insn(0xB7, 2, 0, 0, 4),
    Insn(0x85, 0, 0, 0, 44),
    *EXIT,
]


@pytest.mark.parametrize("insns", [EXIT, MOVES], ids=["in place", "one by one"])
@pytest.mark.parametrize("bad", [1 << 20, (1 << 64) - 1, 32])
def test_no_packet_is_longer_than_its_buffer_whatever_the_offsets_say(
    insns: list[Insn], bad: int
) -> None:
    data = bytearray(1 << 21)
    at = ctypes.addressof(ctypes.c_char.from_buffer(data))
    offsets, results = array("Q", [0, 64, bad, 128]), array("Q", bytes(24))
    with progpack.load(ObjectSpec("o", "", {"p": program(insns)}, {})) as held:
        held.programs["p"].run(bytes(1 << 20))  # which leaves its buffer to later runs
        places = (offsets.buffer_info()[0], results.buffer_info()[0])
        with pytest.raises(UsageError, match="packet 1 of 3 is longer"):
            held.programs["p"].run_packets(at, *places, 3, longest=64)

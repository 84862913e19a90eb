"""Bytes that are more, or fewer, than their ``len()``: arrays of numbers, and classes that lie."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from progpack import (
    MapSpec,
    MapType,
    Object,
    ObjectSpec,
    PackAllocator,
    ProgramType,
    SpanError,
    UsageError,
    load,
)
from progpack.bpf.asm import assemble_program
from progpack.integers import exact_bytes, shorten

SIZE = 8
MAPS = {
    name: MapSpec(name, kind, key, SIZE, 4, 1 if kind is MapType.LPM_TRIE else 0)
    for name, kind, key in [
        ("array", MapType.ARRAY, 4),
        ("hash", MapType.HASH, SIZE),
        ("each", MapType.PERCPU_ARRAY, 4),
        ("queue", MapType.QUEUE, 0),
        ("prefixes", MapType.LPM_TRIE, SIZE),
    ]
}
TEXT = "r0 = *(u32 *)(r1 + 4)\nr2 = *(u32 *)(r1 + 0)\nr0 -= r2\nexit"


class Lies(bytes):
    """It says that it has another number of bytes."""

    said = SIZE

    def __len__(self) -> int:
        return self.said


class Has:
    """What has bytes, which lie."""

    def __bytes__(self) -> bytes:
        return Lies(b"ab")


@pytest.fixture(params=["compiled", "interpreter", "isolated"])
def obj(request: pytest.FixtureRequest) -> Iterator[Object]:
    programs = {"test": assemble_program(TEXT, name="test", type=ProgramType.XDP)}
    with load(ObjectSpec("t", "GPL", programs, MAPS), backend=request.param) as loaded:
        yield loaded


LONG = memoryview(array("I", range(SIZE)))  # SIZE elements, four times the bytes
SHORT = Lies(b"ab")
RIGHT = memoryview(array("I", [1, 2]))  # SIZE bytes
WAYS: dict[str, Callable[[Any, Any], object]] = {
    "value of array": lambda maps, value: maps["array"].__setitem__(3, value),
    "value of hash": lambda maps, value: maps["hash"].__setitem__(bytes(SIZE), value),
    "key of hash": lambda maps, value: maps["hash"].__setitem__(value, bytes(SIZE)),
    "key that is read": lambda maps, value: maps["hash"].get(value),
    "key of trie": lambda maps, value: maps["prefixes"].__setitem__(value, bytes(SIZE)),
    "value of each CPU": lambda maps, value: maps["each"].__setitem__(
        3, [value] * len(maps["each"][3])
    ),
    "typed value": lambda maps, value: maps["array"].typed.__setitem__(3, value),
    "pushed": lambda maps, value: maps["queue"].push(value),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("value", [LONG, SHORT], ids=["numbers", "a lie"])
def test_no_more_and_no_fewer_bytes_than_there_are_are_used(
    obj: Object, way: str, value: Any
) -> None:
    have = len(exact_bytes(value))
    with pytest.raises(UsageError, match=rf"bytes.*(one a CPU|not {have})"):
        WAYS[way](obj.maps, value)
    assert list(obj.maps["hash"]) == []
    assert not any(bytes(value) != bytes(SIZE) for _, value in obj.maps["array"].items())


@pytest.mark.parametrize("way", [way for way in WAYS if way not in ("key of trie", "pushed")])
def test_numbers_of_so_many_bytes_are_taken(obj: Object, way: str) -> None:
    WAYS[way](obj.maps, RIGHT)


@pytest.mark.parametrize(
    ("packet", "length"), [(LONG, 4 * SIZE), (SHORT, 2), (Has(), 2), (bytearray(9), 9)]
)
def test_packets_have_the_bytes_that_there_are(obj: Object, packet: Any, length: int) -> None:
    program = obj.programs["test"]
    assert (program.run(packet).return_value, len(program.run(packet).packet)) == (length, length)
    assert list(program.run_batch([packet, packet]).return_values) == [length, length]


def test_code_has_the_bytes_that_there_are() -> None:
    class Long(Lies):
        said = 1

    with PackAllocator() as packs, packs.reserve(64) as slot:
        with pytest.raises(SpanError, match="bytes 0 to 100 are outside"):
            slot.write(0, Long(100))
        slot.write(0, SHORT)


def test_a_value_in_a_message_is_short_whatever_it_is() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    assert shorten(deep) == "a list"
    assert shorten([10**5000]) == "a list"
    assert len(shorten("x" * 10**6)) < 200

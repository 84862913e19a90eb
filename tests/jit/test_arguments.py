"""What is known of a helper's arguments before a run; both who ask get the same answer."""

from __future__ import annotations

import pytest

from progpack.bpf.analysis.arguments import known_map, known_size
from progpack.bpf.analysis.value import MAP, NUMBER, Value
from progpack.bpf.helpers import lookup as helpers
from progpack.bpf.spec import MapSpec, MapType, ProgramType

MAPS = {
    "hash": MapSpec("hash", MapType.HASH, 12, 40, 8),
    "fixed": MapSpec("fixed", MapType.HASH, 12, 40, 8, read_only=True),
    "ring": MapSpec("ring", MapType.RINGBUF, 0, 0, 4096),
}
LOOKUP, UPDATE, READ = (helpers.lookup(number, ProgramType.KPROBE) for number in (1, 2, 4))


def kinds(**registers: Value | None) -> list[Value | None]:
    found: list[Value | None] = [None] * 11
    for name, known in registers.items():
        found[int(name[1:])] = known
    return found


@pytest.mark.parametrize("name", ["hash", "fixed"])
def test_a_known_map_says_how_many_bytes_a_key_and_a_value_have(name: str) -> None:
    at = kinds(r1=Value(MAP, map=name))
    assert known_map(at, LOOKUP, MAPS) is MAPS[name]
    assert known_size(at, LOOKUP, 2, MAPS) == 12
    assert known_size(at, LOOKUP, 3, MAPS) is None
    # It is refused when it runs, so nothing may be taken for granted here.
    value = known_size(at, UPDATE, 3, MAPS)
    assert value == (None if MAPS[name].read_only else 40)


@pytest.mark.parametrize(
    "kind", [None, Value(NUMBER, 7, 7), Value(MAP, map="ring"), Value(MAP, map="no such map")]
)
def test_what_is_no_map_of_that_helper_says_nothing(kind: Value | None) -> None:
    at = kinds(r1=kind)
    assert known_map(at, LOOKUP, MAPS) is None
    assert known_size(at, LOOKUP, 2, MAPS) is None


def test_a_range_is_as_long_as_the_number_behind_it_says_when_that_is_known() -> None:
    assert known_size(kinds(r2=Value(NUMBER, 24, 24)), READ, 1, MAPS) == 24
    assert known_size(kinds(r2=Value(NUMBER, 1, 24)), READ, 1, MAPS) is None
    assert known_size(kinds(r2=None), READ, 1, MAPS) is None
    assert known_size(kinds(r2=Value(MAP, map="hash")), READ, 1, MAPS) is None
    # The number itself is no address.
    assert known_size(kinds(r2=Value(NUMBER, 24, 24)), READ, 2, MAPS) is None

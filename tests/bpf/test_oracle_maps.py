"""Maps of the interpreter: the kernel's rules, error code by error code."""

from __future__ import annotations

import errno
from collections import deque
from itertools import pairwise
from typing import Literal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from progpack import limit_map_memory
from progpack.bpf.check.program import check_map
from progpack.bpf.maps.plan import bloom_shape
from progpack.bpf.oracle.maps.arrays import (
    BPF_ANY,
    BPF_EXIST,
    BPF_NOEXIST,
    ArrayMap,
    HashMap,
    OracleMap,
    RingbufMap,
    make_map,
)
from progpack.bpf.oracle.space import AddressSpace
from progpack.bpf.spec import MapSpec, MapType
from progpack.errors import MissingFeatureError, ObjectError, UsageError


def array(entries: int = 3, value: int = 4) -> ArrayMap:
    made = make_map(MapSpec("a", MapType.ARRAY, 4, value, entries), AddressSpace())
    assert isinstance(made, ArrayMap)
    return made


def table(entries: int = 2) -> HashMap:
    made = make_map(MapSpec("h", MapType.HASH, 4, 4, entries), AddressSpace())
    assert isinstance(made, HashMap)
    return made


def ring(size: int = 4096, space: AddressSpace | None = None) -> RingbufMap:
    made = make_map(MapSpec("r", MapType.RINGBUF, 0, 0, size), space or AddressSpace())
    assert isinstance(made, RingbufMap)
    return made


def key(number: int, order: Literal["little", "big"] = "little") -> bytes:
    return number.to_bytes(4, order)


# The two tables below are what Linux 6.18 returned for map_update_elem called by an XDP program,
# for keys that are there (0) and that are not (9), maps of one entry, full.


@pytest.mark.parametrize(
    ("flags", "there", "not_there"),
    [
        (BPF_ANY, 0, -errno.E2BIG),
        (BPF_NOEXIST, -errno.EEXIST, -errno.E2BIG),
        (BPF_EXIST, 0, -errno.ENOENT),
        (3, -errno.EINVAL, -errno.EINVAL),
        (4, -errno.EINVAL, -errno.EINVAL),
        (5, -errno.EINVAL, -errno.EINVAL),
        (6, -errno.EINVAL, -errno.EINVAL),
        (1 << 63, -errno.EINVAL, -errno.EINVAL),
    ],
)
def test_an_update_of_a_full_hash_answers_as_the_kernel(
    flags: int, there: int, not_there: int
) -> None:
    made = table(1)
    assert made.update_elem(key(0), b"aaaa") == 0
    assert made.update_elem(key(0), b"bbbb", flags) == there
    assert made.update_elem(key(9), b"cccc", flags) == not_there
    assert dict(made) == {key(0): b"aaaa" if there else b"bbbb"}


@pytest.mark.parametrize(
    ("flags", "there", "not_there"),
    [
        (BPF_ANY, 0, -errno.E2BIG),
        (BPF_NOEXIST, -errno.EEXIST, -errno.E2BIG),
        (BPF_EXIST, 0, -errno.E2BIG),
        (3, -errno.EINVAL, -errno.EINVAL),
        (4, -errno.EINVAL, -errno.E2BIG),
        (5, -errno.EEXIST, -errno.E2BIG),
        (6, -errno.EINVAL, -errno.E2BIG),
        (1 << 63, -errno.EINVAL, -errno.EINVAL),
    ],
)
def test_an_update_of_an_array_answers_as_the_kernel(
    flags: int, there: int, not_there: int
) -> None:
    made = array(1)
    assert made.update_elem(key(0), b"bbbb", flags) == there
    assert made.update_elem(key(9), b"cccc", flags) == not_there
    assert made[key(0)] == (bytes(4) if there else b"bbbb")


def test_an_array_finds_every_index_and_none_beyond() -> None:
    made = array(3, value=5)
    addresses = [made.value_address(key(index)) for index in range(5)]
    assert addresses[3:] == [0, 0]
    assert [b - a for a, b in pairwise(addresses[:3])] == [8, 8]
    assert made.value_address(b"\xff" * 4) == 0


def test_elements_of_an_array_cannot_be_deleted() -> None:
    assert array().delete_elem(key(0)) == -errno.EINVAL


def test_array_indices_have_the_byte_order_of_the_machine() -> None:
    spec = MapSpec("a", MapType.ARRAY, 4, 4, 3)
    made = make_map(spec, AddressSpace(), "big")
    assert isinstance(made, ArrayMap)
    assert made.update_elem(key(2, "big"), b"abcd") == 0
    assert list(made) == [key(index, "big") for index in range(3)]
    assert made[key(2, "big")] == b"abcd"


def test_a_hash_forgets_a_deleted_key() -> None:
    made = table()
    assert made.delete_elem(key(1)) == -errno.ENOENT
    made.update_elem(key(1), b"aaaa")
    assert made.delete_elem(key(1)) == 0
    assert made.value_address(key(1)) == 0
    assert made.delete_elem(key(1)) == -errno.ENOENT


@pytest.mark.parametrize("replace", [True, False])
def test_who_looked_an_element_up_keeps_its_value_until_the_run_ends(replace: bool) -> None:
    space = AddressSpace()
    made = make_map(MapSpec("h", MapType.HASH, 4, 4, 2), space)
    assert isinstance(made, HashMap)
    made.update_elem(key(1), b"aaaa")
    address = made.value_address(key(1))
    if replace:
        made.update_elem(key(1), b"bbbb")
        assert made.value_address(key(1)) != address
    else:
        made.delete_elem(key(1))
    data, at = space.readable(address, 4)
    assert data[at : at + 4] == b"aaaa"
    made.end_run()
    assert space.find(address, 4) is None


def test_maps_are_python_mappings() -> None:
    made = table()
    made[key(1)] = b"aaaa"
    made[key(2)] = b"bbbb"
    with pytest.raises(UsageError, match=r"map h .*E2BIG"):
        made[key(3)] = b"cccc"
    with pytest.raises(UsageError, match="4 bytes, not 3"):
        made[key(1)] = b"abc"
    with pytest.raises(UsageError, match="key of map h has 4 bytes, not 1"):
        made[b"a"]
    del made[key(1)]
    with pytest.raises(KeyError):
        del made[key(1)]
    with pytest.raises(KeyError):
        made[key(1)]
    assert dict(made) == {key(2): b"bbbb"}
    with pytest.raises(UsageError, match="EINVAL"):
        del array()[key(0)]


@pytest.mark.parametrize(
    ("spec", "problem"),
    [
        (MapSpec("m", MapType.ARRAY, 8, 4, 1), "key_size is 8"),
        (MapSpec("m", MapType.ARRAY, 4, 0, 1), "value_size is 0"),
        (MapSpec("m", MapType.ARRAY, 4, 4, 0), "max_entries is 0"),
        (MapSpec("m", MapType.HASH, 0, 4, 1), "key_size is 0"),
        (MapSpec("m", MapType.HASH, 4, 0, 1), "value_size is 0"),
        (MapSpec("m", MapType.RINGBUF, 0, 0, 6144), "power of two"),
        (MapSpec("m", MapType.RINGBUF, 0, 0, 2048), "at least 4096"),
        (MapSpec("m", MapType.RINGBUF, 4, 0, 4096), "no keys"),
        (MapSpec("m", MapType.ARRAY, 4, 1 << 20, 1 << 20), "more than 4 GiB"),
        (MapSpec("m", MapType.ARRAY, 4, 4, 1, data=bytes(5)), "do not fit"),
    ],
)
def test_a_map_that_the_kernel_would_refuse_is_refused(spec: MapSpec, problem: str) -> None:
    with pytest.raises(ObjectError, match=problem):
        make_map(spec, AddressSpace())


@pytest.mark.parametrize(
    ("kind", "key", "value", "entries"),
    [
        (MapType.HASH, 4, 4, 1 << 29),
        (MapType.HASH, 8, 8, 1 << 28),
        (MapType.QUEUE, 0, 8, 1 << 29),
        (MapType.ARRAY, 4, 12, 1 << 28),
    ],
)
def test_keys_and_values_together_have_at_most_four_gib(
    kind: MapType, key: int, value: int, entries: int
) -> None:
    check_map(MapSpec("m", kind, key, value, entries))
    with pytest.raises(ObjectError, match="more than 4 GiB"):
        check_map(MapSpec("m", kind, key, value, entries + 1))


@pytest.mark.parametrize("extra", range(16))
def test_a_bloom_filter_has_the_hashes_that_are_asked_for(extra: int) -> None:
    """As bloom_map_alloc() in kernel/bpf/bloom_filter.c: 5 where none are."""
    hashers = extra or 5
    for entries in (1, 9, 10, 1000, 4096):
        bits, got = bloom_shape(MapSpec("m", MapType.BLOOM_FILTER, 0, 4, entries, map_extra=extra))
        assert got == hashers
        wanted = entries * hashers * 7 // 5
        assert bits == max(64, 1 << (wanted - 1).bit_length() if wanted > 1 else 64)


def test_an_unknown_map_type_is_named() -> None:
    with pytest.raises(MissingFeatureError, match=r"map m: type STRUCT_OPS is not provided.*HASH"):
        make_map(MapSpec("m", MapType.STRUCT_OPS, 4, 4, 1), AddressSpace())


def test_records_come_out_in_the_order_of_their_reservation() -> None:
    space = AddressSpace()
    made = ring(space=space)
    first, second, third = (made.reserve(4) for _ in range(3))
    for address, text in ((first, b"1111"), (second, b"2222"), (third, b"3333")):
        data, at = space.writable(address, 4)
        data[at : at + 4] = text
    assert made.commit(third)
    assert made.consume() == []
    assert made.commit(first)
    assert made.consume() == [b"1111"]
    assert made.commit(second, discard=True)
    assert made.consume() == [b"3333"]
    assert made.used == 0


def test_a_record_is_given_back_once_and_then_gone() -> None:
    space = AddressSpace()
    made = ring(space=space)
    address = made.reserve(8)
    assert made.is_reserved(address)
    assert made.commit(address)
    assert not made.commit(address)
    assert not made.commit(address + 8)
    assert space.find(address, 8) is None


@pytest.mark.parametrize(
    ("size", "fits"), [(0, True), (4096 - 16, True), (4096 - 15, False), (4096, False)]
)
def test_the_largest_record_leaves_room_for_its_header_and_a_word(size: int, fits: bool) -> None:
    assert bool(ring().reserve(size)) == fits


def test_a_reservation_with_flags_or_beyond_the_record_limit_fails() -> None:
    assert ring().reserve(8, flags=1) == 0
    limit_map_memory(1 << 40)  # the default is a share of the machine's memory
    try:
        assert ring(1 << 31).reserve(0xFFFFFFFF // 4 + 1) == 0
    finally:
        limit_map_memory(None)
    assert ring().reserve((1 << 64) - 8) == 0


@pytest.mark.parametrize(
    ("size", "flags", "result"),
    [
        (8, 0, 0),
        (8, 1, 0),
        (8, 2, 0),
        (8, 4, -errno.EINVAL),
        (8, 1 << 63, -errno.EINVAL),
        (4096, 0, -errno.EAGAIN),
    ],
)
def test_output_answers_as_the_kernel(size: int, flags: int, result: int) -> None:
    made = ring()
    assert made.output(bytes(size), flags) == result
    assert made.consume() == ([] if result else [bytes(size)])


def test_what_a_run_leaves_reserved_is_discarded() -> None:
    made = ring()
    made.reserve(8)
    made.output(b"after")
    assert made.consume() == []
    made.end_run()
    assert made.consume() == [b"after"]


class RingShadow(RuleBasedStateMachine):
    """The ring against positions in a byte buffer, as the kernel keeps them."""

    def __init__(self) -> None:
        super().__init__()
        self.ring = ring(4096)
        self.producer = 0
        self.consumer = 0
        #: address, position behind it, state, content
        self.records: deque[tuple[int, int, list[str], bytes]] = deque()

    def busy(self) -> list[tuple[int, int, list[str], bytes]]:
        return [record for record in self.records if record[2] == ["busy"]]

    @rule(size=st.integers(0, 1500))
    def reserve(self, size: int) -> None:
        total = (size + 8 + 7) // 8 * 8
        address = self.ring.reserve(size)
        if self.producer + total - self.consumer > 4095:
            assert address == 0
            return
        self.producer += total
        self.records.append((address, self.producer, ["busy"], bytes(size)))

    @precondition(lambda self: self.busy())
    @rule(choice=st.integers(0, 100), discard=st.booleans())
    def give_back(self, choice: int, discard: bool) -> None:
        busy = self.busy()
        address, _, state, _ = busy[choice % len(busy)]
        assert self.ring.commit(address, discard=discard)
        state[0] = "discarded" if discard else "done"

    @rule()
    def consume(self) -> None:
        expected = []
        while self.records and self.records[0][2] != ["busy"]:
            _, end, state, content = self.records.popleft()
            self.consumer = end
            if state == ["done"]:
                expected.append(content)
        assert self.ring.consume() == expected

    @invariant()
    def used_bytes_are_those_between_the_positions(self) -> None:
        assert self.ring.used == self.producer - self.consumer


TestRingShadow = RingShadow.TestCase
TestRingShadow.settings = settings(max_examples=60, stateful_step_count=40)


class HashShadow(RuleBasedStateMachine):
    """The hash map against a dict."""

    def __init__(self) -> None:
        super().__init__()
        self.map = table(5)
        self.shadow: dict[bytes, bytes] = {}

    @rule(
        number=st.integers(0, 8),
        value=st.binary(min_size=4, max_size=4),
        flags=st.sampled_from([BPF_ANY, BPF_NOEXIST, BPF_EXIST, 3]),
    )
    def update(self, number: int, value: bytes, flags: int) -> None:
        result = self.map.update_elem(key(number), value, flags)
        there = key(number) in self.shadow
        if flags == 3:
            assert result == -errno.EINVAL
        elif there and flags == BPF_NOEXIST:
            assert result == -errno.EEXIST
        elif not there and flags == BPF_EXIST:
            assert result == -errno.ENOENT
        elif not there and len(self.shadow) == 5:
            assert result == -errno.E2BIG
        else:
            assert result == 0
            self.shadow[key(number)] = value

    @rule(number=st.integers(0, 8))
    def delete(self, number: int) -> None:
        expected = 0 if self.shadow.pop(key(number), None) is not None else -errno.ENOENT
        assert self.map.delete_elem(key(number)) == expected

    @rule()
    def end_run(self) -> None:
        self.map.end_run()

    @invariant()
    def contents_agree(self) -> None:
        assert dict(self.map) == self.shadow
        assert len(self.map) == len(self.shadow)


TestHashShadow = HashShadow.TestCase
TestHashShadow.settings = settings(max_examples=60, stateful_step_count=40)


def test_every_map_has_an_address_at_which_nothing_lies() -> None:
    space = AddressSpace()
    made: list[OracleMap] = [
        make_map(MapSpec(name, MapType.ARRAY, 4, 4, 1), space) for name in "abc"
    ]
    assert len({one.address for one in made}) == 3
    assert all(space.find(one.address, 1) is None for one in made)

"""The interpreter's address space: where regions are, and that nothing is between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.bpf.oracle.space import LOW, AddressSpace, Trap
from progpack.errors import UsageError
from progpack.fault import FaultKind


@given(sizes=st.lists(st.integers(0, 5000), min_size=1, max_size=8), low=st.booleans())
def test_a_region_is_found_at_its_bytes_and_nowhere_else(sizes: list[int], low: bool) -> None:
    space = AddressSpace()
    regions = [space.add(bytearray(size), str(i), low=low) for i, size in enumerate(sizes)]
    for region, size in zip(regions, sizes, strict=True):
        assert (region.base + size < LOW) == low
        assert region.base % 4096 == 0
        assert space.find(region.base, size) == (region, 0)
        assert space.find(region.base, size + 1) is None
        assert space.find(region.base - 1, size) is None
        assert space.find(region.base + size, 1) is None


def test_a_region_larger_than_a_window_is_found_everywhere() -> None:
    space = AddressSpace()
    size = (1 << 28) + 100
    large = space.add(bytearray(size), "large")
    behind = space.add(bytearray(8), "behind")
    for offset in (0, (1 << 28) - 4096, (1 << 28) - 4100, size - 8):
        assert space.find(large.base + offset, 8) == (large, offset)
    assert space.find(large.base + size - 7, 8) is None
    assert space.find(behind.base, 8) == (behind, 0)
    space.remove(large)
    assert space.find(large.base, 1) is None
    assert space.find(large.base + (1 << 28), 1) is None
    assert space.find(behind.base, 8) == (behind, 0)


def test_low_addresses_run_out_and_can_be_used_again() -> None:
    space = AddressSpace()
    regions = [space.add(bytearray(1), "x", low=True) for _ in range(15)]
    with pytest.raises(UsageError, match="one more: 1 bytes do not fit below 4 GiB"):
        space.add(bytearray(1), "one more", low=True)
    for region in regions:
        space.remove(region)
    space.release_low()
    assert space.add(bytearray(1), "x", low=True).base == regions[0].base


def test_addresses_at_the_ends_of_the_space_are_nowhere() -> None:
    space = AddressSpace()
    space.add(bytearray(8), "x", low=True)
    for address in (0, 1, 4095, (1 << 64) - 8, (1 << 64) - 1, 1 << 63):
        assert space.find(address, 8) is None
        assert space.explain(address, 8) == ""


def test_a_region_opens_only_its_ranges_for_writing() -> None:
    space = AddressSpace()
    region = space.add(bytearray(64), "thing", writable=False, ranges=((8, 16), (32, 33)))
    assert space.writable(region.base + 8, 8) == (region.data, 8)
    assert space.writable(region.base + 32, 1) == (region.data, 32)
    for offset, size in ((7, 2), (8, 9), (15, 2), (31, 1), (32, 2), (0, 64)):
        assert space.readable(region.base + offset, size) == (region.data, offset)
        with pytest.raises(Trap) as caught:
            space.writable(region.base + offset, size)
        assert caught.value.kind is FaultKind.WRITE
        assert (caught.value.address, caught.value.size) == (region.base + offset, size)


def test_explanations_place_an_address_in_its_region() -> None:
    space = AddressSpace()
    region = space.add(bytearray(64), "thing", writable=False)
    assert space.explain(region.base - 4, 4) == "offset -4 of the thing (64 bytes)"
    assert space.explain(region.base + 62, 4) == "offset 62 of the thing (64 bytes)"
    assert space.explain(region.base, 4) == "offset 0 of the thing (64 bytes), read-only there"

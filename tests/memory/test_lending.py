"""Programs that others call by address outlive the allocator that they are from."""

from __future__ import annotations

import ctypes
import gc

import pytest

from progpack.errors import SpanError
from progpack.memory import PackAllocator
from tests.memory.maps import overlapping
from tests.memory.native import pattern, returning

SIZE = 2 << 20


def call(address: int) -> int:
    return ctypes.CFUNCTYPE(ctypes.c_int)(address)()


def test_closing_leaves_a_lent_program_and_its_bytes() -> None:
    packs = PackAllocator("pack-4k")
    lent, other = packs.install(returning(7)), packs.install(pattern(1, 64))
    # The page that is lent is shared: what is in it stays as well. None is at its first bytes.
    apart = packs.install(pattern(2, 4096 - 192))
    elsewhere = packs.install(pattern(3, 4000))
    lent.lend()
    packs.close()
    assert call(lent.address) == 7
    assert not lent.live
    assert not overlapping(elsewhere.address, 64)
    with pytest.raises(SpanError):
        other.read()
    with pytest.raises(SpanError):
        lent.function("int(void)")
    assert apart.pack == lent.pack


def test_what_was_lent_is_given_back_with_its_object() -> None:
    packs = PackAllocator()
    lent = packs.install(returning(7))
    lent.lend()
    packs.close()
    address = lent.address
    assert overlapping(address, 64)
    del lent, packs
    gc.collect()
    assert not overlapping(address, 64)


def test_a_region_stays_until_the_last_of_its_lent_programs_is_gone() -> None:
    packs = PackAllocator()
    first, second = packs.install(returning(1)), packs.install(returning(2))
    first.lend()
    second.lend()
    packs.close()
    address = second.address
    del first
    gc.collect()
    assert call(address) == 2


def test_a_free_ends_it_as_always() -> None:
    with PackAllocator() as packs:
        resident, lent = packs.install(returning(1)), packs.install(returning(7))
        lent.lend()
        address, chunks = lent.address, packs.stats.used
        lent.free()
        assert packs.stats.used < chunks
        with pytest.raises(SpanError, match="cannot be lent"):
            lent.lend()
        assert resident.function("int(void)")() == 1
    assert not overlapping(address, 64)


def test_garbage_is_freed_though_it_was_lent() -> None:
    with PackAllocator() as packs:
        resident, lent = packs.install(returning(1)), packs.install(returning(7))
        lent.lend()
        del lent
        gc.collect()
        assert packs.stats.programs == 1
        assert resident.live


def test_one_allocator_leaves_nothing_of_another() -> None:
    one, other = PackAllocator(), PackAllocator()
    lent, gone = one.install(returning(3)), other.install(returning(4))
    lent.lend()
    other.close()
    assert not overlapping(gone.address, 64)
    one.close()
    assert call(lent.address) == 3

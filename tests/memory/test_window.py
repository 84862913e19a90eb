"""Addresses near a library that are taken before anybody else can have them."""

from __future__ import annotations

import ctypes
import gc
import mmap
from pathlib import Path

import pytest

from progpack.errors import OutOfMemoryError, UsageError
from progpack.memory import Code, PackAllocator, ProcessMemory, linux
from progpack.memory.pages.window import Window
from tests.memory.maps import lines
from tests.memory.native import pattern, returning

MIB = 1 << 20
NEAR = ctypes.cast(ctypes.CDLL(None).labs, ctypes.c_void_p).value or 0
_SIZE, _COUNT = 24 * MIB, 40


def reserved(address: int, size: int) -> int:
    """Bytes of a range that are mapped and inaccessible."""
    total = 0
    for fields in lines():
        start, _, end = fields[0].partition("-")
        if fields[1].startswith("---"):
            low, high = max(int(start, 16), address), min(int(end, 16), address + size)
            total += max(high - low, 0)
    return total


def window_of(packs: PackAllocator) -> Window:
    assert isinstance(packs.memory, ProcessMemory)
    window = packs.memory._window
    assert window is not None
    return window


def fill(packs: PackAllocator, codes: list[Code], size: int) -> None:
    """Install until there is no room."""
    while True:
        codes.append(packs.install(pattern(len(codes), size)))


def test_the_range_is_taken_at_once_and_packs_come_inside() -> None:
    with PackAllocator(near=NEAR, reserve=_SIZE) as packs:
        window = window_of(packs)
        assert reserved(window.address, window.size) == _SIZE
        assert abs(window.address - NEAR) < 1 << 31
        codes = [packs.install(pattern(i, 500_000)) for i in range(_COUNT)]
        for code in codes:
            assert window.address <= code.ro_address
            assert code.ro_address + code.allocated <= window.address + window.size
        assert codes[7].read() == pattern(7, 500_000)


def test_a_window_is_there_when_all_around_is_taken() -> None:
    packs = PackAllocator(near=NEAR, reserve=8 * MIB)
    window = window_of(packs)
    taken: list[Window] = []
    try:
        # Everything else within reach goes to somebody who asks for much.
        size = 1 << 30
        while size >= 2 * MIB:
            try:
                taken.append(Window(NEAR, size, 1 << 31))
            except OutOfMemoryError:
                size >>= 1
        with pytest.raises(OutOfMemoryError):
            PackAllocator(near=NEAR).install(returning(1))
        code = packs.install(returning(9))
        assert window.address <= code.address < window.address + window.size
        assert code.function("int(void)")() == 9
    finally:
        packs.close()
        for other in taken:
            other.close()


def test_a_full_window_says_so_and_takes_freed_parts_again() -> None:
    with PackAllocator("page", near=NEAR, reserve=2 * MIB, keep_empty=False) as packs:
        codes: list[Code] = []
        with pytest.raises(OutOfMemoryError, match="that were reserved at"):
            fill(packs, codes, 256 * 1024)
        assert len(codes) >= 7
        for code in codes[:3]:
            code.free()
        again = packs.install(pattern(99, 256 * 1024))
        assert again.address in {code.address for code in codes[:3]}
        assert again.read() == pattern(99, 256 * 1024)


def test_a_part_that_somebody_else_took_is_left_to_them() -> None:
    with PackAllocator("page", near=NEAR, reserve=2 * MIB, keep_empty=False) as packs:
        codes = [packs.install(pattern(i, 512 * 1024)) for i in range(3)]
        hole = codes[0].ro_address & -linux.PAGE_SIZE
        codes[0].free()
        flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | linux.MAP_FIXED_NOREPLACE
        theirs = linux.map_pages(linux.PAGE_SIZE, linux.PROT_READ | 2, flags, address=hole)
        try:
            ctypes.memset(theirs, 0x5A, linux.PAGE_SIZE)
            with pytest.raises(OutOfMemoryError):
                fill(packs, codes, 512 * 1024)
            assert ctypes.string_at(theirs, linux.PAGE_SIZE) == b"\x5a" * linux.PAGE_SIZE
        finally:
            linux.unmap(theirs, linux.PAGE_SIZE)


def test_closing_and_garbage_give_the_range_back() -> None:
    packs = PackAllocator(near=NEAR, reserve=_SIZE)
    window = window_of(packs)
    place = window.address
    packs.install(returning(1))
    packs.close()
    assert not reserved(place, _SIZE)
    gone = PackAllocator(near=NEAR, reserve=_SIZE)
    place = window_of(gone).address
    del gone, window, packs
    gc.collect()
    assert not reserved(place, _SIZE)


def test_programs_near_something_else_are_near_that() -> None:
    with PackAllocator(near=NEAR, reserve=_SIZE) as packs:
        far = packs.install(returning(3), near=1 << 32)
        assert abs(far.address - (1 << 32)) < 1 << 31
        assert far.function("int(void)")() == 3


@pytest.mark.parametrize("size", [0, -1, 1 << 33, "64M", True])
def test_a_size_that_makes_no_sense_is_refused(size: object) -> None:
    with pytest.raises(UsageError, match="reserve="):
        PackAllocator(near=NEAR, reserve=size)  # type: ignore[arg-type]


def test_a_range_without_an_address_is_refused() -> None:
    before = Path("/proc/self/maps").read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="goes with near="):
        PackAllocator(reserve=MIB)
    with pytest.raises(UsageError, match="allocator's own"):
        PackAllocator(near=NEAR, reserve=MIB, memory=ProcessMemory())
    assert len(Path("/proc/self/maps").read_text(encoding="utf-8")) >= len(before) // 2

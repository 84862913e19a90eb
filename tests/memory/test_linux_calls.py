from __future__ import annotations

import errno

import pytest

from progpack.memory import linux
from tests.memory.maps import overlapping

PAGE = linux.PAGE_SIZE
SHARED = linux.MAP_SHARED | linux.MAP_ANONYMOUS
RW = linux.PROT_READ | linux.PROT_WRITE


def test_a_duplicate_shows_the_same_pages_and_has_its_own_protection() -> None:
    first = linux.map_pages(PAGE, linux.PROT_READ, SHARED)
    second = linux.duplicate(first, PAGE)
    linux.protect(second, PAGE, RW)
    with linux.view(second, PAGE, writable=True) as writable:
        writable[:3] = b"abc"
    with linux.view(first, PAGE, writable=False) as readable:
        assert bytes(readable[:4]) == b"abc\0"
        assert readable.readonly
    assert overlapping(first, PAGE) == ["r--s"]
    assert overlapping(second, PAGE) == ["rw-s"]
    linux.unmap(first, PAGE)
    linux.unmap(second, PAGE)
    assert overlapping(first, PAGE) == []


def test_a_moved_mapping_replaces_what_was_at_its_new_place() -> None:
    window = linux.map_pages(2 * PAGE, linux.PROT_NONE, linux.MAP_PRIVATE | linux.MAP_ANONYMOUS)
    page = linux.map_pages(PAGE, RW, SHARED)
    linux.move(page, PAGE, window + PAGE)
    assert overlapping(page, PAGE) == []
    assert overlapping(window, 2 * PAGE) == ["---p", "rw-s"]
    linux.unmap(window, 2 * PAGE)


@pytest.mark.parametrize(
    "call",
    [
        lambda: linux.map_pages(0, linux.PROT_READ, SHARED),
        lambda: linux.duplicate(PAGE, PAGE),
        lambda: linux.move(PAGE, PAGE, 16 * PAGE),
        lambda: linux.protect(PAGE, PAGE, linux.PROT_READ),
        lambda: linux.unmap(1, PAGE),
        lambda: linux.advise(PAGE, PAGE, 9999),
        lambda: linux.memfd_create("x", 1 << 30),
        lambda: linux.membarrier(1 << 30),
    ],
)
def test_every_refused_call_raises_with_the_errno_of_the_kernel(call: object) -> None:
    assert callable(call)
    with pytest.raises(OSError, match=r"E[A-Z]+ \(|Invalid argument") as caught:
        call()
    assert caught.value.errno in {errno.EINVAL, errno.ENOMEM, errno.EFAULT}


def test_private_pages_are_not_duplicated() -> None:
    flags = linux.MAP_PRIVATE | linux.MAP_ANONYMOUS
    page = linux.map_pages(PAGE, linux.PROT_READ, flags)
    with pytest.raises(OSError, match="mremap"):
        linux.duplicate(page, PAGE)
    linux.unmap(page, PAGE)


def test_sizes_are_rounded_up_to_pages() -> None:
    assert [linux.round_to_pages(n) for n in (0, 1, PAGE, PAGE + 1)] == [0, PAGE, PAGE, 2 * PAGE]

"""Ring buffers of both directions, perf events, and maps whose contents only a kernel has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from progpack.bpf.maps.record import (
    SMALLEST_PAGE,
    MapTraits,
    MapType,
    Part,
    Shape,
    Sizes,
    Table,
    provide,
    stated,
)

__all__ = ["PERF_RING"]

#: Bytes of the buffer of a perf event array.
PERF_RING: Final = 1 << 20
_DESCRIPTOR: Final = 4


def _ring_problem(sizes: Sizes) -> str:
    """``ringbuf_map_alloc()``, which makes both kinds (Linux 6.18)."""
    size = sizes.max_entries
    if sizes.key_size or sizes.value_size:
        return "a ring buffer has no keys and values; key_size and value_size must be 0"
    if size < SMALLEST_PAGE or size & (size - 1):
        return (
            f"max_entries is {size}; it must be a power of two of at least {SMALLEST_PAGE} bytes"
            + stated(sizes, SMALLEST_PAGE)
        )
    return ""


def _parts_of_ring(sizes: Sizes, words: dict[str, int]) -> Iterator[Part]:
    yield Part("records", sizes.max_entries)


def _unused_problem(sizes: Sizes) -> str:
    """The other sizes are for the kernel, and tools set some of them before they load."""
    if sizes.key_size != _DESCRIPTOR:
        return f"key_size is {sizes.key_size}; keys have 4 bytes"
    return ""


_RING: Final = Shape(_ring_problem, _parts_of_ring)
_SAMPLES: Final = Shape(_unused_problem, values=False, ring_bytes=PERF_RING)
_UNUSED: Final = MapTraits(
    Table.NONE, takes_rights=False, shape=Shape(_unused_problem, values=False)
)

provide(
    {
        MapType.RINGBUF: MapTraits(
            Table.RING, takes_rights=False, in_pages=True, elements=False, shape=_RING
        ),
        MapType.USER_RINGBUF: MapTraits(
            Table.USER_RING, takes_rights=False, in_pages=True, elements=False, shape=_RING
        ),
        MapType.PERF_EVENT_ARRAY: MapTraits(
            Table.SAMPLES, takes_rights=False, descriptors=True, shape=_SAMPLES
        ),
        MapType.STACK_TRACE: _UNUSED,
        MapType.CGROUP_ARRAY: _UNUSED,
    }
)

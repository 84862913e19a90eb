"""Sockets that packets and streams may go to: by number, by key, and of a group with one port.

A value is ``struct bpf_sock``, as programs read it, with the socket's cookie behind. In the kernel
user space gives a descriptor for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from progpack.bpf.maps.kinds.hashes import SEED_BITS, parts_of_table
from progpack.bpf.maps.record import Holds, MapTraits, MapType, Shape, Sizes, Table, provide

__all__ = ["COOKIE_AT", "SOCKET_BYTES"]

#: Bytes of ``struct bpf_sock``, behind which the cookie is, and of both.
COOKIE_AT: Final = 80
SOCKET_BYTES: Final = COOKIE_AT + 8
#: Bytes of a number, and of what user space of a kernel gives: a descriptor, and gets: a cookie.
_NUMBER: Final = 4
_DESCRIPTORS: Final = (4, 8)
#: MAX_BPF_STACK
_LONGEST_KEY: Final = 512
#: BPF_F_NUMA_NODE, BPF_F_RDONLY and WRONLY; of an array BPF_F_RDONLY_PROG and WRONLY_PROG, too.
_FLAGS: Final = 1 << 2 | 1 << 3 | 1 << 4
_OF_ARRAY: Final = _FLAGS | 1 << 7 | 1 << 8


def _problem(sizes: Sizes) -> str:
    """Return why ``sock_map_alloc()`` and ``sock_hash_alloc()`` refuse these sizes (Linux 6.18)."""
    if sizes.flags & ~(_OF_ARRAY if sizes.type.traits.takes_rights else _FLAGS):
        return f"map_flags are {sizes.flags:#x}, and a map of sockets has no such"
    if sizes.value_size not in _DESCRIPTORS:
        return f"value_size is {sizes.value_size}; it must be 4 or 8"
    if sizes.max_entries <= 0:
        return f"max_entries is {sizes.max_entries}; it must be at least 1"
    return ""


def _numbered_problem(sizes: Sizes) -> str:
    if sizes.key_size != _NUMBER:
        return f"key_size is {sizes.key_size}; keys of an array have 4 bytes"
    return _problem(sizes)


def _hash_problem(sizes: Sizes) -> str:
    if not 0 < sizes.key_size <= _LONGEST_KEY:
        return f"key_size is {sizes.key_size}; keys have 1 to {_LONGEST_KEY} bytes"
    return _problem(sizes)


def _kept(_: Sizes) -> Mapping[str, int]:
    return {"value_size": SOCKET_BYTES}


_NUMBERED: Final = Shape(_numbered_problem, parts_of_table, seed_bits=SEED_BITS, kept=_kept)
_HASHED: Final = Shape(_hash_problem, parts_of_table, seed_bits=SEED_BITS, kept=_kept)

provide(
    {
        MapType.SOCKMAP: MapTraits(
            Table.HASH, Holds.TARGETS, takes_rights=False, sockets=True, shape=_NUMBERED
        ),
        MapType.SOCKHASH: MapTraits(
            Table.HASH,
            Holds.TARGETS,
            takes_rights=False,
            sockets=True,
            any_number=True,
            shape=_HASHED,
        ),
        MapType.REUSEPORT_SOCKARRAY: MapTraits(
            Table.HASH, Holds.TARGETS, sockets=True, shape=_NUMBERED
        ),
    }
)

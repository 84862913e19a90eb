"""Storage of a kernel's objects: sockets, tasks, groups, inodes; and of programs in groups.

The kernel keeps an element with its object. Here it is in a table, whose keys are what names
objects (`progpack.bpf.oracle.kinds.storage`). As many as the table holds have one; in the kernel
as many as there is memory for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from progpack.bpf.maps.kinds.hashes import SEED_BITS, parts_of_table
from progpack.bpf.maps.record import (
    BPF_F_NO_PREALLOC,
    MapTraits,
    MapType,
    Shape,
    Sizes,
    Table,
    provide,
    value_stride,
)

__all__ = ["KEY_OF_OBJECT"]

#: Bytes of what names an object.
KEY_OF_OBJECT: Final = 8
_DESCRIPTOR: Final = 4
#: Bytes of the keys of a group's storage: its id; its id and the attach type, padded.
_KEYS_OF_GROUP: Final = (8, 16)
#: The most objects, and the fewest where values are so long that the room is not enough.
_MOST, _LEAST, _ROOM = 4096, 64, 1 << 24
#: BPF_F_CLONE: a socket's copy gets a copy. No socket is copied here.
_CLONE: Final = 1 << 9
#: BPF_F_RDONLY and WRONLY, BPF_F_NUMA_NODE, BPF_F_RDONLY_PROG and WRONLY_PROG.
_OF_GROUPS: Final = 1 << 3 | 1 << 4 | 1 << 2 | 1 << 7 | 1 << 8
#: BPF_LOCAL_STORAGE_MAX_VALUE_SIZE: what 64 KiB less 1 has beside the head of an element.
_MOST_OF_VALUE: Final = 0xFFFF - 128


def _sizes_problem(sizes: Sizes) -> str:
    if sizes.max_entries:
        return f"max_entries is {sizes.max_entries}; it must be 0: objects have the elements"
    if not sizes.value_size:
        return "value_size is 0; it must be at least 1"
    return ""


def _problem(sizes: Sizes) -> str:
    """``bpf_local_storage_map_alloc_check()`` (Linux 6.18), but for types, which may be missing."""
    if not sizes.flags & BPF_F_NO_PREALLOC:
        return "map_flags must have BPF_F_NO_PREALLOC"
    if sizes.flags & ~(BPF_F_NO_PREALLOC | _CLONE):
        return f"map_flags are {sizes.flags:#x}; BPF_F_NO_PREALLOC and BPF_F_CLONE are all there is"
    if sizes.key_size != _DESCRIPTOR:
        return f"key_size is {sizes.key_size}; keys have 4 bytes"
    return _sizes_problem(sizes)


def _group_problem(sizes: Sizes) -> str:
    """``cgroup_storage_map_alloc()`` (Linux 6.18)."""
    if sizes.key_size not in _KEYS_OF_GROUP:
        return f"key_size is {sizes.key_size}; it is 8, or 16 for a struct bpf_cgroup_storage_key"
    if sizes.flags & ~_OF_GROUPS:
        return f"map_flags are {sizes.flags:#x}, and a storage of groups has no such"
    return _sizes_problem(sizes)


def _objects(sizes: Sizes) -> Mapping[str, int]:
    most = max(_LEAST, min(_MOST, _ROOM // value_stride(sizes)))
    return {"max_entries": most}


def _named_objects(sizes: Sizes) -> Mapping[str, int]:
    return {"key_size": KEY_OF_OBJECT, **_objects(sizes)}


_OF_OBJECTS: Final = MapTraits(
    Table.HASH,
    takes_rights=False,
    owned=True,
    typed=True,
    locks=True,
    shape=Shape(
        _problem,
        parts_of_table,
        seed_bits=SEED_BITS,
        kept=_named_objects,
        most_of_value=lambda _: _MOST_OF_VALUE,
    ),
)
_GROUP: Final = Shape(
    _group_problem,
    parts_of_table,
    seed_bits=SEED_BITS,
    kept=_objects,
    most_of_value=lambda _: _MOST_OF_VALUE,
)

provide(
    {
        MapType.SK_STORAGE: _OF_OBJECTS,
        MapType.TASK_STORAGE: _OF_OBJECTS,
        MapType.CGRP_STORAGE: _OF_OBJECTS,
        MapType.INODE_STORAGE: _OF_OBJECTS,
        MapType.CGROUP_STORAGE: MapTraits(
            Table.HASH, owned=True, inner=False, locks=True, shape=_GROUP
        ),
        MapType.PERCPU_CGROUP_STORAGE: MapTraits(
            Table.HASH, per_cpu=True, owned=True, inner=False, shape=_GROUP
        ),
    }
)

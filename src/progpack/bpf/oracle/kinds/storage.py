"""Storage of objects and of control groups, and the helpers on it.

``bpf_local_storage.c``, ``bpf_sk_storage.c``, ``bpf_task_storage.c``, ``bpf_cgrp_storage.c``,
``bpf_inode_storage.c`` and ``local_storage.c`` (Linux 6.18). An object is known by a number: the
socket of a run by its cookie, the task by its thread's number, any other by its address.
"""

from __future__ import annotations

import errno
from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.maps.kinds.storage import KEY_OF_OBJECT
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.maps.base import BPF_NOEXIST, KeyedMap
from progpack.bpf.oracle.world import World

#: BPF_LOCAL_STORAGE_GET_F_CREATE: all flags that there are.
_CREATE: Final = 1


@provides(
    HelperId.SK_STORAGE_GET,
    HelperId.TASK_STORAGE_GET,
    HelperId.CGRP_STORAGE_GET,
    HelperId.INODE_STORAGE_GET,
)
def _storage_get(h: World, r: list[int]) -> int:
    storage = h.keyed(r[1])
    if not r[2] or r[4] > _CREATE:
        return 0
    key = _key(h, r[2])
    found = storage.value_address(key)
    if found or not r[4]:
        return found
    value = h.read(r[3], storage.spec.value_size) if r[3] else bytes(storage.spec.value_size)
    return _new(storage, key, value)


@provides(
    HelperId.SK_STORAGE_DELETE,
    HelperId.TASK_STORAGE_DELETE,
    HelperId.CGRP_STORAGE_DELETE,
    HelperId.INODE_STORAGE_DELETE,
)
def _storage_delete(h: World, r: list[int]) -> int:
    return h.keyed(r[1]).delete_elem(_key(h, r[2])) if r[2] else -errno.EINVAL


@provides(HelperId.GET_LOCAL_STORAGE)
def _get_local_storage(h: World, r: list[int]) -> int:
    """The kernel makes it when the program is attached; here it is made when it is asked for."""
    storage = h.keyed(r[1])
    order = h.run.byteorder
    key = h.environment.cgroup_id().to_bytes(8, order)
    if storage.spec.key_size > KEY_OF_OBJECT:
        key += h.run.attach_type.to_bytes(4, order) + bytes(4)
    return storage.value_address(key) or _new(storage, key, bytes(storage.spec.value_size))


def _key(h: World, address: int) -> bytes:
    return h.object_at(address).to_bytes(KEY_OF_OBJECT, h.run.byteorder)


def _new(storage: KeyedMap, key: bytes, value: bytes) -> int:
    """Address of a new element, 0 where there is no room for one."""
    return 0 if storage.update_elem(key, value, BPF_NOEXIST) else storage.value_address(key)

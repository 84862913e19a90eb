"""Helpers on maps."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.maps.special_fields import lock_offset, special_bytes
from progpack.bpf.oracle.helpers.collect import CallBack, provides
from progpack.bpf.oracle.maps.arrays import ArrayMap, LruHashMap, MapOfMaps, QueueMap, ValueMap
from progpack.bpf.oracle.maps.base import BPF_EXIST, BPF_F_LOCK, KeyedMap
from progpack.bpf.oracle.memory import PIECE
from progpack.bpf.oracle.space import Trap
from progpack.bpf.oracle.world import World
from progpack.fault import FaultKind

_U32: Final = 0xFFFFFFFF
#: Elements between two looks whether the run is to end.
_KEYS: Final = 1 << 10


@provides(HelperId.MAP_LOOKUP_ELEM)
def _map_lookup_elem(h: World, r: list[int]) -> int:
    found = h.reachable[r[1]]
    key = h.read(r[2], found.spec.key_size)
    if isinstance(found, LruHashMap):
        return found.look_up(key)
    if isinstance(found, MapOfMaps):
        return found.value_address(key)
    return h.keyed(r[1]).value_address(key)


@provides(HelperId.MAP_LOOKUP_PERCPU_ELEM)
def _map_lookup_percpu_elem(h: World, r: list[int]) -> int:
    found, cpu = h.keyed(r[1]), r[3] & _U32
    if cpu >= found.cpus or not _map_lookup_elem(h, r):
        return 0
    return found.value_on(h.read(r[2], found.spec.key_size), cpu)


@provides(HelperId.MAP_UPDATE_ELEM)
def _map_update_elem(h: World, r: list[int]) -> int:
    found = h.keyed(r[1])
    key = h.read(r[2], found.spec.key_size)
    lock = lock_offset(found.spec)
    if r[4] in (BPF_F_LOCK, BPF_F_LOCK | BPF_EXIST) and lock is not None:
        value = found.value_address(key)
        if value and h.run.locked:
            return -errno.EINVAL
        if value and any(h.read(value + lock, 4)):
            # Nobody will ever give it back: the program wrote to it.
            raise Trap(FaultKind.HELPER, value + lock, 4)
    if isinstance(found, ArrayMap) and found.spec.value_size > PIECE:
        return _update_large(h, found, key, r[3], r[4])
    given = h.read(r[3], found.spec.value_size)
    return found.store(key, given, r[4], h.environment.socket_cookie())


def _update_large(h: World, found: ArrayMap, key: bytes, source: int, flags: int) -> int:
    """Update a value that is copied in pieces; its lock and its timer stay."""
    place = found.place(key, flags)
    if place < 0:
        return place
    address = found.region.base + place
    kept = special_bytes(found.spec, found.region.data, place)
    h.move(address, source, found.spec.value_size)
    for at, value in kept:
        h.write(address + at, value)
    found.timers.pop(address, None)
    return 0


@provides(HelperId.MAP_DELETE_ELEM)
def _map_delete_elem(h: World, r: list[int]) -> int:
    found = h.keyed(r[1])
    return found.take(h.read(r[2], found.spec.key_size))


@provides(HelperId.MAP_PUSH_ELEM)
def _map_push_elem(h: World, r: list[int]) -> int:
    found = _values(h, r[1])
    return found.push_elem(h.read(r[2], found.spec.value_size), r[3])


@provides(HelperId.MAP_POP_ELEM)
def _map_pop_elem(h: World, r: list[int]) -> int:
    found = h.reachable[r[1]]
    if not isinstance(found, QueueMap):
        raise Trap(FaultKind.MAP, r[1])
    return _out(h, r[2], found.spec.value_size, found.pop_elem)


@provides(HelperId.MAP_PEEK_ELEM)
def _map_peek_elem(h: World, r: list[int]) -> int:
    found = _values(h, r[1])
    return _out(h, r[2], found.spec.value_size, found.peek_elem)


@provides(HelperId.FOR_EACH_MAP_ELEM)
def _for_each_map_elem(h: World, r: list[int], call: CallBack) -> int:
    """``bpf_for_each_array_elem()``, ``bpf_for_each_hash_elem()``: until a call says 1."""
    if r[4]:
        return -errno.EINVAL
    count = 0
    for key, value in _each_element(h, r[1]):
        count += 1
        if call(r[1], key, value, r[3]):
            break
    return count


def _each_element(h: World, address: int) -> Iterator[tuple[int, int]]:
    """Addresses of key and value of each element of a map; the key is read-only."""
    found = h.keyed(address)
    for count, key in enumerate(_keys(found)):
        if not count % _KEYS:
            h.look()
        value = found.value_address(key)
        if not value:
            continue
        region = h.space.add(bytearray(key), "key of an element", writable=False)
        try:
            yield region.base, value
        finally:
            h.space.remove(region)


def _keys(found: KeyedMap) -> Iterable[bytes]:
    """Return the keys that a map has now; those of an array stay, and may be very many."""
    return iter(found) if isinstance(found, ArrayMap) else list(found)


def _values(h: World, address: int) -> ValueMap:
    found = h.reachable[address]
    if not isinstance(found, ValueMap):
        raise Trap(FaultKind.MAP, address)
    return found


def _out(h: World, address: int, size: int, call: Callable[[bytearray], int]) -> int:
    value = bytearray(h.read(address, size))
    result = call(value)
    h.write(address, bytes(value))
    return result

"""The interpreter's maps with a hash table: plain, least recently used, prefixes, targets."""

from __future__ import annotations

import errno
from collections import deque
from collections.abc import Iterator
from typing import Final

from progpack.bpf.context.build import ByteOrder
from progpack.bpf.map_memory import Charge, charge_bytes
from progpack.bpf.maps.special_fields import lock_offset, without_special
from progpack.bpf.oracle.maps.base import BPF_ANY, BPF_EXIST, BPF_F_LOCK, BPF_NOEXIST, KeyedMap
from progpack.bpf.oracle.space import AddressSpace, Region
from progpack.bpf.spec import MapSpec

__all__ = [
    "CHARGED_ELEMENTS",
    "ELEMENT_BYTES",
    "LRU_LOOKS",
    "MOST_GONE",
    "MOST_GONE_BYTES",
    "HashMap",
    "HashOrder",
    "LpmTrieMap",
    "LruHashMap",
    "LruPerCpuHashMap",
    "PerCpuHashMap",
    "TargetMap",
]


#: Elements in use that a search for the one that goes passes before it takes the next.
LRU_LOOKS: Final = 1 << 12
#: Replaced and deleted elements that a map keeps until a run ends, and bytes of them: the oldest go
#: before, so that a run that replaces very many does not take all memory.
MOST_GONE: Final = 1 << 14
MOST_GONE_BYTES: Final = 1 << 26


#: Bytes of Python's objects for an element, besides those of the map's plan, and how many elements
#: are charged at once, when they come.
ELEMENT_BYTES: Final = 448
CHARGED_ELEMENTS: Final = 1024


class HashMap(KeyedMap):
    """``BPF_MAP_TYPE_HASH``: one region for each element."""

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self._elements: dict[bytes, Region] = {}
        self._gone: deque[Region] = deque()
        self._gone_bytes = 0
        self._charges: list[Charge] = []

    def value_address(self, key: bytes) -> int:
        """See `KeyedMap.value_address`."""
        region = self._elements.get(key)
        return region.base if region is not None else 0

    def value_at(self, address: int) -> bool:
        """See `KeyedMap.value_at`."""
        return any(region.base == address for region in self._elements.values())

    def update_elem(self, key: bytes, value: bytes, flags: int = BPF_ANY) -> int:
        """-EINVAL for unknown flags, -EEXIST, -ENOENT by flag, -E2BIG for a new key when full.

        Raises:
            MapLimitError: the maps of this process would take too much with another element.
        """
        locked = flags & BPF_F_LOCK
        flags &= ~BPF_F_LOCK
        if flags > BPF_EXIST or (locked and lock_offset(self.spec) is None):
            return -errno.EINVAL
        old = self._elements.get(key)
        if locked and old is not None and flags != BPF_NOEXIST:
            old.data[:] = without_special(self.spec, bytes(old.data), value)
            return 0
        if old is not None and flags == BPF_NOEXIST:
            return -errno.EEXIST
        if old is None and flags == BPF_EXIST:
            return -errno.ENOENT
        if old is None and len(self._elements) >= self.spec.max_entries:
            return -errno.E2BIG
        if old is not None:
            self._drop(old)
        elif len(self._elements) >= len(self._charges) * CHARGED_ELEMENTS:
            count = min(CHARGED_ELEMENTS, self.spec.max_entries)
            self._charges.append(charge_bytes(self.spec, count * ELEMENT_BYTES))
        self._elements[key] = self._space.add(
            bytearray(without_special(self.spec, bytes(len(value)), value)),
            f"value of map {self.spec.name}",
            writable=self.spec.programs_write,
            shown=None if self.spec.programs_read else (),
        )
        return 0

    def delete_elem(self, key: bytes) -> int:
        """-ENOENT when the key is not there."""
        region = self._elements.pop(key, None)
        if region is None:
            return -errno.ENOENT
        self._drop(region)
        for place in [place for place in self.others if place[0] == key]:
            self._drop(self.others.pop(place))
        return 0

    def _drop(self, region: Region) -> None:
        self.timers.pop(region.base, None)
        self._gone.append(region)
        self._gone_bytes += len(region.data)
        while len(self._gone) > MOST_GONE or self._gone_bytes > MOST_GONE_BYTES:
            self._forget()

    def _forget(self) -> None:
        region = self._gone.popleft()
        self._gone_bytes -= len(region.data)
        self._space.remove(region)

    def end_run(self) -> None:
        """Forget replaced and deleted elements."""
        while self._gone:
            self._forget()

    def __iter__(self) -> Iterator[bytes]:
        yield from self._elements

    def __len__(self) -> int:
        return len(self._elements)


class PerCpuHashMap(HashMap):
    """``BPF_MAP_TYPE_PERCPU_HASH``: a value is changed in place."""

    def update_elem(self, key: bytes, value: bytes, flags: int = BPF_ANY) -> int:
        """Update an element; one that is there keeps its place."""
        old = self._elements.get(key)
        if old is None or flags not in (BPF_ANY, BPF_EXIST):
            return super().update_elem(key, value, flags)
        old.data[:] = value
        return 0


class LruHashMap(HashMap):
    """``BPF_MAP_TYPE_LRU_HASH``: when it is full an element goes that was not looked up for long.

    The kernel says as much and no more of which. Here, and in the native map, it is the first in
    slot order, from the last that went on, that programs did not look up since the search passed
    it; when it has passed `LRU_LOOKS` of those that they did, the next one. Slots are taken from a
    stack of free ones.
    """

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self._order = HashOrder(spec.max_entries)

    def look_up(self, key: bytes) -> int:
        """Return the address of a value for a program, and count the element as used."""
        self._order.use(key)
        return self.value_address(key)

    def update_elem(self, key: bytes, value: bytes, flags: int = BPF_ANY) -> int:
        """Update an element; where the map is full, evict another one first."""
        new = key not in self._elements
        if new and flags in (BPF_ANY, BPF_NOEXIST) and len(self) >= self.spec.max_entries:
            super().delete_elem(self._order.evict())
        result = super().update_elem(key, value, flags)
        if result == 0:
            self._order.place(key)
        return result

    def delete_elem(self, key: bytes) -> int:
        """Delete an element, and forget when it was used."""
        result = super().delete_elem(key)
        if result == 0:
            self._order.remove(key)
        return result


class LruPerCpuHashMap(PerCpuHashMap, LruHashMap):
    """``BPF_MAP_TYPE_LRU_PERCPU_HASH``: what is new is placed as in the LRU map."""


class HashOrder:
    """The slot of each key, and the next key to evict: a clock with one hand.

    Args:
        entries: elements of the map; there is one slot more, for the new value of a key.
    """

    def __init__(self, entries: int) -> None:
        self._count = entries + 1
        # As far as slots were ever used.
        self._keys: list[bytes | None] = []
        self._used: list[bool] = []
        self._free: list[int] = []
        self._slots: dict[bytes, int] = {}
        self._hand = 0

    def use(self, key: bytes) -> None:
        """The key was looked up by a program."""
        slot = self._slots.get(key)
        if slot is not None:
            self._used[slot] = True

    def place(self, key: bytes) -> None:
        """Give the key a new slot; the one that it had becomes free."""
        if not self._free:
            self._free.append(len(self._keys))
            self._keys.append(None)
            self._used.append(False)
        slot = self._free.pop()
        if key in self._slots:
            self.remove(key)
        self._keys[slot], self._used[slot] = key, False
        self._slots[key] = slot

    def remove(self, key: bytes) -> None:
        """Free the slot of the key."""
        slot = self._slots.pop(key)
        self._keys[slot] = None
        self._free.append(slot)

    def evict(self) -> bytes:
        """Free the slot of the key that is next to go."""
        passed = 0
        while True:
            slot = self._hand
            self._hand = (slot + 1) % self._count
            key = self._keys[slot] if slot < len(self._keys) else None
            if key is None:
                continue
            if self._used[slot] and passed < LRU_LOOKS:
                self._used[slot] = False
                passed += 1
                continue
            self.remove(key)
            return key


class LpmTrieMap(HashMap):
    """``BPF_MAP_TYPE_LPM_TRIE``: the value of the longest prefix that a key has.

    A key is the number of bits of its prefix, 4 bytes, and the bytes that they are in. The bits
    behind the prefix mean nothing, and are kept as the last update had them.
    """

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self._given: dict[bytes, bytes] = {}

    def __iter__(self) -> Iterator[bytes]:
        """The keys in the order of ``trie_get_next_key()``: a prefix behind those that have it."""
        yield from sorted(self._given.values(), key=self._walked)

    def _walked(self, key: bytes) -> str:
        bits = self._bits(key)
        # "2" is behind both values of a further bit.
        return f"{int.from_bytes(key[4:], 'big'):0{self._most}b}"[:bits] + "2"

    @property
    def _most(self) -> int:
        return (self.spec.key_size - 4) * 8

    def _prefix(self, key: bytes, bits: int) -> bytes:
        keep = (1 << self._most) - (1 << self._most - bits)
        value = int.from_bytes(key[4:], "big") & keep
        return bits.to_bytes(4, self._byteorder) + value.to_bytes(len(key) - 4, "big")

    def _bits(self, key: bytes) -> int:
        return int.from_bytes(key[:4], self._byteorder)

    def value_address(self, key: bytes) -> int:
        """Return the address of the value of the longest prefix of the key's bits.

        0 where there is none, and for a key of more bits than there are.
        """
        bits = self._bits(key)
        if bits > self._most:
            return 0
        for length in range(bits, -1, -1):
            found = super().value_address(self._prefix(key, length))
            if found:
                return found
        return 0

    def update_elem(self, key: bytes, value: bytes, flags: int = BPF_ANY) -> int:
        """Update an element; -ENOSPC when the map is full, -EINVAL for too many bits."""
        bits = self._bits(key)
        if flags > BPF_EXIST or bits > self._most:
            return -errno.EINVAL
        prefix = self._prefix(key, bits)
        result = super().update_elem(prefix, value, flags)
        if result == 0:
            self._given[prefix] = bytes(key)
        return -errno.ENOSPC if result == -errno.E2BIG else result

    def delete_elem(self, key: bytes) -> int:
        """-ENOENT when just this prefix is not there, -EINVAL for too many bits."""
        bits = self._bits(key)
        if bits > self._most:
            return -errno.EINVAL
        prefix = self._prefix(key, bits)
        self._given.pop(prefix, None)
        return super().delete_elem(prefix)


class TargetMap(HashMap):
    """``BPF_MAP_TYPE_DEVMAP``, ``DEVMAP_HASH``, ``CPUMAP`` and ``XSKMAP``: where packets may go.

    The values are what the caller puts in (an interface number, a queue size); nothing is behind
    them. Programs may read those of some types and write none.
    """

    def update_elem(self, key: bytes, value: bytes, flags: int = BPF_ANY) -> int:
        """Update an element; -E2BIG for an index that an array of that size has not."""
        index = int.from_bytes(key, self._byteorder)
        if not self.spec.type.traits.any_number and index >= self.spec.max_entries:
            return -errno.E2BIG
        return super().update_elem(key, value, flags)

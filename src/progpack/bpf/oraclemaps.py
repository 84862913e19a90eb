"""The interpreter's maps: plain Python with the kernel's semantics.

Array, hash and ring buffer, as ``kernel/bpf/arraymap.c``, ``hashtab.c`` and ``ringbuf.c`` (Linux
6.18) behave, with these choices where the kernel leaves something open or where user space differs:

* updating a key that is there makes a new element, as in the kernel: who looked the old one up
  keeps the old value;
* a replaced or deleted element stays as it was until the run ends, then it is gone (in the kernel
  it may be used again at once);
* a reserved record is zeroed (the kernel leaves what was there);
* a record that a run reserved and did not give back is discarded when the run ends.

Array and hash are mappings of bytes to bytes for the caller; programs go through `value_address`,
`update_elem` and `delete_elem`, which return what the helpers do: 0 or a negative errno.
"""

from __future__ import annotations

import errno
from abc import abstractmethod
from collections import deque
from collections.abc import Iterator, Mapping, MutableMapping
from typing import Final

from progpack.bpf.check import check_map
from progpack.bpf.context import ByteOrder
from progpack.bpf.space import AddressSpace, Region
from progpack.bpf.spec import MapSpec, MapType, ProgramSpec
from progpack.errors import UsageError

__all__ = [
    "BPF_ANY",
    "BPF_EXIST",
    "BPF_NOEXIST",
    "ArrayMap",
    "HashMap",
    "HashOrder",
    "KeyedMap",
    "MapSet",
    "OracleMap",
    "RingbufMap",
    "make_map",
]

#: Flags of an update: create or change, only create, only change.
BPF_ANY: Final = 0
BPF_NOEXIST: Final = 1
BPF_EXIST: Final = 2
_BPF_F_LOCK: Final = 4

_RINGBUF_HEADER: Final = 8
_RINGBUF_MAX_RECORD: Final = 0xFFFFFFFF // 4
_RINGBUF_WAKEUPS: Final = 3  # BPF_RB_NO_WAKEUP | BPF_RB_FORCE_WAKEUP


class OracleMap:
    """One map.

    Attributes:
        spec: what it was made from.
        address: what programs pass to helpers; nothing can be read or written there.
    """

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        self.spec = spec
        self.address = space.reserve()
        self._space = space
        self._byteorder = byteorder

    def end_run(self) -> None:
        """Let go of what only the run that has ended could still use."""


class KeyedMap(OracleMap, MutableMapping[bytes, bytes]):
    """A map with keys and values."""

    @abstractmethod
    def value_address(self, key: bytes) -> int:
        """Address of the value of ``key``, 0 when there is none."""

    @abstractmethod
    def update_elem(self, key: bytes, value: bytes, flags: int = BPF_ANY) -> int:
        """Set a value; 0 or a negative errno."""

    @abstractmethod
    def delete_elem(self, key: bytes) -> int:
        """Remove a key; 0 or a negative errno."""

    def __getitem__(self, key: bytes) -> bytes:
        address = self.value_address(self._key(key))
        if not address:
            raise KeyError(key)
        size = self.spec.value_size
        found = self._space.find(address, size)
        if found is None:
            raise KeyError(key)
        region, offset = found
        return bytes(region.data[offset : offset + size])

    def __setitem__(self, key: bytes, value: bytes) -> None:
        if len(value) != self.spec.value_size:
            raise UsageError(
                f"a value of map {self.spec.name} has {self.spec.value_size} bytes, "
                f"not {len(value)}"
            )
        self._raise(self.update_elem(self._key(key), bytes(value)), key)
        # The caller is not inside a run: nobody can hold the old element.
        self.end_run()

    def __delitem__(self, key: bytes) -> None:
        self._raise(self.delete_elem(self._key(key)), key)
        self.end_run()

    def _key(self, key: bytes) -> bytes:
        if len(key) != self.spec.key_size:
            raise UsageError(
                f"a key of map {self.spec.name} has {self.spec.key_size} bytes, not {len(key)}"
            )
        return bytes(key)

    def _raise(self, result: int, key: bytes) -> None:
        if result == -errno.ENOENT:
            raise KeyError(key)
        if result:
            raise UsageError(
                f"map {self.spec.name} ({self.spec.type.name}, {self.spec.max_entries} entries) "
                f"refuses key {key.hex()}: {errno.errorcode[-result]}"
            )


class ArrayMap(KeyedMap):
    """``BPF_MAP_TYPE_ARRAY``: one region of values, each at a multiple of 8 bytes."""

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self.stride = -(-spec.value_size // 8) * 8
        data = bytearray(self.stride * spec.max_entries)
        if spec.data is not None:
            data[: len(spec.data)] = spec.data
        self.region = space.add(data, f"map {spec.name}", writable=not spec.read_only)

    def value_address(self, key: bytes) -> int:
        """See `KeyedMap.value_address`."""
        index = int.from_bytes(key, self._byteorder)
        return self.region.base + index * self.stride if index < self.spec.max_entries else 0

    def update_elem(self, key: bytes, value: bytes, flags: int = BPF_ANY) -> int:
        """-EINVAL for unknown flags, -E2BIG beyond the last index, -EEXIST for BPF_NOEXIST."""
        if flags & ~_BPF_F_LOCK > BPF_EXIST:
            return -errno.EINVAL
        index = int.from_bytes(key, self._byteorder)
        if index >= self.spec.max_entries:
            return -errno.E2BIG
        if flags & BPF_NOEXIST:
            return -errno.EEXIST
        if flags & _BPF_F_LOCK:
            return -errno.EINVAL
        start = index * self.stride
        self.region.data[start : start + len(value)] = value
        return 0

    def delete_elem(self, key: bytes) -> int:
        """Always -EINVAL: elements of an array cannot be deleted."""
        return -errno.EINVAL

    def __iter__(self) -> Iterator[bytes]:
        for index in range(self.spec.max_entries):
            yield index.to_bytes(4, self._byteorder)

    def __len__(self) -> int:
        return self.spec.max_entries


class HashMap(KeyedMap):
    """``BPF_MAP_TYPE_HASH``: one region for each element."""

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self._elements: dict[bytes, Region] = {}
        self._gone: list[Region] = []

    def value_address(self, key: bytes) -> int:
        """See `KeyedMap.value_address`."""
        region = self._elements.get(key)
        return region.base if region is not None else 0

    def update_elem(self, key: bytes, value: bytes, flags: int = BPF_ANY) -> int:
        """-EINVAL for unknown flags, -EEXIST, -ENOENT by flag, -E2BIG for a new key when full."""
        if flags > BPF_EXIST:
            return -errno.EINVAL
        old = self._elements.get(key)
        if old is not None and flags == BPF_NOEXIST:
            return -errno.EEXIST
        if old is None and flags == BPF_EXIST:
            return -errno.ENOENT
        if old is None and len(self._elements) >= self.spec.max_entries:
            return -errno.E2BIG
        if old is not None:
            self._gone.append(old)
        self._elements[key] = self._space.add(
            bytearray(value),
            f"value of map {self.spec.name}",
            writable=not self.spec.read_only,
        )
        return 0

    def delete_elem(self, key: bytes) -> int:
        """-ENOENT when the key is not there."""
        region = self._elements.pop(key, None)
        if region is None:
            return -errno.ENOENT
        self._gone.append(region)
        return 0

    def end_run(self) -> None:
        """Forget replaced and deleted elements."""
        for region in self._gone:
            self._space.remove(region)
        self._gone.clear()

    def __iter__(self) -> Iterator[bytes]:
        yield from self._elements

    def __len__(self) -> int:
        return len(self._elements)


class PerCpuHashMap(HashMap):
    """``BPF_MAP_TYPE_PERCPU_HASH`` on one CPU: a value is changed in place."""

    def update_elem(self, key: bytes, value: bytes, flags: int = BPF_ANY) -> int:
        """As `HashMap.update_elem`; an element that is there keeps its place."""
        old = self._elements.get(key)
        if old is None or flags not in (BPF_ANY, BPF_EXIST):
            return super().update_elem(key, value, flags)
        old.data[:] = value
        return 0


class LruHashMap(HashMap):
    """``BPF_MAP_TYPE_LRU_HASH``: when it is full an element goes that was not looked up for long.

    The kernel says as much and no more of which. Here, and in the native map, it is the first in
    slot order, from the last that went on, that programs did not look up since the search passed
    it. Slots are taken from a stack of free ones.
    """

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self._order = HashOrder(spec.max_entries)

    def look_up(self, key: bytes) -> int:
        """As `value_address`, for a program: the element counts as used."""
        self._order.use(key)
        return self.value_address(key)

    def update_elem(self, key: bytes, value: bytes, flags: int = BPF_ANY) -> int:
        """As `HashMap.update_elem`, but never -E2BIG."""
        new = key not in self._elements
        if new and flags in (BPF_ANY, BPF_NOEXIST) and len(self) >= self.spec.max_entries:
            super().delete_elem(self._order.evict())
        result = super().update_elem(key, value, flags)
        if result == 0:
            self._order.place(key)
        return result

    def delete_elem(self, key: bytes) -> int:
        """As `HashMap.delete_elem`."""
        result = super().delete_elem(key)
        if result == 0:
            self._order.remove(key)
        return result


class LruPerCpuHashMap(LruHashMap):
    """``BPF_MAP_TYPE_LRU_PERCPU_HASH`` on one CPU."""

    def update_elem(self, key: bytes, value: bytes, flags: int = BPF_ANY) -> int:
        """As `LruHashMap.update_elem`; an element that is there keeps its place."""
        old = self._elements.get(key)
        if old is None or flags not in (BPF_ANY, BPF_EXIST):
            return super().update_elem(key, value, flags)
        old.data[:] = value
        return 0


class HashOrder:
    """Which slot each key has, and which one goes next: a clock with one hand.

    Args:
        entries: elements of the map; there is one slot more, for the new value of a key.
    """

    def __init__(self, entries: int) -> None:
        self._keys: list[bytes | None] = [None] * (entries + 1)
        self._used = [False] * (entries + 1)
        self._free = list(range(entries, -1, -1))
        self._slots: dict[bytes, int] = {}
        self._hand = 0

    def use(self, key: bytes) -> None:
        """The key was looked up by a program."""
        slot = self._slots.get(key)
        if slot is not None:
            self._used[slot] = True

    def place(self, key: bytes) -> None:
        """Give the key a new slot; the one that it had becomes free."""
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
        while True:
            slot = self._hand
            self._hand = (slot + 1) % len(self._keys)
            key = self._keys[slot]
            if key is None:
                continue
            if self._used[slot]:
                self._used[slot] = False
                continue
            self.remove(key)
            return key


class LpmTrieMap(HashMap):
    """``BPF_MAP_TYPE_LPM_TRIE``: the value of the longest prefix that a key has.

    A key is the number of bits of its prefix, 4 bytes, and the bytes that they are in.
    """

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
        """Of the longest prefix of the key's bits; 0 also when it has more bits than there are."""
        bits = self._bits(key)
        if bits > self._most:
            return 0
        for length in range(bits, -1, -1):
            found = super().value_address(self._prefix(key, length))
            if found:
                return found
        return 0

    def update_elem(self, key: bytes, value: bytes, flags: int = BPF_ANY) -> int:
        """As `HashMap.update_elem`, -ENOSPC when full, -EINVAL for too many bits."""
        bits = self._bits(key)
        if flags > BPF_EXIST or bits > self._most:
            return -errno.EINVAL
        result = super().update_elem(self._prefix(key, bits), value, flags)
        return -errno.ENOSPC if result == -errno.E2BIG else result

    def delete_elem(self, key: bytes) -> int:
        """-ENOENT when just this prefix is not there, -EINVAL for too many bits."""
        bits = self._bits(key)
        if bits > self._most:
            return -errno.EINVAL
        return super().delete_elem(self._prefix(key, bits))


class ValueMap(OracleMap):
    """A map of values without keys."""

    @abstractmethod
    def push_elem(self, value: bytes, flags: int = BPF_ANY) -> int:
        """Add a value; 0 or a negative errno."""

    @abstractmethod
    def peek_elem(self, value: bytearray) -> int:
        """The next value into ``value``, or whether it is there; 0 or a negative errno."""


class QueueMap(ValueMap):
    """``BPF_MAP_TYPE_QUEUE`` and ``STACK``: kernel/bpf/queue_stack_maps.c."""

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self.values: deque[bytes] = deque()

    def push_elem(self, value: bytes, flags: int = BPF_ANY) -> int:
        """-E2BIG when full; with BPF_EXIST the oldest goes instead. -EINVAL for other flags."""
        if flags & BPF_NOEXIST or flags > BPF_EXIST:
            return -errno.EINVAL
        if len(self.values) >= self.spec.max_entries:
            if not flags & BPF_EXIST:
                return -errno.E2BIG
            self.values.popleft()
        self.values.append(value)
        return 0

    def peek_elem(self, value: bytearray) -> int:
        """-ENOENT, and zeros, when there is none."""
        return self._next(value, remove=False)

    def pop_elem(self, value: bytearray) -> int:
        """As `peek_elem`; the value is taken out."""
        return self._next(value, remove=True)

    def _next(self, value: bytearray, *, remove: bool) -> int:
        if not self.values:
            value[:] = bytes(len(value))
            return -errno.ENOENT
        at = -1 if self.spec.type is MapType.STACK else 0
        value[:] = self.values[at]
        if remove:
            del self.values[at]
        return 0


class BloomMap(ValueMap):
    """``BPF_MAP_TYPE_BLOOM_FILTER``; this one never takes a value for another."""

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self._values: set[bytes] = set()

    def push_elem(self, value: bytes, flags: int = BPF_ANY) -> int:
        """-EINVAL for flags."""
        if flags:
            return -errno.EINVAL
        self._values.add(value)
        return 0

    def peek_elem(self, value: bytearray) -> int:
        """-ENOENT when the value was not added."""
        return 0 if bytes(value) in self._values else -errno.ENOENT


class PerfEventMap(OracleMap):
    """``BPF_MAP_TYPE_PERF_EVENT_ARRAY``: samples, as many as there is memory for.

    ``max_entries`` 0 stands for the number of CPUs, which is 1 here.
    """

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self._samples: list[tuple[int, bytes]] = []

    def output(self, cpu: int, data: bytes) -> int:
        """-E2BIG beyond the last element."""
        if cpu >= max(self.spec.max_entries, 1):
            return -errno.E2BIG
        self._samples.append((cpu, data))
        return 0

    def consume(self) -> list[tuple[int, bytes]]:
        """The samples since the last time: element and data."""
        samples, self._samples = self._samples, []
        return samples


class ProgArrayMap(OracleMap):
    """``BPF_MAP_TYPE_PROG_ARRAY``: programs by number.

    Attributes:
        held: the programs; one of another type than the one that calls is as good as none.
    """

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self.held: dict[int, ProgramSpec] = {}


class MapOfMaps(OracleMap):
    """``BPF_MAP_TYPE_ARRAY_OF_MAPS`` and ``HASH_OF_MAPS``: keys to maps of the same address space.

    Attributes:
        held: the maps, by key.
    """

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self.held: dict[bytes, OracleMap] = {}

    def value_address(self, key: bytes) -> int:
        """Address of the map of ``key``, 0 when there is none."""
        found = self.held.get(key)
        return found.address if found is not None else 0

    def new(self, key: bytes) -> OracleMap:
        """Put an empty map, made like the spec's inner one, under ``key``."""
        if self.spec.inner is None:
            raise UsageError(f"map {self.spec.name} does not say what its maps look like")
        made = make_map(self.spec.inner, self._space, self._byteorder)
        self.held[key] = made
        return made


class _Record:
    """A record in a ring buffer: reserved until it is done, then with data or discarded."""

    __slots__ = ("data", "done", "region", "span")

    def __init__(self, region: Region, span: int) -> None:
        self.region = region
        self.span = span
        self.done = False
        self.data: bytes | None = None


class RingbufMap(OracleMap):
    """``BPF_MAP_TYPE_RINGBUF``: records in the order of their reservation.

    A record takes its size and an 8-byte header, rounded up to 8; one byte of the buffer always
    stays free, and a record that is not consumed keeps its place.
    """

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self._records: deque[_Record] = deque()
        self._reserved: dict[int, _Record] = {}
        self._used = 0

    @property
    def used(self) -> int:
        """Bytes between consumer and producer, headers and discarded records included."""
        return self._used

    def reserve(self, size: int, flags: int = 0) -> int:
        """Address of a new zeroed record of ``size`` bytes, 0 when it does not fit."""
        span = -(-(size + _RINGBUF_HEADER) // 8) * 8
        if flags or size > _RINGBUF_MAX_RECORD or self._used + span >= self.spec.max_entries:
            return 0
        region = self._space.add(bytearray(size), f"record of map {self.spec.name}")
        record = _Record(region, span)
        self._records.append(record)
        self._reserved[region.base] = record
        self._used += span
        return region.base

    def commit(self, address: int, *, discard: bool = False) -> bool:
        """Submit or discard the record at ``address``; False when none is reserved there."""
        record = self._reserved.pop(address, None)
        if record is None:
            return False
        if not discard:
            record.data = bytes(record.region.data)
        self._space.remove(record.region)
        record.done = True
        return True

    def output(self, data: bytes, flags: int = 0) -> int:
        """Reserve, fill and submit: 0, -EINVAL for unknown flags, -EAGAIN when it does not fit."""
        if flags & ~_RINGBUF_WAKEUPS:
            return -errno.EINVAL
        address = self.reserve(len(data))
        if not address:
            return -errno.EAGAIN
        self._reserved[address].region.data[:] = data
        self.commit(address)
        return 0

    def is_reserved(self, address: int) -> bool:
        """Whether ``address`` is a record that can be submitted or discarded."""
        return address in self._reserved

    def consume(self) -> list[bytes]:
        """Take the submitted records out, up to the first that is still reserved."""
        out = []
        while self._records and self._records[0].done:
            record = self._records.popleft()
            self._used -= record.span
            if record.data is not None:
                out.append(record.data)
        return out

    def end_run(self) -> None:
        """Discard what was reserved and not given back."""
        for address in list(self._reserved):
            self.commit(address, discard=True)


_CLASSES: Final[dict[MapType, type[OracleMap]]] = {
    MapType.ARRAY: ArrayMap,
    # The interpreter has one CPU, so that values of each CPU are just values.
    MapType.PERCPU_ARRAY: ArrayMap,
    MapType.HASH: HashMap,
    MapType.PERCPU_HASH: PerCpuHashMap,
    MapType.LRU_HASH: LruHashMap,
    MapType.LRU_PERCPU_HASH: LruPerCpuHashMap,
    MapType.LPM_TRIE: LpmTrieMap,
    MapType.QUEUE: QueueMap,
    MapType.STACK: QueueMap,
    MapType.BLOOM_FILTER: BloomMap,
    MapType.RINGBUF: RingbufMap,
    MapType.PERF_EVENT_ARRAY: PerfEventMap,
    MapType.PROG_ARRAY: ProgArrayMap,
    MapType.ARRAY_OF_MAPS: MapOfMaps,
    MapType.HASH_OF_MAPS: MapOfMaps,
    MapType.STACK_TRACE: OracleMap,
    MapType.CGROUP_ARRAY: OracleMap,
}


class MapSet(Mapping[str, OracleMap]):
    """The maps of an object and the address space they are in, for one or more machines.

    A map is made when it is first asked for, so that maps of types that are not provided do not
    disturb the programs that do not use them.

    Attributes:
        specs: what the maps are made from, by name.
        space: the address space.
        byteorder: of keys that are indices.
    """

    def __init__(self, specs: Mapping[str, MapSpec], byteorder: ByteOrder = "little") -> None:
        self.specs = dict(specs)
        self.byteorder: ByteOrder = byteorder
        self.space = AddressSpace()
        self._made: dict[str, OracleMap] = {}

    def __getitem__(self, name: str) -> OracleMap:
        if name not in self._made:
            self._made[name] = make_map(self.specs[name], self.space, self.byteorder)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.specs)

    def __len__(self) -> int:
        return len(self.specs)


def make_map(spec: MapSpec, space: AddressSpace, byteorder: ByteOrder = "little") -> OracleMap:
    """The map that ``spec`` describes, empty or with its initial data.

    Raises:
        MissingFeatureError: its type is not provided.
        ObjectError: its sizes make no such map.
    """
    check_map(spec)
    return _CLASSES[spec.type](spec, space, byteorder)

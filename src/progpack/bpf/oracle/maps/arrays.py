"""The interpreter's maps: plain Python with the kernel's semantics.

Array, hash and ring buffer, as ``kernel/bpf/arraymap.c``, ``hashtab.c`` and ``ringbuf.c`` (Linux
6.18) behave, with these choices where the kernel leaves something open or where user space differs:

* updating a key that is there makes a new element, as in the kernel: who looked the old one up
  keeps the old value;
* a replaced or deleted element stays as it was until the run ends, or very many others went after
  it; then it is gone (in the kernel it may be used again at once);
* a reserved record is zeroed (the kernel leaves what was there);
* a record that a run reserved and did not give back is discarded when the run ends.

Array and hash are mappings of bytes to bytes for the caller; programs go through `value_address`,
`update_elem` and `delete_elem`, which return what the helpers do: 0 or a negative errno.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from typing import Final

from progpack.bpf import map_memory as mapmemory
from progpack.bpf.check.program import as_programs_see, check_map
from progpack.bpf.context.build import ByteOrder
from progpack.bpf.environment import CPUS
from progpack.bpf.maps.plan import plan_map
from progpack.bpf.maps.special_fields import lock_offset, without_special
from progpack.bpf.maps.types import Holds, MapType, Table
from progpack.bpf.oracle.maps.base import (
    BPF_ANY,
    BPF_EXIST,
    BPF_F_LOCK,
    BPF_NOEXIST,
    KeyedMap,
    OracleMap,
)
from progpack.bpf.oracle.maps.collect import kept
from progpack.bpf.oracle.maps.hash import (
    HashMap,
    HashOrder,
    LpmTrieMap,
    LruHashMap,
    LruPerCpuHashMap,
    PerCpuHashMap,
    TargetMap,
)
from progpack.bpf.oracle.maps.queues import BloomMap, PerfEventMap, QueueMap, RingbufMap, ValueMap
from progpack.bpf.oracle.space import AddressSpace, zeros
from progpack.bpf.spec import MapSpec, ProgramSpec
from progpack.errors import UsageError

__all__ = [
    "BPF_ANY",
    "BPF_EXIST",
    "BPF_NOEXIST",
    "ArrayMap",
    "HashMap",
    "HashOrder",
    "KeyedMap",
    "LruHashMap",
    "MapOfMaps",
    "MapSet",
    "OracleMap",
    "PerfEventMap",
    "ProgArrayMap",
    "QueueMap",
    "RingbufMap",
    "ValueMap",
    "make_map",
]


class ArrayMap(KeyedMap):
    """``BPF_MAP_TYPE_ARRAY``: one region of values, each at a multiple of 8 bytes."""

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        self.stride = -(-spec.value_size // 8) * 8
        data = zeros(self.stride * spec.max_entries)
        if spec.data is not None:
            data[: len(spec.data)] = spec.data
        self.region = space.add(
            data,
            f"map {spec.name}",
            writable=spec.programs_write,
            shown=None if spec.programs_read else (),
        )

    def value_address(self, key: bytes) -> int:
        """See `KeyedMap.value_address`."""
        index = int.from_bytes(key, self._byteorder)
        return self.region.base + index * self.stride if index < self.spec.max_entries else 0

    def value_at(self, address: int) -> bool:
        """See `KeyedMap.value_at`."""
        at = address - self.region.base
        return 0 <= at < len(self.region.data) and at % self.stride == 0

    def update_elem(self, key: bytes, value: bytes, flags: int = BPF_ANY) -> int:
        """-EINVAL for unknown flags, -E2BIG beyond the last index, -EEXIST for BPF_NOEXIST."""
        start = self.place(key, flags)
        if start < 0:
            return start
        end = start + len(value)
        value = without_special(self.spec, bytes(self.region.data[start:end]), value)
        self.region.data[start:end] = value
        # bpf_obj_free_fields() in array_map_update_elem().
        self.timers.pop(self.region.base + start, None)
        return 0

    def place(self, key: bytes, flags: int) -> int:
        """Return the offset of the value that an update changes, or a negative errno."""
        if flags & ~BPF_F_LOCK > BPF_EXIST:
            return -errno.EINVAL
        index = int.from_bytes(key, self._byteorder)
        if index >= self.spec.max_entries:
            return -errno.E2BIG
        if flags & BPF_NOEXIST:
            return -errno.EEXIST
        if flags & BPF_F_LOCK and lock_offset(self.spec) is None:
            return -errno.EINVAL
        return index * self.stride

    def delete_elem(self, key: bytes) -> int:
        """Always -EINVAL: elements of an array cannot be deleted."""
        return -errno.EINVAL

    def __iter__(self) -> Iterator[bytes]:
        for index in range(self.spec.max_entries):
            yield index.to_bytes(4, self._byteorder)

    def __len__(self) -> int:
        return self.spec.max_entries


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
        cpu = self.cpu if self.cpus > 1 else None
        made = make_map(self.spec.inner, self._space, self._byteorder, cpu)
        self.held[key] = made
        return made


_OF_TABLE: Final[Mapping[Table, type[OracleMap]]] = {
    # Programs run on one CPU, so that values of each CPU are just values; see `KeyedMap.value_on`.
    Table.ARRAY: ArrayMap,
    Table.PREFIXES: LpmTrieMap,
    Table.QUEUE: QueueMap,
    Table.STACK: QueueMap,
    Table.FILTER: BloomMap,
    Table.RING: RingbufMap,
    Table.SAMPLES: PerfEventMap,
    Table.NONE: OracleMap,
}
_OF_WHAT_IT_HOLDS: Final[Mapping[Holds, type[OracleMap]]] = {
    Holds.PROGRAMS: ProgArrayMap,
    Holds.MAPS: MapOfMaps,
    Holds.TARGETS: TargetMap,
}
#: By whether each CPU has values of its own, and whether elements go where there is no room.
_HASHES: Final[Mapping[tuple[bool, bool], type[OracleMap]]] = {
    (False, False): HashMap,
    (True, False): PerCpuHashMap,
    (False, True): LruHashMap,
    (True, True): LruPerCpuHashMap,
}


def _class_of(kind: MapType) -> type[OracleMap]:
    traits = kind.traits
    if kind in kept():
        return kept()[kind]
    if traits.holds in _OF_WHAT_IT_HOLDS:
        return _OF_WHAT_IT_HOLDS[traits.holds]
    if traits.table is Table.HASH:
        return _HASHES[traits.per_cpu, traits.evicts]
    return _OF_TABLE[traits.table]


class MapSet(Mapping[str, OracleMap]):
    """The maps of an object and the address space they are in, for one or more machines.

    A map is made when it is first asked for, so that maps of types that are not provided do not
    disturb the programs that do not use them.

    Args:
        specs: what the maps are made from, by name.
        byteorder: of keys that are indices.
        cpu: the CPU that programs run on, of all that there are; None: there is CPU 0 alone.

    Attributes:
        specs: what the maps are made from, by name.
        space: the address space.
        byteorder: of keys that are indices.
    """

    def __init__(
        self,
        specs: Mapping[str, MapSpec],
        byteorder: ByteOrder = "little",
        cpu: int | None = None,
    ) -> None:
        self.specs = dict(specs)
        self._cpu = cpu
        self.byteorder: ByteOrder = byteorder
        self.space = AddressSpace()
        self._made: dict[str, OracleMap] = {}

    def __getitem__(self, name: str) -> OracleMap:
        if name not in self._made:
            made = make_map(self.specs[name], self.space, self.byteorder, self._cpu)
            self._made[name] = made
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.specs)

    def __len__(self) -> int:
        return len(self.specs)


def make_map(
    spec: MapSpec,
    space: AddressSpace,
    byteorder: ByteOrder = "little",
    cpu: int | None = None,
) -> OracleMap:
    """The map that ``spec`` describes, empty or with its initial data; ``cpu`` as for `MapSet`.

    Raises:
        MissingFeatureError: its type is not provided.
        ObjectError: its sizes make no such map.
        MapLimitError: the maps of this process would take too much.
    """
    check_map(spec)
    cpus = 1 if cpu is None else CPUS
    charge = mapmemory.charge(spec, plan_map(spec, cpus))
    spec = as_programs_see(spec)
    made = _class_of(spec.type)(spec, space, byteorder)
    made.charge = charge
    made.cpu, made.cpus = cpu or 0, cpus
    return made

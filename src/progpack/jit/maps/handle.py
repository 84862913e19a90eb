"""The maps of a loaded object: native memory, seen from Python as mappings.

Compiled programs reach a map's values directly and everything else through the native runtime;
Python goes through the same functions, so that both may be at work at once.
"""

from __future__ import annotations

import ctypes
import os
import sys
import weakref
from abc import abstractmethod
from collections.abc import Callable, Iterator, MutableMapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from progpack.bpf.maps.plan import MapPlan, plan_map
from progpack.bpf.spec import MapSpec
from progpack.errors import MissingFeatureError, UsageError
from progpack.jit.maps.batch import Batched
from progpack.jit.maps.keys import BYTES, Elements, Key
from progpack.jit.maps.pushed import Submitted
from progpack.jit.maps.records import Ring, Taken
from progpack.jit.maps.typed import TypedMap, Valued
from progpack.jit.native import cpus
from progpack.jit.native.areas import Area, new_area
from progpack.jit.native.layout import MapHeader, TimerSlot
from progpack.jit.native.runtime import Runtime

if TYPE_CHECKING:
    import numpy as np

__all__ = [
    "ArrayMap",
    "HashMap",
    "KeyedMap",
    "Map",
    "Pushed",
    "RingBuffer",
    "UserRingBuffer",
    "live_maps",
    "map_at",
]


_ANY = 0


_T = TypeVar("_T")


class Map(Elements):
    """A map: what all kinds share.

    Attributes:
        spec: name, type, sizes.
        address: address of its `MapHeader`; what a program has as the map's pointer.
        values_at: address of the first byte that programs are given, 0 where they are given none.
        values_end: address after the last.

    Args:
        spec: the map, as `check_map` has let it pass.
        runtime: the native runtime.
        plan: the plan of its memory, where somebody has made it already.
    """

    byteorder = sys.byteorder

    def __init__(self, spec: MapSpec, runtime: Runtime, plan: MapPlan | None = None) -> None:
        plan = plan or plan_map(spec, cpus.COUNT)
        self.spec = spec
        self._plan = plan
        self._runtime = runtime
        self._areas: list[Area] = []
        self._stride = plan.words["stride"]
        self._header = MapHeader(**plan.words)
        self.address = ctypes.addressof(self._header)
        for part in plan.parts:
            area = new_area(part.size)
            self._areas.append(area)
            setattr(self._header, part.field, area.address)
        self._values = self._areas[0]
        self._header.values_end = self._values.address + self._values.size
        # Else programs reach the elements through helpers only, and records of a ring buffer only
        # between their reservation and their end (in_record() in runtime/check.c).
        if plan.shown:
            self._header.shown = self._header.values
            self._header.shown_end = self._header.values_end
        self.values_at = int(self._header.shown)
        self.values_end = int(self._header.shown_end)
        # As the kernel's htab->hashrnd: nobody outside can choose keys that collide.
        if plan.seed_bits:
            self._header.seed = int.from_bytes(os.urandom(4)) >> 32 - plan.seed_bits
        self._note()

    @property
    def area(self) -> tuple[int, int]:
        """The addresses at which the values begin and end, shown to programs or not."""
        return int(self._header.values), int(self._header.values_end)

    def timers(self) -> list[tuple[int, TimerSlot]]:
        """The timers that were started: slot of the element, and what is set."""
        if not self._header.timers:
            return []
        table = (TimerSlot * self._plan.slots).from_address(self._header.timers)
        return [(slot, timer) for slot, timer in enumerate(table) if timer.armed]

    def take_timer(self, slot: int, moment: int) -> TimerSlot | None:
        """Stop the timer of a slot if it is due, and return the state that it had; else None."""
        timer = TimerSlot()
        due = self._runtime.timer_take(self.address, slot, moment, ctypes.addressof(timer))
        return timer if due else None

    def free_slots(self) -> int:
        """The free slots of a hash table, of which a full one has one. Not while it changes."""
        header = self._header
        count, at = 0, header.free
        while at and count <= header.slots:
            count, at = count + 1, ctypes.c_uint32.from_address(header.links + 4 * (at - 1)).value
        return int(count + header.slots - header.reached)

    def hold(self, charge: object) -> None:
        """Keep what was charged for it until its memory has gone too."""
        for area in self._areas:
            area.charge = charge

    def slot(self, number: int) -> tuple[bytes, int]:
        """Key of the element in a slot, and the address of its value."""
        value = self._header.values + number * self._stride
        if self.spec.type.traits.indexed:
            return number.to_bytes(4, sys.byteorder), value
        at = self._header.keys + number * self._header.key_stride
        return ctypes.string_at(at, self.spec.key_size), value

    @property
    def typed(self) -> Any:
        """The map as Python values, by its types: a `progpack.jit.maps.typed.TypedMap` or queue.

        Raises:
            UsageError: the map has no elements of a type.
        """
        raise UsageError(f"map {self.name} ({self.spec.type.name}) has no elements of a type")

    def __repr__(self) -> str:
        spec = self.spec
        return f"<{spec.type.name} map {spec.name}: {spec.max_entries} entries>"

    def _whole(self, key: object, read: Callable[[int], _T]) -> _T:
        """Return the result of ``read`` for a value's address while nobody changes the table."""
        raw = self._key(key)
        while True:
            before = self._header.sequence
            address = self._runtime.map_lookup(None, self.address, raw)
            if not address:
                raise self._outside(key) if self.spec.type.traits.indexed else KeyError(key)
            value = read(address)
            if self._header.sequence == before and not before & 1:
                return value

    def _slots(self, size: int) -> Iterator[tuple[bytes, bytes]]:
        """Keys and what lies in their slots, each pair read in one piece.

        Args:
            size: bytes that a slot's value takes in a copy.
        """
        key = ctypes.create_string_buffer(self.spec.key_size)
        value = ctypes.create_string_buffer(size)
        slot = 0
        while True:
            slot = self._runtime.hash_next(self.address, slot, key, value)
            if slot >= self._header.slots:
                return
            yield key.raw, value.raw
            slot += 1

    def _note(self) -> None:
        """Let forks look after this map from now on, and until it has gone."""
        runtime = self._runtime
        # What was registered last is called first, and neither is Python: memory that forks look at
        # stays whatever comes in between.
        ended = _Ended(self, _memory.pop)
        removed = weakref.ref(self, partial(runtime.fork_remove, runtime.forks_at, self.address))
        _memory[ended] = (self._header, self._areas, removed)
        _live[self.address] = self
        runtime.fork_add(runtime.forks_at, self.address)


_live: weakref.WeakValueDictionary[int, Map] = weakref.WeakValueDictionary()


class _Ended(weakref.ref["Map"]):
    """A reference to a map that is itself a key; maps are none."""

    __slots__ = ()
    __hash__ = object.__hash__
    __eq__ = object.__eq__


_memory: dict[_Ended, tuple[MapHeader, list[Area], object]] = {}


def live_maps() -> list[Map]:
    """All maps of this process; others may be made and go meanwhile."""
    maps = [reference() for reference in list(_memory)]
    return [map_ for map_ in maps if map_ is not None]


def map_at(address: int) -> Map:
    """The map whose address a program has.

    Raises:
        KeyError: there is none.
    """
    return _live[address]


class KeyedMap(Batched, Map, Valued[bytes], MutableMapping[Key, bytes]):
    """A map with keys and values of fixed size; values come as bytes.

    What goes in may also be a number, a dict, a dataclass or a value of `ctypes`, by the types of
    the object, as for `typed`.

    Raises (all methods):
        UsageError: a key or value of the wrong length, or a map that may not be changed.
        KeyError: no such key.
    """

    @abstractmethod
    def elements(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and values as bytes, each element read in one piece."""

    @property
    def typed(self) -> TypedMap:
        """See `Map.typed`."""
        return TypedMap(self)

    def _read(self, address: int) -> bytes:
        return ctypes.string_at(address, self.spec.value_size)


class ArrayMap(KeyedMap):
    """Elements 0 to ``max_entries - 1``, which are always there."""

    def __init__(self, spec: MapSpec, runtime: Runtime, plan: MapPlan | None = None) -> None:
        super().__init__(spec, runtime, plan)
        if spec.data is not None:
            self._values.view[: len(spec.data)] = spec.data

    def __getitem__(self, key: object) -> bytes:
        return self._read(self._element(key))

    def __setitem__(self, key: object, value: object) -> None:
        if not isinstance(value, BYTES):
            self.typed[key] = value
            return
        data, place = self._value(value), self._element(key)
        if not (self._header.lock_at or self._header.timer_at):
            ctypes.memmove(place, data, len(data))
            return
        # Its lock and its timer belong to the place and not to the value.
        index = (place - self._values.address) // self._stride
        raw = index.to_bytes(4, sys.byteorder)
        self._check(self._runtime.array_update(None, self.address, raw, data, _ANY), key)

    def __delitem__(self, key: object) -> None:
        raise UsageError(f"map {self.name}: elements of an array cannot be deleted")

    def __iter__(self) -> Iterator[Key]:
        return iter(range(self.spec.max_entries))

    def __len__(self) -> int:
        return self.spec.max_entries

    def view(self) -> memoryview:
        """The memory of all values, which programs use too: nothing is copied.

        Element ``i`` is the ``value_size`` bytes at ``i * stride``, where ``stride`` is that size
        rounded up to 8. The memory stays as long as the view does; that of a map that programs
        only read is read-only. What several threads change at once may be seen half done.
        """
        view = self._values.lasting_view()
        return view.toreadonly() if self.spec.read_only else view

    def numpy(self, dtype: Any = None) -> np.ndarray[Any, Any]:
        """The values as a NumPy array of ``max_entries`` elements; nothing is copied, see `view`.

        Args:
            dtype: of a value; default an unsigned integer for values of 1, 2, 4 and 8 bytes, else
                rows of bytes.

        Raises:
            MissingFeatureError: NumPy is not installed.
            UsageError: the dtype is larger than a value.
        """
        try:
            import numpy as np
        except ImportError:
            raise MissingFeatureError(
                "views as arrays need NumPy: pip install numpy; view() needs nothing"
            ) from None
        size, count = self.spec.value_size, self.spec.max_entries
        if dtype is None:
            dtype = f"u{size}" if size in (1, 2, 4, 8) else (np.uint8, (size,))
        kind = np.dtype(dtype)
        if kind.itemsize > size:
            raise UsageError(f"map {self.name}: {kind} has {kind.itemsize} bytes, a value {size}")
        inner = np.empty(kind.shape, kind.base).strides
        shape = (count, *kind.shape)
        return np.ndarray(shape, kind.base, self.view(), strides=(self._stride, *inner))

    def elements(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and values as bytes, in order."""
        return self.pairs()

    def filled(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and values as bytes, in order, without the values that are zero."""
        return self.filled_pairs()

    def _element(self, key: object) -> int:
        index = int.from_bytes(self._key(key), sys.byteorder)
        if index >= self.spec.max_entries:
            raise self._outside(index)
        return self.values_at + index * self._stride


class HashMap(KeyedMap):
    """At most ``max_entries`` elements in no order.

    An LRU_HASH that is full drops an element that programs did not look up for long.
    """

    def __getitem__(self, key: object) -> bytes:
        return self._whole(key, self._read)

    def __setitem__(self, key: object, value: object) -> None:
        if not isinstance(value, BYTES):
            self.typed[key] = value
            return
        raw, data = self._key(key), self._value(value)
        self._check(self._runtime.hash_update(None, self.address, raw, data, _ANY), key)

    def __delitem__(self, key: object) -> None:
        self._check(self._runtime.map_delete(None, self.address, self._key(key)), key)

    def __iter__(self) -> Iterator[Key]:
        for key, _ in self.elements():
            yield key

    def __len__(self) -> int:
        return int(self._header.count)

    def elements(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and values, each pair read in one piece; others may change the map meanwhile."""
        return self.pairs()


class Pushed(Map):
    """A map without keys, in this process."""

    def _push(self, data: bytes, flags: int) -> int:
        return self._runtime.map_push(None, self.address, data, flags)

    def _pop(self) -> bytes | None:
        out = ctypes.create_string_buffer(self.spec.value_size)
        return None if self._runtime.map_pop(None, self.address, out) else out.raw

    def _peek(self, data: bytes) -> bytes | None:
        out = ctypes.create_string_buffer(data, self.spec.value_size)
        return None if self._runtime.map_peek(None, self.address, out) else out.raw


class UserRingBuffer(Submitted, Pushed):
    """USER_RINGBUF: samples that Python puts in, and programs take out in their order."""

    def __len__(self) -> int:
        """Bytes that samples take which no program has taken out, with their headers."""
        return int(self._header.producer - self._header.consumer)


class RingBuffer(Ring, Map):
    """Records that programs reserve and submit; Python takes them out."""

    def __init__(self, spec: MapSpec, runtime: Runtime, plan: MapPlan | None = None) -> None:
        super().__init__(spec, runtime, plan)
        self._out = ctypes.create_string_buffer(0)

    def _take(self) -> list[Taken]:
        records: list[Taken] = []
        while True:
            length = self._runtime.ringbuf_consume(self.address, self._out, len(self._out))
            if length < 0:
                return records
            if length > len(self._out):
                self._out = ctypes.create_string_buffer(length)
                continue
            records.append((0, ctypes.string_at(self._out, length)))

    def __len__(self) -> int:
        """Bytes between the consumer and the producer, record headers included."""
        return int(self._header.producer - self._header.consumer)

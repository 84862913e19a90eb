"""A program with its maps: what its runs, arrays of programs and tail calls find it by."""

from __future__ import annotations

import ctypes
import weakref
from collections.abc import Mapping, Sequence

from progpack.bpf.environment import Environment
from progpack.bpf.helpers.custom import order as custom_order
from progpack.bpf.helpers.lookup import effects_of
from progpack.bpf.helpers.record import Effect
from progpack.bpf.isa.limits import FRAME_SIZE
from progpack.bpf.spec import ProgramSpec
from progpack.jit import grace
from progpack.jit.image.store import ImageStore
from progpack.jit.log import MAY_LOG
from progpack.jit.maps.by_name import ObjectMaps
from progpack.jit.maps.handle import Map
from progpack.jit.maps.index import map_index
from progpack.jit.maps.kinds import MapOfMaps
from progpack.jit.maps.programs import ProgArray
from progpack.jit.native.layout import FEW_MAPS, MapSlot, TargetSlot
from progpack.jit.native.runtime import native_runtime
from progpack.jit.own_helpers import helper_words
from progpack.jit.packed import Checked, PackedProgram, check

__all__ = ["LinkedProgram", "program_of"]

_LOGS, _TIMES, _REACHES = 1, 2, 4
_WORD = 8
#: Maps by which a run may come to other programs or to inner maps.
_LEADING = (ProgArray, MapOfMaps)

_targets: dict[int, TargetSlot] = {}
# Programs that others continue with or that set timers, by their serials, which tell who failed and
# whose function a timer calls.
_continued: weakref.WeakValueDictionary[int, LinkedProgram] = weakref.WeakValueDictionary()


def program_of(serial: int) -> LinkedProgram | None:
    """The program that has a serial, of those that have a `TargetSlot`; None when it is gone."""
    return _continued.get(serial)


class LinkedProgram(PackedProgram):
    """A program with its maps, from when arrays may have it until no run is in it any more.

    Attributes:
        cpu: the CPU that its environment wants it to run on; None: any.
    """

    __slots__ = ("_environment", "_flags", "_maps", "_slots", "cpu")

    def __init__(
        self,
        spec: ProgramSpec,
        maps: Mapping[str, Map],
        store: ImageStore,
        checked: Checked | None = None,
        environment: Environment | None = None,
    ) -> None:
        self._environment = environment
        self.cpu = None if environment is None else environment.cpu
        known = maps.specs if isinstance(maps, ObjectMaps) else None
        specs = {name: m.spec for name, m in maps.items()} if known is None else known
        if checked is None:
            checked = check(spec, specs)
        self._maps: tuple[Map, ...] = tuple([maps[name] for name in checked.order])
        called = checked.helpers
        self._flags = _flags_of(called) if called else 0
        if self._maps and any(isinstance(map_, _LEADING) for map_ in self._maps):
            self._flags |= _REACHES
        self._slots = _slots(spec, self._maps, custom_order(called))
        super().__init__(spec, specs, store, checked)
        if self._flags & _REACHES:
            for array in self._arrays:
                array.note_caller(self)

    @property
    def runtime_table(self) -> int:
        """Address of the table of the native runtime's functions."""
        return native_runtime().table

    @property
    def maps_address(self) -> int:
        """Address of its maps as it finds them."""
        return 0 if self._slots is None else ctypes.addressof(self._slots) + _WORD

    @property
    def maps_end(self) -> int:
        """The address behind the last entry of the program's table of maps."""
        return self.maps_address + ctypes.sizeof(MapSlot) * len(self._maps)

    @property
    def target(self) -> TargetSlot:
        """The program's entry for tail calls; made once."""
        extras = self._get_extras()
        if extras.target is None:
            # What is left of a budget at a tail call may be less than it needs.
            entry = self.entry if self.bound is None else self._counting_entry()
            slot = TargetSlot(
                entry=entry,
                maps=self.maps_address,
                maps_end=self.maps_end,
                stack=self.frames * FRAME_SIZE,
                serial=self.serial,
            )
            # One for all threads that ask at once, as `_get_extras`: arrays hold its address.
            made = _targets.setdefault(self.serial, slot)
            if extras.target is None:
                extras.target = made
            _targets.pop(self.serial, None)
            _continued[self.serial] = self
        return extras.target

    @property
    def target_address(self) -> int:
        """Address of `target`; 0 for a program that sets no timers, where nobody asks."""
        return ctypes.addressof(self.target) if self._flags & _TIMES else 0

    @property
    def environment_address(self) -> int:
        """Address of what it is told of the world; 0: everything is this machine's."""
        world = self._environment
        return world.address if world is not None and world.words.given else 0

    @property
    def logs(self) -> bool:
        """Whether the program, or a program that it tail-calls, may print or clone."""
        return bool(self._flags & _LOGS)

    @property
    def reaches(self) -> bool:
        """Whether a run may come to other programs or to inner maps."""
        return bool(self._flags & _REACHES)

    def close(self) -> None:
        """Give the image back, once no run is in the program any more. May be called twice.

        Arrays of programs lose it first. It waits for runs that began before, in this program or in
        one that may have come here by tail calls; called from within a run it does not wait, and
        the last of them gives the image back.

        Raises:
            ExecMemoryError: the system refused; it is closed, its chunks may be lost.
        """
        closing = self.leave()
        if closing is not None:
            closing.wait()

    def leave(self) -> grace.Closing | None:
        """Close it without waiting; None in a finalizer that may not even ask for that now."""
        return grace.soon(self._leave)

    def _leave(self) -> grace.Closing:
        """Leave the arrays, and have the images given back; begun again after an exception."""
        extras = self._extras or self._get_extras()
        if self._shared is not None:
            extras.left = self._shared
            self._shared = None
        if extras.within:
            for within in [reference() for reference in list(extras.within.values())]:
                if within is not None:
                    within.forget(self)
        if extras.closing is None:
            extras.closing = grace.close(self, self._finish)
        return extras.closing

    def _finish(self) -> None:
        """Free images and maps, now that no run is in the program any more."""
        extras = self._extras or self._get_extras()
        try:
            left, extras.left = extras.left, None
            if left is not None:
                self._store.give_back(left)
        finally:
            counting, extras.counting = extras.counting, None
            if counting is not None:
                self._store.give_back(counting)
            self._maps = ()

    def joined(self, array: ProgArray) -> None:
        """Record that ``array`` refers to this program, so that closing it removes it from there.

        Raises:
            SpanError: the program is closed.
        """
        within, key = self._get_extras().within, id(array)
        within[key] = weakref.ref(array, lambda _: within.pop(key, None) and None)
        self.require_open()

    @property
    def _arrays(self) -> list[ProgArray]:
        return [m for m in self._maps if isinstance(m, ProgArray)]


def _flags_of(helpers: frozenset[int]) -> int:
    effects = effects_of(helpers)
    return _LOGS * bool(effects & MAY_LOG) | _TIMES * (Effect.SETS_TIMER in effects)


def _slots(
    program: ProgramSpec, maps: Sequence[Map], own: Sequence[int]
) -> ctypes.Array[ctypes.c_uint64] | None:
    """The index of the maps, a MapSlot for each, and the words that own helpers are called with."""
    words = [word for m in maps for word in (m.address, m.values_at, m.values_end)]
    more, keep = helper_words(program, own) if own else ([], [])
    words += more
    if not words:
        return None
    index = map_index(maps) if len(maps) > FEW_MAPS else None
    front = 0 if index is None else ctypes.addressof(index)
    table = (ctypes.c_uint64 * (1 + len(words)))(front, *words)
    if keep or index is not None:
        table.keep = [keep, index]  # type: ignore[attr-defined] # as long as they may be used
    return table

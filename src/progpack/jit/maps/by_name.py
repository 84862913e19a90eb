"""The maps of a loaded object by name; those that no program uses are made when they are asked for.

An object file may have any number of maps, of any size: what nobody uses takes no memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from progpack.bpf.check.program import as_programs_see
from progpack.bpf.spec import MapSpec
from progpack.jit.maps.handle import Map
from progpack.jit.maps.kinds import MapOfMaps, make_checked_map
from progpack.jit.maps.programs import Continuation, ProgArray
from progpack.jit.native.runtime import native_runtime
from progpack.memory.guard.shared import pairs
from progpack.names import unknown_name

__all__ = ["ObjectMaps"]


class ObjectMaps(Mapping[str, Map]):
    """Maps by name, each made once.

    Args:
        specs: the maps that there can be, which `check_map` has let pass.
        programs: the programs of the object, which arrays of programs begin with.

    Attributes:
        specs: what each map is or will be like, as programs see it.

    Raises (when a map is asked for):
        KeyError: there is none of this name.
        MapLimitError, OutOfMemoryError: the map cannot be made.
    """

    def __init__(self, specs: Mapping[str, MapSpec], programs: Mapping[str, Continuation]) -> None:
        self.specs = {name: as_programs_see(spec) for name, spec in specs.items()}
        self._given = dict(specs)
        self._programs = programs
        self._made: dict[str, Map] = {}
        self._filled = False
        self._dropped = False

    def __getitem__(self, name: str) -> Map:
        map_ = self._made.get(name)
        if map_ is not None:
            return map_
        if name not in self._given:
            raise unknown_name("there is no map", name, self._given, closed=self._dropped)
        spec = self._given[name]
        map_ = make_checked_map(spec, native_runtime())
        if self._filled:
            self._fill(spec, map_)
        # Of two threads that ask at once both have the map of the first.
        return self._made.setdefault(name, map_)

    def fill(self) -> None:
        """Put in what maps of maps and arrays of programs begin with, now that programs are there.

        Maps that are made later begin with it at once.
        """
        self._filled = True
        for name, map_ in pairs(self._made):
            self._fill(self._given[name], map_)

    def _fill(self, spec: MapSpec, made: Map) -> None:
        for index, name in spec.values:
            if isinstance(made, ProgArray):
                # What no program that was asked for can reach is not loaded.
                if name in self._programs:
                    made[index] = self._programs[name]
            elif isinstance(made, MapOfMaps):
                made[index] = self[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    def __contains__(self, name: object) -> bool:
        return name in self._given

    @property
    def made(self) -> Mapping[str, Map]:
        """The maps that were made, by name."""
        return self._made

    def drop(self) -> None:
        """Forget all of them; there are none any more."""
        self._dropped = True
        # New ones: another thread may be going through the old ones.
        self._given = {}
        self._made = {}

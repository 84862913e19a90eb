"""The content of arrays of programs and maps of maps, kept for as long as a run may use it."""

from __future__ import annotations

import ctypes
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from progpack.errors import ProgpackError
from progpack.jit import grace
from progpack.jit.native.areas import Area, new_area
from progpack.jit.native.layout import MapHeader

if TYPE_CHECKING:
    from progpack.jit.maps.handle import Map
    from progpack.jit.native.runtime import Runtime

__all__ = ["Members", "Mended", "Reachable", "whole"]

_T = TypeVar("_T")
_F = TypeVar("_F", bound=Callable[..., Any])
_FIRST_PLACES = 16
_WIDTH = 2
_IN = (1 << 64) - 1


class Mended:
    """A map whose changes are whole, or are mended after an exception in the middle of one."""

    #: Set while a change is made: who finds it set mends first.
    _torn = False

    def _mend(self) -> None:
        """Have what is kept be what native memory refers to. In a `grace.change`."""
        raise NotImplementedError


def whole(change: _F) -> _F:
    """Have a method of a `Mended`, which is called in a `grace.change`, change all or nothing.

    An error that the method raises itself comes before it has changed anything.
    """

    @wraps(change)
    def changing(self: Mended, *args: Any) -> Any:
        if self._torn:
            self._mend()
        self._torn = True
        try:
            made = change(self, *args)
        except (KeyError, ProgpackError):
            self._torn = False
            raise
        except BaseException:
            self._mend()
            self._torn = False
            raise
        self._torn = False
        return made

    return cast(_F, changing)


class Reachable(Generic[_T]):
    """Things by the addresses that native memory has of them; changed in a `grace.change` only.

    A thing is added before its address is stored, and leaves after that was overwritten. So an
    exception in between keeps it too long and never too short, until `mend`.
    """

    def __init__(self) -> None:
        # Each as often as its address is stored, or was until runs that began then have ended.
        self._kept: dict[int, tuple[_T, int]] = {}

    def __getitem__(self, address: int) -> _T:
        return self._kept[address][0]

    def values(self) -> list[_T]:
        """Return everything that runs may reach."""
        return [thing for thing, _ in list(self._kept.values())]

    def add(self, address: int, thing: _T) -> None:
        """Keep something whose address is going to be stored once more."""
        _, times = self._kept.get(address, (thing, 0))
        self._kept[address] = (thing, times + 1)

    def leave(self, address: int) -> None:
        """Let something go, once no run has it, whose address is stored once less."""
        grace.take_out(partial(self._left, address))

    def mend(self, stored: Iterable[int]) -> None:
        """Let go what an exception has kept. Native memory is the truth; may be begun again.

        Args:
            stored: each address that is stored, as often as it is.
        """
        times = Counter(stored)
        times.update([address for (address,) in grace.leaving(self._left)])
        for address, (_, kept) in list(self._kept.items()):
            for _ in range(kept - times[address]):
                grace.take_out(partial(self._left, address))

    def _left(self, address: int) -> grace.Over:
        """Count one place fewer that stores an address, after the runs that could see it."""
        thing, times = self._kept[address]
        if times > 1:
            return grace.Over(partial(self._kept.__setitem__, address, (thing, times - 1)))
        self._gone(address)
        return grace.Over(partial(self._kept.pop, address), thing)

    def _gone(self, address: int) -> None:
        """Forget an address that no run has any more; may be called twice."""


class Members(Reachable["Map"]):
    """The inner maps of a map of maps, with the table in which checks look for them.

    In the table (`struct members`) a map that leaves says since when, so that no run that begins
    then looks at it.
    """

    def __init__(self, header: MapHeader, runtime: Runtime) -> None:
        super().__init__()
        self._at = ctypes.addressof(header) + MapHeader.members.offset
        self._publish = runtime.publish
        self._tables: list[Area] = []
        self._places: dict[int, int] = {}  # of each map, in the last table
        self._free: list[int] = []
        self._stored: dict[int, int] = {}  # of each map in elements: in how many

    def stored(self) -> list[Map]:
        """The maps that are in elements now, each once."""
        return grace.change(lambda: [self[address] for address in self._stored])

    def add(self, address: int, thing: Map) -> None:
        """Keep a map, and have checks find it."""
        super().add(address, thing)
        self._stored[address] = self._stored.get(address, 0) + 1
        if address not in self._places:
            if not self._free:
                self._grow()
            self._places[address] = self._free.pop()
        self._set(self._places[address], address, _IN)

    def leave(self, address: int) -> None:
        """Let a map go, once no run has it, that is in one element less."""
        self._stored[address] -= 1
        if not self._stored[address]:
            del self._stored[address]
            self._set(self._places[address], address, grace.coming())
        super().leave(address)

    def mend(self, stored: Iterable[int]) -> None:
        """Let go what an exception has kept, and old tables."""
        now = list(stored)
        self._stored = dict(Counter(now))
        for address, place in self._places.items():
            until = ctypes.c_uint64.from_address(place + 8)
            if until.value == _IN and address not in self._stored:
                self._set(place, address, grace.coming())
        going = [table for (table,) in grace.leaving(self._drop)]
        for table in self._tables[:-1]:
            if table not in going:
                grace.take_out(partial(self._drop, table))
        super().mend(now)

    def _drop(self, table: Area) -> grace.Over:
        """Forget a table that was exchanged for a larger one."""
        return grace.Over(partial(self._tables.remove, table))

    def _gone(self, address: int) -> None:
        place = self._places.get(address)
        if place is not None:
            self._publish(place, 0)
            pop, append = partial(self._places.pop, address), partial(self._free.append, place)
            grace.in_one_step(pop, append)

    def _set(self, place: int, address: int, until: int) -> None:
        self._publish(place + 8, until)
        self._publish(place, address)

    def _grow(self) -> None:
        """A table of twice the size; runs may be looking at the one before."""
        count = max(_FIRST_PLACES, 2 * len(self._places))
        table = new_area(8 * (2 + _WIDTH * count))
        table.view[:16] = b"".join(n.to_bytes(8, sys.byteorder) for n in (count, _WIDTH))
        free = [table.address + 8 * (2 + _WIDTH * place) for place in reversed(range(count))]
        places = {address: free.pop() for address in self._places}
        for address, before in self._places.items():
            until = ctypes.c_uint64.from_address(before + 8).value
            self._set(places[address], address, until)
        publish = partial(self._publish, self._at, table.address)
        update = partial(self.__dict__.update, _places=places, _free=free)
        grace.in_one_step(partial(self._tables.append, table), publish, update)
        if len(self._tables) > 1:
            grace.take_out(partial(self._drop, self._tables[-2]))

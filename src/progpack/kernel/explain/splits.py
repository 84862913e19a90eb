"""Loads that split the direct map: counters of a trace against what came between two samples.

That a counter rose between two samples is certain, and so is what was loaded then. The kernel
does not say who made it rise. The evidence is a new pack: when one is made, all of its pages
become read-only, in the direct map too (``bpf_prog_pack_alloc()`` in ``kernel/bpf/core.c`` and
``set_memory_rox()``), and entries of 2 MiB and 1 GiB that lie only partly in it must be split. A
program that goes into a pack that is there changes no permission.

A pack is made for the program that is at its very beginning, so that is how it is recognised: the
first program of a place where none was, at the start of a page.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count
from math import inf
from typing import Final, Literal, TypeAlias

from progpack.kernel.evidence.extents import infer_bases
from progpack.known import Maybe, Unknown
from progpack.pack.constants import CHUNK, PACK_UNIT
from progpack.trace.events import Counters, Event, Load, Lost, TraceSource, Unload

__all__ = ["Cause", "PackMade", "Split", "SplitReport", "explain_trace"]

Cause: TypeAlias = Literal["pack", "area", "load", "nothing"]
"""The likely cause of splits: a pack was made; an image got pages of its own; something was
loaded, but no new pack or area was seen; nothing of BPF came that can be seen."""

_SHOWN: Final = 6
# A load that began before a sample and ended after it may have split before it.
_UNDER_WAY_NS: Final = 100_000_000
# Events of a trace may be this much out of order.
_JITTER_NS: Final = 50_000_000


@dataclass(frozen=True, slots=True)
class PackMade:
    """A pack that was made, by what is seen.

    Attributes:
        address: address of its first byte.
        load: the program that it was made for.
        after: that load ended after the window, so it may have begun in it.
    """

    address: int
    load: Load
    after: bool


@dataclass(frozen=True, slots=True)
class Split:
    """One rise of the counters, with all that was loaded meanwhile.

    Attributes:
        since_ns: when the counters were seen before, nanoseconds of the trace's clock.
        time_ns: when they had risen.
        level2: splits of 2 MiB entries.
        level3: splits of 1 GiB entries.
        loads: images that came in the window.
        unloads: images that went.
        lost: records that were lost in it, so that loads may be missing.
        shown: the first few of the loads.
        packs: packs that were made, or areas of own pages.
        counted: by how much the count of packs rose from the last time that they were counted to
            the next; None where they were not.
        cause: what is likely, see `Cause`.
    """

    since_ns: int
    time_ns: int
    level2: int
    level3: int
    loads: int
    unloads: int
    lost: int
    shown: tuple[Load, ...]
    packs: tuple[PackMade, ...]
    counted: int | None
    cause: Cause


@dataclass(frozen=True, slots=True)
class SplitReport:
    """Splits of a whole trace.

    Attributes:
        began_ns: the first sample.
        ended_ns: the last.
        samples: how many there were.
        level2: splits of 2 MiB entries in between, or why they are not known.
        level3: splits of 1 GiB entries.
        splits: each rise.
        loads: images that came in between.
        packs: packs that were made.
        quiet_packs: how many of them no rise goes with: their memory was mapped by small entries
            already.
        own_pages: each program has pages of its own there.
    """

    began_ns: int
    ended_ns: int
    samples: int
    level2: Maybe[int]
    level3: Maybe[int]
    splits: tuple[Split, ...]
    loads: int
    packs: int
    quiet_packs: int
    own_pages: bool

    def of(self, cause: Cause) -> int:
        """Splits of both levels with this likely cause."""
        return sum(one.level2 + one.level3 for one in self.splits if one.cause == cause)


def explain_trace(trace: TraceSource) -> SplitReport:
    """Return the loads that split the direct map while a trace was recorded.

    Reads it once, in memory that depends on how many splits there are and on what is loaded at
    one time.

    Raises:
        ObjectError: the trace cannot be read.
    """
    header = trace.header
    own_pages = header.features.get("programs share packs") is False
    places = _Places(PACK_UNIT * header.nodes, header.page_size, own_pages=own_pages)
    watch = _Watch(places)
    for event in _by_time(trace):
        watch.see(event)
    return watch.report(own_pages)


def _by_time(events: Iterable[Event]) -> Iterator[Event]:
    """Events by their times, as far as they are not out of order by more than some milliseconds."""
    waiting: list[tuple[int, int, Event]] = []
    serial = count()
    # Times may be negative: of a clock that was set, or in a damaged trace.
    newest: float = -inf
    for event in events:
        heapq.heappush(waiting, (event.time_ns, next(serial), event))
        newest = max(newest, event.time_ns)
        while waiting[0][0] < newest - _JITTER_NS:
            yield heapq.heappop(waiting)[2]
    while waiting:
        yield heapq.heappop(waiting)[2]


# -- where code lies -----------------------------------------------------------------------------


@dataclass(slots=True)
class _Place:
    """A pack, or an area of own pages, that something was seen in.

    ``exact``: its base is known. Else it covers all addresses where the pack can be.
    """

    base: int
    end: int
    exact: bool
    live: dict[int, int] = field(default_factory=dict)


class _Places:
    """Knows where packs are, by the addresses of what came."""

    def __init__(self, pack_size: int, page_size: int, *, own_pages: bool) -> None:
        self._pack_size = pack_size
        self._page_size = page_size
        self._own_pages = own_pages
        self._bases: list[int] = []
        self._places: dict[int, _Place] = {}
        self._before: list[Load] = []

    def before(self, load: Load) -> None:
        """An image that was there when the recording began."""
        if load.address is not None:
            self._before.append(load)

    def settle(self) -> None:
        """Infer the packs of all programs that were loaded before the first sample."""
        spans = [(load.address or 0, 1) for load in self._before]
        bases = infer_bases(spans, pack_size=self._pack_size, page_size=self._page_size)
        for low, high in bases:
            self._add(_Place(low, high + self._pack_size, exact=low == high))
        for load in self._before:
            place = self._at(load.address or 0)
            if place is not None:
                place.live[load.address or 0] = load.size
        self._before.clear()

    def load(self, load: Load) -> int | None:
        """An image came; the address of the pack or area that was made for it, if one was."""
        address = load.address
        if address is None or not load.size:
            return None
        # A program begins anywhere in its first chunk, or in its first page.
        unit = self._page_size if self._own_pages else CHUNK
        first = address // unit * unit
        place = self._at(address)
        is_new_pack = first % self._page_size == 0 and (place is None or self._is_new(place, first))
        if place is None or is_new_pack:
            base = first if is_new_pack else self._lowest(first)
            if place is not None:
                self._cut(place, base)
            size = load.size if self._own_pages else max(self._pack_size, load.size)
            place = _Place(base, first + size, exact=is_new_pack)
            self._add(place)
        place.live[address] = load.size
        return first if is_new_pack else None

    def unload(self, address: int | None) -> None:
        """An image went. A pack that is empty is given back, unless something unseen is in it."""
        place = None if address is None else self._at(address)
        if place is not None and address is not None:
            place.live.pop(address, None)

    def _is_new(self, place: _Place, first: int) -> bool:
        """Whether another pack begins here, at the start of a page where this one may be."""
        if not place.live:
            return True
        if place.exact:
            return False
        # A guard page is before every pack; within one, what comes later follows what was there.
        below = max((at for at in place.live if at < first), default=None)
        return below is not None and below + place.live[below] <= first - self._page_size

    def _lowest(self, first: int) -> int:
        page = self._page_size
        return max(-(-(first + CHUNK - self._pack_size) // page) * page, 0)

    def _at(self, address: int) -> _Place | None:
        index = bisect_right(self._bases, address) - 1
        place = self._places[self._bases[index]] if index >= 0 else None
        return place if place is not None and address < place.end else None

    def _add(self, place: _Place) -> None:
        if place.base not in self._places:
            insort(self._bases, place.base)
        self._places[place.base] = place

    def _cut(self, place: _Place, base: int) -> None:
        """End a place at ``base``, where another one begins; drop it if no program is in it."""
        if place.live:
            place.end = base
        else:
            self._bases.remove(place.base)
            del self._places[place.base]


# -- counters against loads ------------------------------------------------------------------------


@dataclass(slots=True)
class _Window:
    """The events since the last sample."""

    loads: int = 0
    unloads: int = 0
    lost: int = 0
    shown: list[Load] = field(default_factory=list)
    packs: list[PackMade] = field(default_factory=list)


@dataclass(slots=True)
class _Rise:
    """A rise that loads under way may still explain."""

    since_ns: int
    time_ns: int
    level2: int
    level3: int
    window: _Window
    packs_before: int | None
    packs_after: int | None = None
    ended: set[tuple[int | None, int | None]] = field(default_factory=set)


class _Watch:
    """A reader that goes through the events by time."""

    def __init__(self, places: _Places) -> None:
        self._places = places
        self._window = _Window()
        self._rises: list[_Rise] = []
        self._open: list[_Rise] = []
        self._first: Counters | None = None
        self._last: Counters | None = None
        self._samples = self._loads = 0
        self._made: list[PackMade] = []
        self._packs: int | None = None

    def see(self, event: Event) -> None:
        """Take one event into account."""
        if isinstance(event, Load):
            self._load(event)
        elif isinstance(event, Unload):
            self._window.unloads += 1
            self._places.unload(event.address)
        elif isinstance(event, Lost):
            self._window.lost += event.count
        elif isinstance(event, Counters) and event.level2_splits is not None:
            self._sample(event)

    def report(self, own_pages: bool) -> SplitReport:
        """Return the report, at the end of the trace."""
        first, last = self._first, self._last
        splits = tuple(_split(rise, own_pages) for rise in self._rises)
        explained = {(pack.address, pack.load.time_ns) for one in splits for pack in one.packs}
        none = Unknown("the trace has no counters of splits: only x86 kernels count them")
        return SplitReport(
            first.time_ns if first else 0,
            last.time_ns if last else 0,
            self._samples,
            sum(one.level2 for one in splits) if first else none,
            sum(one.level3 for one in splits) if first else none,
            splits,
            self._loads,
            len(self._made),
            sum((pack.address, pack.load.time_ns) not in explained for pack in self._made),
            own_pages,
        )

    def _load(self, load: Load) -> None:
        if self._first is None:
            self._places.before(load)
            return
        self._loads += 1
        window = self._window
        window.loads += 1
        if len(window.shown) < _SHOWN:
            window.shown.append(load)
        address = self._places.load(load)
        if address is not None:
            pack = PackMade(address, load, after=False)
            window.packs.append(pack)
            self._made.append(pack)
        self._under_way(load, address)

    def _under_way(self, load: Load, address: int | None) -> None:
        """Rises before this load that it may have caused: its thread had loaded nothing since."""
        who = (load.pid, load.cpu)
        for rise in list(self._open):
            if load.time_ns - rise.time_ns > _UNDER_WAY_NS:
                self._open.remove(rise)
            elif who not in rise.ended:
                rise.ended.add(who)
                if address is not None:
                    rise.window.packs.append(PackMade(address, load, after=True))

    def _sample(self, now: Counters) -> None:
        self._samples += 1
        last, self._last = self._last, now
        window, self._window = self._window, _Window()
        if last is None:
            self._first = now
            self._places.settle()
        else:
            level2 = (now.level2_splits or 0) - (last.level2_splits or 0)
            level3 = (now.level3_splits or 0) - (last.level3_splits or 0)
            if level2 > 0 or level3 > 0:
                rise = _Rise(last.time_ns, now.time_ns, level2, level3, window, self._packs)
                self._rises.append(rise)
                self._open.append(rise)
        if now.packs is not None:
            self._packs = now.packs
            for rise in reversed(self._rises):
                if rise.packs_after is not None:
                    break
                rise.packs_after = now.packs


def _split(rise: _Rise, own_pages: bool) -> Split:
    window = rise.window
    counted = None
    if rise.packs_before is not None and rise.packs_after is not None:
        counted = rise.packs_after - rise.packs_before
    cause: Cause = "nothing"
    if window.packs:
        cause = "area" if own_pages else "pack"
    elif window.loads or window.lost:
        cause = "load"
    return Split(
        rise.since_ns,
        rise.time_ns,
        rise.level2,
        rise.level3,
        window.loads,
        window.unloads,
        window.lost,
        tuple(window.shown),
        tuple(window.packs),
        counted,
        cause,
    )

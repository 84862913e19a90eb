"""Samples of the direct map's counters for a trace: quick ones while loads come, full ones beside.

A quick one has only what tells which loads split the direct map, and costs a twentieth of a
millisecond. A full one has sizes too, and packs, whose list is long.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from progpack.errors import ProgpackError
from progpack.kernel.proc.counters import SplitReader, read_direct_map
from progpack.kernel.proc.files import ROOT, page_size
from progpack.kernel.proc.vmalloc import Group, group_of, read_vmalloc
from progpack.known import Maybe
from progpack.owned import Owned
from progpack.pack.constants import PACK_UNIT
from progpack.trace.events import Counters

__all__ = ["CounterSamples", "count_areas"]

# Areas change only with loads. Those of classic programs are not seen, so look sometimes.
_AREAS_EVERY: Final = 10.0
# With loads or splits, not more often than this, and not more than a part of the time: the list
# takes tens of milliseconds, or with thousands of programs hundreds, in which nothing is sampled.
_AREAS_REST: Final = 0.5
_AREAS_SHARE: Final = 0.05
# All groups that are counted have callers like these; a program's own area has not.
_CALLERS: Final = ("bpf_prog_pack_alloc", "bpf_jit_")


class CounterSamples(Owned):
    """Makes the `progpack.trace.Counters` of one recording.

    Args:
        limit: net.core.bpf_jit_limit, where it is known.
        nodes: possible NUMA nodes.
        in_areas: whether packs are areas of their own, which can be counted.
    """

    def __init__(self, limit: Maybe[int], nodes: int, *, in_areas: bool) -> None:
        self._limit = limit
        self._nodes = nodes
        self._in_areas = in_areas
        self._splits = SplitReader()
        self._last: dict[str, int] = {}
        self._areas: dict[str, int] = {}
        self._areas_at = -_AREAS_EVERY
        self._areas_stale = True
        self._rest = _AREAS_REST

    def changed(self) -> None:
        """Images came or went, so that the areas may be others."""
        self._areas_stale = True

    def quick(self) -> Counters:
        """Splits and collapses now; the packs too when one of them has moved."""
        # The time is that of the counters: the areas take longer.
        values, now = self._splits.read(), _now()
        moved, self._last = values != self._last, values
        areas = self._look_at_areas() if moved else {}
        return Counters(now, **values, **areas)

    def full(self, programs: int | None) -> Counters:
        """Everything.

        Args:
            programs: how many are loaded, where that is known.
        """
        table = read_direct_map()
        values = {
            name: value
            for name, value in (
                ("level2_splits", table.level2_splits),
                ("level3_splits", table.level3_splits),
                ("level2_collapses", table.level2_collapses),
                ("level3_collapses", table.level3_collapses),
                ("direct_map_4k", table.map_4k),
                ("direct_map_2m", table.map_2m),
                ("direct_map_1g", table.map_1g),
                ("limit", self._limit),
            )
            if isinstance(value, int)
        }
        now = _now()
        self._last = {key: value for key, value in values.items() if key in _COUNTED}
        return Counters(now, programs=programs, **values, **self._look_at_areas())

    def close(self) -> None:
        """Close the counters' file; a second call does nothing."""
        self._splits.close()

    def _look_at_areas(self) -> dict[str, int]:
        """How many packs there are, read again only when that may differ."""
        began = time.monotonic()
        since = began - self._areas_at
        if since >= max(self._rest, 0 if self._areas_stale else _AREAS_EVERY):
            self._areas = count_areas(self._nodes) if self._in_areas else {}
            self._areas_at = time.monotonic()
            self._rest = max(_AREAS_REST, (self._areas_at - began) / _AREAS_SHARE)
            self._areas_stale = False
        # A number that may be an old one says nothing about this moment.
        return {} if self._areas_stale else self._areas


_COUNTED: Final = ("level2_splits", "level3_splits", "level2_collapses", "level3_collapses")


def count_areas(nodes: int, root: Path = ROOT) -> dict[str, int]:
    """``packs``, ``pack_pages``, ``areas`` and ``area_pages`` of `progpack.trace.Counters`.

    From ``/proc/vmallocinfo``; empty where it cannot be read.

    Args:
        nodes: possible NUMA nodes.
        root: where ``proc`` is.
    """
    packs = pages = own = own_pages = 0
    try:
        for area in read_vmalloc(root, callers=_CALLERS):
            group = group_of(area, nodes=nodes)
            if group is Group.PACK:
                packs += 1
                pages += area.pages or nodes * PACK_UNIT // page_size()
            elif group in (Group.OVERSIZED, Group.JIT):
                own += 1
                own_pages += area.pages or 0
    except ProgpackError:
        return {}
    return {"packs": packs, "pack_pages": pages, "areas": own, "area_pages": own_pages}


def _now() -> int:
    return time.clock_gettime_ns(time.CLOCK_BOOTTIME)

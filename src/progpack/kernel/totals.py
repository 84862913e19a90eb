"""Sums of which metrics are made: over one look at the kernel, and loads counted since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from progpack.kernel.observation import Observation
from progpack.kernel.program_table import counts_by_type, sizes_by_type
from progpack.kernel.recording.load_counts import LoadCounts
from progpack.known import Bounds, Maybe, Unknown

__all__ = ["Totals", "sum_up"]

_NOT_COUNTED = Unknown("events are counted while `progpack export --listen` runs")


@dataclass(frozen=True, slots=True)
class Totals:
    """The sums of one moment.

    Attributes:
        programs: how many have an id, by type, or why they cannot be listed.
        jited: bytes of their machine code, by type.
        packs: how many there are.
        dark: programs that have no id.
        dark_charge: bytes charged for them.
        loads: programs with an id that came since counting began.
        unloads: programs that went.
        lost: events of them that found no room.
    """

    programs: Maybe[Mapping[str, int]]
    jited: Maybe[Mapping[str, int]]
    packs: Maybe[int]
    dark: Maybe[int]
    dark_charge: Bounds
    loads: Maybe[int]
    unloads: Maybe[int]
    lost: Maybe[int]


def sum_up(seen: Observation, counts: LoadCounts | None = None) -> Totals:
    """The sums of a look.

    Args:
        seen: what was seen.
        counts: counts of loads, where they are counted.
    """
    programs = seen.programs
    hidden = programs if isinstance(programs, Unknown) else None
    known = {} if isinstance(programs, Unknown) else programs
    return Totals(
        hidden or counts_by_type(known),
        hidden or sizes_by_type(known),
        seen.pack_count,
        seen.dark,
        seen.charge().dark,
        _NOT_COUNTED if counts is None else counts.count("loads"),
        _NOT_COUNTED if counts is None else counts.count("unloads"),
        _NOT_COUNTED if counts is None else counts.count("lost"),
    )

"""The numbers of an allocator."""

from __future__ import annotations

from typing import Any

from progpack.known import Maybe, Unknown
from progpack.records import asdict, dataclass

__all__ = ["Stats"]


@dataclass(frozen=True, slots=True)
class Stats:
    """One look at a `PackAllocator`. All sizes are in bytes.

    Attributes:
        policy: name of the placement policy.
        recipe: how pages are mapped.
        programs: live programs.
        slots: slots that are reserved and not finalized.
        retired: programs that were freed while a thread ran them and has not left yet.
        requested: sizes of the images of all three.
        rounded: the same in whole chunks (in whole pages for those with an area of their own).
        used: chunks that are taken, quarantined ones included.
        reserved: packs and areas.
        packs: how many packs.
        areas: how many oversized programs, each with an area of its own.
        largest_hole: longest free run in a pack.
        charge: what counts against the limit.
        limit: the limit, or None.
        installs: programs installed since the start.
        frees: programs freed since the start, garbage included.
        pokes: changes of live code since the start, replacements included.
        quarantined: chunks that could not be made traps and are never used again.
        leaked: bytes of regions that the system would not take back.
        failures: what went wrong where there was nobody to raise to, the last few.
        vmas: mappings of all regions.
        resident: bytes of memory behind them; a page that is mapped twice counts once.
        huge: bytes of them that are run by huge pages, as /proc/self/smaps says.
        pages: what was asked about huge pages, what was done, and why not more.
    """

    policy: str
    recipe: str
    programs: int
    slots: int
    retired: int
    requested: int
    rounded: int
    used: int
    reserved: int
    packs: int
    areas: int
    largest_hole: int
    charge: int
    limit: int | None
    installs: int
    frees: int
    pokes: int
    quarantined: int
    leaked: int
    failures: tuple[str, ...]
    vmas: Maybe[int]
    resident: Maybe[int]
    huge: Maybe[int]
    pages: str

    @property
    def fill(self) -> float:
        """Part of the reserved bytes that programs asked for; 0.0 when nothing is reserved."""
        return self.requested / self.reserved if self.reserved else 0.0

    def to_dict(self) -> dict[str, Any]:
        """The numbers for JSON; what is not known becomes ``{"unknown": reason}``."""
        values = asdict(self)
        for name in ("vmas", "resident", "huge"):
            value = getattr(self, name)
            if isinstance(value, Unknown):
                values[name] = {"unknown": value.reason}
        return values

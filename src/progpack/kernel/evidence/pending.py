"""Unloads whose chunks are not known to be free yet: the kernel frees them some time later."""

from __future__ import annotations

from progpack.kernel.evidence.pack import Occupant, PackEvidence

__all__ = ["Pending"]


class Pending:
    """Unloaded programs, the oldest first, which may still have their chunks.

    Attributes:
        unloads: the pack and the program of each.
    """

    def __init__(self) -> None:
        self.unloads: list[tuple[PackEvidence, Occupant]] = []

    def of(self, pack: PackEvidence) -> list[Occupant]:
        """The programs that were unloaded from a pack."""
        return [occupant for owner, occupant in self.unloads if owner is pack]

    def take(self, keep: int) -> list[tuple[PackEvidence, Occupant]]:
        """Take out all but the last ``keep``."""
        done = self.unloads[: len(self.unloads) - keep]
        del self.unloads[: len(done)]
        return done

    def doubt(self, pack: PackEvidence, start: int, chunks: int) -> None:
        """Leave pending chunks that no unloaded program can have without evidence."""
        if chunks < 1:
            return
        others = [range(one.chunk, one.chunk + one.high) for one in self.of(pack)]
        for chunk in range(start, start + chunks):
            if not any(chunk in other for other in others):
                pack.map.doubt_pending(chunk, 1)

    def doubt_tails(self, pack: PackEvidence, freed: Occupant) -> None:
        """Doubt the chunks that became free as far as another program may reach into them."""
        end = freed.chunk + freed.low
        for first in pack.loose:
            other = pack.held.get(first)
            if other is not None:
                start, stop = other.chunk + other.low, min(other.chunk + other.high, end)
                if freed.chunk < stop and start < stop:
                    pack.map.doubt_free(max(start, freed.chunk), stop - max(start, freed.chunk))
        for other in self.of(pack) if self._any_is_loose() else ():
            start, stop = other.chunk + other.low, min(other.chunk + other.high, end)
            if freed.chunk < stop and start < stop:
                pack.map.end(max(start, freed.chunk), stop - max(start, freed.chunk))

    def _any_is_loose(self) -> bool:
        return any(one.high > one.low for _, one in self.unloads)

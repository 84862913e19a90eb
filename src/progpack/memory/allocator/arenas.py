"""Packs within reach of an address: near-branch arenas.

An arena is a list of packs of its own, placed by the allocator's policy, whose regions all lie
around one address. Requests near other addresses share it as long as all of it is within their
reach, so that the callers of one library, or of one another, do not get a pack each.
"""

from __future__ import annotations

from collections.abc import Iterator

from progpack.errors import OutOfMemoryError, UsageError
from progpack.memory.pages.placement import REACH
from progpack.memory.protocol import Memory, Text
from progpack.pack import Pack, PackList

__all__ = ["Arena", "Arenas"]

# Numbers of packs: those of an arena do not meet those of another one in a picture.
_NUMBERS = 1 << 20


class Arena:
    """A list of packs and the place for its regions.

    Attributes:
        packs: the placement.
        near: every byte is less than ``reach`` from this address; None: anywhere.
        reach: bytes; becomes ``most`` when there is no room within it.
    """

    __slots__ = ("_most", "near", "packs", "reach")

    def __init__(self, packs: PackList, near: int | None, reach: int, most: int) -> None:
        self.packs = packs
        self.near = near
        self.reach = reach
        self._most = most

    def reserve(self, memory: Memory, size: int, name: str) -> Text:
        """A region for a pack or an area.

        Raises:
            As `Memory.reserve`.
        """
        if self.near is None:
            return memory.reserve(size, name=name)
        try:
            return memory.reserve(size, near=self.near, reach=self.reach, name=name)
        except OutOfMemoryError:
            if self.reach == self._most:
                raise
        # Then it is for requests near this very address.
        region = memory.reserve(size, near=self.near, reach=self._most, name=name)
        self.reach = self._most
        return region

    def serves(self, near: int, reach: int) -> bool:
        """Whether all of it is within ``reach`` of an address."""
        if self.near is None:
            return False
        return abs(self.near - near) + self.reach <= reach or (near, reach) == (
            self.near,
            self._most,
        )


class Arenas:
    """All arenas of an allocator: the main one, and others for as long as they hold something.

    Args:
        main: the packs of requests that may be anywhere.
        near: all of those are to be within 2 GiB of this address; None: anywhere.
    """

    __slots__ = ("_made", "_near", "main")

    def __init__(self, main: PackList, near: int | None) -> None:
        self.main = Arena(main, near, REACH, REACH)
        self._near: list[Arena] = []
        self._made = 0

    def __iter__(self) -> Iterator[Arena]:
        yield self.main
        yield from self._near

    def __len__(self) -> int:
        return 1 + len(self._near)

    @property
    def packs(self) -> list[Pack]:
        """The packs of all."""
        return [pack for arena in self for pack in arena.packs.packs]

    @property
    def areas(self) -> list[Pack]:
        """The areas of all."""
        return [area for arena in self for area in arena.packs.areas]

    def at(self, near: int, reach: int) -> Arena:
        """The arena for requests within ``reach`` of an address, which may be a new one.

        A new one is half as wide, so that others near by can share it.

        Raises:
            UsageError: the address or the reach is out of its range.
        """
        if near < 0 or reach < 1:
            raise UsageError(f"nothing is within {reach} bytes of address {near:#x}")
        for arena in self:
            if arena.serves(near, reach):
                return arena
        self._made += 1
        main = self.main.packs
        packs = PackList(
            main.policy,
            page_size=main.page_size,
            nodes=main.nodes,
            arch=main.arch,
            first=self._made * _NUMBERS,
            spare=main.spare,
            lead=main.lead,
        )
        near_arena = Arena(packs, near, (reach + 1) // 2, reach)
        self._near.append(near_arena)
        return near_arena

    def tidy(self, arena: Arena) -> None:
        """Forget an arena that holds nothing any more."""
        if arena is not self.main and not arena.packs.packs and not arena.packs.areas:
            self._near.remove(arena)

    def tidy_all(self) -> None:
        """Forget all arenas that hold nothing any more."""
        for arena in list(self._near):
            self.tidy(arena)

    def clear(self) -> None:
        """Forget all of them; the main one starts anew."""
        main = self.main.packs
        self.main = Arena(
            PackList(
                main.policy,
                page_size=main.page_size,
                nodes=main.nodes,
                arch=main.arch,
                spare=main.spare,
                lead=main.lead,
            ),
            self.main.near,
            REACH,
            REACH,
        )
        self._near.clear()

"""The index of free chunks in the packs of one list, and the search for room in it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import ClassVar, Protocol

from progpack.pack.pack import Held, Pack, Request

__all__ = ["Chooser", "Index", "Scan"]


class Chooser(Protocol):
    """The part of a policy that `Scan` uses."""

    @property
    def is_first_fit(self) -> bool:
        """Whether `choose` is the rule of the kernels, which `Scan` has written out."""

    def choose(
        self, chunks: int, packs: Sequence[Pack], request: Request
    ) -> tuple[Pack, int] | None:
        """The pack and the first chunk to take; None: nowhere."""


class Index(ABC):
    """Keeps account of what is free in the packs of one list. The list is its only user.

    A policy that cannot be quick by looking at bitmaps has an index of its own: `Policy.index`
    makes it. Whatever it keeps, ``Pack.used`` is right at any time and `Pack.bitmap` shows what
    is taken.

    Args:
        packs: the packs of the list in order of creation; the list changes it.
        chunks: how many chunks a pack has.
        chunk_size: bytes in a chunk.
    """

    __slots__ = ("__weakref__", "chunk_size", "chunks", "packs")

    #: Whether it is as well to place several requests side by side as each for itself.
    groups: ClassVar[bool] = False

    def __init__(self, packs: list[Pack], chunks: int, chunk_size: int) -> None:
        self.packs = packs
        self.chunks = chunks
        self.chunk_size = chunk_size

    @abstractmethod
    def new_pack(self, number: int, backing: object) -> Pack:
        """A pack, all free, for the list to add. Its chunks can be found and taken from now on."""

    @abstractmethod
    def drop(self, pack: Pack) -> None:
        """Forget a pack, of which nothing is taken."""

    @abstractmethod
    def find(self, chunks: int, request: Request) -> tuple[Pack, int] | None:
        """The pack and the first chunk where a request would go now; None: nowhere."""

    @abstractmethod
    def take(self, pack: Pack, chunk: int, chunks: int) -> None:
        """Take some chunks.

        Raises:
            ValueError: they are not all free, or not all in the pack.
        """

    @abstractmethod
    def free(self, span: Held) -> None:
        """Give back the chunks of a span, which are taken."""

    @abstractmethod
    def restore(self, pack: Pack) -> None:
        """Make what is known of a pack from its spans, as if this index had placed them.

        Args:
            pack: from `new_pack` of an index of the same kind, which is not used any more.
        """

    def free_runs(self, least: int) -> Iterator[tuple[Pack, int, int]]:
        """(pack, first chunk, chunks) of each free run of at least so many chunks."""
        for pack in self.packs:
            for chunk, length in pack.bitmap.holes(least):
                yield pack, chunk, length

    def free_blocks(self, block: int) -> int:
        """About how many aligned blocks of so many chunks are all free."""
        return sum(
            [
                (chunk + length) // block + -chunk // block
                for _, chunk, length in self.free_runs(block)
            ]
        )

    def apart(self, chunks: int, areas: int) -> bool:
        """Whether a request that finds no room gets an area of its own instead of a new pack.

        Args:
            chunks: what the request takes; not more than a pack.
            areas: chunks of all areas that there are.
        """
        return False

    def alloc(self, chunks: int, request: Request) -> tuple[Pack, int] | None:
        """`find` and `take` in one.

        Raises:
            ValueError: the policy chose chunks that are not free.
        """
        place = self.find(chunks, request)
        if place is not None:
            self.take(place[0], place[1], chunks)
        return place


class Scan(Index):
    """A bitmap for each pack; the policy looks at them and chooses.

    Args:
        policy: chooses where a request goes.
        packs, chunks, chunk_size: as `Index`.
    """

    __slots__ = ("_first_fit", "_policy")

    def __init__(self, policy: Chooser, packs: list[Pack], chunks: int, chunk_size: int) -> None:
        super().__init__(packs, chunks, chunk_size)
        self._policy = policy
        self._first_fit = policy.is_first_fit

    def new_pack(self, number: int, backing: object) -> Pack:
        """See `Index.new_pack`."""
        return Pack(number, self.chunks, backing, chunk_size=self.chunk_size)

    def drop(self, pack: Pack) -> None:
        """Nothing to do: only the list knows the pack."""

    def restore(self, pack: Pack) -> None:
        """See `Index.restore`."""
        pack.clear()
        for span in pack.spans.values():
            self.take(pack, span.chunk, span.chunks)

    def find(self, chunks: int, request: Request) -> tuple[Pack, int] | None:
        """Return the pack and the first chunk that the policy chooses; None: there is no room."""
        return self._policy.choose(chunks, self.packs, request)

    def take(self, pack: Pack, chunk: int, chunks: int) -> None:
        """See `Index.take`."""
        pack.bitmap.set(chunk, chunks)
        pack.used += chunks

    def alloc(self, chunks: int, request: Request) -> tuple[Pack, int] | None:
        """See `Index.alloc`; the kernels' rule is written out, as `Policy.choose` has it."""
        if not self._first_fit:
            return super().alloc(chunks, request)
        for pack in self.packs:
            if pack.bound >= chunks:
                at = pack.bitmap.take_run(chunks)
                if at is not None:
                    pack.used += chunks
                    return pack, at
                pack.bound = chunks - 1
        return None

    def free(self, span: Held) -> None:
        """See `Index.free`."""
        pack, chunks = span.pack, span.chunks
        hole = pack.bitmap.clear(span.chunk, chunks)
        pack.used -= chunks
        if hole > pack.bound:
            pack.bound = hole

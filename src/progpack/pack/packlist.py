"""The list of packs: placement, and nothing but placement.

The order of things is that of kernel/bpf/core.c, bpf_prog_pack_alloc() and bpf_prog_pack_free():
packs are searched in order of creation, each from chunk 0; a new pack goes to the tail; a request
larger than a pack gets an area of its own that is not in the list; a pack that becomes empty is
given back at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar, cast

from progpack import arch as arches
from progpack.arch import Arch
from progpack.errors import SpanError, UsageError
from progpack.pack import policies
from progpack.pack.constants import round_up
from progpack.pack.pack import LARGE, LARGE_SHIFT, Held, Pack, Place, Request, Span
from progpack.pack.policy import Policy

__all__ = ["PackList"]

# Span() as such: its constructor would cost as much as the search does.
_new = object.__new__
_Kind = TypeVar("_Kind", bound=Held)


class PackList:
    """Packs and the spans in them, placed by a policy. Not thread-safe: the owner locks.

    Placing takes two steps, so that memory can be reserved in between: `find` says where, `take`
    publishes. `place` does both where there is no memory.

    Attributes:
        chunk_size: bytes in a chunk.
        chunks_total: chunks that packs and areas have.
        spare: how many empty packs stay.
        first: number of the first pack and of the first area.
        lead: bytes at the start of each pack and area in which nothing is placed, whole chunks.
        flushes: how often placing made the kernel flush the branch predictors of all CPUs.

    Args:
        policy: a policy or the name of one.
        page_size: bytes in a page; areas are rounded to it.
        nodes: possible NUMA nodes, which multiply the size of a pack.
        arch: architecture for the policy; without one, the first that has such pages.
        first: number of the first pack and of the first area, for lists that are shown together.
        spare: how many empty packs stay, if the policy keeps fewer.
        lead: bytes to leave at the start of each pack and area, rounded up to whole chunks; no
            kernel leaves any.

    Raises:
        UsageError: unknown policy or page size, ``nodes`` below 1, a policy whose packs are
            not whole pages or whose chunks do not divide a page, or no room behind the lead.
    """

    __slots__ = (
        "_area_serial",
        "_areas",
        "_index",
        "_kept",
        "_lead",
        "_most",
        "_owner",
        "_pack_serial",
        "_packs",
        "_shift",
        "_told",
        "arch",
        "chunk_size",
        "chunks_total",
        "first",
        "flushes",
        "lead",
        "nodes",
        "pack_size",
        "page_size",
        "policy",
        "spare",
    )

    def __init__(
        self,
        policy: Policy | str = "pack",
        *,
        page_size: int = 4096,
        nodes: int = 1,
        arch: Arch | None = None,
        first: int = 0,
        spare: int = 0,
        lead: int = 0,
    ) -> None:
        if nodes < 1:
            raise UsageError(f"there is at least one node, not {nodes}")
        self.policy = policies.get(policy) if isinstance(policy, str) else policy
        self.arch = arches.with_page_size(page_size) if arch is None else arch.with_pages(page_size)
        self.page_size = page_size
        self.nodes = nodes
        self.pack_size = self.policy.pack_size(self.arch, nodes)
        if self.pack_size < 0 or self.pack_size % page_size:
            raise UsageError(
                f"policy {self.policy.name}: a pack of {self.pack_size} bytes is not whole pages "
                f"of {page_size}"
            )
        self.chunk_size = self.policy.chunk_size
        if self.chunk_size < 1 or page_size % self.chunk_size or self.chunk_size.bit_count() != 1:
            raise UsageError(
                f"policy {self.policy.name}: chunks of {self.chunk_size} bytes do not divide a page"
            )
        self._shift = self.chunk_size.bit_length() - 1
        self._lead = -(-lead >> self._shift)
        self.lead = self._lead << self._shift
        if lead < 0 or 0 < self.pack_size <= self.lead:
            raise UsageError(f"packs of {self.pack_size} bytes cannot begin with {lead} free ones")
        # Bytes of the largest request that goes to a pack.
        self._most = max(self.pack_size - self.lead, 0)
        self._packs: list[Pack] = []
        self._index = self.policy.index(self._packs, self.pack_size >> self._shift)
        self.spare = max(self.policy.spare, spare)
        # Packs that were kept when they became empty; who is not empty any more is no matter.
        self._kept: list[Pack] = []
        self._areas: dict[Pack, None] = {}
        self._owner = object()
        self.first = first
        self._pack_serial = first
        self._area_serial = first
        self.chunks_total = 0
        self.flushes = 0
        # Whether the policy wants to know: most do not, and the calls would cost.
        kind = type(self.policy)
        self._told = kind.placed is not Policy.placed or kind.freed is not Policy.freed

    def __repr__(self) -> str:
        return (
            f"<PackList {self.policy.name}: {len(self._packs)} packs, {len(self._areas)} areas, "
            f"{self.chunks_used} of {self.chunks_total} chunks taken>"
        )

    def __len__(self) -> int:
        return sum(len(pack.spans) for pack in (*self._packs, *self._areas))

    def __iter__(self) -> Iterator[Span]:
        return iter(self.spans)

    @property
    def chunks_used(self) -> int:
        """The number of taken chunks in packs and areas; each access sums them up."""
        return sum([pack.used for pack in self._packs]) + self._chunks_apart

    @property
    def _chunks_apart(self) -> int:
        """Chunks that are taken in areas: all but their leads."""
        apart = self.chunks_total - len(self._packs) * (self.pack_size >> self._shift)
        return apart - len(self._areas) * self._lead

    @property
    def packs(self) -> tuple[Pack, ...]:
        """The packs, in order of creation."""
        return tuple(self._packs)

    @property
    def areas(self) -> tuple[Pack, ...]:
        """The areas of oversized requests, in order of creation."""
        return tuple(self._areas)

    @property
    def spans(self) -> tuple[Span, ...]:
        """All spans: pack by pack and then area by area, in each the oldest first."""
        regions = (*self._packs, *self._areas)
        return tuple(cast(Span, span) for pack in regions for span in pack.spans.values())

    def find(self, request: Request) -> Place:
        """Return the place that a request would get now; change nothing.

        Raises:
            UsageError: the request has no bytes.
        """
        size = request.size
        if size < 1:
            raise UsageError(f"a request has at least one byte, not {size}")
        if size > self._most:
            return self._apart(request)
        chunks = -(-size >> self._shift)
        place = self._index.find(chunks, request)
        if place is not None:
            occupied = chunks << self._shift
            return Place(request, place[0], place[1], chunks, occupied, False, 0)
        if self._index.apart(chunks, self._chunks_apart):
            return self._apart(request)
        occupied = chunks << self._shift
        return Place(request, None, self._lead, chunks, occupied, False, self.pack_size)

    def is_scattered(self, size: int) -> bool:
        """Return whether the packs have enough free bytes for a request, but not in one piece."""
        chunks = -(-size >> self._shift)
        free = sum([pack.chunks - pack.used for pack in self._packs])
        return 0 < chunks <= free and self._index.find(chunks, Request(size)) is None

    def take(self, spot: Place, backing: object = None) -> Span:
        """Publish a spot: its chunks are taken from now on.

        Args:
            spot: from `find` of this list. Where its ``pack`` is None, a pack or area of
                ``spot.region`` bytes is added.
            backing: what was reserved for that pack or area; unused otherwise.

        Raises:
            SpanError: the spot is stale, its chunks were taken or its pack was given back since;
                or the policy chose chunks that are taken. Nothing has changed; ask again.
        """
        return self.take_as(_new(Span), spot, backing)

    def take_as(self, span: _Kind, spot: Place, backing: object = None) -> _Kind:
        """Take a spot as `take` does, with an object of the caller instead of a new `Span`.

        Args:
            span: new; all of `Held` is set.
            spot, backing: as `take`.

        Raises:
            SpanError: as `take`.
        """
        pack = spot.pack
        if pack is None:
            pack = self._add(spot, backing)
        elif pack not in self._packs:
            raise SpanError(f"stale spot: {pack!r} was given back; find again")
        return self._publish(span, pack, spot.chunk, spot.chunks, spot.request)

    def place(self, request: Request, backing: object = None) -> Span:
        """Find a place and take it at once, for lists that need no memory behind their packs.

        Raises:
            UsageError: as `find`.
            SpanError: as `take`.
        """
        span = self.place_as(_new(Span), request)
        return self.take(self.find(request), backing) if span is None else span

    def place_here(self, request: Request) -> Span | None:
        """Place a request in an existing pack; None when it needs a new pack or an area.

        Raises:
            SpanError: as `take`.
        """
        return self.place_as(_new(Span), request)

    def place_as(self, span: _Kind, request: Request) -> _Kind | None:
        """Place a request as `place_here` does, with an object of the caller instead of a `Span`.

        The quick way: no spot is made. Most requests end here.

        Args:
            span: new; all of `Held` is set, unless None is returned.
            request: what is to be placed.

        Raises:
            SpanError: as `take`.
        """
        size = request.size
        if not 0 < size <= self._most:
            return None
        chunks = -(-size >> self._shift)
        try:
            place = self._index.alloc(chunks, request)
        except ValueError as error:
            raise SpanError(f"policy {self.policy.name} chose wrongly: {error}") from error
        if place is None:
            return None
        span.pack, span.chunk = pack, chunk = place
        span.chunks = chunks
        span.request = request
        pack.spans[chunk] = span
        if chunks >= LARGE:
            pack.large[(chunk + LARGE - 1) >> LARGE_SHIFT] = 1
        if self._told:
            self._note(span)
        return span

    @property
    def groups(self) -> bool:
        """Whether the policy allows several requests in one span, which `split` divides."""
        return self._index.groups and not self._told

    def split(self, span: Held, parts: Sequence[tuple[Held, int, Request]]) -> None:
        """Divide the chunks of one span among several spans.

        Args:
            span: a span in a pack, which stands for nothing afterwards.
            parts: each new one, its chunks, which add up, and its request; all of `Held` is set.
        """
        pack, chunk = span.pack, span.chunk
        spans = {}
        for part, chunks, request in parts:
            part.pack, part.chunk, part.chunks, part.request = pack, chunk, chunks, request
            spans[chunk] = part
            chunk += chunks
        if span.chunks >= LARGE:
            pack.mark_large(span.chunk, 0)
        for part in spans.values():
            if part.chunks >= LARGE:
                pack.mark_large(part.chunk)
        pack.spans.update(spans)

    def adopt(
        self, runs: Iterable[tuple[int, int]], *, backing: object = None, name: str = ""
    ) -> tuple[Span, ...]:
        """Add an existing pack at the tail, with the runs that are taken in it.

        Use this for a list that begins with packs in use, such as that of a running kernel.

        Args:
            runs: (first chunk, chunks) of each taken run; at least one, they do not overlap.
            backing: what holds the pack.
            name: name for the spans.

        Returns:
            One span for each run, in the order given.

        Raises:
            UsageError: there are no packs with this policy, no runs, or runs that overlap or lie
                outside.
        """
        runs = list(runs)
        if not self.pack_size:
            raise UsageError(f"policy {self.policy.name} has no packs")
        if not runs:
            raise UsageError("an empty pack is never in the list")
        pack = self._new_pack(backing)
        spans: list[Span] = []
        for chunk, count in runs:
            try:
                self._index.take(pack, chunk, count)
            except ValueError as error:
                for span in spans:
                    self._index.free(span)
                self._drop(pack)
                raise UsageError(f"cannot adopt the pack: {error}") from error
            spans.append(Span(pack, chunk, count, Request(count << self._shift, name=name)))
        self._pack_serial += 1
        self._packs.append(pack)
        self.chunks_total += pack.chunks
        pack.owner = self._owner
        pack.spans.update((span.chunk, span) for span in spans)
        for span in spans:
            if span.chunks >= LARGE:
                pack.mark_large(span.chunk)
        return tuple(spans)

    def release(self, span: Held) -> Pack | None:
        """Give the chunks of a span back.

        Returns:
            The pack or area, when nothing is left in it: it is out of the list already and its
            memory is the caller's to release. None otherwise.

        Raises:
            SpanError: the span is not held in this list: it was released before, or another
                list placed it.
        """
        pack, chunk = span.pack, span.chunk
        spans = pack.spans
        if spans.get(chunk) is not span or pack.owner is not self._owner:
            raise SpanError(
                f"{span!r} is not in this list: it was freed already, or another list placed it"
            )
        # First of all: what stands for chunks is in the spans, see `rebuild`.
        del spans[chunk]
        if pack.oversized:
            pack.used = 0
            del self._areas[pack]
            self.chunks_total -= pack.chunks
            return pack
        if span.chunks >= LARGE:
            pack.large[(chunk + LARGE - 1) >> LARGE_SHIFT] = 0
        self._index.free(span)
        if pack.used:
            if self._told:
                self.policy.freed(pack, self._packs)
            return None
        spares = [empty for empty in self._kept if not empty.used and empty is not pack]
        if len(spares) < self.spare:
            self._kept = [*spares, pack]
            return None
        self._drop(pack)
        self._packs.remove(pack)
        self.chunks_total -= pack.chunks
        return pack

    def rebuild(self) -> list[Pack]:
        """Rebuild the list's state from the packs and their spans.

        Use this when an exception interrupted a change of this list.

        Returns:
            Packs and areas in which nothing is left and which are not kept: they are out of the
            list, as after `release`.
        """
        empty = [area for area in self._areas if not area.spans]
        self._kept = [pack for pack in self._packs if not pack.spans]
        empty += self._kept[self.spare :]
        del self._kept[self.spare :]
        for pack in empty:
            self._areas.pop(pack, None)
        self._packs[:] = [pack for pack in self._packs if pack not in empty]
        self._index = self.policy.index(self._packs, self.pack_size >> self._shift)
        for pack in self._packs:
            self._index.restore(pack)
            self._take_lead(pack)
        self.chunks_total = sum(pack.chunks for pack in (*self._packs, *self._areas))
        return empty

    def drop_empty(self) -> list[Pack]:
        """Remove the empty packs that were kept from the list, and return them."""
        empty = [pack for pack in self._packs if not pack.used]
        self._kept = []
        for pack in empty:
            self._drop(pack)
            self._packs.remove(pack)
            self.chunks_total -= pack.chunks
        return empty

    def count_free_pages(self) -> int:
        """Return about how many whole pages in packs hold nothing."""
        return self._index.free_blocks(self.page_size >> self._shift)

    def free_pages(self, before: int) -> dict[Pack, list[tuple[int, int]]]:
        """Free runs of each pack that may hold whole pages, as (offset, size), with its lead.

        Args:
            before: bytes at the end of a run that are not counted, as the span after it needs them.
        """
        by_pack: dict[Pack, list[tuple[int, int]]] = {}
        for pack, chunk, chunks in self._index.free_runs(self.page_size >> self._shift):
            offset, end = chunk << self._shift, chunk + chunks << self._shift
            if offset == self.lead:
                offset = 0
            size = end - offset
            if chunk + chunks < pack.chunks:
                size -= before
            by_pack.setdefault(pack, []).append((offset, size))
        return by_pack

    def shrink(self, span: Held, chunks: int) -> int:
        """Give the last chunks of a span back; an area keeps its pages.

        Args:
            span: the span, which has ``chunks`` afterwards.
            chunks: how many to keep, at least 1.

        Returns:
            How many chunks were given back.

        Raises:
            SpanError: as `release`.
            UsageError: the span has fewer chunks than that, or none would be left.
        """
        if span.pack.spans.get(span.chunk) is not span or span.pack.owner is not self._owner:
            raise SpanError(
                f"{span!r} is not in this list: it was freed already, or another list placed it"
            )
        rest = span.chunks - chunks
        if chunks < 1 or rest < 0:
            raise UsageError(f"cannot keep {chunks} chunks of {span!r}")
        pack = span.pack
        if not rest or pack.oversized:
            return 0
        if span.chunks >= LARGE > chunks:
            pack.mark_large(span.chunk, 0)
        span.chunks = chunks
        self._index.free(Span(pack, span.chunk + chunks, rest, span.request))
        if self._told:
            self.policy.freed(pack, self._packs)
        return rest

    def _publish(self, span: _Kind, pack: Pack, chunk: int, chunks: int, request: Request) -> _Kind:
        if not pack.oversized:
            try:
                self._index.take(pack, chunk, chunks)
            except ValueError as error:
                raise SpanError(f"stale spot in {pack!r}: {error}; find again") from error
        span.pack, span.chunk, span.chunks, span.request = pack, chunk, chunks, request
        pack.spans[chunk] = span
        if chunks >= LARGE and not pack.oversized:
            pack.large[(chunk + LARGE - 1) >> LARGE_SHIFT] = 1
        if self._told and not pack.oversized:
            self._note(span)
        return span

    def _note(self, span: Held) -> None:
        """Tell a policy that wants to know where a span was placed."""
        self.flushes += self.policy.placed(span.pack, self._packs, span.request)

    def _apart(self, request: Request) -> Place:
        """A spot in an area of its own."""
        region = round_up(self.lead + request.size, self.page_size)
        size = region - self.lead
        return Place(request, None, self._lead, size >> self._shift, size, True, region)

    def _add(self, spot: Place, backing: object) -> Pack:
        if spot.oversized:
            area = Pack(
                self._area_serial,
                self._lead + spot.chunks,
                backing,
                chunk_size=self.chunk_size,
                oversized=True,
                lead=self._lead,
            )
            self._area_serial += 1
            area.owner = self._owner
            self._areas[area] = None
            self.chunks_total += area.chunks
            return area
        pack = self._new_pack(backing)
        pack.owner = self._owner
        self._pack_serial += 1
        self._packs.append(pack)
        self.chunks_total += pack.chunks
        return pack

    def _new_pack(self, backing: object) -> Pack:
        """A pack of the index that is all free but for its lead; not in the list yet."""
        pack = self._index.new_pack(self._pack_serial, backing)
        pack.lead = self._lead
        self._take_lead(pack)
        return pack

    def _take_lead(self, pack: Pack) -> None:
        """Have the index never find the lead of a pack."""
        if self._lead:
            self._index.take(pack, 0, self._lead)
            pack.used -= self._lead

    def _drop(self, pack: Pack) -> None:
        """Have the index forget a pack of which nothing but the lead is taken."""
        if self._lead:
            pack.used += self._lead
            self._index.free(Span(pack, 0, self._lead, Request(self.lead)))
        self._index.drop(pack)

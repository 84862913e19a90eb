"""The modelled kernel: loads and unloads programs under a policy and counts what that costs.

The order of things is the kernel's: the charge first (bpf_jit_charge_modmem()), then the place;
a new pack or an area takes addresses, then pages, and is made read-only and executable before
anybody can see it. What fails undoes what came before it.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterator, Mapping
from typing import Final

from progpack.model.costs import Costs
from progpack.model.itlb import ITlbModel
from progpack.model.machine import MachineSpec
from progpack.model.physical import Physical
from progpack.model.values import ITlb, Placement, Refused, Totals
from progpack.model.vmalloc import Area, Vmalloc
from progpack.pack import (
    CHUNK,
    HEADER,
    SAFETY,
    Pack,
    PackList,
    Policy,
    Request,
    Span,
    pack_views,
    policies,
)
from progpack.pack.constants import SAFETY_OWN_PAGES
from progpack.snapshot import DirectMap, PackView, Snapshot, SpanView
from progpack.trace.events import Load, Unload

__all__ = ["KernelModel"]

_PAGE: Final = 4096
_EXTRA: Final = HEADER + SAFETY + CHUNK - 1
_ROUND: Final = CHUNK - 1
_MASK: Final = -CHUNK
# A named tuple's own way to make one takes twice as long.
_new: Final = tuple.__new__
# Placed without header and random start.
_BARE: Final = frozenset({"trampoline", "dispatcher", "image"})
_NOWHERE: Final = Placement(None, 0, 0, 0, 0, 0, 0, False)

# What is held: load, span or area, bytes asked for, bytes charged, kernel memory taken with it.
_Held = tuple[Load, "Span | Area | None", int, int, int, Placement]


class KernelModel:
    """A modelled machine that loads and unloads programs, and counts the costs.

    Memory does not grow with the number of events, only with what is loaded.

    Args:
        policy: the policy that places programs, or its name.
        machine: the modelled machine. Its kernel's behaviours apply with any policy, so a policy
            can be tried on a kernel that does not have it.
        seed: seed of the random choices: where free memory lies on a machine that is not fresh.
        physical: the physical memory to begin with, which the model changes; None: the machine's.

    Attributes:
        policy: the policy that places programs.
        machine: the machine.
        packs: the packs and what is in them.
        physical: the machine's pages and its direct map.
        limit: bytes that may be charged; None: any number.
    """

    def __init__(
        self,
        policy: Policy | str,
        machine: MachineSpec,
        *,
        seed: int = 0,
        physical: Physical | None = None,
    ) -> None:
        if isinstance(policy, str):
            policy = policies.get(policy)
        self.policy = policy
        self.machine = machine
        features = machine.features
        self._page = page = machine.page_size
        self.packs = PackList(policy, page_size=page, nodes=machine.nodes, arch=machine.record)
        self.physical = Physical(machine, seed) if physical is None else physical
        self.limit = machine.limit
        self._totals = Totals()
        self._costs = Costs(machine, seed)
        self._vmalloc = Vmalloc(policy, machine, self.physical, self._costs, self._totals)
        self._pack_size = self.packs.pack_size
        # The usual rule for sizes, without a call.
        self._usual = type(policy).image_size is Policy.image_size
        self._packed = frozenset(
            kind
            for kind, packed in (
                ("program", True),
                ("classic", True),
                ("image", True),
                ("trampoline", features.trampolines_packed),
                ("dispatcher", features.dispatcher_packed),
            )
            if packed and self._pack_size
        )
        self._own_extra = features.own_header + features.own_tail + SAFETY_OWN_PAGES
        # Policies that know clean packs from dirty ones count their flushes themselves.
        self._flushing = features.predictor_flush and type(policy).placed is Policy.placed
        self._flushed = 0
        self._sized = features.trampolines_sized
        self._rcu = machine.rcu_ms * 1_000_000
        # Larger than any charge where there is no limit.
        self._most = sys.maxsize if self.limit is None else self.limit
        self._shift = self.packs.chunk_size.bit_length() - 1
        self._own_areas = 0
        self._own_bytes = 0
        self._deferred: deque[tuple[int, _Held]] = deque()
        self._held: dict[int | tuple[int], _Held] = {}
        self._by_id: dict[int, int | tuple[int]] = {}
        self._nameless = (0,)

    def load(self, load: Load) -> Placement | Refused:
        """Place an image.

        An image without machine code (it is interpreted) takes nothing.
        """
        # Replays spend most of their time here, so the usual way is written out.
        if self._deferred:
            self.advance(load.time_ns)
        kind = load.kind
        size = load.size
        chunk_bytes = load.chunk_bytes
        if kind not in self._packed:
            return self._load_apart(load, self._own_size(load))
        if chunk_bytes is None or not self._usual:
            quick = kind == "program" and size and self._usual
            chunk_bytes = (size + _EXTRA) & _MASK if quick else self._wanted(load)
        if not 0 < chunk_bytes <= self._pack_size:
            return self._load_apart(load, chunk_bytes)
        totals = self._totals
        charge = (
            (chunk_bytes + _ROUND) & _MASK if kind == "program" else self._charge(load, chunk_bytes)
        )
        if self._most < totals.charged + charge and not self._capable(kind):
            return self._over(load, charge)
        request = _new(Request, (chunk_bytes, kind == "classic", load.name))
        span = self.packs.place_here(request)
        if span is None:
            new_pack = self._new_pack(request)
            if isinstance(new_pack, Refused):
                return new_pack
            span, placed = new_pack
            pack = span.pack
        else:
            pack, chunk = span.pack, span.chunk
            address = pack.backing.address + (chunk << self._shift)  # type: ignore[attr-defined]
            placed = _new(Placement, (pack.number, chunk, span.chunks, address, 0, 0, 0, False))
        totals.loads += 1
        totals.image_bytes += chunk_bytes
        totals.code_bytes += size
        totals.charged += charge
        costs = self._costs
        memory = costs.least if size <= costs.small else costs.of(size)
        if kind != "program":
            memory = self._special(load, memory)
            if self._flushing and kind == "classic" and pack.dirty:
                self._flush_predictors()
        costs.owed += memory
        image = (load, span, chunk_bytes, charge, memory, placed)
        key, number = load.address, load.id
        if key is None or key in self._held or number in self._by_id:
            self._keep(image)
        else:
            self._held[key] = image
            if number is not None:
                self._by_id[number] = key
        return placed

    def unload(self, unload: Unload) -> bool:
        """Unload an image: give its memory back, now or after the machine's ``rcu_ms``.

        Returns:
            Whether an image has that address or id.
        """
        if self._deferred:
            self.advance(unload.time_ns)
        key: int | tuple[int] | None = unload.address
        image = self._held.pop(key, None) if key is not None else None
        if image is None:
            number = unload.id
            key = self._by_id.pop(number, None) if number is not None else None
            image = self._held.pop(key, None) if key is not None else None
            if image is None:
                self._totals.dead_loads += 1
                return False
        else:
            number = image[0].id
            if number is not None:
                del self._by_id[number]
        self._totals.unloads += 1
        if self._rcu:
            self._deferred.append((unload.time_ns + self._rcu, image))
        else:
            self._free(image)
        return True

    def advance(self, time_ns: int) -> None:
        """Do all work that was deferred up to a time."""
        deferred = self._deferred
        while deferred and deferred[0][0] <= time_ns:
            self._free(deferred.popleft()[1])

    def finish(self) -> None:
        """Do all work that was deferred, including the flush for lazily freed areas."""
        while self._deferred:
            self._free(self._deferred.popleft()[1])
        self._costs.purge(self._totals)

    @property
    def totals(self) -> Totals:
        """The present totals; every access returns the same object.

        Those of the packs are made when asked for, which takes some microseconds for each pack.
        """
        totals = self._totals
        packs = self.packs
        totals.packs = len(packs.packs)
        totals.own_areas = self._own_areas + len(packs.areas)
        totals.placed_bytes = (packs.chunks_used << self._shift) + self._own_bytes
        apart = sum(area.chunks for area in packs.areas)
        totals.used_chunks = packs.chunks_used - apart
        totals.free_chunks = packs.chunks_total - packs.chunks_used
        totals.largest_hole = max((pack.bitmap.largest_hole for pack in packs.packs), default=0)
        totals.ibpb_flushes = packs.flushes + self._flushed
        direct, beyond = self.physical.direct_map, self.physical.beyond
        totals.level2_splits = direct.level2_splits
        totals.level3_splits = direct.level3_splits
        totals.direct_map_4k_kb = direct.small * 4 + beyond[0]
        totals.direct_map_2m_kb = (direct.large << 11) + beyond[1]
        totals.direct_map_1g_kb = (direct.giant << 20) + beyond[2]
        totals.shootdown_cpus = self.machine.cpus * (totals.flushes_all + totals.flushes_range)
        return totals

    def live(self) -> Iterator[tuple[Load, Placement]]:
        """The loaded images with their places, oldest first."""
        for image in self._held.values():
            yield image[0], image[5]

    def snapshot(self) -> Snapshot:
        """Return the present packs and areas, including those that wait to be freed."""
        loads: dict[object, Load] = {}
        areas: list[PackView] = []
        for image in [*self._held.values(), *(deferred for _, deferred in self._deferred)]:
            load, where = image[0], image[1]
            if isinstance(where, Area):
                areas.append(_area_view(len(areas), where, load))
            elif where is not None:
                loads[where] = load
        views, _ = pack_views(
            self.packs,
            address=lambda pack: pack.backing.address,  # type: ignore[attr-defined]
            span=lambda span: _span_view(span, loads.get(span)),
            pages=self._vmalloc.pages,
        )
        totals = self.totals
        return Snapshot(
            source=f"model of {self.machine}",
            policy=self.policy.name,
            arch=self.machine.arch,
            packs=views,
            areas=tuple(areas),
            charged=totals.charged,
            limit=self.limit,
            resident_bytes=totals.pages * _PAGE,
            vmas=len(views) + len(areas),
            direct_map=DirectMap(
                totals.direct_map_4k_kb,
                totals.direct_map_2m_kb,
                totals.direct_map_1g_kb,
                totals.level2_splits,
                totals.level3_splits,
                totals.level2_collapses,
                totals.level3_collapses,
            ),
            notes=tuple(self.machine.assumptions()),
        )

    def itlb(
        self,
        frequency: Mapping[int, float] | None = None,
        capacity: tuple[int, int] = (1536, 1536),
    ) -> ITlb:
        """Return the TLB entries that the loaded code needs.

        Args:
            frequency: id of a program -> how often it runs in the time considered; None: each
                image runs once. What has no id runs once too.
            capacity: (4 KiB, 2 MiB) entries that this code can have, for the count of walks.
        """
        model = ITlbModel()
        for load, place, *_ in self._held.values():
            runs = 1.0
            if frequency is not None and load.id is not None:
                runs = frequency.get(load.id, 0.0)
            if isinstance(place, Area):
                model.add(place, 0, load.size, runs)
            elif place is not None:
                model.add(place.pack.backing, place.offset, load.size, runs)  # type: ignore[arg-type]
        return model.result(capacity)

    def _load_apart(self, load: Load, wanted: int) -> Placement | Refused:
        """Place what has pages of its own: all of a policy without packs, and what is too large."""
        if not wanted:
            self._totals.loads += 1
            self._keep((load, None, 0, 0, 0, _NOWHERE))
            return _NOWHERE
        totals = self._totals
        charge = self._charge(load, wanted, packed=False)
        if self._most < totals.charged + charge and not self._capable(load.kind):
            return self._over(load, charge)
        area = self._vmalloc.own_area(wanted, load)
        if isinstance(area, Refused):
            totals.refused_memory += 1
            return area
        self._own_areas += 1
        self._own_bytes += area.placed.chunks * CHUNK
        totals.loads += 1
        totals.image_bytes += wanted
        totals.code_bytes += load.size
        totals.charged += charge
        costs = self._costs
        memory = costs.of(load.size)
        if load.kind != "program":
            memory = self._special(load, memory)
        costs.owed += memory
        self._keep((load, area, wanted, charge, memory, area.placed))
        return area.placed

    def _special(self, load: Load, memory: int) -> int:
        """Count a trampoline, and return the memory beside an image that is no eBPF program."""
        if load.kind == "trampoline":
            self._totals.trampolines += 1
        return 0 if load.kind == "image" else memory

    def _flush_predictors(self) -> None:
        """A classic program is in a dirty pack: bpf_arch_pred_flush(), then all are clean."""
        self._flushed += 1
        for pack in self.packs.packs:
            pack.dirty = False

    def _wanted(self, load: Load) -> int:
        """Bytes to place in a pack; 0: there is nothing to place."""
        known = load.chunk_bytes
        if known is not None and self._usual:
            return known
        size = load.size
        if load.kind in _BARE:
            if known is not None:
                return known
            return size or (self._page if load.kind == "dispatcher" else 0)
        if not size:
            return 0
        return (size + _EXTRA) & _MASK if self._usual else self.policy.image_size(size)

    def _own_size(self, load: Load) -> int:
        """Bytes of an area of its own, before it is rounded to pages."""
        if load.kind in _BARE:
            return (load.size if load.chunk_bytes is None else load.chunk_bytes) or (
                self._page if load.kind == "dispatcher" else 0
            )
        if not load.size:
            return 0
        if self._pack_size:
            return self.policy.image_size(load.size)
        return load.size + self._own_extra

    def _charge(self, load: Load, wanted: int, *, packed: bool = True) -> int:
        """Bytes that are charged: kernel/bpf/core.c, kernel/bpf/trampoline.c."""
        if load.kind == "dispatcher":
            return 0
        if load.kind == "trampoline" and self._sized:
            return load.size or wanted
        unit = CHUNK if packed else self._page
        return -(-wanted // unit) * unit

    def _capable(self, kind: str) -> bool:
        capable = self.machine.capable
        return capable == "all" or (capable == "ebpf" and kind != "classic")

    def _over(self, load: Load, charge: int) -> Refused:
        self._totals.refused_limit += 1
        return Refused(
            "limit",
            f"EPERM (524 where the interpreter is left out): {load.name or load.kind} needs "
            f"{charge} bytes, {self._totals.charged} of {self.limit} are charged",
        )

    def _new_pack(self, request: Request) -> tuple[Span, Placement] | Refused:
        """A pack, or an area of the policy's, with a request as its first.

        Memory comes first and is protected before anybody sees the pack: without it nothing has
        changed, not for the policy either.
        """
        totals = self._totals
        before = self._vmalloc.splits
        spot = self.packs.find(request)
        area = self._vmalloc.pack_area(spot.region, whole=not spot.oversized)
        if isinstance(area, Refused):
            totals.refused_memory += 1
            return area
        span = self.packs.take(spot, area)
        pack = span.pack
        if not pack.oversized:
            totals.packs_created += 1
            totals.packs_peak = max(totals.packs_peak, len(self.packs.packs))
        after = self._vmalloc.splits
        return span, Placement(
            None if pack.oversized else pack.number,
            span.chunk,
            span.chunks,
            area.address + (span.chunk << self._shift),
            area.page_count,
            after[0] - before[0],
            after[1] - before[1],
            not pack.oversized,
        )

    def _keep(self, held: _Held) -> None:
        load = held[0]
        key: int | tuple[int] | None = load.address
        number = load.id
        by_id, all_held = self._by_id, self._held
        if number is not None:
            if number in by_id:
                # Its unload went unseen: ids are not used twice at a time.
                self._forget(by_id[number])
            if key is None:
                key = self._nameless = (self._nameless[0] + 1,)
            by_id[number] = key
        elif key is None:
            key = self._nameless = (self._nameless[0] + 1,)
        if key in all_held:
            self._forget(key)
            if number is not None:
                by_id[number] = key
        all_held[key] = held

    def _forget(self, key: int | tuple[int]) -> None:
        """Free what was at an address or had an id that something else has now."""
        image = self._held.pop(key, None)
        if image is not None:
            if image[0].id is not None:
                self._by_id.pop(image[0].id, None)
            self._free(image)

    def _free(self, held: _Held) -> None:
        load, where, chunk_bytes, charge, memory, _ = held
        totals = self._totals
        totals.charged -= charge
        totals.image_bytes -= chunk_bytes
        costs = self._costs
        costs.owed -= memory
        # The program's descriptor is vmalloc()ed memory, and waits for a flush.
        costs.waiting += memory
        if costs.waiting > costs.waiting_most:
            costs.purge(totals)
        if type(where) is Span:
            totals.code_bytes -= load.size
            empty = self.packs.release(where)
            if empty is not None:
                self._give_pack(empty)
            elif self._flushing:
                where.pack.dirty = True
        elif type(where) is Area:
            totals.code_bytes -= load.size
            self._own_areas -= 1
            self._own_bytes -= where.placed.chunks * CHUNK
            self._vmalloc.free(where)

    def _give_pack(self, pack: Pack) -> None:
        """Free the memory of a pack, or of an area that the policy made."""
        if not pack.oversized:
            self._totals.packs_released += 1
        area = pack.backing
        pack.backing = None
        assert isinstance(area, Area)
        self._vmalloc.free(area)


def _span_view(span: Span, load: Load | None) -> SpanView:
    name = load.name if load else span.request.name
    kind = load.kind if load else "program"
    return SpanView(span.chunk, span.chunks, name, min(span.request.size, span.size), kind)


def _area_view(number: int, area: Area, load: Load) -> PackView:
    chunks = area.placed.chunks
    span = SpanView(0, chunks, load.name, load.size, load.kind)
    return PackView(number, area.address, chunks * CHUNK, chunks, (span,), "4 KiB")

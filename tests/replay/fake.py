"""A kernel that places as the policy says and counts by rules that a test can follow.

A new pack splits one entry, pages of one's own split one for every fourth area. There is room for
``ROOM`` bytes of machine code.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import SimpleNamespace

from progpack.model import ITlb, MachineSpec, Placement, Refused, Totals
from progpack.pack import PackList, Policy, Request, Span, pack_views
from progpack.snapshot import Snapshot
from progpack.trace import Load, Unload

ROOM = 1 << 30


class FakeKernel:
    """As `progpack.model.KernelModel`, simple enough to be believed."""

    made: list[FakeKernel]

    def __init__(self, policy: Policy, machine: MachineSpec, *, seed: int = 0) -> None:
        self.machine = machine
        self.totals = Totals()
        self.physical = SimpleNamespace(direct_map=self.totals)
        self.packs = PackList(policy, nodes=machine.nodes)
        self.held: dict[int | str, tuple[Load, Placement, Span]] = {}
        self.calls: list[tuple[str, int | str]] = []

    def load(self, load: Load) -> Placement | Refused:
        totals = self.totals
        self.calls.append(("load", key(load)))
        if totals.image_bytes + load.size > ROOM:
            totals.refused_limit += 1
            return Refused("limit", f"{load.size} bytes do not fit")
        before = self.packs._pack_serial
        size = self.packs.policy.image_size(max(1, load.size))
        span = self.packs.place(Request(size, load.kind == "classic", load.name))
        new = self.packs._pack_serial > before
        own = span.oversized
        pages = self.packs.pack_size // 4096 if new else span.size // 4096 if own else 0
        splits = int(new or (own and span.pack.number % 4 == 0))
        base = (1 << 40) * (1 + own) + span.pack.number * max(self.packs.pack_size, 1 << 21)
        number = None if own else span.pack.number
        address = base + span.offset
        placed = Placement(number, span.chunk, span.chunks, address, pages, splits, 0, new)
        assert key(load) not in self.held
        self.held[key(load)] = load, placed, span
        totals.loads += 1
        totals.image_bytes += load.size
        totals.level2_splits += splits
        totals.ibpb_flushes = self.packs.flushes
        self._count()
        return placed

    def unload(self, unload: Unload) -> bool:
        self.calls.append(("unload", key(unload)))
        held = self.held.pop(key(unload), None)
        if held is None:
            self.totals.dead_loads += 1
            return False
        self.packs.release(held[2])
        self.totals.unloads += 1
        self.totals.image_bytes -= held[0].size
        self._count()
        return True

    def _count(self) -> None:
        totals, packs = self.totals, self.packs
        totals.packs = len(packs.packs)
        totals.packs_peak = max(totals.packs_peak, totals.packs)
        totals.packs_created = packs._pack_serial
        totals.own_areas = len(packs.areas)
        totals.pages = packs.chunks_total * 64 // 4096
        totals.placed_bytes = packs.chunks_used * 64

    def advance(self, time_ns: int) -> None:
        pass

    def finish(self) -> None:
        self.totals.purges += 1

    def live(self) -> Iterator[tuple[Load, Placement]]:
        return ((load, placed) for load, placed, _ in self.held.values())

    def snapshot(self) -> Snapshot:
        packs, areas = pack_views(self.packs)
        return Snapshot("model", self.packs.policy.name, "x86-64", packs, areas)

    def itlb(self, frequency: Mapping[int, float] | None = None) -> ITlb:
        return ITlb(len(self.held), 0, 1.0, 0.0, (64, 32))


def key(event: Load | Unload) -> int | str:
    """What an image is found by."""
    return f"id {event.id}" if event.address is None else event.address

"""One policy in a replay: its modelled kernel, and what is kept of what that did."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from progpack.model import (
    ITlb,
    KernelModel,
    MachineSpec,
    Placement,
    Refused,
    Totals,
    kernel_capabilities,
)
from progpack.pack import Policy
from progpack.replay.picture import Drawing, Series
from progpack.replay.policies import Watching
from progpack.replay.result import PolicyResult, Refusal
from progpack.snapshot import PackView, Snapshot, SpanView
from progpack.trace.events import Load, Unload

__all__ = ["Run"]

_REFUSALS: Final = 20
_PACKS: Final = 64
_SPANS: Final = 4000
# By how much more code there must be than at the last count of TLB entries.
_GROWN: Final = 1.05


class Run:
    """Loads and unloads for one policy.

    Args:
        policy: the policy.
        model: its kernel.
        page_size: bytes of a page of the modelled machine.
        pack_size: bytes of a pack there.
        cpus: CPUs of the machine.
        flushes_predictors: classic loads may make it flush branch predictors there.
    """

    def __init__(
        self,
        policy: Policy,
        model: KernelModel,
        *,
        page_size: int,
        pack_size: int,
        cpus: int,
        flushes_predictors: bool = False,
    ) -> None:
        self.policy = policy
        self.model = model
        self._load = model.load
        self._unload = model.unload
        self.series = Series()
        self._page_size = page_size
        self._pack_size = pack_size
        self._drawing = Drawing()
        self._refusals: list[Refusal] = []
        # Where a load is, by its identity, which is what an unload is matched to. The model has
        # the load itself for as long.
        self._open: dict[int, Placement] = {}
        self._watching = policy if isinstance(policy, Watching) else None
        self._cpus = cpus
        self._flushes_predictors = flushes_predictors
        self._direct_map = model.physical.direct_map
        self._level2 = self._direct_map.level2_splits
        self._level3 = self._direct_map.level3_splits
        self._itlb: ITlb | None = None
        self._itlb_bytes = 0.0

    def load(self, load: Load, event: int) -> None:
        """Place an image, or have it refused."""
        placed = self._load(load)
        if type(placed) is Placement:
            self._open[id(load)] = placed
            if placed.pages:
                size = self._pack_size if placed.new_pack else placed.pages * self._page_size
                self._drawing.reach(placed.address, placed.address + size)
                if placed.level2_splits or placed.level3_splits:
                    self._split(load.time_ns, placed.address)
        else:
            self._refused(load, placed, event)

    def unload(self, unload: Unload, load: Load) -> None:
        """Give back what a load placed; nothing, if that was refused."""
        placed = self._open.pop(id(load), None)
        if placed is None:
            return
        time_ns = unload.time_ns
        if self._watching is not None:
            self._watching.unloading(load, time_ns, self._cpus)
        self._unload(unload)
        chunks = placed.chunks
        if chunks:
            area = (time_ns - load.time_ns) * chunks
            drawing = self._drawing
            drawing.area += area
            drawing.images += 1
            if area > drawing.floor:
                drawing.keep(area, load, placed, time_ns)
        # The totals take some time to be made; this is what they are made from.
        direct_map = self._direct_map
        if direct_map.level2_splits != self._level2 or direct_map.level3_splits != self._level3:
            self._split(time_ns, placed.address)

    def sample(self, time_ns: int, event: int) -> None:
        """Take the sample of the series that is due."""
        totals = self.model.totals
        self.series.add(time_ns, event, totals)
        self._look(time_ns, totals)

    def result(self, time_ns: int, event: int, notes: tuple[str, ...] = ()) -> PolicyResult:
        """Return the result of the policy, at the end of the trace."""
        model, policy = self.model, self.policy
        end = model.totals.copy()
        series = self.series.result(time_ns, event, end)
        self._look(time_ns, end)
        final, left_out = _bounded(model.snapshot())
        itlb = model.itlb()
        for load, placed in model.live():
            if placed.chunks:
                self._drawing.stay(load, placed, time_ns)
        model.finish()
        return PolicyResult(
            name=policy.name,
            description=policy.description,
            source=policy.source,
            pages=policy.pages.value,
            pack_size=self._pack_size,
            end=end,
            drained=model.totals.copy(),
            series=series,
            picture=self._drawing.result(self._page_size),
            final=final,
            packs_left_out=left_out,
            refusals=tuple(self._refusals),
            itlb=itlb,
            itlb_peak=self._itlb,
            notes=notes,
            flushes_predictors=self._flushes_predictors,
            obstacles=_obstacles(policy, model.machine),
        )

    def _refused(self, load: Load, refused: Placement | Refused, event: int) -> None:
        if isinstance(refused, Refused) and len(self._refusals) < _REFUSALS:
            self._refusals.append(
                Refusal(load.time_ns, event, load.name, load.kind, refused.reason, refused.text)
            )

    def _split(self, time_ns: int, address: int) -> None:
        level2, level3 = self._direct_map.level2_splits, self._direct_map.level3_splits
        if level2 > self._level2:
            self._drawing.split(time_ns, address, 2, level2 - self._level2)
        if level3 > self._level3:
            self._drawing.split(time_ns, address, 3, level3 - self._level3)
        self._level2, self._level3 = level2, level3

    def _look(self, time_ns: int, totals: Totals) -> None:
        """Splits that happened in between; and the TLB, when there is more code than before."""
        self._split(time_ns, 0)
        placed = totals.placed_bytes
        if placed > self._itlb_bytes:
            self._itlb_bytes = placed * _GROWN
            self._itlb = self.model.itlb()


def _bounded(snapshot: Snapshot) -> tuple[Snapshot, int]:
    """A snapshot of a bounded size, and how many packs and areas are not in it.

    What is taken and what is free is exact in the packs that are there.
    """
    packs: list[PackView] = []
    spans = 0
    merge = sum(len(pack.spans) for pack in snapshot.packs) > _SPANS
    for pack in snapshot.packs[:_PACKS]:
        drawn = _merged(pack) if merge else pack
        spans += len(drawn.spans)
        if packs and spans > _SPANS:
            break
        packs.append(drawn)
    areas = snapshot.areas[:_SPANS]
    left_out = len(snapshot.packs) - len(packs) + len(snapshot.areas) - len(areas)
    return replace(snapshot, packs=tuple(packs), areas=areas), left_out


def _merged(pack: PackView) -> PackView:
    """A pack whose neighbours of one kind are put together."""
    groups: list[list[SpanView]] = []
    for span in pack.spans:
        if groups and groups[-1][-1].end == span.chunk and groups[-1][-1].kind == span.kind:
            groups[-1].append(span)
        else:
            groups.append([span])
    return replace(pack, spans=tuple(map(_one, groups)))


def _one(group: list[SpanView]) -> SpanView:
    """Neighbours as one span."""
    first, last = group[0], group[-1]
    if first is last:
        return first
    size = sum(span.size for span in group)
    return SpanView(first.chunk, last.end - first.chunk, f"{len(group)} images", size, first.kind)


def _obstacles(policy: Policy, machine: MachineSpec) -> tuple[str, ...]:
    """Return what the kernel of a machine lacks for a policy; nothing for the one that it has."""
    kernel = kernel_capabilities(machine.record, machine.features.name)
    return () if kernel.policy == policy.name else kernel.obstacles(policy)

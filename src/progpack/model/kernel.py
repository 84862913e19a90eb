"""The modelled kernel (interface; the parts follow)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from progpack.model.machine import MachineSpec
from progpack.model.values import ITlb, Placed, Refused, Totals
from progpack.pack import Policy
from progpack.snapshot import Snapshot
from progpack.trace.events import Load, Unload

__all__ = ["KernelModel"]


class KernelModel:
    """Loads and unloads programs on a modelled machine, and counts what that costs.

    Args:
        policy: where programs go.
        machine: on what machine.
        seed: of what is random: an aged machine's free memory.
    """

    totals: Totals

    def __init__(self, policy: Policy, machine: MachineSpec, *, seed: int = 0) -> None:
        raise NotImplementedError

    def load(self, load: Load) -> Placed | Refused:
        """Place an image."""
        raise NotImplementedError

    def unload(self, unload: Unload) -> bool:
        """Give back what was placed; False: nothing is known there."""
        raise NotImplementedError

    def advance(self, time_ns: int) -> None:
        """Do what was deferred to a time up to this."""
        raise NotImplementedError

    def finish(self) -> None:
        """Do everything that was deferred."""
        raise NotImplementedError

    def live(self) -> Iterator[tuple[Load, Placed]]:
        """What is placed now."""
        raise NotImplementedError

    def snapshot(self) -> Snapshot:
        """The packs as they are now."""
        raise NotImplementedError

    def itlb(self, frequency: Mapping[int, float] | None = None) -> ITlb:
        """TLB entries of the resident code."""
        raise NotImplementedError

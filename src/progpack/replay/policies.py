"""Policies for replays: those of `progpack.pack`, some that only a replay can have, and yours.

The two that flush less are the future work that the commit of 2026 lists (a23c1c5396a9): nobody
has built them, and here they can be compared with what was built.
"""

from __future__ import annotations

import runpy
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from progpack.errors import UnknownNameError, UsageError
from progpack.pack import CHUNK, Pack, PackDirty, Policy, Request
from progpack.pack import policies as registered
from progpack.replay.lifetimes import NEVER
from progpack.trace.events import Load

__all__ = [
    "DirtyChunks",
    "DirtyCpus",
    "Noted",
    "Offline",
    "Oracle",
    "Watching",
    "get",
    "get_policies",
    "names",
]

_MS: Final = 1_000_000


@runtime_checkable
class Noted(Protocol):
    """A policy that has something to say of its replay."""

    @abstractmethod
    def notes(self) -> tuple[str, ...]:
        """Sentences for the result."""


class Offline(Policy):
    """A policy that knows the future; a replay reads the trace twice for it."""

    @abstractmethod
    def expect(self, end_ns: int) -> None:
        """Note before each load when it will be unloaded (`progpack.replay.lifetimes.NEVER`)."""


class Watching(Policy):
    """A policy that wants to know what is loaded and unloaded, and not only its size."""

    @abstractmethod
    def unloading(self, load: Load, time_ns: int, cpus: int) -> None:
        """Note that an image goes.

        Args:
            load: the image.
            time_ns: now.
            cpus: how many the machine has.
        """


class Oracle(Offline):
    """Knows when each image goes, and puts together what goes together.

    Of the packs with room it takes one that will be there long enough anyway, the one that goes
    soonest; else the one that it prolongs least. Within a pack it is first fit. So packs become
    empty as a whole and are given back.

    What it does could really be done by who knew the future, without moving anything: what an
    online policy costs more is the price of not knowing. The least that anybody can have, also by
    moving images about, is what is placed at one time, in whole packs: that bound is in its notes.
    Pages are single ones, as with ``pack``.
    """

    name = "oracle"
    description = "packs of 2 MiB x nodes, placed by who knows when each image goes (offline)"
    source = "progpack"

    def __init__(self) -> None:
        self._end: int | None = None
        # Pack -> when its last image goes.
        self._ends: dict[Pack, int] = {}
        self._most = 0
        self._most_chunks = 0
        self._pack_chunks = 1

    def expect(self, end_ns: int) -> None:
        """Note when the next image that is placed will go."""
        self._end = end_ns

    def choose(
        self, chunks: int, packs: Sequence[Pack], request: Request
    ) -> tuple[Pack, int] | None:
        """The pack that is prolonged least.

        Raises:
            UsageError: nobody told it the future: it is for replays.
        """
        end = self._end
        if end is None:
            raise UsageError("the policy oracle knows the future only in a replay; choose another")
        ends = self._ends
        best: tuple[tuple[int, int], Pack, int] | None = None
        for pack in packs:
            # What was there before the replay never goes.
            until = ends.get(pack, NEVER)
            # Not prolonged at all comes first, and there what goes soonest.
            rank = (0, until - end) if until >= end else (1, end - until)
            if pack.bound < chunks or (best is not None and rank >= best[0]):
                continue
            at = pack.find_run(chunks)
            if at is not None:
                best = rank, pack, at
        return None if best is None else best[1:]

    def placed(self, pack: Pack, packs: Sequence[Pack], request: Request) -> bool:
        """Remembers until when the pack is needed now; nothing is flushed."""
        ends = self._ends
        if len(ends) > len(packs):
            self._ends = ends = {each: ends[each] for each in packs if each in ends}
        assert self._end is not None
        ends[pack] = max(ends.get(pack, self._end), self._end)
        used = sum(each.bitmap.used for each in packs)
        self._most_chunks = max(self._most_chunks, used)
        self._most = max(self._most, len(packs))
        self._pack_chunks = pack.chunks
        return False

    def notes(self) -> tuple[str, ...]:
        """The bound, and how near it came."""
        least = -(-self._most_chunks // self._pack_chunks)
        bound = (
            f"At most {self._most_chunks * CHUNK:,} bytes were placed in packs at one time: no "
            f"policy with such packs can have fewer than {least:,} at its peak, even if it moved "
            f"images. This placement had {self._most:,}."
        )
        what = "It knows when each image will go, which nobody does: a yardstick, not a proposal."
        return what, bound


class DirtyChunks(PackDirty):
    """The preference of ``pack-dirty``, with a bit for each chunk in place of one for each pack.

    A chunk is clean when it has been free since the branch predictors were flushed last. Classic
    programs go to the lowest run of clean chunks, in the first pack that has one; others spare
    clean chunks where the pack has room besides. Only a classic program that gets a chunk that is
    not clean costs a flush; a new pack is not clean.
    """

    name = "pack-dirty-chunk"
    description = "as pack-dirty, with clean and dirty for each chunk (proposed follow-up)"
    source = "future work in a23c1c5396a9: a dirty bitmap of chunks"

    def __init__(self) -> None:
        # Pack -> a byte for each chunk, 1 when it is clean.
        self._clean: dict[Pack, bytearray] = {}
        self._spot = (0, 0)

    def choose(
        self, chunks: int, packs: Sequence[Pack], request: Request
    ) -> tuple[Pack, int] | None:
        """Clean chunks for classic programs, others for others; else first fit."""
        spot = self._clean_spot(chunks, packs) if request.classic else None
        if spot is None:
            spot = self._first(chunks, packs, apart=not request.classic)
        self._spot = (spot[1] if spot else 0), chunks
        return spot

    def _clean_spot(self, chunks: int, packs: Sequence[Pack]) -> tuple[Pack, int] | None:
        run = b"\1" * chunks
        for pack in packs:
            clean = self._clean.get(pack)
            at = clean.find(run) if clean is not None and pack.bound >= chunks else -1
            if at >= 0:
                return pack, at
        return None

    def _first(self, chunks: int, packs: Sequence[Pack], *, apart: bool) -> tuple[Pack, int] | None:
        for pack in packs:
            at = pack.find_run(chunks) if pack.bound >= chunks else None
            if at is None:
                continue
            clean = self._clean.get(pack)
            if apart and clean is not None and clean.find(1, at, at + chunks) >= 0:
                beside = pack.bitmap.find_run_apart(chunks, clean)
                return pack, at if beside is None else beside
            return pack, at
        return None

    def placed(self, pack: Pack, packs: Sequence[Pack], request: Request) -> bool:
        """Whether all CPUs are flushed: for a classic program where a chunk is not clean."""
        at, chunks = self._spot
        clean = self._clean.get(pack)
        if not request.classic:
            if clean is not None:
                clean[at : at + chunks] = bytes(chunks)
            return False
        if clean is not None and clean.find(0, at, at + chunks) < 0:
            clean[at : at + chunks] = bytes(chunks)
            return False
        self._clean = {each: each.bitmap.free_map() for each in packs}
        return True

    def freed(self, pack: Pack, packs: Sequence[Pack]) -> None:
        """Nothing: what was taken is not clean until the next flush."""


class DirtyCpus(PackDirty, Watching):
    """Places and flushes as ``pack-dirty``, but only CPUs on which a freed program ran.

    How many those are is an assumption: an image ran on one CPU for each 10 ms of its life, at
    most on all; which ones is not known, so the number of different CPUs is the expected one.
    """

    name = "pack-dirty-cpus"
    description = "as pack-dirty, flushing only CPUs that ran a freed program (proposed follow-up)"
    source = "future work in a23c1c5396a9: flush only the CPUs that ran the program"

    def __init__(self) -> None:
        self._cpus = 1
        # Share of the CPUs that ran nothing that has been freed since the last flush.
        self._untouched = 1.0
        self._flushes = 0
        self._reached = 0.0

    def unloading(self, load: Load, time_ns: int, cpus: int) -> None:
        """Note the CPUs on which the program ran: the next flush includes them."""
        self._cpus = cpus
        ran = min(cpus, 1 + max(0, time_ns - load.time_ns) // (10 * _MS))
        self._untouched *= 1 - ran / cpus

    def placed(self, pack: Pack, packs: Sequence[Pack], request: Request) -> bool:
        """Whether there is a flush, of those CPUs."""
        flush = super().placed(pack, packs, request)
        if flush:
            self._flushes += 1
            self._reached += self._cpus * (1 - self._untouched)
            self._untouched = 1.0
        return flush

    def notes(self) -> tuple[str, ...]:
        """How many CPUs were flushed, and how many would have been."""
        reached = (
            f"{self._flushes:,} flushes reached {self._reached:,.0f} CPUs in all, instead of "
            f"{self._flushes * self._cpus:,}."
        )
        return "An image is taken to have run on one CPU for each 10 ms of its life.", reached


_EXTRA: Final[dict[str, type[Policy]]] = {
    policy.name: policy for policy in (Oracle, DirtyChunks, DirtyCpus)
}


def names() -> tuple[str, ...]:
    """Names of all policies that a replay knows."""
    return (*registered.names(), *(name for name in _EXTRA if name not in registered.names()))


def get(text: str) -> Policy:
    """A new instance of a policy.

    Args:
        text: its name, or ``file.py:Class`` for one of your own.

    Raises:
        UsageError: no such policy, no such class in the file, or the file cannot be run.
    """
    path, colon, name = text.rpartition(":")
    if colon and path.endswith(".py"):
        return _own(Path(path), name)
    extra = _EXTRA.get(text)
    if extra is not None:
        return extra()
    if text not in registered.names():
        more = ", and file.py:Class"
        raise UnknownNameError("unknown policy", text, names(), listed="known are", more=more)
    return registered.get(text)


def get_policies(policies: Sequence[str | Policy]) -> list[Policy]:
    """The policies of a list, each with a name of its own: results tell them apart by it.

    Raises:
        UsageError: the value is no list or empty, one of it is no policy, or two have one name.
    """
    if isinstance(policies, str | Policy):
        example = repr(policies) if isinstance(policies, str) else policies.name
        raise UsageError(f"policies are a list, also when there is one: [{example}]")
    if not isinstance(policies, Iterable):
        raise UsageError(f"{policies!r} is no list of policies, such as ['page', 'pack']")
    by_name: dict[str, Policy] = {}
    for item in policies:
        policy = get(item) if isinstance(item, str) else item
        if not isinstance(policy, Policy):
            raise UsageError(f"{item!r} is no policy: a name or an instance is, such as 'pack'")
        if policy.name in by_name:
            raise UsageError(f"policy {policy.name} is there twice; a result has it once")
        by_name[policy.name] = policy
    if not by_name:
        raise UsageError("a replay needs at least one policy")
    return list(by_name.values())


def _own(path: Path, name: str) -> Policy:
    try:
        module = runpy.run_path(str(path))
    except Exception as error:
        raise UsageError(f"policy {path}: {type(error).__name__}: {error}") from error
    kind = module.get(name)
    if not (isinstance(kind, type) and issubclass(kind, Policy)):
        raise UsageError(f"policy {path}: there is no subclass of Policy called {name!r} in it")
    if not getattr(kind, "name", ""):
        raise UsageError(f"policy {path}: {name} needs a name")
    return kind()

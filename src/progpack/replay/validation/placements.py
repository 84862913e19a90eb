"""Placement of measured kernels, predicted program by program.

The prediction starts from the kernel's own bitmaps and follows what was loaded and unloaded. What a
record does not name (trampolines and dispatchers that attaching makes) is taken over from the
bitmaps that are read next. Frees
in a kernel happen some time after the unload: a load that came before one of the last few was done
went where it would have gone without it. That is looked for, counted apart, and followed; anything
else that is not where it was predicted is an error, and is followed too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from progpack.errors import SpanError
from progpack.pack import CHUNK, Pack, PackList, Place, Request, Span
from progpack.trace.events import Counters, Load, Note, Unload
from progpack.trace.measured import Measured, PackState

__all__ = ["Placements", "predict"]

# Unloads back whose free may not have been done: 30 ms in the kernel, up to 4 loads.
_PATIENCE: Final = 4


@dataclass(slots=True)
class Placements:
    """The prediction of a record, and what it came to.

    Attributes:
        loads: images that went to packs.
        exact: of them, those that went where they were predicted to go.
        late: those that went where they would without one of the last few frees.
        states: times that the kernel's own bitmaps were read while nothing was on its way.
        equal: of them, those at which every bit was as predicted.
        unfinished: times that the bitmaps were other than predicted, and read while programs that
            had been unloaded waited to be freed: they are compared with nothing.
        misses: (event number, what was predicted, where it went) of the others, as text.
    """

    loads: int = 0
    exact: int = 0
    late: int = 0
    states: int = 0
    equal: int = 0
    unfinished: int = 0
    misses: list[tuple[int, str, str]] = field(default_factory=list)


def predict(source: Measured, policy: str = "pack", nodes: int | None = None) -> Placements:
    """Predict each placement of a record and compare.

    Args:
        source: the record, of a kernel with packs.
        policy: name of the policy.
        nodes: possible NUMA nodes; None: as the record says.

    Raises:
        progpack.errors.ObjectError: the record cannot be read.
    """
    walker = _Walker(policy, source.header.nodes if nodes is None else nodes)
    states = deque(source.pack_states())
    for number, event in enumerate(source):
        while states and states[0].events <= number:
            walker.state(states.popleft())
        if isinstance(event, Load):
            walker.load(number, event)
        elif isinstance(event, Unload):
            walker.unload(event)
        elif isinstance(event, Counters):
            walker.counters(event)
        elif isinstance(event, Note):
            walker.unseen = True
    for state in states:
        walker.state(state)
    return walker.found


class _Walker:
    def __init__(self, policy: str, nodes: int) -> None:
        self._list = PackList(policy, nodes=nodes)
        self._bases: dict[int, Pack] = {}
        self._held: dict[int, Span] = {}
        self._freed: deque[tuple[Pack, int, int]] = deque(maxlen=_PATIENCE)
        self._unnamed: dict[tuple[int, int], Span] = {}
        self.unseen = False
        self.found = Placements()
        # Functions that are loaded by the record; of others, by the kernel's first count.
        self._functions = 0
        self._others: int | None = None
        self._waiting = False

    def counters(self, counters: Counters) -> None:
        """See whether programs that were unloaded are still there, and so wait to be freed."""
        if counters.programs is not None:
            if self._others is None:
                self._others = counters.programs - self._functions
            self._waiting = counters.programs > self._others + self._functions

    def state(self, state: PackState) -> None:
        """Take over what is there at first; compare later."""
        packs = {base: runs for base, runs in state.packs.items() if runs}
        if not self._list.packs and not self._held:
            for base, runs in packs.items():
                spans = self._list.adopt(runs)
                self._bases[base] = spans[0].pack
            return
        if self.unseen or self._unnamed:
            self._take_over(packs)
            self.unseen = False
            return
        ours = {
            base: tuple(_joined(pack.bitmap.runs()))
            for base, pack in self._bases.items()
            if pack.bitmap.used
        }
        equal = ours == {base: tuple(_joined(runs)) for base, runs in packs.items()}
        if self._waiting and not equal:
            self.found.unfinished += 1
            return
        self.found.states += 1
        self.found.equal += equal

    def _take_over(self, packs: Mapping[int, Sequence[tuple[int, int]]]) -> None:
        """Chunks that are taken by what has no name, and those that are not any more."""
        for base, runs in packs.items():
            pack = self._bases.get(base)
            if pack is None:
                continue
            taken = {chunk for first, count in runs for chunk in range(first, first + count)}
            occupied = {
                chunk for first, n in pack.bitmap.runs() for chunk in range(first, first + n)
            }
            for chunk in sorted(taken - occupied):
                request = Request(CHUNK)
                spot = self._list.find(request)._replace(pack=pack, chunk=chunk, region=0)
                self._unnamed[base, chunk] = self._list.take(spot)
            for chunk in sorted(occupied - taken):
                span = self._unnamed.pop((base, chunk), None)
                if span is not None:
                    self._list.release(span)

    def load(self, number: int, load: Load) -> None:
        self._functions += load.kind == "program"
        if load.kind == "image" or load.address is None or load.chunk_bytes is None:
            return
        if load.chunk_bytes > self._list.pack_size:
            return
        self.found.loads += 1
        request = Request(load.chunk_bytes, load.kind == "classic", load.name)
        spot = self._list.find(request)
        actual = self._locate(load.address, spot)
        if actual == (spot.pack, spot.chunk):
            self.found.exact += 1
            self._publish(load, spot)
            return
        late = self._explained(spot, actual)
        self.found.late += late
        if not late:
            predicted = f"{spot.pack!r} chunk {spot.chunk}"
            self.found.misses.append((number, predicted, f"{load.address:#x}"))
        if actual is not None:
            self._publish(load, spot._replace(pack=actual[0], chunk=actual[1], region=0))

    def unload(self, unload: Unload) -> None:
        self._functions -= unload.kind == "program"
        span = self._held.pop(unload.address or 0, None)
        if span is None:
            return
        self._freed.append((span.pack, span.chunk, span.chunks))
        empty = self._list.release(span)
        if empty is not None:
            self._bases = {base: pack for base, pack in self._bases.items() if pack is not empty}

    def _locate(self, address: int, spot: Place) -> tuple[Pack | None, int] | None:
        """Pack and chunk of an address; a new pack is where the first program says."""
        for base, pack in self._bases.items():
            if base <= address < base + self._list.pack_size:
                return pack, (address - base) // CHUNK
        return (None, 0) if spot.pack is None else None

    def _publish(self, load: Load, spot: Place) -> None:
        assert load.address is not None
        try:
            span = self._list.take(spot)
        except SpanError:
            # Chunks that we think are taken: nothing of ours is sure any more there.
            return
        if spot.pack is None:
            self._bases[(load.address & -CHUNK) - spot.chunk * CHUNK] = span.pack
        self._held[load.address] = span

    def _explained(self, spot: Place, actual: tuple[Pack | None, int] | None) -> bool:
        """Whether it is where it would be without one or more of the last frees."""
        if actual is None or spot.pack is None:
            return False
        for pack, first, count in self._freed:
            if (
                pack is spot.pack
                and first < spot.chunk + spot.chunks
                and spot.chunk < first + count
            ):
                return True
        return False


def _joined(runs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, count in runs:
        if joined and sum(joined[-1]) == first:
            joined[-1] = joined[-1][0], joined[-1][1] + count
        else:
            joined.append((first, count))
    return joined

"""The search: packets that reach new code are kept, and others are made from them."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from typing import Final, Literal, Self, cast

from progpack.bpf.context.verdict import verdict
from progpack.errors import RunError
from progpack.jit.object import Object as CompiledObject
from progpack.records import dataclass
from progpack.run.fuzzing.judge import Case, Finding, Judge, broken_property, key_of
from progpack.run.fuzzing.loop import NativeLoop
from progpack.run.fuzzing.shrink import shrink
from progpack.run.fuzzing.tokens import tokens_of
from progpack.run.object import Object

__all__ = ["Search", "State"]

#: Runs between two looks at the clock.
_BATCH: Final = 1 << 16
#: Seconds between two reports, and between two looks at another backend.
_INTERVAL: Final = 1.0
#: Packets that run on another backend at each look.
_SAMPLE: Final = 16
#: Seconds that a known packet may take there, all of them together, in a second of the search.
_SHARE: Final = 0.2
_FILL: Final = b"\0"
_ALL: Final = 1 << 20
#: Runs after each batch of which a property is asked about each; of a batch about the last one,
#: which reached something.
_SINGLY: Final = 1 << 12


@dataclass(frozen=True, slots=True)
class State:
    """The search as it stands.

    Attributes:
        runs: how many there were.
        seconds: since it began.
        known: packets that are kept.
        reached: blocks and jumps that were reached.
        cells: how many there are.
        compared: packets that ran on another backend as well.
    """

    runs: int
    seconds: float
    known: int
    reached: int
    cells: int
    compared: int


class Search:
    """A search for packets that break a program.

    Args:
        judge: the program, and what breaks it.
        seed: of the random numbers; the same seed finds the same.
        lengths: bytes of the shortest and of the longest packet.

    Attributes:
        loop: the native loop.
    """

    def __init__(self, judge: Judge, *, seed: int = 1, lengths: tuple[int, int] = (0, 256)) -> None:
        self._judge = judge
        self._lengths = lengths
        self._objects = ExitStack()
        self._object = self._objects.enter_context(judge.load(coverage=True))
        compiled = cast(CompiledObject, self._object)
        self.loop = NativeLoop(
            *(compiled, compiled.programs[judge.program]),
            tokens=tokens_of(self._object.spec),
            seed=seed,
            lengths=lengths,
            budget=judge.budget,
        )
        self.loop.keeps_left = judge.rule is not None
        self._history: list[bytes] = []
        self._pair: tuple[Object, Object] | None = None
        self._pending: list[bytes] = []
        self._compared = 0
        self._began = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._objects.close()

    def state(self) -> State:
        """Return how the search stands."""
        reached, cells = self.loop.reached
        seconds = time.monotonic() - self._began
        known = len(self.loop.known)
        return State(self.loop.executed, seconds, known, reached, cells, self._compared)

    def search(
        self,
        seeds: Iterable[bytes],
        *,
        seconds: float,
        runs: int | None = None,
        tell: Callable[[State], None] = lambda state: None,
    ) -> Finding | None:
        """Look for packets that break the program.

        Args:
            seeds: packets to begin with; those that reach something run in every length.
            seconds: time that it may take; what is found is made small afterwards.
            runs: how many runs there may be, None without a limit.
            tell: called about each second.

        Returns:
            What was found, made small; None when nothing was.
        """
        end = self._began + seconds
        try:
            finding = self._begin(seeds)
            if finding is not None:
                return finding
            return self._search(end, runs, tell)
        except RunError as error:
            return self._small("fault", key_of(error), str(error), self.loop.last(_ALL))

    def _begin(self, seeds: Iterable[bytes]) -> Finding | None:
        """Run the seeds, then in every length those that reach something, and zeros."""
        shortest, longest = self._lengths
        for seed in seeds:
            finding = self._try(seed[:longest].ljust(shortest, _FILL))
            if finding is not None:
                return finding
        for packet in [*self.loop.known, bytes(longest)]:
            for size in range(shortest, len(packet) + 1):
                finding = self._try(packet[:size])
                if finding is not None:
                    return finding
        return None

    def _try(self, packet: bytes) -> Finding | None:
        """Run a packet that is given, and keep it when it reaches something new."""
        try:
            new = self.loop.try_one(packet)
        except RunError as error:
            return self._small("fault", key_of(error), str(error), self.loop.last(_ALL))
        if new or not self.loop.known:
            self._keep(packet)
        return self._check_property(packet)

    def _keep(self, packet: bytes) -> None:
        self.loop.learn(packet)
        self._pending.append(packet)

    def _search(
        self, end: float, runs: int | None, tell: Callable[[State], None]
    ) -> Finding | None:
        now = looked = time.monotonic()
        while now < end and (runs is None or self.loop.executed < runs):
            left = _BATCH if runs is None else min(_BATCH, runs - self.loop.executed)
            finding = self._run(left) or self._run_singly()
            if finding is not None:
                return finding
            now = time.monotonic()
            if now - looked >= _INTERVAL:
                tell(self.state())
                finding = self._compare(self.loop.last(_SAMPLE))
                if finding is not None:
                    return finding
                looked = now = time.monotonic()
        return self._compare(())

    def _run(self, count: int) -> Finding | None:
        """Run on new packets until one reaches something, which is kept."""
        self.loop.run(count)
        packet = self.loop.last()[0]
        if self.loop.found:
            self._keep(packet)
        return self._check_property(packet)

    def _run_singly(self) -> Finding | None:
        """Run on some packets of which the property is asked about each."""
        if self._judge.rule is None:
            return None
        for _ in range(_SINGLY):
            finding = self._run(1)
            if finding is not None:
                return finding
        return None

    def _check_property(self, packet: bytes) -> Finding | None:
        """Ask the property about the last run."""
        judge = self._judge
        if judge.rule is None:
            return None
        meaning = verdict(self._object.programs[judge.program].type, self.loop.result)
        case = Case(packet, self.loop.left, self.loop.result, meaning, self._object.maps)
        broken = broken_property(judge.rule, case)
        if broken is None:
            return None
        return self._small("property", "property", broken, self.loop.last(_ALL))

    def _compare(self, sample: Sequence[bytes]) -> Finding | None:
        """Run the packets that are new, and a sample, on both backends."""
        judge = self._judge
        if judge.backend is None:
            return None
        if self._pair is None:
            one, two = judge.load(), judge.load(judge.backend)
            self._pair = self._objects.enter_context(one), self._objects.enter_context(two)
        end = time.monotonic() + _SHARE
        while self._pending and time.monotonic() < end:
            finding = self._compare_one(self._pending.pop(0))
            if finding is not None:
                return finding
        for packet in sample:
            finding = self._compare_one(packet)
            if finding is not None:
                return finding
        return None

    def _compare_one(self, packet: bytes) -> Finding | None:
        assert self._pair is not None
        self._history.append(packet)
        self._compared += 1
        broken = self._judge.compare(*self._pair, packet)
        if broken is None or broken[0] != "difference":
            return None
        return self._small(*broken, self._history)

    def _small(
        self,
        kind: Literal["fault", "difference", "property"],
        key: str,
        message: str,
        packets: Sequence[bytes],
    ) -> Finding:
        """Return a finding, made small where it breaks the program on fresh maps.

        The last packet alone is tried first, then what ran before it. Ctrl-C ends this, and the
        finding stays as large as it is.
        """
        try:
            for some in (packets[-1:], packets[-_SAMPLE:], packets):
                again = self._judge.judge(some)
                if again is not None and (again.kind, again.key) == (kind, key):
                    return shrink(again, self._judge)
        except KeyboardInterrupt:
            pass  # the finding is worth more than its size
        return Finding(kind, key, message, tuple(packets), reproduced=False)

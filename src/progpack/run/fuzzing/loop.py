"""The native loop: compiled code runs on packets that the native runtime makes."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Iterable, Sequence
from typing import Final

from progpack.bpf.coverage import cells
from progpack.bpf.isa.limits import DEFAULT_BUDGET
from progpack.bpf.spec import ProgramType
from progpack.errors import MissingFeatureError
from progpack.jit.native.layout import ContextKind, FuzzSlot, TokenSlot
from progpack.jit.native.runtime import native_runtime
from progpack.jit.object import Object
from progpack.jit.program import Program
from progpack.jit.running import Run
from progpack.jit.workspace import Workspace

__all__ = ["NativeLoop"]

#: Packets that are remembered, so that what led to a fault can run again; a power of two.
_KEPT: Final = 1024
_WORD: Final = 8
_RANDOM: Final = 0x9E3779B97F4A7C15  # odd: a seed of 0 gives a state that is not


class NativeLoop:
    """The runs of one program on packets that are made from known ones.

    Args:
        obj: the object, loaded with ``coverage=True``.
        program: one of its programs that runs on packets.
        tokens: bytes that the program compares with, up to 8 each.
        seed: of the random numbers.
        lengths: bytes of the shortest and of the longest packet.
        budget: taken backward jumps and calls of a run.

    Attributes:
        known: the packets that others are made of.
        keeps_left: whether `left` gets the packet as the last run left it.
        left: that packet.

    Raises:
        MissingFeatureError: programs of this type have no native loop.
    """

    def __init__(
        self,
        obj: Object,
        program: Program,
        *,
        tokens: Sequence[bytes],
        seed: int,
        lengths: tuple[int, int],
        budget: int = DEFAULT_BUDGET,
    ) -> None:
        if not program.runs_natively:
            raise MissingFeatureError(
                f"program {program.name}: the native loop runs programs of XDP, tc and socket "
                f"filters, not {program.type.name}"
            )
        self.known: list[bytes] = []
        self.keeps_left = False
        self.left = b""
        self._program, self._budget = program, budget
        self._kind = ContextKind.XDP if program.type is ProgramType.XDP else ContextKind.SKB
        self._longest = lengths[1]
        self._cells = array("Q", _addresses(obj))
        self._seen = (ctypes.c_uint8 * len(self._cells))()
        self._history = (ctypes.c_uint8 * (_KEPT * lengths[1]))()
        self._lengths = array("Q", bytes(_WORD * _KEPT))
        self._tokens = (TokenSlot * max(len(tokens), 1))()
        for slot, token in zip(self._tokens, tokens, strict=False):
            slot.size = len(token)
            slot.bytes[: len(token)] = token
        self._slot = FuzzSlot(
            tokens=ctypes.addressof(self._tokens),
            token_count=len(tokens),
            cells=self._cells.buffer_info()[0],
            cell_count=len(self._cells),
            seen=ctypes.addressof(self._seen),
            history=ctypes.addressof(self._history),
            lengths=self._lengths.buffer_info()[0],
            kept=_KEPT,
            shortest=lengths[0],
            longest=lengths[1],
            random=(seed * _RANDOM ^ _RANDOM) & (1 << 64) - 1 or 1,
        )

    @property
    def executed(self) -> int:
        """Number of runs so far."""
        return int(self._slot.executed)

    @property
    def reached(self) -> tuple[int, int]:
        """How many blocks and jumps were reached, and how many there are."""
        return sum(map(bool, self._seen)), len(self._cells)

    @property
    def result(self) -> int:
        """r0 of the last run."""
        return int(self._slot.result)

    def learn(self, packet: bytes) -> None:
        """Have packets made from this one as well."""
        self.known.append(packet[: self._longest])
        whole = b"".join(self.known)
        self._bytes = (ctypes.c_uint8 * max(len(whole), 1))(*whole)
        ends, at = array("Q"), 0
        for known in self.known:
            at += len(known)
            ends.append(at)
        self._ends, self._starts = ends, array("Q", [0, *ends[:-1]])
        slot = self._slot
        slot.bytes = ctypes.addressof(self._bytes)
        slot.starts, slot.ends = self._starts.buffer_info()[0], ends.buffer_info()[0]
        slot.count = len(self.known)

    def run(self, count: int) -> int:
        """Run on packets that are made, until one reaches something new (`found`).

        Returns:
            How many runs there were.

        Raises:
            RunError: the last one ended in a fault.
        """
        with self._running() as space:
            done: int = native_runtime().fuzz(
                *(space.address, self._program.entry_for(self._budget), self._kind),
                *(ctypes.addressof(self._slot), count, self._budget),
            )
            self._program.check(space)
            self._keep_left(space)
            return done

    def try_one(self, packet: bytes) -> bool:
        """Run on one packet; whether it reaches something new.

        Raises:
            RunError: the run ended in a fault.
        """
        with self._running() as space:
            native_runtime().fuzz_one(
                *(space.address, self._program.entry_for(self._budget), self._kind),
                *(ctypes.addressof(self._slot), packet, len(packet), self._budget),
            )
            self._program.check(space)
            self._keep_left(space)
            return self.found

    def _keep_left(self, space: Workspace) -> None:
        if self.keeps_left:
            self.left = space.packet()

    def _running(self) -> _Running:
        return _Running(self._program, self._longest, self._kind, self._budget)

    @property
    def found(self) -> bool:
        """Whether the last run reached something that none had."""
        return bool(self._slot.found)

    def last(self, count: int = 1) -> list[bytes]:
        """Return the packets of the last runs, at most a thousand, the oldest first."""
        executed = self.executed
        count = min(count, executed, _KEPT)
        return [self._made(number % _KEPT) for number in range(executed - count, executed)]

    def _made(self, slot: int) -> bytes:
        at = slot * self._longest
        return bytes(self._history[at : at + self._lengths[slot]])


class _Running:
    """The workspace of some runs, with room for the longest packet."""

    def __init__(self, program: Program, longest: int, kind: ContextKind, budget: int) -> None:
        self._program, self._longest = program, longest
        self._kind, self._budget = kind, budget
        self._run = Run(program)

    def __enter__(self) -> Workspace:
        program = self._program
        try:
            space = self._run.__enter__()
            space.make_room(self._longest)
            if space.prepared != program.serial:  # the native loop puts all else in place
                space.prepare(program, program.entry_for(DEFAULT_BUDGET), self._kind)
            space.allow(self._budget)
            space.state.fault = 0
        except BaseException:
            self._run.leave()
            raise
        self._space = space
        return space

    def __exit__(self, *_: object) -> None:
        if self._space.state.logged:
            self._space.effects({})  # what the runs printed is nobody's
        self._run.leave()


def _addresses(obj: Object) -> Iterable[int]:
    """The addresses of all counters of an object's programs."""
    for program in obj.programs.values():
        name = program.spec.counters
        if name is None:
            raise AssertionError("the object was loaded without coverage")
        base = obj.maps[name].values_at
        yield from (base + offset for offset in cells(program.spec))

"""Raising exceptions inside of other calls, at each instruction of them or by real signals."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from types import FrameType
from typing import Any

import progpack
from progpack.memory import Code, PackAllocator
from tests.memory.inspect import check_bytes, regions

OURS = f"{Path(progpack.__file__).parent}/"


class _Running(threading.local):
    """Who is called before the instructions of a thread."""

    injector: Injector | None = None


_running = _Running()


# CPython 3.11 was seen to call a method to trace with that was gone, after an exception in it had
# taken it away. Functions of a module stay.
def _on_call(frame: FrameType, event: str, argument: object) -> Any:
    injector = _running.injector
    if injector is None or injector._enter(frame, event, argument) is None:
        return None
    return _on_instruction


def _on_instruction(frame: FrameType, event: str, argument: object) -> Any:
    injector = _running.injector
    if injector is not None:
        injector._step(frame, event, argument)
    return _on_instruction


class Interrupt(KeyboardInterrupt):
    """What is raised."""


class Starved(MemoryError):
    """What is raised in place of it where memory is short."""


class Injector:
    """Runs calls and raises an exception before one of the instructions of code of this package.

    Args:
        at: number of the instruction, from 0.
        error: what is raised.

    Attributes:
        ours: part of the paths of the files whose instructions count.
    """

    ours = OURS

    def __init__(self, at: int, error: type[BaseException] = Interrupt) -> None:
        self.left = at
        self.error = error
        self.raised = False

    def run(self, call: Callable[[], object]) -> None:
        """Make a call; with the exception, if it has so many instructions."""
        before, outer, hook = sys.gettrace(), _running.injector, sys.unraisablehook

        def report(what: sys.UnraisableHookArgs) -> None:
            # The collector may run a finalizer meanwhile, which has nobody to raise to.
            if not isinstance(what.exc_value, self.error):
                hook(what)

        _running.injector, sys.unraisablehook = self, report
        sys.settrace(_on_call)
        try:
            call()
        finally:
            sys.settrace(before)
            _running.injector, sys.unraisablehook = outer, hook

    def _enter(self, frame: FrameType, event: str, _: object) -> Any:
        if self.ours not in frame.f_code.co_filename:
            return None
        frame.f_trace_lines = False
        frame.f_trace_opcodes = True
        return self._step

    def _step(self, frame: FrameType, event: str, _: object) -> Any:
        if event == "opcode":
            if not self.left and not self.raised:
                self.raised = True
                self._act()
            self.left -= 1
        return self._step

    def _act(self) -> None:
        raise self.error


def check(packs: PackAllocator, live: dict[Code, bytes]) -> None:
    """Each program is as it was made, nothing overlaps, and every account says the same."""
    stats = packs.stats
    assert stats.programs == len(live)
    assert (stats.slots, stats.retired, stats.quarantined, stats.leaked) == (0, 0, 0, 0)
    assert stats.charge == stats.rounded == stats.used == sum(code.allocated for code in live)
    assert stats.installs - stats.frees == len(live)
    assert stats.reserved == sum(region.size for _, region in regions(packs))
    ranges = sorted((code.ro_address, code.ro_address + code.allocated) for code in live)
    assert all(end <= begin for (_, end), (begin, _) in pairwise(ranges))
    for code in live:
        assert packs.find(code.address) is code
        assert packs.find(code.address + code.size - 1) is code
    for pack, _ in regions(packs):
        assert sum(span.chunks for span in pack.spans.values()) == pack.used
    check_bytes(packs, live)


class Caller(Injector):
    """Runs calls and makes another call before one of their instructions, as a signal would.

    Args:
        at: as `Injector`.
        other: the other call.
    """

    def __init__(self, at: int, other: Callable[[], object]) -> None:
        super().__init__(at)
        self._other = other

    def _act(self) -> None:
        self._other()


def instructions(call: Callable[[], object]) -> int:
    """Count the instructions of a call that every later call of its kind has, too.

    The collector is off meanwhile: it runs finalizers of this package, which another call does not.
    """
    counter, collecting = Caller(-1, lambda: None), gc.isenabled()
    gc.collect()
    gc.disable()
    try:
        counter.run(call)
    finally:
        if collecting:
            gc.enable()
    return -1 - counter.left

"""Real signals in the middle of loads: handlers that raise, load, run and close, and what is left.

    python -m tests.soak.loads                        20,000 interrupts
    python -m tests.soak.loads --count 500 --seed 7

A timer of the system interrupts a process that loads, compiles, runs and closes objects of which
several share an image, and writes a trace of it; threads do the same meanwhile, and children are
forked. Each handler raises, or makes a call of its own, or drops an object whose finalizer closes
another one. Afterwards everything works that was not closed; at the end of a round nothing may be
left: no image, no charge, no mapping, no descriptor, no process of the compiler.
"""

from __future__ import annotations

import argparse
import faulthandler
import gc
import os
import random
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from progpack import Object, load
from progpack.errors import ProgpackError, UsageError
from progpack.jit.compile.client import compiler
from progpack.trace import Header, Note, Trace, TraceWriter
from tests.jit.loading import World, children, left_behind, spec_of
from tests.memory.interrupting import Interrupt

# Seconds until an interrupt: from less than a call takes to a few of them.
SHORTEST, LONGEST = 1e-6, 2e-3
# Seconds from one to the next, at least: much shorter ones leave no time for the calls.
BETWEEN = 3e-4
# Everything is closed and counted after so many interrupts.
ROUND = 250
CALLS = 12
# One of so many handlers raises; the others make a call.
RAISES = 6
# Handlers in the middle of handlers.
DEEPEST = 3
#: Seconds for a few calls with interrupts after which the stacks are printed and the process ends.
HANGS = 120
THREADS = 2
# Seconds between two loads of a thread.
PAUSE = 0.02
#: Of so many checks one is made in a child too.
FORKS = 50


class Grave:
    """Garbage in a cycle whose finalizer closes an object."""

    def __init__(self, owned: Object) -> None:
        self.owned, self.me = owned, self

    def __del__(self) -> None:
        self.owned.close()


class Storm:
    """A world of objects and a trace, under interrupts."""

    def __init__(self, chance: random.Random, folder: Path) -> None:
        self.chance = chance
        self.world = World()
        self.path = folder / "storm.trace.gz"
        self.writer = TraceWriter(self.path, Header(arch="x86-64"))
        self.sent = 0
        self.written: list[int] = []

    def step(self) -> None:
        """One call, whatever it is."""
        world, kind = self.world, self.chance.randrange(200)
        if kind < 60:
            world.resident()
        elif kind < 110:
            world.from_disk()
        elif kind < 112:  # seldom: an exception in it costs a process of the compiler
            world.new()
        elif kind < 140:
            world.forget()
        elif kind < 155:
            world.tail()
        elif kind < 170 and len(world.live) > 1:
            world.close_one()
        elif kind < 180:
            Grave(load(spec_of(7), packs=world.packs))
        else:
            self.write()

    def write(self) -> None:
        """Write a note, and now and then a member."""
        self.sent += 1
        number = self.sent
        self.writer.write(Note(number, ""))
        self.written.append(number)
        if number % 5 == 0:
            self.writer.flush()

    def meddle(self) -> None:
        """What a handler does that does not raise."""
        kind, world = self.chance.randrange(200), self.world
        if kind < 40:
            world.resident()
        elif kind < 80:
            world.from_disk()
        elif kind < 81:
            world.new()
        elif kind < 120:
            world.live[0][0].programs["test"].run(bytes(64))
        elif kind < 160:
            Grave(load(spec_of(7), packs=world.packs))
            gc.collect(0)
        else:
            self.write()

    def check_in_child(self) -> None:
        """A child of a fork can do the same."""
        child = os.fork()
        if not child:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            # The thread of the other way to say where it hangs is not in a child.
            faulthandler.register(signal.SIGALRM, chain=True)
            signal.alarm(HANGS // 2)
            status = 1
            try:
                load(spec_of(7)).close()
                load(spec_of(os.getpid())).close()
                compiler().stop()
                status = 0
            except BaseException:  # noqa: BLE001 - it must not come to the parent's frames
                traceback.print_exc()
            os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0, "a child failed"

    def close(self) -> None:
        """Close all, and see that it is all and that no note is lost."""
        self.world.close()
        self.writer.close()
        seen = [event.time_ns for event in Trace(self.path)]
        assert len(seen) == len(set(seen)), "a note was written twice"
        assert set(self.written) <= set(seen), "a note was lost"


class Others:
    """Threads that load and close objects of the same packs meanwhile."""

    def __init__(self, world: World) -> None:
        self.errors: list[BaseException] = []
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._work, args=(world, number)) for number in range(THREADS)
        ]
        for thread in self._threads:
            thread.start()

    def _work(self, world: World, number: int) -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        try:
            while not self._stop.wait(PAUSE):
                value = 7 if number else 8
                with load(spec_of(value), packs=world.packs) as made:
                    assert made.programs["test"].run(bytes(64)).return_value == value
        except BaseException as error:  # noqa: BLE001 - for the thread that waits
            self.errors.append(error)

    def stop(self) -> None:
        """Wait for them, and raise what one of them raised."""
        self._stop.set()
        for thread in self._threads:
            thread.join()
        if self.errors:
            raise self.errors[0]


def storm(count: int, seed: int, folder: Path) -> int:
    """Interrupt ``count`` times; returns how many of them came. AssertionError: something broke."""
    chance = random.Random(seed)
    before_hook = sys.unraisablehook
    sys.unraisablehook = lambda _: None
    seen = 0
    try:
        while seen < count:
            seen += _round(Storm(chance, folder))
            print(f"{seen} interrupts", flush=True)
    finally:
        faulthandler.cancel_dump_traceback_later()
        sys.unraisablehook = before_hook
    return seen


class Alarms:
    """Signals of a timer of the system, again and again, each of which does something.

    Args:
        world: where handlers make calls.
    """

    def __init__(self, world: Storm) -> None:
        self.seen = 0
        self._world = world
        self._depth = 0
        self._armed = False
        self._before = signal.signal(signal.SIGALRM, self._handle)

    def _handle(self, *_: object) -> None:
        if not self._armed or self._depth == DEEPEST:
            return
        self.seen += 1
        if not self._world.chance.randrange(RAISES):
            self._armed = False
            raise Interrupt
        self._depth += 1
        try:
            self._world.meddle()
        finally:
            self._depth -= 1

    def during(self, call: Callable[[], object]) -> None:
        """Make calls with signals in the middle, until they end or one of the handlers raises."""
        chance = self._world.chance
        self._depth = 0
        # What a handler meddles with may be refused in the middle of a change of an array.
        with suppress(Interrupt, UsageError):
            self._armed = True  # until one raises: not in what comes after this block
            first, then = chance.uniform(SHORTEST, LONGEST), chance.uniform(BETWEEN, LONGEST)
            signal.setitimer(signal.ITIMER_REAL, first, then)
            for _ in range(CALLS):
                call()
            self._armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)

    def end(self) -> None:
        """Put back the handler that was there."""
        self._armed = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._before)


def _round(world: Storm) -> int:
    chance, others, alarms = world.chance, Others(world.world), Alarms(world)
    try:
        while alarms.seen < ROUND:
            faulthandler.dump_traceback_later(HANGS, exit=True)
            alarms.during(world.step)
            world.world.check()
            if not chance.randrange(FORKS):
                world.check_in_child()
    finally:
        alarms.end()
    others.stop()
    world.close()
    return alarms.seen


def _left() -> tuple[int, ...]:
    compiler().stop()
    return *left_behind(), len(children())


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    with tempfile.TemporaryDirectory() as name:
        os.environ["PROGPACK_CACHE"] = str(Path(name) / "cache")
        storm(ROUND, options.seed, Path(name))
        before = _left()
        began = time.monotonic()
        try:
            seen = storm(options.count, options.seed, Path(name))
        except (AssertionError, ProgpackError, LookupError, ValueError) as error:
            print(f"FOUND: {type(error).__name__}: {error}")
            raise
        print(f"{seen} interrupts in {time.monotonic() - began:.0f} s: no finding")
        after = _left()
    if after != before:
        print(f"FOUND: charge, descriptors, mappings, leases and processes: {before} -> {after}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

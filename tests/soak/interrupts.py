"""Real signals that raise, at any moment of any call, and what they leave behind.

    python -m tests.soak.interrupts                      1 million interrupts
    python -m tests.soak.interrupts --count 20000 --seed 7

A timer of the system interrupts a process that installs, reserves, frees, shrinks, replaces and
calls programs; its handler raises. After each interrupt all programs are compared, and the
accounts with each other; at the end nothing may be left, no mapping and no descriptor.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import signal
import sys
import time
from contextlib import suppress
from itertools import pairwise

from progpack.errors import ProgpackError
from progpack.memory import Code, PackAllocator, ProcessMemory
from tests.memory.interrupting import Interrupt
from tests.memory.maps import shared
from tests.memory.native import returning

# Seconds until an interrupt: from less than a call takes to a few of them.
SHORTEST, LONGEST = 1e-6, 3e-4
# An allocator is closed, and everything counted, after so many interrupts.
ROUND = 500
CALLS = 12


class Storm:
    """One allocator and its programs, under interrupts."""

    def __init__(self, memory: ProcessMemory, chance: random.Random) -> None:
        self.packs = PackAllocator(chance.choice(("bins-64", "bins", "pack-4k")), memory=memory)
        self.chance = chance
        self.live: list[tuple[Code, bytes]] = []
        self.jump = self.packs.install_replaceable(returning(1))
        self.value = 1

    def step(self) -> None:
        """One call, whatever it is."""
        chance = self.chance
        kind = chance.randrange(14)
        if kind < 5:
            image = bytes([chance.randrange(256)]) * (5 * chance.choice((1, 20, 200, 2000)))
            self.live.append((self.packs.install(image), image))
        elif kind < 8 and self.live:
            self.live.pop(chance.randrange(len(self.live)))[0].free()
        elif kind == 8:
            slot = self.packs.reserve(300)
            slot.write(0, b"\x0f" * 300)
            self.live.append((slot.commit(200), b"\x0f" * 200))
            del slot
        elif kind == 9:
            self.jump.replace(returning(chance.randrange(100)))
        elif kind == 10:
            with self.packs.batch() as batch:
                batch.install(b"\x90" * 70)
                batch.install(b"\x90" * 7)
        elif kind == 11:
            self.packs.trim()
        elif kind == 12 and not chance.randrange(20):
            # Pages go by themselves, and are filled again.
            for code in [self.packs.install(b"\x90" * 9000) for _ in range(64)]:
                code.free()
        else:
            self.jump.function("int()")()

    def check(self) -> None:
        """Everything is whole."""
        live = [(code, image) for code, image in self.live if code.live]
        self.live = live
        places = sorted((code.address, code.address + code.allocated) for code, _ in live)
        for (_, end), (begin, _) in pairwise(places):
            assert end <= begin, "two live programs overlap"
        for code, image in live:
            assert code.read() == image, "a live program changed"
            assert self.packs.find(code.address) is code, "a live program is not found"
        assert 0 <= self.jump.function("int()")() < 100, "a jump leads elsewhere"

    def close(self) -> None:
        """Free everything, and see that it is all."""
        for code, _ in self.live:
            code.free()
        self.jump.free()
        self.live.clear()
        gc.collect()
        stats = self.packs.stats
        left = (stats.programs, stats.slots, stats.retired, stats.charge, stats.used)
        assert left == (0, 0, 0, 0, 0), f"left behind: {left}"
        assert stats.installs == stats.frees, "installs and frees differ"
        self.packs.close()


def storm(count: int, seed: int) -> int:
    """Raise ``count`` times; returns how many of them came. AssertionError: something broke."""
    chance = random.Random(seed)
    memory = ProcessMemory()
    armed = [False]
    seen = [0]

    def handler(*_: object) -> None:
        if armed[0]:
            armed[0] = False
            seen[0] += 1
            raise Interrupt

    before_hook, before = sys.unraisablehook, signal.signal(signal.SIGALRM, handler)
    sys.unraisablehook = lambda _: None
    try:
        while seen[0] < count:
            _round(memory, chance, armed, seen)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        sys.unraisablehook = before_hook
    return seen[0]


def _round(
    memory: ProcessMemory, chance: random.Random, armed: list[bool], seen: list[int]
) -> None:
    world = Storm(memory, chance)
    last = seen[0] + ROUND
    while seen[0] < last:
        with suppress(Interrupt):
            armed[0] = True
            signal.setitimer(signal.ITIMER_REAL, chance.uniform(SHORTEST, LONGEST))
            for _ in range(CALLS):
                world.step()
            armed[0] = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        world.check()
        while len(world.live) > 100:
            world.live.pop()[0].free()
    world.close()


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    storm(ROUND, options.seed)
    gc.collect()
    gc.freeze()
    mappings, files = len(shared()), len(os.listdir("/proc/self/fd"))
    began = time.monotonic()
    try:
        seen = storm(options.count, options.seed)
    except (AssertionError, ProgpackError, LookupError, ValueError) as error:
        print(f"FOUND: {type(error).__name__}: {error}")
        raise
    gc.collect()
    print(f"{seen} interrupts in {time.monotonic() - began:.0f} s: no finding")
    left = len(shared()) - mappings, len(os.listdir("/proc/self/fd")) - files
    if left != (0, 0):
        print(f"FOUND: mappings and descriptors left: {left}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Hours of programs and maps that come and go, and what they leave behind.

    python -m tests.lives.soak --seconds 3600      worlds of random threads, one after the other
    python -m tests.lives.soak --swaps 1000000     inner maps and programs replaced under a run

Memory, mappings and descriptors are looked at after each step: they may not grow. Exit code 1 when
one does, or when something was wrong in a world (`tests.lives.machine`).
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from progpack import MapSpec, MapType, ObjectSpec, PackAllocator, ProgramType
from progpack.bpf.asm import assemble_program
from progpack.jit.maps.kinds import MapOfMaps, ProgArray
from progpack.jit.native import cpus
from progpack.jit.object import Object
from tests.lives.machine import World, compile_world

STEPS = 20
#: The C library and the interpreter keep some of what was freed.
SLACK = 16 << 20
#: Stacks of threads that the C library keeps, and its heaps.
MAPPINGS_SLACK = 40
INNER = MapSpec("inner", MapType.HASH, 4, 8, 64)
MAPS = {
    "outer": MapSpec("outer", MapType.HASH_OF_MAPS, 4, 4, 4, inner=INNER),
    "next": MapSpec("next", MapType.PROG_ARRAY, 4, 4, 4),
}
LOOK_UP = """
    r1 = 1
    *(u32 *)(r10 - 4) = r1
    r2 = r10
    r2 += -4
    r1 = map outer ll
    call 1
    r0 = 7
    exit
"""
NEXT = "r3 = 0\nr2 = map next ll\ncall 12\nr0 = 1\nexit"


@dataclass(frozen=True, slots=True)
class Look:
    """What the process takes at one moment."""

    resident: int
    mappings: int
    files: int

    def __str__(self) -> str:
        return f"{self.resident >> 10:,} KiB resident, {self.mappings} mappings, {self.files} files"


def look() -> Look:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    mappings = len(Path("/proc/self/maps").read_text().splitlines())
    return Look(pages * os.sysconf("SC_PAGE_SIZE"), mappings, len(os.listdir("/proc/self/fd")))


def grown(looks: list[Look]) -> list[str]:
    """What is more at the end than it was after the first quarter."""
    early, late = looks[max(1, len(looks) // 4)], looks[-1]
    grew = {
        "memory": late.resident - early.resident > SLACK,
        "mappings": late.mappings - early.mappings > MAPPINGS_SLACK,
        "descriptors": late.files > early.files,
    }
    return [f"{what} grew" for what, more in grew.items() if more]


def worlds(seconds: float, seed: int) -> list[str]:
    """Worlds for some time, and what was wrong."""
    cpus.renew(8)
    looks, problems, end = [look()], [], time.monotonic() + seconds
    with tempfile.TemporaryDirectory() as folder:
        made = compile_world(Path(folder))
        while time.monotonic() < end:
            world = World(made, seed)
            world.work(min(20.0, seconds / STEPS))
            problems += [f"seed {seed}: {problem}" for problem in world.problems]
            del world
            looks.append(look())
            print(f"seed {seed}: {looks[-1]}", flush=True)
            seed += 1
    return problems + grown(looks)


def swaps(count: int) -> list[str]:
    """Inner maps and programs replaced, while threads run, and what was wrong."""
    texts = {"look_up": LOOK_UP, "enter": NEXT, "one": "r0 = 5\nexit", "two": "r0 = 6\nexit"}
    programs = {
        name: assemble_program(text, name=name, type=ProgramType.XDP)
        for name, text in texts.items()
    }
    with PackAllocator() as packs, Object(ObjectSpec("t", "GPL", programs, MAPS), packs, None) as t:
        outer, array, done = t.maps["outer"], t.maps["next"], threading.Event()
        assert isinstance(outer, MapOfMaps)
        assert isinstance(array, ProgArray)

        def run() -> None:
            while not done.is_set():
                t.programs["look_up"].run(bytes(64))
                t.programs["enter"].run_batch([bytes(64)] * 100)
                done.wait(0.001)

        thread = threading.Thread(target=run)
        thread.start()
        looks = [look()]
        for step in range(STEPS):
            for number in range(step * count // STEPS, (step + 1) * count // STEPS):
                outer[1] = outer.new()
                array[0] = t.programs["one" if number & 1 else "two"]
            looks.append(look())
            print(f"{(step + 1) * count // STEPS:>12,}  {looks[-1]}", flush=True)
        done.set()
        thread.join()
    return grown(looks)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.lives.soak", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--swaps", type=int)
    options = parser.parse_args()
    if options.swaps is None:
        problems = worlds(options.seconds, options.seed)
    else:
        problems = swaps(options.swaps)
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())

"""Objects that share an image, and what must hold of them whatever interrupts the calls."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from progpack import MapSpec, MapType, PackAllocator, load
from progpack.bpf import map_memory as mapmemory
from progpack.bpf.asm import assemble_program
from progpack.bpf.spec import ObjectSpec, ProgramType
from progpack.jit.image import store as images
from progpack.jit.native import areas
from progpack.jit.object import Object
from progpack.memory.guard import lease
from tests.lives.texts import counting
from tests.memory.maps import shared

__all__ = ["World", "children", "left_behind", "nothing_left", "spec_of"]

_COUNTS = MapSpec("counts", MapType.ARRAY, 4, 8, 4)
_TARGETS = MapSpec("targets", MapType.PROG_ARRAY, 4, 4, 2)
_SHARED = 7


def spec_of(value: int) -> ObjectSpec:
    """An object with a map, an array of programs and a program that returns a number."""
    program = assemble_program(
        counting("counts", value), name="test", type=ProgramType.XDP, license="GPL"
    )
    return ObjectSpec("world", "GPL", {"test": program}, {"counts": _COUNTS, "targets": _TARGETS})


class World:
    """Packs, and objects of which several have the same image."""

    def __init__(self) -> None:
        self.packs = PackAllocator("bins-64")
        self.live: list[tuple[Object, int]] = []
        self.next = 1000
        for _ in range(3):
            self.load(_SHARED)

    def load(self, value: int) -> Object:
        """Load an object whose program returns a number."""
        made = load(spec_of(value), packs=self.packs)
        self.live.append((made, value))
        return made

    # What is interrupted.

    def resident(self) -> None:
        """Load what is installed, and close it."""
        load(spec_of(_SHARED), packs=self.packs).close()

    def from_disk(self) -> None:
        """Load what was compiled before, and close it."""
        images.forget()
        load(spec_of(_SHARED + 1), packs=self.packs).close()

    def new(self) -> None:
        """Load what was never compiled."""
        self.next += 1
        load(spec_of(self.next), packs=self.packs).close()

    def forget(self) -> None:
        """Load and drop without closing, as a garbage collector finds it."""
        made = load(spec_of(_SHARED), packs=self.packs)
        made.maps["targets"][0] = made.programs["test"]  # type: ignore[index]
        del made

    def tail(self) -> None:
        """Put a program into an array, run it with little budget, and close all."""
        made = load(spec_of(_SHARED), packs=self.packs)
        made.maps["targets"][1] = made.programs["test"]  # type: ignore[index]
        made.programs["test"].run(bytes(64), budget=1)
        made.close()

    def close_one(self) -> None:
        """Close one of those that share an image."""
        self.live[-1][0].close()

    def check(self) -> None:
        """Everything works that was not closed, and so does the next load."""
        self.live = [(made, value) for made, value in self.live if not _closed(made)]
        for made, value in self.live:
            assert made.programs["test"].run(bytes(64)).return_value == value
        with load(spec_of(_SHARED), packs=self.packs) as again:
            assert again.programs["test"].run(bytes(64)).return_value == _SHARED
        while len(self.live) < 3:
            self.load(_SHARED)

    def close(self) -> None:
        """Close all, and see that nothing of it is left."""
        for made, _ in self.live:
            made.close()
        self.live.clear()
        gc.collect()
        stats = self.packs.stats
        left = (stats.programs, stats.slots, stats.retired, stats.charge, stats.used)
        assert left == (0, 0, 0, 0, 0), f"left behind: {left}"
        store = images.store_of(self.packs)
        store._sweep()
        assert not store._shared, "images are found that have gone"
        self.packs.close()


def _closed(made: Object) -> bool:
    return any(program.closed for program in made.programs.values())


def children() -> list[int]:
    """The processes that this one has started and not waited for."""
    here = os.getpid()
    return [int(pid) for pid in Path(f"/proc/{here}/task/{here}/children").read_text().split()]


def left_behind() -> tuple[int, ...]:
    """What a process has: charged bytes of maps, descriptors, and mappings."""
    gc.collect()
    lease.sweep()
    # How many blocks there are for small areas depends on what came before.
    blocks = sum([size for _, size in each.pieces] == [areas._BLOCK] for each in lease._tethers)
    mappings = len(shared()), len(lease._tethers) - blocks
    return mapmemory.used(), len(os.listdir("/proc/self/fd")), *mappings


@contextmanager
def nothing_left() -> Iterator[None]:
    """What a process has after the block is what it had before."""
    before = left_behind()
    yield
    after = left_behind()
    assert after == before, f"{before} became {after}"

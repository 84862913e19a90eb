"""A page each, packs of 4 KiB, packs of 2 MiB on small and on huge pages: in this process.

Programs have the sizes that one fleet server was reported to have (half below 500 bytes, three
quarters below 2 kB: cover of "execmem_alloc for BPF programs" v5, 28 November 2022); each returns
at once. They are called in one random order, natively; what counts is processor time of this
thread. Starts are random, as a kernel's: with a page each anywhere in the page
(bpf_jit_binary_alloc()), in packs within the first chunk. If all began at one offset of a page,
they would contend for the same lines of the caches, and if all began at a multiple of 64, the
processor would tell their addresses apart less well when it predicts calls.

A page of a pack each has the pages of a page each without its mappings.
"""

from __future__ import annotations

import gc
import math
import random
import time
from typing import Any, Final

from benchmarks.calls import Layout, tiny
from benchmarks.mail.counters import TlbMisses
from benchmarks.mail.spread import ratios, rounds_of, spread
from progpack.jit.native.runtime import native_runtime

__all__ = ["PAGED", "WAYS", "measure"]

PAGED: Final = "a page of a pack each"
WAYS: Final = {
    "a page each": ("page", "small"),
    PAGED: ("pack", "small"),
    "packs of 4 KiB": ("pack-4k", "small"),
    "packs of 2 MiB, small pages": ("pack", "small"),
    "packs of 2 MiB, huge pages": ("pack", "huge"),
}
_CALLS: Final = 400_000
_MEDIAN, _UPPER = 500, 2000
_LARGEST: Final = 4000
_PAGE: Final = 4096
_ALIGNMENT: Final = 4
# With a page each beside them, packs of 4 KiB of more would exceed vm.max_map_count.
_FEW: Final = 10_000
_QUARTILE: Final = 0.6745  # of the normal distribution
_EXTRA: Final = 100


def sizes(count: int, least: int) -> list[int]:
    """Bytes of programs, whose logarithms are normally distributed."""
    draw = random.Random(count)
    sigma = math.log(_UPPER / _MEDIAN) / _QUARTILE
    drawn = (int(draw.lognormvariate(math.log(_MEDIAN), sigma)) for _ in range(count))
    return [min(max(size, least), _LARGEST) for size in drawn]


class Way(Layout):
    """Programs placed one way."""

    def __init__(self, codes: list[bytes], name: str) -> None:
        policy, pages = WAYS[name]
        own = policy == "page" or name == PAGED
        starts = _starts(codes) if own else [0] * len(codes)
        moved = [bytes(start) + code for start, code in zip(starts, codes, strict=True)]
        if name == PAGED:
            moved = [code.ljust(_PAGE, b"\0") for code in moved]
        super().__init__(moved, policy, pages, randomize=not own)
        for number, start in enumerate(starts):
            self.entries[number] += start

    def calls(self) -> float:
        """One measurement: nanoseconds of processor time a call."""
        rounds = max(1, _CALLS // self.count)
        before = time.thread_time_ns()
        native_runtime().call_many(self.entries, self.states, self.order, self.count, rounds)
        return (time.thread_time_ns() - before) / (rounds * self.count)

    def installs(self, codes: list[bytes]) -> float:
        """One measurement: microseconds of processor time to install and free a program."""
        before = time.thread_time_ns()
        for code in [self.packs.install(code) for code in codes]:
            code.free()
        return (time.thread_time_ns() - before) / len(codes) / 1000


def _starts(codes: list[bytes]) -> list[int]:
    """Where in its page each begins."""
    draw = random.Random(len(codes))
    return [draw.randrange(0, _PAGE - len(code), _ALIGNMENT) for code in codes]


def measure(count: int, rounds: int) -> dict[str, Any]:
    """All figures of so many programs."""
    code = tiny()
    codes = [code.ljust(size, b"\0") for size in sizes(count, len(code))]
    made = {name: Way(codes, name) for name in WAYS if count <= _FEW or WAYS[name][0] != "pack-4k"}
    gc.collect()
    calls = rounds_of({name: way.calls for name, way in made.items()}, rounds)
    extra = codes[:_EXTRA]
    installs = rounds_of(
        {name: (lambda way=way: way.installs(extra)) for name, way in made.items()}, rounds
    )
    found = {
        name: {
            "ns a call": spread(calls[name]),
            "us an install and free": spread(installs[name]),
            **_memory(way),
            **_misses(way),
        }
        for name, way in made.items()
    }
    for way in made.values():
        way.packs.close()
    return {
        "programs": count,
        "bytes": sum(map(len, codes)),
        "ways": found,
        "calls, ratio to a page of a pack each": ratios(calls, PAGED),
    }


def _memory(way: Way) -> dict[str, Any]:
    stats = way.packs.stats
    return {
        "mappings": stats.vmas if isinstance(stats.vmas, int) else None,
        "resident bytes": stats.resident if isinstance(stats.resident, int) else None,
        "bytes on huge pages": stats.huge if isinstance(stats.huge, int) else None,
        "of pages": str(stats.pages),
    }


def _misses(way: Way) -> dict[str, Any]:
    with TlbMisses() as counter:
        way.calls()
        found = counter.misses()
    passes = max(1, _CALLS // way.count) * way.count
    if not found:
        return {"TLB misses a call": None, "no TLB misses": counter.reason}
    return {"TLB misses a call": {name: round(n / passes, 4) for name, n in found.items()}}

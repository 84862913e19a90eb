"""What looking costs with many programs: `find`, `stats`, `snapshot`, and what others notice of it.

    python benchmarks/looking.py [--programs N] [--large MIB] [--seconds S] [--json]

``find`` is measured at the first and the last byte of small programs, all over one with an area of
its own, in a free chunk, and in a handler of a signal that comes in the middle of installs. Then
one thread installs and frees: alone, and beside a thread that asks for ``stats`` or ``snapshot``
again and again; the longest and the 99th of 100 such pairs are shown, and the rate.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from types import FrameType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from progpack.memory import Code, PackAllocator

SIZES = (40, 110, 300, 700, 4500)
TRIES = 20_000
ROUNDS = 5
SIGNALS_PER_S = 1000


def each(find: Callable[[int], object], addresses: list[int]) -> float:
    """Microseconds of one find: the least of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        for address in addresses:
            find(address)
        best = min(best, time.process_time() - start)
    return round(best / len(addresses) * 1e6, 3)


def finds(packs: PackAllocator, live: list[Code], large: Code) -> dict[str, float]:
    """Microseconds of `find` by place."""
    draw = random.Random(2)
    some = [draw.choice(live) for _ in range(TRIES)]
    hole = packs.install(bytes(60_000))
    free = [hole.address + draw.randrange(hole.size) for _ in range(TRIES)]
    hole.free()
    return {
        "first byte": each(packs.find, [code.address for code in some]),
        "last byte": each(packs.find, [code.address + code.size - 1 for code in some]),
        "in the large one": each(
            packs.find, [large.address + draw.randrange(large.size) for _ in some]
        ),
        "its end": each(packs.find, [large.address + large.size - 1] * TRIES),
        "where nothing is": each(packs.find, free),
    }


def in_handlers(packs: PackAllocator, live: list[Code], seconds: float) -> dict[str, float]:
    """Microseconds of `find` in handlers of a timer, in the middle of installs and frees.

    The median of the first look at a program, of which nothing is in a cache, and of the next one.

    Args:
        packs: the allocator.
        live: the programs that are looked up, in their last byte.
        seconds: how long.
    """
    draw = random.Random(3)
    first: list[int] = []
    again: list[int] = []

    def handle(number: int, frame: FrameType | None) -> None:
        code = draw.choice(live)
        address = code.address + code.size - 1
        for spent in (first, again):
            start = time.perf_counter_ns()
            found = packs.find(address)
            spent.append(time.perf_counter_ns() - start)
            if found is not code:
                raise SystemExit(f"{code!r} was not found, but {found!r}")

    before = signal.signal(signal.SIGALRM, handle)
    signal.setitimer(signal.ITIMER_REAL, 1 / SIGNALS_PER_S, 1 / SIGNALS_PER_S)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        packs.install(bytes(110)).free()
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)
    return {"first": median(first) / 1e3, "again": median(again) / 1e3, "handlers": len(first)}


def beside(packs: PackAllocator, look: Callable[[], object] | None, seconds: float) -> Any:
    """Installs and frees while another thread looks again and again; times in microseconds."""
    stop, looks = threading.Event(), [0]

    def watch() -> None:
        while look is not None and not stop.is_set():
            look()
            looks[0] += 1

    thread = threading.Thread(target=watch)
    thread.start()
    spent, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        start = time.perf_counter()
        packs.install(bytes(110)).free()
        spent.append(time.perf_counter() - start)
    stop.set()
    thread.join()
    spent.sort()
    return {
        "looks": looks[0],
        "pairs_per_s": round(len(spent) / seconds),
        "p99_us": round(spent[len(spent) * 99 // 100] * 1e6, 1),
        "longest_ms": round(spent[-1] * 1e3, 2),
    }


def spin() -> None:
    """A thread that has nothing to do with the allocator: what the interpreter's lock costs."""
    sum(range(20_000))


def cost(call: Callable[[], object]) -> float:
    """Milliseconds of processor time of one call: the least of some."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        call()
        best = min(best, time.process_time() - start)
    return round(best * 1e3, 1)


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """All of it."""
    draw = random.Random(1)
    with PackAllocator() as packs:
        live = packs.install_many([bytes(draw.choice(SIZES)) for _ in range(options.programs)])
        large = packs.install(bytes(options.large << 20))
        rows: dict[str, Any] = {"programs": options.programs}
        rows["find_us"] = finds(packs, live, large)
        rows["in_handlers_us"] = in_handlers(packs, live, options.seconds)
        rows["in_handlers_large_us"] = in_handlers(packs, [large], options.seconds)
        rows["stats_ms"], rows["snapshot_ms"] = cost(lambda: packs.stats), cost(packs.snapshot)
        looks = {"nobody": None, "spinning": spin, "stats": lambda: packs.stats}
        rows["beside"] = {
            name: beside(packs, look, options.seconds)
            for name, look in {**looks, "snapshot": packs.snapshot}.items()
        }
        return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--programs", type=int, default=100_000)
    parser.add_argument("--large", type=int, default=64, help="MiB of the large program")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    rows = measure(options)
    if options.json:
        print(json.dumps({"results": rows}, indent=2))
        return
    print(f"{rows['programs']:,} programs, one of {options.large} MiB; find, microseconds:")
    for place, spent in rows["find_us"].items():
        print(f"  {place:18} {spent:8.3f}")
    for key, what in (("in_handlers_us", "in handlers"), ("in_handlers_large_us", "... its end")):
        row = rows[key]
        print(f"  {what:18} {row['first']:8.3f}, at once again {row['again']:.3f}")
    print(f"stats {rows['stats_ms']} ms, snapshot {rows['snapshot_ms']} ms of processor time")
    for name, row in rows["beside"].items():
        print(
            f"  install + free beside {name:9} {row['pairs_per_s']:>8,}/s, 99 % below "
            f"{row['p99_us']:,} us, longest {row['longest_ms']} ms ({row['looks']} looks)"
        )


if __name__ == "__main__":
    main()

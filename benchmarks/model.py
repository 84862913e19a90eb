"""The modelled kernel: time for a load or an unload, against placement alone.

Some thousand programs are loaded, with sizes as on a server (median 500 bytes, a quarter of them
over 2 kB), and programs come and go. The same events go to a `PackList` and to a `KernelModel`, in
one run and taking turns; the ratio is what the model adds to placement.

    python benchmarks/model.py [--live N] [--events N] [--policies a,b]
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from progpack.model import KernelModel, MachineSpec
from progpack.pack import PackList, Request, Span
from progpack.trace.events import Load, Unload

SLICE = 5000
Events = Sequence[Load | Unload]


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--live", type=int, default=3000)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--policies", default="pack,pack-block,rox-cache,pack-dirty,page")
    args = parser.parse_args()
    made = events(args.live, args.events)
    print(f"{args.events} events with {args.live} programs loaded, best of slices of {SLICE}")
    for policy in args.policies.split(","):
        alone, model = measure(policy, made)
        print(f"{policy:12} {model:6.2f} us an event, {model / alone:5.2f} x placement alone")


def events(live: int, count: int) -> Events:
    """Loads and unloads, half and half once ``live`` programs are there."""
    chance = random.Random(1)
    found: list[Load | Unload] = []
    there: list[int] = []
    for number in range(1, count + 1):
        if len(there) >= live and chance.random() < 0.5 + (len(there) - live) / 200:
            at = chance.randrange(len(there))
            there[at], there[-1] = there[-1], there[at]
            gone = there.pop()
            found.append(Unload(number, gone, gone << 12))
        else:
            there.append(number)
            size = int(chance.lognormvariate(6.2, 1.2)) + 20
            found.append(Load(number, number, "p", "program", number << 12, size))
    return found


def measure(policy: str, made: Events) -> tuple[float, float]:
    """(placement alone, model): microseconds an event, each the best slice."""
    spec = MachineSpec.parse("x86_64:64G,cpus=64,kernel=6.18,jit_limit=none")
    packs = PackList(policy)
    model = KernelModel(policy, spec)
    held: dict[int, Span] = {}

    def place(event: Load | Unload) -> None:
        if type(event) is Load:
            held[event.id or 0] = packs.place(Request((event.size + 87) & -64, False, event.name))
        else:
            packs.release(held.pop(event.id or 0))

    def load(event: Load | Unload) -> None:
        if type(event) is Load:
            model.load(event)
        elif type(event) is Unload:
            model.unload(event)

    best = [float("inf"), float("inf")]
    gc.disable()
    for start in range(0, len(made), SLICE):
        part = made[start : start + SLICE]
        for way, step in enumerate((place, load)):
            best[way] = min(best[way], timed(step, part))
    gc.enable()
    return best[0], best[1]


def timed(step: Callable[[Load | Unload], None], part: Events) -> float:
    """Microseconds of the CPU for an event."""
    begin = time.process_time()
    for event in part:
        step(event)
    return (time.process_time() - begin) / len(part) * 1e6


if __name__ == "__main__":
    main()

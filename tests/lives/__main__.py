"""``python -m tests.lives SECONDS [SEED]``; see `tests.lives.machine`."""

from __future__ import annotations

import faulthandler
import random
import sys
import tempfile
from pathlib import Path

from progpack.jit.native import cpus
from tests.lives.machine import World, compile_world


def main() -> int:
    """Let a world of a seed work; 1 when something was wrong."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    faulthandler.enable()
    # So that runs overlap however few CPUs there are: no map here has values of each CPU.
    cpus.renew(8)
    with tempfile.TemporaryDirectory() as folder:
        world = World(compile_world(Path(folder)), seed)
        world.work(seconds)
    for problem in world.problems[:20]:
        print(problem)
    print(", ".join(f"{count} {name}" for name, count in sorted(world.done.items())))
    print(f"{len(world.problems)} problems")
    return 1 if world.problems else 0


if __name__ == "__main__":
    sys.exit(main())

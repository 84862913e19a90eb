"""Memory of many resident programs: different ones, and the same one many times.

Programs of two instructions, loaded as an object is: each different from all others, so that each
has an image of its own, or all alike, so that they share one. Resident memory (what is not shared
with other processes) and mappings, before and after.

    python benchmarks/resident.py [--count N] [--json]
"""

from __future__ import annotations

import argparse
import gc
import json
import multiprocessing
import os
import tempfile
import time
from pathlib import Path

from progpack import PackAllocator, ProgramSpec, ProgramType
from progpack.bpf.isa.insn import Insn, encode
from progpack.jit.image.store import ImageStore
from progpack.jit.program import Program


def memory() -> tuple[int, int]:
    """(bytes that are resident, mappings) of this process."""
    gc.collect()
    status = Path("/proc/self/smaps_rollup").read_text()
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if line[:4] == "Rss:")
    return kilobytes * 1024, len(Path("/proc/self/maps").read_text().splitlines())


def measure(count: int, different: bool) -> dict[str, object]:
    """Load ``count`` programs and look at what they take."""
    with PackAllocator() as packs:
        store = ImageStore(packs)
        warm = Program(_program(1 << 30), {}, store)
        before = memory()
        began = time.perf_counter()
        codes = [_program(number if different else 7) for number in range(count)]
        specs = memory()
        programs = [Program(code, {}, store) for code in codes]
        seconds = time.perf_counter() - began
        after = memory()
        stats = packs.stats
        for program in programs:
            program.close()
        warm.close()
    return {
        "programs": count,
        "different": different,
        "megabytes": round((after[0] - specs[0]) / 1e6, 2),
        "bytes_each": round((after[0] - specs[0]) / count),
        "with_their_instructions": round((after[0] - before[0]) / 1e6, 2),
        "mappings": after[1] - before[1],
        "packs": stats.packs,
        "microseconds_each": round(seconds / count * 1e6, 1),
    }


def _program(number: int) -> ProgramSpec:
    code = encode([Insn(0xB7, 0, 0, 0, number), Insn(0x95)])
    return ProgramSpec.from_insns("tiny", ProgramType.SOCKET_FILTER, code)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=10_000, help="programs that are alike")
    parser.add_argument("--different", type=int, default=10_000, help="programs that are not")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    # A process each: memory that one has used and freed would hide what the other takes.
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder, context.Pool(1, maxtasksperchild=1) as pool:
        os.environ["PROGPACK_CACHE"] = folder
        rows = pool.starmap(measure, [(options.count, False), (options.different, True)], 1)
    if options.json:
        print(json.dumps(rows, indent=2))
        return
    for row in rows:
        print("  ".join(f"{key} {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()

"""Install and free small programs: packs against one mapping for each program.

Both ways keep some programs resident, then free one at random and install another, again and
again. The one to compare with is what careful Python code does today without packs: mmap read and
write, copy, mprotect to read and execute, munmap; all through ctypes with declared prototypes, and
the least work that keeps write and execute apart. Each way runs in a fresh process, the two in
turn, several times; medians are reported.

    python benchmarks/memory_install.py [--programs N] [--pairs N] [--size BYTES] [--json]

Pairs are timed in slices of a thousand, of which the median counts; once by the clock, once by what
the process and the kernel spent on it, which other work on the machine disturbs less.

Memory is counted twice, for each program: ``exec_bytes`` is what is resident behind the mappings
that hold code, ``total_bytes`` how much the whole process grew, objects of Python included.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import mmap
import os
import platform
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).resolve().parents[1] / "src"
sys.path.insert(0, str(SOURCE))

from progpack.known import Unknown  # noqa: E402
from progpack.memory import PackAllocator, ProcessMemory  # noqa: E402

SLICE = 1000

Install = Callable[[bytes], Any]
Free = Callable[[Any], None]
Resident = Callable[[], int]
Way = tuple[Install, Free, Resident]


def separate_mappings() -> Way:
    """One mapping for each program, never writable and executable."""
    libc = ctypes.CDLL(None, use_errno=True)
    pointer, size, number = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
    libc.mmap.restype = pointer
    libc.mmap.argtypes = (pointer, size, number, number, number, ctypes.c_long)
    libc.mprotect.argtypes = (pointer, size, number)
    libc.munmap.argtypes = (pointer, size)
    new, protect, unmap, copy = libc.mmap, libc.mprotect, libc.munmap, ctypes.memmove
    page = mmap.PAGESIZE
    writable, runnable = mmap.PROT_READ | mmap.PROT_WRITE, mmap.PROT_READ | mmap.PROT_EXEC
    flags = mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS
    failed = ctypes.c_void_p(-1).value

    def install(code: bytes) -> int:
        length = -(-len(code) // page) * page
        address = new(None, length, writable, flags, -1, 0)
        if address is None or address == failed:
            raise MemoryError("mmap")
        copy(address, code, len(code))
        if protect(address, length, runnable):
            raise MemoryError("mprotect")
        result: int = address
        return result

    def free(address: int) -> None:
        if unmap(address, page):
            raise MemoryError("munmap")

    return install, free, lambda: residency()[1]


def packs(policy: str, *, hardened: bool = False) -> Way:
    """progpack with a policy; ``bins-64`` is the one by default."""
    allocator = PackAllocator(policy, memory=ProcessMemory(hardened=hardened))

    def resident() -> int:
        found = allocator.stats.resident
        if isinstance(found, Unknown):
            raise SystemExit(str(found))
        return found

    return allocator.install, allocator.free, resident


WAYS: dict[str, Callable[[], Way]] = {
    "mmap": separate_mappings,
    "bins-64": lambda: packs("bins-64"),
    "bins": lambda: packs("bins"),
    "pack": lambda: packs("pack"),
    "bins-64-hardened": lambda: packs("bins-64", hardened=True),
}


def residency() -> tuple[int, int, int]:
    """(private and anonymous bytes, those of them that can be executed, mappings), from smaps.

    The shared pages of packs are not among them.
    """
    total = code = count = 0
    shared = executable = False
    for line in Path("/proc/self/smaps").read_text().splitlines():
        head, _, rest = line.partition(" ")
        if not head.endswith(":"):
            count += 1
            shared = rest[3] == "s"
            executable = rest[2] == "x"
        elif head == "Anonymous:" and not shared:
            size = int(rest.split()[0]) * 1024
            total += size
            code += size if executable else 0
    return total, code, count


def measure(way: str, programs: int, pairs: int, size: int) -> dict[str, float]:
    """One run of one way, in this process."""
    # Not called: what it does has no influence on what is measured.
    code = bytes(range(1, 256)) * (size // 255 + 1)
    code = code[:size]
    chance = random.Random(1)
    order = [chance.randrange(programs) for _ in range(pairs)]
    install, free, resident = WAYS[way]()
    free(install(code))  # what is found out at first use is found out now
    before, code_before = residency(), resident()
    clock = time.perf_counter
    start = clock()
    held = [install(code) for _ in range(programs)]
    filled = clock() - start
    after, code_after = residency(), resident()
    slices = []
    for first in range(0, pairs, SLICE):
        start, cpu = clock(), time.process_time()
        for i in order[first : first + SLICE]:
            free(held[i])
            held[i] = install(code)
        slices.append((clock() - start, time.process_time() - cpu))
    churned, churned_cpu = map(statistics.median, zip(*slices, strict=True))
    mappings = residency()[2]
    chance.shuffle(held)
    half = len(held) // 2
    start = clock()
    for item in held[:half]:
        free(item)
    freed = clock() - start
    return {
        "installs_per_s": programs / filled,
        "pairs_per_s": SLICE / churned,
        "pairs_per_cpu_s": SLICE / churned_cpu,
        "frees_per_s": half / freed,
        "exec_bytes": (code_after - code_before) / programs,
        # What can be executed is in the first difference for one way and not for the other.
        "total_bytes": (after[0] - after[1] - before[0] + before[1] + code_after - code_before)
        / programs,
        "vmas": mappings - before[2],
        "vmas_after_freeing_half": residency()[2] - before[2],
    }


def run(way: str, options: argparse.Namespace) -> dict[str, float]:
    """One run of one way in a process of its own."""
    command = [sys.executable, __file__, "--way", way]
    for name in ("programs", "pairs", "size"):
        command += [f"--{name}", str(getattr(options, name))]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result: dict[str, float] = json.loads(out)
    return result


def report(results: dict[str, dict[str, float]], options: argparse.Namespace) -> None:
    """Print a table."""
    print(
        f"{options.programs} programs of {options.size} bytes, {options.pairs} pairs of free and "
        f"install; median of {options.repeat} runs, Python {platform.python_version()}, "
        f"{os.uname().machine}"
    )
    base = results["mmap"]
    print(f"{'':26}" + "".join(f"{way:>24}" for way in results))
    for name in base:
        cells = []
        for way, result in results.items():
            ratio = result[name] / base[name] if base[name] else float("nan")
            text = f"{result[name]:,.0f}"
            cells.append(f"{text:>14} ({ratio:6.3g}x)" if way != "mmap" else f"{text:>24}")
        print(f"{name:26}" + "".join(f"{cell:>24}" for cell in cells))


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--programs", type=int, default=10_000, help="resident programs")
    parser.add_argument("--pairs", type=int, default=50_000, help="pairs; whole thousands")
    parser.add_argument("--size", type=int, default=110, help="bytes of each program")
    parser.add_argument("--repeat", type=int, default=5, help="runs of each way")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way:
        print(json.dumps(measure(options.way, options.programs, options.pairs, options.size)))
        return
    runs: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for _ in range(options.repeat):
        for way in WAYS:
            runs[way].append(run(way, options))
    results = {
        way: {name: statistics.median(one[name] for one in many) for name in many[0]}
        for way, many in runs.items()
    }
    if options.json:
        setting = {name: getattr(options, name) for name in ("programs", "pairs", "size", "repeat")}
        ratios = {
            way: {name: result[name] / results["mmap"][name] for name in result}
            for way, result in results.items()
        }
        machine = {"python": platform.python_version(), "kernel": platform.release()}
        print(
            json.dumps(
                {"setting": setting, "machine": machine, "results": results, "ratios": ratios},
                indent=2,
            )
        )
    else:
        report(results, options)


if __name__ == "__main__":
    main()

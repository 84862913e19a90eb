"""Millions of operations, and what they leave behind.

    python -m tests.soak                          10 million operations
    python -m tests.soak --operations 1000000 --policy bins --hardened
    python -m tests.soak --threads 8 --seconds 60

Every program is compared byte by byte before it is freed. Memory, mappings and descriptors are
looked at after each step; they may not grow, and at the end everything must be given back.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import os
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from progpack.memory import PackAllocator, ProcessMemory
from tests.memory.native import returning
from tests.soak.machine import Machine, Wrong

STEPS = 50
# mallopt(): the number of heaps of the C library, <malloc.h>.
M_ARENA_MAX = -8
# What the interpreter itself takes more in a long run: its heap is not ours to judge.
MEMORY_SLACK = 8 << 20
# Objects: what the number of programs makes them differ by.
BLOCKS_SLACK = 20_000
# Without its lock the interpreter has a heap that gives large blocks back later than eight threads
# free them: a program of nothing but such blocks grows to a gigabyte (3.13.5). There the objects
# are what is judged, and the mappings.
LOCKED: bool = getattr(sys, "_is_gil_enabled", lambda: True)()


@dataclass(frozen=True, slots=True)
class Look:
    """What the process takes at one moment."""

    resident: int
    blocks: int
    mappings: int
    files: int
    reserved: int

    def __str__(self) -> str:
        return (
            f"resident {self.resident >> 10:,} KiB, {self.blocks:,} objects, "
            f"{self.mappings} mappings, {self.files} files, {self.reserved >> 10:,} KiB reserved"
        )


def look(packs: PackAllocator) -> Look:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    with open("/proc/self/maps") as maps:
        mappings = sum(1 for _ in maps)
    files = len(os.listdir("/proc/self/fd"))
    resident = pages * os.sysconf("SC_PAGE_SIZE")
    return Look(resident, sys.getallocatedblocks(), mappings, files, packs.stats.reserved)


def main() -> int:
    options = _options()
    if options.threads > 1:
        _share_one_heap()
    memory = ProcessMemory(hardened=options.hardened, recipe=options.recipe)
    packs = PackAllocator(options.policy, memory=memory)
    # Warm up: imports, caches, and pages of the interpreter's heap.
    _warm(packs, options)
    before = look(packs)
    print(f"before: {before}")
    began = time.monotonic()
    looks, done = (_by_threads if options.threads > 1 else _by_steps)(packs, options)
    took = time.monotonic() - began
    stats = packs.stats
    packs.synchronize(60)
    gc.collect()
    after = look(packs)
    print(f"after:  {after}")
    print(
        f"{done:,} operations in {took:.0f} s: {stats.installs:,} installs, {stats.frees:,} frees, "
        f"{stats.pokes:,} pokes; policy {options.policy}, {options.threads} thread(s), "
        f"{'hardened, ' if options.hardened else ''}{stats.recipe}"
    )
    return _verdict(packs, before, after, looks)


def _share_one_heap() -> None:
    """Have memory that one thread freed used by all of them.

    With a heap for each thread the C library keeps some 30 MB for them which are all free by
    mallinfo2(), and what is resident rises and falls by that.
    """
    if not ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1):
        raise SystemExit("the C library does not let its heaps be limited")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--operations", type=int, default=10_000_000)
    parser.add_argument("--seconds", type=float, default=60, help="with threads")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--policy", default="pack")
    parser.add_argument("--recipe", default=None)
    parser.add_argument("--hardened", action="store_true")
    parser.add_argument("--population", type=int, default=1000)
    return parser.parse_args()


def _warm(packs: PackAllocator, options: argparse.Namespace) -> None:
    machine = Machine(packs, options.seed - 1, population=options.population)
    machine.run(20_000)
    machine.clear()
    with packs.install(returning(1)) as code:
        code.function("int()")()
    del machine
    if options.threads > 1:
        # Stacks and heaps of the threads, which the C library keeps.
        _by_threads(packs, argparse.Namespace(**{**vars(options), "seconds": 10}))
    gc.collect()


def _by_steps(packs: PackAllocator, options: argparse.Namespace) -> tuple[list[Look], int]:
    machine = Machine(packs, options.seed, population=options.population)
    looks = []
    began = time.monotonic()
    for step in range(1, STEPS + 1):
        machine.run(options.operations * step // STEPS - machine.done)
        machine.check_all()
        looks.append(look(packs))
        rate = machine.done / (time.monotonic() - began)
        print(f"{machine.done:>12,}  {looks[-1]}  {rate:,.0f}/s", flush=True)
    machine.clear()
    return looks, machine.done


def _by_threads(packs: PackAllocator, options: argparse.Namespace) -> tuple[list[Look], int]:
    """All threads on one allocator, and one program that all of them call and replace."""
    count = options.threads
    machines = [
        Machine(packs, options.seed + n, population=options.population // count)
        for n in range(count)
    ]
    shared = packs.install_replaceable(returning(0))
    call = shared.function("int()")
    failures: list[BaseException] = []
    end = time.monotonic() + options.seconds

    def work(machine: Machine, number: int) -> None:
        try:
            while time.monotonic() < end and not failures:
                machine.run(200)
                if not 0 <= call() < count:
                    raise Wrong("the shared program returned what nobody installed")
                shared.replace(returning(number))
        except BaseException as error:  # noqa: BLE001  it is raised by the main thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(m, n)) for n, m in enumerate(machines)]
    for thread in threads:
        thread.start()
    looks: list[Look] = []
    while any(thread.is_alive() for thread in threads):
        time.sleep(options.seconds / STEPS)
        looks.append(look(packs))
        print(f"{sum(machine.done for machine in machines):>12,}  {looks[-1]}", flush=True)
    for failure in failures:
        raise failure
    for machine in machines:
        machine.check_all()
        machine.clear()
    shared.free()
    print(f"interpreter lock: {LOCKED}")
    return looks, sum(machine.done for machine in machines)


def _verdict(packs: PackAllocator, before: Look, after: Look, looks: list[Look]) -> int:
    """What grew; the exit code."""
    third = max(len(looks) // 3, 1)
    early, late = looks[:third], looks[-third:]
    packs.trim()  # gives the empty packs back that are kept
    stats = packs.stats
    findings = []
    if stats.programs or stats.slots or stats.retired or stats.charge or stats.reserved:
        findings.append(f"not everything was given back: {stats}")
    if stats.failures or stats.quarantined or stats.leaked:
        findings.append(f"something failed: {stats.failures}")
    if after.files > before.files:
        findings.append("there are more files open than before")
    if after.mappings > before.mappings + 8:
        findings.append("there are more mappings than before")
    if LOCKED and after.resident > before.resident + MEMORY_SLACK:
        findings.append("more memory is resident than before")
    if after.blocks > before.blocks + BLOCKS_SLACK:
        findings.append("there are more objects than before")
    slacks = {"resident": MEMORY_SLACK, "blocks": BLOCKS_SLACK, "mappings": 16, "files": 1}
    for name, slack in slacks.items():
        # Without the lock the collector runs when it likes.
        if name in ("resident", "blocks") and not LOCKED:
            continue
        first = median(getattr(one, name) for one in early)
        last = median(getattr(one, name) for one in late)
        if last > first + slack:
            findings.append(f"{name} grew from {first:,.0f} to {last:,.0f}")
    for finding in findings:
        print(f"FOUND: {finding}")
    print("no drift" if not findings else f"{len(findings)} finding(s)")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())

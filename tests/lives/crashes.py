"""The crashes that the world of `tests.lives.machine` was made for, put back one at a time.

    python -m tests.lives.crashes [--seconds 300] [--list] [NAME ...]

Each is put into a copy of the tree, in which worlds of new seeds live until one goes wrong. Exit
code 1 when a crash is not found in its time, or when its text is not in the tree any more.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CRASHES", "Crash", "Edit", "apply_crash"]

ROOT = Path(__file__).parents[2]
RUNTIME = Path("src/progpack/jit/runtime")
GRACE = Path("src/progpack/jit/grace.py")
REACHABLE = Path("src/progpack/jit/maps/reachable.py")
PROGRAMS = Path("src/progpack/jit/maps/programs.py")
HANDLE = Path("src/progpack/jit/maps/handle.py")
#: Seconds of one world, so that a wrong end is seen soon; and after which one hangs.
EACH, HANGS = 15, 240


@dataclass(frozen=True, slots=True)
class Edit:
    """A text of one file, which is there once, and what takes its place."""

    file: Path
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Crash:
    """A fault that ended the process, or was wrong, before there were grace periods.

    Attributes:
        name: for the command line.
        what: the fault, in a line.
        edits: what puts it back.
    """

    name: str
    what: str
    edits: tuple[Edit, ...]


_ONLY_WHAT_IS_IN = Edit(
    RUNTIME / "check.c", "return left > st->began ? P(map)", "return left == -1ULL ? P(map)"
)
_OWN_RING = """
static const struct map *own_ring(const struct state *st, u64 address)
{
    const struct map_slot *slot = P(st->maps), *end = P(st->maps_end);

    for (; slot < end; slot++)
        if (address >= ((const struct map *)P(slot->map))->values &&
            address < ((const struct map *)P(slot->map))->values_end)
            return P(slot->map);
    return NULL;
}

u64 pp_ringbuf_output("""
_DYNPTR = "return record == NO_RECORD ? 0 : commit(st, P(record), {});"
_AGAIN = """struct dynptr read;

    if (record == NO_RECORD)
        return 0;
    __builtin_memcpy(&read, P(record), sizeof(read));
    return commit(st, reserved_at(ring_of(st, read.data), read.data), {});"""
_SHARED = """
def _shared(size: int) -> Area:
    import mmap

    memory = mmap.mmap(-1, -(-size // mmap.PAGESIZE) * mmap.PAGESIZE)
    return Area(ctypes.addressof(ctypes.c_char.from_buffer(memory)), size, memory)


class _Ended("""

CRASHES = (
    Crash(
        "inner-ring",
        "a ring inside of a map of maps is looked for among the program's own maps",
        (
            Edit(RUNTIME / "ring.c", "\nu64 pp_ringbuf_output(", _OWN_RING),
            Edit(
                RUNTIME / "ring.c",
                "return commit(st, reserved_at(P(map_address), place)",
                "return commit(st, reserved_at(own_ring(st, place), place)",
            ),
        ),
    ),
    Crash(
        "close",
        "a program that is closed goes while runs that came by tail calls are in it",
        (
            Edit(
                GRACE,
                "elif program.reaches and max(began, space.state.passed) < self.since:",
                "elif False:",
            ),
        ),
    ),
    Crash(
        "array",
        "a program that is taken out of an array goes while runs are in it",
        (
            Edit(
                PROGRAMS,
                "            self._programs.leave(before)\n",
                "            self._programs._left(before).last()\n",
            ),
        ),
    ),
    Crash(
        "dynptr",
        "a dynptr in shared memory is read once for its check and once for its use",
        (
            Edit(
                RUNTIME / "dynptr.c",
                "\tif (record)\n\t\tset_dynptr(address, 0, 0);\n\treturn record;",
                "\treturn record == NO_RECORD || !record ? record : address;",
            ),
            Edit(
                RUNTIME / "dynptr.c",
                _DYNPTR.format("RECORD_DONE"),
                _AGAIN.format("RECORD_DONE"),
            ),
            Edit(
                RUNTIME / "dynptr.c",
                _DYNPTR.format("RECORD_DISCARDED"),
                _AGAIN.format("RECORD_DISCARDED"),
            ),
        ),
    ),
    Crash(
        "inner-timer",
        "the map of a timer is looked for again after its check, and only maps that are in count",
        (
            _ONLY_WHAT_IS_IN,
            Edit(
                RUNTIME / "timer.c",
                "\tstruct map *map = P(in);\n\tstruct timer *timer = timer_at(map, address);\n"
                "\ts64 result = -EINVAL_;\n\n\tlock(map);\n\tif (timer->known) {\n"
                "\t\ttimer->program",
                "\tstruct map *map = (struct map *)find_member(st, address, 1);\n"
                "\tstruct timer *timer = timer_at(map, address);\n"
                "\ts64 result = -EINVAL_;\n\n\tlock(map);\n\tif (timer->known) {\n"
                "\t\ttimer->program",
            ),
        ),
    ),
    Crash(
        "inner-faults",
        "a run may not use an inner map any more that was taken out after it found it",
        (_ONLY_WHAT_IS_IN,),
    ),
    Crash(
        "inner-freed",
        "an inner map that is taken out goes while runs use it",
        (
            Edit(
                REACHABLE,
                "            self._set(self._places[address], address, grace.coming())\n"
                "        super().leave(address)\n",
                "            self._set(self._places[address], address, grace.coming())\n"
                "        self._left(address).last()\n",
            ),
        ),
    ),
    Crash(
        "fork-lock",
        "a fork does not wait for the locks of maps: a child has those of threads that are gone",
        (
            Edit(RUNTIME / "fork.c", "\t\tlock(map);\n\t\tlooks = ", "\t\tlooks = "),
            Edit(RUNTIME / "fork.c", "\t\tunlock(map);\n", ""),
        ),
    ),
    Crash(
        "fork-ring",
        "parent and child share the data of ring buffers",
        (
            Edit(
                HANDLE,
                "area = new_area(part.size)",
                'area = (_shared if spec.type.name == "RINGBUF" else new_area)(part.size)',
            ),
            Edit(HANDLE, "\nclass _Ended(", _SHARED),
        ),
    ),
)


def apply_crash(crash: Crash, root: Path) -> None:
    """Put a crash into a tree.

    Raises:
        ValueError: a text is not there, or more than once.
    """
    for edit in crash.edits:
        text = (root / edit.file).read_text()
        if text.count(edit.old) != 1:
            times = text.count(edit.old)
            raise ValueError(f"{crash.name}: {edit.file} has {times} times: {edit.old!r}")
        (root / edit.file).write_text(text.replace(edit.old, edit.new))


def copy_tree(folder: Path) -> None:
    """The package and its tests, without images that belong to another text."""
    ignored = shutil.ignore_patterns("__pycache__", "*.image")
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)


def find(crash: Crash, seconds: float, seed: int) -> str | None:
    """Let worlds live in a tree that has a crash; how the one ended that went wrong, or None."""
    with tempfile.TemporaryDirectory(prefix=f"{crash.name}-") as name:
        folder = Path(name)
        copy_tree(folder)
        apply_crash(crash, folder)
        if any(edit.file.suffix == ".c" for edit in crash.edits):
            subprocess.run(["make", "-s", "-C", str(folder / RUNTIME), "runtime.ll"], check=True)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            ended = live(folder, min(EACH, end - time.monotonic()), seed)
            if ended is not None:
                return f"seed {seed}: {ended}"
            seed += 1
    return None


def live(folder: Path, seconds: float, seed: int) -> str | None:
    """One world; how it went wrong, or None."""
    command = [sys.executable, "-m", "tests.lives", str(seconds), str(seed)]
    environment = os.environ | {"PYTHONPATH": str(folder / "src")}
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, timeout=HANGS
        )
    except subprocess.TimeoutExpired:
        return "hangs"
    if done.returncode == 0 and "\n0 problems" in done.stdout:
        return None
    if done.returncode < 0:
        return f"signal {-done.returncode}"
    lines = (done.stdout.strip() or done.stderr.strip()).splitlines()
    return next((line for line in lines[1:] if line.strip()), "?")[:100]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.lives.crashes", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    missed = 0
    for crash in CRASHES:
        if options.names and crash.name not in options.names:
            continue
        if options.list:
            print(f"{crash.name:14}{crash.what}")
            continue
        began = time.monotonic()
        found = find(crash, options.seconds, options.seed)
        missed += found is None
        took = time.monotonic() - began
        print(f"{crash.name:14}{took:6.0f} s  {found or 'NOT FOUND'}", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())

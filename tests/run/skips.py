"""Which program tests a backend does not run, or ends otherwise: counted, in a file beside this.

``python -m tests.run.skips BACKEND...`` writes the lines of backends anew.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import progpack
from progpack import ProgpackError
from progpack.bpf.context.build import ByteOrder
from tests.run.cases import Case, Ending, cases, expected, run

__all__ = ["FILE", "Tally", "measure", "recorded"]

FILE = Path(__file__).with_name("skips.txt")
#: What the message of an error is cut to: nothing that differs from run to run.
_REASON = re.compile(r"\b0x[0-9a-f]+\b|\s+")
_LONGEST = 100
_RINGS = "rings of executables are whole pages of the largest size in use, 64 KiB"
_STACK = "the kernel does not clear the stack of programs that root loads"
_SOCKETS = "test runs give socket filters no link-layer header, so offsets from the network differ"
#: Why a test ends otherwise, by backend (a part of its name) and by the beginning of the test's.
_WHY = {
    ("", "edge: ring buffer full"): _RINGS,
    ("", "helpers: dynptrs"): _RINGS,
    ("kernel", "edge: private frame starts as zeros"): _STACK,
    ("kernel", "edge: shared frame starts as zeros"): _STACK,
    ("kernel", "edge: map pointer is no memory"): "root may read what map pointers point to",
    ("kernel", "edge: probe read of nothing readable"): "the kernel says ERANGE for user addresses",
    ("kernel", "history: LPM_TRIE"): "keys keep their bits behind the prefix",
    ("kernel", "load: "): _SOCKETS,
}


@dataclass
class Tally:
    """What became of the program tests on a backend.

    Attributes:
        total: how many there are.
        skipped: by name, those that it refuses, and those that end otherwise, with the reason.
        different: the names of those that end otherwise.
    """

    total: int = 0
    skipped: dict[str, str] = field(default_factory=dict)
    different: dict[str, str] = field(default_factory=dict)

    @property
    def share(self) -> float:
        """Of the tests, how many run and end as they must."""
        return 1 - len(self.skipped) / self.total


def measure(backend: str, byteorder: ByteOrder = "little") -> Tally:
    """Run all of them on a backend."""
    tally = Tally()
    with _one_cpu(backend):
        for case in cases(byteorder):
            tally.total += 1
            wanted = expected(case)
            try:
                got = _ending(case, backend)
            except ProgpackError as error:
                tally.skipped[case.name] = f"refused: {_reason(case, error)}"
                continue
            if backend == "kernel":
                wanted, got = wanted.short(), got.short()
            if got != wanted:
                tally.skipped[case.name] = f"ends otherwise: {_why(backend, case.name)}"
                tally.different[case.name] = f"{got}\n not {wanted}"
    return tally


def _ending(case: Case, backend: str) -> Ending:
    with progpack.load(case.spec, backend=backend) as loaded:
        return run(case, loaded)


def _reason(case: Case, error: ProgpackError) -> str:
    """The first line of what a backend says, without addresses; of a verifier the last."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    text = lines[-1] if "PROG_LOAD failed" in lines[0] else lines[0]
    return _REASON.sub(" ", text)[:_LONGEST].strip()


def _why(backend: str, name: str) -> str:
    reasons = [why for (where, what), why in _WHY.items() if where in backend and what in name]
    return reasons[-1] if reasons else "nobody has said why"


@contextmanager
def _one_cpu(backend: str) -> Iterator[None]:
    """Values of each CPU are those of one where the kernel runs the program."""
    before = os.sched_getaffinity(0)
    if backend == "kernel":
        os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def recorded(backend: str) -> dict[str, str]:
    """The tests that the file has for a backend, with their reasons."""
    found = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{backend} | "):
            _, name, reason = line.split(" | ", 2)
            found[name] = reason
    return found


def main(backends: list[str]) -> None:
    """Write the lines of some backends anew, and their shares."""
    text = FILE.read_text(encoding="utf-8") if FILE.exists() else ""
    for backend in backends:
        tally = measure(backend, "big" if backend == "arch:s390x" else "little")
        mine = (f"{backend} | ", f"# {backend}: ")
        kept = [line for line in text.splitlines() if not line.startswith(mine)]
        ran = tally.total - len(tally.skipped)
        kept.append(f"# {backend}: {ran} of {tally.total} run ({tally.share:.1%})")
        kept += [f"{backend} | {name} | {reason}" for name, reason in tally.skipped.items()]
        text = "\n".join(kept) + "\n"
        for name, how in tally.different.items():
            sys.stderr.write(f"{backend} | {name}: {how}\n")
    FILE.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])

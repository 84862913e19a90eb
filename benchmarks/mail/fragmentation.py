"""Does a split direct map cost anything here? Kernel-bound loads before and after. Root.

Programs that fill a pack each are loaded and kept: on kernels from 5.18 to 6.18 every pack is of
512 single pages, and protecting those splits entries of the direct map. Pipes, reads of the page
cache and forks are measured in rounds: before, before again (what two halves of nothing differ by),
with the programs loaded, and after they have gone (splits stay). Processor time, kernel's included.
Another process loads and holds the programs, so that the one that is measured and forks stays as
it is.

What is split stays split until the machine is booted anew.
"""

from __future__ import annotations

import ctypes
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any, Final, NoReturn

from benchmarks.mail.counters import direct_map
from benchmarks.mail.kernel import Programs
from benchmarks.mail.native import library
from benchmarks.mail.spread import rounds_of, spread
from progpack.bpf.isa.insn import BPF_ALU, BPF_MOV, EXIT, Insn, encode

__all__ = ["measure"]

_PAGE: Final = 4096
_FILE_PAGES: Final = 1 << 16  # 256 MiB
_READS: Final = 20_000
_READ_BYTES: Final = 64
_PIPES: Final = 10_000
_PIPE_BYTES: Final = 4096
_FORKS: Final = 60
# x86: a move of 5 bytes for each. A little less than a pack's 2 MiB.
_MOVES: Final = 410_000
_SETTLE: Final = 2.0  # seconds in which what was unloaded is freed


class Loads:
    """The kernel-bound loads; nanoseconds of processor time for each piece of work."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed with this
        block = os.urandom(1 << 20)
        for _ in range(_FILE_PAGES * _PAGE >> 20):
            self._file.write(block)
        self._file.flush()
        draw = random.Random(1)
        order = [draw.randrange(_FILE_PAGES) for _ in range(_READS)]
        self._order = (ctypes.c_uint32 * _READS)(*order)

    def ways(self) -> dict[str, Callable[[], float]]:
        """Each load by its name."""
        return {
            f"write and read a pipe, {_PIPE_BYTES} bytes": self._pipes,
            f"pread of {_READ_BYTES} bytes at random pages of 256 MiB": self._reads,
            "fork, exit, wait": self._forks,
        }

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    def _pipes(self) -> float:
        return _good(library().pipes(_PIPES, _PIPE_BYTES)) / _PIPES

    def _reads(self) -> float:
        found = library().reads(self._file.fileno(), self._order, _READS, _READ_BYTES)
        return _good(found) / _READS

    def _forks(self) -> float:
        return _good(library().forks(_FORKS)) / _FORKS


def _good(nanoseconds: int) -> float:
    if nanoseconds < 0:
        raise SystemExit("a system call failed")
    return float(nanoseconds)


def measure(packs: int, rounds: int) -> dict[str, Any]:
    """All loads before and after so many packs were loaded.

    Args:
        packs: programs of nearly 2 MiB to load; 0: nothing is split, all else is done.
        rounds: of each phase.
    """
    loads, loader = Loads(), Loader(packs)
    phases = {}
    counters = [direct_map()]
    for name in ("before", "before, again"):
        phases[name] = rounds_of(loads.ways(), rounds)
    if not loader.load():
        return {"not measured": "the programs cannot be loaded; it needs root"}
    counters.append(direct_map())
    phases["packs loaded"] = rounds_of(loads.ways(), rounds)
    loader.end()
    time.sleep(_SETTLE)
    counters.append(direct_map())
    phases["packs gone"] = rounds_of(loads.ways(), rounds)
    loads.close()
    return {
        "packs loaded": packs,
        "counters": counters,
        "loads": {name: _compared(name, phases) for name in loads.ways()},
    }


class Loader:
    """A process that loads so many packs when it is told to, and holds them."""

    def __init__(self, packs: int) -> None:
        self._go, self._answer = os.pipe(), os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._go[1])
            self._serve(packs)

    def load(self) -> bool:
        """Load them; whether they are loaded."""
        os.close(self._answer[1])
        os.write(self._go[1], b"g")
        return os.read(self._answer[0], 1) == b"y"

    def end(self) -> None:
        """Let the process end, and its programs go."""
        for fd in (self._go[1], self._answer[0]):
            os.close(fd)
        os.waitpid(self._pid, 0)

    def _serve(self, packs: int) -> NoReturn:
        try:
            if os.read(self._go[0], 1):
                held = _fill(packs)
                os.write(self._answer[1], b"y")
                os.read(self._go[0], 1)
                held.close()
        finally:
            os._exit(0)


def _fill(packs: int) -> Programs:
    moves = [Insn(BPF_ALU | BPF_MOV, 0, imm=(1 << 20) + n) for n in range(_MOVES)]
    return Programs.load([encode([*moves, Insn(EXIT)], sys.byteorder)], packs)


def _compared(load: str, phases: dict[str, dict[str, list[float]]]) -> dict[str, Any]:
    """Spread of each phase, and its least and median against those before."""
    found: dict[str, Any] = {name: spread(times[load], 1) for name, times in phases.items()}
    base = found["before"]
    found["change of the median, %"] = {
        name: round(100 * (each["median"] / base["median"] - 1), 2)
        for name, each in found.items()
        if name != "before"
    }
    found["change of the least, %"] = {
        name: round(100 * (found[name]["least"] / base["least"] - 1), 2)
        for name in phases
        if name != "before"
    }
    return found

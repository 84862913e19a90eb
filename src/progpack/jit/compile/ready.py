"""The native runtime as it comes compiled with a wheel, for each kind of CPU that it is made for.

Compiling it takes a third of a second, which the first run of a program would wait for. A wheel,
and a clone that `make try` has set up, have a file for each of `progpack.arch.lookup.LEVELS` beside
the runtime's text: an image as the cache on disk keeps them (`progpack.jit.compile.cache.pack`),
under a digest of the text and of the kind of CPU. A file that is damaged, or of another text, is
the same as none: the runtime is compiled and cached then.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from progpack import arch
from progpack.arch.cpu import CpuTarget
from progpack.arch.lookup import LEVELS
from progpack.jit.compile.blake import blake2b
from progpack.jit.compile.cache import Compiled, unpack

__all__ = ["FOLDER", "file_of", "ready_digest", "ready_runtime"]

FOLDER: Final = Path(__file__).parents[1] / "runtime"
"""The folder of the runtime's texts, and of the files that are made of them."""
#: The first part of /proc/cpuinfo, which is about one CPU; the others are like it.
_CPUINFO: Final = "/proc/cpuinfo"
_FLAGS: Final = "flags"
_MOST_READ: Final = 1 << 14
_DIGEST: Final = 32


def file_of(target: CpuTarget) -> str:
    """The name of the file with the image for a kind of CPU."""
    return f"runtime-{target.name}.image"


def ready_digest(text: bytes, target: CpuTarget) -> bytes:
    """The digest under which an image is kept: of the text, and what it is compiled for."""
    digest = blake2b(text, digest_size=_DIGEST)
    digest.update(repr((target.name, target.triple, target.cpu, target.features)).encode())
    return digest.digest()


@cache
def ready_runtime(file: str, folder: Path = FOLDER) -> Compiled | None:
    """The runtime for this CPU as it came with the package; None when it did not.

    Args:
        file: name of its text, as `progpack.arch.cpu.CpuTarget.runtime`.
        folder: where it is.
    """
    target = next((level for level in LEVELS if _runs_here(level, file)), None)
    if target is None:
        return None
    try:
        data = (folder / file_of(target)).read_bytes()
        digest = ready_digest((folder / file).read_bytes(), target)
    except OSError:
        return None
    return unpack(digest, data)


def _runs_here(target: CpuTarget, file: str) -> bool:
    """Whether this machine is of a kind, and its processes are of the width of the text."""
    return target.record is arch.host() and target.runtime == file and target.flags <= _flags()


@cache
def _flags() -> frozenset[str]:
    """Return the features of the first CPU, in the kernel's words; empty where none are named."""
    try:
        with open(_CPUINFO, "rb") as file:
            lines = file.read(_MOST_READ).decode(errors="replace").splitlines()
    except OSError:
        return frozenset()
    named = (line.partition(":") for line in lines)
    flags = (value.split() for name, _, value in named if name.strip() == _FLAGS)
    return frozenset(next(flags, ()))

"""The digest of all that an image depends on: program, maps, this progpack, LLVM and CPU.

None of this asks LLVM, so that a program whose image is cached is loaded without it.
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from progpack import arch
from progpack.arch.cpu import CpuTarget
from progpack.bpf.context.attach import attach_of
from progpack.bpf.helpers import custom
from progpack.bpf.helpers.ids import FIRST_REPLACED
from progpack.bpf.helpers.lookup import SUPPORTED
from progpack.bpf.maps.special_fields import lock_offset
from progpack.bpf.spec import MapSpec, ProgramSpec
from progpack.jit.compile.blake import blake2b

__all__ = ["DIGEST", "build_digest", "foreign_digest", "program_digest", "text_digest"]

#: Bytes of a digest.
DIGEST: Final = 32

_HEAD: Final = struct.Struct("<iIIIi")
_FUNCTION: Final = struct.Struct("<II")
_REF: Final = struct.Struct("<II?q")
_MAP: Final = struct.Struct("<IIIQQQ??I")
#: The rooms that an image depends on, beside the modules of the package itself (such as
#: `progpack.fault`).
_ROOMS: Final = frozenset({"arch", "bpf", "jit", "link"})
#: Lines of /proc/cpuinfo that say what a CPU can do; the others change or are alike.
_CPU_LINES: Final = (
    "vendor_id", "cpu family", "model", "stepping", "flags", "features", "cpu implementer",
    "cpu architecture", "cpu variant", "cpu part", "isa", "cpu", "machine", "processor type",
)  # fmt: skip


def program_digest(
    spec: ProgramSpec,
    maps: Mapping[str, MapSpec],
    order: tuple[str, ...],
    helpers: frozenset[int] | None = None,
) -> bytes:
    """Return the digest of all that decides a program's image and whether it is accepted.

    The program's name decides neither.

    Args:
        spec: the program.
        maps: the maps of its object.
        order: names of those it uses, in the order of its table.
        helpers: `ProgramSpec.helpers`, where the caller has them.

    Raises:
        ProgramError: an instruction that cannot be encoded.
        KeyError: a map that is not there.
    """
    digest = blake2b(build_digest(), digest_size=DIGEST)
    # The same instructions may be good for one attach type and refused for another.
    attach = attach_of(spec)
    digest.update(
        _HEAD.pack(
            spec.type,
            len(spec.insns),
            len(spec.functions),
            len(order),
            -1 if attach is None else attach,
        )
    )
    digest.update(spec.insns.code())
    for function in spec.functions:
        digest.update(_FUNCTION.pack(function.start, function.end))
    positions = {name: at for at, name in enumerate(order)}
    for pc, ref in sorted(spec.maps.items()):
        names = ref.offset is None  # the map itself
        digest.update(_REF.pack(pc, positions[ref.map], names, ref.offset or 0))
    for name in order:
        _add_map(digest, maps[name])
    for number in sorted(spec.helpers if helpers is None else helpers):
        # Own helpers are of this process: one that is missing is another program than one that
        # takes something else.
        bound = number < FIRST_REPLACED or number in spec.replaced
        added = custom.find(number) if bound else None
        if added is not None or number not in SUPPORTED:
            digest.update(f"{number} {added.helper if added else None!r}".encode())
            digest.update(repr(added.helper.args if added else None).encode())
            digest.update(repr(sorted(added.helper.programs or ()) if added else "").encode())
    return digest.digest()


def text_digest(file: str) -> bytes:
    """The digest of a file of this build, as `build_digest` has it, that is compiled as it is."""
    return blake2b(build_digest() + file.encode(), digest_size=DIGEST).digest()


def _add_map(digest: blake2b, spec: MapSpec) -> None:
    # Constants are folded into the code; what else a map holds is not looked at.
    data = spec.data if spec.read_only and spec.data is not None else b""
    digest.update(
        _MAP.pack(
            spec.type,
            spec.key_size,
            spec.value_size,
            spec.max_entries,
            spec.flags & (1 << 64) - 1,
            spec.map_extra & (1 << 64) - 1,
            spec.read_only,
            lock_offset(spec) is not None,
            len(data),
        )
    )
    digest.update(data)


def foreign_digest(digest: bytes, target: CpuTarget) -> bytes:
    """The digest of what is compiled for a target, of what it would have for this machine."""
    return blake2b(digest + repr(target).encode(), digest_size=DIGEST).digest()


@cache
def build_digest() -> bytes:
    """Return the digest of what is the same for all programs of this process."""
    digest = blake2b(digest_size=DIGEST)
    package = str(Path(__file__).parents[2])
    for entry in _sources(package, _ROOMS):
        # Files that are the same have been checked before: size and time do.
        status, name = entry.stat(), entry.path.removeprefix(package)
        digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    digest.update(f"{arch.host().name} {sys.byteorder} {_llvm()}\n".encode())
    digest.update("\n".join(sorted(_cpu())).encode())
    return digest.digest()


def _sources(folder: str, rooms: Collection[str] | None = None) -> Iterator[os.DirEntry[str]]:
    """The sources in a folder and below, in order; below the first one in some rooms only."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.endswith((".py", ".ll")):
                yield entry
            elif entry.is_dir() and (rooms is None or entry.name in rooms):
                yield from _sources(entry.path)


def _llvm() -> str:
    """The LLVM that is installed, not asked itself: the library's own file."""
    spec = find_spec("llvmlite")
    if spec is None or spec.origin is None:
        return "none"
    try:
        status = (Path(spec.origin).parent / "_version.py").stat()
    except OSError:
        return spec.origin
    return f"{spec.origin} {status.st_size} {status.st_mtime_ns}"


def _cpu() -> set[str]:
    try:
        text = Path("/proc/cpuinfo").read_text(errors="replace")
    except OSError:
        return {f"{os.uname().machine} {os.uname().nodename}"}
    lines = set()
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() in _CPU_LINES:
            lines.add(f"{name.strip()}:{value.strip()}")
    return lines

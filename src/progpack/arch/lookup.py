"""Finding records by the many names that an architecture, a CPU or a machine goes by."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from progpack.arch import arm, arm64, loongarch, others, powerpc, riscv, s390, x86
from progpack.arch.cpu import CpuTarget
from progpack.arch.native import Native
from progpack.arch.record import Arch, ByteOrder
from progpack.errors import UnknownNameError, UsageError

__all__ = [
    "ARCHES",
    "LEVELS",
    "TARGETS",
    "get",
    "host",
    "machine_name",
    "native",
    "native_of",
    "target",
    "with_page_size",
]

RECORDS: Final = (
    x86.X86_64,
    x86.X86_32,
    arm64.ARM64,
    riscv.RISCV64,
    powerpc.POWERPC,
    loongarch.LOONGARCH,
    s390.S390,
    others.PARISC,
    arm.ARM32,
    others.MIPS,
    others.SPARC64,
    others.ARC,
)

ARCHES: Mapping[str, Arch] = MappingProxyType({record.name: record for record in RECORDS})
"""Every architecture that is known, by name."""

TARGETS: Final[Mapping[str, CpuTarget]] = MappingProxyType(
    {
        cpu.name: cpu
        for file in (x86, arm64, riscv, powerpc, s390, loongarch, arm)
        for cpu in file.CPUS
    }
)
"""The targets that are compiled for, by name."""

_NATIVE: Final[tuple[Native, ...]] = tuple(
    machine
    for file in (x86, arm64, riscv, powerpc, loongarch, s390, arm, others)
    for machine in file.NATIVE
)
_BY_MACHINE: Final = {name: machine for machine in _NATIVE for name in machine.names}

_BY_NAME = "the name that was asked for"

# Where instruction words follow the byte order the kernel was built for. Elsewhere they have one
# order whatever that of the data is (arm64, arm32 as BE8, riscv64).
_BIENDIAN = frozenset({"powerpc", "mips", "arc"})

# Other names: of uname(2), of LLVM, of the kernel's ARCH=, of Debian. The second item is the
# byte order that the name implies where the architecture has two.
_ALIASES: Mapping[str, tuple[str, ByteOrder | None]] = {
    "x86_64": ("x86-64", None),
    "amd64": ("x86-64", None),
    "x86_32": ("x86-32", None),
    "x86": ("x86-32", None),
    "i386": ("x86-32", None),
    "i486": ("x86-32", None),
    "i586": ("x86-32", None),
    "i686": ("x86-32", None),
    "aarch64": ("arm64", None),
    "aarch64_be": ("arm64", None),
    "riscv": ("riscv64", None),
    "ppc64le": ("powerpc", "little"),
    "powerpc64le": ("powerpc", "little"),
    "ppc64el": ("powerpc", "little"),
    "ppc64": ("powerpc", "big"),
    "powerpc64": ("powerpc", "big"),
    "ppc": ("powerpc", "big"),
    "loongarch64": ("loongarch", None),
    "loong64": ("loongarch", None),
    "s390x": ("s390", None),
    "hppa": ("parisc", None),
    "parisc64": ("parisc", None),
    "arm": ("arm32", None),
    "armv6l": ("arm32", None),
    "armv7l": ("arm32", None),
    "armv8l": ("arm32", None),
    "armhf": ("arm32", None),
    "armv7b": ("arm32", None),
    "mips64": ("mips", None),
    "mipsel": ("mips", "little"),
    "mips64el": ("mips", "little"),
    "sparc": ("sparc64", None),
    "arcv2": ("arc", None),
}


def get(name: str) -> Arch:
    """The record of an architecture.

    Args:
        name: any usual name, in any case: ``x86-64``, ``x86_64``, ``amd64``, ``aarch64``,
            ``ppc64le``, ... A name that implies a byte order selects it.

    Raises:
        UsageError: no architecture is known by that name.
    """
    lowered = name.strip().lower()
    if lowered in ARCHES:
        return ARCHES[lowered]
    known = _ALIASES.get(lowered)
    if known is None:
        raise UnknownNameError("unknown architecture", name, ARCHES, listed="known are")
    base, byteorder = known
    record = ARCHES[base]
    if byteorder is None or byteorder == record.byteorder.value:
        return record
    return record.with_byteorder(byteorder, _BY_NAME)


def machine_name() -> str:
    """Return what the kernel calls this machine, as ``uname -m`` says."""
    return os.uname().machine


def host() -> Arch:
    """The record of the machine this runs on, in the byte order it runs in.

    The page size is the architecture's usual one; whoever knows the real one says
    ``host().with_pages(size)``.

    Raises:
        UsageError: the machine is not one of the known architectures.
    """
    record = get(machine_name())
    running: ByteOrder = "little" if sys.byteorder == "little" else "big"
    if record.name not in _BIENDIAN or record.byteorder.value == running:
        return record
    return record.with_byteorder(running, "sys.byteorder")


def with_page_size(page_size: int) -> Arch:
    """The first architecture that has such pages, with them: for when only the sizes matter.

    Args:
        page_size: bytes.

    Raises:
        UsageError: no architecture has pages of that size.
    """
    for record in RECORDS:
        if page_size in record.page_sizes.value:
            return record.with_pages(page_size)
    raise UsageError(f"no architecture has pages of {page_size} bytes")


LEVELS: Final = (*x86.LEVELS, *arm64.LEVELS)
"""The kinds of CPU that the native runtime is compiled for beforehand, of each the newest first."""


def target(name: str) -> CpuTarget:
    """The target that a name means.

    Args:
        name: any name of its architecture that `get` knows.

    Raises:
        UsageError: there is none; names those that there are.
    """
    if name in TARGETS:
        return TARGETS[name]
    kind = _kind(get(name))
    for cpu in TARGETS.values():
        if _kind(cpu.record) == kind:
            return cpu
    raise UsageError(f"programs are not compiled for {name}; they are for {', '.join(TARGETS)}")


def native(machine: str | None = None) -> Native | None:
    """Return the facts about a machine that processes run on; None: nothing is known.

    Args:
        machine: its name as ``uname -m`` has it. None means this one; a 32-bit Python on a 64-bit
            kernel uses the 32-bit system calls, except where the two tables agree.
    """
    facts = _BY_MACHINE.get(machine or machine_name())
    if machine is None and facts is not None and sys.maxsize < 1 << 32:
        return _BY_MACHINE.get(facts.narrow or facts.names[0])
    return facts


def native_of(arch: Arch) -> Native | None:
    """The machine that runs code of an architecture in its byte order; None: it is not known."""
    kind = _kind(arch)
    return next((machine for machine in _NATIVE if _kind(machine.arch) == kind), None)


def _kind(arch: Arch) -> tuple[str, ByteOrder]:
    """Return what tells code of one architecture from another's, whatever the page size."""
    return arch.name, arch.byteorder.value

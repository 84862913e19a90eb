"""Finding records by the many names that an architecture, a CPU or a machine goes by."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from operator import attrgetter
from types import MappingProxyType
from typing import Final

from progpack.arch import cpus
from progpack.arch.cpu import CpuTarget
from progpack.arch.native import Native
from progpack.arch.record import Arch, ByteOrder
from progpack.errors import UnknownNameError, UsageError
from progpack.names import files_of

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


_BY_NAME: Final = "the name that was asked for"


def _in_order(record: Arch, byteorder: ByteOrder, source: str = _BY_NAME) -> Arch:
    if byteorder == record.byteorder.value:
        return record
    return record.with_byteorder(byteorder, source)


#: The files of ``cpus/``: each has ``RECORDS``, ``CPUS`` and ``NATIVE``.
_FILES: Final = tuple(import_module(name) for name in files_of(cpus))
RECORDS: Final[tuple[Arch, ...]] = tuple(
    sorted((one for file in _FILES for one in file.RECORDS), key=attrgetter("place"))
)

ARCHES: Mapping[str, Arch] = MappingProxyType({record.name: record for record in RECORDS})
"""Every architecture that is known, by name."""

TARGETS: Final[Mapping[str, CpuTarget]] = MappingProxyType(
    {
        cpu.name: cpu
        for cpu in sorted(
            (one for file in _FILES for one in file.CPUS), key=attrgetter("record.place")
        )
    }
)
"""The targets that are compiled for, by name."""

_NATIVE: Final[tuple[Native, ...]] = tuple(one for file in _FILES for one in file.NATIVE)
_BY_MACHINE: Final = {name: machine for machine in _NATIVE for name in machine.names}

#: Other name -> the record, in the byte order that the name implies.
_BY_OTHER_NAME: Final[Mapping[str, Arch]] = {
    **{name: record for record in RECORDS for name in record.names},
    **{name: _in_order(record, "little") for record in RECORDS for name in record.little_names},
    **{name: _in_order(record, "big") for record in RECORDS for name in record.big_names},
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
    if lowered in _BY_OTHER_NAME:
        return _BY_OTHER_NAME[lowered]
    raise UnknownNameError("unknown architecture", name, ARCHES, listed="known are")


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
    return _in_order(record, running, "sys.byteorder") if record.two_orders else record


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


LEVELS: Final[tuple[CpuTarget, ...]] = tuple(
    one for file in _FILES for one in getattr(file, "LEVELS", ())
)
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

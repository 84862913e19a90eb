"""The machines that are linked for. Only those whose code is run in tests are listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final

from progpack.link.machine import Machine

__all__ = ["MACHINES", "by_number"]

#: Name, as in `progpack.arch` -> the file here and its constant.
_HOMES: Final = {
    "x86-64": ("x86_64", "X86_64"),
    "arm64": ("aarch64", "AARCH64"),
    "riscv64": ("riscv", "RISCV64"),
    "powerpc": ("powerpc", "PPC64LE"),
    "s390": ("s390", "S390X"),
    "loongarch": ("loongarch", "LOONGARCH64"),
    "arm32": ("arm", "ARM"),
}


class _Machines(Mapping[str, Machine]):
    """The machines by name; the file of each is imported when it is first asked for."""

    def __getitem__(self, name: str) -> Machine:
        file, constant = _HOMES[name]
        machine: Machine = getattr(import_module(f"progpack.link.machines.{file}"), constant)
        return machine

    def __iter__(self) -> Iterator[str]:
        return iter(_HOMES)

    def __len__(self) -> int:
        return len(_HOMES)


MACHINES: Final[Mapping[str, Machine]] = _Machines()
"""By name, as in `progpack.arch`."""


def by_number(number: int) -> Machine | None:
    """Return the machine whose objects have this ``EM_`` number, or None."""
    return next((machine for machine in MACHINES.values() if machine.number == number), None)

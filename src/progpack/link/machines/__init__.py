"""Internal: the machines that are linked for, a file each; code of each is run in tests."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final

from progpack.link.machine import Machine
from progpack.names import files_of

__all__ = ["MACHINES", "by_number"]

#: Name, as in `progpack.arch` -> the module of the file here that is called the same.
_FILES: Final = {
    module.removeprefix(f"{__name__}.").replace("_", "-"): module
    for module in files_of(sys.modules[__name__])
}


class _Machines(Mapping[str, Machine]):
    """The machines by name; the file of each is imported when it is first asked for."""

    def __getitem__(self, name: str) -> Machine:
        machine: Machine = import_module(_FILES[name]).MACHINE
        return machine

    def __iter__(self) -> Iterator[str]:
        return iter(_FILES)

    def __len__(self) -> int:
        return len(_FILES)


MACHINES: Final[Mapping[str, Machine]] = _Machines()
"""By name, as in `progpack.arch`."""


def by_number(number: int) -> Machine | None:
    """Return the machine whose objects have this ``EM_`` number, or None."""
    return next((machine for machine in MACHINES.values() if machine.number == number), None)

"""The machines that are linked for. Only those whose code is run in tests are listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

from progpack.link.machine import Machine

__all__ = ["MACHINES", "by_number"]

#: The names of `progpack.arch`; the file of each here is called the same.
_NAMES: Final = tuple(
    sorted(
        path.stem.replace("_", "-")
        for path in Path(__file__).parent.glob("[a-z]*.py")
        if path.name != Path(__file__).name
    )
)


class _Machines(Mapping[str, Machine]):
    """The machines by name; the file of each is imported when it is first asked for."""

    def __getitem__(self, name: str) -> Machine:
        if name not in _NAMES:
            raise KeyError(name)
        file = import_module(f"{__package__}.{name.replace('-', '_')}")
        machine: Machine = file.MACHINE
        return machine

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


MACHINES: Final[Mapping[str, Machine]] = _Machines()
"""By name, as in `progpack.arch`."""


def by_number(number: int) -> Machine | None:
    """Return the machine whose objects have this ``EM_`` number, or None."""
    return next((machine for machine in MACHINES.values() if machine.number == number), None)

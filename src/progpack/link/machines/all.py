"""The machines that are linked for. Only those whose code is run in tests are listed."""

from __future__ import annotations

from typing import Final

from progpack.link.machine import Machine
from progpack.link.machines.aarch64 import AARCH64
from progpack.link.machines.arm import ARM
from progpack.link.machines.loongarch import LOONGARCH64
from progpack.link.machines.powerpc import PPC64LE
from progpack.link.machines.riscv import RISCV64
from progpack.link.machines.s390 import S390X
from progpack.link.machines.x86_64 import X86_64

__all__ = ["MACHINES", "by_number"]

MACHINES: Final[dict[str, Machine]] = {
    machine.name: machine
    for machine in (X86_64, AARCH64, RISCV64, PPC64LE, S390X, LOONGARCH64, ARM)
}
"""By name, as in `progpack.arch`."""

_BY_NUMBER: Final = {machine.number: machine for machine in MACHINES.values()}


def by_number(number: int) -> Machine | None:
    """The machine whose objects have this ``EM_`` number, or None."""
    return _BY_NUMBER.get(number)

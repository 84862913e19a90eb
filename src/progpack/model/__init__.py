"""A kernel that counts: what loads and unloads would cost on a machine, under a policy.

>>> from progpack.model import KernelModel, MachineSpec  # doctest: +SKIP
"""

from __future__ import annotations

from progpack.model.capabilities import KernelCapabilities, kernel_capabilities, kernel_record
from progpack.model.features import CHANGES, KERNELS, Change, KernelFeatures
from progpack.model.kernel import KernelModel
from progpack.model.machine import FreeLists, MachineSpec, Supply, Zone
from progpack.model.values import ITlb, Placement, Refused, RefusedReason, Totals

__all__ = [
    "CHANGES",
    "KERNELS",
    "Change",
    "FreeLists",
    "ITlb",
    "KernelCapabilities",
    "KernelFeatures",
    "KernelModel",
    "MachineSpec",
    "Placement",
    "Refused",
    "RefusedReason",
    "Supply",
    "Totals",
    "Zone",
    "kernel_capabilities",
    "kernel_record",
]

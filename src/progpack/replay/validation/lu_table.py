"""Aaron Lu's table of November 2022: DirectMap* of an 8 GiB VM as programs are loaded.

Aaron Lu ran so many instances of samples/bpf/sockex1 at the same time, once with the kernel
freshly booted and once after its page cache had filled the memory, and read /proc/meminfo. Each
instance loads two probes of libbpf and its own program, and it stays. On 6.1-rc3, which has
packs, nothing changed up to about 4000 instances. Source:
lore.kernel.org/r/Y2ioTodn+mBXdIqp.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from progpack.model import KernelModel, MachineSpec
from progpack.pack import policies
from progpack.replay.result import Validation
from progpack.trace.events import Load

__all__ = ["BACKGROUND", "FRESH", "FULL", "PACKED", "USER", "instance", "machine", "validations"]

Row = tuple[int, int, int]

FRESH: Final[dict[int, Row]] = {
    0: (87900, 5154816, 5242880),
    512: (462684, 4780032, 5242880),
    1024: (884572, 6455296, 3145728),
    2048: (1654620, 6733824, 2097152),
}
"""Instances -> kB in 4 KiB, 2 MiB and 1 GiB entries; v5.17, freshly booted. 0: before."""

FULL: Final[dict[int, Row]] = {
    0: (94044, 4100096, 6291456),
    512: (538460, 7849984, 2097152),
    1024: (1083228, 7305216, 2097152),
    2048: (2340700, 6047744, 2097152),
}
"""The table with the page cache full."""

PACKED: Final[Row] = (22364, 3123200, 7340032)
"""v6.1-rc3, whatever the number of instances."""

PACKED_INSTANCES: Final = 4000

BACKGROUND: Final = 60
"""Kernel pages beside the program that each load takes: a third of an instance's kernel stacks,
page tables, slab memory and socket, the shell and the ping that it starts included. Fitted."""

USER: Final = 220
"""Pages of user memory for each load: a third of what those processes have. Fitted."""

# Two probes of two instructions, and sockex1's own program (3 chunks are his figure).
_SIZES: Final = (19, 19, 130)
_BOOT: Final = 25
_SOURCE: Final = "Aaron Lu, lore.kernel.org/r/Y2ioTodn+mBXdIqp"
_NAMES: Final = ("DirectMap4k kB", "DirectMap2M kB", "DirectMap1G kB")


def machine(kernel: str, supply: str, boot: Row) -> MachineSpec:
    """His VM as it was before the first instance."""
    return MachineSpec(
        arch="x86-64",
        memory=8 << 30,
        cpus=4,
        kernel=kernel,
        supply="cached" if supply == "cached" else "fresh",
        background=BACKGROUND,
        user=USER,
        direct_map=boot,
    )


def instance(number: int) -> Iterator[Load]:
    """Yield the loads of one instance."""
    for at, size in enumerate(_SIZES):
        serial = number * len(_SIZES) + at + 1
        yield Load(number, serial, "sockex1", "program", serial << 12, size)


def validations(seed: int = 0) -> list[Validation]:
    """The table predicted: 18 numbers under ``page``, and the splits under ``pack``."""
    compared = _table("v5.17, fresh", "fresh", FRESH, seed)
    compared += _table("v5.17, page cache full", "cached", FULL, seed)
    return compared + _packed(seed)


def _table(name: str, supply: str, rows: dict[int, Row], seed: int) -> list[Validation]:
    model = KernelModel(policies.get("page"), machine("5.17", supply, rows[0]), seed=seed)
    compared = []
    for number in range(max(rows)):
        for load in instance(number):
            model.load(load)
        row = rows.get(number + 1)
        if row is None:
            continue
        totals = model.totals
        got = totals.direct_map_4k_kb, totals.direct_map_2m_kb, totals.direct_map_1g_kb
        compared += [
            _validation(f"Aaron Lu's VM, {name}", "page", number + 1, *row_values)
            for row_values in zip(_NAMES, row, got, strict=True)
        ]
    return compared


def _packed(seed: int) -> list[Validation]:
    """With packs: the first of them is there from boot, with the kernel's own filter in it."""
    model = KernelModel(policies.get("pack"), machine("6.1", "fresh", PACKED), seed=seed)
    model.load(Load(0, None, "boot", "image", 1, _BOOT * 64))
    boot = model.totals.copy()
    for number in range(PACKED_INSTANCES):
        for load in instance(number):
            model.load(load)
    after = model.totals
    splits = (
        ("2 MiB splits", after.level2_splits - boot.level2_splits),
        ("1 GiB splits", after.level3_splits - boot.level3_splits),
    )
    return [
        _validation("Aaron Lu's VM, v6.1-rc3", "pack", PACKED_INSTANCES, what, 0, got)
        for what, got in splits
    ]


def _validation(
    kernel: str, policy: str, instances: int, what: str, expected: int, got: int
) -> Validation:
    kind = "direct-map" if what.endswith("kB") else "splits"
    return Validation.of(
        kernel, f"{instances} x sockex1", policy, kind, what, expected, got, _SOURCE
    )

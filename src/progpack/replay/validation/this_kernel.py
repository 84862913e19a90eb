"""The model beside the running kernel: programs are loaded for it, and unloaded again.

The splits that this makes in the direct map stay for as long as the machine runs; so it happens
only when it is asked for.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from progpack.bpf.isa.insn import BPF_ALU64, BPF_K, BPF_MOV, EXIT, Insn
from progpack.bpf.spec import ProgramType
from progpack.errors import MissingFeatureError
from progpack.kernel import KernelProgram
from progpack.kernel.proc.counters import Counters, read_counters
from progpack.known import Unknown
from progpack.model import KernelModel, MachineSpec
from progpack.model.directmap import BLOCK
from progpack.pack import policies
from progpack.replay.result import Validation
from progpack.trace.events import Load

__all__ = ["NOW", "most_splits", "validate_here"]

NOW: Final = "measured now"
"""Source of what was measured on the machine this runs on."""

_AREAS: Final = Path("/proc/vmallocinfo")
# 20 kB of machine code: about a hundred fill a pack.
_CODE: Final = (*(Insn(BPF_ALU64 | BPF_MOV | BPF_K, 0, imm=0x12345678),) * 4000, Insn(EXIT))
_MOST: Final = 1000


def validate_here(packs: int = 2, *, seed: int = 0) -> list[Validation]:
    """Load programs until the running kernel has so many more packs; predict the same.

    Args:
        packs: how many new packs, at least 1. Each has room for about a hundred of the programs.
        seed: seed of the model.

    Returns:
        The splits of 2 MiB and of 1 GiB entries, and the kB in small entries.

    Raises:
        MissingFeatureError: not root, no counters of splits, or a kernel whose packs cannot be
            counted (before 6.0, and from 7.3 on).
        BpfError: programs cannot be loaded.
    """
    machine = MachineSpec.here()
    if machine.features.policy not in ("pack", "pack-block"):
        raise MissingFeatureError(
            f"the packs of Linux {machine.features.name} cannot be counted; 6.0 to 7.2 have them "
            f"in {_AREAS}"
        )
    before, after, size = _load_here(packs)
    base, end = _load_model(machine, packs, size, seed)
    name = f"{machine.features.name} {machine.arch}, here"
    compared = []
    for quantity, measured, got in (
        ("2 MiB splits", _change(before, after, "level2_splits"), end[0] - base[0]),
        ("1 GiB splits", _change(before, after, "level3_splits"), end[1] - base[1]),
        ("DirectMap4k kB", _change(before, after, "map_4k"), end[2] - base[2]),
    ):
        kind = "direct-map" if quantity.endswith("kB") else "splits"
        compared.append(
            Validation.of(
                name,
                f"{packs} new packs",
                machine.features.policy,
                kind,
                quantity,
                measured,
                got,
                NOW,
                "a machine in use: where its free memory lies is not known",
            )
        )
    return compared


def most_splits(pagetypeinfo: str, pages: int) -> int:
    """Return how many entries of 2 MiB can split when so many pages of kernel memory are taken.

    Free lists do not say where memory lies, nor which entries are split already: so the number
    lies between 0 and this. Kernel memory comes out of pageblocks that are marked for it, of
    which each can lie in an entry of its own, and then out of whole ones.

    Args:
        pagetypeinfo: text of /proc/pagetypeinfo, whose last lines count pageblocks by type.
        pages: small pages.
    """
    # "Node 0, zone   Normal   72   1692 ...": the first type is Unmovable (mm/page_alloc.c).
    marked = re.findall(r"^Node +\d+, zone +\w+ +(\d+)", pagetypeinfo, re.MULTILINE)
    return sum(map(int, marked)) + -(-pages // BLOCK)


def _packs() -> int:
    try:
        text = _AREAS.read_text()
    except OSError as error:
        raise MissingFeatureError(
            f"{_AREAS}: {error.strerror}: only root sees how many packs there are"
        ) from error
    return sum("bpf_prog_pack_alloc" in line for line in text.splitlines())


def _load_here(packs: int) -> tuple[Counters, Counters, int]:
    """Counters before and after, and bytes of machine code of a program."""
    already = _packs()
    before = read_counters()
    loaded: list[KernelProgram] = []
    try:
        while _packs() < already + packs:
            if len(loaded) == _MOST * packs:
                raise MissingFeatureError(
                    f"{len(loaded)} programs made no {packs} new packs: other processes free "
                    "programs meanwhile"
                )
            loaded.append(
                KernelProgram.load(_CODE, type=ProgramType.SOCKET_FILTER, name="pp_validate")
            )
        after = read_counters()
        functions = loaded[-1].info().functions
    finally:
        for program in loaded:
            program.close()
    if isinstance(functions, Unknown) or not functions:
        raise MissingFeatureError("programs have no machine code: net.core.bpf_jit_enable is 0")
    return before, after, functions[0].size


def _load_model(
    machine: MachineSpec, packs: int, size: int, seed: int
) -> tuple[tuple[int, int, int], tuple[int, int, int]]:
    """(level 2, level 3, kB in small entries) before and after the same in the model."""
    model = KernelModel(policies.get(machine.features.policy), machine, seed=seed)
    # The packs that were there: full, as far as these programs go.
    model.load(Load(0, None, "before", "image", 1, model.packs.pack_size))
    base = model.totals.copy()
    number = 0
    while model.totals.packs_created < base.packs_created + packs:
        number += 1
        model.load(Load(0, number, "p", "program", number << 20, size))
    end = model.totals
    return (
        (base.level2_splits, base.level3_splits, base.direct_map_4k_kb),
        (end.level2_splits, end.level3_splits, end.direct_map_4k_kb),
    )


def _change(before: Counters, after: Counters, name: str) -> int:
    change = getattr(after.since(before), name)
    if isinstance(change, Unknown):
        raise MissingFeatureError(f"splits are not counted here: {change.reason}")
    return int(change)

"""Sizes and sources that the records of several architectures share.

Sources are named briefly: a kernel file means that file in Linux 6.12 unless a version is given;
a hash is a commit; ``ISA`` is the architecture's own manual; ``measured`` means that kernels of
that architecture were run and watched.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from progpack.arch.record import Fact

__all__ = [
    "CONFIGURED",
    "EVEN",
    "GIB",
    "HALF",
    "KIB",
    "LEVELS_3",
    "MIB",
    "NO_COPY",
    "NO_HUGE",
    "NO_INVALIDATE",
    "NO_PACK",
    "NO_POKE",
    "NO_TRAMPOLINE",
    "STUBBED",
    "STUBS",
    "UNPACKED",
    "pmds",
]

KIB = 1 << 10
MIB = 1 << 20
GIB = 1 << 30


def pmds(sizes: dict[int, int]) -> Mapping[int, int]:
    """Page size in bytes -> bytes that one PMD entry maps."""
    return MappingProxyType(sizes)


NO_COPY = "kernel/bpf/core.c: the weak default returns ERR_PTR(-ENOTSUPP)"
NO_INVALIDATE = "kernel/bpf/core.c: the weak default returns -ENOTSUPP"
NO_POKE = "kernel/bpf/core.c: the weak default returns -ENOTSUPP"
NO_PACK = "the JIT calls bpf_jit_binary_alloc(): pages of its own for each program"
NO_TRAMPOLINE = "kernel/bpf/trampoline.c: the generic hook takes a whole page"
NO_HUGE = "no HAVE_ARCH_HUGE_VMALLOC in Kconfig"
CONFIGURED = "depends on the configuration"
EVEN = "whole units only"
STUBS = "no ARCH_HAS_SET_MEMORY: include/linux/set_memory.h stubs return 0 and change nothing"
LEVELS_3 = pmds({4 * KIB: 2 * MIB, 16 * KIB: 32 * MIB, 64 * KIB: 512 * MIB})
HALF = "kernel/bpf/core.c: half of the executable range"

UNPACKED: Final[dict[str, Any]] = {
    "text_copy": Fact(None, NO_COPY),
    "text_invalidate": Fact(None, NO_INVALIDATE),
    "text_poke": Fact(None, NO_POKE),
    "packs": Fact(None, NO_PACK),
    "trampolines": Fact(None, NO_TRAMPOLINE),
    "huge_vmalloc": Fact(None, NO_HUGE),
}
"""Facts of an architecture whose JIT knows no packs, by the fields of its record."""

STUBBED: Final[dict[str, Any]] = {
    "set_memory": Fact(False, STUBS),
    "linear_map": Fact("not touched", STUBS),
}
"""Facts of an architecture that cannot change the rights of kernel pages."""

"""Facts of powerpc, each with its source (`progpack.arch.sources`)."""

from __future__ import annotations

from progpack.arch.cpu import CpuTarget
from progpack.arch.native import Native, Syscalls, numbered, registers, words
from progpack.arch.record import Arch, Fact
from progpack.arch.sources import CONFIGURED, EVEN, KIB, MIB, pmds

__all__ = ["CPUS", "NATIVE", "POWERPC", "RECORDS"]

POWERPC = Arch(
    name="powerpc",
    place=4,
    little_names=("ppc64le", "powerpc64le", "ppc64el"),
    big_names=("ppc64", "powerpc64", "ppc"),
    two_orders=True,
    byteorder=Fact("little", "ppc64le; ppc64 and ppc32 are big-endian"),
    page_sizes=Fact((64 * KIB, 4 * KIB), "arch/powerpc/Kconfig"),
    pmd_sizes=Fact(
        pmds({64 * KIB: 2 * MIB, 4 * KIB: 2 * MIB}), "radix; hash has 16 MiB pages (unverified)"
    ),
    trap_word=Fact(0x7FE00008, "arch/powerpc/net/bpf_jit_comp.c: BREAKPOINT_INSTRUCTION, trap"),
    trap_width=Fact(4, "ISA: instructions are words"),
    trap_odd=Fact(None, EVEN),
    alignment=Fact(4, "arch/powerpc/net/bpf_jit_comp.c"),
    jit=Fact("all", "arch/powerpc/Kconfig HAVE_EBPF_JIT"),
    text_copy=Fact("6.7", "series of 13 Oct 2023; release inferred from dates"),
    text_invalidate=Fact("6.7", "series of 13 Oct 2023; release inferred from dates"),
    text_poke=Fact("6.13", "unverified; not in 6.12"),
    packs=Fact("6.7", "series of 13 Oct 2023; measured: 6.12 has packs, 6.1 has not"),
    trampolines=Fact("6.13", "unverified; not in 6.12"),
    huge_vmalloc=Fact("by 6.12: radix and 8xx", "arch/powerpc/Kconfig"),
    set_memory=Fact(True, "arch/powerpc/mm/pageattr.c; -EINVAL on huge vmalloc mappings"),
    linear_map=Fact("not touched", "arch/powerpc/mm/pageattr.c; measured: DirectMap unchanged"),
    exec_range=Fact(
        "ppc64: vmalloc; ppc32: within 32 MiB of _etext, else MODULES", "arch/powerpc/mm/mem.c"
    ),
    exec_bytes=Fact(None, CONFIGURED),
    jit_limit=Fact(None, CONFIGURED),
    branch_reach=Fact(32 * MIB, "ISA: bl"),
)

RECORDS = (POWERPC,)
CPUS = (
    CpuTarget(
        "ppc64le",
        POWERPC,
        "powerpc64le-unknown-linux-gnu",
        "ppc64le",
        "qemu-ppc64le",
        2,  # ELF V2
        # Data are anywhere within 2 GiB of the table; the small model has 32 KiB.
        codemodel="medium",
    ),
)


def _constant(value: int) -> bytes:  # li r3, value; blr (ELFv2: a pointer is an address)
    return words(0x38600000 | value, 0x4E800020)


_CALLS = Syscalls(bpf=361, perf_event_open=319, membarrier=365)
NATIVE = (
    Native(
        ("ppc64le",),
        POWERPC,
        e_machine=21,
        syscalls=_CALLS,
        constant=_constant,
        registers=registers(
            f"{numbered('gpr', 32)} nip msr orig_gpr3 ctr link xer ccr softe trap dar dsisr result",
            numbered("gpr", 8, 3),
            rc="gpr3",
            sp="gpr1",
            fp="gpr31",
            ip="nip",
        ),
    ),
    Native(("ppc64",), POWERPC.with_byteorder("big", "ppc64"), e_machine=21, syscalls=_CALLS),
    Native(("ppc",), POWERPC.with_byteorder("big", "ppc32"), e_machine=20, syscalls=_CALLS),
)

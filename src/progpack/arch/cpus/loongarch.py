"""Facts of loongarch64, each with its source (`progpack.arch.sources`)."""

from __future__ import annotations

from progpack.arch.cpu import CpuTarget
from progpack.arch.native import GENERIC, Native, numbered, registers, words
from progpack.arch.record import Arch, Fact
from progpack.arch.sources import CONFIGURED, EVEN, KIB, LEVELS_3, MIB, NO_HUGE

__all__ = ["CPUS", "LOONGARCH", "NATIVE", "RECORDS"]

LOONGARCH = Arch(
    name="loongarch",
    place=5,
    names=("loongarch64", "loong64"),
    byteorder=Fact("little", "ISA"),
    page_sizes=Fact((16 * KIB, 4 * KIB, 64 * KIB), "arch/loongarch/Kconfig"),
    pmd_sizes=Fact(LEVELS_3, "arch/loongarch/include/asm/pgtable.h"),
    trap_word=Fact(0x002A0000, "arch/loongarch/net/bpf_jit.c: INSN_BREAK, break 0"),
    trap_width=Fact(4, "ISA: instructions are words"),
    trap_odd=Fact(None, EVEN),
    alignment=Fact(4, "arch/loongarch/net/bpf_jit.c"),
    jit=Fact("all", "arch/loongarch/Kconfig HAVE_EBPF_JIT"),
    text_copy=Fact("7.0", "in 7.0 or before, with 4ab17e762b34"),
    text_invalidate=Fact("7.0", "in 7.0 or before, with 4ab17e762b34"),
    text_poke=Fact("6.17", "arch/loongarch/net/bpf_jit.c of 6.17"),
    packs=Fact("7.0", "4ab17e762b34"),
    trampolines=Fact("6.17", "arch_alloc_bpf_trampoline() of 6.17"),
    huge_vmalloc=Fact(None, NO_HUGE),
    set_memory=Fact(True, "arch/loongarch/mm/pageattr.c; first release unverified"),
    linear_map=Fact("a hardware window on most machines, not paged", "unverified"),
    exec_range=Fact("MODULES, 2 GiB; 256 MiB of it for text", "arch/loongarch"),
    exec_bytes=Fact(256 * MIB, "the text part of MODULES"),
    jit_limit=Fact(None, CONFIGURED),
    branch_reach=Fact(128 * MIB, "ISA: bl"),
)

RECORDS = (LOONGARCH,)
CPUS = (
    CpuTarget(
        "loongarch64",
        LOONGARCH,
        "loongarch64-unknown-linux-gnu",
        "generic-la64",
        "qemu-loongarch64",
        0x43,  # double float, relocations of version 1
        "+f,+d,+ual,-relax,-lsx,-lasx",
        "lp64d",
    ),
)


def _constant(value: int) -> bytes:  # li.w $a0, value; ret
    return words(0x02800004 | value << 10, 0x4C000020)


NATIVE = (
    Native(
        ("loongarch64",),
        LOONGARCH,
        e_machine=258,
        syscalls=GENERIC,
        constant=_constant,
        stop=bytes.fromhex("000040032000004c"),
        registers=registers(
            f"{numbered('regs', 32)} orig_a0 csr_era csr_badv {numbered('reserved', 10)}",
            numbered("regs", 8, 4),
            rc="regs4",
            sp="regs3",
            fp="regs22",
            ip="csr_era",
        ),
    ),
)

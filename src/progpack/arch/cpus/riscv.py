"""Facts of riscv64, each with its source (`progpack.arch.sources`)."""

from __future__ import annotations

from progpack.arch.cpu import CpuTarget
from progpack.arch.native import GENERIC, Native, numbered, registers, words
from progpack.arch.record import Arch, Fact
from progpack.arch.sources import EVEN, GIB, HALF, KIB, MIB, pmds

__all__ = ["CPUS", "NATIVE", "RECORDS", "RISCV64"]

RISCV64 = Arch(
    name="riscv64",
    place=3,
    names=("riscv",),
    byteorder=Fact("little", "ISA"),
    page_sizes=Fact((4 * KIB,), "arch/riscv/include/asm/page.h"),
    pmd_sizes=Fact(pmds({4 * KIB: 2 * MIB}), "arch/riscv/include/asm/pgtable-64.h"),
    trap_word=Fact(0x00, "arch/riscv/net/bpf_jit_core.c: all zero is an illegal instruction"),
    trap_width=Fact(1, "filled as bytes"),
    trap_odd=Fact(None, EVEN),
    alignment=Fact(4, "arch/riscv/net/bpf_jit_core.c"),
    jit=Fact("with an MMU; rv32 and rv64 share the pack code", "arch/riscv/Kconfig"),
    text_copy=Fact("6.6", "48a8f78c50bd, 20e490adea27"),
    text_invalidate=Fact("6.6", "48a8f78c50bd"),
    text_poke=Fact("6.12", "in 6.12 or before; arch/riscv/net/bpf_jit_comp64.c"),
    packs=Fact("6.6", "48a8f78c50bd"),
    trampolines=Fact("6.12", "in 6.12 or before; arch/riscv/net/bpf_jit_comp64.c"),
    huge_vmalloc=Fact("by 6.12", "arch/riscv/Kconfig HAVE_ARCH_HUGE_VMALLOC if 64BIT"),
    set_memory=Fact(True, "arch/riscv/mm/pageattr.c"),
    linear_map=Fact(
        "the alias of each page follows, splitting huge entries, then flush_tlb_all",
        "arch/riscv/mm/pageattr.c; measured",
    ),
    exec_range=Fact("BPF_JIT_REGION, 128 MiB just below the kernel", "asm/pgtable.h"),
    exec_bytes=Fact(128 * MIB, "arch/riscv/include/asm/pgtable.h BPF_JIT_REGION_SIZE"),
    jit_limit=Fact(64 * MIB, HALF),
    branch_reach=Fact(2 * GIB, "ISA: auipc and jalr; jal alone 1 MiB"),
)

RECORDS = (RISCV64,)
CPUS = (
    CpuTarget(
        "riscv64",
        RISCV64,
        "riscv64-unknown-linux-gnu",
        "generic-rv64",
        "qemu-riscv64",
        0x5,  # EF_RISCV_RVC, EF_RISCV_FLOAT_ABI_DOUBLE
        "+m,+a,+f,+d,+c,-relax",
        "lp64d",
    ),
)


def _constant(value: int) -> bytes:  # li a0, value; ret
    return words(0x00000513 | value << 20, 0x00008067)


NATIVE = (
    Native(
        ("riscv64",),
        RISCV64,
        e_machine=243,
        syscalls=GENERIC,
        constant=_constant,
        stop=bytes.fromhex("1300000067800000"),
        registers=registers(
            "pc ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 "
            "t3 t4 t5 t6",
            numbered("a", 8),
            rc="a0",
            fp="s0",
            ip="pc",
        ),
    ),
)

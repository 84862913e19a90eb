"""Facts of arm64, each with its source (`progpack.arch.sources`)."""

from __future__ import annotations

from progpack.arch.cpu import CpuTarget
from progpack.arch.native import GENERIC, Native, numbered, registers, words
from progpack.arch.record import Arch, Fact
from progpack.arch.sources import CONFIGURED, EVEN, HALF, KIB, LEVELS_3, MIB

__all__ = ["ARM64", "CPUS", "LEVELS", "NATIVE", "RECORDS"]

ARM64 = Arch(
    name="arm64",
    place=2,
    names=("aarch64", "aarch64_be"),
    byteorder=Fact("little", "ISA: instruction words, whatever the order of the data"),
    page_sizes=Fact((4 * KIB, 16 * KIB, 64 * KIB), "arch/arm64/Kconfig"),
    pmd_sizes=Fact(LEVELS_3, "arch/arm64/include/asm/pgtable-hwdef.h"),
    trap_word=Fact(0xD4202000, "arch/arm64/net/bpf_jit_comp.c: AARCH64_BREAK_FAULT, brk #0x100"),
    trap_width=Fact(4, "ISA: instructions are words"),
    trap_odd=Fact(None, EVEN),
    alignment=Fact(8, "arch/arm64/net/bpf_jit_comp.c: for the PLT slot's address word"),
    jit=Fact("all", "arch/arm64/Kconfig HAVE_EBPF_JIT"),
    text_copy=Fact("6.9", "1dad391daef1"),
    text_invalidate=Fact("6.9", "1dad391daef1"),
    text_poke=Fact("6.0", "arch/arm64/net/bpf_jit_comp.c"),
    packs=Fact("6.9", "1dad391daef1; measured: 6.12 and 7.2 have packs, 6.1 has not"),
    trampolines=Fact("6.9", "by 6.12 at the latest; arch/arm64/net/bpf_jit_comp.c"),
    huge_vmalloc=Fact("by 6.12", "arch/arm64/Kconfig HAVE_ARCH_HUGE_VMALLOC"),
    set_memory=Fact(True, "arch/arm64/mm/pageattr.c: one whole vmalloc area at a time"),
    linear_map=Fact(
        "with rodata=full the alias of every page follows; it is mapped by pages from boot, so "
        "nothing splits; blocks, split on demand, with FEAT_BBM level 2 from 6.18 on",
        "arch/arm64/mm/pageattr.c, a166563e7ec3; measured",
    ),
    exec_range=Fact("the whole vmalloc range", "arch/arm64/net/bpf_jit_comp.c"),
    exec_bytes=Fact(None, CONFIGURED),
    jit_limit=Fact(None, f"{HALF}: half of vmalloc, which depends on the configuration"),
    branch_reach=Fact(128 * MIB, "ISA: bl"),
)

RECORDS = (ARM64,)
CPUS = (CpuTarget("arm64", ARM64, "aarch64-unknown-linux-gnu", "generic", "qemu-aarch64"),)
LEVELS = CPUS


def _constant(value: int) -> bytes:  # mov w0, #value; ret
    return words(0x52800000 | value << 5, 0xD65F03C0)


def _jump(distance: int) -> bytes:
    # b imm26, in instructions: Arm ARM C6.2.26
    return words(0x14000000 | (distance >> 2) & 0x3FFFFFF)


NATIVE = (
    Native(
        ("aarch64",),
        ARM64,
        e_machine=183,
        syscalls=GENERIC,
        narrow="armv8l",
        constant=_constant,
        jump=_jump,
        jump_reach=1 << 27,
        stop=bytes.fromhex("1f2003d5c0035fd6"),
        registers=registers(
            f"{numbered('x', 31)} sp pc pstate",
            numbered("x", 8),
            rc="x0",
            fp="x29",
            ip="pc",
        ),
    ),
)

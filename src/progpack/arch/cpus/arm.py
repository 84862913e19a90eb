"""Facts of 32-bit Arm, each with its source (`progpack.arch.sources`)."""

from __future__ import annotations

from progpack.arch.cpu import CpuTarget
from progpack.arch.native import Native, Syscalls, words
from progpack.arch.record import Arch, Fact
from progpack.arch.sources import (
    CONFIGURED,
    EVEN,
    KIB,
    MIB,
    UNPACKED,
    pmds,
)

__all__ = ["ARM32", "CPUS", "NATIVE", "RECORDS"]

ARM32 = Arch(
    name="arm32",
    place=8,
    names=("arm", "armv6l", "armv7l", "armv8l", "armhf", "armv7b"),
    byteorder=Fact("little", "ISA: BE8 has such instructions too; BE32 has no JIT"),
    page_sizes=Fact((4 * KIB,), "arch/arm/include/asm/page.h"),
    pmd_sizes=Fact(pmds({4 * KIB: 2 * MIB}), "arch/arm/include/asm/pgtable-2level.h"),
    trap_word=Fact(0xE7FDDEF1, "arch/arm/net/bpf_jit_32.h: ARM_INST_UDF, udf #0xdde1"),
    trap_width=Fact(4, "ISA: instructions are words"),
    trap_odd=Fact(None, EVEN),
    alignment=Fact(4, "arch/arm/net/bpf_jit_32.c"),
    jit=Fact("not big-endian 32, not v3", "arch/arm/Kconfig"),
    **UNPACKED,
    set_memory=Fact(True, "arch/arm/mm/pageattr.c: module and vmalloc ranges; RWX until then"),
    linear_map=Fact("not touched", "arch/arm/mm/pageattr.c"),
    exec_range=Fact(
        "MODULES, 16 MiB below PAGE_OFFSET (8 MiB for Thumb-2), else vmalloc", "arch/arm"
    ),
    exec_bytes=Fact(16 * MIB, "8 MiB for a Thumb-2 kernel"),
    jit_limit=Fact(None, CONFIGURED),
    branch_reach=Fact(32 * MIB, "ISA: bl"),
)

RECORDS = (ARM32,)
CPUS = (
    # No NEON: where it is missing, and with it LLVM is slow at vectors it has no use for.
    CpuTarget(
        "arm",
        ARM32,
        "armv7-unknown-linux-gnueabihf",
        "cortex-a15",
        "qemu-arm",
        0x05000400,  # EABI version 5, hard float
        "-neon",
        bits=32,
        runtime="runtime-32.ll",
    ),
)


def _constant(value: int) -> bytes:  # mov r0, #value; bx lr
    return words(0xE3A00000 | value, 0xE12FFF1E)


NATIVE = (
    Native(
        ("armv6l", "armv7l", "armv8l"),
        ARM32,
        e_machine=40,
        syscalls=Syscalls(bpf=386, perf_event_open=364, membarrier=389),
        constant=_constant,
    ),
)

"""Facts of s390x, each with its source (`progpack.arch.sources`)."""

from __future__ import annotations

from progpack.arch.cpu import CpuTarget
from progpack.arch.native import Native, Syscalls, numbered, registers
from progpack.arch.record import Arch, Fact
from progpack.arch.sources import (
    EVEN,
    GIB,
    HALF,
    KIB,
    MIB,
    NO_COPY,
    NO_HUGE,
    NO_INVALIDATE,
    NO_PACK,
    NO_TRAMPOLINE,
    pmds,
)

__all__ = ["CPUS", "NATIVE", "RECORDS", "S390"]

S390 = Arch(
    name="s390",
    place=6,
    names=("s390x",),
    byteorder=Fact("big", "ISA"),
    page_sizes=Fact((4 * KIB,), "arch/s390/include/asm/page.h"),
    pmd_sizes=Fact(pmds({4 * KIB: MIB}), "ISA: a segment is 1 MiB"),
    trap_word=Fact(0x00, "arch/s390/net/bpf_jit_comp.c jit_fill_hole()"),
    trap_width=Fact(1, "filled as bytes"),
    trap_odd=Fact(None, EVEN),
    alignment=Fact(8, "arch/s390/net/bpf_jit_comp.c"),
    jit=Fact("z196 and later", "arch/s390/Kconfig"),
    text_copy=Fact(None, NO_COPY),
    text_invalidate=Fact(None, NO_INVALIDATE),
    text_poke=Fact("6.12", "in 6.12 or before; arch/s390/net/bpf_jit_comp.c"),
    packs=Fact(None, NO_PACK),
    trampolines=Fact(None, NO_TRAMPOLINE),
    huge_vmalloc=Fact(None, NO_HUGE),
    set_memory=Fact(True, "arch/s390/mm/pageattr.c, with its own set_memory_rox()"),
    linear_map=Fact("behaviour of the alias not known", "unverified"),
    exec_range=Fact("MODULES, 2 GiB", "arch/s390: MODULES_LEN"),
    exec_bytes=Fact(2 * GIB, "arch/s390: MODULES_LEN"),
    jit_limit=Fact(GIB, HALF),
    branch_reach=Fact(4 * GIB, "ISA: brasl"),
)

RECORDS = (S390,)
CPUS = (
    CpuTarget(
        "s390x",
        S390,
        "s390x-unknown-linux-gnu",
        "z10",
        "qemu-s390x",
        byteorder="big",
        runtime="runtime-be.ll",
    ),
)


def _constant(value: int) -> bytes:  # lghi %r2, value; br %r14
    return b"\xa7\x29" + value.to_bytes(2, "big") + b"\x07\xfe"


NATIVE = (
    Native(
        ("s390x",),
        S390,
        e_machine=22,
        syscalls=Syscalls(bpf=351, perf_event_open=331, membarrier=356),
        constant=_constant,
        registers=registers(
            f"args0 psw_mask psw_addr {numbered('gprs', 16)}",
            numbered("gprs", 5, 2),
            rc="gprs2",
            sp="gprs15",
            fp="gprs11",
            ip="psw_addr",
        ),
    ),
)

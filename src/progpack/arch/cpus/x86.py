"""Facts of x86-64 and x86-32, each with its source (`progpack.arch.sources`)."""

from __future__ import annotations

from progpack.arch.cpu import CpuTarget
from progpack.arch.native import Native, Syscalls, registers
from progpack.arch.record import Arch, Fact
from progpack.arch.sources import (
    CONFIGURED,
    EVEN,
    GIB,
    HALF,
    KIB,
    MIB,
    NO_PACK,
    NO_TRAMPOLINE,
    pmds,
)

__all__ = ["CPUS", "LEVELS", "NATIVE", "RECORDS", "X86_32", "X86_64"]

X86_64 = Arch(
    name="x86-64",
    place=0,
    names=("x86_64", "amd64"),
    byteorder=Fact("little", "ISA"),
    page_sizes=Fact((4 * KIB,), "arch/x86/include/asm/page_types.h"),
    pmd_sizes=Fact(pmds({4 * KIB: 2 * MIB}), "arch/x86/include/asm/pgtable_64_types.h"),
    trap_word=Fact(0xCC, "arch/x86/net/bpf_jit_comp.c jit_fill_hole(): int3"),
    trap_width=Fact(1, "int3 is one byte"),
    trap_odd=Fact(None, EVEN),
    alignment=Fact(4, "arch/x86/net/bpf_jit_comp.c bpf_int_jit_compile()"),
    jit=Fact("all", "arch/x86/Kconfig HAVE_EBPF_JIT"),
    text_copy=Fact("5.18", "ebc1415d9b4f, 0e06b4037168"),
    text_invalidate=Fact("5.19", "fe736565efb7, d88bb5eed04c, aadd1b678ebe"),
    text_poke=Fact("5.18", "in 5.18 or before; arch/x86/net/bpf_jit_comp.c"),
    packs=Fact("5.18", "1022a5498f6f"),
    trampolines=Fact("6.8", "3ba026fca878, 26ef208c209a; release inferred from dates"),
    huge_vmalloc=Fact("5.18", "fac54e2bfb5b; opt-in for each caller since 559089e0a93d"),
    set_memory=Fact(True, "arch/x86/mm/pat/set_memory.c"),
    linear_map=Fact(
        "the alias of each page follows ro/rw and rox, which splits 1G and 2M entries; x and nx "
        "leave it alone; rox can collapse the range it is given from 6.15 on",
        "arch/x86/mm/pat/set_memory.c, 41d88484c71c; measured",
    ),
    exec_range=Fact(
        "MODULES, within 2 GiB of the kernel: 1008 MiB with KASLR, 1520 MiB without",
        "arch/x86/include/asm/pgtable_64_types.h",
    ),
    exec_bytes=Fact(1008 * MIB, "with KASLR; 1520 MiB without"),
    jit_limit=Fact(504 * MIB, f"{HALF}, with KASLR (measured: 528482304); 760 MiB without"),
    branch_reach=Fact(2 * GIB, "ISA: rel32"),
)

X86_32 = Arch(
    name="x86-32",
    place=1,
    names=("x86_32", "x86", "i386", "i486", "i586", "i686"),
    byteorder=Fact("little", "ISA"),
    page_sizes=Fact((4 * KIB,), "arch/x86/include/asm/page_types.h"),
    pmd_sizes=Fact(pmds({4 * KIB: 2 * MIB}), "2 MiB with PAE, 4 MiB without"),
    trap_word=Fact(0xCC, "arch/x86/net/bpf_jit_comp32.c jit_fill_hole(): int3"),
    trap_width=Fact(1, "int3 is one byte"),
    trap_odd=Fact(None, EVEN),
    alignment=Fact(None, "arch/x86/net/bpf_jit_comp32.c uses bpf_jit_binary_alloc()"),
    jit=Fact("all", "arch/x86/Kconfig HAVE_EBPF_JIT"),
    text_copy=Fact(None, NO_PACK),
    text_invalidate=Fact(None, NO_PACK),
    text_poke=Fact(None, "arch/x86/net/bpf_jit_comp32.c has none"),
    packs=Fact(None, "arch/x86/net/bpf_jit_comp32.c: bpf_jit_binary_alloc(), lock_ro"),
    trampolines=Fact(None, NO_TRAMPOLINE),
    huge_vmalloc=Fact(None, "arch/x86/Kconfig: HAVE_ARCH_HUGE_VMALLOC if X86_64"),
    set_memory=Fact(True, "arch/x86/mm/pat/set_memory.c"),
    linear_map=Fact("as on x86-64", "arch/x86/mm/pat/set_memory.c"),
    exec_range=Fact("vmalloc", "arch/x86/include/asm/pgtable_32_areas.h"),
    exec_bytes=Fact(None, CONFIGURED),
    jit_limit=Fact(None, CONFIGURED),
    branch_reach=Fact(2 * GIB, "ISA: rel32"),
)

_TRIPLE = "x86_64-unknown-linux-gnu"
_EMULATOR = "qemu-x86_64"

RECORDS = (X86_64, X86_32)
CPUS = (CpuTarget("x86-64", X86_64, _TRIPLE, "x86-64", _EMULATOR),)

#: Features of each level beside those of the one before (System V ABI, AMD64 supplement, table
#: 3.1), by the names of /proc/cpuinfo (arch/x86/include/asm/cpufeatures.h).
_LEVELS = {
    "x86-64-v2": "cx16 lahf_lm popcnt pni sse4_1 sse4_2 ssse3",
    "x86-64-v3": "avx avx2 bmi1 bmi2 f16c fma abm movbe xsave",
    "x86-64-v4": "avx512f avx512bw avx512cd avx512dq avx512vl",
}
#: The newest first.
LEVELS = tuple(
    CpuTarget(
        name,
        X86_64,
        _TRIPLE,
        name,
        _EMULATOR,
        flags=frozenset(" ".join(list(_LEVELS.values())[: at + 1]).split()),
    )
    for at, name in reversed(list(enumerate(_LEVELS)))
)


def _constant(value: int) -> bytes:  # mov eax, value; ret
    return b"\xb8" + value.to_bytes(4, "little") + b"\xc3"


def _jump(distance: int) -> bytes:
    # jmp rel32, counted from the instruction's end: Intel SDM volume 2, JMP
    return b"\xe9" + (distance - 5).to_bytes(4, "little", signed=True)


NATIVE = (
    Native(
        ("x86_64",),
        X86_64,
        e_machine=62,
        syscalls=Syscalls(bpf=321, perf_event_open=298, membarrier=324),
        narrow="i686",
        constant=_constant,
        jump=_jump,
        jump_reach=(1 << 31) - 5,
        stop=bytes.fromhex("90c3"),
        registers=registers(
            "r15 r14 r13 r12 bp bx r11 r10 r9 r8 ax cx dx si di orig_ax ip cs flags sp ss",
            "di si dx cx r8 r9",
            rc="ax",
            fp="bp",
        ),
    ),
    Native(
        ("i386", "i586", "i686"),
        X86_32,
        e_machine=3,
        syscalls=Syscalls(bpf=357, perf_event_open=336, membarrier=375),
        constant=_constant,
    ),
)

"""The table of architectures: every fact with its source.

Sources are named briefly: a kernel file means that file in Linux 6.12 unless a version is given;
a hash is a commit; ``ISA`` is the architecture's own manual; ``measured`` means that kernels of
that architecture were run and watched.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from progpack.arch.record import Arch, Fact

__all__ = ["RECORDS"]

T = TypeVar("T")

KIB = 1 << 10
MIB = 1 << 20
GIB = 1 << 30


def _pmds(sizes: dict[int, int]) -> Mapping[int, int]:
    return MappingProxyType(sizes)


_NO_COPY = "kernel/bpf/core.c: the weak default returns ERR_PTR(-ENOTSUPP)"
_NO_INVALIDATE = "kernel/bpf/core.c: the weak default returns -ENOTSUPP"
_NO_POKE = "kernel/bpf/core.c: the weak default returns -ENOTSUPP"
_NO_PACK = "the JIT calls bpf_jit_binary_alloc(): pages of its own for each program"
_NO_TRAMPOLINE = "kernel/bpf/trampoline.c: the generic hook takes a whole page"
_NO_HUGE = "no HAVE_ARCH_HUGE_VMALLOC in Kconfig"
_CONFIGURED = "depends on the configuration"
_EVEN = "whole units only"
_STUBS = "no ARCH_HAS_SET_MEMORY: include/linux/set_memory.h stubs return 0 and change nothing"
_LEVELS_3 = _pmds({4 * KIB: 2 * MIB, 16 * KIB: 32 * MIB, 64 * KIB: 512 * MIB})
_HALF = "kernel/bpf/core.c: half of the executable range"

X86_64 = Arch(
    name="x86-64",
    byteorder=Fact("little", "ISA"),
    page_sizes=Fact((4 * KIB,), "arch/x86/include/asm/page_types.h"),
    pmd_sizes=Fact(_pmds({4 * KIB: 2 * MIB}), "arch/x86/include/asm/pgtable_64_types.h"),
    trap_word=Fact(0xCC, "arch/x86/net/bpf_jit_comp.c jit_fill_hole(): int3"),
    trap_width=Fact(1, "int3 is one byte"),
    trap_odd=Fact(None, _EVEN),
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
    jit_limit=Fact(504 * MIB, f"{_HALF}, with KASLR (measured: 528482304); 760 MiB without"),
    branch_reach=Fact(2 * GIB, "ISA: rel32"),
)

X86_32 = Arch(
    name="x86-32",
    byteorder=Fact("little", "ISA"),
    page_sizes=Fact((4 * KIB,), "arch/x86/include/asm/page_types.h"),
    pmd_sizes=Fact(_pmds({4 * KIB: 2 * MIB}), "2 MiB with PAE, 4 MiB without"),
    trap_word=Fact(0xCC, "arch/x86/net/bpf_jit_comp32.c jit_fill_hole(): int3"),
    trap_width=Fact(1, "int3 is one byte"),
    trap_odd=Fact(None, _EVEN),
    alignment=Fact(None, "arch/x86/net/bpf_jit_comp32.c uses bpf_jit_binary_alloc()"),
    jit=Fact("all", "arch/x86/Kconfig HAVE_EBPF_JIT"),
    text_copy=Fact(None, _NO_PACK),
    text_invalidate=Fact(None, _NO_PACK),
    text_poke=Fact(None, "arch/x86/net/bpf_jit_comp32.c has none"),
    packs=Fact(None, "arch/x86/net/bpf_jit_comp32.c: bpf_jit_binary_alloc(), lock_ro"),
    trampolines=Fact(None, _NO_TRAMPOLINE),
    huge_vmalloc=Fact(None, "arch/x86/Kconfig: HAVE_ARCH_HUGE_VMALLOC if X86_64"),
    set_memory=Fact(True, "arch/x86/mm/pat/set_memory.c"),
    linear_map=Fact("as on x86-64", "arch/x86/mm/pat/set_memory.c"),
    exec_range=Fact("vmalloc", "arch/x86/include/asm/pgtable_32_areas.h"),
    exec_bytes=Fact(None, _CONFIGURED),
    jit_limit=Fact(None, _CONFIGURED),
    branch_reach=Fact(2 * GIB, "ISA: rel32"),
)

ARM64 = Arch(
    name="arm64",
    byteorder=Fact("little", "ISA: instruction words, whatever the order of the data"),
    page_sizes=Fact((4 * KIB, 16 * KIB, 64 * KIB), "arch/arm64/Kconfig"),
    pmd_sizes=Fact(_LEVELS_3, "arch/arm64/include/asm/pgtable-hwdef.h"),
    trap_word=Fact(0xD4202000, "arch/arm64/net/bpf_jit_comp.c: AARCH64_BREAK_FAULT, brk #0x100"),
    trap_width=Fact(4, "ISA: instructions are words"),
    trap_odd=Fact(None, _EVEN),
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
    exec_bytes=Fact(None, _CONFIGURED),
    jit_limit=Fact(None, f"{_HALF}: half of vmalloc, which depends on the configuration"),
    branch_reach=Fact(128 * MIB, "ISA: bl"),
)

RISCV64 = Arch(
    name="riscv64",
    byteorder=Fact("little", "ISA"),
    page_sizes=Fact((4 * KIB,), "arch/riscv/include/asm/page.h"),
    pmd_sizes=Fact(_pmds({4 * KIB: 2 * MIB}), "arch/riscv/include/asm/pgtable-64.h"),
    trap_word=Fact(0x00, "arch/riscv/net/bpf_jit_core.c: all zero is an illegal instruction"),
    trap_width=Fact(1, "filled as bytes"),
    trap_odd=Fact(None, _EVEN),
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
    jit_limit=Fact(64 * MIB, _HALF),
    branch_reach=Fact(2 * GIB, "ISA: auipc and jalr; jal alone 1 MiB"),
)

POWERPC = Arch(
    name="powerpc",
    byteorder=Fact("little", "ppc64le; ppc64 and ppc32 are big-endian"),
    page_sizes=Fact((64 * KIB, 4 * KIB), "arch/powerpc/Kconfig"),
    pmd_sizes=Fact(
        _pmds({64 * KIB: 2 * MIB, 4 * KIB: 2 * MIB}), "radix; hash has 16 MiB pages (unverified)"
    ),
    trap_word=Fact(0x7FE00008, "arch/powerpc/net/bpf_jit_comp.c: BREAKPOINT_INSTRUCTION, trap"),
    trap_width=Fact(4, "ISA: instructions are words"),
    trap_odd=Fact(None, _EVEN),
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
    exec_bytes=Fact(None, _CONFIGURED),
    jit_limit=Fact(None, _CONFIGURED),
    branch_reach=Fact(32 * MIB, "ISA: bl"),
)

LOONGARCH = Arch(
    name="loongarch",
    byteorder=Fact("little", "ISA"),
    page_sizes=Fact((16 * KIB, 4 * KIB, 64 * KIB), "arch/loongarch/Kconfig"),
    pmd_sizes=Fact(_LEVELS_3, "arch/loongarch/include/asm/pgtable.h"),
    trap_word=Fact(0x002A0000, "arch/loongarch/net/bpf_jit.c: INSN_BREAK, break 0"),
    trap_width=Fact(4, "ISA: instructions are words"),
    trap_odd=Fact(None, _EVEN),
    alignment=Fact(4, "arch/loongarch/net/bpf_jit.c"),
    jit=Fact("all", "arch/loongarch/Kconfig HAVE_EBPF_JIT"),
    text_copy=Fact("7.0", "in 7.0 or before, with 4ab17e762b34"),
    text_invalidate=Fact("7.0", "in 7.0 or before, with 4ab17e762b34"),
    text_poke=Fact("6.17", "arch/loongarch/net/bpf_jit.c of 6.17"),
    packs=Fact("7.0", "4ab17e762b34"),
    trampolines=Fact("6.17", "arch_alloc_bpf_trampoline() of 6.17"),
    huge_vmalloc=Fact(None, _NO_HUGE),
    set_memory=Fact(True, "arch/loongarch/mm/pageattr.c; first release unverified"),
    linear_map=Fact("a hardware window on most machines, not paged", "unverified"),
    exec_range=Fact("MODULES, 2 GiB; 256 MiB of it for text", "arch/loongarch"),
    exec_bytes=Fact(256 * MIB, "the text part of MODULES"),
    jit_limit=Fact(None, _CONFIGURED),
    branch_reach=Fact(128 * MIB, "ISA: bl"),
)

S390 = Arch(
    name="s390",
    byteorder=Fact("big", "ISA"),
    page_sizes=Fact((4 * KIB,), "arch/s390/include/asm/page.h"),
    pmd_sizes=Fact(_pmds({4 * KIB: MIB}), "ISA: a segment is 1 MiB"),
    trap_word=Fact(0x00, "arch/s390/net/bpf_jit_comp.c jit_fill_hole()"),
    trap_width=Fact(1, "filled as bytes"),
    trap_odd=Fact(None, _EVEN),
    alignment=Fact(8, "arch/s390/net/bpf_jit_comp.c"),
    jit=Fact("z196 and later", "arch/s390/Kconfig"),
    text_copy=Fact(None, _NO_COPY),
    text_invalidate=Fact(None, _NO_INVALIDATE),
    text_poke=Fact("6.12", "in 6.12 or before; arch/s390/net/bpf_jit_comp.c"),
    packs=Fact(None, _NO_PACK),
    trampolines=Fact(None, _NO_TRAMPOLINE),
    huge_vmalloc=Fact(None, _NO_HUGE),
    set_memory=Fact(True, "arch/s390/mm/pageattr.c, with its own set_memory_rox()"),
    linear_map=Fact("behaviour of the alias not known", "unverified"),
    exec_range=Fact("MODULES, 2 GiB", "arch/s390: MODULES_LEN"),
    exec_bytes=Fact(2 * GIB, "arch/s390: MODULES_LEN"),
    jit_limit=Fact(GIB, _HALF),
    branch_reach=Fact(4 * GIB, "ISA: brasl"),
)

PARISC = Arch(
    name="parisc",
    byteorder=Fact("big", "ISA as Linux uses it"),
    page_sizes=Fact((4 * KIB, 16 * KIB, 64 * KIB), "arch/parisc/Kconfig"),
    pmd_sizes=Fact(_LEVELS_3, "varies; taken as three levels of 8-byte entries (unverified)"),
    trap_word=Fact(0x00, "arch/parisc/net/bpf_jit_core.c"),
    trap_width=Fact(1, "filled as bytes"),
    trap_odd=Fact(None, _EVEN),
    alignment=Fact(None, "no fact"),
    jit=Fact("all", "arch/parisc/Kconfig HAVE_EBPF_JIT"),
    text_copy=Fact(None, _NO_COPY),
    text_invalidate=Fact(None, _NO_INVALIDATE),
    text_poke=Fact(None, _NO_POKE),
    packs=Fact(None, _NO_PACK),
    trampolines=Fact(None, _NO_TRAMPOLINE),
    huge_vmalloc=Fact(None, _NO_HUGE),
    set_memory=Fact(False, _STUBS),
    linear_map=Fact("not touched", _STUBS),
    exec_range=Fact("vmalloc, mapped RWX", "arch/parisc"),
    exec_bytes=Fact(None, _CONFIGURED),
    jit_limit=Fact(None, _CONFIGURED),
    branch_reach=Fact(None, "no fact"),
)

ARM32 = Arch(
    name="arm32",
    byteorder=Fact("little", "ISA: BE8 has such instructions too; BE32 has no JIT"),
    page_sizes=Fact((4 * KIB,), "arch/arm/include/asm/page.h"),
    pmd_sizes=Fact(_pmds({4 * KIB: 2 * MIB}), "arch/arm/include/asm/pgtable-2level.h"),
    trap_word=Fact(0xE7FDDEF1, "arch/arm/net/bpf_jit_32.h: ARM_INST_UDF, udf #0xdde1"),
    trap_width=Fact(4, "ISA: instructions are words"),
    trap_odd=Fact(None, _EVEN),
    alignment=Fact(4, "arch/arm/net/bpf_jit_32.c"),
    jit=Fact("not big-endian 32, not v3", "arch/arm/Kconfig"),
    text_copy=Fact(None, _NO_COPY),
    text_invalidate=Fact(None, _NO_INVALIDATE),
    text_poke=Fact(None, _NO_POKE),
    packs=Fact(None, _NO_PACK),
    trampolines=Fact(None, _NO_TRAMPOLINE),
    huge_vmalloc=Fact(None, _NO_HUGE),
    set_memory=Fact(True, "arch/arm/mm/pageattr.c: module and vmalloc ranges; RWX until then"),
    linear_map=Fact("not touched", "arch/arm/mm/pageattr.c"),
    exec_range=Fact(
        "MODULES, 16 MiB below PAGE_OFFSET (8 MiB for Thumb-2), else vmalloc", "arch/arm"
    ),
    exec_bytes=Fact(16 * MIB, "8 MiB for a Thumb-2 kernel"),
    jit_limit=Fact(None, _CONFIGURED),
    branch_reach=Fact(32 * MIB, "ISA: bl"),
)

MIPS = Arch(
    name="mips",
    byteorder=Fact("big", "mips, mips64; mipsel and mips64el are little-endian"),
    page_sizes=Fact((4 * KIB, 8 * KIB, 16 * KIB, 32 * KIB, 64 * KIB), "arch/mips/Kconfig"),
    pmd_sizes=Fact(
        _pmds({(4 << n) * KIB: (4 << n) * KIB * ((4 << n) * KIB // 8) for n in range(5)}),
        "page x page/8",
    ),
    trap_word=Fact(0x0000030D, "arch/mips/net/bpf_jit_comp.c: break BRK_BUG, which is 12"),
    trap_width=Fact(4, "ISA: instructions are words"),
    trap_odd=Fact(None, _EVEN),
    alignment=Fact(4, "arch/mips/net/bpf_jit_comp.c"),
    jit=Fact("not microMIPS", "arch/mips/Kconfig"),
    text_copy=Fact(None, _NO_COPY),
    text_invalidate=Fact(None, _NO_INVALIDATE),
    text_poke=Fact(None, _NO_POKE),
    packs=Fact(None, _NO_PACK),
    trampolines=Fact(None, _NO_TRAMPOLINE),
    huge_vmalloc=Fact(None, _NO_HUGE),
    set_memory=Fact(False, _STUBS),
    linear_map=Fact("not touched", _STUBS),
    exec_range=Fact("MODULES or vmalloc", "arch/mips"),
    exec_bytes=Fact(None, _CONFIGURED),
    jit_limit=Fact(None, _CONFIGURED),
    branch_reach=Fact(None, "jal stays within its 256 MiB segment, which is no distance"),
)

SPARC64 = Arch(
    name="sparc64",
    byteorder=Fact("big", "ISA"),
    page_sizes=Fact((8 * KIB,), "arch/sparc/include/asm/page_64.h"),
    pmd_sizes=Fact(_pmds({8 * KIB: 8 * MIB}), "arch/sparc/include/asm/pgtable_64.h"),
    trap_word=Fact(0x91D02005, "arch/sparc/net/bpf_jit_comp_64.c: ta 5"),
    trap_width=Fact(4, "ISA: instructions are words"),
    trap_odd=Fact(None, _EVEN),
    alignment=Fact(4, "arch/sparc/net/bpf_jit_comp_64.c"),
    jit=Fact("64-bit; sparc32 has classic BPF only", "arch/sparc/Kconfig"),
    text_copy=Fact(None, _NO_COPY),
    text_invalidate=Fact(None, _NO_INVALIDATE),
    text_poke=Fact(None, _NO_POKE),
    packs=Fact(None, _NO_PACK),
    trampolines=Fact(None, _NO_TRAMPOLINE),
    huge_vmalloc=Fact(None, _NO_HUGE),
    set_memory=Fact(False, _STUBS),
    linear_map=Fact("not touched", _STUBS),
    exec_range=Fact("MODULES, a window of 3.5 GiB", "arch/sparc"),
    exec_bytes=Fact(3584 * MIB, "arch/sparc: MODULES_END - MODULES_VADDR"),
    jit_limit=Fact(1792 * MIB, _HALF),
    branch_reach=Fact(None, "no fact"),
)

ARC = Arch(
    name="arc",
    byteorder=Fact("little", "usual"),
    page_sizes=Fact((8 * KIB, 4 * KIB, 16 * KIB), "arch/arc/Kconfig; 8 KiB is typical"),
    pmd_sizes=Fact(
        _pmds({8 * KIB: 2 * MIB, 4 * KIB: 2 * MIB, 16 * KIB: 2 * MIB}), "2 MiB, typical"
    ),
    trap_word=Fact(0x79E0, "arch/arc/net/bpf_jit_core.c fill_ill_insn(): unimp_s"),
    trap_width=Fact(2, "unimp_s is a 16-bit instruction"),
    trap_odd=Fact(0xFF, "arch/arc/net/bpf_jit_core.c fill_ill_insn(): the last odd byte"),
    alignment=Fact(None, "arch/arc/net/bpf_jit_core.c"),
    jit=Fact("ARCv2", "arch/arc/Kconfig"),
    text_copy=Fact(None, _NO_COPY),
    text_invalidate=Fact(None, _NO_INVALIDATE),
    text_poke=Fact(None, _NO_POKE),
    packs=Fact(None, _NO_PACK),
    trampolines=Fact(None, _NO_TRAMPOLINE),
    huge_vmalloc=Fact(None, _NO_HUGE),
    set_memory=Fact(False, _STUBS),
    linear_map=Fact("not touched", _STUBS),
    exec_range=Fact("vmalloc", "arch/arc"),
    exec_bytes=Fact(None, _CONFIGURED),
    jit_limit=Fact(None, _CONFIGURED),
    branch_reach=Fact(None, "no fact"),
)

RECORDS: tuple[Arch, ...] = (
    X86_64,
    X86_32,
    ARM64,
    RISCV64,
    POWERPC,
    LOONGARCH,
    S390,
    PARISC,
    ARM32,
    MIPS,
    SPARC64,
    ARC,
)

"""Facts of architectures that nothing is compiled for, each with its source (see `sources`)."""

from __future__ import annotations

from progpack.arch.native import Native, Syscalls
from progpack.arch.record import Arch, Fact
from progpack.arch.sources import (
    CONFIGURED,
    EVEN,
    HALF,
    KIB,
    LEVELS_3,
    MIB,
    STUBBED,
    UNPACKED,
    pmds,
)

__all__ = ["ARC", "CPUS", "MIPS", "NATIVE", "PARISC", "RECORDS", "SPARC64"]

PARISC = Arch(
    name="parisc",
    place=7,
    names=("hppa", "parisc64"),
    byteorder=Fact("big", "ISA as Linux uses it"),
    page_sizes=Fact((4 * KIB, 16 * KIB, 64 * KIB), "arch/parisc/Kconfig"),
    pmd_sizes=Fact(LEVELS_3, "varies; taken as three levels of 8-byte entries (unverified)"),
    trap_word=Fact(0x00, "arch/parisc/net/bpf_jit_core.c"),
    trap_width=Fact(1, "filled as bytes"),
    trap_odd=Fact(None, EVEN),
    alignment=Fact(None, "no fact"),
    jit=Fact("all", "arch/parisc/Kconfig HAVE_EBPF_JIT"),
    **UNPACKED,
    **STUBBED,
    exec_range=Fact("vmalloc, mapped RWX", "arch/parisc"),
    exec_bytes=Fact(None, CONFIGURED),
    jit_limit=Fact(None, CONFIGURED),
    branch_reach=Fact(None, "no fact"),
)

MIPS = Arch(
    name="mips",
    place=9,
    names=("mips64",),
    little_names=("mipsel", "mips64el"),
    two_orders=True,
    byteorder=Fact("big", "mips, mips64; mipsel and mips64el are little-endian"),
    page_sizes=Fact((4 * KIB, 8 * KIB, 16 * KIB, 32 * KIB, 64 * KIB), "arch/mips/Kconfig"),
    pmd_sizes=Fact(
        pmds({(4 << n) * KIB: (4 << n) * KIB * ((4 << n) * KIB // 8) for n in range(5)}),
        "page x page/8",
    ),
    trap_word=Fact(0x0000030D, "arch/mips/net/bpf_jit_comp.c: break BRK_BUG, which is 12"),
    trap_width=Fact(4, "ISA: instructions are words"),
    trap_odd=Fact(None, EVEN),
    alignment=Fact(4, "arch/mips/net/bpf_jit_comp.c"),
    jit=Fact("not microMIPS", "arch/mips/Kconfig"),
    **UNPACKED,
    **STUBBED,
    exec_range=Fact("MODULES or vmalloc", "arch/mips"),
    exec_bytes=Fact(None, CONFIGURED),
    jit_limit=Fact(None, CONFIGURED),
    branch_reach=Fact(None, "jal stays within its 256 MiB segment, which is no distance"),
)

SPARC64 = Arch(
    name="sparc64",
    place=10,
    names=("sparc",),
    byteorder=Fact("big", "ISA"),
    page_sizes=Fact((8 * KIB,), "arch/sparc/include/asm/page_64.h"),
    pmd_sizes=Fact(pmds({8 * KIB: 8 * MIB}), "arch/sparc/include/asm/pgtable_64.h"),
    trap_word=Fact(0x91D02005, "arch/sparc/net/bpf_jit_comp_64.c: ta 5"),
    trap_width=Fact(4, "ISA: instructions are words"),
    trap_odd=Fact(None, EVEN),
    alignment=Fact(4, "arch/sparc/net/bpf_jit_comp_64.c"),
    jit=Fact("64-bit; sparc32 has classic BPF only", "arch/sparc/Kconfig"),
    **UNPACKED,
    **STUBBED,
    exec_range=Fact("MODULES, a window of 3.5 GiB", "arch/sparc"),
    exec_bytes=Fact(3584 * MIB, "arch/sparc: MODULES_END - MODULES_VADDR"),
    jit_limit=Fact(1792 * MIB, HALF),
    branch_reach=Fact(None, "no fact"),
)

ARC = Arch(
    name="arc",
    place=11,
    names=("arcv2",),
    two_orders=True,
    byteorder=Fact("little", "usual"),
    page_sizes=Fact((8 * KIB, 4 * KIB, 16 * KIB), "arch/arc/Kconfig; 8 KiB is typical"),
    pmd_sizes=Fact(pmds({8 * KIB: 2 * MIB, 4 * KIB: 2 * MIB, 16 * KIB: 2 * MIB}), "2 MiB, typical"),
    trap_word=Fact(0x79E0, "arch/arc/net/bpf_jit_core.c fill_ill_insn(): unimp_s"),
    trap_width=Fact(2, "unimp_s is a 16-bit instruction"),
    trap_odd=Fact(0xFF, "arch/arc/net/bpf_jit_core.c fill_ill_insn(): the last odd byte"),
    alignment=Fact(None, "arch/arc/net/bpf_jit_core.c"),
    jit=Fact("ARCv2", "arch/arc/Kconfig"),
    **UNPACKED,
    **STUBBED,
    exec_range=Fact("vmalloc", "arch/arc"),
    exec_bytes=Fact(None, CONFIGURED),
    jit_limit=Fact(None, CONFIGURED),
    branch_reach=Fact(None, "no fact"),
)

RECORDS = (PARISC, MIPS, SPARC64, ARC)
CPUS = ()
NATIVE = (
    Native(
        ("parisc", "parisc64"),
        PARISC,
        e_machine=15,
        syscalls=Syscalls(bpf=341, perf_event_open=318),
    ),
    # narrow: the table of o32 has other numbers, which are not known here
    Native(
        ("mips64",),
        MIPS,
        e_machine=8,
        syscalls=Syscalls(bpf=5315, perf_event_open=5292),
        narrow="mips",
    ),
    Native(("sparc64",), SPARC64, e_machine=43, syscalls=Syscalls(bpf=349, perf_event_open=327)),
    Native(("arc",), ARC, e_machine=195, syscalls=Syscalls(bpf=280, perf_event_open=241)),
)

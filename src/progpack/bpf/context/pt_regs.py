"""The registers that probes see, by architecture: ``bpf_user_pt_regs_t`` of the kernel.

Names and order are those of ``arch/*/include/asm/ptrace.h`` and ``arch/*/include/uapi/asm``
(Linux 6.18); every register has 64 bits. The aliases are what ``PT_REGS_PARM1()`` and its sisters
read (``bpf_tracing.h``, libbpf 1.6): ``parm1`` to ``parm8``, ``rc``, ``sp``, ``fp`` and ``ip``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["PT_REGS", "Registers"]


@dataclass(frozen=True, slots=True)
class Registers:
    """Registers of one architecture: their names in order, and other names of some of them."""

    names: tuple[str, ...]
    aliases: tuple[tuple[str, str], ...]


def _registers(names: str, parameters: str, **others: str) -> Registers:
    given = [(f"parm{number}", name) for number, name in enumerate(parameters.split(), start=1)]
    return Registers(tuple(names.split()), (*given, *others.items()))


def _numbered(prefix: str, count: int, first: int = 0) -> str:
    return " ".join(f"{prefix}{number}" for number in range(first, first + count))


#: By ``platform.machine()``.
PT_REGS: Final[dict[str, Registers]] = {
    "x86_64": _registers(
        "r15 r14 r13 r12 bp bx r11 r10 r9 r8 ax cx dx si di orig_ax ip cs flags sp ss",
        "di si dx cx r8 r9",
        rc="ax",
        fp="bp",
    ),
    "aarch64": _registers(
        f"{_numbered('x', 31)} sp pc pstate",
        _numbered("x", 8),
        rc="x0",
        fp="x29",
        ip="pc",
    ),
    "riscv64": _registers(
        "pc ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 "
        "t3 t4 t5 t6",
        _numbered("a", 8),
        rc="a0",
        fp="s0",
        ip="pc",
    ),
    "ppc64le": _registers(
        f"{_numbered('gpr', 32)} nip msr orig_gpr3 ctr link xer ccr softe trap dar dsisr result",
        _numbered("gpr", 8, 3),
        rc="gpr3",
        sp="gpr1",
        fp="gpr31",
        ip="nip",
    ),
    "s390x": _registers(
        f"args0 psw_mask psw_addr {_numbered('gprs', 16)}",
        _numbered("gprs", 5, 2),
        rc="gprs2",
        sp="gprs15",
        fp="gprs11",
        ip="psw_addr",
    ),
    "loongarch64": _registers(
        f"{_numbered('regs', 32)} orig_a0 csr_era csr_badv {_numbered('reserved', 10)}",
        _numbered("regs", 8, 4),
        rc="regs4",
        sp="regs3",
        fp="regs22",
        ip="csr_era",
    ),
}

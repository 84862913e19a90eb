"""Facts that a process needs about the machine it runs on, beside the kernel's abilities.

Numbers of system calls: arch/*/entry/syscalls/syscall*.tbl and include/uapi/asm-generic/unistd.h.
Numbers of machines: ``e_machine`` of include/uapi/linux/elf-em.h. Registers: names and order are
those of ``arch/*/include/asm/ptrace.h`` and ``arch/*/include/uapi/asm`` (Linux 6.18), each of 64
bits; the aliases are what ``PT_REGS_PARM1()`` and its sisters read (``bpf_tracing.h``, libbpf 1.6).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from progpack.arch.record import Arch
from progpack.records import dataclass

__all__ = ["GENERIC", "Native", "Registers", "Syscalls", "numbered", "registers", "words"]


@dataclass(frozen=True, slots=True)
class Syscalls:
    """Numbers of system calls that no library wraps; None: not known here."""

    bpf: int
    perf_event_open: int
    membarrier: int | None = None


GENERIC: Final = Syscalls(bpf=280, perf_event_open=241, membarrier=283)
"""The numbers of all newer architectures."""


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers that probes see, ``bpf_user_pt_regs_t``: names in order, and other names.

    Attributes:
        names: in the order of the structure.
        aliases: pairs of an alias (``parm1`` to ``parm8``, ``rc``, ``sp``, ``fp``, ``ip``) and
            the register that it means.
    """

    names: tuple[str, ...]
    aliases: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Native:
    """One kind of machine, as ``uname -m`` names it.

    Attributes:
        names: those names.
        arch: its record, in its byte order.
        e_machine: in ELF files.
        syscalls: syscalls of a process of that width.
        narrow: the name whose numbers a 32-bit process on it uses; empty: the same ones.
        constant: makes a function ``int (*)(void)`` that returns a number from 0 to 127 and
            touches no memory; None: none is known.
        jump: makes the instruction that jumps so many bytes forward (or, below 0, back) in one
            aligned store; None where no such store is safe under other processors that run it.
        jump_reach: bytes that it reaches, either way.
        stop: an instruction to stop at, and a return; empty: not known.
        registers: what probes see; None: not known.
    """

    names: tuple[str, ...]
    arch: Arch
    e_machine: int
    syscalls: Syscalls
    narrow: str = ""
    constant: Callable[[int], bytes] | None = None
    jump: Callable[[int], bytes] | None = None
    jump_reach: int = 0
    stop: bytes = b""
    registers: Registers | None = None


def words(*numbers: int) -> bytes:
    """Instruction words in the byte order of the little-endian machines."""
    return b"".join(number.to_bytes(4, "little") for number in numbers)


def registers(names: str, parameters: str, **others: str) -> Registers:
    """Registers by their names, those of the parameters, and other aliases."""
    numbered = [(f"parm{number}", name) for number, name in enumerate(parameters.split(), start=1)]
    return Registers(tuple(names.split()), (*numbered, *others.items()))


def numbered(prefix: str, count: int, first: int = 0) -> str:
    """The names ``prefix0 prefix1 ...``."""
    return " ".join(f"{prefix}{number}" for number in range(first, first + count))

"""A kind of CPU that is compiled for, and how LLVM is told so."""

from __future__ import annotations

from typing import Literal

from progpack.arch.record import Arch
from progpack.records import dataclass, field

__all__ = ["CpuTarget"]


@dataclass(frozen=True, slots=True)
class CpuTarget:
    """A kind of CPU that programs are compiled for without being run on it.

    Attributes:
        name: as the kernel and its distributors call it: ``ppc64le``, ``s390x``, ...
        record: the facts about its architecture.
        triple: LLVM's name of it.
        cpu: CPU model in LLVM's words: the oldest that Linux distributions still serve.
        features: what is added to and taken from that model.
        abi: calling convention, where LLVM wants it named.
        bits: bits of an address.
        byteorder: byte order of data.
        runtime: file name of the native runtime's text for that byte order and width.
        emulator: the command of qemu-user that runs its executables.
        elf_flags: ``e_flags`` of its executables: the calling convention.
        codemodel: how far away data may be, in LLVM's words.
        flags: what /proc/cpuinfo says of a CPU that can run it, where the architecture has levels.
    """

    name: str
    record: Arch = field(repr=False)
    triple: str
    cpu: str
    emulator: str
    elf_flags: int = 0
    features: str = ""
    abi: str = ""
    bits: Literal[32, 64] = 64
    byteorder: Literal["little", "big"] = "little"
    runtime: str = "runtime.ll"
    codemodel: str = "small"
    flags: frozenset[str] = frozenset()

    @property
    def arch(self) -> str:
        """The name of its architecture in `progpack.arch` (and `progpack.link.MACHINES`)."""
        return self.record.name

"""What can be compiled for, and how LLVM is told so; the machines' facts are in `progpack.arch`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, Literal

from progpack import arch
from progpack.arch import Arch
from progpack.errors import UsageError

__all__ = ["TARGETS", "CpuTarget", "target"]


@dataclass(frozen=True, slots=True)
class CpuTarget:
    """A kind of CPU that programs are compiled for without being run on it.

    Attributes:
        name: as the kernel and its distributors call it: ``ppc64le``, ``s390x``, ...
        arch: its architecture's name in `progpack.arch` (and `progpack.link.MACHINES`).
        triple: LLVM's name of it.
        cpu: CPU model in LLVM's words: the oldest that Linux distributions still serve.
        features: what is added to and taken from that model.
        abi: calling convention, where LLVM wants it named.
        bits: of an address.
        byteorder: of data.
        runtime: file name of the native runtime's text for that byte order and width.
        emulator: the command of qemu-user that runs its executables.
        elf_flags: ``e_flags`` of its executables: the calling convention.
        codemodel: how far away data may be, in LLVM's words.
    """

    name: str
    arch: str
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

    @property
    def record(self) -> Arch:
        """The facts about its architecture."""
        return arch.get(self.arch)


_ALL: Final = (
    CpuTarget("x86-64", "x86-64", "x86_64-unknown-linux-gnu", "x86-64", "qemu-x86_64"),
    CpuTarget("arm64", "arm64", "aarch64-unknown-linux-gnu", "generic", "qemu-aarch64"),
    CpuTarget(
        "riscv64",
        "riscv64",
        "riscv64-unknown-linux-gnu",
        "generic-rv64",
        "qemu-riscv64",
        0x5,  # EF_RISCV_RVC, EF_RISCV_FLOAT_ABI_DOUBLE
        "+m,+a,+f,+d,+c,-relax",
        "lp64d",
    ),
    CpuTarget(
        "ppc64le",
        "powerpc",
        "powerpc64le-unknown-linux-gnu",
        "ppc64le",
        "qemu-ppc64le",
        2,  # ELF V2
        # Data are anywhere within 2 GiB of the table; the small model has 32 KiB.
        codemodel="medium",
    ),
    CpuTarget(
        "s390x",
        "s390",
        "s390x-unknown-linux-gnu",
        "z10",
        "qemu-s390x",
        byteorder="big",
        runtime="runtime-be.ll",
    ),
    CpuTarget(
        "loongarch64",
        "loongarch",
        "loongarch64-unknown-linux-gnu",
        "generic-la64",
        "qemu-loongarch64",
        0x43,  # double float, relocations of version 1
        "+f,+d,+ual,-relax,-lsx,-lasx",
        "lp64d",
    ),
    # No NEON: where it is missing, and with it LLVM is slow at vectors it has no use for.
    CpuTarget(
        "arm",
        "arm32",
        "armv7-unknown-linux-gnueabihf",
        "cortex-a15",
        "qemu-arm",
        0x05000400,  # EABI version 5, hard float
        "-neon",
        bits=32,
        runtime="runtime-32.ll",
    ),
)

TARGETS: Final[Mapping[str, CpuTarget]] = MappingProxyType({each.name: each for each in _ALL})
"""By name."""


def target(name: str) -> CpuTarget:
    """The target that a name means.

    Args:
        name: any name of its architecture that `progpack.arch.get` knows.

    Raises:
        UsageError: there is none; names those that there are.
    """
    if name in TARGETS:
        return TARGETS[name]
    record = arch.get(name)
    for each in _ALL:
        known = each.record
        if known.name == record.name and known.byteorder.value == record.byteorder.value:
            return each
    raise UsageError(f"programs are not compiled for {name}; they are for {', '.join(TARGETS)}")

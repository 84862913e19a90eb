from __future__ import annotations

import shutil
import struct
import subprocess
from pathlib import Path
from typing import NamedTuple

import capstone  # type: ignore[import-untyped]
import pytest

from progpack import arch
from progpack.arch.code import constant
from progpack.arch.lookup import native_of
from progpack.errors import CapabilityError


class Machine(NamedTuple):
    """How to run a function there: call it, then exit with what it returned."""

    capstone: tuple[int, int]
    listing: str
    qemu: str
    elf: int
    bits: int
    start: str
    flags: int = 0


MACHINES = {
    "x86-64": Machine(
        (capstone.CS_ARCH_X86, capstone.CS_MODE_64),
        "mov eax, 0x2a; ret",
        "qemu-x86_64",
        62,
        64,
        "e80900000089c7b83c0000000f05",  # call .+14; mov edi, eax; mov eax, 60; syscall
    ),
    "x86-32": Machine(
        (capstone.CS_ARCH_X86, capstone.CS_MODE_32),
        "mov eax, 0x2a; ret",
        "qemu-i386",
        3,
        32,
        "e80900000089c3b801000000cd80",  # call; mov ebx, eax; mov eax, 1; int 0x80
    ),
    "aarch64": Machine(
        (capstone.CS_ARCH_ARM64, capstone.CS_MODE_ARM),
        "mov w0, #0x2a; ret",
        "qemu-aarch64",
        183,
        64,
        "03000094a80b8052010000d4",  # bl .+12; mov w8, 93; svc 0
    ),
    "armv7l": Machine(
        (capstone.CS_ARCH_ARM, capstone.CS_MODE_ARM),
        "mov r0, #0x2a; bx lr",
        "qemu-arm",
        40,
        32,
        "010000eb0170a0e3000000ef",  # bl .+12; mov r7, 1; svc 0
        0x05000000,
    ),
    "riscv64": Machine(
        (capstone.CS_ARCH_RISCV, capstone.CS_MODE_RISCV64),
        "addi a0, zero, 0x2a; ret",
        "qemu-riscv64",
        243,
        64,
        "ef00c0009308d00573000000",  # jal ra, .+12; li a7, 93; ecall
    ),
    "ppc64le": Machine(
        (capstone.CS_ARCH_PPC, capstone.CS_MODE_64 | capstone.CS_MODE_LITTLE_ENDIAN),
        "li r3, 0x2a; blr",
        "qemu-ppc64le",
        21,
        64,
        "0d0000480100003802000044",  # bl .+12; li 0, 1; sc
        2,
    ),
    "s390x": Machine(
        (capstone.CS_ARCH_SYSZ, capstone.CS_MODE_BIG_ENDIAN),
        "lghi %r2, 0x2a; br %r14",
        "qemu-s390x",
        22,
        64,
        "c0e5000000040a01",  # brasl %r14, .+8; svc 1
    ),
    "loongarch64": Machine(
        (0, 0),
        "",
        "qemu-loongarch64",
        258,
        64,
        "000c00540b74810300002b00",  # bl .+12; ori $a7, $zero, 93; syscall 0
        0x43,
    ),
}


# Capstone does not know the others.
@pytest.mark.parametrize("name", [name for name, machine in MACHINES.items() if machine.listing])
def test_the_function_is_two_instructions_that_return_the_value(name: str) -> None:
    machine = MACHINES[name]
    code = constant(arch.get(name), 42)
    found = capstone.Cs(*machine.capstone).disasm(code, 0)
    listing = "; ".join(f"{i.mnemonic} {i.op_str}".strip() for i in found)
    assert listing.replace("movz ", "mov ") == machine.listing


@pytest.mark.parametrize("value", [0, 42, 127])
@pytest.mark.parametrize("name", MACHINES)
def test_the_function_runs_on_its_architecture(name: str, value: int, tmp_path: Path) -> None:
    machine = MACHINES[name]
    if shutil.which(machine.qemu) is None:
        pytest.skip(f"{machine.qemu} is missing")
    record = arch.get(name)
    text = bytes.fromhex(machine.start) + constant(record, value)
    program = tmp_path / "program"
    program.write_bytes(executable(text, machine, record.byteorder.value == "big"))
    program.chmod(0o755)
    assert subprocess.run([machine.qemu, program], timeout=300, check=False).returncode == value


def executable(text: bytes, machine: Machine, big: bool) -> bytes:
    """A static ELF executable whose first instruction is that of ``text``."""
    order = ">" if big else "<"
    wide = machine.bits == 64
    word = "Q" if wide else "I"
    header, segment, base = (64, 56, 0x10000000) if wide else (52, 32, 0x10000000)
    size = header + segment + len(text)
    ident = b"\x7fELF" + bytes([2 if wide else 1, 2 if big else 1, 1]) + bytes(9)
    ehdr = struct.pack(
        f"{order}HHI{word}{word}{word}IHHHHHH",
        *(2, machine.elf, 1, base + header + segment, header, 0, machine.flags),
        *(header, segment, 1, 0, 0, 0),
    )
    if wide:
        phdr = struct.pack(f"{order}IIQQQQQQ", 1, 5, 0, base, base, size, size, 0x1000)
    else:
        phdr = struct.pack(f"{order}IIIIIIII", 1, 0, base, base, size, size, 5, 0x1000)
    return ident + ehdr + phdr + text


def test_every_function_is_tested_here() -> None:
    tested = {(arch.get(name).name, arch.get(name).byteorder.value) for name in MACHINES}
    known = {
        (record.name, order)
        for record in arch.ARCHES.values()
        for order in ("little", "big")
        if (machine := native_of(record.with_byteorder(order, "a test"))) is not None
        if machine.constant is not None
    }
    assert tested == known


def test_an_architecture_without_one_is_refused() -> None:
    for name in ("sparc64", "ppc64"):
        with pytest.raises(CapabilityError, match="no function is known"):
            constant(arch.get(name), 1)

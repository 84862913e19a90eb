"""Bits that relocations put into instructions: the assembler's own, for the same distance.

An instruction whose operand is a number has the bits that a relocation of the same place has to
write. Every machine is asked at the ends of each reach and in between, and the numbers of the
relocation types are compared with those of pyelftools.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Literal

import pytest
from elftools.elf import enums
from elftools.elf.elffile import ELFFile

from progpack.link.machine import Kind, Machine, OutOfReachError
from progpack.link.machines.arm32 import MACHINE as ARM
from progpack.link.machines.arm64 import MACHINE as AARCH64
from progpack.link.machines.loongarch import MACHINE as LOONGARCH64
from progpack.link.machines.powerpc import MACHINE as PPC64LE
from progpack.link.machines.riscv64 import MACHINE as RISCV64
from progpack.link.machines.s390 import MACHINE as S390X
from progpack.link.machines.x86_64 import MACHINE as X86_64
from tests.link.compilers import command

TRIPLES = {
    "arm64": "aarch64-linux-gnu",
    "arm32": "armv7-linux-gnueabihf",
    "loongarch": "loongarch64-linux-gnu",
    "powerpc": "powerpc64le-linux-gnu",
    "riscv64": "riscv64-linux-gnu",
    "s390": "s390x-linux-gnu",
    "x86-64": "x86_64-linux-gnu",
}
MACHINES = (AARCH64, ARM, LOONGARCH64, PPC64LE, RISCV64, S390X)
ANY = 1 << 40


def part(value: int, low: int, bits: int) -> int:
    """Bits from ``low`` on, signed."""
    value = value >> low & (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


def field(value: int, low: int, bits: int) -> int:
    """Bits from ``low`` on, unsigned."""
    return value >> low & (1 << bits) - 1


@dataclass(frozen=True)
class Form:
    """An instruction with an operand that a relocation writes.

    Attributes:
        machine: whose.
        kinds: relocation types, by number.
        text: what is assembled for a value.
        bits: signed bits that the value may have, or its lowest and the first that is too high.
        step: values are multiples of this.
        at: where in the instruction the relocation's place is.
        mode: flags of the assembler.
    """

    machine: Machine
    kinds: tuple[int, ...]
    text: Callable[[int], str]
    bits: int | tuple[int, int]
    step: int = 1
    at: int = 0
    mode: tuple[str, ...] = ()

    @property
    def reach(self) -> tuple[int, int]:
        """The lowest value, and the first that is too high."""
        if isinstance(self.bits, tuple):
            return self.bits
        return -(1 << self.bits - 1), 1 << self.bits - 1

    def values(self) -> list[int]:
        """The ends, around 0, and some in between."""
        low, high = self.reach
        rng, step = Random(low), self.step
        some = [rng.randrange(low, high) // step * step for _ in range(40)]
        edges = [low, low + step, high - step, high - 2 * step, 0, step]
        edges += [-step] if low < 0 else []
        edges += [n for k in range(12, 40) for n in (1 << k, (1 << k) - step) if low <= n < high]
        return edges + some


def _halves(name: str) -> Callable[[int], str]:
    """A 32-bit distance of riscv64, whose lower part is signed."""
    return lambda v: (
        f"auipc {name}, {field(v + 0x800, 12, 20)}\njalr {name}, {part(v, 0, 12)}({name})"
    )


FAR_RISCV = (-(1 << 31) - 0x800, (1 << 31) - 0x800)
FAR_PPC = (-(1 << 31) - 0x8000, (1 << 31) - 0x8000)
FAR_LARCH = (-(1 << 37) - 0x20000, (1 << 37) - 0x20000)
COMPRESSED = ("--mattr=+c",)
FREE = (-ANY, ANY)
FORMS = [
    Form(AARCH64, (282, 283), lambda v: f"b #{v}", 28, 4),
    Form(AARCH64, (280,), lambda v: f"b.eq #{v}", 21, 4),
    Form(AARCH64, (279,), lambda v: f"tbz x3, #5, #{v}", 16, 4),
    Form(AARCH64, (273, 309), lambda v: f"ldr x3, #{v}", 21, 4),
    Form(AARCH64, (274,), lambda v: f"adr x3, #{v}", 21),
    Form(AARCH64, (275, 311), lambda v: f"adrp x3, #{v >> 12 << 12}", 33),
    Form(AARCH64, (276,), lambda v: f"adrp x3, #{part(v, 12, 21) << 12}", FREE),
    Form(AARCH64, (277,), lambda v: f"add x3, x4, #{v & 0xFFF}", FREE),
    Form(AARCH64, (278,), lambda v: f"ldrb w3, [x4, #{v & 0xFFF}]", FREE),
    Form(AARCH64, (284,), lambda v: f"ldrh w3, [x4, #{v & 0xFFF}]", FREE, 2),
    Form(AARCH64, (285,), lambda v: f"ldr w3, [x4, #{v & 0xFFF}]", FREE, 4),
    Form(AARCH64, (286, 312), lambda v: f"ldr x3, [x4, #{v & 0xFFF}]", FREE, 8),
    Form(AARCH64, (299,), lambda v: f"ldr q3, [x4, #{v & 0xFFF}]", FREE, 16),
    Form(AARCH64, (263,), lambda v: f"movz x3, #{v}", (0, 1 << 16)),
    Form(AARCH64, (265,), lambda v: f"movk x3, #{field(v, 16, 16)}, lsl #16", (0, 1 << 32)),
    Form(AARCH64, (267,), lambda v: f"movk x3, #{field(v, 32, 16)}, lsl #32", (0, 1 << 48)),
    Form(AARCH64, (269,), lambda v: f"movk x3, #{field(v, 48, 16)}, lsl #48", (0, 1 << 64)),
    Form(AARCH64, (264,), lambda v: f"movk x3, #{field(v, 0, 16)}", FREE),
    Form(AARCH64, (266,), lambda v: f"movk x3, #{field(v, 16, 16)}, lsl #16", FREE),
    Form(AARCH64, (268,), lambda v: f"movk x3, #{field(v, 32, 16)}, lsl #32", FREE),
    Form(ARM, (28, 29), lambda v: f"bl #{v}", 26, 4),
    Form(ARM, (43, 45), lambda v: f"movw r3, #{field(v, 0, 16)}", 34),
    Form(ARM, (44, 46), lambda v: f"movt r3, #{field(v, 16, 16)}", 34),
    Form(LOONGARCH64, (64,), lambda v: f"beq $a0, $a1, {v}", 18, 4),
    Form(LOONGARCH64, (65,), lambda v: f"beqz $a0, {v}", 23, 4),
    Form(LOONGARCH64, (66,), lambda v: f"b {v}", 28, 4),
    Form(LOONGARCH64, (71, 75), lambda v: f"pcalau12i $a0, {part(v, 12, 20)}", 32),
    Form(LOONGARCH64, (72, 76), lambda v: f"addi.d $a0, $a1, {part(v, 0, 12)}", FREE),
    Form(
        LOONGARCH64,
        (110,),
        lambda v: f"pcaddu18i $ra, {part(v + 0x20000, 18, 20)}\njirl $ra, $ra, {part(v, 0, 18)}",
        FAR_LARCH,
        4,
    ),
    Form(PPC64LE, (10,), lambda v: f"bl .{v:+}", 26, 4),
    Form(PPC64LE, (11,), lambda v: f"bc 12, 2, .{v:+}", 16, 4),
    Form(PPC64LE, (47, 249), lambda v: f"addi 3, 4, {v}", 16),
    Form(PPC64LE, (48, 250), lambda v: f"addi 3, 4, {part(v, 0, 16)}", FREE),
    Form(PPC64LE, (49, 251), lambda v: f"addis 3, 4, {part(v, 16, 16)}", 32),
    Form(PPC64LE, (50, 252), lambda v: f"addis 3, 4, {part(v + 0x8000, 16, 16)}", FAR_PPC),
    Form(PPC64LE, (63,), lambda v: f"ldu 3, {v}(4)", 16, 4),
    Form(PPC64LE, (64,), lambda v: f"ldu 3, {part(v, 0, 16)}(4)", FREE, 4),
    Form(RISCV64, (16,), lambda v: f"beq a0, a1, {v}", 13, 2),
    Form(RISCV64, (17,), lambda v: f"jal t0, {v}", 21, 2),
    Form(RISCV64, (18, 19), _halves("t1"), FAR_RISCV),
    Form(RISCV64, (20, 23, 26), lambda v: f"lui a0, {field(v + 0x800, 12, 20)}", FAR_RISCV),
    Form(RISCV64, (24,), lambda v: f"addi a0, a1, {part(v, 0, 12)}", FAR_RISCV),
    Form(RISCV64, (25,), lambda v: f"sd a0, {part(v, 0, 12)}(a1)", FAR_RISCV),
    Form(RISCV64, (27,), lambda v: f"addi a0, a1, {part(v, 0, 12)}", FREE),
    Form(RISCV64, (28,), lambda v: f"sd a0, {part(v, 0, 12)}(a1)", FREE),
    Form(RISCV64, (44,), lambda v: f"c.beqz a0, {v}", 9, 2, mode=COMPRESSED),
    Form(RISCV64, (45,), lambda v: f"c.j {v}", 12, 2, mode=COMPRESSED),
    Form(S390X, (17,), lambda v: f"brc 15, .{v:+}", 17, 2, at=2),
    Form(S390X, (19, 20, 21, 26), lambda v: f"larl %r3, .{v:+}", 33, 2, at=2),
]


def assembled(machine: Machine, lines: list[str], mode: tuple[str, ...] = ()) -> list[bytes]:
    """The bytes of each text; all of them have the same length."""
    arguments = [f"--triple={TRIPLES[machine.name]}", "--filetype=obj", *mode]
    made = subprocess.run(
        [command("llvm-mc-22"), *arguments],
        input="".join(f"{line}\n" for line in lines).encode(),
        capture_output=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr.decode()
    section = ELFFile(io.BytesIO(made.stdout)).get_section_by_name(".text")
    assert section is not None
    text = section.data()
    size, rest = divmod(len(text), len(lines))
    assert rest == 0
    return [text[at : at + size] for at in range(0, len(text), size)]


def name_of(form: Form) -> str:
    return form.machine.kinds[form.kinds[0]].name


@pytest.mark.parametrize("form", FORMS, ids=name_of)
def test_what_is_written_is_what_the_assembler_writes(form: Form) -> None:
    values = form.values()
    wanted = assembled(form.machine, [form.text(value) for value in values], form.mode)
    for number in form.kinds:
        kind = form.machine.kinds[number]
        for value, expected in zip(values, wanted, strict=True):
            # What was there before stays only where it is no part of the operand.
            for other in (wanted[0], wanted[1]):
                data = bytearray(other)
                kind.write(data, form.at, value)
                assert bytes(data) == expected, (kind.name, hex(value))
            assert kind.reaches(value)
            assert form.at + kind.size <= len(expected)


@pytest.mark.parametrize("form", FORMS, ids=name_of)
def test_what_does_not_fit_is_refused(form: Form) -> None:
    low, high = form.reach
    for number in form.kinds:
        kind = form.machine.kinds[number]
        beyond = [] if form.bits == FREE else [low - form.step, high]
        uneven = [form.step // 2] if form.step > 1 else []
        for value in beyond + uneven:
            data = bytearray(16)
            with pytest.raises(OutOfReachError):
                kind.write(data, 0, value)
            assert not kind.reaches(value)
            assert data == bytes(16)


def short(value: object) -> str:
    """The id of a parameter: machines by their name, as they hold functions."""
    return value.name if isinstance(value, Machine) else str(value)


#: What does not write into an instruction: machine -> bytes, lowest value, the first that is too
#: high, and the relocation types. An unsigned and a signed number of 32 bits both fit ABS32.
EITHER_32, EITHER_16 = (-(1 << 31), 1 << 32), (-(1 << 15), 1 << 16)
SIGNED_32 = (-(1 << 31), 1 << 31)
DATA: list[tuple[Machine, int, tuple[int, int], tuple[str, ...]]] = [
    (AARCH64, 8, FREE, ("ABS64", "PREL64")),
    (AARCH64, 4, EITHER_32, ("ABS32", "PREL32")),
    (AARCH64, 4, SIGNED_32, ("PLT32",)),
    (AARCH64, 2, EITHER_16, ("ABS16", "PREL16")),
    # Addresses of 32 bits come round.
    (ARM, 4, (-(1 << 33), 1 << 33), ("ABS32", "REL32", "BASE_PREL", "GOT_BREL", "GOT_PREL")),
    (LOONGARCH64, 8, FREE, ("64", "64_PCREL")),
    (LOONGARCH64, 4, EITHER_32, ("32",)),
    (LOONGARCH64, 4, SIGNED_32, ("32_PCREL",)),
    (PPC64LE, 8, FREE, ("ADDR64", "REL64")),
    (PPC64LE, 4, EITHER_32, ("ADDR32",)),
    (PPC64LE, 4, SIGNED_32, ("REL32",)),
    (RISCV64, 8, FREE, ("64",)),
    (RISCV64, 4, EITHER_32, ("32",)),
    (RISCV64, 4, SIGNED_32, ("32_PCREL", "PLT32")),
    (S390X, 8, FREE, ("64", "PC64")),
    (S390X, 4, EITHER_32, ("32",)),
    (S390X, 4, SIGNED_32, ("PC32",)),
    (S390X, 2, (-(1 << 15), 1 << 15), ("PC16",)),
    (X86_64, 8, FREE, ("64", "PC64", "GOTOFF64", "GOT64", "GOTPCREL64", "GOTPC64", "PLTOFF64")),
    (X86_64, 4, (0, 1 << 32), ("32",)),
    (
        X86_64,
        4,
        SIGNED_32,
        ("PC32", "GOT32", "PLT32", "GOTPCREL", "32S", "GOTPC32", "GOTPCRELX", "REX_GOTPCRELX",
         "CODE_4_GOTPCRELX"),
    ),
    (X86_64, 2, (0, 1 << 16), ("16",)),
    (X86_64, 2, (-(1 << 15), 1 << 15), ("PC16",)),
    (X86_64, 1, (0, 1 << 8), ("8",)),
    (X86_64, 1, (-(1 << 7), 1 << 7), ("PC8",)),
]  # fmt: skip
#: Numbers that are added to and taken from what is there.
CHANGING = ((RISCV64, "ADD", 1), (RISCV64, "SUB", -1), (LOONGARCH64, "ADD", 1),
            (LOONGARCH64, "SUB", -1))  # fmt: skip
#: PREL31 of arm is a number of 31 bits beside a bit that stays.
BESIDE = {"R_ARM_PREL31"}
PREFIX = re.compile(r"R_(AARCH64|ARM|LARCH|PPC64|RISCV|390|X86_64)_")


def by_name(machine: Machine, name: str) -> Kind:
    """A relocation type by its name without what all names of a machine begin with."""
    return next(k for k in machine.kinds.values() if PREFIX.sub("", k.name) == name)


@pytest.mark.parametrize(("machine", "size", "reach", "names"), DATA, ids=short)
def test_numbers_are_written_whole_and_where_they_fit(
    machine: Machine, size: int, reach: tuple[int, int], names: tuple[str, ...]
) -> None:
    low, high = reach
    order: Literal["big", "little"] = "big" if machine.big else "little"
    for name in names:
        kind = by_name(machine, name)
        assert kind.size == size
        for value in (low, low + 1, -1 if low < 0 else 0, 0, 1, high - 1, 0x12345678 % high):
            data = bytearray(b"\xa5" * 16)
            kind.write(data, 4, value)
            number = (value % (1 << 8 * size)).to_bytes(size, order)
            assert data == b"\xa5" * 4 + number + b"\xa5" * (12 - size), (kind.name, value)
        for value in [] if reach == FREE else [low - 1, high]:
            with pytest.raises(OutOfReachError):
                kind.write(bytearray(16), 4, value)


@pytest.mark.parametrize(("machine", "name", "sign"), CHANGING, ids=short)
def test_differences_are_added_to_what_is_there(machine: Machine, name: str, sign: int) -> None:
    for size in (1, 2, 4, 8):
        kind = by_name(machine, f"{name}{8 * size}")
        most = (1 << 8 * size) - 1
        assert kind.size == size
        for before, value in ((0, 1), (most, 1), (5, 3), (0x5A, most), (1, -(1 << 40))):
            data = bytearray(b"\xa5" * 12)
            data[2 : 2 + size] = before.to_bytes(size, "little")
            kind.write(data, 2, value)
            after = before + sign * value & most
            expected = b"\xa5" * 2 + after.to_bytes(size, "little") + b"\xa5" * (10 - size)
            assert bytes(data) == expected, (kind.name, before, value)


def test_every_relocation_type_is_compared_with_something() -> None:
    compared = {form.machine.kinds[n].name for form in FORMS for n in form.kinds} | BESIDE
    compared |= {by_name(machine, name).name for machine, _, _, names in DATA for name in names}
    compared |= {
        by_name(machine, f"{name}{8 * size}").name
        for machine, name, _ in CHANGING
        for size in (1, 2, 4, 8)
    }
    every = {kind.name for machine in (*MACHINES, X86_64) for kind in machine.kinds.values()}
    assert every - compared == set()


def test_addends_of_arm_are_read_as_they_are_written() -> None:
    for number, kind in ARM.kinds.items():
        low, high = {28: (26, 4), 29: (26, 4), 42: (31, 1)}.get(number, (0, 0))
        bits, step = (low, high) if low else (16 if number in (43, 44, 45, 46) else 32, 1)
        assert kind.get is not None
        for value in (-(1 << bits - 1), -step, 0, step, (1 << bits - 1) - step):
            data = bytearray(4)
            # MOVT's addend is not shifted (IHI 0044, 4.6.1.1), what it writes is.
            kind.put(data, 0, value << 16 if number in (44, 46) else value)
            assert kind.get(bytes(data), 0) == value, kind.name


NUMBERS = [
    (AARCH64, enums.ENUM_RELOC_TYPE_AARCH64),
    (ARM, enums.ENUM_RELOC_TYPE_ARM),
    (LOONGARCH64, enums.ENUM_RELOC_TYPE_LOONGARCH),
    (PPC64LE, enums.ENUM_RELOC_TYPE_PPC64),
    (S390X, enums.ENUM_RELOC_TYPE_S390X),
    (X86_64, enums.ENUM_RELOC_TYPE_x64),
]


@pytest.mark.parametrize(
    ("machine", "numbers"), NUMBERS, ids=lambda value: getattr(value, "name", "")
)
def test_numbers_and_names_are_those_of_the_psabi(
    machine: Machine, numbers: dict[str, int]
) -> None:
    known = {name: number for name, number in numbers.items() if name[0] == "R"}
    compared = [kind.name for kind in machine.kinds.values() if kind.name in known]
    wrong = {
        kind.name: number
        for number, kind in machine.kinds.items()
        if known.get(kind.name, number) != number
    }
    assert wrong == {}
    assert len(compared) > 0.6 * len(machine.kinds)


WORDS = {
    # Machine -> a stub's instructions, of its address and that of the word it jumps through.
    "arm64": lambda at, word: (
        f"adrp x16, #{(word >> 12 << 12) - (at >> 12 << 12)}\nldr x16, [x16, #{word & 0xFFF}]\n"
        "br x16\nbrk #0"
    ),
    "arm32": lambda at, word: (
        f"movw ip, #{word & 0xFFFF}\nmovt ip, #{word >> 16}\nldr pc, [ip]\nudf #0xdde1"
    ),
    "loongarch": lambda at, word: (
        f"pcaddu12i $t0, {part(word - at + 0x800, 12, 20)}\n"
        f"ld.d $t0, $t0, {part(word - at, 0, 12)}\njr $t0\nbreak 0"
    ),
    "powerpc": lambda at, word: (
        f"std 2, 24(1)\nlis 12, {part(word, 48, 16)}\nori 12, 12, {field(word, 32, 16)}\n"
        f"sldi 12, 12, 32\noris 12, 12, {field(word, 16, 16)}\nori 12, 12, {field(word, 0, 16)}\n"
        "ld 12, 0(12)\nmtctr 12\nbctr\ntrap\ntrap\ntrap"
    ),
    "riscv64": lambda at, word: (
        f"auipc t3, {field(word - at + 0x800, 12, 20)}\nld t3, {part(word - at, 0, 12)}(t3)\n"
        "jr t3\nebreak"
    ),
    "s390": lambda at, word: f"lgrl %r1, .{word - at:+}\nbr %r1",
    "x86-64": lambda at, word: f"jmpq *{word - at - 6}(%rip)",
}


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_stubs_are_what_the_assembler_makes_of_them(machine: Machine) -> None:
    at = 0x4000_0010
    for word in (0x4000_0800, 0x4000_1FF8, 0x3FFF_F7F8, 0x5234_5678, 0x4000_17F8):
        expected = b"".join(assembled(machine, [WORDS[machine.name](at, word)]))
        text = bytearray(8 + machine.stub_size)
        machine.write_stub(text, 8, at, word)
        assert bytes(text[8:]) == expected, hex(word)
        assert machine.stub_size % len(machine.filler) == 0


PLACE = (1 << 40) + 0x10
#: Machine -> the lowest word that a stub at PLACE may jump through, and the first that is too far;
#: without ends, words all bits of which count.
STUB_REACH = {
    "arm64": ((1 << 40) - (1 << 32), (1 << 40) + (1 << 32)),
    "loongarch": (PLACE - (1 << 31) - 0x800, PLACE + (1 << 31) - 0x800),
    "riscv64": (PLACE - (1 << 31) - 0x800, PLACE + (1 << 31) - 0x800),
    "s390": (PLACE - (1 << 32), PLACE + (1 << 32)),
    "x86-64": (PLACE + 6 - (1 << 31), PLACE + 6 + (1 << 31)),
}
STUB_WORDS = {
    "arm32": (0x8000_0000, 0xFFFF_FFFC, 0x0000_F004, 0x1234_5678, 0xFEDC_BA98),
    "powerpc": (0xFEDC_BA98_7654_3210, 0x7FFF_8000_FFFF_8008, 0x8000_7FFF_0000_7FF8),
}


@pytest.mark.parametrize("machine", [*MACHINES, X86_64], ids=lambda machine: machine.name)
def test_stubs_reach_as_far_as_their_instructions_do(machine: Machine) -> None:
    words = STUB_WORDS.get(machine.name, ())
    if not words:
        low, end = STUB_REACH[machine.name]
        words = (low, low + 8, end - 8, (low + end) // 2 - 0x12348, (low + end) // 2 + 0x6787_1238)
        for word in (low - 2, end):
            text = bytearray(16)
            with pytest.raises(OutOfReachError):
                machine.write_stub(text, 0, PLACE, word)
            assert text == bytes(16)
    for word in words:
        expected = b"".join(assembled(machine, [WORDS[machine.name](PLACE, word)]))
        text = bytearray(8 + machine.stub_size)
        machine.write_stub(text, 8, PLACE, word)
        assert bytes(text) == bytes(8) + expected.ljust(machine.stub_size, b"\0"), hex(word)


@pytest.mark.parametrize("machine", [AARCH64, LOONGARCH64, RISCV64, S390X], ids=lambda m: m.name)
def test_a_stub_that_is_too_far_from_its_word_is_refused(machine: Machine) -> None:
    text = bytearray(16)
    for distance in (-(1 << 34), 1 << 34):
        with pytest.raises(OutOfReachError):
            machine.write_stub(text, 0, 1 << 40, (1 << 40) + distance)
    assert text == bytes(16)

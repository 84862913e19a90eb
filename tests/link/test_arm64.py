"""arm64 objects, linked here and run under qemu-user, against the same source of this machine."""

from __future__ import annotations

import ctypes
import io
import random
import struct
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile

from progpack.errors import CompileError
from progpack.link import Image, Linked, Part, read_image
from progpack.link.machine import Of
from progpack.link.machines.arm64 import MACHINE as AARCH64
from tests.link.compilers import command, library_of, object_of
from tests.link.programs import CASES, EVERYTHING, OUTSIDE

GCC = "aarch64-linux-gnu-gcc"
# Above what the loader itself is in, and more than 128 MiB away: calls need stubs.
BASE = 0x9000_0000
FLAGS = [
    (GCC, "-O0", "-fPIC"),
    (GCC, "-O2", "-fPIC"),
    (GCC, "-O2", "-fno-pic", "-fno-pie", "-fcommon"),
    (GCC, "-O3", "-fPIC", "-ffunction-sections"),
    (GCC, "-O2", "-fno-pic", "-mcmodel=large"),
    ("clang-22", "-O0", "-fPIC"),
    ("clang-22", "-O2", "-fPIC"),
    ("clang-22", "-O2", "-fno-pic", "-fcommon"),
    ("clang-22", "-O2", "-fno-pic", "-mcmodel=large"),
]


def arm64(compiler: str, source: str, *flags: str) -> Image:
    if compiler != GCC:
        # The headers are those of the cross compiler's C library.
        include = Path("/usr/aarch64-linux-gnu/include")
        if not include.is_dir():
            pytest.skip("libc6-dev-arm64-cross is not installed")
        flags = ("--target=aarch64-linux-gnu", "-isystem", str(include), *flags)
    return read_image(object_of(compiler, source, *flags), machine="arm64")


@pytest.fixture(scope="module")
def loader(tmp_path_factory: pytest.TempPathFactory) -> Path:
    command("qemu-aarch64")
    made = tmp_path_factory.mktemp("arm64") / "loader"
    source = Path(__file__).with_name("arm64_loader.c")
    subprocess.run([command(GCC), "-static", "-O1", str(source), "-o", str(made)], check=True)
    return made


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("system") / "everything.so"
    return library_of(EVERYTHING + OUTSIDE.replace("#include", "//"), path)


class Placed:
    """An image at addresses of its own, as segments for the loader."""

    def __init__(self, image: Image, base: int, outside: Mapping[str, int]) -> None:
        self.image = image
        self.at = (base, base + 0x10_0000, base + 0x20_0000)
        known = {**dict.fromkeys(image.weak, 0), **outside}
        linked: Linked = image.link(*self.at, known)
        whole = linked.variables + bytes(image.zeros)
        self.segments = [
            (at, data, protection)
            for at, data, protection in zip(
                self.at, (linked.text, linked.constants, whole), (5, 1, 3), strict=True
            )
            if data
        ]
        self.symbols = {name: self.at[0] + at for name, at in image.symbols.items()}
        self.symbols |= {name: self.at[at.part] + at.offset for name, at in image.objects.items()}


def run(
    loader: Path, placed: list[Placed], calls: list[tuple[int, int, int]], path: Path
) -> list[int]:
    segments = [segment for each in placed for segment in each.segments]
    parts = [struct.pack("<Q", len(segments))]
    for at, data, protection in segments:
        padded = data + bytes(-len(data) % 4096)
        parts += [struct.pack("<3Q", at, len(padded), protection), padded]
    parts.append(struct.pack("<Q", len(calls)))
    parts += [struct.pack("<3Q", *call) for call in calls]
    path.write_bytes(b"".join(parts))
    said = subprocess.run(
        [command("qemu-aarch64"), str(loader), str(path)],
        capture_output=True,
        check=True,
        text=True,
    )
    return [int(line) for line in said.stdout.split()]


def libc_of(loader: Path) -> dict[str, int]:
    said = subprocess.run(
        [command("qemu-aarch64"), str(loader)], capture_output=True, check=True, text=True
    ).stdout
    return {name: int(at, 16) for name, at in (line.split() for line in said.splitlines())}


@pytest.mark.parametrize("flags", FLAGS, ids=" ".join)
def test_it_does_what_the_same_source_does_here(
    flags: tuple[str, ...], loader: Path, system: Path, tmp_path: Path
) -> None:
    compiler, *options = flags
    libc = libc_of(loader)
    other = Placed(arm64(compiler, OUTSIDE, *options), BASE + 0x100_0000, libc)
    image = arm64(compiler, EVERYTHING, *options)
    placed = Placed(image, BASE, {**libc, **other.symbols})
    rng = random.Random(7)
    questions = [
        (which, rng.choice([rng.randrange(200), rng.getrandbits(64)]))
        for _ in range(20)
        for which in range(CASES)
    ]
    calls = [(placed.symbols["ask"], which, x) for which, x in questions]
    again = tmp_path / "again.so"
    again.write_bytes(system.read_bytes())
    theirs = ctypes.CDLL(str(again)).ask
    theirs.restype, theirs.argtypes = ctypes.c_uint64, (ctypes.c_uint64, ctypes.c_uint64)
    wanted = [theirs(*question) for question in questions]
    assert run(loader, [other, placed], calls, tmp_path / "code") == wanted
    # The C library is further away than a branch reaches.
    assert "qsort" in image.stubs


def test_the_kinds_that_compilers_use_are_known() -> None:
    seen = set()
    for compiler, *options in FLAGS:
        for source in (EVERYTHING, OUTSIDE):
            seen |= {r.type for r in arm64(compiler, source, *options).relocations}
    names = {AARCH64.kinds[number].name.removeprefix("R_AARCH64_") for number in seen}
    assert names >= {
        *("ABS64", "CALL26", "JUMP26", "ADR_PREL_PG_HI21", "ADD_ABS_LO12_NC"),
        *("ADR_GOT_PAGE", "LD64_GOT_LO12_NC", "LDST64_ABS_LO12_NC"),
        *("MOVW_UABS_G0_NC", "MOVW_UABS_G3"),
    }, names


def test_what_is_out_of_reach_is_named() -> None:
    image = arm64(GCC, "extern int far; int f(void) { return far; }", "-O2", "-fno-pic")
    with pytest.raises(CompileError, match=r"R_AARCH64_ADR_PREL_PG_HI21 .* far"):
        image.link(BASE, BASE, BASE, {"far": 1 << 40})
    image = arm64(GCC, "extern long odd; long f(void) { return odd; }", "-O2", "-fno-pic")
    assert image.relocations[-1].part is Part.TEXT
    with pytest.raises(CompileError, match="multiple of 8"):
        image.link(BASE, BASE, BASE, {"odd": BASE + 4})


# What the kind's instruction looks like; data for the others.
INSTRUCTIONS = {
    "MOVW_UABS": "movz x3, 0",
    "LD_PREL": "ldr x3, .",
    "ADR_PREL_LO21": "adr x3, .",
    "ADR_PREL_PG": "adrp x3, .",
    "ADD_ABS": "add x3, x4, 0",
    "LDST8_": "ldrb w3, [x4]",
    "LDST16_": "ldrh w3, [x4]",
    "LDST32_": "ldr w3, [x4]",
    "LDST64_": "ldr x3, [x4]",
    "LDST128_": "ldr q3, [x4]",
    "TSTBR14": "tbz x3, 5, .",
    "CONDBR19": "b.ne .",
    "JUMP26": "b .",
    "CALL26": "bl .",
}
# The assembler of Debian 12 does not know R_AARCH64_PLT32.
PLAIN = [
    kind.name
    for number, kind in AARCH64.kinds.items()
    if kind.of in (Of.SYMBOL, Of.BRANCH) and number != 314
]


@pytest.mark.parametrize("name", PLAIN)
def test_the_bytes_are_those_of_the_system_linker(name: str, tmp_path: Path) -> None:
    short = name.removeprefix("R_AARCH64_")
    text = next((v for k, v in INSTRUCTIONS.items() if short.startswith(k)), ".zero 8")
    # Near enough for 14 bits of words, and a multiple of 16; 16-bit kinds want small numbers.
    target = 0x1230 if short == "ABS16" else BASE + 0x1450
    if short.startswith("MOVW_UABS_G0") and not short.endswith("NC"):
        target = 0x4560
    source = f'asm(".text\\n nop\\n.reloc ., {name}, far + 16\\n {text}\\n nop");'
    made = object_of(GCC, source)
    linked = read_image(made, machine="arm64").link(BASE, 0, 0, {"far": target})
    (tmp_path / "made.o").write_bytes(made)
    subprocess.run(
        [
            *(command("aarch64-linux-gnu-ld"), f"-Ttext={BASE:#x}", f"--defsym=far={target:#x}"),
            *("-e", "0", "made.o", "-o", "linked"),
        ],
        check=True,
        cwd=tmp_path,
    )
    theirs = ELFFile(io.BytesIO((tmp_path / "linked").read_bytes()))
    wanted = theirs.get_section_by_name(".text").data()
    assert linked.text[: len(wanted)] == wanted

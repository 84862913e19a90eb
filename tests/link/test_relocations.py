"""Each relocation kind by itself: made by the assembler, linked, and read back."""

from __future__ import annotations

import struct

import pytest

from progpack.errors import CompileError
from progpack.link import read_image
from progpack.link.machines import MACHINES
from progpack.link.machines.x86_64 import MACHINE as X86_64
from tests.link.compilers import COMPILERS, object_of
from tests.link.programs import EVERYTHING, OUTSIDE

TEXT, CONSTANTS, VARIABLES, FAR = 0x7000_0000, 0x7100_0000, 0x7200_0000, 0x7FFF_1234_5678
NEAR = 0x7300_0000

# (relocation and its addend as the assembler has them, bytes, value), S: symbol, G: its word,
# T: the table, P: the place.
ARITHMETIC = [
    ("R_X86_64_64, far + 5", 8, lambda s, g, t, p: s["far"] + 5),
    ("R_X86_64_PC64, far - 3", 8, lambda s, g, t, p: s["far"] - 3 - p),
    ("R_X86_64_GOTOFF64, far + 1", 8, lambda s, g, t, p: s["far"] + 1 - t),
    ("R_X86_64_PLTOFF64, far", 8, lambda s, g, t, p: s["far"] - t),
    ("R_X86_64_GOT64, far + 2", 8, lambda s, g, t, p: g("far") - t + 2),
    ("R_X86_64_GOTPCREL64, far", 8, lambda s, g, t, p: g("far") - p),
    ("R_X86_64_GOTPC64, _GLOBAL_OFFSET_TABLE_ + 1", 8, lambda s, g, t, p: t + 1 - p),
    ("R_X86_64_GOTPC32, _GLOBAL_OFFSET_TABLE_ + 7", 4, lambda s, g, t, p: t + 7 - p),
    ("R_X86_64_PC32, near - 4", 4, lambda s, g, t, p: s["near"] - 4 - p),
    ("R_X86_64_PLT32, near - 4", 4, lambda s, g, t, p: s["near"] - 4 - p),
    ("R_X86_64_32, near + 9", 4, lambda s, g, t, p: s["near"] + 9),
    ("R_X86_64_32S, near + 9", 4, lambda s, g, t, p: s["near"] + 9),
    ("R_X86_64_GOT32, far", 4, lambda s, g, t, p: g("far") - t),
    ("R_X86_64_GOTPCREL, far - 4", 4, lambda s, g, t, p: g("far") - 4 - p),
    ("R_X86_64_GOTPCRELX, far - 4", 4, lambda s, g, t, p: g("far") - 4 - p),
    ("R_X86_64_REX_GOTPCRELX, near - 4", 4, lambda s, g, t, p: g("near") - 4 - p),
    ("R_X86_64_16, small", 2, lambda s, g, t, p: s["small"]),
    ("R_X86_64_8, tiny", 1, lambda s, g, t, p: s["tiny"]),
    ("R_X86_64_PC16, here", 2, lambda s, g, t, p: s["here"] - p),
    ("R_X86_64_PC8, here", 1, lambda s, g, t, p: s["here"] - p),
]
SYMBOLS = {"far": FAR, "near": NEAR, "small": 0x1234, "tiny": 0x56}


@pytest.mark.parametrize(("what", "size", "value"), ARITHMETIC, ids=lambda v: str(v)[:24])
def test_the_arithmetic_of_each_kind(what: str, size: int, value: object) -> None:
    # A word before it that is not asked for, so that offsets in the table are not all 0.
    source = f"""
        asm(".text\\nfirst: .reloc ., R_X86_64_GOTPCREL, other\\n .zero 4\\nhere: nop\\n"
            ".reloc ., {what}\\n .zero {size}\\n ret");
    """
    image = read_image(object_of("gcc", source))
    at = image.symbols["here"] + 1
    symbols = {**SYMBOLS, "here": TEXT + image.symbols["here"]}
    linked = image.link(TEXT, CONSTANTS, VARIABLES, {**SYMBOLS, "other": 99})
    table = CONSTANTS + image.table
    names = [name for name, _ in image.words]

    def word(name: str) -> int:
        index = names.index(name)
        place = image.table + 8 * index
        assert struct.unpack_from("<Q", linked.constants, place)[0] == symbols[name]
        return table + 8 * index

    assert callable(value)
    wanted = value(symbols, word, table, TEXT + at) % (1 << 8 * size)
    assert int.from_bytes(linked.text[at : at + size], "little") == wanted


@pytest.mark.parametrize(
    ("what", "symbols"),
    [
        ("R_X86_64_PC32, far", {"far": FAR}),
        ("R_X86_64_32, far", {"far": 1 << 32}),
        ("R_X86_64_32S, far", {"far": 1 << 31}),
        ("R_X86_64_16, far", {"far": 1 << 16}),
        ("R_X86_64_8, far", {"far": 1 << 8}),
    ],
)
def test_what_does_not_fit_is_refused_and_named(what: str, symbols: dict[str, int]) -> None:
    image = read_image(object_of("gcc", f'asm(".text\\nf: .reloc ., {what}\\n .zero 8");'))
    with pytest.raises(CompileError, match=what.split(",")[0]):
        image.link(TEXT, CONSTANTS, VARIABLES, symbols)


def test_a_call_goes_straight_where_it_can_and_through_a_stub_where_not() -> None:
    image = read_image(object_of("gcc", 'asm("f: call out@PLT\\n ret");'))
    call = image.symbols["f"] + 1
    stub, word = image.stubs["out"]
    near = image.link(TEXT, CONSTANTS, 0, {"out": NEAR})
    assert struct.unpack_from("<i", near.text, call)[0] == NEAR - (TEXT + call + 4)
    far = image.link(TEXT, CONSTANTS, 0, {"out": FAR})
    assert struct.unpack_from("<i", far.text, call)[0] == stub - (call + 4)
    assert far.text[stub : stub + 2] == b"\xff\x25"
    slot = TEXT + stub + 6 + struct.unpack_from("<i", far.text, stub + 2)[0]
    assert slot == CONSTANTS + image.table + 8 * word
    assert struct.unpack_from("<Q", far.constants, slot - CONSTANTS)[0] == FAR


def test_constants_out_of_reach_of_the_stubs() -> None:
    image = read_image(object_of("gcc", 'asm("f: call out@PLT\\n ret");'))
    with pytest.raises(CompileError, match="stub of out"):
        image.link(TEXT, FAR, 0, {"out": FAR})


def test_what_is_missing_is_named() -> None:
    image = read_image(object_of("gcc", "int g(void); int f(void) { return g(); }"))
    with pytest.raises(CompileError, match="needs g,"):
        image.link(TEXT, CONSTANTS, 0, {})


def test_the_compilers_use_most_kinds() -> None:
    seen: dict[str, set[int]] = {name: set() for name in MACHINES}
    for compiler in COMPILERS:
        for flags in (
            ("-O0", "-fPIC"),
            ("-O2", "-fno-pic"),
            ("-O2", "-fPIC", "-mcmodel=large"),
            ("-O2", "-fPIC", "-fno-plt"),
            ("-O1", "-fno-pic", "-mcmodel=large"),
        ):
            for source in (EVERYTHING, OUTSIDE):
                image = read_image(object_of(compiler, source, *flags))
                seen[image.machine] |= {r.type for r in image.relocations}
    used = {X86_64.kinds[number].name.removeprefix("R_X86_64_") for number in seen["x86-64"]}
    assert used >= {
        *("64", "PC32", "PLT32", "32", "32S", "GOTPCREL", "GOTPCRELX", "REX_GOTPCRELX"),
        *("GOTPC64", "GOTOFF64", "GOT64"),
    }, used

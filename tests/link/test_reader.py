"""What is read of an object: against pyelftools, and when the file is damaged."""

from __future__ import annotations

import io
import struct

import pytest
from elftools.elf.elffile import ELFFile
from elftools.elf.relocation import RelocationSection
from hypothesis import given, settings
from hypothesis import strategies as st

from progpack.errors import CompileError, ObjectError
from progpack.link import Image, Part, read_image
from progpack.link.elf import ElfObject
from tests.link.compilers import COMPILERS, object_of
from tests.link.programs import EVERYTHING

FLAGS = [("-O0", "-fPIC", "-g"), ("-O2", "-fno-pic", "-fcommon"), ("-O2", "-ffunction-sections")]


@pytest.mark.parametrize("compiler", COMPILERS)
@pytest.mark.parametrize("flags", FLAGS, ids=" ".join)
def test_sections_symbols_and_relocations_are_those_of_pyelftools(
    compiler: str, flags: tuple[str, ...]
) -> None:
    data = object_of(compiler, EVERYTHING, *flags)
    ours = ElfObject(data, "test")
    theirs = ELFFile(io.BytesIO(data))
    sections = list(theirs.iter_sections())
    assert [s.name for s in ours.sections] == [s.name for s in sections]
    for mine, section in zip(ours.sections, sections, strict=True):
        assert (mine.flags, mine.size, mine.align) == (
            section["sh_flags"],
            section["sh_size"],
            section["sh_addralign"],
        )
        if section["sh_type"] not in ("SHT_NOBITS", "SHT_NULL"):
            assert ours.contents(mine) == section.data()
    table = theirs.get_section_by_name(".symtab")
    assert [(s.name, s.value, s.size) for s in ours.symbols] == [
        # pyelftools gives nameless section symbols the name of their section.
        (s.name if s["st_name"] else "", s["st_value"], s["st_size"])
        for s in table.iter_symbols()
    ]
    wanted = {
        section["sh_info"]: [
            (r["r_offset"], r["r_info_type"], r["r_info_sym"], r["r_addend"])
            for r in section.iter_relocations()
        ]
        for section in sections
        if isinstance(section, RelocationSection) and sections[section["sh_info"]]["sh_flags"] & 2
    }
    assert {
        index: [(r.offset, r.type, r.symbol, r.addend) for r in entries]
        for index, entries in ours.relocations()
    } == wanted


def test_every_section_has_its_place() -> None:
    image = read_image(object_of("gcc", EVERYTHING, "-O2", "-fPIC", "-fcommon"))
    assert set(image.symbols) >= {"ask", "recursive", "elsewhere", "replaceable", "twice"}
    parts = {name: place.part for name, place in image.objects.items()}
    assert parts["counter"] is parts["zeros"] is parts["shared_counter"] is Part.VARIABLES
    assert parts["squares"] is parts["table"] is parts["words"] is Part.CONSTANTS
    assert image.alignment == (128, max(image.alignment[1], 8), 256)
    assert image.symbols["aligned_function"] % 128 == 0
    assert image.objects["wide"].offset % 256 == 0
    assert image.zeros >= 800
    assert "nobody" in image.weak
    assert "outside" not in image.weak
    assert set(image.outside) >= {"outside", "outside_data", "qsort", "strlen", "environ"}


def accepted(data: bytes) -> Image | None:
    try:
        return read_image(data, "damaged")
    except (ObjectError, CompileError):
        return None


@settings(max_examples=300)
@given(st.data())
def test_damaged_objects_are_refused_and_nothing_else(data: st.DataObject) -> None:
    whole = bytearray(object_of("gcc", EVERYTHING, "-O1", "-fPIC"))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    if data.draw(st.booleans()):
        del whole[data.draw(st.integers(0, len(whole))) :]
    image = accepted(bytes(whole))
    # What is accepted can be linked or is refused: nothing else happens.
    if image is not None:
        outside = dict.fromkeys(image.outside, 0x10_0000_0000)
        try:
            linked = image.link(0x10_1000_0000, 0x10_2000_0000, 0x10_3000_0000, outside)
        except CompileError:
            return
        assert len(linked.text) == len(image.text)


@pytest.mark.parametrize("size", [0, 3, 4, 20, 63, 64, 200])
def test_files_that_are_cut_off(size: int) -> None:
    whole = object_of("gcc", EVERYTHING, "-O1", "-fPIC")
    with pytest.raises(ObjectError):
        read_image(whole[:size])


def test_other_files_are_named() -> None:
    whole = object_of("gcc", "int f(void) { return 1; }")
    for data, message in (
        (b"#!/bin/sh\n", "not an ELF"),
        (whole[:16] + b"\x03\x00" + whole[18:], "type 3"),
        (whole[:18] + b"\xf7\x00" + whole[20:], "machine 247"),
        (whole[:4] + b"\x01" + whole[5:], "a 32-bit file"),
    ):
        with pytest.raises(ObjectError, match=message):
            read_image(data, "it")


def of_assembly(text: str) -> bytes:
    return object_of("gcc", f'asm("{text}");')


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (r".section .ctors,\"aw\"\n.quad 0\n.text\nf: ret", "constructors"),
        (r".section .init,\"ax\"\nnop\n.text\nf: ret", "constructors"),
        (r".section .both,\"awx\"\nf: ret", "writable code"),
    ],
)
def test_sections_that_cannot_be_placed(text: str, message: str) -> None:
    with pytest.raises(CompileError, match=message):
        read_image(of_assembly(text))


THROWING = {
    "catches": "int f(int x) { try { if (x) throw x; return 0; } catch (int y) { return y * 2; } }",
    "cleans up": "int g(int); struct S { ~S(); }; int f(int x) { S here; return g(x); }",
    "in a section of its own": '__attribute__((section(".text.own"))) int f(int x) '
    "{ try { if (x) throw x; return 0; } catch (...) { return 1; } }",
}


@pytest.mark.parametrize("source", THROWING.values(), ids=THROWING)
@pytest.mark.parametrize("options", [("-O2",), ("-O2", "-ffunction-sections")])
def test_an_object_that_needs_unwind_tables_for_itself_is_refused(
    source: str, options: tuple[str, ...]
) -> None:
    with pytest.raises(CompileError, match=r"gcc_except_table.* exception handlers"):
        read_image(object_of("g++", source, "-fPIC", *options, language="c++"))


def test_an_object_whose_unwind_tables_are_for_others_is_linked() -> None:
    source = "int out(int); int f(int x) { return out(x) + 1; }"
    image = read_image(object_of("gcc", source, "-O2", "-fPIC", "-fexceptions"))
    assert image.outside == ("out",)


def test_relocations_that_do_nothing_and_an_odd_end() -> None:
    image = read_image(of_assembly(r"f: .reloc ., R_X86_64_NONE, other\n call out@PLT\n ret"))
    assert image.outside == ("out",)
    assert image.stubs["out"][0] % 8 == 0
    assert image.text[6:8] == b"\xcc\xcc"


@pytest.mark.parametrize("alignment", [3, 1 << 22, 1 << 62])
def test_an_alignment_that_nobody_needs(alignment: int) -> None:
    whole = bytearray(of_assembly("f: ret"))
    text = next(s for s in ElfObject(bytes(whole), "it").sections if s.name == ".text")
    table = int.from_bytes(whole[40:48], "little")
    at = table + 64 * text.index + 48
    assert int.from_bytes(whole[at : at + 8], "little") == text.align
    whole[at : at + 8] = alignment.to_bytes(8, "little")
    with pytest.raises(ObjectError, match="alignment"):
        read_image(bytes(whole))


def test_relocations_in_another_form_are_not_passed_over() -> None:
    whole = bytearray(object_of("gcc", "int g(void); int f(void) { return g(); }"))
    sections = ElfObject(bytes(whole), "it").sections
    table = next(s for s in sections if s.name == ".rela.text")
    at = int.from_bytes(whole[40:48], "little") + 64 * table.index + 4
    for kind in (9, 0x40000014):
        whole[at : at + 4] = kind.to_bytes(4, "little")
        with pytest.raises(ObjectError, match="SHT_RELA"):
            read_image(bytes(whole))


def test_numbers_that_did_not_fit_are_in_the_first_section_header() -> None:
    whole = bytearray(object_of("gcc", EVERYTHING, "-O1", "-fPIC"))
    plain = ElfObject(bytes(whole), "it")
    count, names = struct.unpack_from("<HH", whole, 60)
    struct.pack_into("<HH", whole, 60, 0, 0xFFFF)
    first = int.from_bytes(whole[40:48], "little")
    struct.pack_into("<Q", whole, first + 32, count)
    struct.pack_into("<I", whole, first + 40, names)
    moved = ElfObject(bytes(whole), "it")
    assert moved.sections[1:] == plain.sections[1:]
    assert moved.symbols == plain.symbols
    struct.pack_into("<Q", whole, first + 32, 1 << 40)
    with pytest.raises(ObjectError, match="1099511627776 sections are more than 65279"):
        ElfObject(bytes(whole), "it")


@pytest.mark.parametrize(
    ("target", "bits", "order"),
    [
        ("armv7-linux-gnueabihf", 32, "<"),
        ("powerpc-linux-gnu", 32, ">"),
        ("s390x-linux-gnu", 64, ">"),
        ("aarch64-linux-gnu", 64, "<"),
    ],
)
def test_both_classes_and_byte_orders_are_read_as_pyelftools_does(
    target: str, bits: int, order: str
) -> None:
    source = "static int held[9]; int g(int); int f(int x) { return g(x) + held[x]; }"
    data = object_of("clang-22", source, "-O1", f"--target={target}")
    ours, theirs = ElfObject(data, "it"), ELFFile(io.BytesIO(data))
    assert (ours.header.form.bits, ours.header.form.order) == (bits, order)
    assert [(s.name, s.offset, s.size, s.link, s.info) for s in ours.sections] == [
        (s.name, s["sh_offset"], s["sh_size"], s["sh_link"], s["sh_info"])
        for s in theirs.iter_sections()
    ]
    table = theirs.get_section_by_name(".symtab")
    assert [(s.name if not s.is_section else "", s.value, s.size) for s in ours.symbols] == [
        (s.name if s["st_name"] else "", s["st_value"], s["st_size"]) for s in table.iter_symbols()
    ]
    found = {
        section["sh_info"]: [
            (r["r_offset"], r["r_info_type"], r["r_info_sym"], r.entry.get("r_addend"))
            for r in section.iter_relocations()
        ]
        for section in theirs.iter_sections()
        if isinstance(section, RelocationSection)
        and theirs.get_section(section["sh_info"])["sh_flags"] & 2
    }
    assert found
    read = {
        index: [(r.offset, r.type, r.symbol, r.addend) for r in entries]
        for index, entries in ours.relocations()
    }
    assert read == found

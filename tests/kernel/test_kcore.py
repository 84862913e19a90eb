"""Core files: segments, VMCOREINFO and reading by virtual address."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest
from elftools.elf.elffile import ELFFile

from progpack.errors import MissingFeatureError, ObjectError
from progpack.kernel.memory.kcore import Kcore, Segment
from progpack.kernel.memory.pack_list import PackLayout, find_pack_list, read_packs
from progpack.kernel.memory.protocol import UnreadableError
from progpack.kernel.proc.symbols import find_symbols

from .coreimage import PAGE, Memory, write_core, write_packs
from .probes import files

TEXT = 0xFFFF_FFFF_8100_0000
BASE = 0xFFFF_8880_0000_0000
VMALLOC = 0xFFFF_C900_0000_0000
INFO = {
    "OSRELEASE": "6.12.107+deb13-cloud-amd64",
    "PAGESIZE": "4096",
    "SYMBOL(init_top_pgt)": f"{TEXT + 0x1000:x}",
    "NUMBER(pgtable_l5_enabled)": "0",
    "NUMBER(sme_mask)": "140737488355328",
}


@pytest.fixture
def core(tmp_path: Path) -> Path:
    memory = Memory()
    memory.write(TEXT + 100, b"kernel text")
    memory.write(BASE + 3 * PAGE - 4, b"over a border")
    path = tmp_path / "core"
    write_core(
        path,
        memory,
        [
            (TEXT, 16 * PAGE, 0x1000000),
            (VMALLOC, 4 * PAGE, None),
            (BASE + PAGE, 64 * PAGE, PAGE),
            (BASE + (1 << 32), 64 * PAGE, 1 << 32),
        ],
        INFO,
    )
    return path


def test_memory_is_read_by_virtual_address(core: Path) -> None:
    with Kcore(core) as opened:
        assert opened.read(TEXT + 100, 11) == b"kernel text"
        assert opened.read(BASE + 3 * PAGE - 4, 13) == b"over a border"
        assert opened.read(BASE + (1 << 32), 8) == bytes(8)
        assert opened.read(VMALLOC, PAGE) == bytes(PAGE)


def test_segments_and_the_kernels_own_list_are_read(core: Path) -> None:
    with Kcore(core) as opened:
        assert [(s.address, s.size, s.physical) for s in opened.segments] == [
            (BASE + PAGE, 64 * PAGE, PAGE),
            (BASE + (1 << 32), 64 * PAGE, 1 << 32),
            (VMALLOC, 4 * PAGE, None),
            (TEXT, 16 * PAGE, 0x1000000),
        ]
        assert opened.vmcoreinfo == INFO
        assert opened.symbol("init_top_pgt") == TEXT + 0x1000
        assert opened.symbol("nothing") is None
        assert opened.number("sme_mask") == 1 << 47
        layout = opened.direct_map()
    assert (layout.table, layout.base) == (TEXT + 0x1000, BASE)
    assert (layout.start, layout.end) == (BASE + PAGE, BASE + (1 << 32) + 64 * PAGE)
    assert (layout.levels, layout.encryption) == (4, 1 << 47)


@pytest.mark.parametrize(
    ("address", "size"),
    [
        (0, 1),
        (BASE, 1),
        (BASE + 65 * PAGE, 1),
        (BASE + 65 * PAGE - 1, 2),
        (TEXT - 1, 1),
        (TEXT + 16 * PAGE, 1),
    ],
)
def test_what_is_in_no_segment_cannot_be_read(core: Path, address: int, size: int) -> None:
    with Kcore(core) as opened, pytest.raises(UnreadableError, match="has no"):
        opened.read(address, size)


def test_a_file_that_is_cut_off_cannot_be_read_to_its_end(core: Path) -> None:
    os.truncate(core, core.stat().st_size - PAGE)
    with Kcore(core) as opened, pytest.raises(UnreadableError, match="ends after"):
        opened.read(BASE + (1 << 32) + 63 * PAGE, PAGE)


def test_five_levels_and_the_other_name_of_the_top_table_are_known(tmp_path: Path) -> None:
    path = tmp_path / "core"
    info = {"SYMBOL(swapper_pg_dir)": f"{TEXT:x}", "NUMBER(pgtable_l5_enabled)": "1"}
    write_core(path, Memory(), [(BASE, PAGE, 0)], info)
    with Kcore(path) as opened:
        layout = opened.direct_map()
    assert (layout.table, layout.levels, layout.encryption) == (TEXT, 5, 0)


def test_a_file_without_the_kernels_list_does_not_say_where_the_direct_map_is(
    tmp_path: Path,
) -> None:
    path = tmp_path / "core"
    write_core(path, Memory(), [(BASE, PAGE, 0)], {})
    with Kcore(path) as opened:
        assert opened.vmcoreinfo == {}
        assert opened.segments == (Segment(BASE, PAGE, opened.segments[0].offset, 0),)
        with pytest.raises(UnreadableError, match="does not say"):
            opened.direct_map()


def test_packs_are_read_from_a_core_file_and_its_symbols(tmp_path: Path) -> None:
    layout = PackLayout(0, 16, 32, 24, "<")
    head, pack = TEXT + 0x320, 0xFFFF_FFFF_C000_0000
    memory = Memory()
    write_packs(
        memory,
        head,
        BASE + 0x100000,
        layout,
        [(pack, [(0, 25)], False), (pack + 0x201000, [(3, 4), (90, 1)], True)],
    )
    write_core(
        tmp_path / "core", memory, [(TEXT, 16 * PAGE, 0x1000000), (BASE, 2048 * PAGE, 0)], INFO
    )
    line = f"{head:x} d pack_list\n"
    root = files(tmp_path, {"proc/kallsyms": line})
    with Kcore(tmp_path / "core") as opened:
        found = find_pack_list(opened, find_symbols({"pack_list"}, root), layout)
        packs = read_packs(opened, found, layout)
    assert [(p.address, list(p.runs()), p.dirty) for p in packs] == [
        (pack, [(0, 25)], False),
        (pack + 0x201000, [(3, 4), (90, 1)], True),
    ]


def test_what_is_read_is_what_pyelftools_reads(core: Path) -> None:
    with core.open("rb") as file, Kcore(core) as opened:
        theirs = ELFFile(file)
        assert sorted((s.address, s.size, s.offset) for s in opened.segments) == sorted(
            (s["p_vaddr"], s["p_memsz"], s["p_offset"]) for s in theirs.iter_segments("PT_LOAD")
        )
        (note,) = (
            n
            for n in next(theirs.iter_segments("PT_NOTE")).iter_notes()
            if n["n_name"] == "VMCOREINFO"
        )
        text = note["n_descdata"].decode().rstrip("\0")
        assert [f"{name}={value}" for name, value in opened.vmcoreinfo.items()] == text.splitlines()


def test_the_number_of_segments_may_be_in_the_first_section_header(core: Path) -> None:
    whole = bytearray(core.read_bytes())
    (count,) = struct.unpack_from("<H", whole, 56)
    # e_shoff and e_phnum; sh_info is the eighth field.
    struct.pack_into("<Q", whole, 40, len(whole))
    struct.pack_into("<H", whole, 56, 0xFFFF)
    with Kcore(core) as opened:
        segments = opened.segments
    core.write_bytes(whole + struct.pack("<IIQQQQIIQQ", 0, 0, 0, 0, 0, 0, 0, count, 0, 0))
    with Kcore(core) as opened:
        assert (opened.segments, opened.vmcoreinfo) == (segments, INFO)
    core.write_bytes(whole)
    with pytest.raises(ObjectError, match="past its end"):
        Kcore(core)


@pytest.mark.parametrize("content", [b"", b"nonsense", b"\x7fELF\x01\x01\x01" + bytes(100)])
def test_what_is_no_core_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "core"
    path.write_bytes(content)
    with pytest.raises(ObjectError, match="not a core file"):
        Kcore(path)


def test_damage_in_the_headers_is_an_error_and_nothing_worse(core: Path) -> None:
    whole = core.read_bytes()[: 64 + 56 * 5 + 1024]
    refused = []
    for at in range(len(whole)):
        value = (0, 0xFF, whole[at] ^ 4)[at % 3]
        core.write_bytes(whole[:at] + bytes([value]) + whole[at + 1 :])
        try:
            with Kcore(core) as opened:
                opened.direct_map()
        except (ObjectError, UnreadableError) as error:
            refused.append(str(error))
    assert refused
    assert all(str(core) in message for message in refused)


def test_a_kernel_without_the_file_is_told_the_option(tmp_path: Path) -> None:
    with pytest.raises(MissingFeatureError, match=r"does not exist.*CONFIG_PROC_KCORE"):
        Kcore(tmp_path / "kcore")

"""Objects that are not as today's clang and libbpf have them, or only in part."""

from __future__ import annotations

import shutil
import struct
import subprocess
from argparse import Namespace
from pathlib import Path

import pytest
from bpf_programs import PRELUDE, compile_c, needs_clang

from progpack import load, read_object
from progpack.bpf.spec import MapType
from progpack.commands.common.source import open_source
from progpack.errors import ObjectError, UnknownNameError

OLD_MAPS = (
    PRELUDE
    + """
struct bpf_map_def { unsigned type, key_size, value_size, max_entries, map_flags; };
struct bpf_elf_map { unsigned type, key_size, value_size, max_entries, flags, id, pinning; };
struct bpf_map_def counts SEC("maps") = { BPF_MAP_TYPE_ARRAY, 4, 8, 2, 0 };
struct bpf_elf_map sizes SEC("maps") = { BPF_MAP_TYPE_HASH, 4, 4, 8, 0, 1, 2 };
struct bpf_map_def events SEC("maps/events") = { BPF_MAP_TYPE_PERF_EVENT_ARRAY, 4, 4, 2, 0 };
SEC("xdp") int count(void *c)
{
    int key = 1, size = 60;
    long *n = bpf_map_lookup_elem(&counts, &key);
    if (!n) return 0;
    *n += 5;
    return bpf_map_update_elem(&sizes, &key, &size, 0) ? 0 : 2;
}
"""
)


@needs_clang
@pytest.mark.parametrize("debug", [True, False])
def test_maps_of_the_old_kind_are_maps(tmp_path: Path, debug: bool) -> None:
    data = compile_c(tmp_path, OLD_MAPS, *([] if debug else ["-g0"]))
    spec = read_object(data, "old.o")
    assert [(m.name, m.type, m.value_size, m.max_entries) for m in spec.maps.values()] == [
        ("counts", MapType.ARRAY, 8, 2),
        ("sizes", MapType.HASH, 4, 8),
        ("events", MapType.PERF_EVENT_ARRAY, 4, 2),
    ]
    assert [note for note in spec.notes if "map_flags" in note] == [
        "map sizes: what its definition says behind map_flags is ignored"
    ]
    with load(data) as obj:
        assert obj.programs["count"].run(bytes(60)).return_value == 2
        assert bytes(obj.maps["counts"][1]) == (5).to_bytes(8, "little")  # type: ignore[index]


@needs_clang
def test_a_section_of_maps_that_nothing_names_has_none(tmp_path: Path) -> None:
    words = r'asm(".section maps,\"aw\"; .long 2, 4, 8, 2, 0; .text");'
    data = compile_c(tmp_path, PRELUDE + words + 'SEC("xdp") int p(void *c) { return 2; }')
    assert list(read_object(data, "old.o").maps) == []


@needs_clang
@pytest.mark.parametrize("value", [40, 41, 1 << 40, (1 << 64) - 1])
@pytest.mark.parametrize("name", ["counts", "sizes", "events"])
def test_a_map_of_the_old_kind_that_lies_elsewhere_is_refused(
    tmp_path: Path, name: str, value: int
) -> None:
    """Its symbol says where its definition begins, and the next one's where it ends."""
    data = bytearray(compile_c(tmp_path, OLD_MAPS))
    (table,) = struct.unpack_from("<Q", data, 40)
    (count,) = struct.unpack_from("<H", data, 60)
    headers = [struct.unpack_from("<IIQQQQIIQQ", data, table + 64 * n) for n in range(count)]
    (symbols,) = (header for header in headers if header[1] == 2)  # SHT_SYMTAB
    strings = headers[symbols[6]][4]
    for at in range(symbols[4], symbols[4] + symbols[5], 24):
        begin = strings + struct.unpack_from("<I", data, at)[0]
        if data[begin : data.index(b"\0", begin)].decode() == name:
            struct.pack_into("<Q", data, at + 8, value)
    with pytest.raises(ObjectError, match=r"bytes of a definition|old\.o"):
        read_object(bytes(data), "old.o")


def without_types(data: bytes, names: set[str]) -> bytes:
    """The object with the functions of these names as old LLVM writes them: STT_NOTYPE, size 0."""
    out = bytearray(data)
    (table,) = struct.unpack_from("<Q", data, 40)
    count, strings_at = struct.unpack_from("<HH", data, 60)
    headers = [struct.unpack_from("<IIQQQQIIQQ", data, table + 64 * n) for n in range(count)]
    assert strings_at < count
    for header in headers:
        if header[1] != 2:  # SHT_SYMTAB
            continue
        strings = headers[header[6]][4]
        for at in range(header[4], header[4] + header[5], 24):
            name, info = struct.unpack_from("<IB", data, at)
            end = data.index(b"\0", strings + name)
            if data[strings + name : end].decode() in names:
                out[at + 4] = info & 0xF0
                out[at + 16 : at + 24] = bytes(8)
    return bytes(out)


@needs_clang
def test_code_whose_symbols_have_no_type_is_programs(tmp_path: Path) -> None:
    source = (
        PRELUDE
        + """
        SEC("xdp") int first(void *c) { return 1; }
        SEC("xdp") int second(void *c) { return 2; }
        SEC("tc") int third(void *c) { return 3; }
        """
    )
    data = without_types(compile_c(tmp_path, source), {"first", "second"})
    spec = read_object(data, "notype.o")
    assert {name: p.section for name, p in spec.programs.items()} == {
        "first": "xdp",
        "second": "xdp",
        "third": "tc",
    }
    assert sum("taken for a function" in note for note in spec.notes) == 2
    with load(data) as obj:
        assert [p.run(bytes(60)).return_value for p in obj.programs.values()] == [1, 2, 3]


@needs_clang
def test_code_that_nothing_names_is_told_of(tmp_path: Path) -> None:
    source = PRELUDE + 'SEC("xdp") int lonely(void *c) { return 1; }'
    data = compile_c(tmp_path, source, "-g0")
    assert data.count(b"lonely") == 1
    bare = data.replace(b"lonely", bytes(6))
    with pytest.raises(ObjectError, match="section xdp has code and no global symbol"):
        read_object(without_types(bare, {""}), "lonely.o")


@needs_clang
@pytest.mark.skipif(shutil.which("cc") is None, reason="needs a C compiler")
def test_one_of_the_objects_of_an_executable_is_chosen(tmp_path: Path) -> None:
    parts = []
    for name, value in (("one", 1), ("two", 2), ("three", 2)):
        text = f'SEC("xdp") int {name}(void *c) {{ return {value}; }}'
        parts.append(compile_c(tmp_path, PRELUDE + text))
    rows = ",\n".join("{" + ",".join(map(str, part)) + "}" for part in parts)
    size = max(map(len, parts))
    code = f"const unsigned char held[3][{size}] = {{{rows}}};\nint main(void) {{ return 0; }}\n"
    (tmp_path / "tool.c").write_text(code)
    subprocess.run(["cc", "-o", "tool", "tool.c"], cwd=tmp_path, check=True)
    tool = str(tmp_path / "tool")
    with pytest.raises(ObjectError, match=r"carries 3 BPF objects.*tool@1: 1 has one; 2 has two"):
        read_object(tool)
    for choice, name in (("1", "one"), ("2", "two"), ("three", "three")):
        assert list(read_object(f"{tool}@{choice}").programs) == [name]
    for choice in ("0", "4", "four"):
        with pytest.raises(ObjectError, match=f"0 of its 3 BPF objects are meant by '{choice}'"):
            read_object(f"{tool}@{choice}")
    with load(f"{tool}@2") as obj:
        assert obj.programs["two"].run(bytes(60)).return_value == 2
    with open_source(Namespace(source=f"{tool}@2", probe=False, policy=None, load=[])) as snapshot:
        assert snapshot.source.startswith("tool@2 in ")


PARTLY = (
    (
        PRELUDE
        + """
struct { __uint(type, 77); __uint(max_entries, 4); __type(key, int); __type(value, int); }
    odd SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(nonsense, 3); } wrong SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1);
         __type(key, int); __type(value, int); } good SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __uint(max_entries, 3); __uint(key_size, 4);
         __array(values, int (void *)); } next SEC(".maps") =
    { .values = { [0] = (void *)&fine_impl, [1] = (void *)&outside_impl } };
"""
    )
    .replace("fine_impl", "fine")
    .replace("outside_impl", "outside")
)

PARTLY_CODE = """
int where SEC("elsewhere") = 1;
extern int absent(void) __attribute__((section(".ksyms")));
SEC("xdp") int outside(void *c) { return where++; }
SEC("xdp") int with_odd(void *c) { int k = 0; return !bpf_map_lookup_elem(&odd, &k); }
SEC("xdp") int with_wrong(void *c) { int k = 0; return !bpf_map_lookup_elem(&wrong, &k); }
SEC("xdp") int with_kfunc(void *c) { return absent(); }
SEC("nobody") int untyped(void *c) { return 1; }
SEC("xdp") int fine(void *c)
{
    int k = 0, *value = bpf_map_lookup_elem(&good, &k);
    bpf_tail_call(c, &next, 1);
    if (value) *value += 1;
    return 2;
}
"""


@needs_clang
def test_what_cannot_be_used_is_left_out_when_that_is_wanted(tmp_path: Path) -> None:
    declared = 'SEC("xdp") int outside(void *c); SEC("xdp") int fine(void *c);\n'
    source = PARTLY.replace(PRELUDE, PRELUDE + declared) + PARTLY_CODE
    data = compile_c(tmp_path, source, "-Wno-everything")
    with pytest.raises(ObjectError):
        load(data)
    with load(data, skip_unsupported=True) as obj:
        assert list(obj.programs) == ["fine"]
        assert obj.programs["fine"].run(bytes(60)).return_value == 2
        skipped = obj.spec.skipped
    assert set(skipped) == {
        *("outside", "with_odd", "with_wrong", "with_kfunc", "untyped", "odd", "wrong"),
    }
    assert "elsewhere" in skipped["outside"]
    assert "nonsense" in skipped["wrong"]
    assert "absent" in skipped["with_kfunc"]
    assert all(any(reason in note for note in obj.notes) for reason in skipped.values())
    with (
        load(data, skip_unsupported=True, programs=["fine", "outside"]) as obj,
        pytest.raises(UnknownNameError),
    ):
        obj.programs["outside"]

"""Objects as clang 22 makes them, read without a kernel."""

from __future__ import annotations

import hashlib
import io
import json
import os
import struct
import subprocess
from pathlib import Path

import pytest
from bpf_programs import BPFTOOL, PRELUDE, compile_c, needs_bpftool, needs_clang
from elftools.elf.elffile import ELFFile

from progpack.bpf.check.structure import validate_program
from progpack.bpf.isa.insn import encode
from progpack.bpf.object import bundled as examples
from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import (
    BPF_F_MMAPABLE,
    BPF_F_RDONLY_PROG,
    BPF_F_XDP_HAS_FRAGS,
    MapRef,
    MapType,
    ObjectSpec,
    ProgramSpec,
    ProgramType,
)
from progpack.bpf.text.disasm import listing
from progpack.errors import ObjectError

MULTI = (
    PRELUDE
    + """
int data = 5;
static NOINLINE int leaf(int a) { asm volatile("" : "+r"(a)); return a + data; }
static NOINLINE int b(int a) { return leaf(a) * 3 + leaf(a + 1); }
static NOINLINE int c(int a) { asm volatile("" : "+r"(a)); return b(a) - 1; }
NOINLINE int global_d(int a) { return c(a) + leaf(a); }
SEC("socket") int one(struct __sk_buff *s) { return global_d(s->len) + b(s->len); }
SEC("socket") int two(struct __sk_buff *s) { return leaf(s->len) + c(2); }
SEC("?xdp.frags") int three(void *s) { return leaf(1); }
SEC("socket") int four(struct __sk_buff *s) { return s->len; }
char _license[] SEC("license") = "GPL";
"""
)
MAPS = (
    PRELUDE
    + """
struct point { int x, y; };
struct inner { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 3); __type(key, __u32);
    __type(value, struct point); };
struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 10); __type(key, struct point);
    __type(value, __u64); __uint(map_flags, BPF_F_NO_PREALLOC); __uint(pinning, 1); } hash
    SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY); __uint(max_entries, 2); __uint(key_size, 4);
    __uint(value_size, 24); __uint(numa_node, 1); } percpu SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } ring SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_BLOOM_FILTER); __uint(max_entries, 4); __type(value, __u32);
    __uint(map_extra, 3); } bloom SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_HASH_OF_MAPS); __uint(max_entries, 5); __type(key, __u32);
    __array(values, struct inner); } outer SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __uint(max_entries, 6); __uint(key_size, 4);
    __uint(value_size, 4); __array(values, int(void *)); } jumps SEC(".maps");
struct { __uint(type, 40); __uint(max_entries, 1); __type(key, int); __type(value, int); } newer
    SEC(".maps");
int a = 7, zero;
static volatile long hidden = -3;
static volatile char text[8] = "abc";
const volatile int limit = 9;
int mine SEC(".data.mine") = 11;
const int fixed SEC(".rodata.mine") = 12;
SEC("socket") int f(struct __sk_buff *s)
{
    static volatile int calls;
    struct point p = {};
    calls++;
    hidden += limit + mine + fixed + text[a & 7];
    zero = hidden;
    bpf_map_lookup_elem(&hash, &p);
    bpf_map_lookup_elem(&percpu, &p);
    return calls;
}
char _license[] SEC("license") = "Dual MIT/GPL";
"""
)


def compiled(folder: Path, source: str, *flags: str) -> ObjectSpec:
    return read_object(compile_c(folder, source, *flags), "t.o")


def refusal(folder: Path, source: str, *flags: str) -> str:
    with pytest.raises(ObjectError) as caught:
        compiled(folder, PRELUDE + source, *flags)
    text = str(caught.value)
    assert "t.o" in text
    return text


def text_of(program: ProgramSpec) -> list[str]:
    return [
        line.strip()
        for line in listing(program.insns, functions=program.functions, maps=program.maps)
    ]


@needs_clang
def test_each_program_has_the_subprograms_it_reaches_once_and_in_libbpfs_order(
    tmp_path: Path,
) -> None:
    spec = compiled(tmp_path, MULTI)
    functions = {p.name: [f.name for f in p.functions] for p in spec.programs.values()}
    assert functions == {
        "one": ["one", "global_d", "c", "b", "leaf"],
        "two": ["two", "leaf", "c", "b"],
        "three": ["three", "leaf"],
        "four": ["four"],
    }
    for program in spec.programs.values():
        validate_program(program, spec.maps)
        bounds = [(f.start, f.end) for f in program.functions]
        assert [0, *(end for _, end in bounds)] == [*(start for start, _ in bounds), bounds[-1][1]]
        assert bounds[-1][1] == len(program.insns)
        starts = {f.start for f in program.functions}
        called = {
            pc + 1 + insn.imm
            for pc, insn in enumerate(program.insns)
            if insn.opcode == 0x85 and insn.src == 1
        }
        assert called == starts - {0}


@needs_clang
def test_section_names_say_what_a_program_is(tmp_path: Path) -> None:
    spec = compiled(tmp_path, MULTI)
    three = spec.programs["three"]
    assert (three.type, three.flags) == (ProgramType.XDP, BPF_F_XDP_HAS_FRAGS)
    assert not three.autoload
    assert three.section == "?xdp.frags"
    assert spec.programs["one"].autoload
    assert spec.license == "GPL"
    assert {program.license for program in spec.programs.values()} == {"GPL"}


@needs_clang
@pytest.mark.parametrize("cpu", ["v1", "v2", "v3", "v4"])
@pytest.mark.parametrize("debug", ["-g", "-g0"])
def test_every_isa_version_is_read_with_and_without_debugging(
    tmp_path: Path, cpu: str, debug: str
) -> None:
    spec = compiled(tmp_path, MULTI, f"-mcpu={cpu}", debug)
    for program in spec.programs.values():
        validate_program(program, spec.maps)
    assert (spec.btf is not None) == (debug == "-g")
    assert bool(spec.programs["one"].lines) == (debug == "-g")
    assert spec.maps[".data"].data == struct.pack("<i", 5)


@needs_clang
def test_a_big_endian_object_has_the_same_programs(tmp_path: Path) -> None:
    little = compiled(tmp_path, MULTI)
    big = compiled(tmp_path, MULTI, "-target", "bpfeb")
    assert (little.byteorder, big.byteorder) == ("little", "big")
    for name, program in little.programs.items():
        assert big.programs[name].insns == program.insns
        assert big.programs[name].maps == program.maps
    assert big.maps[".data"].data == struct.pack(">i", 5)
    data = big.maps[".data"]
    assert data.value_type is not None
    assert data.value_type.format_value(data.data or b"") == {"data": 5}


@needs_clang
def test_static_functions_may_be_in_the_programs_own_section(tmp_path: Path) -> None:
    source = """
    static NOINLINE SEC("socket") int near(int a) { asm volatile("" : "+r"(a)); return a * 7; }
    SEC("socket") int f(struct __sk_buff *s) { return near(s->len); }
    SEC("socket") int g(struct __sk_buff *s) { return near(s->len) + 1; }
    """
    spec = compiled(tmp_path, PRELUDE + source)
    assert {n: [f.name for f in p.functions] for n, p in spec.programs.items()} == {
        "f": ["f", "near"],
        "g": ["g", "near"],
    }


@needs_clang
def test_functions_in_text_are_flat_programs_when_there_are_no_others(tmp_path: Path) -> None:
    source = 'static NOINLINE int h(int a) { asm volatile("" : "+r"(a)); return a; }\n'
    source += "int f(char *m, long n) { return h(m[0]); }\nint g(char *m, long n) { return n; }"
    spec = compiled(tmp_path, PRELUDE + source)
    kinds = {program.name: program.type for program in spec.programs.values()}
    assert kinds == {"f": ProgramType.FLAT, "g": ProgramType.FLAT}
    assert [f.name for f in spec.programs["f"].functions] == ["f", "h"]


@needs_clang
def test_source_lines_follow_the_instructions_into_each_program(tmp_path: Path) -> None:
    spec = compiled(tmp_path, MULTI)
    number = MULTI.splitlines().index(next(x for x in MULTI.splitlines() if "int leaf" in x)) + 1
    for name in ("one", "two", "three"):
        program = spec.programs[name]
        leaf = next(f for f in program.functions if f.name == "leaf")
        lines = {program.line_at(pc) for pc in range(leaf.start, leaf.end)}
        assert len(lines) == 1
        assert f"t.c:{number}: static NOINLINE int leaf(int a)" in (lines.pop() or "")


@needs_clang
def test_functions_have_their_btf_types(tmp_path: Path) -> None:
    spec = compiled(tmp_path, MULTI)
    assert spec.btf is not None
    for program in spec.programs.values():
        names = [spec.btf.type(function.type_id).name for function in program.functions]
        assert names == [function.name for function in program.functions]


@needs_clang
def test_btf_defined_maps_have_every_attribute(tmp_path: Path) -> None:
    maps = compiled(tmp_path, MAPS).maps
    shape = {
        name: (spec.type, spec.key_size, spec.value_size, spec.max_entries, spec.flags)
        for name, spec in maps.items()
        if not name.startswith(".")
    }
    assert shape == {
        "hash": (MapType.HASH, 8, 8, 10, 1),
        "percpu": (MapType.PERCPU_ARRAY, 4, 24, 2, 0),
        "ring": (MapType.RINGBUF, 0, 0, 4096, 0),
        "bloom": (MapType.BLOOM_FILTER, 0, 4, 4, 0),
        "outer": (MapType.HASH_OF_MAPS, 4, 4, 5, 0),
        "jumps": (MapType.PROG_ARRAY, 4, 4, 6, 0),
        "newer": (40, 4, 4, 1, 0),
    }
    assert maps["newer"].type.name == "TYPE_40"
    assert maps["bloom"].map_extra == 3
    assert maps["jumps"].inner is None
    inner = maps["outer"].inner
    assert inner is not None
    assert (inner.type, inner.value_size, inner.max_entries) == (MapType.ARRAY, 8, 3)
    hash_key = maps["hash"].key_type
    assert hash_key is not None
    assert hash_key.format_value(struct.pack("<ii", 1, -2)) == {"x": 1, "y": -2}
    assert maps["percpu"].key_type is None


@needs_clang
def test_what_has_no_effect_is_said(tmp_path: Path) -> None:
    notes = compiled(tmp_path, MAPS).notes
    assert any("hash" in note and "pinned" in note for note in notes)
    assert any("percpu" in note and "NUMA" in note for note in notes)


@needs_clang
def test_global_data_is_an_array_map_for_each_section(tmp_path: Path) -> None:
    spec = compiled(tmp_path, MAPS)
    values = {}
    for name in (".data", ".bss", ".rodata", ".data.mine", ".rodata.mine"):
        data = spec.maps[name]
        assert (data.type, data.key_size, data.max_entries) == (MapType.ARRAY, 4, 1)
        assert data.data is not None
        assert len(data.data) == data.value_size
        assert data.read_only == name.startswith(".rodata")
        flags = BPF_F_MMAPABLE | (BPF_F_RDONLY_PROG if data.read_only else 0)
        assert data.flags == flags
        assert data.value_type is not None
        values[name] = data.value_type.format_value(data.data)
    assert values == {
        ".data": {"a": 7, "hidden": -3, "text": "abc"},
        ".bss": {"zero": 0, "f.calls": 0},
        ".rodata": {"limit": 9},
        ".data.mine": {"mine": 11},
        ".rodata.mine": {"fixed": 12},
    }


@needs_clang
def test_references_to_maps_and_variables_are_resolved(tmp_path: Path) -> None:
    spec = compiled(tmp_path, MAPS)
    program = spec.programs["f"]
    validate_program(program, spec.maps)
    assert {MapRef("hash"), MapRef("percpu")} <= set(program.maps.values())
    variables = symbol_offsets(tmp_path / "t.o")
    references = {(ref.map, ref.offset) for ref in program.maps.values() if ref.offset is not None}
    for name in ("hidden", "limit", "mine", "text", "a", "zero", "f.calls"):
        assert variables[name] in references, name
    for pc, ref in program.maps.items():
        low, high = program.insns[pc : pc + 2]
        assert (low.imm, low.src) == (0, 1 if ref.offset is None else 2)
        assert high.imm == (ref.offset or 0)


def symbol_offsets(path: Path) -> dict[str, tuple[str, int]]:
    elf = ELFFile(io.BytesIO(path.read_bytes()))
    table = elf.get_section_by_name(".symtab")
    return {
        symbol.name: (elf.get_section(symbol["st_shndx"]).name, symbol["st_value"])
        for symbol in table.iter_symbols()
        if symbol["st_info"]["type"] == "STT_OBJECT"
    }


@needs_clang
def test_sections_that_libbpf_does_not_know_have_no_type_and_a_note(tmp_path: Path) -> None:
    source = 'SEC("xdp_prog") int f(void *c) { return 1; }'
    spec = compiled(tmp_path, PRELUDE + source)
    assert spec.programs["f"].type == ProgramType.UNSPEC
    assert any("'xdp_prog' names no program type" in note for note in spec.notes)


@needs_clang
def test_co_re_relocations_are_counted_and_left_alone(tmp_path: Path) -> None:
    source = """
    struct task { int pad; int pid; } __attribute__((preserve_access_index));
    SEC("tp_btf/x") int f(unsigned long long *c) { return ((struct task *)c[0])->pid; }
    SEC("tp_btf/x") int g(unsigned long long *c) { return c[0]; }
    """
    spec = compiled(tmp_path, PRELUDE + source)
    assert {name: len(p.core) for name, p in spec.programs.items()} == {"f": 1, "g": 0}
    assert "1: w0 = *(u32 *)(r1 + 0x4)" in text_of(spec.programs["f"])
    assert any("1 CO-RE relocations" in note for note in spec.notes)


@needs_clang
@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            'struct { int t; } m SEC("maps") = {1}; SEC("xdp") int f(void *c) { return 1; }',
            ["section maps", "'m'", "has 4 bytes of a definition"],
        ),
        (
            'extern int other(void); SEC("xdp") int f(void *c) { return other(); }',
            ["section xdp", "'other'", "link it in"],
        ),
        (
            'int where SEC("elsewhere") = 1; SEC("xdp") int f(void *c) { return where++; }',
            ["section xdp", "'where'", "'elsewhere'", ".rodata, .data and .bss"],
        ),
        (
            'struct { int type; } m SEC(".maps"); SEC("xdp") int f(void *c) { return 1; }',
            ["section .maps", "'m'", "__uint()"],
        ),
        (
            """struct { __type(key, int); __uint(key_size, 8); __uint(type, 1); } m SEC(".maps");
            SEC("xdp") int f(void *c) { return 1; }""",
            ["section .maps", "'m'", "key_size is 8", "4 bytes"],
        ),
        (
            'struct { __uint(typo, 1); } m SEC(".maps"); SEC("xdp") int f(void *c) { return 1; }',
            ["section .maps", "'m'", "'typo'"],
        ),
        (
            'struct { __uint(max_entries, 1); } m SEC(".maps");',
            ["section .maps", "'m'", "no type"],
        ),
        (
            'char big[65 << 20]; SEC("xdp") int f(void *c) { return big[1]; }',
            ["section .bss", "68,157,440", "array map"],
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_section_and_the_cure(
    tmp_path: Path, source: str, words: list[str]
) -> None:
    text = refusal(tmp_path, source)
    for word in words:
        assert word in text


@needs_clang
def test_maps_without_debugging_information_are_refused_with_the_cure(tmp_path: Path) -> None:
    with pytest.raises(ObjectError, match=r"section \.maps .*clang -g"):
        compiled(tmp_path, MAPS, "-g0")


@needs_clang
def test_an_object_with_data_only_is_one(tmp_path: Path) -> None:
    spec = compiled(tmp_path, "int data = 4;")
    assert spec.maps[".data"].data == struct.pack("<i", 4)
    assert not spec.programs


@needs_clang
def test_code_whose_symbol_has_no_type_is_a_program_and_a_note(tmp_path: Path) -> None:
    untyped = '__asm__(".section tc,\\"ax\\"\\n.globl alone\\nalone: r0 = 2\\nexit");'
    beside = '__asm__(".section xdp,\\"ax\\"\\n.globl lost\\nlost: r0 = 2\\nexit");'
    here = 'SEC("xdp") int here(void *c) { return 2; }'
    spec = compiled(tmp_path, PRELUDE + untyped + beside + here)
    assert set(spec.programs) == {"alone", "here"}
    assert [note for note in spec.notes if "symbol 'alone' in section tc has no type; it" in note]
    (lost,) = [note for note in spec.notes if "symbol 'lost' in section xdp" in note]
    assert ".type lost, @function" in lost


def test_an_object_with_nothing_in_it_is_refused(tmp_path: Path) -> None:
    assert "neither programs nor maps" in refusal(tmp_path, "typedef int nothing;")


@pytest.mark.parametrize(("at", "value", "words"), [(18, 62, "EM_X86_64"), (16, 2, "ET_EXEC")])
def test_an_object_of_another_kind_is_refused(at: int, value: int, words: str) -> None:
    data = bytearray(examples.object_bytes("sampler"))
    struct.pack_into("<H", data, at, value)
    with pytest.raises(ObjectError, match=rf"x\.o: .*{words}.*-target bpf"):
        read_object(bytes(data), "x.o")


@pytest.mark.parametrize("data", [b"", b"\x7fELF", b"int main(void) { return 0; }", b"\0" * 100])
def test_what_is_no_object_is_refused_with_its_name(data: bytes) -> None:
    with pytest.raises(ObjectError, match=r"hello\.c: .*(clang|compile)"):
        read_object(data, "hello.c")


def test_a_file_that_cannot_be_read_is_an_object_error(tmp_path: Path) -> None:
    with pytest.raises(ObjectError, match=r"missing.*No such file"):
        read_object(tmp_path / "missing")
    with pytest.raises(ObjectError, match="cannot be read"):
        read_object(tmp_path)


def test_an_object_is_named_after_its_file(tmp_path: Path) -> None:
    for file in ("tool.bpf.o", "tool.o", "tool"):
        (tmp_path / file).write_bytes(examples.object_bytes("sampler"))
        assert read_object(tmp_path / file).name == "tool"


def patched(name: str, section: str, entry: int, kind: int) -> bytes:
    """An example with the type of one relocation changed."""
    data = bytearray(examples.object_bytes(name))
    elf = ELFFile(io.BytesIO(bytes(data)))
    at = elf.get_section_by_name(section)["sh_offset"] + 16 * entry + 8
    struct.pack_into("<I", data, at, kind)
    return bytes(data)


@pytest.mark.parametrize("kind", [0, 2, 3, 4, 5, 10, 99])
def test_an_unknown_relocation_is_refused_with_its_instruction(kind: int) -> None:
    with pytest.raises(ObjectError, match=rf"x\.o: section socket .*relocation of type {kind} "):
        read_object(patched("sampler", ".relsocket", 0, kind), "x.o")


def test_a_call_with_a_data_relocation_is_refused() -> None:
    elf = ELFFile(io.BytesIO(examples.object_bytes("firewall")))
    entries = list(elf.get_section_by_name(".relxdp").iter_relocations())
    call = next(n for n, entry in enumerate(entries) if entry["r_info_type"] == 10)
    with pytest.raises(ObjectError, match=r"section xdp .*relocation of type 1"):
        read_object(patched("firewall", ".relxdp", call, 1), "x.o")


@needs_clang
@needs_bpftool
def test_objects_linked_by_bpftool_are_read(tmp_path: Path) -> None:
    compile_c(tmp_path, MULTI, name="a")
    other = """
    extern int data;
    struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __type(key, int);
        __type(value, int); } late SEC(".maps");
    static volatile int more = 8;
    int global_d(int a);
    SEC("tc") int five(struct __sk_buff *s) { return global_d(s->len) + data + more; }
    """
    compile_c(tmp_path, PRELUDE + other, name="b")
    command = [str(BPFTOOL), "gen", "object", "linked.o", "a.o", "b.o"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    spec = read_object(tmp_path / "linked.o")
    assert set(spec.programs) == {"one", "two", "three", "four", "five"}
    five = spec.programs["five"]
    assert [f.name for f in five.functions] == ["five", "global_d", "c", "b", "leaf"]
    data = spec.maps[".data"]
    assert data.value_type is not None
    assert data.value_type.format_value(data.data or b"") == {"data": 5, "more": 8}
    assert "late" in spec.maps
    for program in spec.programs.values():
        validate_program(program, spec.maps)


def tags(program: ProgramSpec) -> set[str]:
    """The tags the kernel may give a program: a digest of it with map references cleared."""
    insns = list(program.insns)
    for pc in program.maps:
        insns[pc : pc + 2] = (insn._replace(imm=0) for insn in insns[pc : pc + 2])
    code = encode(insns)
    # SHA-1 before 6.18, SHA-256 from then on.
    return {hashlib.new(kind, code).hexdigest()[:16] for kind in ("sha1", "sha256")}


def kernel_tags(path: Path) -> dict[str, str]:
    """Name -> tag of the programs of an object that bpftool (libbpf) loads; they are gone after."""
    if os.geteuid() != 0:
        pytest.skip("loading into the kernel needs root")
    # In a mount namespace of its own: the file system for pins goes away with it.
    script = (
        'mount -t bpf none /mnt && "$0" prog loadall "$1" /mnt/p >&2 && '
        'for pin in /mnt/p/*; do "$0" -j prog show pinned "$pin"; echo; done'
    )
    command = ["unshare", "--mount", "sh", "-ec", script, str(BPFTOOL), str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        reason = result.stderr.strip().splitlines()
        pytest.skip(f"this kernel does not load it: {reason[-1] if reason else 'no reason given'}")
    shown = [json.loads(line) for line in result.stdout.splitlines() if line.strip()]
    return {program["name"]: program["tag"] for program in shown}


@needs_bpftool
@pytest.mark.parametrize("name", ["firewall", "sampler"])
def test_a_linked_program_is_the_one_that_libbpf_gives_the_kernel(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / f"{name}.o"
    path.write_bytes(examples.object_bytes(name))
    loaded = kernel_tags(path)
    program = examples.load(name).programs[name]
    assert set(loaded) == {name}
    assert loaded[name] in tags(program)


@needs_clang
@needs_bpftool
def test_subprograms_are_linked_as_libbpf_links_them(tmp_path: Path) -> None:
    # Without a section that is not loaded by itself.
    compile_c(tmp_path, MULTI.replace("?xdp.frags", "xdp"))
    spec = read_object(tmp_path / "t.o")
    loaded = kernel_tags(tmp_path / "t.o")
    assert set(loaded) == set(spec.programs)
    for name, tag in loaded.items():
        assert tag in tags(spec.programs[name]), name

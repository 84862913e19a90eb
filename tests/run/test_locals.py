"""Local variables from DWARF: a native build of the same C and llvm-dwarfdump agree with them."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.bpf.btf.types import Btf, BtfKind
from progpack.bpf.dwarf.entries import Reader
from progpack.bpf.dwarf.names import TypeNames
from progpack.bpf.dwarf.variables import DebugInfo
from progpack.bpf.isa import insn as isa
from progpack.bpf.isa.semantics import signed
from progpack.bpf.object.reader import read_object
from progpack.bpf.oracle.machine import Machine
from progpack.errors import ObjectError, UnknownNameError
from progpack.run.backends import watched_interpreter
from progpack.run.load import load
from progpack.run.stepping.lines import Lines
from progpack.run.stepping.locals import Locals, frame_size, locals_of

CLANGS = [name for name in ("clang-14", "clang-22", "clang") if shutil.which(name)]
DWARFDUMP = next(filter(None, map(shutil.which, ("llvm-dwarfdump-22", "llvm-dwarfdump"))), None)
WORK = """
struct pair { unsigned int a; short b; struct { unsigned char low : 3, high : 5; }; int c[2][3]; };
union both { unsigned int word; unsigned char bytes[4]; };
enum kind { SMALL = 3, LARGE = 70000, NEGATIVE = -4 };
static __attribute__((noinline)) int work(const unsigned char *at, int index)
{
    unsigned int total = at[0];
    int delta;
    unsigned short half;
    unsigned char buffer[24];

    SHOW(total);
    for (unsigned int i = 0; i < 4; i++) {
        total = total * 3 + at[i + index];
        SHOW(total);
        delta = at[i] - 100;
        SHOW(delta);
        half = total * 77 + delta;
        SHOW(half);
        buffer[i * 3] = half;
        KEEP(buffer);
        SHOW(buffer[i * 3]);
    }
    return total;
}
"""
BPF = (
    """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
volatile long long sink;
#define SHOW(value) (sink = (value))
#define KEEP(memory) asm volatile("" : : "r"(memory) : "memory")
"""
    + WORK
    + """
struct pair pairs[2];
union both both;
enum kind kinds;
SEC("xdp") int shows(struct xdp_md *ctx)
{
    unsigned char *at = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
    enum kind kind = LARGE;
    struct pair pair = { .a = 7, .b = -2, .c = { { 1, 2, 3 }, { 4, 5, 6 } } };

    if (at + 40 > end)
        return 0;
    pair.a += at[1];
    KEEP(&pair);
    kinds = kind;
    return work(at, 4) + pair.a;
}
char _license[] SEC("license") = "GPL";
"""
)
NATIVE = (
    """
#include <stdio.h>
#include <stdlib.h>
#define SHOW(value) printf("%lld\\n", (long long)(value))
#define KEEP(memory)
"""
    + WORK
    + """
int main(int argc, char **argv)
{
    unsigned char bytes[256] = { 0 };
    for (int i = 1; i < argc; i++)
        bytes[i - 1] = atoi(argv[i]);
    return work(bytes, 4) & 0;
}
"""
)
DATA = bytes(range(7, 247, 6))


@pytest.fixture(scope="module", params=CLANGS or [pytest.param("", marks=pytest.mark.skip)])
def path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("locals")
    (folder / "shows.bpf.c").write_text(BPF)
    command = [request.param, "-O2", "-g", "-target", "bpfel", "-mcpu=v3", "-c", "shows.bpf.c"]
    search = ["-idirafter", "/usr/include/x86_64-linux-gnu"]
    subprocess.run([*command, *search, "-o", "shows.bpf.o"], check=True, cwd=folder)
    return folder / "shows.bpf.o"


def test_values_of_variables_are_those_of_a_native_build(path: Path) -> None:
    (path.parent / "native.c").write_text(NATIVE)
    native = str(path.parent / "native")
    clang = next(filter(None, map(shutil.which, ("clang-22", "clang", "clang-14"))), "")
    subprocess.run([clang, "-O0", "-w", f"{native}.c", "-o", native], check=True)
    said = subprocess.run([native, *map(str, DATA)], capture_output=True, text=True, check=True)
    expected = [int(line) for line in said.stdout.split()]
    debug, lines = locals_of(path), Lines()
    stored: list[int] = []
    compared = 0

    def watch(machine: Machine, pc: int, registers: list[int]) -> None:
        # The store to the sink is where a variable is shown: in front of it, it has that value.
        nonlocal compared
        opcode, dst, src, *_ = machine.spec.insns[pc]
        place = lines.around(machine.spec, pc)
        if opcode & 7 != isa.BPF_STX or dst == isa.BPF_REG_FP or place is None:
            return
        shown = re.match(r"SHOW\((.+)\);", place.text)
        if shown is None:
            return
        value = debug.at(machine, pc, registers).get(shown[1])
        if value is not None and value.kind is not None:
            assert value.kind.format_value(value.data) == expected[len(stored)], place
            compared += 1
        stored.append(signed(registers[src], 64))

    with load(path, backend=watched_interpreter(watch), programs=["shows"]) as obj:
        obj.programs["shows"].run(DATA)
    assert stored == expected
    assert compared >= len(stored) // 2


def at_line(path: Path, text: str) -> dict[str, object]:
    """The variables in front of the first instruction of a line, in Python."""
    debug, lines = locals_of(path), Lines()
    values: dict[str, object] = {}

    def watch(machine: Machine, pc: int, registers: list[int]) -> None:
        if lines.begins(machine, pc) and lines.place and lines.place.text == text and not values:
            for name, value in debug.at(machine, pc, registers).items():
                assert value.kind is not None
                values[name] = value.kind.format_value(value.data)

    with load(path, backend=watched_interpreter(watch), programs=["shows"]) as obj:
        obj.programs["shows"].run(DATA)
    return values


def test_structures_lie_in_the_stack(path: Path) -> None:
    pair = at_line(path, "kinds = kind;")["pair"]
    assert pair == {"a": 20, "b": -2, "low": 0, "high": 0, "c": [[1, 2, 3], [4, 5, 6]]}


def test_parameters_are_there_when_a_function_begins(path: Path) -> None:
    # Clang may have an argument that is constant as no more than that.
    assert at_line(path, "unsigned int total = at[0];").get("index", 4) == 4


@pytest.mark.skipif(DWARFDUMP is None, reason="needs llvm-dwarfdump")
def test_sizes_of_types_are_those_of_llvm_dwarfdump(path: Path) -> None:
    text = subprocess.run(
        [str(DWARFDUMP), "--debug-info", str(path)], capture_output=True, text=True, check=True
    ).stdout
    debug = DebugInfo(path.read_bytes(), path.name)
    (types,) = debug.types
    kinds = {"structure": BtfKind.STRUCT, "union": BtfKind.UNION, "base": BtfKind.INT}
    compared = 0
    for entry in re.split(r"\n0x[0-9a-f]+: ", text):
        tag = re.match(r" *DW_TAG_(structure|union|base)_type", entry)
        name = re.search(r'DW_AT_name\s+\("(.*?)"\)', entry)
        size = re.search(r"DW_AT_byte_size\s+\((0x[0-9a-f]+)\)", entry)
        if tag and name and size:
            found = types.find(name[1], kinds[tag[1]])
            assert found is not None, name[1]
            assert found.sizeof() == int(size[1], 16)
            compared += 1
    assert compared > 8


def test_types_are_those_of_the_btf_of_the_object(path: Path) -> None:
    own = read_object(path).btf
    assert own is not None
    (types,) = DebugInfo(path.read_bytes(), path.name).types
    for name, kind in (("pair", BtfKind.STRUCT), ("both", BtfKind.UNION), ("kind", BtfKind.ENUM)):
        assert described(own, name, kind) == described(types, name, kind)


def described(btf: Btf, name: str, kind: BtfKind) -> object:
    found = btf.find(name, kind)
    assert found is not None
    members = [(m.name, m.offset_bits, m.bits) for m in found.members()]
    fields = [(n, k.resolve().kind, k.sizeof(), at) for n, k, at in found.fields()]
    # Clang 14 does not say in BTF that an enumeration has negative numbers.
    values = [(each.name, each.value & 0xFFFFFFFF) for each in found.enumerators()]
    return found.sizeof(), members, fields, values


def test_frames_are_as_deep_as_the_lowest_offset(path: Path) -> None:
    program = read_object(path).programs["shows"]
    sizes = {f.name: frame_size(program, f) for f in program.functions}
    assert sizes["shows"] == 32
    assert sizes["work"] == 24


def test_an_object_without_dwarf_has_no_locals(path: Path, tmp_path: Path) -> None:
    stripped = tmp_path / "stripped.o"
    strip = shutil.which("llvm-strip-22") or shutil.which("llvm-strip")
    if strip is None:
        pytest.skip("needs llvm-strip")
    subprocess.run([strip, "-g", str(path), "-o", str(stripped)], check=True)
    assert not locals_of(stripped).types
    assert not locals_of(tmp_path / "nothing.o").types


@given(st.integers(-(1 << 70), 1 << 70))
def test_numbers_of_variable_length_are_read(number: int) -> None:
    data = bytearray()
    rest = number
    while True:
        byte, rest = rest & 0x7F, rest >> 7
        ends = rest == -(byte >> 6)
        data.append(byte | (0 if ends else 0x80))
        if ends:
            break
    assert Reader(bytes(data), 0, "little").sleb() == number


def test_damaged_debugging_information_is_an_error_of_the_object(path: Path) -> None:
    data = bytearray(path.read_bytes())
    offsets = [data.find(mark) for mark in (b"\x05\x00\x01\x08", struct.pack("<H", 5))]
    place = max(offsets)
    outcomes = set()
    for at in range(place, min(place + 400, len(data))):
        damaged = bytes(data[:at]) + bytes([data[at] ^ 0xFF]) + bytes(data[at + 1 :])
        try:
            Locals(DebugInfo(damaged, "damaged.o"))
            outcomes.add("read")
        except ObjectError:
            outcomes.add("refused")
    assert outcomes <= {"read", "refused"}


def test_a_similar_type_is_named_once_though_both_btf_and_dwarf_have_it(path: Path) -> None:
    data = path.read_bytes()
    types = TypeNames(read_object(path).btf, data, path.name)
    assert types.find("struct pair", "records").name == "pair"
    with pytest.raises(UnknownNameError, match="struct pair") as caught:
        types.find("struct pairs", "records")
    listed = str(caught.value).partition("similar ones are: ")[2].split(", ")
    assert len(listed) == len(set(listed))

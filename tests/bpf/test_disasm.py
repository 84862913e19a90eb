"""Text of instructions, compared with llvm-objdump and read back by the assembler."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pytest
from bpf_programs import (
    CLANG,
    FORMS,
    OBJDUMP,
    ROOT,
    compile_c,
    instructions,
    needs_clang,
    needs_objdump,
)
from elftools.elf.elffile import ELFFile
from hypothesis import given, settings
from hypothesis import strategies as st

from progpack.bpf.asm import assemble, assemble_program
from progpack.bpf.isa.insn import Insn, decode, encode
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.bpf.text.disasm import UNKNOWN, disasm, listing

# Everything that has a spelling, compiled for each ISA version.
EVERYTHING = """
typedef unsigned long long u64; typedef unsigned int u32; typedef unsigned short u16;
typedef unsigned char u8; typedef long long s64; typedef int s32; typedef short s16;
typedef signed char s8;
static u64 (*helper)(u64, u64) = (void *)5;
static __attribute__((noinline)) u64 sub(u64 a, u64 b)
{
    asm volatile("" : "+r"(a), "+r"(b));
    return a * 3 - b / (a | 1) + (b >> 7) + ((s64)a >> (b & 63)) + (a << (b & 31)) + a % (b | 1);
}
__attribute__((section("socket"))) int f(volatile u64 *c)
{
    volatile u8 *b = (void *)c; volatile u16 *h = (void *)c; volatile u32 *w = (void *)c;
    u64 x = c[0], y = c[1];
    u32 i = w[4], j = w[5];
    c[2] = x & y; c[3] = x | 0x1234567890abcdefULL; c[4] = x ^ y; c[5] = -x; c[6] = ~y;
    w[14] = i * j + 7; w[15] = i / (j | 1); w[16] = i % (j | 1); w[17] = -i; w[18] = i >> (j & 31);
    w[19] = (s32)i >> 3; w[20] = i << 5; h[50] = i; b[101] = j; h[51] = h[0] + b[3];
    c[14] = __builtin_bswap64(x); w[30] = __builtin_bswap32(i); h[62] = __builtin_bswap16(i);
    __sync_fetch_and_add(&c[16], x);
    b[150] = 1; h[76] = 0x7fff; w[39] = 77; c[20] = 9;
    if ((s32)i < (s32)j) c[21] = sub(x, y);
    if (i > 77) c[22] = helper(x, 1);
    if ((s64)x >= -9 && y != x) c[23]++;
    if (x & 0x80) c[24] = 4;
    if (y <= x) c[25] = sub(y, x);
    for (u32 k = 0; k < j; k++) c[26] += k;
    return x + y;
}
"""
EVERYTHING_V3 = """
typedef unsigned long long u64; typedef unsigned int u32;
__attribute__((section("socket"))) u64 g(u64 *c)
{
    u32 *w = (void *)c;
    return __sync_fetch_and_add(&c[0], 1) + __sync_fetch_and_or(&c[1], 2)
        + __sync_fetch_and_and(&c[2], 3) + __sync_fetch_and_xor(&c[3], 4)
        + __sync_lock_test_and_set(&c[4], 5) + __sync_val_compare_and_swap(&c[5], 6, 7)
        + __sync_fetch_and_add(&w[20], 1) + __sync_fetch_and_or(&w[21], 2)
        + __sync_fetch_and_and(&w[22], 3) + __sync_fetch_and_xor(&w[23], 4)
        + __sync_lock_test_and_set(&w[24], 5) + __sync_val_compare_and_swap(&w[25], 6, 7);
}
"""
EVERYTHING_V4 = """
typedef long long s64; typedef unsigned long long u64;
__attribute__((section("socket"))) s64 h(volatile void *p)
{
    volatile signed char *b = p; volatile short *h = p; volatile int *w = p; volatile s64 *c = p;
    s64 x = c[4];
    c[5] = x / (c[6] | 1); c[7] = x % 7; w[20] = w[21] / (w[22] | 1); w[23] = w[24] % 5;
    c[13] = (signed char)x; c[14] = (short)x; c[15] = (int)x; w[33] = (signed char)w[34];
    w[35] = (short)w[36]; w[37] = __builtin_bswap32(w[38]);
    return b[0] + h[1] + w[1] + c[2];
}
"""


def objdump(path: Path) -> dict[str, dict[int, str]]:
    """Section -> slot -> text, as llvm-objdump prints it."""
    assert OBJDUMP is not None
    command = [OBJDUMP, "-d", "--no-show-raw-insn", str(path)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    sections: dict[str, dict[int, str]] = {}
    for line in out.splitlines():
        if line.startswith("Disassembly of section"):
            section = sections.setdefault(line.split()[-1].removesuffix(":"), {})
        elif match := re.match(r"\s+(\d+):\t(.*)", line):
            # What is behind a branch is the symbol it goes to.
            section[int(match[1])] = re.sub(r" <[^<>]*>$", "", match[2]) or match[2]
    return sections


def compare(path: Path) -> int:
    elf = ELFFile(io.BytesIO(path.read_bytes()))
    order = "little" if elf.little_endian else "big"
    compared = 0
    for name, lines in objdump(path).items():
        insns = decode(elf.get_section_by_name(name).data(), order)
        ours = {pc: text for pc in range(len(insns)) if (text := disasm(insns, pc))}
        for pc, insn in enumerate(insns):
            if insn.opcode == 0x85 and insn.src == 1:
                # objdump shows both kinds of calls in the same way.
                assert ours[pc] == f"call {insn.imm:+#x}"
                ours[pc] = f"call {insn.imm:#x}"
        assert ours == lines
        compared += len(lines)
    return compared


@needs_clang
@needs_objdump
@pytest.mark.parametrize("order", ["bpfel", "bpfeb"])
@pytest.mark.parametrize("cpu", ["v1", "v2", "v3", "v4"])
def test_objects_look_as_llvm_objdump_prints_them(tmp_path: Path, cpu: str, order: str) -> None:
    sources = [EVERYTHING]
    sources += [EVERYTHING_V3] if cpu in ("v3", "v4") else []
    sources += [EVERYTHING_V4] if cpu == "v4" else []
    for number, source in enumerate(sources):
        compile_c(tmp_path, source, f"-mcpu={cpu}", "-target", order, name=f"t{number}")
        assert compare(tmp_path / f"t{number}.o") > 20


@needs_objdump
@pytest.mark.parametrize("name", ["schedlat", "firewall", "sampler"])
def test_shipped_objects_look_as_llvm_objdump_prints_them(name: str) -> None:
    assert compare(ROOT / "src" / "progpack" / "data" / "bpf" / f"{name}.bpf.o") > 80


@needs_clang
@needs_objdump
def test_benchmark_programs_look_as_llvm_objdump_prints_them(tmp_path: Path) -> None:
    source = (ROOT / "benchmarks/programs.c").read_text(encoding="utf-8")
    names = re.findall(r"defined\(WORK_(\w+)\)", source)
    assert len(names) == 16
    for name in names:
        compile_c(tmp_path, source, f"-DWORK_{name}")
        assert compare(tmp_path / "t.o") >= 2


@needs_clang
@needs_objdump
def test_random_instructions_look_as_llvm_objdump_prints_them(tmp_path: Path) -> None:
    # One object with all of them: an example each would be a process each.
    collected: list[Insn] = []
    forms = [name for name in FORMS if name not in ("packet load indexed", "map", "map value")]

    @settings(max_examples=100, database=None)
    @given(st.tuples(*(FORMS[name] for name in forms)))
    def collect(insns: tuple[list[Insn], ...]) -> None:
        collected.extend(insn for group in insns for insn in group)

    collect()
    assert len(collected) >= 50 * len(forms)
    code = encode(collected)
    lines = (", ".join(map(str, code[at : at + 8])) for at in range(0, len(code), 8))
    text = ".globl f\nf:\n" + "".join(f".byte {line}\n" for line in lines)
    (tmp_path / "t.s").write_text(text)
    command = [CLANG, "-target", "bpf", "-c", "t.s", "-o", "t.o"]
    subprocess.run([str(word) for word in command], cwd=tmp_path, check=True)
    assert compare(tmp_path / "t.o") >= 50 * len(forms)


@given(instructions)
def test_what_is_printed_is_read_back(insns: list[Insn]) -> None:
    text = disasm(insns, 0)
    assert text != UNKNOWN
    assert assemble(text) == insns
    assert decode(encode(assemble(text))) == insns


@given(st.lists(instructions, min_size=1, max_size=30))
def test_a_listing_is_read_back(groups: list[list[Insn]]) -> None:
    insns = [insn for group in groups for insn in group]
    lines = {0: "a.c:1: int x; // not code: r1 = 5", len(insns) // 2: "a.c:2"}
    spec = ProgramSpec.from_insns("p", ProgramType.FLAT, insns)
    text = "\n".join(listing(spec.insns, functions=spec.functions, lines=lines))
    assert assemble(text) == insns


def test_a_listing_names_functions_maps_and_lines() -> None:
    spec = assemble_program(
        """
        main:
            r1 = map counters ll
            call helper
            r2 = map .data + 0x8 ll
            exit
        helper:
            r0 = 0x1
            exit
        """
    )
    lines = {0: "a.c:1: one", 2: "a.c:1: one", 3: "a.c:2: two"}
    text = listing(spec.insns, functions=spec.functions, maps=spec.maps, lines=lines)
    assert list(text) == [
        "main:",
        "; a.c:1: one",
        "   0: r1 = map counters ll",
        "   2: call +0x3",
        "; a.c:2: two",
        "   3: r2 = map .data + 0x8 ll",
        "   5: exit",
        "helper:",
        "   6: r0 = 0x1",
        "   7: exit",
    ]
    again = "\n".join(listing(spec.insns, functions=spec.functions, maps=spec.maps))
    assert assemble_program(again) == spec


@given(st.lists(st.builds(Insn, *[st.integers(0, 255)] * 5), min_size=1, max_size=4))
def test_any_slot_has_some_text(insns: list[Insn]) -> None:
    for pc in range(len(insns)):
        text = disasm(insns, pc)
        second = pc > 0 and insns[pc].opcode == 0 and insns[pc - 1].opcode == 0x18
        assert (text == "") == second


@pytest.mark.parametrize(
    ("insn", "text"),
    [
        (Insn(0xC3, 1, 2, 4, 0x100), "w1 = load_acquire((u32 *)(r2 + 0x4))"),
        (Insn(0xD3, 1, 2, -4, 0x110), "store_release((u8 *)(r1 - 0x4), w2)"),
        (Insn(0xBF, 1, 2, 1, 1), "r1 = addr_space_cast(r2, 0x0, 0x1)"),
        (Insn(0xE5, off=5), "may_goto +0x5"),
        (Insn(0x8D, 3), "callx r3"),
        (Insn(0x85, src=2, imm=77), "call kfunc 0x4d"),
        (Insn(0xC3, 1, 2, 4, 0x70), UNKNOWN),
        (Insn(0xFF), UNKNOWN),
        (Insn(0x99), UNKNOWN),
        (Insn(0x8C), UNKNOWN),
        (Insn(0xDF, imm=16), UNKNOWN),
        (Insn(0xDC, imm=8), UNKNOWN),
        (Insn(0x38), UNKNOWN),
        (Insn(0x5A), UNKNOWN),
        (Insn(0x18), UNKNOWN),
        (Insn(0), UNKNOWN),
    ],
)
def test_what_the_kernel_has_beyond_the_rfc_has_text_and_the_rest_is_unknown(
    insn: Insn, text: str
) -> None:
    assert disasm([insn], 0) == text

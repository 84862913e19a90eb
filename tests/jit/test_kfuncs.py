"""Kernel functions that are provided as BPF: against the kernel's own."""

from __future__ import annotations

import dataclasses
import itertools
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from progpack import Machine, ObjectSpec, PackAllocator, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.btf.types import BtfKind
from progpack.bpf.check.program import check_program
from progpack.bpf.fit.externs import with_externs
from progpack.bpf.fit.kfuncs import READ_ONLY, kfunc_names, with_kfuncs
from progpack.bpf.fit.target_types import KERNEL_BTF, target_types
from progpack.bpf.isa.insn import BPF_PSEUDO_KFUNC_CALL, Insns
from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import MapSpec, MapType, ProgramSpec, ProgramType
from progpack.errors import BpfError, MissingFeatureError, ObjectError, RunError
from progpack.kernel.syscall.loading import load_program
from progpack.kernel.syscall.maps import KernelMap
from progpack.run.load import fit
from tests.jit.test_helpers import compiled

SOURCE = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct bpf_iter_num;
extern int bpf_iter_num_new(struct bpf_iter_num *it, int start, int end) __ksym __weak;
extern int *bpf_iter_num_next(struct bpf_iter_num *it) __ksym __weak;
extern void bpf_iter_num_destroy(struct bpf_iter_num *it) __ksym __weak;
extern int bpf_strlen(const char *s) __ksym __weak;
extern int bpf_strstr(const char *a, const char *b) __ksym;
extern void bpf_rcu_read_lock(void) __ksym;
extern void bpf_rcu_read_unlock(void) __ksym;
extern int bpf_none(void) __ksym __weak;
struct iter { unsigned long long it; };
int rounds = 10;
int out[8];
char text[32] = "hello, packed world";
SEC("xdp") int p(struct xdp_md *ctx)
{
    struct iter it;
    int *i;
    bpf_iter_num_new((void *)&it, 0, rounds);
    while ((i = bpf_iter_num_next((void *)&it)))
        if (*i < 8)
            out[0] += *i;
    bpf_iter_num_destroy((void *)&it);
    out[1] = bpf_iter_num_new((void *)&it, 5, 4);
    bpf_iter_num_destroy((void *)&it);
    out[2] = bpf_iter_num_new((void *)&it, 0, 9000000);
    bpf_iter_num_destroy((void *)&it);
    bpf_rcu_read_lock();
    out[3] = bpf_strlen ? bpf_strlen(text) : -1;
    bpf_rcu_read_unlock();
    out[4] = bpf_strstr(text, "pack");
    out[5] = bpf_strstr(text, "none");
    out[6] = bpf_none ? 1 : 0;
    return 2;
}
char _license[] SEC("license") = "GPL";
"""
#: Calls a function with two texts of the map, or one and a number, and returns what it returns.
CALL = """
    r1 = map texts + 0 ll
    r2 = map texts + {second} ll
    {more}
    call 1
    exit
"""
ONE, NUMBER, TWO = "one text", "a text and a number", "two texts"
ARGUMENTS = {
    "bpf_strlen": ONE,
    "bpf_strnlen": NUMBER,
    "bpf_strchr": NUMBER,
    "bpf_strchrnul": NUMBER,
    "bpf_strrchr": NUMBER,
    "bpf_strnchr": "a text, a number and a character",
    "bpf_strcmp": TWO,
    "bpf_strcasecmp": TWO,
    "bpf_strspn": TWO,
    "bpf_strcspn": TWO,
    "bpf_strstr": TWO,
    "bpf_strnstr": "two texts and a number",
}
TEXTS = MapSpec("texts", MapType.ARRAY, 4, 64, 1)


def test_the_names_are_functions_of_the_kernel() -> None:
    if not KERNEL_BTF.exists():
        pytest.skip("the kernel shows no types")
    types = target_types("kernel")
    assert ARGUMENTS.keys() < kfunc_names()
    missing = [name for name in kfunc_names() if types.find(name, BtfKind.FUNC) is None]
    if "bpf_strstr" in missing:
        pytest.skip("this kernel is older, and has fewer kernel functions")
    assert missing == []


def cases(name: str) -> Iterator[tuple[bytes, int]]:
    """The texts, and the number."""
    random = Random(name)
    fixed = [b"", b"a", b"abc", b"abcabd", b"ABC", b"\xc4\xd7\xe4", b"bd", b"abd", b"xabcabd"]
    for one, other in itertools.product(fixed, fixed):
        texts = one.ljust(31, b"\0") + b"\0" + other.ljust(31, b"\0") + b"\0"
        yield texts, random.choice((0, 1, 3, 6, 7, 97, 98, 31, 255))
    for _ in range(40):
        parts = [bytes(random.choices(b"abAB", k=random.randrange(12))) for _ in range(2)]
        yield b"".join(part.ljust(32, b"\0") for part in parts), random.randrange(14)


def program(name: str, number: int) -> ProgramSpec:
    kind = ARGUMENTS[name]
    more = {
        NUMBER: f"r2 = {number}",
        "a text, a number and a character": f"r2 = {number}\nr3 = 98",
        "two texts and a number": f"r3 = {number}",
    }.get(kind, "")
    text = CALL.format(second=32, more=more)
    return assemble_program(text, type=ProgramType.XDP, license="GPL")


def call_at(spec: ProgramSpec) -> int:
    return next(pc for pc, insn in enumerate(spec.insns) if insn.opcode == 0x85)


def in_kernel(spec: ProgramSpec, name: str, texts: KernelMap) -> int:
    found = target_types("kernel").find(name, BtfKind.FUNC)
    if found is None:
        pytest.skip(f"this kernel has no {name}")
    insns = list(spec.insns)
    insns[call_at(spec)] = insns[call_at(spec)]._replace(src=BPF_PSEUDO_KFUNC_CALL, imm=found.id)
    with load_program(dataclasses.replace(spec, insns=tuple(insns)), {"texts": texts}) as held:
        return held.test_run(bytes(64)).return_value


@pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")
@pytest.mark.parametrize("name", ARGUMENTS)
def test_they_return_what_the_kernels_return(packs: PackAllocator, name: str) -> None:
    with KernelMap.from_spec(TEXTS) as kernel:
        seen = set()
        for texts, number in list(cases(name))[:: 1 if ARGUMENTS[name] != ONE else 9]:
            spec = program(name, number)
            linked = with_kfuncs(spec, {call_at(spec): name})
            machine = Machine(linked, {"texts": TEXTS})
            machine.maps["texts"][bytes(4)] = texts  # type: ignore[index]
            mine = machine.run(bytes(64)).return_value & 0xFFFFFFFF
            kernel.update(bytes(4), texts)
            try:
                theirs = in_kernel(spec, name, kernel)
            except BpfError as error:
                pytest.skip(f"the kernel does not take the call: {error}")
            assert mine == theirs, (texts, number)
            seen.add(mine)
    assert len(seen) > 1
    with load(ObjectSpec("t", "GPL", {linked.name: linked}, {"texts": TEXTS}), packs=packs) as held:
        held.maps["texts"][0] = texts  # type: ignore[index]
        result = held.programs[linked.name].run(bytes(64))
    assert result.return_value & 0xFFFFFFFF == mine


#: Addresses of no text: of a task, between a task's and the kernel's, where the kernel has none.
NOWHERE = (0, 1, 1 << 47, 1 << 63, (1 << 64) - 1)


@pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")
@pytest.mark.parametrize("name", ARGUMENTS)
def test_texts_that_are_not_there_are_refused_as_by_the_kernel(
    packs: PackAllocator, name: str
) -> None:
    places = [f"{place:#x} ll" for place in NOWHERE]
    there = "map texts + 0 ll"
    pairs = [(place, there) for place in places]
    if ARGUMENTS[name].startswith("two"):
        pairs += [(there, place) for place in places] + [(places[0], places[-1])]
    with KernelMap.from_spec(TEXTS) as kernel:
        kernel.update(bytes(4), b"abc".ljust(64, b"\0"))
        for (one, other), number in itertools.product(pairs, (0, 5)):
            more = {NUMBER: f"r2 = {number}", "two texts and a number": f"r3 = {number}"}
            lines = [f"r1 = {one}", f"r2 = {other}", more.get(ARGUMENTS[name], "")]
            if ARGUMENTS[name].startswith("a text, a number"):
                lines += [f"r2 = {number}", "r3 = 98"]
            text = "\n".join([*filter(None, lines), "call 1", "exit"])
            spec = assemble_program(text, type=ProgramType.XDP, license="GPL")
            linked = with_kfuncs(spec, {call_at(spec): name})
            machine = Machine(linked, {"texts": TEXTS})
            if "texts" in linked.used_maps:
                machine.maps["texts"][bytes(4)] = b"abc".ljust(64, b"\0")  # type: ignore[index]
            mine = machine.run(bytes(64)).return_value & 0xFFFFFFFF
            assert mine == in_kernel(spec, name, kernel), (one, other, number)
    obj = ObjectSpec("t", "GPL", {linked.name: linked}, {"texts": TEXTS})
    with load(obj, packs=packs) as held:
        assert held.programs[linked.name].run(bytes(64)).return_value & 0xFFFFFFFF == mine


@pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed")
def test_objects_find_them_by_name(packs: PackAllocator, tmp_path: Path) -> None:
    (tmp_path / "k.c").write_text(SOURCE)
    spec = compiled(tmp_path / "k.c", tmp_path)
    machine = Machine(with_externs(spec).programs["p"], spec.maps)
    assert machine.run(bytes(64)).return_value == 2
    expected = [28, -22, -7, 19, 7, -2, 0]
    assert numbers(machine.maps[".bss"][bytes(4)]) == expected  # type: ignore[index]
    with load(spec, packs=packs) as held:
        assert held.programs["p"].run(bytes(64)).return_value == 2
        assert numbers(held.maps[".bss"][0]) == expected  # type: ignore[index]


def numbers(data: bytes) -> list[int]:
    return [int.from_bytes(data[4 * at : 4 * at + 4], "little", signed=True) for at in range(7)]


@pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed")
@pytest.mark.skipif(shutil.which("llvm-strip-22") is None, reason="llvm-strip-22 is not installed")
def test_the_object_is_what_its_source_compiles_to(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    command = ["make", "-s", "-C", str(root / "examples"), f"OUT={tmp_path}"]
    subprocess.run([*command, str(tmp_path / "kfuncs.bpf.o")], check=True, capture_output=True)
    made = read_object(tmp_path / "kfuncs.bpf.o").programs
    shipped = read_object(root / "src/progpack/data/bpf/kfuncs.bpf.o").programs
    assert {name: each.insns for name, each in made.items()} == {
        name: each.insns for name, each in shipped.items()
    }
    assert len(made) - len(READ_ONLY) == len(kfunc_names()) > 15


#: Calls, in order, of the program below; the kernel gets the numbers of its own functions.
DYNPTR_CALLS = (
    "from", "bpf_dynptr_size", "bpf_dynptr_slice", "bpf_dynptr_adjust", "bpf_dynptr_size",
    "bpf_dynptr_slice_rdwr", "bpf_dynptr_adjust", "bpf_dynptr_clone", "bpf_dynptr_is_null",
    "bpf_dynptr_is_rdonly", "bpf_dynptr_slice",
)  # fmt: skip
DYNPTR = """
    r7 = map texts + 0 ll
    r2 = 0
    r3 = r10
    r3 += -16
    call 1
    *(u32 *)(r7 + 0) = r0
    r1 = r10
    r1 += -16
    call 1
    *(u32 *)(r7 + 4) = r0
    r1 = r10
    r1 += -16
    r2 = 12
    r3 = r10
    r3 += -48
    r4 = 4
    call 1
    if r0 == 0 goto out
    r1 = *(u16 *)(r0 + 0)
    *(u32 *)(r7 + 8) = r1
    r1 = r10
    r1 += -16
    r2 = 14
    r3 = 34
    call 1
    *(u32 *)(r7 + 12) = r0
    r1 = r10
    r1 += -16
    call 1
    *(u32 *)(r7 + 16) = r0
    r1 = r10
    r1 += -16
    r2 = 0
    r3 = r10
    r3 += -48
    r4 = 8
    call 1
    if r0 == 0 goto out
    *(u8 *)(r0 + 1) = 99
    r1 = r10
    r1 += -16
    r2 = 3
    r3 = 2
    call 1
    *(u32 *)(r7 + 20) = r0
    r1 = r10
    r1 += -16
    r2 = r10
    r2 += -32
    call 1
    *(u32 *)(r7 + 24) = r0
    r1 = r10
    r1 += -32
    call 1
    *(u8 *)(r7 + 28) = r0
    r1 = r10
    r1 += -32
    call 1
    *(u8 *)(r7 + 29) = r0
    r1 = r10
    r1 += -40
    r2 = 8
    r3 = r10
    r3 += -32
    r4 = 2
    r5 = 0
    call 201
    *(u32 *)(r7 + 32) = r0
    r1 = *(u64 *)(r10 - 40)
    *(u64 *)(r7 + 40) = r1
    r1 = r10
    r1 += -32
    r2 = 18
    r3 = r10
    r3 += -48
    r4 = 4
    call 1
    if r0 == 0 goto out
    *(u32 *)(r7 + 48) = 1
out:
    r0 = 2
    exit
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")
@pytest.mark.parametrize("kind", [ProgramType.XDP, ProgramType.SCHED_CLS])
def test_dynptrs_of_packets_are_the_kernels(packs: PackAllocator, kind: ProgramType) -> None:
    first = "bpf_dynptr_from_xdp" if kind is ProgramType.XDP else "bpf_dynptr_from_skb"
    names = (first, *DYNPTR_CALLS[1:])
    spec = assemble_program(DYNPTR.replace("= r0", "= w0"), type=kind, license="GPL")
    calls = [pc for pc, insn in enumerate(spec.insns) if insn.opcode == 0x85 and insn.imm == 1]
    linked = with_kfuncs(spec, dict(zip(calls, names, strict=True)))
    packet = bytes(range(100))
    insns = list(spec.insns)
    for pc, name in zip(calls, names, strict=True):
        found = target_types("kernel").find(name, BtfKind.FUNC)
        if found is None:
            pytest.skip(f"this kernel has no {name}")
        insns[pc] = insns[pc]._replace(src=BPF_PSEUDO_KFUNC_CALL, imm=found.id)
    with KernelMap.from_spec(TEXTS) as kernel:
        with load_program(dataclasses.replace(spec, insns=tuple(insns)), {"texts": kernel}) as held:
            ran = held.test_run(packet)
        theirs = kernel.lookup(bytes(4)), ran.data
    machine = Machine(linked, {"texts": TEXTS})
    mine = machine.run(packet).packet
    assert (machine.maps["texts"][bytes(4)], mine) == theirs  # type: ignore[index]
    with load(ObjectSpec("t", "GPL", {linked.name: linked}, {"texts": TEXTS}), packs=packs) as made:
        result = made.programs[linked.name].run(packet)
        assert (made.maps["texts"][0], result.packet) == theirs  # type: ignore[index]
    assert theirs[0] is not None
    assert [int.from_bytes(theirs[0][at : at + 4], "little") for at in (4, 16)] == [100, 20]
    assert theirs[1][15] == 99


#: What may write: 1 when the dynptr is read-only, 2 when a write gives -EINVAL.
RIGHTS = """
    r2 = 0
    r3 = r10
    r3 += -16
    call 1
    r1 = r10
    r1 += -16
    call 1
    r6 = r0
    *(u64 *)(r10 - 24) = 0
    r1 = r10
    r1 += -16
    r2 = 0
    r3 = r10
    r3 += -24
    r4 = 2
    r5 = 0
    call 202
    if w0 != -22 goto out
    r6 += 2
out:
    r0 = r6
    exit
"""
RIGHTS_CALLS = ("bpf_dynptr_from_skb", "bpf_dynptr_is_rdonly")
# The kernel runs no programs of LWT_SEG6LOCAL in a test.
OF_SKB = [
    ProgramType.SOCKET_FILTER,
    ProgramType.SCHED_CLS,
    ProgramType.CGROUP_SKB,
    ProgramType.LWT_IN,
    ProgramType.LWT_OUT,
    ProgramType.LWT_XMIT,
]


@pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")
@pytest.mark.parametrize("kind", OF_SKB, ids=lambda kind: kind.name)
def test_dynptrs_are_read_only_where_the_kernels_are(
    packs: PackAllocator, kind: ProgramType
) -> None:
    # A program of a control group returns 0 or 1: whether the dynptr says that it is read-only.
    kept = 1 if kind is ProgramType.CGROUP_SKB else 3
    text = RIGHTS.replace("r0 = r6", f"r6 &= {kept}\n    r0 = r6")
    spec = assemble_program(text, type=kind, license="GPL")
    calls = [pc for pc, insn in enumerate(spec.insns) if insn.opcode == 0x85 and insn.imm == 1]
    linked = with_kfuncs(spec, dict(zip(calls, RIGHTS_CALLS, strict=True)))
    packet = bytes(12) + b"\x08\x00\x45" + bytes(49)
    insns = list(spec.insns)
    for pc, name in zip(calls, RIGHTS_CALLS, strict=True):
        found = target_types("kernel").find(name, BtfKind.FUNC)
        if found is None:
            pytest.skip(f"this kernel has no {name}")
        insns[pc] = insns[pc]._replace(src=BPF_PSEUDO_KFUNC_CALL, imm=found.id)
    try:
        with load_program(dataclasses.replace(spec, insns=tuple(insns)), {}) as held:
            theirs = held.test_run(packet).return_value
    except BpfError as error:
        pytest.skip(f"the kernel does not take the call: {error}")
    assert Machine(linked, {}).run(packet).return_value == theirs
    with load(ObjectSpec("t", "GPL", {linked.name: linked}, {}), packs=packs) as made:
        assert made.programs[linked.name].run(packet).return_value == theirs
    assert theirs in (0, kept)


UNKNOWN = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
extern int nobody_has_this(void) __ksym;
extern int nor_this __ksym;
SEC("xdp") int good(struct xdp_md *ctx) { return 2; }
SEC("xdp") int bad(struct xdp_md *ctx) { return nobody_has_this(); }
SEC("?xdp") int off(struct xdp_md *ctx) { return nor_this; }
"""


def _written(folder: Path) -> Path:
    source = folder / "unknown.bpf.c"
    source.write_text(UNKNOWN)
    return source


def test_only_programs_that_are_loaded_have_to_find_their_kernel_functions(
    tmp_path: Path,
) -> None:
    spec = compiled(_written(tmp_path), tmp_path)
    with load(spec, programs=["good"]) as loaded:
        assert loaded.programs["good"].run(bytes(64)).return_value == 2
    with pytest.raises(ObjectError, match="program bad calls the kernel function nobody_has_this"):
        load(spec)
    with pytest.raises(ObjectError, match="program off needs the address of the kernel's nor_this"):
        load(spec, programs=["good", "off"])


def test_executables_leave_out_what_the_other_programs_want(tmp_path: Path) -> None:
    made = fit(compiled(_written(tmp_path), tmp_path), programs=["good"])
    assert not made.programs["good"].externs
    assert made.programs["bad"].externs


def test_a_fault_inside_of_one_names_it(packs: PackAllocator) -> None:
    spec = assemble_program("r1 = 64\ncall 1\nexit", type=ProgramType.XDP)
    linked = with_kfuncs(spec, {1: "bpf_dynptr_size"})
    with load(ObjectSpec("t", "GPL", {linked.name: linked}, {}), packs=packs) as held:
        for run in (Machine(linked).run, held.programs[linked.name].run):
            with pytest.raises(RunError, match=r"null.*\[in bpf_dynptr_size\(\), which stands"):
                run(bytes(64))


def test_a_refusal_inside_of_one_names_it() -> None:
    spec = assemble_program("r2 = 0\nr3 = r10\nr3 += -16\ncall 1\nexit", type=ProgramType.XDP)
    linked = with_kfuncs(spec, {3: "bpf_iter_bits_new"})
    helper = next(pc for pc in range(5, len(linked.insns)) if linked.insns[pc].opcode == 0x85)
    insns = list(linked.insns)
    insns[helper] = insns[helper]._replace(imm=44)  # one of other programs
    other = dataclasses.replace(linked, insns=Insns(insns), type=ProgramType.SOCKET_FILTER)
    with pytest.raises(MissingFeatureError, match=r"\[in bpf_iter_bits_new\(\), which stands"):
        check_program(other)


@pytest.mark.parametrize(
    ("name", "feature"),
    [
        ("bpf_throw", "exceptions"),
        ("bpf_obj_new_impl", "allocated objects"),
        ("bpf_rbtree_add_impl", "trees of allocated objects"),
    ],
)
def test_what_stays_out_is_refused_by_its_name(tmp_path: Path, name: str, feature: str) -> None:
    source = tmp_path / "out.bpf.c"
    source.write_text(UNKNOWN.replace("nobody_has_this", name))
    spec = compiled(source, tmp_path)
    with pytest.raises(ObjectError, match=rf"function {name} \(kfunc\), and {feature} are not"):
        load(spec, programs=["bad"])

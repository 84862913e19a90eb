"""Helpers that call functions of the program: bpf_loop() and bpf_for_each_map_elem()."""

from __future__ import annotations

from pathlib import Path

import pytest

from progpack import Machine, MapSpec, MapType, ObjectSpec, PackAllocator, ProgramSpec, RunError
from progpack.bpf.asm import assemble
from progpack.bpf.check.program import check_map, check_program
from progpack.bpf.isa.insn import BPF_PSEUDO_FUNC, function_token
from progpack.bpf.object.reader import read_object
from progpack.bpf.oracle.maps.arrays import KeyedMap as OracleKeyed
from progpack.bpf.spec import MapRef, ProgramType
from progpack.errors import ObjectError, ProgramError
from progpack.jit.maps.handle import KeyedMap
from progpack.jit.maps.kinds import PerCpuMap
from progpack.jit.native import cpus
from progpack.jit.object import Object
from progpack.records import replace
from tests.jit.test_helpers import compiled, run_both

TABLE = MapSpec("table", MapType.HASH, 8, 8, 50)


def program(text: str, kind: ProgramType = ProgramType.FLAT) -> ProgramSpec:
    """A program; a load of 1 is the map, one of a label's slot plus 100 that function's address."""
    insns = assemble(text.replace(";", "\n"))
    maps = {}
    for pc, insn in enumerate(insns):
        if insn.opcode == 0x18 and insn.imm == 1:
            maps[pc], insns[pc] = MapRef("table"), insn._replace(src=1, imm=0)
        elif insn.opcode == 0x18 and insn.imm >= 100:
            target = insn.imm - 100
            insns[pc] = insn._replace(src=BPF_PSEUDO_FUNC, imm=target - pc - 1)
    return ProgramSpec.from_insns("test", kind, insns, maps=maps, license="GPL")


def both(
    packs: PackAllocator, spec: ProgramSpec, memory: bytes, budget: int = 100_000
) -> tuple[object, bytes]:
    """How it ends in both worlds, which must be alike: r0 or the kind and place of a fault."""
    ends: list[tuple[object, bytes]] = []
    with Object(ObjectSpec("t", "GPL", {"test": spec}, {"table": TABLE}), packs, None) as loaded:
        for run in (
            Machine(spec, {"table": TABLE}).run,
            loaded.programs["test"].run,
        ):
            try:
                result = run(memory, budget=budget)
                ends.append((result.return_value, result.packet))
            except RunError as error:
                ends.append(((error.fault.kind.name, error.fault.pc, error.fault.address), b""))
    assert ends[0] == ends[1]
    return ends[0]


# memory: how often (8 bytes), flags (8), a sum (8). The callback is at slot 9 and adds its
# number to the sum, which its context points to; with number 1000 it says stop.
SUM = """r6 = r1; r3 = r1; r3 += 16; r4 = *(u64 *)(r1 + 8); r1 = *(u64 *)(r1 + 0); r2 = 109 ll
    call 181; exit
    r3 = *(u64 *)(r2 + 0); r3 += r1; *(u64 *)(r2 + 0) = r3; r0 = 0
    if r1 != 1000 goto +1; r0 = 1; exit"""


def memory(count: int, flags: int = 0) -> bytes:
    return count.to_bytes(8, "little") + flags.to_bytes(8, "little") + bytes(8)


@pytest.mark.parametrize(
    ("count", "flags", "expected", "total"),
    [
        (0, 0, 0, 0),
        (1, 0, 1, 0),
        (10, 0, 10, 45),
        (5000, 0, 1001, 500500),
        (1 << 32 | 3, 0, 3, 3),
        (3, 1, -22, 0),
        ((8 << 20) + 1, 0, -7, 0),
    ],
)
def test_a_loop_calls_until_it_is_told_to_stop(
    packs: PackAllocator, count: int, flags: int, expected: int, total: int
) -> None:
    value, left = both(packs, program(SUM), memory(count, flags))
    assert value == expected % (1 << 64)
    assert int.from_bytes(left[16:24], "little") == total


def test_each_call_takes_from_the_budget(packs: PackAllocator) -> None:
    assert both(packs, program(SUM), memory(10), budget=10)[0] == 10
    assert both(packs, program(SUM), memory(10), budget=9)[0] == ("BUDGET", 7, 0)


# Two loops of 20 rounds, of a callback that stops in its round 7 where memory says so.
_TWICE = """r6 = r1; r3 = r1; r1 = 20; r2 = 116 ll; r4 = 0; call 181; r7 = r0
    r3 = r6; r1 = 20; r2 = 116 ll; r4 = 0; call 181; r0 += r7; exit
"""
_CALLBACKS = {
    "quiet": "r0 = 0; if r1 != 7 goto +1; r0 = *(u64 *)(r2 + 0); exit",
    "counting": """r0 = 0; r3 = r1; if r3 == 0 goto +2; r3 -= 1; goto -3
        if r1 != 7 goto +1; r0 = *(u64 *)(r2 + 0); exit""",
}


@pytest.mark.parametrize("callback", _CALLBACKS)
@pytest.mark.parametrize("stops", [0, 1])
def test_a_budget_ends_loops_in_the_same_round(
    packs: PackAllocator, callback: str, stops: int
) -> None:
    spec = program(_TWICE + _CALLBACKS[callback])
    ends = set()
    with Object(ObjectSpec("t", "GPL", {"test": spec}, {}), packs, None) as loaded:
        # Around each end of a loop and of a slice of the budget (`LEAST_SLICE`).
        for budget in (*range(60), *range(60, 480, 7), 480):
            outcomes = []
            for run in (Machine(spec, {}).run, loaded.programs["test"].run):
                try:
                    outcomes.append(run(memory(stops), budget=budget).return_value)
                except RunError as error:
                    outcomes.append((error.fault.kind.name, error.fault.pc))
            assert outcomes[0] == outcomes[1], budget
            ends.add(outcomes[0])
    assert len(ends) >= 3  # in either loop, and not at all


def test_a_fault_inside_ends_the_run(packs: PackAllocator) -> None:
    text = "r1 = 3; r2 = 107 ll; r3 = 0; r4 = 0; call 181; exit; r0 = *(u64 *)(r2 + 8); exit"
    assert both(packs, program(text), b"")[0] == ("READ", 7, 8)


def test_loops_in_loops_have_frames_of_their_own(packs: PackAllocator) -> None:
    # The outer callback (slot 8) keeps its number in its frame and loops over the inner one (17).
    text = """r3 = r1; r1 = 5; r2 = 108 ll; r4 = 0; call 181; r0 = r0; exit
    *(u64 *)(r10 - 8) = r1; r3 = r2; r1 = 4; r2 = 118 ll; r4 = 0; call 181
    r0 = *(u64 *)(r10 - 8); r0 = 0; exit
    r3 = *(u64 *)(r10 - 8); r4 = *(u64 *)(r2 + 0); r4 += 1; r4 += r3; *(u64 *)(r2 + 0) = r4
    r0 = 0; exit"""
    value, left = both(packs, program(text), bytes(8))
    assert (value, int.from_bytes(left, "little")) == (5, 20)


@pytest.mark.parametrize(
    "address", ["0", "7", f"{function_token(3):#x}", f"{function_token(0):#x}"]
)
def test_what_is_no_function_of_the_program_is_not_called(
    packs: PackAllocator, address: str
) -> None:
    # A function's address is taken, so that there is one that could be called.
    text = f"r5 = 110 ll; r2 = {address} ll; r1 = 1; r3 = 0; r4 = 0; call 181; r0 = 7; exit; exit"
    end = both(packs, program(text), b"")[0]
    assert isinstance(end, tuple)
    assert end[0] == "HELPER"


# The callback at slot 9: (map, key, value, context): adds key and value to the context, changes the
# value, and stops where the key is 1000.
EACH = """r3 = r1; r4 = *(u64 *)(r1 + 8); r2 = 109 ll; r1 = 1 ll; call 164; r0 = r0; exit
    r5 = *(u64 *)(r2 + 0); r1 = *(u64 *)(r3 + 0); r2 = *(u64 *)(r4 + 16); r2 += r5; r2 += r1
    *(u64 *)(r4 + 16) = r2; *(u64 *)(r3 + 0) = 1; r0 = 0; exit"""


def test_every_element_of_a_map_is_called_with(packs: PackAllocator) -> None:
    spec = program(EACH)
    elements = {number * 7: number * 1000 for number in range(1, 41)}
    machine = Machine(spec, {"table": TABLE})
    with Object(ObjectSpec("t", "GPL", {"test": spec}, {"table": TABLE}), packs, None) as loaded:
        native, oracle = loaded.maps["table"], machine.maps["table"]
        assert isinstance(native, KeyedMap)
        assert isinstance(oracle, OracleKeyed)
        for key, value in elements.items():
            native[key] = oracle[key.to_bytes(8, "little")] = value.to_bytes(8, "little")
        expected = sum(elements) + sum(elements.values())
        for run in (machine.run, loaded.programs["test"].run):
            result = run(memory(0))
            assert result.return_value == 40
            assert int.from_bytes(result.packet[16:24], "little") == expected
        one = (1).to_bytes(8, "little")
        assert {value for _, value in native.elements()} == {one}
        assert set(oracle.values()) == {one}


@pytest.mark.parametrize("kind", [MapType.ARRAY, MapType.PERCPU_ARRAY, MapType.PERCPU_HASH])
def test_other_maps_are_walked_too(packs: PackAllocator, kind: MapType) -> None:
    text = """r3 = r1; r4 = 0; r2 = 108 ll; r1 = 1 ll; call 164; exit
    r5 = *(u32 *)(r2 + 0); r1 = *(u64 *)(r4 + 16); r1 += r5; *(u64 *)(r4 + 16) = r1
    r2 = *(u64 *)(r3 + 0); r0 = 0; exit"""
    spec, table = program(text), MapSpec("table", kind, 4, 8, 6)
    with Object(ObjectSpec("t", "GPL", {"test": spec}, {"table": table}), packs, None) as loaded:
        held = loaded.maps["table"]
        if kind is MapType.PERCPU_HASH:
            assert isinstance(held, PerCpuMap)
            for number in range(6):
                held[number] = [bytes(8)] * cpus.COUNT
        result = loaded.programs["test"].run(memory(0))
        assert result.return_value == 6
        assert int.from_bytes(result.packet[16:24], "little") == 15


def test_a_key_is_read_only_and_gone_after_the_walk(packs: PackAllocator) -> None:
    write = """r3 = r1; r4 = 0; r2 = 108 ll; r1 = 1 ll; call 164; exit
    *(u64 *)(r2 + 0) = 1; r0 = 0; exit"""
    keep = """r6 = r1; r3 = r1; r4 = 0; r2 = 111 ll; r1 = 1 ll; call 164
    r1 = *(u64 *)(r6 + 16); r0 = *(u64 *)(r1 + 0); exit
    *(u64 *)(r4 + 16) = r2; r0 = 0; exit"""
    beyond = """r3 = r1; r4 = 0; r2 = 108 ll; r1 = 1 ll; call 164; exit
    r1 = *(u64 *)(r2 + 1); r0 = 0; exit"""
    for text, kind, pc in ((write, "WRITE", 8), (keep, "READ", 9), (beyond, "READ", 8)):
        spec = program(text)
        with Object(ObjectSpec("t", "", {"test": spec}, {"table": TABLE}), packs, None) as loaded:
            held = loaded.maps["table"]
            assert isinstance(held, KeyedMap)
            held[5] = bytes(8)
            machine = Machine(spec, {"table": TABLE})
            oracle = machine.maps["table"]
            assert isinstance(oracle, OracleKeyed)
            oracle[(5).to_bytes(8, "little")] = bytes(8)
            for run in (machine.run, loaded.programs["test"].run):
                with pytest.raises(RunError) as caught:
                    run(memory(0))
                assert (caught.value.fault.kind.name, caught.value.fault.pc) == (kind, pc)


def test_addresses_of_no_function_are_refused() -> None:
    for text, words in (
        ("r2 = 150 ll; r0 = 0; exit", "outside the program"),
        ("r2 = 101 ll; r0 = 0; exit", "into a 64-bit load"),
    ):
        with pytest.raises(ProgramError, match=words):
            Machine(program(text))


def test_callbacks_of_c_are_found(packs: PackAllocator, tmp_path: Path) -> None:
    import shutil
    import subprocess

    if shutil.which("clang-22") is None:
        pytest.skip("clang-22 is not installed")
    source = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>
    struct sums { unsigned long long odd, even; };
    static int add(unsigned i, struct sums *sums)
    { if (i & 1) sums->odd += i; else sums->even += i; return i == 99; }
    static int other(unsigned i, void *unused) { return 1; }
    SEC("flat") unsigned long long f(unsigned *n)
    {
        struct sums sums = {};
        int done = bpf_loop(*n, add, &sums, 0) + bpf_loop(5, other, 0, 0);
        return sums.odd << 32 | sums.even << 8 | done;
    }"""
    (tmp_path / "t.c").write_text(source)
    include = "/usr/include/x86_64-linux-gnu"
    command = f"clang-22 -O2 -g -target bpf -mcpu=v3 -idirafter {include} -c t.c -o t.o".split()
    subprocess.run(command, cwd=tmp_path, check=True)
    spec = read_object(tmp_path / "t.o")
    assert [function.name for function in spec.programs["f"].functions] == ["f", "add", "other"]
    with Object(spec, packs, None) as loaded:
        for count, odd, even, done in ((10, 25, 20, 11), (500, 2500, 2450, 101)):
            given = count.to_bytes(4, "little")
            expected = odd << 32 | even << 8 | done
            assert loaded.programs["f"].run(given).return_value == expected
            assert Machine(spec.programs["f"]).run(given).return_value == expected


def nested(prefix: str, depth: int, last: str) -> str:
    """Functions that call each other and write to both ends of 320 bytes of their frames."""
    lines = [
        f"FUNCTION {prefix}{depth}(void *a, void *b) {{ long x[40]; USE(x); {last} return 0; }}"
    ]
    lines += [
        f"FUNCTION {prefix}{level}(void *a, void *b)"
        f" {{ long x[40], r; USE(x); r = {prefix}{level + 1}(a, b); USE(x); return r; }}"
        for level in range(depth - 1, 0, -1)
    ]
    return "\n".join(lines)


DEEP = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#define FUNCTION static __attribute__((noinline)) long
#define USE(x) asm volatile("*(u64 *)(%0 + 0) = %1; *(u64 *)(%0 + 312) = %1" \
                            :: "r"(x), "r"(0x4141414141414141) : "memory")
#define HIDE(p) asm volatile("" : "+r"(p))
long out;
""" + "\n".join(
    (
        nested("k", 6, ""),
        "static long k(long i, void *c) { long x[40]; USE(x); out++; return k1(c, c); }",
        nested("g", 6, "bpf_loop(1, a, b, 0);"),
        "static long g(long i, void *c) { long x[40]; USE(x); out++; return g1(c, c); }",
        nested("h", 7, "bpf_loop(1, a, b, 0);"),
        """SEC("tc") int deep(void *skb)
        { void *one = g, *two = k; HIDE(one); HIDE(two); return h1(one, two); }""",
        nested("l", 2, "bpf_loop(3, a, b, 0);"),
        "static long leaf(long i, void *c) { long x[40]; USE(x); out++; return 0; }",
        """SEC("tc") int passed(void *skb)
        { void *one = leaf; HIDE(one); l1(one, one); return out; }
        char _license[] SEC("license") = "GPL";""",
    )
)


def test_callbacks_of_callbacks_stay_in_the_stack(packs: PackAllocator, tmp_path: Path) -> None:
    """Whoever is given a function's address may call it at a depth that no load can foresee."""
    (tmp_path / "deep.c").write_text(DEEP)
    spec = compiled(tmp_path / "deep.c", tmp_path)
    deep, passed = run_both(packs, spec, "deep"), run_both(packs, spec, "passed")
    assert deep[0] == deep[1]
    assert isinstance(deep[0], tuple)
    assert deep[0][0] == "HELPER"
    assert passed == [3, 3]


def test_an_address_that_only_timers_take_is_no_recursion() -> None:
    """As the kernel's check_max_stack_depth() has it of asynchronous callbacks."""
    later = "r2 = 105 ll; call 170; r0 = 0; exit; r2 = 105 ll; call 170; exit"
    assert check_program(program(later, ProgramType.SCHED_CLS)).calls.frames == 2
    for text in (
        later.replace("170", "181"),
        # The address may come to the other helper.
        later.replace("r2 = 105 ll; call 170; exit", "r6 = 105 ll; call 170; call 181; exit"),
    ):
        with pytest.raises(ProgramError, match="recursion"):
            check_program(program(text))


# memory: a sum (8 bytes) and a key. It puts the key in, and the callback adds its last byte.
LONG_KEY = """r6 = r1; r1 = 1 ll; r2 = r6; r2 += 8; r3 = r6; r4 = 0; call 2
    r3 = r6; r4 = 0; r2 = 116 ll; r1 = 1 ll; call 164; exit
    r0 = *(u8 *)(r2 + {last}); r5 = *(u64 *)(r4 + 0); r5 += r0; *(u64 *)(r4 + 0) = r5; r0 = 0; exit
"""


def test_a_callback_is_given_the_longest_key(packs: PackAllocator) -> None:
    size = 4112
    table = MapSpec("table", MapType.HASH, size, 8, 50)
    key = bytes(size - 1) + b"\x07"
    for last, expected in ((size - 1, (1, 7)), (size, None)):
        spec = program(LONG_KEY.format(last=last))
        ends = []
        with Object(ObjectSpec("t", "GPL", {"test": spec}, {"table": table}), packs, None) as held:
            for run in (Machine(spec, {"table": table}).run, held.programs["test"].run):
                try:
                    result = run(bytes(8) + key)
                    ends.append((result.return_value, result.packet[0]))
                except RunError as error:
                    ends.append(error.fault.kind.name)
        assert ends == ([expected] * 2 if expected else ["READ"] * 2)
    with pytest.raises(ObjectError, match="keys have 4112 bytes at most"):
        check_map(replace(table, key_size=size + 1))

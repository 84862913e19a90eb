"""Tail calls: programs that continue as others, in the interpreter and as compiled code."""

from __future__ import annotations

import ctypes
import threading
from pathlib import Path

import pytest

from progpack import (
    Machine,
    MapSpec,
    MapType,
    ObjectSpec,
    PackAllocator,
    ProgramSpec,
    ProgramType,
    RunError,
    UsageError,
)
from progpack.bpf.asm import assemble, assemble_program
from progpack.bpf.oracle.initial_values import map_set
from progpack.bpf.oracle.maps.arrays import ArrayMap as OracleArray
from progpack.bpf.oracle.maps.arrays import ProgArrayMap
from progpack.bpf.spec import MapRef
from progpack.foreign import Builder
from progpack.jit.maps.handle import ArrayMap
from progpack.jit.maps.kinds import ProgArray
from progpack.jit.object import Object
from progpack.jit.program import Program
from progpack.run.executables import Session
from tests.jit.test_helpers import PACKET, compiled

JUMPS = MapSpec("jumps", MapType.PROG_ARRAY, 4, 4, 4)
COUNTS = MapSpec("counts", MapType.ARRAY, 4, 8, 1)
MAPS = {"jumps": JUMPS, "counts": COUNTS}


def program(name: str, text: str, kind: ProgramType = ProgramType.FLAT, **at: str) -> ProgramSpec:
    """A program; every 64-bit load of 1 is the array of programs, of 2 the value of the counts."""
    insns = assemble(text.replace(";", "\n"))
    maps = {}
    for pc, insn in enumerate(insns):
        if insn.opcode == 0x18 and insn.imm == 1:
            maps[pc], insns[pc] = MapRef("jumps"), insn._replace(src=1, imm=0)
        elif insn.opcode == 0x18 and insn.imm == 2:
            maps[pc], insns[pc] = MapRef("counts", 0), insn._replace(src=2, imm=0)
    return ProgramSpec.from_insns(name, kind, insns, maps=maps, license="GPL")


# Which program is next is the first byte of the memory; what is behind the call runs without one.
FIRST = program("first", "r3 = *(u8 *)(r1 + 0); r2 = 1 ll; call 12; r0 = 1000; exit")
ANSWER = program("answer", "r0 = *(u8 *)(r1 + 1); exit")
#: Counts, then calls itself.
AGAIN = program(
    "again",
    """r4 = 2 ll; r5 = *(u64 *)(r4 + 0); r5 += 1; *(u64 *)(r4 + 0) = r5
    r3 = 2; r2 = 1 ll; call 12; r0 = 7; exit""",
)
WRONG = program("wrong", "r0 = *(u8 *)(r1 + 4096); exit")
#: A subprogram continues as another program, whose result comes back to its caller.
INSIDE = program(
    "inside",
    "call +2; r0 += 5; exit; r1 = r1; r3 = 1; r2 = 1 ll; call 12; r0 = 50; exit",
)


def worlds(packs: PackAllocator, *specs: ProgramSpec) -> tuple[Object, dict[str, Machine]]:
    by_name = {spec.name: spec for spec in specs}
    native = Object(ObjectSpec("t", "GPL", by_name, MAPS), packs, None)
    machines: dict[str, Machine] = {}
    for name, spec in by_name.items():
        known = next(iter(machines.values()), None)
        machines[name] = Machine(spec, known.maps if known else MAPS)
    return native, machines


def put(native: Object, machines: dict[str, Machine], index: int, name: str) -> None:
    jumps = native.maps["jumps"]
    assert isinstance(jumps, ProgArray)
    jumps[index] = native.programs[name]
    held = next(iter(machines.values())).maps["jumps"]
    assert isinstance(held, ProgArrayMap)
    held.held[index] = machines[name].spec


def test_another_program_runs_in_place_of_the_rest(packs: PackAllocator) -> None:
    native, machines = worlds(packs, FIRST, ANSWER)
    with native:
        put(native, machines, 1, "answer")
        # The third element is empty, the tenth does not exist.
        for index, expected in ((1, 42), (3, 1000), (10, 1000)):
            memory = bytes([index, 42])
            assert machines["first"].run(memory).return_value == expected
            assert native.programs["first"].run(memory).return_value == expected


def test_a_chain_ends_after_33_calls(packs: PackAllocator) -> None:
    native, machines = worlds(packs, AGAIN)
    with native:
        put(native, machines, 2, "again")
        for _ in range(2):
            assert machines["again"].run(b"\2").return_value == 7
            assert native.programs["again"].run(b"\2").return_value == 7
        counts, oracle = native.maps["counts"], machines["again"].maps["counts"]
        assert isinstance(counts, ArrayMap)
        assert isinstance(oracle, OracleArray)
        assert counts[0] == oracle[bytes(4)] == (2 * 34).to_bytes(8, "little")


def test_a_fault_names_the_program_that_it_is_in(packs: PackAllocator) -> None:
    native, machines = worlds(packs, FIRST, WRONG)
    with native:
        put(native, machines, 1, "wrong")
        for run in (machines["first"].run, native.programs["first"].run):
            with pytest.raises(RunError, match="program wrong, instruction 0") as caught:
                run(b"\1")
            assert (caught.value.fault.program, caught.value.fault.pc) == ("wrong", 0)
        # The next run is right again, and its own.
        assert native.programs["first"].run(b"\3").return_value == 1000


def test_the_budget_is_that_of_the_run(packs: PackAllocator) -> None:
    loop = program("loop", "r1 = 10; r1 += -1; if r1 != 0 goto -2; r0 = 3; exit")
    native, machines = worlds(packs, FIRST, loop)
    with native:
        put(native, machines, 1, "loop")
        for run in (machines["first"].run, native.programs["first"].run):
            assert run(b"\1", budget=9).return_value == 3
            with pytest.raises(RunError, match="budget"):
                run(b"\1", budget=8)


def test_a_subprogram_that_continues_returns_to_its_caller(packs: PackAllocator) -> None:
    native, machines = worlds(packs, INSIDE, ANSWER)
    with native:
        for run in (machines["inside"].run, native.programs["inside"].run):
            assert run(bytes([0, 9])).return_value == 55
        put(native, machines, 1, "answer")
        for run in (machines["inside"].run, native.programs["inside"].run):
            assert run(bytes([0, 9])).return_value == 14


def test_programs_of_an_array_have_one_type(packs: PackAllocator) -> None:
    other = program("other", "r0 = 2; exit", ProgramType.XDP)
    with Object(
        ObjectSpec("t", "GPL", {"first": FIRST, "other": other}, MAPS), packs, None
    ) as native:
        jumps = native.maps["jumps"]
        assert isinstance(jumps, ProgArray)
        with pytest.raises(UsageError, match="map jumps has FLAT programs; other is XDP"):
            jumps[0] = native.programs["other"]
        with pytest.raises(UsageError, match="4 elements, no 9"):
            jumps[9] = native.programs["first"]
        with pytest.raises(KeyError):
            jumps[0]


def test_a_program_that_is_closed_leaves_the_arrays(packs: PackAllocator) -> None:
    with Object(ObjectSpec("a", "GPL", {"first": FIRST}, MAPS), packs, None) as one:
        jumps = one.maps["jumps"]
        assert isinstance(jumps, ProgArray)
        with Object(ObjectSpec("b", "GPL", {"answer": ANSWER}, {}), packs, None) as other:
            jumps[1] = other.programs["answer"]
            assert one.programs["first"].run(b"\1\x21").return_value == 0x21
            assert list(jumps) == [1]
        assert list(jumps) == []
        assert one.programs["first"].run(b"\1\x21").return_value == 1000


def test_a_batch_counts_the_calls_of_each_packet_alone(packs: PackAllocator) -> None:
    again = program("again", "r6 = r1; r3 = 2; r2 = 1 ll; call 12; r0 = 7; exit", ProgramType.XDP)
    with Object(ObjectSpec("t", "GPL", {"again": again}, MAPS), packs, None) as native:
        jumps = native.maps["jumps"]
        assert isinstance(jumps, ProgArray)
        jumps[2] = native.programs["again"]
        batch = native.programs["again"].run_batch([bytes(14)] * 50)
        assert set(batch.return_values) == {7}


DEEP = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#define FUNCTION static __attribute__((noinline)) int
#define USE(x) asm volatile("*(u64 *)(%0 + 0) = %1; *(u64 *)(%0 + 312) = %1" \
                            :: "r"(x), "r"(0x4141414141414141) : "memory")
int deep(struct __sk_buff *skb);
struct { __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __uint(max_entries, 1); __uint(key_size, 4);
         __uint(value_size, 4); __array(values, int (void *)); } jumps SEC(".maps") =
    { .values = { [0] = (void *)&deep } };
struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 2); __type(key, int);
         __type(value, int); } table SEC(".maps");
int count, keys;
static long each(void *map, int *key, int *value, void *ctx)
{
    char x[320];
    USE(x);
    keys += *key;
    return 0;
}
FUNCTION n7(struct __sk_buff *skb)
{
    char x[320];
    USE(x);
    bpf_tail_call(skb, &jumps, 0);
    return 1;
}
FUNCTION n6(struct __sk_buff *skb)
{
    char x[320];
    USE(x);
    bpf_for_each_map_elem(&table, each, 0, 0);
    int r = n7(skb);
    USE(x);
    return r + 1;
}
@LEVELS@
SEC("tc") int deep(struct __sk_buff *skb)
{
    int key = 3;
    bpf_map_update_elem(&table, &key, &key, 0);
    count++;
    return n1(skb) + 1;
}
char _license[] SEC("license") = "GPL";
""".replace(
    "@LEVELS@",
    "\n".join(
        f"FUNCTION n{n}(struct __sk_buff *skb)"
        f" {{ char x[320]; USE(x); int r = n{n + 1}(skb); USE(x); return r + 1; }}"
        for n in range(5, 0, -1)
    ),
)


def test_a_chain_out_of_the_deepest_function_has_33_calls_too(
    packs: PackAllocator, tmp_path: Path
) -> None:
    """Each program begins below eight frames of the last; nobody says that there is none."""
    (tmp_path / "deep.c").write_text(DEEP)
    spec = compiled(tmp_path / "deep.c", tmp_path)
    # To the compiler each program's result is what the deepest function returns, and seven more.
    value, numbers = 8, [34, 34 * 3]
    maps = map_set(spec)
    assert Machine(spec.programs["deep"], maps).run(PACKET).return_value == value
    bss = maps[".bss"]
    assert isinstance(bss, OracleArray)
    counted = bss[bytes(4)]
    assert sorted(int.from_bytes(counted[at : at + 4], "little") for at in (0, 4)) == numbers
    with Object(spec, packs, None) as held:
        for _ in range(2):
            array = held.maps[".bss"]
            assert isinstance(array, ArrayMap)
            array[0] = bytes(array.spec.value_size)
            assert held.programs["deep"].run(PACKET).return_value == value
            assert array[0] == counted
    builder = Builder("x86_64")
    builder.add(spec)
    with Session(builder.executable()) as session:
        (there,) = session.objects
        assert there.programs["deep"].run(PACKET).return_value == value
        assert there.maps[".bss"][0] == counted  # type: ignore[index]


def test_threads_that_put_a_program_into_an_array_at_once_put_in_the_same(
    packs: PackAllocator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Arrays hold the address of what tail calls find; it was made twice, and one of them went."""
    by = "r3 = 0\nr2 = map next ll\ncall 12\nr0 = 1\nexit"
    texts = {"by": by, "other": "r0 = 5\nexit"}
    programs = {
        name: assemble_program(text, name=name, type=ProgramType.XDP)
        for name, text in texts.items()
    }
    spec = MapSpec("next", MapType.PROG_ARRAY, 4, 4, 4)
    with Object(ObjectSpec("t", "GPL", programs, {"next": spec}), packs, None) as loaded:
        held, other = loaded.maps["next"], loaded.programs["other"]
        assert isinstance(held, ProgArray)
        make, meet = Program._counting_entry, threading.Barrier(3, timeout=300)

        def together(program: Program) -> int:
            meet.wait()
            return make(program)

        monkeypatch.setattr(Program, "_counting_entry", together)

        def put(index: int) -> None:
            held[index] = other

        threads = [threading.Thread(target=put, args=(index,)) for index in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert set(held._targets) == {0, ctypes.addressof(other.target)}
        assert loaded.programs["by"].run(bytes(64)).return_value == 5

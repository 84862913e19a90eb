"""Helpers in three worlds: the interpreter, compiled code, and the kernel where it may be asked."""

from __future__ import annotations

import logging
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from progpack import (
    Machine,
    MapSpec,
    MapType,
    ObjectError,
    ObjectSpec,
    PackAllocator,
    ProgramSpec,
    ProgramType,
    RunError,
    UsageError,
)
from progpack.bpf.asm import assemble
from progpack.bpf.environment import own_cgroup
from progpack.bpf.object.reader import read_object
from progpack.bpf.oracle.maps.arrays import ArrayMap as OracleArray
from progpack.bpf.oracle.maps.arrays import KeyedMap as OracleKeyed
from progpack.bpf.oracle.maps.arrays import MapSet
from progpack.bpf.outcome import Redirect
from progpack.jit.maps.handle import ArrayMap, KeyedMap
from progpack.jit.maps.kinds import TargetMap, make_map
from progpack.jit.native.runtime import native_runtime
from progpack.jit.object import Object
from progpack.kernel.syscall.loading import load_program
from progpack.kernel.syscall.maps import KernelMap
from tests.kernel.conftest import why_not

SOURCE = Path(__file__).parent / "helpers.bpf.c"
# An Ethernet frame with an IPv4 header and 30 bytes of anything: 64 bytes.
PACKET = (
    bytes.fromhex("ffffffffffff0202020202020800")
    + bytes.fromhex("45000032abcd4000401100000a0000010a000002")
    + bytes(range(30))
)
PROGRAMS = [
    *("adjust_head", "adjust_tail", "adjust_meta", "xdp_bytes", "to_interface", "to_map", "sums"),
    *("store", "checksums", "tail", "head", "room", "vlan", "skb_misc", "numbers", "printing"),
    *("comparing", "locks", "dynptrs", "log_it"),
]


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> ObjectSpec:
    return compiled(SOURCE, tmp_path_factory.mktemp("helpers"))


def compiled(source: Path, directory: Path) -> ObjectSpec:
    if shutil.which("clang-22") is None:
        pytest.skip("clang-22 is not installed")
    made = directory / "t.bpf.o"
    include = "/usr/include/x86_64-linux-gnu"
    command = ["clang-22", "-O2", "-g", "-target", "bpf", "-mcpu=v3", "-idirafter", include]
    subprocess.run([*command, "-c", str(source), "-o", str(made)], check=True)
    return read_object(made)


@pytest.fixture(scope="module")
def loaded(spec: ObjectSpec) -> Iterator[Object]:
    with PackAllocator() as packs, Object(spec, packs, PROGRAMS) as held:
        yield held


End = tuple[int, bytes, bytes]


def fill(port: object) -> None:
    assert isinstance(port, KeyedMap | OracleKeyed)
    port[(1).to_bytes(4, "little")] = (1).to_bytes(4, "little")


def interpreted(spec: ObjectSpec, name: str) -> End:
    maps = MapSet(spec.maps)
    fill(maps["ports"])
    result = Machine(spec.programs[name], maps).run(PACKET, budget=1000)
    bss = maps[".bss"]
    assert isinstance(bss, OracleArray)
    return result.return_value & 0xFFFFFFFF, result.packet, bss[bytes(4)]


def executed(held: Object, name: str) -> End:
    bss = held.maps[".bss"]
    assert isinstance(bss, ArrayMap)
    bss[0] = bytes(bss.spec.value_size)
    fill(held.maps["ports"])
    result = held.programs[name].run(PACKET, budget=1000)
    return result.return_value & 0xFFFFFFFF, result.packet, bss[0]


def in_kernel(spec: ObjectSpec, name: str) -> End:
    program = spec.programs[name]
    names = {ref.map for ref in program.maps.values()} | {".bss"}
    maps = {name: KernelMap.from_spec(spec.maps[name]) for name in names}
    try:
        if "ports" in maps:
            maps["ports"].update((1).to_bytes(4, "little"), (1).to_bytes(4, "little"))
        with load_program(program, maps) as held:
            run = held.test_run(PACKET)
        value = maps[".bss"].lookup(bytes(4))
        assert value is not None
        return run.return_value, run.data, value
    finally:
        for each in maps.values():
            each.close()


def words(end: End) -> list[int]:
    return [int.from_bytes(end[2][at : at + 8], "little", signed=True) for at in range(0, 256, 8)]


@pytest.mark.parametrize("name", PROGRAMS)
def test_interpreter_and_compiled_code_agree(spec: ObjectSpec, loaded: Object, name: str) -> None:
    expected, got = interpreted(spec, name), executed(loaded, name)
    assert words(got) == words(expected)
    assert got == expected


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_kernel_agrees(spec: ObjectSpec, name: str) -> None:
    reason = why_not()
    if reason:
        pytest.skip(reason)
    expected, got = in_kernel(spec, name), interpreted(spec, name)
    assert words(got) == words(expected)
    assert got == expected


def test_text_is_the_result_of_a_run_and_goes_to_the_log(
    spec: ObjectSpec, loaded: Object, caplog: pytest.LogCaptureFixture
) -> None:
    expected = ("one -1 2 3", "many 4 args\n")
    assert Machine(spec.programs["log_it"], spec.maps).run(PACKET).printed == expected
    with caplog.at_level(logging.INFO, logger="progpack.printk"):
        assert loaded.programs["log_it"].run(PACKET).printed == expected
    assert [record.getMessage() for record in caplog.records] == [
        "log_it: one -1 2 3",
        "log_it: many 4 args",
    ]
    batch = loaded.programs["log_it"].run_batch([PACKET] * 3)
    assert batch.printed == expected * 3


def test_the_last_redirect_is_part_of_the_result(spec: ObjectSpec, loaded: Object) -> None:
    for name, expected in (
        ("to_interface", Redirect(3)),
        ("to_map", Redirect(1, "ports")),
        ("skb_misc", Redirect(5, "", 1)),
        ("sums", None),
    ):
        maps = MapSet(spec.maps)
        fill(maps["ports"])
        fill(loaded.maps["ports"])
        assert Machine(spec.programs[name], maps).run(PACKET).redirect == expected
        assert loaded.programs[name].run(PACKET).redirect == expected


def run_both(packs: PackAllocator, made: ObjectSpec, name: str) -> list[object]:
    """How a program ends in both worlds: r0, or kind and place of the fault."""
    ends: list[object] = []
    with Object(made, packs, [name]) as held:
        for run in (Machine(made.programs[name], made.maps).run, held.programs[name].run):
            try:
                ends.append(run(PACKET).return_value)
            except RunError as error:
                ends.append((error.fault.kind.name, error.fault.pc))
    return ends


FAULTS = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct value { struct bpf_spin_lock lock; int n; };
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 2); __type(key, int);
         __type(value, struct value); } m SEC(".maps");
static struct value *at(int key) { return bpf_map_lookup_elem(&m, &key); }
SEC("tc") int twice(void *ctx)
{ struct value *a = at(0), *b = at(1); if (!a || !b) return 1;
  bpf_spin_lock(&a->lock); bpf_spin_lock(&b->lock); return 0; }
SEC("tc") int not_held(void *ctx)
{ struct value *a = at(0); if (!a) return 1; bpf_spin_unlock(&a->lock); return 0; }
SEC("tc") int nothing_held(void *ctx)
{ bpf_spin_unlock((void *)0); return 0; }
SEC("tc") int no_lock(void *ctx)
{ struct value *a = at(0); if (!a) return 1; bpf_spin_lock((void *)&a->n); return 0; }
SEC("tc") int kept(void *ctx)
{ struct value *a = at(0); if (!a) return 1; bpf_spin_lock(&a->lock); return 7; }
SEC("tc") int forged(void *ctx)
{ struct bpf_dynptr d; unsigned long *w = (void *)&d, r[2] = {};
  w[0] = 0x1234567; w[1] = 0x10000010; return bpf_dynptr_read(r, 8, &d, 0, 0); }
SEC("tc") int forged_record(void *ctx)
{ struct bpf_dynptr d; unsigned long *w = (void *)&d;
  w[0] = 0x1234567; w[1] = 0x20000010; bpf_ringbuf_submit_dynptr(&d, 0); return 0; }
SEC("tc") int clone(struct __sk_buff *skb)
{ bpf_clone_redirect(skb, 4, 1); bpf_skb_change_tail(skb, 20, 0);
  return bpf_clone_redirect(skb, 5, 0) + bpf_clone_redirect(skb, 5, 2); }
char _license[] SEC("license") = "GPL";
"""


@pytest.fixture(scope="module")
def wrong(tmp_path_factory: pytest.TempPathFactory) -> ObjectSpec:
    directory = tmp_path_factory.mktemp("faults")
    (directory / "t.c").write_text(FAULTS)
    return compiled(directory / "t.c", directory)


@pytest.mark.parametrize("name", ["twice", "not_held", "nothing_held", "no_lock", "forged_record"])
def test_locks_and_records_that_are_none_end_the_run(
    packs: PackAllocator, wrong: ObjectSpec, name: str
) -> None:
    one, other = run_both(packs, wrong, name)
    assert one == other
    assert isinstance(one, tuple)
    assert one[0] == "HELPER"


def test_a_lock_that_a_run_keeps_is_given_back_when_it_ends(
    packs: PackAllocator, wrong: ObjectSpec
) -> None:
    with Object(wrong, packs, ["kept", "twice"]) as held:
        for _ in range(3):
            assert held.programs["kept"].run(PACKET).return_value == 7
            with pytest.raises(RunError):
                held.programs["twice"].run(PACKET)
        assert held.programs["kept"].run_batch([PACKET] * 3).return_values == (7, 7, 7)
    machine = Machine(wrong.programs["kept"], wrong.maps)
    assert [machine.run(PACKET).return_value for _ in range(2)] == [7, 7]


def test_a_forged_dynptr_leads_nowhere(packs: PackAllocator, wrong: ObjectSpec) -> None:
    assert [value & 0xFFFFFFFF for value in run_both(packs, wrong, "forged")] == [2**32 - 14] * 2  # type: ignore[operator]


def test_clones_are_the_packet_as_it_was_then(packs: PackAllocator, wrong: ObjectSpec) -> None:
    with Object(wrong, packs, ["clone"]) as held:
        for run in (
            Machine(wrong.programs["clone"], wrong.maps).run,
            held.programs["clone"].run,
        ):
            result = run(PACKET)
            assert result.return_value & 0xFFFFFFFF == 2**32 - 22
            assert [(c.ifindex, c.flags, c.packet) for c in result.clones] == [
                (4, 1, PACKET),
                (5, 0, PACKET[:20]),
            ]


def test_targets_of_packets_are_numbers_that_only_python_changes(packs: PackAllocator) -> None:
    for kind in (MapType.DEVMAP, MapType.DEVMAP_HASH, MapType.CPUMAP, MapType.XSKMAP):
        held = make_map(MapSpec("to", kind, 4, 4, 4), native_runtime())
        assert isinstance(held, TargetMap)
        held.typed[2] = 7
        assert dict(held.typed) == {2: 7}
        if kind is MapType.DEVMAP_HASH:
            held.typed[99] = 1
        else:
            with pytest.raises(UsageError, match="has 4 elements, no 99"):
                held.typed[99] = 1
        del held[2]
        assert held.spec.read_only
    with pytest.raises(ObjectError, match="must be 4 or 8"):
        make_map(MapSpec("to", MapType.DEVMAP, 4, 6, 4), native_runtime())


def test_clocks_and_numbers_of_this_process(packs: PackAllocator) -> None:
    calls = {80: own_cgroup(), 42: 0}
    for number, expected in calls.items():
        insns = assemble(f"call {number}\nexit")
        spec = ProgramSpec.from_insns("p", ProgramType.FLAT, insns, license="GPL")
        with Object(ObjectSpec("t", "GPL", {"p": spec}, {}), packs, None) as held:
            assert held.programs["p"].run().return_value == expected
        assert Machine(spec).run().return_value == expected
    # jiffies64, ktime_get_coarse_ns, ktime_get_tai_ns: at most a second apart in the two worlds.
    for number, unit in ((118, 250), (160, 10**9), (208, 10**9)):
        insns = assemble(f"call {number}\nexit")
        spec = ProgramSpec.from_insns("p", ProgramType.FLAT, insns, license="GPL")
        with Object(ObjectSpec("t", "GPL", {"p": spec}, {}), packs, None) as held:
            first = Machine(spec).run().return_value
            then = held.programs["p"].run().return_value
            last = Machine(spec).run().return_value
            assert first <= then <= last
            assert last - first < 60 * unit

"""Maps inside of maps: which may be there, and that they are what they are outside.

The judge of what may be inside is the running kernel, where this process may ask it.
"""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

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
from progpack.bpf.asm import assemble_program
from progpack.bpf.check.program import check_map, inner_problem
from progpack.bpf.maps.types import PROVIDED
from progpack.bpf.oracle.initial_values import map_set
from progpack.bpf.oracle.maps.arrays import RingbufMap
from progpack.elf.executable import PAGE
from progpack.errors import BpfError
from progpack.foreign import Builder
from progpack.jit.maps.handle import ArrayMap, RingBuffer
from progpack.jit.maps.kinds import MapOfMaps, make_map
from progpack.jit.native.runtime import native_runtime
from progpack.jit.object import Object
from progpack.jit.program import Program
from progpack.kernel.syscall.maps import KernelMap
from progpack.run import maps as faces
from progpack.run.executables import Session
from tests.jit.test_helpers import PACKET, compiled, why_not

T = MapType
#: A map of each type that can be made: key size, value size, entries, flags.
SHAPES = {
    **dict.fromkeys((T.ARRAY, T.HASH, T.PERCPU_HASH, T.PERCPU_ARRAY), (4, 8, 4, 0)),
    **dict.fromkeys((T.LRU_HASH, T.LRU_PERCPU_HASH), (4, 8, 4, 0)),
    **dict.fromkeys((T.PROG_ARRAY, T.PERF_EVENT_ARRAY, T.CGROUP_ARRAY), (4, 4, 4, 0)),
    **dict.fromkeys((T.DEVMAP, T.DEVMAP_HASH, T.CPUMAP, T.XSKMAP), (4, 4, 4, 0)),
    **dict.fromkeys((T.QUEUE, T.STACK, T.BLOOM_FILTER), (0, 8, 4, 0)),
    **dict.fromkeys((T.ARRAY_OF_MAPS, T.HASH_OF_MAPS), (4, 4, 4, 0)),
    T.STACK_TRACE: (4, 80, 4, 0),
    T.LPM_TRIE: (8, 8, 4, 1),
    **dict.fromkeys((T.RINGBUF, T.USER_RINGBUF), (0, 0, 4096, 0)),
    **dict.fromkeys((T.SOCKMAP, T.SOCKHASH, T.REUSEPORT_SOCKARRAY), (4, 4, 4, 0)),
    **dict.fromkeys((T.CGROUP_STORAGE, T.PERCPU_CGROUP_STORAGE), (8, 8, 0, 0)),
    **dict.fromkeys((T.SK_STORAGE, T.TASK_STORAGE, T.CGRP_STORAGE, T.INODE_STORAGE), (4, 8, 0, 1)),
}
PLAIN = MapSpec("plain", T.ARRAY, 4, 8, 4)
INNER_MAP = 1 << 12


def of_type(kind: MapType) -> MapSpec:
    key, value, entries, flags = SHAPES[kind]
    inner = PLAIN if kind in (T.ARRAY_OF_MAPS, T.HASH_OF_MAPS) else None
    return MapSpec("in", kind, key, value, entries, flags, inner=inner)


def outer_of(inner: MapSpec | None, kind: MapType = T.ARRAY_OF_MAPS) -> MapSpec:
    return MapSpec("outer", kind, 4, 4, 2, inner=inner)


@pytest.fixture
def _kernel() -> None:
    reason = why_not()
    if reason:
        pytest.skip(reason)


def in_kernel(spec: MapSpec) -> None:
    KernelMap.from_spec(spec).close()


def refused(make: Callable[..., object], *arguments: object) -> bool:
    try:
        make(*arguments)
    except (BpfError, ObjectError):
        return True
    return False


@pytest.mark.usefixtures("_kernel")
@pytest.mark.parametrize("kind", sorted(PROVIDED), ids=lambda kind: kind.name)
def test_what_may_be_inside_is_what_the_kernel_takes(kind: MapType) -> None:
    outer = outer_of(of_type(kind))
    assert refused(lambda: check_map(outer)) == refused(lambda: KernelMap.from_spec(outer).close())


@pytest.mark.usefixtures("_kernel")
@pytest.mark.parametrize("kind", sorted(PROVIDED - {T.CGROUP_ARRAY}), ids=lambda kind: kind.name)
def test_a_map_that_differs_goes_in_where_the_kernel_lets_it(kind: MapType) -> None:
    spec = of_type(kind)
    if refused(check_map, outer_of(spec)):
        return
    for first in {spec, replace(spec, flags=spec.flags | INNER_MAP)}:
        if refused(in_kernel, first):
            assert refused(check_map, first)
            continue
        for other in (
            first,
            replace(first, max_entries=8192 if kind.traits.in_pages else 1),
            replace(first, value_size=spec.value_size + 8),
            replace(first, flags=first.flags ^ INNER_MAP),
            replace(first, flags=first.flags | 1 << 7),
        ):
            if refused(in_kernel, other):
                continue
            with (
                KernelMap.from_spec(outer_of(first)) as outer,
                KernelMap.from_spec(other) as held,
            ):
                number = held.fd.to_bytes(4, "little")
                taken = not refused(outer.update, bytes(4), number)
            assert taken == (inner_problem(outer_of(first), other) == ""), (first, other)


@pytest.mark.parametrize("kind", [T.PROG_ARRAY, T.ARRAY_OF_MAPS, T.HASH_OF_MAPS])
@pytest.mark.parametrize("known", [True, False])
def test_what_is_never_inside_is_refused_everywhere(
    packs: PackAllocator, kind: MapType, known: bool
) -> None:
    outer = outer_of(of_type(kind) if known else None)
    inner = replace(of_type(kind), name="in")
    spec = ObjectSpec("t", "GPL", {}, {"outer": replace(outer, values=((0, "in"),)), "in": inner})
    for load in (
        lambda: Object(spec, packs, None),
        lambda: map_set(spec),
        lambda: Builder("x86_64").add(spec),
    ):
        with pytest.raises((ObjectError, UsageError), match="cannot hold"):
            load()
    if not known:
        runtime = native_runtime()
        held = make_map(outer, runtime)
        assert isinstance(held, MapOfMaps)
        with pytest.raises(UsageError, match="cannot hold"):
            held[0] = make_map(inner, runtime)


@pytest.mark.parametrize(
    "kind",
    [T.QUEUE, T.STACK, T.BLOOM_FILTER, T.PERF_EVENT_ARRAY, T.STACK_TRACE, T.CGROUP_ARRAY],
)
def test_a_program_sees_nothing_inside_that_it_would_not_see_outside(
    packs: PackAllocator, kind: MapType
) -> None:
    inner = of_type(kind)
    made = make_map(inner, native_runtime())
    spec = outer_of(inner)
    place = made._values.address
    for text in (f"r1 = {place} ll\nr0 = *(u8 *)(r1 + 0)", f"r1 = {place} ll\n*(u8 *)(r1 + 0) = 1"):
        look = program("look", f"r6 = map outer ll\n{text}\nr0 = 0\nexit")
        with Object(ObjectSpec("t", "GPL", {"look": look}, {"outer": spec}), packs, None) as held:
            outer = held.maps["outer"]
            assert isinstance(outer, MapOfMaps)
            outer[0] = made
            with pytest.raises(RunError):
                held.programs["look"].run(PACKET)


def program(name: str, text: str) -> ProgramSpec:
    return assemble_program(
        text.replace(";", "\n"), name=name, type=ProgramType.SCHED_CLS, license="GPL"
    )


RINGS = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct ring { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, %d); };
struct ring one SEC(".maps"), two SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS); __uint(max_entries, 3);
         __type(key, int); __array(values, struct ring); } outer SEC(".maps") =
    { .values = { [0] = (void *)&one, [2] = (void *)&two } };
long out[8];
static void *at(int key) { return bpf_map_lookup_elem(&outer, &key); }
SEC("tc") int put(struct __sk_buff *skb)
{
    long data = 7;
    void *a = at(0), *b = at(2), *none = at(1);
    if (!a || !b) return 1;
    out[0] = none != 0;
    out[1] = bpf_ringbuf_output(a, &data, 8, 0);
    long *record = bpf_ringbuf_reserve(b, 16, 0);
    if (!record) return 2;
    record[0] = 8; record[1] = 9;
    bpf_ringbuf_submit(record, 0);
    record = bpf_ringbuf_reserve(b, 8, 0);
    if (!record) return 3;
    bpf_ringbuf_discard(record, 0);
    struct bpf_dynptr d;
    out[2] = bpf_ringbuf_reserve_dynptr(a, 8, 0, &d);
    out[3] = bpf_dynptr_write(&d, 0, &data, 8, 0);
    bpf_ringbuf_submit_dynptr(&d, 0);
    out[4] = bpf_ringbuf_query(b, 0);
    data = 10;
    out[5] = bpf_ringbuf_output(b, &data, 8, 0);
    return 0;
}
"""
# What the kernel's verifier refuses.
ODD_RINGS = (
    RINGS
    + """
SEC("tc") int keep(struct __sk_buff *skb)
{
    void *a = at(0), *b = at(2);
    if (!a || !b) return 1;
    return (bpf_ringbuf_reserve(a, 8, 0) != 0) + (bpf_ringbuf_reserve(b, 8, 0) != 0);
}
SEC("tc") int twice(struct __sk_buff *skb)
{
    void *a = at(0);
    if (!a) return 1;
    void *record = bpf_ringbuf_reserve(a, 8, 0);
    if (!record) return 2;
    bpf_ringbuf_submit(record, 0);
    bpf_ringbuf_submit(record, 0);
    return 0;
}
char _license[] SEC("license") = "GPL";
"""
)
RECORDS = [
    [(7,), (7,)],
    [(8, 9), (10,)],
]


def as_records(rings: list[tuple[int, ...]]) -> list[bytes]:
    return [b"".join(word.to_bytes(8, "little") for word in words) for words in rings]


def rings_of(tmp_path: Path) -> ObjectSpec:
    (tmp_path / "rings.c").write_text(ODD_RINGS % PAGE)
    return compiled(tmp_path / "rings.c", tmp_path)


def test_rings_inside_of_maps_work_as_others(packs: PackAllocator, tmp_path: Path) -> None:
    spec = rings_of(tmp_path)
    expected = [as_records(each) for each in RECORDS]
    with Object(spec, packs, None) as held:
        for _ in range(3):
            assert held.programs["keep"].run(PACKET).return_value == 2
            with pytest.raises(RunError) as caught:
                held.programs["twice"].run(PACKET)
            assert caught.value.fault.kind.name == "HELPER"
            assert held.programs["put"].run(PACKET).return_value == 0
            for name, records in zip(("one", "two"), expected, strict=True):
                ring = held.maps[name]
                assert isinstance(ring, RingBuffer)
                assert ring.consume()[-2:] == records
                assert not len(ring)
        bss = held.maps[".bss"]
        assert isinstance(bss, ArrayMap)
        compiled_out = bss[0]
    maps = map_set(spec)
    for name, end in (("keep", 2), ("twice", None), ("put", 0)):
        machine = Machine(spec.programs[name], maps)
        if end is None:
            with pytest.raises(RunError):
                machine.run(PACKET)
        else:
            assert machine.run(PACKET).return_value == end
    for name, records in zip(("one", "two"), expected, strict=True):
        oracle = maps[name]
        assert isinstance(oracle, RingbufMap)
        assert oracle.consume()[-2:] == records
    bss_oracle = maps[".bss"]
    assert bss_oracle[bytes(4)] == compiled_out  # type: ignore[index]


def test_rings_inside_of_maps_work_in_executables(tmp_path: Path) -> None:
    spec = rings_of(tmp_path)
    builder = Builder("x86_64")
    builder.add(spec)
    expected = [as_records(each) for each in RECORDS]
    with Session(builder.executable()) as session:
        (held,) = session.objects
        for _ in range(2):
            assert held.programs["keep"].run(PACKET).return_value == 2
            with pytest.raises(RunError):
                held.programs["twice"].run(PACKET)
            assert held.programs["put"].run(PACKET).return_value == 0
            for name, records in zip(("one", "two"), expected, strict=True):
                ring = held.maps[name]
                assert isinstance(ring, faces.RingBuffer)
                assert ring.consume()[-2:] == records
        bss = held.maps[".bss"]
        assert isinstance(bss, faces.ArrayMap)
        assert bss[0][8:24] == bytes(16)


TIMERS = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct value { long ran; struct bpf_timer timer; };
struct inner { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 2);
               __type(key, int); __type(value, struct value); };
struct inner here SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_HASH_OF_MAPS); __uint(max_entries, 2);
         __type(key, int); __array(values, struct inner); } outer SEC(".maps") =
    { .values = { [1] = (void *)&here } };
static int ring(void *map, int *key, struct value *v) { v->ran += *key; return 0; }
SEC("tc") int set(struct __sk_buff *skb)
{
    int key = *(volatile int *)&(int){ skb->mark }, five = 5;
    struct value *v, fresh = {};
    void *map = bpf_map_lookup_elem(&outer, &key);
    if (!map) return 1;
    bpf_map_update_elem(map, &five, &fresh, 0);
    v = bpf_map_lookup_elem(map, &five);
    if (!v) return 2;
    if (bpf_timer_init(&v->timer, map, 1)) return 3;
    if (bpf_timer_set_callback(&v->timer, ring)) return 4;
    return bpf_timer_start(&v->timer, 10, 1);
}
char _license[] SEC("license") = "GPL";
"""


def test_timers_inside_of_maps_run(packs: PackAllocator, tmp_path: Path) -> None:
    (tmp_path / "timers.c").write_text(TIMERS)
    spec = compiled(tmp_path / "timers.c", tmp_path)
    five = (5).to_bytes(4, "little")
    with Object(spec, packs, None) as held, Object(spec, packs, None) as other:
        outer = held.maps["outer"]
        assert isinstance(outer, MapOfMaps)
        outer[0] = shared = outer.new("made")
        for key in (0, 1):
            assert held.programs["set"].run(PACKET, context={"mark": key}).return_value == 0
        assert held.run_timers(9) == 0
        # Whoever has the map may run what the other object's program set.
        further = other.maps["outer"]
        assert isinstance(further, MapOfMaps)
        further[0] = shared
        assert other.run_timers(10) == 1
        assert held.run_timers(10) == 1
        for inner in (shared, held.maps["here"]):
            assert inner[five][:8] == (5).to_bytes(8, "little")  # type: ignore[index]
    machine = Machine(spec.programs["set"], map_set(spec))
    assert machine.run(PACKET, context={"mark": 1}).return_value == 0
    assert machine.run_timers(9) == 0
    assert machine.run_timers(10) == 1
    builder = Builder("x86_64")
    builder.add(spec)
    with Session(builder.executable()) as session:
        (there,) = session.objects
        assert there.programs["set"].run(PACKET, context={"mark": 1}).return_value == 0
        assert there.run_timers(9) == 0
        assert there.run_timers(10) == 1


def test_a_timer_in_a_map_that_leaves_while_it_is_called_runs_to_its_end(
    packs: PackAllocator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "timers.c").write_text(TIMERS)
    with Object(compiled(tmp_path / "timers.c", tmp_path), packs, None) as held:
        outer = held.maps["outer"]
        assert isinstance(outer, MapOfMaps)
        outer[0] = outer.new("made")
        left = weakref.ref(outer[0])
        assert held.programs["set"].run(PACKET, context={"mark": 0}).return_value == 0
        call_back = Program.call_back

        def replaced_before(*arguments: Any, **options: Any) -> int:
            outer[0] = outer.new("other")
            gc.collect()
            assert left() is not None
            return call_back(*arguments, **options)

        monkeypatch.setattr(Program, "call_back", replaced_before)
        assert held.run_timers(10) == 1
        gc.collect()
        assert left() is None


def test_timers_of_a_map_that_has_left_or_of_a_program_that_is_closed_do_not_run(
    packs: PackAllocator, tmp_path: Path
) -> None:
    (tmp_path / "timers.c").write_text(TIMERS)
    with Object(compiled(tmp_path / "timers.c", tmp_path), packs, None) as held:
        outer = held.maps["outer"]
        assert isinstance(outer, MapOfMaps)
        outer[0] = left = outer.new("made")
        for key in (0, 1):
            assert held.programs["set"].run(PACKET, context={"mark": key}).return_value == 0
        del outer[0]
        assert held.run_timers(10) == 1
        assert held.run_timers(10) == 0
        outer[0] = left
        held.close()
        assert held.run_timers(10) == 0


def test_records_of_a_tail_called_program_are_given_back(packs: PackAllocator) -> None:
    ring = MapSpec("ring", T.RINGBUF, 0, 0, 4096)
    jumps = MapSpec("jumps", T.PROG_ARRAY, 4, 4, 1)
    first = program("first", "r2 = map jumps ll; r3 = 0; call 12; r0 = 1; exit")
    keep = program("keep", "r1 = map ring ll; r2 = 8; r3 = 0; call 131; r0 = 7; exit")
    put = program(
        "put",
        """*(u64 *)(r10 - 8) = 9; r1 = map ring ll; r2 = r10; r2 += -8; r3 = 8; r4 = 0; call 130
        exit""",
    )
    maps = {"ring": ring, "jumps": replace(jumps, values=((0, "keep"),))}
    spec = ObjectSpec("t", "GPL", {each.name: each for each in (first, keep, put)}, maps)
    with Object(spec, packs, None) as held:
        assert held.programs["first"].run(PACKET).return_value == 7
        assert held.programs["put"].run(PACKET).return_value == 0
        found = held.maps["ring"]
        assert isinstance(found, RingBuffer)
        assert found.consume() == [(9).to_bytes(8, "little")]
    made = map_set(spec)
    assert Machine(first, made).run(PACKET).return_value == 7
    assert Machine(put, made).run(PACKET).return_value == 0
    oracle = made["ring"]
    assert isinstance(oracle, RingbufMap)
    assert oracle.consume() == [(9).to_bytes(8, "little")]

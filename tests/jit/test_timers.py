"""Timers: set by programs, run when somebody asks for those that are due."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from progpack import Machine, ObjectSpec, PackAllocator, RunError, UsageError
from progpack.bpf.oracle.maps.arrays import KeyedMap as OracleKeyed
from progpack.jit.maps.handle import KeyedMap
from progpack.jit.object import Object
from progpack.kernel.syscall.loading import load_program
from progpack.kernel.syscall.maps import KernelMap
from tests.jit.test_helpers import PACKET, compiled, why_not

SOURCE = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
typedef unsigned long long u64;
struct value { u64 ran; struct bpf_timer timer; u64 again; };
struct { __uint(type, BPF_MAP_TYPE_%s); __uint(max_entries, 4); __type(key, int);
         __type(value, struct value); } m SEC(".maps");
long out[12];
static int ring(void *map, int *key, struct value *value)
{
    value->ran = value->ran * 10 + *key;
    out[11] = out[11] * 10 + *key;
    if (value->again)
        bpf_timer_start(&value->timer, value->again += 100, 1);
    return 0;
}
static int broken(void *map, int *key, struct value *value) { return *(volatile int *)9; }
SEC("tc") int set(struct __sk_buff *skb)
{
    struct value fresh = { 0 }, *v;
    int key;
    for (int i = 1; i <= 3; i++) {
        key = i;
        bpf_map_update_elem(&m, &key, &fresh, 0);
        v = bpf_map_lookup_elem(&m, &key);
        if (!v) return 1;
        if (key == 1) {
            out[0] = bpf_timer_start(&v->timer, 5, 0);
            out[1] = bpf_timer_set_callback(&v->timer, ring);
        }
        out[2] = bpf_timer_init(&v->timer, &m, 1);
        out[3] = bpf_timer_init(&v->timer, &m, 1);
        out[4] = bpf_timer_start(&v->timer, 5, 0);
        out[5] = bpf_timer_set_callback(&v->timer, ring);
        out[6] = bpf_timer_start(&v->timer, 1000 - 100 * key, 1);
        out[7] = bpf_timer_start(&v->timer, 1000 - 100 * key, 4);
    }
    return 0;
}
SEC("tc") int cancel(struct __sk_buff *skb)
{
    int key = 2;
    struct value *v = bpf_map_lookup_elem(&m, &key);
    if (!v) return 1;
    out[8] = bpf_timer_cancel(&v->timer);
    out[9] = bpf_timer_cancel(&v->timer);
    key = 1;
    v = bpf_map_lookup_elem(&m, &key);
    if (!v) return 1;
    v->again = 1000;
    return 0;
}
SEC("tc") int later(struct __sk_buff *skb)
{
    struct value fresh = { 0 }, *v;
    int key = 0;
    bpf_map_update_elem(&m, &key, &fresh, 0);
    v = bpf_map_lookup_elem(&m, &key);
    if (!v) return 1;
    out[0] = bpf_timer_cancel(&v->timer);
    out[1] = bpf_timer_init(&v->timer, &m, 1);
    out[2] = bpf_timer_cancel(&v->timer);
    out[3] = bpf_timer_set_callback(&v->timer, ring);
    out[4] = bpf_timer_start(&v->timer, 1000000000000, 0);
    out[5] = bpf_timer_start(&v->timer, 2000000000000, 0);
    /* What a value is written over with has no part in its timer. */
    out[6] = bpf_map_update_elem(&m, &key, &fresh, 0);
    v = bpf_map_lookup_elem(&m, &key);
    if (!v) return 1;
    out[8] = bpf_timer_cancel(&v->timer);
    out[9] = bpf_timer_cancel(&v->timer);
    return 0;
}
SEC("tc") int fail(struct __sk_buff *skb)
{
    int key = 2;
    struct value *v = bpf_map_lookup_elem(&m, &key);
    if (!v) return 1;
    bpf_timer_init(&v->timer, &m, 1);
    bpf_timer_set_callback(&v->timer, broken);
    return bpf_timer_start(&v->timer, 0, 1);
}
char _license[] SEC("license") = "GPL";
"""


@pytest.fixture(params=["ARRAY", "HASH"])
def spec(request: pytest.FixtureRequest, tmp_path: Path) -> ObjectSpec:
    (tmp_path / "t.c").write_text(SOURCE % request.param)
    return compiled(tmp_path / "t.c", tmp_path)


def number(data: bytes, at: int) -> int:
    return int.from_bytes(data[8 * at : 8 * at + 8], "little", signed=True)


ERRORS = [-22, -22, 0, -16, -22, 0, 0, -22]


def test_timers_run_in_the_order_of_their_time_when_they_are_due(
    spec: ObjectSpec, packs: PackAllocator
) -> None:
    with Object(spec, packs, ["set", "cancel"]) as obj:
        assert obj.programs["set"].run(PACKET).return_value == 0
        bss, held = obj.maps[".bss"], obj.maps["m"]
        assert isinstance(bss, KeyedMap)
        assert isinstance(held, KeyedMap)
        assert [number(bss[0], at) for at in range(8)] == ERRORS
        assert obj.run_timers(699) == 0
        assert obj.run_timers(700) == 1
        assert number(bss[0], 11) == 3
        assert obj.run_timers(10_000) == 2
        assert number(bss[0], 11) == 321
        assert [number(held[key], 0) for key in (1, 2, 3)] == [1, 2, 3]
        assert obj.run_timers(10_000) == 0


def test_a_timer_may_be_cancelled_and_may_start_itself_again(
    spec: ObjectSpec, packs: PackAllocator
) -> None:
    with Object(spec, packs, ["set", "cancel"]) as obj:
        for name in ("set", "cancel"):
            assert obj.programs[name].run(PACKET).return_value == 0
        bss, held = obj.maps[".bss"], obj.maps["m"]
        assert isinstance(bss, KeyedMap)
        assert isinstance(held, KeyedMap)
        assert [number(bss[0], at) for at in (8, 9)] == [1, 0]
        # 3 at 700, 1 at 900, then again at 1100, 1200, 1300.
        assert obj.run_timers(1300) == 5
        assert number(bss[0], 11) == 31111
        if held.spec.type.name == "HASH":
            del held[1]
            assert obj.run_timers(9999) == 0
        else:
            with pytest.raises(UsageError, match="start itself again"):
                obj.run_timers(1 << 62)


def test_what_a_timer_does_wrong_is_an_error_of_its_program(
    spec: ObjectSpec, packs: PackAllocator
) -> None:
    with Object(spec, packs, ["fail"]) as obj:
        held = obj.maps["m"]
        assert isinstance(held, KeyedMap)
        held[2] = bytes(held.spec.value_size)
        obj.programs["fail"].run(PACKET)
        with pytest.raises(RunError) as caught:
            obj.run_timers()
        assert caught.value.fault.kind.name == "READ"
        assert caught.value.fault.address == 9


def test_the_interpreter_does_the_same(spec: ObjectSpec) -> None:
    machine = Machine(spec.programs["set"], spec.maps)
    assert machine.run(PACKET).return_value == 0
    other = Machine(spec.programs["cancel"], machine.maps)
    assert other.run(PACKET).return_value == 0
    bss = machine.maps[".bss"]
    assert isinstance(bss, OracleKeyed)
    assert [number(bss[bytes(4)], at) for at in range(10)] == [*ERRORS, 1, 0]
    assert machine.run_timers(1300) == 5
    assert number(bss[bytes(4)], 11) == 31111
    assert machine.run_timers(1300) == 0


@contextmanager
def in_kernel(spec: ObjectSpec, name: str) -> Iterator[tuple[KernelMap, KernelMap]]:
    """What a program left in ``.bss`` and ``m``, while its timers are alive."""
    reason = why_not()
    if reason:
        pytest.skip(reason)
    with KernelMap.from_spec(spec.maps[".bss"]) as bss, KernelMap.from_spec(spec.maps["m"]) as held:
        with load_program(spec.programs[name], {".bss": bss, "m": held}) as program:
            assert program.test_run(PACKET).return_value == 0
        yield bss, held


def looked_up(held: KernelMap, key: int = 0) -> bytes:
    value = held.lookup(key.to_bytes(4, "little"))
    assert value is not None
    return value


def test_the_kernel_runs_the_same_timers(spec: ObjectSpec, packs: PackAllocator) -> None:
    with in_kernel(spec, "set") as (bss, held):
        # They are due at once; when a CPU comes to them is the kernel's business, and in which
        # order: here it is that of their times.
        for _ in range(500):
            if len(str(number(looked_up(bss), 11))) == 3:
                break
            time.sleep(0.01)
        theirs = looked_up(bss)
        ran = [number(looked_up(held, key), 0) for key in (1, 2, 3)]
    with Object(spec, packs, ["set"]) as obj:
        assert obj.programs["set"].run(PACKET).return_value == 0
        assert obj.run_timers() == 3
        mine, numbers = obj.maps[".bss"], obj.maps["m"]
        assert isinstance(mine, KeyedMap)
        assert isinstance(numbers, KeyedMap)
        assert [number(numbers[key], 0) for key in (1, 2, 3)] == ran == [1, 2, 3]
        assert [number(mine[0], at) for at in range(8)] == ERRORS
    assert [number(theirs, at) for at in range(8)] == ERRORS
    assert sorted(str(number(theirs, 11))) == ["1", "2", "3"]


def test_the_kernel_cancels_the_same_timers(spec: ObjectSpec, packs: PackAllocator) -> None:
    with in_kernel(spec, "later") as (bss, _):
        theirs = [number(looked_up(bss), at) for at in range(10)]
    with Object(spec, packs, ["later"]) as obj:
        assert obj.programs["later"].run(PACKET).return_value == 0
        mine = obj.maps[".bss"]
        assert isinstance(mine, KeyedMap)
        assert [number(mine[0], at) for at in range(10)] == theirs
    machine = Machine(spec.programs["later"], spec.maps)
    assert machine.run(PACKET).return_value == 0
    same = machine.maps[".bss"]
    assert isinstance(same, OracleKeyed)
    assert [number(same[bytes(4)], at) for at in range(10)] == theirs
    assert theirs[0] == -22
    assert theirs[4] == 0

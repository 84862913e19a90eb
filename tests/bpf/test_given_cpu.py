"""The CPU that a test gives: programs run on it, and have its elements of per-CPU maps."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import pytest
from tests.bpf.both_orders import compiled

import progpack
from progpack import Environment, ObjectSpec, RunError, UsageError
from progpack.bpf.environment import CPUS
from progpack.records import replace

LAST = CPUS - 1
SOURCE = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#define MAP(name, kind) struct { __uint(type, BPF_MAP_TYPE_##kind); __uint(max_entries, 4); \\
                                 __type(key, int); __type(value, __u64); } name SEC(".maps")
MAP(array, PERCPU_ARRAY);
MAP(hash, PERCPU_HASH);
MAP(lru, LRU_PERCPU_HASH);
struct { __uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY); __uint(key_size, 4); __uint(value_size, 4);
       } events SEC(".maps");
int cpu = -1, updated, deleted;
__u64 seen[8], behind;
static void count(void *map)
{
    int key = 1;
    __u64 one = 1, *value = bpf_map_lookup_elem(map, &key);
    if (value)
        ++*value;
    else
        updated = bpf_map_update_elem(map, &key, &one, BPF_ANY);
}
SEC("tc") int look(struct __sk_buff *skb)
{
    int key = 1;
    cpu = bpf_get_smp_processor_id();
    count(&array);
    count(&hash);
    count(&lru);
    for (int i = 0; i < 8; i++) {
        __u64 *value = bpf_map_lookup_percpu_elem(&hash, &key, i);
        seen[i] = value ? *value : -1;
    }
    __u64 *other = bpf_map_lookup_percpu_elem(&array, &key, 0);
    if (other)
        behind = *other;
    return 0;
}
SEC("tc") int end(struct __sk_buff *skb)
{
    int key = 1;
    deleted = bpf_map_delete_elem(&hash, &key);
    return 0;
}
SEC("tc") int sample(struct __sk_buff *skb)
{
    __u64 data = 5;
    return bpf_perf_event_output(skb, &events, BPF_F_CURRENT_CPU, &data, sizeof(data));
}
SEC("xdp") int many(struct xdp_md *ctx)
{
    int key = 0;
    __u64 *value = bpf_map_lookup_elem(&array, &key);
    if (value)
        ++*value;
    return bpf_get_smp_processor_id();
}
SEC("xdp") int asks(struct xdp_md *ctx)
{
    cpu = bpf_get_smp_processor_id();
    return bpf_get_prandom_u32();
}
char _license[] SEC("license") = "GPL";
"""
_COMPILES = pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")
_NEEDS_QEMU = pytest.mark.skipif(shutil.which("qemu-s390x") is None, reason="needs qemu-s390x")
WAYS = [
    pytest.param("bpfel", "compiled", marks=_COMPILES),
    ("bpfel", "interpreter"),
    ("bpfeb", "interpreter"),
    pytest.param("bpfel", "isolated", marks=_COMPILES),
    pytest.param("bpfeb", "arch:s390x", marks=[_COMPILES, _NEEDS_QEMU]),
]
FRAME = bytes(64)


@pytest.fixture(scope="module")
def specs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, ObjectSpec]:
    """The object of each byte order."""
    return compiled(SOURCE, tmp_path_factory.mktemp("cpu"))


def on(spec: ObjectSpec, backend: str, cpu: int | None) -> Any:
    return progpack.load(spec, backend=backend, environment=Environment(cpu=cpu))


def parts(held: Any, name: str) -> list[int]:
    """The numbers of each CPU under key 1."""
    key = (1).to_bytes(4, held.spec.byteorder)
    return [int.from_bytes(part, held.spec.byteorder) for part in held.maps[name][key]]


@pytest.mark.parametrize(("order", "backend"), WAYS)
@pytest.mark.parametrize("cpu", sorted({0, LAST}))
def test_a_program_has_the_cpu_and_its_elements(
    specs: Mapping[str, ObjectSpec], order: str, backend: str, cpu: int
) -> None:
    with on(specs[order], backend, cpu) as held:
        for _ in range(3):
            held.programs["look"].run(FRAME)
        expected = [3 if at == cpu else 0 for at in range(CPUS)]
        assert held.globals.cpu == cpu
        for name in ("array", "hash", "lru"):
            assert parts(held, name) == expected, name
            assert held.maps[name].cpus == CPUS
        none = (1 << 64) - 1
        assert list(held.globals.seen) == (expected + [none] * 8)[:8]


@pytest.mark.parametrize(("order", "backend"), WAYS)
def test_values_of_other_cpus_are_what_the_test_puts_there(
    specs: Mapping[str, ObjectSpec], order: str, backend: str
) -> None:
    with on(specs[order], backend, LAST) as held:
        key = (1).to_bytes(4, order := held.spec.byteorder)
        given = [(at + 5).to_bytes(8, order) for at in range(CPUS)]
        for name in ("array", "hash"):
            held.maps[name][key] = given
        held.programs["look"].run(FRAME)
        expected = [at + 5 + (at == LAST) for at in range(CPUS)]
        assert parts(held, "array") == parts(held, "hash") == expected
        assert held.globals.behind == expected[0]
        assert list(held.globals.seen)[:CPUS] == expected[:8]
        assert dict(held.maps["array"].filled())[key] == held.maps["array"][key]
        assert dict(held.maps["hash"].elements())[key] == held.maps["hash"][key]
        # What is made anew has no value of the one before, on no CPU.
        held.programs["end"].run(FRAME)
        assert key not in held.maps["hash"]
        held.programs["look"].run(FRAME)
        assert parts(held, "hash") == [int(at == LAST) for at in range(CPUS)]


@pytest.mark.parametrize(("order", "backend"), WAYS)
def test_samples_come_from_the_cpu(
    specs: Mapping[str, ObjectSpec], order: str, backend: str
) -> None:
    with on(specs[order], backend, LAST) as held:
        assert held.programs["sample"].run(FRAME).return_value == 0
        assert [sample.cpu for sample in held.maps["events"].consume()] == [LAST]


@pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")
@pytest.mark.parametrize("backend", ["interpreter", pytest.param("compiled", marks=_COMPILES)])
def test_a_kernel_whose_thread_is_on_that_cpu_says_the_same(
    specs: Mapping[str, ObjectSpec], backend: str
) -> None:
    whole, before = specs["bpfel"], os.sched_getaffinity(0)
    spec = replace(
        whole,
        programs={name: whole.programs[name] for name in ("look", "end")},
        maps={name: each for name, each in whole.maps.items() if name != "events"},
    )
    for cpu in sorted(before & set(range(CPUS)))[:4]:
        os.sched_setaffinity(0, {cpu})
        try:
            with progpack.load(spec, backend="kernel") as theirs:
                told = runs(theirs)
        finally:
            os.sched_setaffinity(0, before)
        with on(spec, backend, cpu) as ours:
            assert runs(ours) == told
        assert told[0][0] == cpu


def runs(held: Any) -> list[Any]:
    """What programs see, and what is in maps, after each of some runs."""
    seen: list[Any] = []
    for name in ("look", "look", "end", "look"):
        held.programs[name].run(FRAME)
        variables = held.globals
        there = [
            where
            for where in ("array", "hash", "lru")
            if (1).to_bytes(4, "little") in held.maps[where]
        ]
        values = {where: parts(held, where)[:CPUS] for where in there}
        seen.append((variables.cpu, list(variables.seen)[:CPUS], variables.behind, values))
    return seen


@_COMPILES
def test_threads_that_want_one_cpu_have_it_one_after_the_other(
    specs: Mapping[str, ObjectSpec],
) -> None:
    packets, rounds, count = [FRAME] * 2000, 5, 4
    with on(specs["bpfel"], "compiled", LAST) as held:
        start = threading.Barrier(count)

        def run() -> None:
            start.wait()
            for _ in range(rounds):
                values = held.programs["many"].run_batch(packets).return_values
                assert set(values) == {LAST}

        threads = [threading.Thread(target=run) for _ in range(count)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        total = sum(int.from_bytes(part, "little") for part in held.maps["array"][0])
        mine = int.from_bytes(held.maps["array"][0][LAST], "little")
        assert total == mine == count * rounds * len(packets)


@_COMPILES
@pytest.mark.skipif(CPUS == 1, reason="there is no other CPU")
def test_a_run_within_a_run_has_its_cpu_or_is_refused(specs: Mapping[str, ObjectSpec]) -> None:
    spec = specs["bpfel"]
    with (
        on(spec, "compiled", 1) as same,
        on(spec, "compiled", 0) as other,
        on(spec, "compiled", None) as plain,
    ):
        inner = {"runs": same}

        def answer() -> int:
            return int(inner["runs"].programs["many"].run(FRAME).return_value)

        with progpack.load(
            spec, environment=Environment(cpu=1), replace={"bpf_get_prandom_u32": answer}
        ) as outer:
            asks = outer.programs["asks"]
            for held in (same, plain):
                inner["runs"] = held
                assert asks.run(FRAME).return_value == 1
            inner["runs"] = other
            with pytest.raises(RunError, match="runs on CPU 0") as caught:
                asks.run(FRAME)
            assert isinstance(caught.value.__cause__, UsageError)
            inner["runs"] = same  # the refused run left nothing behind
            assert asks.run(FRAME).return_value == 1
        assert other.programs["many"].run(FRAME).return_value == 0


@pytest.mark.parametrize("cpu", [-1, CPUS, 1 << 70, "0", 1.5])
def test_a_cpu_that_is_not_there_is_refused(cpu: Any) -> None:
    with pytest.raises(UsageError, match=f"cpu is a whole number from 0 to {LAST}, not"):
        Environment(cpu=cpu)


def test_the_fixed_world_leaves_the_cpu_open() -> None:
    assert Environment.fixed().cpu is None
    world = Environment(cpu=LAST).fix_rest()
    assert (world.cpu, world.twin().cpu, world.processor()) == (LAST, LAST, LAST)

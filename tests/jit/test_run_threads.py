"""Threads in the same prepared run, with clocks that others move and counters that others read."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

import progpack
from progpack import Environment, ObjectSpec, RunError
from progpack.run.coverage import collect
from tests.jit.test_helpers import compiled
from tests.lives.forks import fork_in_c, objects_are_free_in_children
from tests.run.test_forks import in_child

#: `mix` works on its packet, `clock` looks at clocks that may move on and not back, `bell` starts
#: the timer that its mark says.
SOURCE = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
typedef unsigned int u32;
typedef unsigned long long u64;
struct value { struct bpf_timer timer; u64 fired; };
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 64); __type(key, u32);
         __type(value, struct value); } bells SEC(".maps");
SEC("xdp") int mix(struct xdp_md *ctx)
{
    unsigned char *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
    u32 sum = 1;

    if (data + 64 > end) return 0;
    for (int i = 0; i < 64; i++) {
        sum = sum * 31 + data[i];
        data[i] ^= sum;
    }
    if (data[0] == data[1]) bpf_printk("%u", sum);
    return sum;
}
SEC("xdp") int clock(struct xdp_md *ctx)
{
    u64 before = bpf_ktime_get_ns();

    for (int i = 0; i < 200; i++) {
        u64 now = bpf_ktime_get_ns();
        if (now < before) return 666;
        before = now;
    }
    return 1;
}
static int ring(void *map, u32 *key, struct value *value)
{
    value->fired++;
    return 0;
}
SEC("tc") int bell(struct __sk_buff *skb)
{
    u32 key = skb->mark & 63;
    struct value *value = bpf_map_lookup_elem(&bells, &key);

    if (!value) return 1;
    bpf_timer_init(&value->timer, &bells, 1);
    bpf_timer_set_callback(&value->timer, ring);
    return bpf_timer_start(&value->timer, 1000000, 0);
}
char _license[] SEC("license") = "GPL";
"""
ROUNDS = 300


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> ObjectSpec:
    folder: Path = tmp_path_factory.mktemp("threads")
    (folder / "t.c").write_text(SOURCE)
    return compiled(folder / "t.c", folder)


def mixed(packet: bytes) -> tuple[int, bytes, tuple[str, ...]]:
    """What `mix` returns, leaves and prints."""
    total, data = 1, bytearray(packet)
    for at in range(64):
        total = (total * 31 + data[at]) & 0xFFFFFFFF
        data[at] ^= total & 0xFF
    return total, bytes(data), (str(total),) if data[0] == data[1] else ()


def together(works: list[Callable[[], None]]) -> None:
    """Do things in threads, and raise what the first of them raised."""
    errors: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised below
            errors.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


def mixes(loaded: progpack.Object, seed: int) -> Callable[[], None]:
    """Runs of one program in all ways that there are, each with what is its own."""
    chance, program = random.Random(seed), loaded.programs["mix"]

    def work() -> None:
        for number in range(ROUNDS):
            packet = chance.randbytes(chance.choice([64, 200, 1500]))
            value, left, printed = mixed(packet)
            if number % 7 == 3:
                result = program.run(packet, timeout=100.0)
            elif number % 7 == 5:
                result = program.run(bytearray(packet))
            else:
                result = program.run(packet)
            assert (result.return_value, result.packet, result.printed) == (value, left, printed)
            if number % 5 == 0:
                assert program.run_batch([packet] * 3).return_values == (value,) * 3
            if number % 11 == 0:
                with pytest.raises(RunError):
                    program.run(packet, budget=3)

    return work


def test_threads_in_one_prepared_run_each_have_their_own(spec: ObjectSpec) -> None:
    with progpack.load(spec, programs=["mix", "clock"]) as loaded:
        together([mixes(loaded, seed) for seed in range(4)])


@objects_are_free_in_children
def test_a_child_goes_on_with_prepared_runs_of_threads_of_its_parent(spec: ObjectSpec) -> None:
    with progpack.load(spec, programs=["mix"]) as loaded:
        ends: list[str] = []

        def forks() -> None:
            for number in range(12):
                fork = fork_in_c if number % 2 else os.fork
                ends.append(in_child(fork, mixes(loaded, number)))

        together([forks, *(mixes(loaded, 100 + seed) for seed in range(3))])
        assert ends == ["good"] * 12


def test_clocks_go_forward_in_runs_while_threads_move_them(spec: ObjectSpec) -> None:
    with progpack.load(spec, environment=Environment(clock=10**9), programs=["clock"]) as loaded:

        def move() -> None:
            for _ in range(ROUNDS):
                loaded.advance("1us")

        def look() -> None:
            for _ in range(ROUNDS):
                assert loaded.programs["clock"].run(bytes(64)).return_value == 1

        together([look, look, move, look])


def test_each_timer_that_runs_start_is_called_once_while_threads_advance(spec: ObjectSpec) -> None:
    """Each thread has its timers, which it starts again when it has seen the call."""
    with progpack.load(spec, environment=Environment(clock=10**9), programs=["bell"]) as loaded:
        bells, program = loaded.maps["bells"], loaded.programs["bell"]
        done, called = threading.Event(), [0]

        def fired(key: int) -> int:
            return int.from_bytes(bells[key][16:24], "little")

        def start(key: int) -> Callable[[], None]:
            def work() -> None:
                for number in range(20):
                    context = {"mark": key}
                    assert program.run(bytes(64), context=context).return_value == 0
                    while fired(key) == number:
                        done.wait(0.0005)
                    assert fired(key) == number + 1

            return work

        def move() -> None:
            while not done.is_set():
                called[0] += loaded.advance("1ms")

        mover = threading.Thread(target=move)
        mover.start()
        try:
            together([start(key) for key in range(3)])
        finally:
            done.set()
            mover.join()
        assert called[0] == 60


def test_coverage_can_be_read_while_threads_run(spec: ObjectSpec) -> None:
    """What has run has a count from then on, and no count is more than there were runs."""
    with progpack.load(spec, coverage=True, programs=["mix"]) as loaded:
        loaded.programs["mix"].run(bytes(64))
        first = {line for source in collect(loaded).sources.values() for line in source.lines}
        done, counts = threading.Event(), []

        def read() -> None:
            while not done.is_set():
                for source in collect(loaded).sources.values():
                    counts.append(max(source.lines.values()))
                    assert {*source.lines} <= first
                    assert all(function.calls for function in source.functions.values())

        def run(seed: int) -> Callable[[], None]:
            def work() -> None:
                for _ in range(ROUNDS):
                    loaded.programs["mix"].run(random.Random(seed).randbytes(64))

            return work

        reader = threading.Thread(target=read)
        reader.start()
        try:
            together([run(seed) for seed in range(3)])
        finally:
            done.set()
            reader.join()
        assert counts
        assert max(counts) <= 64 * (1 + 3 * ROUNDS)

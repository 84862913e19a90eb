"""Helpers take from the budget by the bytes that they handle, alike in both worlds."""

from __future__ import annotations

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
)
from progpack.bpf.asm import assemble_program
from progpack.bpf.helpers.lookup import byte_cost
from progpack.bpf.isa.limits import DEFAULT_BUDGET, MOST_SKB
from progpack.jit.object import Object
from tests.jit.test_helpers import compiled, run_both

T = MapType
MAPS = {
    "area": MapSpec("area", T.ARRAY, 4, 1 << 20, 2),
    "large": MapSpec("large", T.HASH, 512, 3000, 2),
    "small": MapSpec("small", T.HASH, 4, 8, 2),
    "ring": MapSpec("ring", T.RINGBUF, 0, 0, 1 << 16),
    "trie": MapSpec("trie", T.LPM_TRIE, 260, 8, 4, 1),
    "short": MapSpec("short", T.LPM_TRIE, 20, 8, 4, 1),
    "bloom": MapSpec("bloom", T.BLOOM_FILTER, 0, 600, 4, map_extra=7),
    "text": MapSpec("text", T.ARRAY, 4, 4096, 1, data=b"a" * 2000 + bytes(2096), read_only=True),
}
#: r6 and r7 are the two values of 1 MiB; r8 is a size that is known when the program runs.
ENTRY = """r8 = *(u64 *)(r1 + 0)
    *(u32 *)(r10 - 4) = 0; r1 = map area ll; r2 = r10; r2 += -4; call 1
    if r0 == 0 goto out; r6 = r0; *(u32 *)(r10 - 4) = 1; r1 = map area ll; r2 = r10; r2 += -4
    call 1; if r0 == 0 goto out; r7 = r0"""
#: name -> (the call, what it handles when the size is n)
CALLS = {
    "probe_read": ("r1 = r6; r2 = r8; r3 = r7; call 113", lambda n: [n]),
    "probe_read_str": ("r1 = r6; r2 = r8; r3 = r7; call 115", lambda n: [n]),
    "csum_diff": (
        "r1 = r6; r2 = r8; r3 = r7; r4 = 1024; r5 = 0; call 28",
        lambda n: [n, 1024],
    ),
    "ringbuf_output": ("r1 = map ring ll; r2 = r6; r3 = r8; r4 = 0; call 130", lambda n: [n]),
    "ringbuf_reserve": (
        "r1 = map ring ll; r2 = r8; r3 = 0; call 131",
        lambda n: [n if n <= 1 << 16 else 0],
    ),
    "strncmp": ("r1 = r6; r2 = r8; r3 = map text + 100 ll; call 182", lambda n: [n, 1901]),
    "snprintf": (
        "r1 = r6; r2 = r8; r3 = map text + 0 ll; r4 = r10; r5 = 0; call 165",
        lambda n: [n, 2001],
    ),
    "strtol": ("r1 = r6; r2 = r8; r3 = 0; r4 = r7; call 105", lambda n: [n]),
    "get_stack": ("r1 = r9; r2 = r6; r3 = r8; r4 = 0; call 67", lambda n: [n]),
    "dynptr_from_mem": (
        "r1 = r6; r2 = r8; r3 = 0; r4 = r10; r4 += -32; call 197",
        lambda n: [n],
    ),
    "update": ("r1 = map large ll; r2 = r6; r3 = r7; r4 = 0; call 2", lambda n: [512, 3000]),
    "lookup": ("r1 = map large ll; r2 = r6; call 1", lambda n: [512]),
    "delete": ("r1 = map large ll; r2 = r6; call 3", lambda n: [512]),
    "lookup of a long prefix": (
        "*(u32 *)(r6 + 0) = 5; r1 = map trie ll; r2 = r6; call 1",
        lambda n: [260 + 683 * 4 * 64],
    ),
    "update of a long prefix": (
        "*(u32 *)(r6 + 0) = 5; r1 = map trie ll; r2 = r6; r3 = r7; r4 = 0; call 2",
        lambda n: [260 + 683 * 4 * 64],
    ),
    "lookup of an address": (
        "*(u32 *)(r6 + 0) = 5; r1 = map short ll; r2 = r6; call 1",
        lambda n: [],
    ),
    "push to a filter": ("r1 = map bloom ll; r2 = r6; r3 = 0; call 87", lambda n: [7 * 600]),
    "update of little": ("r1 = map small ll; r2 = r6; r3 = r7; r4 = 0; call 2", lambda n: []),
}


def program(text: str) -> ProgramSpec:
    full = f"r9 = r1; {ENTRY}; {text}; r0 &= 0; exit; out: r0 = 1; exit"
    return assemble_program(
        full.replace(";", "\n"), name="charge", type=ProgramType.FLAT, license="GPL"
    )


def outcome(run: object, memory: bytes, budget: int) -> object:
    assert callable(run)
    try:
        return run(memory, budget=budget).return_value
    except RunError as error:
        return error.fault.kind.name


@pytest.mark.parametrize("name", CALLS)
def test_a_call_takes_what_its_bytes_cost(name: str, packs: PackAllocator) -> None:
    text, handled = CALLS[name]
    spec = program(text)
    with Object(ObjectSpec("t", "GPL", {"charge": spec}, MAPS), packs, None) as held:
        for size in (0, 1, 511, 512, 1023, 1024, 60_000, 65_537, 1 << 20):
            memory = size.to_bytes(8, "little")
            cost = sum(map(byte_cost, handled(size)))
            for budget in {cost, max(cost - 1, 0)}:
                expected = 0 if budget == cost else "BUDGET"
                machine = Machine(spec, MAPS)
                assert outcome(machine.run, memory, budget) == expected, size
                assert outcome(held.programs["charge"].run, memory, budget) == expected, size


def test_a_run_ends_after_so_many_bytes(packs: PackAllocator) -> None:
    """128 MiB with the default budget, less what the jumps take, however they are divided."""
    text = "again: r1 = r6; r2 = r8; r3 = r7; call 113; *(u64 *)(r7 + 0) += 1; goto again"
    text = text.replace("*(u64 *)(r7 + 0) += 1", "r1 = 1; lock *(u64 *)(r7 + 0) += r1")
    spec = program(text)
    with Object(ObjectSpec("t", "GPL", {"charge": spec}, MAPS), packs, None) as held:
        for size in (1 << 20, 1 << 17):
            array = held.maps["area"]
            array[1] = bytes(1 << 20)  # type: ignore[index]
            memory = size.to_bytes(8, "little")
            assert outcome(held.programs["charge"].run, memory, DEFAULT_BUDGET) == "BUDGET"
            rounds = int.from_bytes(array[1][:8], "little")  # type: ignore[index]
            assert rounds == DEFAULT_BUDGET // (byte_cost(size) + 1)


def test_what_can_cost_nothing_does_not_count(packs: PackAllocator) -> None:
    """Small programs, whose keys and values are small, stay without a budget."""
    for text, counted in (
        ("r1 = map small ll; r2 = r6; call 1", False),
        ("r1 = r10; r1 += -64; r2 = 40; r3 = r6; call 113", False),
        ("r8 &= 63; r1 = r6; r2 = r8; r3 = r7; call 113", False),
        ("r8 &= 1023; r1 = r6; r2 = r8; r3 = r7; call 113", True),
        ("r1 = map large ll; r2 = r6; call 1", True),
    ):
        spec = program(text)
        with Object(ObjectSpec("t", "GPL", {"charge": spec}, MAPS), packs, None) as held:
            assert (held.programs["charge"].facts.bound is None) == counted, text


LOCKED = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct value { int n; struct bpf_spin_lock lock; };
struct { __uint(type, BPF_MAP_TYPE_%s); __uint(max_entries, 2); __type(key, int);
         __type(value, struct value); } m SEC(".maps");
static int key, other = 1;
static struct value fresh = { .n = 5 };
static struct value *at(int *key) { return bpf_map_lookup_elem(&m, key); }
SEC("tc") int held(struct __sk_buff *skb)
{
    bpf_map_update_elem(&m, &key, &fresh, 0);
    bpf_map_update_elem(&m, &other, &fresh, 0);
    struct value *v = at(&key);
    if (!v) return 1;
    bpf_spin_lock(&v->lock);
    long said = bpf_map_update_elem(&m, &other, &fresh, BPF_F_LOCK);
    bpf_spin_unlock(&v->lock);
    return said;
}
SEC("tc") int written(struct __sk_buff *skb)
{
    bpf_map_update_elem(&m, &key, &fresh, 0);
    struct value *v = at(&key);
    if (!v) return 1;
    *(volatile int *)&v->lock = 1;
    return bpf_map_update_elem(&m, &key, &fresh, BPF_F_LOCK);
}
SEC("tc") int waited(struct __sk_buff *skb)
{
    bpf_map_update_elem(&m, &key, &fresh, 0);
    struct value *v = at(&key);
    if (!v) return 1;
    *(volatile int *)&v->lock = 1;
    bpf_spin_lock(&v->lock);
    return 0;
}
SEC("tc") int free(struct __sk_buff *skb)
{
    fresh.n = 6;
    bpf_map_update_elem(&m, &key, &fresh, 0);
    long said = bpf_map_update_elem(&m, &key, &fresh, BPF_F_LOCK | BPF_EXIST);
    struct value *v = at(&key);
    return v ? said * 10 + v->n : 1;
}
char _license[] SEC("license") = "GPL";
"""


@pytest.mark.parametrize("kind", ["ARRAY", "HASH"])
def test_updates_with_a_lock_end_as_they_do_in_the_interpreter(
    packs: PackAllocator, tmp_path: Path, kind: str
) -> None:
    """A lock that the program wrote to is never given back: the run ends, and says nothing else."""
    (tmp_path / "t.c").write_text(LOCKED % kind)
    spec = compiled(tmp_path / "t.c", tmp_path)
    ends = {}
    for name in spec.programs:
        one, two = run_both(packs, spec, name)
        assert one == two
        ends[name] = one
    assert ends["free"] == 6
    assert ends["held"] == (1 << 64) - 22 or ends["held"] == (1 << 32) - 22
    for name in ("written", "waited"):
        assert isinstance(ends[name], tuple)
        assert ends[name][0] == "HELPER"  # type: ignore[index]


EACH = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 100000); __type(key, int);
         __type(value, int); } m SEC(".maps");
static long none(void *map, int *key, int *value, void *ctx) { return 0; }
SEC("tc") int walk(struct __sk_buff *skb) { return bpf_for_each_map_elem(&m, none, 0, 0); }
SEC("xdp") int grow(struct xdp_md *xdp) { return bpf_xdp_adjust_head(xdp, -4); }
SEC("tc") int tag(struct __sk_buff *skb) { return bpf_skb_vlan_pop(skb) & 0; }
char _license[] SEC("license") = "GPL";
"""


def test_a_walk_costs_the_places_of_the_map_and_a_move_the_packet(
    packs: PackAllocator, tmp_path: Path
) -> None:
    """Also where no element is there, and of a packet what no packet of a kernel has."""
    (tmp_path / "t.c").write_text(EACH)
    spec = compiled(tmp_path / "t.c", tmp_path)
    large = bytes(60_000)
    cases = [("walk", bytes(64), byte_cost(100_000))]
    cases += [(name, large, byte_cost(len(large) - MOST_SKB)) for name in ("grow", "tag")]
    cases += [(name, bytes(MOST_SKB), 0) for name in ("grow", "tag")]
    with Object(spec, packs, None) as held:
        for name, packet, cost in cases:
            machine = Machine(spec.programs[name], spec.maps)
            assert outcome(machine.run, packet, cost) == 0
            assert outcome(held.programs[name].run, packet, cost) == 0
            if cost:
                assert outcome(machine.run, packet, cost - 1) == "BUDGET"
                assert outcome(held.programs[name].run, packet, cost - 1) == "BUDGET"
    lines = "r6 = r1; " + "r1 = r6; r2 = 0; call 44; " * 1100 + "r0 = 0; exit"
    many = assemble_program(lines.replace(";", "\n"), name="many", type=ProgramType.XDP)
    with Object(ObjectSpec("t", "GPL", {"many": many}, {}), packs, None) as held:
        machine = Machine(many, {})
        budget = 1100 * byte_cost(len(large) - MOST_SKB)
        for run in (machine.run, held.programs["many"].run):
            assert outcome(run, large, budget) == 0
            assert outcome(run, large, budget - 1) == "BUDGET"

"""Maps and variables as Python values; batches; views of memory that programs use."""

from __future__ import annotations

import gc
import ipaddress
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progpack import MapSpec, MapType, ObjectSpec, PackAllocator, ProgramSpec, UsageError
from progpack.bpf.asm import assemble
from progpack.bpf.btf.encode import encode
from progpack.bpf.btf.types import BtfKind
from progpack.bpf.spec import MapRef, ProgramType
from progpack.commands.common.contents import contents, lines
from progpack.errors import MissingFeatureError
from progpack.jit.maps.handle import ArrayMap, HashMap
from progpack.jit.maps.kinds import PerCpuMap, make_map
from progpack.jit.native import cpus
from progpack.jit.native.runtime import native_runtime
from progpack.jit.object import Object
from tests.jit.test_helpers import compiled

IPV4, IPV6 = ipaddress.ip_address("192.0.2.1"), ipaddress.ip_address("2001:db8::1")
SOURCE = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
typedef unsigned long long u64; typedef unsigned int u32; typedef unsigned short u16;
enum state { IDLE, BUSY = 5, GONE = -3 };
struct flow { u32 from, to; u16 port; u16 pad; };
struct stats {
    u64 packets; int balance; enum state state; char name[8]; u16 ports[3];
    unsigned low : 3, mid : 7; _Bool on;
    union { u32 word; unsigned char bytes[4]; };
    struct { short x, y; } at;
    double rate;
};
#define MAP(what, k, v, n) struct { __uint(type, BPF_MAP_TYPE_##what); __uint(max_entries, n); \\
                                    __type(key, k); __type(value, v); }
MAP(HASH, struct flow, struct stats, 16) flows SEC(".maps");
MAP(ARRAY, u32, u32, 5) counts SEC(".maps");
MAP(PERCPU_HASH, u32, int, 8) each SEC(".maps");
MAP(PERCPU_ARRAY, u32, u64, 4) each_array SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_QUEUE); __uint(max_entries, 3); __type(value, struct flow); }
    queue SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY); __uint(key_size, 4);
         __uint(value_size, 4); } events SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __uint(max_entries, 4); __type(key, u32);
         __type(value, u32); } jumps SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_BLOOM_FILTER); __uint(max_entries, 4); __type(value, u32); }
    bloom SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_STRUCT_OPS); __uint(max_entries, 4); __type(key, u32);
         __type(value, u32); } sockets SEC(".maps");
struct inner { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 2); __type(key, u32);
               __type(value, u32); };
struct { __uint(type, BPF_MAP_TYPE_HASH_OF_MAPS); __uint(max_entries, 4); __type(key, u32);
         __array(values, struct inner); } outer SEC(".maps");
int limit = 7;
struct stats total;
const volatile u32 fixed = 9;
static volatile u64 hidden;
SEC("xdp") int f(struct xdp_md *ctx)
{
    u32 key = 1, *count = bpf_map_lookup_elem(&counts, &key), seven = 7, zero = 0;
    u64 *mine = bpf_map_lookup_elem(&each_array, &key);
    bpf_map_lookup_elem(&flows, &total.at); bpf_map_lookup_elem(&each, &key);
    bpf_map_lookup_elem(&outer, &key);
    struct flow flow = { 1, 2, 3 };
    if (count) *count += limit;
    if (mine) *mine += 5;
    total.packets++;
    hidden += fixed;
    bpf_map_push_elem(&queue, &flow, 0);
    bpf_map_push_elem(&bloom, &seven, 0);
    bpf_perf_event_output(ctx, &events, BPF_F_CURRENT_CPU, &seven, 4);
    bpf_tail_call(ctx, &jumps, 3);
    return limit;
}
SEC("?xdp") int uses(struct xdp_md *ctx)
{ u32 key = 1; return !bpf_map_lookup_elem(&sockets, &key); }
char _license[] SEC("license") = "GPL";
"""


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> ObjectSpec:
    directory = tmp_path_factory.mktemp("typed")
    (directory / "t.c").write_text(SOURCE)
    return compiled(directory / "t.c", directory)


@pytest.fixture
def obj(spec: ObjectSpec, packs: PackAllocator) -> Iterator[Object]:
    with Object(spec, packs, None) as held:
        yield held


FLOW = {"from": 1, "to": 0xC0000201, "port": 443}


def test_structs_are_dicts_in_both_directions(obj: Object) -> None:
    flows = obj.maps["flows"].typed
    flows[FLOW] = {"packets": 3, "balance": -4, "state": "BUSY", "name": "eth0", "ports": [1, 2]}
    assert flows[FLOW] == {
        "packets": 3,
        "balance": -4,
        "state": "BUSY",
        "name": "eth0",
        "ports": [1, 2, 0],
        "low": 0,
        "mid": 0,
        "on": False,
        "word": 0,
        "bytes": [0] * 4,
        "at": {"x": 0, "y": 0},
        "rate": 0.0,
    }
    flows[FLOW] = {"mid": 100, "low": 5, "bytes": b"\x01\x02\x03\x04", "at": {"y": -2}, "on": True}
    found = flows[FLOW]
    assert (found["packets"], found["mid"], found["low"], found["on"]) == (3, 100, 5, True)
    assert (found["word"], found["at"], found["name"]) == (0x04030201, {"x": 0, "y": -2}, "eth0")
    flows[FLOW] = {"rate": 2.5, "state": -3, "packets": (1 << 64) - 1}
    assert (flows[FLOW]["rate"], flows[FLOW]["state"]) == (2.5, "GONE")
    assert list(flows) == [{**FLOW, "pad": 0}]
    assert dict(flows)[next(iter(flows))] == flows[FLOW]
    del flows[FLOW]
    assert len(flows) == 0
    with pytest.raises(KeyError):
        flows[FLOW]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"packet": 1}, "has no member 'packet'; did you mean 'packets'"),
        ({"packets": 1 << 64}, "stats.packets has 64 bits"),
        ({"state": "AWAY"}, "is one of: IDLE, BUSY, GONE"),
        ({"low": 8}, "stats.low has 3 bits; 8 does not fit"),
        ({"ports": [1, 2, 3, 4]}, "a sequence of 3 elements"),
        ({"name": "far too long"}, "has 8 bytes, not 12"),
        ({"rate": "fast"}, "is a number"),
        ({"balance": "ten"}, "stats.balance is a number or 4 bytes, not 'ten'$"),
        ({"balance": "10.0.0.1"}, r"network order it is ipaddress.ip_address\('10.0.0.1'\).packed"),
        ({"at": "::1"}, r"a mapping of members, not '::1': in network order it is ipaddress"),
        ({"at": 5}, "stats.at is a mapping"),
        (
            {"bytes": "abc"},
            "stats.bytes has 4 bytes, not 'abc': text is for char; bytes are b'abc'$",
        ),
        ({"bytes": "192.0.2.1"}, r"not '192.0.2.1': in network order it is ipaddress.ip_address"),
        ({"bytes": IPV6}, "stats.bytes has 4 bytes, not the 16 of 2001:db8::1"),
        ({"name": IPV4}, "stats.name has 8 bytes, not the 4 of 192.0.2.1"),
        ({"ports": "02:00:5e:00:53:01"}, r"these bytes are bytes.fromhex\('02005e005301'\)$"),
        (b"short", "bytes, not 5"),
        (7, "is a mapping of members"),
    ],
)
def test_what_does_not_fit_says_which_member(obj: Object, value: object, words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        obj.maps["flows"].typed[FLOW] = value
    assert "map flows" in str(caught.value)


def test_values_of_each_cpu_are_lists(obj: Object) -> None:
    each = obj.maps["each"].typed
    each[4] = [-7] * cpus.COUNT
    assert each[4] == [-7] * cpus.COUNT
    assert dict(each) == {4: [-7] * cpus.COUNT}
    obj.programs["f"].run(bytes(14))
    assert sum(obj.maps["each_array"].typed[1]) == 5


def test_queues_have_values_of_their_type(obj: Object) -> None:
    queue = obj.maps["queue"].typed
    queue.push({"from": 5})
    obj.programs["f"].run(bytes(14))
    expected = [
        {"from": 5, "to": 0, "port": 0, "pad": 0},
        {"from": 1, "to": 2, "port": 3, "pad": 0},
    ]
    assert list(queue) == expected
    assert queue.peek() == expected[0]
    assert [queue.pop(), queue.pop()] == expected
    assert len(queue) == 0
    with pytest.raises(UsageError, match="does not say of which type its records are"):
        _ = obj.maps["events"].typed


def test_variables_are_attributes(obj: Object) -> None:
    assert (obj.globals.limit, obj.globals["fixed"]) == (7, 9)
    obj.globals.limit = -3
    assert obj.programs["f"].run(bytes(14)).return_value & 0xFFFFFFFF == 2**32 - 3
    obj.globals.total = {"name": "all", "at": {"x": 1}}
    obj.globals["total"] = {"balance": -1}
    total = obj.globals.total
    assert isinstance(total, dict)
    assert (total["packets"], total["name"], total["at"]) == (1, "all", {"x": 1, "y": 0})
    assert total["balance"] == -1
    with pytest.raises(UsageError, match="constant since the object was loaded"):
        obj.globals.fixed = 1
    with pytest.raises(AttributeError, match="no variable 'speed'; it has: "):
        _ = obj.globals.speed
    with pytest.raises(KeyError):
        obj.globals["speed"] = 1
    assert {"limit", "total", "fixed"} <= set(dir(obj.globals)) == set(obj.globals)


def test_maps_without_types_have_numbers_or_bytes(packs: PackAllocator) -> None:
    held = make_map(MapSpec("m", MapType.HASH, 4, 12, 4), native_runtime())
    held.typed[7] = bytes(12)
    assert dict(held.typed) == {7: bytes(12)}
    with pytest.raises(UsageError, match="12 bytes and no type"):
        held.typed[7] = 5
    with pytest.raises(UsageError, match="4 bytes and no type"):
        held.typed[1 << 40] = bytes(12)


def test_any_value_survives_both_ways(spec: ObjectSpec) -> None:
    kind = spec.maps["flows"].value_type
    assert kind is not None

    @settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
    @given(st.binary(min_size=kind.sizeof(), max_size=kind.sizeof()))
    def check(data: bytes) -> None:
        assert kind is not None
        value = kind.format_value(data)
        assert isinstance(value, dict)
        # Text ends at its first zero byte and may be no text; a float may be no number.
        value.pop("name")
        value.pop("rate")
        again = kind.format_value(encode(kind, value))
        assert isinstance(again, dict)
        assert {name: again[name] for name in value} == value
        value.pop("on")  # any byte that is not 0 is true
        assert encode(kind, value, data) == data

    check()


def test_a_section_is_encoded_by_its_variables(spec: ObjectSpec) -> None:
    section = next(m for m in spec.maps.values() if m.name == ".data")
    assert section.value_type is not None
    assert section.value_type.kind is BtfKind.DATASEC
    assert encode(section.value_type, {"limit": 3})[:4] == (3).to_bytes(4, "little")


# Batches.


@pytest.mark.parametrize(
    "kind", [MapType.HASH, MapType.LRU_HASH, MapType.ARRAY, MapType.PERCPU_HASH]
)
def test_batches_are_what_one_by_one_is(packs: PackAllocator, kind: MapType) -> None:
    held = make_map(MapSpec("m", kind, 4, 12, 1000), native_runtime())
    assert isinstance(held, HashMap | ArrayMap | PerCpuMap)
    size = held.batch_value_size
    keys = b"".join(n.to_bytes(4, "little") for n in range(1000))
    values = b"".join(bytes([n % 251]) * size for n in range(1000))
    assert held.update_batch(keys, values) == 1000
    for n in (0, 17, 999):
        value = held[n]
        if isinstance(value, tuple):
            assert all(each == bytes([n % 251]) * 12 for each in value)
        else:
            assert value == bytes([n % 251]) * 12
    found = held.lookup_batch()
    assert found.count == 1000
    pairs = {
        found.keys[4 * i : 4 * i + 4]: found.values[size * i : size * (i + 1)] for i in range(1000)
    }
    plain = {keys[4 * i : 4 * i + 4]: values[size * i : size * (i + 1)] for i in range(1000)}
    # What pads the value of a CPU is not copied.
    assert {key: value[:12] for key, value in pairs.items()} == {
        key: value[:12] for key, value in plain.items()
    }
    pieces = list(held.lookup_batches(300))
    assert [piece.count for piece in pieces] == [300, 300, 300, 100]
    assert b"".join(piece.keys for piece in pieces) == found.keys
    assert held.lookup_batch(5).keys == found.keys[:20]
    if kind is MapType.ARRAY:
        with pytest.raises(UsageError, match="cannot be deleted"):
            held.delete_batch(keys)
    else:
        assert held.delete_batch([keys[:4], keys[8:12], b"\xff" * 4]) == 2
        assert len(held) == 998


def test_a_batch_stops_where_an_element_is_refused(packs: PackAllocator) -> None:
    held = make_map(MapSpec("m", MapType.HASH, 4, 4, 3), native_runtime())
    assert isinstance(held, HashMap)
    keys = [n.to_bytes(4, "little") for n in range(5)]
    with pytest.raises(UsageError, match="element 3 of 5, key 03000000: Argument list too long"):
        held.update_batch(keys, keys)
    assert sorted(held) == keys[:3]
    with pytest.raises(UsageError, match=r"element 0 of 1.*File exists"):
        held.update_batch(keys[:1], keys[:1], flags=1)
    with pytest.raises(UsageError, match="2 keys and 1 values"):
        held.update_batch(keys[:2], keys[:1])
    with pytest.raises(UsageError, match="no whole number of keys of 4"):
        held.delete_batch(b"abc")
    assert held.lookup_batch(0).count == 0


def test_numpy_arrays_go_in_and_come_out(packs: PackAllocator) -> None:
    np = pytest.importorskip("numpy")
    held = make_map(MapSpec("m", MapType.HASH, 8, 8, 5000), native_runtime())
    assert isinstance(held, HashMap)
    keys = np.arange(5000, dtype="u8")
    assert held.update_batch(keys, keys * keys) == 5000
    found = held.lookup_batch()
    back = dict(
        zip(np.frombuffer(found.keys, "u8"), np.frombuffer(found.values, "u8"), strict=True)
    )
    assert all(back[key] == key * key for key in keys)


# Views.


def test_a_view_is_the_memory_that_programs_use(obj: Object, spec: ObjectSpec) -> None:
    np = pytest.importorskip("numpy")
    counts = obj.maps["counts"]
    assert isinstance(counts, ArrayMap)
    array, view = counts.numpy(), counts.view()
    assert (array.shape, array.dtype) == ((5,), np.dtype("u4"))
    array[1] = 100
    obj.programs["f"].run(bytes(14))
    assert (array[1], view[8], counts.typed[1]) == (107, 107, 107)
    constants = obj.maps[".rodata"]
    assert isinstance(constants, ArrayMap)
    assert constants.view().readonly
    with pytest.raises(ValueError, match="read-only"):
        constants.numpy()[0] = 1
    with pytest.raises(UsageError, match="has 8 bytes, a value 4"):
        counts.numpy("u8")
    odd = make_map(MapSpec("m", MapType.ARRAY, 4, 6, 3), native_runtime())
    assert isinstance(odd, ArrayMap)
    odd[2] = b"abcdef"
    assert bytes(odd.numpy()[2]) == b"abcdef"
    assert odd.numpy("S6")[2] == b"abcdef"


def test_a_view_keeps_the_memory_that_it_shows(packs: PackAllocator) -> None:
    # Large enough to have pages of its own, which go with the map unless somebody holds them.
    held = make_map(MapSpec("m", MapType.ARRAY, 4, 8, 50_000), native_runtime())
    assert isinstance(held, ArrayMap)
    held[49_999] = b"12345678"
    view = held.view()
    part = view[-8:]
    del held, view
    gc.collect()
    assert bytes(part) == b"12345678"
    part[:] = b"87654321"
    assert bytes(part) == b"87654321"


# What `run` shows, and maps that nobody needs.


def test_every_kind_of_map_is_shown(obj: Object) -> None:
    obj.maps["flows"].typed[FLOW] = {"packets": 2}
    outer = obj.maps["outer"]
    outer[5] = outer.new("inside")  # type: ignore[index,attr-defined]
    obj.maps["jumps"][2] = obj.programs["f"]  # type: ignore[index]
    obj.programs["f"].run(bytes(14))
    shown = contents(obj)
    assert shown["events"]["samples"] == [{"cpu": 0, "data": "07000000"}]
    assert shown["queue"]["values"] == [{"from": 1, "to": 2, "port": 3, "pad": 0}]
    assert shown["each_array"]["elements"] == [{"key": 1, "value": [5] + [0] * (cpus.COUNT - 1)}]
    assert shown["jumps"]["programs"] == {"2": "f"}
    assert shown["outer"]["maps"] == {"5": "inside"}
    text = "\n".join(lines(shown))
    for expected in (
        "map events (perf_event_array): 1 sample\n  CPU 0, 07000000",
        "map queue (queue): 1 value\n  from 1, to 2, port 3, pad 0",
        "map each_array (percpu_array): 1 of 4 not zero",
        "map jumps (prog_array): 1 program\n  2: f",
        "map outer (hash_of_maps): 1 map\n  5: inside",
        "map bloom (bloom_filter): its contents cannot be listed",
    ):
        assert expected in text


def test_an_object_loads_without_maps_that_its_programs_do_not_use(
    obj: Object, spec: ObjectSpec, packs: PackAllocator
) -> None:
    assert "sockets" not in obj.maps
    assert obj.notes[-1] == (
        "map sockets is not there: its type STRUCT_OPS is not provided, and no program uses it"
    )
    with pytest.raises(MissingFeatureError, match="sockets: type STRUCT_OPS is not provided"):
        Object(spec, packs, ["uses"])


def test_a_map_that_is_used_and_not_provided_is_refused(packs: PackAllocator) -> None:
    insns = assemble("r1 = 0 ll\nr0 = 0\nexit")
    insns[0] = insns[0]._replace(src=1)
    program = ProgramSpec.from_insns("p", ProgramType.XDP, insns, maps={0: MapRef("s")})
    table = {"s": MapSpec("s", MapType.STRUCT_OPS, 4, 4, 4)}
    with pytest.raises(MissingFeatureError, match="STRUCT_OPS"):
        Object(ObjectSpec("o", "", {"p": program}, table), packs, None)

"""Values of maps and records as Python's own classes, judged by code that clang compiles.

The C programs fill a struct of everything, and tell which members of one that Python has written
are not what they should be, in both byte orders; sizes and places come from a native build, too.
"""

from __future__ import annotations

import ctypes
import enum
import ipaddress
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import progpack
from progpack import testing
from progpack.errors import UnknownNameError, UsageError
from progpack.jit.native import cpus

CLANG = next(filter(None, map(shutil.which, ("clang-22", "clang", "clang-14"))), None)
TYPES = """
typedef unsigned char u8; typedef unsigned short u16; typedef unsigned int u32;
typedef unsigned long long u64; typedef signed int s32;
enum state { IDLE, BUSY = 5, GONE = -3 };
struct inner { u8 x; u16 y; };
struct all {
    u8 tag; u64 big; s32 neg; enum state state; char name[6]; u16 ports[3];
    u32 low : 3, mid : 7, high : 22; s32 sign : 5; u32 gap; struct inner at; struct inner many[2];
    union { u32 word; u8 raw[4]; }; union { u16 half; u8 one; } u; _Bool on;
};
struct key { u32 from; u16 port; };
struct event { u64 when; u32 pid; char comm[8]; enum state state; };
struct tail { u16 n; u16 rest[]; };
struct counts { u64 packets; s32 balance; };
struct named { char name[4]; };
"""
SOURCE = (
    "#include <linux/bpf.h>\n#include <bpf/bpf_helpers.h>\n"
    + TYPES
    + """
#define MAP(name, kind, n, k, v) struct { __uint(type, BPF_MAP_TYPE_##kind); \\
    __uint(max_entries, n); __type(key, k); __type(value, v); } name SEC(".maps")
#define RING(name, ...) struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); \\
    __VA_ARGS__ } name SEC(".maps")
MAP(values, HASH, 8, struct key, struct all); MAP(cells, ARRAY, 3, u32, struct inner);
MAP(each, PERCPU_ARRAY, 2, u32, struct counts); MAP(names, PERCPU_ARRAY, 1, u32, struct named);
MAP(signed_each, PERCPU_HASH, 4, u32, s32); MAP(empty, HASH, 4, u32, u32);
struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 4); __uint(key_size, 4);
         __uint(value_size, 12); } untyped SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_QUEUE); __uint(max_entries, 4);
         __type(value, struct inner); } line SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_BLOOM_FILTER); __uint(max_entries, 4);
         __type(value, u32); } seen SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_PERF_EVENT_ARRAY); __uint(key_size, 4);
         __uint(value_size, 4); } samples SEC(".maps");
RING(events, __type(value, struct event);); RING(others); RING(tails, __type(value, struct tail););
#define KEY { .from = 0xC0000201, .port = 443 }
SEC("xdp") int fill(struct xdp_md *ctx)
{
    struct key key = KEY;
    struct all v;
    __builtin_memset(&v, 0, sizeof(v));
    v.tag = 7; v.big = 0x0102030405060708; v.neg = -2; v.state = GONE;
    __builtin_memcpy(v.name, "eth0", 5);
    v.ports[0] = 80; v.ports[1] = 443; v.ports[2] = 65535;
    v.low = 5; v.mid = 100; v.high = 0x2AAAAA; v.sign = -9;
    v.at.x = 1; v.at.y = 0x0203; v.many[0].x = 4; v.many[0].y = 5; v.many[1].x = 6; v.many[1].y = 7;
    v.word = 0x0A0B0C0D; v.u.half = 0x1122; v.on = 1;
    return bpf_map_update_elem(&values, &key, &v, 0);
}
SEC("xdp") int wrong(struct xdp_md *ctx)
{
    struct key key = KEY;
    struct all *v = bpf_map_lookup_elem(&values, &key);
    if (!v) return 1 << 20;
    int bad = 0;
    bad |= (v->tag != 7) << 0 | (v->big != 0x0102030405060708) << 1 | (v->neg != -2) << 2;
    bad |= (v->state != GONE) << 3 | (v->name[0] != 'e' || v->name[3] != '0' || v->name[4]) << 4;
    bad |= (v->ports[0] != 80 || v->ports[1] != 443 || v->ports[2] != 65535) << 5;
    bad |= (v->low != 5) << 6 | (v->mid != 100) << 7 | (v->high != 0x2AAAAA) << 8;
    bad |= (v->sign != -9) << 9 | (v->at.x != 1 || v->at.y != 0x0203) << 10;
    bad |= (v->many[0].x != 4 || v->many[0].y != 5 || v->many[1].x != 6) << 11;
    bad |= (v->many[1].y != 7) << 12 | (v->word != 0x0A0B0C0D) << 13 | (v->u.half != 0x1122) << 14;
    bad |= (v->on != 1) << 15;
    return bad;
}
SEC("xdp") int emit(struct xdp_md *ctx)
{
    struct event e = { .when = 1ull << 40, .pid = 77, .comm = "nginx", .state = BUSY };
    struct { u16 n, rest[3]; } t = { 3, { 1, 2, 0x1234 } };
    u32 zero = 0; u32 *hit = bpf_map_lookup_elem(&empty, &zero);
    bpf_ringbuf_output(&events, &e, sizeof(e), 0);
    bpf_ringbuf_output(&others, &e, sizeof(e), 0);
    bpf_ringbuf_output(&tails, &t, sizeof(t), 0);
    bpf_perf_event_output(ctx, &samples, BPF_F_CURRENT_CPU, &e, sizeof(e));
    return hit ? *hit : 0;
}
SEC("xdp") int queue(struct xdp_md *ctx) { return ctx->rx_queue_index; }
SEC("xdp") int count(struct xdp_md *ctx)
{
    u32 one = 1; s32 minus = -3; struct counts *c = bpf_map_lookup_elem(&each, &one);
    if (c) { c->packets += 2; c->balance -= 5; }
    bpf_map_update_elem(&signed_each, &one, &minus, 0);
    bpf_map_lookup_elem(&names, &one); bpf_map_lookup_elem(&cells, &one);
    bpf_map_lookup_elem(&untyped, &one);
    struct inner in = { 1, 2 };
    bpf_map_push_elem(&line, &in, 0); bpf_map_push_elem(&seen, &one, 0);
    return 0;
}
char _license[] SEC("license") = "GPL";
"""
)
WAYS = [("bpfel", "compiled"), ("bpfel", "interpreter"), ("bpfeb", "interpreter")]
KEY = {"from": 0xC0000201, "port": 443}


class State(enum.IntEnum):
    IDLE = 0
    BUSY = 5
    GONE = -3


@dataclass
class Inner:
    x: int = 0
    y: int = 0


@dataclass
class All:
    tag: int
    big: int
    neg: int
    state: State
    name: str
    ports: list[int]
    low: int
    mid: int
    high: int
    sign: int
    at: Inner
    many: tuple[Inner, Inner]
    word: int
    u: dict[str, int]
    on: bool


@dataclass
class Event:
    when: int
    pid: int
    comm: str
    state: State


@dataclass
class Raw:
    comm: bytes
    pid: int | None = None
    more: int = field(default=3, init=False)


def structures(base: Any) -> tuple[Any, Any]:
    """`struct all` and `struct event` as classes of ctypes over a base."""

    class CInner(base):
        _fields_ = (("x", ctypes.c_uint8), ("y", ctypes.c_uint16))

    # A big-endian structure may hold unions from Python 3.12 on.
    union = ctypes.Union if base is ctypes.Structure else base
    raw = [("raw", ctypes.c_uint8 * 4), ("one", ctypes.c_uint8)] if union is ctypes.Union else []

    class Anonymous(union):
        _fields_ = (("word", ctypes.c_uint32), *raw[:1])

    class Half(union):
        _fields_ = (("half", ctypes.c_uint16), *raw[1:])

    class CAll(base):
        _anonymous_ = ("a",)
        _fields_ = (
            *(("tag", ctypes.c_uint8), ("big", ctypes.c_uint64), ("neg", ctypes.c_int32)),
            *(("state", ctypes.c_int32), ("name", ctypes.c_char * 6)),
            *(("ports", ctypes.c_uint16 * 3), ("low", ctypes.c_uint32, 3)),
            *(("mid", ctypes.c_uint32, 7), ("high", ctypes.c_uint32, 22)),
            *(
                ("sign", ctypes.c_int32, 5),
                ("gap", ctypes.c_uint32),
                ("at", CInner),
                ("many", CInner * 2),
            ),
            *(("a", Anonymous), ("u", Half), ("on", ctypes.c_uint8)),
        )

    class CEvent(base):
        _fields_ = (
            *(("when", ctypes.c_uint64), ("pid", ctypes.c_uint32)),
            *(("comm", ctypes.c_char * 8), ("state", ctypes.c_int32)),
        )

    return CAll, CEvent


LITTLE, BIG = structures(ctypes.Structure), structures(ctypes.BigEndianStructure)
NATIVE, OTHER = (LITTLE, BIG) if sys.byteorder == "little" else (BIG, LITTLE)


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    if CLANG is None:
        pytest.skip("needs clang")
    folder = tmp_path_factory.mktemp("values")
    (folder / "v.bpf.c").write_text(SOURCE)
    made = {}
    for order in ("bpfel", "bpfeb"):
        made[order] = folder / f"{order}.o"
        command = [CLANG, "-O2", "-g", "-target", order, "-mcpu=v3", "-c", "v.bpf.c"]
        search = ["-idirafter", "/usr/include/x86_64-linux-gnu"]
        subprocess.run([*command, *search, "-o", str(made[order])], check=True, cwd=folder)
    return made


@pytest.fixture(params=WAYS, ids=["-".join(way) for way in WAYS])
def obj(objects: dict[str, Path], request: pytest.FixtureRequest) -> Iterator[Any]:
    order, backend = request.param
    with progpack.load(objects[order], backend=backend) as loaded:
        yield loaded


@pytest.fixture
def little(objects: dict[str, Path]) -> Iterator[Any]:
    with progpack.load(objects["bpfel"]) as loaded:
        yield loaded


def run(obj: Any, name: str) -> int:
    value: int = obj.programs[name].run(bytes(14)).return_value
    return value


def everything() -> All:
    return All(
        *(7, 0x0102030405060708, -2, State.GONE, "eth0", [80, 443, 65535], 5, 100, 0x2AAAAA, -9),
        *(Inner(1, 0x0203), (Inner(4, 5), Inner(6, 7)), 0x0A0B0C0D, {"half": 0x1122}, True),
    )


def structure(cls: Any) -> Any:
    made = cls(tag=7, big=0x0102030405060708, neg=-2, state=-3, name=b"eth0")
    made.ports[:] = [80, 443, 65535]
    made.low, made.mid, made.high, made.sign = 5, 100, 0x2AAAAA, -9
    made.at.x, made.at.y = 1, 0x0203
    for index, (x, y) in enumerate([(4, 5), (6, 7)]):
        made.many[index].x, made.many[index].y = x, y
    made.word, made.u.half, made.on = 0x0A0B0C0D, 0x1122, True
    return made


def test_a_dataclass_is_read_as_c_has_written_it(obj: Any) -> None:
    assert run(obj, "fill") == 0
    found = obj.maps["values"].get(KEY, as_=All)
    half = {"half": 0x1122, "one": 0x22 if obj.spec.byteorder == "little" else 0x11}
    expected = everything()
    expected.u = half
    assert found == expected
    assert type(found.state) is State
    assert obj.maps["values"].get({"from": 1}, 5, as_=All) == 5


def test_c_finds_what_a_dataclass_has(obj: Any) -> None:
    obj.maps["values"][KEY] = everything()
    assert run(obj, "wrong") == 0
    obj.maps["values"][KEY] = {"sign": 3}
    assert run(obj, "wrong") == 1 << 9


def test_values_of_ctypes_go_both_ways(obj: Any) -> None:
    values = obj.maps["values"]
    same = LITTLE if obj.spec.byteorder == "little" else BIG
    assert run(obj, "fill") == 0
    written_by_c = values[KEY]
    found = values.get(KEY, as_=same[0])
    assert (found.state, found.name, list(found.ports), found.sign) == (
        -3,
        b"eth0",
        [80, 443, 65535],
        -9,
    )
    assert bytes(found) == written_by_c
    del values[KEY]
    values[KEY] = structure(same[0])
    assert run(obj, "wrong") == 0
    assert values[KEY] == written_by_c


def test_a_class_of_the_other_byte_order_goes_member_by_member(obj: Any) -> None:
    other = BIG if obj.spec.byteorder == "little" else LITTLE
    run(obj, "emit")
    (found,) = obj.maps["events"].consume(other[1])
    assert (found.when, found.pid, found.comm, found.state) == (1 << 40, 77, b"nginx", 5)
    if other is LITTLE:
        with pytest.raises(UsageError, match="a union of the other byte order has no one value"):
            obj.maps["values"][KEY] = structure(other[0])
    else:
        obj.maps["values"][KEY] = structure(other[0])
        assert run(obj, "wrong") == 0
        found = obj.maps["values"].get(KEY, as_=other[0])
        assert bytes(found) == bytes(structure(other[0]))
    base = ctypes.BigEndianStructure if other is BIG else ctypes.LittleEndianStructure
    twelve = type("Twelve", (base,), {"_fields_": (("a", ctypes.c_uint32 * 3),)})
    with pytest.raises(UsageError, match=r"untyped: class Twelve is not \w+-endian"):
        obj.maps["untyped"][1] = twelve()


def test_padding_is_zero(obj: Any) -> None:
    obj.maps["cells"][1] = Inner(255, 65535)
    raw = obj.maps["cells"][1]
    assert raw == b"\xff\0\xff\xff"
    assert len(obj.maps["values"].key_codec().dump({"from": 2**32 - 1, "port": 65535})) == 8
    assert obj.maps["values"].key_codec().dump({"from": 2**32 - 1, "port": 65535})[6:] == b"\0\0"


def test_records_are_of_the_type_that_the_map_states(obj: Any) -> None:
    run(obj, "emit")
    event = {"when": 1 << 40, "pid": 77, "comm": "nginx", "state": "BUSY"}
    assert obj.maps["events"].typed.consume() == [event]
    run(obj, "emit")
    assert obj.maps["events"].consume(Event) == [Event(1 << 40, 77, "nginx", State.BUSY)]
    run(obj, "emit")
    (raw,) = obj.maps["events"].consume()
    assert isinstance(raw, bytes)
    assert len(raw) == 24
    run(obj, "emit")
    assert obj.maps["events"].consume(Raw) == [Raw(b"nginx\0\0\0", 77)]


def test_a_user_names_the_type_of_records(obj: Any) -> None:
    run(obj, "emit")
    event = {"when": 1 << 40, "pid": 77, "comm": "nginx", "state": "BUSY"}
    with pytest.raises(UsageError, match="does not say of which type its records are; name it"):
        _ = obj.maps["others"].typed
    assert obj.maps["others"].consume("struct event") == [event]
    (sample,) = obj.maps["samples"].consume(Event, kind="struct event")
    assert (sample.cpu, len(sample.data)) == (0, 24)
    assert sample.value == Event(1 << 40, 77, "nginx", State.BUSY)
    run(obj, "emit")
    (sample,) = obj.maps["samples"].consume("struct key", head=True)
    assert sample.value["from"] == (1 << 40 if obj.spec.byteorder == "little" else 1 << 8) % 2**32
    with pytest.raises(
        UnknownNameError, match=r"no type 'struct evnt'.*did you mean 'struct event'"
    ):
        obj.maps["others"].consume("struct evnt")


def test_records_of_another_size_stay_and_say_so(obj: Any) -> None:
    run(obj, "emit")
    with pytest.raises(UsageError, match=r"^record 0 of map others has 24 bytes, struct all 72$"):
        obj.maps["others"].consume("struct all")
    with pytest.raises(UsageError, match=r"^record 0 of map samples has 24 bytes, struct key 8$"):
        obj.maps["samples"].consume("struct key")
    assert len(obj.maps["others"].consume()) == len(obj.maps["samples"].consume()) == 1


def test_an_array_without_a_length_has_what_is_left(obj: Any) -> None:
    run(obj, "emit")
    assert obj.maps["tails"].typed.consume() == [{"n": 3, "rest": [1, 2, 0x1234]}]


def test_sums_over_cpus_are_signed_and_by_member(obj: Any) -> None:
    run(obj, "count")
    run(obj, "count")
    assert obj.maps["each"].total(1) == {"packets": 4, "balance": -10}
    assert obj.maps["signed_each"].total(1) == -3
    count = cpus.COUNT if obj.backend == "compiled" else obj.maps["each"].handle.cpus
    obj.maps["each"][1] = [{"packets": 1, "balance": -1}] * count
    assert obj.maps["each"].total(1) == {"packets": count, "balance": -count}
    with pytest.raises(UsageError, match=r"names\.name: there is no sum of"):
        obj.maps["names"].total(0)


def test_queues_filters_and_maps_without_types_take_values(obj: Any) -> None:
    obj.maps["line"].push(Inner(9, 8))
    assert obj.maps["line"].typed.pop() == {"x": 9, "y": 8}
    obj.maps["seen"].add(7)
    assert 7 in obj.maps["seen"]
    obj.maps["untyped"][1] = (ctypes.c_uint8 * 12)(*range(12))
    assert obj.maps["untyped"][1] == bytes(range(12))
    with pytest.raises(UsageError, match="12 bytes and no type, not 5"):
        obj.maps["untyped"][1] = 5
    with pytest.raises(UsageError, match="the object does not say of which type"):
        obj.maps["untyped"].get(1, as_=Inner)
    with pytest.raises(UsageError, match=r"value of map untyped has 12 bytes, class CEvent 24"):
        obj.maps["untyped"].get(1, as_=NATIVE[1])


def test_addresses_are_keys_and_values_in_network_order(obj: Any) -> None:
    address = ipaddress.ip_address("192.0.2.1")
    obj.maps["empty"][address] = ipaddress.ip_address("198.51.100.7")
    assert list(obj.maps["empty"].elements()) == [(address.packed, bytes([198, 51, 100, 7]))]
    assert address in obj.maps["empty"]
    with pytest.raises(UsageError, match="has 4 bytes, not the 16 of ::1"):
        obj.maps["empty"][ipaddress.ip_address("::1")] = 1


def test_views_of_a_class_go_through_keys_and_values(obj: Any) -> None:
    @dataclass(frozen=True)
    class Flow:
        port: int

    run(obj, "fill")
    view = obj.maps["values"].typed_as(All, dict)
    assert list(view) == [{**KEY}]
    by_port = obj.maps["values"].typed_as("struct all", Flow)
    assert [(key, value["tag"]) for key, value in by_port.items()] == [(Flow(443), 7)]
    with pytest.raises(UsageError, match="value of map values has 72 bytes, event 24"):
        obj.maps["values"].typed_as("struct event")


@dataclass
class Where:
    ingress_ifindex: int | None = None
    rx_queue_index: int | None = None


class XdpMd(ctypes.Structure):
    _fields_ = tuple(
        (name, ctypes.c_uint32)
        for name in ("data", "data_end", "data_meta", "ingress_ifindex", "rx_queue_index")
    )


class NotXdpMd(ctypes.Structure):
    _fields_ = (("ingress_ifindex", ctypes.c_uint32),)


def test_contexts_are_dataclasses_and_structures(obj: Any) -> None:
    program = obj.programs["queue"]
    for given in (Where(1, 6), {"rx_queue_index": 6}):
        found = testing.run(program, bytes(14), context=given)
        assert found.return_value == 6
        assert found.context_as(Where) == Where(1, 6)
        assert found.context_as(XdpMd).rx_queue_index == 6
    base = XdpMd if obj.spec.byteorder == sys.byteorder else None
    if base is not None:
        assert testing.run(program, bytes(14), context=XdpMd(rx_queue_index=9)).return_value == 9
    with pytest.raises(UsageError, match="ingress_ifindex is 4 bytes at byte 0 in class NotXdpMd"):
        program.run(bytes(14), context=NotXdpMd())
    with pytest.raises(UsageError, match="not set"):
        program.run(bytes(14), context={1})


class Short(ctypes.Structure):
    _fields_ = (("when", ctypes.c_uint64), ("pid", ctypes.c_uint16), ("comm", ctypes.c_char * 8))


class Moved(ctypes.Structure):
    _fields_ = (("when", ctypes.c_uint64), ("comm", ctypes.c_char * 8), ("pid", ctypes.c_uint32))


class Long(ctypes.Structure):
    _fields_ = (*LITTLE[1]._fields_, ("more", ctypes.c_uint64))


class Bits(ctypes.Structure):
    _fields_ = (
        *(("tag", ctypes.c_uint8), ("big", ctypes.c_uint64), ("neg", ctypes.c_int32)),
        *(("state", ctypes.c_int32), ("name", ctypes.c_char * 6)),
        *(("ports", ctypes.c_uint16 * 3), ("low", ctypes.c_uint32, 4)),
    )


@pytest.mark.skipif(sys.byteorder == "big", reason="the classes are of little-endian machines")
@pytest.mark.parametrize(
    ("cls", "map_name", "words"),
    [
        (Short, "events", "field pid is 2 bytes at byte 8 in class Short, 4 bytes at byte 8 in"),
        (Moved, "events", "field comm is 8 bytes at byte 8 in class Moved, 8 bytes at byte 12 in"),
        (Long, "events", "has 32 bytes in class Long, 24 in struct event"),
        (Bits, "values", "field low is 4 bits at bit 288 in class Bits, 3 bits at bit 288 in"),
    ],
)
def test_a_layout_that_does_not_fit_names_the_field(
    little: Any, cls: Any, map_name: str, words: str
) -> None:
    run(little, "emit")
    run(little, "fill")
    read = little.maps["events"].consume
    if map_name == "values":
        read = partial(little.maps["values"].get, KEY, as_=cls)
    with pytest.raises(UsageError, match=words) as caught:
        read(*([cls] if map_name == "events" else []))
    assert "\n" not in str(caught.value)
    if map_name == "values":
        with pytest.raises(UsageError, match=words):
            little.maps["values"][KEY] = cls()


@dataclass
class Strange:
    comm: int


@dataclass
class Lacking:
    cmm: str


@pytest.mark.parametrize(
    ("cls", "words"),
    [
        (Strange, r"events\.comm is a value of kind array of 8 bytes, no number"),
        (Lacking, r"struct event has no member 'cmm'; did you mean 'comm'"),
        (int, "record 0 of map events is struct event of 24 bytes, no number"),
        (list, "is struct event, no array"),
        (set, "set is no class for values of C"),
    ],
)
def test_a_class_that_cannot_have_a_value_says_why(little: Any, cls: Any, words: str) -> None:
    run(little, "emit")
    with pytest.raises(UsageError, match=words):
        little.maps["events"].consume(cls)
    assert len(little.maps["events"].consume()) == 1


def test_a_dataclass_with_a_member_that_c_has_not_is_refused(little: Any) -> None:
    with pytest.raises(UsageError, match="has no member 'cmm'"):
        little.maps["values"][KEY] = Lacking("x")
    with pytest.raises(UsageError, match="has no member 'prt'"):
        little.maps["values"].get({"prt": 1}, as_=All)
    with pytest.raises(UsageError, match="has no member 'prt'"):
        _ = {"prt": 1} in little.maps["values"]


def test_places_are_those_of_a_native_build(objects: dict[str, Path], tmp_path: Path) -> None:
    names = [entry[0] for entry in NATIVE[0]._fields_ if len(entry) == 2 and entry[0] != "a"]
    rows = "".join(f'printf("{name} %zu\\n", offsetof(struct all, {name}));' for name in names)
    text = (
        "#include <stdio.h>\n#include <stddef.h>\n"
        + TYPES
        + f'int main(void) {{ {rows} printf("size %zu\\n", sizeof(struct all)); }}'
    )
    (tmp_path / "n.c").write_text(text)
    subprocess.run([str(CLANG), "n.c", "-o", "n"], check=True, cwd=tmp_path)
    told = subprocess.run([tmp_path / "n"], check=True, capture_output=True, text=True).stdout
    native = {name: int(at) for name, at in (row.split() for row in told.splitlines())}
    assert native.pop("size") == ctypes.sizeof(NATIVE[0])
    assert native == {name: getattr(NATIVE[0], name).offset for name in names}
    kind = progpack.read_object(objects["bpfel"]).maps["values"].value_type
    assert kind is not None
    assert {name: at for name, _, at in kind.fields() if name in native} == native

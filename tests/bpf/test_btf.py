from __future__ import annotations

import json
import math
import struct
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from bpf_programs import BPFTOOL, compile_c, needs_bpftool, needs_clang
from hypothesis import given
from hypothesis import strategies as st

from progpack.bpf.btf.types import MAX_DEPTH, Btf, BtfKind, BtfType
from progpack.bpf.context.sections import section_kind
from progpack.bpf.object import bundled as examples
from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import MapType, ObjectSpec, ProgramType
from progpack.errors import ObjectError, UsageError

VMLINUX = Path("/sys/kernel/btf/vmlinux")


@cache
def vmlinux() -> Btf:
    return Btf(VMLINUX.read_bytes(), "vmlinux")


needs_vmlinux = pytest.mark.skipif(not VMLINUX.exists(), reason="this kernel shows no BTF")

PROGRAM = """
enum color { RED = 1, GREEN = 7 };
enum big { HUGE_ONE = 0x8000000000000000ULL };
enum small { MINUS = -4 };
typedef struct { unsigned char r, g, b; } rgb_t;
struct node;
struct all {
    char name[8]; signed char c; _Bool yes; short s; unsigned int u; long long ll;
    enum color color; enum big big; enum small small; float f; double d;
    const volatile rgb_t rgb[2];
    struct node *next; int (*call)(int, char *); int grid[2][3];
    unsigned a : 3, b : 7, : 2; int sc : 5; enum color bits : 4;
    union { int as_int; unsigned char as_bytes[4]; };
    struct { short deep; };
    __int128 wide; int flexible[];
};
struct all value = { .name = "hello", .c = -1, .yes = 1, .s = -300, .u = 4000000000u, .ll = -5,
    .color = GREEN, .big = HUGE_ONE, .small = MINUS, .f = 1.5f, .d = -0.25,
    .rgb = { { 1, 2, 3 }, { 4, 5, 6 } }, .grid = { { 1, 2, 3 }, { 4, 5, 6 } },
    .a = 5, .b = 100, .sc = -7, .bits = RED, .as_int = 0x04030201, .deep = 9, .wide = -2 };
"""
EXPECTED = {
    "name": "hello",
    "c": -1,
    "yes": True,
    "s": -300,
    "u": 4000000000,
    "ll": -5,
    "color": "GREEN",
    "big": "HUGE_ONE",
    "small": "MINUS",
    "f": 1.5,
    "d": -0.25,
    "rgb": [{"r": 1, "g": 2, "b": 3}, {"r": 4, "g": 5, "b": 6}],
    "next": 0,
    "call": 0,
    "grid": [[1, 2, 3], [4, 5, 6]],
    "a": 5,
    "b": 100,
    "sc": -7,
    "bits": "RED",
    "as_int": 0x04030201,
    "deep": 9,
    "wide": -2,
    "flexible": [],
}


class Builder:
    """BTF by hand: types are numbered from 1."""

    def __init__(self, order: str = "<") -> None:
        self.order = order
        self.types = b""
        self.strings = b"\0"

    def add(
        self,
        kind: int,
        name: str = "",
        word: int = 0,
        vlen: int = 0,
        rest: bytes = b"",
        flag: int = 0,
    ) -> Builder:
        self.types += struct.pack(
            self.order + "III", self.name(name), flag << 31 | kind << 24 | vlen, word
        )
        self.types += rest
        return self

    def name(self, text: str) -> int:
        if not text:
            return 0
        self.strings += text.encode() + b"\0"
        return len(self.strings) - len(text) - 1

    def words(self, *words: int) -> bytes:
        return struct.pack(f"{self.order}{len(words)}I", *words)

    def build(self) -> bytes:
        header = struct.pack(
            self.order + "HBBIIIII",
            0xEB9F,
            1,
            0,
            24,
            0,
            len(self.types),
            len(self.types),
            len(self.strings),
        )
        return header + self.types + self.strings

    def btf(self) -> Btf:
        return Btf(self.build(), "made.o")

    def int32(self) -> Builder:
        return self.add(1, "int", 4, rest=self.words(1 << 24 | 32))


def held(spec: ObjectSpec, section: str = ".data") -> tuple[BtfType, bytes]:
    data = spec.maps[section]
    assert data.value_type is not None
    assert data.data is not None
    return data.value_type, data.data


@needs_clang
@pytest.mark.parametrize("order", ["bpfel", "bpfeb"])
def test_values_are_shown_as_they_were_written_in_c(tmp_path: Path, order: str) -> None:
    source = PROGRAM + "struct all *keep(void) { return &value; }"
    spec = read_object(compile_c(tmp_path, source, "-target", order))
    kind, data = held(spec)
    value = kind.format_value(data)
    assert isinstance(value, dict)
    shown = dict(value["value"])
    as_bytes = shown.pop("as_bytes")
    assert as_bytes == ([1, 2, 3, 4] if order == "bpfel" else [4, 3, 2, 1])
    assert shown == EXPECTED


@needs_clang
def test_fields_have_names_types_and_offsets(tmp_path: Path) -> None:
    source = PROGRAM + "struct all *keep(void) { return &value; }"
    spec = read_object(compile_c(tmp_path, source))
    assert spec.btf is not None
    kind = spec.btf.find("all", BtfKind.STRUCT)
    assert kind is not None
    fields = {name: (held.resolve().kind, offset) for name, held, offset in kind.fields()}
    assert fields["name"] == (BtfKind.ARRAY, 0)
    assert fields["u"] == (BtfKind.INT, 12)
    assert fields["next"][0] == BtfKind.PTR
    assert fields["as_int"][1] == fields["as_bytes"][1]
    assert kind.sizeof() == kind.size


def make_strings(text: str | None) -> str:
    return "" if text in (None, "(anon)") else str(text)


def compare_with_bpftool(path: Path, btf: Btf) -> int:
    """Compare everything bpftool says about a file's types with ours."""
    command = [str(BPFTOOL), "-j", "btf", "dump", "file", str(path)]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    types = json.loads(result.stdout)["types"]
    assert len(types) == len(btf) - 1
    for theirs in types:
        ours = btf.type(theirs["id"])
        assert ours.kind.name == theirs["kind"]
        assert ours.name == make_strings(theirs["name"])
        known = dict(facts(ours))
        for entry in theirs.get("values", ()):
            entry["val"] %= 1 << 64
            if ours.kind == BtfKind.ENUM and not ours.flag:
                # bpftool 7.1 extends the sign of unsigned ones.
                entry["val"] %= 1 << 32
        assert known == {key: theirs[key] for key in known}
    return len(types)


def facts(held: BtfType) -> Iterator[tuple[str, object]]:
    """What bpftool shows of a type, under its names."""
    # Data sections get their layout when an object is read, which bpftool does not do.
    if held.size and held.kind != BtfKind.DATASEC:
        yield "size", held.size
    if held.kind in (BtfKind.PTR, BtfKind.CONST, BtfKind.VOLATILE, BtfKind.TYPEDEF, BtfKind.VAR):
        yield "type_id", held.type_id
    if how := held.encoding():
        yield "nr_bits", how.bits
        yield "bits_offset", how.offset
    if shape := held.array():
        yield "nr_elems", shape.length
        yield "type_id", shape.type_id
        yield "index_type_id", shape.index_id
    if held.kind in (BtfKind.STRUCT, BtfKind.UNION):
        yield (
            "members",
            [
                {
                    "name": member.name or "(anon)",
                    "type_id": member.type_id,
                    "bits_offset": member.offset_bits,
                    **({"bitfield_size": member.bits} if member.bits else {}),
                }
                for member in held.members()
            ],
        )
    if held.kind in (BtfKind.ENUM, BtfKind.ENUM64):
        yield "values", [{"name": e.name, "val": e.value % (1 << 64)} for e in held.enumerators()]
    if held.kind == BtfKind.FUNC_PROTO:
        yield "ret_type_id", held.type_id
        params = [{"name": p.name or "(anon)", "type_id": p.type_id} for p in held.params()]
        yield "params", params


@needs_bpftool
@pytest.mark.parametrize("name", examples.NAMES)
def test_types_of_the_shipped_objects_are_those_that_bpftool_shows(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / "x.o"
    path.write_bytes(examples.object_bytes(name))
    btf = examples.load(name).btf
    assert btf is not None
    assert compare_with_bpftool(path, btf) > 35


@needs_bpftool
@needs_clang
def test_types_of_every_kind_are_those_that_bpftool_shows(tmp_path: Path) -> None:
    source = PROGRAM + "struct all *keep(void) { return &value; }"
    source += '__attribute__((btf_decl_tag("t"))) int tagged;'
    compile_c(tmp_path, source)
    btf = read_object(tmp_path / "t.o").btf
    assert btf is not None
    compare_with_bpftool(tmp_path / "t.o", btf)
    kinds = {held.kind for held in btf}
    assert {BtfKind.FLOAT, BtfKind.ENUM64, BtfKind.FWD, BtfKind.DECL_TAG, BtfKind.UNION} <= kinds


@needs_bpftool
@needs_vmlinux
def test_types_of_the_kernel_are_those_that_bpftool_shows() -> None:
    assert compare_with_bpftool(VMLINUX, vmlinux()) > 10_000


@needs_vmlinux
def test_every_type_of_the_kernel_has_a_size_or_an_error() -> None:
    btf = vmlinux()
    sizes = {}
    for held in btf:
        try:
            sizes[held.id] = held.sizeof()
        except ObjectError:
            assert held.resolve().kind in (
                BtfKind.VOID,
                BtfKind.FUNC,
                BtfKind.FUNC_PROTO,
                BtfKind.FWD,
                BtfKind.ARRAY,
            )
    task = btf.find("task_struct", BtfKind.STRUCT)
    assert task is not None
    assert sizes[task.id] == task.size > 1000
    for _, field, offset in task.fields():
        assert offset >= 0
        if field.resolve().kind != BtfKind.ARRAY:
            assert offset + field.sizeof() <= task.size


@needs_vmlinux
@pytest.mark.parametrize(
    ("enum", "prefix", "ours"),
    [
        ("bpf_prog_type", "BPF_PROG_TYPE_", ProgramType),
        ("bpf_map_type", "BPF_MAP_TYPE_", MapType),
    ],
)
def test_numbers_are_those_of_the_running_kernel(
    enum: str, prefix: str, ours: type[ProgramType | MapType]
) -> None:
    found = vmlinux().find(enum, BtfKind.ENUM)
    assert found is not None
    kernel = {e.name.removeprefix(prefix): e.value for e in found.enumerators()}
    known = {member.name: member.value for member in ours if member.name in kernel}
    assert len(known) > 20
    assert known == {name: kernel[name] for name in known}
    # Whatever the kernel has and is not here came after 6.18, or is a name of an older kind.
    top = max(member.value for member in ours)
    assert all(
        value > top or name.endswith("_DEPRECATED") or name.startswith("__")
        for name, value in kernel.items()
        if name not in known and value not in known.values()
    )


@needs_vmlinux
@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("tp_btf/sched_switch", "TRACE_RAW_TP"),
        ("fentry/f", "TRACE_FENTRY"),
        ("fexit.s/f", "TRACE_FEXIT"),
        ("fmod_ret/f", "MODIFY_RETURN"),
        ("iter/task", "TRACE_ITER"),
        ("lsm/file_open", "LSM_MAC"),
        ("lsm_cgroup/file_open", "LSM_CGROUP"),
        ("xdp", "XDP"),
        ("xdp.frags/devmap", "XDP_DEVMAP"),
        ("xdp/cpumap", "XDP_CPUMAP"),
        ("tcx/ingress", "TCX_INGRESS"),
        ("tc/egress", "TCX_EGRESS"),
        ("netkit/peer", "NETKIT_PEER"),
        ("cgroup_skb/ingress", "CGROUP_INET_INGRESS"),
        ("cgroup_skb/egress", "CGROUP_INET_EGRESS"),
        ("cgroup/sock_create", "CGROUP_INET_SOCK_CREATE"),
        ("cgroup/sock_release", "CGROUP_INET_SOCK_RELEASE"),
        ("cgroup/bind4", "CGROUP_INET4_BIND"),
        ("cgroup/connect6", "CGROUP_INET6_CONNECT"),
        ("cgroup/connect_unix", "CGROUP_UNIX_CONNECT"),
        ("cgroup/sendmsg4", "CGROUP_UDP4_SENDMSG"),
        ("cgroup/recvmsg_unix", "CGROUP_UNIX_RECVMSG"),
        ("cgroup/getpeername6", "CGROUP_INET6_GETPEERNAME"),
        ("cgroup/getsockname4", "CGROUP_INET4_GETSOCKNAME"),
        ("cgroup/post_bind6", "CGROUP_INET6_POST_BIND"),
        ("cgroup/sysctl", "CGROUP_SYSCTL"),
        ("cgroup/setsockopt", "CGROUP_SETSOCKOPT"),
        ("cgroup/dev", "CGROUP_DEVICE"),
        ("sockops", "CGROUP_SOCK_OPS"),
        ("sk_skb/stream_parser", "SK_SKB_STREAM_PARSER"),
        ("sk_skb/verdict", "SK_SKB_VERDICT"),
        ("sk_msg", "SK_MSG_VERDICT"),
        ("sk_lookup", "SK_LOOKUP"),
        ("sk_reuseport/migrate", "SK_REUSEPORT_SELECT_OR_MIGRATE"),
        ("flow_dissector", "FLOW_DISSECTOR"),
        ("lirc_mode2", "LIRC_MODE2"),
        ("netfilter", "NETFILTER"),
        ("kprobe.multi/f*", "TRACE_KPROBE_MULTI"),
        ("kprobe.session/f*", "TRACE_KPROBE_SESSION"),
        ("uprobe.multi/x:f", "TRACE_UPROBE_MULTI"),
        ("uprobe.session/x:f", "TRACE_UPROBE_SESSION"),
    ],
)
def test_attach_types_are_those_of_the_running_kernel(section: str, name: str) -> None:
    found = vmlinux().find("bpf_attach_type", BtfKind.ENUM)
    assert found is not None
    numbers = {e.name.removeprefix("BPF_"): e.value for e in found.enumerators()}
    if name not in numbers:
        pytest.skip(f"this kernel has no BPF_{name}")
    assert section_kind(section).attach_type == numbers[name]


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_chain_of_references_that_does_not_end_is_refused(order: str) -> None:
    made = Builder(order).add(8, "a", 2).add(10, "", 1).btf()
    with pytest.raises(ObjectError, match=r"made\.o: section \.BTF: .*refers to itself"):
        made.type(1).resolve()
    with pytest.raises(ObjectError, match="refers to itself"):
        made.type(2).sizeof()


def test_an_array_of_itself_has_no_size() -> None:
    build = Builder()
    made = build.add(3, rest=build.words(1, 1, 4)).btf()
    with pytest.raises(ObjectError, match="no size"):
        made.type(1).sizeof()


def test_a_struct_in_itself_is_refused() -> None:
    build = Builder()
    made = build.add(4, "s", 0, 1, build.words(0, 1, 0)).btf()
    with pytest.raises(ObjectError, match="contains itself"):
        list(made.type(1).fields())
    with pytest.raises(ObjectError, match="nested too deep"):
        made.type(1).format_value(b"")


def test_a_type_that_unfolds_without_end_is_refused_and_not_unfolded() -> None:
    # Each struct has two members of the next one, at the same place.
    build = Builder()
    depth = MAX_DEPTH - 2
    for number in range(1, depth):
        build.add(4, "s", 0, 2, build.words(0, number + 1, 0) * 2)
    made = build.add(4, "s", 0).btf()
    with pytest.raises(ObjectError, match="too many values"):
        made.type(1).format_value(b"")


def test_an_array_of_nothing_is_empty_however_long() -> None:
    build = Builder()
    build.add(4, "empty", 0)
    made = build.add(3, rest=build.words(1, 1, 0xFFFFFFFF)).btf()
    assert made.type(2).format_value(b"") == []


def test_members_outside_their_struct_are_refused() -> None:
    build = Builder().int32()
    made = build.add(4, "s", 4, 1, build.words(0, 1, 32)).btf()
    with pytest.raises(ObjectError, match="outside what holds it"):
        made.type(2).format_value(bytes(4))


def test_a_value_that_is_too_short_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="3 bytes are too short"):
        Builder().int32().btf().type(1).format_value(bytes(3))


def test_old_bit_fields_are_in_their_integer() -> None:
    build = Builder()
    made = build.add(1, "bits", 4, rest=build.words(5 << 16 | 3)).btf()
    assert made.type(1).format_value((0b101 << 5 | 0x1F).to_bytes(4, "little")) == 5


@given(st.floats(width=32), st.sampled_from(["<", ">"]))
def test_floats_are_read_in_the_byte_order_of_the_file(value: float, order: str) -> None:
    made = Builder(order).add(16, "float", 4).btf()
    shown = made.type(1).format_value(struct.pack(order + "f", value))
    assert shown == value or (isinstance(shown, float) and math.isnan(shown) and math.isnan(value))


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda data: data[:10], "cut off"),
        (lambda data: b"\x12\x34" + data[2:], "magic"),
        (lambda data: data[:2] + b"\x09" + data[3:], "version 9"),
        (lambda data: data[:-1] + b"x", "NUL"),
        (lambda data: data[:12] + b"\xff\xff" + data[14:], "reach past the end"),
        (lambda data: data[:31] + b"\x1f" + data[32:], "unknown kind 31"),
        (lambda data: data[:28] + b"\xff\xff" + data[30:31] + b"\x04" + data[32:], "cut off"),
        (lambda data: data[:24] + b"\xff\xff" + data[26:], "outside its strings"),
    ],
)
def test_damage_is_named(damage: object, words: str) -> None:
    data = damage(Builder().int32().build())  # type: ignore[operator]
    with pytest.raises(ObjectError, match=rf"made\.o: section \.BTF: .*{words}"):
        list(Btf(data, "made.o"))


def test_a_type_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ObjectError, match="type 9 does not exist; the last is 1"):
        Builder().int32().btf().type(9)


@given(st.binary(max_size=200))
def test_any_bytes_behind_a_header_are_types_or_an_object_error(data: bytes) -> None:
    header = struct.pack("<HBBIIIII", 0xEB9F, 1, 0, 24, 0, len(data), len(data), 1)
    try:
        made = Btf(header + data + b"\0")
        for held in made:
            held.members(), held.enumerators(), held.params(), held.variables(), held.array()
            held.encoding()
            list(held.fields())
            held.format_value(bytes(min(held.sizeof(), 4096)))
    except (ObjectError, UsageError) as error:
        assert str(error)  # noqa: PT017 - either outcome is right


def test_long_names_are_cut() -> None:
    made = Builder().add(4, "n" * 5000, 0).btf()
    assert made.type(1).name == "n" * 1024

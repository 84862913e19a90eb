"""Contexts: byte for byte what the kernel's programs find behind r1."""

from __future__ import annotations

import ctypes
import struct

import pytest

from progpack.bpf.asm import assemble_program
from progpack.bpf.context.build import build, fields_of, layout
from progpack.bpf.context.given import given_context
from progpack.bpf.context.verdict import verdict
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import ProgramType
from progpack.errors import MissingFeatureError, UsageError

FRAME = bytes(12) + b"\x08\x00" + bytes(range(50))
T = ProgramType


def u32(data: bytes, at: int, order: str = "<") -> int:
    return int(struct.unpack_from(order + "I", data, at)[0])


def test_xdp_md_has_the_packet_and_the_loopback() -> None:
    made = build(T.XDP, packet=FRAME, data=0x1000)
    assert made == struct.pack("<6I", 0x1000, 0x1040, 0x1000, 1, 0, 0)


def test_xdp_fields_can_be_given_by_name() -> None:
    given = {"ingress_ifindex": 4, "rx_queue_index": 7, "egress_ifindex": 9}
    made = build(T.XDP, packet=FRAME, data=0x1000, context=given, byteorder="big")
    assert made == struct.pack(">6I", 0x1000, 0x1040, 0x1000, 4, 7, 9)


#: Offset of every field of struct __sk_buff, from the BTF of Linux 6.18.
SKB = {
    "len": 0,
    "pkt_type": 4,
    "mark": 8,
    "queue_mapping": 12,
    "protocol": 16,
    "vlan_present": 20,
    "vlan_tci": 24,
    "vlan_proto": 28,
    "priority": 32,
    "ingress_ifindex": 36,
    "ifindex": 40,
    "tc_index": 44,
    "cb0": 48,
    "cb4": 64,
    "hash": 68,
    "tc_classid": 72,
    "data": 76,
    "data_end": 80,
    "napi_id": 84,
    "family": 88,
    "remote_ip4": 92,
    "local_ip4": 96,
    "remote_ip6_0": 100,
    "local_ip6_0": 116,
    "remote_port": 132,
    "local_port": 136,
    "data_meta": 140,
    "flow_keys": 144,
    "tstamp": 152,
    "wire_len": 160,
    "gso_segs": 164,
    "sk": 168,
    "gso_size": 176,
    "tstamp_type": 180,
    "hwtstamp": 184,
}


@pytest.mark.parametrize("kind", [T.SOCKET_FILTER, T.SCHED_CLS, T.SCHED_ACT, T.CGROUP_SKB])
def test_sk_buff_fields_are_where_the_kernel_has_them(kind: ProgramType) -> None:
    made = layout(kind)
    assert made.size == 192
    assert {name: made.field(name).offset for name in SKB} == SKB
    assert made.field("hwtstamp").offset + made.field("hwtstamp").size == made.size


def test_sk_buff_describes_the_packet() -> None:
    made = build(T.SCHED_CLS, packet=FRAME, data=0x2000, context={"mark": 5, "cb4": -1})
    expected = {0: 64, 16: 0x0008, 40: 1, 76: 0x2000, 80: 0x2040, 140: 0x2000, 160: 64}
    expected |= {8: 5, 64: 0xFFFFFFFF}
    for at in range(0, 192, 4):
        assert u32(made, at) == expected.get(at, 0), at


@pytest.mark.parametrize(("order", "sign"), [("little", "<"), ("big", ">")])
def test_the_protocol_is_the_two_bytes_of_the_frame(order: str, sign: str) -> None:
    made = build(T.SOCKET_FILTER, packet=FRAME, data=0x2000, byteorder=order)  # type: ignore[arg-type]
    # On either machine htons(ETH_P_IP) compares equal.
    assert u32(made, 16, sign) == int.from_bytes(b"\x08\x00", order)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("packet", "protocol"), [(b"\x45\0", 0x0800), (b"\x60\0", 0x86DD), (b"\0", 0), (b"", 0)]
)
def test_cgroup_programs_see_the_network_layer(packet: bytes, protocol: int) -> None:
    made = build(T.CGROUP_SKB, packet=packet, data=0x2000)
    assert made[16:20] == protocol.to_bytes(2, "big") + b"\0\0"


def test_a_short_packet_has_no_protocol() -> None:
    assert u32(build(T.SCHED_CLS, packet=bytes(13), data=0x2000), 16) == 0


def test_a_context_in_bytes_keeps_all_but_the_packet() -> None:
    made = build(T.SCHED_CLS, packet=FRAME, data=0x2000, context=b"\xff" * 192)
    for at in range(0, 192, 4):
        derived = {0: 64, 76: 0x2000, 80: 0x2040, 140: 0x2000}
        assert u32(made, at) == derived.get(at, 0xFFFFFFFF)


def test_arguments_are_64_bits_and_bytes_become_addresses() -> None:
    placed: list[bytes] = []

    def place(data: bytes) -> int:
        placed.append(data)
        return 0xABC000

    made = build(T.RAW_TRACEPOINT, args=[1, -1, b"task", (1 << 64) - 2], place=place)
    assert made == struct.pack("<QQQQ", 1, (1 << 64) - 1, 0xABC000, (1 << 64) - 2)
    assert placed == [b"task"]
    assert build(T.TRACING, args=[258], byteorder="big") == bytes(6) + b"\1\2"


@pytest.mark.parametrize("kind", [T.TRACEPOINT, T.KPROBE, T.PERF_EVENT, T.TRACING, T.FLAT])
def test_a_context_in_bytes_is_taken_as_it_is(kind: ProgramType) -> None:
    assert build(kind, context=b"record") == b"record"


@pytest.mark.parametrize(
    ("kind", "given", "message"),
    [
        (T.TRACING, {"packet": b"x"}, "TRACING programs have no packet"),
        (T.XDP, {"args": [1]}, "XDP programs have no arguments"),
        (T.TRACING, {"args": [1], "context": b"x"}, "not both"),
        (T.FLAT, {"packet": b"x", "context": b"x"}, "not both"),
        (T.XDP, {"context": {"mark": 1}}, "no field 'mark'; it has: data, data_end"),
        (T.XDP, {"context": {"data_end": 1}}, "follows from the packet"),
        (T.XDP, {"context": {"ingress_ifindex": 1 << 32}}, "has 32 bits"),
        (T.SCHED_CLS, {"context": {"tstamp_type": 256}}, "has 8 bits"),
        (T.XDP, {"context": bytes(25)}, "24 bytes, not 25"),
        (T.TRACEPOINT, {"context": {"pid": 1}}, "given as bytes"),
        (T.TRACING, {"args": [1 << 64]}, "argument 0 does not fit"),
        (T.TRACING, {"args": [b"x"]}, "no memory"),
        (T.XDP, {"packet": b"x", "data": 0xFFFFFFFF}, "below 4 GiB"),
    ],
)
def test_an_input_that_makes_no_sense_is_refused(
    kind: ProgramType, given: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        build(kind, **given)  # type: ignore[arg-type]


def test_a_type_that_cannot_run_here_is_named_with_those_that_can() -> None:
    with pytest.raises(MissingFeatureError, match=r"STRUCT_OPS programs.*XDP"):
        layout(T.STRUCT_OPS)


def test_fields_are_found_by_offset() -> None:
    made = layout(T.SCHED_CLS)
    found = made.field_at(83)
    assert found is not None
    assert found.name == "data_end"
    assert made.field_at(181) is None
    assert made.field_at(192) is None


def test_writes_must_lie_within_what_is_open() -> None:
    made = layout(T.SCHED_CLS)
    assert made.may_write(8, 4)
    assert made.may_write(44, 24)
    assert not made.may_write(44, 25)
    assert not made.may_write(7, 1)
    assert layout(T.FLAT).may_write(0, 1000)


@pytest.mark.parametrize(
    ("kind", "r0", "word"),
    [
        (T.XDP, 0, "XDP_ABORTED"),
        (T.XDP, 2, "XDP_PASS"),
        (T.XDP, 4, "XDP_REDIRECT"),
        (T.XDP, 5, "XDP_ABORTED (unknown 5)"),
        (T.XDP, 1 << 32 | 1, "XDP_DROP"),
        (T.SCHED_CLS, (1 << 64) - 1, "TC_ACT_UNSPEC"),
        (T.SCHED_CLS, 2, "TC_ACT_SHOT"),
        (T.SCHED_ACT, 8, "TC_ACT_TRAP"),
        (T.SCHED_CLS, 77, "TC_ACT_UNSPEC (unknown 77)"),
        (T.SOCKET_FILTER, 0, "drop"),
        (T.SOCKET_FILTER, 96, "keep 96 bytes"),
        (T.CGROUP_SKB, 1, "allow"),
        (T.CGROUP_SKB, 0, "drop"),
        (T.TRACING, (1 << 64) - 2, "-2"),
        (T.FLAT, (1 << 64) - 2, "0xfffffffffffffffe"),
    ],
)
def test_verdicts_have_the_kernels_names(kind: ProgramType, r0: int, word: str) -> None:
    assert verdict(kind, r0) == word


def test_a_program_reads_an_argument_through_its_pointer() -> None:
    spec = assemble_program(
        "r2 = *(u64 *)(r1 + 8)\nr0 = *(u16 *)(r2 + 1)\nr3 = *(u64 *)(r1 + 0)\nr0 += r3\nexit",
        type=T.TRACING,
    )
    assert Machine(spec).run(args=[1, b"\0\x34\x12"]).return_value == 0x1235


def test_packet_pointers_fit_32_bits_and_bound_the_packet() -> None:
    text = """
        r2 = *(u32 *)(r1 + 0)
        r3 = *(u32 *)(r1 + 4)
        r0 = r3
        r0 -= r2
        r2 >>= 32
        r0 |= r2
        exit
    """
    machine = Machine(assemble_program(text, type=T.XDP))
    for length in (0, 1, 64, 1500):
        assert machine.run(bytes(length)).return_value == length


@pytest.mark.parametrize(
    ("kind", "size", "words"),
    [
        (T.SCHED_CLS, 3, "struct __sk_buff has 192 bytes, not 3; its fields may be given by name"),
        (T.SCHED_CLS, 191, "not 191"),
        (T.SCHED_CLS, 193, "not 193"),
        (T.XDP, 0, "struct xdp_md has 24 bytes, not 0"),
        (T.CGROUP_SOCKOPT, 39, "struct bpf_sockopt has at least 40 bytes, not 39"),
        (T.LIRC_MODE2, 3, "a sample has 4 bytes, not 3;"),
    ],
)
def test_bytes_that_are_not_those_of_the_context_are_refused(
    kind: T, size: int, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        build(kind, context=bytes(size), at=lambda _: 64)


def test_a_structure_may_have_the_first_fields_of_a_context_alone() -> None:
    class First(ctypes.LittleEndianStructure):
        _fields_ = (("len", ctypes.c_uint32), ("pkt_type", ctypes.c_uint32))

    given = given_context(T.SCHED_CLS, First(0, 4), "little")
    assert fields_of(T.SCHED_CLS, build(T.SCHED_CLS, context=given))["pkt_type"] == 4

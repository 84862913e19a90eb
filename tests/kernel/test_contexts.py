"""Contexts field by field: what this kernel lets programs read and write, and what they find."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator

import pytest

from progpack.bpf.asm import assemble_program
from progpack.bpf.context import build, fields_of, flow_keys
from progpack.bpf.interpreter import Machine
from progpack.bpf.isa import Insn
from progpack.bpf.layouts import ContextLayout, Field, layout
from progpack.bpf.spec import MapSpec, MapType, ProgramSpec, ProgramType
from progpack.errors import BpfError
from progpack.kernel.maps import KernelMap
from progpack.kernel.programs import KernelProgram

T = ProgramType
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")

#: Types with a structure, and what their programs may be attached to (``enum bpf_attach_type``).
ATTACH: dict[ProgramType, tuple[int, ...]] = {
    T.XDP: (0,),
    T.SOCKET_FILTER: (0,),
    T.SCHED_CLS: (0,),
    T.SCHED_ACT: (0,),
    T.CGROUP_SKB: (0,),
    T.LWT_IN: (0,),
    T.LWT_OUT: (0,),
    T.LWT_XMIT: (0,),
    T.FLOW_DISSECTOR: (17,),
    T.SK_LOOKUP: (36,),
    T.SK_REUSEPORT: (39,),
    T.CGROUP_SOCK_ADDR: (8, 9, 10, 11, 14, 15, 19, 20, 29, 30, 31, 32, 49),
    T.CGROUP_SOCK: (2, 34, 12, 13),
    T.CGROUP_SOCKOPT: (21, 22),
    T.CGROUP_DEVICE: (6,),
    T.CGROUP_SYSCTL: (18,),
}
SIZE_BITS = {1: 0x10, 2: 0x08, 4: 0x00, 8: 0x18}
#: Values that BPF_PROG_TEST_RUN takes in a ``struct __sk_buff``.
SKB = {
    "mark": 7,
    "priority": 9,
    "ifindex": 1,
    "cb0": 0x11111111,
    "cb1": 0x22222222,
    "cb2": 3,
    "cb3": 4,
    "cb4": 0xFFFFFFFF,
    "tstamp": 0x123456789ABC,
    "wire_len": 1000,
    "gso_segs": 2,
    "gso_size": 100,
}
IPV4 = (
    bytes(12)
    + b"\x08\x00"
    + bytes.fromhex("45000020000100004011 7cca 7f000001 7f000002")
    + b"p" * 44
)
IPV6 = bytes(12) + b"\x86\xdd" + b"\x60" + bytes(5) + b"\x3b\x40" + bytes(range(32)) + b"p" * 24
VALUE = MapSpec("value", MapType.ARRAY, 4, 8, 1)


def kernel_takes(kind: ProgramType, opcode: int, offset: int) -> bool:
    result = 0 if kind is T.FLOW_DISSECTOR else 1
    dst, src = (1, 0) if opcode & 7 == 3 else (0, 1)
    access = Insn(opcode, dst, src, offset)
    code = [Insn(0xB7, 0, imm=result), access, Insn(0xB7, 0, imm=result), Insn(0x95)]
    for attach in ATTACH[kind]:
        try:
            with KernelProgram.load(code, type=kind, expected_attach_type=attach):
                return True
        except BpfError:
            continue
    return False


def accesses(held: ContextLayout) -> Iterator[tuple[int, int]]:
    for offset in range(held.size):
        for size in (1, 2, 4, 8):
            if offset % size == 0:
                yield offset, size


@pytest.mark.parametrize("kind", ATTACH)
def test_the_kernel_allows_what_the_layout_says(kind: ProgramType) -> None:
    held = layout(kind)
    different = []
    for offset, size in accesses(held):
        for write in (False, True):
            opcode = (0x63 if write else 0x61) & ~0x18 | SIZE_BITS[size]
            if kernel_takes(kind, opcode, offset) != held.allows(offset, size, write=write):
                different.append((held.field_at(offset), offset, size, write))
    assert different == []


def reading(kind: ProgramType, field: Field) -> ProgramSpec:
    """Puts a field into the map ``value``."""
    result = 0 if kind is T.FLOW_DISSECTOR else 1
    return assemble_program(
        f"""
        r6 = *(u{field.size * 8} *)(r1 + {field.offset})
        r1 = map value ll
        *(u32 *)(r10 - 4) = 0
        r2 = r10
        r2 += -4
        call 1
        if r0 == 0 goto +1
        *(u64 *)(r0 + 0) = r6
        r0 = {result}
        exit
        """.replace("w6", "r6"),
        type=kind,
    )


def in_the_kernel(kind: ProgramType, field: Field, data: bytes, context: bytes) -> int:
    spec = reading(kind, field)
    with KernelMap.from_spec(VALUE) as held:
        code = list(spec.insns)
        for pc in spec.maps:
            code[pc] = code[pc]._replace(src=1, imm=held.fd)
        attach = ATTACH[kind][0]
        with KernelProgram.load(code, type=kind, expected_attach_type=attach) as program:
            program.test_run(data, context=context)
        return int.from_bytes(held.lookup(bytes(4)) or b"", "little")


def here(kind: ProgramType, field: Field, data: bytes, context: dict[str, int]) -> int:
    machine = Machine(reading(kind, field), {"value": VALUE})
    machine.run(data, context=dict(context))
    return int.from_bytes(machine.maps["value"][bytes(4)], "little")  # type: ignore[index]


def numbers(held: ContextLayout) -> list[Field]:
    """The readable fields that are no addresses."""
    pointers = {"data", "data_end", "data_meta", "flow_keys", "sk", "migrating_sk"}
    return [
        field
        for field in held.fields
        if field.name not in pointers and held.allows(field.offset, field.size)
    ]


def given_to_the_kernel(kind: ProgramType, context: dict[str, int]) -> bytes:
    """The context with nothing in it but what the caller says."""
    held = layout(kind)
    out = bytearray(held.size)
    for name, value in context.items():
        field = held.field(name)
        out[field.offset : field.offset + field.size] = value.to_bytes(field.size, "little")
    return bytes(out)


@pytest.mark.parametrize("packet", [IPV4, IPV6], ids=["ipv4", "ipv6"])
@pytest.mark.parametrize(
    "kind", [T.SCHED_CLS, T.SCHED_ACT, T.CGROUP_SKB, T.LWT_IN, T.LWT_OUT, T.LWT_XMIT]
)
def test_programs_find_the_same_socket_buffer(kind: ProgramType, packet: bytes) -> None:
    context = given_to_the_kernel(kind, SKB)
    # All but tc start at the network header, and the test run takes the Ethernet header away.
    mine = packet if kind in (T.SCHED_CLS, T.SCHED_ACT) else packet[14:]
    given = dict(SKB)
    found, expected = {}, {}
    for field in numbers(layout(kind)):
        expected[field.name] = in_the_kernel(kind, field, packet, context)
        found[field.name] = here(kind, field, mine, given)
    assert found == expected
    assert found["len"] == len(mine)
    assert found["cb4"] == 0xFFFFFFFF


def test_socket_filters_find_the_same_socket_buffer_but_with_the_ethernet_header() -> None:
    kind = T.SOCKET_FILTER
    context = given_to_the_kernel(kind, SKB)
    for field in numbers(layout(kind)):
        more = 14 if field.name == "len" else 0
        expected = in_the_kernel(kind, field, IPV4, context) + more
        assert here(kind, field, IPV4, SKB) == expected, field.name


def test_what_tc_programs_write_is_in_the_context_that_they_leave() -> None:
    names = ["mark", "priority", "cb0", "cb1", "cb2", "cb3", "cb4", "tstamp"]
    held = layout(T.SCHED_CLS)
    lines = []
    for number, name in enumerate(names, start=1):
        field = held.field(name)
        lines.append(f"r2 = {number * 1111}")
        register = "r2" if field.size == 8 else "w2"
        lines.append(f"*(u{field.size * 8} *)(r1 + {field.offset}) = {register}")
    spec = assemble_program("\n".join([*lines, "r0 = 0", "exit"]), type=T.SCHED_CLS)
    with KernelProgram.load(spec.insns, type=T.SCHED_CLS) as program:
        theirs = program.test_run(IPV4, context=given_to_the_kernel(T.SCHED_CLS, SKB)).context
    mine = Machine(spec).run(IPV4, context=dict(SKB)).context
    theirs_by_name = fields_of(T.SCHED_CLS, theirs)
    for name, value in fields_of(T.SCHED_CLS, mine).items():
        # The test run leaves out what it does not know: addresses, protocol.
        if name in names or name in SKB:
            assert theirs_by_name[name] == value, name
    assert theirs_by_name["cb3"] == 6666


@pytest.mark.parametrize("kind", [T.XDP])
def test_programs_find_the_same_xdp_md(kind: ProgramType) -> None:
    given = {"ingress_ifindex": 1}
    context = struct.pack("<6I", 0, len(IPV4), 0, 1, 0, 0)
    for field in numbers(layout(kind)):
        assert here(kind, field, IPV4, given) == in_the_kernel(kind, field, IPV4, context)


def test_programs_find_the_same_lookup() -> None:
    given = {
        "family": 2,
        "protocol": 6,
        "remote_ip4": 0x0100007F,
        "remote_port": 0x5000,
        "local_ip4": 0x0200007F,
        "local_port": 443,
    }
    context = given_to_the_kernel(T.SK_LOOKUP, given)
    for field in numbers(layout(T.SK_LOOKUP)):
        expected = in_the_kernel(T.SK_LOOKUP, field, b"", context)
        assert here(T.SK_LOOKUP, field, b"", given) == expected, field.name


DISSECTOR = """
    r6 = *(u64 *)(r1 + 144)
    r2 = *(u32 *)(r1 + 76)
    r3 = *(u32 *)(r1 + 80)
    r4 = r2
    r4 += 34
    if r4 > r3 goto drop
    r7 = *(u16 *)(r6 + 0)
    r7 += 20
    *(u16 *)(r6 + 2) = w7
    r5 = *(u8 *)(r2 + 23)
    *(u8 *)(r6 + 9) = w5
    *(u16 *)(r6 + 4) = 2048
    r5 = *(u32 *)(r2 + 26)
    *(u32 *)(r6 + 16) = w5
    r5 = *(u32 *)(r2 + 30)
    *(u32 *)(r6 + 20) = w5
    r0 = 0
    exit
drop:
    r0 = 2
    exit
"""


def test_flow_dissectors_find_and_leave_the_same_keys() -> None:
    spec = assemble_program(DISSECTOR, type=T.FLOW_DISSECTOR)
    with KernelProgram.load(spec.insns, type=T.FLOW_DISSECTOR, expected_attach_type=17) as program:
        theirs = program.test_run(IPV4)
    mine = Machine(spec).run(IPV4)
    assert mine.return_value == theirs.return_value == 0
    keys = mine.context[192:]
    assert keys == theirs.data[: len(keys)]
    assert flow_keys(mine.context) == {
        **dict.fromkeys(flow_keys(mine.context), 0),
        "nhoff": 14,
        "thoff": 34,
        "addr_proto": 0x0800,
        "n_proto": 0x0008,
        "ip_proto": 17,
        "ipv4_src": 0x0100007F,
        "ipv4_dst": 0x0200007F,
    }


def test_the_structures_are_those_of_the_kernels_types() -> None:
    from progpack.bpf.btf import BtfKind
    from progpack.bpf.targets import KERNEL_BTF, target_types

    if not KERNEL_BTF.exists():
        pytest.skip("the kernel shows no types")
    types = target_types("kernel")
    compared = 0
    for kind in [*ATTACH, T.KPROBE]:
        held = layout(kind)
        name = held.name.removeprefix("struct ")
        found = types.find(name, BtfKind.STRUCT)
        assert found is not None, name
        assert found.size == held.size or not held.size
        for member, _, offset in found.fields():
            mine = [
                field
                for field in held.fields
                if field.name in (member, f"{member}_0", f"{member}0")
            ]
            if mine:
                assert mine[0].offset == offset, (name, member)
                compared += 1
    assert compared > 200
    assert build(T.KPROBE, context={"di": 5})[112:120] == (5).to_bytes(8, "little")

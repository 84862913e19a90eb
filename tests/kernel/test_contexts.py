"""Contexts field by field: what this kernel lets programs read and write, and what they find."""

from __future__ import annotations

import errno
import os
import struct
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest

from progpack import load
from progpack.bpf.asm import assemble_program
from progpack.bpf.check.program import check_program
from progpack.bpf.context.build import build, fields_of, flow_keys
from progpack.bpf.context.fields import Field, layout
from progpack.bpf.isa.insn import Insn
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType
from progpack.errors import BpfError, ContextAccessError
from progpack.kernel.syscall.maps import KernelMap
from progpack.kernel.syscall.programs import KernelProgram
from tests.fuzz.worlds import jit_missing

T = ProgramType
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")

#: What programs of a type may be attached to (``enum bpf_attach_type``); 0 where that says nothing.
ATTACH: dict[ProgramType, tuple[int, ...]] = {
    T.XDP: (0, 33, 35, 37),
    T.SOCKET_FILTER: (0,),
    T.SCHED_CLS: (0, 46),
    T.SCHED_ACT: (0,),
    T.CGROUP_SKB: (0, 1),
    T.LWT_IN: (0,),
    T.LWT_OUT: (0,),
    T.LWT_XMIT: (0,),
    T.FLOW_DISSECTOR: (17,),
    T.SK_LOOKUP: (36,),
    T.SK_REUSEPORT: (39, 40),
    T.CGROUP_SOCK_ADDR: (8, 9, 10, 11, 14, 15, 19, 20, 29, 30, 31, 32, 49, 50, 51, 52, 53),
    T.CGROUP_SOCK: (2, 34, 12, 13),
    T.CGROUP_SOCKOPT: (21, 22),
    T.CGROUP_DEVICE: (6,),
    T.CGROUP_SYSCTL: (18,),
    T.LWT_SEG6LOCAL: (0,),
    T.SK_SKB: (0, 4, 5, 38),
    T.SK_MSG: (7,),
    T.SOCK_OPS: (3,),
    T.NETFILTER: (45,),
}
#: Types whose context is no structure of fields for programs.
PLAIN = (T.KPROBE, T.PERF_EVENT, T.TRACEPOINT, T.RAW_TRACEPOINT)
#: One instruction of each kind, for 4 bytes.
ACCESSES = {"load": 0x61, "sign-extended": 0x81, "store": 0x63, "constant": 0x62, "atomic": 0xC3}
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


def program(kind: ProgramType, opcode: int, offset: int, attach: int) -> ProgramSpec:
    """A program with one access to its context."""
    result = 0 if kind is T.FLOW_DISSECTOR else 1
    dst, src = (0, 1) if opcode & 7 == 1 else (1, 0)
    access = Insn(opcode, dst, src, offset)
    code = [Insn(0xB7, 0, imm=result), access, Insn(0xB7, 0, imm=result), Insn(0x95)]
    return replace(ProgramSpec.from_insns("access", kind, code), attach_type=attach)


def kernel_takes(spec: ProgramSpec) -> bool:
    try:
        attach = spec.attach_type or 0
        with KernelProgram.load(spec.insns, type=spec.type, expected_attach_type=attach):
            return True
    except BpfError as error:
        if error.errno not in (errno.EACCES, errno.EINVAL):
            raise
        return False


def taken_here(spec: ProgramSpec) -> bool:
    """As `progpack.load` decides it."""
    try:
        check_program(spec)
    except ContextAccessError:
        return False
    return True


def accesses(kind: ProgramType) -> Iterator[tuple[str, int, int]]:
    """Opcode, offset and size of every access around a context: also misaligned and outside."""
    held = layout(kind)
    length = held.size or held.most or sum(field.size for field in held.fields)
    # A record of a tracepoint has no fields, so its ends and some of the middle will do.
    near = [*range(-8, min(length, 200) + 8), *range(max(length - 8, 0), length + 8)]
    for name, opcode in ACCESSES.items():
        for offset in sorted(set(near)):
            for size, bits in SIZE_BITS.items():
                if (name == "sign-extended" and size == 8) or (name == "atomic" and size < 4):
                    continue
                if offset % size == 0 or offset % 4 == 1:
                    yield name, opcode & ~0x18 | bits, offset


@pytest.mark.parametrize("kind", [*ATTACH, *PLAIN])
def test_a_load_is_refused_where_the_kernel_refuses_it(kind: ProgramType) -> None:
    compared, different = 0, []
    for attach in ATTACH.get(kind, (0,)):
        plain = program(kind, 0xB7, 0, attach)  # r1 = 0 where others have their access
        if not kernel_takes(plain):
            continue  # an older kernel, or one that was made without them
        for name, opcode, offset in accesses(kind):
            if kind is T.TRACEPOINT and offset < 0:
                continue  # the kernel lets programs read what is in front of the record
            spec = program(kind, opcode, offset, attach)
            compared += 1
            if kernel_takes(spec) != taken_here(spec):
                different.append((attach, name, offset, layout(kind).field_at(offset)))
    assert different == []
    if not compared:
        pytest.skip(f"the kernel takes no {kind.name} programs")
    assert compared > 100


def test_arguments_with_types_begin_at_words() -> None:
    from progpack.bpf.btf.types import BtfKind
    from progpack.bpf.fit.target_types import KERNEL_BTF, target_types

    if not KERNEL_BTF.exists():
        pytest.skip("the kernel shows no types")
    found = target_types("kernel").find("btf_trace_sched_switch", BtfKind.TYPEDEF)
    assert found is not None
    taken = []
    for name, opcode, offset in accesses(T.TRACING):
        spec = program(T.TRACING, opcode, offset, 23)
        try:
            KernelProgram.load(
                spec.insns, type=T.TRACING, expected_attach_type=23, attach_btf_id=found.id
            ).close()
        except BpfError:
            continue
        # The kernel knows the arguments of this one, and takes less than what is taken here.
        assert taken_here(spec), (name, offset)
        taken.append(offset)
    assert set(taken) == {0, 8, 16, 24}


@pytest.mark.skipif(jit_missing() is not None, reason=str(jit_missing()))
@pytest.mark.parametrize("kind", ATTACH)
def test_what_is_refused_here_is_refused_by_load_and_by_the_interpreter(kind: ProgramType) -> None:
    """The whole way, for a few of each: `load` compiles what it does not refuse."""
    random = Random(kind.value)
    every = list(accesses(kind))
    seen = set()
    for name, opcode, offset in random.sample(every, 12) + random.sample(
        [each for each in every if each[0] == "load"], 12
    ):
        spec = program(kind, opcode, offset, ATTACH[kind][0])
        taken = kernel_takes(spec)
        whole = ObjectSpec("object", "", {spec.name: spec}, {})
        if taken:
            load(whole).close()
            Machine(spec)
        else:
            with pytest.raises(ContextAccessError, match=r"instruction 1: .* offset") as caught:
                load(whole)
            assert (caught.value.offset, caught.value.pc) == (offset, 1), name
            with pytest.raises(ContextAccessError):
                Machine(spec)
        seen.add(taken)
    assert False in seen


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


def numbers(kind: ProgramType) -> list[Field]:
    """The readable fields that are no addresses."""
    held = layout(kind)
    pointers = {"data", "data_end", "data_meta", "flow_keys", "sk", "migrating_sk"}
    return [
        field
        for field in held.fields
        if field.name not in pointers
        and held.allows(field.offset, field.size, attach_type=ATTACH[kind][0])
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
    given = dict(SKB)
    found, expected = {}, {}
    for field in numbers(kind):
        expected[field.name] = in_the_kernel(kind, field, packet, context)
        found[field.name] = here(kind, field, packet, given)
    assert found == expected
    assert found["len"] == len(packet) - (14 if layout(kind).from_network else 0)
    assert found["cb4"] == 0xFFFFFFFF


def test_socket_filters_find_the_same_socket_buffer_but_with_the_ethernet_header() -> None:
    kind = T.SOCKET_FILTER
    context = given_to_the_kernel(kind, SKB)
    for field in numbers(kind):
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
    for field in numbers(kind):
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
    for field in numbers(T.SK_LOOKUP):
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
    from progpack.bpf.btf.types import BtfKind
    from progpack.bpf.fit.target_types import KERNEL_BTF, target_types

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

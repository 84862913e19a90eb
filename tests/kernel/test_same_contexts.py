"""Every field of the context of a run on a packet is what ``BPF_PROG_TEST_RUN`` gives.

The kernel is asked twice: for what a program reads of each field, and for the context that it
leaves. `EXCEPTIONS` has what differs, with the reason.
"""

from __future__ import annotations

import os
from random import Random

import pytest

from progpack import load
from progpack.bpf.asm import assemble_program
from progpack.bpf.context.build import fields_of
from progpack.bpf.context.fields import ADDRESSES, Field, layout
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType
from progpack.errors import BpfError
from progpack.kernel.syscall.maps import KernelMap
from progpack.kernel.syscall.programs import KernelProgram
from progpack.testing import packet
from tests.fuzz.worlds import jit_missing

T = ProgramType
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")

#: Attach types (``enum bpf_attach_type``) where the type alone does not tell.
ATTACH = {T.FLOW_DISSECTOR: 17}
KINDS = (
    *(T.XDP, T.SCHED_CLS, T.SCHED_ACT, T.SOCKET_FILTER, T.CGROUP_SKB),
    *(T.LWT_IN, T.LWT_OUT, T.LWT_XMIT, T.FLOW_DISSECTOR),
)
#: Fields that differ, and why; at most ten.
EXCEPTIONS: dict[tuple[ProgramType | None, str], str] = {
    (None, "sk"): "the kernel makes up a socket; here no packet has one",
    (T.SOCKET_FILTER, "len"): "frames are whole, as an AF_PACKET socket has them",
    (T.SOCKET_FILTER, "wire_len"): "as len",
}
#: What ``convert_skb_to___skb()`` puts into the context that is left; the rest stays zero there.
LEFT = (layout(T.SCHED_CLS).given_back or frozenset()) - {"len"}
#: Fields that hold addresses; what is told of them is whether they are zero, and how far apart.
POINTERS = frozenset({"sk", "flow_keys"})


def frames() -> list[bytes]:
    random = Random(18)
    made = [
        packet("udp", dport=53),
        packet("tcp", src="2001:db8::1", dst="2001:db8::2"),
        packet("udp", vlan=5),
        packet("icmp", payload=bytes(1400)),
        bytes(6) + random.randbytes(6) + packet("tcp")[12:],
        b"\xff" * 12 + packet("tcp")[12:],
        b"\x01\x00\x5e\0\0\1" + packet("tcp")[6:],
        packet("udp")[:12] + (50).to_bytes(2, "big") + random.randbytes(50),
        packet("udp")[:12] + (50).to_bytes(2, "big") + b"\xff\xff" + random.randbytes(48),
        packet("udp")[:12] + b"\x08\x06" + random.randbytes(46),
    ]
    return made + [random.randbytes(random.randrange(60, 200)) for _ in range(20)]


def shown(kind: ProgramType) -> list[Field]:
    """The fields that programs of a type may read."""
    held = layout(kind)
    attach = ATTACH.get(kind, 0)
    return [
        field
        for field in held.fields
        if held.allows(field.offset, field.size, attach_type=attach)
        or (field.name in ADDRESSES and held.allows(field.offset, 4, attach_type=attach))
    ]


def reading(kind: ProgramType) -> ProgramSpec:
    """Puts every field that may be read into the map ``seen``, eight bytes each."""
    fields = shown(kind)
    copies = [
        (f"r1 = *(u{field.size * 8} *)(r6 + {field.offset})", f"*(u64 *)(r7 + {8 * at}) = r1")
        for at, field in enumerate(fields)
    ]
    lines = [line.replace("w1", "r1") for pair in copies for line in pair]
    text = [
        *("r6 = r1", "r1 = map seen ll", "*(u32 *)(r10 - 4) = 0", "r2 = r10", "r2 += -4", "call 1"),
        *(f"if r0 == 0 goto +{1 + len(lines)}", "r7 = r0", *lines),
        f"r0 = {0 if kind is T.FLOW_DISSECTOR else 1}",
        "exit",
    ]
    return assemble_program("\n".join(text), type=kind)


def seen_map(kind: ProgramType) -> MapSpec:
    return MapSpec("seen", MapType.ARRAY, 4, 8 * len(shown(kind)), 1)


def told(kind: ProgramType, value: bytes) -> dict[str, int]:
    """The fields of ``seen``, addresses as what they tell of the packet."""
    found = {
        field.name: int.from_bytes(value[8 * at : 8 * at + 8], "little")
        for at, field in enumerate(shown(kind))
    }
    if "data" in found:
        found["data_end"] -= found["data"]
        if "data_meta" in found:
            found["data_meta"] -= found["data"]
        del found["data"]
    return {name: bool(n) if name in POINTERS else n for name, n in found.items()}


def carried(kind: ProgramType, context: bytes) -> dict[str, int]:
    """What ``BPF_PROG_TEST_RUN`` tells of the context that a program leaves."""
    fields = fields_of(kind, context)
    if kind is T.XDP:  # xdp_convert_buff_to_md()
        return {name: fields[name] - fields["data_meta"] for name in ("data", "data_end")}
    return {name: fields[name] for name in LEFT if kind is not T.FLOW_DISSECTOR}


def in_the_kernel(kind: ProgramType, data: bytes) -> tuple[dict[str, int], dict[str, int]] | None:
    """Fields as the program read them and as it left them; None: the kernel refuses the packet."""
    spec = reading(kind)
    size = layout(kind).size if kind is not T.FLOW_DISSECTOR else 0  # it takes none
    with KernelMap.from_spec(seen_map(kind)) as held:
        code = list(spec.insns)
        for pc in spec.maps:
            code[pc] = code[pc]._replace(src=1, imm=held.fd)
        with KernelProgram.load(
            code, type=kind, expected_attach_type=ATTACH.get(kind, 0)
        ) as program:
            context = bytes(size)
            if kind is T.XDP:  # the kernel wants the packet's bounds
                context = bytes(4) + len(data).to_bytes(4, "little") + bytes(16)
            try:
                left = program.test_run(data, context=context).context
            except BpfError:
                return None
        return told(kind, held.lookup(bytes(4)) or b""), carried(kind, left)


def compared(kind: ProgramType, fields: dict[str, int]) -> dict[str, int]:
    """Those without an exception."""
    excepted = {name for of, name in EXCEPTIONS if of in (None, kind)}
    return {name: value for name, value in fields.items() if name not in excepted}


@pytest.mark.skipif(jit_missing() is not None, reason=str(jit_missing()))
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_field_is_the_kernels(kind: ProgramType) -> None:
    spec = reading(kind)
    machine = Machine(spec, {"seen": seen_map(kind)})
    taken = 0
    with load(ObjectSpec("fields", "", {spec.name: spec}, {"seen": seen_map(kind)})) as obj:
        program, held = obj.programs[spec.name], obj.maps["seen"]
        for data in frames():
            theirs = in_the_kernel(kind, data)
            if theirs is None:
                continue
            expected, left = compared(kind, theirs[0]), compared(kind, theirs[1])
            result = machine.run(data)
            oracle = told(kind, bytes(machine.maps["seen"][bytes(4)]))  # type: ignore[index]
            assert compared(kind, oracle) == expected, data.hex()
            mine = program.run(data)
            assert compared(kind, told(kind, bytes(held[0]))) == expected  # type: ignore[index]
            held[0] = bytes(held.spec.value_size)  # type: ignore[index]
            program.run_batch([data])
            assert compared(kind, told(kind, bytes(held[0]))) == expected  # type: ignore[index]
            for context in (result.context, mine.context):
                assert compared(kind, carried(kind, context)) == left
            taken += 1
    assert taken >= 20


def test_exceptions_are_few_and_needed() -> None:
    assert len(EXCEPTIONS) <= 10
    for kind, name in EXCEPTIONS:
        for each in [kind] if kind is not None else [T.SCHED_CLS]:
            theirs = in_the_kernel(each, frames()[0])
            assert theirs is not None
            machine = Machine(reading(each), {"seen": seen_map(each)})
            result = machine.run(frames()[0])
            oracle = told(each, bytes(machine.maps["seen"][bytes(4)]))  # type: ignore[index]
            place = 0 if name in oracle else 1
            mine = (oracle, carried(each, result.context))[place]
            assert mine[name] != theirs[place][name], name

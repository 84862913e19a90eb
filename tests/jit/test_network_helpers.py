"""Helpers on devices, sockets, answers of control groups, and the files of iterators."""

from __future__ import annotations

import errno
import itertools
import os
from typing import Any

import pytest

from progpack import Environment, Machine, MapSpec, MapType, ObjectSpec, PackAllocator, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.context.fields import layout
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.oracle.initial_values import map_set
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.errors import BpfError, MissingFeatureError
from progpack.kernel import KernelMap
from progpack.kernel.syscall.loading import load_program
from progpack.kernel.syscall.programs import KernelProgram
from progpack.testing import packet

T = ProgramType
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")


def both(packs: PackAllocator, spec: ProgramSpec, **given: Any) -> Any:
    """The result of a run, which is the same compiled and interpreted."""
    oracle = Machine(spec).run(**given)
    with load(ObjectSpec("t", "GPL", {spec.name: spec}, {}), packs=packs) as obj:
        result = obj.programs[spec.name].run(**given)
    # Without a packet it is the context, which may hold addresses.
    names = ["return_value", "printed", "redirect", "retval"]
    for name in [*names, "packet"] if layout(spec.type).packet else names:
        assert getattr(result, name) == getattr(oracle, name), name
    return result


# What it says, 8 bits, and the MTU that it leaves above.
CHECK_MTU = """
    *(u32 *)(r10 - 4) = {given}
    r2 = {ifindex}
    r3 = r10
    r3 += -4
    r4 = {difference}
    r5 = {flags}
    call {number}
    w0 &= 255
    r1 = *(u32 *)(r10 - 4)
    w1 <<= 8
    w0 |= w1
    exit
"""


def check_mtu(given: int, ifindex: int, difference: int, flags: int) -> str:
    return CHECK_MTU.format(
        given=given, ifindex=ifindex, difference=difference, flags=flags,
        number=int(HelperId.CHECK_MTU),
    )  # fmt: skip


@needs_root
@pytest.mark.parametrize("kind", [T.XDP, T.SCHED_CLS])
def test_what_an_mtu_lets_pass_is_the_kernels(packs: PackAllocator, kind: ProgramType) -> None:
    frame = packet("udp", payload=bytes(100))
    seen = set()
    for case in itertools.product(
        (0, 100, 65536, 65537), (0, 1, 77), (0, -50, 65451, 70000), (0, 1, 2)
    ):
        text = check_mtu(*case)
        spec = assemble_program(text, type=kind, license="GPL")
        with KernelProgram.load(spec.insns, type=kind) as program:
            theirs = program.test_run(frame).return_value
        assert both(packs, spec, packet=frame).return_value == theirs, case
        seen.add(theirs & 255)
    assert seen == {0, 1, -errno.EINVAL & 255, -errno.ENODEV & 255}


def test_the_device_of_the_packet_is_ethernet(packs: PackAllocator) -> None:
    for kind, field in ((T.XDP, "ingress_ifindex"), (T.SCHED_CLS, "ifindex")):
        for ifindex in (0, 7):
            for length, passes in ((1514, 0), (1515, 1)):
                spec = assemble_program(check_mtu(0, ifindex, 0, 0), type=kind)
                result = both(packs, spec, packet=bytes(length), context={field: 7})
                assert result.return_value == 1500 << 8 | passes


REDIRECTS = {
    "peer": (HelperId.REDIRECT_PEER, "r2 = {flags}"),
    "neighbour": (HelperId.REDIRECT_NEIGH, "r2 = r10\nr2 += -20\nr3 = {size}\nr4 = {flags}"),
}


@needs_root
@pytest.mark.parametrize("name", REDIRECTS)
def test_redirects_answer_as_in_the_kernel(packs: PackAllocator, name: str) -> None:
    number, arguments = REDIRECTS[name]
    zeros = "".join(f"*(u32 *)(r10 - {at}) = 0\n" for at in range(4, 24, 4))
    for size, flags in itertools.product((0, 20), (0, 1)):
        text = (
            f"{zeros}r1 = 1\n{arguments.format(size=size, flags=flags)}\ncall {int(number)}\nexit"
        )
        if not size:
            text = text.replace("r2 = r10\nr2 += -20\n", "r2 = 0\n")
        spec = assemble_program(text, type=T.SCHED_CLS, license="GPL")
        try:
            with KernelProgram.load(spec.insns, type=spec.type) as program:
                theirs = program.test_run(packet()).return_value
        except BpfError as error:
            pytest.skip(f"the kernel does not take the call: {error}")
        result = both(packs, spec, packet=packet())
        assert result.return_value == theirs
        assert (result.redirect is None) == bool(flags)


LOOKUP = """
    r6 = r1
    *(u64 *)(r10 - 8) = 0
    *(u64 *)(r10 - 16) = 0
    r2 = r10
    r2 += -16
    r3 = 12
    r4 = -1
    r5 = 0
    call {number}
    if r0 == 0 goto none
    r1 = r0
    call 86
    r0 = 5
    exit
none:
    r0 = 2
    exit
"""


@needs_root
@pytest.mark.parametrize(
    "number", [HelperId.SK_LOOKUP_TCP, HelperId.SK_LOOKUP_UDP, HelperId.SKC_LOOKUP_TCP]
)
@pytest.mark.parametrize("kind", [T.XDP, T.SCHED_CLS])
def test_a_look_up_finds_no_socket(
    packs: PackAllocator, number: HelperId, kind: ProgramType
) -> None:
    spec = assemble_program(LOOKUP.format(number=int(number)), type=kind, license="GPL")
    with KernelProgram.load(spec.insns, type=kind) as program:
        theirs = program.test_run(packet()).return_value
    assert both(packs, spec, packet=packet()).return_value == theirs == 2


def test_a_socket_that_the_context_has_is_a_full_one(packs: PackAllocator) -> None:
    text = """r1 = *(u64 *)(r1 + 168)
        if r1 == 0 goto none
        call 95
        r0 = *(u32 *)(r0 + 4)
        exit
    none:
        r0 = 1
        exit"""
    spec = assemble_program(text, type=T.SCHED_CLS)
    socket = (0).to_bytes(4, "little") + (10).to_bytes(4, "little") + bytes(72)
    given = {"packet": packet(), "context": {"sk": socket}}
    assert both(packs, spec, **given).return_value == 10
    assert both(packs, spec, packet=packet()).return_value == 1


RETVAL = """
    call 186
    r6 = r0
    r1 = {value}
    call 187
    r6 += r0
    call 186
    r0 += r6
    exit
"""


@pytest.mark.parametrize(
    ("kind", "context", "before"),
    [
        (T.CGROUP_SOCK, {}, 0),
        (T.CGROUP_SOCK_ADDR, {}, 0),
        (T.CGROUP_DEVICE, {}, 0),
        (T.CGROUP_SYSCTL, {}, 0),
        (T.CGROUP_SOCKOPT, {"retval": -5}, -5),
        (T.CGROUP_SOCKOPT, {}, 0),
    ],
)
def test_the_answer_of_a_control_group_is_kept(
    packs: PackAllocator, kind: ProgramType, context: dict[str, int], before: int
) -> None:
    spec = assemble_program(RETVAL.format(value=-99), type=kind)
    result = both(packs, spec, context=dict(context))
    assert result.return_value == (before - 99) % (1 << 64)
    assert result.retval == -99
    silent = assemble_program("call 186\nexit", type=kind)
    assert both(packs, silent, context=dict(context)).retval is None


def test_other_programs_have_no_answer(packs: PackAllocator) -> None:
    for kind in (T.XDP, T.CGROUP_SKB, T.SK_LOOKUP):
        with pytest.raises(MissingFeatureError, match="only to CGROUP_"):
            Machine(assemble_program("call 186\nexit", type=kind))


def test_iterators_print_to_their_file(packs: PackAllocator) -> None:
    spec = assemble_program(
        """
        r6 = r1
        r1 = 0x0a642564 ll
        *(u64 *)(r10 - 8) = r1
        *(u64 *)(r10 - 16) = 7
        r1 = r6
        r2 = r10
        r2 += -8
        r3 = 8
        r4 = r10
        r4 += -16
        r5 = 8
        call 126
        r7 = r0
        r1 = r6
        r2 = r10
        r2 += -8
        r3 = 2
        call 127
        r0 += r7
        r1 = r6
        r2 = r10
        r2 += -8
        r3 = 8
        r4 = r10
        r4 += -16
        r5 = 4
        r7 = r0
        call 126
        r0 += r7
        exit
        """,
        type=T.TRACING,
    )
    result = both(packs, spec, args=[0])
    assert result.printed == ("d7\n", "d%")
    assert result.return_value == -errno.EINVAL % (1 << 64)


OF_TASKS = """
    r6 = r1
    r1 = r10
    r1 += -16
    r2 = 8
    r3 = {source}
    call 148
    r7 = r0
    call 158
    r1 = r0
    r2 = r10
    r2 += -8
    r3 = 8
    r4 = {flags}
    call 141
    r0 <<= 32
    r7 &= 255
    r0 |= r7
    r1 = *(u8 *)(r10 - 16)
    r1 <<= 8
    r0 |= r1
    exit
"""


@pytest.mark.parametrize(("source", "copied"), [("r6", (0, 7)), ("64", (-errno.EFAULT, 0))])
@pytest.mark.parametrize(("flags", "problem"), [(0, errno.EFAULT), (1 << 20, errno.EINVAL)])
def test_memory_of_users_is_copied_and_no_task_has_a_stack(
    packs: PackAllocator, source: str, copied: tuple[int, int], flags: int, problem: int
) -> None:
    spec = assemble_program(OF_TASKS.format(source=source, flags=flags), type=T.FLAT)
    value = both(packs, spec, packet=b"\x07" + bytes(15)).return_value
    assert value >> 32 == -problem & 0xFFFFFFFF
    assert (value & 255, value >> 8 & 255) == (copied[0] & 255, copied[1])


FROM_LINK = """
    r2 = {offset}
    r3 = r10
    r3 += -4
    r4 = 4
    r5 = 0
    call 68
    if r0 != 0 goto +1
    r0 = *(u32 *)(r10 - 4)
    exit
"""


@pytest.mark.parametrize("offset", [0, 9, 10, 11, 13, 14, 37, 38, 39, 60])
def test_the_header_in_front_of_a_layer_3_packet_can_be_loaded(
    packs: PackAllocator, offset: int
) -> None:
    frame = packet("udp")
    spec = assemble_program(FROM_LINK.format(offset=offset), type=T.CGROUP_SKB)
    result = both(packs, spec, packet=frame)
    expected = int.from_bytes(frame[offset : offset + 4], "little")
    bad = -errno.EFAULT % (1 << 64)
    assert result.return_value == (expected if offset + 4 <= len(frame) else bad)
    assert both(packs, spec, packet=frame[14:]).return_value == bad  # it has none


#: Calls that change a packet on its way out, for programs of lwt_xmit; r6 is the context.
CHANGES = {
    "store": "*(u32 *)(r10 - 8) = 77\nr2 = {n}\nr3 = r10\nr3 += -8\nr4 = 4\nr5 = 2\ncall 9",
    "l3 sum": "r2 = {n}\nr3 = 1\nr4 = 2\nr5 = 2\ncall 10",
    "l4 sum": "r2 = {n}\nr3 = 1\nr4 = 2\nr5 = 2\ncall 11",
    "tail": "r2 = {n}\nr3 = 0\ncall 38",
    "head": "r2 = {n}\nr3 = 0\ncall 43",
    "update": "r2 = {n}\ncall 40",
    "clone": "r2 = 1\nr3 = {n}\ncall 13",
}


@needs_root
@pytest.mark.parametrize("name", CHANGES)
def test_packets_on_their_way_out_change_as_in_the_kernel(packs: PackAllocator, name: str) -> None:
    frame = packet("udp", payload=bytes(60))
    for number in (0, 2, 10, 40, 88, 200, 70000):
        call = CHANGES[name].format(n=number)
        text = f"r6 = r1\n{call}\nr6 = r0\nr6 &= 255\nr0 = r6\nexit"
        spec = assemble_program(text, type=T.LWT_XMIT, license="GPL")
        with KernelProgram.load(spec.insns, type=spec.type) as program:
            theirs = program.test_run(frame)
        ours = both(packs, spec, packet=frame)
        assert (ours.return_value, ours.packet) == (theirs.return_value, theirs.data), number


PROBE = """
    *(u64 *)(r10 - 8) = -1
    r1 = r10
    r1 += -8
    r2 = {size}
    r3 = {address:#x} ll
    call {number}
    r6 = r0
    r0 = *(u64 *)(r10 - 8)
    if r0 != 0 goto +1
    r6 |= 0x10000
    r0 = r6
    exit
"""


@needs_root
@pytest.mark.parametrize("number", [112, 113, 114, 115])
def test_reads_of_what_is_not_there_say_what_the_kernels_say(
    packs: PackAllocator, number: int
) -> None:
    ends = (0, 1 << 47, 1 << 63, 0xFFFF_8000_0000_0000)
    seen = set()
    for address in sorted({(end + by) % (1 << 64) for end in ends for by in (-4097, -1, 0, 8)}):
        text = PROBE.format(address=address, number=number, size=8)
        spec = assemble_program(text, type=T.SCHED_CLS, license="GPL")
        with KernelProgram.load(spec.insns, type=spec.type) as program:
            theirs = program.test_run(packet()).return_value
        assert both(packs, spec, packet=packet()).return_value & 0xFFFFFFFF == theirs, hex(address)
        seen.add(theirs & 0xFFFF)
    assert len(seen) == (2 if number in (113, 115) else 1)


CHANGE_PROTOCOL = """
    r6 = r1
    r2 = {protocol}
    r3 = {flags}
    call bpf_skb_change_proto
    r7 = r0
    r0 = *(u32 *)(r6 + 16)
    r0 <<= 8
    r7 &= 255
    r0 |= r7
    exit
"""


@needs_root
@pytest.mark.parametrize("version", [4, 6])
def test_packets_change_their_protocol_as_in_the_kernel(packs: PackAllocator, version: int) -> None:
    frame = packet("udp", payload=bytes(range(60)))
    if version == 6:
        frame = frame[:12] + b"\x86\xdd\x60" + frame[15:]
    frames = [
        frame,
        frame[: 14 + (20 if version == 4 else 40)],
        frame[:12] + b"\x08\x06" + frame[14:],
    ]
    for data, protocol, flags in itertools.product(
        frames, (0x0008, 0xDD86, 0x0608, 0x10008), (0, 1)
    ):
        text = CHANGE_PROTOCOL.format(protocol=protocol, flags=flags)
        spec = assemble_program(text, type=T.SCHED_CLS, license="GPL")
        with KernelProgram.load(spec.insns, type=spec.type) as program:
            theirs = program.test_run(data)
        ours = both(packs, spec, packet=data)
        assert (ours.return_value, ours.packet) == (theirs.return_value, theirs.data), protocol


READ_EVENT = """
    *(u64 *)(r10 - 24) = -1
    *(u64 *)(r10 - 16) = -1
    *(u64 *)(r10 - 8) = -1
    r1 = map events ll
    r2 = {flags} ll
    r3 = r10
    r3 += -24
    r4 = {size}
    call {number}
    r1 = *(u8 *)(r10 - 24)
    r0 <<= 8
    r0 |= r1
    exit
"""
EVENTS = MapSpec("events", MapType.PERF_EVENT_ARRAY, 4, 4, 2)


@needs_root
@pytest.mark.parametrize("number", [HelperId.PERF_EVENT_READ, HelperId.PERF_EVENT_READ_VALUE])
def test_an_array_of_events_has_no_counter(packs: PackAllocator, number: HelperId) -> None:
    for flags, size in itertools.product((0, 1, 2, 0xFFFFFFFF, 1 << 32), (8, 24)):
        text = READ_EVENT.format(flags=flags, size=size, number=int(number))
        spec = assemble_program(text, name="p", type=T.SCHED_CLS, license="GPL")
        with KernelMap.from_spec(EVENTS) as events, load_program(spec, {"events": events}) as held:
            theirs = held.test_run(packet()).return_value
        obj = ObjectSpec("t", "GPL", {"p": spec}, {"events": EVENTS})
        oracle = Machine(spec, map_set(obj)).run(packet())
        with load(obj, packs=packs) as loaded:
            result = loaded.programs["p"].run(packet())
        assert result.return_value == oracle.return_value
        # The CPU that the kernel runs it on may be one for which there is no room.
        if flags != 0xFFFFFFFF:
            assert result.return_value & 0xFFFFFFFF == theirs, (flags, size)


NAMESPACE = """
    *(u64 *)(r10 - 8) = -1
    r1 = {device} ll
    r2 = 4
    r3 = r10
    r3 += -8
    r4 = {size}
    call bpf_get_ns_current_pid_tgid
    r1 = *(u64 *)(r10 - 8)
    if r0 == 0 goto good
    r1 <<= 32
    r0 |= r1
    exit
good:
    r0 = r1
    exit
"""


def test_there_is_one_namespace_of_processes(packs: PackAllocator) -> None:
    world = Environment(pid=77, tgid=70)
    bad = -errno.EINVAL % (1 << 64)
    for device, size, value in ((3, 8, 70 << 32 | 77), (1 << 32, 8, bad), (3, 4, bad)):
        text = NAMESPACE.format(device=device, size=size)
        spec = assemble_program(text, name="p", type=T.KPROBE, license="GPL")
        oracle = Machine(spec, environment=world).run()
        held = ObjectSpec("t", "GPL", {"p": spec}, {})
        with load(held, packs=packs, environment=world) as loaded:
            result = loaded.programs["p"].run()
        assert result.return_value == oracle.return_value == value

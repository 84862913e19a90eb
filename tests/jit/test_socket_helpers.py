"""Helpers on the socket of a packet, its control group, and what else an skb holds."""

from __future__ import annotations

import errno
import itertools
import os

import pytest

from progpack import Environment, Machine, MapSpec, MapType, ObjectSpec, PackAllocator, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.oracle.initial_values import map_set
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.kernel import KernelMap
from progpack.kernel.syscall.loading import load_program
from progpack.kernel.syscall.programs import KernelProgram
from progpack.testing import packet
from tests.jit.test_network_helpers import both

T = ProgramType
U64 = 1 << 64
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")


def in_kernel(spec: ProgramSpec, frame: bytes) -> tuple[int, bytes]:
    """What r0's lower half and the packet are in the kernel."""
    with KernelProgram.load(spec.insns, type=spec.type) as program:
        result = program.test_run(frame)
    return result.return_value, result.data


@needs_root
@pytest.mark.parametrize("kind", [T.SCHED_CLS, T.LWT_XMIT])
def test_the_level_of_checksums_goes_up_and_down(packs: PackAllocator, kind: ProgramType) -> None:
    frame = packet("udp")
    steps = [*itertools.product((0, 1, 2, 3), repeat=2), (1, 1, 1, 1, 1, 1), (1, 1, 2), (4,), (9,)]
    for levels in steps:
        calls = "".join(
            f"r1 = r6\nr2 = {level}\ncall {int(HelperId.CSUM_LEVEL)}\nr7 += r0\n"
            for level in (*levels, 0)
        )
        text = f"r6 = r1\nr7 = 0\n{calls}r7 &= 255\nr0 = r7\nexit"
        spec = assemble_program(text, type=kind, license="GPL")
        ours = both(packs, spec, packet=frame)
        assert ours.return_value == in_kernel(spec, frame)[0], levels
        # The next run begins anew, in a batch too.
        assert both(packs, spec, packet=frame).return_value == ours.return_value
        with load(ObjectSpec("t", "GPL", {spec.name: spec}, {}), packs=packs) as loaded:
            batch = loaded.programs[spec.name].run_batch([frame] * 3)
        assert list(batch.return_values) == [ours.return_value] * 3


@needs_root
@pytest.mark.parametrize("kind", [T.SCHED_CLS, T.CGROUP_SKB])
def test_congestion_is_marked_as_in_the_kernel(packs: PackAllocator, kind: ProgramType) -> None:
    text = f"call {int(HelperId.SKB_ECN_SET_CE)}\nr0 &= 3\nexit"
    if kind is T.CGROUP_SKB:
        text = f"call {int(HelperId.SKB_ECN_SET_CE)}\nr0 &= 1\nexit"
    spec = assemble_program(text, type=kind, license="GPL")
    four = packet("udp", payload=bytes(60))
    six = four[:12] + b"\x86\xdd\x60" + four[15:]
    for bits in range(4):
        for frame in (
            four[:15] + bytes([0x48 | bits]) + four[16:],
            four[:15] + bytes([bits]) + four[16:24] + b"\0\1" + four[26:],
            six[:15] + bytes([0x0A | bits << 4]) + six[16:],
            four[:15] + bytes([bits]) + four[16:34],
            four[:12] + b"\x08\x06" + four[14:],
        ):
            ours = both(packs, spec, packet=frame)
            assert (ours.return_value, ours.packet) == in_kernel(spec, frame), (bits, frame.hex())


STAMP = """
    r6 = r1
    r2 = {time}
    r3 = {clock}
    call {number}
    r7 = r0
    r7 <<= 16
    r0 = *(u64 *)(r6 + 152)
    r0 &= 255
    r7 |= r0
    r0 = *(u8 *)(r6 + 180)
    r0 <<= 8
    r0 |= r7
    exit
"""


@needs_root
def test_the_time_of_a_packet_is_set_as_in_the_kernel(packs: PackAllocator) -> None:
    arp = packet("udp")[:12] + b"\x08\x06" + packet("udp")[14:]
    for frame, time, clock in itertools.product((packet("udp"), arp), (0, 77), (0, 1, 2, 3)):
        number = int(HelperId.SKB_SET_TSTAMP)
        text = STAMP.format(time=time, clock=clock, number=number)
        spec = assemble_program(text, type=T.SCHED_CLS, license="GPL")
        ours = both(packs, spec, packet=frame).return_value & 0xFFFFFFFF
        assert ours == in_kernel(spec, frame)[0], (time, clock)


XFRM = """
    *(u64 *)(r10 - 8) = -1
    r2 = 0
    r3 = r10
    r3 += -8
    r4 = 8
    r5 = {flags}
    call {number}
    r1 = *(u64 *)(r10 - 8)
    if r1 == 0 goto +1
    r0 = 99
    exit
"""


@needs_root
@pytest.mark.parametrize(
    "text",
    [
        f"call {int(HelperId.SKB_CGROUP_CLASSID)}\nexit",
        f"call {int(HelperId.GET_CGROUP_CLASSID)}\nexit",
        f"call {int(HelperId.GET_ROUTE_REALM)}\nexit",
        XFRM.format(flags=0, number=int(HelperId.SKB_GET_XFRM_STATE)),
        XFRM.format(flags=1, number=int(HelperId.SKB_GET_XFRM_STATE)),
    ],
)
def test_packets_have_no_class_no_realm_and_no_ipsec(packs: PackAllocator, text: str) -> None:
    spec = assemble_program(text, type=T.SCHED_CLS, license="GPL")
    ours = both(packs, spec, packet=packet("udp")).return_value & 0xFFFFFFFF
    assert ours == in_kernel(spec, packet("udp"))[0]


GROUPS = MapSpec("groups", MapType.CGROUP_ARRAY, 4, 4, 2)


@needs_root
def test_the_packet_is_of_no_group_of_an_array(packs: PackAllocator) -> None:
    for index in (0, 1, 2, 1 << 32):
        text = f"r2 = map groups ll\nr3 = {index} ll\ncall {int(HelperId.SKB_UNDER_CGROUP)}\nexit"
        spec = assemble_program(text, name="p", type=T.SCHED_CLS, license="GPL")
        with KernelMap.from_spec(GROUPS) as groups, load_program(spec, {"groups": groups}) as held:
            theirs = held.test_run(packet()).return_value
        obj = ObjectSpec("t", "GPL", {"p": spec}, {"groups": GROUPS})
        oracle = Machine(spec, map_set(obj)).run(packet()).return_value
        with load(obj, packs=packs) as loaded:
            assert loaded.programs["p"].run(packet()).return_value == oracle
        assert oracle & 0xFFFFFFFF == theirs


GROUP = """
    call {number}
    r6 = r0
    call 80
    r6 ^= r0
    r0 = r6
    exit
"""


@needs_root
def test_a_socket_is_of_the_group_of_its_process(packs: PackAllocator) -> None:
    spec = assemble_program(
        GROUP.format(number=int(HelperId.SKB_CGROUP_ID)), type=T.SCHED_CLS, license="GPL"
    )
    assert both(packs, spec, packet=packet()).return_value == in_kernel(spec, packet())[0] == 0


@pytest.mark.parametrize("number", [HelperId.SKB_CGROUP_ID, HelperId.SK_CGROUP_ID])
def test_a_socket_is_of_the_group_that_is_given(packs: PackAllocator, number: HelperId) -> None:
    spec = assemble_program(f"call {int(number)}\nexit", name="p", type=T.CGROUP_SKB)
    world = Environment(cgroup=0x1234567890)
    oracle = Machine(spec, environment=world).run(packet()).return_value
    held = ObjectSpec("t", "GPL", {"p": spec}, {})
    with load(held, packs=packs, environment=world) as loaded:
        result = loaded.programs["p"].run(packet()).return_value
    assert result == oracle == 0x1234567890


CONVERTED = """
    r6 = r1
    r1 = *(u64 *)(r1 + 168)
    if r1 != 0 goto +2
    r0 = 7
    exit
    call {number}
    if r0 != 0 goto +2
    r0 = 8
    exit
    r0 = 9
    exit
"""


@needs_root
@pytest.mark.parametrize("name", [name for name in HelperId.__members__ if "SKC_TO_" in name])
def test_no_socket_is_of_another_kind(packs: PackAllocator, name: str) -> None:
    spec = assemble_program(
        CONVERTED.format(number=int(HelperId[name])), type=T.SCHED_CLS, license="GPL"
    )
    # The kernel gives a test run a socket of no protocol; here the caller gives one.
    given = {"packet": packet(), "context": {"sk": bytes(80)}}
    assert both(packs, spec, **given).return_value == in_kernel(spec, packet())[0] == 8


COOKIE = """
    r6 = r1
    r1 = 0
    r2 = r10
    r2 += -20
    r3 = 20
    r4 = r10
    r4 += -40
    r5 = 20
    call {number}
    exit
"""


@pytest.mark.parametrize("number", [HelperId.TCP_CHECK_SYNCOOKIE, HelperId.TCP_GEN_SYNCOOKIE])
def test_nobody_listens_who_gave_out_a_cookie(packs: PackAllocator, number: HelperId) -> None:
    spec = assemble_program(COOKIE.format(number=int(number)), type=T.XDP)
    assert both(packs, spec, packet=packet()).return_value == -errno.EINVAL % U64


CALLBACKS = """
    r6 = r1
    r2 = {flags}
    call {number}
    r1 = *(u32 *)(r6 + 84)
    r1 <<= 32
    w0 = w0
    r0 |= r1
    exit
"""


@pytest.mark.parametrize(
    ("flags", "full", "answer", "kept"),
    [(0x5, 1, 0, 5), (0x1FF, 1, 0x180, 0x7F), (-1, 1, 0xFFFFFF80, 0x7F), (1, 0, 0xFFFFFFEA, 3)],
)
def test_only_a_full_socket_takes_flags_of_callbacks(
    packs: PackAllocator, flags: int, full: int, answer: int, kept: int
) -> None:
    number = int(HelperId.SOCK_OPS_CB_FLAGS_SET)
    spec = assemble_program(CALLBACKS.format(flags=flags, number=number), type=T.SOCK_OPS)
    context = {"is_fullsock": full, "bpf_sock_ops_cb_flags": 3}
    assert both(packs, spec, context=context).return_value == kept << 32 | answer


MESSAGE = """
    r6 = r1
    r2 = {start}
    r3 = {end}
    r4 = {flags}
    call {pull}
    r7 = r0
    r1 = r6
    r2 = 5
    call {apply}
    r7 += r0
    r1 = r6
    r2 = 9
    call {cork}
    r7 += r0
    r1 = *(u64 *)(r6 + 0)
    r2 = *(u64 *)(r6 + 8)
    r2 -= r1
    r2 <<= 32
    r0 = r7
    r0 ^= r2
    exit
"""


@pytest.mark.parametrize(
    ("start", "end", "flags", "good"),
    [
        *((0, 10, 0, True), (9, 10, 0, True), (0, 11, 0, False), (10, 11, 0, False)),
        *((5, 5, 0, False), (6, 5, 0, False), (0, 10, 1, False), (1 << 30, -1, 0, False)),
    ],
)
def test_a_message_is_all_there(
    packs: PackAllocator, start: int, end: int, flags: int, good: bool
) -> None:
    # Nothing runs programs of messages in a kernel but a socket that sends one.
    names = ("MSG_PULL_DATA", "MSG_APPLY_BYTES", "MSG_CORK_BYTES")
    pull, apply, cork = (int(HelperId[name]) for name in names)
    text = MESSAGE.format(start=start, end=end, flags=flags, pull=pull, apply=apply, cork=cork)
    spec = assemble_program(text, type=T.SK_MSG, license="GPL")
    expected = (0 if good else -errno.EINVAL) ^ 10 << 32
    assert both(packs, spec, packet=bytes(10)).return_value == expected % U64

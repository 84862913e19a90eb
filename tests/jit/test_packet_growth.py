"""What makes packets grow ends at a bound, interpreted and as compiled code, however often."""

from __future__ import annotations

import pytest

from progpack import Machine, ObjectSpec, PackAllocator, ProgramType
from progpack.bpf.asm import assemble_program
from progpack.bpf.oracle.view import MOST_SKB
from progpack.jit.object import Object

# An Ethernet frame with an IPv4 header: 64 bytes.
PACKET = (
    bytes.fromhex("ffffffffffff0202020202020800")
    + bytes.fromhex("45000032abcd4000401100000a0000010a000002")
    + bytes(range(30))
)
TIMES = 40_000
LENGTH = "r0 = *(u32 *)(r6 + 0)"
XDP_LENGTH = "r0 = *(u32 *)(r6 + 4); r1 = *(u32 *)(r6 + 8); r0 -= r1"
#: name -> (type, arguments and call, most bytes there may be)
GROWING = {
    "skb_vlan_push": (ProgramType.SCHED_CLS, "r2 = 0x81; r3 = 5; call 18", MOST_SKB),
    "skb_change_head": (ProgramType.SCHED_CLS, "r2 = 97; r3 = 0; call 43", MOST_SKB),
    "skb_change_tail": (
        ProgramType.SCHED_CLS,
        "r2 = *(u32 *)(r6 + 0); r2 += 89; r3 = 0; call 38",
        MOST_SKB,
    ),
    "skb_adjust_room, net": (ProgramType.SCHED_CLS, "r2 = 83; r3 = 0; r4 = 0; call 50", MOST_SKB),
    "skb_adjust_room, mac": (ProgramType.SCHED_CLS, "r2 = 79; r3 = 1; r4 = 0; call 50", MOST_SKB),
    "push and room": (
        ProgramType.SCHED_CLS,
        "r2 = 0x81; r3 = 5; call 18; r1 = r6; r2 = 1; r3 = 1; r4 = 0; call 50",
        MOST_SKB,
    ),
    "xdp_adjust_head": (ProgramType.XDP, "r2 = -3; call 44", 64 + 256 - 40),
    "xdp_adjust_tail": (ProgramType.XDP, "r2 = 5; call 65", 4096 - 320 - 256),
    "xdp_adjust_meta": (ProgramType.XDP, "r2 = -4; call 54", 64 + 256 - 40),
}
SHRINKING = {
    "skb_vlan_pop": (ProgramType.SCHED_CLS, "call 19", 64),
    "skb_change_tail": (
        ProgramType.SCHED_CLS,
        "r2 = *(u32 *)(r6 + 0); r2 += -3; r3 = 0; call 38",
        64,
    ),
    "skb_adjust_room": (ProgramType.SCHED_CLS, "r2 = -3; r3 = 1; r4 = 0; call 50", 64),
    "xdp_adjust_head": (ProgramType.XDP, "r2 = 3; call 44", 64),
    "xdp_adjust_tail": (ProgramType.XDP, "r2 = -3; call 65", 64),
    "xdp_adjust_meta": (ProgramType.XDP, "r2 = 4; call 54", 64),
}
CASES = {f"{name} grows": case for name, case in GROWING.items()} | {
    f"{name} shrinks": case for name, case in SHRINKING.items()
}


@pytest.mark.parametrize("name", CASES)
def test_a_packet_ends_at_its_bounds(name: str, packs: PackAllocator) -> None:
    kind, call, most = CASES[name]
    length = XDP_LENGTH if kind is ProgramType.XDP else LENGTH
    text = f"""r6 = r1; r7 = {TIMES}; again: r1 = r6; {call}; r8 += r0; r7 += -1
    if r7 != 0 goto again; {length}; r8 <<= 20; r0 += r8; exit"""
    program = assemble_program(text.replace(";", "\n"), name="grow", type=kind, license="GPL")
    expected = Machine(program, {}).run(PACKET)
    with Object(ObjectSpec("t", "GPL", {"grow": program}, {}), packs, None) as held:
        got = held.programs["grow"].run(PACKET)
    assert (got.return_value, got.packet) == (expected.return_value, expected.packet)
    assert len(got.packet) <= most

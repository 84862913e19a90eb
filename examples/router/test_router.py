"""Tests of a router whose routes they play: `pytest` in this folder, without root."""

import struct

import pytest

from progpack import Arg
from progpack.testing import packet, run

SUCCESS, BLACKHOLE, UNREACHABLE, NO_NEIGHBOUR, TOO_LONG = 0, 1, 2, 7, 8
#: struct bpf_fib_lookup: where the next device and the Ethernet addresses are.
IFINDEX, SMAC, DMAC = 8, 52, 58
OURS, THEIRS = bytes.fromhex("020000000002"), bytes.fromhex("021100000001")


def a_route(context, fib, flags):
    """Answer as the kernel does where a neighbour behind device 7 is known."""
    struct.pack_into("<I", fib, IFINDEX, 7)
    fib[SMAC : SMAC + 6], fib[DMAC : DMAC + 6] = OURS, THEIRS
    return SUCCESS


@pytest.fixture
def router(bpf_object):
    return bpf_object("router.bpf.c", replace={"bpf_fib_lookup": a_route})


def test_a_packet_goes_to_the_next_hop(router):
    outcome = run(router.programs["route"], packet(dst="198.51.100.9"))
    assert outcome.verdict == "XDP_REDIRECT"
    assert outcome.packet[:12] == THEIRS + OURS


def test_the_routes_are_asked_about_the_packet(router):
    frame = packet(src="192.0.2.1", dst="198.51.100.9", payload=b"x" * 100)
    run(router.programs["route"], frame)
    [call] = router.replaced["bpf_fib_lookup"].calls
    context, fib, flags = call.args
    assert (context, len(fib), flags) == (Arg.CTX, 64, 0)
    assert fib[16:20] == bytes([192, 0, 2, 1])
    assert fib[32:36] == bytes([198, 51, 100, 9])
    assert struct.unpack_from("<H", fib, 6) == (len(frame) - 14,)


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (BLACKHOLE, "XDP_DROP"),
        (UNREACHABLE, "XDP_DROP"),
        (NO_NEIGHBOUR, "XDP_PASS"),
        (TOO_LONG, "XDP_PASS"),
        (-22, "XDP_ABORTED"),
    ],
)
def test_other_answers(router, answer, verdict):
    with router.replaced.using(bpf_fib_lookup=answer):
        outcome = run(router.programs["route"], packet())
    assert outcome.verdict == verdict
    assert outcome.packet == packet()


def test_answers_are_counted_each_time_also_where_the_map_has_no_room(bpf_object):
    router = bpf_object(
        "router.bpf.c", replace={"bpf_fib_lookup": [2, 2, 7], "bpf_map_lookup_elem": None}
    )
    verdicts = [run(router.programs["route"], packet()).verdict for _ in range(3)]
    assert verdicts == ["XDP_DROP", "XDP_DROP", "XDP_PASS"]
    asked = [call.args for call in router.replaced["bpf_map_lookup_elem"].calls]
    assert asked == [("answers", struct.pack("<I", answer)) for answer in (2, 2, 7)]

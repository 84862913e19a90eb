"""The linear part of packets in batches: as in runs of each packet alone, which have a judge.

``tests/kernel/test_linear_part.py`` compares runs of one packet with the running kernel.
"""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Sequence

import pytest

import progpack
from progpack import PackAllocator
from progpack.bpf.asm import assemble_program
from progpack.bpf.context.linear import LINEAR_XDP
from progpack.bpf.spec import ObjectSpec, ProgramType
from progpack.errors import UsageError
from progpack.packets.array import PacketArray

LENGTHS = (1, 14, 60, 1500, 3519, 3520, 3521, 4000, 9000, 65535)
#: r0 is the linear part and, 32 bits above, the whole length.
SEEN = """
    r7 = *(u32 *)(r1 + 4)
    r2 = *(u32 *)(r1 + 0)
    r7 -= r2
    {more}
    call 188
    r0 <<= 32
    r0 |= r7
    exit
"""
CUT = """
    r6 = r1
    w2 = -200
    call 65
    r1 = r6
"""
STAYS, MOVES = "", CUT


def object_of(more: str, kind: ProgramType = ProgramType.XDP) -> ObjectSpec:
    spec = assemble_program(SEEN.format(more=more), type=kind, license="GPL", name="seen")
    return ObjectSpec("t", "GPL", {spec.name: spec}, {})


def seen(length: int, linear: int, more: str) -> int:
    """What the program above returns; it takes 200 bytes off when 14 are left."""
    whole = length - 200 if more and length >= 214 else length
    return whole << 32 | min(length, linear)


def arrays(packets: Sequence[bytes]) -> PacketArray:
    ends = array("Q", itertools.accumulate(map(len, packets), initial=0))
    return PacketArray(b"".join(packets), ends)


@pytest.mark.parametrize("more", [STAYS, MOVES])
@pytest.mark.parametrize("linear", [None, 0, 64, 4096, 1 << 20])
def test_a_batch_sees_what_runs_see(packs: PackAllocator, more: str, linear: int | None) -> None:
    packets = [bytes(length) for length in LENGTHS * 3]
    expected = [seen(len(p), LINEAR_XDP if linear is None else linear, more) for p in packets]
    with progpack.load(object_of(more), packs=packs) as held:
        program = held.programs["seen"]
        for given in (packets, arrays(packets)):
            assert [*program.run_batch(given, linear=linear).return_values] == expected
            # The next run has the kernel's again, also when it is prepared already.
            assert program.run(bytes(5000)).return_value == seen(5000, LINEAR_XDP, more)
        assert [program.run(p, linear=linear).return_value for p in packets] == expected
    for backend in ("interpreter", "isolated"):
        with progpack.load(object_of(more), backend=backend) as other:
            batch = other.programs["seen"].run_batch(packets, linear=linear)
            assert [*batch.return_values] == expected


@pytest.mark.parametrize("backend", ["compiled", "interpreter", "isolated"])
def test_an_skb_is_in_one_piece(backend: str) -> None:
    spec = assemble_program(
        "r0 = *(u32 *)(r1 + 80)\n r1 = *(u32 *)(r1 + 76)\n r0 -= r1\n exit",
        type=ProgramType.SCHED_CLS,
        name="seen",
    )
    with progpack.load(ObjectSpec("t", "", {"seen": spec}, {}), backend=backend) as held:
        program = held.programs["seen"]
        assert program.run(bytes(9000)).return_value == 9000
        assert [*program.run_batch([bytes(9000)]).return_values] == [9000]
        for run in (program.run, lambda packet, **more: program.run_batch([packet], **more)):
            with pytest.raises(UsageError, match="linear= is for XDP programs"):
                run(bytes(9000), linear=100)


@pytest.mark.parametrize("backend", ["compiled", "interpreter", "isolated"])
@pytest.mark.parametrize("linear", [-1, 1 << 32, "60", 1.5])
def test_a_linear_part_is_a_number_of_bytes(backend: str, linear: int) -> None:
    with progpack.load(object_of(STAYS), backend=backend) as held:
        with pytest.raises(UsageError, match="linear is a whole number"):
            held.programs["seen"].run(bytes(60), linear=linear)
        with pytest.raises(UsageError, match="linear is a whole number"):
            held.programs["seen"].run_batch([bytes(60)], linear=linear)
        assert held.programs["seen"].run(bytes(60)).return_value == seen(60, LINEAR_XDP, STAYS)

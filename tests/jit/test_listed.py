"""Packets of a list run in windows: each once, in order, as if they lay in one piece."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progpack.bpf.asm import assemble
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.errors import RunError, UsageError
from progpack.jit.image.store import store_of
from progpack.jit.program import Program
from progpack.memory import PackAllocator
from progpack.packets import listed
from progpack.packets.listed import Listed

LENGTH_AND_BYTE = """
    r2 = *(u32 *)(r1 + 0)
    r3 = *(u32 *)(r1 + 4)
    r0 = r3
    r0 -= r2
    r4 = r2
    r4 += 1
    if r4 > r3 goto out
    r5 = *(u8 *)(r2 + 0)
    r0 <<= 8
    r0 |= r5
    out: exit"""
#: The same, and it writes to the packet.
WRITES = LENGTH_AND_BYTE.replace("out:", "r5 += 1\n    *(u8 *)(r2 + 0) = r5\n    out:")
#: Loops for ever on a packet that begins with 255.
LOOPS = LENGTH_AND_BYTE.replace("r0 <<= 8", "r0 <<= 8\n    again: if r5 == 255 goto again")


@pytest.fixture
def small_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listed, "_WINDOW", 100)


def made(packs: PackAllocator, text: str) -> Program:
    spec = ProgramSpec.from_insns("test", ProgramType.XDP, assemble(text))
    return Program(spec, {}, store_of(packs))


def right(packet: bytes) -> int:
    return len(packet) << 8 | packet[0] if packet else 0


@settings(deadline=None)
@given(st.lists(st.binary(max_size=130)), st.integers(1, 300))
def test_windows_have_each_packet_once(packets: list[bytes], window: int) -> None:
    held = Listed(packets)
    before, listed._WINDOW = listed._WINDOW, window  # type: ignore[misc]
    try:
        seen: list[bytes] = []
        for part in held.windows():
            assert part.first == len(seen)
            assert part.packets >= 1
            bounds = held.offsets[part.first : part.first + part.packets + 1]
            assert part.packets == 1 or bounds[-1] - bounds[0] <= window
            assert bounds[-1] == part.end
            for start, end in pairwise(bounds):
                seen.append(ctypes.string_at(part.base + start, end - start))
        assert seen == packets
    finally:
        listed._WINDOW = before  # type: ignore[misc]
    assert held.longest == max(map(len, packets), default=0)
    assert len(held) == len(packets)


@pytest.mark.usefixtures("small_windows")
@pytest.mark.parametrize("text", [LENGTH_AND_BYTE, WRITES], ids=("reads", "writes"))
def test_results_are_those_of_each_packet(packs: PackAllocator, text: str) -> None:
    chance = Random(5)
    program = made(packs, text)
    for count in (0, 1, 2, 17, 300):
        packets = [chance.randbytes(chance.choice((0, 1, 20, 64, 99, 100, 101, 250)))
                   for _ in range(count)]  # fmt: skip
        expected = tuple(map(right, packets))
        for given_ in (packets, tuple(packets), [bytearray(each) for each in packets]):
            assert program.run_batch(given_).return_values == expected  # type: ignore[arg-type]
    program.close()


def test_no_packets_are_no_runs_after_one_that_failed(packs: PackAllocator) -> None:
    program = made(packs, LOOPS)
    with pytest.raises(RunError):
        program.run(b"\xff" * 30, budget=1000)
    assert program.run_batch([]).return_values == ()
    program.close()


@pytest.mark.usefixtures("small_windows")
@pytest.mark.parametrize("at", [0, 1, 5, 39])
def test_a_fault_names_the_packet_of_the_whole_list(packs: PackAllocator, at: int) -> None:
    packets = [bytes([number]) * 30 for number in range(40)]
    packets[at] = b"\xff" * 30
    program = made(packs, LOOPS)
    with pytest.raises(RunError) as caught:
        program.run_batch(packets, budget=1000)
    assert f"packet {at} of 40" in caught.value.__notes__
    program.close()


@pytest.mark.usefixtures("small_windows")
def test_a_packet_that_changes_its_length_is_refused() -> None:
    growing = bytearray(10)
    held = Listed([bytes(101), growing, bytes(101)])  # type: ignore[list-item]
    windows = held.windows()
    next(windows)
    growing += b"x"
    with pytest.raises(UsageError, match="packets 1 to 1 changed"):
        next(windows)

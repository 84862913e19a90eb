"""Packets of a list run in windows: each once, in order, as if they lay in one piece."""

from __future__ import annotations

import ctypes
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progpack.bpf.asm import assemble
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.errors import RunError, UsageError
from progpack.jit.image.store import store_of
from progpack.jit.native import joined
from progpack.jit.native.joined import Joined, JoinedWindow
from progpack.jit.program import Program
from progpack.memory import PackAllocator

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
    monkeypatch.setattr(joined, "_WINDOW", 100)
    monkeypatch.setattr(joined, "_MOST", 7)
    monkeypatch.setattr(joined, "_free", [])


def made(packs: PackAllocator, text: str) -> Program:
    spec = ProgramSpec.from_insns("test", ProgramType.XDP, assemble(text))
    return Program(spec, {}, store_of(packs))


def right(packet: bytes) -> int:
    return len(packet) << 8 | packet[0] if packet else 0


@settings(deadline=None)
@given(st.lists(st.binary(max_size=130)), st.integers(0, 300), st.integers(1, 9), st.booleans())
def test_windows_have_each_packet_once(
    packets: list[bytes], room: int, most: int, apart: bool
) -> None:
    held = Joined(packets)
    kept = joined._WINDOW, joined._MOST, joined._free
    joined._WINDOW, joined._MOST, joined._free = room, most, []  # type: ignore[misc]
    try:
        seen: list[bytes] = []
        for part in held.windows(apart):
            seen += bytes_of(part)
            assert 1 <= part.packets <= most
            if apart:  # where the objects are, of which none was made
                assert part.base == part.size == 0
                continue
            assert part.size == sum(map(len, seen[-part.packets :]))
            assert part.size <= room or part.packets == 1
        assert seen == packets
        assert len(joined._free) == 1
    finally:
        joined._WINDOW, joined._MOST, joined._free = kept  # type: ignore[misc]
    assert held.longest == max(map(len, packets), default=0)
    assert len(held) == len(packets)


def bytes_of(window: JoinedWindow) -> list[bytes]:
    """The packets of a window."""
    numbers = ctypes.c_uint64 * window.packets
    starts, ends = numbers.from_address(window.starts), numbers.from_address(window.ends)
    bounds = zip(starts, ends, strict=True)
    return [ctypes.string_at(window.base + at, end - at) for at, end in bounds]


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
@pytest.mark.parametrize("apart", [False, True])
def test_what_is_no_bytes_has_a_window_of_its_own_and_what_has_none_is_refused(apart: bool) -> None:
    packets = [b"one", bytearray(b"two"), memoryview(b"-three-")[1:-1], b"", b"x" * 101]
    parts = [bytes_of(part) for part in Joined(packets).windows(apart)]  # type: ignore[arg-type]
    last = [[b"", b"x" * 101]] if apart else [[b""], [b"x" * 101]]
    assert parts == [[b"one"], [b"two"], [b"three"], *last]
    for wrong in (5, "text", None):
        with pytest.raises(UsageError, match="a packet is bytes"):
            list(Joined([b"", wrong]).windows(apart))  # type: ignore[list-item]

"""Captures in native code: the walk against Python's, verdicts against runs one by one."""

from __future__ import annotations

import io
import struct
from array import array
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from progpack import load
from progpack.errors import ObjectError, RunError, UsageError
from progpack.jit.native.captures import NativeWalker, Tally
from progpack.jit.native.export import Answer, Form, Kept, NativeExport
from progpack.jit.program import Program
from progpack.jit.running import Placed
from progpack.packets.link import as_ethernet
from progpack.packets.pcap import CapturedPacket, records_of
from progpack.packets.pcapng import AnnotatedPacket, PcapngWriter
from progpack.packets.source import Source
from progpack.packets.walk import NO_TIME, PacketTable, Walker, windows
from tests.commands.objects import make

Read = tuple[list[CapturedPacket], str]


def read_plainly(content: bytes) -> Read:
    """Packets and the error at the end, by Python alone, one packet after the other."""
    found: list[CapturedPacket] = []
    try:
        records = records_of(Source(io.BytesIO(content), "x"))
        while (packet := records.next()) is not None:
            fits = 0 <= packet.timestamp_ns < (1 << 64) - 1
            found.append(packet if fits else packet._replace(timestamp_ns=NO_TIME))
    except ObjectError as error:
        return found, str(error)
    return found, ""


def read_in_windows(content: bytes, walker: Walker | None) -> Read:
    found: list[CapturedPacket] = []
    source = Source(io.BytesIO(content), "x", None if walker is None else walker.buffer)
    try:
        for window in windows(source, walker):
            packets = list(window.packets())
            assert len(packets) == window.table.count > 0
            assert window.cut == sum(packet.length > len(packet.data) for packet in packets)
            found += packets
    except ObjectError as error:
        return found, str(error)
    return found, ""


NUMBERS = st.integers(0, 40) | st.sampled_from([1 << 28, (1 << 32) - 1, 1 << 31])


@st.composite
def pcaps(draw: st.DrawFn) -> bytes:
    order = draw(st.sampled_from("<>"))
    magic = draw(st.sampled_from([0xA1B2C3D4, 0xA1B23C4D, 0xA1B2CD34]))
    content = struct.pack(order + "IHHiIII", magic, 2, 4, 0, 0, 65535, draw(st.integers(0, 3)))
    for data in draw(st.lists(st.binary(max_size=90), max_size=6)):
        size = draw(st.just(len(data)) | NUMBERS) if draw(st.integers(0, 9)) == 0 else len(data)
        times = draw(NUMBERS), draw(NUMBERS)
        content += struct.pack(order + "IIII", *times, size, draw(NUMBERS))
        content += bytes(8 if magic == 0xA1B2CD34 else 0) + data
    return content


def block(order: str, kind: int, body: bytes, length: int | None = None) -> bytes:
    body += bytes(-len(body) % 4)
    size = struct.pack(order + "I", len(body) + 12)
    last = size if length is None else struct.pack(order + "I", length)
    return struct.pack(order + "I", kind) + size + body + last


def section(order: str) -> bytes:
    return block(order, 0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1))


@st.composite
def interfaces(draw: st.DrawFn, order: str) -> bytes:
    options = b""
    if draw(st.booleans()):
        resolution = draw(st.sampled_from([0, 3, 6, 9, 10, 19, 30, 0x80, 0x8A, 0xFF]))
        options += struct.pack(order + "HHB3x", 9, 1, resolution)
    if draw(st.booleans()):
        offset = draw(st.sampled_from([0, 1, -1, 1 << 33, 18_446_744_073, (1 << 63) - 1]))
        options += struct.pack(order + "HHq", 14, 8, offset)
    fixed = struct.pack(order + "HHI", draw(st.integers(0, 2)), 0, draw(NUMBERS))
    return block(order, 1, fixed + options)


@st.composite
def packet_blocks(draw: st.DrawFn, order: str) -> bytes:
    data = draw(st.binary(max_size=70))
    kind = draw(st.sampled_from([6, 6, 6, 6, 2, 3]))
    wrong = draw(st.integers(0, 12)) == 0
    size = draw(NUMBERS) if wrong else len(data)
    length = draw(NUMBERS) if draw(st.integers(0, 20)) == 0 else None
    if kind == 3:
        return block(order, 3, struct.pack(order + "I", size) + data, length)
    port = draw(st.integers(0, 2))
    ticks = draw(st.integers(0, (1 << 64) - 1) | st.integers(0, 1 << 40))
    times = ticks >> 32, ticks & 0xFFFFFFFF
    first = struct.pack(
        order + ("HH" if kind == 2 else "I"), *((port, 0) if kind == 2 else (port,))
    )
    head = struct.pack(order + "IIII", *times, size, draw(NUMBERS))
    return block(order, kind, first + head + data, length)


@st.composite
def pcapngs(draw: st.DrawFn) -> bytes:
    content = b""
    for _ in range(draw(st.integers(1, 3))):
        order = draw(st.sampled_from("<>"))
        content += section(order)
        parts = st.one_of(
            packet_blocks(order),
            packet_blocks(order),
            packet_blocks(order),
            interfaces(order),
            st.binary(max_size=20).map(lambda body, order=order: block(order, 5, body)),  # type: ignore[misc]
        )
        content += draw(interfaces(order))
        content += b"".join(draw(st.lists(parts, max_size=8)))
    return content


CAPTURES = st.one_of(pcaps(), pcapngs())


@cache
def native_walker(size: int, room: int) -> NativeWalker:
    return NativeWalker(size, room)


@given(
    content=CAPTURES,
    cut=st.integers(0, 60),
    size=st.sampled_from([40, 64, 97, 300]),
    room=st.sampled_from([1, 5]),
)
@example(content=b"", cut=0, size=64, room=1)
def test_the_native_walk_reads_what_python_reads(
    content: bytes, cut: int, size: int, room: int
) -> None:
    content = content[: len(content) - cut] if cut % 3 == 0 else content
    expected = read_plainly(content)
    assert read_in_windows(content, None) == expected
    assert read_in_windows(content, native_walker(size, room)) == expected


@given(
    content=CAPTURES, changes=st.lists(st.tuples(st.integers(0), st.integers(0, 255)), max_size=6)
)
def test_the_native_walk_finds_in_damaged_captures_what_python_finds(
    content: bytes, changes: list[tuple[int, int]]
) -> None:
    damaged = bytearray(content)
    for at, value in changes:
        damaged[at % len(damaged)] = value
    expected = read_plainly(bytes(damaged))
    assert read_in_windows(bytes(damaged), native_walker(128, 3)) == expected


def test_interfaces_of_a_section_have_an_end() -> None:
    port = block("<", 1, struct.pack("<HHI", 1, 0, 0))
    found, error = read_in_windows(section("<") + port * 65_537, None)
    assert (found, error) == ([], "x: offset 1310748: more than 65,536 interfaces")


HEADS = st.sampled_from(
    [
        *(b"\x45", b"\x60", b"\2\0\0\0", b"\0\0\0\x1e", b"\0\0\1\2", bytes(14) + b"\x08\0"),
        *(bytes(14) + b"\0\4", bytes(14) + b"\0\x0c", b"\x86\xdd" + bytes(18)),
        b"\0\4" + bytes(18),
    ]
)
LINKS = st.sampled_from([1, 101, 12, 228, 0, 108, 113, 276, 105])
ODD = st.tuples(LINKS, HEADS, st.binary(max_size=9), st.integers(0, 3) | st.just((1 << 32) - 1))


@given(packets=st.lists(ODD, min_size=1, max_size=6), good=st.booleans(), pcap=st.booleans())
def test_packets_are_made_ethernet_where_they_lie(
    packets: list[tuple[int, bytes, bytes, int]], good: bool, pcap: bool
) -> None:
    found = [
        CapturedPacket(5, (head + more)[: -1 - cut % 4 or None], cut if cut > 3 else 60, link)
        for link, head, more, cut in packets
    ]
    frames = [framed(packet) for packet in found]
    if good:  # so that none refuses the others
        pairs = [(p, f) for p, f in zip(found, frames, strict=True) if f is not None]
        found, frames = [p for p, _ in pairs], [f for _, f in pairs]
    out = io.BytesIO()
    writer = PcapngWriter(out)
    for packet in found:
        writer.write(AnnotatedPacket(packet))
    content = out.getvalue()
    if pcap:
        found, frames = found[:1], frames[:1]
        link = found[0].link_type if found else 1
        content = struct.pack("<IHHiIII", 0xA1B23C4D, 2, 4, 0, 0, 65535, link)
        for packet in found:
            size, length = len(packet.data), packet.length
            content += struct.pack("<IIII", 0, 5, size, length) + packet.data
    walker, made = native_walker(4096, 50), []
    for window in windows(Source(io.BytesIO(content), "x", walker.buffer), walker):
        if not window.walked:
            made += map(framed, window.packets())
        elif walker.make_ethernet(window.links):
            packets_made = list(window.packets())
            made += [each._replace(link_type=1) for each in packets_made]
        else:
            made += map(framed, window.packets())
            assert None in made
    assert [each and each._replace(interface=0) for each in made] == frames


def framed(packet: CapturedPacket) -> CapturedPacket | None:
    try:
        return as_ethernet(packet, 0)
    except UsageError:
        return None


@given(st.lists(st.integers(0, (1 << 64) - 1) | st.integers(0, 3), max_size=60))
def test_a_tally_counts_as_python_does(values: list[int]) -> None:
    tally = Tally(slots=4)
    for part in (values[:20], values[20:]):
        tally.add(array("Q", part), len(part))
    assert tally.counts() == Counter(values)
    assert tally.counts() == Counter(values)


def program(tmp_path: Path, text: str) -> Program:
    path = tmp_path / "prog.o"
    path.write_bytes(make(text))
    return load(path).programs["prog"]


FIRST_BYTE = """
r2 = *(u32 *)(r1 + 0x0)
r3 = *(u32 *)(r1 + 0x4)
r0 = 0x63
r4 = r2
r4 += 0x1
if r4 > r3 goto +0x3
r0 = *(u8 *)(r2 + 0x0)
r5 = 0x7
*(u8 *)(r2 + 0x0) = r5
exit
"""
# The same with a packet that moves, so that each has to be copied.
MOVED = (
    """
r6 = r1
r2 = 0x0
call 44
r1 = r6
"""
    + FIRST_BYTE
)


@pytest.mark.parametrize("text", [FIRST_BYTE, MOVED])
def test_packets_run_where_the_window_has_them(tmp_path: Path, text: str) -> None:
    ran = program(tmp_path, text)
    walker, results = NativeWalker(4096), array("Q", bytes(8 * 8))
    walker.buffer[:6] = bytes(range(1, 7))
    table = walker.table
    rows = [(0, 1), (1, 1), (2, 4), (5, 6)]
    for number, (start, end) in enumerate(rows):
        table.starts[number], table.ends[number] = start, end
    at = table.starts.buffer_info()[0], table.ends.buffer_info()[0]
    placed = Placed(walker.address, *at, len(rows), 4096)
    ran.run_placed(placed, results, longest=64)
    assert list(results[:4]) == [1, 99, 3, 6]
    # What a program writes is in the window, unless the packet had to be copied.
    left = bytes(walker.buffer[:6])
    assert left == (bytes([7, 2, 7, 4, 5, 7]) if text == FIRST_BYTE else bytes(range(1, 7)))


@pytest.mark.parametrize("row", [(0, 4097), (3, 2), (1, 3)])
def test_packets_outside_of_the_given_memory_do_not_run(
    tmp_path: Path, row: tuple[int, int]
) -> None:
    ran = program(tmp_path, FIRST_BYTE)
    walker, results = NativeWalker(4096), array("Q", bytes(8 * 8))
    table = walker.table
    for number, (start, end) in enumerate([(0, 2), row]):
        table.starts[number], table.ends[number] = start, end
    at = table.starts.buffer_info()[0], table.ends.buffer_info()[0]
    with pytest.raises(Exception, match="packet 1 of 2"):
        ran.run_placed(Placed(walker.address, *at, 2, 4096), results, longest=4096)
    assert list(results[:2]) == [0, 0]


def test_a_fault_names_the_packet_of_the_capture(tmp_path: Path) -> None:
    ran = program(tmp_path, "r2 = *(u32 *)(r1 + 0x0)\nr0 = *(u8 *)(r2 + 0x1)\nexit")
    walker, results = NativeWalker(4096), array("Q", bytes(8 * 8))
    table = walker.table
    for number, row in enumerate([(0, 2), (2, 3)]):
        table.starts[number], table.ends[number] = row
    at = table.starts.buffer_info()[0], table.ends.buffer_info()[0]
    with pytest.raises(RunError) as caught:
        ran.run_placed(Placed(walker.address, *at, 2, 4096, 1000), results, longest=4096)
    assert caught.value.__notes__ == ["packet 1001 of the capture, counted from 0"]


@given(
    rows=st.lists(st.tuples(st.integers(0, 1 << 40), st.integers(0, (1 << 64) - 1)), max_size=300),
    begin=st.integers(0, 5),
    number=st.integers(0, 1 << 63),
)
def test_rows_are_written_as_python_writes_them(
    rows: list[tuple[int, int]], begin: int, number: int
) -> None:
    table, file = PacketTable(begin + len(rows)), io.BytesIO()
    for row, (size, _) in enumerate(rows):
        table.ends[begin + row] = size
    export = NativeExport(Form.CSV, file, lambda value: Answer(0, f"{value:x}\r\n".encode()))
    values = array("Q", [value for _, value in rows])
    export.add(table, begin, values, Kept(0, 0, 0), number)
    export.flush()
    expected = [f"{number + n},{size},{value:x}\r\n" for n, (size, value) in enumerate(rows)]
    assert file.getvalue().decode() == "".join(expected)

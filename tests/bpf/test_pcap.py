"""Capture files, against the formats by hand and against the tools that write them."""

from __future__ import annotations

import shutil
import struct
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.errors import ObjectError, UsageError
from progpack.packets.link import as_ethernet
from progpack.packets.pcap import CapturedPacket, read_pcap, write_pcap

SECOND = 1_000_000_000
packets = st.lists(
    st.builds(
        lambda when, data, more: CapturedPacket(when, data, len(data) + more),
        st.integers(0, (1 << 32) * SECOND - 1),
        st.binary(max_size=200),
        st.integers(0, 100),
    ),
    max_size=8,
)


@given(packets=packets, nanoseconds=st.booleans(), order=st.sampled_from(["little", "big"]))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory,
    packets: list[CapturedPacket],
    nanoseconds: bool,
    order: Literal["little", "big"],
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.pcap"
    assert write_pcap(path, packets, nanoseconds=nanoseconds, byteorder=order) == len(packets)
    unit = 1 if nanoseconds else 1000
    expected = [p._replace(timestamp_ns=p.timestamp_ns // unit * unit) for p in packets]
    assert list(read_pcap(path)) == expected


def test_pairs_of_time_and_bytes_are_packets(tmp_path: Path) -> None:
    write_pcap(tmp_path / "p", [(5, b"abc")], link_type=101)
    assert list(read_pcap(tmp_path / "p")) == [CapturedPacket(5, b"abc", 3, 101, 0)]


@pytest.mark.parametrize(
    ("packet", "message"),
    [
        (CapturedPacket(0, b"", 0, 113), "packet 1: link type 113 in a file of 1"),
        (CapturedPacket(-1, b"", 0), "do not fit"),
        (CapturedPacket((1 << 32) * SECOND, b"", 0), "do not fit"),
        (CapturedPacket(0, bytes(262145), 262145), "262145 bytes are more"),
    ],
)
def test_a_packet_that_the_format_cannot_hold_is_refused(
    tmp_path: Path, packet: CapturedPacket, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        write_pcap(tmp_path / "p", [(0, b""), packet])


# pcapng by hand, from the draft.


def block(order: str, kind: int, body: bytes) -> bytes:
    body += bytes(-len(body) % 4)
    length = struct.pack(order + "I", len(body) + 12)
    return struct.pack(order + "I", kind) + length + body + length


def section(order: str) -> bytes:
    return block(order, 0x0A0D0D0A, struct.pack(order + "IHHq", 0x1A2B3C4D, 1, 0, -1))


def option(order: str, code: int, value: bytes) -> bytes:
    return struct.pack(order + "HH", code, len(value)) + value + bytes(-len(value) % 4)


def interface(order: str, link: int, snaplen: int = 0, options: bytes = b"") -> bytes:
    return block(order, 1, struct.pack(order + "HHI", link, 0, snaplen) + options)


def enhanced(order: str, port: int, ticks: int, data: bytes, length: int | None = None) -> bytes:
    length = len(data) if length is None else length
    head = struct.pack(order + "IIIII", port, ticks >> 32, ticks & 0xFFFFFFFF, len(data), length)
    return block(order, 6, head + data)


def simple(order: str, data: bytes, length: int) -> bytes:
    return block(order, 3, struct.pack(order + "I", length) + data)


def read(tmp_path: Path, content: bytes) -> list[CapturedPacket]:
    path = tmp_path / "file.pcapng"
    path.write_bytes(content)
    return list(read_pcap(path))


@pytest.mark.parametrize("order", ["<", ">"])
def test_pcapng_packets_have_their_interfaces_time_and_link_type(
    tmp_path: Path, order: str
) -> None:
    nano = option(order, 9, b"\x09") + option(order, 0, b"")
    binary = option(order, 9, b"\x8a") + option(order, 14, struct.pack(order + "q", 100))
    content = (
        section(order)
        + interface(order, 1)
        + interface(order, 101, options=nano)
        + interface(order, 113, options=option(order, 2, b"eth0") + binary)
        + enhanced(order, 0, 1_500_000, b"micro", 900)
        + enhanced(order, 1, 5_000_000_007, b"nano!")
        + enhanced(order, 2, 1024 + 512, b"halves")
        + block(order, 5, bytes(12))
        + block(order, 0x0BAD, bytes(8))
    )
    assert read(tmp_path, content) == [
        CapturedPacket(1_500_000_000, b"micro", 900, 1, 0),
        CapturedPacket(5_000_000_007, b"nano!", 5, 101, 1),
        CapturedPacket(101_500_000_000, b"halves", 6, 113, 2),
    ]


@pytest.mark.parametrize("order", ["<", ">"])
def test_simple_packets_end_at_the_snapshot_length(tmp_path: Path, order: str) -> None:
    content = section(order) + interface(order, 1, 6) + simple(order, b"abcdef", 1500)
    content += simple(order, b"abc", 3)
    assert read(tmp_path, content) == [
        CapturedPacket(0, b"abcdef", 1500),
        CapturedPacket(0, b"abc", 3),
    ]


def test_obsolete_packet_blocks_are_read(tmp_path: Path) -> None:
    body = struct.pack("<HHIIII", 0, 0xFFFF, 0, 2_000_000, 3, 60) + b"abc"
    content = section("<") + interface("<", 1) + block("<", 2, body)
    assert read(tmp_path, content) == [CapturedPacket(2_000_000_000, b"abc", 60)]


def test_a_new_section_has_its_own_byte_order_and_interfaces(tmp_path: Path) -> None:
    first = section("<") + interface("<", 1) + enhanced("<", 0, 0, b"one")
    second = section(">") + interface(">", 101) + enhanced(">", 0, 0, b"two")
    found = read(tmp_path, first + second)
    assert [(p.data, p.link_type) for p in found] == [(b"one", 1), (b"two", 101)]
    with pytest.raises(ObjectError, match="interface 0, of which there is no description"):
        read(tmp_path, first + section(">") + enhanced(">", 0, 0, b"two"))


PCAP = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
RECORD = struct.pack("<IIII", 1, 2, 3, 3) + b"abc"
NG = section("<") + interface("<", 1)


@pytest.mark.parametrize(
    ("content", "offset", "message"),
    [
        (b"", 0, "magic number is cut off: 0 of 4"),
        (b"\x7fELF" + bytes(40), 0, "no capture file: it starts with 7f454c46"),
        (PCAP[:10], 4, "file header is cut off: 6 of 20"),
        (PCAP.replace(b"\2\0\4\0", b"\3\0\4\0"), 4, "pcap version 3"),
        (PCAP + RECORD + RECORD[:7], 43, "record header is cut off: 7 of 16"),
        (PCAP + RECORD + RECORD[:17], 59, "packet is cut off: 1 of 3"),
        (PCAP + struct.pack("<IIII", 0, 0, 1 << 30, 3), 24, "record of 1073741824 bytes"),
        (NG[:6], 4, "section header is cut off: 2 of 4"),
        (NG[:8] + b"\1\2\3\4" + NG[12:], 8, "01020304 is no byte-order magic"),
        (NG[:12] + b"\2\0" + NG[14:], 12, "pcapng version 2"),
        (NG + b"\6\0", 48, "block type is cut off: 2 of 4"),
        (NG + struct.pack("<II", 6, 14), 48, "block of 14 bytes"),
        (NG + struct.pack("<II", 6, 8), 48, "block of 8 bytes"),
        (NG + enhanced("<", 0, 0, b"abcd")[:-5], 76, "packet is cut off: 3 of 4"),
        (NG + enhanced("<", 0, 0, b"abcd")[:-4] + b"\0\0\0\0", 48, "two lengths differ"),
        (NG + block("<", 6, bytes(8)), 48, "too short"),
        (NG + block("<", 3, b""), 48, "too short"),
        (NG + block("<", 1, bytes(4)), 48, "too short"),
        (NG + enhanced("<", 1, 0, b""), 48, "interface 1, of which"),
        (NG + simple("<", b"abc", 60), 48, "packet of 60 bytes in a block of 8"),
    ],
)
def test_a_damaged_file_names_itself_and_the_offset(
    tmp_path: Path, content: bytes, offset: int, message: str
) -> None:
    with pytest.raises(ObjectError) as caught:
        read(tmp_path, content)
    text = str(caught.value)
    assert text.startswith(f"{tmp_path / 'file.pcapng'}: offset {offset}: ")
    assert message in text


def test_packets_before_the_damage_are_read(tmp_path: Path) -> None:
    path = tmp_path / "cut.pcap"
    path.write_bytes(PCAP + RECORD + RECORD[:7])
    source = read_pcap(path)
    assert next(source).data == b"abc"
    with pytest.raises(ObjectError):
        next(source)


def test_a_file_that_cannot_be_opened_or_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(ObjectError, match=r"nowhere: No such file"):
        list(read_pcap(tmp_path / "nowhere"))
    with pytest.raises(ObjectError, match=r"nowhere/p: No such file"):
        write_pcap(tmp_path / "nowhere" / "p", [])


@given(content=st.binary(max_size=80), start=st.sampled_from([b"", PCAP, NG, section(">")]))
def test_no_file_makes_the_reader_fail_in_another_way(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, start: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "random"
    path.write_bytes(start + content)
    found: list[CapturedPacket] = []
    with suppress(ObjectError):
        found += read_pcap(path)
    # Whatever was found lay in the file.
    assert sum(len(packet.data) for packet in found) <= len(content)


SAMPLE = [
    CapturedPacket(1_600_000_000 * SECOND + 123_456_789, bytes(12) + b"\x08\x00" + b"a" * 50, 64),
    CapturedPacket(1_600_000_001 * SECOND, bytes(12) + b"\x86\xdd" + b"b" * 100, 1514),
]


def tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"needs {name}")
    return found


def output(*command: Any) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("order", ["little", "big"])
@pytest.mark.parametrize("nanoseconds", [True, False])
def test_tshark_reads_what_is_written(
    tmp_path: Path, nanoseconds: bool, order: Literal["little", "big"]
) -> None:
    tshark = tool("tshark")
    path = tmp_path / "p.pcap"
    write_pcap(path, SAMPLE, nanoseconds=nanoseconds, byteorder=order)
    fields = [part for name in ("time_epoch", "cap_len", "len") for part in ("-e", f"frame.{name}")]
    rows = output(tshark, "-r", path, "-T", "fields", *fields).splitlines()
    expected = []
    for packet in SAMPLE:
        seconds, rest = divmod(packet.timestamp_ns, SECOND)
        rest = rest if nanoseconds else rest // 1000 * 1000
        expected.append(f"{seconds}.{rest:09d}\t{len(packet.data)}\t{packet.length}")
    assert rows == expected


def test_tcpdump_reads_and_writes_the_same_packets(tmp_path: Path) -> None:
    tcpdump = tool("tcpdump")
    write_pcap(tmp_path / "in.pcap", SAMPLE)
    output(tcpdump, "-r", tmp_path / "in.pcap", "--nano", "-w", tmp_path / "out.pcap")
    assert list(read_pcap(tmp_path / "out.pcap")) == SAMPLE


@pytest.mark.parametrize("form", ["pcapng", "nsecpcap", "pcap"])
def test_what_editcap_converts_is_read(tmp_path: Path, form: str) -> None:
    editcap = tool("editcap")
    write_pcap(tmp_path / "in.pcap", SAMPLE)
    output(editcap, "-F", form, tmp_path / "in.pcap", tmp_path / "out")
    unit = 1000 if form == "pcap" else 1
    expected = [p._replace(timestamp_ns=p.timestamp_ns // unit * unit) for p in SAMPLE]
    assert list(read_pcap(tmp_path / "out")) == expected


def test_interfaces_that_mergecap_joins_are_told_apart(tmp_path: Path) -> None:
    mergecap = tool("mergecap")
    write_pcap(tmp_path / "a.pcap", SAMPLE[:1])
    write_pcap(tmp_path / "b.pcap", [SAMPLE[1]._replace(link_type=101)], link_type=101)
    output(mergecap, "-w", tmp_path / "both", tmp_path / "a.pcap", tmp_path / "b.pcap")
    found = list(read_pcap(tmp_path / "both"))
    assert found == [SAMPLE[0], SAMPLE[1]._replace(link_type=101, interface=1)]


@pytest.mark.parametrize("order", ["<", ">"])
def test_headers_of_modified_pcap_are_eight_bytes_longer(tmp_path: Path, order: str) -> None:
    path = tmp_path / "kuznetzov.pcap"
    content = struct.pack(order + "IHHiIII", 0xA1B2CD34, 2, 4, 0, 0, 65535, 1)
    for seconds, data in ((7, b"a" * 60), (8, b""), (9, b"b" * 14)):
        content += struct.pack(order + "IIII", seconds, 5, len(data), len(data) + 1)
        content += struct.pack(order + "iHBx", 3, 0x800, 0) + data
    path.write_bytes(content)
    assert [(p.timestamp_ns, p.data, p.length) for p in read_pcap(path)] == [
        (7 * SECOND + 5000, b"a" * 60, 61),
        (8 * SECOND + 5000, b"", 1),
        (9 * SECOND + 5000, b"b" * 14, 15),
    ]
    path.write_bytes(content[:-15])
    with pytest.raises(ObjectError, match="a record header is cut off: 23 of 24 bytes"):
        list(read_pcap(path))


# Link types as Ethernet.

V4, V6 = b"\x45" + bytes(19), b"\x60" + bytes(39)


@pytest.mark.parametrize(
    ("link", "header", "payload", "ethertype"),
    [
        (113, bytes(14) + b"\x08\x06", bytes(28), "0806"),
        (113, bytes(14) + b"\x00\x04", bytes(38), "002f"),
        (276, b"\x86\xdd" + bytes(18), V6, "86dd"),
        *((link, b"", V4, "0800") for link in (12, 14, 101, 228)),
        (229, b"", V6, "86dd"),
        (0, b"\x02\0\0\0", V4, "0800"),
        (0, b"\0\0\0\x1e", V6, "86dd"),
        (108, b"\0\0\0\x18", V6, "86dd"),
    ],
)
def test_a_link_header_becomes_an_ethernet_header(
    link: int, header: bytes, payload: bytes, ethertype: str
) -> None:
    data = header + payload
    made = as_ethernet(CapturedPacket(7, data, len(data) + 9, link), 0)
    assert made.data == bytes(12) + bytes.fromhex(ethertype) + payload
    assert (made.length, made.link_type, made.timestamp_ns) == (len(made.data) + 9, 1, 7)


@pytest.mark.parametrize(
    ("link", "data", "message"),
    [
        (105, bytes(40), r"packet 3 has link type IEEE802_11 \(105\)"),
        (239, bytes(40), r"link type NFLOG \(239\)"),
        (9999, bytes(40), "link type 9999, which"),
        (101, b"", "does not say"),
        (113, bytes(15), "does not say"),
        (113, bytes(14) + b"\x00\x0c", "does not say"),
    ],
)
def test_what_cannot_be_made_ethernet_is_refused(link: int, data: bytes, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        as_ethernet(CapturedPacket(0, data, len(data), link), 3)

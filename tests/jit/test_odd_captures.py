"""Odd captures, read by the native walk, by Python and by tshark: the same packets.

tshark is the judge. Captures are made by hand, and by editcap, mergecap and text2pcap.
"""

from __future__ import annotations

import gzip
import shutil
import struct
import subprocess
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from progpack.packets.pcap import CapturedPacket, write_pcap

from .test_captures import block, native_walker, read_in_windows, section

pytestmark = pytest.mark.skipif(
    shutil.which("tshark") is None, reason="needs tshark (Debian package tshark)"
)

FRAME = bytes(12) + b"\x08\x00\x45\x00\x00\x1c" + bytes(5) + b"\x11" + bytes(36)
SECOND = 1_000_000_000

# pcap.


def pcap(
    order: str = "<",
    magic: int = 0xA1B2C3D4,
    link: int = 1,
    snaplen: int = 65535,
    version: tuple[int, int] = (2, 4),
) -> bytes:
    return struct.pack(order + "IHHiIII", magic, *version, 0, 0, snaplen, link)


def record(
    data: bytes,
    order: str = "<",
    when: tuple[int, int] = (1_600_000_000, 7),
    length: int | None = None,
    size: int | None = None,
    more: bytes = b"",
) -> bytes:
    size = len(data) if size is None else size
    return (
        struct.pack(order + "IIII", *when, size, size if length is None else length) + more + data
    )


def three(order: str = "<", more: bytes = b"") -> bytes:
    sizes = (60, 14, 61)
    return b"".join(
        record(FRAME.ljust(size, b"x")[:size], order, (1_600_000_000 + n, 999 * n), more=more)
        for n, size in enumerate(sizes)
    )


IPV4 = FRAME[14:]
V6 = b"\x60" + bytes(5) + b"\x11\x40" + bytes(32)
COOKED = struct.pack(">HHH8sH", 0, 1, 6, bytes(8), 0x800) + IPV4
COOKED2 = struct.pack(">HHiHBB8s", 0x800, 0, 1, 1, 0, 6, bytes(8)) + IPV4

BY_HAND: dict[str, bytes] = {
    **{
        f"pcap {name} {'big' if order == '>' else 'little'}": pcap(order, magic) + three(order)
        for name, magic in (("micro", 0xA1B2C3D4), ("nano", 0xA1B23C4D))
        for order in "<>"
    },
    "modified": pcap(magic=0xA1B2CD34) + three(more=bytes(8)),
    "modified big": pcap(">", 0xA1B2CD34) + three(">", bytes(8)),
    "empty": pcap(),
    "version 2.3": pcap(version=(2, 3)) + three(),
    "link raw": pcap(link=101) + record(IPV4) + record(V6),
    "link ipv4": pcap(link=228) + record(IPV4),
    "link ipv6": pcap(link=229) + record(V6),
    "link cooked": pcap(link=113) + record(COOKED) * 3,
    "link cooked 2": pcap(link=276) + record(COOKED2) * 2,
    "link null": pcap(link=0) + record(b"\2\0\0\0" + IPV4) * 2,
    "link loop": pcap(link=108) + record(b"\0\0\0\2" + IPV4) * 2,
    "link wireless": pcap(link=105) + record(b"\x80" + bytes(40)) * 2,
    "link that nobody knows": pcap(link=162) + record(bytes(9)),
    "check sums": pcap(link=1 | 0x2400_0000) + three(),
    "snapshot length 0": pcap(snaplen=0) + three(),
    "snapshot length 2^31 - 1": pcap(snaplen=(1 << 31) - 1) + three(),
    "records above the snapshot length": pcap(snaplen=20) + three(),
    "cut packets": pcap(snaplen=48) + record(FRAME[:48], length=1500) * 3,
    "less on the wire than captured": pcap() + record(FRAME, length=20) + record(FRAME),
    "packets of no bytes": pcap() + record(b"") + record(FRAME) + record(b""),
    "a second and a half of microseconds": pcap() + record(FRAME, when=(5, 1_500_000)),
    "64 KiB": pcap() + record(FRAME.ljust(65535, b"y")) + record(FRAME),
    "256 KiB": pcap(snaplen=262144) + record(FRAME.ljust(262144, b"z")) + record(FRAME),
    "last packet cut": (pcap() + three())[:-1],
    "last packet without data": (pcap() + three())[:-61],
    "last header cut": (pcap() + three())[:-70],
    "damaged length": pcap() + three() + record(FRAME, size=0x7FFF_FFFF) + three(),
    "many": pcap() + three() * 500,
}

# pcapng.


def interface(order: str = "<", link: int = 1, snaplen: int = 0, options: bytes = b"") -> bytes:
    return block(order, 1, struct.pack(order + "HHI", link, 0, snaplen) + options)


def option(code: int, value: bytes, order: str = "<") -> bytes:
    head = struct.pack(order + "HH", code, len(value))
    return head + value + bytes(-len(value) % 4)


def enhanced(
    data: bytes,
    order: str = "<",
    port: int = 0,
    ticks: int = 1_600_000_000_000_007,
    length: int | None = None,
    options: bytes = b"",
) -> bytes:
    length = len(data) if length is None else length
    times = ticks >> 32, ticks & 0xFFFFFFFF
    head = struct.pack(order + "IIIII", port, *times, len(data), length)
    return block(order, 6, head + data + bytes(-len(data) % 4) + options)


def simple(data: bytes, length: int, order: str = "<") -> bytes:
    return block(order, 3, struct.pack(order + "I", length) + data)


def obsolete(data: bytes, port: int = 0) -> bytes:
    head = struct.pack("<HHIIII", port, 0xFFFF, 372529, 0x1234, len(data), len(data))
    return block("<", 2, head + data)


NG = section("<") + interface()
STATISTICS = block("<", 5, struct.pack("<III", 0, 0, 0))
NAMES = block("<", 4, struct.pack("<HH", 0, 0))
# A kind for private use. (tshark counts custom blocks, kind 0xbad, as packets.)
PRIVATE = block("<", 0x8000_0001, b"what")
COMMENT = option(1, b"odd") + bytes(4)
SIZES = (60, 61, 62, 63)
SOME = b"".join(enhanced(FRAME.ljust(size, b"n")[:size]) for size in SIZES)

BY_HAND |= {
    "pcapng": NG + SOME,
    "pcapng big": section(">") + interface(">") + enhanced(FRAME, ">") * 3,
    "pcapng empty": NG,
    "pcapng of link types": NG
    + interface(link=101)
    + interface(link=113)
    + enhanced(FRAME)
    + enhanced(IPV4, port=1)
    + enhanced(COOKED, port=2)
    + enhanced(FRAME),
    "pcapng of resolutions": section("<")
    + b"".join(
        interface(options=option(9, bytes([resolution])) + bytes(4))
        for resolution in (9, 3, 0, 0x8A, 0x94, 10)
    )
    + b"".join(
        enhanced(FRAME, port=port, ticks=ticks)
        for port, ticks in enumerate(
            [16 * 10**17 + 7, 16 * 10**11 + 7, 16 * 10**8, 3 << 40, 5 << 49, 16 * 10**18 + 70]
        )
    ),
    "pcapng with an offset": section("<")
    + interface(options=option(14, struct.pack("<q", 1000)) + bytes(4))
    + enhanced(FRAME, ticks=5_000_001),
    "pcapng simple": section("<") + interface(snaplen=40) + simple(FRAME[:40], 60) * 2,
    "pcapng obsolete": NG + obsolete(FRAME) * 3,
    "pcapng of all kinds": NG + SOME + NAMES + obsolete(FRAME) + STATISTICS + PRIVATE + SOME,
    "pcapng with comments": NG + enhanced(FRAME, options=COMMENT) * 3,
    "pcapng cut packets": NG + enhanced(FRAME, length=9000) * 2,
    "pcapng packets of no bytes": NG + enhanced(b"") + enhanced(FRAME) + enhanced(b""),
    "pcapng two sections": NG + SOME + section(">") + interface(">", 101) + enhanced(IPV4, ">"),
    "pcapng late interface": NG + SOME + interface(link=101) + enhanced(IPV4, port=1) + SOME,
    "pcapng last block cut": (NG + SOME)[:-5],
    "pcapng last length cut": (NG + SOME)[:-1],
    "pcapng lengths differ": NG + SOME + enhanced(FRAME)[:-4] + struct.pack("<I", 4) + SOME,
    "pcapng without its interface": NG + SOME + enhanced(FRAME, port=9) + SOME,
    "pcapng many": NG + SOME * 300,
}
BY_HAND |= {
    f"{name}, by gzip": gzip.compress(BY_HAND[name]) for name in ("pcap nano big", "pcapng many")
}


# tshark shows 1.5 s of microseconds as .1500000; the time is 6.5 s, not 5.15 s.
SHOWN_WRONG = {"a second and a half of microseconds"}


def judged(path: Path) -> list[tuple[int, int, Decimal]]:
    """Captured and wire length and the time in seconds of each packet, by tshark."""
    fields = [word for name in ("cap_len", "len", "time_epoch") for word in ("-e", f"frame.{name}")]
    told = ["tshark", "-n", "-r", str(path), "-T", "fields", *fields]
    done = subprocess.run(told, capture_output=True, text=True, check=False)
    rows = [line.split("\t") for line in done.stdout.splitlines()]
    return [(int(size), int(length), Decimal(when or "0")) for size, length, when in rows]


def compare(path: Path) -> list[CapturedPacket]:
    content = path.read_bytes()
    content = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
    found, error = read_in_windows(content, native_walker(1 << 19, 1 << 10))
    assert (found, error) == read_in_windows(content, None)
    seconds = [Decimal(packet.timestamp_ns) / SECOND for packet in found]
    rows = [(len(p.data), p.length, when) for p, when in zip(found, seconds, strict=True)]
    expected = judged(path)
    assert len(rows) == len(expected), error
    if path.name not in SHOWN_WRONG:
        assert rows == expected, error
    return found


@pytest.mark.parametrize("name", BY_HAND)
def test_a_capture_made_by_hand_has_the_packets_that_tshark_finds(
    name: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(BY_HAND[name])
    compare(path)


def run(*words: object) -> None:
    if shutil.which(str(words[0])) is None:
        pytest.skip(f"needs {words[0]}")
    subprocess.run([str(word) for word in words], check=True, capture_output=True)


def merge_link_types(tmp_path: Path, out: Path) -> None:
    for name, link in (("a", 1), ("b", 101), ("c", 113)):
        data = {1: FRAME, 101: IPV4, 113: COOKED}[link]
        write_pcap(tmp_path / name, [(n * SECOND, data) for n in range(4)], link_type=link)
    run("mergecap", "-w", out, *(tmp_path / name for name in "abc"))


def text(tmp_path: Path, out: Path) -> None:
    (tmp_path / "t").write_text("0000  45 00 00 14 00 00 00 00 40 11\n000a  00 00 0a 00 00 01\n")
    run("text2pcap", "-l", "101", tmp_path / "t", out)


def edit(*words: str) -> Callable[[Path, Path], None]:
    def make(tmp_path: Path, out: Path) -> None:
        (tmp_path / "in").write_bytes(BY_HAND["many"])
        run("editcap", *words, tmp_path / "in", out)

    return make


BY_TOOLS: dict[str, Callable[[Path, Path], None]] = {
    "mergecap of link types": merge_link_types,
    "text2pcap": text,
    "editcap pcapng": edit("-F", "pcapng"),
    "editcap nsecpcap": edit("-F", "nsecpcap"),
    "editcap modpcap": edit("-F", "modpcap"),
    "editcap of cut packets": edit("-s", "48"),
    "editcap with comments": edit("-F", "pcapng", "-a", "3:odd"),
}


@pytest.mark.parametrize("name", BY_TOOLS)
def test_a_capture_made_by_tools_has_the_packets_that_tshark_finds(
    name: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    BY_TOOLS[name](tmp_path, out)
    assert compare(out)

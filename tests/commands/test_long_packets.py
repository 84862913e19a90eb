"""`run --pcap` of packets that are longer than the linear part of an XDP packet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from progpack.bpf.context.linear import LINEAR_XDP
from progpack.packets.pcap import CapturedPacket, read_pcap, write_pcap

from .conftest import Command
from .objects import make

LENGTHS = (14, 60, 1500, 3519, 3520, 3521, 4000, 9000, 65535)
#: Returns the bytes up to data_end; 3 of a packet that is passed on, for --out.
LINEAR = "r0 = *(u32 *)(r1 + 0x4)\nr2 = *(u32 *)(r1 + 0x0)\nr0 -= r2\n"
#: Takes the last 4 bytes of the packet away, and returns what is left.
CUTS = f"r6 = r1\nw2 = -0x4\ncall 65\nr1 = r6\n{LINEAR}"
PASS = "w0 = 0x2\n"


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    packets = [bytes([number % 251]) * LENGTHS[number % len(LENGTHS)] for number in range(300)]
    write_pcap(tmp_path / "long.pcap", [CapturedPacket(1, p, len(p)) for p in packets])
    return tmp_path / "long.pcap"


@pytest.mark.parametrize("text", [LINEAR, CUTS], ids=["stays", "moves"])
@pytest.mark.parametrize("linear", [None, 0, 100, 9000])
@pytest.mark.parametrize("more", [(), ("--jobs", 2), ("--backend", "interpreter")])
def test_data_end_of_each_packet(
    text: str,
    linear: int | None,
    more: Sequence[object],
    tmp_path: Path,
    capture: Path,
    command: Command,
) -> None:
    (tmp_path / "t.o").write_bytes(make(text + "exit\n"))
    options = [*more, *([] if linear is None else ["--linear", linear])]
    done = command("run", tmp_path / "t.o", "--pcap", capture, "--csv", *options)
    assert (done.code, done.err) == (0, "")
    rows = list(csv.reader(io.StringIO(done.out)))[1:]
    taken = 4 if text is CUTS else 0
    most = LINEAR_XDP if linear is None else linear
    expected = [
        (length, min(length - taken if length >= 14 + taken else length, most))
        for length in (LENGTHS[number % len(LENGTHS)] for number in range(300))
    ]
    assert [(int(row[1]), int(row[2])) for row in rows] == expected


@pytest.mark.parametrize(("text", "taken"), [("", 0), (CUTS, 4)], ids=["stays", "moves"])
@pytest.mark.parametrize("linear", [None, 100])
def test_fragments_are_written_too(
    text: str, taken: int, linear: int | None, tmp_path: Path, capture: Path, command: Command
) -> None:
    (tmp_path / "t.o").write_bytes(make(text + PASS + "exit\n"))
    options = [] if linear is None else ["--linear", linear]
    out = tmp_path / "out.pcap"
    done = command("run", tmp_path / "t.o", "--pcap", capture, "--out", out, *options)
    assert done.code == 0, done.err
    given = [packet.data for packet in read_pcap(capture)]
    left = [packet.data for packet in read_pcap(out)]
    assert left == [p[: len(p) - taken] if len(p) >= 14 + taken else p for p in given]


def test_only_xdp_packets_have_fragments(tmp_path: Path, capture: Path, command: Command) -> None:
    (tmp_path / "t.o").write_bytes(make("w0 = 0x0\nexit\n", section="tc"))
    done = command("run", tmp_path / "t.o", "--pcap", capture, "--linear", 100)
    assert done.code == 2
    assert "linear= is for XDP programs" in done.err

"""Small inputs that are large when they are unpacked, or read to their end: memory has a bound."""

from __future__ import annotations

import io
import json
import os
import struct
import subprocess
import sys
import tracemalloc
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

from progpack.commands import fuzz
from progpack.commands.common.runs import runs, watched
from progpack.errors import ObjectError
from progpack.packets import walk
from progpack.packets.pcap import MOST_READ, CapturedPacket, read_pcap, write_pcap
from progpack.trace import Header, TraceWriter
from progpack.vm.warm import _Feeder

from .conftest import Command
from .objects import make

MIB = 1 << 20
SECTION = struct.pack("<IIIHHqI", 0x0A0D0D0A, 28, 0x1A2B3C4D, 1, 0, -1, 28)
HEADER = Header(arch="x86-64")
ETHERNET = struct.pack("<IIHHII", 1, 20, 1, 0, 0, 20)
PASS = "r0 = 0x2\nexit"
FIRST = "r2 = *(u32 *)(r1 + 0x0)\nr0 = *(u8 *)(r2 + 0x0)\nexit"
PRINTS = "r1 = r10\nr1 += -8\nr2 = 0x6f\n*(u64 *)(r10 - 8) = r2\nr2 = 0x8\ncall 6\nr0 = 0x2\nexit"


def block(kind: int, body: bytes) -> bytes:
    size = struct.pack("<I", len(body) + 12)
    return struct.pack("<I", kind) + size + body + size


def packet(data: bytes) -> bytes:
    return block(6, struct.pack("<IIIII", 0, 0, 0, len(data), len(data)) + data)


def packed(path: Path, pieces: Iterator[bytes] | list[bytes]) -> Path:
    """Write a gzip file of pieces, each of which is made, packed and forgotten."""
    packer = zlib.compressobj(1, wbits=31)
    with path.open("wb") as file:
        file.writelines(map(packer.compress, pieces))
        file.write(packer.flush())
    assert path.stat().st_size < MIB
    return path


def program(tmp_path: Path, text: str = PASS) -> Path:
    path = tmp_path / "prog.o"
    path.write_bytes(make(text))
    return path


def peak(*words: object) -> int:
    """Most bytes that the memory of a command had."""
    text = (
        "import sys; from progpack.commands import main; main(sys.argv[1:]);"
        "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0], file=sys.stderr)"
    )
    told = [sys.executable, "-c", text, *map(str, words)]
    done = subprocess.run(told, capture_output=True, text=True, check=True)
    return int(done.stderr.split()[-1]) * 1024


@pytest.mark.parametrize(
    "bomb",
    [
        [SECTION, ETHERNET, *[block(0xBAD, bytes(64 * MIB))] * 2, packet(bytes(60))],
        [SECTION, ETHERNET, *[packet(bytes(60)) + block(11, bytes(8 * MIB))] * 16],
    ],
    ids=["one large block", "several"],
)
def test_blocks_that_nobody_wants_take_no_memory(bomb: list[bytes], tmp_path: Path) -> None:
    given, small = tmp_path / "given", tmp_path / "small"
    packed(given, bomb)
    packed(small, [SECTION, ETHERNET, packet(bytes(60))])
    words = ("run", program(tmp_path), "--backend", "interpreter", "--pcap")
    assert peak(*words, given) - peak(*words, small) < 8 * MIB, "bytes, of a file of 128 MiB"


@pytest.mark.parametrize("form", ["pcap", "pcapng"])
def test_a_packet_has_a_bound(form: str, tmp_path: Path, command: Command) -> None:
    size = MOST_READ + 4
    plain = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
    record = struct.pack("<IIII", 0, 0, size, size) + bytes(size)
    pieces = [plain, record] if form == "pcap" else [SECTION, ETHERNET, packet(bytes(size))]
    given = packed(tmp_path / "given", pieces)
    done = command("run", program(tmp_path), "--backend", "interpreter", "--pcap", given)
    assert (done.code, done.out) == (2, "")
    at = len(b"".join(pieces[:-1]))
    said = f"offset {at}: a packet of {size} bytes; up to {MOST_READ} are read"
    assert done.err == f"progpack run: {given}: {said}\n"


def test_the_description_of_an_interface_has_a_bound(tmp_path: Path) -> None:
    described = block(1, struct.pack("<HHI", 1, 0, 0) + bytes(2 * MIB))
    given = packed(tmp_path / "given", [SECTION, described, packet(bytes(60))])
    with pytest.raises(ObjectError, match="offset 28: an interface description of 2097160 bytes"):
        list(read_pcap(given))


def test_interfaces_of_all_sections_have_a_bound(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "_MOST_LINKS", 3)
    others = [struct.pack("<IIHHII", 1, 20, kind, 0, 0, 20) for kind in (1, 101, 12, 1, 101, 276)]
    given = tmp_path / "given"
    given.write_bytes(b"".join(SECTION + other + packet(bytes(60)) for other in others))
    done = command("run", program(tmp_path), "--backend", "interpreter", "--pcap", given)
    assert f"{given}: more than 3 interfaces" in done.err


@pytest.mark.parametrize("backend", ["compiled", "interpreter"])
def test_only_so_many_different_values_are_counted(
    backend: str, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "MOST_KEPT", 3)
    given = tmp_path / "given"
    write_pcap(given, [(0, bytes([number % 7]) * 60) for number in range(70)])
    words = ("--backend", backend, "--pcap", given)
    done = command("run", program(tmp_path, FIRST), *words, "--json")
    told = json.loads(done.out)
    assert [row["runs"] for row in told["verdicts"]] == [10, 10, 10]
    said = "40 runs returned other values than the first 3 different ones, which are counted"
    assert (done.code, told["runs"], told["notes"][-1]) == (0, 70, said)


def test_counts_beyond_the_bound_are_added_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "MOST_KEPT", 2)
    values = runs.Values()
    values.update(array("Q", [5, 6, 7, 5, 8, 7]))
    assert (dict(values), values.others) == ({5: 2, 6: 1}, 3)


def test_only_so_many_printed_texts_are_kept(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "MOST_KEPT", 3)
    given = tmp_path / "given"
    write_pcap(given, [(0, bytes(60))] * 5)
    words = ("--backend", "interpreter", "--pcap", given)
    done = command("run", program(tmp_path, PRINTS), *words)
    assert done.code == 0
    assert "printed: 3 lines" in done.out
    assert "not kept behind the first 3: 2 printed texts" in done.err


def test_only_so_many_lines_of_a_trace_are_kept(
    examples: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watched, "MOST_KEPT", 4)
    words = ("--trace", "--json", "--pcap", examples / "sample.pcap")
    done = command("run", examples / "firewall.bpf.o", *words)
    told = json.loads(done.out)
    assert (done.code, len(told["trace"])) == (0, 4)
    assert any("executed lines" in note for note in told["notes"])


def test_the_packets_that_a_search_begins_with_have_a_bound(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fuzz, "_MOST_HELD", 10_000)
    given = tmp_path / "given"
    write_pcap(given, [(0, b"")] * 1000)
    for option in ("--seeds", "--corpus"):
        done = command("fuzz", program(tmp_path), option, given, "--runs", 1)
        said = f"{option} {given}: its packets take more than 10,000 bytes of memory"
        assert (done.code, done.err) == (2, f"progpack fuzz: {said}\n")


def test_packets_before_the_wanted_one_are_not_kept(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []

    def capture(path: str) -> Iterator[CapturedPacket]:
        for number in range(50):
            read.append(number)
            yield CapturedPacket(0, bytes(60), 60)

    steps: list[int] = []
    monkeypatch.setattr("progpack.packets.pcap.read_pcap", capture)
    monkeypatch.setattr(watched, "run_one", lambda *given: steps.append(len(read)))
    words = ("--pcap", "anything", "--at", 60, "-c", "quit")
    done = command("debug", program(tmp_path), *words)
    assert (done.code, steps) == (2, list(range(2, 51)))
    assert "--at 60: anything has 50 packets" in done.err


def test_what_a_recorder_left_of_a_member_has_a_bound(tmp_path: Path) -> None:
    path = tmp_path / "t"
    with TraceWriter(path, HEADER):
        pass
    begin = path.stat().st_size
    packed(tmp_path / "rest", [b"\n" * (16 * MIB)] * 5)
    path.write_bytes(path.read_bytes() + (tmp_path / "rest").read_bytes()[:-20])
    before = path.read_bytes()
    with pytest.raises(ObjectError, match=f"t: the member at byte {begin} is cut off, and has mor"):
        TraceWriter(path, HEADER, append=True)
    assert path.read_bytes() == before


def test_the_state_of_a_guest_is_unpacked_piece_by_piece(tmp_path: Path) -> None:
    state, content = tmp_path / "state", b"state" + bytes(48 * MIB)
    state.write_bytes(zlib.compress(content, 1))
    file = os.open(state, os.O_RDONLY)
    tracemalloc.start()
    feeder = _Feeder(file)
    size, first = 0, b""
    with io.FileIO(feeder.end) as end:
        while piece := end.read(1 << 16):
            first, size = first or piece[:5], size + len(piece)
    feeder.join()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    os.close(file)
    assert (size, first, feeder.result[1]) == (len(content), b"state", state.stat().st_size)
    assert most < 8 * MIB


def test_a_file_of_a_packet_has_a_bound(tmp_path: Path, command: Command) -> None:
    given = tmp_path / "given"
    with given.open("wb") as file:
        file.truncate(1 << 40)
    done = command("debug", program(tmp_path), "--packet", given, "-c", "quit")
    assert (done.code, done.out) == (2, "")
    assert f"{given}: more than the {MOST_READ:,} bytes that are read of a file" in done.err

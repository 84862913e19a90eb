"""`run --pcap`: captures of any size and kind, what is counted, said and written of them."""

from __future__ import annotations

import csv
import gzip
import io
import json
import struct
import subprocess
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import hypothesis
import pytest
from hypothesis import strategies as st

from progpack.commands.common.runs.progress import Progress
from progpack.packets.link import as_ethernet
from progpack.packets.pcap import CapturedPacket, read_pcap, write_pcap
from progpack.packets.pcapng import AnnotatedPacket, write_pcapng
from progpack.packets.stream import open_recording

from .conftest import Command
from .objects import make

pytestmark = pytest.mark.usefixtures("needs_llvm")

# What the first byte of the packet is, and 9 there afterwards.
FIRST = """
r2 = *(u32 *)(r1 + 0x0)
r0 = *(u8 *)(r2 + 0x0)
*(u8 *)(r2 + 0x0) = 0x9
exit
"""
MOVES = "r6 = r1\nr2 = 0x0\ncall 44\nr1 = r6\n" + FIRST


@pytest.fixture(params=[FIRST, MOVES], ids=["stays", "moves"])
def program(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    path = tmp_path / "first.o"
    path.write_bytes(make(request.param))
    return path


def numbers(count: int) -> list[CapturedPacket]:
    sizes = [1 + 7 * (number % 11) for number in range(count)]
    return [
        CapturedPacket(number * 1000, bytes([number % 5]) * size, size)
        for number, size in enumerate(sizes)
    ]


@pytest.mark.parametrize("form", ["pcap", "pcapng"])
@pytest.mark.parametrize("repeat", [1, 3])
def test_every_packet_runs_once_in_order(
    form: str, repeat: int, program: Path, tmp_path: Path, command: Command
) -> None:
    packets, given = numbers(20_000), tmp_path / f"given.{form}"
    (write_pcap if form == "pcap" else write_pcapng)(given, packets)
    done = command("run", program, "--pcap", given, "--repeat", repeat, "--csv")
    assert (done.code, done.err) == (0, "")
    rows = [row[:3] for row in csv.reader(io.StringIO(done.out))]
    expected = [(len(packet.data), packet.data[0]) for packet in packets] * repeat
    assert rows[0] == ["run", "length", "return_value"]
    assert rows[1:] == [[str(run), str(a), str(b)] for run, (a, b) in enumerate(expected)]
    told = json.loads(command("run", program, "--pcap", given, "--json").out)
    counts = {each["return_value"]: each["runs"] for each in told["verdicts"]}
    assert counts == dict.fromkeys(range(5), 4000)


#: The first byte, 9 of an empty packet; and one that ends in a fault where that byte is 4.
READS = """
r2 = *(u32 *)(r1 + 0x0)
r3 = *(u32 *)(r1 + 0x4)
r4 = r2
r4 += 0x1
r0 = 0x9
if r4 > r3 goto +0x1
r0 = *(u8 *)(r2 + 0x0)
exit
"""
#: A write to where a field of the context says.
ANYWHERE = "r2 = *(u32 *)(r1 + 0x10)\n*(u8 *)(r2 + 0x0) = 0x1\nr0 = 0x0\nexit\n"
FAULTY = READS.replace("exit", "again: if r0 == 0x4 goto again\nexit")


@pytest.mark.parametrize("jobs", [2, 5])
def test_packets_that_run_at_once_end_as_one_after_the_other(
    jobs: int, tmp_path: Path, command: Command
) -> None:
    reads, faulty, given = (tmp_path / name for name in ("reads.o", "faulty.o", "given.pcap"))
    reads.write_bytes(make(READS))
    faulty.write_bytes(make(FAULTY))
    write_pcap(given, numbers(20_000))
    for form in ("--csv", "--json"):
        alone, together = (
            command("run", reads, "--pcap", given, form, "--repeat", 2, *more)
            for more in ((), ("--jobs", jobs))
        )
        assert (together.code, together.err) == (0, "")
        if form == "--csv":
            assert together.out == alone.out
        else:
            verdicts = [json.loads(done.out)["verdicts"] for done in (alone, together)]
            assert verdicts[0] == verdicts[1]
    ended = command("run", faulty, "--pcap", given, "--budget", 100, "--jobs", jobs)
    assert ended.code
    assert "packet 4 of the capture" in ended.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--jobs", 0, "--pcap", "IN"), "takes a number from 1 on"),
        (("--jobs", 2, "--packet", "00"), "is for --pcap without --out and --context"),
        (("--jobs", 2, "--pcap", "IN", "--out", "x.pcap"), "is for --pcap without --out"),
        (("--jobs", 2, "--pcap", "IN", "--backend", "interpreter"), "is for the backend compiled"),
        (("--jobs", 2, "--pcap", "IN"), "needs packets whose order does not matter to prog"),
    ],
)
def test_packets_do_not_run_at_once_where_that_may_differ(
    arguments: tuple[object, ...], words: str, tmp_path: Path, command: Command
) -> None:
    program, given = tmp_path / "first.o", tmp_path / "given.pcap"
    program.write_bytes(make(ANYWHERE))
    write_pcap(given, numbers(3))
    done = command("run", program, *(given if each == "IN" else each for each in arguments))
    assert (done.code, words in done.err) == (2, True), done.err
    assert not Path("x.pcap").exists()


@pytest.mark.parametrize("form", ["pcap", "pcapng"])
def test_what_goes_on_is_written_natively_as_by_python(
    form: str, program: Path, tmp_path: Path, command: Command
) -> None:
    given, out, expected = (tmp_path / f"{name}.{form}" for name in ("in", "out", "expected"))
    packets = [
        each._replace(length=each.length + number % 3, interface=number // 50 % 3)
        for number, each in enumerate(numbers(20_000))
    ]
    (write_pcap if form == "pcap" else write_pcapng)(given, packets)
    done = command("run", program, "--pcap", given, "--out", out)
    assert (done.code, "note: 13,333 of 20,000 packets were cut" in done.err) == (0, True)
    names = {2: "XDP_PASS", 3: "XDP_TX", 4: "XDP_REDIRECT"}
    left = [
        AnnotatedPacket(each._replace(data=b"\x09" + each.data[1:]), "xdp", value, names[value])
        for each in packets
        if (value := each.data[0]) in names
    ]
    if form == "pcap":
        write_pcap(expected, [each.packet for each in left])
    else:
        write_pcapng(expected, left)
    assert out.read_bytes() == expected.read_bytes()


def test_a_time_that_a_form_does_not_hold_is_zero_and_counted(
    tmp_path: Path, command: Command
) -> None:
    program, given, out = (tmp_path / name for name in ("p.o", "given.pcapng", "out.pcap"))
    program.write_bytes(make("r0 = 0x2\nexit"))
    times = [5, 1 << 63, 6, 1 << 62, 7, 7]
    write_pcapng(given, [CapturedPacket(when, bytes(60), 60) for when in times])
    done = command("run", program, "--pcap", given, "--out", out)
    assert (done.code, f"note: 2 packets are at time 0 in {out}, which" in done.err) == (0, True)
    assert [packet.timestamp_ns for packet in read_pcap(out)] == [5, 0, 6, 0, 7, 7]


def test_packets_grow_and_shrink_on_their_way_out(tmp_path: Path, command: Command) -> None:
    program, given, out = (tmp_path / name for name in ("p.o", "given.pcap", "out.pcap"))
    # Four bytes more in front, two less behind.
    program.write_bytes(
        make("r6 = r1\nr2 = -4\ncall 44\nr1 = r6\nr2 = -2\ncall 65\nr0 = 0x2\nexit")
    )
    packets = [CapturedPacket(n, bytes([n % 256]) * (60 + n % 900), 2000) for n in range(9000)]
    write_pcap(given, packets)
    assert command("run", program, "--pcap", given, "--out", out).code == 0
    left = list(read_pcap(out))
    assert [packet.data[4:] for packet in left] == [packet.data[:-2] for packet in packets]
    assert {packet.length for packet in left} == {2002}


def test_packets_that_no_program_can_run_on_are_counted(
    program: Path, tmp_path: Path, command: Command
) -> None:
    given, out = tmp_path / "mixed.pcapng", tmp_path / "out.pcapng"
    wireless = CapturedPacket(5, bytes(40), 40, 105)
    write_pcapng(given, [*numbers(10), wireless, *numbers(5), wireless])
    done = command("run", program, "--pcap", given, "--out", out, "--json", tmp_path / "j")
    assert done.code == 0
    said = (
        "2 of 17 packets did not run, the first because packet 10 has link type IEEE802_11 (105), "
        "which cannot be made Ethernet"
    )
    assert f"note: {said}\n" in done.err
    told = json.loads((tmp_path / "j").read_text())
    assert (told["runs"], told["notes"]) == (15, [said])


def test_packets_that_were_cut_are_counted(program: Path, tmp_path: Path, command: Command) -> None:
    given = tmp_path / "cut.pcap"
    packets = numbers(100)
    write_pcap(
        given, [each._replace(length=each.length + (n % 4 == 0)) for n, each in enumerate(packets)]
    )
    done = command("run", program, "--pcap", given)
    assert done.code == 0
    assert done.err.startswith("note: 25 of 100 packets were cut when they were captured (snaplen)")


def test_what_fits_no_capture_is_missing_from_it_and_counted(
    tmp_path: Path, command: Command
) -> None:
    program, given, out = (tmp_path / name for name in ("p.o", "long.pcap", "out.pcap"))
    program.write_bytes(make("r0 = 0x2\nexit"))
    content = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
    for size in (60, 300_000, 61):
        content += struct.pack("<IIII", 1, 2, size, size) + bytes(size)
    given.write_bytes(content)
    done = command("run", program, "--pcap", given, "--out", out)
    assert (done.code, done.out.startswith("prog (XDP): 3 packets")) == (0, True)
    assert (
        f"note: 1 packet is not in {out}: more than the 262,144 bytes that readers take" in done.err
    )
    assert [len(packet.data) for packet in read_pcap(out)] == [60, 61]


def test_a_failed_run_leaves_the_old_capture(tmp_path: Path, command: Command) -> None:
    program, given, out = (tmp_path / name for name in ("p.o", "given.pcap", "out.pcap"))
    program.write_bytes(make("r2 = *(u32 *)(r1 + 0x0)\nr0 = *(u8 *)(r2 + 0x5)\nexit"))
    write_pcap(given, [(0, bytes(9)), (1, bytes(9)), (2, bytes(3))])
    write_pcap(out, [(7, b"old")])
    done = command("run", program, "--pcap", given, "--out", out)
    assert (done.code, done.out) == (1, "")
    assert [packet.data for packet in read_pcap(out)] == [b"old"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["given.pcap", "out.pcap", "p.o"]
    done = command("run", program, "--pcap", given)
    assert "packet 2 of the capture, counted from 0" in done.err


def test_memory_does_not_grow_with_the_capture(program: Path, tmp_path: Path) -> None:
    records = b"".join(struct.pack("<IIII", 1, 2, 900, 900) + bytes(900) for _ in range(100))
    head = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
    peaks = []
    for times in (1, 400):
        given = tmp_path / "given.pcap"
        given.write_bytes(head + records * times)
        text = (
            "import sys; from progpack.commands import main; main(sys.argv[1:]);"
            "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0], file=sys.stderr)"
        )
        told = [sys.executable, "-c", text, "run", str(program), "--pcap", str(given)]
        done = subprocess.run(told, capture_output=True, text=True, check=True)
        peaks.append(int(done.stderr) * 1024)
    assert peaks[1] - peaks[0] < 8 << 20, "bytes, for a capture of 36 MB"


def zstd(data: bytes) -> bytes:
    for name in ("compression.zstd", "backports.zstd"):
        with suppress(ImportError):
            compressed: bytes = import_module(name).compress(data)
            return compressed
    pytest.skip("needs Python 3.14 or backports.zstd")


COMPRESS = {"gzip": gzip.compress, "zstd": zstd, "plain": bytes}


@pytest.mark.parametrize(
    ("kind", "repeat", "through"),
    [("gzip", 2, "input"), ("gzip", 1, "pipe"), ("zstd", 2, "file"), ("plain", 2, "pipe")],
)
def test_compressed_captures_pipes_and_the_input_run(
    kind: str, repeat: int, through: str, tmp_path: Path
) -> None:
    program = tmp_path / "first.o"
    program.write_bytes(make(FIRST))
    given, out = tmp_path / "given", tmp_path / "out.pcap"
    write_pcap(given, numbers(3000))
    # Two members, one behind the other, as pigz and zstd -T write them.
    content = given.read_bytes()
    packed = COMPRESS[kind](content[:50_001]) + COMPRESS[kind](content[50_001:])
    given.write_bytes(packed)
    words = [str(program), "--repeat", str(repeat), "--out", str(out), "--json"]
    with given.open("rb") as file:
        source = {"file": str(given), "pipe": "/dev/stdin", "input": "-"}[through]
        told = [sys.executable, "-m", "progpack", "run", *words, "--pcap", source]
        piped = {} if through == "file" else {"input": file.read()}
        done = subprocess.run(told, capture_output=True, check=False, **piped)  # type: ignore[call-overload]
    assert (done.returncode, done.stderr) == (0, f"wrote {out}\n".encode())
    assert json.loads(done.stdout)["runs"] == 3000 * repeat
    # XDP_PASS, XDP_TX and XDP_REDIRECT go on.
    left = [b"\x09" + packet.data[1:] for packet in numbers(3000) if packet.data[0] in (2, 3, 4)]
    assert [packet.data for packet in read_pcap(out)] == left


@pytest.mark.parametrize("kind", ["gzip", "zstd"])
@pytest.mark.parametrize("harm", ["cut", "damaged"])
def test_packets_before_the_end_of_damaged_compressed_data_run(
    kind: str, harm: str, tmp_path: Path, command: Command
) -> None:
    given, program = tmp_path / "given", tmp_path / "first.o"
    program.write_bytes(make(FIRST))
    write_pcap(given, numbers(3000))
    packed = bytearray(COMPRESS[kind](given.read_bytes()) + COMPRESS[kind](b"more of it" * 9))
    if harm == "cut":
        del packed[-3:]
    else:
        packed[-12] ^= 0xFF
    given.write_bytes(packed)
    done = command("run", program, "--pcap", given)
    assert (done.code, done.out.startswith("prog (XDP): 3,000 packets")) == (0, True)
    assert "note: the capture ends before record 3,000, counted from 0: " in done.err
    given.write_bytes(packed[:20])
    done = command("run", program, "--pcap", given)
    assert (done.code, done.out) == (2, "")
    assert f"the {kind} data are cut off" in done.err


@hypothesis.given(
    members=st.lists(
        st.binary(max_size=300) | st.binary(max_size=3).map(lambda b: b * 5000), max_size=4
    ),
    size=st.integers(1, 70),
    zeros=st.integers(0, 9),
)
@hypothesis.settings(max_examples=30)
@pytest.mark.parametrize("kind", ["gzip", "zstd"])
def test_what_was_compressed_comes_back(
    tmp_path_factory: pytest.TempPathFactory, kind: str, members: list[bytes], size: int, zeros: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "packed"
    path.write_bytes(b"".join(map(COMPRESS[kind], [b"", *members])) + bytes(zeros))
    buffer, found = memoryview(bytearray(size)), b""
    with open_recording(path) as recording:
        for _ in range(2):
            stream, found = recording.begin(), b""
            while count := stream.readinto(buffer):
                found += buffer[:count]
    assert found == b"".join(members)


def test_without_a_reader_of_zstd_it_is_named(
    program: Path, tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = tmp_path / "given.zst"
    given.write_bytes(b"\x28\xb5\x2f\xfd" + bytes(20))
    for name in ("compression.zstd", "backports.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    done = command("run", program, "--pcap", given)
    assert (done.code, done.out) == (3, "")
    assert "pip install 'progpack[zstd]'" in done.err


def test_a_terminal_is_no_capture(
    program: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.isatty", lambda descriptor: descriptor == 0)
    done = command("run", program, "--pcap", "-")
    assert (done.code, "this is a terminal" in done.err) == (2, True)


def test_progress_is_told_once_a_second() -> None:
    now, out = [5], io.StringIO()
    told = Progress(out, lambda: now[0])
    for _ in range(30):
        now[0] += 100_000_000
        told.tell(now[0] // 1000)
    told.end()
    lines = out.getvalue().split("\r\x1b[K")
    assert lines == ["", *[f"{n},000,000 packets, 1,000,000 packets/s" for n in (1, 2, 3)], ""]
    Progress(None, lambda: now[0]).tell(5)


@pytest.mark.parametrize("form", ["pcap", "pcapng"])
@pytest.mark.parametrize("moves", [False, True])
def test_captures_of_other_links_run_and_are_written_as_ethernet(
    form: str, moves: bool, tmp_path: Path, command: Command
) -> None:
    program, given, out = (tmp_path / name for name in ("p.o", f"in.{form}", f"out.{form}"))
    # The last byte of the EtherType decides, so it has to be where Ethernet has it.
    text = "r2 = *(u32 *)(r1 + 0x0)\nr0 = *(u8 *)(r2 + 0xc)\nr0 &= 0x7\nr0 += 0x2\nexit"
    program.write_bytes(make(("r6 = r1\nr2 = 0x0\ncall 44\nr1 = r6\n" if moves else "") + text))
    cooked = bytes(14) + b"\x08\x00\x45" + bytes(30)
    packets = [CapturedPacket(n, cooked + bytes(n % 50), 90 + n % 9, 113) for n in range(3000)]
    if form == "pcap":
        write_pcap(given, packets, link_type=113)
    else:
        write_pcapng(given, packets)
    done = command("run", program, "--pcap", given, "--out", out, "--json")
    assert done.code == 0
    assert [each["return_value"] for each in json.loads(done.out)["verdicts"]] == [2]
    assert list(read_pcap(out)) == [as_ethernet(packet, 0) for packet in packets]

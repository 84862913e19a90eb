"""What programs print and leave in their contexts, in `progpack run` and in errors."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from progpack import Machine, RunError, load
from progpack.bpf.object.reader import read_object
from progpack.packets.pcap import read_pcap

from .conftest import Command
from .objects import make

pytestmark = pytest.mark.usefixtures("needs_llvm")

#: Prints "hi 7" and reads what r{base} points to.
PRINTING = """
    r9 = 0
    r1 = 430119610728 ll
    *(u64 *)(r10 - 8) = r1
    r1 = r10
    r1 += -8
    r2 = 6
    r3 = 7
    call 6
    r0 = *(u8 *)(r{base} - 8)
    r0 = 2
    exit
"""


def test_lines_have_the_numbers_of_their_packets(command: Command, examples: Path) -> None:
    words = ("run", examples / "hello.bpf.o", "--pcap", examples / "sample.pcap")
    done = command(*words)
    assert done.code == 0
    lines = done.out.splitlines()
    first = lines.index("printed: 4 lines")
    assert lines[first + 1] == "  packet 0    protocol 86dd: 86 bytes, mark 0"
    assert lines[first + 4].startswith("  packet 346  protocol 8100: ")
    assert lines[first + 5] == ""
    shown = json.loads(command(*words, "--json").out)
    assert shown["runs"] == 381
    assert [entry["run"] for entry in shown["printed"]] == [0, 3, 5, 346]
    assert shown["printed"][0]["text"] == "protocol 86dd: 86 bytes, mark 0"


def test_many_lines_are_cut_and_all_are_in_json(command: Command, examples: Path) -> None:
    given = ("--pcap", examples / "sample.pcap", "--set", "most=99")
    words = ("run", examples / "hello.bpf.o", *given)
    out = command(*words).out
    total = len(json.loads(command(*words, "--json").out)["printed"])
    assert f"printed: {total} lines" in out
    assert out.count("\n  packet ") == 16
    assert f"  and {total - 16} others; --json has all" in out


def test_one_run_needs_no_number_and_silence_no_heading(command: Command, examples: Path) -> None:
    done = command("run", examples / "hello.bpf.o", "--packet", "00" * 60, "--context", "mark=7")
    # A length of 0 in place of a type: 802.2, as eth_type_trans() has it.
    assert "printed: 1 line\n  protocol 4: 60 bytes, mark 7\n" in done.out
    silent = command("run", examples / "firewall.bpf.o", "--packet", "00" * 60)
    assert "printed" not in silent.out
    assert (
        json.loads(
            command("run", examples / "firewall.bpf.o", "--packet", "00" * 60, "--json").out
        )["printed"]
        == []
    )


def test_what_was_printed_before_a_fault_is_in_the_error(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "p.o"
    path.write_bytes(make(PRINTING.format(base=9)))
    done = command("run", path, "--packet", "00" * 14)
    assert done.code == 1
    assert "(it had printed: hi 7)" in done.err
    spec = read_object(path)
    with load(spec) as held:
        for run in (Machine(spec.programs["prog"]).run, held.programs["prog"].run):
            with pytest.raises(RunError) as caught:
                run(bytes(14))
            assert caught.value.printed == ("hi 7",)
        with pytest.raises(RunError) as caught:
            held.programs["prog"].run_batch([bytes(14)])
        assert caught.value.printed == ("hi 7",)


def test_types_without_a_native_loop_print_in_batches_too(tmp_path: Path) -> None:
    path = tmp_path / "p.o"
    text = PRINTING.format(base=10).replace("r0 = 2", "r0 = 1")
    path.write_bytes(make(text, section="sk_reuseport"))
    with load(read_object(path)) as held:
        result = held.programs["prog"].run_batch([bytes(64)] * 3)
    assert result.return_values == (1, 1, 1)
    assert result.printed == ("hi 7",) * 3


@pytest.mark.parametrize(
    ("section", "text", "given", "words", "left"),
    [
        (
            "cgroup/setsockopt",
            "r2 = *(u64 *)(r1 + 8)\n*(u8 *)(r2 + 1) = 9\n*(u32 *)(r1 + 32) = 1\nr0 = 1\nexit",
            ("--context", "optval=x:0102,optlen=2"),
            "context it left: optlen=1, optval=x:0109",
            {"level": 0, "optname": 0, "optlen": 1, "retval": 0, "optval": "x:0109"},
        ),
        (
            "tc",
            "*(u32 *)(r1 + 8) = 7\nr0 = 0\nexit",
            ("--packet", "00" * 60),
            "context it left: mark=7",
            None,
        ),
        (
            "flow_dissector",
            "r2 = *(u64 *)(r1 + 144)\n*(u8 *)(r2 + 9) = 17\nr0 = 0\nexit",
            ("--packet", "00" * 60),
            "flow keys it left: nhoff=14, thoff=14, ip_proto=17",
            None,
        ),
        ("xdp", "r0 = 2\nexit", ("--packet", "00" * 60), "", {}),
    ],
)
def test_a_single_run_shows_what_it_left(
    command: Command,
    tmp_path: Path,
    section: str,
    text: str,
    given: tuple[str, ...],
    words: str,
    left: dict[str, object] | None,
) -> None:
    path = tmp_path / "p.o"
    path.write_bytes(make(text, section=section))
    out = command("run", path, *given).out
    assert (words or "machine code") in out
    assert ("it left" in out) == bool(words)
    shown = json.loads(command("run", path, *given, "--json").out)
    assert (shown["context"] == left) if left is not None else shown["context"]
    several = json.loads(command("run", path, *given, "--repeat", "2", "--json").out)
    assert several["context"] == {}


def test_packets_are_written_without_their_metadata(command: Command, tmp_path: Path) -> None:
    text = """
        r2 = -4
        call 54
        r0 = 2
        exit
    """
    path, written = tmp_path / "p.o", tmp_path / "o.pcap"
    path.write_bytes(make(text))
    packet = bytes(range(60))
    assert command("run", path, "--packet", packet.hex(), "--out", written).code == 0
    assert [each.data for each in read_pcap(written)] == [packet]
    with load(read_object(path)) as held:
        assert held.programs["prog"].run(packet).packet == bytes(4) + packet

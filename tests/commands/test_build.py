"""`progpack build`, and `progpack run --arch`."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from progpack.arch.lookup import TARGETS
from progpack.commands import main
from progpack.packets.pcap import CapturedPacket, read_pcap, write_pcap
from tests.commands.objects import make
from tests.foreign.measured import missing

DATA = Path(__file__).parents[2] / "src/progpack/data"
FIREWALL = str(DATA / "bpf/firewall.bpf.o")
SCHEDLAT = str(DATA / "bpf/schedlat.bpf.o")
CAPTURE = str(DATA / "sample.pcap")


@pytest.fixture(autouse=True)
def _emulator() -> None:
    reason = missing("arm64")
    if reason is not None:
        pytest.skip(reason)


def test_the_file_runs_a_packet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "firewall"
    arguments = ["build", FIREWALL, "--arch", "arm64", "-o", str(path)]
    assert main([*arguments, "--set", "default_action=1"]) == 0
    said = capsys.readouterr().out
    assert "firewall (XDP) for arm64, generic" in said
    assert "run it: qemu-aarch64" in said
    assert path.stat().st_mode & 0o111
    emulator = TARGETS["arm64"].emulator
    packets = (packet.data for packet in read_pcap(CAPTURE))
    packet = next(data for data in packets if data[12:14] == b"\x08\x00")
    ended = subprocess.run([emulator, path], input=packet, capture_output=True, check=True)
    # XDP_DROP, as it was set.
    wanted = ["r0 0000000000000001", f"memory {packet.hex()}"]
    assert ended.stdout.decode().splitlines() == wanted


def test_run_does_elsewhere_what_it_does_here(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["run", FIREWALL, "--pcap", CAPTURE, "--map", "blocked:192.0.2.1=0", "--json"]
    assert main(arguments) == 0
    here = json.loads(capsys.readouterr().out)
    for name in ("riscv64", "arm"):
        assert main([*arguments, "--arch", name]) == 0
        there = json.loads(capsys.readouterr().out)
        assert there["verdicts"] == here["verdicts"]
        assert there["maps"]["verdicts"] == here["maps"]["verdicts"]
        assert there["maps"][".bss"] == here["maps"][".bss"]
        assert "snapshot" not in there


@pytest.mark.parametrize("name", ["packets.pcap", "packets.pcapng"])
def test_packets_are_written_as_they_were_left_there(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Two bytes more in front, three less behind; packets of an odd first byte are dropped.
    text = """
    r6 = r1
    r2 = -0x2
    call 44
    r1 = r6
    r2 = -0x3
    call 65
    r2 = *(u32 *)(r6 + 0x0)
    r3 = *(u32 *)(r6 + 0x4)
    r4 = r2
    r4 += 0x3
    r0 = 0x1
    if r4 > r3 goto +0x4
    r5 = *(u8 *)(r2 + 0x2)
    r5 &= 0x1
    r0 = 0x2
    r0 -= r5
    exit
    """
    program, given = tmp_path / "ok.o", tmp_path / "in.pcap"
    program.write_bytes(make(text))
    write_pcap(given, [CapturedPacket(n * 1000, bytes([n]) * 60, 60) for n in range(5)])
    written = []
    for arch in ([], ["--arch", "arm64"], ["--arch", "arm"]):
        out = tmp_path / name
        assert main(["run", str(program), "--pcap", str(given), "--out", str(out), *arch]) == 0
        written.append(out.read_bytes())
        out.unlink()
        assert "5 packets" in capsys.readouterr().out
    assert written[1] == written[2] == written[0]
    (tmp_path / name).write_bytes(written[0])
    left = list(read_pcap(tmp_path / name))
    assert [packet.data for packet in left] == [bytes(2) + bytes([n]) * 57 for n in (0, 2, 4)]


def test_a_program_that_cannot_run_alone_is_told_before_it_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program, out = tmp_path / "skb.o", tmp_path / "skb"
    program.write_bytes(make("r0 = 0x1\nexit", section="cgroup_skb/ingress"))
    assert main(["build", str(program), "--arch", "riscv64", "-o", str(out)]) == 3
    assert "run it with" in capsys.readouterr().err
    assert not out.exists()
    assert main(["run", str(program), "--arch", "riscv64", "--packet", "45" + "00" * 40]) == 0
    assert "allow  1  100%" in capsys.readouterr().out


def test_run_says_where_the_code_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", FIREWALL, "--pcap", CAPTURE, "--arch", "ppc64el"]) == 0
    said = capsys.readouterr().out
    assert "firewall (XDP): 381 packets\n" in said
    assert "for powerpc, at 0x100" in said
    assert "map sources (hash): 15 of 4,096 elements" in said


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["build", FIREWALL, "--arch", "vax", "-o", "x"], 2, "unknown architecture 'vax'"),
        (["build", FIREWALL, "--arch", "mips", "-o", "x"], 2, "not compiled for mips"),
        (["build", FIREWALL, "--arch", "s390x", "-o", "x"], 2, "bpfeb"),
        (["build", SCHEDLAT, "--arch", "arm", "-o", "x"], 2, "--prog NAME is needed"),
        (["build", FIREWALL, "--arch", "arm", "-o", "/nowhere/x"], 2, "cannot be written"),
        (["run", FIREWALL, "--arch", "arm", "--packet", "00", "--repeat", "0"], 2, "--repeat"),
        (["run", FIREWALL, "--arch", "arm"], 2, "runs on packets"),
    ],
)
def test_what_cannot_be_built_is_told(
    arguments: list[str], code: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == code
    assert message in capsys.readouterr().err


def test_a_fault_there_is_a_fault_here(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["run", SCHEDLAT, "--prog", "schedlat_wakeup", "--arch", "loongarch64"]
    assert main([*arguments, "--arg", "64"]) == 1
    assert "program schedlat_wakeup, instruction" in capsys.readouterr().err

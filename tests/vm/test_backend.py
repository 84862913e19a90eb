"""The backend vm: programs, maps and printed lines of a guest, by the one face."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

import progpack
from progpack import MapSpec, ObjectSpec, ProgramType
from progpack.bpf.asm import assemble_program
from progpack.bpf.maps.types import MapType
from progpack.errors import BpfError, MissingFeatureError, UnknownNameError, UsageError
from progpack.packets.pcap import read_pcap
from progpack.run.backends import backend_of
from progpack.vm.store import Stored
from tests.lives.texts import counting
from tests.vm.conftest import NAME

DATA = Path(__file__).parents[2] / "src" / "progpack" / "data"
VM = f"vm:{NAME}"
ZERO = """
    r0 = 0
    exit
"""


def test_a_name_that_is_none_is_refused_before_anything_starts() -> None:
    with pytest.raises(UsageError, match="no name of a kernel"):
        backend_of("vm:no name")
    with pytest.raises(UnknownNameError, match="vm:NAME"):
        backend_of("vn:6.1")


@pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")
def test_packets_have_the_verdicts_that_compiled_code_has(kernel: Stored) -> None:
    packets = [bytes(packet.data) for packet in read_pcap(DATA / "sample.pcap")][:20]
    path = DATA / "bpf" / "firewall.bpf.o"
    with progpack.load(path, backend=VM) as guest, progpack.load(path) as compiled:
        for packet in packets:
            ours = compiled.programs["firewall"].run(packet)
            theirs = guest.programs["firewall"].run(packet)
            assert (theirs.return_value, theirs.packet) == (ours.return_value, ours.packet)
        assert f"Linux {kernel.name}" in guest.programs["firewall"].place.where


def test_maps_are_seen_from_both_sides(kernel: Stored) -> None:
    program = assemble_program(
        counting("counts", 2, key=7), name="count", type=ProgramType.XDP, license="GPL"
    )
    counts = MapSpec("counts", MapType.HASH, 4, 8, 4)
    spec = ObjectSpec("made", "GPL", {"count": program}, {"counts": counts})
    with progpack.load(spec, backend=VM) as obj:
        obj.maps["counts"][7] = (41).to_bytes(8, "little")
        obj.programs["count"].run(bytes(64))
        assert obj.maps["counts"][7] == (42).to_bytes(8, "little")
        assert 8 not in obj.maps["counts"]


def test_printed_lines_are_in_the_result_once(kernel: Stored) -> None:
    with progpack.load(DATA / "bpf" / "hello.bpf.o", backend=VM, variables={"most": 2}) as obj:
        hello = obj.programs["hello"]
        frame = bytes(12) + b"\x08\x00" + bytes(46)
        printed = [hello.run(frame).printed for _ in range(3)]
        assert [len(lines) for lines in printed] == [1, 1, 0]
        assert printed[0][0].startswith("protocol 800: 60 bytes")


def test_a_refused_program_says_why_and_leaves_nothing(kernel: Stored) -> None:
    program = assemble_program("r0 = *(u8 *)(r1 + 400)\nexit", name="bad", type=ProgramType.XDP)
    with pytest.raises(BpfError, match="invalid bpf_context access"):
        progpack.load(ObjectSpec("made", "GPL", {"bad": program}, {}), backend=VM)


def test_what_the_kernel_has_no_part_of_is_refused(kernel: Stored) -> None:
    program = assemble_program(ZERO, name="p", type=ProgramType.XDP)
    with (
        progpack.load(ObjectSpec("made", "GPL", {"p": program}, {}), backend=VM) as obj,
        pytest.raises(MissingFeatureError, match="a budget of a run"),
    ):
        obj.programs["p"].run(bytes(64), budget=1)

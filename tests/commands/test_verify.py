"""progpack verify: what is proved, what is refused, and what the kernel says."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from progpack.bpf.asm import assemble
from progpack.bpf.spec import MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType
from progpack.kernel.syscall.refusal import refusal

from .conftest import Command

_needs_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="asking the kernel's verifier needs root"
)


def test_the_counts_are_those_of_the_accesses(command: Command, examples: Path) -> None:
    done = command("verify", examples / "firewall.bpf.o", "--json")
    assert done.code == 0
    (program,) = json.loads(done.out)["programs"]
    proved = [access for access in program["accesses"] if access["proved"]]
    assert (program["refusal"], program["proved"]) == (None, len(proved))
    assert program["checked"] == len(program["accesses"]) - len(proved)
    assert program["proved"] > 50
    assert "kernel_refusal" not in program


def test_every_access_is_shown_with_its_source(command: Command, examples: Path) -> None:
    done = command("verify", examples / "firewall.bpf.o", "-v")
    lines = [line for line in done.out.splitlines() if " proved  packet" in line]
    assert done.code == 0
    assert any("firewall.bpf.c:101: if ((void *)(eth + 1) > end)" in line for line in lines)


def test_a_refused_program_is_a_finding(command: Command, tmp_path: Path) -> None:
    done = command("verify", Path(__file__))
    assert done.code == 2
    assert command("verify", tmp_path / "none.o").code == 2


def test_an_unknown_program_is_named_with_those_there_are(command: Command, examples: Path) -> None:
    done = command("verify", examples / "firewall.bpf.o", "--prog", "none")
    assert done.code == 2
    assert "has: firewall" in done.err


@_needs_root
@pytest.mark.parametrize("name", ["firewall", "schedlat", "sampler"])
def test_the_kernel_accepts_the_examples(command: Command, examples: Path, name: str) -> None:
    done = command("verify", examples / f"{name}.bpf.o", "--kernel")
    assert (done.code, "refuses" in done.out) == (0, False)


def _said(text: str, maps: dict[str, MapSpec] | None = None) -> str:
    spec = ProgramSpec.from_insns("test", ProgramType.SOCKET_FILTER, assemble(text), license="GPL")
    return refusal(ObjectSpec("object", "GPL", {"test": spec}, maps or {}), spec)


@_needs_root
def test_the_kernel_refuses_what_it_cannot_prove_and_wide_shifts() -> None:
    assert _said("r0 = 0\nexit") == ""
    assert "invalid shift 48" in _said("r0 = 1\nw0 <<= 48\nexit")
    assert "invalid shift 64" in _said("r0 = 1\nr0 <<= 64\nexit")
    assert "R2" in _said("r2 = 1\nr0 = *(u8 *)(r2 + 0)\nexit")
    # A map that no program uses is not made.
    wide = MapSpec("wide", MapType.ARRAY, 4, 1 << 30, 1 << 20)
    assert _said("r0 = 0\nexit", {"wide": wide}) == ""

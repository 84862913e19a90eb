"""Without llvmlite the verbs that run programs use the interpreter, and say so."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "src" / "progpack" / "data"
FIREWALL = str(DATA / "bpf" / "firewall.bpf.o")
CAPTURE = str(DATA / "sample.pcap")
CURE = "LLVM is not installed: pip install 'progpack[jit]'"
#: An import of llvmlite fails as where it is not installed, also one of a part of it.
BLOCKED = """
import sys
sys.modules["llvmlite"] = None
from progpack.__main__ import main
sys.exit(main())
"""
MISSING = 3


def said(*words: str) -> tuple[int, str, str]:
    """Exit code, output and messages of a command in a process that has no llvmlite."""
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, *words], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, " ".join(done.stderr.split())


def test_run_interprets_the_program_and_says_so() -> None:
    code, output, messages = said("run", FIREWALL, "--pcap", CAPTURE)
    assert code == 0
    assert "XDP_PASS  381  100%" in output
    assert CURE in messages


def test_try_runs_each_program_and_says_what_llvm_would_do() -> None:
    code, output, messages = said("try")
    assert (code, messages) == (0, "")
    assert CURE in " ".join(output.split())
    rates = [line.split() for line in output.splitlines() if line.startswith("  ")][1:]
    assert len(rates) == 7
    assert all(int(rate.replace(",", "")) > 0 for _, _, rate in rates)


def test_try_has_no_figures_of_packs_to_write() -> None:
    code, output, messages = said("try", "--json")
    assert (code, output) == (MISSING, "")
    assert "pip install 'progpack[jit]'" in messages


@pytest.mark.parametrize("verb", ["map", "stat"])
def test_the_packs_of_an_object_are_empty_and_the_reason_is_said(verb: str) -> None:
    code, output, messages = said(verb, FIREWALL)
    assert code == 0
    assert "packs            none" in output
    assert CURE in " ".join(f"{output} {messages}".split())
    code, output, _ = said(verb, FIREWALL, "--json")
    assert code == 0
    snapshot = json.loads(output)
    assert snapshot["packs"] == []
    assert any(CURE in note for note in snapshot["notes"])


def test_an_object_that_cannot_be_loaded_is_refused_as_with_llvm(tmp_path: Path) -> None:
    broken = tmp_path / "broken.bpf.o"
    broken.write_bytes(Path(FIREWALL).read_bytes()[:400])
    code, output, messages = said("map", str(broken))
    assert (code, output) == (2, "")
    assert messages.startswith("progpack map:")

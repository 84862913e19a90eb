"""`progpack check --steps` and `--faults`."""

from __future__ import annotations

import json

import pytest

from tests.commands.conftest import Command


@pytest.mark.parametrize("arch", ["x86-64", "arm64", "ppc64le", "riscv64", "parisc"])
def test_steps_are_printed_with_the_one_that_refuses(arch: str, command: Command) -> None:
    done = command("check", "--arch", arch, "--kernel", "5.18", "--steps")
    assert done.code == (3 if arch == "parisc" else 0)
    step = 10 if arch == "ppc64le" else 9  # its JIT marks the program first
    assert (f"refused at step {step}, copy" in done.out) == (arch != "x86-64")
    assert ("576 bytes charged for no program" in done.out) == (arch != "x86-64")


def test_the_same_as_json(command: Command) -> None:
    done = command("check", "--arch", "riscv64", "--kernel", "5.18", "--steps", "--json")
    packs, own, ours = json.loads(done.out)["runs"]
    assert packs["refused"]["call"] == "copy"
    assert packs["done_before"][0] == "charge"
    assert not packs["left"]["clean"]
    assert own["refused"] is ours["refused"] is None
    assert ours["left"]["clean"]


def test_faults_are_printed_side_by_side(command: Command) -> None:
    done = command("check", "--arch", "x86-64", "--kernel", "6.12", "--faults")
    assert done.code == 0
    assert done.out.count("Linux 6.12 on x86-64 leaves:") == done.out.count("progpack leaves:") == 7
    as_json = command("check", "--arch", "x86-64", "--kernel", "6.12", "--faults", "--json")
    cases = json.loads(as_json.out)["cases"]
    assert [case["kernel"]["left"]["clean"] for case in cases].count(True) == 1
    assert [case["progpack"]["left"]["clean"] for case in cases].count(False) == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--steps --faults", "exclude each other"),
        ("--pages huge", "--pages needs --steps"),
        ("--arch s390 --faults", "has a page per program"),
        ("--kernel 7.3 --steps", "was not read"),
        ("--kernel 5.10 --steps", "came with 5.18"),
    ],
)
def test_what_cannot_be_answered_is_refused(words: str, said: str, command: Command) -> None:
    done = command("check", *words.split())
    assert (done.code, done.out) == (2, "")
    assert said in done.err

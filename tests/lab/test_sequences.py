"""Scripts for measured kernels, followed by a shadow of their first process."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lab.sequences import MOST_PROGRAMS, SEQUENCES, Sequence, sequence

from progpack.errors import UsageError

INIT = (Path(__file__).parents[2] / "lab" / "init.c").read_text(encoding="utf-8")
LIMITS = {
    name: int(re.findall(rf"#define {name} (\d+)", INIT)[0])
    for name in ("MAX_PROGRAMS", "MAX_INSNS", "MAX_FUNCTIONS")
}


def follow(script: Sequence) -> tuple[int, list[str]]:
    """Do what the first process would; how many programs are left, and the labels of moments."""
    held: set[int] = set()
    labels = []
    loads = 0
    for step in script.steps:
        op, *words = step.split()
        if op in ("L", "S"):
            number, length = int(words[0]), int(words[1])
            functions = 1 + (int(words[2]) if op == "S" else 0)
            assert number not in held
            assert 0 <= number < LIMITS["MAX_PROGRAMS"]
            assert length >= 2
            assert 0 < functions < LIMITS["MAX_FUNCTIONS"]
            assert (length + 1) * functions < LIMITS["MAX_INSNS"]
            held.add(number)
            loads += 1
        elif op == "U":
            held.remove(int(words[0]))
        elif op == "UA":
            held.clear()
        elif op == "snap":
            labels.append(words[0])
        else:
            assert op in ("packs", "sync", "rd", "wr")
        assert len(step) < 256
    assert loads == script.loads
    return len(held), labels


@given(st.sampled_from(sorted(SEQUENCES)), st.integers(0, 2**64))
def test_a_script_can_be_followed_and_leaves_nothing(name: str, seed: int) -> None:
    left, labels = follow(sequence(name, seed))
    assert left == 0
    assert labels[0] == "start"
    assert labels[-2:] == ["loaded", "unloaded"]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("name", SEQUENCES)
def test_a_seed_decides_everything(name: str) -> None:
    assert sequence(name, 7) == sequence(name, 7)
    again = [sequence(name, seed).steps for seed in (7, 8)]
    drawn = name in ("tour", "churn")
    assert (again[0] != again[1]) is drawn


def test_the_loads_of_a_tool_come_first() -> None:
    steps = [step for step in sequence("tool").steps if step.startswith("L ")]
    assert [int(step.split()[2]) for step in steps] == [2, 2, 2, 2, 5, 6, 31, 2, 31, 140]


def test_the_text_has_a_line_for_each_step() -> None:
    script = sequence("tool")
    assert script.text.decode().splitlines() == list(script.steps)
    assert script.text.endswith(b"\n")


def test_a_moment_has_the_packs_before_the_counters() -> None:
    # What the packs have from boot is to be known when the first counters come.
    steps = sequence("tour").steps
    for at, step in enumerate(steps):
        if step.startswith("snap "):
            assert steps[at - 1] == step.replace("snap", "packs")


def test_ids_fit() -> None:
    assert LIMITS["MAX_PROGRAMS"] == MOST_PROGRAMS


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(UsageError, match="no sequence is called 'x'; there are tool, tour"):
        sequence("x")

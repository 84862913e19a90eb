"""``progpack explain``: what it says, its JSON, and its exit codes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from progpack.commands.explain.dark import dark_title
from tests.commands.conftest import Command, process
from tests.kernel.conftest import why_not
from tests.kernel.probes import functions, load, with_subprogram


@pytest.fixture
def live_kernel() -> None:
    reason = why_not()
    if reason is not None:
        pytest.skip(reason)


@pytest.mark.usefixtures("live_kernel")
def test_an_interior_address_is_named_in_text_and_json(command: Command) -> None:
    with load(with_subprogram(31), "pp_said") as program:
        info, second = program.info(), functions(program)[1]
        text = command("explain", hex(second.address + 2))
        data = command("explain", f"{second.address + 2:x}", "--json")
    assert (text.code, data.code) == (0, 0)
    assert f"id {info.id}" in text.out
    assert "function 1" in text.out
    assert "pid " in text.out
    (answer,) = json.loads(data.out)["answers"]
    assert (answer["kind"], answer["function"], answer["offset"]) == ("program", 1, 2)
    assert answer["program"]["detail"]["info"]["id"] == info.id
    assert "without BTF" in answer["line"]["unknown"]


@pytest.mark.usefixtures("live_kernel")
def test_ids_names_tags_and_symbols_lead_to_the_same_program(command: Command) -> None:
    with load(with_subprogram(32), "pp_same_one") as program:
        info = program.info()
        words = [info.id, f"id:{info.id}", "pp_same_one", "name:pp_same_one", info.tag]
        said = [command("explain", word) for word in words]
        symbol = command("explain", f"bpf_prog_{info.tag}_pp_same_one+0x1")
    assert {done.code for done in said} == {0}
    assert {done.out.splitlines()[0] for done in said} == {f"program {info.id}  pp_same_one  xdp"}
    assert symbol.code == 0
    assert f"id {info.id}: byte 1 of" in symbol.out


@pytest.mark.usefixtures("live_kernel")
@pytest.mark.parametrize("what", ["dark", "524", "splits"])
def test_each_subject_fits_80_columns_and_has_json(
    what: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = command("explain", what, "--json")
    monkeypatch.setenv("COLUMNS", "80")
    text = command("explain", what)
    assert text.code == data.code
    assert isinstance(json.loads(data.out), dict)
    assert max(map(len, text.out.splitlines())) <= 80
    # No terminal is no reason for lines without end.
    monkeypatch.delenv("COLUMNS")
    assert max(map(len, command("explain", what).out.splitlines())) <= 80


@pytest.mark.parametrize(
    ("dark", "areas", "said"),
    [
        (89, 89, "89 BPF programs without an id, and none that has one"),
        (12, 89, "12 of 89 allocated BPF programs have no id"),
        (0, 89, "every BPF program that is allocated has an id"),
        (0, 0, "there is no BPF program"),
    ],
)
def test_how_many_programs_are_dark_is_a_sentence(dark: int, areas: int, said: str) -> None:
    assert dark_title(dark, areas) == said


@pytest.mark.usefixtures("live_kernel")
def test_too_little_headroom_is_exit_code_1(command: Command) -> None:
    enough, little = (command("explain", "524", "--threshold", at) for at in ("1", "1000g"))
    if enough.code == 3:
        pytest.skip(enough.out)
    assert (enough.code, little.code) == (0, 1)
    assert "too little" in little.out


@pytest.mark.parametrize("threshold", ["", "ten", "10 %", "-1", "5x"])
def test_a_threshold_that_is_none_is_refused(threshold: str, command: Command) -> None:
    done = command("explain", "524", f"--threshold={threshold}")
    assert done.code == 2
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize("what", ["dark", "524", "0xffffffffc0100000", "1", "pp_any"])
def test_without_privileges_it_ends_with_3_and_says_what_is_missing(
    what: str, unprivileged: dict[str, Any]
) -> None:
    done = process("explain", what, **unprivileged)
    said = (done.stdout + done.stderr).decode()
    assert done.returncode == 3, said
    assert "Traceback" not in said
    assert any(word in said for word in ("CAP_", "as root", "kptr_restrict")), said


@pytest.mark.usefixtures("live_kernel")
def test_the_running_kernel_is_watched_for_splits(command: Command) -> None:
    data = command("explain", "splits", "0.3", "--json")
    if data.code == 3:
        pytest.skip(data.err or data.out)
    report = json.loads(data.out)
    assert data.code == 0
    assert report["samples"] >= 2
    assert 0 < report["ended_ns"] - report["began_ns"] < 60_000_000_000
    assert report["level2"] == sum(one["level2"] for one in report["splits"])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("dark", "3"), "only splits"),
        (("splits", "-1"), "cannot be watched"),
        (("splits", "nan"), "cannot be watched"),
        (("splits", "no-such-file.gz"), "no-such-file.gz"),
    ],
)
def test_only_splits_are_explained_from_elsewhere(
    words: tuple[str, str], message: str, command: Command
) -> None:
    done = command("explain", *words)
    assert done.code == 2
    assert message in done.err

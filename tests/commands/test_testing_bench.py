"""Figures of programs are compared with a file, and a figure that has grown fails its test."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from progpack.bpf.object import bundled
from progpack.errors import UsageError
from progpack.run.load import load
from progpack.testing import packet
from progpack.testing.bench import measure

from .objects import make

pytest_plugins = ["pytester"]
pytestmark = pytest.mark.usefixtures("needs_llvm")
TEST = """
def test_it(bpf_object, bpf_bench):
    figures = bpf_bench(bpf_object("two.o"), "prog", [bytes(60), bytes(64)])
    assert figures.instructions == 2
"""
PLAIN = ("-p", "no:cacheprovider")


def figures(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "bpf-bench.json").read_text())["figures"])


def change(folder: Path, **changed: object) -> None:
    entries = figures(folder)
    (key,) = entries
    entries[key] |= changed
    (folder / "bpf-bench.json").write_text(json.dumps({"figures": entries}))


def test_figures_are_written_and_compared(pytester: pytest.Pytester) -> None:
    folder = pytester.path
    (folder / "two.o").write_bytes(make("r0 = 2\nexit"))
    pytester.makepyfile(TEST)
    # Without the option nothing is compared, and the figures are told.
    result = pytester.runpytest(*PLAIN)
    result.assert_outcomes(passed=1)
    result.stdout.fnmatch_lines(["*: 2 instructions a packet, * ns a packet, * bytes of machine*"])
    result = pytester.runpytest(*PLAIN, "--bpf-bench")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*has no figures of *; --bpf-bench-update writes them"])
    pytester.runpytest(*PLAIN, "--bpf-bench-update").assert_outcomes(passed=1)
    change(folder, nanoseconds=1e9)
    pytester.runpytest(*PLAIN, "--bpf-bench").assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"instructions": 1.0}, "*2 instructions a packet, before 1 (+100.0%, 10% are allowed)*"),
        ({"nanoseconds": 1e-6}, "*ns a packet, before 1e-06 *"),
        ({"size": 1}, "*bytes of machine code, before 1 *"),
    ],
)
def test_a_figure_that_has_grown_fails(
    pytester: pytest.Pytester, changed: dict[str, object], text: str
) -> None:
    (pytester.path / "two.o").write_bytes(make("r0 = 2\nexit"))
    pytester.makepyfile(TEST)
    pytester.runpytest(*PLAIN, "--bpf-bench-update").assert_outcomes(passed=1)
    change(pytester.path, **{"nanoseconds": 1e9} | changed)
    result = pytester.runpytest(*PLAIN, "--bpf-bench")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines([text])


@pytest.mark.parametrize(
    ("content", "options", "message"),
    [
        (None, (), "cannot read figures: Is a directory"),
        ("{", ("--bpf-bench-update",), "figures is no file of --bpf-bench: *"),
    ],
)
def test_a_file_without_figures_is_refused_before_a_test_runs(
    pytester: pytest.Pytester, content: str | None, options: tuple[str, ...], message: str
) -> None:
    place = pytester.path / "figures"
    if content is None:
        place.mkdir()
    else:
        place.write_text(content)
    pytester.makepyfile(TEST)
    result = pytester.runpytest(*PLAIN, *options, "--bpf-bench=figures")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines([f"ERROR: {message}"])
    result.stderr.no_fnmatch_line("*Traceback*")


@pytest.mark.parametrize("options", [("--bpf-bench",), ("--bpf-bench-update",)])
def test_code_with_counters_is_not_measured(
    pytester: pytest.Pytester, options: tuple[str, ...]
) -> None:
    pytester.makepyfile(TEST)
    result = pytester.runpytest(*PLAIN, *options, "--bpf-cov")
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["ERROR: *--bpf-cov adds counters to them: give one of the two"])


def test_a_file_that_cannot_be_written_fails_the_session(pytester: pytest.Pytester) -> None:
    (pytester.path / "two.o").write_bytes(make("r0 = 2\nexit"))
    pytester.makepyfile(TEST)
    why = "No such file or directory"
    for options, what, file in (
        (("--bpf-bench=none/figures", "--bpf-bench-update"), "written", "none/figures"),
        (("--bpf-cov=lcov:none/c", "--bpf-cov=xml:right.xml"), "lcov", "none/c"),
    ):
        result = pytester.runpytest(*PLAIN, *options)
        assert result.ret == pytest.ExitCode.USAGE_ERROR
        result.assert_outcomes(passed=1)
        result.stdout.fnmatch_lines([f"{what}: cannot write {file}: {why}"])
    result.stdout.fnmatch_lines(["not counted: two has no line information: *", "xml: right.xml"])
    assert (pytester.path / "right.xml").exists()
    assert "Traceback" not in result.stdout.str() + result.stderr.str()


def test_times_of_another_cpu_are_not_compared(pytester: pytest.Pytester) -> None:
    (pytester.path / "two.o").write_bytes(make("r0 = 2\nexit"))
    pytester.makepyfile(TEST)
    pytester.runpytest(*PLAIN, "--bpf-bench-update").assert_outcomes(passed=1)
    change(pytester.path, nanoseconds=1e-6, cpu="another")
    pytester.runpytest(*PLAIN, "--bpf-bench").assert_outcomes(passed=1)
    # A larger tolerance lets through what has grown.
    change(pytester.path, instructions=1.0)
    words = ("--bpf-bench", "--bpf-bench-tolerance=150")
    pytester.runpytest(*PLAIN, *words).assert_outcomes(passed=1)


def test_workers_send_their_figures(pytester: pytest.Pytester) -> None:
    pytest.importorskip("xdist")
    (pytester.path / "two.o").write_bytes(make("r0 = 2\nexit"))
    pytester.makepyfile(TEST)
    pytester.runpytest_subprocess(*PLAIN, "-n1", "--bpf-bench-update").assert_outcomes(passed=1)
    assert [entry["instructions"] for entry in figures(pytester.path).values()] == [2.0]


def test_instructions_are_those_of_the_interpreter() -> None:
    frames = [packet(), packet("tcp", vlan=7)]
    spec = bundled.load("firewall")
    with load(spec) as obj:
        measured = measure(obj, "firewall", frames)
    from progpack import Machine

    machine = Machine(spec.programs["firewall"], spec.maps)
    counted = [machine.run(frame).instructions for frame in frames]
    assert measured.instructions == sum(counted) / 2
    assert measured.size > 500


def test_what_cannot_be_measured_is_refused() -> None:
    with load(bundled.load("firewall"), backend="interpreter") as obj:
        with pytest.raises(UsageError, match="no machine code"):
            measure(obj, "firewall", [packet()])
        with pytest.raises(UsageError, match="give packets"):
            measure(obj, "firewall", [])


def test_only_compiled_code_of_this_process_is_measured(pytester: pytest.Pytester) -> None:
    """Under qemu-user the rounds took minutes, and a time of the interpreter says nothing."""
    (pytester.path / "two.o").write_bytes(make("r0 = 2\nexit"))
    pytester.makepyfile(TEST)
    result = pytester.runpytest(*PLAIN, "-rs", "--bpf-on=compiled,interpreter,isolated")
    result.assert_outcomes(passed=1, skipped=2)
    result.stdout.fnmatch_lines(["*figures are those of the backend compiled, not of interpreter"])
    result = pytester.runpytest(*PLAIN, "-rs", "--bpf-compare=compiled,interpreter")
    result.assert_outcomes(skipped=1)

"""The verbs that look at the running kernel again and again: record, stat with INTERVAL, export."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from progpack.bpf.isa import BPF_ALU64, BPF_MOV, EXIT, Insn
from progpack.bpf.spec import ProgramType
from progpack.errors import ProgpackError
from progpack.kernel import KernelProgram, unavailable
from progpack.kernel.perf import PerfRecorder
from progpack.trace import Load, Trace

from .conftest import SEARCH, Command, process

CODE = (Insn(BPF_ALU64 | BPF_MOV, 0, imm=1), Insn(EXIT))


@pytest.fixture
def live() -> None:
    reason = unavailable()
    if reason is not None:
        pytest.skip(reason)
    try:
        KernelProgram.load(CODE, type=ProgramType.XDP).close()
        PerfRecorder().close()
    except ProgpackError as error:
        pytest.skip(str(error))


def start(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "progpack", *words],
        env={**os.environ, "PYTHONPATH": SEARCH},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


# -- record ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("live")
def test_record_takes_options_of_the_command_as_its_own(tmp_path: Path) -> None:
    file = tmp_path / "t.gz"
    done = process("record", "-o", file, "--json", "--", "sh", "-c", "exit 3")
    assert (done.returncode, done.stderr) == (0, b"")
    found = json.loads(done.stdout)
    assert found["status"] == 3
    assert found["ended"] == "the command ended with status 3"
    assert Trace(file).header.comment == "sh -c exit 3"
    assert found["path"] == str(file)


@pytest.mark.usefixtures("live")
def test_record_of_a_time_says_what_it_has_seen(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "t.gz"
    with KernelProgram.load(CODE, type=ProgramType.XDP, name="pp_there") as program:
        done = command("record", "-o", file, "0.3")
        number = program.info().id
    assert done.code == 0
    first, *rows = done.out.splitlines()
    assert str(file) in first
    names = [row.split("  ")[1] for row in rows[:5]]
    assert names == ["ended", "there before", "loads", "unloads", "lost"]
    assert rows[0].endswith("the time is over")
    assert number in {e.id for e in Trace(file) if isinstance(e, Load)}
    # No terminal, so no progress.
    assert done.err == ""


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["nan"], "cannot be recorded"),
        (["-o", "x", "no-such-command"], "no-such-command"),
        (["--import", "x", "5"], "nothing to wait for"),
        (["--import", "/nonexistent/perf.data"], "/nonexistent/perf.data"),
    ],
)
def test_record_refuses_nonsense(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], text: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = command("record", *words)
    assert (done.code, done.out) == (2, "")
    assert text in done.err
    assert done.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_record_without_privileges_names_the_capability(
    tmp_path: Path, unprivileged: dict[str, Any]
) -> None:
    done = process("record", "-o", tmp_path / "t.gz", "1", **unprivileged)
    if done.returncode == 0:
        pytest.skip("everybody may record here")
    assert done.returncode == 3
    assert b"CAP_PERFMON" in done.stderr
    assert done.stderr.count(b"\n") == 1
    assert not (tmp_path / "t.gz").exists()


# -- stat live INTERVAL ----------------------------------------------------------------------------


@pytest.mark.usefixtures("live")
def test_stat_counts_what_is_loaded_between_rows() -> None:
    child = start("stat", "live", "0.5", "--json")
    assert child.stdout is not None
    try:
        rows = [json.loads(child.stdout.readline())]
        with KernelProgram.load(CODE, type=ProgramType.XDP):
            rows.append(json.loads(child.stdout.readline()))
            rows.append(json.loads(child.stdout.readline()))
        rows.append(json.loads(child.stdout.readline()))
        child.send_signal(signal.SIGINT)
        rest, errors = child.communicate(timeout=30)
    finally:
        child.kill()
        child.wait()
    rows += map(json.loads, rest.splitlines())
    assert (child.returncode, errors) == (0, "")
    assert sum(row["loads"] for row in rows) >= 1
    assert any(row["programs"] >= 1 and row["jited"] > 0 for row in rows)
    assert all(row["headroom"] <= row["limit"] for row in rows)
    assert rows[0]["seconds"] == 0
    assert all(row["seconds"] > 0 for row in rows[1:])


def test_stat_repeats_its_header_every_20_rows(command: Command) -> None:
    done = command("stat", "live", "0.01", "41")
    assert done.code == 0
    lines = done.out.splitlines()
    heads = [number for number, line in enumerate(lines) if line.lstrip().startswith("progs")]
    assert heads == [0, 21, 42]
    assert len(lines) == 41 + 3


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["self", "1"], "live"),
        (["live", "0"], "at least 0.01"),
        (["live", "nan"], "at least 0.01"),
        (["live", "1", "0"], "at least 1"),
        (["live", "1", "1", "--svg"], "--json"),
        (["live", "1", "--probe"], "leave out the interval"),
        (["live", "often"], "often"),
    ],
)
def test_stat_refuses_what_makes_no_rows(command: Command, words: list[str], text: str) -> None:
    done = command("stat", *words)
    assert (done.code, done.out) == (2, "")
    assert text in done.err


# -- export ----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("live")
def test_export_has_the_code_of_programs_by_type(command: Command) -> None:
    with KernelProgram.load(CODE, type=ProgramType.XDP):
        done = command("export")
    assert (done.code, done.err) == (0, "")
    assert re.search(r'^bpf_prog_jited_bytes\{type="xdp"\} [1-9]\d*$', done.out, re.MULTILINE)


def test_export_replaces_its_file_at_once(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "progpack.prom"
    file.write_text("old")
    held = file.open()
    done = command("export", "--textfile", file)
    assert (done.code, done.out) == (0, "")
    # Whoever reads the old one reads all of it.
    with held:
        assert held.read() == "old"
    assert "# TYPE kernel_direct_map_bytes gauge" in file.read_text() or "not known" in (
        file.read_text()
    )
    assert file.stat().st_mode & 0o777 == 0o644
    assert list(tmp_path.iterdir()) == [file]


def test_export_that_cannot_write_leaves_nothing(command: Command, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    done = command("export", "--textfile", tmp_path / "folder")
    assert done.code == 2
    assert "cannot write" in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_export_of_a_snapshot_file_needs_no_kernel(command: Command, tmp_path: Path) -> None:
    file = tmp_path / "s.json"
    assert command("stat", "live", "--json", file).code == 0
    done = command("export", file)
    assert done.code == 0
    assert "# bpf_prog_jited_bytes is not known: this source does not say" in done.out


def test_export_serves_on_loopback_until_ctrl_c() -> None:
    pytest.importorskip("prometheus_client")
    child = start("export", "--listen", "0")
    assert child.stderr is not None
    try:
        said = child.stderr.readline()
        match = re.match(r"(http://127\.0\.0\.1:\d+/metrics); ", said)
        assert match, said + child.stderr.read()
        with urllib.request.urlopen(match[1], timeout=60) as answer:
            text = answer.read().decode()
        child.send_signal(signal.SIGINT)
        _, errors = child.communicate(timeout=30)
    finally:
        child.kill()
        child.wait()
    assert (child.returncode, errors) == (0, "")
    assert "kernel_direct_map" in text


@pytest.mark.parametrize("given", ["x", "1:x", "-1", "127.0.0.1:70000", "999.1.1.1:1"])
def test_export_refuses_an_address_that_is_none(command: Command, given: str) -> None:
    pytest.importorskip("prometheus_client")
    done = command("export", f"--listen={given}")
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1


def test_serving_without_the_extra_names_it(tmp_path: Path) -> None:
    (tmp_path / "prometheus_client.py").write_text("raise ImportError('not installed')\n")
    done = process("export", "--listen", "0", env={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 3
    assert b"pip install progpack[export]" in done.stderr
    assert done.stderr.count(b"\n") == 1

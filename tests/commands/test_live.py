"""The verbs that look at the running kernel again and again: record, stat with INTERVAL, export."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest

from progpack.bpf.isa.insn import BPF_ALU64, BPF_MOV, EXIT, Insn
from progpack.bpf.spec import ProgramType
from progpack.errors import BpfError, ProgpackError
from progpack.kernel import KernelProgram, program_ids, unavailable
from progpack.kernel.memory.probe import READER
from progpack.kernel.perf.recorder import PerfRecorder
from progpack.trace import Load, Trace
from tests.kernel.probes import PATIENCE, wait_for

from .conftest import SEARCH, Command, process

RULES = Path(__file__).parents[2] / "docs/alerts.yml"
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
        (["--import", "x", "5"], "--import excludes"),
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
        pytest.skip("on this machine every user may record, so nothing is refused")
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
            # Rows of the time before may wait in the pipe.
            while not (rows[-1]["loads"] and rows[-1]["programs"]):
                rows.append(json.loads(child.stdout.readline()))
        rows.append(json.loads(child.stdout.readline()))
        child.send_signal(signal.SIGINT)
        rest, errors = child.communicate(timeout=PATIENCE)
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
    assert "# bpf_prog_jited_bytes is not known: this source does not list programs" in done.out


def test_export_serves_on_loopback_until_ctrl_c() -> None:
    pytest.importorskip("prometheus_client")
    child = start("export", "--listen", "0")
    assert child.stderr is not None
    try:
        said = child.stderr.readline()
        match = re.match(r"(http://127\.0\.0\.1:\d+/metrics); ", said)
        assert match, said + child.stderr.read()
        with urllib.request.urlopen(match[1], timeout=PATIENCE) as answer:
            text = answer.read().decode()
        child.send_signal(signal.SIGINT)
        _, errors = child.communicate(timeout=PATIENCE)
    finally:
        child.kill()
        child.wait()
    assert (child.returncode, errors) == (0, "")
    assert "kernel_direct_map" in text


@contextmanager
def served(*more: str) -> Iterator[str]:
    """The address at which a server has the metrics."""
    pytest.importorskip("prometheus_client")
    child = start("export", "--listen", "0", *more)
    assert child.stderr is not None
    try:
        lines = []
        while not lines or "/metrics" not in lines[-1]:
            lines.append(child.stderr.readline())
            assert lines[-1], lines
        yield lines[-1].partition(";")[0]
        child.send_signal(signal.SIGINT)
        child.communicate(timeout=PATIENCE)
        assert child.returncode == 0
    finally:
        child.kill()
        child.wait()


def scraped(address: str) -> dict[str, float]:
    """Name and labels of each series -> value."""
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        lines = [line for line in answer.read().decode().splitlines() if not line.startswith("#")]
    return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in lines}


@pytest.mark.usefixtures("live")
def test_a_server_counts_what_comes_and_goes() -> None:
    many = 20
    with served() as address:
        before = scraped(address)
        if "bpf_programs_loaded_total" not in before:
            pytest.skip("perf events may not be used here")
        for _ in range(many):
            KernelProgram.load(CODE, type=ProgramType.XDP).close()
        deadline = time.monotonic() + PATIENCE
        changed = 0.0
        while changed < 2 * many and time.monotonic() < deadline:
            after = scraped(address)
            names = ("bpf_programs_loaded_total", "bpf_programs_unloaded_total")
            changed = sum(after[name] - before[name] for name in names)
    assert changed >= 2 * many
    assert after["progpack_scrape_errors_total"] == 0
    assert after["progpack_scrape_duration_seconds"] > 0


@pytest.mark.usefixtures("live")
def test_a_server_that_probes_keeps_one_program_and_unloads_it() -> None:
    ids = set(program_ids())
    with served("--probe") as address:
        first = scraped(address)
        if "bpf_jit_charged_bytes" not in first:
            pytest.skip("bpf_jit_current cannot be read here")
        mine = {number for number in set(program_ids()) - ids if _name(number) == READER}
        second = scraped(address)
        assert len(mine) == 1
        assert mine <= set(program_ids())
        for found in (first, second):
            least, most = (found[f"bpf_jit_charged_{end}_bytes"] for end in ("min", "max"))
            assert least == most == found["bpf_jit_charged_bytes"] > 0
            assert 0 < found["bpf_jit_headroom_ratio"] < 1
    wait_for(lambda: not mine & set(program_ids()), "the reader is still loaded")


def _name(number: int) -> str:
    try:
        with KernelProgram.from_id(number) as program:
            return program.info().name
    except BpfError:
        return ""


@pytest.mark.parametrize("more", [[], ["--probe"]])
def test_the_text_is_what_prometheus_wants(command: Command, more: list[str]) -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed (Debian: prometheus)")
    if more and os.geteuid() != 0:
        pytest.skip("probing needs root")
    text = command("export", *more).out
    done = subprocess.run(
        [promtool, "check", "metrics"], input=text, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_prometheus_scrapes_it_and_takes_the_alerts(tmp_path: Path) -> None:
    prometheus = shutil.which("prometheus")
    if prometheus is None:
        pytest.skip("prometheus is not installed (Debian: prometheus)")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        own = f"127.0.0.1:{free.getsockname()[1]}"
    with served() as address:
        scrape = {
            "job_name": "progpack",
            "scrape_interval": "1s",
            "static_configs": [{"targets": [address.split("/")[2]]}],
        }
        settings = {"rule_files": [str(RULES)], "scrape_configs": [scrape]}
        (tmp_path / "prometheus.yml").write_text(json.dumps(settings))
        child = subprocess.Popen(
            [
                prometheus,
                f"--config.file={tmp_path}/prometheus.yml",
                f"--storage.tsdb.path={tmp_path}/data",
                f"--web.listen-address={own}",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(lambda: _asked(own, "query?query=up")["data"]["result"] != [], "no scrape yet")
            wait_for(
                lambda: (
                    _value(own, "kernel_direct_map_bytes{page_size='4k'}") is not None
                    or _value(own, "progpack_scrape_duration_seconds") is not None
                ),
                "no metrics yet",
            )
            assert _value(own, "up") == 1
            assert _value(own, "progpack_scrape_errors_total") == 0
            groups = _asked(own, "rules")["data"]["groups"]
            assert {rule["health"] for group in groups for rule in group["rules"]} <= {
                "ok",
                "unknown",  # not evaluated yet
            }
            assert len(groups[0]["rules"]) == RULES.read_text().count("- alert: ")
        finally:
            child.terminate()
            child.wait()


def _asked(server: str, question: str) -> dict[str, Any]:
    address = f"http://{server}/api/v1/{question}"
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            found: dict[str, Any] = json.load(answer)
            return found
    except (URLError, ConnectionError):
        return {"data": {"result": [], "groups": []}}  # it does not listen yet


def _value(server: str, expression: str) -> float | None:
    found = _asked(server, f"query?query={urllib.parse.quote(expression)}")["data"]["result"]
    return float(found[0]["value"][1]) if found else None


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
    assert b"pip install 'progpack[export]'" in done.stderr
    assert done.stderr.count(b"\n") == 1

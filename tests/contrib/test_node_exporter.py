"""The textfile script of node_exporter, and the service and timer that run it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "contrib" / "node_exporter"
SCRIPT = FOLDER / "progpack-textfile"
SERVICE = FOLDER / "progpack-textfile.service"
TIMER = FOLDER / "progpack-textfile.timer"
USAGE = 2


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Variables with a command `progpack` of this interpreter."""
    shim = tmp_path / "progpack"
    shim.write_text(f'#!/bin/sh\nexec {sys.executable} -m progpack "$@"\n')
    shim.chmod(0o755)
    return {**os.environ, "PROGPACK": str(shim)}


def written(folder: Path, environment: dict[str, str], *before: str) -> str:
    folder.mkdir()
    subprocess.run([*before, str(SCRIPT), str(folder)], env=environment, check=True)
    assert [path.name for path in folder.iterdir()] == ["progpack.prom"]
    return (folder / "progpack.prom").read_text(encoding="utf-8")


def names(text: str) -> list[str]:
    return re.findall(r"^(\w+(?:\{[^}]*\})?) ", text, re.MULTILINE)


def test_the_script_writes_what_prometheus_takes(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    text = written(tmp_path / "out", environment)
    assert 'kernel_direct_map_bytes{page_size="4k"}' in names(text) or "is not known" in text
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool is not installed (Debian: prometheus)")
    done = subprocess.run([promtool, "check", "metrics"], input=text, text=True, check=False)
    assert done.returncode == 0


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(
        [SCRIPT, tmp_path / "none"], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == USAGE
    assert "--collector.textfile.directory" in done.stderr


def test_the_capabilities_of_the_service_suffice(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        pytest.skip("needs root and setpriv, to give up capabilities")
    (line,) = re.findall(r"^CapabilityBoundingSet=(.+)$", SERVICE.read_text(), re.MULTILINE)
    kept = ",".join(f"+{name.removeprefix('CAP_').lower()}" for name in line.split())
    few = ("setpriv", "--no-new-privs", f"--bounding-set=-all,{kept}")
    bounded = written(tmp_path / "bounded", environment, *few)
    everything = written(tmp_path / "everything", environment)
    # A count by type comes and goes with the programs of other tests.
    series = [{name.partition("{")[0] for name in names(text)} for text in (bounded, everything)]
    assert series[0] == series[1]


def test_systemd_takes_service_and_timer(tmp_path: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("systemd-analyze is not installed (Debian: systemd)")
    text = SERVICE.read_text().replace("/usr/local/bin/progpack-textfile", str(SCRIPT))
    (tmp_path / SERVICE.name).write_text(text)
    shutil.copy(TIMER, tmp_path)
    command = [analyze, "verify", "--man=no", tmp_path / TIMER.name, tmp_path / SERVICE.name]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    (tmp_path / SERVICE.name).write_text(text.replace("Type=oneshot", "Type=oneshoot"))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "oneshoot" in done.stderr

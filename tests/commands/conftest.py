"""What tests of the command line share: `command` runs it in this process, `process` in another."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from progpack.bpf.object.bundled import NAMES, capture, object_bytes
from progpack.commands import main

ROOT = Path(__file__).resolve().parents[2]
_FOLDERS = (str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", ""))
SEARCH = os.pathsep.join(filter(None, _FOLDERS))


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Done]


def unsaid(done: Done) -> str:
    """What is on the other stream beside the names of the files that were written."""
    return "".join(line for line in done.err.splitlines(True) if not line.startswith("wrote "))


@pytest.fixture
def needs_llvm() -> None:
    # Looked for, not imported: it stays out of this process.
    if find_spec("llvmlite") is None:
        pytest.skip("compiling needs the extra: pip install progpack[jit]")


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs the command line in this process: command("map", path) -> Done."""
    for name in ("COLUMNS", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)

    def run(*words: object) -> Done:
        capsys.readouterr()
        code = main([str(word) for word in words])
        out, err = capsys.readouterr()
        return Done(code, out, err)

    return run


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped objects and the capture, readable by everybody."""
    folder = tmp_path_factory.mktemp("examples")
    for name in NAMES:
        (folder / f"{name}.bpf.o").write_bytes(object_bytes(name))
    (folder / "sample.pcap").write_bytes(capture())
    return folder


def process(
    *words: object,
    env: Mapping[str, str] | None = None,
    before: Sequence[str] = (),
    script: str | None = None,
    **options: Any,
) -> subprocess.CompletedProcess[bytes]:
    """Runs ``python -m progpack`` (or a script) in a process of its own.

    Args:
        words: of the command line.
        env: variables to add; PYTHONPATH is put in front.
        before: words of a command to run it under.
        script: Python that is run instead.
        options: for `subprocess.run`.
    """
    what = ["-m", "progpack"] if script is None else ["-c", script]
    given = dict(env or {})
    path = os.pathsep.join(filter(None, (given.pop("PYTHONPATH", ""), SEARCH)))
    clean = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "LC_ALL")}
    keywords: dict[str, Any] = {"capture_output": True, "timeout": 300, "check": False}
    return subprocess.run(
        [*before, sys.executable, "-W", "error", *what, *map(str, words)],
        env=clean | {"PYTHONPATH": path} | given,
        **(keywords | options),
    )


@pytest.fixture(scope="session")
def unprivileged() -> dict[str, Any]:
    """Options for `process`: without any privilege.

    As another user; where that user may not even run this Python, as root without capabilities.
    """
    if os.geteuid() != 0:
        return {}
    ways: tuple[dict[str, Any], ...] = (
        {"user": 65534, "group": 65534, "extra_groups": []},
        {"before": ("setpriv", "--bounding-set=-all", "--inh-caps=-all", "--no-new-privs")},
    )
    said = ""
    for way in ways:
        try:
            done = process(script="import progpack.commands, rich", **way)
        except OSError as error:
            said = str(error)
            continue
        if done.returncode == 0:
            return way
        said = done.stderr.decode()
    pytest.skip(f"no way to run this Python without privileges: {said[-200:]}")

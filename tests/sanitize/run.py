"""Runs of the harness: inputs again, new ones for some time, what they reach."""

from __future__ import annotations

import base64
import json
import os
import re
import resource
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .build import RUNTIME

__all__ = ["Runs", "cover", "fuzz", "minimise", "replay"]

MOST_BYTES: Final = 2048
# Of an input, in seconds of the wall clock: a machine in use may give the process next to nothing.
_MOST_SECONDS = 900


@dataclass(frozen=True, slots=True)
class Runs:
    """What became of some inputs.

    Attributes:
        inputs: how many ran.
        processor: seconds of processor time.
        findings: what sanitizers and harness said, with the path of the input; one for each
            process that found something.
    """

    inputs: int
    processor: float
    findings: tuple[str, ...]


def replay(work: Path, target: str, corpus: Path) -> Runs:
    """Run the inputs of a folder, each once."""
    return _wait([_start(work, target, [corpus], "-runs=0", name="replay")])


def fuzz(work: Path, target: str, corpus: Path, seconds: int, seed: int, *, jobs: int = 1) -> Runs:
    """Make inputs for some time, from those of a folder, which stays as it is.

    Args:
        work: where the harness is, and new inputs and findings are put.
        target: ``fuzz`` or ``race``.
        corpus: the folder.
        seconds: how long.
        seed: of the first process; the next has the next one.
        jobs: processes.
    """
    found = work / f"{target}-found"
    found.mkdir(exist_ok=True)
    time = f"-max_total_time={seconds}"
    return _wait(
        [
            _start(work, target, [found, corpus], time, f"-seed={seed + job}", name=f"job{job}")
            for job in range(jobs)
        ]
    )


def _start(
    work: Path, target: str, folders: list[Path], *more: str, name: str
) -> tuple[subprocess.Popen[bytes], Path]:
    log = work / f"{target}-{name}.log"
    options = (f"-max_len={MOST_BYTES}", f"-timeout={_MOST_SECONDS}", "-print_final_stats=1")
    command = [str(work / target), *map(str, folders), *options, *more]
    with log.open("wb") as out:
        started = subprocess.Popen(
            [*command, f"-artifact_prefix={work}/finding-"],
            stdout=out,
            stderr=subprocess.STDOUT,
            env=os.environ
            | {"TSAN_OPTIONS": "halt_on_error=1 report_signal_unsafe=0", "PROGPACK_COUNTERS": ""},
        )
    return started, log


def _wait(started: list[tuple[subprocess.Popen[bytes], Path]]) -> Runs:
    inputs, findings = 0, []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        for process, log in started:
            code = process.wait()
            text = log.read_text(errors="replace")
            counted = re.findall(r"number_of_executed_units: (\d+)|^#(\d+)", text, re.MULTILINE)
            inputs += max((int(number) for pair in counted for number in pair if number), default=0)
            if code:
                findings.append(_finding(text) or f"{log}: exit code {code}")
    finally:
        for process, _ in started:
            process.kill()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Runs(inputs, took, tuple(findings))


#: Lines that libFuzzer prints of inputs that found nothing, and a warning of every run.
_PROGRESS: Final = re.compile(
    r"^(#\d+\s|INFO: |.*ASan doesn't fully support makecontext).*\n?", re.MULTILINE
)
_SAYS: Final = re.compile(r"^.*(ERROR|WARNING|runtime error):?.*(\n.*){0,40}", re.MULTILINE)


def _finding(text: str) -> str:
    """What was found: from the first line that says so on, and the input, to be run elsewhere.

    The input is in base 64: where the tests run, its file may be gone when somebody reads this.
    """
    said = _SAYS.search(_PROGRESS.sub("", text))
    where = re.search(r"Test unit written to (.*)", text)
    found = [match.group(0) for match in (said, where) if match is not None]
    if where is not None:
        found.append(base64.b64encode(Path(where.group(1)).read_bytes()).decode())
    return "\n".join(found)


def cover(work: Path, corpus: Path) -> tuple[float, str]:
    """Percent of the runtime's lines that a corpus reaches, and those that it does not."""
    raw, data = work / "cover.raw", work / "cover.data"
    environment = os.environ | {"LLVM_PROFILE_FILE": str(raw)}
    command = [str(work / "cover"), str(corpus), "-runs=0"]
    subprocess.run(command, check=True, capture_output=True, env=environment)
    subprocess.run(["llvm-profdata-22", "merge", raw, "-o", data], check=True)
    # What reads and writes captures, and what makes packets, have harnesses of their own.
    others = {"walk.c", "export.c", "frame.c", "fuzz.c"}
    sources = sorted(path for path in RUNTIME.glob("*.c") if path.name not in others)
    told = [str(work / "cover"), f"-instr-profile={data}", *map(str, sources)]
    summary = _ask("llvm-cov-22", "export", "-summary-only", *told)
    share = json.loads(summary)["data"][0]["totals"]["lines"]["percent"]
    lines, name = [], ""
    for line in _ask("llvm-cov-22", "show", *told).splitlines():
        if line.startswith("/"):
            name = Path(line.rstrip(":")).name
        elif re.match(r" +\d+\| +0\|", line):
            lines.append(f"{name}{line}")
    return float(share), "\n".join(lines)


def _ask(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def minimise(work: Path, corpus: Path) -> Path:
    """The fewest inputs that reach what those of a folder and those found do: a folder."""
    into, found = work / "minimised", work / "fuzz-found"
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir()
    found.mkdir(exist_ok=True)
    command = [str(work / "fuzz"), "-set_cover_merge=1", "-use_counters=0", str(into)]
    environment = os.environ | {"PROGPACK_COUNTERS": "off"}
    folders = [str(corpus), str(found)]
    subprocess.run([*command, *folders], check=True, capture_output=True, env=environment)
    for path in corpus.glob("escape-*"):  # made by hand: they reach no other lines, but old faults
        shutil.copy(path, into)
    return into

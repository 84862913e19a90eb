"""Series of cases in other processes, so that a crash or a hang is a finding and not the end."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from .check import Failure, Tally, check, make

__all__ = ["Job", "run_series", "work"]

ROOT = Path(__file__).parents[2]
#: Seconds without a word after which a worker counts as hanging: no case takes so long.
PATIENCE = 300.0


@dataclass(frozen=True)
class Job:
    """Which cases one worker runs: ``seeds`` of ``mode``."""

    mode: str
    seeds: range
    jit: bool = True
    kernel: bool = True
    small: bool = True
    claims: bool = True


def work(job: Job) -> None:
    """Run a job in this process and write a line of JSON before each case and at the end."""
    tally = Tally()
    for seed in job.seeds:
        _say({"at": seed})
        if os.environ.get("PROGPACK_FUZZ_CRASH") == str(seed):
            os.abort()  # for the test of what a crash is reported as
        check(
            job.mode, seed, tally,
            jit=job.jit, kernel=job.kernel, small=job.small, claims=job.claims,
        )  # fmt: skip
        _say({"tally": asdict(tally)})
        tally = Tally()
    _say({"done": True})


def _say(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def run_series(
    mode: str, seeds: range, *,
    jobs: int = 1, jit: bool = True, kernel: bool = True, small: bool = True, claims: bool = True,
    progress: Callable[[Tally], None] | None = None,
) -> Tally:  # fmt: skip
    """Run the cases of ``seeds`` in ``jobs`` processes.

    A worker that dies or hangs is a failure of the seed it was at; another one goes on behind it.
    """
    total = Tally()
    lock = threading.Lock()

    def count(part: Tally) -> None:
        with lock:
            total.add(part)
            if progress is not None:
                progress(total)

    wanted = [Job(mode, part, jit, kernel, small, claims) for part in _parts(seeds, jobs)]
    threads = [threading.Thread(target=_supervise, args=(job, count)) for job in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return total


def _parts(seeds: range, jobs: int) -> Iterable[range]:
    return [seeds[start::jobs] for start in range(min(jobs, len(seeds)))]


def _supervise(job: Job, count: Callable[[Tally], None]) -> None:
    """Run a job to its end, in as many processes as it takes."""
    seeds = job.seeds
    while len(seeds):
        at, end = _one_process(replace(job, seeds=seeds), count)
        if end is None:
            return
        text = f"{end}\n{make(job.mode, at).description()}"
        count(Tally(programs=1, failures=[Failure(job.mode, at, text)]))
        seeds = seeds[seeds.index(at) + 1 :]


def _one_process(job: Job, count: Callable[[Tally], None]) -> tuple[int, str | None]:
    """Run a worker; the seed it was at last, and how it died, None when it did not."""
    command = [sys.executable, "-X", "faulthandler", "-m", "tests.fuzz", "--worker", *_words(job)]
    paths = [str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as worker:
        assert worker.stdout is not None
        assert worker.stderr is not None
        lines: queue.Queue[str | None] = queue.Queue()
        complaints: list[str] = []
        readers = [
            threading.Thread(target=_read, args=(worker.stdout, lines.put), daemon=True),
            threading.Thread(target=complaints.extend, args=(worker.stderr,), daemon=True),
        ]
        for reader in readers:
            reader.start()
        at, finished, hung = _listen(job, lines, count)
        if hung:
            worker.kill()
        code = worker.wait()
        for reader in readers:
            reader.join()
    if finished and code == 0:
        return at, None
    what = f"no word for {PATIENCE:.0f} s" if hung else f"the process ended with {code}"
    return at, f"{what}\n{''.join(complaints[-40:])}"


def _read(stream: Iterable[str], put: Callable[[str | None], None]) -> None:
    for line in stream:
        put(line)
    put(None)


def _listen(
    job: Job, lines: queue.Queue[str | None], count: Callable[[Tally], None]
) -> tuple[int, bool, bool]:
    """Count what a worker says until it stops; the last seed, whether it finished, or hung."""
    at = job.seeds[0]
    while True:
        try:
            line = lines.get(timeout=PATIENCE)
        except queue.Empty:
            return at, False, True
        if line is None:
            return at, False, False
        message = json.loads(line)
        if "done" in message:
            return at, True, False
        if "at" in message:
            at = message["at"]
        if "tally" in message:
            count(Tally.from_json(message["tally"]))


def _words(job: Job) -> Sequence[str]:
    words = ["--mode", job.mode, "--seed", str(job.seeds.start), "--count", str(len(job.seeds))]
    words += ["--step", str(job.seeds.step)]
    words += [] if job.jit else ["--no-jit"]
    words += [] if job.kernel else ["--no-kernel"]
    words += [] if job.small else ["--no-shrink"]
    words += [] if job.claims else ["--no-claims"]
    return words

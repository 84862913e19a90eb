"""Sweeps: each policy on each machine, on all cores or on a Dask cluster.

A task is one policy on one machine, with a pass over the trace of its own. A worker that dies
takes its task with it, which is then done again elsewhere.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeAlias

from progpack.errors import MissingFeatureError, ObjectError, ProgpackError, UsageError
from progpack.model import MachineSpec
from progpack.pack import Policy
from progpack.replay import policies as known
from progpack.replay.engine import replay
from progpack.replay.result import Result
from progpack.replay.source import Events
from progpack.replay.workers import Workers
from progpack.trace.file.format import Trace
from progpack.version import __version__
from progpack.waits import as_completed

__all__ = ["Done", "sweep"]

_ATTEMPTS: Final = 3
_PROBE: Final = 1 << 20

Done: TypeAlias = Callable[[int, int], None]
"""Told when a task is done: how many are, of how many."""


@dataclass(frozen=True, slots=True)
class _Task:
    """One policy on one machine."""

    policy: str | Policy
    machine: str
    strict: bool
    seed: int


def sweep(
    trace: Events,
    policies: Sequence[str | Policy],
    machines: Sequence[str | MachineSpec] = ("x86-64:64G",),
    executor: Executor | None = None,
    *,
    cluster: str | None = None,
    jobs: int | None = None,
    strict: bool = True,
    seed: int = 0,
    done: Done | None = None,
) -> tuple[Result, ...]:
    """Return what a trace would have cost under each policy, on each machine.

    A script that calls it without an executor needs the usual ``if __name__ == "__main__":``, as
    its processes import it.

    Args:
        trace: as for `replay`. It goes to other processes: a path, a `Trace`, a `Synthesis`, a
            `Measured`, or a list.
        policies: as for `replay`. Instances must be of a class that other processes can import.
        machines: machines, or the lines that `MachineSpec.parse` reads.
        executor: runs the tasks: any of `concurrent.futures`. Without one: processes here.
        cluster: address of the scheduler of a Dask cluster that runs the tasks, such as
            ``tcp://host:8786``. Workers that cannot read the file at its path are sent its bytes.
        jobs: how many processes here; by default one for each CPU that this process may use.
        strict: as for `replay`.
        seed: as for `replay`.
        done: told after each task.

    Returns:
        A result for each machine, in their order, with all policies in their order.

    Raises:
        ObjectError: as for `replay`, from the first task that fails.
        UsageError: as for `replay`; or there is no scheduler at the address, or no worker.
        MissingFeatureError: a cluster needs dask.distributed, which is not installed.
        ProgpackError: workers died again and again, or cannot do the work.
    """
    if not machines:
        raise UsageError("a replay needs at least one machine")
    # What cannot be used is said before anything is started.
    known.get_policies(policies)
    lines = [str(MachineSpec.parse(m) if isinstance(m, str) else m) for m in machines]
    tasks = [_Task(policy, line, strict, seed) for line in lines for policy in policies]
    source = _sendable(trace, strict)
    if cluster is not None:
        with _cluster(cluster, source) as (workers, shared):
            results = _elsewhere(workers, tasks, shared, done)
    elif executor is not None:
        results = _elsewhere(executor, tasks, source, done)
    else:
        results = _here(tasks, source, jobs, done)
    size = len(policies)
    return tuple(_joined(results[at : at + size]) for at in range(0, len(results), size))


def _sendable(trace: Events, strict: bool) -> Events:
    """The events as something that several processes can each read from the start."""
    if isinstance(trace, Trace):
        trace = trace.path
    if isinstance(trace, str | os.PathLike):
        # What is wrong with its beginning is said here.
        return Trace(trace, strict=strict).path.absolute()
    return list(trace) if isinstance(trace, Iterator) else trace


def _joined(results: Sequence[Result]) -> Result:
    """Results of one trace on one machine, each with a policy, as one."""
    first = results[0]
    policies = tuple(policy for result in results for policy in result.policies)
    sentences = dict.fromkeys(text for result in results for text in result.assumptions)
    return replace(first, policies=policies, assumptions=tuple(sentences))


def _work(task: _Task, trace: Events) -> Result:
    """Do one task in a worker: replay the trace under one policy on one machine."""
    if isinstance(trace, _FileBytes):
        trace = _BytesTrace(trace, task.strict)
    return replay(trace, [task.policy], task.machine, strict=task.strict, seed=task.seed)


def _here(tasks: list[_Task], trace: Events, jobs: int | None, done: Done | None) -> list[Result]:
    """Do the tasks in processes of this machine, or in this one when one is enough."""
    number = min(jobs or len(os.sched_getaffinity(0)), len(tasks))
    results: dict[int, Result] = {}
    if number <= 1:
        for at, task in enumerate(tasks):
            results[at] = _work(task, trace)
            if done is not None:
                done(len(results), len(tasks))
        return list(results.values())
    for _ in range(_ATTEMPTS):
        with Workers(number) as pool:
            try:
                _collect(pool, tasks, trace, results, done)
            except BrokenProcessPool:
                continue
        return [results[at] for at in range(len(tasks))]
    raise ProgpackError(
        f"worker processes died {_ATTEMPTS} times with {len(tasks) - len(results)} of {len(tasks)} "
        "tasks to do: killed for want of memory? Fewer of them need less: jobs=1 (--jobs 1)"
    )


def _elsewhere(
    executor: Executor, tasks: list[_Task], trace: Events, done: Done | None
) -> list[Result]:
    results: dict[int, Result] = {}
    try:
        _collect(executor, tasks, trace, results, done)
    except (ProgpackError, KeyboardInterrupt):
        raise
    except Exception as error:
        raise ProgpackError(
            f"the workers cannot do the replays: {type(error).__name__}: {error}; do they have "
            f"progpack {__version__}, and enough memory?"
        ) from error
    return [results[at] for at in range(len(tasks))]


def _collect(
    executor: Executor,
    tasks: list[_Task],
    trace: Events,
    found: dict[int, Result],
    done: Done | None,
) -> None:
    """Do the tasks that are not done yet."""
    futures = {
        executor.submit(_work, task, trace): at for at, task in enumerate(tasks) if at not in found
    }
    try:
        for future in as_completed(futures):
            found[futures[future]] = future.result()
            if done is not None:
                done(len(found), len(tasks))
    finally:
        for future in futures:
            future.cancel()


@dataclass(frozen=True, slots=True)
class _FileBytes:
    """A trace file as it is sent to workers that cannot read it.

    Attributes:
        path: what messages call it.
        data: all of it.
    """

    path: Path
    data: bytes

    def __iter__(self) -> Iterator[Any]:
        return iter(_BytesTrace(self, True))


class _BytesTrace(Trace):
    """A trace whose file is in memory."""

    def __init__(self, file: _FileBytes, strict: bool) -> None:
        self._data = file.data
        super().__init__(file.path, strict=strict)

    def _stream(self) -> BinaryIO:
        return io.BytesIO(self._data)

    def _size_of(self, stream: BinaryIO) -> int:
        return len(self._data)


@contextmanager
def _cluster(address: str, trace: Events) -> Iterator[tuple[Executor, Events]]:
    """The workers of a Dask cluster, and the trace as they can read it."""
    try:
        distributed = import_module("distributed")
    except ImportError as error:
        raise MissingFeatureError(
            "a cluster needs dask.distributed: pip install 'progpack[fleet]'"
        ) from error
    try:
        client = distributed.Client(address, timeout="10s", set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise UsageError(f"no Dask scheduler at {address!r}: {error}") from error
    with client:
        if not client.scheduler_info()["workers"]:
            raise UsageError(f"the Dask cluster at {address!r} has no workers")
        shared = _shared(client, trace) if isinstance(trace, Path) else trace
        # The same task may be asked for again, and is to be done again.
        yield client.get_executor(pure=False, retries=_ATTEMPTS), shared


def _shared(client: Any, path: Path) -> Events:
    """The path where every worker has the same file there, else the file's bytes on each."""
    fingerprint = _fingerprint(path)
    answers: Iterable[object] = client.run(_fingerprint, path).values()
    if all(answer == fingerprint for answer in answers):
        return path
    try:
        file = _FileBytes(path, path.read_bytes())
    except OSError as error:
        raise ObjectError(f"{path}: {error.strerror or error}") from error
    sent: Events = client.scatter(file, broadcast=True, hash=False)
    return sent


def _fingerprint(path: Path) -> tuple[int, str] | None:
    """Size and digest of the beginning of a file; None: it cannot be read."""
    try:
        with path.open("rb") as file:
            digest = hashlib.sha256(file.read(_PROBE)).hexdigest()
            return os.fstat(file.fileno()).st_size, digest
    except OSError:
        return None

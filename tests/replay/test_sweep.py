"""Sweeps: the same results wherever they are done, also when a worker dies on the way."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from progpack.errors import MissingFeatureError, ObjectError, ProgpackError, UsageError
from progpack.replay import Result, replay, sweep
from progpack.trace import Load, Synthesis, save

POLICIES = ["page", "pack", "pack-4k"]
MACHINES = ["x86_64:8G,cpus=4", "x86_64:16G,cpus=64,nodes=2"]

# Kills its process the first time that it is asked, whoever asks.
DEADLY = """
import os, signal
from pathlib import Path
from progpack.pack import Policy

class Deadly(Policy):
    name = "deadly"

    def choose(self, chunks, packs, request):
        try:
            Path({marker!r}).touch(exist_ok={always})
        except FileExistsError:
            return super().choose(chunks, packs, request)
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    path = tmp_path / "t.gz"
    save(path, Synthesis("ci", 300, 1))
    return path


@pytest.fixture
def expected(trace: Path) -> list[Result]:
    return [replay(trace, POLICIES, machine) for machine in MACHINES]


def deadly(folder: Path, *, always: bool = False) -> str:
    path = folder / "deadly.py"
    path.write_text(DEADLY.format(marker=str(folder / "died"), always=always))
    return f"{path}:Deadly"


def same(found: Result, expected: Result) -> bool:
    """Equal but for the order in which assumptions came together."""
    return (found.policies, found.statistics, set(found.assumptions)) == (
        expected.policies,
        expected.statistics,
        set(expected.assumptions),
    )


# Here.


@pytest.mark.parametrize("jobs", [1, 2])
def test_processes_find_what_one_finds(trace: Path, expected: list[Result], jobs: int) -> None:
    told: list[tuple[int, int]] = []
    found = sweep(trace, POLICIES, MACHINES, jobs=jobs, done=lambda *now: told.append(now))
    assert [result.machine for result in found] == [result.machine for result in expected]
    assert all(map(same, found, expected))
    assert told == [(at, 6) for at in range(1, 7)]


def test_an_executor_is_used_as_it_is(trace: Path, expected: list[Result]) -> None:
    with ThreadPoolExecutor(2) as threads:
        found = sweep(trace, POLICIES, MACHINES, threads)
    assert all(map(same, found, expected))


def test_events_that_can_be_read_once_are_read_once(expected: list[Result]) -> None:
    with ThreadPoolExecutor(2) as threads:
        found = sweep(iter(list(Synthesis("ci", 300, 1))), POLICIES, MACHINES, threads)
    assert [result.policies for result in found] == [result.policies for result in expected]


def test_what_is_made_up_is_made_up_by_each_worker(expected: list[Result]) -> None:
    found = sweep(Synthesis("ci", 300, 1), POLICIES, MACHINES, jobs=2)
    assert all(map(same, found, expected))


def test_a_process_that_is_killed_is_replaced(trace: Path, tmp_path: Path) -> None:
    found = sweep(trace, ["pack", deadly(tmp_path)], MACHINES, jobs=2)
    assert (tmp_path / "died").exists()
    for result in found:
        # It places as first fit does, once it lives.
        first, second = result.policies
        assert first.end == second.end


def test_processes_that_always_die_are_given_up(trace: Path, tmp_path: Path) -> None:
    with pytest.raises(ProgpackError, match=r"worker processes died 3 times .* jobs=1"):
        sweep(trace, [deadly(tmp_path, always=True), "pack"], ["x86_64:8G"], jobs=2)


def test_what_is_wrong_is_said_before_anything_is_started(trace: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown policy"):
        sweep(trace, ["pack", "pak"], cluster="tcp://127.0.0.1:1")
    with pytest.raises(UsageError, match="machine"):
        sweep(trace, ["pack"], ["x86_64:no"], cluster="tcp://127.0.0.1:1")
    with pytest.raises(UsageError, match="at least one policy"):
        sweep(trace, [])
    with pytest.raises(UsageError, match="pack is there twice"):
        sweep(trace, ["pack", "page", "pack"], cluster="tcp://127.0.0.1:1")
    with pytest.raises(UsageError, match="at least one machine"):
        sweep(trace, ["pack"], [])
    with pytest.raises(ObjectError, match="No such file"):
        sweep(tmp_path / "none", ["pack"], cluster="tcp://127.0.0.1:1")


def test_what_is_wrong_in_a_worker_is_said_here(tmp_path: Path) -> None:
    stray = tmp_path / "t.gz"
    save(stray, Synthesis("ci", 300, 1))
    stray.write_bytes(stray.read_bytes()[:-60])
    with pytest.raises(ObjectError, match=r"t.gz: record \d+: the gzip member"):
        sweep(stray, ["pack", "page"], jobs=2)
    found = sweep(stray, ["pack", "page"], jobs=2, strict=False)
    assert found[0].skipped == 1


# On a cluster.


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    if find_spec("distributed") is None:
        pytest.skip("a cluster needs the extra: pip install progpack[fleet]")
    distributed = import_module("distributed")
    with distributed.LocalCluster(
        n_workers=3,
        processes=True,
        threads_per_worker=1,
        dashboard_address=":0",
        silence_logs=50,
    ) as local:
        yield local


def workers(cluster: Any) -> set[int]:
    """Processes of a cluster."""
    return {nanny.pid for nanny in cluster.workers.values()}


def test_a_cluster_finds_what_one_finds(cluster: Any, trace: Path, expected: list[Result]) -> None:
    assert len(workers(cluster) - {os.getpid()}) == 3
    told: list[tuple[int, int]] = []
    address = cluster.scheduler_address
    found = sweep(trace, POLICIES, MACHINES, cluster=address, done=lambda *now: told.append(now))
    assert all(map(same, found, expected))
    assert told == [(at, 6) for at in range(1, 7)]


def test_a_worker_that_is_killed_is_made_up_for(cluster: Any, trace: Path, tmp_path: Path) -> None:
    before = workers(cluster)
    found = sweep(
        trace, ["pack", deadly(tmp_path), "page"], MACHINES, cluster=cluster.scheduler_address
    )
    assert (tmp_path / "died").exists()
    assert workers(cluster) != before
    for result, machine in zip(found, MACHINES, strict=True):
        first, second, third = result.policies
        assert first.end == second.end
        assert third == replay(trace, ["page"], machine).policies[0]


def test_workers_that_cannot_read_the_file_are_sent_it(
    cluster: Any, trace: Path, expected: list[Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[object] = []
    distributed = import_module("distributed")
    scatter = distributed.Client.scatter

    def watched(self: Any, data: object, **options: Any) -> object:
        sent.append(data)
        return scatter(self, data, **options)

    # As on a host that has another file there.
    monkeypatch.setattr("progpack.replay.sweeps._fingerprint", _other)
    monkeypatch.setattr(distributed.Client, "scatter", watched)
    found = sweep(trace, POLICIES, MACHINES, cluster=cluster.scheduler_address)
    assert len(sent) == 1
    assert all(map(same, found, expected))
    assert {result.trace for result in found} == {"t.gz"}


def _other(path: Path) -> tuple[int, str]:
    return os.getpid(), str(path)


def test_what_is_wrong_on_a_cluster_is_said_here(cluster: Any, tmp_path: Path) -> None:
    events = [Load(90_000_000_000, 1, "", "program", 64, 9), Load(1, 2, "", "program", 128, 9)]
    with pytest.raises(ObjectError, match="record 2: the clock runs backwards, by 90"):
        sweep(events, ["pack"], cluster=cluster.scheduler_address)


def test_no_cluster_there(trace: Path) -> None:
    if find_spec("distributed") is None:
        pytest.skip("a cluster needs the extra: pip install progpack[fleet]")
    for address in ("tcp://127.0.0.1:1", "nonsense://x", "127.0.0.1"):
        with pytest.raises(UsageError, match="no Dask scheduler at"):
            sweep(trace, ["pack"], cluster=address)


def test_without_the_package(trace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(MissingFeatureError, match=r"progpack\[fleet\]"):
        sweep(trace, ["pack"], cluster="tcp://127.0.0.1:1")

"""The native runtime under sanitizers: the corpus again, and new inputs for a short time.

``PROGPACK_SANITIZE_SECONDS`` makes the second part longer (default 15 s for each build).
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .build import make_harness, missing, read_corpus
from .run import Runs, cover, fuzz, replay

SECONDS = int(os.environ.get("PROGPACK_SANITIZE_SECONDS", "15"))
SEED = int(os.environ.get("PROGPACK_SANITIZE_SEED", "1"))

pytestmark = [
    pytest.mark.skipif(bool(missing()), reason=missing() or "the harness can be made"),
    pytest.mark.xdist_group("sanitize"),
]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the three builds and the corpus."""
    folder = tmp_path_factory.mktemp("sanitize")
    make_harness(folder, "fuzz", "race", "cover")
    read_corpus(folder / "corpus")
    return folder


def nothing_found(runs: Runs) -> None:
    assert not runs.findings, "\n".join(runs.findings)
    assert runs.inputs > 0


@pytest.mark.parametrize("target", ["fuzz", "race"])
def test_the_corpus_runs_without_a_finding(work: Path, target: str) -> None:
    nothing_found(replay(work, target, work / "corpus"))


@pytest.mark.parametrize("target", ["fuzz", "race"])
def test_new_inputs_run_without_a_finding(work: Path, target: str) -> None:
    nothing_found(fuzz(work, target, work / "corpus", SECONDS, SEED))


def test_the_corpus_reaches_the_lines_of_the_runtime(work: Path) -> None:
    share, unreached = cover(work, work / "corpus")
    assert share >= 95, unreached

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

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "the harness can be made")


def nothing_found(runs: Runs) -> None:
    assert not runs.findings, "\n".join(runs.findings)
    assert runs.inputs > 0


@pytest.mark.parametrize("target", ["fuzz", "race"])
def test_the_corpus_and_new_inputs_run_without_a_finding(tmp_path: Path, target: str) -> None:
    make_harness(tmp_path, target)
    corpus = read_corpus(tmp_path / "corpus")
    nothing_found(replay(tmp_path, target, corpus))
    nothing_found(fuzz(tmp_path, target, corpus, SECONDS, SEED))


def test_the_corpus_reaches_the_lines_of_the_runtime(tmp_path: Path) -> None:
    make_harness(tmp_path, "cover")
    share, unreached = cover(tmp_path, read_corpus(tmp_path / "corpus"))
    assert share >= 95, unreached

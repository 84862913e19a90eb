"""The native runtime under sanitizers: the corpus again, and new inputs for a short time.

``PROGPACK_SANITIZE_SECONDS`` makes the second part longer (default 15 s for each build).
"""

from __future__ import annotations

import os
import struct
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


def test_no_bytes_lead_the_walk_out_of_a_capture(tmp_path: Path) -> None:
    make_harness(tmp_path, "captures")
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for number, (first, content) in enumerate(captures()):
        head = bytes([first, 3, 7, 0, number, 1, number, 0])
        (seeds / str(number)).write_bytes(head + content)
    nothing_found(fuzz(tmp_path, "captures", seeds, SECONDS, SEED))


def captures() -> list[tuple[int, bytes]]:
    """Windows that are well formed, each with the byte that says how it is read."""
    found = []
    for big, order in enumerate("<>"):
        record = struct.pack(order + "IIII", 1, 2, 6, 60) + b"packet"
        modified = record[:16] + bytes(8) + record[16:]
        enhanced = struct.pack(order + "IIIIIII", 6, 40, 2, 0, 9, 6, 60) + b"packet" + bytes(2)
        other = struct.pack(order + "III", 5, 12, 12)
        blocks = enhanced + struct.pack(order + "I", 40) + other
        found += [(2 | big << 2, record), (3 | big << 2, modified), (big << 2, blocks)]
    return [(first, content * 3) for first, content in found]

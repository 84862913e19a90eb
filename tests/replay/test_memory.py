"""What a replay keeps does not depend on the length of the trace."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from progpack.trace import Synthesis, save

ROOT = Path(__file__).resolve().parents[2]
# Millions, to be sure: PROGPACK_TRACE_EVENTS=10000000; so does benchmarks/replay.py.
COUNT = int(os.environ.get("PROGPACK_TRACE_EVENTS", "60000"))

WORK = """
import json, resource, sys
from progpack.replay import replay
few, many, policy = sys.argv[1:]

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10

replay(few, [policy])
before = peak()
result = replay(many, [policy])
print(json.dumps([peak() - before, len(result.to_json()), result.statistics.events]))
"""


@pytest.mark.parametrize("policy", ["pack", "page", "oracle"])
def test_memory_is_flat(tmp_path: Path, policy: str) -> None:
    few, many = tmp_path / "few.gz", tmp_path / "many.gz"
    save(few, Synthesis("ci", 10_000, 1))
    save(many, Synthesis("ci", COUNT // 2, 1))
    done = subprocess.run(
        [sys.executable, "-c", WORK, few, many, policy],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        check=True,
        timeout=500,
    )
    grown, written, events = json.loads(done.stdout)
    assert events > 0.99 * COUNT
    # Kept, the events alone would take 300 bytes each; so would what is noted of each.
    assert grown < 8 << 20
    assert written < 4 << 20

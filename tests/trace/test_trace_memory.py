"""Memory while writing, reading and counting does not depend on the length of a trace."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import trace_child as child

# A million, to be sure: PROGPACK_TRACE_EVENTS=1000000
COUNT = int(os.environ.get("PROGPACK_TRACE_EVENTS", "100000"))

WORK = """
    import json, resource, sys
    from progpack.trace import Header, Trace, TraceWriter
    from trace_strategies import ordinary
    path, count = sys.argv[1], int(sys.argv[2])

    def peak():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10

    def write(number):
        with TraceWriter(path, Header()) as writer:
            return writer.write_all(ordinary_few_live(number))

    def ordinary_few_live(number):
        # The stream is of one piece; what is live at its end is what grows in the source itself.
        for start in range(0, number, 1000):
            yield from ordinary(min(1000, number - start))

    uses = {
        "write": write,
        "read": lambda number: sum(1 for _ in Trace(path)),
        "skip": lambda number: sum(1 for _ in Trace(path, strict=False).records()),
        "count": lambda number: Trace(path).statistics().events,
    }
    grown = {}
    for name, use in uses.items():
        write(10_000)
        assert use(10_000) == 10_000
        before = peak()
        write(count)
        if name != "write":
            assert use(count) == count
        grown[name] = peak() - before
    print(json.dumps(grown))
    """


@pytest.mark.parametrize("count", [COUNT])
def test_memory_is_flat(tmp_path: Path, count: int) -> None:
    grown = json.loads(child.run(WORK, tmp_path / "t", str(count)))
    # Kept, the events alone would take 200 bytes each.
    assert {name: size for name, size in grown.items() if size > 8 << 20} == {}

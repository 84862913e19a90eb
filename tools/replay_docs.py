"""What docs show of replays: a trace and a result as examples, the picture, the pages.

    python tools/replay_docs.py

makes docs/replay.md, report.md, diff.md, the table of policies and the picture anew.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from progpack.replay import Result, replay
from progpack.trace import save
from progpack.trace.synthesis import Synthesis

ROOT = Path(__file__).resolve().parents[1]
TRACE, RESULT = "ci.trace.gz", "ci.json"
PAGES = ("replay", "report", "diff")
POLICIES = ("page", "pack-4k", "pack", "pack-huge", "rox-cache")
MACHINE = "x86_64:64G,cpus=32,kernel=6.18"
_LOADS = 1200
_made: list[Result] = []


def examples(room: Path) -> None:
    """Put a trace and its result into a directory: a CI machine with tools of libbpf."""
    save(room / TRACE, Synthesis("ci", _LOADS, seed=1))
    _result(room / TRACE).save(room / RESULT)


def _result(trace: Path) -> Result:
    # The trace is always the same; many tests ask for it.
    if not _made:
        _made.append(replay(trace, POLICIES, MACHINE))
    return _made[0]


def main() -> None:
    """Make the pages and the picture."""
    import pages
    import policy_table

    from progpack.report.result_svg import result_svg

    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        pages.prepare(room)
        for page in PAGES:
            pages.fill(pages.DOCS / f"{page}.md", room, None)
        result = Result.from_json(room / RESULT)
        (pages.DOCS / "replay.svg").write_text(result_svg(result, "time"), encoding="utf-8")
    page = policy_table.PAGE
    page.write_text(policy_table.filled(page.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"wrote {', '.join(PAGES)}, policies, replay.svg")


if __name__ == "__main__":
    main()

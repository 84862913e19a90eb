"""What docs show of replays: a trace and a result as examples, the picture, the pages.

    python tools/replay_docs.py

makes docs/replay.md, report.md, diff.md, the table of policies and the picture anew.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from progpack.replay import Result, replay
from progpack.trace import save
from progpack.trace.measured import Measured
from progpack.trace.synthesis import Synthesis

ROOT = Path(__file__).resolve().parents[1]
TRACE, RESULT = "ci.trace.gz", "ci.json"
LOADS = "loads.trace.gz"
PAGES = ("replay", "report", "diff")
POLICIES = ("page", "pack-4k", "pack", "pack-huge", "rox-cache")
#: A page each, packs of small pages, packs from one block, a cache of huge pages.
_DIRECT_MAPS = ("5.10", "6.1", "7.2.12", "7.3.4")
MACHINE = "x86-64:64G,cpus=32,kernel=6.18"
#: A page each, packs of small pages, a cache of huge pages.
_CODE_PAGES = ("5.10", "6.1", "7.3.4")
_LOADS = 1200
_RECORDED = ROOT / "src/progpack/data/measured/6.1-x86_64-c_3000.jsonl.gz"
_made: list[Result] = []


def examples(room: Path) -> None:
    """Put into a directory: a CI machine with tools of libbpf, its result; 3,000 real loads."""
    save(room / TRACE, Synthesis("ci", _LOADS, seed=1))
    save(room / LOADS, Measured(_RECORDED))
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

    from progpack.report.result.pictures import result_svg

    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        pages.prepare(room)
        for page in PAGES:
            pages.fill(pages.DOCS / f"{page}.md", room, None)
        result = Result.from_json(room / RESULT)
        (pages.DOCS / "replay.svg").write_text(result_svg(result, "time"), encoding="utf-8")
    (pages.DOCS / "direct-map.svg").write_text(direct_map_picture(), encoding="utf-8")
    (pages.DOCS / "runqslower.svg").write_text(code_pages_picture(), encoding="utf-8")
    page = policy_table.PAGE
    page.write_text(policy_table.filled(page.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"wrote {', '.join(PAGES)}, policies, replay.svg, direct-map.svg, runqslower.svg")


def direct_map_picture() -> str:
    """The direct map of four kernels before and after the same 3,000 loads, from their records."""
    from progpack.replay.validation.direct_maps import measured_change
    from progpack.replay.validation.records import RECORDS
    from progpack.report.direct_map import direct_map_svg

    names = (f"{kernel}-x86_64-c_3000.jsonl.gz" for kernel in _DIRECT_MAPS)
    return direct_map_svg([measured_change(RECORDS / name) for name in names])


def code_pages_picture() -> str:
    """The pages of runqslower's ten loads on three kernels, from their records."""
    from progpack.replay.validation.code_pages import code_pages
    from progpack.replay.validation.records import RECORDS
    from progpack.report.code_pages import code_pages_svg

    names = (f"{kernel}-x86_64-a_rq.jsonl.gz" for kernel in _CODE_PAGES)
    return code_pages_svg([code_pages(RECORDS / name) for name in names])


if __name__ == "__main__":
    main()

"""Makes the table of CPUs, backends and adapters in docs/support.md anew, from results of tests.

`make test` notes in build/support.txt which cells its tests have shown (tests/conftest.py).

    python tools/support_table.py            the table, from docs/support.json
    python tools/support_table.py FILE       docs/support.json and the table, from what a run noted
    python tools/support_table.py --check FILE   exit code 1: the table claims what this run has
                                             not shown, and the run is that of .ci/run
"""

from __future__ import annotations

import json
import os
import platform
import sys
import time
from pathlib import Path
from typing import Any, Final

import page_table

from progpack.arch import host
from progpack.arch.lookup import TARGETS
from progpack.jit.compile.llvm import HOSTS
from progpack.run.backends import COMPILED, NAMES

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.support_cells import CELLS  # noqa: E402

PAGE = ROOT / "docs/support.md"
RESULTS = ROOT / "docs/support.json"
#: Set by .ci/run, which installs all that the tests need.
ALL_TOOLS: Final = "PROGPACK_ALL_TOOLS"
_NONE: Final = "-"


def table() -> str:
    """Return the table in Markdown: a row for each CPU."""
    adapters = sorted(path.stem for path in (ROOT / "src/progpack/adapters").glob("[a-z]*.py"))
    columns = ["packs", *NAMES, *adapters]
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    rows = [f"The results are those of {results['date']}: {results['machine']}.\n"]
    rows += [f"| CPU | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    for cpu in TARGETS:
        cells = [_tier(cpu, column, results, column in adapters) for column in columns]
        rows.append(f"| {cpu} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _tier(cpu: str, column: str, results: dict[str, Any], is_adapter: bool) -> str:
    if f"{cpu} {column}" in results["shown"]:
        return "1" if cpu == results["cpu"] else "2"
    only_hosts = is_adapter or column == COMPILED
    return _NONE if only_hosts and cpu not in HOSTS else "3"


def shown_in(noted: Path) -> list[str]:
    """Return the cells that a run has noted, in the order of the table of tests."""
    lines = set(noted.read_text(encoding="utf-8").splitlines()) if noted.exists() else set()
    names = [f"{cell.cpu} {cell.column}" for cell in CELLS]
    return [name for name in names if name in lines]


def write_results(noted: Path) -> None:
    """Write what a run has shown, on which machine and when, to docs/support.json."""
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    kernel = ".".join(platform.release().split(".")[:2])
    results = {
        "date": time.strftime("%Y-%m-%d"),
        "cpu": host().name,
        "machine": f"{system}, Linux {kernel}, Python {platform.python_version()}",
        "shown": shown_in(noted),
    }
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def check(noted: Path) -> int:
    """Say which cells of the table a run has not shown; 1 where it should have."""
    shown = shown_in(noted)
    claimed = json.loads(RESULTS.read_text(encoding="utf-8"))["shown"]
    missing = [name for name in claimed if name not in shown]
    print(f"docs/support.md: {len(claimed) - len(missing)} of {len(claimed)} claims shown here")
    if missing:
        print(f"not shown, since their tests skipped or failed: {', '.join(missing)}")
    return 1 if missing and os.environ.get(ALL_TOOLS) else 0


def filled(text: str) -> str:
    """Return a page with the table in it."""
    return page_table.filled(text, "support_table", table())


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(check(Path(sys.argv[-1])))
    if len(sys.argv) > 1:
        write_results(Path(sys.argv[1]))
    page_table.write(PAGE, filled(PAGE.read_text(encoding="utf-8")))

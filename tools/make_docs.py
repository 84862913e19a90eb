"""Makes the pictures, figures and outputs in README and docs anew: `make docs`.

With the word ``pages`` it leaves the picture of ``try`` alone, whose rates should be those of a
quiet machine.

Everything of ``try`` and of objects is made by anybody. What shows the running kernel needs root,
libbpf-tools and textual, and stays as it is where they are missing; so does the picture of a
browser without chromium. What was not made is said.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

import pages
import pictures
from stage import stage

from progpack.kernel.syscall.programs import program_ids
from progpack.report.trial_picture import trial_svg
from progpack.run.trial import run_trial

ROOT = Path(__file__).resolve().parents[1]
_TRIES = 30
_TOOLS_HAVE = 16  # programs of the tools at most
_MACHINE = re.compile(r"<!-- machine -->\n.*?\n<!-- end -->", re.DOTALL)


def main() -> None:
    """The README and ``try``, then the pages: first those without the tools, then with them."""
    if sys.argv[1:] != ["pages"]:
        _try()
    _say_machine()
    left: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        pages.prepare(room)
        left += _fill(room, None)
        if os.geteuid() == 0:
            with stage() as facts:
                left += _live(room)
                _fill(room, facts)
        else:
            left.append("pictures of the running kernel")
    print("docs are made anew")
    for one in left:
        print(f"left as it is: {one}")


def _try() -> None:
    """Run the trial once, for the picture of it."""
    (ROOT / "docs").mkdir(exist_ok=True)
    (ROOT / "docs/try.svg").write_text(trial_svg(run_trial()), encoding="utf-8")


def _fill(room: Path, facts: Mapping[str, str] | None) -> list[str]:
    left: list[str] = []
    for page in pages.PAGES:
        left += pages.fill(page, room, facts)
    return left


def _live(room: Path) -> list[str]:
    """A snapshot of the running kernel with the tools on it, and pictures of it."""
    host = pages.DOCS / "host.json"
    _observe(host, room)
    shutil.copy(host, room)
    left = pictures.map_pictures(host, pages.DOCS)
    if find_spec("textual") is None:
        return [*left, "top.svg, top-nobody.svg (they need textual)"]
    pictures.top_picture(pages.DOCS / "top.svg")
    pictures.top_picture_as(pages.DOCS / "top-nobody.svg", pages.python_for_all(), pages.NOBODY)
    return left


def _observe(host: Path, room: Path) -> None:
    """The snapshot, without programs that came and went meanwhile, such as those of tests."""
    for _ in range(_TRIES):
        before = set(program_ids())
        subprocess.run(
            [room / "bin/progpack", "map", "live", "--probe", "--json", host],
            env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
            check=True,
        )
        if before == set(program_ids()) and len(before) <= _TOOLS_HAVE:
            return
        time.sleep(1)
    print("programs of others are in the snapshot")


def _say_machine() -> None:
    index = pages.DOCS / "README.md"
    text = f"<!-- machine -->\n{_machine()},\n<!-- end -->"
    index.write_text(_MACHINE.sub(text, index.read_text(encoding="utf-8")), encoding="utf-8")


def _machine() -> str:
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return f"{model}, Linux {platform.release().split('-')[0]}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()

"""Makes the table of CPUs, backends and adapters in docs/support.md anew.

Rows and cells follow from what the tree says: the CPUs that are compiled for, the hosts on which
programs run in the process, the backends, the adapters; which machine CI's script is for; which
CPUs have been measured under qemu-user (docs/architectures.md); and which adapters the arm64 host
of tests/hosts and tests/link runs.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import page_table

from progpack.arch.lookup import TARGETS
from progpack.jit.compile.llvm import HOSTS
from progpack.run.backends import COMPILED, NAMES

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs/support.md"
#: The machine that .ci/run is run on, and the host that it makes for qemu-user.
CI_NATIVE: Final = "x86-64"
CI_EMULATED: Final = "arm64"
#: Tests that the emulated host runs, and what they run of a column.
_EMULATED_TESTS = {
    "tests/hosts/test_arm64.py": ("packs", COMPILED, "interpreter"),
    "tests/link/test_arm64.py": ("elf",),
}
_NONE = "-"


def table() -> str:
    """Return the table in Markdown: a row for each CPU."""
    adapters = sorted(path.stem for path in (ROOT / "src/progpack/adapters").glob("[a-z]*.py"))
    columns = ["packs", *NAMES, *adapters]
    rows = [f"| CPU | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    for cpu in TARGETS:
        cells = [_tier(cpu, column, column in adapters) for column in columns]
        rows.append(f"| {cpu} | {' | '.join(cells)} |")
    return "\n".join(rows)


def _tier(cpu: str, column: str, is_adapter: bool) -> str:
    if column == "arch:NAME":
        return _tier_of_executables(cpu)
    if (is_adapter or column == COMPILED) and cpu not in HOSTS:
        return _NONE
    if cpu == CI_NATIVE:
        return "1"
    return "2" if cpu == CI_EMULATED and column in _emulated() else "3"


def _tier_of_executables(cpu: str) -> str:
    """Return the tier by the row of measurements; executables of this machine run natively."""
    page = (ROOT / "docs/architectures.md").read_text(encoding="utf-8")
    row = re.search(rf"^\| {re.escape(cpu)} \| (\w+|-) \|", page, re.MULTILINE)
    if row is None or row[1] != "yes":
        return _NONE
    return "1" if cpu == CI_NATIVE else "2"


def _emulated() -> set[str]:
    """Return the columns that tests under an emulated host run; a test that went counts no more."""
    found = (names for test, names in _EMULATED_TESTS.items() if (ROOT / test).exists())
    return {name for names in found for name in names}


def filled(text: str) -> str:
    """Return a page with the table in it."""
    return page_table.filled(text, "support_table", table())


if __name__ == "__main__":
    page_table.write(PAGE, filled(PAGE.read_text(encoding="utf-8")))

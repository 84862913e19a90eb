"""Measures every target under qemu-user and writes the table of docs/architectures.md anew.

Each cell is what was run just now, by the code that the tests run (tests/foreign/measured.py);
what cannot be run here is a dash with the reason below the table. With ``--check`` nothing is
written: the exit code says whether the file has what was measured.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.foreign import measured  # noqa: E402

from progpack.arch.lookup import TARGETS  # noqa: E402
from progpack.errors import ProgpackError  # noqa: E402

_PART = re.compile(r"(<!-- measured -->\n).*?(<!-- end -->)", re.DOTALL)


def main() -> int:
    """Measure, and write or compare."""
    rows, notes = [], []
    for name in TARGETS:
        print(f"measuring {name}", file=sys.stderr)
        row, said = _row(name)
        rows.append(row)
        notes += [f"{name}: {text}" for text in said]
    text = measured.PAGE.read_text(encoding="utf-8")
    made = _PART.sub(lambda m: m[1] + "\n".join(_lines(rows, notes)) + "\n" + m[2], text)
    if "--check" in sys.argv[1:]:
        print("\n".join(_lines(rows, notes)))
        return int(made != text)
    measured.PAGE.write_text(made, encoding="utf-8")
    return 0


def _row(name: str) -> tuple[list[str], list[str]]:
    """The cells of a target, and what is to be said of them."""
    reason = measured.missing(name)
    if reason is not None:
        return [name, *["-"] * (len(measured.HEAD) - 1)], [reason]
    notes: list[str] = []
    try:
        suite = measured.conformance(name)
        objects = measured.shipped(name)
        random = [measured.fuzz(name, mode, measured.SEEDS) for mode in ("valid", "wild")]
        signals = measured.rights(name)
        survived = measured.faults(name)
    except ProgpackError as error:
        return [name, *["-"] * (len(measured.HEAD) - 1)], [str(error)]
    for tally in (suite, objects, *random):
        notes += [text.splitlines()[0] for text in tally.wrong]
    passed = f"{suite.passed}/{suite.total}" if suite.total else "-"
    if not suite.total:
        notes.append("the conformance suite is not beside this clone")
    elif suite.plain < suite.passed:
        notes.append(
            f"{suite.plain} cases end in the suite's own numbers; {suite.passed - suite.plain} "
            "look at memory in the machine's byte order and end as the interpreter does in that"
        )
    tried = [tally for tally in (suite, objects, *random) if tally.total]
    compiled = all(tally.compiled == tally.total for tally in tried)
    ended = sum(tally.passed + tally.moved for tally in random)
    stopped = sum(signal == measured.SIGSEGV for signal in signals.values())
    return [
        name,
        "yes" if compiled else "no",
        passed,
        f"{objects.passed}/{objects.total}",
        f"{ended}/{sum(tally.total for tally in random)}",
        f"{stopped}/{len(signals)}",
        f"{survived}/{measured.injections(name)}",
    ], notes


def _lines(rows: list[list[str]], notes: list[str]) -> Iterator[str]:
    yield "| " + " | ".join(measured.HEAD) + " |"
    yield "|---" * len(measured.HEAD) + "|"
    for row in rows:
        yield "| " + " | ".join(row) + " |"
    yield ""
    yield from (f"- {note}" for note in notes)
    if notes:
        yield ""
    yield f"Measured with {_emulator()} and LLVM {_llvm()}."


def _emulator() -> str:
    for target in TARGETS.values():
        if shutil.which(target.emulator):
            said = subprocess.run(
                [target.emulator, "--version"], capture_output=True, text=True, check=True
            ).stdout
            return "qemu-user " + said.split()[2]
    return "no emulator"


def _llvm() -> str:
    from progpack.jit.compile.client import compiler

    return compiler(next(iter(TARGETS))).target().llvm


if __name__ == "__main__":
    sys.exit(main())

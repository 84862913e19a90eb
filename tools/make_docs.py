"""Makes the pictures and figures of README and docs anew: `make docs`."""

from __future__ import annotations

import io
import platform
from pathlib import Path

from rich.console import Console

from progpack.jit.trial import run_trial
from progpack.report.trial import TrialReport, trial_svg

ROOT = Path(__file__).resolve().parents[1]
_BEGIN, _END = "<!-- try: made by tools/make_docs.py -->", "<!-- try: end -->"


def main() -> None:
    """Run the trial once; picture and figures are of the same run."""
    trial = run_trial()
    (ROOT / "docs").mkdir(exist_ok=True)
    (ROOT / "docs/try.svg").write_text(trial_svg(trial), encoding="utf-8")
    stream = io.StringIO()
    Console(file=stream, width=100, no_color=True).print(TrialReport(trial))
    lines = [line.rstrip() for line in stream.getvalue().splitlines()]
    text = "\n".join(f"    {line}".rstrip() for line in lines)
    readme = ROOT / "README.md"
    old = readme.read_text(encoding="utf-8")
    before, rest = old.split(_BEGIN)
    _, after = rest.split(_END)
    block = (
        f"{_BEGIN}\n\n`make try` on {_machine()}:\n\n{text}\n\n"
        "The rates differ from run to run and from machine to machine; the counts do not.\n\n"
        f"{_END}"
    )
    readme.write_text(before + block + after, encoding="utf-8")
    print(f"wrote {readme.name} and docs/try.svg")


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

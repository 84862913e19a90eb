"""``check --steps`` and ``--faults``: one load in each order of work, and what failures leave."""

from __future__ import annotations

import argparse
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from progpack.commands.common import output

if TYPE_CHECKING:
    from progpack.model import KernelCapabilities
    from progpack.model.loadpath import Case, Ending, Run, Step

__all__ = ["faults", "steps"]

_CALL: Final = 10


def steps(args: argparse.Namespace, kernel: KernelCapabilities) -> int:
    """Print the steps; 3 when progpack refuses programs there."""
    from progpack.model.loadpath import run_steps

    runs = list(run_steps(kernel, huge=args.pages == "huge"))
    if args.json is not None:
        value = {
            "arch": kernel.arch.name,
            "kernel": kernel.release,
            "runs": [run.as_dict() for run in runs],
        }
        output.write(args.json, output.json_text("steps", value))
    else:
        _tell(line for run in runs for line in (*_run_lines(run), ""))
    return 3 if runs[-1].refused else 0


def faults(args: argparse.Namespace, kernel: KernelCapabilities) -> int:
    """Print what each fault leaves in the kernel's way and in progpack's."""
    from progpack.model.loadpath import run_cases

    cases = list(run_cases(kernel))
    if args.json is not None:
        value = {
            "arch": kernel.arch.name,
            "kernel": kernel.release,
            "cases": [_case_dict(*case) for case in cases],
        }
        output.write(args.json, output.json_text("faults", value))
    else:
        _tell(line for case in cases for line in (*_case_lines(kernel, *case), ""))
    return 0


def _tell(lines: Iterator[str]) -> None:
    for line in "\n".join(lines).rstrip("\n").split("\n"):
        output.tell(line, aside=False)


def _run_lines(run: Run) -> Iterator[str]:
    yield from _wrap(run.title, "", "")
    for number, step in enumerate(run.steps, 1):
        head = f"{number:>4} {step.call:<{_CALL}} "
        yield from _wrap(_step_text(step), head, " " * len(head))
    yield from _field("ends", _end(run))
    if run.refused:
        yield from _field("done by then", ", ".join(run.done_before) or "nothing")
    yield from _field("left behind", *(run.left.sentences() or ["nothing"]))


def _step_text(step: Step) -> str:
    from progpack.model.loadpath import Outcome

    text = f"{step.function}: {step.detail}"
    return text if step.outcome is Outcome.DONE else f"{text} [{step.outcome.value}]"


def _end(run: Run) -> str:
    refused = run.refused
    if refused is None:
        return run.told or "the program can be run"
    return f"refused at step {run.steps.index(refused) + 1}, {refused.call}"


def _case_lines(
    kernel: KernelCapabilities, case: Case, theirs: Ending, ours: Ending
) -> Iterator[str]:
    yield from _wrap(f"{case.name}: {case.what}", "", "  ")
    yield from _wrap(f"({case.source})", "  ", "  ")
    for title, ending in ((kernel.record.of, theirs), ("progpack", ours)):
        yield from _field(f"{title} tells", "; ".join(ending.told) or "nobody")
        yield from _field(f"{title} leaves", *(ending.left.sentences() or ["nothing"]))


def _case_dict(case: Case, theirs: Ending, ours: Ending) -> dict[str, Any]:
    return {
        "name": case.name,
        "what": case.what,
        "source": case.source,
        "kernel": {"told": list(theirs.told), "left": theirs.left.as_dict()},
        "progpack": {"told": list(ours.told), "left": ours.left.as_dict()},
    }


def _field(name: str, *texts: str) -> Iterator[str]:
    yield from _wrap("; ".join(texts), f"  {name}: ", "    ")


def _wrap(text: str, first: str, later: str) -> Iterator[str]:
    columns = output.width() or output.USUAL
    yield from textwrap.wrap(
        text, columns, initial_indent=first, subsequent_indent=later, break_long_words=False
    )

"""Count what a trace costs under other policies, on a modelled kernel.

  progpack replay host.trace.gz --policy page,pack --machine x86-64:64G
  progpack replay host.trace.gz --policy all -o result.json --html report.html
  progpack replay --validate

A machine is ARCH:MEMORY, and then NAME=VALUE behind commas: nodes, cpus,
kernel, supply (fresh, cached or @FILE with the text of /proc/buddyinfo),
background, jit_limit; `here` is this machine. With several --machine, each
policy is replayed on each machine, on all CPUs or on a Dask cluster.
file.py:Class is a policy of your own.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from progpack.commands import report
from progpack.commands.common import output, traces
from progpack.errors import UsageError

if TYPE_CHECKING:
    from progpack.replay.result import Result, Validation

__all__ = ["add", "run"]

_POLICIES: Final = "page,pack"
_MACHINE: Final = "x86-64:64G"
# A smaller file is done before a process has started.
_SMALL: Final = 2 << 20
_SHOWN: Final = 10


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "trace", nargs="?", metavar="TRACE", help="a trace that `progpack record` wrote"
    )
    parser.add_argument(
        "--policy",
        metavar="A,B",
        action="append",
        help="the policies, or all (default: page,pack)",
    )
    parser.add_argument(
        "--machine",
        metavar="SPEC",
        action="append",
        help=f"the modelled machine (default: {_MACHINE}); may be repeated",
    )
    output.add_output(
        parser,
        "-o",
        "--output",
        writes="a result",
        help="write the result, for `progpack report` and `progpack diff`",
    )
    parser.add_argument(
        "--seed",
        type=int,
        default=0,
        metavar="N",
        help="the seed of the model's random numbers (default: 0)",
    )
    parser.add_argument(
        "--validate",
        action="store_true",
        help="compare the model with measured kernels; without TRACE, do nothing else",
    )
    parser.add_argument(
        "--jobs", type=int, metavar="N", help="the number of processes (default: all CPUs)"
    )
    parser.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="the Dask scheduler whose workers do the replays (extra: fleet)",
    )
    traces.add_lenient(parser)
    report.add_choices(parser)


def run(args: argparse.Namespace) -> int:
    """Replay, and show what was found."""
    if args.trace is None:
        if not args.validate:
            raise UsageError(
                "a TRACE is needed; `progpack record` makes one, and only --validate works without"
            )
        return _only_validate(args)
    machines = args.machine or [_MACHINE]
    _check(args, machines)
    results = _results(args, machines)
    if args.validate:
        validations = tuple(_validations(args.seed))
        results = tuple(replace(result, validations=validations) for result in results)
    for number, result in enumerate(results, 1):
        _show(args, result, number if len(results) > 1 else None)
    skipped = _say_problems(results[0])
    return int(skipped or (args.validate and not _good(results[0].validations)))


def _check(args: argparse.Namespace, machines: Sequence[str]) -> None:
    if args.jobs is not None and args.jobs < 1:
        raise UsageError(f"{args.jobs} processes; at least 1 is needed")
    if args.jobs is not None and args.cluster is not None:
        raise UsageError("--jobs is for this machine; a cluster has as many workers as it has")
    if len(machines) > 1 and "-" in output.targets(args).values():
        raise UsageError("there is a result for each machine: give the forms a FILE")
    if len(machines) > 1:
        files = [file for name in args.outputs if (file := getattr(args, name, None)) is not None]
        numbers = range(1, len(machines) + 1)
        output.refuse_inputs(args, [_numbered(file, n) for file in files for n in numbers])


def _results(args: argparse.Namespace, machines: Sequence[str]) -> tuple[Result, ...]:
    from progpack.replay.engine import replay
    from progpack.replay.sweeps import sweep

    policies = _policies(args.policy or [_POLICIES])
    strict = not args.lenient
    tasks = len(policies) * len(machines)
    with _meter() as meter:
        if args.cluster is None and (args.jobs == 1 or tasks == 1 or _small(args)):
            # In one pass for all policies, in this process.
            return tuple(
                replay(
                    args.trace,
                    policies,
                    machine,
                    strict=strict,
                    seed=args.seed,
                    progress=None if meter is None else meter.events,
                )
                for machine in machines
            )
        return sweep(
            args.trace,
            policies,
            machines,
            cluster=args.cluster,
            jobs=args.jobs,
            strict=strict,
            seed=args.seed,
            done=None if meter is None else meter.tasks,
        )


def _small(args: argparse.Namespace) -> bool:
    path = Path(args.trace)
    return args.jobs is None and (not path.is_file() or path.stat().st_size < _SMALL)


def _policies(given: Sequence[str]) -> list[str]:
    """The policies, each once: it is the same replay, however often it is asked for."""
    from progpack.replay.policies import names

    chosen: list[str] = []
    for name in filter(None, (name.strip() for text in given for name in text.split(","))):
        for one in names() if name == "all" else (name,):
            if one not in chosen:
                chosen.append(one)
            elif name != "all":
                output.tell(f"progpack replay: {one} is asked for twice, and once is enough")
    return chosen


def _show(args: argparse.Namespace, result: Result, number: int | None) -> None:
    """Write one result where it was asked for.

    Args:
        args: arguments of the command.
        result: the result.
        number: number of the machine, when there are several: it goes into the names of files.
    """
    targets = argparse.Namespace(**vars(args))
    if number is not None:
        for form in (*output.targets(args), "series", "output"):
            name = getattr(args, form, None)
            setattr(targets, form, name and _numbered(name, number))
    if targets.output is not None:
        result.save(targets.output)
        if not output.targets(args) and args.series is None:
            text = f"{targets.output}: {len(result.policies)} policies on {result.machine}"
            output.tell(text, aside=False)
            return
        output.wrote(targets.output)
    report.show_result(targets, result)


def _numbered(name: str, number: int) -> str:
    path = Path(name)
    return str(path.with_name(f"{path.stem}-{number}{path.suffix}"))


def _say_problems(result: Result) -> bool:
    """Print what of the trace was left out, on the other stream; return whether anything was."""
    for problem in result.problems[:_SHOWN]:
        output.tell(f"{result.trace}: {problem}")
    if result.skipped > _SHOWN:
        output.tell(f"{result.trace}: and {result.skipped - _SHOWN:,} more problems")
    return result.skipped > 0


def _only_validate(args: argparse.Namespace) -> int:
    """The comparison with measured kernels, kind by kind, and what is outside of its band."""
    from progpack.replay.codec import plain
    from progpack.replay.result import KINDS, error_of

    if set(output.targets(args)) - {"json"} or args.output or args.machine or args.series:
        raise UsageError("--validate without a trace has text or --json; give a TRACE for the rest")
    validations = _validations(args.seed)
    if args.json is not None:
        output.write(args.json, output.json_text("validation", plain(validations)))
    else:
        rows = [(kind, error_of(validations, kind)) for kind in KINDS]
        kernels = sorted({item.kernel for item in validations})
        output.say([f"{len(validations):,} comparisons with {len(kernels)} measured machines"])
        for kind, text in rows:
            output.say([f"{kind}: {KINDS[kind]}"])
            for line in output.wrap(text):
                output.say([f"  {line}"])
        wrong = [item for item in validations if not _fits(item)]
        output.say(_outside(wrong))
    return 0 if _good(validations) else 1


def _outside(wrong: Sequence[Validation]) -> Iterator[str]:
    if not wrong:
        yield "nothing is outside of the stated bands"
    for item in wrong:
        where = f"{item.kernel}, {item.sequence}, {item.policy}"
        note = f" ({item.note})" if item.note else ""
        yield f"outside: {where}: {item.quantity} {item.got:g} for {item.expected:g}{note}"


def _good(validations: Sequence[Validation]) -> bool:
    return all(map(_fits, validations))


def _fits(item: Validation) -> bool:
    from progpack.replay.validation.records import in_band

    # Where placements are not exact, the record says why: frees were still under way.
    if item.kind == "placement":
        return item.exact or bool(item.note)
    return item.exact if item.kind == "splits-of-pages" else in_band(item)


def _validations(seed: int) -> list[Validation]:
    from progpack.replay.validation.records import validate

    if sys.stderr.isatty():
        print("comparing the model with measured kernels ...", end="\r", file=sys.stderr)
    try:
        return validate(seed=seed)
    finally:
        if sys.stderr.isatty():
            print(f"{'':<46}", end="\r", file=sys.stderr)


@contextmanager
def _meter() -> Iterator[_Meter | None]:
    """Shows how far it is, on a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("replaying", total=None)
        yield _Meter(lambda text, share: _update(progress, task, text, share))


def _update(shown: object, task: object, text: str, share: float | None) -> None:
    total = None if share is None else 1.0
    shown.update(task, description=text, total=total, completed=share or 0)  # type: ignore[attr-defined]


class _Meter:
    """The progress of a replay or a sweep, as one line."""

    def __init__(self, show: Callable[[str, float | None], None]) -> None:
        self._show = show
        self._last = 0.0

    def events(self, events: int, share: float | None) -> None:
        """Show the number of events replayed in this process."""
        now = time.monotonic()
        if now - self._last > 0.2:
            self._last = now
            self._show(f"replaying: {events:,} events", share)

    def tasks(self, done: int, total: int) -> None:
        """Show the number of tasks done elsewhere."""
        self._show(f"replaying: {done} of {total} tasks", done / total)

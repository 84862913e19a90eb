"""The laboratory's commands: ``python -m lab``.

    python -m lab run [--arch A] [--sequence S]     boot a kernel, record, compare
    python -m lab compare RECORD...                 records beside the model's predictions
    python -m lab heard KERNEL                      each allocation of packs heard, and replayed
    python -m lab list                              machines and sequences
    python -m lab check [--arch A]                  whether all tools are there

Exit codes are those of progpack: 0 good, 1 a prediction was not as claimed, 2 unusable input,
3 something is missing.
"""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path
from typing import NoReturn

from lab.compare import compare, summary, table
from lab.heard import hear
from lab.record import Plan, run
from lab.sequences import SEQUENCES, sequence
from progpack.errors import MissingFeatureError, ProgpackError
from progpack.vm import machines
from progpack.vm.fetch import ensure, parse
from progpack.vm.store import Store

_OUTPUT = Path("build/lab")


def main(arguments: list[str] | None = None) -> int:
    """Do what the arguments say; the exit code."""
    options = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _terminated)
    try:
        code: int = options.act(options)
        return code
    except MissingFeatureError as error:
        print(error, file=sys.stderr)
        return 3
    except ProgpackError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _run(options: argparse.Namespace) -> int:
    plan = Plan(
        machines.get(options.arch),
        sequence(options.sequence, options.seed),
        options.package,
        tuple(options.suite),
        options.kernel,
        options.memory << 20,
        options.silence,
        options.attempts,
    )
    recorded = run(plan, options.output, _say)
    print(f"{recorded.origin}: {recorded.seconds:.0f} s in all\n")
    return _compared([recorded.record], options.seed)


def _compare(options: argparse.Namespace) -> int:
    if not options.summary:
        return _compared(options.record, 0)
    found = [compare(path) for path in options.record]
    print(summary(found))
    return 1 if any(each.wrong for each in found) else 0


def _compared(paths: list[Path], seed: int) -> int:
    wrong = 0
    for path in paths:
        found = compare(path, seed=seed)
        wrong += len(found.wrong)
        print(table(found), end="\n\n")
    return 1 if wrong else 0


def _heard(options: argparse.Namespace) -> int:
    stored = ensure(Store(), parse(options.kernel), _say)
    heard = hear(stored, options.loads, options.seed)
    kinds = ", ".join(f"{count} {kind}" for kind, count in heard.loads.items())
    print(f"Linux {heard.release}: {options.loads} loads in {heard.seconds} s ({kinds})")
    print(f"{heard.allocations} allocations and {heard.frees} frees heard, {heard.missed} missed")
    print(f"{heard.placed} of {heard.allocations} allocations lie where the rule puts them")
    print(f"{heard.packs} packs at the end, {heard.wrong} bits other than in /proc/kcore")
    return 1 if heard.wrong or heard.missed or heard.placed != heard.allocations else 0


def _list(options: argparse.Namespace) -> int:
    for machine in machines.MACHINES:
        print(f"{machine.arch:<8} {machine.qemu} {' '.join(machine.options)}; {machine.package}")
    print()
    for name, description in SEQUENCES.items():
        print(f"{name:<8} {description}")
    return 0


def _check(options: argparse.Namespace) -> int:
    for tool, path in machines.check(machines.get(options.arch)).items():
        print(f"{tool:<24} {path}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lab", description="A laboratory for kernels.")
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    each = verbs.add_parser("run", help="boot a kernel, record what it does, compare")
    each.set_defaults(act=_run)
    each.add_argument("--arch", default="x86-64", help="of the machine (x86-64)")
    each.add_argument("--sequence", default="tour", help="what it is asked to do (tour)")
    each.add_argument("--seed", type=int, default=0, help="of the sequence (0)")
    each.add_argument("--package", default="", help="Debian package of the kernel")
    each.add_argument(
        "--suite",
        action="append",
        default=[],
        help="where it is looked for, such as bookworm-backports; may be given again",
    )
    each.add_argument("--kernel", type=Path, help="a kernel image, in place of a package")
    each.add_argument("--memory", type=int, default=2048, help="MiB of RAM (2048)")
    each.add_argument("--silence", type=float, default=180, help="seconds before it is given up")
    each.add_argument("--attempts", type=int, default=3, help="boots at most (3)")
    each.add_argument("-o", "--output", type=Path, default=_OUTPUT, help=f"folder ({_OUTPUT})")
    each = verbs.add_parser("compare", help="records beside the model's predictions")
    each.set_defaults(act=_compare)
    each.add_argument("record", type=Path, nargs="+", help="KERNEL-ARCHITECTURE-SEQUENCE.jsonl.gz")
    each.add_argument("--summary", action="store_true", help="a table, a row for each")
    each = verbs.add_parser("heard", help="hear each allocation of packs, and replay the trace")
    each.set_defaults(act=_heard)
    each.add_argument("kernel", help="as for progpack kernels: 6.12, debian-12, arm64:6.12")
    each.add_argument("--loads", type=int, default=10_000, help="number of loads (10,000)")
    each.add_argument("--seed", type=int, default=0, help="of the loads (0)")
    verbs.add_parser("list", help="machines and sequences").set_defaults(act=_list)
    each = verbs.add_parser("check", help="whether all tools are there")
    each.set_defaults(act=_check)
    each.add_argument("--arch", default="x86-64", help="of the machine (x86-64)")
    return parser


def _say(text: str) -> None:
    print(text, flush=True)


def _terminated(number: int, frame: object) -> NoReturn:
    """So that temporary files and QEMU go then too."""
    raise SystemExit(128 + number)


if __name__ == "__main__":
    sys.exit(main())

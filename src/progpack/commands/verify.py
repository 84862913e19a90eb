"""Show which accesses of a program are proved, and what kernels refuse.

The compiled code has no check for a proved access. A checked access ends the
run with a fault when it is outside of the program's memory. A program whose
loops are known to end needs no counter for its budget. --kernel also asks the
running kernel's verifier (root). It refuses what it cannot prove, and shifts by
more bits than a register has; progpack masks such shifts, as RFC 9669 says.

--kernels asks kernels that run in guests (progpack kernels); `here` is the
running kernel. The table has a row for each program and a column for each
kernel. A cell has the instructions that the verifier walked, and their share of
the number that it walks at most.

Exit codes: 0 all programs are accepted, 1 a program is refused, by progpack or
by a kernel, is over the budget, or is worse than in the baseline, 2 the object,
the name of a kernel or a stored kernel is not usable, 3 a kernel cannot be
asked: a privilege, QEMU, apt or the network is missing.

examples:
  progpack verify firewall.bpf.o -v
  progpack verify firewall.bpf.o --kernel --json
  progpack verify firewall.bpf.o --kernels 6.1,6.12,here --budget 80%
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from progpack.commands.common import fit as choices
from progpack.commands.common import inputs, output
from progpack.errors import ObjectError, UnknownNameError, UsageError
from progpack.files import read_file
from progpack.records import replace

if TYPE_CHECKING:
    from progpack.bpf.spec import ObjectSpec, ProgramSpec
    from progpack.jit.verify import Verdict

__all__ = ["add", "run"]

_PERCENT = 100


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    choices.add_object(parser, "an object file")
    parser.add_argument("--prog", metavar="NAME", help="examine only this program")
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="show each access with its source"
    )
    parser.add_argument("--kernel", action="store_true", help="also ask the running kernel")
    parser.add_argument(
        "--kernels",
        metavar="KERNEL,...",
        help="ask these kernels: 6.1, debian-12, the path of an image, here",
    )
    parser.add_argument(
        "--budget",
        metavar="N%",
        help="the share of the limit of instructions that a program may use at most",
    )
    parser.add_argument(
        "--baseline",
        metavar="FILE",
        help="the JSON of an earlier --kernels: only what became worse counts",
    )
    parser.add_argument(
        "--unpriv", action="store_true", help="load as a user without privileges (in guests)"
    )
    parser.add_argument(
        "--lines",
        metavar="N",
        type=int,
        default=0,
        help="with --kernels: show for each program the N source lines whose instructions the "
        "verifier walked most often",
    )
    parser.add_argument(
        "--variants",
        metavar="FILE",
        help="with --kernels: ask again for each line of FILE, which has NAME=VALUE as --set does",
    )
    choices.add_globals(parser)
    choices.add_fit(parser)
    output.add_forms(
        parser,
        "json junit markdown",
        junit="with --kernels: a test case for each program on each kernel",
        markdown="with --kernels: the table, as for $GITHUB_STEP_SUMMARY",
    )


def run(args: argparse.Namespace) -> int:
    """Verify, and report."""
    if args.kernels is not None:
        return _ask_kernels(args)
    from progpack.jit.verify import verify_program

    _refuse_without_kernels(args)
    spec = _read(args)
    names = [args.prog] if args.prog else list(spec.programs)
    verdicts = [verify_program(spec.programs[name], spec.maps) for name in names]
    refused: dict[str, str] = {}
    if args.kernel:
        from progpack.kernel.syscall.refusal import refusal

        refused = {name: refusal(spec, spec.programs[name]) for name in names}
    if args.json is not None:
        programs = [_described(spec.programs[one.name], one, refused) for one in verdicts]
        value = {"object": spec.name, "programs": programs}
        output.write(args.json, output.json_text("verify", value))
    else:
        for verdict in verdicts:
            _print(spec.programs[verdict.name], verdict, refused, verbose=args.verbose)
    return int(any(verdict.refusal for verdict in verdicts) or any(refused.values()))


def _read(args: argparse.Namespace, more: Sequence[str] = ()) -> ObjectSpec:
    from progpack.bpf.object.reader import read_object
    from progpack.run.load import fit

    spec = read_object(choices.object_path(args))
    if args.prog is not None and args.prog not in spec.programs:
        raise UnknownNameError(f"{args.object} has no program", args.prog, spec.programs)
    if args.prog is None and args.type is not None:
        raise UsageError("--type is the type of one program: --prog NAME says of which")
    variables = inputs.variables(spec, [*args.set, *more])
    return fit(spec, variables=variables, **choices.fit_options(args, args.prog))


def _refuse_without_kernels(args: argparse.Namespace) -> None:
    for name in ("budget", "baseline", "unpriv", "junit", "markdown", "lines", "variants"):
        if getattr(args, name):
            raise UsageError(f"--{name} needs --kernels, such as --kernels 6.1,6.12")


def _ask_kernels(args: argparse.Namespace) -> int:
    from progpack.report import verdicts as report
    from progpack.run.verdicts import ask_kernels

    if args.kernel or args.btf:
        raise UsageError(
            "--kernel and --kernels exclude each other; in --kernels, `here` is the running kernel"
        )
    budget = _budget_of(args.budget)
    baseline = None if args.baseline is None else _baseline(args.baseline)
    spec = _read(args)
    variants = [] if args.variants is None else _variants(args)
    names = [args.prog] if args.prog else [n for n, p in spec.programs.items() if p.autoload]
    if not names:
        raise UsageError(f"{args.object} has no program that is loaded by itself; choose: --prog")
    kernels = [name for name in args.kernels.split(",") if name]
    if not kernels:
        raise UsageError("--kernels: name a kernel, such as 6.12")
    if args.lines < 0:
        raise UsageError(f"--lines {args.lines}: a number from 1 is wanted")
    reports = ask_kernels(
        spec, names, kernels, output.tell, unprivileged=args.unpriv, lines=args.lines
    )
    for title, changed in variants:
        asked = ask_kernels(
            changed, names, kernels, output.tell, unprivileged=args.unpriv, lines=args.lines
        )
        reports += [replace(one, name=f"{one.name} {title}") for one in asked]
    if args.json is not None:
        output.write(args.json, output.json_text("verdicts", report.record(spec.name, reports)))
    if args.junit is not None:
        output.write(args.junit, report.junit(reports, budget))
    if args.markdown is not None:
        output.write(args.markdown, report.markdown(reports, budget))
    if "-" not in (args.json, args.junit, args.markdown):
        output.say(report.text(reports, budget))
    found = report.findings(reports, budget)
    if baseline is not None:
        found = report.changes(reports, baseline)
        for sentence in found:
            output.tell(f"worse: {sentence}")
    return int(bool(found))


def _variants(args: argparse.Namespace) -> list[tuple[str, ObjectSpec]]:
    """The object with the variables of each line of a file, behind those of --set."""
    try:
        text = read_file(args.variants).decode("utf-8", "replace")
    except OSError as error:
        raise UsageError(f"{args.variants}: {error.strerror or error}") from None
    lines = [" ".join(line.partition("#")[0].split()) for line in text.splitlines()]
    titles = list(dict.fromkeys(line for line in lines if line))
    if not titles:
        raise UsageError(f"{args.variants} has no variant: a line such as debug=1 limit=4")
    return [(title, _read(args, title.split(" "))) for title in titles]


def _budget_of(text: str | None) -> float | None:
    if text is None:
        return None
    number = text.removesuffix("%")
    if (
        not number.isdecimal()
        or len(number) > len(str(_PERCENT))
        or not 0 < int(number) <= _PERCENT
    ):
        raise UsageError(f"--budget {text}: a whole number of percent, such as 80%")
    return int(number) / _PERCENT


def _baseline(path: str) -> Any:
    try:
        return json.loads(read_file(path))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from None
    except (ValueError, RecursionError):
        raise ObjectError(f"{path} is no JSON") from None


def _described(program: ProgramSpec, verdict: Verdict, refused: dict[str, str]) -> dict[str, Any]:
    record: dict[str, Any] = {
        "name": program.name,
        "type": program.type.name,
        "section": program.section,
        "slots": len(program.insns),
        "refusal": verdict.refusal or None,
        "proved": verdict.proved,
        "checked": verdict.checked,
        "budget_bound": verdict.bound,
        "budget_counted": verdict.counted,
        "accesses": [
            {
                "slot": access.pc,
                "region": access.region or None,
                "size": access.size,
                "write": access.write,
                "argument": f"r{access.argument}" if access.argument else None,
                "proved": access.proved,
                "source": program.line_at(access.pc),
            }
            for access in verdict.accesses
        ],
    }
    if program.name in refused:
        record["kernel_refusal"] = refused[program.name] or None
    return record


def _print(
    program: ProgramSpec, verdict: Verdict, refused: dict[str, str], *, verbose: bool
) -> None:
    from progpack.report.draw.units import clean, count

    head = f"{program.name}: {program.type.name}, section {program.section}"
    print(clean(f"{head}, {count(len(program.insns), 'slot')}"))
    if verdict.refusal:
        print(clean(f"  refused: {' '.join(verdict.refusal.split())}"))
    else:
        accesses = count(len(verdict.accesses), "access", "accesses")
        print(f"  {verdict.proved} of {accesses} proved, ", end="")
        print(f"{verdict.checked} checked at run time{_regions(verdict)}")
        print(f"  {_budget(verdict)}")
        if verbose:
            _print_accesses(program, verdict)
    if program.name in refused:
        refusal = refused[program.name]
        print("  the kernel accepts it" if not refusal else "  the kernel refuses it:")
        for line in refusal.splitlines():
            print(clean(f"    {line}"))


def _regions(verdict: Verdict) -> str:
    """Return the regions that the checked accesses are believed to be in, with counts."""
    counts: dict[str, int] = {}
    for access in verdict.accesses:
        if not access.proved:
            region = access.region if access.region not in ("", "number") else "unknown"
            counts[region] = counts.get(region, 0) + 1
    parts = ", ".join(f"{count} {region}" for region, count in sorted(counts.items()))
    return f" ({parts})" if parts else ""


def _budget(verdict: Verdict) -> str:
    if verdict.counted:
        return "budget: its backward jumps and calls are counted while it runs"
    if not verdict.bound:
        return "budget: it has no loops and no calls, so nothing is counted while it runs"
    most = f"{verdict.bound:,}"
    return f"budget: backward jumps and calls are {most} at most, so none is counted while it runs"


def _print_accesses(program: ProgramSpec, verdict: Verdict) -> None:
    from progpack.bpf.text.disasm import disasm
    from progpack.report.draw.units import clean

    for access in verdict.accesses:
        how = "proved " if access.proved else "checked"
        line = program.line_at(access.pc) or ""
        text = disasm(program.insns, access.pc)
        if access.argument:
            text += f" (r{access.argument})"
        print(clean(f"  {access.pc:>5}: {how} {access.region or 'unknown':<7} {text:<36} {line}"))

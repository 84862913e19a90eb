"""Facts about programs before they run: proved and checked accesses, refusals.

A proved access has no check in the code that runs; a checked one ends the run with a fault when it
is outside of the program's memory. Loops whose rounds are known need no budget. --kernel asks the
running kernel's verifier too (root), which refuses what it cannot prove, and shifts by more bits
than there are, which are masked here as RFC 9669 says.

Exit codes: 0 all are accepted, 1 one is refused, here or by the kernel, 3 the kernel was not asked
for want of a privilege.

examples:
  progpack verify firewall.bpf.o -v
  progpack verify firewall.bpf.o --kernel --json
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from progpack.commands.common import fit as choices
from progpack.commands.common import output
from progpack.errors import UnknownNameError, UsageError

if TYPE_CHECKING:
    from progpack.bpf.spec import ObjectSpec, ProgramSpec
    from progpack.jit.verify import Verdict

__all__ = ["add", "run"]


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    choices.add_object(parser, "an object file")
    parser.add_argument("--prog", metavar="NAME", help="only this program")
    parser.add_argument("-v", "--verbose", action="store_true", help="each access, with its source")
    parser.add_argument("--kernel", action="store_true", help="ask the running kernel too")
    choices.add_fit(parser)
    output.add_forms(parser, "json")


def run(args: argparse.Namespace) -> int:
    """Verify, and report."""
    from progpack.jit.verify import verify_program

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


def _read(args: argparse.Namespace) -> ObjectSpec:
    from progpack.bpf.object.reader import read_object
    from progpack.run.load import fit

    spec = read_object(choices.object_path(args))
    if args.prog is not None and args.prog not in spec.programs:
        raise UnknownNameError(f"{args.object} has no program", args.prog, spec.programs)
    if args.prog is None and args.type is not None:
        raise UsageError("--type is the type of one program: --prog NAME says of which")
    return fit(spec, **choices.fit_options(args, args.prog))


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
    from progpack.report.draw.units import clean

    head = f"{program.name}: {program.type.name}, section {program.section}"
    print(clean(f"{head}, {len(program.insns)} slots"))
    if verdict.refusal:
        print(clean(f"  refused: {' '.join(verdict.refusal.split())}"))
    else:
        print(f"  {verdict.proved} of {len(verdict.accesses)} accesses proved, ", end="")
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
        return "its loops and calls are counted as it runs"
    if not verdict.bound:
        return "no loops, no calls: it needs no budget"
    return f"its loops and calls take {verdict.bound:,} of its budget at most; not counted"


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

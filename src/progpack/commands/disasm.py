"""Show the instructions of an object's programs: BPF, LLVM IR or machine code.

BPF is shown as it is in the file, also for programs that cannot be loaded.
"""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from progpack.commands.common import fit as choices
from progpack.commands.common import output
from progpack.errors import UsageError

if TYPE_CHECKING:
    from progpack.bpf.spec import ObjectSpec, ProgramSpec

__all__ = ["add", "run"]

_CALL = re.compile(r"call 0x([0-9a-f]+)$")


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    choices.add_object(parser, "an object file")
    parser.add_argument("--prog", metavar="NAME", help="show only this program")
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--ir", action="store_true", help="show the LLVM IR from which the program is compiled"
    )
    form.add_argument(
        "--asm", action="store_true", help="show the machine code, as LLVM's assembly"
    )
    output.add_forms(parser, "json")


def run(args: argparse.Namespace) -> int:
    """Print the instructions."""
    from progpack.bpf.object.reader import read_object
    from progpack.report.draw.units import clean

    spec = read_object(choices.object_path(args))
    if args.prog is not None and args.prog not in spec.programs:
        have = ", ".join(spec.programs) or "none"
        raise UsageError(f"there is no program {args.prog!r}; {args.object} has: {have}")
    names = [args.prog] if args.prog else list(spec.programs)
    texts = _native(spec, names, args) if args.ir or args.asm else _bpf(spec, names)
    if args.json is not None:
        programs = [_described(spec.programs[name], texts[name]) for name in names]
        value = {"object": spec.name, "programs": programs}
        output.write(args.json, output.json_text("disasm", value))
        return 0
    for name in names:
        program = spec.programs[name]
        head = f"; program {name}: {program.type.name}, section {program.section}"
        print(clean(f"{head}, {len(program.insns)} slots"))
        for line in texts[name]:
            print(clean(line.expandtabs()))
    return 0


def _described(program: ProgramSpec, lines: list[str]) -> dict[str, object]:
    return {
        "name": program.name,
        "type": program.type.name,
        "section": program.section,
        "slots": len(program.insns),
        "lines": lines,
    }


def _bpf(spec: ObjectSpec, names: list[str]) -> dict[str, list[str]]:
    from progpack.bpf.text.disasm import listing
    from progpack.report.draw.units import clean

    programs = [spec.programs[name] for name in names]
    return {
        program.name: [
            clean(_named(line.expandtabs()))
            for line in listing(
                program.insns, functions=program.functions, maps=program.maps, lines=program.lines
            )
        ]
        for program in programs
    }


def _named(line: str) -> str:
    """The line with the name of the helper it calls, as a comment."""
    from progpack.bpf.helpers.lookup import NAMES

    call = _CALL.search(line)
    name = NAMES.get(int(call[1], 16)) if call else None
    return f"{line}  ; {name}" if name else line


def _native(spec: ObjectSpec, names: list[str], args: argparse.Namespace) -> dict[str, list[str]]:
    from progpack.run.load import load

    with load(spec, programs=names) as loaded:
        return {
            name: (program.ir() if args.ir else program.assembly()).splitlines()
            for name, program in loaded.programs.items()
        }

"""The instructions of an object's programs: BPF, LLVM IR or machine code."""

from __future__ import annotations

import argparse

from progpack.errors import UsageError

__all__ = ["add", "run"]


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("object", metavar="OBJ", help="an object file")
    parser.add_argument("--prog", metavar="NAME", help="only this program")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--ir", action="store_true", help="the LLVM IR it is compiled from")
    form.add_argument("--asm", action="store_true", help="the machine code, as LLVM's assembly")


def run(args: argparse.Namespace) -> int:
    """Print the instructions."""
    from progpack.bpf.disasm import disasm
    from progpack.bpf.spec import ObjectSpec

    spec = ObjectSpec.from_file(args.object)
    if args.prog is not None and args.prog not in spec.programs:
        raise UsageError(
            f"{args.object} has no program {args.prog!r}; it has: {', '.join(spec.programs)}"
        )
    names = [args.prog] if args.prog else list(spec.programs)
    if args.ir or args.asm:
        from progpack.jit.object import load

        with load(spec, programs=names) as loaded:
            for program in loaded.programs.values():
                print(f"; program {program.name}")
                print(program.ir() if args.ir else program.assembly())
        return 0
    for name in names:
        program_spec = spec.programs[name]
        print(f"{name}: {program_spec.type.name}, section {program_spec.section}")
        pc = 0
        while pc < len(program_spec.insns):
            if pc in program_spec.lines:
                print(f"                {program_spec.lines[pc]}")
            print(f"{pc:6}:  {disasm(program_spec.insns, pc)}")
            pc += 2 if program_spec.insns[pc].opcode == 0x18 else 1
    return 0

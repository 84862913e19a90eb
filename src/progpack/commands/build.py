"""Build a program as a static executable for another CPU.

  progpack build firewall.bpf.o --arch arm64 -o firewall.arm64
  qemu-aarch64 firewall.arm64 < packet
  progpack build tool.bpf.o --arch s390x --prog on_packet --set limit=3 -o tool

Without arguments, the executable reads its packet (or context, or memory) from
standard input and runs the program once. It prints r0 and the packet as the
program left it, or the fault, with exit code 1. It needs no C library. The pack
can be read and executed, the constants can only be read, and the stack, the
maps and the packet can never be executed.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from progpack.commands.common import fit as choices
from progpack.commands.common import output
from progpack.errors import UsageError
from progpack.files import write_file

if TYPE_CHECKING:
    from progpack.foreign import Builder
    from progpack.foreign.executable import PlacedProgram

__all__ = ["add", "build_executable", "run"]


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add = parser.add_argument
    choices.add_object(parser, "an object file as clang makes it")
    add(
        "--arch",
        metavar="A",
        required=True,
        help=f"{choices.cpu_names()}; s390x takes objects of clang -target bpfeb",
    )
    add("--prog", metavar="NAME", help="the program; needed when there are several")
    output.add_output(
        parser,
        "-o",
        "--output",
        writes="an object file",
        required=True,
        help="the executable to write",
    )
    choices.add_globals(parser)
    choices.add_fit(parser)


def run(args: argparse.Namespace) -> int:
    """Compile, write the file, and say what is in it."""
    from progpack.report.draw.units import bytes_text

    builder, program = build_executable(args)
    executable = builder.executable(default=program)
    try:
        write_file(args.output, executable.data, executable=True)
    except OSError as error:
        raise UsageError(f"{args.output} cannot be written: {error.strerror}") from None
    spec, target = program.spec, executable.target
    base, size = executable.packs[0]
    code = bytes_text(len(program.image.text))
    constants = f"constants from {executable.constants:#x}"
    lines = [f"{args.output}: {spec.name} ({spec.type.name}) for {target.name}, {target.cpu}"]
    lines.append(f"machine code: {code} at {program.code:#x}")
    lines.append(f"pack: {bytes_text(size)} from {base:#x}, read and executed; {constants}")
    lines.append(f"run it: {target.emulator} {args.output} < PACKET")
    print("\n".join(lines))
    return 0


def build_executable(args: argparse.Namespace) -> tuple[Builder, PlacedProgram]:
    """The builder of an executable, with the one program in it that the arguments name.

    Raises:
        ProgpackError: the object cannot be used for the target; says why.
    """
    from progpack.bpf.object.reader import read_object
    from progpack.commands.common import inputs
    from progpack.foreign import Builder
    from progpack.run.load import fit

    builder = Builder(args.arch)
    spec = read_object(choices.object_path(args), skip_unsupported=True)
    name = choices.choose_program(spec, args)
    spec = fit(
        spec,
        programs=[name],
        variables=inputs.variables(spec, args.set),
        **choices.fit_options(args, name),
    )
    return builder, builder.add(spec, [name]).programs[name]

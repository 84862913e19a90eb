"""Step a program by lines of its C source, in the interpreter, as pdb does.

  progpack debug firewall.bpf.o --pcap sample.pcap
  progpack debug firewall.bpf.o --pcap sample.pcap --at 3 -c 'break decide'
  echo 'break decide
  continue
  where' | progpack debug firewall.bpf.o --packet 0200...

`help` at the prompt lists the commands. Commands may come from stdin.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from progpack.commands.common import fit as choices
from progpack.commands.common.runs import watched
from progpack.errors import RunError, UsageError
from progpack.report.draw.units import count
from progpack.run.stepping.control import Restarted, Stepper, Stopped
from progpack.run.stepping.locals import locals_of

if TYPE_CHECKING:
    from progpack.commands.debug.prompt import Prompt
    from progpack.run.object import Object
    from progpack.run.program import Program

__all__ = ["add", "run"]


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add = parser.add_argument
    choices.add_object(parser, "an object file as clang makes it, with -g")
    add("--prog", metavar="NAME", help="the program to step; needed when the object has several")
    choices.add_input(parser)
    add(
        "--at",
        type=int,
        default=0,
        metavar="N",
        help="the packet of --pcap to step, counted from 0 as in messages of faults; the packets "
        "before it run first, without a stop (default: 0)",
    )
    add(
        *("-c", "--command"),
        action="append",
        default=[],
        metavar="COMMAND",
        help="a command that is executed at the first stop, as if you typed it; may be repeated",
    )


def run(args: argparse.Namespace) -> int:
    """Run the program until the user has seen enough."""
    from progpack.commands.debug.prompt import Prompt

    spec, name = watched.read(args)
    prompt = Prompt(spec, args.command)
    stepper = Stepper(spec, prompt.stop, prompt.holds)
    prompt.use(stepper)
    with watched.loaded(args, spec, name, stepper) as obj:
        prompt.open(obj, locals_of(args.object))
        if args.at < 0:
            raise UsageError(f"--at takes a number from 0 on, not {args.at}")
        packets = watched.packets(obj.programs[name], args, args.at + 1)
        try:
            return _session(prompt, obj, name, packets, args)
        except Stopped:
            return 0


def _session(
    prompt: Prompt, obj: Object, name: str, packets: Iterator[bytes], args: argparse.Namespace
) -> int:
    """Run on the packets, the last one with stops, as often as the user wants it."""
    program, stepper = obj.programs[name], prompt.stepper
    with prompt.interrupts():
        number, last = 0, b""
        for packet in packets:
            if number:
                stepper.pass_through()
                watched.run_one(program, last, args)
            number, last = number + 1, packet
        if args.pcap is not None and number <= args.at:
            raise UsageError(f"--at {args.at}: {args.pcap} has {count(number, 'packet')}")
        while True:
            stepper.begin_run()
            try:
                code = _one(prompt, program, last, args)
            except Restarted:
                continue
            try:
                prompt.ended()
            except Stopped:
                return code


def _one(prompt: Prompt, program: Program, packet: bytes, args: argparse.Namespace) -> int:
    from progpack.bpf.context.verdict import verdict

    try:
        result = watched.run_one(program, packet, args)
    except RunError as error:
        prompt.fault(str(error))
        return 1
    value = result.return_value
    prompt.tell(f"The program has returned {value} ({verdict(program.type, value)}).")
    return 0

"""Run a program of an object on real input, and say what it returned and left.

  progpack run firewall.bpf.o --pcap sample.pcap
  progpack run firewall.bpf.o --pcap sample.pcap --set default_action=1 \\
    --map blocked:192.0.2.1=0 --map rules:0=prefix=192.0.2.8,mask=/126,action=1
  progpack run firewall.bpf.o --pcap sample.pcap --arch riscv64
  progpack run schedlat.bpf.o --prog schedlat_wakeup --arg x:2a0000002a000000

KEY and VALUE are numbers (7, 0x1f), addresses (192.0.2.1, 2001:db8::1, /32 for
a mask), members of a struct (a=1,b=2) or bytes in hexadecimal (x:00ff).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from progpack.commands.common import fit as choices
from progpack.commands.common import output
from progpack.errors import RunError, UsageError
from progpack.records import dataclass, field

if TYPE_CHECKING:
    from progpack.bpf.outcome import RunResult
    from progpack.commands.common.values import Shown
    from progpack.foreign import ForeignObject
    from progpack.foreign.session import ForeignProgram
    from progpack.jit.object import Object
    from progpack.jit.program import Program

__all__ = ["add", "run"]

_SHOWN = 16


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add = parser.add_argument
    choices.add_object(parser, "an object file as clang makes it")
    add("--prog", metavar="NAME", help="the program; needed when there are several")
    group = parser.add_argument_group("input", "one of these").add_mutually_exclusive_group()
    group.add_argument("--pcap", metavar="FILE", help="packets: a pcap or pcapng file")
    group.add_argument("--packet", metavar="HEX", help="one packet (or memory of a FLAT program)")
    group.add_argument(
        "--arg",
        action="append",
        metavar="N",
        help="argument of a tracing program, again for the next: a number, or x:HEX for bytes "
        "whose address it gets",
    )
    add(
        "--context",
        metavar="HEX|NAME=N,...",
        help="the context: its bytes, or values of fields (ifindex=3,mark=0x10; parm1=x:HEX for "
        "bytes whose address a register has)",
    )
    choices.add_globals(parser)
    choices.add_fit(parser)
    add(
        "--map",
        action="append",
        default=[],
        metavar="NAME:KEY=VALUE",
        help="element to put into a map first",
    )
    output.add_output(
        parser,
        "--out",
        writes="a capture",
        help="write the packets that go on, as the program left them: pcap, or pcapng with the "
        "verdicts when FILE ends in .pcapng",
    )
    add("--repeat", type=int, default=1, metavar="N", help="run all input N times (default: 1)")
    add("--budget", type=int, metavar="N", help="backward jumps and calls allowed in a run")
    add("--map-memory", metavar="SIZE", help="memory that all maps may take, such as 512M")
    add("--timeout", type=float, metavar="SECONDS", help="time allowed for all runs together")
    add(
        "--arch",
        metavar="A",
        help="compile for another CPU and run it under qemu-user: x86-64, arm64, riscv64, "
        "ppc64le, s390x, loongarch64 or arm",
    )
    output.add_forms(
        parser,
        "json csv",
        json="verdicts, maps and packs as one JSON object",
        csv="a row for each run: number, length of the packet, r0, verdict",
    )


@dataclass(slots=True)
class _Outcome:
    """The outcome of all runs: the length of each input and its r0, and the time of all.

    ``left`` are the packets after the first round, where they are wanted; ``printed`` is what the
    program printed, each text with the number of its run, from 0; ``context`` what the last run
    left of its context, when it was run alone.
    """

    lengths: list[int] = field(default_factory=list)
    left: list[bytes] = field(default_factory=list)
    values: list[int] = field(default_factory=list)
    printed: list[tuple[int, str]] = field(default_factory=list)
    context: bytes = b""
    nanoseconds: int = 0


def run(args: argparse.Namespace) -> int:
    """Load, run, and report: verdicts, time, place, maps."""
    from progpack.bpf.map_memory import limit_map_memory, size_of
    from progpack.commands.common import inputs

    asked = output.targets(args)
    if args.repeat < 1:
        raise UsageError(f"--repeat takes a number from 1 on, not {args.repeat}")
    if args.out is not None and args.pcap is None and args.packet is None:
        raise UsageError("--out writes packets: give --pcap FILE or --packet HEX")
    if args.map_memory is not None:
        limit_map_memory(size_of(args.map_memory, "--map-memory"))
    with _here(args) if args.arch is None else _elsewhere(args) as (obj, program):
        packets = inputs.packets(program, args)
        for text in args.map:
            inputs.put(obj, text)
        outcome = _run(program, packets, args)
        if args.out is not None:
            _write_out(program, outcome, args)
        _report(obj, program, outcome, asked)
    return 0


@contextmanager
def _here(args: argparse.Namespace) -> Iterator[tuple[Object, Program]]:
    """The object in this process."""
    from progpack.jit.compile import compiler
    from progpack.jit.native.runtime import runtime_is_known

    if not runtime_is_known():
        compiler().start()  # it gets ready while the object is read
    from progpack.bpf.object.reader import read_object
    from progpack.commands.common import inputs
    from progpack.run.load import load

    spec = read_object(choices.object_path(args), skip_unsupported=True)
    name = choices.choose_program(spec, args)
    with load(
        spec,
        programs=[name],
        variables=inputs.variables(spec, args.set),
        **choices.fit_options(args, name),
    ) as obj:
        yield obj, obj.programs[name]


@contextmanager
def _elsewhere(args: argparse.Namespace) -> Iterator[tuple[ForeignObject, ForeignProgram]]:
    """The object in a process of another CPU."""
    from progpack.arch.lookup import target
    from progpack.commands import build
    from progpack.foreign import Session
    from progpack.foreign.process import command_for

    command_for(target(args.arch))  # what could not be run is not compiled
    builder, placed = build.made(args)
    with Session(builder.executable()) as session:
        obj = session.objects[0]
        yield obj, obj.programs[placed.spec.name]


def _run(
    program: Program | ForeignProgram, packets: list[bytes] | None, args: argparse.Namespace
) -> _Outcome:
    from progpack.bpf.isa.limits import DEFAULT_BUDGET
    from progpack.bpf.time_limits import deadline, remaining
    from progpack.commands.common import inputs

    budget = DEFAULT_BUDGET if args.budget is None else args.budget
    numbers = inputs.arguments(args.arg)
    context = inputs.context(args.context)
    outcome = _Outcome()
    end = deadline(args.timeout)
    with _noting(program, args):
        for _ in range(args.repeat):
            alone = packets is not None and len(packets) == args.repeat == 1
            saved = args.out and not outcome.left
            one_by_one = context is not None or saved or program.logs or alone
            if program.layout.packet and packets is not None and not one_by_one:
                seconds = remaining(end, program.name)
                batch = program.run_batch(packets, budget=budget, timeout=seconds)
                outcome.lengths += map(len, packets)
                outcome.values += batch.return_values
                outcome.nanoseconds += batch.duration_ns
                continue
            for data in packets or [b""]:
                seconds = remaining(end, program.name)
                result = program.run(
                    data, args=numbers, context=context, budget=budget, timeout=seconds
                )
                number = len(outcome.values)
                outcome.printed += [(number, text.rstrip("\n")) for text in result.printed]
                outcome.lengths.append(len(data))
                outcome.values.append(result.return_value)
                outcome.nanoseconds += result.duration_ns
                if args.out and len(outcome.left) < len(packets or ()):
                    outcome.left.append(_without_metadata(program, result))
                outcome.context = result.context
    return outcome


def _without_metadata(program: Program | ForeignProgram, result: RunResult) -> bytes:
    """The packet that goes on: what XDP programs put in front of it stays behind."""
    from progpack.bpf.context.build import fields_of

    if program.type.name != "XDP":
        return result.packet
    fields = fields_of(program.type, result.context, _byteorder(program))
    return result.packet[fields["data"] - fields["data_meta"] :]


@contextmanager
def _noting(program: Program | ForeignProgram, args: argparse.Namespace) -> Iterator[None]:
    """Say with a fault what may be the reason."""
    try:
        yield
    except RunError as error:
        if program.layout.args and args.arg is None:
            error.add_note("it was given no --arg")
        elif not program.layout.packet and not (args.arg or args.context or args.packet):
            error.add_note("it was given no input: --context HEX, --packet HEX")
        for text in error.printed[-_SHOWN:]:
            error.add_note(f"it had printed: {text.rstrip()}")
        raise


def _write_out(
    program: Program | ForeignProgram, outcome: _Outcome, args: argparse.Namespace
) -> None:
    from progpack.bpf.context.verdict import capture_kind, kept, verdict
    from progpack.commands.common import inputs
    from progpack.packets.pcap import LINKTYPE_ETHERNET, write_pcap
    from progpack.packets.pcapng import AnnotatedPacket, write_pcapng

    written = []
    passed = inputs.passed_on(program, args, outcome.left)
    for packet, value in zip(passed, outcome.values, strict=False):
        length = len(packet.data)
        size = kept(program.type, value, length)
        if size:
            now = packet._replace(data=packet.data[:size], length=length)
            comment = verdict(program.type, value)
            written.append(AnnotatedPacket(now, capture_kind(program.type), value, comment))
    if args.out.endswith(".pcapng"):
        write_pcapng(args.out, written)
    else:
        link_type = passed[0].link_type if passed else LINKTYPE_ETHERNET
        write_pcap(args.out, [annotated.packet for annotated in written], link_type=link_type)
    output.wrote(args.out)


def _report(
    obj: Object | ForeignObject,
    program: Program | ForeignProgram,
    outcome: _Outcome,
    asked: Mapping[str, str],
) -> None:
    from progpack.bpf.context.verdict import verdict
    from progpack.commands.common.contents import contents, lines

    verdicts: Counter[str] = Counter(verdict(program.type, value) for value in outcome.values)
    maps = contents(obj)
    if "json" in asked:
        output.write(asked["json"], output.json_text(_as_json(obj, program, outcome, maps)))
    if "csv" in asked:
        output.write(asked["csv"], _as_csv(program, outcome))
    if not asked:
        notes = [line for note in obj.spec.notes for line in output.wrap(f"note: {note}")]
        texts = [*_printed(program, outcome), *_context_left(program, outcome)]
        output.say([*_head(program, outcome, verdicts), *notes, *texts, *lines(maps), ""])
        _draw_packs(obj)


def _draw_packs(obj: Object | ForeignObject) -> None:
    from progpack.jit.object import Object
    from progpack.report import PackMap

    if not isinstance(obj, Object):
        return
    for pack in obj.snapshot().packs:
        output.draw(PackMap(pack))


def _as_json(
    obj: Object | ForeignObject,
    program: Program | ForeignProgram,
    outcome: _Outcome,
    held: Mapping[str, Mapping[str, Shown]],
) -> dict[str, object]:
    from progpack.bpf.context.verdict import verdict
    from progpack.jit.object import Object

    counts = Counter(outcome.values)
    return {
        "object": obj.spec.name,
        "program": program.name,
        "type": program.type.name,
        "runs": len(outcome.values),
        "nanoseconds": outcome.nanoseconds,
        "verdicts": [
            {"verdict": verdict(program.type, value), "return_value": value, "runs": runs}
            for value, runs in counts.most_common()
        ],
        "notes": list(obj.spec.notes),
        "printed": [{"run": number, "text": text} for number, text in outcome.printed],
        "context": _fields_left(program, outcome),
        "maps": held,
        **({"snapshot": obj.snapshot().to_dict()} if isinstance(obj, Object) else {}),
    }


def _as_csv(program: Program | ForeignProgram, outcome: _Outcome) -> str:
    from progpack.bpf.context.verdict import verdict
    from progpack.report.snapshot.csv import csv_text

    pairs = enumerate(zip(outcome.lengths, outcome.values, strict=True))
    lines = [(at, length, value, verdict(program.type, value)) for at, (length, value) in pairs]
    return csv_text([("run", "length", "return_value", "verdict"), *lines])


def _printed(program: Program | ForeignProgram, outcome: _Outcome) -> list[str]:
    """Return the printed texts, each line with the number of its packet where there are several."""
    from progpack.report.draw.units import count, number

    what = "packet" if program.layout.packet else "run"
    several = len(outcome.values) > 1
    rows = [
        (f"{what} {number(run)}", line) if several else (line,)
        for run, text in outcome.printed
        for line in text.splitlines() or [""]
    ]
    if not rows:
        return []
    lines = ["", f"printed: {count(len(rows), 'line')}"]
    lines += output.table(rows[:_SHOWN], (False,) * len(rows[0]))
    if len(rows) > _SHOWN:
        lines.append(f"  and {count(len(rows) - _SHOWN, 'other')}; --json has all")
    return lines


def _fields_left(program: Program | ForeignProgram, outcome: _Outcome) -> dict[str, int | str]:
    """Return the context's fields after the only run, those that programs write.

    The bytes behind the fields are in hexadecimal.
    """
    from progpack.bpf.context.build import fields_of, flow_keys

    kind = program.layout
    if len(outcome.values) != 1 or not kind.size:
        return {}
    if program.type.name == "FLOW_DISSECTOR":
        return dict(flow_keys(outcome.context, _byteorder(program)))
    values = fields_of(program.type, outcome.context, _byteorder(program))
    left: dict[str, int | str] = {
        field.name: values[field.name]
        for field in kind.fields
        if field.name in values and kind.may_write(field.offset, field.size)
    }
    if kind.block and len(outcome.context) > kind.size:
        left[kind.block] = f"x:{outcome.context[kind.size :].hex()}"
    return left


def _byteorder(program: Program | ForeignProgram) -> Literal["little", "big"]:
    """Return the byte order of the program's context: that of the CPU that ran it."""
    from progpack.jit.program import Program

    return sys.byteorder if isinstance(program, Program) else program.byteorder


def _context_left(program: Program | ForeignProgram, outcome: _Outcome) -> list[str]:
    left = {name: value for name, value in _fields_left(program, outcome).items() if value}
    if not left:
        return []
    what = "flow keys" if program.type.name == "FLOW_DISSECTOR" else "context"
    text = ", ".join(f"{name}={value}" for name, value in left.items())
    return ["", *output.wrap(f"{what} it left: {text}")]


def _head(
    program: Program | ForeignProgram, outcome: _Outcome, verdicts: Counter[str]
) -> list[str]:
    from progpack.jit.program import Program
    from progpack.report.draw.units import count, number, percent

    runs = len(outcome.values)
    what = "packet" if program.layout.packet else "run"
    # In another process it is the pipe that takes the time.
    timed = runs and isinstance(program, Program)
    each_run = f", {outcome.nanoseconds / runs:.0f} ns each" if timed else ""
    rows = [
        (name, number(times), percent(times / runs)) for name, times in verdicts.most_common(_SHOWN)
    ]
    lines = [f"{program.name} ({program.type.name}): {count(runs, what)}{each_run}"]
    lines += output.table(rows, (False, True, True)) if rows else []
    if len(verdicts) > _SHOWN:
        lines.append(f"  and {number(len(verdicts) - _SHOWN)} other return values; --json has all")
    lines.append(f"machine code: {_place(program)}")
    return lines


def _place(program: Program | ForeignProgram) -> str:
    """Describe where the machine code lies."""
    from progpack.jit.program import Program
    from progpack.report.draw.units import bytes_text

    if not isinstance(program, Program):
        placed = program.placed
        size = bytes_text(len(placed.image.text))
        return f"{size} for {placed.image.machine}, at {placed.code:#x} of its own process"
    code = program.code
    last = f" to {code.chunk + code.chunks - 1}" if code.chunks > 1 else ""
    where = "pages of its own" if code.oversized else f"pack {code.pack}"
    return (
        f"{bytes_text(code.size)} in chunk{'s' * bool(last)} {code.chunk}{last} of "
        f"{where}, at {code.address:#x}"
    )

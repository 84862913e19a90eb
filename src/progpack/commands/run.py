"""Run a program on real input; print its results, maps and variables.

  progpack run firewall.bpf.o --pcap sample.pcap
  progpack run firewall.bpf.o --pcap sample.pcap --set default_action=1 \\
    --map blocked:192.0.2.1=0 --map rules:0=prefix=192.0.2.8,mask=/126,action=1
  progpack run firewall.bpf.o --pcap sample.pcap --arch riscv64
  progpack run firewall.bpf.o --pcap sample.pcap --backend isolated
  progpack run schedlat.bpf.o --prog schedlat_wakeup --arg x:2a0000002a000000

KEY and VALUE are numbers (7, 0x1f), addresses (192.0.2.1, 2001:db8::1, /32 for
a mask), members of a struct (a=1,b=2) or bytes in hexadecimal (x:00ff).
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from progpack.commands.common import fit as choices
from progpack.commands.common import output
from progpack.errors import RunError, UsageError

if TYPE_CHECKING:
    from progpack.commands.common.runs.runs import Runs
    from progpack.commands.common.runs.watched import Tracing
    from progpack.commands.common.runs.written import PacketsOut, Rows
    from progpack.commands.common.values import Shown
    from progpack.run.object import Object
    from progpack.run.program import Program

__all__ = ["add", "run"]

_SHOWN = 16


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add = parser.add_argument
    choices.add_object(parser, "an object file as clang makes it")
    add("--prog", metavar="NAME", help="the program to run; needed when the object has several")
    choices.add_input(parser)
    output.add_output(
        parser,
        "--out",
        writes="a capture",
        help="write the packets that are passed on, as the program left them: pcap, or pcapng with "
        "the verdicts when FILE ends in .pcapng",
    )
    output.add_output(
        parser,
        "--coverage",
        nargs="?",
        const="-",
        help="count which lines and branches of the C source the runs execute, and write lcov; "
        "without FILE print a table behind the report",
    )
    add(
        "--trace",
        action="store_true",
        help="run in the interpreter, and print each line of the C source when it is executed, "
        "with its effects on registers and memory, and its calls",
    )
    add("--repeat", type=int, default=1, metavar="N", help="run all input N times (default: 1)")
    add(
        "--jobs",
        type=int,
        default=1,
        metavar="N",
        help="share the packets of a capture among N threads; refused where their order may matter "
        "(default: 1)",
    )
    add(
        "--budget",
        type=int,
        metavar="N",
        help="the number of backward jumps and calls that a run may make",
    )
    add(
        "--linear",
        type=int,
        metavar="BYTES",
        help="the most bytes of an XDP packet in front of data_end; the rest is in fragments "
        "(default: 3520, as in the kernel)",
    )
    add(
        "--map-memory",
        metavar="SIZE",
        help="the memory that all maps together may take, such as 512M",
    )
    add("--timeout", type=float, metavar="SECONDS", help="the time that all runs together may take")
    choices.add_backend(parser)
    output.add_forms(
        parser,
        "json csv",
        json="verdicts, maps and packs as one JSON object",
        csv="a row for each run: number, length of the packet, r0, verdict",
    )


def run(args: argparse.Namespace) -> int:
    """Load, run, and report: verdicts, time, place, maps."""
    from progpack.bpf.map_memory import limit_map_memory, size_of
    from progpack.commands.common import inputs
    from progpack.commands.common.runs.captures import run_capture
    from progpack.commands.common.runs.runs import Runs

    asked = output.targets(args)
    if args.trace and (args.arch or args.backend not in (None, "interpreter")):
        raise UsageError("--trace runs in the interpreter: leave --backend and --arch away")
    if args.repeat < 1:
        raise UsageError(f"--repeat takes a number from 1 on, not {args.repeat}")
    if args.out is not None and args.pcap is None and args.packet is None:
        raise UsageError("--out writes packets: give --pcap FILE or --packet HEX")
    if args.map_memory is not None:
        limit_map_memory(size_of(args.map_memory, "--map-memory"))
    tracing = _tracing(args, asked) if args.trace else None
    with _loaded(args, tracing) as (obj, program):
        packets = inputs.packets(program, args) if args.pcap is None else []
        for text in args.map:
            inputs.put(obj, text)
        if args.jobs != 1:
            _check_jobs(obj, program, args)
        with ExitStack() as files:
            rows, out = _written(program, files, asked.get("csv"), args.out)
            ended = None if tracing is None else tracing.end_run
            runs = Runs(program, args, rows=rows, out=out, ended=ended)
            with _showing_lines(args):
                if args.pcap is None:
                    runs.run(packets)
                else:
                    run_capture(runs, args.pcap, args.repeat)
            runs.notes += runs.left_out(0 if tracing is None else tracing.unkept)
            runs.notes += [] if out is None else out.notes()
            _report(obj, program, runs, asked, None if tracing is None else tracing.rows)
            if args.coverage is not None:
                _write_coverage(obj, args.coverage, aside=bool(asked))
    return 0


def _tracing(args: argparse.Namespace, asked: Mapping[str, str]) -> Tracing:
    from progpack.commands.common.runs.watched import Tracing, read
    from progpack.run.stepping.locals import locals_of

    what = "packet" if args.pcap or args.packet else "run"
    return Tracing(read(args)[0], prints=not asked, what=what, debug=locals_of(args.object))


@contextmanager
def _showing_lines(args: argparse.Namespace) -> Iterator[None]:
    """Show the source lines before a fault, if the run was not traced anyway."""
    try:
        yield
    except RunError as error:
        from progpack.commands.common.runs.watched import last_lines

        rows = [] if args.trace else last_lines(args, error)
        if rows:
            output.tell("the last lines before the fault:")
        for row in rows:
            output.tell(f"  {row}")
        raise


def _check_jobs(obj: Object, program: Program, args: argparse.Namespace) -> None:
    """Refuse runs at once that may end otherwise than one after the other.

    Raises:
        UsageError: says why.
    """
    from progpack.bpf.check.order import why_order_matters
    from progpack.bpf.check.program import check_program

    why = ""
    if args.jobs < 1:
        why = "takes a number from 1 on"
    elif args.pcap is None or args.out is not None or args.context is not None:
        why = "is for --pcap without --out and --context"
    elif choices.backend_name(args) != "compiled":
        why = "is for the backend compiled"
    elif program.logs:
        why = f"is not for programs that print, as {program.name} does"
    else:
        order = why_order_matters(check_program(obj.spec.programs[program.name], obj.spec.maps))
        why = order and f"needs packets whose order does not matter to {program.name}: {order}"
    if why:
        raise UsageError(f"--jobs {args.jobs} {why}")


def _written(
    program: Program, files: ExitStack, csv: str | None, out: str | None
) -> tuple[Rows | None, PacketsOut | None]:
    """Open what is written as the runs go on, where it is asked for."""
    if csv is None and out is None:
        return None, None
    from progpack.commands.common.runs.written import csv_rows, packets_out

    rows = None if csv is None else files.enter_context(csv_rows(program, csv))
    return rows, None if out is None else files.enter_context(packets_out(program, out))


def _write_coverage(obj: Object, file: str, *, aside: bool) -> None:
    from progpack.report.coverage.lcov import to_lcov
    from progpack.report.coverage.terminal import table
    from progpack.run.coverage import collect

    coverage = collect(obj)
    if file != "-":
        output.save(file, to_lcov(coverage))
        return
    output.tell("", aside=aside)
    for line in table(coverage).splitlines():
        output.tell(line, aside=aside)


@contextmanager
def _loaded(args: argparse.Namespace, tracing: Tracing | None) -> Iterator[tuple[Object, Program]]:
    """The object where the arguments say, and the program of it that they name."""
    from progpack.run.backends import backend_of, get_ready, watched_interpreter

    backend = "interpreter" if tracing is not None else choices.backend_name(args)
    get_ready(backend)  # while the object is read
    chosen = backend_of(backend)  # what cannot run is not read
    if tracing is not None:
        chosen = watched_interpreter(tracing.trace)
    from progpack.bpf.object.reader import read_object
    from progpack.commands.common import inputs
    from progpack.run.load import load

    spec = read_object(choices.object_path(args), skip_unsupported=True)
    name = choices.choose_program(spec, args)
    with load(
        spec,
        backend=chosen or backend,
        programs=[name],
        variables=inputs.variables(spec, args.set),
        coverage=args.coverage is not None,
        **choices.fit_options(args, name),
    ) as obj:
        yield obj, obj.programs[name]


def _report(
    obj: Object,
    program: Program,
    runs: Runs,
    asked: Mapping[str, str],
    rows: Sequence[Mapping[str, object]] | None,
) -> None:
    from progpack.commands.common.contents import contents, lines

    for note in runs.notes:
        output.tell(f"note: {note}")
    maps = contents(obj, whole="json" in asked)
    if "json" in asked:
        said = _as_json(obj, program, runs, maps) | ({} if rows is None else {"trace": rows})
        output.write(asked["json"], output.json_text("run", said))
    if not asked:
        notes = [line for note in obj.spec.notes for line in output.wrap(f"note: {note}")]
        texts = [*_printed(program, runs), *_context_left(program, runs)]
        output.say([*_head(obj, program, runs), *notes, *texts, *lines(maps), ""])
        _draw_packs(obj)


def _draw_packs(obj: Object) -> None:
    from progpack.bpf.ability import Ability
    from progpack.report import PackMap

    if Ability.PACKS in obj.abilities:
        for pack in obj.snapshot().packs:
            output.draw(PackMap(pack))


def _as_json(
    obj: Object,
    program: Program,
    runs: Runs,
    held: Mapping[str, Mapping[str, Shown]],
) -> dict[str, object]:
    from progpack.bpf.ability import Ability
    from progpack.bpf.context.verdict import verdict

    return {
        "object": obj.spec.name,
        "program": program.name,
        "type": program.type.name,
        "runs": runs.number,
        "nanoseconds": runs.nanoseconds,
        "verdicts": [
            {"verdict": verdict(program.type, value), "return_value": value, "runs": times}
            for value, times in runs.counts.most_common()
        ],
        "notes": [*obj.spec.notes, *runs.notes],
        "printed": [{"run": number, "text": text} for number, text in runs.printed],
        "context": _fields_left(program, runs),
        "maps": held,
        **({"snapshot": obj.snapshot().to_dict()} if Ability.PACKS in obj.abilities else {}),
    }


def _printed(program: Program, runs: Runs) -> list[str]:
    """Return the printed texts, each line with the number of its packet where there are several."""
    from progpack.report.draw.units import count, number

    what = "packet" if program.layout.packet else "run"
    several = runs.number > 1
    rows = [
        (f"{what} {number(run)}", line) if several else (line,)
        for run, text in runs.printed
        for line in text.splitlines() or [""]
    ]
    if not rows:
        return []
    lines = ["", f"printed: {count(len(rows), 'line')}"]
    lines += output.table(rows[:_SHOWN], (False,) * len(rows[0]))
    if len(rows) > _SHOWN:
        lines.append(f"  and {count(len(rows) - _SHOWN, 'other')}; --json has all")
    return lines


def _fields_left(program: Program, runs: Runs) -> dict[str, int | str]:
    """Return the context's fields after the only run, those that programs write.

    The bytes behind the fields are in hexadecimal.
    """
    from progpack.bpf.context.build import fields_of, flow_keys

    kind = program.layout
    if runs.number != 1 or not kind.size:
        return {}
    if program.type.name == "FLOW_DISSECTOR":
        return dict(flow_keys(runs.context, program.byteorder))
    values = fields_of(program.type, runs.context, program.byteorder)
    left: dict[str, int | str] = {
        field.name: values[field.name]
        for field in program.told_fields
        if field.name in values and kind.may_write(field.offset, field.size)
    }
    if kind.block and len(runs.context) > kind.size:
        left[kind.block] = f"x:{runs.context[kind.size :].hex()}"
    return left


def _context_left(program: Program, runs: Runs) -> list[str]:
    left = {name: value for name, value in _fields_left(program, runs).items() if value}
    if not left:
        return []
    what = "flow keys" if program.type.name == "FLOW_DISSECTOR" else "context"
    text = ", ".join(f"{name}={value}" for name, value in left.items())
    return ["", *output.wrap(f"{what} it left: {text}")]


def _head(obj: Object, program: Program, runs: Runs) -> list[str]:
    from progpack.bpf.ability import Ability
    from progpack.bpf.context.verdict import verdict
    from progpack.report.draw.units import count, number, percent

    verdicts: Counter[str] = Counter()
    for value, times in runs.counts.items():
        verdicts[verdict(program.type, value)] += times
    what = "packet" if program.layout.packet else "run"
    timed = runs.number and Ability.RUN_TIMES in obj.abilities
    each_run = f", {runs.nanoseconds / runs.number:.0f} ns each" if timed else ""
    rows = [
        (name, number(times), percent(times / runs.number))
        for name, times in verdicts.most_common(_SHOWN)
    ]
    lines = [f"{program.name} ({program.type.name}): {count(runs.number, what)}{each_run}"]
    lines += output.table(rows, (False, True, True)) if rows else []
    if len(verdicts) > _SHOWN:
        lines.append(f"  and {number(len(verdicts) - _SHOWN)} other return values; --json has all")
    lines.append(f"machine code: {_place(program)}")
    return lines


def _place(program: Program) -> str:
    """Describe where the machine code lies."""
    from progpack.report.draw.units import bytes_text

    size, where = program.place.size, program.place.where
    return where if size is None else f"{bytes_text(size)} {where}"

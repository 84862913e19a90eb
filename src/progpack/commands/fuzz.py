"""Look for packets that break a program, a property or a backend.

  progpack fuzz firewall.bpf.o --seeds sample.pcap --time 30
  progpack fuzz parser.bpf.o --prog parse --property rules.py:drops_are_counted
  progpack fuzz parser.bpf.o --corpus parse.pcap --length 14-1500 -o found

A native loop runs the compiled program on packets. It derives new packets from
those that reached new code. progpack shortens each packet that breaks
something, and writes it as a capture and as a test for pytest; the exit code is
then 1. Ctrl-C ends the search as the end of the time does.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from progpack.commands.common import fit as choices
from progpack.commands.common import output
from progpack.errors import UsageError

if TYPE_CHECKING:
    from progpack.bpf.spec import ObjectSpec
    from progpack.run.fuzzing.judge import Finding, Judge
    from progpack.run.fuzzing.search import State
    from progpack.run.object import Object

__all__ = ["add", "run"]

_SECONDS: Final = 60.0
_LENGTHS: Final = "0-256"
_LONGEST: Final = 65535
# Bytes of the packets that a search begins with.
_MOST_HELD: Final = 128 << 20
_LENGTHS_LONGEST: Final = 20
_NO_BACKEND: Final = "none"


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    add = parser.add_argument
    choices.add_object(parser, "an object file as clang makes it")
    add("--prog", metavar="NAME", help="the program to run; needed when the object has several")
    add(
        "--seeds",
        action="append",
        metavar="PATH",
        help="packets to begin with: a capture, or a folder of captures and of files that hold the "
        "bytes of one packet; may be repeated (default: the capture that comes with progpack)",
    )
    add(
        "--corpus",
        metavar="FILE",
        help="a capture of packets that reach new code, which is read first and written at the end",
    )
    add(
        "--time",
        type=float,
        default=_SECONDS,
        metavar="SECONDS",
        help="the length of the search (default: 60)",
    )
    add("--runs", type=int, metavar="N", help="the largest number of runs (default: no limit)")
    add(
        "--seed",
        type=int,
        default=1,
        metavar="N",
        help="the seed of the random numbers (default: 1)",
    )
    add(
        "--length",
        default=_LENGTHS,
        metavar="MIN-MAX",
        help=f"the lengths of packets, in bytes (default: {_LENGTHS})",
    )
    add(
        "--property",
        metavar="FILE.py:NAME",
        help="a function that is called with each run; it returns False or raises AssertionError "
        "when the run violates the property",
    )
    add(
        "--against",
        default="interpreter",
        metavar="BACKEND",
        help="a backend whose results must be the same, on the packets that are kept and on a "
        "sample in each second (default: interpreter); none: compare with no backend",
    )
    add(
        "--budget",
        type=int,
        metavar="N",
        help="the number of backward jumps and calls that a run may make",
    )
    choices.add_globals(parser)
    choices.add_fit(parser)
    choices.add_elements(parser)
    add(
        "-o", "--output", default=".", metavar="FOLDER", help="the folder for findings (default: .)"
    )
    output.add_forms(
        parser, "json", json="the findings and the progress of the search as one JSON object"
    )


def run(args: argparse.Namespace) -> int:
    """Search, tell how it goes, and write what is found."""
    from progpack.run.fuzzing.search import Search

    asked = output.targets(args)
    lengths = _lengths(args.length)
    _check_end(args)
    judge = _judge(args)
    corpus = _held(_corpus(args), f"--corpus {args.corpus}")
    seeds = [*corpus, *_seeds(args, default=not corpus)]
    show = None if asked or not sys.stderr.isatty() else _tell
    with Search(judge, seed=args.seed, lengths=lengths) as search:
        finding, interrupted = None, False
        try:
            finding = search.search(
                seeds, seconds=args.time, runs=args.runs, tell=show or (lambda state: None)
            )
        except KeyboardInterrupt:
            interrupted = True
            output.tell("ctrl-C ended the search")
        state = search.state()
        if args.corpus is not None:
            # An interrupted search may not have run the packets of the corpus.
            old = corpus if interrupted else []
            _write_corpus(args.corpus, list(dict.fromkeys([*search.loop.known, *old])))
    paths = [] if finding is None else _write(args, judge, finding)
    if "json" in asked:
        output.write(asked["json"], output.json_text("fuzz", _as_json(state, finding, paths)))
    else:
        _report(state, finding, paths)
    return int(finding is not None)


def _lengths(text: str) -> tuple[int, int]:
    """The bytes of the shortest and the longest packet.

    Raises:
        UsageError: they are not written so.
    """
    first, _, last = text.partition("-")
    decimal = len(text) < _LENGTHS_LONGEST and first.isdecimal() and last.isdecimal()
    if decimal and int(first) <= int(last) <= _LONGEST and int(last):
        return int(first), int(last)
    raise UsageError(f"--length takes MIN-MAX of 0 to {_LONGEST}, not {text!r}")


def _check_end(args: argparse.Namespace) -> None:
    """Refuse a search that would end before its first run.

    Raises:
        UsageError: no time, or no runs.
    """
    if not args.time > 0:
        raise UsageError(f"--time takes seconds above 0, not {args.time:g}")
    if args.runs is not None and args.runs < 1:
        raise UsageError(f"--runs takes a number from 1 on, not {args.runs}")


def _judge(args: argparse.Namespace) -> Judge:
    from progpack.bpf.isa.limits import DEFAULT_BUDGET
    from progpack.bpf.object.reader import read_object
    from progpack.commands.common import inputs
    from progpack.run.fuzzing.judge import Judge, property_of
    from progpack.run.load import fit

    spec = read_object(choices.object_path(args), skip_unsupported=True)
    name = choices.choose_program(spec, args)
    fitted: ObjectSpec = fit(
        spec,
        programs=[name],
        variables=inputs.variables(spec, args.set),
        **choices.fit_options(args, name),
    )

    def prepare(obj: Object) -> None:
        for text in args.map:
            inputs.put(obj, text)

    return Judge(
        *(fitted, name, prepare),
        backend=None if args.against == _NO_BACKEND else args.against,
        rule=None if args.property is None else property_of(args.property),
        budget=DEFAULT_BUDGET if args.budget is None else args.budget,
    )


def _corpus(args: argparse.Namespace) -> Iterator[bytes]:
    """The packets of the corpus, none where there is no such file yet."""
    if args.corpus is not None and Path(args.corpus).exists():
        yield from _packets_of(Path(args.corpus), bare=False)


def _seeds(args: argparse.Namespace, *, default: bool) -> Iterator[bytes]:
    """The packets of the seeds; where none are named, those of progpack's own capture.

    Args:
        args: what was asked for.
        default: whether progpack's own capture is wanted.

    Raises:
        UsageError: there is no such file or folder, or it has no packets.
    """
    for path in map(Path, args.seeds or ()):
        yield from _named_seeds(path)
    if default and not args.seeds:
        from importlib import resources

        sample = resources.files("progpack") / "data" / "sample.pcap"
        with resources.as_file(sample) as capture:
            yield from _packets_of(capture, bare=False)


def _named_seeds(path: Path) -> list[bytes]:
    """The packets of a capture, or of all files of a folder.

    Raises:
        UsageError: there is no such file or folder, or it has no packets, or too many.
    """
    if not path.exists():
        raise UsageError(f"--seeds {path}: there is no such file or folder")
    inside = sorted(file for file in path.rglob("*") if file.is_file())
    files = inside if path.is_dir() else [path]
    found = (packet for file in files for packet in _packets_of(file, bare=path.is_dir()))
    packets = _held(found, f"--seeds {path}")
    if not packets:
        kind = "folder" if path.is_dir() else "capture"
        raise UsageError(f"--seeds {path}: there are no packets in this {kind}")
    return packets


def _packets_of(file: Path, *, bare: bool) -> Iterator[bytes]:
    """The packets of a capture; of a file in a folder that is none, its bytes."""
    from progpack.commands.common import inputs
    from progpack.errors import ObjectError
    from progpack.packets.pcap import read_pcap

    try:
        yield from (packet.data for packet in read_pcap(file))
    except ObjectError:
        if not bare:
            raise
        yield inputs.file_bytes(file, _MOST_HELD)


def _held(packets: Iterable[bytes], what: str) -> list[bytes]:
    """All of some packets, which may come out of a small file that is compressed.

    Raises:
        UsageError: they take too much memory.
    """
    held, size = [], 0
    for packet in packets:
        held.append(packet)
        size += sys.getsizeof(packet)
        if size > _MOST_HELD:
            raise UsageError(f"{what}: its packets take more than {_MOST_HELD:,} bytes of memory")
    return held


def _write_corpus(path: str, packets: list[bytes]) -> None:
    from progpack.run.fuzzing.written import write_packets

    write_packets(Path(path), packets)


def _write(args: argparse.Namespace, judge: Judge, finding: Finding) -> list[str]:
    from progpack.commands.common import inputs
    from progpack.run.fuzzing.written import Given, write_finding

    variables = inputs.variables(judge.spec, args.set)
    given = Given(
        *(args.object, judge.program, variables, args.map),
        backend=judge.backend,
        rule=args.property,
    )
    try:
        return [str(path) for path in write_finding(finding, given, Path(args.output))]
    except OSError as error:
        path = error.filename or args.output
        raise UsageError(f"cannot write {path}: {error.strerror}") from error


def _tell(state: State) -> None:
    output.tell(_line(state))


def _line(state: State) -> str:
    from progpack.report.draw.units import count, number

    rate = state.runs / state.seconds if state.seconds else 0
    return (
        f"{count(state.runs, 'run')} in {state.seconds:.1f} s ({number(round(rate))} a second), "
        f"{count(state.known, 'packet')} kept, "
        f"{state.reached} of {state.cells} blocks and jumps reached"
    )


def _report(state: State, finding: Finding | None, paths: list[str]) -> None:
    from progpack.report.draw.units import clean, count

    print(_line(state))
    if state.compared:
        print(f"{count(state.compared, 'packet')} compared with another backend")
    if finding is None:
        print("nothing was found")
        return
    before = len(finding.packets) - 1
    more = f", behind {count(before, 'other')}" if before else ""
    print(f"found: {finding.kind} with a packet of {count(len(finding.packets[-1]), 'byte')}{more}")
    print(f"  {clean(finding.message)}")
    if not finding.reproduced:
        print("  not on empty maps: more packets came before than are known; --seed finds it again")
    for path in paths:
        print(f"  {path}")


def _as_json(state: State, finding: Finding | None, paths: list[str]) -> dict[str, object]:
    found = None
    if finding is not None:
        found = {
            "kind": finding.kind,
            "key": finding.key,
            "message": finding.message,
            "packets": [packet.hex() for packet in finding.packets],
            "reproduced": finding.reproduced,
            "files": paths,
        }
    return {
        "runs": state.runs,
        "seconds": state.seconds,
        "packets": state.known,
        "reached": state.reached,
        "cells": state.cells,
        "compared": state.compared,
        "finding": found,
    }

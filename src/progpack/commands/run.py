"""Run a program of an object on real input: a capture, a packet, or arguments."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from progpack.commands import output
from progpack.errors import UsageError

if TYPE_CHECKING:
    from progpack.jit.object import Object
    from progpack.jit.program import Program

__all__ = ["add", "run"]

_BATCH = 4096
_SHOWN = 16


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument("object", metavar="OBJ", help="an object file as clang makes it")
    parser.add_argument("--prog", metavar="NAME", help="the program; needed when there are several")
    given = parser.add_mutually_exclusive_group()
    given.add_argument("--pcap", metavar="FILE", help="packets: a pcap or pcapng file")
    given.add_argument("--packet", metavar="HEX", help="one packet, in hexadecimal")
    given.add_argument(
        "--arg",
        action="append",
        metavar="N",
        help="an argument of a tracing program: a number, or x:HEX for bytes it gets the address of",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="initial value of a global variable or constant",
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="NAME:KEY=VALUE",
        help="an element to put into a map first; key and value in hexadecimal",
    )
    parser.add_argument("--repeat", type=int, default=1, metavar="N", help="run everything N times")
    parser.add_argument("--budget", type=int, metavar="N", help="backward jumps and calls allowed")
    output.add_forms(parser)


@dataclass(slots=True)
class _Outcome:
    """What happened to all packets."""

    runs: int
    nanoseconds: int
    verdicts: Counter[str]


def run(args: argparse.Namespace) -> int:
    """Load, run, and report: verdicts, maps, time, packs."""
    from progpack.jit.object import load

    if args.repeat < 1:
        raise UsageError(f"--repeat takes a number from 1 on, not {args.repeat}")
    packets = _packets(args)
    with load(args.object, variables=_variables(args.set)) as obj:
        program = _chosen(obj, args)
        for text in args.map:
            _put(obj, text)
        outcome = _run(program, packets, args)
        output.show(args, obj.snapshot(), lambda: _report(obj, program, outcome))
    return 0


def _packets(args: argparse.Namespace) -> list[bytes] | None:
    if args.pcap is not None:
        from progpack.bpf.pcap import read_pcap

        return [packet.data for packet in read_pcap(args.pcap)]
    if args.packet is not None:
        return [_hex(args.packet, "--packet")]
    return None


def _chosen(obj: Object, args: argparse.Namespace) -> Program:
    names = list(obj.programs)
    if args.prog is None and len(names) != 1:
        raise UsageError(f"--prog NAME is needed; {args.object} has: {', '.join(names) or 'none'}")
    name = args.prog or names[0]
    if name not in obj.programs:
        raise UsageError(f"{args.object} has no program {name!r}; it has: {', '.join(names)}")
    return obj.programs[name]


def _run(program: Program, packets: list[bytes] | None, args: argparse.Namespace) -> _Outcome:
    from progpack.bpf.check import DEFAULT_BUDGET
    from progpack.bpf.context import verdict

    budget = DEFAULT_BUDGET if args.budget is None else args.budget
    values: Counter[int] = Counter()
    spent = runs = 0
    if packets is None:
        given = None if args.arg is None else [_argument(text) for text in args.arg]
        for _ in range(args.repeat):
            result = program.run(args=given, budget=budget)
            values[result.return_value] += 1
            spent += result.duration_ns
        runs = args.repeat
    else:
        for _ in range(args.repeat):
            for start in range(0, len(packets), _BATCH):
                batch = program.run_batch(packets[start : start + _BATCH], budget=budget)
                values.update(batch.return_values)
                spent += batch.duration_ns
        runs = args.repeat * len(packets)
    verdicts: Counter[str] = Counter()
    for value, times in values.items():
        verdicts[verdict(program.type, value)] += times
    return _Outcome(runs, spent, verdicts)


def _report(obj: Object, program: Program, outcome: _Outcome) -> None:
    from progpack.report import SnapshotReport
    from progpack.report.units import count, number

    what = "packet" if program.layout.packet else "run"
    each = outcome.nanoseconds / outcome.runs if outcome.runs else 0.0
    print(f"{program.name}: {count(outcome.runs, what)}, {each:.0f} ns each")
    for verdict, times in outcome.verdicts.most_common(_SHOWN):
        print(f"  {number(times):>12}  {verdict}")
    if len(outcome.verdicts) > _SHOWN:
        print(f"  and {len(outcome.verdicts) - _SHOWN} other return values")
    for name in obj.maps:
        print()
        for line in _map_lines(obj, name):
            print(line)
    print()
    output.console().print(SnapshotReport(obj.snapshot()))


def _map_lines(obj: Object, name: str) -> list[str]:
    from progpack.jit.maps import KeyedMap, RingBuffer

    held = obj.maps[name]
    head = f"map {name} ({held.spec.type.name.lower()})"
    if isinstance(held, RingBuffer):
        records = held.consume()
        lines = [f"{head}: {len(records)} records"]
        return lines + [f"  {record.hex()}" for record in records[:_SHOWN]]
    if not isinstance(held, KeyedMap):
        return [head]
    elements = list(held.elements())
    if held.spec.type.name == "ARRAY" and held.spec.data is None:
        elements = [(key, value) for key, value in elements if any(value)]
        lines = [f"{head}: {len(elements)} of {held.spec.max_entries} elements are not zero"]
    else:
        lines = [f"{head}: {len(elements)} elements"]
    for key, value in elements[:_SHOWN]:
        lines.append(f"  {_typed(held.spec.key_type, key)}: {_typed(held.spec.value_type, value)}")
    if len(elements) > _SHOWN:
        lines.append(f"  and {len(elements) - _SHOWN} more")
    return lines


def _typed(kind: object, data: bytes) -> str:
    from progpack.bpf.btf import BtfType

    if isinstance(kind, BtfType) and kind.resolve().sizeof() == len(data):
        return str(kind.format_value(data))
    return str(int.from_bytes(data, "little")) if len(data) <= 8 else data.hex()


def _variables(texts: Sequence[str]) -> dict[str, int | bytes]:
    values: dict[str, int | bytes] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"--set takes NAME=VALUE, not {text!r}")
        values[name] = _number(value, f"--set {name}")
    return values


def _put(obj: Object, text: str) -> None:
    from progpack.jit.maps import KeyedMap

    name, colon, element = text.partition(":")
    key, equals, value = element.partition("=")
    held = obj.maps.get(name)
    if not (colon and equals) or not isinstance(held, KeyedMap):
        keyed = [n for n, m in obj.maps.items() if isinstance(m, KeyedMap)]
        raise UsageError(f"--map takes NAME:KEY=VALUE, not {text!r}; maps: {', '.join(keyed)}")
    held[_hex(key, "--map")] = _hex(value, "--map")


def _argument(text: str) -> int | bytes:
    if text.startswith("x:"):
        return _hex(text[2:], "--arg")
    return _number(text, "--arg")


def _number(text: str, what: str) -> int:
    try:
        return int(text, 0)
    except ValueError:
        raise UsageError(f"{what} takes a number, not {text!r}") from None


def _hex(text: str, what: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        raise UsageError(f"{what} takes hexadecimal digits, not {text!r}") from None

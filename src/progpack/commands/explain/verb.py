"""Explain an address, a program or a limit of the running kernel.

WHAT is one of

  ADDR    an address, 0xffffffffc0001234, or as an oops prints it:
          bpf_prog_TAG_NAME+0x8a0
  ID      the id of a program; also id:ID
  NAME    the name of a program, the name of a function of a program, or a tag;
          also name:NAME
  dark    programs without an id: classic programs of seccomp and sockets
  524     the limit on JITed code, beyond which loads fail with errno 524;
          the exit code is 1 when little is left
  splits  the splits of the kernel's direct map and their causes. With a TRACE,
          or with SECONDS to watch the running kernel: each split, and the loads
          that came with it

Without root, the answer names what is known and what is not."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from progpack.commands.common import output, source
from progpack.errors import UsageError
from progpack.known import Unknown

if TYPE_CHECKING:
    from progpack.kernel.explain.address import AddressAnswer, Explainer, Position, ProgramAnswer
    from progpack.kernel.explain.limit import SplitsAnswer
    from progpack.kernel.observe import Observer

__all__ = ["add", "run"]

_Rows = Iterator[tuple[str, str]]
_MOST = 8


def add(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments."""
    parser.add_argument(
        "what", metavar="WHAT", help="an address, an id, a name, dark, 524 or splits"
    )
    parser.add_argument(
        "source",
        metavar="TRACE|SECONDS",
        nargs="?",
        help="with splits: a trace of `progpack record`, or the seconds to watch",
    )
    parser.add_argument(
        "--probe",
        action="store_true",
        help="load BPF programs that read the charge and the bitmaps of packs (root)",
    )
    parser.add_argument(
        "--threshold",
        metavar="BYTES|N%",
        default="10%",
        help="with 524: the headroom below which the exit code is 1 (default: 10%% of the limit)",
    )
    source.add_guest(
        parser, "ask a kernel in a guest instead, which has loaded the objects of --load"
    )
    output.add_forms(parser, "json")


def run(args: argparse.Namespace) -> int:
    """Explain; 1 when little is left or nothing is there, 3 when a privilege hides the answer."""
    if not source.in_guest(args):
        return _explain(args)
    kernel = args.guest.removeprefix(source.GUEST)
    if kernel == args.guest or args.probe or args.source is not None:
        raise UsageError("--in takes vm:KERNEL, and excludes --probe, TRACE and SECONDS")
    return source.look_into_guest(kernel, args.load, lambda seen: _explain(args, seen))


def _explain(args: argparse.Namespace, observer: Observer | None = None) -> int:
    from progpack.kernel.explain.address import Explainer
    from progpack.kernel.proc.files import ROOT

    share, size = _threshold(args.threshold)
    if args.source is not None and args.what != "splits":
        raise UsageError(f"{args.source}: only splits are explained from a trace or by watching")
    root = ROOT if observer is None else observer.root
    kernel = Explainer(
        root,
        probe=args.probe,
        say=lambda text: print(text, file=sys.stderr),
        observer=observer,
    )
    value: object
    if args.what == "dark":
        value, lines, code = _dark(kernel)
    elif args.what == "524":
        value, lines, code = _limit(kernel, share, size)
    elif args.what == "splits":
        value, lines, code = _splits(kernel) if args.source is None else _watched(args.source)
    else:
        value, lines, code = _thing(kernel, args.what)
    if args.json is not None:
        output.write(args.json, output.json_text(_document(args), _plain(value)))
    else:
        output.say(lines)
    return code


def _document(args: argparse.Namespace) -> str:
    """Return the name of the document that has the answer."""
    if args.what == "splits" and args.source is not None:
        return "explain-watched"
    return f"explain-{args.what}" if args.what in ("dark", "524", "splits") else "explain"


_Said = tuple[object, list[str], int]


def _threshold(text: str) -> tuple[float, int | None]:
    match = re.fullmatch(r"([0-9]{1,18}(?:\.[0-9]{1,18})?)(%|[kKmMgG](?:iB)?)?", text)
    if match is None:
        raise UsageError(f"--threshold {text}: bytes (1000000, 64M) or a share (10%) is wanted")
    number = float(match[1])
    if match[2] == "%":
        return number / 100, None
    power = "kmg".index(match[2][0].lower()) + 1 if match[2] else 0
    return 0.0, int(number * 1024**power)


def _plain(value: Any) -> Any:
    """A value of dataclasses as JSON has it; an `Unknown` keeps its reason."""
    from dataclasses import fields, is_dataclass

    if isinstance(value, Unknown):
        return {"unknown": value.reason}
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _lines(title: str, rows: _Rows) -> list[str]:
    """A title and rows; what a row says is wrapped under itself."""
    import textwrap

    listed = list(rows)
    columns = output.width() or output.USUAL
    size = max((len(name) for name, _ in listed), default=0)
    lines = textwrap.wrap(title, columns)
    for name, text in listed:
        room = columns - size - 4
        parts = textwrap.wrap(text, room, break_on_hyphens=False) if room >= 20 else [text]
        for part in parts or [""]:
            lines.append(f"  {name:<{size}}  {part}".rstrip())
            name = ""
    return lines


# -- programs and addresses ----------------------------------------------------------------------


def _thing(kernel: Explainer, what: str) -> _Said:
    from progpack.kernel.explain.address import parse_place

    kind, _, rest = what.partition(":")
    if kind == "id" and rest.isdecimal() and len(rest) < 16:
        return _programs(kernel, (kernel.by_id(int(rest)),))
    if kind == "name" and rest:
        return _programs(kernel, kernel.by_name(rest))
    if what.isdecimal() and len(what) < 16:
        return _programs(kernel, (kernel.by_id(int(what)),))
    place = parse_place(what)
    if isinstance(place, int) and not what.lower().startswith("0x") and _is_tag(kernel, what):
        place = None
    if place is None:
        return _programs(kernel, kernel.by_name(what))
    answers = kernel.place(place)
    lines = [line for answer in answers for line in _address(kernel, answer)]
    if any(answer.kind == "unknown" for answer in answers):
        # A privilege is missing, or nothing that is there now has it.
        return answers, lines, 3 if isinstance(kernel.programs, Unknown) else 1
    return answers, lines, 1 if any(answer.kind == "gone" for answer in answers) else 0


def _is_tag(kernel: Explainer, text: str) -> bool:
    programs = kernel.programs
    if isinstance(programs, Unknown):
        return False
    return any(text in (one.tag, *one.tags) for one in programs.values())


def _programs(kernel: Explainer, answers: tuple[ProgramAnswer, ...]) -> _Said:
    lines: list[str] = []
    for answer in answers:
        info = answer.detail.info
        title = f"program {info.id}  {info.name or '(no name)'}  {answer.detail.type_name}"
        lines += _lines(title, _program_rows(kernel, answer))
    return answers, lines, 0


def _program_rows(kernel: Explainer, answer: ProgramAnswer) -> _Rows:
    from progpack.report.draw.units import bytes_text, count, number

    info, detail = answer.detail.info, answer.detail
    yield "tag", info.tag
    sizes = [
        f"{name} {value if isinstance(value, Unknown) else bytes_text(value)}"
        for name, value in (("xlated", info.xlated_size), ("jited", info.jited_size))
    ]
    if not isinstance(answer.functions, Unknown):
        known = [one.chunks for one in answer.functions if one.chunks is not None]
        sizes.append(_span(sum(low for low, _ in known), sum(high for _, high in known), "chunk"))
    yield "size", ", ".join(sizes)
    if isinstance(answer.functions, Unknown):
        yield "address", str(answer.functions)
    else:
        for function in answer.functions:
            yield "function", _position(function)
    if isinstance(answer.maps, Unknown):
        yield "maps", str(answer.maps)
    for one in () if isinstance(answer.maps, Unknown) else answer.maps:
        yield "map", f"{one.id} {one.name or '(no name)'}, {number(one.max_entries)} entries"
    if isinstance(detail.runs, Unknown) or isinstance(detail.run_time_ns, Unknown):
        yield "runs", str(detail.runs)
    else:
        mean = f", {detail.run_time_ns // detail.runs} ns each" if detail.runs else ""
        yield "runs", f"{count(detail.runs, 'run')} counted{mean}"
    yield "loaded", f"{info.load_time_ns / 1e9:.1f} s after boot, by user {info.created_by_uid}"
    yield "held by", _held(kernel, answer)


def _position(one: Position) -> str:
    from progpack.report.draw.units import bytes_text

    text = f"{one.address:#x}  {one.name or '(no name)'}"
    if one.tag:
        text += f"  tag {one.tag}"
    if one.size:
        text += f"  {bytes_text(one.size)}"
    if one.chunks is not None:
        text += f", {_span(*one.chunks, 'chunk')}"
    return text if one.pack is None else f"{text}, pack {one.pack} chunk {one.chunk}"


def _span(low: int, high: int, noun: str) -> str:
    from progpack.report.draw.units import count, number

    return count(low, noun) if low == high else f"{number(low)} to {count(high, noun)}"


def _held(kernel: Explainer, answer: ProgramAnswer) -> str:
    from progpack.kernel.syscall.links import LinkType
    from progpack.report.draw.units import count

    parts = [f"pid {one.pid} ({one.comm})" for one in answer.holders[:_MOST]]
    if len(answer.holders) > _MOST:
        parts.append(f"{len(answer.holders) - _MOST} more processes")
    for link in () if isinstance(answer.links, Unknown) else answer.links[:_MOST]:
        known = link.type in set(LinkType)
        name = LinkType(link.type).name.lower() if known else f"type {link.type}"
        parts.append(f"link {link.id} ({name})")
    if not answer.holders:
        parts.append(
            "no process that can be seen: the program is pinned, or its attachment holds it"
        )
    if kernel.closed_processes:
        closed = count(kernel.closed_processes, "process", "processes")
        parts.append(f"{closed} may not be looked into")
    return "; ".join(parts)


def _address(kernel: Explainer, answer: AddressAnswer) -> list[str]:
    where = "" if answer.address is None else f"{answer.address:#x}: "
    return _lines(where + answer.summary, _address_rows(kernel, answer))


def _address_rows(kernel: Explainer, answer: AddressAnswer) -> _Rows:
    from progpack.report.draw.units import bytes_text

    if answer.pack is not None and answer.chunk is not None and answer.address is not None:
        number, base = answer.pack
        text = f"pack {number} at {base:#x}, {bytes_text(kernel.seen.pack_size)}, "
        yield "place", f"{text}chunk {answer.chunk}, byte {answer.address % 64} of it"
        for note in kernel.seen.inferred:
            if f"pack {number} " in note:
                yield "note", note
    elif answer.program is not None:
        yield "place", "in no pack that is known: pages of its own, or packs cannot be seen"
    if answer.position is not None and answer.kind != "kernel" and answer.program is None:
        yield "code", _position(answer.position)
    if isinstance(answer.line, Unknown):
        yield "source", str(answer.line)
    elif answer.line is not None:
        yield "source", f"{answer.line.where}: {answer.line.text}"
        yield "insn", f"{answer.line.insn} of the xlated program, where the line begins"
    if answer.program is not None:
        yield from _program_rows(kernel, answer.program)
    elif isinstance(kernel.programs, Unknown) and answer.kind != "user":
        yield "not seen", kernel.programs.reason


# -- dark, 524, splits ---------------------------------------------------------------------------


def _dark(kernel: Explainer) -> _Said:
    from progpack.commands.explain import dark as darkness
    from progpack.kernel.explain.limit import explain_dark

    answer = explain_dark(kernel)
    notes = [("note", note) for note in answer.notes] if kernel.seen.exact else []
    lines = _lines(darkness.title(answer), iter([*darkness.rows(answer), *notes]))
    return answer, lines, 3 if isinstance(answer.dark, Unknown) else 0


def _limit(kernel: Explainer, share: float, size: int | None) -> _Said:
    from progpack.commands.explain import limit as headroom
    from progpack.kernel.explain.limit import explain_limit

    answer = explain_limit(kernel, share=share, threshold=size, whole=True)
    full = answer.end is not None and answer.end.full is True
    code = 1 if full else 3 if answer.finding is None else int(answer.finding)
    return answer, _lines(headroom.title(answer), headroom.rows(answer)), code


def _splits(kernel: Explainer) -> _Said:
    from progpack.kernel.explain.limit import explain_splits

    answer = explain_splits(kernel)
    unseen = isinstance(answer.direct_map.level2_splits, Unknown)
    title = "splits of the direct map are not counted here"
    if not unseen:
        title = (
            f"{answer.direct_map.level2_splits} splits of 2 MiB entries of the direct map since "
            f"boot, {answer.direct_map.level3_splits} of 1 GiB entries"
        )
    return answer, _lines(title, _split_rows(answer)), 3 if unseen else 0


def _watched(source: str) -> _Said:
    from progpack.commands.explain import splits as splitting

    report = splitting.read_report(source)
    code = 3 if isinstance(report.level2, Unknown) else 0
    return report, _lines(splitting.title(report), splitting.rows(report)), code


def _split_rows(answer: SplitsAnswer) -> _Rows:
    from progpack.report.draw.units import bytes_text, count, number

    direct_map = answer.direct_map
    for name, value in (
        ("level 2", direct_map.level2_splits),
        ("level 3", direct_map.level3_splits),
        ("collapses 2", direct_map.level2_collapses),
        ("collapses 3", direct_map.level3_collapses),
    ):
        yield name, str(value)
    sizes = [
        f"{size} {value if isinstance(value, Unknown) else bytes_text(value * 1024)}"
        for size, value in (
            ("4K", direct_map.map_4k),
            ("2M", direct_map.map_2m),
            ("1G", direct_map.map_1g),
        )
    ]
    yield "mapped by", ", ".join(sizes)
    yield (
        "cause",
        (
            "set_memory_ro() and its like on memory of small pages: the direct map's entry for "
            "each page must change with it, and an entry of 2 MiB is split when only a part of it "
            "changes"
        ),
    )
    if isinstance(answer.packs, Unknown):
        yield "packs", str(answer.packs)
    elif not answer.pack_pages:
        yield "packs", "this kernel has none: each program is a page or more of its own"
    else:
        yield (
            "packs",
            (
                f"{count(answer.packs, 'pack')} of {number(answer.pack_pages)} pages: each at most "
                f"{number(answer.pack_pages)} splits, mostly 1 or 2, when it was made. Programs "
                "that go into a pack that is there split nothing"
            ),
        )
    if answer.packs_first is not None:
        yield "loads", f"the oldest program was loaded {answer.packs_first / 1e9:.1f} s after boot"
    yield (
        "own pages",
        (
            str(answer.own_pages)
            if isinstance(answer.own_pages, Unknown)
            else f"{count(answer.own_pages, 'area')} of BPF outside of packs, each like a pack"
        ),
    )
    if isinstance(answer.modules, Unknown):
        yield "modules", str(answer.modules)
    else:
        modules, size = answer.modules
        yield "modules", f"{count(modules, 'module')}, {bytes_text(size)}: text and constants"
    yield "shared blocks", str(answer.rox_cache)
    yield "others", "ftrace and kprobe pages, protected guest memory, memory failures, drivers"
    yield (
        "which load",
        (
            "progpack explain splits 10 watches for ten seconds; or progpack record -o FILE, then "
            "progpack explain splits FILE"
        ),
    )
    for note in answer.notes:
        yield "note", note

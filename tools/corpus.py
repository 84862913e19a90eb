"""The corpus: every object of Debian's libbpf-tools, loaded, relocated, compiled and run here.

Those of other packages follow at its end (`tools/packages.py`).

`measure` does one tool, `table` writes the page. As a program it makes ``docs/corpus.md`` anew::

    python tools/corpus.py [FILE]

Each program runs once with a plausible input, which is made from the types of the running kernel:
arguments of ``tp_btf``, ``fentry`` and ``fexit`` as the function has them, the record of a
tracepoint, registers of a probe, a packet. Numbers are 1, names ``progpack``, pointers inside of
structures NULL. A fault is a result as well as a value: a NULL followed, where a kernel would have
had an object.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import packages

from progpack.bpf.btf.types import Btf, BtfKind, BtfParam, BtfType
from progpack.bpf.context.build import RunArg
from progpack.bpf.fit.core import relocate
from progpack.bpf.fit.externs import with_externs
from progpack.bpf.fit.map_sizes import with_map_sizes
from progpack.bpf.fit.target_types import target_types
from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import MapType, ObjectSpec, ProgramSpec, ProgramType
from progpack.errors import ProgpackError, RunError
from progpack.jit.program import Program
from progpack.run.load import load

__all__ = ["Outcome", "ToolOutcome", "measure", "plausible", "table", "tools"]

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "corpus.md"
_FRAMES = 127  # PERF_MAX_STACK_DEPTH
_ENTRIES = 10240
_NAME = b"progpack"
_ETHERNET = bytes.fromhex("000000000000 000000000000 0800".replace(" ", ""))
#: An IPv4 packet of UDP from 127.0.0.1 to itself.
_PACKET = (
    _ETHERNET
    + bytes.fromhex("45000020000100004011 7cca 7f000001 7f000001".replace(" ", ""))
    + bytes.fromhex("30390035000c0000 70726f67".replace(" ", ""))
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one program.

    Attributes:
        name: of the program.
        section: ELF section.
        slots: instructions, after relocation.
        code: bytes of machine code; 0 when it was not compiled.
        end: how its run ended: ``= value`` or the kind of fault; or why it was not compiled.
    """

    name: str
    section: str
    slots: int
    code: int
    end: str

    @property
    def compiled(self) -> bool:
        """Whether there is machine code."""
        return self.code > 0

    @property
    def returned(self) -> bool:
        """Whether its run ended with a value."""
        return self.end.startswith("=")


@dataclass(frozen=True, slots=True)
class ToolOutcome:
    """What became of one tool's object.

    Attributes:
        name: of the tool.
        maps: how many it has.
        relocations: CO-RE relocations in all its programs.
        refused: why it did not load, ``""`` when it did.
        programs: its programs, in the order of the object.
    """

    name: str
    maps: int
    relocations: int
    refused: str
    programs: tuple[Outcome, ...]


def tools() -> list[Path]:
    """The executables of the package libbpf-tools; empty when it is not installed."""
    try:
        done = subprocess.run(
            ["dpkg", "-L", "libbpf-tools"], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        return []
    return [Path(line) for line in done.stdout.splitlines() if "/sbin/" in line]


def measure(tool: Path, target: Btf) -> ToolOutcome:
    """Load, relocate, compile and run what a tool carries; refusals are part of the outcome."""
    spec = sized(read_object(tool))
    relocations = sum(len(program.core) for program in spec.programs.values())
    try:
        fitted = with_externs(relocate(spec, target))
    except ProgpackError as error:
        return ToolOutcome(tool.name, len(spec.maps), relocations, str(error), ())
    outcomes, refused = [], ""
    try:
        with load(fitted, programs=list(fitted.programs)) as held:
            outcomes = [_ran(program, target) for program in held.programs.values()]
    except ProgpackError as error:
        refused = str(error)
        # One by one, so that the rest is not hidden behind the first that is refused.
        outcomes = [_alone(fitted, name, target) for name in fitted.programs]
    return ToolOutcome(tool.name, len(spec.maps), relocations, refused, tuple(outcomes))


def sized(spec: ObjectSpec) -> ObjectSpec:
    """The object with sizes for the maps that the tool itself would size."""
    plain = [held for held in spec.maps.values() if held.data is None]
    return with_map_sizes(
        spec,
        {held.name: _ENTRIES for held in plain if not held.max_entries},
        value_sizes={
            held.name: 8 * _FRAMES
            for held in plain
            if held.type is MapType.STACK_TRACE and not held.value_size
        },
    )


def _alone(spec: ObjectSpec, name: str, target: Btf) -> Outcome:
    try:
        with load(spec, programs=[name]) as held:
            return _ran(held.programs[name], target)
    except ProgpackError as error:
        program = spec.programs[name]
        end = f"refused: {str(error).split('; ')[0]}"
        return Outcome(name, program.section, len(program.insns), 0, end)


def _ran(program: Program, target: Btf) -> Outcome:
    given = plausible(program.spec, target)
    try:
        value = program.run(
            given.packet, context=given.context, args=given.args, budget=1 << 20
        ).return_value
        low = value & 0xFFFFFFFF
        end = f"= {low - (1 << 32) if low >> 31 else low}"
    except RunError as error:
        end = error.fault.kind.name.lower()
    spec = program.spec
    return Outcome(spec.name, spec.section, len(spec.insns), len(program.image.text), end)


@dataclass(frozen=True, slots=True)
class Given:
    """An input: what `Program.run` takes."""

    packet: bytes = b""
    context: bytes | None = None
    args: Sequence[RunArg] | None = None


def plausible(program: ProgramSpec, target: Btf) -> Given:
    """An input that a program might get from a kernel with these types."""
    match program.type:
        case ProgramType.TRACING | ProgramType.LSM | ProgramType.RAW_TRACEPOINT:
            return Given(args=list(_arguments(program, target)))
        case ProgramType.TRACEPOINT:
            return Given(context=_record(program.attach, target))
        case ProgramType.KPROBE:
            return Given(context=_filled(target.find("pt_regs", BtfKind.STRUCT), 168))
        case ProgramType.PERF_EVENT:
            # struct bpf_perf_event_data: the registers, the period and the address.
            return Given(context=_filled(target.find("bpf_perf_event_data", BtfKind.STRUCT), 184))
        case _:
            return Given(packet=_PACKET)


def _arguments(program: ProgramSpec, target: Btf) -> Iterator[RunArg]:
    params = _params(program, target)
    if params is None:
        # No such function in this kernel: eight numbers.
        yield from [1] * 8
        return
    for param in params:
        held = target.type(param.type_id).resolve()
        if held.kind is not BtfKind.PTR:
            yield 1
            continue
        pointed = target.type(held.type_id).resolve()
        if pointed.kind in (BtfKind.STRUCT, BtfKind.UNION) and pointed.size:
            yield _filled(pointed, 0)
        else:
            yield _NAME.ljust(64, b"\0")
    if program.section.startswith("fexit"):
        yield 1


def _params(program: ProgramSpec, target: Btf) -> tuple[BtfParam, ...] | None:
    """The parameters of what a tracing program is attached to; None when there is no such thing."""
    if program.section.startswith(("tp_btf", "raw_tp", "raw_tracepoint")):
        found = target.find(f"btf_trace_{program.attach}", BtfKind.TYPEDEF)
        # The first parameter of a tracepoint's function is its own data, which programs do not get.
        return target.type(found.resolve().type_id).params()[1:] if found is not None else None
    function = target.find(program.attach, BtfKind.FUNC)
    return target.type(function.type_id).params() if function is not None else None


def _record(attach: str, target: Btf) -> bytes:
    group, _, event = attach.partition("/")
    names = [f"trace_event_raw_{event}"]
    if group == "syscalls":
        names = [f"trace_event_raw_{'sys_exit' if 'exit' in event else 'sys_enter'}"]
    elif group == "irq" and event.startswith("softirq"):
        names.append("trace_event_raw_softirq")
    elif group == "sched":
        names += ["trace_event_raw_sched_wakeup_template", "trace_event_raw_sched_process_template"]
    found = next(filter(None, (target.find(name, BtfKind.STRUCT) for name in names)), None)
    # Behind the record are its strings.
    return _filled(found, 128) + bytes(128)


def _filled(held: BtfType | None, least: int) -> bytes:
    """A structure: numbers are 1, text is a name, the rest 0."""
    if held is None:
        return bytes(least)
    order = "little" if held.btf.order == "<" else "big"
    data = bytearray(max(held.size, least))
    for name, kind, offset in held.fields():
        real = kind.resolve()
        if name.startswith("__data"):
            continue
        if real.kind is BtfKind.INT and real.size <= 8:
            data[offset : offset + real.size] = (1).to_bytes(real.size, order)  # type: ignore[arg-type]
        elif (
            (shape := real.array()) is not None
            and shape.length > len(_NAME)
            and held.btf.type(shape.type_id).resolve().size == 1
        ):
            data[offset : offset + len(_NAME)] = _NAME
    return bytes(data)


def table(outcomes: Sequence[ToolOutcome]) -> str:
    """The page: what all this comes to, a row for each tool, and a row for each program."""
    programs = [program for tool in outcomes for program in tool.programs]
    returned = sum(program.returned for program in programs)
    ends = Counter(each.end.split(":")[0] for each in programs if not each.returned)
    faults = ", ".join(f"{count} {end}" for end, count in ends.most_common()) or "none"
    loaded = sum(not tool.refused for tool in outcomes)
    lines = [
        "# The corpus: libbpf-tools",
        "",
        "Every object of Debian's package libbpf-tools, as its executable carries it, made by",
        "`python tools/corpus.py`. Relocated against the types of the running kernel, compiled,",
        "and each program run once with an input that is made from those types: numbers are 1,",
        f"names `progpack`, pointers inside of structures NULL. Linux {os.uname().release}.",
        "",
        "| | |",
        "|---|---|",
        f"| objects | {len(outcomes)} |",
        f"| loaded whole | {loaded} |",
        f"| programs | {len(programs)} |",
        f"| compiled | {sum(program.compiled for program in programs)} |",
        f"| instructions | {sum(program.slots for program in programs):,} |",
        f"| machine code, bytes | {sum(program.code for program in programs):,} |",
        f"| CO-RE relocations | {sum(tool.relocations for tool in outcomes):,} |",
        f"| runs that returned | {returned} |",
        f"| runs that ended in a fault or did not begin | {faults} |",
        "",
        "A fault here is what the tool's program does with this input: it follows a NULL that a",
        "kernel would have filled in. The kernel's verifier lets tracing programs follow any typed",
        "pointer and reads zero where nothing is; here such a read ends the run and is named.",
        "",
        "| tool | maps | programs | CO-RE | loaded | compiled | instructions | code | returned |",
        "|---|---:|---:|---:|---|---:|---:|---:|---:|",
    ]
    lines += [_row(tool) for tool in outcomes]
    lines += ["", "## Each program", "", "| tool | program | section | slots | code | run |"]
    lines += ["|---|---|---|---:|---:|---|"]
    lines += [
        f"| {tool.name} | {each.name} | `{each.section}` | {each.slots} | {each.code} "
        f"| {each.end} |"
        for tool in outcomes
        for each in tool.programs
    ]
    refused = [f"- {tool.name}: {tool.refused}" for tool in outcomes if tool.refused]
    if refused:
        lines += ["", "## Refused", "", *refused]
    return "\n".join([*lines, ""])


def _row(tool: ToolOutcome) -> str:
    cells = [
        tool.name,
        tool.maps,
        len(tool.programs),
        tool.relocations,
        "no" if tool.refused else "yes",
        sum(each.compiled for each in tool.programs),
        sum(each.slots for each in tool.programs),
        sum(each.code for each in tool.programs),
        sum(each.returned for each in tool.programs),
    ]
    return "| " + " | ".join(map(str, cells)) + " |"


def main() -> int:
    """Measure everything and write the page."""
    target = target_types("kernel")
    found = tools()
    if not found:
        print("libbpf-tools is not installed: apt-get install libbpf-tools", file=sys.stderr)
        return 3
    outcomes = []
    for tool in found:
        outcomes.append(measure(tool, target))
        print(tool.name, len(outcomes[-1].programs), outcomes[-1].refused, file=sys.stderr)
    others = [pair for package in packages.PACKAGES for pair in packages.objects(package)]
    others += packages.samples()
    foreign = [name for name, data in others if packages.is_foreign(data)]
    more = [packages.measure(name, data) for name, data in others if name not in foreign]
    text = table(outcomes) + "\n".join([*packages.section(more, len(foreign)), ""])
    page = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    page.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

"""The objects of other Debian packages: which programs the running kernel takes, and which compile.

`section` is the part of ``docs/corpus.md`` that has them; `tools/corpus.py` writes it there. An
object is one that lies in a file of the package, as it is or inside of an executable. What the
package's own loader says of an object before it loads it (sizes of maps, and types of programs
whose sections do not say them) is said here, too.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.selftests import source

from progpack.bpf.fit.map_sizes import with_map_sizes
from progpack.bpf.fit.program_types import with_program_types
from progpack.bpf.object.embedded import embedded_objects
from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import ObjectSpec, ProgramType
from progpack.errors import ProgpackError
from progpack.run.load import load

__all__ = ["PACKAGES", "ObjectOutcome", "measure", "objects", "samples", "section"]

#: Packages that carry objects, beside libbpf-tools.
PACKAGES: Final = (
    *("golang-github-cilium-ebpf-dev", "xdp-tools", "libxdp1", "libxdp-dev"),
    *("systemd", "bpftool"),
)
#: The folder of the kernel's sources whose programs are compiled, and come after the packages.
SAMPLES: Final = "samples/bpf"
_KERNEL: Final[dict[str, Any]] = {"btf": "kernel", "kconfig": "kernel", "ksyms": "kernel"}
_ENTRIES: Final = 1024
#: What libbpf 0.1 and ebpf-go take for a socket filter.
_SOCKETS: Final = ("socket/", "socket_filter")
_BIG: Final = 2


@dataclass(slots=True)
class ObjectOutcome:
    """What came of one object.

    Attributes:
        name: of its package and file, and which of the file's objects it is.
        stated: whether sizes or types had to be said.
        unread: why it cannot be read; ``""`` when it can.
        whole: whether all its programs load together.
        taken: its programs that the running kernel takes.
        compiled: those that compile here.
        refused: those that do not, with the reason of each.
    """

    name: str
    stated: bool = False
    unread: str = ""
    whole: bool = False
    taken: set[str] = field(default_factory=set)
    compiled: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)


def objects(package: str) -> Iterator[tuple[str, bytes]]:
    """The objects of an installed package, each with its name; of equal ones the first."""
    told = subprocess.run(["dpkg", "-L", package], capture_output=True, text=True, check=False)
    seen = set()
    for path in map(Path, told.stdout.splitlines()):
        if not path.is_file() or path.is_symlink():
            continue
        for number, data in enumerate(embedded_objects(path.read_bytes())):
            digest = hashlib.sha256(data).digest()
            if digest not in seen:
                seen.add(digest)
                yield f"{package}: {path.name}" + (f"@{number}" if number else ""), data


def samples() -> Iterator[tuple[str, bytes]]:
    """The objects that clang makes of samples/bpf of Debian's linux-source-6.12, with their names.

    None where that package is not installed. Files that clang refuses, since they need the headers
    of a kernel that was built, are left out.
    """
    if source.missing():
        return
    for sample in source.Tree().prepare().compile_samples():
        if sample.path is not None:
            yield f"{SAMPLES}: {sample.name}", sample.path.read_bytes()


def is_foreign(data: bytes) -> bool:
    """Whether an object is for machines of the other byte order."""
    return data[5] == _BIG


def measure(name: str, data: bytes) -> ObjectOutcome:
    """Load an object, and each program of it here and in the running kernel."""
    try:
        plain = read_object(data, name)
    except ProgpackError as error:
        return ObjectOutcome(name, unread=_reason(error))
    spec = _stated(plain)
    found = ObjectOutcome(name, stated=spec != plain, whole=not _refusal(spec, None))
    for program in spec.programs:
        refused = _refusal(spec, program)
        if refused:
            found.refused[program] = refused
        else:
            found.compiled.add(program)
        if not _refusal(spec, program, backend="kernel"):
            found.taken.add(program)
    return found


def _stated(spec: ObjectSpec) -> ObjectSpec:
    empty = [held.name for held in spec.maps.values() if held.data is None and not held.max_entries]
    untyped = [
        program.name
        for program in spec.programs.values()
        if program.type is ProgramType.UNSPEC and program.section.startswith(_SOCKETS)
    ]
    sized = with_map_sizes(spec, dict.fromkeys(empty, _ENTRIES)) if empty else spec
    return with_program_types(sized, dict.fromkeys(untyped, "socket")) if untyped else sized


def _refusal(spec: ObjectSpec, program: str | None, **options: Any) -> str:
    """Why an object, or one program of it, does not load; ``""`` when it does."""
    programs = None if program is None else [program]
    try:
        load(spec, programs=programs, **_KERNEL, **options).close()
    except ProgpackError as error:
        return _reason(error)
    return ""


def _reason(error: ProgpackError) -> str:
    return str(error).splitlines()[0].split("; ")[0]


def section(outcomes: Sequence[ObjectOutcome], foreign: int) -> list[str]:
    """The lines of the page: what all this comes to, each object, and each refusal by name.

    Args:
        outcomes: of the objects for this byte order.
        foreign: how many objects there are for the other.
    """
    programs = [(each, name) for each in outcomes for name in each.compiled | set(each.refused)]
    taken = [pair for pair in programs if pair[1] in pair[0].taken]
    both = [pair for pair in taken if pair[1] in pair[0].compiled]
    whole = [each for each in outcomes if not each.refused.keys() & each.taken and not each.unread]
    lines = [
        "",
        "## Other packages",
        "",
        f"Objects of {', '.join(f'`{name}`' for name in PACKAGES)},",
        f"and those that clang 22 makes of {SAMPLES} of `linux-source-6.12`, with the sizes of",
        "maps and the types of programs that their own loaders state. The script loaded each",
        f"program alone, here and into the running kernel. It left out {foreign} objects for",
        "machines of the other byte order.",
        "",
        "| | |",
        "|---|---|",
        f"| objects | {len(outcomes)} |",
        f"| loaded whole | {sum(each.whole for each in outcomes)} |",
        f"| without a program that only the kernel takes | {len(whole)} |",
        f"| programs | {len(programs)} |",
        f"| compiled | {sum(len(each.compiled) for each in outcomes)} |",
        f"| taken by the kernel | {len(taken)} |",
        f"| of them compiled | {len(both)} |",
        "",
        "| object | stated | whole | programs | compiled | taken by the kernel |",
        "|---|---|---|---:|---:|---:|",
    ]
    lines += [_row(each) for each in outcomes]
    lines += ["", "| object | program | why it is refused here | the kernel |", "|---|---|---|---|"]
    for each in outcomes:
        if each.unread:
            lines.append(f"| {each.name} | all | {each.unread} | |")
        for name, reason in each.refused.items():
            told = "takes it" if name in each.taken else "refuses it"
            lines.append(f"| {each.name} | {name} | {reason} | {told} |")
    return lines


def _row(each: ObjectOutcome) -> str:
    cells = [
        each.name,
        "yes" if each.stated else "",
        "yes" if each.whole else "no",
        len(each.compiled) + len(each.refused),
        len(each.compiled),
        len(each.taken),
    ]
    return "| " + " | ".join(map(str, cells)) + " |"

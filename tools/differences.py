"""What progpack proves and refuses, beside what kernels say: each difference, as a page.

Objects are those of the package and of the tests, and with Debian's libbpf-tools installed those of
its tools; each is fitted to each kernel. As a program it makes ``docs/differences.md`` anew::

    python tools/differences.py 6.1,6.12,7.3 [FILE]
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from corpus import sized, tools

from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import ObjectSpec
from progpack.errors import MissingFeatureError, ProgpackError
from progpack.jit.verify import Verdict, verify_program
from progpack.kernel.syscall.refusal import KernelVerdict
from progpack.run.kernels.target import Target, fitted_to, fitting, target_of
from progpack.run.verdicts import verdicts_on
from progpack.vm.fetch import ensure, parse
from progpack.vm.qemu import GuestError
from progpack.vm.store import Store, Stored
from progpack.vm.warm import resume

__all__ = ["Answer", "answers", "kind_of", "page", "sample"]

ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = ROOT / "docs" / "differences.md"
_OBJECTS: Final = ("src/progpack/data/bpf", "tests/fuzz/objects")
_ATTEMPTS: Final = 3
#: Kinds of differences in the order of the page, each with what it means.
KINDS: Final = {
    "refused here alone": "kernels load it: a fault or a lack of progpack, unless the kernel is too"
    " old to know better",
    "refused there, all proved here": "the kernel refuses what progpack proved to need no check",
    "refused there, checked here": "the kernel refuses what it cannot prove; here it is checked as"
    " the program runs",
    "refused there, has no such thing": "the kernel lacks a function, type or helper that the"
    " program needs",
}
_LACKS: Final = re.compile(
    r"the kernel has no |no such|unknown func|invalid func|cannot be found|program of this type"
    r"|MAP_CREATE|does not exist|not found|unknown program type|not supported"
)
_MOST: Final = 160


@dataclass(frozen=True, slots=True)
class Answer:
    """Both answers about one program.

    Attributes:
        kernel: release of the kernel.
        object: name of the object.
        program: name of the program.
        ours: progpack's answer.
        theirs: the kernel's.
    """

    kernel: str
    object: str
    program: str
    ours: Verdict
    theirs: KernelVerdict


def sample() -> Iterator[ObjectSpec]:
    """The objects."""
    for folder in _OBJECTS:
        for path in sorted((ROOT / folder).glob("*.bpf.o")):
            yield read_object(path)
    for tool in tools():
        yield sized(read_object(tool))


def answers(kernel: str, objects: Sequence[ObjectSpec]) -> list[Answer]:
    """Both answers about all programs of some objects.

    Args:
        kernel: the kernel's name.
        objects: the objects.

    Raises:
        MissingFeatureError, GuestError: the kernel cannot be had or asked.
    """
    stored = ensure(Store(), parse(kernel), lambda text: print(text, file=sys.stderr))
    found: list[Answer] = []
    rest = list(objects)
    while rest:
        rest = _some(stored, rest, found)
    return found


def _some(stored: Stored, objects: list[ObjectSpec], found: list[Answer]) -> list[ObjectSpec]:
    """Ask one guest about objects; those that are left when it gives up."""
    for _ in range(_ATTEMPTS):
        try:
            with resume(stored) as guest:
                target = target_of(stored, guest)
                while objects:
                    found += _of_object(objects[0], target)
                    objects = objects[1:]
                    print(f"{stored.name}: {len(objects)} objects left", file=sys.stderr)
            return []
        except GuestError as error:
            last = error
            print(f"{error}; asking again", file=sys.stderr)
    raise last


def _of_object(spec: ObjectSpec, target: Target) -> Iterator[Answer]:
    names = [name for name, program in spec.programs.items() if program.autoload]
    theirs = verdicts_on(fitting(spec, target), names, target)
    for name in names:
        yield Answer(target.release, spec.name, name, _ours(spec, name, target), theirs[name])


def _ours(spec: ObjectSpec, name: str, target: Target) -> Verdict:
    try:
        fitted = fitted_to(spec, [name], target)
    except ProgpackError as error:
        return Verdict(name, str(error))
    return verify_program(fitted.programs[name], fitted.maps)


def kind_of(answer: Answer) -> str:
    """The kind of a difference; empty where both say the same, or the kernel was not asked."""
    ours, theirs = answer.ours, answer.theirs
    if theirs.accepted is None or theirs.accepted is not bool(ours.refusal):
        return ""
    if theirs.accepted:
        return "refused here alone"
    if _LACKS.search(theirs.reason):
        return "refused there, has no such thing"
    return f"refused there, {'checked' if ours.checked else 'all proved'} here"


def page(found: Mapping[str, Sequence[Answer]]) -> str:
    """The page, from the answers by kernel."""
    lines = [
        "# Differences from kernels",
        "",
        "*What progpack proves and refuses, beside what the verifiers of kernels say.*",
        "",
        f"Made by `python tools/differences.py {','.join(found)}`: each program of the objects",
        "of the package and of its tests, and of Debian's libbpf-tools, fitted to each kernel,",
        "loaded there in a guest, and verified here. A kernel refuses what it cannot prove, and",
        "progpack checks it as the program runs: the second and third kind are to be expected. The",
        "first kind should be empty.",
        "",
        *_counts(found),
    ]
    for kind, meaning in KINDS.items():
        lines += ["", f"## {kind[0].upper()}{kind[1:]}", "", f"{meaning[0].upper()}{meaning[1:]}."]
        lines += ["", *_listed(kind, found)]
    return "\n".join(lines) + "\n"


def _counts(found: Mapping[str, Sequence[Answer]]) -> Iterator[str]:
    heads = ["kernel", "programs", "both accept", "both refuse", *KINDS, "not asked"]
    yield f"| {' | '.join(heads)} |"
    yield "|---" + "|---:" * (len(heads) - 1) + "|"
    for answers_of in found.values():
        kinds = Counter(kind_of(one) for one in answers_of)
        asked = [one for one in answers_of if one.theirs.accepted is not None]
        same = [one for one in asked if not kind_of(one)]
        accepted = sum(bool(one.theirs.accepted) for one in same)
        cells: list[object] = [answers_of[0].kernel, len(answers_of), accepted]
        cells += [len(same) - accepted, *(kinds[kind] for kind in KINDS)]
        yield f"| {' | '.join(str(cell) for cell in (*cells, len(answers_of) - len(asked)))} |"


def _listed(kind: str, found: Mapping[str, Sequence[Answer]]) -> Iterator[str]:
    """Each difference of a kind once, with the programs and kernels that have it."""
    programs: defaultdict[str, set[str]] = defaultdict(set)
    kernels: defaultdict[str, set[str]] = defaultdict(set)
    for name, of_kernel in found.items():
        for one in of_kernel:
            if kind_of(one) == kind:
                said = one.ours.refusal if one.theirs.accepted else one.theirs.reason
                text = _plain(said)
                programs[text].add(f"{one.object}: {one.program}")
                kernels[text].add(name)
    if not programs:
        yield "None."
        return
    yield "| what is said | kernels | programs |"
    yield "|---|---|---|"
    for text in sorted(programs, key=lambda text: (-len(programs[text]), text)):
        names = sorted(programs[text])
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        yield f"| {text} | {', '.join(sorted(kernels[text]))} | {', '.join(names[:3])}{more} |"


def _plain(text: str) -> str:
    """One line for all programs that get the same: without numbers of slots, and escaped."""
    line = " ".join(text.split())
    line = re.sub(r"^program \S+?:? (?:at )?", "", line)
    line = re.sub(r"\b(?:insn|slot|pc) \d+", "slot N", line)
    return line[:_MOST].replace("|", "\\|").replace("<", "&lt;")


def main(words: Sequence[str]) -> int:
    """Write the page; 3 when a kernel cannot be had."""
    kernels = [name for name in words[0].split(",") if name]
    objects = list(sample())
    try:
        found = {kernel: answers(kernel, objects) for kernel in kernels}
    except (MissingFeatureError, GuestError) as error:
        print(error, file=sys.stderr)
        return 3
    path = Path(words[1]) if len(words) > 1 else PAGE
    path.write_text(page(found), encoding="utf-8")
    print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""docs/selftests.md: what became of the kernel's selftests here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from tests.selftests.figures import IN_ITS_WORDS, REFUSED, Figures, cause, faults, wrong_values
from tests.selftests.judge import Case
from tests.selftests.source import Compiled

__all__ = ["page"]

_ROWS: Final[Mapping[str, Callable[[Figures], str]]] = {
    "programs": lambda figures: f"{figures.programs:,}",
    "`__retval`, right in this kernel: right here in both ways": lambda figures: (
        f"{figures.right} of {figures.runnable}"
    ),
    "`__success`, taken by this kernel: loaded": lambda figures: (
        f"{figures.loaded} of {figures.accepted}"
    ),
    "taken by this kernel, refused here": lambda figures: f"{figures.refusals.total()}",
    "`__failure`: refused": lambda figures: (
        f"{figures.failures[REFUSED] + figures.failures[IN_ITS_WORDS]}"
    ),
    "of them in the kernel's words": lambda figures: f"{figures.failures[IN_ITS_WORDS]}",
    "`__failure`: run to a fault": lambda figures: f"{figures.failures['fault']}",
    "`__failure`: run to a value": lambda figures: f"{figures.failures['value']}",
    "crashes and hangs": lambda figures: f"{figures.crashes}",
}


def page(cases: Mapping[str, Sequence[Case]], objects: Mapping[str, Sequence[Compiled]]) -> str:
    """The page.

    Args:
        cases: programs by instruction set.
        objects: files by instruction set.
    """
    parts = [_head(), _table(cases), _values(cases), _refusals(cases), _files(objects)]
    return "\n".join(line for part in parts for line in part)


def _head() -> Iterator[str]:
    yield from (
        "# The kernel's selftests",
        "",
        "The programs of tools/testing/selftests/bpf of Debian's linux-source-6.12, compiled with",
        f"clang 22 for the types of Linux {os.uname().release}, each run compiled, interpreted and",
        "by BPF_PROG_TEST_RUN in this kernel; made by `make selftests`. A program is loaded alone,",
        "with those that its object marks as auxiliary; its input is that of the selftests' own",
        "loader: 64 bytes of zeros.",
        "",
    )


def _table(cases: Mapping[str, Sequence[Case]]) -> Iterator[str]:
    figures = {cpu: Figures.of(held) for cpu, held in cases.items()}
    yield "| | " + " | ".join(figures) + " |"
    yield "|---|" + "---:|" * len(figures)
    for name, count in _ROWS.items():
        yield f"| {name} | " + " | ".join(count(each) for each in figures.values()) + " |"
    yield ""


def _values(cases: Mapping[str, Sequence[Case]]) -> Iterator[str]:
    yield from ("## Other values than the kernel's, and faults", "")
    yield from ("| | object | program | kernel | here |", "|---|---|---|---:|---|")
    for cpu, held in cases.items():
        for case in [*wrong_values(held), *faults(held)]:
            value = case.expected.value
            yield f"| {cpu} | {case.object} | {case.name} | {value} | {_cell(case.problem())} |"
        for case in held:
            if case.crash:
                yield f"| {cpu} | {case.object} | {case.name} | | {_cell(case.crash)} |"
    yield ""


def _refusals(cases: Mapping[str, Sequence[Case]]) -> Iterator[str]:
    for cpu, held in cases.items():
        refused = [case for case in held if case.refused and case.kernel_takes_it]
        by_cause: dict[str, list[Case]] = {}
        for case in refused:
            by_cause.setdefault(cause(case.refused), []).append(case)
        yield from (f"## Taken by the kernel, refused here: {cpu}", "")
        yield from ("| programs | why | which |", "|---:|---|---|")
        ordered = sorted(by_cause.items(), key=lambda item: (-len(item[1]), item[0]))
        for why, found in ordered:
            yield f"| {len(found)} | {_cell(why)} | {_names(found)} |"
        yield ""


def _names(found: Sequence[Case]) -> str:
    by_object: dict[str, list[str]] = {}
    for case in found:
        by_object.setdefault(case.object, []).append(case.name)
    return "; ".join(f"{name}: {', '.join(held)}" for name, held in by_object.items())


def _files(objects: Mapping[str, Sequence[Compiled]]) -> Iterator[str]:
    yield from ("## Files that clang refused", "", "| | file | why |", "|---|---|---|")
    for cpu, made in objects.items():
        for each in made:
            if each.path is None:
                yield f"| {cpu} | {each.name} | {_cell(each.error)} |"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")

"""A result on a terminal: the verdict, the table, what is not decided."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from progpack.report.draw.units import clean, count
from progpack.report.result.bands import Bands
from progpack.report.result.measures import MEASURES, Measure, format_number, has_row
from progpack.report.result.rows import Column, alike, tables
from progpack.report.result.verdict import verdict

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions
    from rich.text import Text

    from progpack.replay.result import PolicyResult, Result

__all__ = ["ResultReport"]

_LEAST: Final = 40
_GAP: Final = 2
# What the measures of a kind of prediction are, in few words.
_KINDS: Final = {
    "placement": "loads, memory and charge",
    "splits": "splits",
    "direct-map": "kB of the direct map",
    "": "flushes and all others",
}


@dataclass(frozen=True, slots=True)
class ResultReport:
    """A rich renderable. Policies that do not fit the width side by side have a line each.

    Attributes:
        result: result of a replay, with at least one policy.
        against: the policy that the others are compared with; see `verdict`.
    """

    result: Result
    against: str | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        from rich.text import Text

        width = max(options.max_width, _LEAST)
        bold = console.color_system is not None
        conclusions = verdict(self.result, against=self.against)
        ascii_only = options.ascii_only
        yield from _wrapped(self._title(), width, "bold", ascii_only)
        yield from _wrapped(f"machine {self.result.machine}", width, "dim", ascii_only)
        yield Text("")
        yield from _wrapped(conclusions.headline, width, "bold", ascii_only)
        yield Text("")
        yield from self._tables(conclusions.best, width, bold, ascii_only)
        yield Text("")
        for finding in conclusions.findings:
            yield from _wrapped(finding.text, width, "", ascii_only, "- ")

    def _title(self) -> str:
        statistics = self.result.statistics
        loads = count(statistics.loads, "load")
        return f"{self.result.trace}: {loads}, {count(statistics.unloads, 'unload')}"

    def _tables(
        self, best: dict[str, tuple[str, ...]], width: int, bold: bool, ascii_only: bool
    ) -> Iterator[Text]:
        from rich.text import Text

        rows = [item for item in MEASURES if has_row(item, self.result)]
        names = [_name(item) for item in rows]
        left = max(map(len, names), default=0)
        texts = {
            policy.name: self._column(policy, rows, best, bold) for policy in self.result.policies
        }
        bands = Bands(self.result.validations)
        errors = [bands.of(item.kind).text for item in rows]
        groups = list(_fitting(self.result.policies, texts, width - left))
        if len(groups) > 1:
            all_errors = False
            yield from self._by_policy(rows, texts, width, ascii_only)
        else:
            used = left + sum(_column_width(p, texts) + _GAP for p in groups[0])
            all_errors = width - used - _GAP >= max(map(len, errors), default=0)
            yield _head(
                groups[0], texts, left, "error of the model" if all_errors else "", ascii_only
            )
            last = ""
            for i, item in enumerate(rows):
                if item.group != last:
                    last = item.group
                    yield Text(item.group, style="dim")
                line = Text(f"{names[i]:<{left}}", no_wrap=True)
                for policy in groups[0]:
                    cell, strong = texts[policy.name][i]
                    size = _column_width(policy, texts) + _GAP
                    line.append(f"{cell:>{size}}", style="bold" if strong else "")
                if all_errors:
                    line.append(f"{'':{_GAP}}{errors[i]}", style="dim")
                yield line
        mark = "bold" if bold else "*"
        note = f"{mark}: least, as far as the model's error lets it be decided. -: no such number."
        if not all_errors:
            kinds = {item.kind: bands.of(item.kind).text for item in rows}
            by_kind = "; ".join(f"{_KINDS[kind]}: {error}" for kind, error in kinds.items())
            note += f" Error of the model: {by_kind}."
        yield from _wrapped(note, width, "dim", ascii_only)

    def _by_policy(
        self,
        rows: Sequence[Measure],
        texts: dict[str, list[tuple[str, bool]]],
        width: int,
        ascii_only: bool,
    ) -> Iterator[Text]:
        """A line for each policy; what is the same for all of them is said below."""
        from rich.text import Text

        columns = [
            Column(item.group, _name(item).strip(), {name: texts[name][i] for name in texts})
            for i, item in enumerate(rows)
        ]
        same = alike(columns)
        equal = {column.name for column, _ in same}
        shown_ = {name: clean(name, ascii_only=ascii_only) for name in texts}
        different = [column for column in columns if column.name not in equal]
        for number, table in enumerate(tables(different, shown_, width) if different else ()):
            if number:
                yield Text("")
            for parts in table:
                yield Text.assemble(*parts, no_wrap=True)
        if same:
            yield Text("")
            values = "; ".join(f"{column.name} {text.rstrip('*')}" for column, text in same)
            yield from _wrapped(f"The same for all of them: {values}.", width, "", ascii_only)

    def _column(
        self,
        policy: PolicyResult,
        rows: Sequence[Measure],
        best: dict[str, tuple[str, ...]],
        bold: bool,
    ) -> list[tuple[str, bool]]:
        column = []
        for item in rows:
            strong = policy.name in best.get(item.key, ())
            mark = "*" if strong and not bold else ""
            column.append((format_number(item.of(policy, self.result), item.form) + mark, strong))
        return column


def _name(item: Measure) -> str:
    """The measure and its unit, where its values do not show one."""
    plain = item.form == "count" and item.unit not in (
        "images",
        "pages",
        "packs",
        "flushes",
        "CPUs",
    )
    return f" {item.name}, {item.unit}" if plain and item.unit not in item.name else f" {item.name}"


def _column_width(policy: PolicyResult, texts: dict[str, list[tuple[str, bool]]]) -> int:
    return max([len(clean(policy.name)), *(len(text) for text, _ in texts[policy.name])])


def _fitting(
    policies: Sequence[PolicyResult], texts: dict[str, list[tuple[str, bool]]], width: int
) -> Iterator[list[PolicyResult]]:
    """Policies in groups that fit, at least one in each."""
    group: list[PolicyResult] = []
    left = width
    for policy in policies:
        size = _column_width(policy, texts) + _GAP
        if group and size > left:
            yield group
            group, left = [], width
        group.append(policy)
        left -= size
    if group:
        yield group


def _head(
    group: Sequence[PolicyResult],
    texts: dict[str, list[tuple[str, bool]]],
    left: int,
    error: str,
    ascii_only: bool,
) -> Text:
    from rich.text import Text

    names = "".join(
        f"{clean(p.name, ascii_only=ascii_only):>{_column_width(p, texts) + _GAP}}" for p in group
    )
    return Text(f"{'':{left}}{names}{'':{_GAP}}{error}".rstrip(), style="bold", no_wrap=True)


def _wrapped(
    text: str, width: int, style: str, ascii_only: bool, bullet: str = ""
) -> Iterator[Text]:
    from rich.text import Text

    shown_ = clean(text.replace("`", ""), ascii_only=ascii_only)
    for line in textwrap.wrap(
        shown_,
        width,
        initial_indent=bullet,
        subsequent_indent=" " * len(bullet),
        break_on_hyphens=False,
    ):
        yield Text(line, style=style)

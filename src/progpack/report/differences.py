"""Differences between two results, or between two policies of one, and their sizes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from progpack.errors import UsageError
from progpack.known import Unknown
from progpack.report.draw.units import bytes_text, clean, number, percent
from progpack.report.result.bands import Band, Bands, Order
from progpack.report.result.data import plain
from progpack.report.result.measures import MEASURES, Measure, Number, format_number
from progpack.report.snapshot.csv import csv_text

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions
    from rich.text import Text

    from progpack.replay.result import PolicyResult, Result

__all__ = [
    "COLUMNS",
    "Change",
    "Comparison",
    "DifferenceReport",
    "compare",
    "difference_csv",
    "difference_dict",
]

COLUMNS: Final = ("left", "right", "measure", "unit", "left value", "right value", "order", "error")
"""Names of the columns of `difference_csv`."""

_UNSURE: Final = {"undecided": "~ ", "none": "? "}


@dataclass(frozen=True, slots=True)
class Change:
    """One measure of both sides.

    Attributes:
        measure: which.
        left: value of the first.
        right: value of the second.
        order: how ``right`` is to ``left``: "less", "more", "same", "undecided" when the
            difference is no larger than the model's error, "none" when one has no such number.
        band: the model's error for this kind of number.
    """

    measure: Measure
    left: Number
    right: Number
    order: Order
    band: Band

    @property
    def text(self) -> str:
        """The change as text: "-45, -100%"; empty where there is no number."""
        if isinstance(self.left, Unknown) or isinstance(self.right, Unknown):
            return ""
        by = self.right - self.left
        if self.measure.form == "share":
            return f"{by * 100:+.1f} points"
        sign = "+" if by > 0 else "-"
        form = self.measure.form
        size = bytes_text(abs(int(by))) if form == "bytes" else format_number(abs(by), form)
        return f"{sign}{size}{self._part(by)}"

    def _part(self, by: float) -> str:
        """The change as a part of what was there, or how many times that it is."""
        if isinstance(self.left, Unknown) or not self.left:
            return ""
        share = by / self.left
        return (
            f", {'+' if by > 0 else '-'}{percent(abs(share))}"
            if share <= 1
            else (f", {share + 1:.3g} times")
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two policies beside each other.

    Attributes:
        left: name of the first.
        right: name of the second.
        changes: every measure that is not 0 in both, in the order of the table.
        conditions: what was not the same when both were replayed: (what, there, here).
    """

    left: str
    right: str
    changes: tuple[Change, ...]
    conditions: tuple[tuple[str, str, str], ...] = ()

    @property
    def different(self) -> tuple[Change, ...]:
        """Changes that are more than the model's error."""
        return tuple(change for change in self.changes if change.order in ("less", "more"))


def compare(
    left: Result,
    right: Result,
    policies: Sequence[str] = (),
    *,
    any_trace: bool = False,
) -> tuple[Comparison, ...]:
    """Policies of two results beside each other.

    Args:
        left: the first result.
        right: the second, or the same.
        policies: none: each that both have, beside itself; one: that one; two: the first of
            ``left`` beside the second of ``right``.
        any_trace: compare results of different traces too.

    Raises:
        UsageError: the traces differ, there are more than two names or an unknown one, no policy
            is in both, or a policy would be beside itself.
    """
    conditions = _conditions(left, right)
    traces = [what for what, _, _ in conditions if what.startswith("trace")]
    if traces and not any_trace:
        what, ours, theirs = next(c for c in conditions if c[0] == traces[0])
        raise UsageError(
            f"the results are of different traces ({what}: {ours} and {theirs}); numbers of "
            "different loads say nothing about policies. --any-trace compares them all the same"
        )
    bands = Bands({*left.validations, *right.validations})
    return tuple(
        Comparison(
            _label(left, first, second, 0),
            _label(right, second, first, 1),
            tuple(_changes((left, first), (right, second), bands)),
            conditions,
        )
        for first, second in _pairs(left, right, policies)
    )


def _pairs(
    left: Result, right: Result, policies: Sequence[str]
) -> Iterator[tuple[PolicyResult, PolicyResult]]:
    if len(policies) > 2:
        raise UsageError(f"two policies are compared, not {len(policies)}: {', '.join(policies)}")
    if policies:
        first, second = left.policy(policies[0]), right.policy(policies[-1])
        if first is second:
            raise UsageError(
                f"{first.name!r} would be compared with itself; name another policy or another "
                "result"
            )
        yield first, second
        return
    names = {policy.name for policy in right.policies}
    common = [policy for policy in left.policies if policy.name in names]
    if left is right:
        have = ", ".join(policy.name for policy in left.policies)
        raise UsageError(f"name two policies of the result; there are {have}")
    if not common:
        raise UsageError("no policy is in both results; name one of each")
    for policy in common:
        yield policy, right.policy(policy.name)


def _label(result: Result, policy: PolicyResult, other: PolicyResult, side: int) -> str:
    return policy.name if policy.name != other.name else f"{policy.name}, {'AB'[side]}"


def _changes(
    left: tuple[Result, PolicyResult], right: tuple[Result, PolicyResult], bands: Bands
) -> Iterator[Change]:
    for item in MEASURES:
        before, after = item.of(left[1], left[0]), item.of(right[1], right[0])
        nothing = all(isinstance(value, Unknown) or not value for value in (before, after))
        if not nothing:
            order = bands.compare(item, (right[1].name, after), (left[1].name, before))
            yield Change(item, before, after, order, bands.of(item.kind, left[1].name))


def _conditions(left: Result, right: Result) -> tuple[tuple[str, str, str], ...]:
    pairs = [
        ("trace, its events", *(number(r.statistics.events) for r in (left, right))),
        ("trace, its loads", *(number(r.statistics.loads) for r in (left, right))),
        ("trace, bytes of code", *(number(_code(r)) for r in (left, right))),
        ("trace, first event at ns", *(str(r.statistics.first_ns) for r in (left, right))),
        ("trace, recorded on", *(r.header.kernel or "not said" for r in (left, right))),
        ("machine", left.machine, right.machine),
        ("page size", bytes_text(left.page_size), bytes_text(right.page_size)),
        ("seed", number(left.seed), number(right.seed)),
        ("progpack", left.version or "not said", right.version or "not said"),
    ]
    return tuple((what, clean(a), clean(b)) for what, a, b in pairs if a != b)


def _code(result: Result) -> int:
    return sum(kind.size for kind in result.statistics.kinds.values())


def difference_csv(comparisons: Sequence[Comparison]) -> str:
    """A row for each pair and measure, with a heading; what is not known is empty."""
    lines: list[tuple[str | int | float, ...]] = [COLUMNS]
    for pair in comparisons:
        for change in pair.changes:
            values = ("" if isinstance(v, Unknown) else v for v in (change.left, change.right))
            item = change.measure
            names = (pair.left, pair.right)
            lines.append((*names, item.key, item.unit, *values, change.order, change.band.text))
    return csv_text(lines)


def difference_dict(comparisons: Sequence[Comparison]) -> list[dict[str, Any]]:
    """The comparisons as plain values for JSON."""
    return [
        {
            "left": pair.left,
            "right": pair.right,
            "conditions": [{"what": what, "left": a, "right": b} for what, a, b in pair.conditions],
            "changes": {
                change.measure.key: {
                    "unit": change.measure.unit,
                    "left": plain(change.left),
                    "right": plain(change.right),
                    "order": change.order,
                    "error": change.band.text,
                }
                for change in pair.changes
            },
        }
        for pair in comparisons
    ]


@dataclass(frozen=True, slots=True)
class DifferenceReport:
    """A rich renderable: conditions that differ, and a table of what changed for each pair.

    Attributes:
        comparisons: from `compare`.
    """

    comparisons: tuple[Comparison, ...]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        from rich.text import Text

        for what, left, right in self.comparisons[0].conditions if self.comparisons else ():
            yield Text(f"{what}: {left} (A), {right} (B)", style="dim")
        for pair in self.comparisons:
            yield Text("")
            yield Text(f"{clean(pair.left)} -> {clean(pair.right)}", style="bold")
            yield from _table(pair)


def _table(pair: Comparison) -> Iterator[Text]:
    from rich.text import Text

    moved = [change for change in pair.changes if change.order != "same"]
    lines = [
        (
            _UNSURE.get(change.order, "  ") + change.measure.noun,
            format_number(change.left, change.measure.form),
            format_number(change.right, change.measure.form),
            change.text,
        )
        for change in moved
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line, change in zip(lines, moved, strict=True):
        cells = [f"{line[0]:<{widths[0]}}"]
        cells += (f"{cell:>{size}}" for cell, size in zip(line[1:], widths[1:], strict=True))
        sure = change.order in ("less", "more")
        row = "  ".join(cells).rstrip()
        yield Text(row, style="" if sure else "dim")
    same = [change.measure.noun for change in pair.changes if change.order == "same"]
    if not moved:
        yield Text("  nothing differs")
    elif same:
        yield Text(f"  the same: {', '.join(same)}", style="dim")
    if any(change.order == "undecided" for change in moved):
        yield Text("  ~ not decided: no more than the model's error for such numbers", style="dim")
    if any(change.order == "none" for change in moved):
        yield Text("  ? one of them has no such number", style="dim")

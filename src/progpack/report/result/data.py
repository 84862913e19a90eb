"""A result's table as rows, CSV and plain values for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from progpack.known import Unknown
from progpack.report.result.bands import Bands
from progpack.report.result.measures import MEASURES, Number
from progpack.report.result.verdict import Verdict, verdict
from progpack.report.snapshot.csv import csv_text

if TYPE_CHECKING:
    from progpack.replay.result import Result

__all__ = ["COLUMNS", "plain", "result_csv", "result_dict", "rows", "series_csv", "verdict_dict"]

COLUMNS: Final = ("policy", "measure", "value", "unit", "error", "source")
"""Names of the columns; ``error`` is what validation found for this kind of prediction."""


def rows(result: Result) -> Iterator[tuple[str | int | float, ...]]:
    """A row for each policy and measure, in the order of `COLUMNS`; unknown values are empty."""
    bands = Bands(result.validations)
    for policy in result.policies:
        for item in MEASURES:
            value = item.of(policy, result)
            cell = "" if isinstance(value, Unknown) else value
            error = bands.of(item.kind, policy.name).text
            yield policy.name, item.key, cell, item.unit, error, item.source


def result_csv(result: Result) -> str:
    """The rows as CSV with a heading, lines ending as RFC 4180 says."""
    return csv_text([COLUMNS, *rows(result)])


def series_csv(result: Result) -> str:
    """The totals over time as CSV: a row for each policy and sample."""
    from progpack.replay.result import Totals

    names = tuple(Totals().as_dict())
    lines: list[tuple[str | int | float, ...]] = [("policy", "event", "time_ns", *names)]
    lines += (
        (policy.name, sample.event, sample.time_ns, *sample.totals.as_dict().values())
        for policy in result.policies
        for sample in policy.series
    )
    return csv_text(lines)


def result_dict(result: Result, *, against: str | None = None) -> dict[str, Any]:
    """Verdict and table as plain values; numbers that are not known are objects with the reason.

    The whole result, with series and pictures, is in its own file (`Result.to_json`).

    Args:
        result: result of a replay, with at least one policy.
        against: as for `verdict`.

    Raises:
        UsageError: as for `verdict`.
    """
    bands = Bands(result.validations)
    return {
        "trace": result.trace,
        "machine": result.machine,
        "verdict": verdict_dict(verdict(result, against=against)),
        "measures": {
            item.key: {
                "unit": item.unit,
                "meaning": item.meaning,
                "source": item.source,
                "error": bands.of(item.kind).text,
            }
            for item in MEASURES
        },
        "policies": {
            policy.name: {item.key: plain(item.of(policy, result)) for item in MEASURES}
            for policy in result.policies
        },
    }


def verdict_dict(said: Verdict) -> dict[str, Any]:
    """A verdict as plain values."""
    return {
        "headline": said.headline,
        "reference": said.reference,
        "findings": [{"tone": item.tone, "text": item.text} for item in said.findings],
        "best": {key: list(names) for key, names in said.best.items()},
        "against": {
            item.policy: [
                {
                    "measure": point.measure.key,
                    "value": plain(point.value),
                    "reference": plain(point.reference),
                    "order": point.order,
                }
                for point in item.points
            ]
            for item in said.against
        },
    }


def plain(value: Number) -> int | float | dict[str, str]:
    """A number for JSON; where there is none, an object with the reason."""
    return {"unknown": value.reason} if isinstance(value, Unknown) else value

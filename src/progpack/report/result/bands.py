"""Errors of the model as bands, and policies compared within them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from progpack.known import Unknown
from progpack.report.result.measures import COSTS, Measure, Number, is_unheard, measure

if TYPE_CHECKING:
    from progpack.replay.result import Result, Validation

__all__ = ["BOUNDS", "SMALL", "UNMEASURED", "Band", "Bands", "Order", "Standings"]

SMALL: Final = 20
"""Counts below it are validated by their difference, others by their relative error: that 2 was
predicted for 1 says nothing of predictions of 100."""

UNMEASURED: Final = 0.05
"""Where there is no measurement to compare with, a smaller relative difference decides nothing."""

BOUNDS: Final = frozenset({"oracle"})
"""Policies that know the future: they say how good one could be, and cannot be had."""

_ENOUGH: Final = 3

Order: TypeAlias = Literal["less", "more", "same", "undecided", "none"]
"""The order of two values; "none": one of them is not there."""


@dataclass(frozen=True, slots=True)
class Band:
    """The largest errors that predictions of one kind had.

    Attributes:
        relative: of predictions of `SMALL` and more: 0.1 is 10 %.
        absolute: of those of less: the difference.
        comparisons: with how many measurements.
        exact: how many of them were met exactly.
        worst: the comparison with the largest difference; None when all are exact.
        largest: the largest value that was measured.
    """

    relative: float = 0.0
    absolute: float = 0.0
    comparisons: int = 0
    exact: int = 0
    worst: Validation | None = None
    largest: float = 0.0

    def error(self, value: float) -> float:
        """Return by how much a prediction may be wrong, as far as was measured.

        Beyond the largest value that was measured, nobody knows: a difference that was the most
        there is taken to grow with the value. Without any measurement it is `UNMEASURED`.
        """
        if not self.comparisons:
            return UNMEASURED * abs(value)
        beyond = abs(value) / max(self.largest, SMALL)
        return max(self.relative * abs(value), self.absolute * max(beyond, 1.0))

    @property
    def text(self) -> str:
        """The band in a few words: "exact (12 compared)", "error up to 8.9 % (12 compared)"."""
        if not self.comparisons:
            return "no measurement"
        compared = f"({self.comparisons} compared)"
        if self.exact == self.comparisons:
            return f"exact {compared}"
        parts = []
        if self.relative:
            parts.append(f"{max(self.relative * 100, 0.01):.2g} %")
        if self.absolute:
            parts.append(f"{self.absolute:g}" + (f" below {SMALL}" if self.relative else ""))
        return f"error up to {', '.join(parts)} {compared}"


class Bands:
    """The band of each kind of prediction, for all policies and for each.

    A policy that was measured often enough has a band of its own; any other has that of all.

    Args:
        validations: predictions beside what was measured.
    """

    def __init__(self, validations: Iterable[Validation]) -> None:
        self._bands: dict[tuple[str, str], Band] = {}
        for item in validations:
            for policy in ("", item.policy):
                key = item.kind, policy
                self._bands[key] = _with(self._bands.get(key, Band()), item)

    def __bool__(self) -> bool:
        return bool(self._bands)

    def of(self, kind: str, policy: str = "") -> Band:
        """The band of a kind of prediction; one without comparisons when nothing was measured.

        Args:
            kind: kind of prediction.
            policy: whose, where it has its own; empty: of all policies.
        """
        own = self._bands.get((kind, policy), Band())
        return own if own.comparisons >= _ENOUGH else self._bands.get((kind, ""), Band())

    def compare(
        self, measure: Measure, left: tuple[str, Number], right: tuple[str, Number]
    ) -> Order:
        """Compare ``left`` with ``right``; each is the name of a policy and its value.

        A difference that is no larger than the larger of both errors is undecided.
        """
        before, after = left[1], right[1]
        if isinstance(before, Unknown) or isinstance(after, Unknown):
            return "none"
        if before == after:
            return "same"
        errors = (
            self.of(measure.kind, policy).error(value)
            for policy, value in ((left[0], before), (right[0], after))
        )
        if abs(before - after) <= max(errors):
            return "undecided"
        return "less" if before < after else "more"


class Standings:
    """The costs of the policies of a result, compared within their bands.

    Args:
        result: result of a replay.
        bands: the errors of its predictions.

    Attributes:
        values: name of a policy -> key of a cost -> value.
        real: the policies that can be had.
    """

    def __init__(self, result: Result, bands: Bands) -> None:
        self.bands = bands
        self.values = {
            policy.name: {cost.key: cost.of(policy, result) for cost in COSTS}
            for policy in result.policies
        }
        self.real = [policy for policy in result.policies if policy.name not in BOUNDS]

    def order(self, cost: Measure, left: str, right: str) -> Order:
        """Return how a cost of one policy stands to that of another."""
        first, second = ((name, self.values[name][cost.key]) for name in (left, right))
        return self.bands.compare(cost, first, second)

    def contenders(self) -> list[str]:
        """Policies that can be had and refuse no more than they must."""
        refused = measure("refused")
        names = [policy.name for policy in self.real]
        return [n for n in names if not any(self.order(refused, n, m) == "more" for m in names)]

    def best(self, cost: Measure) -> tuple[str, ...]:
        """Policies than which none is certainly better; empty where all are alike.

        All are held against one error, that of their kind of prediction: with a better one for
        some, a policy could be ruled out by a value that another is not.
        """
        names = [policy.name for policy in self.real] if cost.key == "refused" else []
        values = {name: self.values[name][cost.key] for name in names or self.contenders()}
        known = [value for value in values.values() if not isinstance(value, Unknown)]
        best = tuple(
            name
            for name, value in values.items()
            if not isinstance(value, Unknown)
            and self.bands.compare(cost, ("", value), ("", min(known))) != "more"
        )
        return () if len(best) == len(known) else best

    def alike(self, left: str, right: str) -> bool:
        """Whether two policies have the same value of each cost."""
        return self.values[left] == self.values[right]

    def unknown(self, names: Sequence[str]) -> list[Measure]:
        """Costs that the trace says nothing of, for some of the policies."""
        values = self.values
        return [cost for cost in COSTS if any(is_unheard(values[n][cost.key]) for n in names)]

    def dominates(self, name: str, other: str) -> bool:
        """Whether a policy is nowhere worse than another, and somewhere better."""
        orders = {
            self.order(cost, name, other)
            for cost in COSTS
            if self.values[name][cost.key] != self.values[other][cost.key]
        }
        return "less" in orders and not {"more", "undecided", "none"} & orders

    def is_undecided(self, cost: Measure) -> bool:
        """Whether two policies differ in a cost by less than the error."""
        names = list(self.values)
        return any(self.order(cost, a, b) == "undecided" for a in names for b in names)

    def differs(self, cost: Measure) -> bool:
        """Whether the policies differ in a cost."""
        return len({str(values[cost.key]) for values in self.values.values()}) > 1


def _with(band: Band, item: Validation) -> Band:
    """A band with one more comparison in it."""
    off = abs(item.got - item.expected)
    large = abs(item.expected) >= SMALL
    return Band(
        max(band.relative, off / abs(item.expected)) if large else band.relative,
        band.absolute if large else max(band.absolute, off),
        band.comparisons + 1,
        band.exact + item.exact,
        _worse(band.worst, item),
        max(band.largest, abs(item.expected)),
    )


def _worse(worst: Validation | None, item: Validation) -> Validation | None:
    if item.exact:
        return worst
    return item if worst is None or _off(item) > _off(worst) else worst


def _off(item: Validation) -> float:
    """Return the relative error, limited so that small counts do not look worst."""
    return abs(item.got - item.expected) / max(abs(item.expected), SMALL)

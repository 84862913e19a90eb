"""Verdicts: the conclusions from a replay about its policies, in words, by rules.

A policy is weighed by what it costs (`measures.COSTS`), each cost for itself: there is no rate at
which splits can be exchanged for pages. A difference inside the error of its kind of prediction
decides nothing. A verdict speaks of this trace and this machine, and never of speed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from progpack.errors import UsageError
from progpack.known import Unknown
from progpack.report.draw.units import bytes_text, clean, count, number
from progpack.report.result.bands import BOUNDS, UNMEASURED, Bands, Order, Standings
from progpack.report.result.measures import (
    COSTS,
    NO_FLUSH,
    Measure,
    Number,
    format_number,
    measure,
)
from progpack.trace.events import KINDS

if TYPE_CHECKING:
    from progpack.replay.result import PolicyResult, Result

__all__ = ["Against", "Finding", "Point", "Tone", "Verdict", "names_text", "verdict"]

Tone: TypeAlias = Literal["good", "bad", "even", "open"]
"""Whether a finding speaks for something, against it, for neither, or leaves it open."""

_NO_SPEED: Final = (
    "This is a layout, not a speed: no number here says how much faster or slower a workload runs. "
    "What is gained by fewer splits, flushes or TLB entries has to be measured on the machine."
)


@dataclass(frozen=True, slots=True)
class Point:
    """One cost of a policy beside that of the reference.

    Attributes:
        measure: which cost.
        value: value of the policy.
        reference: value of the reference.
        order: how the first is to the second.
        text: both in words.
    """

    measure: Measure
    value: Number
    reference: Number
    order: Order
    text: str


@dataclass(frozen=True, slots=True)
class Against:
    """A policy beside the reference.

    Attributes:
        policy: its name.
        reference: the name of the other.
        text: the comparison as a paragraph.
        points: each cost, in the order of `COSTS`; those that neither has are left out.
    """

    policy: str
    reference: str
    text: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A conclusion from the numbers, in a sentence or two.

    Attributes:
        tone: for, against, neither, or open.
        text: the sentences; names of policies are in backquotes.
    """

    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The conclusions from a result.

    Attributes:
        headline: the answer in one sentence.
        findings: what else must be known, the most important first.
        against: each other policy beside the reference.
        reference: the policy that the others are compared with.
        best: key of a cost -> the policies that are best in it, as far as it is decided.
    """

    headline: str
    findings: tuple[Finding, ...]
    against: tuple[Against, ...]
    reference: str
    best: dict[str, tuple[str, ...]]


def names_text(names: Sequence[str]) -> str:
    """Names in backquotes as a list in a sentence: `a`, `b` and `c`."""
    quoted = [f"`{clean(name)}`" for name in names]
    return " and ".join([", ".join(quoted[:-1]), quoted[-1]] if len(quoted) > 1 else quoted)


def verdict(result: Result, *, against: str | None = None) -> Verdict:
    """Return the conclusions from a result.

    Args:
        result: result of a replay, with at least one policy.
        against: the policy to compare with; None: `page` where it was replayed, else the first.

    Raises:
        UsageError: there are no policies, or none of that name.
    """
    return _Judge(result, against).verdict()


class _Judge:
    def __init__(self, result: Result, against: str | None) -> None:
        if not result.policies:
            raise UsageError("the result has no policies: nothing was replayed")
        self.result = result
        self.bands = Bands(result.validations)
        names = [policy.name for policy in result.policies]
        reference = against or ("page" if "page" in names else names[0])
        self.reference = result.policy(reference)
        self.standings = Standings(result, self.bands)
        self.values = self.standings.values
        self.real = self.standings.real
        self.best = {cost.key: self.standings.best(cost) for cost in COSTS}

    def verdict(self) -> Verdict:
        others = [p for p in self.result.policies if p is not self.reference]
        return Verdict(
            self._headline(),
            tuple(self._findings()),
            tuple(self._against(policy) for policy in others),
            self.reference.name,
            self.best,
        )

    # The answer.

    def _headline(self) -> str:
        names = self.standings.contenders()
        if len(self.result.policies) == 1:
            only = names_text([self.reference.name])
            return f"Only {only} was replayed: there is nothing to choose between."
        if len(names) == 1:
            return f"Only {names_text(names)} places every load that can be placed here."
        decisive = [cost for cost in COSTS if self.best[cost.key] and cost.key != "refused"]
        if not decisive:
            return self._nothing_decided(names)
        winners = [n for n in names if all(n in self.best[cost.key] for cost in decisive)]
        if winners:
            return self._won(winners, decisive)
        return self._split(decisive)

    def _nothing_decided(self, names: Sequence[str]) -> str:
        open_ = self.standings.unknown(names)
        if all(self.standings.alike(names[0], name) for name in names):
            if open_:
                return (
                    f"{names_text(names)} cost the same in what this trace tells of; "
                    f"{_and([cost.noun for cost in open_])} are not known from this trace."
                )
            return f"{names_text(names)} cost exactly the same on this trace and machine."
        return (
            f"On this trace and machine nothing decides between {names_text(names)}: what "
            "differs lies inside the error of the model."
        )

    def _won(self, winners: Sequence[str], decisive: Sequence[Measure]) -> str:
        verb = "costs" if len(winners) == 1 else "cost"
        where = "in every respect in which the policies differ"
        undecided = self._more_but_undecided(winners[0])
        if undecided or self.standings.unknown(self.standings.contenders()):
            where = "in every respect that is decided"
        if len(winners) > 1 and not all(self.standings.alike(winners[0], n) for n in winners):
            where += "; between them nothing is decided"
        elif len(winners) > 1:
            where += ", and exactly alike"
        fewer = len(self.standings.contenders()) < len(self.real)
        lead = "Of the policies that refuse fewest loads," if fewer else "On this trace and machine"
        parts = [f"{text} lie inside the error" for text in undecided]
        unknown = [cost.noun for cost in self.standings.unknown(self.standings.contenders())]
        parts += [f"{_and(unknown)} are not known from this trace"] if unknown else []
        where += f" ({'; '.join(parts)})" if parts else ""
        return f"{lead} {names_text(winners)} {verb} least {where}.{self._gain(winners[0])}"

    def _more_but_undecided(self, winner: str) -> list[str]:
        """Costs of which a policy has more than another, by less than the error."""
        parts = []
        for cost in COSTS:
            others = [
                n
                for n in self.standings.contenders()
                if self.standings.order(cost, winner, n) == "undecided"
            ]
            least = min((float(self.values[n][cost.key]) for n in others), default=None)  # type: ignore[arg-type]
            mine = self.values[winner][cost.key]
            if least is not None and not isinstance(mine, Unknown) and mine > least:
                best = format_number(_whole(least), cost.form)
                text = f"{format_number(mine, cost.form)} against {best}"
                parts.append(f"{cost.noun}, {text},")
        return parts

    def _split(self, decisive: Sequence[Measure]) -> str:
        """No policy is best in everything: say what each is best in."""
        groups: dict[tuple[str, ...], list[str]] = {}
        for cost in decisive:
            groups.setdefault(self.best[cost.key], []).append(cost.noun)
        parts = [f"{_and(nouns)}: {names_text(names)}" for names, nouns in groups.items()]
        lead = f"No policy is best in everything here. Fewest {'; fewest '.join(parts)}."
        # Splits are for good; of those that avoid most of them, the first that was asked for.
        able = [n for n in self.best["level2_splits"] if n in self.standings.contenders()]
        return lead + (self._gain(able[0]) if able else "")

    def _gain(self, name: str) -> str:
        """Return what a policy avoids and what it takes more of, against the reference."""
        if name == self.reference.name:
            return ""
        mine, theirs = self.values[name], self.values[self.reference.name]
        avoided = self._avoided(name)
        if not avoided:
            return ""
        pages = measure("pages_peak")
        cost = ""
        if self.standings.order(pages, name, self.reference.name) in ("less", "more"):
            more = int(mine[pages.key]) - int(theirs[pages.key])  # type: ignore[arg-type]
            size = bytes_text(abs(more) * self.result.page_size)
            cost = f", at a cost of {size} of memory" if more > 0 else f", and {size} of memory"
        return (
            f" {names_text([name])} avoids {avoided} of {names_text([self.reference.name])}{cost}."
        )

    def _avoided(self, name: str) -> str:
        """Splits of the reference that a policy certainly avoids; empty when there are none."""
        parts = []
        for cost in (measure("level2_splits"), measure("level3_splits")):
            value, other = (self.values[n][cost.key] for n in (name, self.reference.name))
            if self.standings.order(cost, name, self.reference.name) == "less":
                assert isinstance(value, int)
                assert isinstance(other, int)
                parts.append(f"{number(other - value)} of {number(other)} {cost.noun_of(other)}")
        return _and(parts)

    # What else must be known.

    def _findings(self) -> Iterable[Finding]:
        yield from _refusals(self.result)
        yield from _obstacles(self.result)
        yield from self._unprotected()
        yield from self._splits()
        yield from self._ties()
        yield from self._pointless()
        yield from _bounds(self.result)
        yield from self._confidence()
        yield from self._unheard()
        yield from _lost_events(self.result)
        yield Finding("open", _NO_SPEED)

    def _unprotected(self) -> Iterable[Finding]:
        """Policies that flush no predictors where others do."""
        ibpb = measure("ibpb_flushes")
        flushing = [
            p.name for p in self.result.policies if p.end.ibpb_flushes or p.flushes_predictors
        ]
        without = [p.name for p in self.real if self.values[p.name][ibpb.key] == NO_FLUSH]
        if without:
            verb = "flushes" if len(without) == 1 else "flush"
            yield Finding(
                "bad",
                f"{names_text(without)} {verb} no branch predictors: without the hardening "
                "against JIT spraying that others pay for (a9b1f19a6a67). Flushes are compared "
                f"between {names_text(flushing)} only.",
            )

    def _splits(self) -> Iterable[Finding]:
        keys = ("level2_splits", "level3_splits")
        if not any(self.values[p.name][key] for p in self.result.policies for key in keys):
            yield Finding(
                "even",
                "No policy splits the direct map on this trace: it is no evidence for or against "
                "any of them in that respect.",
            )

    def _ties(self) -> Iterable[Finding]:
        left = [policy.name for policy in self.real]
        while left:
            name = left.pop(0)
            alike = [other for other in left if self.standings.alike(name, other)]
            left = [other for other in left if other not in alike]
            if alike and len(alike) + 1 < len(self.real):
                group = [name, *alike]
                known = " that is known" if self.standings.unknown(group) else ""
                yield Finding(
                    "even",
                    f"{names_text(group)} cost exactly the same in every respect{known} here.",
                )

    def _pointless(self) -> Iterable[Finding]:
        """Policies than which another is nowhere worse and somewhere better."""
        names = [policy.name for policy in self.real]
        for name in names:
            better = [other for other in names if self.standings.dominates(other, name)]
            if better:
                worse = _and(
                    [c.noun for c in COSTS if self.standings.order(c, name, better[0]) == "more"]
                )
                yield Finding(
                    "bad",
                    f"Nothing here speaks for {names_text([name])}: {names_text([better[0]])} is "
                    f"nowhere worse, and better in {worse}.",
                )

    def _confidence(self) -> Iterable[Finding]:
        if not self.bands:
            yield Finding(
                "open",
                "This result holds no validation, so the error of its numbers is not known. It is "
                "of another version of progpack, or was not made by one; replay the trace again.",
            )
            return
        open_ = [cost.noun for cost in COSTS if self.standings.is_undecided(cost)]
        if open_:
            yield Finding(
                "open",
                f"Differences in {_and(open_)} that lie inside the validation error are not "
                "decided.",
            )
        blind = [
            c.noun
            for c in COSTS
            if not self.bands.of(c.kind).comparisons and self.standings.differs(c)
        ]
        if blind:
            yield Finding(
                "open",
                f"No measurement exists to compare {_and(blind)} with: they are counted as the "
                f"kernel's source says, and differences of less than {UNMEASURED:.0%} decide "
                "nothing.",
            )

    def _unheard(self) -> Iterable[Finding]:
        """Kinds of loads that the trace has none of because nobody could hear them."""
        for cost in self.standings.unknown([policy.name for policy in self.result.policies]):
            yield Finding(
                "open",
                f"{cost.noun[0].upper()}{cost.noun[1:]} are not known from this trace: what causes "
                "them could not be heard.",
            )
        reasons: dict[str, list[str]] = {}
        for kind in KINDS:
            reason = self.result.unheard(kind)
            if reason:
                reasons.setdefault(reason, []).append(kind)
        for reason, kinds in reasons.items():
            yield Finding(
                "open",
                f"Loads of kind {_and(kinds)} are not in this trace: {clean(reason)}. Every number "
                "is of what was heard.",
            )

    # One policy beside the reference.

    def _points(self, policy: PolicyResult) -> list[Point]:
        mine, theirs = self.values[policy.name], self.values[self.reference.name]
        points = []
        for cost in COSTS:
            value, other = mine[cost.key], theirs[cost.key]
            order = self.standings.order(cost, policy.name, self.reference.name)
            if order != "none" and (value or other):
                text = _phrase(cost, value, other, self.result.page_size)
                points.append(Point(cost, value, other, order, text))
        return points

    def _against(self, policy: PolicyResult) -> Against:
        points = self._points(policy)
        name, other = names_text([policy.name]), names_text([self.reference.name])
        parts = []
        less = [point.text for point in points if point.order == "less"]
        more = [point.text for point in points if point.order == "more"]
        same = [point.text for point in points if point.order == "same"]
        unsure = [point.text for point in points if point.order == "undecided"]
        if less:
            parts.append(f"{name} has less than {other}: {_and(less)}.")
        if more:
            start = "It costs more" if less else f"{name} costs more than {other}"
            parts.append(f"{start}: {_and(more)}.")
        if unsure:
            parts.append(f"Not decided: {_and(unsure)}.")
        if same:
            parts.append(f"The same: {_and(same)}.")
        text = " ".join(parts) or f"{name} and {other} cost nothing that was modelled."
        return Against(policy.name, self.reference.name, text, tuple(points))


def _refusals(result: Result) -> Iterable[Finding]:
    alike: dict[tuple[int, int, int], list[PolicyResult]] = {}
    for policy in result.policies:
        end = policy.end
        if end.refused_limit or end.refused_memory:
            key = (end.refused_limit, end.refused_memory, end.loads)
            alike.setdefault(key, []).append(policy)
    for (limit, memory, loads), group in alike.items():
        first = group[0].refusals[0].text if group[0].refusals else ""
        one = len(group) == 1
        yield Finding(
            "bad",
            f"{names_text([policy.name for policy in group])} refuse{'s' if one else ''} "
            f"{number(limit + memory)} of {count(limit + memory + loads, 'load')}: "
            f"{number(limit)} by the limit, {number(memory)} for want of memory or room."
            + (f" The first: {clean(first).rstrip('.')}." if first else "")
            + f" {'Its' if one else 'Their'} other costs are of what was placed, which is "
            "less.",
        )


def _obstacles(result: Result) -> Iterable[Finding]:
    """Policies for which the machine's kernel lacks something."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for policy in result.policies:
        if policy.obstacles:
            alike.setdefault(policy.obstacles, []).append(policy.name)
    for obstacles, names in alike.items():
        verb = "is" if len(names) == 1 else "are"
        yield Finding(
            "bad",
            f"{names_text(names)} {verb} not available on this kernel as it is. "
            f"{'. '.join(clean(one) for one in obstacles)}. The numbers say what it would "
            "cost all the same.",
        )


def _bounds(result: Result) -> Iterable[Finding]:
    for policy in result.policies:
        if policy.name in BOUNDS:
            yield Finding(
                "open",
                f"{names_text([policy.name])} knows the whole trace in advance. Its costs "
                "bound those of any policy; no kernel can have it.",
            )


def _lost_events(result: Result) -> Iterable[Finding]:
    statistics = result.statistics
    if statistics.lost:
        yield Finding(
            "open",
            f"The recorder lost {count(statistics.lost, 'event')}: every number is of what it "
            "did record.",
        )
    if result.skipped:
        yield Finding(
            "open",
            f"{count(result.skipped, 'problem')} in the trace: "
            f"{clean(result.problems[0]) if result.problems else 'not kept'}",
        )


def _whole(value: float) -> Number:
    """A number that is written as a count where it is one."""
    return int(value) if value == int(value) else value


def _phrase(cost: Measure, value: Number, other: Number, page_size: int) -> str:
    """Both values and, for pages, the difference in memory."""
    if value == other:
        return f"{format_number(value, cost.form)} {cost.noun_of(value)}"
    before = format_number(other, cost.form)
    text = f"{format_number(value, cost.form)} instead of {before} {cost.noun_of(other)}"
    if cost.key == "pages_peak" and isinstance(value, int) and isinstance(other, int):
        word = "less" if value < other else "more"
        text += f" ({bytes_text(abs(value - other) * page_size)} {word})"
    return text


def _and(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)

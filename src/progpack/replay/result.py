"""The result of a replay: per policy, over time and in total. Reports take a `Result`, and files
hold one.

Sizes of a result do not grow with the trace: series and pictures are thinned as the replay
streams, and say what they left out.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from progpack.errors import ObjectError, UnknownNameError, UsageError
from progpack.files import read_file, write_file
from progpack.model.values import ITlb, Totals
from progpack.replay.codec import columns, from_columns, plain, restore
from progpack.snapshot import Snapshot
from progpack.trace.header import Header
from progpack.trace.statistics import Statistics

__all__ = [
    "KINDS",
    "MAGIC",
    "VERSION",
    "ITlb",
    "Picture",
    "PolicyResult",
    "Rectangle",
    "Refusal",
    "Result",
    "Sample",
    "SplitTick",
    "Totals",
    "Validation",
    "error_of",
]

MAGIC: Final = "progpack-result"
"""The member of a result file that has the version."""

VERSION: Final = 1
"""Version of the file that is written; files of a later one are refused."""

KINDS: Final = {
    "placement": "which chunk each program goes to",
    "splits-of-pages": "which direct-map entries split, given the physical pages",
    "splits": "how many direct-map entries split, with the model's own supply of pages",
    "direct-map": "kB that the direct map has in each size of entry",
}
"""Kinds of prediction that are validated -> what is predicted."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The totals after one event.

    Attributes:
        time_ns: nanoseconds of the trace's clock.
        event: how many events of the trace came before and with it.
        totals: what had been counted by then.
    """

    time_ns: int
    event: int
    totals: Totals


@dataclass(frozen=True, slots=True)
class Rectangle:
    """One image in the picture "address against time".

    Attributes:
        start_ns: when it was loaded.
        end_ns: when it was unloaded; None: it is there at the end.
        pack: number of its pack, in order of creation; None: it has pages of its own.
        chunk: first chunk in the pack; 0 on own pages.
        chunks: how many chunks, or how many it would have on its own pages.
        address: modelled address of its first byte.
        size: bytes that it takes: chunks, or whole pages.
        kind: one of `progpack.trace.KINDS`.
        name: name of the program; may be empty.
    """

    start_ns: int
    end_ns: int | None
    pack: int | None
    chunk: int
    chunks: int
    address: int
    size: int
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class SplitTick:
    """Direct-map entries that were split at about one time.

    Attributes:
        time_ns: when, or when the first of them.
        address: modelled address of the image or pack that caused it.
        level: 2 or 3.
        count: how many entries.
    """

    time_ns: int
    address: int
    level: int
    count: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Address against time, for one policy, thinned to a bounded size.

    Attributes:
        rectangles: the images that held most (chunks x time), by the time they were loaded.
        left_out: images that are not in it.
        share: of what all images held, the part that the rectangles show, 0 to 1.
        ticks: splits, by time. None is left out: near ones are put together.
        low: lowest modelled address of anything placed, whether it is shown or not.
        high: the address after the highest.
    """

    rectangles: tuple[Rectangle, ...] = ()
    left_out: int = 0
    share: float = 1.0
    ticks: tuple[SplitTick, ...] = ()
    low: int = 0
    high: int = 0


@dataclass(frozen=True, slots=True)
class Refusal:
    """A load that the modelled kernel refused.

    Attributes:
        time_ns: when.
        event: number of the event, from 1.
        name: name of the program.
        kind: one of `progpack.trace.KINDS`.
        reason: "limit", "memory" or "range".
        text: what was asked for and what there was.
    """

    time_ns: int
    event: int
    name: str
    kind: str
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """The costs under one policy.

    Attributes:
        name: name of the policy.
        description: one line.
        source: kernel releases and commits that behave so, or "progpack".
        pages: what is behind its packs: a value of `progpack.pack.Pages`.
        pack_size: bytes of a pack on the machine; 0: there are no packs.
        end: the totals when the trace ended, with what was still loaded.
        drained: the totals after the frees that were still under way.
        series: totals over time, at most 512 samples, evenly thinned; the last is ``end``.
        picture: address against time.
        final: the packs when the trace ended. Of many spans, neighbours are put together, and
            of many packs the first are there.
        packs_left_out: packs and areas that are not in ``final``.
        refusals: the first of them.
        itlb: TLB entries of what was resident when the trace ended.
        itlb_peak: the same when most pages held code, among the samples.
        notes: what this policy's numbers rest on, one sentence each; for a bound, of what.
        flushes_predictors: classic loads may make it flush branch predictors on the machine.
        obstacles: what the machine's kernel lacks for it, in sentences; see
            `progpack.model.KernelCapabilities.obstacles`.
    """

    name: str
    description: str
    source: str
    pages: str
    pack_size: int
    end: Totals
    drained: Totals
    series: tuple[Sample, ...] = ()
    picture: Picture = Picture()
    final: Snapshot | None = None
    packs_left_out: int = 0
    refusals: tuple[Refusal, ...] = ()
    itlb: ITlb | None = None
    itlb_peak: ITlb | None = None
    notes: tuple[str, ...] = ()
    flushes_predictors: bool = False
    obstacles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Validation:
    """A prediction of the model beside what was measured.

    Attributes:
        kernel: the one that was measured ("6.18.15 x86-64", "Aaron Lu's 8 GiB VM, v5.17").
        sequence: what was run there.
        policy: the policy that the model was given.
        kind: one of `KINDS`.
        quantity: what was compared, with its unit ("2 MiB splits", "placements").
        expected: what was measured.
        got: what the model says.
        error: by how much it is wrong: relative (0.1 is 10 %) where ``expected`` is not 0, else
            the difference itself.
        source: where the measurement is from.
        note: what explains a difference, or what was left out; may be empty.
    """

    kernel: str
    sequence: str
    policy: str
    kind: str
    quantity: str
    expected: float
    got: float
    error: float
    source: str
    note: str = ""

    @classmethod
    def of(
        cls,
        kernel: str,
        sequence: str,
        policy: str,
        kind: str,
        quantity: str,
        expected: int,
        got: int,
        source: str,
        note: str = "",
    ) -> Self:
        """The two numbers, and by how much they differ."""
        error = (got - expected) / expected if expected else float(got - expected)
        return cls(kernel, sequence, policy, kind, quantity, expected, got, error, source, note)

    @property
    def exact(self) -> bool:
        """Whether the prediction is what was measured."""
        return self.expected == self.got


def error_of(validations: Iterable[Validation], kind: str) -> str:
    """The error of one kind of prediction in words, to be printed beside each such prediction.

    Args:
        validations: all that were made.
        kind: one of `KINDS`.
    """
    compared = [item for item in validations if item.kind == kind]
    if not compared:
        return "not validated"
    exact = sum(item.exact for item in compared)
    if exact == len(compared):
        return f"exact in all of {len(compared)} comparisons"
    worst = max(compared, key=lambda item: abs(item.error))
    size = f"{worst.error:+.1%}" if worst.expected else f"{worst.got - worst.expected:+g}"
    return (
        f"exact in {exact} of {len(compared)} comparisons; at most {size} "
        f"({worst.quantity}: {worst.got:g} for {worst.expected:g}, {worst.kernel})"
    )


@dataclass(frozen=True, slots=True)
class Result:
    """The costs of a trace on one machine, under several policies.

    Attributes:
        trace: the name of the trace, which is usually that of its file.
        header: where and how it was recorded.
        statistics: the numbers of events in the trace.
        problems: the first problems in reading the trace, one sentence each.
        skipped: how many problems there were.
        machine: the machine, as `progpack.model.MachineSpec.parse` reads it.
        page_size: bytes of a page there.
        assumptions: the model's assumptions about the machine, one sentence each.
        policies: a result for each policy, in the order of the request.
        validations: predictions of the same model beside measurements; empty: none were made.
        seed: seed of the model's own choices (which physical pages).
        version: version of progpack.
    """

    trace: str
    header: Header
    statistics: Statistics
    machine: str
    page_size: int
    policies: tuple[PolicyResult, ...]
    assumptions: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    skipped: int = 0
    validations: tuple[Validation, ...] = ()
    seed: int = 0
    version: str = ""

    def policy(self, name: str) -> PolicyResult:
        """Return the result of one policy.

        Raises:
            UsageError: the policy was not replayed.
        """
        for result in self.policies:
            if result.name == name:
                return result
        have = (result.name for result in self.policies)
        raise UnknownNameError("the result has no policy", name, have)

    def unheard(self, kind: str) -> str:
        """Return why the trace lacks loads of a kind, as far as is known; "" when it has them."""
        stated = kind in self.header.hearing or kind not in self.statistics.kinds
        return self.header.unheard(kind) if stated else ""

    def error_of(self, kind: str) -> str:
        """Return the model's error for one kind of prediction, in words."""
        return error_of(self.validations, kind)

    def to_dict(self) -> dict[str, Any]:
        """Return plain values for a JSON file, with the magic and its version."""
        record: dict[str, Any] = {MAGIC: VERSION, **plain(_shell(self))}
        for member, policy in zip(record["policies"], self.policies, strict=True):
            member["series"] = columns(policy.series, Sample)
            picture = member["picture"]
            picture["rectangles"] = columns(policy.picture.rectangles, Rectangle)
            picture["ticks"] = columns(policy.picture.ticks, SplitTick)
        return record

    @classmethod
    def from_dict(cls, record: object, name: str = "result") -> Self:
        """Return the result that `to_dict` gave; members that are not known are ignored.

        Raises:
            UsageError: the value is no result, one of a later version, or a member is missing or
                wrong; says which.
        """
        if not isinstance(record, dict) or MAGIC not in record:
            raise UsageError(f'{name}: no result: there is no "{MAGIC}" in it')
        version = record[MAGIC]
        if type(version) is not int or not 1 <= version <= VERSION:
            raise UsageError(
                f"{name}: a result of version {version!r:.40}; this progpack reads 1 to {VERSION}"
            )
        rows = record.get("policies")
        if not isinstance(rows, list):
            raise UsageError(f"{name}.policies is no list")
        policies = tuple(_policy(row, f"{name}.policies[{i}]") for i, row in enumerate(rows))
        empty = restore(cls, {**record, "policies": []}, name)
        return replace(empty, policies=policies)

    def to_json(self) -> str:
        """Return the result as one line of JSON in ASCII, with its line end."""
        return json.dumps(self.to_dict(), separators=(",", ":"), allow_nan=False) + "\n"

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the result to a file, and replace what the file had.

        Raises:
            ObjectError: the file cannot be written.
        """
        try:
            write_file(path, self.to_json().encode("ascii"))
        except OSError as error:
            raise ObjectError(f"{os.fspath(path)}: {error.strerror or error}") from error

    @classmethod
    def from_json(cls, path: str | os.PathLike[str]) -> Self:
        """Read a result from a file.

        Raises:
            ObjectError: the file cannot be read.
            UsageError: the text is not JSON, or as for `from_dict`.
        """
        name = os.fspath(path)
        try:
            text = read_file(path)
        except OSError as error:
            raise ObjectError(f"{name}: {error.strerror or error}") from error
        return cls.loads(text, name)

    @classmethod
    def loads(cls, text: str | bytes, name: str = "result") -> Self:
        """Read a result from a JSON text; the errors are those of `from_json`."""
        try:
            record = json.loads(text)
        except UnicodeDecodeError as error:
            why = "a trace, or else no text; progpack replay makes results of traces"
            raise UsageError(f"{name}: not a result: {why}") from error
        except (ValueError, RecursionError) as error:
            raise UsageError(f"{name}: not a result: {error}") from error
        return cls.from_dict(record, name)


def _shell(result: Result) -> Result:
    """The result without what is written as columns."""
    bare = tuple(
        replace(p, series=(), picture=replace(p.picture, rectangles=(), ticks=()))
        for p in result.policies
    )
    return replace(result, policies=bare)


def _policy(row: object, where: str) -> PolicyResult:
    if not isinstance(row, dict) or not isinstance(row.get("picture"), dict):
        raise UsageError(f"{where} is no object with a picture")
    picture = row["picture"]
    series = from_columns(Sample, row.get("series"), f"{where}.series")
    rectangles = from_columns(Rectangle, picture.get("rectangles"), f"{where}.rectangles")
    ticks = from_columns(SplitTick, picture.get("ticks"), f"{where}.ticks")
    bare = {**row, "series": [], "picture": {**picture, "rectangles": [], "ticks": []}}
    bare_result = restore(PolicyResult, bare, where)
    return replace(
        bare_result,
        series=series,
        picture=replace(bare_result.picture, rectangles=rectangles, ticks=ticks),
    )

"""A record beside what progpack predicts for the same kernel, loads and machine.

Two predictions: the chunk of every program and every bit of the kernel's bitmaps, by the packs and
the placement policy (`progpack.replay.validation.placements`); and at each moment what the modelled
kernel (`progpack.model.KernelModel`) has by then: packs, pages, splits of the direct map. The first
must be right, and so must packs and pages; for splits progpack states a band, since where a
kernel's free pages lie is not in a trace.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from progpack.errors import ObjectError
from progpack.model import KernelFeatures, KernelModel, MachineSpec, Totals
from progpack.pack import policies
from progpack.replay.result import Validation
from progpack.replay.validation.kernel_record import KernelRecord, Moment
from progpack.replay.validation.placements import Placements, predict
from progpack.replay.validation.records import in_band
from progpack.trace import Counters, Event, Load, Measured, Trace, Unload

__all__ = ["Comparison", "compare", "machine_of", "summary", "table"]

_MIB: Final = 1 << 20
_PAGE: Final = 4096
_BAND: Final = "within the stated band"
_SURE: Final = "exact"


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was predicted for a record, and what was measured.

    Attributes:
        kernel: release, as uname(2) says.
        machine: what was modelled.
        policy: the placement policy that this kernel is taken to have.
        rows: (moment, prediction beside measurement), in order of the moments.
        placements: each image's place, predicted one after the other; None: the record has no
            packs of its kernel.
    """

    kernel: str
    machine: MachineSpec
    policy: str
    rows: tuple[tuple[str, Validation], ...]
    placements: Placements | None

    @property
    def wrong(self) -> list[tuple[str, Validation]]:
        """The rows that are not as claimed."""
        return [(moment, row) for moment, row in self.rows if not _good(row)]


def compare(path: Path, *, seed: int = 0) -> Comparison:
    """Predict a record and compare.

    A trace of the same name beside the record must say the same as it; the events are taken from
    there.

    Args:
        path: the record, KERNEL-ARCHITECTURE-SEQUENCE.jsonl.gz.
        seed: of the model.

    Raises:
        ObjectError: it cannot be read, or the trace beside it says something else.
    """
    record, measured = KernelRecord(path), Measured(path)
    features = KernelFeatures.of(record.release, record.arch)
    events = _events(path, measured)
    machine = machine_of(record, measured)
    # A kernel that has packs is compared with packs, whatever it is taken to be.
    states = list(measured.pack_states())
    placements = None
    rows: list[tuple[str, Validation]] = []
    if states:
        policy = "pack" if features.policy == "page" else features.policy
        placements = predict(measured, policy)
        rows += _placed(record, policy, placements)
    packs = {state.label: len(state.packs) for state in states}
    rows += _moments(record, events, machine, packs, seed)
    return Comparison(record.release, machine, features.policy, tuple(rows), placements)


def machine_of(record: KernelRecord, measured: Measured) -> MachineSpec:
    """The machine that a record of the laboratory is of."""
    start = next(each for each in record.records if each["op"] == "start")
    # What the emulator was given; else what the kernel has, and firmware and kernel keep some.
    ram = int(start.get("ram", -(-int(start.get("mem", 1 << 31)) // (256 * _MIB)) * 256 * _MIB))
    spec = MachineSpec(
        arch=record.arch,
        memory=ram,
        nodes=measured.header.nodes,
        cpus=int(start.get("cpus", 1)),
        kernel=record.release,
        page_size=measured.header.page_size,
    )
    first = next(iter(record.moments()), None)
    if first is None or first.map_4k is None or first.map_2m is None:
        return spec
    return replace(spec, direct_map=(first.map_4k, first.map_2m, first.map_1g or 0))


def table(comparison: Comparison) -> str:
    """The comparison as text, a line for each row."""
    lines = [
        f"Linux {comparison.kernel} beside the model ({comparison.machine})",
        f"taken to place by the policy {comparison.policy}",
        "",
        f"{'moment':<10} {'what':<32} {'measured':>10} {'predicted':>10}  claim",
    ]
    for moment, row in comparison.rows:
        claim = _claim(row)
        good = f"{claim}: yes" if _good(row) else f"{claim}: NO"
        note = f" ({row.note})" if row.note else ""
        lines.append(
            f"{moment:<10} {row.quantity:<32} {row.expected:>10.0f} {row.got:>10.0f}  {good}{note}"
        )
    if comparison.placements is not None:
        lines += [f"  {text}" for text in _misses(comparison.placements)]
    wrong = len(comparison.wrong)
    lines += ["", f"{len(comparison.rows)} predictions, {wrong} not as claimed"]
    return "\n".join(lines)


def summary(comparisons: Iterable[Comparison]) -> str:
    """Comparisons as a table in Markdown, a row for each: right predictions of all."""
    heads = ("kernel", "sequence", "policy", "images", "bitmaps", "packs and pages", "2 MiB splits")
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for each in comparisons:
        first = each.rows[0][1]
        found = each.placements
        counts = [row for moment, row in each.rows if moment != "all" and row.kind == "placement"]
        splits = [row for _, row in each.rows if row.quantity == "2 MiB splits"]
        cells = (
            first.kernel,
            first.sequence,
            f"`{each.policy}`",
            f"{found.exact} of {found.loads - found.late}" if found else "no packs",
            f"{found.equal} of {found.states}" if found else "no packs",
            f"{sum(row.exact for row in counts)} of {len(counts)}",
            f"{splits[-1].expected:.0f}, predicted {splits[-1].got:.0f}"
            if splits
            else "no counter",
        )
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _events(path: Path, measured: Measured) -> list[Event]:
    events = list(measured)
    trace = path.with_name(path.name.replace(".jsonl.gz", ".trace.gz"))
    if trace == path or not trace.exists():
        return events
    read = list(Trace.open(trace))
    if read != events:
        pairs = enumerate(zip(read, events, strict=False), 1)
        at = next((number for number, (one, other) in pairs if one != other), None)
        where = f"event {at}" if at is not None else "its end"
        raise ObjectError(f"{trace}: at {where} it says something else than {path.name}")
    return read


def _placed(
    record: KernelRecord, policy: str, found: Placements
) -> Iterator[tuple[str, Validation]]:
    note = f"{found.late} more came before an earlier free was done" if found.late else ""
    sure = found.loads - found.late
    yield "all", _row(record, policy, "placement", "chunks of images", sure, found.exact, note)
    yield (
        "all",
        _row(
            record, policy, "placement", "times all bitmaps were equal", found.states, found.equal
        ),
    )


def _moments(
    record: KernelRecord,
    events: list[Event],
    machine: MachineSpec,
    packs: dict[str, int],
    seed: int,
) -> Iterator[tuple[str, Validation]]:
    """What the modelled kernel has at each moment, as changes since the first."""
    policy = machine.features.policy
    model = KernelModel(policies.get(policy), machine, seed=seed)
    moments = iter(record.moments())
    base: tuple[Moment, Totals] | None = None
    loading = False
    for event in events:
        if isinstance(event, Load):
            loading = loading or event.kind != "image"
            model.load(event)
        elif isinstance(event, Unload):
            model.unload(event)
        elif isinstance(event, Counters) and event.packs is not None:
            moment = next(moments)
            if base is None or not loading:
                # The last moment before the first program.
                base = moment, model.totals.copy()
            else:
                rows = _changes(record, policy, base, (moment, model.totals), packs)
                yield from ((moment.label, row) for row in rows)


def _changes(
    record: KernelRecord,
    policy: str,
    base: tuple[Moment, Totals],
    now: tuple[Moment, Totals],
    packs: dict[str, int],
) -> Iterator[Validation]:
    (old, before), (new, after) = base, now
    listed = packs.get(new.label, new.packs)
    yield _row(record, policy, "placement", "packs", listed, after.packs)
    if new.pack_pages or new.own_pages or policy == "page":
        # In pages of the machine; the model counts in 4 KiB.
        unit = _page_bytes(record) // _PAGE
        pages = new.pack_pages + new.own_pages - old.pack_pages - old.own_pages
        got = (after.pages - before.pages) // unit
        yield _row(record, policy, "placement", "more pages of code", pages, got)
    for name, level in (("2 MiB", "level2_splits"), ("1 GiB", "level3_splits")):
        one, other = getattr(old, level), getattr(new, level)
        if one is not None and other is not None:
            got = getattr(after, level) - getattr(before, level)
            yield _row(record, policy, "splits", f"{name} splits", other - one, got)
    if old.map_4k is not None and new.map_4k is not None:
        got = after.direct_map_4k_kb - before.direct_map_4k_kb
        change = new.map_4k - old.map_4k
        yield _row(record, policy, "direct-map", "more DirectMap4k kB", change, got)


def _page_bytes(record: KernelRecord) -> int:
    return next(int(each["pagesize"]) for each in record.records if each["op"] == "start")


def _row(
    record: KernelRecord,
    policy: str,
    kind: str,
    quantity: str,
    expected: int,
    got: int,
    note: str = "",
) -> Validation:
    name = f"{record.short} {record.arch}"
    return Validation.of(
        name, record.sequence, policy, kind, quantity, expected, got, "make lab", note
    )


def _claim(row: Validation) -> str:
    return _SURE if row.kind == "placement" else _BAND


def _good(row: Validation) -> bool:
    return row.exact if row.kind == "placement" else in_band(row)


def _misses(found: Placements) -> Iterator[str]:
    for number, told, address in found.misses[:5]:
        yield f"event {number}: predicted {told}, went to {address}"
    if len(found.misses) > 5:
        yield f"and {len(found.misses) - 5} more"

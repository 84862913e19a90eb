"""The model beside what real kernels did: part of the product, not only of its tests.

Four kinds of prediction are compared, the same four that results print their error beside:

- ``placement``: the chunk of each program, and the kernels' own bitmaps;
- ``splits-of-pages``: the whole direct map, entry by entry, after the pages that programs were
  given were protected, and after they were given back;
- ``splits`` and ``direct-map``: counts, with the model's own supply of pages, and Aaron Lu's table.

Some constants of the supply were fitted to half of the kernels (`FITTED`); the others test them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from progpack.errors import UsageError
from progpack.model import KernelFeatures, KernelModel, MachineSpec, Totals
from progpack.model.directmap import BLOCK, WIDTHS, DirectMap, Entry
from progpack.pack import policies
from progpack.replay.result import Validation
from progpack.replay.validation import lu_table
from progpack.replay.validation.kernel_record import KernelRecord, Moment
from progpack.replay.validation.placements import predict
from progpack.trace.events import Load, Unload
from progpack.trace.measured import Measured

__all__ = [
    "BAND_SHARE",
    "BAND_SPLITS",
    "FITTED",
    "RECORDS",
    "in_band",
    "machine_of",
    "splits_between",
    "stated_band",
    "validate",
    "validate_record",
]

RECORDS: Final = Path(__file__).parents[2] / "data" / "measured"
"""Where the records are that progpack has: trimmed by tools/trim_records.py."""

FITTED: Final = ("5.10", "6.12")
"""Releases whose counts the constants of the page supply were fitted to."""

BAND_SPLITS: Final = 4
"""Counts of splits with the model's own supply lie within so many of what was measured,"""

BAND_SHARE: Final = 0.15
"""or within this share of it, whichever is more."""

FEW: Final = 5
"""Of fewer than this, a share says nothing, and `BAND_SPLITS` would hold for nearly any number."""

BAND_FEW: Final = 2
"""Counts of fewer than `FEW` lie within so many of what was measured."""

_SOURCE: Final = "measured for progpack, data/measured"
_BLOCK_KB: Final = 2048
_GIB: Final = 1 << 30


def validate(records: Path | None = None, *, seed: int = 0) -> list[Validation]:
    """Compare the model with every record, and with Aaron Lu's table.

    Takes some 15 seconds.

    Args:
        records: folder with records, as KERNEL-ARCHITECTURE-SEQUENCE.jsonl.gz; None: those that
            progpack has. Records of any kernel and architecture that `progpack.arch` knows will do.
        seed: of the model.

    Raises:
        UsageError: there are no records in the folder.
        ObjectError: a record cannot be read.
    """
    folder = RECORDS if records is None else records
    paths = sorted(folder.glob("*.jsonl*"))
    if not paths:
        raise UsageError(f"no records in {folder}: files are KERNEL-ARCHITECTURE-SEQUENCE.jsonl.gz")
    compared = [validation for path in paths for validation in validate_record(path, seed)]
    return compared + lu_table.validations(seed)


def in_band(validation: Validation) -> bool:
    """Whether a prediction of splits, or of kB in small entries, lies within the stated band."""
    unit = _BLOCK_KB if validation.quantity.endswith("kB") else 1
    most = max(BAND_SPLITS * unit, BAND_SHARE * abs(validation.expected))
    if unit == 1 and abs(validation.expected) < FEW:
        most = BAND_FEW
    return abs(validation.got - validation.expected) <= most


def stated_band(validations: Iterable[Validation]) -> str:
    """Return the claim about counts with the model's own supply, and its test, in words."""
    counts = [
        validation
        for validation in validations
        if validation.quantity == "2 MiB splits"
        and validation.source == _SOURCE
        and validation.kind == "splits"
    ]
    tested = [validation for validation in counts if not validation.kernel.startswith(FITTED)]
    inside = sum(in_band(validation) for validation in tested)
    return (
        f"splits within {BAND_SPLITS} or {BAND_SHARE:.0%} of what was measured, whichever is more, "
        f"of fewer than {FEW} within {BAND_FEW}; "
        f"fitted to {len(counts) - len(tested)} runs of Linux {' and '.join(FITTED)}, "
        f"tested on {len(tested)} runs of other kernels: {inside} inside"
    )


def validate_record(path: Path, seed: int = 0) -> Iterator[Validation]:
    """Compare the model with one record.

    Args:
        path: the record.
        seed: of the model.

    Raises:
        ObjectError: the record cannot be read.
    """
    record = KernelRecord(path)
    measured = Measured(path)
    features = KernelFeatures.of(record.release, record.arch)
    yield from _placements(record, measured, features)
    yield from _given_pages(record, features, measured.header.nodes)
    if not record.live and measured.header.features.get("bpf_jit_enable", 1):
        yield from _own_supply(record, measured, features, seed)


def _make(
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
        name, record.sequence, policy, kind, quantity, expected, got, _SOURCE, note
    )


def _placements(
    record: KernelRecord, measured: Measured, features: KernelFeatures
) -> Iterator[Validation]:
    prediction = predict(measured, features.policy if features.policy != "page" else "pack")
    if prediction.loads:
        note = ""
        if prediction.late:
            note = f"{prediction.late} more were placed before an earlier free was done"
        if prediction.misses:
            note = "a program of another process went there too" if record.live else ""
        sure = prediction.loads - prediction.late
        yield _make(record, features.policy, "placement", "chunks", sure, prediction.exact, note)
    if prediction.states:
        note = ""
        if prediction.unfinished:
            note = f"{prediction.unfinished} more were read while programs waited to be freed"
        what = "bitmaps of all packs"
        yield _make(
            record, features.policy, "placement", what, prediction.states, prediction.equal, note
        )


def _given_pages(
    record: KernelRecord, features: KernelFeatures, nodes: int
) -> Iterator[Validation]:
    """The walks of the page tables: every entry, given which pages programs have."""
    before, after = record.walk("start"), record.walk("loaded")
    if not before or not after or record.attaches:
        # Attaching makes trampolines of ftrace, whose pages the record does not have.
        return
    direct = DirectMap.from_entries(before)
    pages = _program_pages(record, before, after, nodes)
    for page, size in pages:
        if size == "4K":
            direct.protect(page)
        else:
            direct.protect_block(page // BLOCK)
    note = (
        f"{direct.level2_splits} entries of 2 MiB and {direct.level3_splits} of 1 GiB split, "
        f"{len(pages)} made read-only"
    )
    yield _entries(record, features, "entries when loaded", direct, after, note)
    last = record.walk("unloaded")
    if last:
        for page, size in pages:
            if size == "4K":
                direct.reset(page)
            else:
                direct.reset_block(page // BLOCK)
        yield _entries(record, features, "entries when unloaded", direct, last, "")


def _program_pages(
    record: KernelRecord, before: list[Entry], after: list[Entry], nodes: int
) -> list[tuple[int, str]]:
    """(first page, size of its entry) of memory that programs got.

    Where the record has the pages behind each pack or area, from that, and nothing of the walk.
    """
    starts = [entry.page for entry in before]

    def was(page: int) -> Entry | None:
        at = bisect_right(starts, page) - 1
        return before[at] if at >= 0 and page < before[at].end else None

    # A record has what is behind the first 2 MiB of an area, the pack of one node.
    known = record.physical_pages() if nodes == 1 else []
    runs = known or [(area.page, area.entries, area.size) for area in after if not area.writable]
    areas = []
    for first, count, size in runs:
        width = WIDTHS[size]
        for page in range(first, first + count * width, width):
            entry = was(page)
            if entry is None or entry.writable or (entry.size != size and not known):
                areas.append((page, size))
    return sorted(areas)


def _entries(
    record: KernelRecord,
    features: KernelFeatures,
    quantity: str,
    direct: DirectMap,
    walk: list[Entry],
    note: str,
) -> Validation:
    """Compare entries: how many are as the walk has them; a surplus on either side is wrong."""
    got = list(direct.entries())
    expected, have = (sum(entry.entries for entry in entries) for entries in (walk, got))
    same = _common(got, walk) - abs(expected - have)
    return _make(record, features.policy, "splits-of-pages", quantity, expected, same, note)


def _common(one: list[Entry], other: list[Entry]) -> int:
    """Entries that are in both, with the same size and protection."""
    same = at = 0
    for entry in one:
        while at and other[at].page > entry.page:
            at -= 1
        while at < len(other) and other[at].page < entry.end:
            counterpart = other[at]
            low, high = max(entry.page, counterpart.page), min(entry.end, counterpart.end)
            if low < high and (counterpart.size, counterpart.writable) == (
                entry.size,
                entry.writable,
            ):
                same += (high - low) // WIDTHS[entry.size]
            at += 1
        at = max(0, at - 1)
    return same


def _own_supply(
    record: KernelRecord, measured: Measured, features: KernelFeatures, seed: int
) -> Iterator[Validation]:
    moments = {moment.label: moment for moment in record.moments()}
    before, after = moments.get("start", moments.get("boot")), moments.get("loaded")
    if before is None or after is None or record.attaches:
        return
    model = KernelModel(
        policies.get(features.policy), machine_of(record, measured, before), seed=seed
    )
    base, end, readonly = _play(model, measured)
    policy = features.policy
    splits = splits_between(record, before, after)
    if splits is not None:
        got = end.level2_splits - base.level2_splits, end.level3_splits - base.level3_splits
        note = "" if record.short.startswith(FITTED) else "not used for fitting"
        yield _make(record, policy, "splits", "2 MiB splits", splits[0], got[0], note)
        yield _make(record, policy, "splits", "1 GiB splits", splits[1], got[1], note)
    aliases = _readonly(record.walk("loaded")) - _readonly(record.walk("start"))
    if record.walk("loaded"):
        direct = model.physical.direct_map
        got_aliases = direct.readonly_pages + BLOCK * direct.readonly_blocks - readonly
        yield _make(record, policy, "splits", "pages made read-only", aliases, got_aliases)
    if record.arch in ("x86-64", "powerpc") and before.map_4k is not None:
        change = end.direct_map_4k_kb - base.direct_map_4k_kb
        yield _make(
            record,
            policy,
            "direct-map",
            "DirectMap4k kB",
            after.map_4k or 0,
            before.map_4k + (change if model.machine.features.linear_map == "split" else 0),
        )
    if policy == "page" and after.own_pages and not _blinded(measured):
        got_pages = (end.pages - base.pages) * 4096 // measured.header.page_size
        pages = after.own_pages - before.own_pages
        yield _make(record, policy, "placement", "pages of programs", pages, got_pages)


def _blinded(measured: Measured) -> bool:
    """vmalloc's list names the areas of blinded programs otherwise."""
    return bool(measured.header.features.get("bpf_jit_harden"))


def machine_of(record: KernelRecord, measured: Measured, before: Moment) -> MachineSpec:
    """The machine of a record: guests with one CPU and the RAM that it says.

    Those that do not say it had 8 GiB, other architectures 4 GiB.
    """
    ram = next((int(r["ram"]) for r in record.records if r["op"] == "start" and "ram" in r), 0)
    walked = sum(e.entries * WIDTHS[e.size] * 4096 for e in record.walk("start"))
    usual = (8 if record.arch == "x86-64" else 4) * _GIB
    spec = MachineSpec(
        arch=record.arch,
        memory=ram or -(-walked // _GIB) * _GIB or usual,
        nodes=measured.header.nodes,
        cpus=1,
        kernel=record.release,
        page_size=measured.header.page_size,
    )
    if record.arch == "x86-64" and None not in (before.map_4k, before.map_2m):
        row = before.map_4k or 0, before.map_2m or 0, before.map_1g or 0
        spec = replace(spec, direct_map=row)
    return spec


def _readonly(walk: list[Entry]) -> int:
    """Pages of 4 KiB that lie in read-only entries."""
    return sum(e.entries * WIDTHS[e.size] for e in walk if not e.writable)


def _play(model: KernelModel, measured: Measured) -> tuple[Totals, Totals, int]:
    """Totals before the first program and when all are loaded; read-only pages before."""
    base: Totals | None = None
    direct = model.physical.direct_map
    readonly = 0
    waiting: list[Unload] = []
    for event in measured:
        if isinstance(event, Load):
            for unload in waiting:
                model.unload(unload)
            waiting.clear()
            if base is None and event.kind != "image":
                base = model.totals.copy()
                readonly = direct.readonly_pages + BLOCK * direct.readonly_blocks
            model.load(event)
        elif isinstance(event, Unload):
            waiting.append(event)
    end = model.totals.copy()
    return base or end, end, readonly


def splits_between(record: KernelRecord, before: Moment, after: Moment) -> tuple[int, int] | None:
    """(level 2, level 3) splits: by the kernel's counters, its kB, or the walks."""
    if before.level2_splits is not None and after.level2_splits is not None:
        return (
            after.level2_splits - before.level2_splits,
            (after.level3_splits or 0) - (before.level3_splits or 0),
        )
    if record.arch == "x86-64" and before.map_4k is not None and after.map_4k is not None:
        giants = (before.map_1g or 0) - (after.map_1g or 0)
        return (after.map_4k - before.map_4k) // _BLOCK_KB, giants >> 20
    old, new = record.walk("start"), record.walk("loaded")
    if not old or not new:
        return None
    count = [sum(e.entries for e in walk if e.size == "1G") for walk in (old, new)]
    small = [sum(e.entries for e in walk if e.size == "4K") for walk in (old, new)]
    return (small[1] - small[0]) // BLOCK, count[0] - count[1]

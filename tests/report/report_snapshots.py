"""Snapshots to report on: drawn at random, and a few fixed ones."""

from __future__ import annotations

from hypothesis import strategies as st

from progpack.known import Maybe, Unknown
from progpack.pack import PackList, Request, pack_views
from progpack.snapshot import (
    NO_EVIDENCE,
    PROGRAM,
    UNATTRIBUTED,
    DirectMap,
    PackView,
    Snapshot,
    SpanView,
)

NAMES = st.one_of(
    st.sampled_from(["xdp_filter", "handle__sched_switch", "a", "", "long_name_" * 8]),
    st.text(max_size=12),
    st.sampled_from(["<script>&\"'", "\x1b[31mred", "tab\there\nline", "\u202eabc", "日本語"]),
)
KINDS = st.sampled_from([PROGRAM, PROGRAM, PROGRAM, "trampoline", UNATTRIBUTED, NO_EVIDENCE])


@st.composite
def pack_views_of(draw: st.DrawFn, chunks: int) -> PackView:
    spans = []
    at = 0
    for _ in range(draw(st.integers(0, 12))):
        at += draw(st.integers(0, 6))
        count = draw(st.one_of(st.integers(1, 4), st.integers(1, max(1, chunks // 5))))
        if at + count > chunks:
            break
        size = draw(st.integers(0, count * 64))
        spans.append(SpanView(at, count, draw(NAMES), size, draw(KINDS)))
        at += count
    address = draw(st.one_of(st.none(), st.integers(0, 2**64 - chunks * 64)))
    pages = draw(st.sampled_from(["", "4 KiB", "2 MiB"]))
    return PackView(draw(st.integers(0, 99)), address, chunks * 64, chunks, tuple(spans), pages)


def maybe(values: st.SearchStrategy[int]) -> st.SearchStrategy[Maybe[int]]:
    return st.one_of(values, st.builds(Unknown, st.text(min_size=1, max_size=30)))


NUMBERS = maybe(st.integers(0, 2**40))


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    sizes = st.sampled_from([1, 3, 64, 100, 1024, 32768])
    packs = tuple(draw(pack_views_of(draw(sizes))) for _ in range(draw(st.integers(0, 3))))
    areas = []
    for number in range(draw(st.integers(0, 4))):
        size = draw(st.integers(1, 9)) * 4096
        span = SpanView(0, size // 64, draw(NAMES), draw(st.integers(0, size)))
        areas.append(PackView(number, None, size, size // 64, (span,), "4 KiB"))
    unread = st.builds(Unknown, st.just("not a kernel"))
    return Snapshot(
        source=draw(NAMES),
        policy=draw(st.sampled_from(["pack", "page"])),
        arch="x86-64",
        packs=packs,
        areas=tuple(areas),
        charged=draw(NUMBERS),
        limit=draw(st.one_of(st.none(), NUMBERS)),
        resident_bytes=draw(NUMBERS),
        vmas=draw(NUMBERS),
        direct_map=draw(st.one_of(unread, st.builds(DirectMap, *[NUMBERS] * 7))),
        time=draw(st.sampled_from(["", "2026-11-23T03:16:00Z"])),
        notes=tuple(draw(st.lists(NAMES, max_size=2))),
    )


def seven_programs(policy: str) -> Snapshot:
    """Four probes and three programs, placed by a policy."""
    packs = PackList(policy)
    for name, proglen in (
        ("probe_loading", 19),
        ("probe_name", 19),
        ("probe_global_data", 30),
        ("probe_bind_map", 19),
        ("sched_wakeup", 180),
        ("sched_wakeup_new", 180),
        ("sched_switch", 600),
    ):
        packs.place(Request(packs.policy.image_size(proglen), name=name))
    listed, areas = pack_views(packs, address=lambda pack: 0x1000000 * pack.number, pages="4 KiB")
    return Snapshot("a test", policy, "x86-64", listed, areas, charged=1408)

"""Results to report on: worked out by a toy kernel, or set number by number."""

from __future__ import annotations

import random
from dataclasses import replace

from progpack.model import ITlb, Totals
from progpack.pack import PackList, Request, Span, pack_views
from progpack.replay import (
    Picture,
    PolicyResult,
    Rectangle,
    Refusal,
    Result,
    Sample,
    SplitTick,
    Validation,
)
from progpack.snapshot import Snapshot
from progpack.trace import Event, Header, Load, Unload, collect

MS = 1_000_000
PAGE = 4096
NAMES = ("sd_devices", "sd_fw_egress", "xdp_lb", "tp_sched_switch", "seccomp", "probe")


def validation(kind: str, expected: float, got: float, policy: str = "page") -> Validation:
    error = (got - expected) / expected if expected else got - expected
    quantity = "2 MiB splits" if kind == "splits" else "placements"
    return Validation(
        "6.18.15 x86-64", "c_3000", policy, kind, quantity, expected, got, error, "records"
    )


def policy_result(name: str, **numbers: int) -> PolicyResult:
    """A policy that ended with these totals; one sample has them too."""
    totals = Totals(**numbers)
    return PolicyResult(
        name, f"about {name}", "progpack", "single", 2 << 20, totals, totals,
        series=(Sample(5 * MS, 1, totals),),
        itlb_peak=ITlb(numbers.get("pages_peak", 0), 0, 0.0, 0.0, (64, 8)),
    )  # fmt: skip


def result_of(*policies: PolicyResult, validations: tuple[Validation, ...] = ()) -> Result:
    events = [Load(0, 1, "a", "program", 64, 19), Unload(10 * MS, 1, 64, "a")]
    return Result(
        "t.ptrace", Header("6.18.15", "x86-64"), collect(events), "x86-64:8G,cpus=2", PAGE,
        policies, validations=validations,
    )  # fmt: skip


def events(loads: int, seed: int = 1, clock: bool = True) -> list[Event]:
    """Programs that come, and half of which go again."""
    source = random.Random(seed)
    made: list[Event] = []
    live: list[int] = []
    now = 0
    for i in range(loads):
        now += source.randrange(20 * MS) if clock else 0
        name = source.choice(NAMES)
        size = 40 if name == "probe" else int(source.lognormvariate(6.2, 1.2)) + 30
        made.append(Load(now, i, name, "program", 0x1000 + i, size, (size + 24 + 63) // 64 * 64))
        live.append(i)
        while live and source.random() < 0.5:
            gone = live.pop(source.randrange(len(live)))
            made.append(Unload(now + MS if clock else 0, gone, 0x1000 + gone))
    return made


def toy(name: str, trace: list[Event], placer: str, split_each: int) -> PolicyResult:
    """A replay of a trace: placement as it is, a split for each so many new pages."""
    packs = PackList(placer)
    totals = Totals(direct_map_2m_kb=8 << 20)
    rectangles: dict[int, Rectangle] = {}
    spans: dict[int, Span] = {}
    sizes: dict[int, int] = {}
    ticks, series = [], []
    fresh = 0
    for number, event in enumerate(trace, 1):
        if isinstance(event, Load) and event.id is not None:
            span = packs.place(Request(event.chunk_bytes or 1, name=event.name))
            spans[event.id] = span
            sizes[event.id] = event.size
            own = span.oversized
            base = span.pack.number * (packs.pack_size or 0) + (1 << 40 if own else 0)
            address = base + (span.pack.number * 2 * PAGE if own else span.chunk * packs.chunk_size)
            rectangles[event.id] = Rectangle(
                event.time_ns, None, None if own else span.pack.number, span.chunk, span.chunks,
                address, span.chunks * packs.chunk_size, event.kind, event.name,
            )  # fmt: skip
            totals.loads += 1
            totals.code_bytes += event.size
            pages = packs.chunks_total * packs.chunk_size // PAGE
            if pages > totals.pages_peak:
                fresh += pages - totals.pages_peak
                totals.pages_peak = pages
                totals.flushes_all += 1
                totals.shootdown_cpus += 8
                if split_each and fresh >= split_each:
                    split, fresh = divmod(fresh, split_each)
                    totals.level2_splits += split
                    totals.direct_map_4k_kb += 2048 * split
                    totals.direct_map_2m_kb -= 2048 * split
                    ticks.append(SplitTick(event.time_ns, address, 2, split))
        elif isinstance(event, Unload) and event.id is not None:
            gone = spans.pop(event.id)
            totals.unloads += 1
            totals.code_bytes -= sizes.pop(event.id)
            packs.release(gone)
            rectangles[event.id] = replace(rectangles[event.id], end_ns=event.time_ns)
        _count(totals, packs)
        if number % max(len(trace) // 200, 1) == 0 or number == len(trace):
            series.append(Sample(event.time_ns, number, totals.copy()))
    regions, areas = pack_views(packs)
    final = Snapshot("model", name, "x86-64", regions, areas)
    low = min(item.address for item in rectangles.values())
    picture = Picture(tuple(rectangles.values()), 0, 1.0, tuple(ticks), low, low + 1)
    itlb = ITlb(totals.pages_peak, 0, 1e6, 12.5, (64, 8))
    return PolicyResult(
        name, f"the toy of {placer}", "a toy", "single", packs.pack_size, totals, totals,
        tuple(series), picture, final, itlb_peak=itlb,
    )  # fmt: skip


def _count(totals: Totals, packs: PackList) -> None:
    totals.packs = len(packs.packs)
    totals.packs_peak = max(totals.packs_peak, totals.packs)
    totals.pages = packs.chunks_total * packs.chunk_size // PAGE
    totals.used_chunks = sum(pack.bitmap.used for pack in packs.packs)
    totals.free_chunks = sum(pack.chunks for pack in packs.packs) - totals.used_chunks
    holes = [chunks for pack in packs.packs for _, chunks in pack.bitmap.holes()]
    totals.largest_hole = max(holes, default=0)
    totals.charged = packs.chunks_used * packs.chunk_size


VALIDATIONS = (
    validation("placement", 92586, 92568, "pack"),
    validation("splits-of-pages", 45, 45),
    validation("splits", 45, 41),
    validation("splits", 43, 46, "pack"),
    validation("splits", 0, 0, "rox-cache"),
    validation("direct-map", 1654620, 1700000),
)


def toy_result(loads: int = 300, clock: bool = True) -> Result:
    """Five policies on one trace, with a validation."""
    trace = events(loads, clock=clock)
    policies = (
        toy("page", trace, "page", 40),
        toy("pack-4k", trace, "pack-4k", 90),
        toy("pack", trace, "pack", 200),
        toy("pack-block", trace, "pack", 512),
        toy("rox-cache", trace, "pack", 0),
    )
    refused = Refusal(5 * MS, 7, "xdp_lb", "program", "limit", "bpf_jit_limit: 4096 of 4096 bytes")
    header = Header("6.18.15", "x86-64", nodes=2, cpus=64, clock="boottime" if clock else "",
                    comment="made by a test", features={"bpf_jit_harden": 0})  # fmt: skip
    return Result(
        "web-17.ptrace", header, collect(trace), "x86-64:64G,nodes=2,cpus=64,kernel=6.18", PAGE,
        (*policies[:4], replace(policies[4], refusals=(refused,))),
        ("kernel 6.18, 64 CPUs, 2 possible nodes", "the loading process takes no pages of its own"),
        validations=VALIDATIONS, version="0.1.0",
    )  # fmt: skip

"""Arbitrary results, made from the annotations of their classes."""

from __future__ import annotations

from dataclasses import fields, replace

from hypothesis import strategies as st

from progpack.model import ITlb, Totals
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
from progpack.snapshot import PackView, Snapshot, SpanView
from progpack.trace import Load, Unload, collect
from tests.trace.trace_strategies import headers

count = st.integers(0, (1 << 63) - 1)
when = st.integers(-(1 << 63), (1 << 63) - 1)
text = st.text(st.characters(exclude_categories=()), max_size=8)
sentences = st.lists(text, max_size=2).map(tuple)
real = st.floats(allow_nan=False, allow_infinity=False)

totals = st.builds(Totals, *[count] * len(fields(Totals)))
samples = st.builds(Sample, when, count, totals)
rectangles = st.builds(
    Rectangle, when, st.none() | when, st.none() | count, count, count, count, count, text, text
)
ticks = st.builds(SplitTick, when, count, st.sampled_from((2, 3)), count)
pictures = st.builds(
    Picture,
    st.lists(rectangles, max_size=3).map(tuple),
    count,
    real,
    st.lists(ticks, max_size=3).map(tuple),
    count,
    count,
)
itlbs = st.builds(ITlb, count, count, real, real, st.tuples(count, count))
snapshots = st.builds(
    lambda name, size: Snapshot(
        "model", name, "x86-64", (PackView(0, None, 4096, 64, (SpanView(3, 2, name, size),)),)
    ),
    text,
    st.integers(0, 128),
)
policies = st.builds(
    PolicyResult,
    name=text,
    description=text,
    source=text,
    pages=text,
    pack_size=count,
    end=totals,
    drained=totals,
    series=st.lists(samples, max_size=3).map(tuple),
    picture=pictures,
    final=st.none() | snapshots,
    packs_left_out=count,
    refusals=st.lists(st.builds(Refusal, when, count, text, text, text, text), max_size=2).map(
        tuple
    ),
    itlb=st.none() | itlbs,
    itlb_peak=st.none() | itlbs,
    notes=sentences,
)
validations = st.builds(Validation, text, text, text, text, text, real, real, real, text, text)

COUNTED = collect(
    [
        Load(0, 1, "a", "program", 64, 19),
        Load(90_000_000_000, None, "", "classic", 128, 100),
        Unload(95_000_000_000, 1, 64, "a"),
    ]
)
results = st.builds(
    Result,
    trace=text,
    header=headers,
    statistics=st.builds(lambda lost: replace(COUNTED, lost=lost), count),
    machine=text,
    page_size=count,
    policies=st.lists(policies, max_size=2).map(tuple),
    assumptions=sentences,
    problems=sentences,
    skipped=count,
    validations=st.lists(validations, max_size=2).map(tuple),
    seed=when,
    version=text,
)

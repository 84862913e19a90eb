"""Arbitrary events and headers, and ordinary ones in any number."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import get_args

from hypothesis import strategies as st

from progpack.trace import KINDS, Counters, Event, Feature, Header, Load, Lost, Note, Unload

whole = st.integers(-(1 << 63), (1 << 63) - 1)
size = st.integers(0, (1 << 63) - 1)
address = st.none() | st.integers(0, (1 << 64) - 1)
kind = st.sampled_from(KINDS)
# Lone surrogates too: names of processes are bytes, and Python has them as such.
text = st.text(st.characters(exclude_categories=()), max_size=12)
maybe = st.none() | whole

loads = st.builds(
    Load, whole, maybe, text, kind, address, size, st.none() | size, text, maybe, maybe, text,
    maybe, maybe,
)  # fmt: skip
unloads = st.builds(Unload, whole, maybe, address, text, kind)
counters = st.builds(Counters, whole, *[maybe] * 14)
losses = st.builds(Lost, whole, size, maybe)
notes = st.builds(Note, whole, text)
events: st.SearchStrategy[Event] = st.one_of(loads, unloads, counters, losses, notes)

positive = st.integers(1, (1 << 63) - 1)
real = st.floats(allow_nan=False, allow_infinity=False)
features = {str: text, bool: st.booleans(), int: whole, float: real, type(None): st.none()}
headers = st.builds(
    Header,
    kernel=text,
    arch=text,
    page_size=positive,
    nodes=positive,
    cpus=st.none() | positive,
    clock=text,
    boot_id=text,
    time=text,
    comment=text,
    hearing=st.dictionaries(text, text, max_size=3),
    features=st.dictionaries(
        text, st.one_of([features[kind] for kind in get_args(Feature)]), max_size=3
    ),
)


def ordinary(number: int) -> Iterator[Event]:
    """Loads, every second one with an unload, as a recorder writes them."""
    source = random.Random(number)
    live: list[Load] = []
    for index in range(number):
        time_ns = index * 1_000_003
        if live and source.random() < 0.5:
            load = live.pop(source.randrange(len(live)))
            yield Unload(time_ns, load.id, load.address, load.name, load.kind)
        else:
            place = 0xFFFFFFFFC0000000 + 64 * index
            live.append(
                Load(time_ns, index, f"p{index % 7}", "program", place, source.randrange(19, 900))
            )
            yield live[-1]

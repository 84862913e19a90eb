"""Whoever chooses keys cannot make them meet in one bucket of a hash table."""

from __future__ import annotations

import ctypes
import itertools
import random
from collections.abc import Iterable

import pytest

from progpack import MapSpec, MapType, ObjectSpec, ProgramType, load
from progpack.bpf.asm import assemble_program
from progpack.jit.maps.handle import Map

COUNT = 1 << 12
#: Of tables of so many random keys in as many buckets, one in three million has a longer chain.
MOST = 12
#: The seeds are fixed, so the test says the same each time. A single product spreads the keys of
#: one table in a hundred badly, with chains of 13 to 500.
SEEDS = random.Random(2).sample(range(1 << 32), 150)
TOP = 1 << 63


def words(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(8, "little") for number in numbers)


def pairs(first: int, second: int) -> Iterable[bytes]:
    """Keys of 12 pairs of words, where each pair is (0, 0) or the two that are given."""
    for bits in range(COUNT):
        yield words(*(w for n in range(12) for w in ((first, second) if bits >> n & 1 else (0, 0))))


#: name -> keys. The pairs are differences that a product with an odd number keeps, and that what
#: mixes it may move to a place that is known.
KEYS = {
    "in a row": [n.to_bytes(4, "little") for n in range(COUNT)],
    "in the upper half": [words(n << 32) for n in range(COUNT)],
    "multiples of a page": [words(n << 12) for n in range(COUNT)],
    "with a tail": [bytes(5) + n.to_bytes(2, "little") for n in range(COUNT)],
    **{
        f"pairs of {TOP:#x} and {second:#x}": list(pairs(TOP, second))
        for second in (TOP, *(TOP | 1 << bit for bit in (0, 29, 31, 32, 34, 47)))
    },
    "orders of words": [words(*order) for order in itertools.permutations(range(7))][:COUNT],
}


def longest_chain(map_: Map) -> int:
    """The most elements that a look-up may pass, as the native code finds them."""
    header = map_._header
    heads = (ctypes.c_uint32 * (header.buckets_mask + 1)).from_address(header.heads)
    links = (ctypes.c_uint32 * header.slots).from_address(header.links)
    most = 0
    for at in heads:
        length = 0
        while at:
            length, at = length + 1, links[at - 1]
        most = max(most, length)
    return most


@pytest.mark.parametrize("name", KEYS)
def test_keys_spread_over_the_buckets_whatever_the_seed(name: str) -> None:
    keys = KEYS[name]
    spec = MapSpec("h", MapType.HASH, len(keys[0]), 4, COUNT)
    program = assemble_program("r0 = map h ll; r0 = 0; exit".replace(";", "\n"), name="p",
                               type=ProgramType.FLAT)  # fmt: skip
    chains = {}
    for seed in SEEDS:
        with load(ObjectSpec("t", "GPL", {"p": program}, {"h": spec})) as held:
            map_ = held.maps["h"]
            assert isinstance(map_, Map)
            map_._header.seed = seed
            map_.update_batch(b"".join(keys), bytes(4 * len(keys)))
            assert len(map_) == len(keys)  # type: ignore[arg-type]
            chains[seed] = longest_chain(map_)
    assert max(chains.values()) <= MOST, chains

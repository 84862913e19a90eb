"""Policies of kernels that differ from first fit in the pages, or in what they prefer."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest

from progpack.arch import Arch
from progpack.pack import CHUNK, PackDirty, PackList, Request, Span

PAGE = 4096


class SmallDirty(PackDirty):
    """The preference, in packs of one page, so that there are many."""

    name = "small-dirty"

    def pack_size(self, arch: Arch, nodes: int) -> int:
        return arch.page_size


@pytest.mark.parametrize("name", ["pack-block", "pack-huge", "rox-cache"])
@pytest.mark.parametrize("nodes", [1, 2])
def test_other_pages_do_not_change_the_places(name: str, nodes: int) -> None:
    draw = random.Random(name)
    one, two = PackList("pack", nodes=nodes), PackList(name, nodes=nodes)
    assert one.pack_size == two.pack_size
    held: list[tuple[Span, Span]] = []
    for _ in range(600):
        if held and draw.random() < 0.4:
            first, second = held.pop(draw.randrange(len(held)))
            assert (one.release(first) is None) == (two.release(second) is None)
        size = min(int(draw.lognormvariate(8, 3)) + 1, 3 * one.pack_size)
        request = Request(size, draw.random() < 0.3)
        first, second = one.place(request), two.place(request)
        assert (first.pack.number, first.chunk) == (second.pack.number, second.chunk)
        held.append((first, second))
    assert two.flushes == 0


@dataclass
class Record:
    """A pack as the kernel's commits describe it."""

    used: list[bool] = field(default_factory=lambda: [False] * (PAGE // CHUNK))
    dirty: bool = True


class Naive:
    """bpf_prog_pack_alloc() with the preference, one chunk at a time."""

    def __init__(self) -> None:
        self.packs: list[Record] = []
        self.flushes = 0

    def place(self, chunks: int, classic: bool) -> tuple[Record, int]:
        rooms = []
        for record in self.packs:
            for first in range(len(record.used) - chunks + 1):
                if True not in record.used[first : first + chunks]:
                    rooms.append((record, first))
                    break
        preferred = [room for room in rooms if room[0].dirty != classic]
        if preferred or rooms:
            record, first = (preferred or rooms)[0]
        else:
            record, first = Record(), 0
            self.packs.append(record)
        if classic and record.dirty:
            self.flushes += 1
            for each in self.packs:
                each.dirty = False
        record.used[first : first + chunks] = [True] * chunks
        return record, first

    def free(self, record: Record, first: int, chunks: int) -> None:
        record.used[first : first + chunks] = [False] * chunks
        record.dirty = True
        if True not in record.used:
            self.packs = [each for each in self.packs if each is not record]


@pytest.mark.parametrize("seed", range(20))
def test_the_preference_is_that_of_the_commits(seed: int) -> None:
    draw = random.Random(seed)
    packs, naive = PackList(SmallDirty()), Naive()
    held: list[tuple[Span, tuple[Record, int, int]]] = []
    for _ in range(400):
        if held and draw.random() < 0.45:
            span, place = held.pop(draw.randrange(len(held)))
            packs.release(span)
            naive.free(*place)
        else:
            chunks, classic = draw.randint(1, 24), draw.random() < 0.3
            span = packs.place(Request(chunks * CHUNK, classic))
            record, first = naive.place(chunks, classic)
            assert span.chunk == first
            index = next(i for i, each in enumerate(naive.packs) if each is record)
            assert packs.packs[index] is span.pack
            held.append((span, (record, first, chunks)))
        assert [pack.dirty for pack in packs.packs] == [each.dirty for each in naive.packs]
        assert packs.flushes == naive.flushes
    assert naive.flushes > 10


def test_without_classic_programs_it_is_first_fit_while_all_packs_are_dirty() -> None:
    one, two = PackList("pack"), PackList("pack-dirty")
    for size in (100, 5000, 64, 1 << 20, 1 << 20, 70):
        first, second = one.place(Request(size)), two.place(Request(size))
        assert (first.pack.number, first.chunk) == (second.pack.number, second.chunk)
    assert two.flushes == 0


def test_an_oversized_classic_program_is_not_flushed_for() -> None:
    packs = PackList("pack-dirty")
    assert packs.place(Request(packs.pack_size + 1, True)).oversized
    assert packs.flushes == 0
    packs.place(Request(64, True))
    assert packs.flushes == 1

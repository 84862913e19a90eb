"""The size table of JIT binaries in packs, and the start of an image."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progpack.errors import UsageError
from progpack.pack import BinaryLayout, policies

TABLE = [
    # proglen, bytes, chunks, hole
    (1, 64, 1, 55),
    (40, 64, 1, 16),
    (41, 128, 2, 56),
    (104, 128, 2, 16),
    (105, 192, 3, 56),
    (168, 192, 3, 16),
    (309, 384, 6, 56),
    (500, 576, 9, 56),
    (2048, 2112, 33, 56),
]


@pytest.mark.parametrize(("proglen", "size", "chunks", "hole"), TABLE)
def test_size_table(proglen: int, size: int, chunks: int, hole: int) -> None:
    layout = BinaryLayout(proglen)
    assert (layout.size, layout.chunks, layout.hole) == (size, chunks, hole)
    assert policies.get("pack").image_size(proglen) == size


@settings(deadline=None)
@given(st.integers(1, 1 << 22), st.sampled_from([1, 2, 4, 8]))
def test_the_image_starts_in_the_first_chunk_and_ends_inside(proglen: int, alignment: int) -> None:
    layout = BinaryLayout(proglen)
    starts = layout.starts(alignment)
    assert 16 <= layout.hole <= 56
    assert starts[0] == 8
    assert starts[-1] < 64
    assert all(start % alignment == 0 for start in starts)
    # The last byte below the hole is allowed, rounded down.
    assert starts[-1] + proglen <= layout.size - 1
    assert layout.size % 64 == 0
    assert layout.size - proglen - 24 < 64


def test_number_of_slots_for_each_alignment() -> None:
    assert [len(BinaryLayout(p).starts(4)) for p in (40, 41)] == [4, 14]
    assert [len(BinaryLayout(p).starts(8)) for p in (40, 41)] == [2, 7]


@pytest.mark.parametrize("alignment", [0, 3, 16, -4])
def test_odd_alignments_are_refused(alignment: int) -> None:
    with pytest.raises(UsageError, match="aligned"):
        BinaryLayout(40).starts(alignment)


@pytest.mark.parametrize("proglen", [0, -5])
def test_an_image_has_bytes(proglen: int) -> None:
    with pytest.raises(UsageError, match="at least one byte"):
        BinaryLayout(proglen)
    for name in ("page", "pack-4k", "pack"):
        with pytest.raises(UsageError, match="at least one byte"):
            policies.get(name).image_size(proglen)

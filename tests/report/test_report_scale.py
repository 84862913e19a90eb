"""Cells and grids against chunks counted one by one."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from report_snapshots import pack_views_of

from progpack.report.draw.scale import cells_of, grid_of
from progpack.report.draw.units import bytes_text, clean, count, percent
from progpack.snapshot import PackView

PACKS = st.sampled_from([1, 3, 64, 100, 1024, 32768]).flatmap(pack_views_of)


@settings(deadline=None)
@given(PACKS, st.sampled_from([1, 2, 3, 7, 64, 1000]))
def test_cells_hold_what_their_chunks_hold(pack: PackView, per_cell: int) -> None:
    owner: list[int | None] = [None] * pack.chunks
    for i, span in enumerate(pack.spans):
        owner[span.chunk : span.end] = [i] * span.chunks
    cells = cells_of(pack, per_cell)
    assert sum(cell.chunks for cell in cells) == pack.chunks
    for at, cell in enumerate(cells):
        first = at * per_cell
        held = Counter(i for i in owner[first : first + cell.chunks] if i is not None)
        assert cell.used == sum(n for i, n in held.items() if pack.spans[i].taken)
        assert cell.unknown == sum(n for i, n in held.items() if not pack.spans[i].taken)
        assert cell.starts == sum(pack.spans[i].chunk >= first for i in held)
        if held:
            assert cell.span is not None
            assert cell.share == held[pack.spans.index(cell.span)] == max(held.values())
        else:
            assert cell.span is None


@settings(deadline=None)
@given(PACKS, st.sampled_from([1, 16, 64]), st.integers(1, 12))
def test_a_grid_shows_all_that_is_taken_in_as_many_rows_as_allowed(
    pack: PackView, columns: int, rows: int
) -> None:
    grid = grid_of(pack, columns, rows)
    assert grid.rows <= rows
    assert grid.end <= pack.chunks
    assert all(span.end <= grid.end for span in pack.spans if span.taken)
    assert grid.per_cell.bit_count() == 1
    end = max((span.end for span in pack.spans if span.taken), default=1)
    # The half of it would be too small.
    assert grid.per_cell == 1 or columns * rows * grid.per_cell // 2 < end


def test_numbers_as_people_read_them() -> None:
    texts = [bytes_text(n) for n in (0, 1023, 1024, 1536, 2 << 20, 528482304, 3 << 30)]
    assert texts == ["0 B", "1023 B", "1 KiB", "1.5 KiB", "2 MiB", "504 MiB", "3 GiB"]
    assert [percent(x) for x in (0.0, 0.00001, 0.056, 0.34, 0.99999, 1.0)] == [
        "0%",
        "0.1%",
        "5.6%",
        "34%",
        "99.9%",
        "100%",
    ]
    assert [count(1, "pack"), count(2000, "pack")] == ["1 pack", "2,000 packs"]


@settings(deadline=None)
@given(st.text())
def test_a_clean_name_is_printable_and_ascii_on_demand(name: str) -> None:
    assert clean(name).isprintable()
    assert clean(name, ascii_only=True).isascii()
    if name.isprintable():
        assert clean(name) == name

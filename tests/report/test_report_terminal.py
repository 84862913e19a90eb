"""The terminal picture: its width, its characters, and that it tells the truth."""

from __future__ import annotations

import io
import re
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_snapshots import pack_views_of, seven_programs, snapshots
from rich.cells import cell_len, set_cell_size
from rich.console import Console

from progpack.report import PackMap, SnapshotReport, to_text
from progpack.report.draw.line import cells_in, cut_to
from progpack.report.draw.units import clean
from progpack.snapshot import NO_EVIDENCE, UNATTRIBUTED, PackView, Snapshot, SpanView

ROW = re.compile(r"^ *(\d+) ▕(.*)▏$")


@settings(deadline=None)
@given(snapshots(), st.one_of(st.integers(1, 40), st.integers(41, 220)), st.booleans())
def test_no_line_is_longer_than_the_terminal(
    snapshot: Snapshot, width: int, ascii_only: bool
) -> None:
    text = to_text(snapshot, width=width, ascii_only=ascii_only)
    assert text.endswith("\n")
    for line in text.splitlines():
        assert cell_len(line) <= width, line
    assert "\x1b" not in text
    if ascii_only:
        assert text.isascii()


@settings(deadline=None)
@given(snapshots(), st.one_of(st.integers(1, 40), st.integers(41, 220)), st.booleans())
def test_without_colours_it_is_what_rich_makes(
    snapshot: Snapshot, width: int, ascii_only: bool
) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding="ascii" if ascii_only else "utf-8")
    console = Console(file=stream, width=width, color_system=None, legacy_windows=False)
    console.print(SnapshotReport(snapshot))
    stream.seek(0)
    assert to_text(snapshot, width=width, ascii_only=ascii_only) == stream.read()


@given(st.text(), st.integers(0, 12))
def test_texts_take_the_cells_that_rich_says(text: str, cells: int) -> None:
    shown = clean(text)
    assert cells_in(shown) == cell_len(shown)
    assert cut_to(shown, cells) == set_cell_size(shown, min(cells, cell_len(shown)))


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    pack = PackView(0, 0xFFFFFFFFC0250000, 4096, 64, (SpanView(0, 64, "name" * 30, 4096),))
    snapshot = Snapshot("kernel " + "x" * 90, "pack-4k", "arm64", (pack,))
    lines = to_text(snapshot, width=50).splitlines()
    assert lines[0] == "kernel " + "x" * 42 + "…"
    assert lines[-1] == "A " + ("name" * 30)[:47] + "…"
    plain = to_text(snapshot, width=50, ascii_only=True).splitlines()
    assert plain[0] == "kernel " + "x" * 40 + "..."


@settings(deadline=None)
@given(snapshots())
def test_colours_change_no_width(snapshot: Snapshot) -> None:
    coloured = to_text(snapshot, width=90, colour=True)
    for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines():
        assert "\x1b" not in line
        assert cell_len(line) <= 90


@settings(deadline=None)
@given(st.sampled_from([64, 100, 512]).flatmap(pack_views_of))
def test_without_colour_each_chunk_is_one_character(pack: PackView) -> None:
    text = to_text(PackMap(pack), width=80)
    cells = ""
    for line in text.splitlines():
        found = ROW.match(line)
        if found:
            assert int(found[1]) == len(cells)
            cells += found[2]
    assert len(cells) >= max((span.end for span in pack.spans if span.taken), default=1)
    shown = set()
    for span in pack.spans:
        drawn = cells[span.chunk : span.end]
        shown.update(range(span.chunk, span.end))
        if span.kind == NO_EVIDENCE:
            # What is not known behind the last that is taken is in the bar of the whole alone.
            assert set(drawn) <= {"░"}
            continue
        assert drawn[0] == "#" if span.kind == UNATTRIBUTED else drawn[0].isalnum()
        assert set(drawn[1:]) <= {"─"}
    assert all(cell == "·" for i, cell in enumerate(cells) if i not in shown)
    marks = {}
    for span in pack.spans:
        if span.kind not in (NO_EVIDENCE, UNATTRIBUTED):
            marks.setdefault((span.name, span.kind), set()).add(cells[span.chunk])
    assert all(len(found) == 1 for found in marks.values())
    assert len(set.union(set(), *marks.values())) == len(marks)


def test_seven_programs_in_a_pack_of_one_page() -> None:
    text = to_text(seven_programs("pack-4k"), width=80)
    assert "      0 ▕ABCDE───F───G─────────" + "·" * 42 + "▏" in text
    assert "22 of 64 chunks taken, 34%, largest hole 42" in text
    assert "G sched_switch  10 chunks, 640 B" in text
    assert "whole" not in text


def test_a_pack_of_2_mib_shows_what_is_used_and_a_bar_of_the_whole() -> None:
    text = to_text(seven_programs("pack"), width=80)
    assert "      0 ▕ABCDE───F───G─────────" + "·" * 42 + "▏" in text
    assert "  whole ▕▒" + "·" * 63 + "▏" in text
    plain = to_text(seven_programs("pack"), width=80, ascii_only=True)
    assert "      0 |ABCDE---F---G---------" + "." * 42 + "|" in plain
    assert "  whole |:" + "." * 63 + "|" in plain


def test_programs_with_pages_of_their_own_are_boxes() -> None:
    text = to_text(seven_programs("page"), width=80)
    assert "A·· B·· C·· D·· E·· F·· G··" in text
    assert "packs               none" in text


def test_a_pack_with_more_than_fits_says_what_a_cell_is() -> None:
    spans = tuple(SpanView(i * 4, 3, f"p{i}") for i in range(8000))
    text = to_text(PackMap(PackView(0, None, 1 << 21, 32768, spans)), width=80)
    assert "one cell is 64 chunks" in text
    rows = [line for line in text.splitlines() if ROW.match(line)]
    assert len(rows) == 8


def test_what_is_left_out_is_said() -> None:
    packs = tuple(
        PackView(i, None, 4096, 64, (SpanView(0, 64, f"program {i}", 4096),)) for i in range(30)
    )
    text = to_text(Snapshot("x", "pack-4k", "arm64", packs, notes=("Mind the gap.",)), width=80)
    assert "and 22 more packs, 1,408 of 1,408 chunks taken" in text
    assert "and 6 more, none larger" in text
    assert text.rstrip().endswith("note: Mind the gap.")


def test_what_is_not_known_is_said_with_the_reason() -> None:
    text = to_text(Snapshot("x", "pack", "arm64"), width=100)
    assert "mappings         unknown (not read by this source)" in text
    assert "direct map       unknown (not read by this source)" in text


@pytest.mark.parametrize("colour", [True, False])
def test_no_color_is_obeyed(monkeypatch: pytest.MonkeyPatch, colour: bool) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, color_system="truecolor", width=80)
    console.print(SnapshotReport(seven_programs("pack-4k")))
    text = stream.getvalue()
    # Colours are SGR 38 and 48; bold and dim may stay.
    assert ("48;2;" in text or "38;2;" in text) == colour
    if not colour:
        plain = re.sub(r"\x1b\[[0-9;]*m", "", text)
        assert "ABCDE───F───G─────────" in plain


def test_rich_is_not_loaded_before_something_is_rendered() -> None:
    code = (
        "import sys, progpack.report; sys.exit('rich' in sys.modules or 'llvmlite' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""The SVG picture: well-formed, and every rectangle where its chunks are."""

from __future__ import annotations

import math
import shutil
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_snapshots import seven_programs, snapshots

from progpack.errors import UsageError
from progpack.report import to_svg
from progpack.snapshot import PackView, Snapshot, SpanView

NS = "{http://www.w3.org/2000/svg}"


def parse(text: str) -> ET.Element:
    return ET.fromstring(text)


def number(element: ET.Element, name: str) -> float:
    return float(element.get(name, "nan"))


def maps(root: ET.Element) -> list[ET.Element]:
    return [g for g in root.iter(f"{NS}g") if g.get("class") == "map"]


def chunks_of(group: ET.Element, span: ET.Element) -> list[int]:
    """Chunks that a span's rectangles cover, worked out from their coordinates."""
    row_chunks = int(number(group, "data-row-chunks"))
    width = number(group, "data-width") / row_chunks
    covered = []
    # A mark tells programs of one colour apart; it lies on the rectangle of the colour.
    plain = [rect for rect in span.findall(f"{NS}rect") if rect.get("class") is None]
    marks = [rect for rect in span.findall(f"{NS}rect") if rect.get("class") is not None]
    assert not marks or len(marks) == len(plain)
    for rect in plain:
        row = (number(rect, "y") - number(group, "data-y")) / number(group, "data-row-step")
        first = (number(rect, "x") - number(group, "data-x")) / width
        count = number(rect, "width") / width
        for value in (row, first, count):
            assert math.isclose(value, round(value), abs_tol=0.05)
        assert round(first) + round(count) <= row_chunks
        start = round(row) * row_chunks + round(first)
        covered += range(start, start + round(count))
    return covered


@settings(deadline=None)
@given(snapshots())
def test_each_span_covers_exactly_its_chunks_and_none_overlap(snapshot: Snapshot) -> None:
    root = parse(to_svg(snapshot))
    groups = maps(root)
    assert len(groups) == len(snapshot.packs)
    for group, pack in zip(groups, snapshot.packs, strict=True):
        drawn = [g for g in group.findall(f"{NS}g") if (g.get("class") or "").startswith("span")]
        end = int(number(group, "data-end"))
        assert all(span.end <= end for span in pack.spans if span.taken)
        shown = [span for span in pack.spans if span.chunk < end]
        seen: set[int] = set()
        for element, span in zip(drawn, shown, strict=True):
            assert number(element, "data-chunk") == span.chunk
            assert number(element, "data-chunks") == span.chunks
            covered = chunks_of(group, element)
            assert covered == list(range(span.chunk, min(span.end, end)))
            assert seen.isdisjoint(covered)
            seen.update(covered)
            title = element.find(f"{NS}title")
            assert title is not None
            assert title.text


@settings(deadline=None)
@given(snapshots(), st.sampled_from(["auto", "light", "dark"]))
def test_everything_is_inside_the_picture(snapshot: Snapshot, theme: str) -> None:
    root = parse(to_svg(snapshot, theme=theme))  # type: ignore[arg-type]
    width, height = number(root, "width"), number(root, "height")
    assert root.get("viewBox") == f"0 0 {width:g} {height:g}"
    defs = root.find(f"{NS}defs")
    assert defs is not None
    inside = set(defs.iter(f"{NS}rect"))
    for rect in set(root.iter(f"{NS}rect")) - inside:
        x, y = float(rect.get("x", 0)), float(rect.get("y", 0))
        assert x >= 0
        assert y >= 0
        assert x + number(rect, "width") <= width + 0.01
        assert y + number(rect, "height") <= height + 0.01
        assert number(rect, "width") > 0
    for text in root.iter(f"{NS}text"):
        assert 0 <= number(text, "x") <= width
        assert 0 <= number(text, "y") <= height


def test_seven_programs_are_seven_rectangles_with_names_and_colours() -> None:
    root = parse(to_svg(seven_programs("pack-4k")))
    (group,) = maps(root)
    spans = group.findall(f"{NS}g")
    assert [len(span.findall(f"{NS}rect")) for span in spans] == [1] * 7
    titles = [span.findtext(f"{NS}title") or "" for span in spans]
    assert titles[0] == "probe_loading\nchunk 0: 1 chunk, 64 bytes\n64 bytes used\n0x0"
    assert titles[6].startswith("sched_switch\nchunk 12 to 21: 10 chunks, 640 bytes")
    classes = [span.get("class") for span in spans]
    assert len(set(classes)) == 7
    keys = [g for g in root.iter(f"{NS}g") if (g.get("class") or "").startswith("key")]
    assert [key.findall(f"{NS}text")[0].text for key in keys] == [t.split("\n")[0] for t in titles]
    for key, span in zip(keys, spans, strict=True):
        assert (key.get("class") or "").split()[1] == (span.get("class") or "").split()[1]


def test_a_large_pack_has_a_bar_of_the_whole_and_a_small_one_has_not() -> None:
    def fills(snapshot: Snapshot) -> list[ET.Element]:
        root = parse(to_svg(snapshot))
        return [r for r in root.iter(f"{NS}rect") if (r.get("class") or "").startswith("fill")]

    assert fills(seven_programs("pack-4k")) == []
    (bar,) = fills(seven_programs("pack"))
    assert number(bar, "x") == 88
    assert number(bar, "width") < 5
    full = PackView(0, None, 1 << 21, 32768, (SpanView(0, 9000, "a"), SpanView(20000, 9, "b")))
    bars = fills(Snapshot("x", "pack", "arm64", (full, full), ()))
    assert all(88 <= number(b, "x") <= 88 + 832 for b in bars)


def test_packs_beyond_the_limit_are_bars_and_areas_beyond_it_are_counted() -> None:
    packs = tuple(
        PackView(i, None, 1 << 21, 32768, (SpanView(0, 20000, f"p{i}"),)) for i in range(120)
    )
    areas = tuple(PackView(i, None, 4096, 64, (SpanView(0, 64, f"a{i}", 900),)) for i in range(400))
    text = to_svg(Snapshot("x", "pack", "arm64", packs, areas), packs=2)
    root = parse(text)
    assert len(maps(root)) == 2
    labels = {t.text for t in root.iter(f"{NS}text")}
    assert {"pack 0", "pack 1", "pack 2", "pack 97", "and 22 more packs"} <= labels
    assert "and 80 more" in labels
    boxes = [g for g in root.iter(f"{NS}g") if (g.get("class") or "").startswith("area")]
    assert len(boxes) == 320


def test_a_box_is_as_full_as_its_pages() -> None:
    root = parse(to_svg(seven_programs("page")))
    boxes = [g for g in root.iter(f"{NS}g") if (g.get("class") or "").startswith("area")]
    assert [box.get("data-area") for box in boxes] == [str(i) for i in range(7)]
    widths = []
    for box in boxes:
        rect = box.find(f"{NS}rect")
        assert rect is not None
        widths.append(number(rect, "width"))
    # 600 + 132 of 4096 bytes, of a box of 49.
    assert math.isclose(widths[6], 49 * 732 / 4096, abs_tol=0.01)
    assert widths[0] == pytest.approx(49 * 151 / 4096, abs=0.01)


def test_themes_differ_and_auto_has_both() -> None:
    snapshot = seven_programs("pack")
    light, dark, auto = (to_svg(snapshot, theme=t) for t in ("light", "dark", "auto"))  # type: ignore[arg-type]
    assert "#0d1117}" in dark
    assert "prefers-color-scheme" not in light + dark
    assert "prefers-color-scheme:dark" in auto
    assert auto.replace(auto.partition("@media")[2], "") != auto
    with pytest.raises(UsageError, match="auto, light and dark"):
        to_svg(snapshot, theme="pink")  # type: ignore[arg-type]


def test_hostile_names_are_text() -> None:
    name = '<script>alert("x")</script>&\x00\x1b\ud800\''
    pack = PackView(0, 4096, 4096, 64, (SpanView(0, 64, name, 5),))
    root = parse(to_svg(Snapshot(name, name, name, (pack,), notes=(name,))))
    assert not list(root.iter(f"{NS}script"))
    escaped = '<script>alert("x")</script>&\\x00\\x1b\\ud800\''
    assert any((t.text or "").startswith(escaped) for t in root.iter(f"{NS}title"))
    assert any(t.text == escaped for t in root.iter(f"{NS}text"))


@pytest.mark.skipif(shutil.which("rsvg-convert") is None, reason="rsvg-convert is not installed")
@pytest.mark.parametrize("policy", ["page", "pack-4k", "pack"])
def test_another_programs_renderer_accepts_it(policy: str, tmp_path: Path) -> None:
    source, target = tmp_path / "map.svg", tmp_path / "map.png"
    source.write_text(to_svg(seven_programs(policy)), encoding="utf-8")
    subprocess.run(["rsvg-convert", "-o", target, source], check=True, capture_output=True)
    header = target.read_bytes()[:24]
    assert header.startswith(b"\x89PNG")
    assert int.from_bytes(header[16:20]) == 960


def test_programs_of_one_colour_have_different_marks() -> None:
    spans = tuple(SpanView(at, 1, f"program{at}", size=40) for at in range(30))
    root = parse(to_svg(Snapshot("here", "pack", "x86-64", (PackView(0, None, 4096, 64, spans),))))
    looks = set()
    for group in root.iter(f"{NS}g"):
        if (group.get("class") or "").startswith("span"):
            marks = [rect.get("class") for rect in group.findall(f"{NS}rect")]
            looks.add((group.get("class"), *marks))
    assert len(looks) == len(spans)

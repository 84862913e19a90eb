"""A result as a page, pictures, text, CSV and JSON: complete, well-formed and offline."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_results import events, policy_result, result_of, toy, toy_result
from rich.console import Console
from test_report_files import Balance
from tests.replay.result_strategies import results

from progpack.errors import UsageError
from progpack.known import Unknown
from progpack.replay import Picture, PolicyResult, Rectangle, Result
from progpack.report.draw.axis import byte_axis, count_axis, event_axis, time_axis, time_text
from progpack.report.result.data import result_csv, result_dict, series_csv
from progpack.report.result.measures import MEASURES, chunk_bytes
from progpack.report.result.page import result_page
from progpack.report.result.pictures import PICTURES, PictureName, result_svg
from progpack.report.result.text import ResultReport
from progpack.report.result.timeline import colours

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert('&\"')</script>"


def text_of(result: Result, width: int = 80, *, colour: bool = False) -> str:
    stream = io.StringIO()
    Console(file=stream, width=width, force_terminal=colour, _environ={}).print(
        ResultReport(result)
    )
    return stream.getvalue()


def parsed(page: str) -> Balance:
    balance = Balance()
    balance.feed(page)
    balance.close()
    assert not balance.open
    return balance


@settings(deadline=None, max_examples=40)
@given(results)
def test_whatever_a_result_holds_it_can_be_shown(result: Result) -> None:
    if not result.policies:
        with pytest.raises(UsageError, match="no policies"):
            result_page(result)
        return
    parsed(result_page(result))
    for picture in PICTURES:
        ET.fromstring(result_svg(result, picture))
    assert max(map(len, text_of(result).splitlines())) <= 400
    json.dumps(result_dict(result), allow_nan=False)
    lines = list(csv.DictReader(io.StringIO(result_csv(result), newline="")))
    assert len(lines) == len(result.policies) * len(MEASURES)


def test_the_page_needs_nothing_else() -> None:
    page = result_page(toy_result())
    balance = parsed(page)
    assert all(link.startswith("#") for link in balance.links)
    assert not re.search(r"(?:src|url|@import|https?://(?!www\.w3\.org/2000/svg))\s*[=(]", page)
    assert "<script" not in page


def test_every_number_of_the_table_leads_to_its_source() -> None:
    page = result_page(toy_result())
    targets = set(re.findall(r'id="(n\d+)"', page))
    assert len(targets) == len(MEASURES)
    assert set(re.findall(r'href="#(n\d+)"', page)) <= targets
    shown = re.findall(r'<tr><th scope="row">([^<]*)<a class="note"', page)
    assert len(shown) == len(set(shown)) > 12
    for item in MEASURES:
        assert item.name in page or item.noun in page, "also what is 0 everywhere is named"


def test_the_page_has_the_error_beside_each_prediction() -> None:
    result = toy_result()
    page = result_page(result)
    assert "error up to 8.9 % (3 compared)" in page
    assert "CPUs; no measurement" in page
    for item in result.validations:
        assert f"{item.expected:,g}" in page
    bare = result_page(replace(result, validations=()))
    assert "holds no validation" in bare


def test_the_page_says_what_the_machine_is_and_what_is_assumed() -> None:
    page = result_page(toy_result(40))
    for text in (
        "64, all interrupted by each flush",
        "fresh: free memory as after boot",
        "0 pages with each load (assumed)",
        "the loading process takes no pages of its own",
        "set memory rounds",
        "c733239f8f53",
    ):
        assert text in page, text
    unread = result_page(replace(toy_result(40), machine="pdp-11:64K"))
    assert "pdp-11:64K" in unread
    assert "set memory rounds" not in unread


def test_the_page_lists_the_first_refusals() -> None:
    page = result_page(toy_result(40))
    assert "xdp_lb (program)</td><td>bpf_jit_limit: 4096 of 4096 bytes" in page
    assert "were refused" not in result_page(result_of(policy_result("a"), policy_result("b")))


def test_names_cannot_break_out() -> None:
    result = toy_result(40)
    first = replace(
        result.policies[0], name=HOSTILE, description=HOSTILE, notes=(HOSTILE,),
        picture=replace(
            result.policies[0].picture,
            rectangles=tuple(
                replace(r, name=HOSTILE) for r in result.policies[0].picture.rectangles
            ),
        ),
    )  # fmt: skip
    result = replace(result, trace=HOSTILE, policies=(first, *result.policies[1:]))
    page = result_page(result)
    parsed(page)
    assert "<script" not in page
    for picture in PICTURES:
        assert "<script" not in result_svg(result, picture)


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_has_a_panel_for_each_policy_or_number(picture: PictureName) -> None:
    result = toy_result()
    root = ET.fromstring(result_svg(result, picture, theme="dark"))
    panels = root.findall(f"{SVG}svg")
    titles = [panel.findall(f"{SVG}text")[0].text for panel in panels]
    if picture == "series":
        assert "Level-2 splits" in titles
        assert "IBPB flushes" not in titles, "0 throughout"
    elif picture == "packs":
        assert titles == ["page", "pack-4k", "pack, pack-block, rox-cache"], "alike in one"
    else:
        assert titles == [policy.name for policy in result.policies]
    with pytest.raises(UsageError, match="no theme"):
        result_svg(result, picture, theme="pink")  # type: ignore[arg-type]


def test_there_is_no_other_picture() -> None:
    with pytest.raises(UsageError, match="time, packs, series"):
        result_svg(toy_result(20), "music")  # type: ignore[arg-type]


@pytest.mark.parametrize("clock", [True, False])
def test_rectangles_lie_inside_the_plot_and_each_image_has_one(clock: bool) -> None:
    result = toy_result(120, clock=clock)
    root = ET.fromstring(result_svg(result, "time"))
    for panel, policy in zip(root.findall(f"{SVG}svg"), result.policies, strict=True):
        plot = next(r for r in panel.iter(f"{SVG}rect") if r.get("class") == "rp-track")
        left, top, width, height = (float(plot.get(n, "")) for n in ("x", "y", "width", "height"))
        groups = [g for g in panel.findall(f"{SVG}g") if (g.get("class") or "").startswith("c")]
        assert len(groups) == len(policy.picture.rectangles) == 120
        for group in groups:
            box = group.find(f"{SVG}rect")
            assert box is not None
            x, y, w, h = (float(box.get(n, "")) for n in ("x", "y", "width", "height"))
            assert left - 0.1 <= x
            assert x + w <= left + width + 0.8
            assert top - 0.8 <= y
            assert y + h <= top + height + 0.1


def test_a_pack_between_pages_of_others_is_at_its_address() -> None:
    def at(address: int, pack: int | None) -> Rectangle:
        return Rectangle(0, 5, pack, 0, 64, address, 4096, "program", "a")

    boxes = (at(0, None), at(8192, 0), at(16384, None), at(1 << 30, None))
    page = replace(
        policy_result("page"), pack_size=4096, picture=replace(Picture(boxes), low=0, high=20480)
    )
    root = ET.fromstring(result_svg(result_of(page), "time"))
    panel = root.findall(f"{SVG}svg")[0]
    drawn = [g.find(f"{SVG}rect") for g in panel.findall(f"{SVG}g") if g.get("class") == "c0"]
    tops = [float(box.get("y", "")) for box in drawn if box is not None]
    step = 200 * 8192 / (5 * 4096 + 4096)
    assert tops[0] - tops[1] == pytest.approx(step, abs=0.1)
    assert tops[1] - tops[2] == pytest.approx(step, abs=0.1)
    assert tops[2] - tops[3] == pytest.approx(step / 2, abs=0.1), "what lies between is left out"


def test_panels_share_a_scale_unless_one_would_be_empty() -> None:
    def policy(name: str, pages: int) -> PolicyResult:
        boxes = tuple(
            Rectangle(0, 5, None, 0, 64, 4096 * page, 4096, "program", "a") for page in range(pages)
        )
        return replace(
            policy_result(name), picture=replace(Picture(boxes), low=0, high=4096 * pages)
        )

    few = [policy("page", 120), policy("pack", 10), policy("warm", 9)]
    root = ET.fromstring(result_svg(result_of(*few), "time"))
    tall = []
    for panel in root.findall(f"{SVG}svg"):
        boxes = [g.find(f"{SVG}rect") for g in panel.findall(f"{SVG}g") if g.get("class") == "c0"]
        tall.append({round(float(box.get("height", "")), 1) for box in boxes if box is not None})
    own = ["own scale" in "".join(panel.itertext()) for panel in root.findall(f"{SVG}svg")]
    assert own == [False, False, True], "a twelfth of the scale is enough, less is not"
    assert tall[0] == tall[1]
    assert min(tall[2]) > max(tall[1])


def test_many_rectangles_become_a_path_for_each_colour() -> None:
    result = toy_result(900)
    root = ET.fromstring(result_svg(result, "time"))
    panel = root.findall(f"{SVG}svg")[0]
    paths = [p for p in panel.findall(f"{SVG}path") if (p.get("class") or "").startswith("c")]
    assert 2 <= len(paths) <= 13


def test_colours_mean_programs_or_else_sizes() -> None:
    assert colours(toy_result()).what == "program"
    result = toy_result(100)
    many = [
        replace(r, name=f"prog{i}") for i, r in enumerate(result.policies[0].picture.rectangles)
    ]
    picture = replace(result.policies[0].picture, rectangles=tuple(many))
    policy = replace(result.policies[0], final=None, picture=picture)
    tones = colours(replace(result, policies=(policy,)))
    assert tones.what == "size"
    sizes = (1, 64, 65, 256, 4096, 4097)
    assert [tones.of("x", n) for n in sizes] == ["z0", "z0", "z1", "z2", "z6", "z7"]


def test_chunks_of_another_size_are_where_they_are() -> None:
    trace = events(60)
    bins = toy("bins", trace, "bins", 0)
    assert chunk_bytes(bins) == 16
    assert chunk_bytes(toy("pack", trace, "pack", 0)) == 64
    assert chunk_bytes(toy("page", trace, "page", 0)) == 64
    root = ET.fromstring(result_svg(replace(toy_result(60), policies=(bins,)), "time"))
    titles = [t.text or "" for t in root.iter(f"{SVG}title")]
    assert any("4 chunks, takes 64 B" in title for title in titles)


def test_text_fits_and_has_every_policy() -> None:
    result = toy_result()
    for width in (40, 60, 80, 120, 200):
        text = text_of(result, width)
        assert max(map(len, text.splitlines())) <= width or width == 40
        for policy in result.policies:
            assert policy.name in text
        told = " ".join(text.split())
        assert "error up to 8.9 %" in told
        assert "This is a layout, not a speed" in told
    assert "\x1b[1m" in text_of(result, colour=True)


def test_many_policies_have_a_line_each() -> None:
    policies = [
        policy_result(f"policy-{i}", pages_peak=10 + i, level2_splits=i % 3, packs_peak=2)
        for i in range(14)
    ]
    text = text_of(result_of(*policies))
    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) < 70
    for i, policy in enumerate(policies):
        rows = [line.split() for line in lines if line.split()[:1] == [policy.name]]
        assert rows
        assert [len(row) for row in rows] == [
            len(line.split()) for line in lines if line.split()[:1] == ["policy-0"]
        ]
        cells = [cell.rstrip("*") for row in rows for cell in row[1:]]
        assert str(10 + i) in cells
        assert str(i % 3) in cells
    told = " ".join(text.split())
    assert "The same for all of them: packs, most at a time 2" in told
    assert "Error of the model: " in told


def test_csv_json_and_table_agree() -> None:
    result = toy_result()
    table = result_dict(result)
    for line in csv.DictReader(io.StringIO(result_csv(result), newline="")):
        value = table["policies"][line["policy"]][line["measure"]]
        assert line["value"] == ("" if isinstance(value, dict) else str(value))
        assert line["unit"] == table["measures"][line["measure"]]["unit"]
    policy = result.policy("page")
    found = {item.key: item.of(policy, result) for item in MEASURES}
    assert table["policies"]["page"]["level2_splits"] == found["level2_splits"]
    assert isinstance(found["occupancy"], Unknown)
    assert table["policies"]["page"]["occupancy"] == {"unknown": "this policy has no packs"}


def test_the_series_as_csv_end_with_the_totals() -> None:
    result = toy_result()
    lines = list(csv.DictReader(io.StringIO(series_csv(result), newline="")))
    assert len(lines) == sum(len(policy.series) for policy in result.policies)
    last = [line for line in lines if line["policy"] == "pack"][-1]
    assert {n: int(last[n]) for n in result.policy("pack").end.as_dict()} == (
        result.policy("pack").end.as_dict()
    )


def test_what_is_nothing_everywhere_is_not_in_the_table() -> None:
    text = text_of(result_of(policy_result("a", pages_peak=3), policy_result("b", pages_peak=3)))
    assert "IBPB" not in text
    assert "pages, most at a time" in text


@given(st.floats(0, 1e18), st.integers(1, 9))
def test_axes_of_counts_and_bytes_reach_their_highest_value(high: float, most: int) -> None:
    for axis in (count_axis(high, most), byte_axis(high, most)):
        assert axis.low == 0
        assert axis.high >= high
        assert 2 <= len(axis.ticks) <= most + 2
        assert axis.ticks[-1][0] == pytest.approx(axis.high)
        assert axis.share(high) <= 1


@given(st.integers(-(2**63), 2**63), st.integers(0, 2**64))
def test_axes_of_time_and_events_have_ticks_within(first: int, span: int) -> None:
    for axis in (time_axis(first, first + span), event_axis(first, first + span)):
        assert axis.high > axis.low
        assert len(axis.ticks) <= 12
        for value, _ in axis.ticks:
            assert axis.low <= value <= axis.high


def test_times_are_in_the_unit_that_suits_them() -> None:
    assert [time_text(t) for t in (0, 999, 2_500_000, 90_000_000_000, 7 * 86400 * 10**9)] == [
        "0 ns",
        "999 ns",
        "2.5 ms",
        "90 s",
        "7 d",
    ]

"""CSV and HTML."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from report_snapshots import seven_programs, snapshots

from progpack.known import Unknown
from progpack.report import from_json, to_csv, to_html, to_json, to_svg, to_text
from progpack.report.draw.units import clean
from progpack.report.snapshot.csv import COLUMNS
from progpack.snapshot import PackView, Snapshot, SpanView

VOID = {"meta", "br", "link"}


@settings(deadline=None)
@given(snapshots(), st.booleans())
def test_csv_lists_every_span_and_with_holes_every_chunk(snapshot: Snapshot, holes: bool) -> None:
    lines = list(csv.DictReader(io.StringIO(to_csv(snapshot, holes=holes), newline="")))
    spans = [line for line in lines if line["kind"] != "free"]
    assert len(spans) == len(snapshot.spans)
    assert holes or len(spans) == len(lines)
    words = [(word, r) for word, rs in (("pack", snapshot.packs), ("area", snapshot.areas))
             for r in rs]  # fmt: skip
    at = 0
    for word, region in words:
        expected = len(region.spans) + (len(list(region.holes())) if holes else 0)
        own = lines[at : at + expected]
        at += expected
        check(own, word, region, holes)
    assert at == len(lines)


def check(own: list[dict[str, str]], word: str, region: PackView, holes: bool) -> None:
    chunk = 0
    spans = iter(region.spans)
    for line in own:
        assert (line["region"], line["number"]) == (word, str(region.number))
        if holes:
            assert int(line["chunk"]) == chunk
        chunk = int(line["chunk"]) + int(line["chunks"])
        assert int(line["bytes"]) == int(line["chunks"]) * 64
        if line["kind"] != "free":
            span = next(spans)
            assert (int(line["chunk"]), int(line["chunks"]), int(line["size"])) == (
                span.chunk,
                span.chunks,
                span.size,
            )
            assert line["name"].isprintable()
            assert line["name"].lstrip()[:1] not in tuple("=+-@")
            assert clean(span.name) in (line["name"], line["name"][1:])
            where = region.address_of(span)
            assert line["address"] == ("" if where is None else hex(where))
    assert not holes or chunk == region.chunks


def test_csv_has_a_heading_even_without_spans() -> None:
    assert to_csv(Snapshot("x", "pack", "arm64")) == ",".join(COLUMNS) + "\r\n"


class Balance(HTMLParser):
    """Checks that every element is closed in order; collects words and attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.count: dict[str, int] = {}
        self.words: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] = self.count.get(tag, 0) + 1
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] = self.count.get(tag, 0) + 1

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def parsed(text: str) -> Balance:
    parser = Balance()
    parser.feed(text)
    parser.close()
    assert parser.open == []
    return parser


@settings(deadline=None)
@given(snapshots())
def test_html_is_balanced_offline_and_lists_every_span(snapshot: Snapshot) -> None:
    text = to_html(snapshot)
    page = parsed(text)
    assert page.links == []
    addresses = set(re.findall(r"https?://[^\"' ]*", text))
    assert addresses <= {"http://www.w3.org/2000/svg"} | {
        found for s in snapshot.spans for found in re.findall(r"https?://[^\"' ]*", s.name)
    }
    assert page.count["svg"] == 1
    tables = 3 if snapshot.packs else 2
    assert page.count["table"] == tables
    assert "script" not in page.count
    body = text.partition("What holds the chunks")[2]
    assert body.count("<tr>") == len(snapshot.spans) + 1


def test_bytes_that_are_no_text_can_still_be_written_to_a_file() -> None:
    name = b"prog\xff\x00".decode("utf-8", "surrogateescape")
    pack = PackView(0, None, 4096, 64, (SpanView(0, 64, name, 5),))
    snapshot = Snapshot(name, name, name, (pack,), vmas=Unknown(name), notes=(name,))
    texts = [to_csv(snapshot), to_html(snapshot), to_json(snapshot), to_svg(snapshot)]
    texts += [to_text(snapshot), to_text(snapshot, ascii_only=True)]
    for text in texts:
        assert b"prog" in text.encode("utf-8")
    # CSV can hold a NUL; the others say that there was one.
    assert all("\x00" not in text for text in texts[1:])
    assert from_json(texts[2]) == snapshot


def test_html_says_what_is_not_known_and_why() -> None:
    page = parsed(to_html(seven_programs("pack")))
    assert page.words.count("unknown (not read by this source)") == 3
    assert "sched_switch" in page.words
    assert page.count["h1"] == 1

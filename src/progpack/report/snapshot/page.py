"""A snapshot as one HTML file that needs nothing else: the picture and the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from progpack.report.draw.markup import Writer, text_of
from progpack.report.draw.style import NARROW, NARROW_STYLE
from progpack.report.draw.units import address, bytes_text, number, percent
from progpack.report.snapshot.csv import rows as span_rows
from progpack.report.snapshot.facts import facts, headline
from progpack.report.snapshot.picture import inline_svg
from progpack.snapshot import Snapshot

__all__ = ["to_html"]

_STYLE = """
:root{color-scheme:light dark;--bg:#fff;--ink:#1f2328;--muted:#59636e;--edge:#d0d7de;--card:#f6f8fa}
@media (prefers-color-scheme:dark){
:root{--bg:#0d1117;--ink:#f0f6fc;--muted:#9198a1;--edge:#3d444d;--card:#151b23}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:1008px;padding:16px 24px 48px;background:var(--bg);color:var(--ink);
font:14px/1.45 system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}
h1{font-size:1.5em;margin:.6em 0 .2em}h2{font-size:1.1em;margin:2em 0 .6em}
p{color:var(--muted);margin:.2em 0 1em}
ul{color:var(--muted);margin:0;padding-left:1.2em}li{margin:.2em 0}
figure{margin:0 -24px;overflow-x:auto}
figure svg{display:block;width:100%;min-width:760px;height:auto}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:.3em .8em .3em 0;border-bottom:1px solid var(--edge);text-align:left;
vertical-align:top}
th{color:var(--muted);font-weight:600;white-space:nowrap}
thead th{position:sticky;top:0;background:var(--bg)}
.scroll td{white-space:nowrap}
.n{text-align:right}.m{font-family:ui-monospace,Menlo,Consolas,'DejaVu Sans Mono',monospace;
font-size:.92em}
details summary{cursor:pointer;color:var(--muted);margin:.6em 0}
"""


def to_html(snapshot: Snapshot) -> str:
    """An HTML document, light or dark as the reader's system is set.

    Args:
        snapshot: what to show. All spans are listed, however many there are.
    """
    title, subtitle = headline(snapshot)
    page = Writer(">")
    with page.html_body(f"{title}: executable memory", NARROW_STYLE + _STYLE):
        page.leaf("h1", title)
        page.leaf("p", subtitle)
        page.leaf("p", NARROW, class_="narrow")
        with page.element("figure"):
            page.raw(inline_svg(snapshot))
        _notes(page, snapshot)
        _facts(page, snapshot)
        _packs(page, snapshot)
        _spans(page, snapshot)
    return str(page)


def _notes(page: Writer, snapshot: Snapshot) -> None:
    if not snapshot.notes:
        return
    page.leaf("h2", "Notes")
    with page.element("ul"):
        for note in snapshot.notes:
            page.leaf("li", note)


def _facts(page: Writer, snapshot: Snapshot) -> None:
    page.leaf("h2", "Facts")
    with page.element("table"), page.element("tbody"):
        for name, value in facts(snapshot):
            page.raw(f"<tr><th>{text_of(name)}</th><td>{text_of(value)}</td></tr>")


def _packs(page: Writer, snapshot: Snapshot) -> None:
    if not snapshot.packs:
        return
    page.leaf("h2", "Packs")
    heads = ("pack", "address", "size", "pages", "chunks taken", "of", "fill", "largest hole")
    _table(
        page,
        heads,
        (
            (
                pack.number,
                "" if pack.address is None else address(pack.address),
                bytes_text(pack.size),
                pack.pages,
                pack.used_chunks,
                pack.chunks,
                percent(pack.fill),
                pack.largest_hole,
            )
            for pack in snapshot.packs
        ),
    )


def _spans(page: Writer, snapshot: Snapshot) -> None:
    page.leaf("h2", "What holds the chunks")
    with page.element("details", open="open" if len(snapshot.spans) <= 200 else None):
        page.leaf("summary", f"{number(len(snapshot.spans))} rows")
        heads = ("", "no.", "chunk", "chunks", "bytes", "used", "address", "kind", "name")
        _table(page, heads, span_rows(snapshot))


def _table(page: Writer, heads: Sequence[str], rows: Iterable[Sequence[str | int]]) -> None:
    lines = list(rows)
    numeric = [isinstance(value, int) for value in lines[0]] if lines else [False] * len(heads)
    names = "".join(
        f'<th class="n">{text_of(head)}</th>' if right else f"<th>{text_of(head)}</th>"
        for head, right in zip(heads, numeric, strict=True)
    )
    with page.element("div", class_="scroll"), page.element("table"):
        page.raw(f"<thead><tr>{names}</tr></thead>")
        with page.element("tbody"):
            for line in lines:
                page.raw(f"<tr>{''.join(map(_cell, line))}</tr>")


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return f'<td class="n">{number(value)}</td>'
    mono = ' class="m"' if value.startswith("0x") else ""
    return f"<td{mono}>{text_of(value)}</td>"

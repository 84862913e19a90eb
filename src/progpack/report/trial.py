"""The trial (`progpack.run.trial`) as text, as a JSON object and as a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from progpack.known import Maybe, Unknown
from progpack.report.draw.markup import Writer
from progpack.report.draw.page_squares import CHUNKS, SIDE, STEP, draw_page
from progpack.report.draw.units import bytes_text, count, number
from progpack.report.snapshot.look import style
from progpack.report.snapshot.picture import WIDTH, inline_svg
from progpack.report.snapshot.terminal import PackMap

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType

    from progpack.run.trial import Placed, Trial

__all__ = ["TrialReport", "trial_dict", "trial_svg"]

_LABELS = {"page": "a page each", "pack-4k": "packs of 4 KiB", "pack": "packs of 2 MiB"}
_HEADS = (
    "placement",
    "pages",
    "VMAs",
    "resident",
    "unused",
    "installs/s",
    "frees/s",
    "calls/s",
)
_TOOL = "a scheduler-latency tool and the probes that libbpf loads before it"
_MAIL = (
    "These are the seven programs of Song Liu's mail of 28 April 2022.",
    "What became of each sentence of it, with commands to run: docs/the-mail.md",
)
_PAD = 24


def _cells(placed: Placed) -> tuple[str, ...]:
    return (
        _LABELS.get(placed.policy, placed.policy),
        number(placed.pages),
        _known(placed.vmas, number),
        _known(placed.resident, bytes_text),
        bytes_text(placed.unused),
        _rate(placed.install_rate),
        _rate(placed.free_rate),
        _rate(placed.call_rate),
    )


def _known(value: Maybe[int], text: Any) -> str:
    return "unknown" if isinstance(value, Unknown) else str(text(value))


def _rate(value: float) -> str:
    return f"{value / 1e6:.1f} M" if value >= 1e6 else f"{value / 1e3:.1f} k"


def _verdict(trial: Trial) -> str:
    size = f"{trial.chunks} chunks of 64 bytes, {number(trial.chunks * 64)} bytes"
    fit = "fit" if trial.fits_one_page else "do not fit"
    return f"All {number(len(trial.tool))} programs {fit} in one page of 4 KiB: they take {size}."


def _sentences(trial: Trial) -> list[str]:
    page, _, pack = trial.many
    few_page, _, few_pack = trial.few
    times = pack.call_rate / page.call_rate
    many = f"{count(page.programs, 'program')}, packs of 2 MiB against a page each"
    return [
        f"{many}: {times:.1f} times the calls, {_instead(pack, page)}.",
        f"One tool alone, {count(few_page.programs, 'program')}: {_instead(few_pack, few_page)}.",
    ]


def _instead(pack: Placed, page: Placed) -> str:
    """Return what a placement takes in place of another: memory, or pages where it is unknown."""
    if isinstance(pack.resident, Unknown) or isinstance(page.resident, Unknown):
        return f"{number(pack.pages)} pages instead of {number(page.pages)}"
    return f"{bytes_text(pack.resident)} of memory instead of {bytes_text(page.resident)}"


@dataclass(frozen=True, slots=True)
class TrialReport:
    """A rich renderable: the programs, both tables, the map of the page that holds them all."""

    trial: Trial

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        from rich.table import Table
        from rich.text import Text

        trial = self.trial
        tool = count(len(trial.tool), "program")
        yield from _paragraph(f"{tool}: {_TOOL}", options.max_width, "bold")
        sizes = Table(box=None, pad_edge=False, header_style="dim")
        sizes.add_column("program")
        for head in ("BPF slots", "code bytes", "chunks"):
            sizes.add_column(head, justify="right")
        for program in trial.tool:
            sizes.add_row(
                program.name, str(program.slots), str(program.code_bytes), str(program.chunks)
            )
        yield sizes
        yield Text("")
        yield Text("placed in this process just now", style="bold")
        yield _table(trial.few, options.max_width)
        yield Text("")
        yield from _paragraph(_verdict(trial), options.max_width, "bold")
        yield from _map(trial.few[1])
        yield Text("")
        yield Text(f"the same for {count(trial.many[0].programs, 'program')}", style="bold")
        yield _table(trial.many, options.max_width)
        yield from _map(trial.many[2])
        yield Text("")
        for sentence in _sentences(trial):
            yield from _paragraph(sentence, options.max_width)
        yield Text("")
        for line in _MAIL:
            yield from _paragraph(line, options.max_width, "dim")


def _paragraph(text: str, width: int, style: str = "") -> Iterator[RenderableType]:
    """A sentence in lines without spaces at their ends."""
    import textwrap

    from rich.text import Text

    for line in textwrap.wrap(text, max(width, 1)):
        yield Text(line, style=style)


def _map(placed: Placed) -> Iterator[RenderableType]:
    if placed.snapshot.packs:
        yield PackMap(placed.snapshot.packs[0])


def _table(rows: Sequence[Placed], width: int) -> RenderableType:
    """The rows; columns that would not fit the width are left out, the least wanted first."""
    from rich.table import Table

    cells = [_HEADS, *map(_cells, rows)]
    widths = [max(len(row[i]) for row in cells) + 2 for i in range(len(_HEADS))]
    columns = list(range(len(_HEADS)))
    for head in ("frees/s", "unused", "installs/s", "VMAs", "resident"):
        if sum(widths[i] for i in columns) - 2 > width:
            columns.remove(_HEADS.index(head))
    table = Table(box=None, pad_edge=False, header_style="dim")
    for i in columns:
        table.add_column(_HEADS[i], justify="right" if i else "left", no_wrap=True)
    for row in cells[1:]:
        table.add_row(*(row[i] for i in columns))
    return table


def trial_dict(trial: Trial) -> dict[str, object]:
    """The trial for JSON. Rates are per second, sizes in bytes."""
    return {
        "tool": [asdict(program) for program in trial.tool],
        "chunks": trial.chunks,
        "fits_one_page": trial.fits_one_page,
        "few": [_row(placed) for placed in trial.few],
        "many": [_row(placed) for placed in trial.many],
    }


def _row(placed: Placed) -> dict[str, object]:
    row = {
        name: getattr(placed, name)
        for name in type(placed).__dataclass_fields__
        if name != "snapshot"
    }
    for name, value in row.items():
        if isinstance(value, Unknown):
            row[name] = {"unknown": value.reason}
        elif isinstance(value, float):
            row[name] = round(value, 1)
    row["snapshot"] = placed.snapshot.to_dict()
    return row


def trial_svg(trial: Trial) -> str:
    """The trial as an SVG document: both tables, and the map of the one page."""
    page = Writer()
    y = _PAD + 8
    text = _Text(page)
    text(_PAD, y, f"{count(len(trial.tool), 'BPF program')}, placed three ways", "title")
    y += 22
    text(_PAD, y, _TOOL, "muted")
    y = _svg_pages(page, text, y + 18, trial)
    for rows in (trial.few, trial.many):
        y = _svg_table(page, text, y + 34, rows)
    y += 30
    text(_PAD, y, _verdict(trial), "name")
    for line in _sentences(trial):
        y += 20
        text(_PAD, y, line, "muted")
    picture = inline_svg(trial.few[1].snapshot)
    height = int(re.search(r'height="(\d+)"', picture).group(1))  # type: ignore[union-attr]
    out = Writer()
    total = y + 12 + height
    with out.element(
        "svg",
        xmlns="http://www.w3.org/2000/svg",
        class_="pp",
        viewBox=f"0 0 {WIDTH} {total}",
        width=WIDTH,
        height=total,
        role="img",
    ):
        out.leaf("title", "BPF programs placed with a page each and in packs")
        out.leaf("style", style("auto"))
        out.leaf("rect", class_="bg", width=WIDTH, height=total)
        out.raw(str(page).rstrip("\n"))
        with out.element("svg", y=y + 12, width=WIDTH, height=height):
            out.raw(picture.rstrip("\n"))
    return str(out)


class _Text:
    """Writes text elements."""

    def __init__(self, page: Writer) -> None:
        self.page = page

    def __call__(self, x: int, y: int, text: str, kind: str = "", anchor: str = "start") -> None:
        self.page.leaf("text", text, x=x, y=y, class_=f"ink {kind}".strip(), text_anchor=anchor)


def _svg_pages(page: Writer, text: _Text, y: int, trial: Trial) -> int:
    """The tool's pages side by side: one for each program, and those that all of them share."""
    tool = list(enumerate(trial.tool))
    apart = [dict.fromkeys(range(program.chunks), index) for index, program in tool]
    owners = [index for index, program in tool for _ in range(program.chunks)]
    pages = -(-len(owners) // CHUNKS)
    x = _PAD
    for taken in apart:
        draw_page(page, x, y, taken)
        x += STEP
    text(x + 6, y + SIDE // 2 + 8, "→", "title")
    shared = x + 56
    for place in range(pages):
        part = owners[place * CHUNKS : (place + 1) * CHUNKS]
        draw_page(page, shared + place * STEP, y, dict(enumerate(part)))
    y += SIDE + 20
    few = count(len(apart), "page")
    text(_PAD, y, f"a page each: {few} of 4 KiB, one square for each 64 bytes", "muted")
    text(shared, y, f"packed: {count(pages, 'page')}", "name")
    return y


_COLUMNS = (150, 225, 305, 405, 505, 605, 700)
_BAR_X = 764
_BAR_WIDTH = WIDTH - _PAD - _BAR_X


def _svg_table(page: Writer, text: _Text, y: int, rows: Sequence[Placed]) -> int:
    text(_PAD, y, count(rows[0].programs, "program"), "name")
    for x, head in zip(_COLUMNS, _HEADS[1:], strict=True):
        text(x + 54, y, head, "muted small", "end")
    best = max(placed.call_rate for placed in rows)
    for placed in rows:
        y += 24
        first, *others = _cells(placed)
        text(_PAD, y, first)
        for x, value in zip(_COLUMNS, others, strict=True):
            text(x + 54, y, value, "", "end")
        page.leaf(
            "rect",
            class_="bar",
            x=_BAR_X,
            y=y - 10,
            width=max(2.0, _BAR_WIDTH * placed.call_rate / best),
            height=11,
            rx=2,
        )
    return y

"""The trial (`progpack.jit.trial`) as text, as a JSON object and as a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from progpack.known import Maybe, Unknown
from progpack.report.markup import Writer
from progpack.report.svg import WIDTH, inline_svg, style
from progpack.report.terminal import PackMap
from progpack.report.units import bytes_text, count, number

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType

    from progpack.jit.trial import Placed, Trial

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
_CLAIM = "All these programs would fit one 4 KiB page"
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
    size = f"{trial.chunks} chunks of 64 bytes, {trial.chunks * 64} bytes"
    if trial.fits_one_page:
        return f"{_CLAIM}: they do. They take {size}."
    return f"{_CLAIM}: they do not here. They take {size}."


def _sentences(trial: Trial) -> list[str]:
    page, _, pack = trial.many
    lines = [
        f"{number(page.programs)} programs in packs of 2 MiB are called "
        f"{pack.call_rate / page.call_rate:.1f} times as fast as with a page each, and need "
        f"{page.pages / pack.pages:.1f} times fewer pages.",
    ]
    small = trial.few[2]
    if small.pages > trial.few[0].pages:
        lines.append(
            f"One tool alone loses memory with a pack of 2 MiB: {number(small.pages)} pages "
            f"instead of {number(trial.few[0].pages)}."
        )
    return lines


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
        yield Text.assemble(
            (count(len(trial.tool), "program"), "bold"),
            ": a scheduler-latency tool and the probes that libbpf loads before it",
        )
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
        yield Text(f"placed in this process just now, {count(trial.few[0].programs, 'program')}")
        yield _table(trial.few)
        yield Text("")
        yield Text(_verdict(trial), style="bold")
        yield from _map(trial.few[1])
        yield Text("")
        yield Text(f"the same for {count(trial.many[0].programs, 'program')}")
        yield _table(trial.many)
        yield from _map(trial.many[2])
        yield Text("")
        for line in _sentences(trial):
            yield Text(line)


def _map(placed: Placed) -> Iterator[RenderableType]:
    if placed.snapshot.packs:
        yield PackMap(placed.snapshot.packs[0])


def _table(rows: Sequence[Placed]) -> RenderableType:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column(_HEADS[0])
    for head in _HEADS[1:]:
        table.add_column(head, justify="right")
    for placed in rows:
        table.add_row(*_cells(placed))
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
    text(_PAD, y, "a scheduler-latency tool and the probes that libbpf loads before it", "muted")
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
        self.page.leaf("text", text, x=x, y=y, class_=kind or None, text_anchor=anchor)


_COLUMNS = (150, 225, 305, 405, 505, 605, 700)
_BAR_X, _BAR_WIDTH = 716, WIDTH - _PAD - 716


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
        width = max(2.0, _BAR_WIDTH * placed.call_rate / best) - 48
        page.leaf(
            "rect",
            class_="fill3",
            x=_BAR_X + 48,
            y=y - 10,
            width=max(2.0, width),
            height=11,
            rx=2,
        )
    return y

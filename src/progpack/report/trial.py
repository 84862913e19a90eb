"""The trial (`progpack.run.trial`) as text and as a JSON object."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from progpack.known import Maybe, Unknown
from progpack.report.draw.units import bytes_text, count, number
from progpack.report.snapshot.terminal import PackMap

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderableType

    from progpack.run.trial import Placed, Trial

__all__ = ["HEADS", "TOOL", "TrialReport", "cells", "sentences", "trial_dict", "verdict"]

_LABELS = {"page": "a page each", "pack-4k": "packs of 4 KiB", "pack": "packs of 2 MiB"}
HEADS = (
    "placement",
    "pages",
    "VMAs",
    "resident",
    "unused",
    "installs/s",
    "frees/s",
    "calls/s",
)
TOOL = "a scheduler-latency tool and the probes that libbpf loads before it"
_MAIL = (
    "These are the seven programs of Song Liu's mail of 28 April 2022.",
    "docs/the-mail.md in the repository answers each of its sentences, with commands to run.",
)


def cells(placed: Placed) -> tuple[str, ...]:
    """A row of a table: the values of `HEADS` for a placement."""
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


def verdict(trial: Trial) -> str:
    """A sentence: whether the tool's programs fit in one page."""
    size = f"{trial.chunks} chunks of 64 bytes, {number(trial.chunks * 64)} bytes"
    fit = "fit" if trial.fits_one_page else "do not fit"
    return f"All {number(len(trial.tool))} programs {fit} in one page of 4 KiB: they take {size}."


def sentences(trial: Trial) -> list[str]:
    """Sentences that compare packs of 2 MiB with a page for each program."""
    page, _, pack = trial.many
    few_page, _, few_pack = trial.few
    times = pack.call_rate / page.call_rate
    many = f"{count(page.programs, 'program')}, packs of 2 MiB compared with a page each"
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
        yield from _paragraph(f"{tool}: {TOOL}", options.max_width, "bold")
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
        yield from _paragraph(verdict(trial), options.max_width, "bold")
        yield from _map(trial.few[1])
        yield Text("")
        yield Text(f"the same for {count(trial.many[0].programs, 'program')}", style="bold")
        yield _table(trial.many, options.max_width)
        yield from _map(trial.many[2])
        yield Text("")
        for sentence in sentences(trial):
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

    table_cells = [HEADS, *map(cells, rows)]
    widths = [max(len(row[i]) for row in table_cells) + 2 for i in range(len(HEADS))]
    columns = list(range(len(HEADS)))
    for head in ("frees/s", "unused", "installs/s", "VMAs", "resident"):
        if sum(widths[i] for i in columns) - 2 > width:
            columns.remove(HEADS.index(head))
    table = Table(box=None, pad_edge=False, header_style="dim")
    for i in columns:
        table.add_column(HEADS[i], justify="right" if i else "left", no_wrap=True)
    for row in table_cells[1:]:
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

"""The history of the figures: a line for each run that was written, and a picture of them.

    python benchmarks/history.py          the picture anew, from the lines

`python -m benchmarks --write` appends a line to ``benchmarks/history.jsonl``: the day, the machine,
the highest load, and each figure that the run has. Single times are of that machine and that day;
ratios can be compared.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "src"))

from progpack.report.draw.markup import Writer, coordinate  # noqa: E402

HISTORY: Final = HERE / "history.jsonl"
PICTURE: Final = HERE.parent / "docs" / "benchmarks-history.svg"

#: Units of the picture: its width, a row, the room above and below the rows of a group, the column
#: of names, that of values, the radius of a dot.
_WIDTH, _ROW, _HEAD, _FOOT, _NAMES, _VALUES = 680, 22, 42, 34, 240, 170
_DOT: Final = 4
_TICKS: Final = 4
_LIGHT: Final = {"ground": "#ffffff", "edge": "#d0d7de", "ink": "#1f2328", "muted": "#59636e"}
_DARK: Final = {"ground": "#0d1117", "edge": "#3d444d", "ink": "#f0f6fc", "muted": "#9198a1"}
_CURVE: Final = "#4d97de"


def _tones(tones: Mapping[str, str]) -> str:
    """The rules of a style sheet that differ between light and dark."""
    return (
        f".ground,.before{{fill:{tones['ground']}}}.grid{{stroke:{tones['edge']}}}"
        f".ink{{fill:{tones['ink']}}}.muted{{fill:{tones['muted']}}}"
    )


_STYLE: Final = (
    f".dot{{fill:{_CURVE}}}.before{{stroke:{_CURVE};stroke-width:1.5}}.head{{font-weight:600}}"
    f"{_tones(_LIGHT)}@media (prefers-color-scheme:dark){{{_tones(_DARK)}}}"
)


@dataclass(frozen=True)
class Figure:
    """A figure that is followed.

    Attributes:
        name: what is measured, and before a colon of what.
        unit: behind the number; x: times as much as the other, which the name has.
        source: the benchmark.
        found: takes it out of what the benchmark found.
    """

    name: str
    unit: str
    source: str
    found: Callable[[Any], float]

    @property
    def label(self) -> str:
        """The name in a picture, whose group says the rest."""
        return self.name.partition(": ")[0]

    @property
    def group(self) -> str:
        """The title of the figures that share an axis with this one."""
        of = self.name.partition(": ")[2]
        if of.startswith("of "):
            return f"Time of programs as a part {of}: less is better"
        if self.unit == "x":
            return f"Pairs of {self.label}, as a multiple of mmap's: more is better"
        what = {"startup": "the command line", "load_latency": "loads", "packets": "batches"}
        return f"Time of {what[self.source]} in {self.unit}: less is better"


def _row(result: Any, **naming: object) -> Mapping[str, Any]:
    """The first row that has these values."""
    rows = result if isinstance(result, list) else result["programs"]
    return next(row for row in rows if naming.items() <= row.items())


def _everyday() -> Iterator[Figure]:
    for name in ("hash_counter", "token_bucket", "siphash", "tcp_options", "prefixes_5",
                 "prefixes_25", "percpu_counter", "loop"):  # fmt: skip
        yield Figure(
            f"{name}: of the kernel's time", "x", "everyday",
            lambda result, name=name: _row(result, program=name)["of_kernel"],
        )  # fmt: skip


FIGURES: Final = (
    Figure("16 programs: of the kernel's time", "x", "programs",
           lambda result: result["geometric_mean_of_the_long"]["of_kernel"]),
    Figure("16 programs: of native time", "x", "programs",
           lambda result: result["geometric_mean_of_the_long"]["of_native"]),
    *_everyday(),
    Figure("run_batch over the native code, XDP", "ns", "packets",
           lambda result: _row(result, type="XDP")["overhead_ns"]),
    Figure("cold load, 2 instructions", "ms", "load_latency",
           lambda result: _load(result, 2, "cold_ms")),
    Figure("cold load, 1,000 instructions", "ms", "load_latency",
           lambda result: _load(result, 1000, "cold_ms")),
    Figure("install + free: pairs against mmap's", "x", "memory_install",
           lambda result: result["ratios"]["bins-64"]["pairs_per_s"]),
    Figure("import progpack", "ms", "startup",
           lambda result: result["import_ms"] - result["nothing_ms"]),
    Figure("progpack --help", "ms", "startup", lambda result: result["help_ms"]),
    Figure("progpack run, first, processor time", "ms", "startup",
           lambda result: result["run_first_cpu_ms"]),
    Figure("progpack run, later, processor time", "ms", "startup",
           lambda result: result["run_later_cpu_ms"]),
)  # fmt: skip


def _load(result: Any, instructions: int, what: str) -> float:
    return float(next(row for row in result if row["instructions"] == instructions)[what])


def figures_of(found: Mapping[str, Any]) -> dict[str, float]:
    """The figures that the results of a run have; those of others are left out."""
    figures = {}
    for figure in FIGURES:
        try:
            value = figure.found(found[figure.source])
        except (KeyError, StopIteration, TypeError):
            continue  # not measured in this run, or not yet when it was made
        if value is not None:
            figures[figure.name] = round(float(value), 4)
    return figures


def line_of(results: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """What is kept of a run in which these benchmarks were measured."""
    machine = results["machine"]
    return {
        "date": machine["date"],
        "commit": _commit(),
        "processor": machine["processor"],
        "python": machine["python"],
        "load": max(results["loads"][name] for name in names),
        "figures": figures_of({name: results["found"].get(name) for name in names}),
    }


def _commit() -> str:
    """The commit of this tree, "" where git does not say."""
    command = ["git", "-C", str(HERE), "rev-parse", "--short=12", "HEAD"]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    return told.stdout.strip()


def append(line: Mapping[str, Any]) -> None:
    """Add a run, and make the picture anew."""
    with HISTORY.open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
    PICTURE.write_text(picture(lines()), encoding="utf-8")


def lines() -> list[dict[str, Any]]:
    """The runs that were kept, oldest first."""
    return [json.loads(line) for line in HISTORY.read_text(encoding="utf-8").splitlines()]


def picture(runs: Sequence[Mapping[str, Any]]) -> str:
    """A row for each figure, those of a group on one axis from 0 on, as SVG."""
    groups: dict[str, list[Figure]] = {}
    for figure in FIGURES:
        if any(figure.name in run["figures"] for run in runs):
            groups.setdefault(figure.group, []).append(figure)
    height = _HEAD + sum(_HEAD + _FOOT + _ROW * len(figures) for figures in groups.values())
    svg = Writer()
    with svg.element(
        "svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {_WIDTH} {height}",
        font_family="sans-serif", font_size=13, role="img",
    ):  # fmt: skip
        svg.leaf("title", "Figures of the benchmarks, run by run")
        svg.leaf("style", _STYLE)
        svg.leaf("rect", class_="ground", width=_WIDTH, height=height)
        _dot(svg, 20, 24, last=True)
        _dot(svg, 190, 24, last=False)
        svg.leaf("text", "the last measurement", x=32, y=28, class_="muted")
        svg.leaf("text", "measurements before it", x=202, y=28, class_="muted")
        top = _HEAD
        for title, figures in groups.items():
            with svg.element("g", transform=f"translate(0 {top})"):
                _group(svg, title, figures, runs)
            top += _HEAD + _FOOT + _ROW * len(figures)
    return str(svg)


def _group(
    svg: Writer, title: str, figures: Sequence[Figure], runs: Sequence[Mapping[str, Any]]
) -> None:
    values = {
        figure: [
            (run["date"], run["figures"][figure.name])
            for run in runs
            if figure.name in run["figures"]
        ]
        for figure in figures
    }
    unit = "" if figures[0].unit == "x" else f" {figures[0].unit}"
    most, step = _axis(max(value for row in values.values() for _, value in row))
    room, bottom = _WIDTH - _NAMES - _VALUES, _HEAD + _ROW * len(figures)

    def across(value: float) -> str:
        return coordinate(_NAMES + room * value / most)

    svg.leaf("text", title, x=12, y=24, class_="ink head")
    for number in range(round(most / step) + 1):
        x = across(number * step)
        svg.leaf("line", x1=x, x2=x, y1=_HEAD - 8, y2=bottom, class_="grid")
        tick = f"{number * step:g}{unit}"
        svg.leaf("text", tick, x=x, y=bottom + 16, text_anchor="middle", class_="muted")
    for number, (figure, row) in enumerate(values.items()):
        y = _HEAD + _ROW * number + 6
        svg.leaf("text", figure.label, x=12, y=y + 4, class_="ink")
        for place, (_, value) in enumerate(row):
            _dot(svg, across(value), y, last=place == len(row) - 1)
        date, value = row[-1]
        said = f"{value:.3g}{unit}, {date}"
        svg.leaf("text", said, x=_WIDTH - 12, y=y + 4, text_anchor="end", class_="muted")


def _axis(most: float) -> tuple[float, float]:
    """The end of an axis for values up to ``most``, and the step between its ticks."""
    power = 10.0 ** math.floor(math.log10(most / _TICKS))
    step = next(power * k for k in (1, 2, 2.5, 5, 10) if power * k * _TICKS >= most)
    return step * math.ceil(most / step), step


def _dot(svg: Writer, x: str | float, y: float, *, last: bool) -> None:
    svg.leaf("circle", cx=x, cy=y, r=_DOT, class_="dot" if last else "before")


if __name__ == "__main__":
    PICTURE.write_text(picture(lines()), encoding="utf-8")

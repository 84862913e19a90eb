"""The history of the figures: a line for each run that was written, and a picture of them.

    python benchmarks/history.py          the picture anew, from the lines

`python -m benchmarks --write` appends a line to ``benchmarks/history.jsonl``: the day, the machine,
the highest load, and each figure that the run has. Single times are of that machine and that day;
ratios can be compared.
"""

from __future__ import annotations

import json
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

#: Units of the picture: panels in a row, their size, the room around a curve, the radius of a dot.
_COLUMNS: Final = 3
_WIDTH, _HEIGHT, _GAP = 300, 110, 12
_TOP, _SIDE, _BOTTOM = 38, 10, 20
_DOT: Final = 2.5
_LIGHT: Final = {"ground": "#ffffff", "edge": "#d0d7de", "ink": "#1f2328", "muted": "#59636e"}
_DARK: Final = {"ground": "#0d1117", "edge": "#3d444d", "ink": "#f0f6fc", "muted": "#9198a1"}
_CURVE: Final = "#4d97de"


def _tones(tones: Mapping[str, str]) -> str:
    """The rules of a style sheet that differ between light and dark."""
    return (
        f".ground{{fill:{tones['ground']}}}.frame{{fill:none;stroke:{tones['edge']}}}"
        f".ink{{fill:{tones['ink']}}}.muted{{fill:{tones['muted']}}}"
    )


_STYLE: Final = (
    f".curve{{fill:none;stroke:{_CURVE};stroke-width:1.5}}.dot{{fill:{_CURVE}}}"
    f"{_tones(_LIGHT)}@media (prefers-color-scheme:dark){{{_tones(_DARK)}}}"
)


@dataclass(frozen=True)
class Figure:
    """A figure that is followed.

    Attributes:
        name: what it is of.
        unit: behind the number; x: times as much as the other, which the name has.
        source: the benchmark.
        found: takes it out of what the benchmark found.
    """

    name: str
    unit: str
    source: str
    found: Callable[[Any], float]


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
    """A panel for each figure: its values in the order of the runs, from 0 on, as SVG."""
    shown = [figure for figure in FIGURES if any(figure.name in run["figures"] for run in runs)]
    rows = -(-len(shown) // _COLUMNS)
    width, height = _COLUMNS * (_WIDTH + _GAP) + _GAP, rows * (_HEIGHT + _GAP) + _GAP
    svg = Writer()
    with svg.element(
        "svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width} {height}",
        font_family="sans-serif", font_size=11, role="img",
    ):  # fmt: skip
        svg.leaf("title", "Figures of the benchmarks, run by run")
        svg.leaf("style", _STYLE)
        svg.leaf("rect", class_="ground", width=width, height=height)
        for number, figure in enumerate(shown):
            left = _GAP + number % _COLUMNS * (_WIDTH + _GAP)
            top = _GAP + number // _COLUMNS * (_HEIGHT + _GAP)
            with svg.element("g", transform=f"translate({left} {top})"):
                _panel(svg, figure, runs)
    return str(svg)


def _panel(svg: Writer, figure: Figure, runs: Sequence[Mapping[str, Any]]) -> None:
    values = [
        (number, run["date"], run["figures"][figure.name])
        for number, run in enumerate(runs)
        if figure.name in run["figures"]
    ]
    most = max(value for *_, value in values) or 1
    step = (_WIDTH - 2 * _SIDE) / max(1, len(runs) - 1)
    room = _HEIGHT - _TOP - _BOTTOM
    points = [
        (_SIDE + number * step, _TOP + room * (1 - value / most)) for number, _, value in values
    ]
    svg.leaf("rect", width=_WIDTH, height=_HEIGHT, class_="frame")
    svg.leaf("text", figure.name, x=_SIDE, y=15, class_="ink")
    last = f"{values[-1][2]:g} {figure.unit}"
    svg.leaf("text", f"{last} on {values[-1][1]}", x=_SIDE, y=29, class_="muted")
    path = " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in points)
    svg.leaf("polyline", points=path, class_="curve")
    for x, y in points:
        svg.leaf("circle", cx=coordinate(x), cy=coordinate(y), r=_DOT, class_="dot")
    axis = f"upward: 0 to {most:g} {figure.unit}; to the right: runs"
    svg.leaf("text", axis, x=_SIDE, y=_HEIGHT - 6, class_="muted")


if __name__ == "__main__":
    PICTURE.write_text(picture(lines()), encoding="utf-8")

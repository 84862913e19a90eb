"""Compare this tree with another: each benchmark's quick part in both, in turn.

A figure counts when nothing came between, and other work on the machine only ever adds. So of each
figure the best of many rounds is taken, in each of which both trees run the benchmark in a process
of its own, first one and then the other, on one processor. The ratio is above 1 where
this tree is slower, for times as for rates. Beside it are the least and the greatest ratio of the
thirds of the rounds: where they are far apart, there was too much other work, and more rounds help.

The other tree is any checkout, such as one that `git worktree add` makes. Nothing is installed
there: its `src` and `benchmarks/` run with this tree's Python and packages. `runs.py` is this
tree's in both, as it keeps to what every tree has; the other benchmarks know the insides of their
tree, so each tree runs its own, and those that are not alike are named. Each tree has a cache of
images of its own, which a round that is not counted fills. A benchmark that cannot run in one of
the trees is named and left out.
"""

from __future__ import annotations

import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

__all__ = ["QUICK", "Figure", "Tree", "figures", "report", "take_turns"]

HERE: Final = Path(__file__).resolve().parent

QUICK: Final[dict[str, tuple[str, ...]]] = {
    "runs": ("--loops", "30"),
    "maps": ("--rounds", "30"),
    "packets": ("--rounds", "3"),
    "startup": ("--rounds", "3"),
    "load_latency": ("--rounds", "5"),
    "programs": ("--rounds", "5", "--only", "parse,alu64,memcpy,strcmp,switch,checksum,call,stack"),
    "calls": ("--counts", "1000", "--large=", "--rounds", "5"),
    "memory_install": ("--programs", "1000", "--pairs", "1000", "--repeat", "1"),
    "resident": ("--count", "500", "--different", "20"),
    "placement": ("--live", "2000", "--seeds", "1", "--repeat", "2", "--files"),
    "million": ("--programs", "5000"),
    "adapters": ("--functions", "200", "--most", "0"),
    "replay": ("--events", "10000", "--most", "10000", "--kind", "ci"),
    "trace_io": ("--events", "10000", "--rounds", "2"),
}
"""The short form of each benchmark that has times: a second or a few in each round."""

COMMON: Final = "runs.py"
"""What both trees have from this one."""
LIMIT: Final = 1.03
"""Above this ratio a figure is called slower."""
THIRDS: Final = 3
SECONDS: Final = 300
"""After which a benchmark is given up."""

_COST: Final = re.compile(r"(^|_|, )(ns|us|ms|seconds|us_per_event|microseconds_each)$")
_RATE: Final = re.compile(r"(^|_)(per_s|per_cpu_s|per_second)$")
#: What other figures say as well: a difference of two, ratios, and what is no time.
_LEFT_OUT: Final = re.compile(r"overhead_ns|extra_us|^ratios|kernel_ns|native_ns|kernel|mmap|mcjit")
#: Numbers that tell one row from another.
_NAMING: Final = frozenset({"instructions", "programs", "functions", "different"})


@dataclass
class Figure:
    """One figure of one benchmark.

    Attributes:
        name: the benchmark and where in its results the figure is.
        is_rate: whether more is better.
        old: what the other tree had in each round.
        new: what this tree had.
    """

    name: str
    is_rate: bool
    old: list[float] = field(default_factory=list)
    new: list[float] = field(default_factory=list)

    def ratio(self, rounds: slice = slice(None)) -> float:
        """How much slower this tree is: of the best of those rounds, above 1 where it is."""
        if self.is_rate:
            return max(self.old[rounds]) / max(self.new[rounds])
        return min(self.new[rounds]) / min(self.old[rounds])

    def spread(self) -> tuple[float, float]:
        """The least and the greatest ratio of the thirds of the rounds."""
        ratios = [self.ratio(slice(first, None, THIRDS)) for first in range(THIRDS)
                  if len(self.old) > first]  # fmt: skip
        return min(ratios), max(ratios)

    def verdict(self, limit: float) -> str:
        """``slower``, ``slower?`` where a third of the rounds says no, ``faster`` or nothing."""
        if self.ratio() > limit:
            return "slower" if self.spread()[0] > limit else "slower?"
        return "faster" if max(self.ratio(), self.spread()[1]) < 1 / limit else ""

    def best(self) -> tuple[float, float]:
        """The best of the other tree and of this one."""
        best = max if self.is_rate else min
        return best(self.old), best(self.new)


@dataclass(frozen=True)
class Tree:
    """A tree that is measured.

    Attributes:
        root: a folder with all that the tree has, `COMMON` being this tree's.
        cache: its images.
    """

    root: Path
    cache: Path

    @classmethod
    def of(cls, checkout: Path, folder: Path) -> Tree:
        """Make one in ``folder``, which is empty.

        Raises:
            SystemExit: ``checkout`` is no tree of progpack's.
        """
        if not (checkout / "src" / "progpack").is_dir():
            raise SystemExit(f"{checkout}: there is no src/progpack in it")
        root, cache = folder / "tree", folder / "cache"
        root.mkdir(parents=True)
        cache.mkdir()
        for entry in checkout.resolve().iterdir():
            if entry.name not in ("benchmarks", ".git"):
                (root / entry.name).symlink_to(entry)
        own = checkout.resolve() / "benchmarks"
        without = shutil.ignore_patterns("__pycache__")
        shutil.copytree(own if own.is_dir() else HERE, root / "benchmarks", ignore=without)
        shutil.copy(HERE / COMMON, root / "benchmarks" / COMMON)
        tree = cls(root, cache)
        where = tree._run("-c", "import progpack; print(progpack.__file__)").stdout.strip()
        if Path(where).resolve().parents[2] != checkout.resolve():
            raise SystemExit(f"{checkout}: Python takes progpack from {where}")
        return tree

    def script(self, name: str) -> Path:
        """The file of a benchmark."""
        return self.root / "benchmarks" / f"{name}.py"

    def measure(self, name: str) -> dict[str, tuple[float, bool]]:
        """The figures of a benchmark's quick part; each with whether it is a rate.

        Raises:
            RuntimeError: it could not be measured; says why.
        """
        done = self._run(str(self.script(name)), *QUICK[name], "--json")
        if done.returncode:
            last = (done.stderr.strip().splitlines() or ["nothing said"])[-1]
            raise RuntimeError(f"exit code {done.returncode}: {last}")
        try:
            found = json.loads(done.stdout)
        except ValueError:
            raise RuntimeError(done.stdout.strip()[:200]) from None
        return dict(figures(found))

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.root / "src"),
            "PROGPACK_CACHE": str(self.cache),
        }
        try:
            return subprocess.run(
                [sys.executable, *command],
                capture_output=True, text=True, check=False,
                cwd=self.root, env=environment, timeout=SECONDS,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            raise RuntimeError(f"not done after {SECONDS} s") from None


def figures(found: Any, at: str = "") -> Iterator[tuple[str, tuple[float, bool]]]:
    """Times and rates in a benchmark's results: where they are, and whether it is a rate."""
    if isinstance(found, Mapping):
        for key, value in found.items():
            inner = f"{at} {key}".strip()
            if isinstance(value, bool) or _LEFT_OUT.search(inner):
                continue
            if not isinstance(value, int | float):
                yield from figures(value, inner)
            elif value > 0 and (_COST.search(key) or _RATE.search(key)):
                yield inner, (float(value), _RATE.search(key) is not None)
    elif isinstance(found, list):
        for row in found:
            yield from figures(row, f"{at} {_name_of(row)}".strip())


def _name_of(row: Any) -> str:
    if not isinstance(row, Mapping):
        return ""
    return ", ".join(
        value if isinstance(value, str) else f"{value} {key}"
        for key, value in row.items()
        if isinstance(value, str) or key in _NAMING
    )


def take_turns(
    old: Tree, new: Tree, names: Sequence[str], rounds: int
) -> tuple[list[Figure], dict[str, str]]:
    """Measure benchmarks in both trees, in turn.

    Returns:
        What was found, and why benchmarks were left out.
    """
    found: dict[str, Figure] = {}
    missing: dict[str, str] = {}
    for number in range(rounds + 1):
        for name in names:
            if name in missing:
                continue
            turns = (("old", old), ("new", new))
            try:
                sides = {
                    side: tree.measure(name) for side, tree in turns[:: -1 if number % 2 else 1]
                }
            except RuntimeError as error:
                missing[name] = str(error)
                continue
            if number:  # the first fills the caches
                _add(found, name, sides)
        _progress(f"\r{number} of {rounds} rounds")
    _progress("\n")
    return list(found.values()), missing


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(text, end="", file=sys.stderr, flush=True)


def _add(
    found: dict[str, Figure], name: str, sides: Mapping[str, Mapping[str, tuple[float, bool]]]
) -> None:
    for at, (value, is_rate) in sides["new"].items():
        if at in sides["old"]:
            figure = found.setdefault(f"{name}: {at}", Figure(f"{name}: {at}", is_rate))
            figure.new.append(value)
            figure.old.append(sides["old"][at][0])


def report(found: Sequence[Figure], limit: float) -> str:
    """The table, and what it comes to."""
    width = max((len(figure.name) for figure in found), default=0)
    lines = [f"{'':{width}} {'other':>12} {'this':>12}  ratio  of thirds"]
    for figure in found:
        old, new = figure.best()
        low, high = figure.spread()
        lines.append(
            f"{figure.name:{width}} {old:12,.2f} {new:12,.2f}  {figure.ratio():5.3f}"
            f"  {low:.3f}-{high:.3f}  {figure.verdict(limit)}".rstrip()
        )
    if found:
        mean = math.exp(sum(math.log(figure.ratio()) for figure in found) / len(found))
        slower = sum(figure.verdict(limit) == "slower" for figure in found)
        lines.append(
            f"{len(found)} figures, geometric mean of the ratios {mean:.3f}; slower by more than "
            f"{limit - 1:.0%} in each third: {slower}"
        )
    return "\n".join(lines)


def _alike(old: Tree, new: Tree, name: str) -> bool:
    return old.script(name).read_bytes() == new.script(name).read_bytes()


def compare(
    checkout: Path, names: Sequence[str], rounds: int, cpu: int, limit: float, nice: int = 0
) -> int:
    """Compare and print; an exit code, 1 where a figure is slower.

    Args:
        checkout: the other tree.
        names: of benchmarks.
        rounds: of each.
        cpu: processor that everything runs on.
        limit: greatest ratio that is no loss.
        nice: what is added to the niceness; less than 0 needs root.
    """
    os.sched_setaffinity(0, {cpu})
    os.nice(nice)
    here = HERE.parent
    with tempfile.TemporaryDirectory(prefix="progpack-against-") as folder:
        old, new = (Tree.of(tree, Path(folder, side))
                    for tree, side in ((checkout, "old"), (here, "new")))  # fmt: skip
        found, missing = take_turns(old, new, names, rounds)
        unlike = [name for name in names if name not in missing and not _alike(old, new, name)]
    print(f"{here} against {checkout}: best of {rounds} rounds, processor {cpu}")
    print(report(found, limit))
    if unlike:
        print(f"each tree has its own: {', '.join(unlike)}")
    for name, why in missing.items():
        print(f"left out: {name}: {why}")
    return int(any(figure.verdict(limit) == "slower" for figure in found))

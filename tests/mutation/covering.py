"""Which modules are changed, and which tests look at them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Final

from .mutants import Mutant
from .tree import Test

__all__ = ["TARGETS", "Covering", "modules", "target_of", "test_files"]

#: What decides on safety or placement, where a fault matters most: folders and modules.
TARGETS: Final = {
    "pack": ("src/progpack/pack",),
    "analysis": ("src/progpack/bpf/analysis",),
    "link": ("src/progpack/link",),
    "allocator": (
        "src/progpack/memory/allocator",
        "src/progpack/memory/pages/placement.py",
        "src/progpack/memory/pages/region.py",
    ),
}
_OF_MEMORY: Final = (
    "allocator", "allocator_machine", "before", "faults", "fork", "groups", "huge", "interrupts",
    "leaving", "lending", "linux_calls", "names", "near", "parts", "peak", "placement", "recipes",
    "record", "reentry", "region", "region_model", "replace", "small_facts", "span_errors",
    "window",
)  # fmt: skip
#: Of each target: files, and folders of which every file is taken.
_TESTS: Final = {
    "pack": ("tests/pack",),
    "analysis": (
        "tests/jit/test_analysis_steps.py",
        "tests/jit/test_facts.py",
        "tests/jit/test_packet_walks.py",
        "tests/jit/test_ranges.py",
        "tests/jit/test_ranges_of_four_bits.py",
        "tests/jit/test_known_values.py",
        "tests/jit/test_loops.py",
        "tests/jit/test_frames.py",
        "tests/jit/test_arguments.py",
        "tests/fuzz/test_claims.py",
    ),
    "link": ("tests/link", "tests/foreign/test_linking.py", "tests/adapters/test_elf.py"),
    "allocator": (
        *(f"tests/memory/test_{name}.py" for name in _OF_MEMORY),
        "tests/faults/test_model.py",
        "tests/faults/test_upstream.py",
    ),
}


def modules(root: Path, target: str) -> list[str]:
    """The modules of a target, as paths from the top of the tree."""
    return _files(root, TARGETS[target], "*.py")


def test_files(root: Path, targets: Sequence[str]) -> list[str]:
    """The test files of targets, as paths from the top of the tree."""
    return _files(root, [place for target in targets for place in _TESTS[target]], "test_*.py")


def target_of(path: str) -> str:
    """The target that a module belongs to."""
    return next(
        target
        for target, places in TARGETS.items()
        if any(path == place or path.startswith(f"{place}/") for place in places)
    )


def _files(root: Path, places: Sequence[str], names: str) -> list[str]:
    paths = [root / place for place in places]
    files = {file for path in paths for file in (path.rglob(names) if path.is_dir() else [path])}
    return sorted(str(file.relative_to(root)) for file in files if file.name != "__init__.py")


#: How much later tests of other rooms come; and seconds that a test takes at least.
_FAR: Final = 20
_LEAST: Final = 0.01


class Covering:
    """Chooses the tests of a mutant, by the lines that each runs.

    Args:
        tests: all tests.
        slow: seconds of a processor from which on a test is left out, where others run the line.
        budget: seconds that the tests of one mutant take at most, without the last.
    """

    def __init__(self, tests: Sequence[Test], *, slow: float, budget: float) -> None:
        self._tests, self._slow, self._budget = tests, slow, budget
        self._kills: Counter[tuple[str, str]] = Counter()

    def choose(self, mutant: Mutant) -> list[Test]:
        """The tests that run the line, or its function, or are beside those that run its module.

        First those of the room that the module is in, those that take little, and those that saw
        other faults of the module; as many as the budget has room for.
        """
        tests = self._ordered(mutant, self._looking(mutant))
        quick = [test for test in tests if test.seconds < self._slow] or tests
        ends = accumulate(test.seconds for test in quick)
        return [
            test for test, end in zip(quick, ends, strict=True) if end - test.seconds < self._budget
        ]

    def _looking(self, mutant: Mutant) -> list[Test]:
        for lines in ((mutant.line,), mutant.function) if mutant.function else ():
            mask = sum(1 << line for line in lines)
            tests = [test for test in self._tests if test.lines.get(mutant.path, 0) & mask]
            if tests:
                return tests
        # What a module makes as it is imported is seen by tests that run nothing of it, too.
        tests = [test for test in self._tests if mutant.path in test.lines]
        places = {test.file for test in tests} | {f"tests/{mutant.path.split('/')[2]}"}
        return tests + [
            test
            for test in self._tests
            if mutant.path not in test.lines and places & {test.file, str(Path(test.file).parent)}
        ]

    def is_run(self, mutant: Mutant) -> bool:
        """Whether a test runs the line; what none runs may be run at import, or by a child."""
        return any(test.lines.get(mutant.path, 0) >> mutant.line & 1 for test in self._tests)

    def killed(self, mutant: Mutant, name: str) -> None:
        """Note that a test saw a fault: it comes earlier for others of the module."""
        self._kills[mutant.path, name.partition("[")[0]] += 1

    def _ordered(self, mutant: Mutant, tests: Sequence[Test]) -> list[Test]:
        room = mutant.path.split("/")[2]
        same: Counter[str] = Counter()
        costs: dict[str, float] = {}
        for test in tests:
            function = test.name.partition("[")[0]
            # With other parameters a test sees the same, mostly.
            same[function] += 1
            seen = 1 + self._kills[mutant.path, function]
            far = 1 if test.file.split("/")[1] == room else _FAR
            costs[test.name] = (test.seconds + _LEAST) * same[function] * far / seen
        return sorted(tests, key=lambda test: costs[test.name])

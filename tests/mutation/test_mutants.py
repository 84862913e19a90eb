"""Faults are put where they belong, and what is put into a running process is what runs there."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from .covering import Covering, target_of
from .lines import Recorder
from .mutants import Mutant, mutants_of
from .swap import Functions, transplant
from .tree import Test as Measured

SOURCE = '''
LIMIT = 4
TABLE = {1: LIMIT * 2}
double = lambda value: value + value


def kept(value: int | None = 3) -> int | None:
    """Up to a limit: 4 < 5."""
    if value <= LIMIT:
        return value
    raise ValueError(f"{value + 1}")


def maker():
    def inner(value):
        return value - 1
    return inner


made = maker()
'''


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The text above, imported."""
    (tmp_path / "faulty_text.py").write_text(SOURCE)
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("faulty_text")
    del sys.modules["faulty_text"]


def mutants(folder: Path) -> list[Mutant]:
    return mutants_of(folder, "faulty_text.py")


def one(folder: Path, line: int, new: str) -> Mutant:
    (found,) = [each for each in mutants(folder) if (each.line, each.new) == (line, new)]
    return found


def test_faults_are_in_what_is_run_and_nowhere_else(module: Any, tmp_path: Path) -> None:
    every = mutants(tmp_path)
    changed = {(each.line, each.old, each.new) for each in every}
    assert (9, "<=", "<") in changed
    assert (9, "<=", ">") in changed
    assert (10, "value", "None") in changed
    assert (7, "3", "4") in changed
    # Neither annotations, docstrings nor messages.
    assert {each.line for each in every} == {2, 3, 4, 7, 9, 10, 16, 17}
    assert [each for each in every if each.old == "|"] == []
    for each in every:
        assert compile(each.applied(SOURCE.encode()), "text", "exec")
    assert one(tmp_path, 9, "<").function == range(7, 12)
    assert one(tmp_path, 16, "+").function == range(15, 17)
    # What a parameter is by default is found at import.
    assert one(tmp_path, 7, "4").function == range(0)


def test_functions_closures_and_lambdas_get_the_code_of_the_fault(
    module: Any, tmp_path: Path
) -> None:
    name = str(module.__file__)
    for _ in range(100):  # what was run often is specialised
        assert (module.kept(4), module.made(4)) == (4, 3)
    functions = Functions([name])
    source = SOURCE.encode()
    assert functions.swap(name, source, one(tmp_path, 16, "+").applied(source))
    assert module.made(4) == 5
    functions = Functions([name])
    assert functions.swap(name, source, one(tmp_path, 9, "<").applied(source))
    with pytest.raises(ValueError, match="5"):
        module.kept(4)


def test_what_is_run_at_import_is_exchanged_where_it_is(module: Any, tmp_path: Path) -> None:
    other = ModuleType("other")
    other.LIMIT, other.TABLE = module.LIMIT, module.TABLE  # type: ignore[attr-defined]
    sys.modules["other"] = other
    try:
        assert transplant(module, one(tmp_path, 2, "5").applied(SOURCE.encode()))
    finally:
        del sys.modules["other"]
    assert other.LIMIT == module.LIMIT == 5  # type: ignore[attr-defined]
    assert other.TABLE == {1: 10}  # type: ignore[attr-defined]
    assert not transplant(module, b"class Some:\n    pass\n")


def test_the_lines_of_a_call_are_recorded(module: Any) -> None:
    recorder = Recorder({str(module.__file__): "text"})
    before = sys.gettrace()
    recorder.start()
    try:
        module.kept(4)
    finally:
        lines = recorder.stop()
        sys.settrace(before)
    assert [line for line in range(30) if lines["text"] >> line & 1] == [7, 9, 10]


def test_tests_of_the_line_come_first_the_quick_ones_before_the_slow_ones() -> None:
    path = "src/progpack/pack/bins.py"
    mutant = Mutant(path, 5, "constant", 0, 1, "1", "2", "x = 1", range(4, 8))
    runs = {path: 1 << 5}
    far = Measured("tests/link/test_a.py::far", 0.1, runs)
    near = Measured("tests/pack/test_a.py::near", 0.5, runs)
    slow = Measured("tests/pack/test_a.py::slow", 9, runs)
    other = Measured("tests/pack/test_a.py::other", 0.1, {path: 1 << 6})
    covering = Covering([slow, far, other, near], slow=8, budget=16)
    assert covering.choose(mutant) == [near, far]
    assert Covering([slow, other], slow=8, budget=16).choose(mutant) == [slow]
    assert Covering([other], slow=8, budget=16).choose(mutant) == [other]
    assert Covering([near, far], slow=8, budget=0.4).choose(mutant) == [near]
    assert covering.is_run(mutant)
    assert target_of(path) == "pack"

"""The table of helpers: a row says everything, and what a row promises is there."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from progpack.bpf.helpers import lookup, table
from progpack.bpf.helpers.ids import NAMES, POISON, HelperId
from progpack.bpf.helpers.record import UNKNOWN_EFFECTS, Arg, Effect, Group, Helper, Returns
from progpack.bpf.helpers.table import HELPERS
from progpack.errors import CompileError
from progpack.jit.lower.calls import INLINE
from progpack.jit.native import functions, runtime
from progpack.jit.native.functions import RUNTIME_FUNCTIONS

ROOT = Path(__file__).parents[2]


def test_a_helper_has_one_row() -> None:
    numbers = [helper.id for helper in HELPERS]
    assert len(set(numbers)) == len(numbers)
    assert all(isinstance(number, HelperId) for number in numbers)
    assert {helper.name for helper in HELPERS} <= set(NAMES.values())


def test_every_group_has_rows() -> None:
    assert {helper.group for helper in HELPERS} == set(Group)


def test_a_row_is_lowered_by_a_function_of_the_runtime_or_inline() -> None:
    assert len(set(RUNTIME_FUNCTIONS)) == len(RUNTIME_FUNCTIONS)
    assert {helper.id for helper in HELPERS if helper.native is None} == set(INLINE)


@pytest.mark.parametrize("helper", HELPERS, ids=str)
def test_a_row_agrees_with_itself(helper: Helper) -> None:
    assert (Arg.MAP in helper.args) == bool(helper.maps)
    calls = Effect.CALLS_BACK | Effect.SETS_TIMER
    assert (Arg.FUNC in helper.args) == bool(helper.effects & calls)
    if helper.effects & (Effect.WRITES_MAP | Effect.RESERVES) or helper.returns in (
        Returns.VALUE,
        Returns.RECORD,
    ):
        assert helper.args[0] is Arg.MAP
    for index, arg in enumerate(helper.args):
        sized = index > 0 and helper.args[index - 1] in (Arg.MEM_READ, Arg.MEM_WRITE)
        assert sized == (arg is Arg.SIZE)


def test_effects_of_calls_are_those_of_all_of_them() -> None:
    both = lookup.effects_of({HelperId.TRACE_PRINTK, HelperId.TAIL_CALL})
    assert both & (Effect.LOGS | Effect.CONTINUES) == Effect.LOGS | Effect.CONTINUES
    assert lookup.effects_of(()) is Effect.NONE
    assert lookup.effects_of({POISON}) == UNKNOWN_EFFECTS


def test_a_row_whose_function_the_runtime_lacks_fails_at_first_use(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The table of functions is made of the rows when it is imported.
    row = Helper(HelperId.KPTR_XCHG, native="pp_kptr_xchg")
    with monkeypatch.context() as patch:
        patch.setattr(table, "HELPERS", (*HELPERS, row))
        names = importlib.reload(functions).RUNTIME_FUNCTIONS
    importlib.reload(functions)
    assert "pp_kptr_xchg" in names
    monkeypatch.setattr(runtime, "RUNTIME_FUNCTIONS", names)
    with pytest.raises(CompileError, match="the native runtime lacks pp_kptr_xchg"):
        runtime.NativeRuntime()


def test_the_documentation_lists_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(ROOT / "tools")
    helper_table = importlib.import_module("helper_table")
    page = (ROOT / "docs/helpers.md").read_text(encoding="utf-8")
    assert helper_table.filled(page) == page, "run tools/helper_table.py"

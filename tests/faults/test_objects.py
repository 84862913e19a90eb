"""Loading and closing an object on the real memory, with each call of it failing in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any

import pytest

import progpack
from progpack.bpf.object import bundled as examples
from progpack.errors import ExecMemoryError
from progpack.jit.compile.client import Compiler
from progpack.link import Image
from progpack.link.store import data_of
from progpack.memory import PackAllocator, ProcessMemory, Region
from progpack.memory.allocator import state
from progpack.memory.pages.backing import Backing
from progpack.model.loadpath.dry import KINDS, Plan
from tests.faults.harness import blank_that_fails
from tests.memory.native import HOST

pytestmark = pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")
OBJECT = examples.object_bytes("schedlat") if find_spec("llvmlite") else b""


@pytest.fixture
def plan(monkeypatch: pytest.MonkeyPatch) -> Iterator[Plan]:
    """Every call of this process's memory is noted, and can fail."""
    ProcessMemory().capabilities.require("text_copy")
    made = Plan()
    for owner, method, call in (
        (ProcessMemory, "reserve", "reserve"),
        (ProcessMemory, "reserve_data", "reserve"),
        (Backing, "show", "set_memory"),
        (Region, "text_invalidate", "text_invalidate"),
        (Region, "release", "release"),
    ):
        monkeypatch.setattr(owner, method, _failing(made, call, getattr(owner, method)))
    monkeypatch.setattr(Region, "text_copy", _copying(made, Region.text_copy))

    blank = blank_that_fails(lambda: made.check("buffer"))
    monkeypatch.setattr(state, "bytearray", blank, raising=False)
    # What is compiled does not depend on where it will be.
    compiled: dict[str, Image] = {}
    compile_once = Compiler.compile

    def compiling(self: Compiler, ir: str, **options: Any) -> Image:
        if ir not in compiled:
            compiled[ir] = compile_once(self, ir, **options)
        return compiled[ir]

    monkeypatch.setattr(Compiler, "compile", compiling)
    yield made
    made.disarm()


def _failing(plan: Plan, call: str, real: Callable[..., Any]) -> Callable[..., Any]:
    def act(*arguments: Any, **options: Any) -> Any:
        if kind := plan.step(call):
            if call == "set_memory":
                raise OSError(12, "injected: set_memory")
            raise plan.error(call, kind)
        return real(*arguments, **options)

    return act


def _copying(plan: Plan, real: Callable[..., Any]) -> Callable[..., Any]:
    def act(self: Region, offset: int, data: bytes) -> None:
        kind = plan.step("text_copy")
        if kind == "part":
            real(self, offset, bytes(data[: len(data) // 2]))
        if kind:
            raise plan.error("text_copy", kind)
        real(self, offset, data)

    return act


def _use(packs: PackAllocator) -> None:
    with progpack.load(OBJECT, packs=packs) as loaded:
        assert packs.stats.programs == len(loaded.programs) >= 2


def _check(packs: PackAllocator, programs: int) -> None:
    """As before: nothing is compiled, charged or executable; the data are given back."""
    packs.reap()
    stats = packs.stats
    assert (stats.programs, stats.slots, stats.retired) == (programs, 0, 0)
    assert stats.charge == stats.rounded
    for pack in packs.arenas.packs:
        region = pack.backing.region  # type: ignore[attr-defined]
        text = region.read(0, region.size)
        taken = {e.at: e.allocated for e in packs.table}
        at = 0
        while at < region.size:
            if at in taken:
                at += taken[at]
                continue
            assert text[at : at + 64] == HOST.trap_fill(64)
            at += 64
    if not programs:
        store = data_of(packs)
        store.reap()
        assert store._constants._list.chunks_used == 0
        assert store._variables._list.chunks_used == 0


def test_loading_and_closing_an_object(plan: Plan, injected: Callable[[str, int], None]) -> None:
    with PackAllocator(keep_empty=False) as packs:
        _use(packs)  # the native runtime is there from now on
    with PackAllocator(keep_empty=False) as packs:
        plan.calls.clear()
        _use(packs)
        calls = list(plan.calls)
        _check(packs, 0)
    assert set(calls) >= {"reserve", "text_copy", "text_invalidate", "release", "buffer"}
    count = 0
    for number, call in enumerate(calls):
        for kind in KINDS[call]:
            for more in (0, 1, 100):
                packs = PackAllocator(keep_empty=False)
                plan.calls.clear()
                plan.failed.clear()
                plan.at, plan.kind, plan.more = number, kind, more
                try:
                    _fails(packs, plan)
                except AssertionError as error:
                    error.add_note(f"call {number} ({call}), {kind}, {more}: {plan.failed}")
                    raise
                count += len(plan.failed)
    injected("an object on this machine", count)
    assert count >= 3 * len(calls)


def _fails(packs: PackAllocator, plan: Plan) -> None:
    """Load, close, and all of it again when nothing fails any more."""
    said = ""
    loaded = None
    try:
        loaded = progpack.load(OBJECT, packs=packs)
        loaded.close()
    except (ExecMemoryError, MemoryError) as error:
        said = str(error)

    assert plan.failed
    # A shortage while closing is nobody's error: it is done later.
    assert "injected" in said or plan.failed[0] == "text_invalidate"
    plan.disarm()
    if loaded is not None:
        loaded.close()
        for program in loaded.programs.values():
            with pytest.raises(ExecMemoryError, match="closed"):
                program.code.read()
    _check(packs, 0)
    _use(packs)
    _check(packs, 0)
    packs.close()

"""An exception between any two instructions loses nothing that waits for the end of runs."""

from __future__ import annotations

import gc
import itertools
import sys
import threading
import weakref
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from progpack import MapType, PackAllocator
from progpack.jit import grace
from progpack.jit.maps import handle as maps
from progpack.jit.object import Object
from tests.jit.test_grace import (
    ACT,
    BY_LEFT,
    COUNT,
    LEFT,
    NUMBERS,
    STRAIGHT,
    Act,
    act,
    array,
    load,
    outer,
    outer_of,
)
from tests.memory.interrupting import Injector, Interrupt

__all__ = ["act"]

_FILES = ("jit/grace.py", "jit/maps/reachable.py")
#: Of other files only what closes: the rest is not about ends.
_FUNCTIONS = {"_leave", "_finish", "leave"}
#: Seconds after which a thread that does not end waits for ever, on however busy a machine.
_PATIENCE = 60


class InGrace(Injector):
    """Raises before one of the instructions that let go of what runs had."""

    def _enter(self, frame: FrameType, event: str, argument: object) -> Any:
        code = frame.f_code
        if not code.co_filename.endswith(_FILES) and code.co_name not in _FUNCTIONS:
            return None
        return super()._enter(frame, event, argument)


def interrupted_at(at: int, work: Callable[[], object]) -> bool:
    """Do something with an exception at one of its instructions; False: it has no such one."""
    injector = InGrace(at)
    try:
        injector.run(work)
    except Interrupt:
        return True
    # A finalizer may have had it, which tells nobody.
    return injector.raised


def ended(work: Callable[[], object]) -> bool:
    """Whether a thread that does something comes to its end."""
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(_PATIENCE)
    return not thread.is_alive()


class World:
    """A map of maps with one map and an array with one program, which are to be replaced."""

    def __init__(self, packs: PackAllocator) -> None:
        texts = {"inside": STRAIGHT, "first": BY_LEFT}
        self.loaded = load(packs, outer_of(MapType.HASH_OF_MAPS), LEFT, **texts)
        self.others = [load(packs, LEFT, other=f"r0 = {n}\nexit") for n in (5, 6)]
        self.held, self.left = outer(self.loaded), array(self.loaded, "left")
        self.turn = 0

    def change(self) -> None:
        self.turn += 1
        self.held[0] = self.held.new()
        self.left[0] = self.others[self.turn & 1].programs["other"]

    def close(self) -> None:
        for made in (self.loaded, *self.others):
            made.close()


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a finalizer was interrupted in is expected here."""
    monkeypatch.setattr(sys, "unraisablehook", lambda _: None)


def test_what_is_taken_out_goes_when_the_end_of_its_run_is_interrupted_anywhere(
    packs: PackAllocator, act: list[Act]
) -> None:
    del act  # nobody acts
    with load(packs, NUMBERS, count=COUNT.replace(f"call {ACT}", "")) as plain:
        world, space = World(packs), plain.programs["count"]
        world.change()
        for at in itertools.count():
            before = weakref.ref(world.held[0]), weakref.ref(world.left[0])
            key: Any = _Space()
            grace.begin(key, world.loaded.programs["first"])
            world.change()
            assert before[0]() is not None
            raised = interrupted_at(at, lambda key=key: grace.end(key))  # type: ignore[misc]
            grace.end(key)
            assert not grace._out, at
            gc.collect()
            assert before[0]() is None, at
            assert ended(world.change), at
            assert space.run(bytes(64)).return_value != 0
            if not raised:
                break
        assert at > 200
        left = len(maps.live_maps())
        world.change()
        assert len(maps.live_maps()) == left
        world.close()


class _Space:
    """What `grace` asks of the workspace of a run."""

    class state:
        passed = 0


def test_a_change_that_is_interrupted_anywhere_keeps_what_runs_reach(
    packs: PackAllocator, quiet: None
) -> None:
    world = World(packs)
    world.change()
    for at in itertools.count():
        raised = interrupted_at(at, world.change)
        held = world.held
        assert all(held[key].address in held._members._places for key in held), at
        for target in world.left._targets:
            assert not target or world.left._programs[target], at
        assert ended(world.change), at
        assert world.loaded.programs["inside"].run(bytes(64)).return_value == 42
        assert world.loaded.programs["first"].run(bytes(64)).return_value in (5, 6)
        assert not grace._out, at
        if not raised:
            break
    assert at > 200
    world.close()
    del world, held
    gc.collect()
    assert packs.stats.programs == 0


def test_a_program_goes_when_its_closing_is_interrupted_anywhere(
    packs: PackAllocator, quiet: None
) -> None:
    for at in itertools.count():
        world = World(packs)
        world.change()
        first, before = world.loaded.programs["first"], packs.stats.programs
        raised = interrupted_at(at, first.close)
        assert ended(first.close), at
        assert packs.stats.programs == before - 1, at
        assert not grace._closing, at
        assert not grace._waited, at
        world.close()
        assert packs.stats.programs == 0, at
        if not raised:
            break
    assert at > 100


def test_a_thread_that_waits_is_woken_when_the_end_of_the_run_is_interrupted_anywhere(
    packs: PackAllocator,
) -> None:
    for at in itertools.count():
        with load(packs, LEFT, first=BY_LEFT) as loaded:
            first, key = loaded.programs["first"], _Space()
            grace.begin(key, first)  # type: ignore[arg-type]
            waiting = threading.Thread(target=first.close, daemon=True)
            waiting.start()
            while not grace._waited and waiting.is_alive():
                pass
            raised = interrupted_at(at, lambda key=key: grace.end(key))  # type: ignore[misc]
            grace._runs.pop(key, None)  # type: ignore[call-overload]
            waiting.join(_PATIENCE)
            assert not waiting.is_alive(), at
        assert packs.stats.programs == 0, at
        if not raised:
            break
    assert at > 50


class _Owner:
    """What closes an object again when it is garbage."""

    def __init__(self, owned: Object) -> None:
        self._owned = owned

    def __del__(self) -> None:
        self._owned.close()


def test_what_goes_with_a_program_may_close_that_program_and_others(packs: PackAllocator) -> None:
    both = [load(packs, NUMBERS, count="r0 = 1\nexit") for _ in range(2)]
    numbers = weakref.ref(both[0].maps["numbers"])
    for made in both:
        program = made.programs["count"]
        program._maps = (*program._maps, *map(_Owner, both))  # type: ignore[arg-type]
    del made, program
    # Two threads, each of which gives back one and is asked to close both.
    assert [ended(made.close) for made in both] == [True, True]
    assert packs.stats.programs == 0
    both.clear()
    gc.collect()
    assert numbers() is None


def test_two_threads_that_give_back_what_closes_the_other_do_not_wait_for_each_other(
    packs: PackAllocator,
) -> None:
    both = [load(packs, NUMBERS, count="r0 = 1\nexit") for _ in range(2)]
    meet = threading.Barrier(2, timeout=_PATIENCE)

    class Meeting(_Owner):
        def __del__(self) -> None:
            meet.wait()
            super().__del__()

    for made, other in (both, both[::-1]):
        program = made.programs["count"]
        program._maps = (*program._maps, Meeting(other))  # type: ignore[arg-type]
    del made, other, program
    threads = [threading.Thread(target=made.close, daemon=True) for made in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(_PATIENCE)
        assert not thread.is_alive()
    assert packs.stats.programs == 0

"""An exception in the middle of a change of what runs reach keeps nothing, and loses nothing."""

from __future__ import annotations

import gc
import itertools
import weakref
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest

from progpack import MapType, PackAllocator
from progpack.jit import grace
from tests.jit.test_grace import BY_LEFT, LEFT, STRAIGHT, array, load, outer, outer_of
from tests.jit.test_grace_interrupts import quiet
from tests.memory.interrupting import Injector, Interrupt

__all__ = ["quiet"]

_FILES = ("jit/grace.py", "maps/reachable.py", "maps/kinds.py", "maps/programs.py")
#: Of the instructions of a change every so many-th is tried.
STRIDE = 17
OTHER = "r0 = 5\nexit"
KINDS = [MapType.ARRAY_OF_MAPS, MapType.HASH_OF_MAPS]


class InChanges(Injector):
    """Raises before one of the instructions of what changes arrays of programs and maps of maps."""

    def _enter(self, frame: FrameType, event: str, argument: object) -> Any:
        if not frame.f_code.co_filename.endswith(_FILES):
            return None
        return super()._enter(frame, event, argument)


def interrupted_at(at: int, work: Callable[[], object]) -> bool:
    """Do something with an exception at one of its instructions; False: it has no such one."""
    injector = InChanges(at)
    try:
        injector.run(work)
    except Interrupt:
        return True
    return injector.raised


def stored(held: Any) -> dict[int, int]:
    """How often each map is in an element, as native memory has it."""
    found: dict[int, int] = {}
    for key in held:
        address = held[key].address
        found[address] = found.get(address, 0) + 1
    return found


class World:
    """A map of maps and an array of programs, which are changed."""

    def __init__(self, packs: PackAllocator, kind: MapType) -> None:
        texts = {"inside": STRAIGHT, "first": BY_LEFT}
        self.loaded = load(packs, outer_of(kind), LEFT, **texts)
        self.packs = packs
        self.other = load(packs, LEFT, other=OTHER)
        self.held, self.left = outer(self.loaded), array(self.loaded, "left")
        self.made: list[weakref.ref[Any]] = []
        self.again()

    def again(self) -> None:
        """Have something everywhere."""
        if self.other.programs["other"].closed:
            self.other.close()
            self.other = load(self.packs, LEFT, other=OTHER)
        self.put()
        self.left[0] = self.other.programs["other"]

    def put(self) -> None:
        """Put a new map in the place of another one."""
        new = self.held.new()
        self.made.append(weakref.ref(new))
        self.held[0] = new

    def same(self) -> None:
        """Put the map that is there in its place again."""
        self.held[0] = self.held[0]

    def take_out(self) -> None:
        """Take the map out."""
        del self.held[0]

    def jump(self) -> None:
        """Put the program that is there in its place again."""
        self.left[0] = self.other.programs["other"]

    def jump_nowhere(self) -> None:
        """Take the program out."""
        del self.left[0]

    def close_program(self) -> None:
        """Close the program that is in the array."""
        self.other.close()

    def close(self) -> None:
        """Close all."""
        self.other.close()
        self.loaded.close()


ACTS = [
    World.put, World.same, World.take_out, World.jump, World.jump_nowhere, World.close_program
]  # fmt: skip


def check(world: World, at: int) -> None:
    """What is kept is what native memory has, as often as it has it."""
    held, left = world.held, world.left
    with_maps = stored(held)
    gc.collect()
    grace.settle()
    assert not grace._out, at
    assert {key: times for key, (_, times) in held._members._kept.items()} == with_maps, at
    assert held._members._stored == with_maps, at
    assert {map_.address for map_ in held.held()} == {*with_maps}, at
    assert {*held._members._places} == {*with_maps}, at
    alive = [made for made in (held() for held in world.made) if made is not None]
    assert {made.address for made in alive} <= {*with_maps}, at
    targets = [target for target in left._targets if target]
    assert {key: times for key, (_, times) in left._programs._kept.items()} == {
        target: targets.count(target) for target in targets
    }, at


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("act", ACTS)
def test_what_an_interrupted_change_leaves_is_what_is_there(
    packs: PackAllocator, quiet: None, kind: MapType, act: Callable[[World], None]
) -> None:
    world = World(packs, kind)
    for at in itertools.count(sum(act.__name__.encode()) % STRIDE, STRIDE):
        raised = interrupted_at(at, lambda: act(world))
        check(world, at)
        assert world.loaded.programs["first"].run(bytes(64)).return_value is not None
        # The next changes work, and fill the map as far as it goes.
        for key in range(world.held.spec.max_entries):
            world.held[key] = world.held.new()
        assert len(world.held) == world.held.spec.max_entries
        for key in list(world.held):
            del world.held[key]
        assert not len(world.held)
        check(world, at)
        if not raised:
            break
        world.again()
    assert at > 50
    world.close()
    gc.collect()
    assert packs.stats.programs == 0

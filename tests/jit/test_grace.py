"""What a run may be using stays until the run has ended, and goes then.

A helper in Python is called in the middle of a run: what it does happens under that run.
"""

from __future__ import annotations

import ctypes
import gc
import itertools
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import FrameType

import pytest

import progpack
from progpack import MapSpec, MapType, ObjectSpec, PackAllocator, ProgramSpec, ProgramType, RunError
from progpack.bpf.asm import assemble_program
from progpack.bpf.helpers import custom
from progpack.jit import grace
from progpack.jit.maps import handle as maps
from progpack.jit.maps.kinds import MapOfMaps, ProgArray
from progpack.jit.object import Object

ACT = 0x10700
LEFT = MapSpec("left", MapType.PROG_ARRAY, 4, 4, 4)
RIGHT = MapSpec("right", MapType.PROG_ARRAY, 4, 4, 4)
NUMBERS = MapSpec("numbers", MapType.ARRAY, 4, 8, 1)
INNER = MapSpec("inner", MapType.HASH, 4, 8, 8)
OF_MAPS = [MapType.ARRAY_OF_MAPS, MapType.HASH_OF_MAPS]

#: Continue as entry 0 of an array; 1 when there is none.
BY_LEFT = "r3 = 0\nr2 = map left ll\ncall 12\nr0 = 1\nexit"
BY_RIGHT = "r3 = 0\nr2 = map right ll\ncall 12\nr0 = 1\nexit"
#: Act, then count in a map of its own: 7.
COUNT = f"""
    call {ACT}
    r1 = 0
    *(u32 *)(r10 - 4) = r1
    r2 = r10
    r2 += -4
    r1 = map numbers ll
    call 1
    if r0 == 0 goto out
    r1 = *(u64 *)(r0 + 0)
    r1 += 7
    *(u64 *)(r0 + 0) = r1
    r0 = r1
    out:
    exit
"""
#: Look the inner map 0 up, act, put 42 at key 3 of it, and read it back.
INSIDE = f"""
    r1 = 0
    *(u32 *)(r10 - 4) = r1
    r1 = 3
    *(u32 *)(r10 - 8) = r1
    r1 = 42
    *(u64 *)(r10 - 16) = r1
    r2 = r10
    r2 += -4
    r1 = map outer ll
    call 1
    if r0 == 0 goto none
    r6 = r0
    call {ACT}
    r1 = r6
    r2 = r10
    r2 += -8
    r3 = r10
    r3 += -16
    r4 = 0
    call 2
    r1 = r6
    r2 = r10
    r2 += -8
    call 1
    if r0 == 0 goto none
    r0 = *(u64 *)(r0 + 0)
    exit
    none:
    r0 = 99
    exit
"""
#: The same, and nobody acts.
STRAIGHT = INSIDE.replace(f"call {ACT}", "")
#: The same as a loop that goes around once, which only the packet says: a batch looks up at the
#: clock after each few packets of such a program.
AROUND = "r7 = *(u32 *)(r1 + 0)\nr7 = *(u8 *)(r7 + 0)\nagain:" + INSIDE.replace(
    "exit\n    none:", "r7 += -1\n    if r7 s> 0 goto again\n    exit\n    none:"
)
#: Look up key 0 in the map whose address the packet begins with.
FORGED = """
    r2 = *(u32 *)(r1 + 0)
    r6 = *(u64 *)(r2 + 0)
    r1 = 0
    *(u32 *)(r10 - 4) = r1
    r2 = r10
    r2 += -4
    r1 = map outer ll
    call 1
    r1 = r6
    r2 = r10
    r2 += -4
    call 1
    r0 = 5
    exit
"""
Act = Callable[[], None]


@pytest.fixture
def act() -> Iterator[list[Act]]:
    """What the helper does, in turn; nothing when the list is empty."""
    acts: list[Act] = []

    @progpack.helper(ACT, "")
    def acting() -> int:
        if acts:
            acts.pop(0)()
        return 0

    yield acts
    found = custom.find(ACT)
    assert found is not None
    found.remove()


def program(name: str, text: str) -> ProgramSpec:
    made = assemble_program(text, type=ProgramType.XDP, license="GPL")
    return replace(made, name=name)


def load(packs: PackAllocator, *held: MapSpec, **texts: str) -> Object:
    programs = {name: program(name, text) for name, text in texts.items()}
    return Object(ObjectSpec("t", "GPL", programs, {m.name: m for m in held}), packs, None)


def outer_of(kind: MapType, count: int = 2) -> MapSpec:
    return MapSpec("outer", kind, 4, 4, count, inner=INNER)


def array(loaded: Object, name: str) -> ProgArray:
    held = loaded.maps[name]
    assert isinstance(held, ProgArray)
    return held


def outer(loaded: Object) -> MapOfMaps:
    held = loaded.maps["outer"]
    assert isinstance(held, MapOfMaps)
    return held


def key(index: int) -> bytes:
    return index.to_bytes(4, sys.byteorder)


@pytest.mark.parametrize("how", ["replaced", "deleted"])
def test_a_program_that_leaves_an_array_stays_for_the_run_that_is_in_it(
    packs: PackAllocator, act: list[Act], how: str
) -> None:
    first = load(packs, LEFT, first=BY_LEFT)
    second = load(packs, NUMBERS, count=COUNT)
    other = load(packs, other="r0 = 5\nexit")
    array(first, "left")[0] = second.programs["count"]
    numbers = weakref.ref(second.maps["numbers"])
    del second

    def take_out() -> None:
        if how == "replaced":
            array(first, "left")[0] = other.programs["other"]
        else:
            del array(first, "left")[0]
        gc.collect()
        assert numbers() is not None

    act.append(take_out)
    assert first.programs["first"].run(bytes(64)).return_value == 7
    gc.collect()
    assert numbers() is None
    assert first.programs["first"].run(bytes(64)).return_value == (5 if how == "replaced" else 1)
    first.close()
    other.close()
    assert packs.stats.programs == 0


def test_closing_from_another_thread_waits_for_a_run_that_came_by_two_tail_calls(
    packs: PackAllocator, act: list[Act]
) -> None:
    loaded = load(packs, NUMBERS, LEFT, RIGHT, count=COUNT, second=BY_RIGHT, first=BY_LEFT)
    array(loaded, "left")[0] = loaded.programs["second"]
    array(loaded, "right")[0] = loaded.programs["count"]
    running, code = threading.Thread(target=loaded.close), loaded.programs["count"].code

    def close() -> None:
        running.start()
        while not loaded.programs["first"].closed:
            pass
        assert running.is_alive()
        assert code.live

    act.append(close)
    assert loaded.programs["first"].run(bytes(64)).return_value == 7
    running.join()
    assert not code.live
    assert packs.stats.programs == 0


def test_a_run_that_closes_its_own_object_goes_on_and_gives_it_back_at_its_end(
    packs: PackAllocator, act: list[Act]
) -> None:
    loaded = load(packs, NUMBERS, count=COUNT)
    act.append(loaded.close)
    assert loaded.programs["count"].run(bytes(64)).return_value == 7
    assert packs.stats.programs == 0


def test_a_run_does_not_keep_what_it_cannot_reach(packs: PackAllocator, act: list[Act]) -> None:
    plain = load(packs, NUMBERS, count=COUNT)
    other = load(packs, NUMBERS, LEFT, first=BY_LEFT)

    def close_other() -> None:
        thread = threading.Thread(target=other.close)
        thread.start()
        thread.join()
        assert packs.stats.programs == 1

    act.append(close_other)
    assert plain.programs["count"].run(bytes(64)).return_value == 7
    plain.close()


@pytest.mark.parametrize("kind", OF_MAPS)
@pytest.mark.parametrize("how", ["replaced", "deleted"])
def test_an_inner_map_that_is_taken_out_is_usable_until_the_end_of_the_run(
    packs: PackAllocator, act: list[Act], kind: MapType, how: str
) -> None:
    with load(packs, outer_of(kind), inside=INSIDE) as loaded:
        held = outer(loaded)
        held[0] = held.new()
        before = weakref.ref(held[0])

        def take_out() -> None:
            # The table of members grows meanwhile.
            for _ in range(100):
                held[0] = held.new()
            if how == "deleted":
                del held[0]
            gc.collect()
            assert before() is not None

        act.append(take_out)
        assert loaded.programs["inside"].run(bytes(64)).return_value == 42
        gc.collect()
        assert before() is None
        again = loaded.programs["inside"].run(bytes(64)).return_value
        assert again == (42 if how == "replaced" else 99)


def test_a_map_that_is_put_in_twice_leaves_with_the_second(
    packs: PackAllocator, act: list[Act]
) -> None:
    with load(packs, outer_of(MapType.ARRAY_OF_MAPS), inside=INSIDE) as loaded:
        held = outer(loaded)
        held[0] = held[1] = held.new()
        del held[0]
        assert loaded.programs["inside"].run(bytes(64)).return_value == 99
        held[0] = held[1]
        del held[1]
        act.append(lambda: held.__delitem__(0))
        assert loaded.programs["inside"].run(bytes(64)).return_value == 42
        assert list(held) == []


def test_what_is_taken_out_goes_with_the_runs_that_began_before_not_later(
    packs: PackAllocator, act: list[Act]
) -> None:
    with load(packs, outer_of(MapType.ARRAY_OF_MAPS), inside=INSIDE) as loaded:
        held = outer(loaded)
        held[0] = held.new()
        before = weakref.ref(held[0])
        inside, leave, second = (threading.Event() for _ in range(3))
        results: list[int] = []

        def run() -> None:
            results.append(loaded.programs["inside"].run(bytes(64)).return_value)

        late = threading.Thread(target=run)

        def in_the_first() -> None:
            held[0] = held.new()
            act.append(in_the_second)
            late.start()
            inside.wait()
            gc.collect()
            assert before() is not None

        def in_the_second() -> None:
            inside.set()
            second.wait()
            leave.set()

        act.append(in_the_first)
        if progpack.jit.native.cpus.COUNT < 2:
            pytest.skip("two runs at once need two CPUs")
        run()
        gc.collect()
        # The second, which began after it was taken out, is still going on.
        gone, going_on = before() is None, not leave.is_set()
        second.set()
        late.join()
        assert gone
        assert going_on
        assert results == [42, 42]


def test_many_swaps_keep_nothing(packs: PackAllocator) -> None:
    with load(
        packs, outer_of(MapType.HASH_OF_MAPS), LEFT, inside=STRAIGHT, first=BY_LEFT
    ) as loaded:
        held, jumps = outer(loaded), array(loaded, "left")
        other = load(packs, a="r0 = 5\nexit", b="r0 = 6\nexit")
        for turn in range(3000):
            held[0] = held.new()
            jumps[0] = other.programs["ab"[turn & 1]]
            if turn % 100 == 0:
                assert loaded.programs["inside"].run(bytes(64)).return_value == 42
            if turn == 1000:
                gc.collect()
                before = len(maps._live), sys.getallocatedblocks()
        gc.collect()
        assert not grace._out
        assert len(maps._live) == before[0]
        assert sys.getallocatedblocks() - before[1] < 1000
        other.close()


def test_swaps_under_runs_of_other_threads_fail_none_of_them(packs: PackAllocator) -> None:
    with load(packs, outer_of(MapType.ARRAY_OF_MAPS), inside=STRAIGHT) as (loaded):
        held, results = outer(loaded), set()
        held[0] = held.new()
        done = threading.Event()

        def run() -> None:
            while not done.is_set():
                try:
                    results.add(loaded.programs["inside"].run(bytes(64)).return_value)
                except RunError as error:
                    results.add(str(error))

        threads = [threading.Thread(target=run) for _ in range(3)]
        for thread in threads:
            thread.start()
        for _ in range(4000):
            held[0] = held.new()
        done.set()
        for thread in threads:
            thread.join()
        assert results == {42}
        assert not grace._out


#: Packets after which a batch has looked at the clock more often than it may take to let go.
MANY = 64 * 1000


def test_what_is_taken_out_under_a_batch_does_not_wait_for_its_end(
    packs: PackAllocator, act: list[Act]
) -> None:
    with load(packs, outer_of(MapType.ARRAY_OF_MAPS), around=AROUND) as loaded:
        held, gone = outer(loaded), [0, 0]
        held[0] = held.new()
        before = weakref.ref(held[0])

        def take_out() -> None:
            held[0] = held.new()
            act.append(look)
            assert before() is not None

        def look() -> None:
            gone[before() is None] += 1
            act.append(look)

        act.append(take_out)
        results = loaded.programs["around"].run_batch([bytes(64)] * MANY).return_values
        act.clear()
        assert set(results) == {42}
        assert gone[0] >= 63
        assert gone[1] > 0


def test_closing_what_a_batch_had_does_not_wait_for_its_end(
    packs: PackAllocator, act: list[Act]
) -> None:
    texts = {"around": AROUND, "by": BY_LEFT}
    with load(packs, LEFT, outer_of(MapType.ARRAY_OF_MAPS), **texts) as loaded:
        other = load(packs, NUMBERS, LEFT, other="r0 = 5\nexit")
        closing = threading.Thread(target=other.close)
        held, going_on = outer(loaded), []
        array(loaded, "left")[0] = other.programs["other"]
        held[0] = held.new()

        def close() -> None:
            closing.start()
            act.append(look)

        def look() -> None:
            going_on.append(closing.is_alive())
            if going_on[-1] and len(going_on) % 64 == 0:
                closing.join(0.01)  # the machine may be busy
            act.append(look)

        act.append(close)
        loaded.programs["around"].run_batch([bytes(64)] * MANY)
        act.clear()
        closing.join()
        assert not all(going_on)


def test_a_batch_keeps_its_own_program(packs: PackAllocator, act: list[Act]) -> None:
    loaded = load(packs, outer_of(MapType.ARRAY_OF_MAPS), around=AROUND)
    held, around = outer(loaded), loaded.programs["around"]
    held[0] = held.new()
    closing, code = threading.Thread(target=loaded.close), around.code

    def close() -> None:
        closing.start()
        while not around.closed:
            pass
        act.append(look)

    def look() -> None:
        assert code.live
        act.append(look)

    act.append(close)
    assert set(around.run_batch([bytes(64)] * MANY).return_values) == {42}
    act.clear()
    closing.join()
    assert not code.live


def test_what_raises_while_a_batch_lets_go_ends_the_batch(
    packs: PackAllocator, act: list[Act], monkeypatch: pytest.MonkeyPatch
) -> None:
    with load(packs, outer_of(MapType.ARRAY_OF_MAPS), around=AROUND) as loaded:
        held = outer(loaded)
        held[0] = held.new()

        def raising() -> None:
            raise KeyboardInterrupt

        def take_out() -> None:
            held[0] = held.new()
            monkeypatch.setattr(grace._told, "settle", id(raising))

        act.append(take_out)
        with pytest.raises(KeyboardInterrupt) as raised:
            loaded.programs["around"].run_batch([bytes(64)] * MANY)
        assert "packet" in raised.value.__notes__[0]
        monkeypatch.undo()
        assert not grace._out


def test_a_run_that_begins_later_cannot_use_a_map_that_has_left(
    packs: PackAllocator, act: list[Act]
) -> None:
    with load(packs, outer_of(MapType.ARRAY_OF_MAPS), inside=INSIDE, forged=FORGED) as loaded:
        held = outer(loaded)
        held[0] = before = held.new()
        forged = loaded.programs["forged"]
        packet = before.address.to_bytes(8, sys.byteorder) + bytes(56)
        assert forged.run(packet).return_value == 5

        def use_it_later() -> None:
            held[0] = held.new()
            with pytest.raises(RunError, match="not a map of this program"):
                forged.run(packet)
            held[1] = before
            assert forged.run(packet).return_value == 5

        act.append(use_it_later)
        assert loaded.programs["inside"].run(bytes(64)).return_value == 42
        assert forged.run(packet).return_value == 5


def test_objects_that_are_garbage_give_their_code_back(packs: PackAllocator) -> None:
    loaded = load(packs, NUMBERS, LEFT, plain="r0 = 3\nexit", first=BY_LEFT)
    array(loaded, "left")[0] = loaded.programs["first"]
    assert packs.stats.programs == 2
    del loaded
    gc.collect()
    assert packs.stats.programs == 0


def test_a_program_leaves_each_array_that_has_it_when_it_is_closed(packs: PackAllocator) -> None:
    with load(packs, LEFT, RIGHT, by_left=BY_LEFT, by_right=BY_RIGHT) as loaded:
        other = load(packs, other="r0 = 5\nexit")
        left, right = array(loaded, "left"), array(loaded, "right")
        left[0] = other.programs["other"]
        del left[0]
        # Both are empty, which does not make them one.
        right[0] = other.programs["other"]
        other.close()
        assert loaded.programs["by_right"].run(bytes(64)).return_value == 1
        assert len(right) == 0
        with pytest.raises(progpack.SpanError, match="closed"):
            right[0] = other.programs["other"]


def test_a_program_does_not_keep_arrays_that_had_it(packs: PackAllocator) -> None:
    with load(packs, other="r0 = 5\nexit") as other:
        loaded = load(packs, LEFT, by_left=BY_LEFT)
        array(loaded, "left")[0] = other.programs["other"]
        left = weakref.ref(loaded.maps["left"])
        loaded.close()
        del loaded
        gc.collect()
        assert left() is None


def test_an_error_names_the_program_two_tail_calls_on(packs: PackAllocator) -> None:
    wrong = "r0 = *(u8 *)(r10 - 600)\nexit"
    with load(packs, LEFT, RIGHT, third=wrong, second=BY_RIGHT, first=BY_LEFT) as loaded:
        array(loaded, "left")[0] = loaded.programs["second"]
        array(loaded, "right")[0] = loaded.programs["third"]
        with pytest.raises(RunError, match="program third, instruction 0"):
            loaded.programs["first"].run(bytes(64))


def test_an_interrupt_anywhere_in_a_change_leaves_what_runs_reach_kept(
    packs: PackAllocator,
) -> None:
    texts = {"inside": STRAIGHT, "first": BY_LEFT}
    with load(packs, outer_of(MapType.HASH_OF_MAPS, 40), LEFT, **texts) as loaded:
        held, left = outer(loaded), array(loaded, "left")
        others = load(packs, a="r0 = 5\nexit", b="r0 = 6\nexit")

        def change(turn: int) -> None:
            held[turn % 40] = held.new()
            left[turn % 2] = others.programs["ab"[turn % 3 % 2]]
            del held[turn % 40]
            del left[turn % 2]

        for step in itertools.count(1):
            if not _interrupted_at(step, lambda turn=step: change(turn)):  # type: ignore[misc]
                break
            for target in left._targets:
                assert not target or left._programs[target]
            for place in held._members._places.values():
                address = ctypes.c_uint64.from_address(place).value
                assert not address or maps.map_at(address) is not None
            assert all(held[at].address in held._members._places for at in held)
            change(step)
            assert loaded.programs["inside"].run(bytes(64)).return_value == 99
            thread = threading.Thread(target=change, args=(step + 1,))
            thread.start()
            thread.join(300)
            assert not thread.is_alive()
        assert step > 60
        others.close()


_WATCHED = ("grace.py", "reachable.py", "mapkinds.py")


def _interrupted_at(step: int, work: Callable[[], None]) -> bool:
    """Do something with KeyboardInterrupt raised at one of the moments when the interpreter looks
    for signals: when a function begins, and after a call of native code."""
    left = step

    def watch(frame: FrameType, event: str, _: object) -> None:
        nonlocal left
        if frame.f_code.co_filename.endswith(_WATCHED) and event in ("call", "c_return"):
            left -= 1
            if not left:
                raise KeyboardInterrupt

    sys.setprofile(watch)
    try:
        work()
    except KeyboardInterrupt:
        return True
    finally:
        sys.setprofile(None)
    return False


class _Owner:
    """What closes its object when it is garbage, which a cycle makes the collector find."""

    def __init__(self, owned: Object) -> None:
        self.owned = owned
        self.self = self

    def __del__(self) -> None:
        self.owned.close()


def test_finalizers_close_objects_wherever_the_collector_runs(
    packs: PackAllocator, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda what: wrong.append(what.exc_value))
    texts = {"inside": STRAIGHT, "first": BY_LEFT}
    again = {"other": "r0 = 100\nexit", "by": BY_LEFT}
    with (
        load(packs, outer_of(MapType.HASH_OF_MAPS), LEFT, **texts) as loaded,
        load(packs, LEFT, **again),
    ):
        held, left = outer(loaded), array(loaded, "left")
        before = gc.get_threshold()
        try:
            for turn in range(300):
                # It collects at another allocation each time, whatever locks are held there.
                gc.set_threshold(0)
                owned = load(packs, LEFT, other=f"r0 = {turn % 20}\nexit")
                left[turn % 4] = owned.programs["other"]
                _Owner(owned)
                del owned
                gc.set_threshold(1 + turn)
                held[turn % 2] = held.new()
                left[turn % 3] = loaded.programs["first"]
                del left[turn % 3]
                load(packs, LEFT, **again).close()
                assert loaded.programs["inside"].run(bytes(64)).return_value in (42, 99)
        finally:
            gc.set_threshold(*before)
        gc.collect()
        assert not wrong
        assert packs.stats.programs == 4
        assert list(left) == []

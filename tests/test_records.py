"""Classes of `progpack.records` and those of `dataclasses` cannot be told apart by their use."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import os
import pickle
import signal
import threading
from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

import pytest

from progpack import records

T = TypeVar("T")
OPTIONS = [
    {"frozen": frozen, "eq": eq, "slots": True} for frozen in (False, True) for eq in (False, True)
]


def classes(home: Any, options: dict[str, bool]) -> dict[str, Any]:
    """The same classes, made by a module: all that this package asks of one."""

    @home.dataclass(**options)
    class Plain:
        a: int
        b: str = "b"

    @home.dataclass(**options)
    class Empty:
        pass

    @home.dataclass(**options)
    class Generic_(Generic[T]):
        value: T
        kept: ClassVar[int] = 3

    @home.dataclass(**options)
    class Fields:
        shown: int
        hidden: int = home.field(default=7, repr=False)
        apart: int = home.field(default=8, compare=False)
        made: list[int] = home.field(default_factory=list)
        later: int = home.field(init=False, default=9)
        fresh: tuple[int, ...] = home.field(init=False, default_factory=tuple)

    @home.dataclass(**options)
    class After:
        size: int
        twice: int = home.field(init=False)

        def __post_init__(self) -> None:
            object.__setattr__(self, "twice", self.size * 2)

    @home.dataclass(**options)
    class Own:
        a: int

        def __repr__(self) -> str:
            return "own"

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Own)

        def __hash__(self) -> int:
            return 5

    @home.dataclass(**options)
    class Unhashed:
        a: int

        def __eq__(self, other: object) -> bool:
            return True

    @home.dataclass(**options)
    class Derived(Plain):
        c: int = 3

    @home.dataclass(**options, weakref_slot=True)
    class Weak:
        a: int

    class Child(Plain):
        pass

    return {
        found.__name__: found
        for found in (
            *(Plain, Empty, Generic_, Fields, After, Own, Unhashed, Derived, Weak, Child),
        )
    }


CALLS: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    *(((), {}), ((1,), {}), ((1, 2), {}), ((1, 2, 3), {}), ((1, 2, 3, [4]), {})),
    *(((), {"a": 4}), ((), {"size": 4}), ((1,), {"hidden": 2}), ((1,), {"later": 2})),
]


def told(act: Callable[[], Any]) -> Any:
    """What an act comes to: a value, or a kind of error and its words."""
    try:
        return act()
    except (TypeError, ValueError, AttributeError) as error:
        return type(error), str(error).replace("dataclasses", "")


def assign(value: Any, name: str) -> str:
    setattr(value, name, 1)
    return repr(value)


def remove(value: Any, name: str) -> str:
    delattr(value, name)
    return str(hasattr(value, name))


def uses(kind: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> list[Any]:
    def make() -> Any:
        return kind(*arguments, **named)

    first = told(lambda: repr(make()))
    if isinstance(first, tuple):
        return [first]
    value, same = make(), make()
    # For others 3.11 to 3.13 raise a TypeError of super() where they mean this one.
    names = [each.name for each in dataclasses.fields(kind)]
    return [
        first,
        value == same,
        value == 5,
        told(lambda: hash(value) == hash(same) if kind.__hash__ is not object.__hash__ else 0),
        [told(lambda name=name: assign(make(), name)) for name in names],
        [told(lambda name=name: remove(make(), name)) for name in names],
        told(lambda: repr(copy.copy(value))),
        told(lambda: repr(copy.deepcopy(value))),
        told(lambda: repr(dataclasses.replace(value))),
        told(lambda: repr(records.replace(value))),
        told(lambda: repr(records.replace(value, a=6))),
        told(lambda: repr(records.replace(value, later=6))),
        dataclasses.asdict(value),
        records.asdict(value),
        dataclasses.is_dataclass(value),
    ]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_they_are_used_as_those_of_the_standard_library(options: dict[str, bool]) -> None:
    ours, theirs = classes(records, options), classes(dataclasses, options)
    assert ours.keys() == theirs.keys()
    for name, kind in ours.items():
        for arguments, named in CALLS:
            expected = uses(theirs[name], arguments, named)
            assert uses(kind, arguments, named) == expected, (name, arguments, named)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_they_look_as_those_of_the_standard_library(options: dict[str, bool]) -> None:
    ours, theirs = classes(records, options), classes(dataclasses, options)
    for name, kind in ours.items():
        other = theirs[name]
        assert str(inspect.signature(kind)) == str(inspect.signature(other)), name
        assert kind.__match_args__ == other.__match_args__
        assert kind.__qualname__ == other.__qualname__
        assert getattr(kind, "__slots__", None) == getattr(other, "__slots__", None)
        assert hasattr(kind(*[1] * (name != "Empty")), "__dict__") == (name == "Child")
        found = [[(f.name, f.type, f.init, f.repr, f.compare) for f in g(kind)]
                 for g in (dataclasses.fields, records.fields)]  # fmt: skip
        assert found[0] == found[1]
        assert found[0] == [
            (f.name, f.type, f.init, f.repr, f.compare) for f in dataclasses.fields(other)
        ]
        assert kind.__dataclass_params__.frozen == options["frozen"]


def test_a_class_of_the_standard_library_may_be_derived_from_one() -> None:
    base = classes(records, {"frozen": True, "eq": True, "slots": True})["Plain"]
    derived = dataclasses.make_dataclass("derived", [("z", int, 4)], bases=(base,), frozen=True)
    assert [each.name for each in dataclasses.fields(derived)] == ["a", "b", "z"]
    assert repr(derived(1, z=5)) == "derived(a=1, b='b', z=5)"


@records.dataclass(frozen=True, slots=True)
class Kept:
    """At the top of a module, where pickle finds it."""

    a: int
    b: tuple[int, ...] = ()


def test_a_frozen_one_goes_through_a_pickle() -> None:
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(Kept(3, (4,)), protocol)) == Kept(3, (4,))


def test_one_without_slots_is_refused() -> None:
    with pytest.raises(TypeError, match="slots=True"):
        records.dataclass(frozen=True)


def test_one_that_contains_itself_is_shown() -> None:
    made = classes(records, {"frozen": False, "eq": True, "slots": True})["Plain"]
    value = made(1)
    value.b = value
    assert repr(value).endswith("(a=1, b=...)")


class Slow:
    """An object with a property that takes as long as its maker says."""

    def __init__(self, make: Callable[[], int]) -> None:
        self._make = make

    @records.cached_property
    def value(self) -> int:
        """A number."""
        return self._make()


def test_a_cached_property_is_made_once_and_kept() -> None:
    made: list[int] = []
    one = Slow(lambda: made.append(1) or len(made))  # type: ignore[func-returns-value]
    assert (one.value, one.value, vars(one)["value"], made) == (1, 1, 1, [1])
    assert Slow.__dict__["value"].__doc__ == "A number."


def test_a_child_does_not_wait_for_a_property_that_a_thread_of_its_parent_makes() -> None:
    entered, go_on = threading.Event(), threading.Event()

    def make() -> int:
        entered.set()
        go_on.wait(600)
        return 1

    slow = Slow(make)
    thread = threading.Thread(target=lambda: slow.value)
    thread.start()
    assert entered.wait(300)
    pid = os.fork()
    if not pid:
        signal.alarm(60)
        os._exit(Slow(lambda: 7).value)
    status = os.waitpid(pid, 0)[1]
    go_on.set()
    thread.join()
    assert status == 7 << 8

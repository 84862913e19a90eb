"""Replaced helpers: each that may be one, in compiled code and in the interpreter, called alike."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from progpack import Arg, Environment, MissingFeatureError, Object, ObjectSpec, RunError, load
from progpack.bpf.helpers.record import Helper
from progpack.bpf.helpers.replaced import Call
from progpack.bpf.helpers.table import HELPERS
from tests.jit.longest_calls import Case, cases, maps, packet_of

BACKENDS = ("compiled", "interpreter", "isolated")
#: Bytes of the areas that the calls work on, of the largest keys, and of the ring, which is the
#: smallest of an executable.
SIZE, KEY, RING = 64, 8, 1 << 16
#: Calls of each helper, with other maps and numbers.
CALLS = 1
PATTERN = b"\xa5\x5a\x01"


def tried_elsewhere(helper: Helper) -> bool:
    return bool(helper.irreplaceable) or Arg.DYNPTR in helper.args


@cache
def all_calls() -> dict[str, Case]:
    """A program for some calls of each helper that may be replaced, by name."""
    found: dict[str, Case] = {}
    counts: dict[int, int] = {}
    for case in cases(SIZE):
        number = counts[case.helper.id] = counts.get(case.helper.id, -1) + 1
        if number < CALLS and not case.fill and not tried_elsewhere(case.helper):
            name = f"{case.helper.name}_{number}"
            found[name] = replace(case, program=replace(case.program, name=name))
    return found


def everything() -> ObjectSpec:
    specs = {
        name: spec
        if spec.data or not spec.value_size
        else replace(spec, key_size=min(spec.key_size, KEY), value_size=min(spec.value_size, SIZE))
        for name, spec in maps(SIZE).items()
    }
    specs["ringbuf"] = replace(specs["ringbuf"], max_entries=RING)
    programs = {name: case.program for name, case in all_calls().items()}
    return ObjectSpec("all", "GPL", programs, specs)


@pytest.fixture(scope="module")
def objects() -> Iterator[list[Object]]:
    """The object on each backend, with all helpers replaced by themselves."""
    names = [case.helper.text_name for case in all_calls().values()]
    with ExitStack() as stack:
        yield [stack.enter_context(load_on(backend, replace=names)) for backend in BACKENDS]


def load_on(backend: str, **options: Any) -> Object:
    return load(everything(), backend=backend, environment=Environment.fixed(), **options)


def outcome(obj: Object, name: str, case: Case) -> object:
    try:
        result = obj.programs[name].run(packet_of(case))
    except RunError as error:
        return error.fault.kind, error.fault.pc, type(error.__cause__)
    return result.return_value, result.packet


def taken(obj: Object) -> list[Call]:
    calls = plain(obj.replaced.calls)
    obj.replaced.reset()
    return calls


def plain(calls: list[Call]) -> list[Call]:
    """Calls that can be compared: an exception is none but itself."""
    return [
        call if call.raised is None else replace(call, raised=None, result=repr(call.raised))
        for call in calls
    ]


def test_every_helper_can_be_replaced_but_for_those_that_say_why() -> None:
    """Timers and dynptrs have tests of their own."""
    tried = {case.helper.name for case in all_calls().values()}
    reasons = {row.name for row in HELPERS if tried_elsewhere(row)}
    timers = {"timer_init", "timer_start", "timer_cancel"}
    assert tried | reasons | timers == {row.name for row in HELPERS}


def test_functions_are_given_the_same_and_what_they_write_is_the_same(
    objects: list[Object],
) -> None:
    for name, case in all_calls().items():
        seen: list[Any] = []

        def function(*arguments: Any, seen: list[Any] = seen) -> int:
            seen.append([bytes(a) if isinstance(a, memoryview) else type(a) for a in arguments])
            for argument in arguments:
                if isinstance(argument, memoryview) and not argument.readonly:
                    argument[: len(PATTERN)] = PATTERN[: len(argument)]
            return -7

        helper = case.helper.text_name
        pointer = case.helper.returns.name != "NUMBER"
        results = []
        for obj in objects:
            with obj.replaced.using(**{helper: function}) as calls:
                results.append((outcome(obj, name, case), plain(calls)))
        assert results[0] == results[1] == results[2], name
        if pointer:
            assert results[0][0][2] is ValueError  # type: ignore[index] # -7 is no address
        else:
            call = results[0][1][-1]
            assert call.result == -7
            for arg, value in zip(sizeless(case), call.after, strict=True):
                if arg.writes and isinstance(value, bytes) and value:
                    assert value.startswith(PATTERN[: len(value)])


def sizeless(case: Case) -> list[Arg]:
    return [arg for arg in case.helper.args if arg is not Arg.SIZE]


def test_watched_helpers_do_what_they_do(objects: list[Object]) -> None:
    with load_on("compiled") as other:
        expected = {name: outcome(other, name, case) for name, case in all_calls().items()}
    calls = []
    for watched in objects:
        taken(watched)
        for name, case in all_calls().items():
            assert outcome(watched, name, case) == expected[name], name
        calls.append(taken(watched))
    for compiled, interpreted, isolated in zip(*calls, strict=True):
        assert compiled == interpreted
        assert isolated == interpreted


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("row", [row for row in HELPERS if row.irreplaceable], ids=str)
def test_what_cannot_be_replaced_says_why(backend: str, row: Any) -> None:
    with pytest.raises(MissingFeatureError, match=rf"bpf_{row.name} cannot be replaced: \w+"):
        load(ObjectSpec("o", "GPL", {}, {}), backend=backend, replace={row.text_name: 1})

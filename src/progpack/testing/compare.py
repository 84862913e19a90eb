"""Each input on two backends: ``pytest --bpf-compare=compiled,kernel``.

A part of the plugin `progpack.testing`. A test gets both objects as one: what it does to one it
does to both, and the first difference in what they answer fails it. After each run the maps are
compared too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest

from progpack.errors import ProgpackError, RunError
from progpack.testing.backends import check_backends

__all__ = ["Both", "compared_backends"]

_PLAIN: Final = (int, float, str, bytes, type(None))
#: Bytes of a field that may be an address.
_ADDRESS: Final = 8
_RUNS: Final = ("run", "run_batch", "run_timers", "advance")
#: What may differ: where code is and how long it takes.
_OWN: Final = frozenset(
    {"duration_ns", "durations_ns", "place", "code", "entry", "serial", "token"}
    | {"spec", "backend", "abilities", "environment", "notes"}
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.getgroup("progpack", "tests of BPF programs").addoption(
        "--bpf-compare",
        metavar="A,B",
        default=None,
        help="run each input of the tests of BPF programs on two backends, and fail on the first "
        "difference in verdict, packet, context or maps",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Refuse what are not two backends before a test runs."""
    check_backends(compared_backends(config) or (), "--bpf-compare")


def compared_backends(config: pytest.Config) -> tuple[str, str] | None:
    """Return the two backends that are compared, or None."""
    text: str | None = config.getoption("bpf_compare")
    if text is None:
        return None
    names = text.split(",")
    if len(names) != 2 or names[0] == names[1]:
        raise pytest.UsageError(f"--bpf-compare takes two backends, A,B, not {text!r}")
    return names[0], names[1]


class Both:
    """Two things of one kind, on two backends, that are used as one.

    Args:
        things: of the first backend and of the second.
        backends: their names.
        what: what they are, for messages.
        objects: the two objects that they belong to; without them the things themselves.
    """

    def __init__(
        self,
        things: tuple[Any, Any],
        backends: tuple[str, str],
        what: str,
        objects: tuple[Any, Any] | None = None,
    ) -> None:
        self.things = things
        self._backends = backends
        self._what = what
        self._objects = objects or things

    def _same(self, answers: tuple[Any, Any], what: str) -> Any:
        """The answer of both.

        Raises:
            AssertionError: they differ; the message says in what.
        """
        first, second = answers
        if isinstance(first, _PLAIN) and isinstance(second, _PLAIN):
            if first != second:
                raise AssertionError(self._difference(first, second, what))
            return first
        if isinstance(first, list | tuple) and isinstance(second, list | tuple):
            self._same((len(first), len(second)), f"{what}, its length")
            parts = [
                self._same(pair, f"{what}[{at}]")
                for at, pair in enumerate(zip(first, second, strict=True))
            ]
            return type(first)(parts) if type(first) in (list, tuple) else tuple(parts)
        if type(first) is type(second) and first == second:
            return first
        return Both(answers, self._backends, what, self._objects)

    def _difference(self, first: object, second: object, what: str) -> str:
        one, two = self._backends
        text = f"{what} differs: {_shown(first)} on {one}, {_shown(second)} on {two}"
        if isinstance(first, bytes) and isinstance(second, bytes):
            at = next(
                (n for n, pair in enumerate(zip(first, second, strict=False)) if len({*pair}) > 1),
                min(len(first), len(second)),
            )
            text += f", from byte {at} on"
        return text

    def _on_both(self, call: Callable[[Any, int], Any], what: str) -> Any:
        answers: list[Any] = []
        for number, thing in enumerate(self.things):
            try:
                answers.append(call(thing, number))
            except (ProgpackError, LookupError) as error:
                answers.append(error)
        first, second = answers
        failed = [isinstance(answer, Exception) for answer in answers]
        if not any(failed):
            return self._same((first, second), what)
        if all(failed):
            self._same((_kind(first), _kind(second)), f"the error of {what}")
            raise first
        raise AssertionError(self._difference(_outcome(first), _outcome(second), what))

    def _compare_maps(self) -> None:
        from progpack.run.coverage import without_counters

        one, two = self._objects
        for name in without_counters(one.maps):
            pair = one.maps[name], two.maps[name]
            if all(hasattr(each, "elements") and hasattr(each, "keys") for each in pair):
                kept = tuple(sorted(each.elements()) for each in pair)
                self._same((kept[0], kept[1]), f"map {name}")

    def __getattr__(self, name: str) -> Any:
        first, second = (getattr(thing, name) for thing in self.things)
        what = f"{self._what}.{name}"
        if name in _OWN:
            return first
        if not callable(first):
            return self._same((first, second), what)
        methods = (first, second)

        def call(*args: Any, **options: Any) -> Any:
            def one(_: Any, number: int) -> Any:
                return methods[number](
                    *(_side(each, number) for each in args),
                    **{key: _side(value, number) for key, value in options.items()},
                )

            answer = self._on_both(one, what)
            if name in _RUNS:
                answer = self._check_run(answer, what)
                self._compare_maps()
            return answer

        return call

    def _check_run(self, answer: Any, what: str) -> Any:
        """Compare all that a run leaves, looked at or not; return the first one's result."""
        if not isinstance(answer, Both):
            return answer
        results = answer.things
        for field in getattr(results[0], "__match_args__", ()):
            if field not in _OWN:
                first, second = (self._left(getattr(each, field), field) for each in results)
                self._same((first, second), f"{what}: {field}")
        return results[0]

    def _left(self, value: Any, field: str) -> Any:
        """The value that a run left, without addresses, which no two backends share."""
        if field != "context":
            return value
        from progpack.bpf.context.build import fields_of, layout
        from progpack.bpf.context.fields import ADDRESSES

        program = self.things[0]
        widths = {each.name: each.size for each in layout(program.type).fields}
        order = self._objects[0].spec.byteorder
        return [
            (name, number)
            for name, number in fields_of(program.type, value, order).items()
            if name not in ADDRESSES and widths.get(name, 0) < _ADDRESS
        ]

    def __enter__(self) -> Any:
        first, second = (thing.__enter__() for thing in self.things)
        if (first, second) == self.things:
            return self
        # What is entered may grow in the block, so that it is compared when it is looked at.
        return Both((first, second), self._backends, f"with {self._what}", self._objects)

    def __exit__(self, *exc: object) -> None:
        for thing in reversed(self.things):
            thing.__exit__(*exc)

    def __getitem__(self, key: Any) -> Any:
        return self._on_both(
            lambda thing, number: thing[_side(key, number)], f"{self._what}[{_shown(key)}]"
        )

    def __setitem__(self, key: Any, value: Any) -> None:
        def put(thing: Any, number: int) -> None:
            thing[_side(key, number)] = _side(value, number)

        self._on_both(put, f"{self._what}[{_shown(key)}] = ...")

    def __delitem__(self, key: Any) -> None:
        def remove(thing: Any, number: int) -> None:
            del thing[_side(key, number)]

        self._on_both(remove, f"del {self._what}[{_shown(key)}]")

    def __iter__(self) -> Iterator[Any]:
        first, second = (list(thing) for thing in self.things)
        if all(isinstance(key, bytes | str | int) for key in (*first, *second)):
            # Hash maps have no order that two backends share.
            self._same((sorted(first), sorted(second)), f"the keys of {self._what}")
            return iter(first)
        return iter(self._same((first, second), f"the elements of {self._what}"))

    def __len__(self) -> int:
        length: int = self._on_both(lambda thing, _: len(thing), f"the length of {self._what}")
        return length

    def __contains__(self, key: Any) -> bool:
        return bool(
            self._on_both(
                lambda thing, number: _side(key, number) in thing,
                f"{_shown(key)} in {self._what}",
            )
        )

    def __repr__(self) -> str:
        return f"<{self._what} on {' and '.join(self._backends)}>"


def _side(value: Any, number: int) -> Any:
    return value.things[number] if isinstance(value, Both) else value


def _kind(error: Exception) -> str:
    """The text by which two errors are compared: of a run's fault its kind and place."""
    if isinstance(error, RunError):
        return f"{error.fault.kind.name} at slot {error.fault.pc} of {error.fault.program}"
    return type(error).__name__


def _outcome(answer: object) -> str:
    if isinstance(answer, Exception):
        return f"{type(answer).__name__} ({answer})"
    return _shown(answer)


def _shown(value: object) -> str:
    if isinstance(value, bytes):
        return f"{value[:64].hex(' ')}{' ...' if len(value) > 64 else ''}"
    return repr(value)[:200]

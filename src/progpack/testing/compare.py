"""Each input on two backends: ``pytest --bpf-compare=compiled,kernel``.

A part of the plugin `progpack.testing`. A test gets both objects as one: what it does to one it
does to both, and the first difference in what they answer fails it. After each run the maps are
compared too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import pytest

from progpack.errors import MissingFeatureError, ProgpackError, RunError
from progpack.testing.backends import check_backends
from progpack.testing.comparing.refused import (
    PROPERTY,
    accept_refusal,
    forget_refused,
    refused_inputs,
    summary,
)

if TYPE_CHECKING:
    from progpack.bpf.context.fields import Field
    from progpack.bpf.maps.spec import MapSpec
    from progpack.testing.comparing.clocks import Clocks

__all__ = ["Both", "compared_backends"]

_PLAIN: Final = (int, float, str, bytes, type(None))
_RUNS: Final = ("run", "run_batch", "run_timers", "advance")
#: What may differ: where code is and how long it takes.
_OWN: Final = frozenset(
    {
        "duration_ns",
        "durations_ns",
        "told_fields",
        "cpus",
        "place",
        "code",
        "entry",
        "serial",
        "token",
    }
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


def pytest_runtest_setup() -> None:
    """Forget which inputs of the test before were not compared."""
    forget_refused()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Note with the test which of its inputs were not compared."""
    if call.when == "call":
        item.user_properties += [(PROPERTY, reason) for reason in refused_inputs()]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell which inputs were not compared."""
    outcomes = ("passed", "failed", "skipped", "xfailed", "xpassed")
    reports = [each for name in outcomes for each in terminalreporter.getreports(name)]
    lines = summary(reports)
    if lines:
        terminalreporter.section("inputs that were not compared")
        for line in lines:
            terminalreporter.write_line(line)


def compared_backends(config: pytest.Config) -> tuple[str, str] | None:
    """Return the two backends that are compared, or None."""
    text: str | None = config.getoption("bpf_compare")
    if text is None:
        return None
    names = text.split(",")
    if len(names) != 2 or names[0] == names[1]:
        raise pytest.UsageError(f"--bpf-compare takes two backends, A,B, not {text!r}")
    return names[0], names[1]


@dataclass(frozen=True, slots=True)
class _Objects:
    """The two objects that runs are compared of.

    Attributes:
        objects: on the first backend and on the second.
        clocks: of their environments.
    """

    objects: tuple[Any, Any]
    clocks: Clocks


def _early(spec: MapSpec) -> str:
    """Return a remark about a map of which a kernel gives up elements before it must."""
    if not spec.type.traits.evicts:
        return ""
    return f" ({spec.type.name}: a kernel gives up elements before it is full)"


class Both:
    """Two things of one kind, on two backends, that are used as one.

    Args:
        things: of the first backend and of the second.
        backends: their names.
        what: what they are, for messages.
        of: the clocks and objects that they belong to; without them the things are the objects.
    """

    def __init__(
        self,
        things: tuple[Any, Any],
        backends: tuple[str, str],
        what: str,
        of: _Objects | None = None,
    ) -> None:
        self.things = things
        self._backends = backends
        self._what = what
        self._of = of or _Objects(things, _clocks_of(things))

    def _same(self, answers: tuple[Any, Any], what: str) -> Any:
        """The answer of both.

        Raises:
            AssertionError: they differ; the message says in what.
        """
        first, second = answers
        if isinstance(first, _PLAIN) and isinstance(second, _PLAIN):
            if first != second and not self._of.clocks.are_alike(first, second):
                raise AssertionError(self._difference(first, second, what))
            return first
        if isinstance(first, list | tuple) and isinstance(second, list | tuple):
            first, second = self._without_idle(first, second)
            self._same((len(first), len(second)), f"{what}, its length")
            parts = [
                self._same(pair, f"{what}[{at}]")
                for at, pair in enumerate(zip(first, second, strict=True))
            ]
            return type(first)(parts) if type(first) in (list, tuple) else tuple(parts)
        if type(first) is type(second) and first == second:
            return first
        return Both(answers, self._backends, what, self._of)

    def _without_idle(self, first: Any, second: Any) -> tuple[Any, Any]:
        """Two sequences, without the CPUs that one of the backends alone has."""
        if len(first) == len(second):
            return first, second
        from progpack.testing.comparing.cpus import cpus_of, without_idle

        return without_idle((first, second), cpus_of(self._of.objects))

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
        taken = accept_refusal((first, second), self._of.objects)
        if taken is not None:
            return taken
        self._skip_what_is_missing((first, second))
        failed = [isinstance(answer, Exception) for answer in answers]
        if not any(failed):
            return self._same((first, second), what)
        if all(failed):
            self._same((_kind(first), _kind(second)), f"the error of {what}")
            raise first
        raise AssertionError(self._difference(_outcome(first), _outcome(second), what))

    def _skip_what_is_missing(self, answers: tuple[Any, Any]) -> None:
        """Skip the test at what one backend is not able to do, as a test on that backend skips."""
        missing = [answer for answer in answers if isinstance(answer, MissingFeatureError)]
        if len(missing) == 1:
            pytest.skip(str(missing[0]))

    def _compare_maps(self) -> None:
        from progpack.run.coverage import without_counters

        one, two = self._of.objects
        for name in without_counters(one.maps):
            pair = one.maps[name], two.maps[name]
            if all(hasattr(each, "elements") and hasattr(each, "keys") for each in pair):
                kept = tuple(sorted(each.elements()) for each in pair)
                self._same((kept[0], kept[1]), f"map {name}{_early(one.spec.maps[name])}")

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
                answer = self._check_run(answer, what, args, options)
                self._compare_maps()
            return answer

        return call

    def _check_run(
        self, answer: Any, what: str, args: tuple[Any, ...], options: dict[str, Any]
    ) -> Any:
        """Compare all that a run leaves, looked at or not; return the first one's result."""
        from progpack.testing.comparing.targets import TARGET, tells_targets

        if not isinstance(answer, Both):
            return answer
        results = answer.things
        for field in getattr(results[0], "__match_args__", ()):
            if field == TARGET and not tells_targets(self._of.objects):
                continue
            if field == "context":
                self._check_context((results[0], results[1]), what, args, options)
            elif field not in _OWN:
                first, second = (getattr(each, field) for each in results)
                try:
                    self._same_field((first, second), f"{what}: {field}")
                except AssertionError as error:
                    if field != "return_value":
                        raise
                    raise AssertionError(f"{error}{self._line(None, args, options)}") from None
        return results[0]

    def _same_field(self, answers: tuple[Any, Any], what: str) -> None:
        """Compare a field of two results; records are the same where all in them is."""
        same = self._same(answers, what)
        if any(isinstance(part, Both) for part in (same if type(same) is tuple else (same,))):
            raise AssertionError(self._difference(*answers, what))

    def _line(self, field: Field | None, args: tuple[Any, ...], options: dict[str, Any]) -> str:
        """The line that wrote a field of the context, or the result, last."""
        from progpack.testing.comparing.lines import context_field, line_that_changed, result

        look = result if field is None else context_field(field)
        one = self._of.objects[0]
        return line_that_changed(one, self.things[0].name, look, *args, **options)

    def _check_context(
        self,
        results: tuple[Any, Any],
        what: str,
        args: tuple[Any, ...],
        options: dict[str, Any],
    ) -> None:
        """Compare the fields that both backends tell, each by its name."""
        from progpack.bpf.context.build import fields_of
        from progpack.testing.comparing.contexts import comparable_bytes, comparable_fields

        program = self.things[0]
        contexts = [result.context for result in results]
        order = self._of.objects[0].spec.byteorder
        one, two = (fields_of(program.type, context, order) for context in contexts)
        for field in comparable_fields((self.things[0], self.things[1])):
            pair = one.get(field.name), two.get(field.name)
            try:
                self._same(pair, f"{what}: the context's field {field.name}")
            except AssertionError as error:
                raise AssertionError(f"{error}{self._line(field, args, options)}") from None
        whole = [comparable_bytes(program, context) for context in contexts]
        self._same((whole[0], whole[1]), f"{what}: the context")

    def __enter__(self) -> Any:
        first, second = (thing.__enter__() for thing in self.things)
        if (first, second) == self.things:
            return self
        # What is entered may grow in the block, so that it is compared when it is looked at.
        return Both((first, second), self._backends, f"with {self._what}", self._of)

    def __exit__(self, *exc: object) -> None:
        for thing in reversed(self.things):
            thing.__exit__(*exc)

    def __getitem__(self, key: Any) -> Any:
        return self._on_both(
            lambda thing, number: thing[_side(key, number)], f"{self._what}[{_shown(key)}]"
        )

    def __setitem__(self, key: Any, value: Any) -> None:
        def put(thing: Any, number: int) -> None:
            thing[_side(key, number)] = self._fit(_side(value, number), thing)

        self._on_both(put, f"{self._what}[{_shown(key)}] = ...")

    def _fit(self, value: Any, thing: Any) -> Any:
        """A value for one of the two; that of a map of values of each CPU has its parts."""
        cpus, given = (getattr(each, "cpus", None) for each in (thing, self.things[0]))
        if cpus is None or given is None:
            return value
        from progpack.testing.comparing.cpus import fit_parts

        return fit_parts(value, given, cpus, thing.spec.value_size)

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


def _clocks_of(objects: tuple[Any, Any]) -> Clocks:
    """The clocks of two objects that have just been loaded."""
    from progpack.testing.comparing.clocks import Clocks

    return Clocks(objects)


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

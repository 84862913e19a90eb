"""Replaced helpers: functions of a test in place of helpers and kernel functions, and their calls.

A load with ``replace=`` has each call of such a helper go to another number, whose row has the same
arguments and effects. So a call is checked as ever before the function sees it, and programs that
replace nothing stay as they are. The function of a number is the program's
(`ProgramSpec.replaced`): two objects may replace one helper by different functions.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from operator import index
from typing import Any, Final, TypeAlias

from progpack.bpf.helpers.arguments import Copies, Memory, arguments, recorded, recorded_result
from progpack.bpf.helpers.custom import CustomHelper, release
from progpack.bpf.helpers.record import Helper, Returns
from progpack.bpf.spec import ObjectSpec, ProgramSpec
from progpack.errors import MissingFeatureError, UsageError
from progpack.integers import shorten
from progpack.names import unknown_name
from progpack.records import dataclass

__all__ = [
    "Behaviour",
    "Call",
    "Place",
    "Replaced",
    "Replacement",
    "original",
    "place_of",
    "replaced_in",
]

#: What stands in place of a helper: a function of its arguments, a result, an exception to raise,
#: or a sequence of results and exceptions, one for each call.
Behaviour: TypeAlias = "Callable[..., Any] | int | BaseException | Iterable[Any] | None"

_LEAST: Final = -(1 << 63)
_PAST: Final = 1 << 64
_U64: Final = _PAST - 1
_SIGN: Final = 63


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a call.

    Attributes:
        program: name of the program.
        pc: slot of the instruction.
        line: ``file:line: text`` of the source, None where that is not known.
    """

    program: str
    pc: int
    line: str | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One call of a replaced helper.

    An argument is an int (64 bits unsigned), the bytes of memory, the name of a map, or None for a
    null pointer; of the context, an object, a timer or a lock there is the kind alone (`Arg.CTX`).
    Sizes are those of the bytes and have no place of their own.

    Attributes:
        name: name of the helper, as ``bpf_ktime_get_ns``.
        args: the arguments as the program gave them.
        after: the arguments after the call: memory as the function left it.
        result: the result, signed; of a helper that gives the address of a value the bytes of
            that, or the name of the map that is the value, or None for null.
        raised: what the function raised, which ended the run; None where it returned.
        program: name of the program that called.
        pc: slot of the call.
        line: ``file:line: text`` of the call, None where the source is not known.
    """

    name: str
    args: tuple[object, ...]
    after: tuple[object, ...]
    result: int | bytes | str | None
    raised: BaseException | None
    program: str
    pc: int
    line: str | None


def place_of(program: ProgramSpec, pc: int) -> Place:
    """Return the place of a call in a program."""
    return Place(program.name, pc, program.line_at(pc))


class _Originals(threading.local):
    """The calls of this thread that are under way, the innermost last."""

    def __init__(self) -> None:
        self.under_way: list[Callable[[], int]] = []


_originals = _Originals()


def original(*_: object) -> int:
    """Call the helper that is replaced, as the program called it; what it returned, 64 bits.

    It is for functions that replace a helper, while they are called. In place of such a function
    it records the calls and changes nothing.

    Raises:
        UsageError: no function that replaces a helper is called here, or what it replaces is not
            there to be called.
    """
    if not _originals.under_way:
        raise UsageError(
            "progpack.original() calls the helper that a function replaces, while that function "
            "is called: no replaced helper is called here"
        )
    return _originals.under_way[-1]()


class Replacement:
    """A helper that is replaced in one object: what stands in its place, and its calls.

    Args:
        custom: the helper that calls go to, of `progpack.bpf.helpers.custom.replaced`.
        behaviour: see `behaviour`.

    Attributes:
        custom: the helper that calls go to.
        calls: its calls, the oldest first.

    Raises:
        UsageError: the behaviour is of no kind that can be one.
        MissingFeatureError: what is replaced cannot be called, so that it cannot be only watched.
    """

    def __init__(self, custom: CustomHelper, behaviour: Behaviour) -> None:
        self.custom = custom
        self.calls: list[Call] = []
        self._heard: tuple[list[Call], ...] = (self.calls,)
        self._behaviour: Behaviour = None
        self._values: Iterator[Any] | None = None
        self._count = 0
        self.behaviour = behaviour

    def __repr__(self) -> str:
        return f"<replaced {self.name}: {len(self.calls)} calls>"

    @property
    def name(self) -> str:
        """The helper's name, as ``bpf_ktime_get_ns``."""
        return self.custom.helper.text_name

    @property
    def row(self) -> Helper:
        """The helper that is replaced."""
        assert self.custom.row is not None
        return self.custom.row

    @property
    def callable(self) -> bool:
        """Whether the helper itself can be called by `original`."""
        return self.row.native is not None or self.custom.added is not None

    @property
    def behaviour(self) -> Behaviour:
        """The function or value in place of the helper; it may be changed at any time."""
        return self._behaviour

    @behaviour.setter
    def behaviour(self, behaviour: Behaviour) -> None:
        single = behaviour is None or callable(behaviour) or hasattr(behaviour, "__index__")
        if behaviour is original and not self.callable:
            raise MissingFeatureError(
                f"{self.name} is not there to be called by original(): replace it by a function"
            )
        values = None
        if not (single or isinstance(behaviour, BaseException)):
            values = self._iterator(behaviour)
        self._behaviour, self._values, self._count = behaviour, values, 0

    def _iterator(self, behaviour: object) -> Iterator[Any]:
        text = isinstance(behaviour, str | bytes | bytearray | memoryview | Mapping)
        if text or not isinstance(behaviour, Iterable):
            raise UsageError(
                f"{self.name} is replaced by a function, a number, None, an exception or a "
                f"sequence of these, not by {shorten(behaviour)}"
            )
        return iter(behaviour)

    def hear(self, calls: list[Call]) -> None:
        """Put its calls into another list as well."""
        self._heard = (*self._heard, calls)

    @contextmanager
    def used(self, behaviour: Behaviour, calls: list[Call]) -> Iterator[None]:
        """A context in which something else is in its place, and calls go to a list as well."""
        before = self._behaviour, self._values, self._count
        self.behaviour = behaviour
        self.hear(calls)
        try:
            yield
        finally:
            self._behaviour, self._values, self._count = before
            self._heard = tuple(heard for heard in self._heard if heard is not calls)

    def played(self, calls: Iterable[Call]) -> Replacement:
        """Return one of its own that gives once more what calls gave, and then null.

        Args:
            calls: calls of this one, the oldest first.
        """
        left = iter(tuple(calls))

        def play(*arguments: object) -> int | None:
            call = next(left, None)
            if call is None:
                return None
            if call.raised is not None:
                raise RuntimeError("the call raised")  # its own would get another traceback
            for argument, after in zip(arguments, call.after, strict=True):
                if isinstance(argument, memoryview) and not argument.readonly:
                    argument[:] = bytes(after)  # type: ignore[call-overload] # it was memory
            if self.row.returns is Returns.NUMBER or call.result is None:
                return call.result  # type: ignore[return-value] # a number
            return original()

        return Replacement(self.custom, play)

    def call(
        self, memory: Memory, r: Sequence[int], call_original: Callable[[], int], place: Place
    ) -> int:
        """Call what stands in place of the helper, and record the call.

        Args:
            memory: memory of the program.
            r: r0 to r5; the arguments have been checked.
            call_original: calls the helper itself.
            place: the place of the call.

        Returns:
            r0, 64 bits unsigned.

        Raises:
            BaseException: what the function raised.
            TypeError, ValueError: what it returned is no result of this helper.
        """
        given: list[int] = []

        copies = Copies(memory)

        def called() -> int:
            copies.settle()
            given.append(call_original() & _U64)
            copies.take_again()
            return given[-1]

        before = recorded(self.row, memory, r)
        value = 0
        raised: BaseException | None = None
        try:
            value = self._answer(copies, r, called, given)
        except BaseException as error:
            raised = error
            raise
        finally:
            self._note(memory, r, before, value, raised, place)
        return value

    def _answer(
        self, copies: Copies, r: Sequence[int], called: Callable[[], int], given: list[int]
    ) -> int:
        if self._behaviour is original:
            return called()
        _originals.under_way.append(called)
        try:
            return self._number(self._said(copies, r), given)
        finally:
            _originals.under_way.pop()

    def _said(self, copies: Copies, r: Sequence[int]) -> object:
        behaviour = self._behaviour if self._values is None else self._next(self._values)
        if isinstance(behaviour, BaseException) or (
            isinstance(behaviour, type) and issubclass(behaviour, BaseException)
        ):
            raise behaviour
        if not callable(behaviour):
            return behaviour
        values = arguments(self.row, copies, r)
        try:
            return behaviour(*values)
        finally:
            copies.settle()
            release(values)

    def _next(self, values: Iterator[Any]) -> Any:
        self._count += 1
        for value in values:
            return value
        raise IndexError(
            f"call {self._count} of {self.name}, and there are values for {self._count - 1}"
        )

    def _number(self, said: object, given: Collection[int]) -> int:
        """Return r0 for what a function returned."""
        if said is None:
            return 0
        if not hasattr(said, "__index__"):
            shown = shorten(said)
            raise TypeError(f"what replaces {self.name} returned {shown}, which is no number")
        value = index(said)
        if not _LEAST <= value < _PAST:
            shown = shorten(value)
            raise ValueError(f"what replaces {self.name} returned {shown}: r0 has 64 bits")
        value &= _U64
        if value and self.row.returns is not Returns.NUMBER and value not in given:
            raise ValueError(
                f"{self.name} returns an address, so what replaces it returns None or what "
                f"original() returned, not {value:#x}"
            )
        return value

    def _note(
        self,
        memory: Memory,
        r: Sequence[int],
        before: tuple[object, ...],
        value: int,
        raised: BaseException | None,
        place: Place,
    ) -> None:
        changed = raised is None and self.row.writes_arguments
        after = recorded(self.row, memory, r) if changed else before
        result = None if raised is not None else self._result(memory, r, value)
        call = Call(
            *(self.name, before, after, result, raised), *(place.program, place.pc, place.line)
        )
        for calls in self._heard:
            calls.append(call)

    def _result(self, memory: Memory, r: Sequence[int], value: int) -> int | bytes | str | None:
        if self.row.returns is Returns.NUMBER:
            return value - _PAST if value >> _SIGN else value
        return recorded_result(self.row, memory, r, value) if value else None


class Replaced(Mapping[str, Replacement]):
    """The replaced helpers of an object, by name.

    Args:
        replacements: them.

    Attributes:
        calls: the calls of all of them, the oldest first.
    """

    def __init__(self, replacements: Iterable[Replacement] = ()) -> None:
        self._by_name = {replacement.name: replacement for replacement in replacements}
        self.calls: list[Call] = []
        for replacement in self._by_name.values():
            replacement.hear(self.calls)

    def __getitem__(self, name: str) -> Replacement:
        replacement = self._by_name.get(name) or self._by_name.get(f"bpf_{name}")
        if replacement is None:
            raise unknown_name("load() was not told to replace", name, self._by_name)
        return replacement

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_name)

    def __len__(self) -> int:
        return len(self._by_name)

    def __repr__(self) -> str:
        return f"<replaced: {', '.join(self._by_name) or 'nothing'}>"

    def reset(self) -> None:
        """Forget the calls so far."""
        self.calls.clear()
        for replacement in self._by_name.values():
            replacement.calls.clear()

    @contextmanager
    def using(self, **behaviours: Behaviour) -> Iterator[list[Call]]:
        """Put something else in place of helpers for a ``with`` statement; gives their calls there.

        Args:
            behaviours: by name of a helper that ``load(replace=)`` named.

        Raises:
            UnknownNameError: ``load(replace=)`` did not name it.
            UsageError, MissingFeatureError: as for `Replacement`.
        """
        chosen = [(self[name], behaviour) for name, behaviour in behaviours.items()]
        calls: list[Call] = []
        with ExitStack() as stack:
            for replacement, behaviour in chosen:
                stack.enter_context(replacement.used(behaviour, calls))
            yield calls


def replaced_in(spec: ObjectSpec) -> Replaced:
    """Return the replaced helpers of an object."""
    found = (each for program in spec.programs.values() for each in program.replaced.values())
    return Replaced(dict.fromkeys(found))

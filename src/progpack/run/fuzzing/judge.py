"""Whether a program breaks on packets: in a fault, by a property, or on one backend alone."""

from __future__ import annotations

import importlib.util
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final, Literal, cast

from progpack.bpf.context.build import fields_of
from progpack.bpf.context.verdict import verdict
from progpack.bpf.coverage import is_counters
from progpack.bpf.environment import Environment
from progpack.bpf.isa.limits import DEFAULT_BUDGET
from progpack.bpf.outcome import RunResult
from progpack.bpf.spec import ObjectSpec
from progpack.errors import RunError, UsageError
from progpack.records import dataclass, field
from progpack.run.load import load
from progpack.run.object import Object

__all__ = ["Case", "Finding", "Judge", "Property", "property_of"]

#: Fields of contexts that are addresses, which differ between backends.
_ADDRESSES: Final = frozenset({"data", "data_end", "data_meta"})
_WORD: Final = 8


@dataclass(frozen=True, slots=True)
class Case:
    """One run, as a property sees it.

    Attributes:
        packet: the packet that the program was given.
        left: the packet as it left it.
        return_value: r0, 64 bits unsigned.
        verdict: its meaning, as ``XDP_DROP``.
        maps: the maps of the object, by name, after the run.
    """

    packet: bytes
    left: bytes
    return_value: int
    verdict: str
    maps: Mapping[str, Any] = field(repr=False)


#: Returns False or raises AssertionError where a run is not as it must be.
Property = Callable[[Case], object]


@dataclass(frozen=True, slots=True)
class Finding:
    """A program that breaks on packets.

    Attributes:
        kind: ``fault``, ``difference`` (between two backends) or ``property``.
        key: what tells it from others: the fault's kind and place, or what differs.
        message: the sentence about it.
        packets: the packets in order, the last one breaks it; the others have to come before.
        reproduced: whether they break it on fresh maps; else more ran before than is known.
    """

    kind: Literal["fault", "difference", "property"]
    key: str
    message: str
    packets: tuple[bytes, ...] = field(repr=False)
    reproduced: bool = True


class Judge:
    """Runs packets on objects that are loaded for it, and says how a program breaks.

    Args:
        spec: the object.
        program: name of the program.
        prepare: fills the maps of an object that was loaded.
        backend: a second backend that has to do the same, None for none.
        rule: what has to be true of each run, None for nothing.
        budget: taken backward jumps and calls of a run.
    """

    def __init__(
        self,
        spec: ObjectSpec,
        program: str,
        prepare: Callable[[Object], None] = lambda obj: None,
        *,
        backend: str | None = None,
        rule: Property | None = None,
        budget: int = DEFAULT_BUDGET,
    ) -> None:
        self.spec, self.program, self.prepare = spec, program, prepare
        self.backend, self.rule = backend, rule
        self.budget = budget

    def load(self, backend: str = "compiled", *, coverage: bool = False) -> Object:
        """Load the object anew, in a world that is the same each time."""
        obj = load(
            self.spec,
            backend=backend,
            programs=[self.program],
            environment=Environment.fixed(),
            coverage=coverage,
        )
        self.prepare(obj)
        return obj

    def judge(self, packets: Sequence[bytes]) -> Finding | None:
        """Run packets in order on fresh maps; the first break, None when there is none."""
        with ExitStack() as objects:
            one = objects.enter_context(self.load())
            other = None if self.backend is None else objects.enter_context(self.load(self.backend))
            for number, packet in enumerate(packets):
                finding = self.compare(one, other, packet)
                if finding is not None:
                    kind, key, message = finding
                    return Finding(kind, key, message, tuple(packets[: number + 1]))
        return None

    def compare(
        self, one: Object, other: Object | None, packet: bytes
    ) -> tuple[Literal["fault", "difference", "property"], str, str] | None:
        """Run one packet; how the program breaks: kind, key and message."""
        first = _outcome(one, self.program, packet, self.budget)
        if isinstance(first, RunError):
            return "fault", key_of(first), str(first)
        if self.rule is not None:
            broken = broken_property(self.rule, case_of(one, self.program, packet, first))
            if broken is not None:
                return "property", "property", broken
        if other is None:
            return None
        second = _outcome(other, self.program, packet, self.budget)
        what = _difference(one, other, self.program, first, second)
        if what is None:
            return None
        return "difference", what.partition(":")[0], f"{what} ({one.backend}, {other.backend})"


def key_of(error: RunError) -> str:
    """Return what tells a fault from others: its kind and place."""
    fault = error.fault
    return f"{fault.kind.name} at slot {fault.pc} of {fault.program}"


def case_of(obj: Object, program: str, packet: bytes, result: RunResult) -> Case:
    """Return a run as a property sees it."""
    meaning = verdict(obj.programs[program].type, result.return_value)
    return Case(packet, result.packet, result.return_value, meaning, obj.maps)


def broken_property(rule: Property, case: Case) -> str | None:
    """Return why a property is not true of a run; None when it is.

    Raises:
        UsageError: the property itself has an error: it raised something else than AssertionError.
    """
    name = getattr(rule, "__name__", "property")
    run = f"{case.verdict}, {len(case.packet)} bytes"
    try:
        if rule(case) is not False:
            return None
        why = "it returned False"
    except AssertionError as error:
        why = str(error).partition("\n")[0] or "an assertion failed"
    except Exception as error:
        code = getattr(rule, "__code__", None)
        text = _described(error, code.co_filename if code else "")
        raise UsageError(f"property {name} raised {text}, after a run: {run}") from error
    return f"property {name}: {why} ({run})"


def property_of(text: str) -> Property:
    """Return the function that ``FILE.py:NAME`` names.

    Raises:
        UsageError: there is no such file or function, or the file cannot be imported.
    """
    path, _, name = text.rpartition(":")
    file = Path(path)
    if not path or not file.is_file():
        raise UsageError(f"a property is FILE.py:FUNCTION, and there is no file {path or text!r}")
    spec = importlib.util.spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None:
        raise UsageError(f"{path} is no file of Python")
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault(file.stem, module)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise UsageError(f"{path} cannot be imported: {_described(error, str(file))}") from error
    function = getattr(module, name, None)
    if not callable(function):
        raise UsageError(f"{path} has no function {name!r}")
    return cast(Property, function)


def _described(error: Exception, file: str) -> str:
    """Return an exception's name, the first line of its text, and its place in a file.

    The place is the last line of `file` in the traceback, or the last line at all where no line of
    `file` is there.
    """
    said = str(error).partition("\n")[0]
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.filename == file]
    last = (own or frames)[-1]
    path, line = last.filename, last.lineno
    if isinstance(error, SyntaxError):
        said, path, line = error.msg, error.filename or file, error.lineno
    return f"{type(error).__name__}{': ' if said else ''}{said} ({Path(path).name}:{line})"


def _outcome(obj: Object, program: str, packet: bytes, budget: int) -> RunResult | RunError:
    try:
        return obj.programs[program].run(packet, budget=budget)
    except RunError as error:
        return error


def _difference(
    one: Object, other: Object, program: str, first: RunResult, second: RunResult | RunError
) -> str | None:
    """Return in words how the outcomes of two backends differ; None when they are equal."""
    if isinstance(second, RunError):
        return f"end: a result, and {second}"
    kind, order = one.programs[program].type, one.programs[program].byteorder
    if first.return_value != second.return_value:
        meanings = (verdict(kind, each.return_value) for each in (first, second))
        return f"verdict: {' and '.join(meanings)}"
    if first.packet != second.packet:
        return f"packet: {first.packet[:64].hex()} and {second.packet[:64].hex()}"
    if first.redirect != second.redirect:
        return f"redirect: {first.redirect} and {second.redirect}"
    if first.tunnel != second.tunnel:
        return f"tunnel: {first.tunnel} and {second.tunnel}"
    fields, others = (fields_of(kind, each.context, order) for each in (first, second))
    for name, value in fields.items():
        if name not in _ADDRESSES and value != others.get(name):
            return f"field {name}: {value} and {others.get(name)}"
    return _map_difference(one, other)


def _map_difference(one: Object, other: Object) -> str | None:
    for name in one.maps:
        if is_counters(name) or not one.spec.maps[name].type.traits.values_given:
            continue
        if one.spec.maps[name].type.traits.per_cpu:
            continue  # of so many CPUs as a backend has
        if sorted(one.maps[name].elements()) != sorted(other.maps[name].elements()):
            return f"map {name}: other elements"
    return None

"""A run that ended in a fault, once more in the interpreter: the last lines before the fault."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from progpack.bpf.coverage import is_counters
from progpack.bpf.helpers.replaced import Call
from progpack.bpf.spec import ObjectSpec
from progpack.errors import ProgpackError, RunError
from progpack.fault import FaultKind
from progpack.records import replace
from progpack.run.stepping.lines import LineTrace, line_text
from progpack.run.stepping.locals import Locals

__all__ = ["LONG_FAULTS", "SECONDS_AGAIN", "Again", "copy_elements", "lines_of"]

#: Faults that come from outside, or after too long a time for the interpreter.
LONG_FAULTS: Final = (FaultKind.BUDGET, FaultKind.TIME, FaultKind.STOPPED)
#: Seconds that a run may take there.
SECONDS_AGAIN: Final = 5.0
_KEPT: Final = 8


def lines_of(trace: LineTrace, error: RunError, again: RunError) -> tuple[str, ...]:
    """Return the last lines of a trace as text, where the run ended in the same fault.

    Args:
        trace: the watcher of the run in the interpreter, which has ended.
        error: the fault that is told.
        again: the fault in the interpreter.
    """
    if (again.fault.kind, again.fault.pc) != (error.fault.kind, error.fault.pc):
        return ()
    return tuple(line_text(line) for line in trace.last)


def copy_elements(source: Any, target: Any, spec: ObjectSpec) -> None:
    """Have the maps of one loaded object hold what those of another one hold, by key.

    Args:
        source: the object that has the elements.
        target: another one of the same spec; maps that may not be changed stay as they are.
        spec: the spec.
    """
    for name, held in spec.maps.items():
        traits = held.type.traits
        if is_counters(name) or held.read_only or not traits.values_given or traits.per_cpu:
            continue
        for key, value in source.maps[name].elements():
            target.maps[name][key] = bytes(value)


class Again:
    """A program that runs once more in the interpreter, on maps as they are.

    Args:
        obj: the object whose run ended in a fault.
        name: name of the program.
        debug: the local variables of the object.
        calls: the calls of replaced helpers in that run, by their numbers: no function of a test is
            called once more.
    """

    def __init__(
        self,
        obj: Any,
        name: str,
        debug: Locals,
        calls: Mapping[int, Sequence[Call]] | None = None,
    ) -> None:
        self._obj, self._name, self._debug = obj, name, debug
        self._calls = calls or {}

    def last_lines(
        self, packet: bytes, context: Any, args: Sequence[Any] | None, error: RunError
    ) -> tuple[str, ...]:
        """Return the last lines before the fault; none where the run does not come to it."""
        from progpack.run.backends import watched_interpreter
        from progpack.run.load import load

        if error.fault.kind in LONG_FAULTS:
            return ()
        spec = self._played(self._obj.spec)
        trace = LineTrace(spec, keep=_KEPT, debug=self._debug)
        backend = watched_interpreter(trace, self._obj.environment)
        try:
            with load(spec, backend=backend, programs=[self._name]) as again:
                copy_elements(self._obj, again, spec)
                program = again.programs[self._name]
                program.run(packet, context=context, args=args, timeout=SECONDS_AGAIN)
        except RunError as fault:
            trace.end_run()
            return lines_of(trace, error, fault)
        except ProgpackError:
            return ()  # the fault that is told already is what matters
        return ()

    def _played(self, spec: ObjectSpec) -> ObjectSpec:
        """Return the object with what its replaced helpers gave in place of their functions."""
        replaced = spec.programs[self._name].replaced
        if not replaced:
            return spec
        played = {
            number: each.played(self._calls.get(number, ())) for number, each in replaced.items()
        }
        programs = {
            name: replace(program, replaced=played) for name, program in spec.programs.items()
        }
        return replace(spec, programs=programs)

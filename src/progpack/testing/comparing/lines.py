"""The C line that gave a run's result what differs between two backends."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from progpack.bpf.context.fields import Field
from progpack.errors import ProgpackError
from progpack.run.backends import watched_interpreter
from progpack.run.load import load
from progpack.run.stepping.again import SECONDS_AGAIN, copy_elements
from progpack.run.stepping.lines import Lines

if TYPE_CHECKING:
    from progpack.bpf.oracle.machine import Machine
    from progpack.bpf.text.places import Place

__all__ = ["context_field", "line_that_changed", "result"]

#: Reads what is looked for, from a machine and its registers.
Look: TypeAlias = "Callable[[Machine, list[int]], object]"
_RESULT: Final = 0


def context_field(field: Field) -> Look:
    """Return a look at a field of the run's context."""

    def look(machine: Machine, _: list[int]) -> object:
        found = machine.space.find(machine.view.context + field.offset, field.size)
        return b"" if found is None else bytes(found[0].data[found[1] : found[1] + field.size])

    return look


def result(_: Machine, registers: list[int]) -> object:
    """Look at r0."""
    return registers[_RESULT]


class _Writer:
    """A watcher that notes the line after which something was another than before."""

    def __init__(self, look: Look) -> None:
        self.place: Place | None = None
        self._look, self._lines = look, Lines()
        self._before: object = None
        self._last: tuple[Machine, int] | None = None

    def __call__(self, machine: Machine, pc: int, registers: list[int]) -> None:
        """See the next instruction."""
        now = self._look(machine, registers)
        if self._last is not None and now != self._before:
            other, at = self._last
            self.place = self._lines.around(other.spec, at) or self.place
        self._before, self._last = now, (machine, pc)


def line_that_changed(obj: Any, name: str, look: Look, *args: Any, **options: Any) -> str:
    """Return the last line of a run that changed something, as text; ``""`` where none is known.

    The program runs once more in the interpreter, on the maps as the run left them, so what depends
    on them may come from another line. Nothing runs where functions of the test replace helpers.

    Args:
        obj: the object.
        name: name of the program.
        look: reads what is looked for.
        args: the packet of the run.
        options: its context and arguments.
    """
    spec = obj.spec
    if any(program.replaced for program in spec.programs.values()):
        return ""
    writer = _Writer(look)
    try:
        with load(
            spec, backend=watched_interpreter(writer, obj.environment), programs=[name]
        ) as again:
            copy_elements(obj, again, spec)
            again.programs[name].run(*args, **{**options, "timeout": SECONDS_AGAIN})
    except ProgpackError:
        return ""  # the difference that is told is what matters
    place = writer.place
    if place is None or not place.file:
        return ""
    return f"; {place.file.rpartition('/')[2]}:{place.line}: {place.text.strip()}"

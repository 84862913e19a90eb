"""Adds to the report of a failed test: lines that programs printed, lines before a fault."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from progpack.errors import RunError

if TYPE_CHECKING:
    from progpack.run.object import Object
    from progpack.run.program import Program

__all__ = ["add_lines", "clock_notes", "forget_printed", "note_printed", "printed_by", "remember"]

#: Printed lines of a test that are kept, the last ones.
_MOST_PRINTED: Final = 200
_PRINTED: Final[deque[str]] = deque(maxlen=_MOST_PRINTED)

#: Programs of the objects that are loaded, by `id`: their object, and its file.
_LOADED: Final[dict[int, tuple[Object, Path]]] = {}


def remember(obj: Object, path: Path) -> Callable[[], None]:
    """Note the file of an object; the function that is returned forgets it."""
    numbers = [id(program) for program in obj.programs.values()]
    _LOADED.update((number, (obj, path)) for number in numbers)

    def forget() -> None:
        for number in numbers:
            _LOADED.pop(number, None)

    return forget


def clock_notes() -> list[str]:
    """Return a remark for the report about clocks that the test did not set."""
    from progpack.bpf.ability import Ability
    from progpack.bpf.helpers.lookup import clocks_of

    notes = []
    for obj in dict.fromkeys(obj for obj, _ in _LOADED.values()):
        if Ability.ENVIRONMENT in obj.abilities:
            continue
        for program in obj.programs.values():
            helpers = clocks_of(program.spec.helpers)
            if helpers:
                notes.append(
                    f"program {program.name} calls {', '.join(helpers)}: on the backend"
                    f" {obj.backend} that is the kernel's clock, which does not stand still"
                )
    return notes


def note_printed(texts: Sequence[str]) -> None:
    """Note what a run printed (``bpf_printk``), for the report of the test."""
    _PRINTED.extend(line for text in texts for line in text.splitlines())


def printed_by(error: BaseException | None) -> Sequence[str]:
    """Return the lines that the programs of a test printed, those of a fault at the end.

    Args:
        error: what ended the test; a fault has the lines of its run.
    """
    return [*_PRINTED, *getattr(error, "printed", ())]


def forget_printed() -> None:
    """Forget what was printed: another test begins."""
    _PRINTED.clear()


def add_lines(
    error: RunError,
    program: Program,
    data: bytes,
    context: Any,
    args: Sequence[Any] | None,
    before: Mapping[int, int],
) -> None:
    """Give a fault the last lines before it, from a run in the interpreter.

    Args:
        error: the fault; gets ``lines``.
        program: the program that ran, of an object that is remembered; else nothing happens.
        data: the packet.
        context: the context that it was given.
        args: the arguments.
        before: how many calls each replaced helper had before that run, by its number.
    """
    known = _LOADED.get(id(program))
    if known is None:
        return
    from progpack.run.stepping.again import Again
    from progpack.run.stepping.locals import locals_of

    obj, path = known
    calls = {
        number: each.calls[before.get(number, 0) :]
        for number, each in program.spec.replaced.items()
    }
    again = Again(obj, program.name, locals_of(path), calls)
    error.lines = again.last_lines(data, context, args, error)

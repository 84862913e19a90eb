"""The base of all commands of ``progpack debug``: the stop, the output, the reading of commands."""

from __future__ import annotations

import cmd
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from progpack.commands.debug.source import SourceText
from progpack.commands.debug.words import Words
from progpack.errors import ProgpackError, UsageError
from progpack.run.stepping.control import Frame, Stepper, Stop, Stopped
from progpack.run.stepping.scope import Scope
from progpack.run.stepping.values import holds, value_of

if TYPE_CHECKING:
    from progpack.bpf.spec import ObjectSpec
    from progpack.run.object import Object
    from progpack.run.stepping.locals import Locals

__all__ = ["Session"]

_NAME: Final = "(progpack) "
# Characters of a command: more make no number that is read.
_LONGEST: Final = 4096


class Session(cmd.Cmd):
    """A prompt without commands of its own.

    Args:
        spec: the object.
        first: commands that are given before those that are read.
    """

    prompt = _NAME
    doc_header = "Commands (an empty line gives the last one again; help COMMAND says more):"

    def __init__(self, spec: ObjectSpec, first: Sequence[str]) -> None:
        super().__init__()
        self._typed = sys.stdin.isatty()
        self.use_rawinput = self._typed
        self.cmdqueue = list(first)
        self._queued = len(first)
        self._spec = spec
        self._source = SourceText(spec)
        self._stop: Stop | None = None
        self._frames: list[Frame] = []
        self._level = 0
        self._shown: list[str] = []
        self._listed = 0

    def use(self, stepper: Stepper) -> None:
        """Take the stepper whose stops are shown here."""
        self.stepper = stepper

    def open(self, obj: Object, debug: Locals) -> None:
        """Take the loaded object, and its local variables."""
        self._object, self._debug = obj, debug
        self._words = Words(obj.spec)

    # What the run tells.

    def tell(self, text: str) -> None:
        """Print a line, whatever is in it."""
        from progpack.report.draw.units import clean

        print(clean(text.expandtabs()), file=self.stdout)

    def stop(self, stop: Stop) -> None:
        """Show where the run stands, and read commands until it goes on."""
        self._stop, self._level, self._listed = stop, 0, 0
        self._frames = stop.frames(self.stepper.lines)
        if stop.breakpoint is not None:
            self.tell(f"Breakpoint {stop.breakpoint.number}, {stop.breakpoint.what}")
        self._where()
        for expression in self._shown:
            try:
                shown = self._value(expression)
            except ProgpackError as error:  # a variable of another function
                shown = f"*** {error}"
            self.tell(f"display {expression}: {shown}")
        try:
            self.cmdloop()
        finally:
            self._stop = None

    def holds(self, stop: Stop, condition: str) -> bool:
        """Return whether a condition is true; one that nobody can tell is told, and stops."""
        scope = Scope(
            self._object.spec, stop.machine, stop.frames(self.stepper.lines)[0], self._debug
        )
        try:
            return holds(scope, condition)
        except ProgpackError as error:
            self.tell(f"*** condition {condition}: {error}")
            return True

    def fault(self, text: str) -> None:
        """Say that the run has ended in a fault."""
        self.tell(f"The program has ended in a fault: {text}")

    def ended(self) -> None:
        """Read commands after the end of a run, until it is to run again.

        Raises:
            Stopped: the user leaves.
        """
        self.cmdloop()

    @contextmanager
    def interrupts(self) -> Iterator[None]:
        """Have ctrl-C stop the run at its next line, where it is typed."""
        if not self._typed:
            yield
            return
        before = signal.signal(signal.SIGINT, lambda *_: self.stepper.step())
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _where(self) -> None:
        frame = self._frames[self._level]
        place = "?" if frame.place is None else self._source.name(frame.place)
        self.tell(f"> {place} {frame.function}()")
        if frame.place is not None:
            self.tell(f"-> {self._source.line(frame.place)}")

    # How commands are read.

    def precmd(self, line: str) -> str:
        """Show a command that was not typed, so that the output reads as a session."""
        if self._queued or not self._typed:
            shown = "" if self._queued == 0 else _NAME
            self._queued = max(self._queued - 1, 0)
            print(f"{shown}{line}" if line != "EOF" else "", file=self.stdout)
        return line

    def onecmd(self, line: str) -> bool:
        """Do one command; what is wrong with it is told, and nothing else happens."""
        try:
            if len(line) > _LONGEST:
                raise UsageError(f"a command has at most {_LONGEST:,} characters")
            return bool(super().onecmd(line))
        except (Stopped, BrokenPipeError):
            raise
        except (ProgpackError, OSError) as error:
            self.tell(f"*** {error}")
            return False

    def _now(self) -> tuple[Stop, Frame]:
        """The stop, and the function that is looked at.

        Raises:
            UsageError: nothing runs.
        """
        if self._stop is None:
            raise UsageError("the run has ended; `run` starts it again")
        return self._stop, self._frames[self._level]

    def _scope(self) -> Scope:
        stop, frame = self._now()
        return Scope(self._object.spec, stop.machine, frame, self._debug)

    def _value(self, expression: str) -> str:
        stop, frame = self._now()
        scope = self._scope()
        return self._words.value(stop.machine, frame, value_of(scope, expression))

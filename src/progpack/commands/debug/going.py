"""Commands that say how a run goes on, and where it stops."""

from __future__ import annotations

import re
from typing import Final

from progpack.commands.debug.session import Session
from progpack.errors import UsageError
from progpack.report.draw.units import count
from progpack.run.stepping.control import Breakpoint, Restarted, Stopped
from progpack.run.stepping.values import check_expression

__all__ = ["Going"]

_CONDITION: Final = re.compile(r"\s+if\b|,")


class Going(Session):
    """Steps and breakpoints."""

    def do_step(self, _: str) -> bool:
        """s(tep): go on to the next line, also of a function that is called."""
        self._now()
        self.stepper.step()
        return True

    def do_next(self, _: str) -> bool:
        """n(ext): go on to the next line of this function, over calls."""
        self.stepper.next(self._now()[0])
        return True

    def do_stepi(self, _: str) -> bool:
        """si, stepi: go on to the next instruction."""
        self._now()
        self.stepper.step_instruction()
        return True

    def do_finish(self, _: str) -> bool:
        """fin(ish), r(eturn): go on until this function has returned."""
        self.stepper.finish(self._now()[0])
        return True

    def do_until(self, text: str) -> bool:
        """unt(il) [LINE]: go on to a later line of this function, past the end of a loop."""
        if text and not text.isdecimal():
            raise UsageError(f"until takes the number of a line, not {text!r}")
        stop = self._now()[0]
        if text and stop.place is not None and int(text) <= stop.place.line:
            raise UsageError(f"line {text} is not after line {stop.place.line}")
        self.stepper.until(stop, int(text or 0))
        return True

    def do_continue(self, _: str) -> bool:
        """c(ontinue): go on to the next breakpoint or the end."""
        self._now()
        self.stepper.go()
        return True

    def do_run(self, _: str) -> bool:
        """run, restart: run the program again from the start; maps keep what is in them."""
        if self._stop is not None:
            raise Restarted("the user wants the run from the start")
        return True

    def do_quit(self, _: str) -> bool:
        """q(uit), ctrl-D: leave."""
        raise Stopped("the user has seen enough")

    do_EOF = do_quit

    # Breakpoints.

    def do_break(self, text: str) -> None:
        """b(reak) [FILE:]LINE|FUNCTION|*SLOT [if EXPRESSION]: stop there, where it is true.

        Without an argument list the breakpoints.
        """
        if text:
            self._add(text, once=False)
            return
        for point in self.stepper.breakpoints.values():
            once = ", once" if point.once else ""
            hits = count(point.hits, "stop")
            self.tell(f"{point.number}  {self._source.point(point)}, {hits}{once}")
            if point.condition:
                self.tell(f"   stops only if {point.condition}")
            if point.ignored:
                self.tell(f"   is passed {count(point.ignored, 'time')} more")

    def do_tbreak(self, text: str) -> None:
        """tbreak PLACE [if EXPRESSION]: as break, for one stop."""
        self._add(text, once=True)

    def _add(self, text: str, *, once: bool) -> None:
        place, condition = _condition(text)
        if condition:
            check_expression(condition)
        point = self.stepper.add(place, once=once, condition=condition)
        told = f"{', once' if once else ''}{f', if {condition}' if condition else ''}"
        self.tell(f"Breakpoint {point.number} at {self._source.point(point)}{told}")

    def do_condition(self, text: str) -> None:
        """Condition NUMBER [EXPRESSION]: stop there only where it is true; without one always."""
        number, _, condition = text.partition(" ")
        point = self._point(number)
        if condition:
            check_expression(condition)
        point.condition = condition.strip()
        said = f"stops only if {point.condition}" if point.condition else "always stops"
        self.tell(f"Breakpoint {point.number} {said}")

    def do_ignore(self, text: str) -> None:
        """Ignore NUMBER [COUNT]: pass it so many times, where its condition is true."""
        number, _, times = text.partition(" ")
        point = self._point(number)
        if times and not times.isdecimal():
            raise UsageError(f"ignore takes the number of a breakpoint and a count, not {times!r}")
        point.ignored = int(times or 0)
        passed = f"is passed {count(point.ignored, 'time')}"
        said = passed if point.ignored else "stops the next time"
        self.tell(f"Breakpoint {point.number} {said}")

    def _point(self, number: str) -> Breakpoint:
        """The breakpoint of a number.

        Raises:
            UsageError: there is none.
        """
        points = self.stepper.breakpoints
        if not number.isdecimal() or int(number) not in points:
            raise UsageError(f"there is no breakpoint {number!r}")
        return points[int(number)]

    def do_clear(self, text: str) -> None:
        """cl(ear) [NUMBER]: take a breakpoint away, or all."""
        points = self.stepper.breakpoints
        if not text:
            points.clear()
        else:
            del points[self._point(text).number]


def _condition(text: str) -> tuple[str, str]:
    """A place, and the condition behind ``if`` (as GDB has it) or a comma (as pdb has it).

    Raises:
        UsageError: nothing is behind it.
    """
    match = _CONDITION.search(text)
    if match is None:
        return text, ""
    place, condition = text[: match.start()].strip(), text[match.end() :].strip()
    if not place or not condition:
        raise UsageError(f"give a place, and an expression behind if, not {text!r}")
    return place, condition

"""Commands that say how a run goes on, and where it stops."""

from __future__ import annotations

from progpack.commands.debug.session import Session
from progpack.errors import UsageError
from progpack.run.stepping.control import Stopped

__all__ = ["Going"]


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

    def do_continue(self, _: str) -> bool:
        """c(ontinue): go on to the next breakpoint or the end."""
        self._now()
        self.stepper.go()
        return True

    def do_run(self, _: str) -> bool:
        """run, restart: run the program again when it has ended; maps keep what is in them."""
        if self._stop is not None:
            raise UsageError("the program runs; `continue` goes on to its end")
        return True

    def do_quit(self, _: str) -> bool:
        """q(uit), ctrl-D: leave."""
        raise Stopped("the user has seen enough")

    do_EOF = do_quit

    # Breakpoints.

    def do_break(self, text: str) -> None:
        """b(reak) [FILE:]LINE|FUNCTION|*SLOT: stop there; without an argument list them."""
        if text:
            point = self.stepper.add(text)
            self.tell(f"Breakpoint {point.number} at {self._source.point(point)}")
            return
        for point in self.stepper.breakpoints.values():
            self.tell(f"{point.number}  {self._source.point(point)}, {point.hits} stops")

    def do_tbreak(self, text: str) -> None:
        """tbreak PLACE: as break, for one stop."""
        point = self.stepper.add(text, once=True)
        self.tell(f"Breakpoint {point.number} at {self._source.point(point)}, once")

    def do_clear(self, text: str) -> None:
        """cl(ear) [NUMBER]: take a breakpoint away, or all."""
        points = self.stepper.breakpoints
        if not text:
            points.clear()
        elif text.isdigit() and int(text) in points:
            del points[int(text)]
        else:
            raise UsageError(f"there is no breakpoint {text!r}")

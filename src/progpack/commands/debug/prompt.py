"""The prompt of ``progpack debug``: its commands, in the manner of pdb."""

from __future__ import annotations

import cmd
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, cast

from progpack.bpf.fit.variables import variables_of
from progpack.commands.debug.source import SourceText
from progpack.commands.debug.words import Words
from progpack.errors import ProgpackError, UsageError
from progpack.run.stepping.control import Frame, Stepper, Stop, Stopped
from progpack.run.stepping.values import Scope

if TYPE_CHECKING:
    from progpack.bpf.spec import ObjectSpec
    from progpack.run.object import Object
    from progpack.run.stepping.locals import Locals

__all__ = ["Prompt"]

_NAME: Final = "(progpack) "
_AROUND: Final = 5
_REGISTERS: Final = 11


class Prompt(cmd.Cmd):
    """Reads commands at a stop and says how the run goes on.

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
            self.tell(f"display {expression}: {self._value(expression)}")
        self.cmdloop()
        self._stop = None

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
            return bool(super().onecmd(line))
        except (Stopped, BrokenPipeError):
            raise
        except (ProgpackError, OSError) as error:
            self.tell(f"*** {error}")
            return False

    def default(self, line: str) -> None:
        """Evaluate what is no command, as pdb does."""
        name = line.split()[0]
        if name in _SHORT:
            return cast(None, self.onecmd(line.replace(name, _SHORT[name], 1)))
        try:
            self.do_print(line)
        except UsageError:
            raise UsageError(f"there is no command {name!r}; help lists them") from None

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
        return self._words.value(stop.machine, frame, scope.value(expression))

    # Going on.

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

    # Looking.

    def do_print(self, text: str) -> None:
        """p(rint) EXPRESSION: a register, variable, member or memory, by its type.

        r1, total_packets, ctx->data, (struct iphdr *)(packet + 14), *known, rule->prefix.word[3]
        """
        self.tell(self._value(text))

    def do_display(self, text: str) -> None:
        """Display EXPRESSION: print it at each stop; without an argument forget all."""
        if not text:
            self._shown.clear()
            return
        self.tell(self._value(text))
        self._shown.append(text)

    def do_x(self, text: str) -> None:
        """x EXPRESSION [BYTES]: memory at an address, in hexadecimal (16 bytes)."""
        words = text.split()
        size = int(words.pop()) if len(words) > 1 and words[-1].isdigit() else 16
        scope = self._scope()
        address = scope.number(scope.value(" ".join(words)))
        for line in self._words.dump(scope.memory(address, size)):
            self.tell(line)

    def do_registers(self, _: str) -> None:
        """regs, registers: r0 to r10, and what they point to."""
        stop, frame = self._now()
        for number in range(_REGISTERS):
            content = frame.registers[number]
            if content is not None:
                text = self._words.number(stop.machine, frame, content)
                self.tell(f"r{number:<2}  {text}")

    def do_args(self, _: str) -> None:
        """a(rgs): the parameters of this function, as it was called."""
        scope = self._scope()
        for name in scope.parameters:
            self.tell(f"{name} = {self._value(name)}")

    def do_locals(self, _: str) -> None:
        """Locals: the local variables that are somewhere at this instruction."""
        scope = self._scope()
        for name in scope.locals:
            self.tell(f"{name} = {self._value(name)}")

    def do_where(self, _: str) -> None:
        """w(here), bt: the functions that wait for each other, the running one first."""
        self._now()
        for level, frame in enumerate(self._frames):
            place = "?" if frame.place is None else self._source.name(frame.place)
            mark = ">" if level == self._level else " "
            self.tell(f"{mark} #{level} {frame.function}() at {place}, slot {frame.pc}")

    def do_up(self, _: str) -> None:
        """u(p): look at the function that waits for this one."""
        self._look(1)

    def do_down(self, _: str) -> None:
        """d(own): look at the function that this one waits for."""
        self._look(-1)

    def _look(self, by: int) -> None:
        self._now()
        level = self._level + by
        if not 0 <= level < len(self._frames):
            raise UsageError("there is no function there")
        self._level, self._listed = level, 0
        self._where()

    def do_list(self, text: str) -> None:
        """l(ist) [LINE]: the source around the line, or what follows what was listed."""
        _, frame = self._now()
        if frame.place is None:
            raise UsageError("the object has no line information: compile it with clang -g")
        if text and not text.isdigit():
            raise UsageError(f"list takes the number of a line, not {text!r}")
        begin = int(text) - _AROUND if text else self._listed or frame.place.line - _AROUND
        begin = max(begin, 1)
        self._listed = begin + 2 * _AROUND + 1
        stops = self.stepper.breakpoints.values()
        for line in self._source.around(frame.place, range(begin, self._listed), stops):
            self.tell(line)

    def do_disas(self, _: str) -> None:
        """Disas: instructions around the next one."""
        stop, frame = self._now()
        for line in self._words.disassembly(stop.machine, frame):
            self.tell(line)

    def do_maps(self, text: str) -> None:
        """Maps [NAME]: what is in the maps; records of ring buffers are taken out."""
        from progpack.commands.common.contents import contents, lines

        if text:
            self._object.maps[text]  # a name that there is not is refused
        found = contents(self._object, [text] if text else None)
        for line in lines(found):
            self.tell(line)

    def do_globals(self, _: str) -> None:
        """Globals: the global variables."""
        scope = self._scope()
        for name in variables_of(self._object.spec):
            if name in scope.names():
                self.tell(f"{name} = {self._value(name)}")

    def do_packet(self, _: str) -> None:
        """Packet: the bytes of the packet as they are now."""
        stop, _frame = self._now()
        if stop.machine.view.packet is None:
            raise UsageError("this program has no packet")
        view = stop.machine.view
        for line in self._words.dump(view.bytes_at(0, view.length)):
            self.tell(line)

    def do_context(self, _: str) -> None:
        """Context: the fields of the context that are not zero."""
        stop, frame = self._now()
        for line in self._words.context(stop.machine, frame):
            self.tell(line)

    def do_help(self, arg: str) -> None:
        """h(elp) [COMMAND]: the commands, or what one does."""
        super().do_help(_SHORT.get(arg, arg))

    def completenames(self, text: str, *ignored: Any) -> list[str]:
        """Complete commands, and nothing that cmd calls itself."""
        return [name for name in super().completenames(text, *ignored) if name != "EOF"]


_SHORT: Final = {
    "s": "step",
    "n": "next",
    "si": "stepi",
    "fin": "finish",
    "r": "finish",
    "return": "finish",
    "c": "continue",
    "cont": "continue",
    "restart": "run",
    "b": "break",
    "cl": "clear",
    "p": "print",
    "regs": "registers",
    "a": "args",
    "w": "where",
    "bt": "where",
    "backtrace": "where",
    "u": "up",
    "d": "down",
    "l": "list",
    "q": "quit",
    "exit": "quit",
    "h": "help",
}

"""Commands that show what a run has: source, values, maps, packet."""

from __future__ import annotations

from typing import Final

from progpack.bpf.fit.variables import variables_of
from progpack.commands.debug.session import Session
from progpack.errors import UsageError
from progpack.run.stepping.values import value_of

__all__ = ["Looking"]

_AROUND: Final = 5
_REGISTERS: Final = 11


class Looking(Session):
    """The commands that print values and source lines at a stop."""

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
        size = int(words.pop()) if len(words) > 1 and words[-1].isdecimal() else 16
        scope = self._scope()
        address = scope.number(value_of(scope, " ".join(words)))
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
        if text and not text.isdecimal():
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
        found = contents(self._object, [text] if text else None, whole=False)
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

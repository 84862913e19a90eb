"""The budget of a run in the text of a function: what is taken from it, and where it is kept."""

from __future__ import annotations

from collections.abc import Sequence

from progpack.bpf.helpers.lookup import UNCHARGED, byte_cost
from progpack.jit.lower.ssa import FunctionText, Value

__all__ = ["LIMIT", "ROOM", "Budget"]

#: The rest of the budget is carried like two more registers, as their sum: what is left until
#: the run asks for more, a count that ends at 0 as LLVM likes it, and where it asks.
ROOM = 11
LIMIT = 12

# Between two slices of the budget memory may change only as it may at any time, by other threads.
_STATE_ONLY = "memory(argmem: readwrite, inaccessiblemem: readwrite) nounwind cold"


class Budget:
    """The budget as one function carries it.

    Args:
        text: the function's text.
        spending: gets the function's first slot if it takes from the budget; None: the program
            is not counted.
        start: its first slot.
    """

    def __init__(self, text: FunctionText, spending: set[int] | None, start: int) -> None:
        self._text = text
        self._spending = spending
        self._start = start

    def _note(self) -> None:
        if self._spending is not None:
            self._spending.add(self._start)

    def store(self) -> None:
        """Put what is left where functions that are called find it, if the program is counted."""
        if self._spending is not None:
            self._text.store_field("budget", "i64", self._left())

    def spend(self, pc: int, good: str) -> list[tuple[str, list[Value]]]:
        """Take one from the budget and go to a label, or end the run.

        Returns:
            The two ways to the label, which have phis to write there: without asking the runtime,
            which has other values in few registers only, and with.
        """
        fn = self._text
        self._note()
        room = fn.regs[ROOM] = fn.value(f"sub i64 {fn.regs[ROOM]}, 1")
        enough = fn.value(f"icmp sge i64 {room}, 0")
        ask = fn.new_label()
        fn.emit(f"br i1 {enough}, label %{good}, label %{ask}, !prof !1")
        ways = [(fn.label, fn.regs.copy())]
        fn.place(ask)
        fn.regs[ROOM], fn.regs[LIMIT] = self._more(pc, good)
        return [*ways, (ask, fn.regs.copy())]

    def _more(self, pc: int, good: str) -> tuple[Value, Value]:
        """Ask the runtime, and go to a label or end the run: what the registers are there."""
        fn = self._text
        left = self._left()
        limit = fn.call_runtime("pp_more", f"i64 {left}, i32 {pc}", effects=_STATE_ONLY)
        room = fn.value(f"sub i64 {left}, {limit}")
        fn.fails = True
        goes_on = fn.value(f"icmp sge i64 {limit}, 0")
        fn.emit(f"br i1 {goes_on}, label %{good}, label %fail, !prof !1")
        return room, limit

    def _left(self) -> Value:
        """Return the value of the remaining budget."""
        fn = self._text
        return fn.value(f"add i64 {fn.regs[ROOM]}, {fn.regs[LIMIT]}")

    def is_used_up(self) -> str:
        """Whether nothing of the budget is left: an i1; a run that does not count has enough."""
        if self._spending is None:
            return "false"
        self._note()  # who calls it leaves the budget where it looks
        return self._text.value(f"icmp sle i64 {self._left()}, 0")

    def charge(self, pc: int, sizes: Sequence[Value]) -> None:
        """Take from the budget what a helper takes that handles so many bytes, or end the run."""
        if self._spending is None:
            return  # `arguments.may_charge` knows that it is nothing
        fn = self._text
        units: Value = sum(byte_cost(size) for size in sizes if isinstance(size, int))
        for size in sizes:
            if not isinstance(size, int):
                whole = fn.value(f"lshr i64 {size}, {UNCHARGED.bit_length()}")
                units = fn.value(f"add i64 {units}, {fn.value(f'shl i64 {whole}, 5')}")
        self.spend_units(pc, units)

    def spend_units(self, pc: int, units: Value) -> None:
        """Take so much from the budget, or end the run."""
        if not units or self._spending is None:
            return
        fn = self._text
        self._note()
        fn.regs[ROOM] = fn.value(f"sub i64 {fn.regs[ROOM]}, {units}")
        room, limit = fn.regs[ROOM], fn.regs[LIMIT]
        good, ask = fn.new_label(), fn.new_label()
        enough = fn.value(f"icmp sge i64 {room}, 0")
        start = fn.label
        fn.emit(f"br i1 {enough}, label %{good}, label %{ask}, !prof !1")
        fn.place(ask)
        new, more = self._more(pc, good)
        fn.place(good)
        fn.regs[ROOM] = fn.value(f"phi i64 [ {room}, %{start} ], [ {new}, %{ask} ]")
        fn.regs[LIMIT] = fn.value(f"phi i64 [ {limit}, %{start} ], [ {more}, %{ask} ]")

    def keep(self) -> None:
        """Put the budget where functions that are called find it."""
        if self._spending is not None:
            self._note()
            self.store()

    def take_back(self) -> None:
        """Go on with what a function that was called has left of the budget."""
        if self._spending is not None:
            fn = self._text
            budget = fn.load_field("budget", constant=False)
            fn.regs[LIMIT] = fn.load_field("limit", constant=False)
            fn.regs[ROOM] = fn.value(f"sub i64 {budget}, {fn.regs[LIMIT]}")

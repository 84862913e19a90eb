"""The text of one LLVM function: names of values, blocks, registers, and the state of the run."""

from __future__ import annotations

from typing import TypeAlias

from progpack.jit.native.functions import runtime_offset
from progpack.jit.native.layout import State

__all__ = ["FunctionText", "Value", "literal", "operand"]

#: A 64-bit value: the name of an SSA value, or an unsigned constant.
Value: TypeAlias = "str | int"


def literal(value: int, bits: int = 64) -> str:
    """``value`` modulo 2**bits as LLVM writes it."""
    return str(value & (1 << bits) - 1)


def operand(value: Value) -> str:
    """A value as an i64 operand."""
    return literal(value) if isinstance(value, int) else value


class FunctionText:
    """The text of a function while it grows.

    Args:
        registers: how many values are carried from block to block.

    Attributes:
        lines: the text.
        regs: the values that are carried, the BPF registers first.
        label: the block that grows.
        fails: whether there is a way to the block that ends the run.
    """

    def __init__(self, registers: int) -> None:
        self.lines: list[str] = []
        self.regs: list[Value] = [0] * registers
        self.label = "entry"
        self.fails = False
        # i64 name -> i32 name of its low half. The first is good wherever the i64 name is (they
        # were made together), the second only in the block where the half was taken.
        self._low: dict[str, str] = {}
        self._low_here: dict[str, str] = {}
        self._count = 0

    def fresh(self) -> str:
        """A new value name: a number, which LLVM reads in half the time of a name of letters.

        Numbers grow along the text; labels take some too.
        """
        self._count += 1
        return f"%{self._count}"

    def emit(self, text: str) -> None:
        """Add an instruction that has no result."""
        self.lines.append(f"  {text}")

    def value(self, text: str) -> str:
        """Add an instruction and name its result."""
        self._count += 1
        name = f"%{self._count}"
        self.lines.append(f"  {name} = {text}")
        return name

    def new_label(self) -> str:
        """A label that no block has yet."""
        self._count += 1
        return f"l{self._count}"

    def place(self, label: str) -> None:
        """Begin the block ``label``."""
        self.lines.append(f"{label}:")
        self.label = label

    def open_block(self) -> None:
        """Forget what only held in the block before."""
        self._low_here = {}

    def low(self, value: Value) -> str:
        """The low 32 bits of a value as an i32 operand."""
        if isinstance(value, int):
            return literal(value, 32)
        known = self._low.get(value) or self._low_here.get(value)
        if known is None:
            known = self._low_here[value] = self.value(f"trunc i64 {value} to i32")
        return known

    def widen(self, value: str) -> str:
        """An i32 value, zero-extended."""
        wide = self.value(f"zext i32 {value} to i64")
        if value[0] == "%":
            self._low[wide] = value
        return wide

    def load_field(self, name: str, *, constant: bool = True) -> str:
        """A 64-bit field of the state; ``constant`` when it cannot change during a run."""
        return self.load_at("%st", getattr(State, name).offset, "i64", constant=constant)

    def load_word(self, name: str) -> str:
        """A 32-bit field of the state, as it is now."""
        return self.load_at("%st", getattr(State, name).offset, "i32", constant=False)

    def load_at(self, base: str, offset: int, type_: str, *, constant: bool) -> str:
        """A value at an offset from a pointer; ``constant`` when it cannot change during a run."""
        place = self.value(f"getelementptr inbounds i8, ptr {base}, i64 {offset}")
        suffix = ", !invariant.load !0" if constant else ""
        align = 4 if type_ == "i32" else 8
        return self.value(f"load {type_}, ptr {place}, align {align}{suffix}")

    def store_field(self, name: str, type_: str, value: Value) -> None:
        """Store to a field of the state."""
        place = self.value(f"getelementptr inbounds i8, ptr %st, i64 {getattr(State, name).offset}")
        self.emit(f"store {type_} {value}, ptr {place}, align {4 if type_ == 'i32' else 8}")

    def call_runtime(self, function: str, arguments: str, *, effects: str = "nounwind") -> str:
        """Call a function of the native runtime; ``arguments`` follow the state."""
        table = self.load_at("%st", State.runtime.offset, "ptr", constant=True)
        address = self.load_at(table, runtime_offset(function), "ptr", constant=True)
        separator = ", " if arguments else ""
        return self.value(f"call i64 {address}(ptr %st{separator}{arguments}) {effects}")

"""Divisions of 128 bits: functions that LLVM calls of its own accord, and that no library brings.

LLVM computes how often a loop goes round by arithmetic of twice the width, and no CPU divides such
numbers. A module that turns out to need one of these functions is compiled with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

__all__ = ["wide_divisions"]

#: Bit by bit, from the highest on: slow, and done at most once in a loop that is computed.
_UNSIGNED: Final = """
define hidden i128 @__{name}(i128 %number, i128 %by) nounwind noinline {{
begin:
  br label %step
step:
  %left = phi i32 [ 128, %begin ], [ %less, %step ]
  %digits = phi i128 [ %number, %begin ], [ %next, %step ]
  %rest = phi i128 [ 0, %begin ], [ %kept, %step ]
  %digit = lshr i128 %digits, 127
  %twice = shl i128 %rest, 1
  %here = or i128 %twice, %digit
  %fits = icmp uge i128 %here, %by
  %minus = sub i128 %here, %by
  %kept = select i1 %fits, i128 %minus, i128 %here
  %one = zext i1 %fits to i128
  %moved = shl i128 %digits, 1
  %next = or i128 %moved, %one
  %less = sub i32 %left, 1
  %done = icmp eq i32 %less, 0
  br i1 %done, label %end, label %step
end:
  ret i128 %{result}
}}
"""
_SIGNED: Final = """
define hidden i128 @__{name}(i128 %number, i128 %by) nounwind noinline {{
  %n = icmp slt i128 %number, 0
  %b = icmp slt i128 %by, 0
  %minus_number = sub i128 0, %number
  %minus_by = sub i128 0, %by
  %positive = select i1 %n, i128 %minus_number, i128 %number
  %divisor = select i1 %b, i128 %minus_by, i128 %by
  %found = call i128 @__{unsigned}(i128 %positive, i128 %divisor)
  %differ = xor i1 %n, %b
  %minus = sub i128 0, %found
  %result = select i1 %{negative}, i128 %minus, i128 %found
  ret i128 %result
}}
"""
_DIVIDE, _MODULO = "udivti3", "umodti3"
#: Name without its underscores -> its text, and the function that it calls.
_TEXTS: Final = {
    _DIVIDE: (_UNSIGNED.format(name=_DIVIDE, result="next"), None),
    _MODULO: (_UNSIGNED.format(name=_MODULO, result="kept"), None),
    "divti3": (_SIGNED.format(name="divti3", unsigned=_DIVIDE, negative="differ"), _DIVIDE),
    "modti3": (_SIGNED.format(name="modti3", unsigned=_MODULO, negative="n"), _MODULO),
}


def wide_divisions(names: Iterable[str]) -> str:
    """The IR of those of the functions that are named; empty where none of them is.

    Args:
        names: what compiled code refers to and does not have.
    """
    wanted: dict[str, str] = {}
    for name in names:
        found = _TEXTS.get(name.removeprefix("__"))
        if found is not None:
            text, other = found
            wanted[name] = text
            if other is not None:
                wanted[f"__{other}"] = _TEXTS[other][0]
    return "".join(wanted.values())

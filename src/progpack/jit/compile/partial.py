"""A fault of LLVM's code generator for x86-64: 32 bits that a program cleared come back.

Where an 8- or 16-bit load is put into the low end of a 32-bit value, ``(x & -256) | byte``, LLVM 18
to 22 at least load it into the low end of the register that has ``x``. The upper half of the
register is then as it was, but LLVM takes it for cleared when the result is extended to 64 bits
(llvm/llvm-project issue 205291). An index that is proved to lie below 2**32, or below 256 after a
shift, would be any number: a way out of the program's memory.

The pattern begins with an ``and`` whose mask has eight zeros at its low end, and ones above but
where LLVM knows ``x`` to be zero. An empty piece of assembler, which takes the result and returns
it, keeps LLVM from seeing the ``and`` when it selects the load. It costs no instruction.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["masks_hidden"]

_AND: Final = re.compile(r"^( *)(%\S+) = and (i32|i64) (\S+), (-?\d+)$", re.MULTILINE)
_LOW_BYTE: Final = 0xFF


def masks_hidden(text: str) -> str:
    """The text of an optimised module in which no ``and`` begins the pattern.

    Args:
        text: as LLVM prints it; returned as it is where there is no such ``and``.
    """
    return _AND.sub(_hide, text)


def _hide(line: re.Match[str]) -> str:
    indent, name, width, operand, mask = line.groups()
    if int(mask) & _LOW_BYTE:
        return line[0]
    masked = f"%masked.at.{line.start()}"
    return (
        f"{indent}{masked} = and {width} {operand}, {mask}\n"
        f'{indent}{name} = call {width} asm "", "=r,0"({width} {masked})'
    )

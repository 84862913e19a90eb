"""Places in the C source: file, line and text, of the line information of a program."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from progpack.bpf.spec import ProgramSpec
from progpack.records import dataclass

__all__ = ["Place", "line_starts", "places"]

_LINE: Final = re.compile(r"(?P<file>.*?):(?P<line>[0-9]{1,9}): (?P<text>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """One line of a source file.

    Attributes:
        file: path of the file, as the object has it.
        line: number of the line, from 1 on.
        text: the line itself, without spaces around it; ``""`` when it is not known.
    """

    file: str
    line: int
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


def line_starts(program: ProgramSpec) -> Mapping[int, Place]:
    """Return the slots where a source line begins, each with its place."""
    starts = {}
    for pc, text in program.lines.items():
        match = _LINE.match(text)
        if match is not None:
            starts[pc] = Place(match["file"], int(match["line"]), match["text"].strip())
    return starts


def places(program: ProgramSpec) -> Mapping[int, Place]:
    """Return the place of each slot that has one: the last that began before it in its function."""
    starts = line_starts(program)
    known: dict[int, Place] = {}
    for function in program.functions:
        place: Place | None = None
        for pc in range(function.start, function.end):
            place = starts.get(pc, place)
            if place is not None:
                known[pc] = place
    return known

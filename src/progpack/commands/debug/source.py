"""The C source of an object as far as it is there: the file, or the lines that the object has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from progpack.bpf.spec import ObjectSpec
from progpack.bpf.text.places import Place, line_starts
from progpack.run.stepping.control import Breakpoint

__all__ = ["SourceText"]


class SourceText:
    """The lines of the source files of an object.

    Args:
        spec: the object.
    """

    def __init__(self, spec: ObjectSpec) -> None:
        self._starts = {name: line_starts(program) for name, program in spec.programs.items()}
        self._lines: dict[str, dict[int, str]] = {}
        for starts in self._starts.values():
            for place in starts.values():
                self._lines.setdefault(place.file, {})[place.line] = place.text

    def name(self, place: Place) -> str:
        """Return file and line, the file without its folder."""
        return f"{place.file.rpartition('/')[2] or 'slot'}:{place.line}"

    def line(self, place: Place) -> str:
        """Return the text of a line."""
        return place.text

    def point(self, point: Breakpoint) -> str:
        """Return the place of a breakpoint: file and line, or what the user wrote."""
        for name, slots in point.slots.items():
            place = self._starts[name].get(min(slots))
            if place is not None:
                return f"{self.name(place)} ({point.what})"
        return point.what

    def around(
        self, place: Place, numbers: Iterable[int], points: Collection[Breakpoint]
    ) -> Iterator[str]:
        """Yield lines of a file with their numbers; ``B`` where a run stops, ``->`` at the place.

        Lines that the object does not have are left out where the file is not there.
        """
        known = self._file(place.file)
        for number in numbers:
            if number not in known:
                continue
            here = "->" if number == place.line else "B" if self._stops(number, points) else ""
            yield f"{number:>5} {here:<2} {known[number]}"

    def _stops(self, line: int, points: Collection[Breakpoint]) -> bool:
        return any(
            self._starts[name][slot].line == line
            for point in points
            for name, slots in point.slots.items()
            for slot in slots
            if slot in self._starts[name]
        )

    def _file(self, path: str) -> dict[int, str]:
        try:
            text = Path(path).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return self._lines.get(path, {})
        read = dict(enumerate(text.splitlines(), 1))
        # A file of another version is worse than none.
        told = self._lines.get(path, {})
        same = all(read.get(number, "").strip() == line for number, line in told.items())
        return read if same else told

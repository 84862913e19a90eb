"""A file of what the parts of a long run came to, so that a run that was ended can go on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TypeAlias

from .check import Tally

__all__ = ["Results"]

#: Seeds of a part: what is lost of a run that is ended.
_PART = 2000
#: What else decides a result: mode, whether compiled, in the kernel, with claims checked.
Setting: TypeAlias = tuple[str, bool, bool, bool]


class Results:
    """The results of one setting in a file of JSON lines.

    Args:
        path: of the file, which need not exist; None keeps nothing, and all is one part.
        setting: of the runs. Results of others may be in the same file.
    """

    def __init__(self, path: Path | None, setting: Setting) -> None:
        self._path = path
        self._setting = list(setting)
        self._recorded: dict[tuple[int, int, int], Tally] = {}
        if path is not None and path.exists():
            self._read(path)

    def _read(self, path: Path) -> None:
        """Take the file in, and cut off a last line that was being written as the run ended."""
        text = path.read_text()
        whole = text[: text.rfind("\n") + 1]
        if whole != text:
            path.write_text(whole)
        for line in whole.splitlines():
            found = json.loads(line)
            if found["setting"] == self._setting:
                first, end, step = found["seeds"]
                self._recorded[first, end, step] = Tally.from_json(found["tally"])

    def parts(self, seeds: range) -> Iterable[range]:
        """The seeds in parts, in order."""
        if self._path is None:
            return [seeds]
        return [seeds[at : at + _PART] for at in range(0, len(seeds), _PART)]

    def recorded(self, part: range) -> Tally | None:
        """The result of a part that is in the file."""
        return self._recorded.get((part.start, part.stop, part.step))

    def record(self, part: range, tally: Tally) -> None:
        """Add the result of a part to the file."""
        if self._path is None:
            return
        line = {
            "setting": self._setting,
            "seeds": [part.start, part.stop, part.step],
            "tally": asdict(tally),
        }
        with self._path.open("a") as file:
            file.write(json.dumps(line) + "\n")

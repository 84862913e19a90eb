"""Which lines a test runs: they say which tests look at a mutant."""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping
from types import CodeType, FrameType
from typing import Any, Final

__all__ = ["Recorder"]

_Trace = Any


class Recorder:
    """Records the lines of some files that are run between `start` and `stop`, in all threads.

    A line is looked for until it is seen once, so that loops cost little.

    Args:
        paths: name of a file as its code has it -> what `stop` calls it.
    """

    def __init__(self, paths: Mapping[str, str]) -> None:
        self._paths: Final = paths
        self._every: dict[CodeType, frozenset[int]] = {}
        self._left: dict[CodeType, set[int]] = {}

    def start(self) -> None:
        """Forget what was seen, and look."""
        self._left.clear()
        threading.settrace(self._called)
        sys.settrace(self._called)

    def stop(self) -> dict[str, int]:
        """Look no more.

        Returns:
            Name of a file -> bit n for line n.
        """
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]
        lines: dict[str, int] = {}
        for code, left in self._left.items():
            name = self._paths[code.co_filename]
            for line in self._every[code] - left:
                lines[name] = lines.get(name, 0) | 1 << line
        return lines

    def _called(self, frame: FrameType, event: str, value: object) -> _Trace:
        code = frame.f_code
        if code.co_filename not in self._paths:
            return None
        left = self._left.get(code)
        if left is None:
            left = self._left[code] = set(self._lines(code))
        if not left:
            return None
        left.discard(frame.f_lineno)
        return self._ran

    def _ran(self, frame: FrameType, event: str, value: object) -> _Trace:
        left = self._left.setdefault(frame.f_code, set())
        left.discard(frame.f_lineno)
        if not left:
            frame.f_trace_lines = False
        return self._ran

    def _lines(self, code: CodeType) -> frozenset[int]:
        if code not in self._every:
            self._every[code] = frozenset(line for _, _, line in code.co_lines() if line)
        return self._every[code]

"""What tests look for in /proc/PID/maps, read without the code under test."""

from __future__ import annotations

import os
import re
import threading
from pathlib import Path
from typing import Self

_BOTH = re.compile(r"^[0-9a-f]+-[0-9a-f]+ .wx. .*$", re.MULTILINE)

EMULATOR = os.environ.get("PROGPACK_EMULATOR", "")
"""Name of the emulator that runs the tests: tests/hosts/test_emulators.py sets it."""


def lines(pid: int | str = "self") -> list[list[str]]:
    """The fields of each line: range, permissions, offset, device, inode, perhaps a name."""
    text = Path(f"/proc/{pid}/maps").read_text(errors="replace")
    return [line.split(maxsplit=5) for line in text.splitlines()]


def writable_and_executable(pid: int | str = "self") -> list[str]:
    """The mappings of a process that are both; there must never be one.

    >>> @pytest.fixture(autouse=True)
    ... def no_writable_code():
    ...     yield
    ...     assert writable_and_executable() == []
    """
    # After every test, of all that is mapped: one look at the text.
    text = Path(f"/proc/{pid}/maps").read_text(errors="replace")
    both = [line.split(maxsplit=5) for line in _BOTH.findall(text)]
    if EMULATOR == "valgrind":
        # Its translations are private mappings among ours, which are shared.
        both = [fields for fields in both if fields[1].endswith("s")]
    return [" ".join(fields) for fields in both]


def overlapping(start: int, size: int) -> list[str]:
    """The permissions of all mappings that overlap a range, in order."""
    found = []
    for fields in lines():
        low, _, high = fields[0].partition("-")
        if int(low, 16) < start + size and int(high, 16) > start:
            found.append(fields[1])
    return found


def shared() -> dict[str, set[str]]:
    """Permissions of the shared mappings, by device and inode: all views of the same pages."""
    found: dict[str, set[str]] = {}
    for fields in lines():
        if fields[1].endswith("s"):
            found.setdefault(f"{fields[3]} {fields[4]}", set()).add(fields[1])
    return found


def shared_lines() -> int:
    """Count the shared mappings: all of ours, and none of the heap's, whose number varies."""
    return sum(fields[1].endswith("s") for fields in lines())


class Sampler:
    """Looks for writable and executable mappings all the time, in a thread of its own."""

    def __init__(self) -> None:
        self.samples = 0
        self.found: list[str] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._stop.is_set():
            self.found += writable_and_executable()
            self.samples += 1

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

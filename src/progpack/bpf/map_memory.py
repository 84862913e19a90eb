"""The memory of maps: what each takes, and the limit for all maps of a process together.

A map's size stands in an object file, which may ask for any; so what maps take is charged to the
process before they are made, and given back when their memory goes. The limit is a quarter of what
the machine, or the control groups that the process is in, have; ``PROGPACK_MAP_MEMORY`` (bytes, or
with K, M or G behind the number) or `limit_map_memory` set another.
"""

from __future__ import annotations

import gc
import os
import re
import threading
import weakref
from functools import cache
from pathlib import Path
from typing import Final

from progpack.bpf.maps.plan import MapPlan
from progpack.bpf.maps.spec import MapSpec
from progpack.errors import MapLimitError, UsageError
from progpack.integers import MAX_S64, integer_within
from progpack.memory.guard import forks

__all__ = [
    "Charge",
    "charge",
    "charge_bytes",
    "group_limit",
    "limit",
    "limit_map_memory",
    "size_of",
    "used",
]

_VARIABLE: Final = "PROGPACK_MAP_MEMORY"
_SIZE: Final = re.compile(r"([0-9]{1,18})([KMG]?)", re.IGNORECASE)
_UNITS: Final = {"": 0, "K": 10, "M": 20, "G": 30}


class Charge:
    """The bytes charged for a map; given back when neither the map nor its memory refers to it."""

    __slots__ = ("__weakref__", "size")

    def __init__(self, size: int) -> None:
        self.size = size


class _Ledger:
    """The charged part of the limit: the sizes of the charges that are alive, and nothing else.

    Charges come and go from anywhere, also from finalizers and signal handlers, and an exception
    may come between any two instructions. So each comes and goes in one step: a charge that dies
    takes its note out by the method of the dictionary itself, without an instruction of Python.
    """

    def __init__(self) -> None:
        self.sizes: dict[weakref.ref[Charge], int] = {}
        self.most: int | None = None
        self.lock = threading.RLock()
        # No less than what is charged, so that few charges have to add all of them up.
        self._bound = 0

    @property
    def used(self) -> int:
        """Bytes that are charged."""
        return sum(list(self.sizes.values()))

    def take(self, size: int, most: int) -> Charge | None:
        """Charge bytes; None where they do not fit, nothing being charged then."""
        with self.lock:
            if self._bound + size > most:
                self._bound = self.used
            if self._bound + size > most:
                return None
            charged = Charge(size)
            self.sizes[weakref.ref(charged, self.sizes.pop)] = size
            self._bound += size
        return charged


_ledger: Final = _Ledger()


def _after_fork() -> None:
    """The thread that had the lock is not in the child."""
    _ledger.lock = threading.RLock()


forks.in_child(_after_fork)


def charge(spec: MapSpec, plan: MapPlan) -> Charge:
    """Charge what a map takes, before it is made.

    Maps that only cycles of garbage still refer to do not stand in the way: the collector runs
    before a map is refused.

    Raises:
        MapLimitError: the maps of this process would take more than the limit.
        UsageError: the environment sets a limit that is none.
    """
    return charge_bytes(spec, plan.bytes)


def charge_bytes(spec: MapSpec, size: int) -> Charge:
    """Charge bytes that a map takes besides; see `charge`.

    Raises:
        MapLimitError: the maps of this process would take more than the limit.
        UsageError: the environment sets a limit that is none.
    """
    most = limit()
    taken = _ledger.take(size, most)
    if taken is None and _ledger.sizes:
        gc.collect()
        taken = _ledger.take(size, most)
    if taken is None:
        raise MapLimitError(
            f"map {spec.name} ({spec.type.name}) takes {size:,} bytes, and the maps of this process"
            f" have {_ledger.used:,} of {most:,}; close what is not needed, make the map smaller,"
            f" or set another limit: {_VARIABLE}, progpack.limit_map_memory()"
        )
    return taken


def used() -> int:
    """Bytes that are charged for the maps of this process."""
    return _ledger.used


def limit_map_memory(most: int | None) -> None:
    """Set how many bytes all maps of this process may take; existing maps stay.

    Args:
        most: bytes; None for the value of the environment variable, or a quarter of the memory.

    Raises:
        UsageError: no such number.
    """
    _ledger.most = None if most is None else integer_within(most, "most", 0, MAX_S64)


def limit() -> int:
    """The bytes that all maps of this process may take together.

    Raises:
        UsageError: the environment sets a limit that is none.
    """
    if _ledger.most is not None:
        return _ledger.most
    text = os.environ.get(_VARIABLE, "")
    return size_of(text, _VARIABLE) if text else _memory() // 4


def size_of(text: str, name: str) -> int:
    """A number of bytes as a person writes it: ``64M``.

    Args:
        text: digits, and K, M or G for powers of 1,024.
        name: what it is, for the error.

    Raises:
        UsageError: the text is no such number.
    """
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise UsageError(f"{name} is a number of bytes such as 512M or 2G, not {text[:40]!r}")
    return int(match[1]) << _UNITS[match[2].upper()]


@cache
def _memory() -> int:
    """The bytes that the machine has, or a control group of this process allows if that is less."""
    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    try:
        groups = Path("/proc/self/cgroup").read_text()
    except OSError:
        return total
    allowed = group_limit(groups, Path("/sys/fs/cgroup"))
    return total if allowed is None else min(total, allowed)


def group_limit(groups: str, root: Path) -> int | None:
    """The least that the control groups of a process allow, None where they do not say.

    Args:
        groups: what ``/proc/PID/cgroup`` says.
        root: where control groups are mounted; those of version 1 in ``memory`` below it.
    """
    limits: list[int] = []
    for line in groups.splitlines():
        number, controllers, path = line.split(":", 2)
        place, file = root, "memory.max"
        if number != "0" or controllers:
            if "memory" not in controllers.split(","):
                continue
            place, file = root / "memory", "memory.limit_in_bytes"
        parts = [part for part in path.split("/") if part and part != ".."]
        for depth in range(len(parts) + 1):
            try:
                text = place.joinpath(*parts[:depth], file).read_text().strip()
            except OSError:
                continue  # the root has no limit, and a namespace may hide what is above
            if text.isdecimal():
                limits.append(int(text))
    return min(limits, default=None)

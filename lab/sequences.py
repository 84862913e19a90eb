"""What a measured kernel is asked to do: scripts for its first process, made from a seed.

A step is a line: ``L ID N`` loads a program of N instructions, ``S ID N K`` one that calls K more
functions of N instructions, ``U ID`` unloads it, ``UA`` everything, ``sync MS`` waits until frees
are done and MS milliseconds more, ``snap LABEL`` and ``packs LABEL`` record counters and the
kernel's own list of packs, ``rd FILE`` and ``wr FILE VALUE`` read and write a setting.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from progpack.errors import UsageError

__all__ = ["MOST_PROGRAMS", "SEQUENCES", "Sequence", "sequence"]

MOST_PROGRAMS: Final = 65_536
"""Ids that the first process has room for: MAX_PROGRAMS of init.c."""

RUNQSLOWER: Final = (2, 2, 2, 2, 5, 6, 31, 2, 31, 140)
"""Instructions of the ten loads of runqslower: probes of libbpf, then its programs."""

_SETTINGS: Final = ("bpf_jit_enable", "bpf_jit_harden", "bpf_jit_limit")
# For what else the same work frees; it is waited for the program itself.
_FREED_MS: Final = 2


@dataclass(frozen=True, slots=True)
class Sequence:
    """A script.

    Attributes:
        name: what it is called, also in names of files.
        description: what it does, for people.
        steps: its lines, without line ends.
    """

    name: str
    description: str
    steps: tuple[str, ...]

    @property
    def text(self) -> bytes:
        """The file that the first process reads."""
        return "".join(f"{step}\n" for step in self.steps).encode("ascii")

    @property
    def loads(self) -> int:
        """Programs that it loads."""
        return sum(step[:2] in ("L ", "S ") for step in self.steps)


class _Script:
    """Steps as they are added, with an id for each program."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.steps: list[str] = []
        self._next = 0

    def load(self, length: int, functions: int = 0) -> int:
        number = self._next
        self._next += 1
        more = f" {functions}" if functions else ""
        self.steps.append(f"{'S' if functions else 'L'} {number} {length}{more}")
        return number

    def unload(self, number: int) -> None:
        self.steps += [f"U {number}", f"sync {_FREED_MS}"]

    def unload_all(self) -> None:
        self.steps += ["UA", f"sync {100 * _FREED_MS}"]

    def moment(self, label: str) -> None:
        self.steps += [f"packs {label}", f"snap {label}"]


def _tool(script: _Script) -> None:
    for length in RUNQSLOWER:
        script.load(length)


def _many(script: _Script, count: int) -> None:
    for _ in range(count):
        script.load(script.random.randint(2, 200))


def _churn(script: _Script, count: int) -> None:
    """Each load is followed, half of the time, by the unload of any of those that are there."""
    held: list[int] = []
    for _ in range(count):
        held.append(script.load(script.random.randint(2, 120)))
        if script.random.random() < 0.5:
            script.unload(held.pop(script.random.randrange(len(held))))


def _calling(script: _Script) -> None:
    for functions in (1, 3, 7):
        script.load(script.random.randint(2, 60), functions)


def _new_packs(script: _Script, count: int) -> None:
    """Programs of 2,000 instructions: 10 kB each on x86-64, where 203 fill a pack."""
    for _ in range(count):
        script.load(2000)


def _tour(script: _Script) -> None:
    _tool(script)
    _many(script, 300)
    script.moment("small")
    _churn(script, 120)
    _calling(script)
    script.moment("churned")
    _new_packs(script, 640)


def _sizes(script: _Script) -> None:
    """Each length once: where sizes are rounded, one more instruction is one more unit."""
    for length in range(2, 802):
        script.load(length)
        if length % 100 == 0:
            script.moment(f"to-{length}")


_KINDS: Final[dict[str, tuple[str, Callable[[_Script], None]]]] = {
    "tool": ("the ten loads of runqslower", _tool),
    "tour": (
        (
            "the loads of a tool, 300 programs of 2 to 200 instructions, 120 that come and go, "
            "three of several functions, 640 of 2,000 instructions for new packs"
        ),
        _tour,
    ),
    "churn": (
        "500 programs; half of the loads are followed by an unload",
        lambda s: _churn(s, 500),
    ),
    "sizes": ("800 programs of 2 to 801 instructions, each length once", _sizes),
    "packs": ("1,000 programs of 2,000 instructions", lambda s: _new_packs(s, 1000)),
}

SEQUENCES: Final = {name: description for name, (description, _) in _KINDS.items()}
"""Name -> what it does."""


def sequence(name: str, seed: int = 0) -> Sequence:
    """The script of that name.

    All begin with the settings and the moment "start", and end with the moments "loaded" and, after
    everything was unloaded, "unloaded". The same name and seed give the same script.

    Args:
        name: one of `SEQUENCES`.
        seed: of everything that is random.

    Raises:
        UsageError: there is no such sequence.
    """
    if name not in _KINDS:
        raise UsageError(f"no sequence is called {name!r}; there are {', '.join(_KINDS)}")
    description, fill = _KINDS[name]
    script = _Script(seed)
    script.steps += list(_settings())
    script.moment("start")
    fill(script)
    script.moment("loaded")
    script.unload_all()
    script.moment("unloaded")
    return Sequence(name, description, tuple(script.steps))


def _settings() -> Iterator[str]:
    # 1: root sees addresses; 0 would show hashes of them.
    yield "wr /proc/sys/kernel/kptr_restrict 1"
    # Off by default on some architectures.
    yield "wr /proc/sys/net/core/bpf_jit_enable 1"
    for setting in _SETTINGS:
        yield f"rd /proc/sys/net/core/{setting}"

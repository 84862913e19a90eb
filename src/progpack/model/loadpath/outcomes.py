"""The steps that a load took, and what it left behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import Enum
from typing import Any, Final, Protocol

__all__ = ["Left", "Outcome", "Path", "Step"]


class Outcome(Enum):
    """The end of a step."""

    DONE = "done"
    EMPTY = "reports success, does nothing"
    IGNORED = "fails, and nobody looks"
    REFUSED = "REFUSED"
    UNDONE = "undo"
    WARNED = "undone wrongly, with a warning at most"
    UNKNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Step:
    """One call.

    Attributes:
        call: what it is for: gate, charge, reserve, fill, set_memory, publish, place, write, copy,
            invalidate, free, mark, run.
        function: who does it, as the kernel or progpack calls it.
        detail: on how much, or why not.
        outcome: how it ended.
    """

    call: str
    function: str
    detail: str
    outcome: Outcome = Outcome.DONE

    def as_dict(self) -> dict[str, str]:
        """Return the step in the form that JSON output has."""
        return {**asdict(self), "outcome": self.outcome.name.lower()}


@dataclass(frozen=True, slots=True)
class Left:
    """The state left beyond the programs that can be run: all zero if all is well.

    Attributes:
        charge: bytes that are charged for no program.
        lost: chunks that are taken for no program, and that nobody knows to be.
        quarantined: chunks that are known to be unusable and are never used again.
        shared: chunks of live programs that are marked free.
        stray: bytes that can be executed and are neither a program nor a trap.
        dangling: live programs whose memory was given back.
        listed: packs that programs may still go to, and whose memory was given back.
        marked: programs that are marked compiled and have no image.
        writable: live programs whose code can be written.
        unknown: what cannot be told, in sentences.
    """

    charge: int = 0
    lost: int = 0
    quarantined: int = 0
    shared: int = 0
    stray: int = 0
    dangling: int = 0
    listed: int = 0
    marked: int = 0
    writable: int = 0
    unknown: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether nothing is left; chunks that are known to be unusable count as something."""
        return self == Left()

    def sentences(self) -> list[str]:
        """One for each kind of thing that is left."""
        sentences = [
            _said(_SAID[field.name], getattr(self, field.name))
            for field in fields(self)
            if field.name in _SAID and getattr(self, field.name)
        ]
        return [*sentences, *self.unknown]

    def as_dict(self) -> dict[str, Any]:
        """Return the counts and sentences in the form that JSON output has."""
        return {**asdict(self), "clean": self.clean, "sentences": self.sentences()}


_SAID: Final[Mapping[str, tuple[str, str]]] = {
    "charge": ("byte", "charged for no program"),
    "lost": ("chunk", "taken for no program, for good"),
    "quarantined": ("chunk", "out of use, and said to be (quarantined)"),
    "shared": ("chunk", "of live programs marked free"),
    "stray": ("executable byte", "neither a program's nor a trap's"),
    "dangling": ("live program", "in memory that was given back"),
    "listed": ("pack", "still on the list, its memory given back"),
    "marked": ("program", "marked compiled, without code"),
    "writable": ("program", "whose code can be written while it runs"),
}


def _said(words: tuple[str, str], count: int) -> str:
    noun, what = words
    if count < 0:
        return f"{-count:,} {noun}s given back that were never charged"
    return f"{count:,} {noun}{'s' if count != 1 else ''} {what}"


class Path(Protocol):
    """A way from bytes to a program: the kernel's, or progpack's."""

    @property
    def title(self) -> str:
        """The name of this order of work."""

    @property
    def steps(self) -> list[Step]:
        """The steps done until now."""

    def load(self, name: str, size: int) -> str:
        """Load a program of ``size`` bytes; empty, or the error that the caller is told."""

    def give_up(self, name: str, size: int) -> str:
        """Place a program of ``size`` bytes and then give up; as `load`."""

    def dispatch(self) -> str:
        """Place a page of data that is not a JIT's image: the XDP dispatcher's."""

    def unload(self, name: str) -> str:
        """Give a program back; as `load`."""

    def arm(self, call: str) -> None:
        """Let the next such call fail: text_copy, text_invalidate, set_memory."""

    def left(self) -> Left:
        """Return what is left in memory and in the accounts beyond the programs."""

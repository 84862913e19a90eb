"""The protocols of a backend, and of its ends of a program, a map and an object.

A backend imports nothing of this room: it has these methods, and the values that cross are in
`progpack.bpf.request` and `progpack.bpf.outcome`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, Protocol

from progpack.bpf.ability import Ability
from progpack.bpf.environment import Environment
from progpack.bpf.outcome import CodePlace, RunResult
from progpack.bpf.request import RunRequest
from progpack.bpf.spec import MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType

__all__ = ["Backend", "LoadedObject", "MapHandle", "ProgramHandle"]


class ProgramHandle(Protocol):
    """A backend's end of a program."""

    @property
    def spec(self) -> ProgramSpec:
        """The spec that the program was made from."""

    @property
    def token(self) -> int:
        """The number by which arrays of programs name it."""

    @property
    def place(self) -> CodePlace:
        """The place of the program's machine code."""

    def run(self, request: RunRequest) -> RunResult:
        """Run the program once.

        Raises:
            RunError: the run ended early.
            UsageError: an input that this type of program does not have.
        """


class MapHandle(Protocol):
    """A backend's end of a map: bytes in, bytes out.

    Keys and values have the map's sizes; a value of each CPU is one value behind the other, each
    rounded up to 8 bytes. What changes a map gives 0, or the negative number of an error as the
    kernel gives it. A map has the methods that its type needs.
    """

    @property
    def spec(self) -> MapSpec:
        """The map's name, type and sizes."""

    @property
    def byteorder(self) -> Literal["little", "big"]:
        """The byte order of numbers in keys."""

    @property
    def cpus(self) -> int:
        """Number of CPUs for which a value of each CPU has a part."""

    @property
    def token(self) -> int:
        """The number by which maps of maps name it."""

    @property
    def lost(self) -> int:
        """Number of samples that found no room in a perf event array."""

    def lookup(self, key: bytes) -> bytes | None:
        """Return the value of a key, None when there is none."""

    def update(self, key: bytes, value: bytes) -> int:
        """Set the value of a key."""

    def delete(self, key: bytes) -> int:
        """Remove a key."""

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield the keys and their values."""

    def filled(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield what `items` does without the values that are zero."""

    def count(self) -> int:
        """Return the number of elements of a hash table, or of values of a queue."""

    def push(self, value: bytes, flags: int = 0) -> int:
        """Add a value to a queue, a stack or a filter."""

    def peek(self, value: bytes = b"") -> bytes | None:
        """The next value of a queue or stack; ``value`` when a filter has it; None for none."""

    def pop(self) -> bytes | None:
        """Take the next value of a queue or stack out, None when there is none."""

    def values(self) -> list[bytes]:
        """Return all values of a queue or stack in the order in which `pop` gives them."""

    def consume(self) -> list[tuple[int, bytes]]:
        """Take out the records of a ring buffer, or samples with the CPUs they were for."""

    def reference(self, key: bytes) -> int | None:
        """The token of the map or program under a key, None when there is none."""

    def refer(self, key: bytes, other: Any) -> int:
        """Put a map or program of the same object, given as its handle, under a key."""

    def forget(self, key: bytes) -> int:
        """Remove the map or program under a key."""

    def references(self) -> Iterator[tuple[bytes, int]]:
        """Keys and the tokens of what is under them."""


class LoadedObject(Protocol):
    """A backend's end of an object."""

    @property
    def spec(self) -> ObjectSpec:
        """The spec of the object as loaded: a ring may be larger than in the file."""

    @property
    def programs(self) -> Mapping[str, ProgramHandle]:
        """The loaded programs, by name."""

    @property
    def maps(self) -> Mapping[str, MapHandle]:
        """All maps of the object, by name; one may be made when it is first asked for."""

    def timers(self) -> Iterable[tuple[int, int, int, Callable[[], None]]]:
        """Started timers, as `progpack.bpf.time_limits.first_due` takes them.

        The last of each calls its function, after which it is no longer started.
        """

    def end_runs(self) -> None:
        """End runs whose threads are not there, in a child of a fork: as an exception would."""

    def close(self) -> None:
        """Give everything back. May be called twice."""


class Backend(Protocol):
    """A way to run an object."""

    @property
    def name(self) -> str:
        """The backend's name, as `progpack.load` takes it."""

    @property
    def abilities(self) -> frozenset[Ability]:
        """The abilities of the backend; whatever needs another one is refused before a run."""

    @property
    def program_types(self) -> frozenset[ProgramType]:
        """The types of the programs that the backend runs."""

    @property
    def map_types(self) -> frozenset[MapType]:
        """The types of the maps that the backend has."""

    @property
    def byteorder(self) -> Literal["little", "big"] | None:
        """The byte order of the objects that the backend takes; None for both."""

    @property
    def environment(self) -> Environment:
        """The world that the backend's programs are told of."""

    def load(self, spec: ObjectSpec, names: Sequence[str]) -> LoadedObject:
        """Make the maps of an object and the programs of these names.

        Raises:
            ProgramError, MissingFeatureError, ObjectError: the object cannot be used; says where
                and why.
            Nothing is left behind.
        """

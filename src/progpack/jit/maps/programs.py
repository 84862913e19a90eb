"""Arrays of programs, in which tail calls find those that they continue with."""

from __future__ import annotations

import ctypes
import sys
import weakref
from collections.abc import Iterator, MutableMapping
from functools import partial
from typing import Literal, Protocol

from progpack.bpf.maps.plan import MapPlan
from progpack.bpf.spec import MapSpec, ProgramSpec
from progpack.errors import UsageError
from progpack.jit import grace
from progpack.jit.maps.handle import Map
from progpack.jit.maps.keys import Key
from progpack.jit.maps.reachable import Mended, Reachable, whole
from progpack.jit.native.layout import TargetSlot
from progpack.jit.native.runtime import Runtime

__all__ = ["Continuation", "ProgArray"]

_ORDER: Literal["little", "big"] = sys.byteorder


class Continuation(Protocol):
    """The part of a program that an array of programs uses."""

    spec: ProgramSpec

    @property
    def target(self) -> TargetSlot:
        """The program's entry for tail calls."""

    def joined(self, array: ProgArray) -> None:
        """Record that the array refers to this program.

        Raises:
            SpanError: the program is closed.
        """


class ProgArray(Mended, Map, MutableMapping[Key, Continuation]):
    """PROG_ARRAY: programs that others continue with (``bpf_tail_call``).

    All of them, and those that call them, are of one type. A program that is closed leaves the
    arrays that it is in; one that is taken out or replaced stays for the runs that began before.

    Raises (all methods):
        UsageError: a program of another type, a number that the array does not have.
        KeyError: there is no program.
    """

    def __init__(self, spec: MapSpec, runtime: Runtime, plan: MapPlan | None = None) -> None:
        super().__init__(spec, runtime, plan)
        # As the keys, each taken out by its own callback: threads add some while others look.
        self._callers: dict[weakref.ref[Continuation], None] = {}
        self._programs: Reachable[Continuation] = Reachable()
        self._targets = (ctypes.c_uint64 * spec.max_entries).from_address(self._values.address)

    def note_caller(self, program: Continuation) -> None:
        """Note a program that uses this map, without keeping it alive."""
        self._callers[weakref.ref(program, self._callers.pop)] = None

    def _called_by(self) -> list[Continuation]:
        programs = [reference() for reference in list(self._callers)]
        return [program for program in programs if program is not None]

    def __getitem__(self, key: Key) -> Continuation:
        return grace.change(partial(self._get, self._index(key)))

    def _get(self, index: int) -> Continuation:
        return self._programs[self._targets[index]]

    def __setitem__(self, key: Key, value: Continuation) -> None:
        index = self._index(key)
        for other in (*self._called_by(), *self._programs.values()):
            if other.spec.type is not value.spec.type:
                raise UsageError(
                    f"map {self.name} has {other.spec.type.name} programs; {value.spec.name} is "
                    f"{value.spec.type.name}"
                )
        # It may have to be compiled for that.
        target = ctypes.addressof(value.target)
        grace.change(partial(self._put, index, value, target))

    @whole
    def _put(self, index: int, value: Continuation, target: int) -> None:
        value.joined(self)
        self._programs.add(target, value)
        self._replace(index, target)

    def __delitem__(self, key: Key) -> None:
        if not grace.change(partial(self._take_out, self._index(key))):
            raise KeyError(key)

    @whole
    def _take_out(self, index: int) -> int:
        return self._replace(index, 0)

    def _mend(self) -> None:
        """See `Mended`."""
        self._programs.mend([target for target in self._targets if target])

    def _replace(self, index: int, target: int) -> int:
        """Store a program's target; the one that was there, which leaves."""
        before = self._runtime.publish(self._values.address + 8 * index, target)
        if before:
            self._programs.leave(before)
        return before

    def __iter__(self) -> Iterator[Key]:
        return iter([index for index, target in enumerate(self._targets) if target])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @whole
    def forget(self, program: Continuation) -> None:
        """Take a program out wherever it is; in a `grace.change`."""
        gone = ctypes.addressof(program.target)
        for index in [index for index, target in enumerate(self._targets) if target == gone]:
            self._replace(index, 0)

    def _index(self, key: Key) -> int:
        index = int.from_bytes(self._key(key), _ORDER)
        if index >= self.spec.max_entries:
            raise UsageError(f"map {self.name} has {self.spec.max_entries} elements, no {index}")
        return index

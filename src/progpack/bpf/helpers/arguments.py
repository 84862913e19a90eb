"""Arguments of helpers as Python functions are given them, and as they are recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from progpack.bpf.helpers.record import Arg, Helper, Returns
from progpack.bpf.maps.types import Holds
from progpack.bpf.spec import MapSpec

__all__ = ["Copies", "Memory", "arguments", "recorded", "recorded_result"]

#: The register with the size of a record, where a helper returns one.
_RECORD_SIZE = 2


class Memory(Protocol):
    """A program's memory, of which a helper in Python is given copies."""

    @property
    def context_size(self) -> int:
        """Bytes of the context."""

    def bytes_at(self, address: int, size: int) -> bytes:
        """Bytes of memory that has been checked."""

    def put_at(self, address: int, data: bytes) -> None:
        """Change bytes of memory that has been checked."""

    def map_of(self, address: int) -> Any:
        """The map of an address that has been checked to be one."""

    def text(self, address: int) -> bytes:
        """Text without its NUL, which has been checked to be there."""

    def record_size(self, address: int) -> int:
        """Bytes of the record of a ring buffer at an address that has been checked to be one."""


class Copies:
    """Copies of a program's memory for one call of a function.

    A function may keep a part of a view, which would be other memory once the run has ended.

    Args:
        memory: memory of the program.

    Attributes:
        memory: memory of the program.
    """

    def __init__(self, memory: Memory) -> None:
        self.memory = memory
        #: Address, bytes as the function has them, and what the program has where they may differ.
        self._copies: list[tuple[int, bytearray, bytes | None]] = []

    def view(self, address: int, size: int, *, writable: bool) -> memoryview:
        """Return a copy of memory that has been checked."""
        data = self.memory.bytes_at(address, size) if size else b""
        copy = bytearray(data)
        self._copies.append((address, copy, data if writable else None))
        return memoryview(copy) if writable else memoryview(copy).toreadonly()

    def settle(self) -> None:
        """Put what the function wrote into the memory of the program."""
        for number, (address, copy, known) in enumerate(self._copies):
            if known is not None and copy != known:
                now = bytes(copy)
                self.memory.put_at(address, now)
                self._copies[number] = address, copy, now

    def take_again(self) -> None:
        """Have the copies be what the memory of the program is now."""
        for number, (address, copy, known) in enumerate(self._copies):
            if copy:
                copy[:] = now = self.memory.bytes_at(address, len(copy))
                self._copies[number] = address, copy, None if known is None else now


def arguments(helper: Helper, copies: Copies, r: Sequence[int]) -> list[Any]:
    """Return what a function is given for the arguments of a helper: one for each but sizes.

    Args:
        helper: the row.
        copies: get those of memory.
        r: r0 to r5; the arguments have been checked.

    Returns:
        Numbers, maps, texts as bytes, memory as views; the kind alone of what is none of these.
    """
    return [
        _argument(helper, copies, arg, place, r)
        for place, arg in enumerate(helper.args)
        if arg is not Arg.SIZE
    ]


def _argument(helper: Helper, copies: Copies, arg: Arg, place: int, r: Sequence[int]) -> object:
    value, memory = r[place + 1], copies.memory
    match arg:
        case Arg.ANY:
            return value
        case Arg.CTX:
            return copies.view(value, memory.context_size, writable=False)
        case Arg.MAP:
            return memory.map_of(value)
        case Arg.MEM_READ | Arg.MEM_WRITE:
            return copies.view(value, r[place + 2], writable=arg.writes)
        case Arg.MAP_KEY | Arg.MAP_VALUE | Arg.MAP_VALUE_OUT:
            spec = _map_given(helper, memory, r)
            size = spec.key_size if arg is Arg.MAP_KEY else spec.value_size
            return copies.view(value, size, writable=arg.writes)
        case Arg.MAP_VALUE_OR_NULL:
            size = _map_given(helper, memory, r).value_size
            return copies.view(value, size, writable=False) if value else None
        case Arg.CONST_STR:
            return memory.text(value)
        case Arg.RINGBUF_MEM:
            return copies.view(value, memory.record_size(value), writable=False)
        case Arg.OBJECT:
            return arg if value else None
        case Arg.LONG_OUT | Arg.INT_OUT:
            return copies.view(value, arg.fixed, writable=True)
    return arg


def recorded(helper: Helper, memory: Memory, r: Sequence[int]) -> tuple[object, ...]:
    """Return the arguments of a helper as they are now, for people: copies, and names of maps.

    Args:
        helper: the row.
        memory: memory of the program.
        r: r0 to r5; the arguments have been checked.
    """
    kinds = [arg for arg in helper.args if arg is not Arg.SIZE]
    given = arguments(helper, Copies(memory), r)
    return tuple(_copied(arg, value) for arg, value in zip(kinds, given, strict=True))


def _copied(arg: Arg, value: Any) -> object:
    if arg is Arg.CTX:
        return arg
    if arg is Arg.MAP:
        return value.spec.name
    if isinstance(value, memoryview):
        with value:
            return bytes(value)
    return value


def recorded_result(helper: Helper, memory: Memory, r: Sequence[int], address: int) -> bytes | str:
    """Return what lies at an address that a helper returned: the value, or the name of a map.

    Args:
        helper: the row.
        memory: memory of the program.
        r: r0 to r5; the arguments have been checked.
        address: not null.
    """
    spec = _map_given(helper, memory, r)
    if spec.type.traits.holds is Holds.MAPS:
        name: str = memory.map_of(address).spec.name
        return name
    size = r[_RECORD_SIZE] if helper.returns is Returns.RECORD else spec.value_size
    return memory.bytes_at(address, size)


def _map_given(helper: Helper, memory: Memory, r: Sequence[int]) -> MapSpec:
    spec: MapSpec = memory.map_of(r[1 + helper.args.index(Arg.MAP)]).spec
    return spec

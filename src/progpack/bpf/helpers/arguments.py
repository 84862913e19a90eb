"""Arguments of helpers as Python functions are given them, and as they are recorded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from progpack.bpf.helpers.record import Arg, Helper, Returns
from progpack.bpf.maps.types import Holds
from progpack.bpf.spec import MapSpec

__all__ = ["Memory", "arguments", "recorded", "recorded_result"]

#: The register with the size of a record, where a helper returns one.
_RECORD_SIZE = 2


class Memory(Protocol):
    """A program's memory, as a helper in Python is given parts of it."""

    @property
    def context_size(self) -> int:
        """Bytes of the context."""

    def view(self, address: int, size: int, *, writable: bool) -> memoryview:
        """Memory that has been checked."""

    def map_of(self, address: int) -> Any:
        """The map of an address that has been checked to be one."""

    def text(self, address: int) -> bytes:
        """Text without its NUL, which has been checked to be there."""

    def record_size(self, address: int) -> int:
        """Bytes of the record of a ring buffer at an address that has been checked to be one."""

    def settle(self) -> None:
        """Have what was written to views be in the program's memory, before they are released."""


def arguments(helper: Helper, memory: Memory, r: Sequence[int]) -> list[Any]:
    """Return what a function is given for the arguments of a helper: one for each but sizes.

    Args:
        helper: the row.
        memory: memory of the program.
        r: r0 to r5; the arguments have been checked.

    Returns:
        Numbers, maps, texts as bytes, memory as views; the kind alone of what is none of these.
    """
    return [
        _argument(helper, memory, arg, place, r)
        for place, arg in enumerate(helper.args)
        if arg is not Arg.SIZE
    ]


def _argument(helper: Helper, memory: Memory, arg: Arg, place: int, r: Sequence[int]) -> object:
    value = r[place + 1]
    match arg:
        case Arg.ANY:
            return value
        case Arg.CTX:
            return memory.view(value, memory.context_size, writable=False)
        case Arg.MAP:
            return memory.map_of(value)
        case Arg.MEM_READ | Arg.MEM_WRITE:
            return memory.view(value, r[place + 2], writable=arg.writes)
        case Arg.MAP_KEY | Arg.MAP_VALUE | Arg.MAP_VALUE_OUT:
            spec = _map_given(helper, memory, r)
            size = spec.key_size if arg is Arg.MAP_KEY else spec.value_size
            return memory.view(value, size, writable=arg.writes)
        case Arg.MAP_VALUE_OR_NULL:
            size = _map_given(helper, memory, r).value_size
            return memory.view(value, size, writable=False) if value else None
        case Arg.CONST_STR:
            return memory.text(value)
        case Arg.RINGBUF_MEM:
            return memory.view(value, memory.record_size(value), writable=False)
        case Arg.OBJECT:
            return arg if value else None
        case Arg.LONG_OUT | Arg.INT_OUT:
            return memory.view(value, arg.fixed, writable=True)
    return arg


def recorded(helper: Helper, memory: Memory, r: Sequence[int]) -> tuple[object, ...]:
    """Return the arguments of a helper as they are now, for people: copies, and names of maps.

    Args:
        helper: the row.
        memory: memory of the program.
        r: r0 to r5; the arguments have been checked.
    """
    kinds = [arg for arg in helper.args if arg is not Arg.SIZE]
    given = arguments(helper, memory, r)
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
    with memory.view(address, size, writable=False) as view:
        return bytes(view)


def _map_given(helper: Helper, memory: Memory, r: Sequence[int]) -> MapSpec:
    spec: MapSpec = memory.map_of(r[1 + helper.args.index(Arg.MAP)]).spec
    return spec

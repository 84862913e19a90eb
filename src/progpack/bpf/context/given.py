"""Inputs as a caller gives them: contexts by name or as a structure, packets of Scapy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from progpack.bpf.context.build import RunArg, RunContext
from progpack.bpf.context.fields import ByteOrder, ContextLayout, layout
from progpack.bpf.spec import ProgramType
from progpack.errors import UsageError
from progpack.integers import bytes_of, exact_bytes, shorten

__all__ = ["AnyContext", "AnyPacket", "given_args", "given_context", "given_packet"]

#: What a run takes as its context: a `RunContext`, or an instance of a dataclass, or of a class of
#: `ctypes`.
AnyContext: TypeAlias = Any

#: What a run takes as its packet: bytes, or an object that has bytes.
AnyPacket: TypeAlias = Any

_BYTES = (bytes, bytearray, memoryview)


def given_context(
    program_type: ProgramType, context: AnyContext, byteorder: ByteOrder
) -> RunContext | None:
    """Return a context as `progpack.bpf.context.build.build` takes it.

    Fields of a dataclass that are None are as if they were not given.

    Args:
        program_type: type of the program.
        context: what the caller gives.
        byteorder: byte order of the program.

    Raises:
        UsageError: a structure whose fields lie elsewhere than those of the context, or what is
            no context.
    """
    if isinstance(context, _BYTES):
        return exact_bytes(context)
    if context is None or isinstance(context, Mapping):
        return context
    names = getattr(type(context), "__dataclass_fields__", None)
    if names is not None:
        values = {name: getattr(context, name) for name in names}
        return {name: value for name, value in values.items() if value is not None}
    from progpack.bpf.btf.structures import is_structure

    if not is_structure(context):
        raise UsageError(
            f"a context is bytes, a dict, a dataclass or a structure, not {type(context).__name__}"
        )
    return _structure(context, layout(program_type), byteorder)


def given_packet(packet: AnyPacket) -> bytes:
    """Return the bytes of a packet that a caller gives, such as one of Scapy.

    Raises:
        UsageError: it has no bytes.
    """
    if isinstance(packet, _BYTES):
        return exact_bytes(packet)
    return bytes_of(packet, "a packet is bytes, or what has bytes as Scapy's packets have")


def given_args(args: Sequence[RunArg] | None) -> Sequence[RunArg] | None:
    """Return the arguments of a tracing program as a list.

    Raises:
        UsageError: they are no list.
    """
    if args is None or isinstance(args, (list, tuple)):
        return args
    if not isinstance(args, Iterable) or isinstance(args, (str, *_BYTES)):
        raise UsageError(f"args is a list of numbers and bytes, not {shorten(args)}")
    return list(args)


def _structure(context: Any, kind: ContextLayout, byteorder: ByteOrder) -> RunContext:
    from progpack.bpf.btf.structures import plain_of

    known = {field.name: field for field in kind.fields}
    cls = type(context)
    for entry in getattr(cls, "_fields_", ()):
        field, place = known.get(entry[0]), getattr(cls, entry[0])
        if field is not None and (field.offset, field.size) != (place.offset, place.size):
            raise UsageError(
                f"context: field {field.name} is {place.size} bytes at byte {place.offset} in class"
                f" {cls.__name__}, {field.size} bytes at byte {field.offset} in {kind.name}"
            )
    data = plain_of(context, None, byteorder, f"context {kind.name}")
    assert isinstance(data, bytes)
    return data.ljust(kind.size, b"\0")  # a class may have the first fields alone

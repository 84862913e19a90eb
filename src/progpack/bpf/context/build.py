"""Contexts: the structure that r1 points to when a program starts, by program type.

`layout` says how a type's context looks and which of its bytes may be written; `build` makes the
bytes for a packet, for arguments, or from what the caller gives. Both know no address space: the
interpreter and the compiled code bring their own and pass the addresses in.

The layouts themselves are in `progpack.bpf.context.fields`. What a caller leaves out is as in
``BPF_PROG_TEST_RUN`` (``net/bpf/test_run.c``), with the loopback as the interface; that test run
takes the Ethernet header away from socket filters, too, which see frames here as on an AF_PACKET
socket.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Final, TypeAlias

from progpack.bpf.context.defaults import default_block, default_fields
from progpack.bpf.context.fields import FLOW_KEYS, ByteOrder, ContextLayout, Field, layout
from progpack.bpf.context.linear import linear_of
from progpack.bpf.context.link_header import link_header
from progpack.bpf.spec import ProgramType
from progpack.errors import UsageError
from progpack.integers import bytes_of, shorten, whole

__all__ = [
    "ByteOrder",
    "ContextLayout",
    "Field",
    "RunArg",
    "RunContext",
    "build",
    "fields_of",
    "flow_keys",
    "layout",
    "metadata",
]

#: One argument of a tracing program: a number, or bytes that it gets the address of.
RunArg: TypeAlias = int | bytes | bytearray | memoryview
#: A context given by the caller: its bytes, or values for some of its fields by name. Bytes for a
#: field of 64 bits are put behind the context, and the field has their address.
RunContext: TypeAlias = bytes | bytearray | memoryview | Mapping[str, int | bytes]

# What `build` works out itself, so that a caller cannot contradict the packet.
_DERIVED: Final = frozenset({"data", "data_end", "data_meta", "len"})
#: Bytes of a field that may be an address.
_ADDRESS: Final = 8
#: Most bytes in front of an XDP packet (xdp_metalen_invalid() in include/net/xdp.h).
_MOST_METADATA: Final = 252


def build(
    program_type: ProgramType,
    *,
    packet: bytes | bytearray | memoryview = b"",
    data: int = 0,
    context: RunContext | None = None,
    args: Sequence[RunArg] | None = None,
    place: Callable[[bytes], int] | None = None,
    at: Callable[[int], int] | None = None,
    byteorder: ByteOrder = "little",
    linear: int | None = None,
) -> bytes:
    """The bytes that r1 points to.

    Args:
        program_type: type of the program.
        packet: the packet, for types that have one; for FLAT the memory (unless ``context`` is).
            Programs that begin at the network header do not see the header in front of it, see
            `progpack.bpf.context.link_header`.
        data: address of the first byte that the program sees, below 4 GiB less the packet's
            length.
        context: values for fields by name ({"ingress_ifindex": 3}), or all its bytes. The packet's
            addresses and length are put in whatever the bytes say. Bytes for a field of 64 bits
            (``{"optval": b"..."}``) lie behind the structure, and the field has their address;
            bytes for ``data_meta`` of an XDP program lie in front of the packet (`metadata`).
        args: arguments of a tracing program. Bytes are handed to ``place`` and become an address.
        place: puts bytes into memory that the program may read and returns their address.
        at: gives the address that a context of so many bytes will have; asked where something
            lies behind the structure.
        byteorder: byte order of the program.
        linear: see `progpack.bpf.context.linear.linear_of`.

    Returns:
        The context. Empty for FLAT without memory.

    Raises:
        MissingFeatureError: this type cannot run here.
        UsageError: an input that the type does not have, or a field that does not exist or whose
            value does not fit.
    """
    kind = layout(program_type)
    _refuse_unused(program_type, kind, packet, context, args)
    most = linear_of(program_type, linear) if kind.packet or linear is not None else 0
    if args is not None:
        return _args_context(args, place, byteorder)
    if kind.packet or kind.size or (kind.fields and isinstance(context, Mapping)):
        return _Structure(program_type, kind, byteorder).made(
            *(bytes(packet), data, context, at), most
        )
    if context is None:
        return bytes(packet)
    if isinstance(context, Mapping):
        raise UsageError(f"the {kind.name} of {program_type.name} programs is given as bytes")
    return bytes(context)


def metadata(program_type: ProgramType, context: RunContext | None) -> bytes:
    """Return the bytes that the caller puts in front of an XDP packet, as another program would.

    Raises:
        UsageError: their number is no multiple of 4, or more than 252.
    """
    if program_type is not ProgramType.XDP or not isinstance(context, Mapping):
        return b""
    meta = context.get("data_meta", b"")
    if isinstance(meta, int):
        return b""
    data = bytes_of(meta, "data_meta, the metadata in front of a packet, is bytes")
    if len(data) % 4 or len(data) > _MOST_METADATA:
        raise UsageError(
            f"metadata of a packet has a multiple of 4 bytes and at most {_MOST_METADATA}, not"
            f" {len(data)}"
        )
    return data


def fields_of(
    program_type: ProgramType, context: bytes, byteorder: ByteOrder = "little"
) -> dict[str, int]:
    """The fields of a context by name, as `build` made it or a program left it.

    Empty for types without fields; fields that ``context`` is too short for are left out.

    Raises:
        MissingFeatureError: this type cannot run here.
    """
    return _read(layout(program_type).fields, context, byteorder)


def flow_keys(context: bytes, byteorder: ByteOrder = "little") -> dict[str, int]:
    """Read the result of a flow dissector, ``struct bpf_flow_keys``, from the context that it left.

    Words of IPv6 addresses from the third on have names of their own; the first two are those of
    the IPv4 addresses (``ipv4_src``, ``ipv4_dst``), which is where the kernel has them.
    """
    kind = layout(ProgramType.FLOW_DISSECTOR)
    return _read(FLOW_KEYS, context[kind.size :], byteorder)


def _read(held: Sequence[Field], data: bytes, byteorder: ByteOrder) -> dict[str, int]:
    return {
        field.name: int.from_bytes(data[field.offset : field.offset + field.size], byteorder)
        for field in held
        if field.offset + field.size <= len(data)
    }


def _refuse_unused(
    program_type: ProgramType,
    kind: ContextLayout,
    packet: bytes | bytearray | memoryview,
    context: RunContext | None,
    args: Sequence[RunArg] | None,
) -> None:
    name = program_type.name
    if len(packet) and not kind.packet and program_type is not ProgramType.FLAT:
        raise UsageError(f"{name} programs have no packet; give a context ({kind.name})")
    if args is not None and not kind.args:
        raise UsageError(f"{name} programs have no arguments; give a context ({kind.name})")
    if context is not None and args is not None:
        raise UsageError(f"give {name} programs a context or arguments, not both")
    if context is not None and len(packet) and program_type is ProgramType.FLAT:
        raise UsageError("give FLAT programs their memory as the packet or the context, not both")


def _args_context(
    args: Sequence[RunArg], place: Callable[[bytes], int] | None, byteorder: ByteOrder
) -> bytes:
    out = bytearray()
    for index, arg in enumerate(args):
        number = whole(arg)
        if number is not None:
            if not -(1 << 63) <= number < 1 << 64:
                raise UsageError(f"argument {index} does not fit 64 bits: {shorten(number)}")
            value = number & 0xFFFFFFFFFFFFFFFF
        elif place is None:
            raise UsageError(f"argument {index} is bytes, and there is no memory to put them in")
        else:
            value = place(bytes_of(arg, f"argument {index} is a number or bytes"))
        out += value.to_bytes(8, byteorder)
    return bytes(out)


class _Structure:
    """Makes a context that is a structure, with what lies behind it."""

    def __init__(
        self, program_type: ProgramType, kind: ContextLayout, byteorder: ByteOrder
    ) -> None:
        self._type = program_type
        self._kind = kind
        self._order = byteorder
        self._values: dict[str, int] = {}
        self._behind: list[tuple[str, bytes]] = []

    def made(
        self,
        packet: bytes,
        data: int,
        context: RunContext | None,
        at: Callable[[int], int] | None,
        linear: int,
    ) -> bytes:
        """The bytes; see `build`."""
        kind = self._kind
        out = bytearray(kind.size or sum([field.size for field in kind.fields]))
        if context is None or isinstance(context, Mapping):
            self._take(packet, context or {})
        else:
            raw = bytes(context)
            if len(raw) < kind.size or (len(raw) > kind.size and not kind.block):
                raise UsageError(_other_size(kind, len(raw)))
            out[: kind.size] = raw[: kind.size]
            if kind.block:
                self._behind = [(kind.block, raw[kind.size :])]
        if kind.packet:
            self._point_to_packet(packet, data, linear)
            if "data_meta" in self._values:
                self._values["data_meta"] -= len(metadata(self._type, context))
        out += self._blocks(len(out), at)
        fields = _fields(self._type)
        for name, value in self._values.items():
            field = fields.get(name) or kind.field(name)
            end = field.offset + field.size
            out[field.offset : end] = value.to_bytes(field.size, self._order)
        return bytes(out)

    def _take(self, packet: bytes, context: Mapping[str, int | bytes]) -> None:
        kind = self._kind
        derived = _DERIVED | {"size"} if kind.packet else frozenset()
        if kind.packet:
            self._values.update(default_fields(self._type, packet, self._order))
        if kind.block:
            self._behind.append((kind.block, default_block(self._type, packet, self._order)))
        for name, value in context.items():
            if name == "data_meta" and self._type is ProgramType.XDP and not isinstance(value, int):
                continue  # it lies in front of the packet
            if name in derived:
                raise UsageError(f"field {name!r} of {kind.name} follows from the packet")
            field = kind.field(name)
            number, bits = whole(value), field.size * 8
            if number is None:
                wanted = "a number or bytes" if field.size == _ADDRESS else "a number"
                rule = f"field {name!r} of {kind.name} takes {wanted}"
                self._put_behind(field, bytes_of(value, rule))
                continue
            if not -(1 << (bits - 1)) <= number < 1 << bits:
                raise UsageError(
                    f"field {name!r} of {kind.name} has {bits} bits: {shorten(number)}"
                )
            self._values[field.name] = number & ((1 << bits) - 1)
            # An address that the caller states stands.
            self._behind = [block for block in self._behind if block[0] != field.name]

    def _put_behind(self, field: Field, data: bytes) -> None:
        if field.size != _ADDRESS:
            raise UsageError(
                f"field {field.name!r} of {self._kind.name} has {field.size * 8} bits and takes a"
                " number, not bytes"
            )
        for index, (name, _) in enumerate(self._behind):
            if name == field.name:
                self._behind[index] = name, data
                return
        self._behind.append((field.name, data))

    def _point_to_packet(self, packet: bytes, data: int, linear: int) -> None:
        length = len(packet) - link_header(self._kind, packet)
        if not 0 <= data <= data + length < 1 << 32:
            raise UsageError(f"a packet must lie below 4 GiB, not at 0x{data:x}")
        self._values.update(data=data, data_end=data + min(length, linear))
        for name, value in (("data_meta", data), ("len", length), ("size", length)):
            if name in _fields(self._type):
                self._values[name] = value

    def _blocks(self, start: int, at: Callable[[int], int] | None) -> bytes:
        """Return the bytes behind the structure, and set the fields to their addresses."""
        out = bytearray()
        places = []
        for name, data in self._behind:
            out += bytes(-len(out) % 8)
            places.append((name, start + len(out), len(data)))
            out += data
        if not places:
            return b""
        if at is None:
            raise UsageError(f"{self._kind.name} needs an address for what is behind it")
        base = at(start + len(out))
        known = {field.name for field in self._kind.fields}
        for name, offset, size in places:
            self._values[name] = base + offset
            if f"{name}_end" in known:
                self._values[f"{name}_end"] = base + offset + size
        return bytes(out)


def _other_size(kind: ContextLayout, size: int) -> str:
    """The message for bytes of a context that are not as many as it has."""
    least = "at least " if kind.block else ""
    return f"{kind.name} has {least}{kind.size} bytes, not {size}; its fields may be given by name"


@cache
def _fields(program_type: ProgramType) -> dict[str, Field]:
    """The fields of its context by name."""
    return {field.name: field for field in layout(program_type).fields}

"""The input of a run as BPF_PROG_TEST_RUN takes it: a frame and a context, or a context alone."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import NamedTuple

from progpack.bpf.context.build import build, fields_of, layout, metadata
from progpack.bpf.context.fields import ADDRESSES, ContextLayout
from progpack.bpf.context.linear import LINEAR_XDP, linear_of
from progpack.bpf.context.link_header import LINK_HEADER, ethertype_of, is_bare_ip
from progpack.bpf.request import RunRequest
from progpack.bpf.spec import ProgramType
from progpack.errors import UsageError

__all__ = ["RunInput", "context_left", "input_of"]

_WORD = 8
#: An address below 4 GiB, with room below it for metadata.
_ANYWHERE = 1 << 16
_ADDRESSES_OF_HEADER = 12


class RunInput(NamedTuple):
    """The input of a test run.

    Attributes:
        data: a frame; empty for programs without packets.
        context: the context; empty where the type has none.
        found: the context as the program finds it, with places that nobody uses.
        front: bytes of the data that are put in front of the packet, and taken away afterwards.
    """

    data: bytes = b""
    context: bytes = b""
    found: bytes = b""
    front: int = 0


def input_of(kind: ProgramType, request: RunRequest) -> RunInput:
    """The input of one run of a program of a type.

    Raises:
        UsageError: an input that this type of program does not have.
    """
    shape = layout(kind)
    # What is given is checked as everywhere, with addresses that nobody uses.
    image = build(
        kind,
        packet=request.packet,
        data=_ANYWHERE,
        context=request.context,
        args=request.args,
        place=_refuse,
        at=lambda size: 0,
        byteorder=sys.byteorder,
        linear=request.linear,
    )
    if kind is ProgramType.XDP:
        return _of_xdp(request)._replace(found=image)
    if shape.packet:
        return _of_frame(kind, shape, request)._replace(found=image)
    if shape.args:
        return RunInput(context=image or bytes(_WORD))
    return RunInput(context=image)


def _refuse(memory: bytes) -> int:
    raise UsageError(f"the kernel's test runs take numbers as arguments, no {len(memory)} bytes")


def _of_xdp(request: RunRequest) -> RunInput:
    """Metadata lie in front of the packet, and the context says where it begins."""
    front = metadata(ProgramType.XDP, request.context)
    data = front + bytes(request.packet)
    given = request.context or {}
    if not isinstance(given, Mapping):
        given = fields_of(ProgramType.XDP, bytes(given), sys.byteorder)
    fields = {name: value for name, value in given.items() if name not in ADDRESSES}
    linear = linear_of(ProgramType.XDP, request.linear)
    if linear > LINEAR_XDP < len(request.packet):
        raise UsageError(
            f"linear={linear}: the kernel has at most {LINEAR_XDP} bytes in front of data_end"
        )
    end = min(len(data), len(front) + linear)
    places = {"data": len(front), "data_end": end}
    return RunInput(data, _fields(layout(ProgramType.XDP), {**fields, **places}))


def _of_frame(kind: ProgramType, shape: ContextLayout, request: RunRequest) -> RunInput:
    """A frame of which the kernel takes the Ethernet header away, where the program gets none.

    Bare IP gets a header first. So does the frame of a socket filter, which has its own header here
    (an AF_PACKET socket gives frames whole) and none in a test run.
    """
    packet = bytes(request.packet)
    if kind is ProgramType.SOCKET_FILTER:
        header = packet[:LINK_HEADER].ljust(LINK_HEADER, b"\0")
    elif shape.from_network and is_bare_ip(packet):
        header = bytes(_ADDRESSES_OF_HEADER) + ethertype_of(packet, 0)
    else:
        header = b""
    return RunInput(header + packet, _given(shape, request), front=len(header))


def _given(shape: ContextLayout, request: RunRequest) -> bytes:
    """The context with nothing in it but what the caller says.

    The kernel gives a context back to those alone who give one.
    """
    if request.context is None or isinstance(request.context, Mapping):
        return _fields(shape, request.context or {})
    image = bytearray(bytes(request.context).ljust(shape.size, b"\0"))
    for field in shape.fields:
        if field.name in ADDRESSES or field.name == "len":
            image[field.offset : field.offset + field.size] = bytes(field.size)
    return bytes(image)


def context_left(kind: ProgramType, given: RunInput, context: bytes, packet: bytes) -> bytes:
    """The context as a program left it, with what the kernel does not say of it itself.

    The length is that of the packet. XDP programs change no field: those that are no address are as
    the program found them. All else that the kernel does not tell is zero.

    Args:
        kind: type of the program.
        given: the input of its run.
        context: what the kernel gives back.
        packet: the packet that it gives back, with what was put in front of it.
    """
    shape = layout(kind)
    if not shape.packet:
        return context
    image = bytearray(given.found if kind is ProgramType.XDP else context)
    header = LINK_HEADER if shape.from_network or kind is ProgramType.SOCKET_FILTER else 0
    for field in shape.fields:
        end = field.offset + field.size
        if kind is ProgramType.XDP and field.name in ADDRESSES:
            image[field.offset : end] = context[field.offset : end]
        elif field.name == "len":
            length = len(packet) - header
            image[field.offset : end] = length.to_bytes(field.size, sys.byteorder)
    return bytes(image)


def _fields(shape: ContextLayout, values: Mapping[str, int | bytes]) -> bytes:
    image = bytearray(shape.size)
    for name, value in values.items():
        field = shape.field(name)
        if not isinstance(value, int):
            raise UsageError(f"the kernel's test runs take numbers for {name}, no bytes")
        image[field.offset : field.offset + field.size] = value.to_bytes(field.size, sys.byteorder)
    return bytes(image)

"""Input of a program on the command line: packets, arguments, variables, map elements."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from progpack.bpf.btf.types import BtfKind
from progpack.bpf.context.link_header import link_header
from progpack.bpf.fit.variables import variables_of
from progpack.bpf.spec import ObjectSpec
from progpack.commands.common.values import ByteOrder, hex_bytes, number, parse
from progpack.errors import UsageError
from progpack.names import unknown_name
from progpack.packets.link import as_ethernet, is_raw
from progpack.packets.pcap import LINKTYPE_ETHERNET, LINKTYPE_RAW, MOST_READ, CapturedPacket

if TYPE_CHECKING:
    from progpack.bpf.maps.spec import MapSpec
    from progpack.run.object import Object
    from progpack.run.program import Program

__all__ = [
    "Input",
    "arguments",
    "byte_order",
    "captured",
    "context",
    "file_bytes",
    "is_keyed",
    "options",
    "packets",
    "passed_on",
    "put",
    "put_element",
    "sizes",
    "variables",
]

_NAMES_LONGEST: Final = 255
#: Members of a structure, and the sign behind them.
_MEMBERS: Final = re.compile(r"([\w.]+=[^,=]+(?:,[\w.]+=[^,=]+)*)=")


def is_keyed(spec: MapSpec) -> bool:
    """Whether a map has one value of bytes for each key."""
    return spec.type.traits.values_given and not spec.type.traits.per_cpu


def byte_order(spec: ObjectSpec) -> ByteOrder:
    """The byte order of an object."""
    return "little" if spec.byteorder == "little" else "big"


class Input(NamedTuple):
    """A packet that a program runs on.

    Attributes:
        recorded: the packet as it was captured or given.
        frame: what the program is given.
    """

    recorded: CapturedPacket
    frame: CapturedPacket


def packets(program: Program, args: argparse.Namespace) -> list[Input]:
    """The packet of ``--packet``: that of the file of this name, or of the digits; or none.

    Raises:
        UsageError: no file and no hexadecimal digits, or a program that runs on packets got none.
    """
    if args.packet is not None:
        data = _packet(args.packet)
        bare = program.layout.from_network and not link_header(program.layout, data)
        link_type = LINKTYPE_RAW if bare else LINKTYPE_ETHERNET
        packet = CapturedPacket(0, data, len(data), link_type)
        return [Input(packet, packet)]
    if program.layout.packet:
        raise UsageError(
            f"program {program.name} ({program.type.name}) runs on packets: "
            "give --pcap FILE or --packet HEX"
        )
    return []


def _packet(text: str) -> bytes:
    """The bytes of a packet: those of the file of this name, else hexadecimal digits."""
    if len(text) <= _NAMES_LONGEST and Path(text).is_file():
        return file_bytes(text, MOST_READ)
    return hex_bytes(text, "--packet")


def captured(program: Program, packet: CapturedPacket, number: int) -> Input:
    """Make a captured packet what a program runs on, which is Ethernet.

    Layer-3 programs take raw packets of any version.

    Args:
        program: what is to run.
        packet: of any link type.
        number: of the packet, for messages.

    Raises:
        UsageError: the packet cannot be made Ethernet.
    """
    if not program.layout.packet:
        return Input(packet, packet)
    return Input(packet, as_ethernet(packet, number, any_raw=program.layout.from_network))


def passed_on(program: Program, given: Input, left: bytes) -> CapturedPacket:
    """Return a packet as a run left it, to be written to a capture.

    A link-layer header that the program did not see is the captured one; packets of link type raw
    IP keep it. What the capture cut off is still missing: the length says so.

    Args:
        program: what ran.
        given: the packet.
        left: its bytes as the program left them.
    """
    recorded, frame = given
    header = link_header(program.layout, frame.data)
    missing = max(frame.length - len(frame.data), 0)
    if program.layout.from_network and is_raw(recorded):
        data, packet = left[header:], recorded
    else:
        data, packet = frame.data[:header] + left[header:], frame
    return packet.with_data(data, len(data) + missing)


def arguments(texts: Sequence[str] | None) -> list[int | bytes] | None:
    """The arguments of a tracing program: numbers, and bytes after ``x:``.

    Raises:
        UsageError: neither.
    """
    if texts is None:
        return None
    return [hex_bytes(t[2:], "--arg") if t.startswith("x:") else number(t, "--arg") for t in texts]


def context(text: str | None) -> bytes | dict[str, int | bytes] | None:
    """A context: hexadecimal digits, or ``NAME=VALUE,...`` with numbers and bytes after ``x:``.

    Raises:
        UsageError: neither.
    """
    if text is None:
        return None
    if "=" not in text:
        return hex_bytes(text, "--context")
    values: dict[str, int | bytes] = {}
    for part in text.split(","):
        name, equals, value = part.partition("=")
        if not equals:
            raise UsageError(f"--context takes NAME=VALUE,..., not {part!r}")
        values[name] = (
            hex_bytes(value[2:], "--context")
            if value.startswith("x:")
            else number(value, "--context")
        )
    return values


def options(texts: Sequence[str]) -> dict[str, int | str]:
    """``NAME=VALUE`` as values of kernel options: numbers, or text as a configuration has it.

    ``kernel`` stands for all those of the running kernel; what is stated comes first.

    Raises:
        UsageError: the text is not written so.
        MissingFeatureError: the running kernel does not show its options.
    """
    values: dict[str, int | str] = {}
    for text in sorted(texts, key=lambda text: text != "kernel"):
        if text == "kernel":
            from progpack.bpf.fit.this_kernel import kernel_options

            values.update(kernel_options())
            continue
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"--kconfig takes NAME=VALUE, not {text!r}")
        values[name] = number(value, "--kconfig") if value[:1].isdigit() else value
    return values


def sizes(texts: Sequence[str]) -> dict[str, int]:
    """``NAME=N`` as sizes of maps.

    Raises:
        UsageError: the text is not written so.
    """
    values = {}
    for text in texts:
        name, equals, value = text.rpartition("=")
        if not equals:
            raise UsageError(f"--map-size takes NAME=N, not {text!r}")
        values[name] = number(value, "--map-size")
    return values


def variables(spec: ObjectSpec, texts: Sequence[str]) -> dict[str, int | bytes]:
    """``NAME=VALUE`` as initial values of global variables.

    Raises:
        UsageError: the text is not written so, or the value does not fit.
    """
    known = variables_of(spec)
    values: dict[str, int | bytes] = {}
    for text in texts:
        name, equals, value = text.partition("=")
        if not equals:
            raise UsageError(f"--set takes NAME=VALUE, not {text!r}")
        # A name that is not there is refused, with those that are, when the object is loaded.
        values[name] = 0
        if name in known:
            _, _, kind = known[name]
            values[name] = parse(value, kind, kind.sizeof(), f"--set {name}", byte_order(spec))
    return values


def put(obj: Object, text: str) -> None:
    """Put the element ``NAME:KEY=VALUE`` into a map.

    A key that is a structure may be written by its members, ``NAME:a=1,b=2=VALUE``.

    Raises:
        UsageError: the text is not written so, there is no such map, or key or value do not fit it.
    """
    name, colon, element = text.partition(":")
    members = _MEMBERS.match(element)
    if members and _is_record(obj, name):
        key, equals, value = members[1], "=", element[members.end() :]
    else:
        key, equals, value = element.partition("=")
    if not (colon and equals):
        raise UsageError(f"--map takes NAME:KEY=VALUE, not {text!r}; {_maps_with_keys(obj)}")
    put_element(obj, name, key, value, "--map ")


def put_element(obj: Object, name: str, key: object, value: object, where: str = "map ") -> None:
    """Put an element into a map, key and value written as for ``--map``.

    Args:
        obj: the object.
        name: of the map.
        key: what the key is; what is no text is a value of Python that the map takes.
        value: what the value is, likewise.
        where: what stands before the map's name in a message.

    Raises:
        UsageError: there is no such map, or key or value do not fit it.
    """
    _refuse_without_elements(obj, name, where)
    live_map: Any = obj.maps[name]
    spec, order = live_map.spec, byte_order(obj.spec)
    raw, data = key, value
    if isinstance(key, str):
        raw = parse(key, spec.key_type, spec.key_size, f"{where}{name}: the key", order)
    if isinstance(value, str):
        data = parse(value, spec.value_type, spec.value_size, f"{where}{name}: the value", order)
    try:
        live_map[raw] = data
    except KeyError:
        raise UsageError(
            f"{where}{name}: there is no element {key}; the last is {spec.max_entries - 1}"
        ) from None


def _refuse_without_elements(obj: Object, name: str, where: str) -> None:
    """Refuse the name of a map that takes no elements of one key and one value.

    Raises:
        UsageError: there is no such map, or its values are of another kind; says which.
    """
    if name not in obj.maps:
        sentence = f"{where}{name}: there is no map"
        raise unknown_name(sentence, name, obj.maps)
    spec = obj.maps[name].spec
    if not is_keyed(spec):
        many = spec.type.traits.per_cpu and spec.type.traits.values_given
        why = (
            "has a value for each CPU and takes no single one"
            if many
            else "has no values by key that are given as bytes"
        )
        kind = f"{where}{name}: a map of type {spec.type.name}"
        raise UsageError(f"{kind} {why}; {_maps_with_keys(obj)}")


def _takes_elements(obj: Object, name: str) -> bool:
    return name in obj.maps and is_keyed(obj.maps[name].spec)


def _is_record(obj: Object, name: str) -> bool:
    kind = obj.maps[name].spec.key_type if name in obj.maps else None
    return kind is not None and kind.resolve().kind is BtfKind.STRUCT


def _maps_with_keys(obj: Object) -> str:
    names = [name for name in obj.maps if _takes_elements(obj, name)]
    return f"maps that take elements: {', '.join(names) or 'none'}"


def file_bytes(path: str | Path, most: int) -> bytes:
    """Return the bytes of a file that an option names.

    Raises:
        UsageError: it cannot be read, or has more bytes.
    """
    from progpack.files import read_file

    try:
        return read_file(path, most)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error

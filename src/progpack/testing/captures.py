"""Results of runs in tests: `Run`, packets beside a capture, the difference of two in words.

Where Scapy is installed, it names the fields of all protocols that it knows. Without it, the fields
of Ethernet, VLAN tags, IP, TCP, UDP and ICMP have names.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from progpack.errors import UnknownNameError

if TYPE_CHECKING:
    from progpack.bpf.outcome import Clone, Redirect, Signal
    from progpack.bpf.outside.tunnel import Tunnel

__all__ = ["Run", "RunPacket", "assert_pcap", "packet_difference", "packet_in_words"]

_OPTION: Final = "bpf_update"
_UPDATING: Final[list[bool]] = []
_ROW: Final = 16
#: Fields of headers: name and bytes, in their order (RFC 894, 791, 8200, 768, 9293, 792).
_ETHERNET: Final = (("Ethernet destination", 6), ("Ethernet source", 6), ("EtherType", 2))
_TAG: Final = (("VLAN tag", 2), ("EtherType", 2))
_IPV4: Final = (
    *(("IPv4 version and header length", 1), ("IPv4 type of service", 1)),
    *(("IPv4 total length", 2), ("IPv4 identification", 2), ("IPv4 fragment", 2)),
    *(("IPv4 time to live", 1), ("IPv4 protocol", 1), ("IPv4 checksum", 2)),
    *(("IPv4 source", 4), ("IPv4 destination", 4)),
)
_IPV6: Final = (
    *(("IPv6 version, class and flow", 4), ("IPv6 payload length", 2)),
    *(("IPv6 next header", 1), ("IPv6 hop limit", 1)),
    *(("IPv6 source", 16), ("IPv6 destination", 16)),
)
_PORTS: Final = (("source port", 2), ("destination port", 2))
_UDP: Final = (*_PORTS, ("UDP length", 2), ("UDP checksum", 2))
_TCP: Final = (
    *_PORTS,
    *(("TCP sequence number", 4), ("TCP acknowledgement", 4), ("TCP offset and flags", 2)),
    *(("TCP window", 2), ("TCP checksum", 2), ("TCP urgent pointer", 2)),
)
_ICMP: Final = (("ICMP type", 1), ("ICMP code", 1), ("ICMP checksum", 2), ("ICMP rest", 4))
_TRANSPORT: Final = {
    6: ("TCP", _TCP),
    17: ("UDP", _UDP),
    1: ("ICMP", _ICMP),
    58: ("ICMPv6", _ICMP),
}
#: Width of a header's name, and bytes of a payload that are shown.
_NAME: Final = 8
_PAYLOAD: Final = 64
#: Layers of Scapy that only have bytes.
_UNNAMED: Final = ("Raw", "Padding")
_IPV4_TYPE, _IPV6_TYPE = b"\x08\x00", b"\x86\xdd"
_TAGS: Final = (b"\x81\x00", b"\x88\xa8")


@dataclass(frozen=True, slots=True)
class Run:
    """The outcome of a program's run on one input.

    Attributes:
        verdict: the meaning of the return value, as ``progpack run`` prints it: ``XDP_DROP``.
        return_value: r0, 64 bits unsigned.
        packet: the packet as the program left it.
        context: the fields of the context as the program left them, by name. One that the backend
            does not tell (`Program.told_fields`) skips the test that asks for it.
        redirect: the interface, or the map and its key, that ``bpf_redirect`` and its like named
            last (`progpack.bpf.outcome.Redirect`); None without such a call.
        clones: the packets that ``bpf_clone_redirect`` sends (`progpack.bpf.outcome.Clone`).
        printed: the lines of ``bpf_printk``, oldest first.
        retval: what ``bpf_set_retval`` gives to the caller; None without such a call.
        signals: the signals that the program sends (`progpack.bpf.outcome.Signal`).
        tunnel: the tunnel that the packet is sent by (`progpack.Tunnel`); None where the program
            calls no ``bpf_skb_set_tunnel_key``.
    """

    verdict: str
    return_value: int
    packet: bytes
    context: Mapping[str, int]
    redirect: Redirect | None = None
    clones: tuple[Clone, ...] = ()
    printed: tuple[str, ...] = ()
    retval: int | None = None
    signals: tuple[Signal, ...] = ()
    tunnel: Tunnel | None = None

    def context_as(self, cls: Any) -> Any:
        """The context as an instance of a class.

        Args:
            cls: a dataclass or a class of `ctypes` whose fields have the names of the context's.

        Raises:
            UsageError: a field that the context does not have.
        """
        fields = getattr(cls, "__dataclass_fields__", None) or [each[0] for each in cls._fields_]
        for name in fields:
            if name not in (*self.context, *getattr(self.context, "untold", ())):
                raise UnknownNameError("the context has no field", name, self.context)
        return cls(**{name: self.context[name] for name in fields})


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option."""
    parser.getgroup("progpack", "tests of BPF programs").addoption(
        "--bpf-update",
        action="store_true",
        help="have assert_pcap write its captures anew, in place of comparing with them",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Note whether the tests must write captures."""
    _UPDATING[:] = [bool(config.getoption(_OPTION))]


def assert_pcap(packets: Iterable[Any], file: str | Path, *, update: bool | None = None) -> None:
    """Fail the test unless packets are those of a capture.

    Args:
        packets: packets as programs left them (``run(...).packet``), or what has bytes.
        file: the capture, beside the file of the test where it is no absolute path.
        update: write the capture, and do not compare; default what ``pytest --bpf-update`` says.

    Raises:
        AssertionError: there is no capture, or a packet differs; the message names the field.
    """
    from progpack.packets.pcap import CapturedPacket, read_pcap, write_pcap

    path = Path(sys._getframe(1).f_code.co_filename).parent / file
    given = [bytes(each) for each in packets]
    if any(_UPDATING) if update is None else update:
        write_pcap(path, [CapturedPacket(0, one, len(one)) for one in given])
        return
    if not path.exists():
        raise AssertionError(f"there is no {path}; pytest --bpf-update writes it")
    expected = [captured.data for captured in read_pcap(path)]
    for number, (left, right) in enumerate(zip(given, expected, strict=False)):
        if left != right:
            raise AssertionError(f"packet {number}: {packet_difference(left, right)}")
    if len(given) != len(expected):
        from progpack.report.draw.units import count

        raise AssertionError(
            f"{count(len(given), 'packet')}, expected {len(expected)} as in {path.name}"
        )


class RunPacket(bytes):
    """The packet that a run left; a test that compares it is told which fields differ."""

    __slots__ = ()


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Name the fields in which the packet of a run is not what a test expects."""
    if op != "==" or not (isinstance(left, bytes) and isinstance(right, bytes)):
        return None
    if isinstance(left, RunPacket):
        return ["the packet differs:", *packet_difference(left, right).splitlines()]
    if isinstance(right, RunPacket):
        return ["the packet differs:", *packet_difference(right, left).splitlines()]
    return None


def packet_in_words(packet: bytes) -> str:
    """Return a packet as a row for each header, with its name, and rows of what follows.

    Args:
        packet: an Ethernet frame, or a packet that begins with IP.
    """
    parsed = _scapy_packet(packet)
    rows = [] if parsed is None else [parsed.summary()]
    at = 0
    for name, fields in _headers(packet):
        size = sum(width for _, width in fields)
        rows.append(f"  {name:<{_NAME}} {packet[at : at + size].hex(' ')}".rstrip())
        at += size
    starts = range(at, min(len(packet), at + _PAYLOAD), _ROW)
    names = ("payload" if start == at else "" for start in starts)
    pairs = zip(names, (packet[start : start + _ROW].hex(" ") for start in starts), strict=True)
    rows += [f"  {name:<{_NAME}} {row}" for name, row in pairs]
    if len(packet) > at + _PAYLOAD:
        rows.append(f"  and {len(packet) - at - _PAYLOAD} bytes more")
    return "\n".join(rows)


def packet_difference(packet: bytes, expected: bytes) -> str:
    """Return how a packet differs from another one: fields by their names, then rows of bytes.

    Args:
        packet: an Ethernet frame, or a packet that begins with IP.
        expected: what it should be.
    """
    fields = _scapy_difference(packet, expected) or list(_named_difference(packet, expected))
    if len(packet) != len(expected):
        fields.insert(0, f"{len(packet)} bytes, expected {len(expected)}")
    return "\n".join(["; ".join(fields), *_rows(packet, expected)])


def _named_difference(packet: bytes, expected: bytes) -> Iterator[str]:
    """The fields that have names here and are not as expected, and whether the payload is."""
    end = 0
    for name, at, size in _fields(expected):
        end = at + size
        if packet[at:end] != expected[at:end]:
            yield f"{name} {packet[at:end].hex()}, expected {expected[at:end].hex()}"
    if packet[end:] != expected[end:]:
        yield "payload"


def _scapy_packet(frame: bytes) -> Any:
    """The frame as a packet of Scapy, None where that is not installed."""
    if "scapy" not in sys.modules:  # its warnings of this machine's interfaces say nothing here
        logging.getLogger("scapy.runtime").setLevel(logging.ERROR)
    try:
        from scapy.layers import dns, inet, inet6, l2  # noqa: F401 - DNS is what some of them carry
    except ImportError:
        return None
    first = {None: l2.Ether, _IPV4_TYPE: inet.IP, _IPV6_TYPE: inet6.IPv6}[_bare_type(frame)]
    return first(frame)


def _bare_type(packet: bytes) -> bytes | None:
    """The EtherType of a packet that begins with IP, None for a frame."""
    from progpack.bpf.context.link_header import ethertype_of, is_bare_ip

    return ethertype_of(packet, 0) if is_bare_ip(packet) else None


def _scapy_difference(packet: bytes, expected: bytes) -> list[str]:
    """The fields that Scapy names and that are not as expected; none without Scapy."""
    pair = _scapy_packet(packet), _scapy_packet(expected)
    if None in pair:
        return []
    left, right = (list(_layers(each)) for each in pair)
    kinds = [[type(layer).__name__ for layer in layers] for layers in (left, right)]
    found = [f"{' / '.join(kinds[0])}, expected {' / '.join(kinds[1])}"] * (kinds[0] != kinds[1])
    for one, two in zip(left, right, strict=False):
        if type(one) is not type(two):
            break
        found += _layer_difference(one, two)
    return found


def _layers(packet: Any) -> Iterator[Any]:
    while packet:
        yield packet
        packet = packet.payload


def _layer_difference(one: Any, two: Any) -> Iterator[str]:
    name = type(one).__name__
    for field in one.fields_desc:
        values = one.fields.get(field.name), two.fields.get(field.name)
        if values[0] == values[1]:
            continue
        if name in _UNNAMED:
            yield "payload"
            continue
        shown = (
            field.i2repr(layer, value) for layer, value in zip((one, two), values, strict=True)
        )
        yield f"{name}.{field.name} {next(shown)}, expected {next(shown)}"


def _rows(packet: bytes, expected: bytes) -> Iterator[str]:
    """The rows that differ, the packet's above the expected one's."""
    for at in range(0, max(len(packet), len(expected)), _ROW):
        left, right = packet[at : at + _ROW], expected[at : at + _ROW]
        if left != right:
            marks = ("^^" if a != b else "  " for a, b in zip_longest(left, right))
            yield f"  {at:>5}  {left.hex(' ')}"
            yield f"         {right.hex(' ')}  expected"
            yield f"         {' '.join(marks)}".rstrip()


def _fields(frame: bytes) -> Iterator[tuple[str, int, int]]:
    """The fields of the headers of a frame: name, offset, bytes; as far as the frame goes."""
    at = 0
    for _, header in _headers(frame):
        for name, size in header:
            if at + size > len(frame):
                return
            yield name, at, size
            at += size


def _headers(frame: bytes) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    """The name of each header of a frame, and its fields."""
    at, kind = 0, _bare_type(frame)
    if kind is None:
        yield "Ethernet", _ETHERNET
        at = 14
        while frame[at - 2 : at] in _TAGS:
            yield "VLAN tag", _TAG
            at += 4
        kind = frame[at - 2 : at]
    if kind == _IPV4_TYPE and len(frame) > at + 9:
        yield "IPv4", _IPV4
        # Options are between the headers: what follows them has no names.
        if frame[at] & 0xF == 5 and frame[at + 9] in _TRANSPORT:
            yield _TRANSPORT[frame[at + 9]]
    elif kind == _IPV6_TYPE and len(frame) > at + 6:
        yield "IPv6", _IPV6
        if frame[at + 6] in _TRANSPORT:
            yield _TRANSPORT[frame[at + 6]]

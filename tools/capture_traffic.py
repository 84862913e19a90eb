#!/usr/bin/env python3
"""The two ends of the traffic that make_capture.sh records.

``plain DEV`` turns off what would make packets look different from those on a wire; ``serve DEV``
answers HTTP, DNS-like questions and VLAN frames; ``talk DEV`` asks.
"""

from __future__ import annotations

import contextlib
import fcntl
import http.client
import socket
import socketserver
import struct
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

SERVERS = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}
CLIENTS = {
    socket.AF_INET: [f"192.0.2.{n}" for n in (10, 11, 12, 13)],
    socket.AF_INET6: [f"2001:db8::{n}" for n in (10, 11, 12, 13)],
}
MACS = {"cap0": "02005e005301", "cap1": "02005e005302"}
VLAN = 100
SIOCETHTOOL = 0x8946
# ETHTOOL_SRXCSUM, STXCSUM, SSG, STSO, SGSO, SGRO: one switch each.
SWITCHES = (0x15, 0x17, 0x19, 0x1F, 0x24, 0x2C)


def plain(device: str) -> None:
    """Turn off checksum and segmentation offload."""
    import array

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        for switch in SWITCHES:
            value = array.array("I", [switch, 0])
            request = struct.pack("16sP", device.encode(), value.buffer_info()[0])
            with contextlib.suppress(OSError):
                fcntl.ioctl(sock, SIOCETHTOOL, request)


class Pages(BaseHTTPRequestHandler):
    """A page of as many bytes as its path says."""

    protocol_version = "HTTP/1.1"
    server_version, sys_version = "example", ""

    def do_GET(self) -> None:
        """Answer."""
        body = (b"0123456789abcdef" * 1024)[: int(self.path.rpartition("/")[2])]
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


class Web6(HTTPServer):
    """The same over IPv6."""

    address_family = socket.AF_INET6


class Names(socketserver.BaseRequestHandler):
    """Answers any question with one address."""

    def handle(self) -> None:
        """Answer."""
        question, sock = self.request
        ident, tail = question[:2], question[12:]
        answer = struct.pack(">HHHIH4B", 0xC00C, 1, 1, 300, 4, 198, 51, 100, 7)
        header = ident + struct.pack(">HHHHH", 0x8180, 1, 1, 0, 0)
        sock.sendto(header + tail + answer, self.client_address)


class Names6(socketserver.UDPServer):
    """The same over IPv6."""

    address_family = socket.AF_INET6


def question(number: int) -> bytes:
    """A DNS question for an address."""
    name = b"".join(bytes([len(p)]) + p for p in (b"host%d" % number, b"example", b"org"))
    return struct.pack(">HHHHHH", 0x1000 + number, 0x100, 1, 0, 0, 0) + name + b"\0\0\1\0\1"


def checksum(data: bytes) -> int:
    """The Internet checksum."""
    words = struct.unpack(f">{len(data) // 2}H", data)
    total = sum(words)
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def tagged(device: str, number: int, text: bytes) -> bytes:
    """An Ethernet frame with a VLAN tag, IPv4 and UDP."""
    text += b"\0" * (len(text) & 1)
    ends = sorted(MACS)
    here, there = ends.index(device) + 1, 2 - ends.index(device)
    addresses = bytes((198, 51, 100, here, 198, 51, 100, there))
    udp = struct.pack(">HHHH", 5000 + here, 5000 + there, 8 + len(text), 0) + text
    pseudo = addresses + struct.pack(">HH", 17, len(udp))
    udp = udp[:6] + struct.pack(">H", checksum(pseudo + udp) or 0xFFFF) + udp[8:]
    ip = struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(udp), number, 0, 64, 17, 0) + addresses
    ip = ip[:10] + struct.pack(">H", checksum(ip)) + ip[12:]
    other = ends[1 - ends.index(device)]
    header = bytes.fromhex(MACS[other] + MACS[device]) + struct.pack(">HHH", 0x8100, VLAN, 0x800)
    return header + ip + udp


@contextlib.contextmanager
def raw(device: str) -> Iterator[socket.socket]:
    """A socket for whole frames."""
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3)) as sock:
        sock.bind((device, 3))
        sock.settimeout(5)
        yield sock


def echo_tagged(device: str) -> None:
    """Answer each VLAN frame with one."""
    number = 0
    with raw(device) as sock:
        sock.settimeout(None)
        while True:
            # The kernel keeps the tag next to the data, so what is left says enough.
            data, (_, _, kind, _, _) = sock.recvfrom(2048)
            if kind != socket.PACKET_OUTGOING and b"tagged question" in data:
                sock.send(tagged(device, number, b"tagged answer %d" % number))
                number += 1


def serve(device: str) -> None:
    """Be the server until killed."""
    servers = (
        HTTPServer((SERVERS[socket.AF_INET], 80), Pages),
        Web6((SERVERS[socket.AF_INET6], 80), Pages),
        socketserver.UDPServer((SERVERS[socket.AF_INET], 53), Names),
        Names6((SERVERS[socket.AF_INET6], 53), Names),
    )
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    threading.Thread(target=echo_tagged, args=(device,), daemon=True).start()
    print("ready", flush=True)
    threading.Event().wait()


def ping(family: socket.AddressFamily, source: str, count: int) -> None:
    """Ask for echoes; the other kernel answers."""
    protocol = socket.IPPROTO_ICMP if family == socket.AF_INET else socket.IPPROTO_ICMPV6
    with socket.socket(family, socket.SOCK_RAW, protocol) as sock:
        sock.bind((source, 0))
        for number in range(count):
            kind = 8 if family == socket.AF_INET else 128
            text = bytes(range(48))
            packet = struct.pack(">BBHHH", kind, 0, 0, 77, number) + text
            if family == socket.AF_INET:
                packet = packet[:2] + struct.pack(">H", checksum(packet)) + packet[4:]
            sock.sendto(packet, (SERVERS[family], 0))
            time.sleep(0.02)


def talk(device: str) -> None:
    """Be the client: pages, names, pings and VLAN frames from several addresses."""
    for family, sources in CLIENTS.items():
        for index, source in enumerate(sources):
            for size in (60, 700, 2500)[: 1 + index % 3]:
                page = http.client.HTTPConnection(SERVERS[family], 80, source_address=(source, 0))
                page.request("GET", f"/bytes/{size}")
                page.getresponse().read()
                page.close()
            with socket.socket(family, socket.SOCK_DGRAM) as sock:
                sock.bind((source, 0))
                sock.settimeout(5)
                for number in range(4 + index):
                    sock.sendto(question(number), (SERVERS[family], 53))
                    sock.recv(512)
            ping(family, source, 4)
    with raw(device) as sock:
        for number in range(16):
            sock.send(tagged(device, number, b"tagged question %d" % number))
            time.sleep(0.02)


if __name__ == "__main__":
    {"plain": plain, "serve": serve, "talk": talk}[sys.argv[1]](sys.argv[2])

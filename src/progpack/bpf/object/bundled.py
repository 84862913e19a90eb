"""The programs and the capture that come with the package.

=============  ==========================================================  =====================
name           what it is                                                  programs
=============  ==========================================================  =====================
``schedlat``   scheduler latency from three tracepoints                    ``schedlat_wakeup``,
                                                                           ``schedlat_wakeup_new``,
                                                                           ``schedlat_switch``
``firewall``   XDP: counts sources, drops blocked hosts and prefixes       ``firewall``
``sampler``    socket filter: one packet of N into a ring buffer           ``sampler``
``hello``      tc: prints the first packets of each protocol               ``hello``
=============  ==========================================================  =====================
"""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from progpack.bpf.object.reader import read_object
from progpack.bpf.spec import ObjectSpec
from progpack.errors import UnknownNameError

__all__ = ["NAMES", "capture", "load", "object_bytes", "source"]

#: The examples there are.
NAMES: Final = ("schedlat", "firewall", "sampler", "hello")


def load(name: str) -> ObjectSpec:
    """Read the object of an example.

    Raises:
        UsageError: there is no such example.
    """
    return read_object(object_bytes(name), f"{name}.bpf.o")


def object_bytes(name: str) -> bytes:
    """The object file of an example, as clang 22 made it for ``-mcpu=v3``.

    Raises:
        UsageError: there is no such example.
    """
    return (files("progpack") / "data" / "bpf" / f"{_known(name)}.bpf.o").read_bytes()


def source(name: str) -> str:
    """The C source of an example.

    Raises:
        UsageError: there is no such example.
    """
    return (files("progpack") / "data" / "bpf" / f"{_known(name)}.bpf.c").read_text("utf-8")


def capture() -> bytes:
    """A capture file (pcap, Ethernet, 381 packets): HTTP, DNS-like, ICMP, IPv4, IPv6 and VLAN."""
    return (files("progpack") / "data" / "sample.pcap").read_bytes()


def _known(name: str) -> str:
    if name not in NAMES:
        raise UnknownNameError("there is no example", name, NAMES, listed="there are")
    return name

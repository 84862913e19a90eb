"""bpf_fib_lookup on the routes of an environment, compared with a kernel that has the same ones."""

from __future__ import annotations

import ctypes
import itertools
import os
import random
import shutil
import socket
import struct
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

import progpack
from progpack import Environment, ObjectSpec
from progpack.bpf.asm import assemble_program
from progpack.bpf.network import Interface, Neighbour, Route, RouteKind
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.errors import UsageError
from progpack.kernel.syscall.programs import KernelProgram
from progpack.testing import packet

T = ProgramType
FAMILIES = {4: socket.AF_INET, 6: socket.AF_INET6}
MACS = {2: "02:00:00:00:00:02", 3: "02:00:00:00:00:03"}
#: A network as an environment has it, and as iproute2 makes it.
INTERFACES = (
    Interface(1, addresses=("127.0.0.1/8", "::1/128"), mtu=65536),
    Interface(2, MACS[2], ("10.0.0.1/24", "10.9.0.1/30", "2001:db8:1::1/64"), mtu=1400),
    Interface(3, MACS[3], ("10.1.0.1/16", "2001:db8:2::1/64"), forwarding=False),
)
ROUTES = (
    Route("0.0.0.0/0", 2, "10.0.0.254"),
    Route("192.168.0.0/16", 3, "10.1.2.3", metric=7, mtu=600),
    Route("192.168.0.0/16", 2, "10.0.0.9", metric=9),
    Route("192.168.7.0/24", 2, source="10.9.0.1"),
    Route("192.168.8.0/24", kind=RouteKind.BLACKHOLE),
    Route("192.168.9.0/24", kind=RouteKind.UNREACHABLE),
    Route("192.168.10.0/24", kind=RouteKind.PROHIBIT),
    Route("192.168.11.0/24", 2, "2001:db8:1::99"),
    Route("172.16.0.0/12", 3, "10.1.2.3", table=77),
    Route("2001:db8:aa::/48", 2, "2001:db8:1::99", metric=5, mtu=1300),
    Route("2001:db8:aa:1::/64", 3, "2001:db8:2::99", metric=5),
    Route("2001:db8:bb::/48", 2, metric=3),
    Route("2001:db8:cc::/48", kind=RouteKind.BLACKHOLE, metric=3),
    Route("2001:db8:cd::/48", kind=RouteKind.PROHIBIT, metric=3),
)
NEIGHBOURS = (
    Neighbour("10.0.0.254", 2, "02:11:00:00:00:01"),
    Neighbour("10.1.2.3", 3, "02:11:00:00:00:02"),
    Neighbour("10.0.0.77", 2, "02:11:00:00:00:03"),
    Neighbour("2001:db8:1::99", 2, "02:11:00:00:00:04"),
    Neighbour("2001:db8:bb::5", 2, "02:11:00:00:00:05"),
)
DESTINATIONS = {
    4: [
        "127.0.0.1",
        "10.0.0.1",
        "10.0.0.77",
        "10.0.0.78",
        "10.0.0.255",
        "10.1.255.255",
        "10.1.2.3",
        "10.9.0.2",
        "8.8.8.8",
        "192.168.1.1",
        "192.168.7.1",
        "192.168.8.1",
        "192.168.9.1",
        "192.168.10.1",
        "192.168.11.1",
        "172.16.5.5",
        "10.9.0.3",
    ],
    6: [
        "::1",
        "fe80::1",
        "ff02::1",
        "2001:db8:1::1",
        "2001:db8:1::",
        "2001:db8:1::99",
        "2001:db8:1::98",
        "2001:db8:aa::1",
        "2001:db8:aa:1::1",
        "2001:db8:bb::5",
        "2001:db8:bb::6",
        "2001:db8:cc::1",
        "2001:db8:cd::1",
        "2001:db8:ee::1",
    ],
}
SOURCES = {4: ("10.0.0.77", "10.1.9.9"), 6: ("2001:db8:1::5", "fe80::9")}
FLAGS = (0, 1, 2, 4, 8, 9, 16, 16 | 4, 1 | 2, 32, 64)
SIZE = 64


def world() -> Environment:
    return Environment(ifaces=INTERFACES, routes=ROUTES, neighbours=NEIGHBOURS)


def request(
    version: int, index: int, source: str, destination: str, length: int, table: int
) -> bytes:
    """The bytes of a ``struct bpf_fib_lookup``; ``version`` 5 is no family."""
    family = FAMILIES.get(version, socket.AF_UNIX)
    of = FAMILIES.get(version, socket.AF_INET)
    addresses = [socket.inet_pton(of, text).ljust(16, b"\0") for text in (source, destination)]
    head = struct.pack("=BBHHHII", family, 17, 0, 0, length, index, 0)
    return head + b"".join(addresses) + struct.pack("=I", table) + bytes(12)


def requests() -> Iterator[tuple[bytes, int]]:
    """What is looked up, and with which flags."""
    rng = random.Random(1)
    for version in (4, 6):
        cases = itertools.product(
            (1, 2, 3, 9), SOURCES[version], DESTINATIONS[version], (0, 500, 1390, 1500), FLAGS
        )
        for index, source, destination, length, flags in rng.sample(list(cases), 360):
            table = 77 if flags & 8 else 0
            yield request(version, index, source, destination, length, table), flags
    yield request(5, 2, "10.0.0.1", "10.0.0.1", 0, 0), 0


def program(kind: ProgramType, asked: bytes, flags: int, size: int = SIZE) -> ProgramSpec:
    """A program that puts its answer, 64 bytes, behind the Ethernet header of the packet."""
    words = struct.unpack("=16I", asked)
    stores = "".join(f"*(u32 *)(r10 - {64 - 4 * i}) = {word}\n" for i, word in enumerate(words))
    copies = "".join(
        f"r1 = *(u64 *)(r10 - {64 - at})\n*(u64 *)(r7 + {14 + at}) = r1\n" for at in range(0, 64, 8)
    )
    data, end = (0, 4) if kind is T.XDP else (76, 80)
    text = f"""
        r6 = r1
        r7 = *(u32 *)(r1 + {data})
        r8 = *(u32 *)(r1 + {end})
        r0 = r7
        r0 += 78
        if r0 > r8 goto short
        {stores}
        r2 = r10
        r2 += -64
        r3 = {size}
        r4 = {flags}
        call bpf_fib_lookup
        {copies}
        exit
    short:
        r0 = 99
        exit
    """
    return assemble_program(text, name="look", type=kind, license="GPL")


def in_network(work: Callable[[], None]) -> None:
    """Call a function in a network namespace of its own, with the network above.

    Raises:
        Skipped: this machine makes none.
    """

    def run() -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(0x40000000):  # CLONE_NEWNET
            raise OSError(ctypes.get_errno(), "unshare")
        for command in commands():
            subprocess.run(command, shell=True, check=True, capture_output=True, text=True)
        work()

    # The namespace is the thread's and goes with it.
    with ThreadPoolExecutor(1) as thread:
        try:
            thread.submit(run).result()
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"no network namespace: {getattr(error, 'stderr', '')} {error}")


def commands() -> Iterator[str]:
    """What makes the network."""
    for index, mtu in ((2, 1400), (3, 1500)):
        name = f"v{index} index {index} address {MACS[index]} mtu {mtu}"
        yield f"ip link add {name} type veth peer name p{index} index {10 + index}"
    for name in ("v2", "v3"):
        for setting in ("accept_dad=0", "addr_gen_mode=1"):
            yield f"sysctl -qw net.ipv6.conf.{name}.{setting}"
    for name in ("lo", "v2", "p2", "v3", "p3"):
        yield f"ip link set {name} up"
    yield "sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1"
    yield "sysctl -qw net.ipv4.conf.v3.forwarding=0 net.ipv6.conf.v3.forwarding=0"
    for found in INTERFACES[1:]:
        for address in found.addresses:
            nodad = "nodad" if ":" in address else ""
            yield f"ip address add {address} dev v{found.index} {nodad}"
    for route in ROUTES:
        yield _route_command(route)
    for near in NEIGHBOURS:
        yield f"ip neighbour replace {near.address} lladdr {near.mac} dev v{near.interface}"


def _route_command(route: Route) -> str:
    words = ["ip", "-6" if ":" in route.to else "-4", "route", "add"]
    if route.kind is not RouteKind.UNICAST:
        words.append(route.kind.name.lower())
    words.append(route.to)
    if route.via:
        words += ["via", "inet6" if ":" in route.via and ":" not in route.to else "", route.via]
    if route.interface:
        words += ["dev", f"v{route.interface}"]
    for name, value in (("metric", route.metric), ("mtu lock", route.mtu), ("src", route.source)):
        words += [name, str(value)] if value else []
    return " ".join([*words, "table", str(route.table)])


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("ip"), reason="needs root and iproute2")
@pytest.mark.parametrize("kind", [T.XDP, T.SCHED_CLS])
@pytest.mark.parametrize("length", [100, 1500])
def test_answers_are_those_of_a_kernel_with_the_same_network(
    kind: ProgramType, length: int
) -> None:
    frame = packet("udp", payload=bytes(length))
    asked = list(requests())[length % 2 :: 3]
    theirs: list[tuple[int, bytes]] = []

    def ask() -> None:
        for data, flags in asked:
            spec = program(kind, data, flags)
            with KernelProgram.load(spec.insns, type=kind) as loaded:
                run = loaded.test_run(frame)
            theirs.append((run.return_value, run.data[14:78]))

    in_network(ask)
    environment = world()
    for (data, flags), (value, answer) in zip(asked, theirs, strict=True):
        result = progpack.Machine(program(kind, data, flags), environment=environment).run(frame)
        ours = (result.return_value & 0xFFFFFFFF, result.packet[14:78])
        assert ours == (value, answer), (data.hex(" ", 4), flags)
    assert {value for value, _ in theirs} >= {0, 1, 3, 4, 5, 7, 8, 0x100000000 - 19}


@pytest.mark.parametrize("backend", ["compiled", "isolated"])
def test_compiled_code_answers_as_the_interpreter(backend: str) -> None:
    frame = packet("udp", payload=bytes(100))
    for kind in (T.XDP, T.SCHED_CLS):
        for data, flags in list(requests())[kind :: 111 if backend == "isolated" else 67]:
            spec = program(kind, data, flags)
            oracle = progpack.Machine(spec, environment=world()).run(frame)
            held = ObjectSpec("t", "GPL", {"look": spec}, {})
            with progpack.load(held, backend=backend, environment=world()) as loaded:
                result: Any = loaded.programs["look"].run(frame)
            assert (result.return_value, result.packet) == (oracle.return_value, oracle.packet)


def test_without_a_network_there_is_no_device() -> None:
    data = request(4, 2, "10.0.0.1", "10.0.0.2", 0, 0)
    for size, value in ((SIZE, -19), (SIZE - 4, -22)):
        spec = program(T.XDP, data, 0, size)
        frame = packet("udp", payload=bytes(100))
        results = {progpack.Machine(spec).run(frame).return_value}
        with progpack.load(ObjectSpec("t", "GPL", {"look": spec}, {})) as held:
            results.add(held.programs["look"].run(frame).return_value)
        assert results == {value & (1 << 64) - 1}


@pytest.mark.parametrize(
    "options",
    [
        {"routes": ROUTES},
        {"ifaces": INTERFACES, "routes": (Route("10.0.0.0/8", 7),)},
        {"ifaces": (Interface(0),)},
        {"ifaces": (Interface(1, "02:00"),)},
        {"ifaces": [Interface(n) for n in range(1, 18)]},
    ],
)
def test_networks_that_make_no_sense_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        Environment(**options)
    with pytest.raises(ValueError, match=r"10\.0\.0\.1/8"):
        Route("10.0.0.1/8", 1)

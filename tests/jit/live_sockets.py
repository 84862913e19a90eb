"""Sockets of a kernel, opened in a network namespace of their own, and what an environment has."""

from __future__ import annotations

import ctypes
import socket
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations
from pathlib import Path
from typing import Any, Final

import pytest

from progpack import Socket
from progpack.bpf.sockets import TCP, UDP

#: The loopback, and a device behind which nobody answers.
LOOPBACK, OTHER = 1, 5
DEVICES: Final = (LOOPBACK, OTHER, 15)
_COMMANDS: Final = (
    "ip link set lo up",
    f"ip link add d5 index {OTHER} type veth peer name p5 index 15",
    "ip link set d5 up",
    "ip address add 10.5.0.1/24 dev d5",
    "ip address add 2001:db8:5::1/64 dev d5 nodad",
)
_CLONE_NEWNET: Final = 0x40000000
_SO_BINDTOIFINDEX: Final = 62
#: ``TCP_*`` of the kernel's tcp_states.h.
SYN_SENT, FIN_WAIT2, TIME_WAIT, CLOSE_WAIT, NEW_SYN_RECV = 2, 5, 6, 8, 12
_FIRST_MARK: Final = 100
_SECONDS: Final = 10


def in_namespace(work: Callable[[], None]) -> None:
    """Call a function in a network namespace of its own.

    Raises:
        Skipped: this machine makes none.
    """

    def run() -> None:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(_CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "unshare")
        for command in _COMMANDS:
            subprocess.run(command.split(), check=True, capture_output=True, text=True)
        made.append(True)
        work()

    made: list[bool] = []
    # The namespace is the thread's and goes with it.
    with ThreadPoolExecutor(1) as thread:
        try:
            thread.submit(run).result()
        except (OSError, subprocess.CalledProcessError) as error:
            if made:
                raise
            pytest.skip(f"no network namespace: {getattr(error, 'stderr', '')} {error}")


class LiveSockets:
    """Open sockets, and for each what a test gives an environment, in the order of opening.

    Attributes:
        given: for an environment; the mark of each names it.
    """

    def __init__(self) -> None:
        self._open: list[socket.socket] = []
        self.given: list[Socket] = []

    def close(self) -> None:
        """Close all."""
        for each in self._open:
            each.close()

    def make(
        self, kind: int, address: str, port: int, *, device: int = 0, **options: Any
    ) -> socket.socket:
        """Open and bind one; ``shared`` is SO_REUSEADDR, ``only`` IPV6_V6ONLY."""
        made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, kind)
        self._open.append(made)
        if options.get("shared"):
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if ":" in address:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(options.get("only", 0)))
        if device:
            made.setsockopt(socket.SOL_SOCKET, _SO_BINDTOIFINDEX, device)
        made.bind((address, port))
        return made

    def listen(self, address: str, port: int, **options: Any) -> socket.socket:
        """Open a listener of TCP."""
        made = self.make(socket.SOCK_STREAM, address, port, **options)
        made.listen()
        self.note(made)
        return made

    def share(self, port: int, *ends: tuple[str, int]) -> None:
        """Open listeners of one port, each with an address and a device.

        They share it without SO_REUSEPORT, which would take the first that it meets, since each
        has another device while it is bound.
        """
        sharing = []
        for (address, device), first in zip(ends, DEVICES, strict=False):
            made = self.make(socket.SOCK_STREAM, address, port, device=first)
            made.listen()
            sharing.append((made, device))
        for made, device in sharing:
            made.setsockopt(socket.SOL_SOCKET, _SO_BINDTOIFINDEX, device)
            self.note(made)

    def datagrams(
        self, address: str, port: int, far: tuple[str, int] | None = None, **options: Any
    ) -> socket.socket:
        """Open a socket of UDP, connected with a far end where one is named."""
        made = self.make(socket.SOCK_DGRAM, address, port, **options)
        if far:
            made.connect(far)
        self.note(made)
        return made

    def connect(
        self, listener: socket.socket, near: str, far: str
    ) -> tuple[socket.socket, socket.socket]:
        """Connect with a listener: the socket that connects, and the one that was accepted."""
        made = self.make(socket.SOCK_STREAM, near, 0)
        made.connect((far, listener.getsockname()[1]))
        accepted, _ = listener.accept()
        self._open.append(accepted)
        return made, accepted

    def note(self, made: socket.socket) -> None:
        """Give one to the environment, with a mark of its own."""
        mark = _FIRST_MARK + len(self.given)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_MARK, mark)
        near, far = made.getsockname(), _peer(made)
        six = made.family == socket.AF_INET6
        self.given.append(
            Socket(
                src=near[0],
                src_port=near[1],
                dst=far[0],
                dst_port=far[1],
                family=made.family,
                type=made.type,
                protocol=TCP if made.type == socket.SOCK_STREAM else UDP,
                state=_state(made, far),
                mark=mark,
                bound_dev_if=made.getsockopt(socket.SOL_SOCKET, _SO_BINDTOIFINDEX),
                ipv6only=bool(
                    six and made.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY),
                ),
            )
        )

    def note_ends(self, near: tuple[str, int], far: tuple[str, int], state: int) -> None:
        """Give the environment one that has no mark, when the kernel has it."""
        _await(near[1], far[1], state)
        self.given.append(
            Socket(src=near[0], src_port=near[1], dst=far[0], dst_port=far[1], state=state)
        )


def _peer(made: socket.socket) -> tuple[str, int]:
    try:
        found = made.getpeername()
    except OSError:
        return ("::" if made.family == socket.AF_INET6 else "0.0.0.0"), 0
    return found[0], found[1]


def _state(made: socket.socket, far: tuple[str, int]) -> int:
    if made.type == socket.SOCK_STREAM:
        return made.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 1)[0]
    return 1 if far[1] else 7


def _await(near: int, far: int, state: int) -> None:
    """Wait until the kernel has a connection of IPv4 with two ports in a state.

    ``/proc/net/tcp`` shows a request (TCP_NEW_SYN_RECV) as TCP_SYN_RECV.
    """
    shown = 3 if state == NEW_SYN_RECV else state
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        for line in Path("/proc/thread-self/net/tcp").read_text().splitlines()[1:]:
            words = line.split()
            ports = [int(word.split(":")[1], 16) for word in words[1:3]]
            if ports == [near, far] and int(words[3], 16) == shown:
                return
        time.sleep(0.01)
    raise TimeoutError(f"no connection from port {near} to {far} in state {state}")


def open_listeners(live: LiveSockets) -> None:
    """Listeners of TCP."""
    live.listen("127.0.0.1", 1000)
    live.listen("0.0.0.0", 1001)
    live.share(1002, ("0.0.0.0", 0), ("127.0.0.1", 0))
    for port, any_address in ((1030, "0.0.0.0"), (1040, "::")):
        for number, devices in enumerate(((LOOPBACK, OTHER, 0), (0, OTHER, LOOPBACK))):
            live.share(port + number, *((any_address, device) for device in devices))
    live.listen("::", 1004)
    live.listen("::", 1005, only=True)
    for number, ends in enumerate(permutations(((0, "0.0.0.0"), (LOOPBACK, "::"), (0, "::")))):
        live.share(1050 + number, *((address, device) for device, address in ends))
    live.listen("::1", 1008)
    live.listen("::ffff:127.0.0.1", 1009)
    live.note(live.make(socket.SOCK_STREAM, "127.0.0.1", 1010))  # nobody finds it


def open_connections(live: LiveSockets) -> None:
    """Connections of TCP in several states, and their listeners."""
    listeners = {port: live.listen("0.0.0.0", port) for port in (1020, 1021, 1022)}
    dual = live.listen("::", 1023)
    ends = [
        live.connect(listeners[1020], "127.0.0.1", "127.0.0.1"),
        live.connect(listeners[1021], "10.5.0.1", "127.0.0.2"),
        live.connect(dual, "::1", "::1"),
        live.connect(dual, "127.0.0.3", "127.0.0.1"),
        live.connect(dual, "::ffff:127.0.0.4", "::ffff:127.0.0.1"),
    ]
    ends[1][0].shutdown(socket.SHUT_WR)
    near, far = (end.getsockname()[1] for end in ends[1])
    _await(near, far, FIN_WAIT2)
    _await(far, near, CLOSE_WAIT)
    for made in (end for both in ends for end in both):
        live.note(made)
    _open_halves(live, listeners[1022])


def _open_halves(live: LiveSockets, listener: socket.socket) -> None:
    """Connections that have no full socket, and one that nobody answers."""
    made, accepted = live.connect(listener, "127.0.0.1", "127.0.0.1")
    near, far = accepted.getsockname(), made.getsockname()
    accepted.close()
    made.close()
    live.note_ends(
        near, far, TIME_WAIT
    )  # at the port of the listener, which does not get its packets
    waiting = live.make(socket.SOCK_STREAM, "127.0.0.1", 1024)
    # A listener that waits for data leaves a request where a connection would be.
    waiting.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, 60)
    waiting.listen()
    live.note(waiting)
    asking = live.make(socket.SOCK_STREAM, "127.0.0.1", 0)
    asking.connect(("127.0.0.1", 1024))
    live.note(asking)
    live.note_ends(("127.0.0.1", 1024), asking.getsockname(), NEW_SYN_RECV)
    unanswered = live.make(socket.SOCK_STREAM, "10.5.0.1", 0)
    unanswered.setblocking(False)
    unanswered.connect_ex(("10.5.0.9", 80))
    port = unanswered.getsockname()[1]
    live.note_ends(("10.5.0.1", port), ("10.5.0.9", 80), SYN_SENT)


def open_datagrams(live: LiveSockets) -> None:
    """Sockets of UDP."""
    far = ("127.0.0.1", 3000)
    live.datagrams("127.0.0.1", 2000)
    live.datagrams("0.0.0.0", 2001)
    for address in ("127.0.0.1", "0.0.0.0"):
        live.datagrams(address, 2002, shared=True)
    live.datagrams("127.0.0.1", 2003, shared=True)
    live.datagrams("127.0.0.1", 2003, far, shared=True)
    for device in (LOOPBACK, 0, OTHER):
        live.datagrams("0.0.0.0", 2004, shared=True, device=device)
    for port, devices in ((2020, (0, LOOPBACK)), (2030, (LOOPBACK, 0))):
        for device in devices:
            live.datagrams("127.0.0.1", port, far, shared=True, device=device)
            live.datagrams("127.0.0.1", port + 1, shared=True, device=device)
    live.datagrams("::", 2006)
    live.datagrams("::", 2007, only=True)
    for port, addresses in ((2008, ("::", "0.0.0.0")), (2018, ("0.0.0.0", "::"))):
        for address in addresses:
            live.datagrams(address, port, shared=True)
    live.datagrams("::1", 2009, shared=True)
    live.datagrams("::1", 2009, ("::1", 3000), shared=True)
    live.datagrams("::", 2009, shared=True, device=LOOPBACK)
    live.datagrams("::ffff:127.0.0.1", 2010)
    live.datagrams("::ffff:127.0.0.1", 2012, ("::ffff:127.0.0.1", 3000))

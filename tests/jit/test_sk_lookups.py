"""Look-ups of sockets in an environment, compared with a kernel that has the same ones open."""

from __future__ import annotations

import errno
import itertools
import os
import random
import shutil
import socket
import struct
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest

import progpack
from progpack import Environment, MapSpec, MapType, ObjectSpec, Socket
from progpack.arch.lookup import TARGETS
from progpack.bpf.asm import assemble_program
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.errors import MissingFeatureError, RunError, UsageError
from progpack.fault import FaultKind
from progpack.kernel.syscall.programs import KernelProgram
from tests.foreign.measured import missing
from tests.jit.live_sockets import (
    LOOPBACK,
    OTHER,
    LiveSockets,
    in_namespace,
    open_connections,
    open_datagrams,
    open_listeners,
)

T = ProgramType
TCP, UDP, COMMON = HelperId.SK_LOOKUP_TCP, HelperId.SK_LOOKUP_UDP, HelperId.SKC_LOOKUP_TCP
#: Where the packet has the tuple, the namespace, the flags and the answer, and its bytes.
TUPLE, NETNS, FLAGS, ANSWER, LISTENER, LENGTH = 16, 56, 64, 72, 152, 160
SIZES = {4: 12, 6: 36}
CURRENT = -1 & (1 << 64) - 1
#: A test of fewer different answers shows nothing.
MOST_ALIKE = 3
#: Fields of ``struct bpf_sock``. Of a socket that may be no full one
#: programs read those that all have.
FIELDS: Final = {
    "bound_dev_if": (0, 4), "family": (4, 4), "type": (8, 4), "protocol": (12, 4), "mark": (16, 4),
    "priority": (20, 4), "src_ip4": (24, 4), "src_ip6": (28, 16), "src_port": (44, 4),
    "dst_port": (48, 2), "dst_ip4": (52, 4), "dst_ip6": (56, 16), "state": (72, 4),
}  # fmt: skip
FULL: Final = ("type", "protocol", "mark", "priority")
NO_MARK: Final = 0xFFFFFFFF
MAPPED: Final = bytes(10) + b"\xff\xff"
#: A kernel without its types converts no socket.
HAS_TYPES = Path("/sys/kernel/btf/vmlinux").exists()
needs_root = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("ip"), reason="needs root and iproute2"
)


def program(
    kind: ProgramType, helper: HelperId, size: int, name: str = "look", *, convert: bool = True
) -> ProgramSpec:
    """A program that looks a tuple of its packet up, and puts the socket's fields behind it.

    With ``convert``, the packet's last word has a bit for each kind of socket that it is.
    """
    data, end = (0, 4) if kind is T.XDP else (76, 80)
    words = [(at, "u16" if field == "dst_port" else "u32", field) for field, at in _words()]
    copies = "".join(
        f"r1 = *({width} *)(r9 + {at})\n*({width} *)(r7 + {ANSWER + at}) = r1\n"
        for at, width, field in words
        if helper is not COMMON or field not in FULL
    )
    tuple_copies = "".join(
        f"r1 = *(u32 *)(r7 + {TUPLE + at})\n*(u32 *)(r10 - {40 - at}) = r1\n"
        for at in range(0, 40, 4)
    )
    text = f"""
        r6 = r1
        r7 = *(u32 *)(r1 + {data})
        r8 = *(u32 *)(r1 + {end})
        r0 = r7
        r0 += {LENGTH}
        if r0 > r8 goto none
        {tuple_copies}
        r1 = r6
        r2 = r10
        r2 += -40
        r3 = {size}
        r4 = *(u64 *)(r7 + {NETNS})
        r5 = *(u64 *)(r7 + {FLAGS})
        call {int(helper)}
        if r0 == 0 goto none
        r9 = r0
        {copies}
        {_FULL_SOCKET if helper is COMMON and kind is T.SCHED_CLS else ""}
        {_CONVERSIONS if convert else ""}
        r1 = r9
        call {int(HelperId.SK_RELEASE)}
        r0 = 1
        exit
    none:
        r0 = 0
        exit
    """
    return assemble_program(text, name=name, type=kind, license="GPL")


#: The marks of the full socket, and of the listener.
_FULL_SOCKET: Final = f"""
        r1 = {NO_MARK} ll
        *(u32 *)(r7 + {ANSWER + 16}) = r1
        *(u32 *)(r7 + {LISTENER}) = r1
        r1 = r9
        call {int(HelperId.SK_FULLSOCK)}
        if r0 == 0 goto listener
        r1 = *(u32 *)(r0 + 16)
        *(u32 *)(r7 + {ANSWER + 16}) = r1
    listener:
        r1 = r9
        call {int(HelperId.GET_LISTENER_SOCK)}
        if r0 == 0 goto release
        r1 = *(u32 *)(r0 + 16)
        *(u32 *)(r7 + {LISTENER}) = r1
    release:
"""


_CONVERSIONS = "r8 = 0\n" + "".join(
    f"r1 = r9\ncall {int(number)}\nif r0 == 0 goto no{bit}\nr8 |= {1 << bit}\nno{bit}:\n"
    for bit, number in enumerate(
        (
            *(HelperId.SKC_TO_TCP_SOCK, HelperId.SKC_TO_TCP6_SOCK, HelperId.SKC_TO_UDP6_SOCK),
            *(HelperId.SKC_TO_TCP_TIMEWAIT_SOCK, HelperId.SKC_TO_TCP_REQUEST_SOCK),
            *(HelperId.SKC_TO_UNIX_SOCK, HelperId.SKC_TO_MPTCP_SOCK),
        )
    )
)
_CONVERSIONS += f"*(u32 *)(r7 + {LISTENER + 4}) = r8\n"


def _words() -> Iterator[tuple[str, int]]:
    for name, (first, size) in FIELDS.items():
        for at in range(first, first + size, 4):
            yield name, at


@dataclass(frozen=True)
class Asked:
    """A look-up."""

    source: tuple[str, int]
    target: tuple[str, int]
    device: int = LOOPBACK
    netns: int = CURRENT
    flags: int = 0

    def packet(self, byteorder: str = sys.byteorder) -> bytes:
        ends = (self.source, self.target)
        addresses = b"".join(
            socket.inet_pton(socket.AF_INET6 if ":" in at else socket.AF_INET, at) for at, _ in ends
        )
        ports = struct.pack(">2H", *(port for _, port in ends))
        front = bytes(TUPLE) + (addresses + ports).ljust(NETNS - TUPLE, b"\0")
        order = "<" if byteorder == "little" else ">"
        return (front + struct.pack(order + "2Q", self.netns, self.flags)).ljust(LENGTH, b"\0")


def answer(return_value: int, data: bytes) -> dict[str, object]:
    """What a program found: the fields that sockets of its family have."""
    if not return_value & 0xFFFFFFFF:
        return {}
    found: dict[str, object] = {
        name: data[ANSWER + at : ANSWER + at + size] for name, (at, size) in FIELDS.items()
    }
    found["listener"], found["kinds"] = data[LISTENER : LISTENER + 4], data[LISTENER + 4 : LENGTH]
    six = found["family"] == struct.pack("=I", socket.AF_INET6)
    for side in ("src", "dst"):
        mapped = six and bytes(found[f"{side}_ip6"]).startswith(MAPPED)  # type: ignore[call-overload]
        if six and not mapped:
            del found[f"{side}_ip4"]  # the kernel has a loopback's address there
        if not six:
            del found[f"{side}_ip6"]
    return found


ADDRESSES = {
    4: ("127.0.0.1", "127.0.0.2", "10.5.0.1", "0.0.0.0"),
    6: ("::1", "2001:db8:5::1", "::", "::ffff:127.0.0.1"),
}


def tuples(given: list[Socket], protocol: int, version: int) -> Iterator[Asked]:
    """What is looked up: each socket's own ends, and others in the neighbourhood."""
    rng = random.Random(version * protocol)
    ends = [_ends(each, version) for each in given if _protocol(each) == protocol]
    known = [(far, near) for near, far in ends]
    ports = sorted({near[1] for near, _ in ends})
    for far, near in known:
        yield Asked(far, near)
        yield Asked((far[0], far[1] ^ 1), near)
        yield Asked(far, near, device=OTHER)
    addresses = ADDRESSES[version]
    others = itertools.product(addresses, (3000, 3001), addresses, ports, (LOOPBACK, OTHER))
    for source, far_port, target, port, device in rng.sample(list(others), 200):
        yield Asked((source, far_port), (target, port), device)
    far, near = next((far, near) for far, near in known if near[0] in addresses)
    for netns, flags in (
        *((number, 0) for number in (0, 1, 7, 0x7FFFFFFF, 0xFFFFFFFF, 0x80000000, 1 << 32)),
        *((CURRENT, flags) for flags in (1, 1 << 40)),
    ):
        yield Asked(far, near, netns=netns, flags=flags)


def _protocol(given: Socket) -> int:
    order = "<" if given.byteorder == "little" else ">"
    return int(struct.unpack_from(f"{order}I", given, 12)[0])


def _ends(given: Socket, version: int) -> tuple[tuple[str, int], tuple[str, int]]:
    """The ends of a socket, as far as it has addresses of a version of IP."""
    order = "<" if given.byteorder == "little" else ">"
    family, size = (socket.AF_INET, 4) if version == 4 else (socket.AF_INET6, 16)
    places = ((24, 52), (28, 56))[version == 6]
    near, far = (socket.inet_ntop(family, given[at : at + size]) for at in places)
    return (near, struct.unpack_from(f"{order}I", given, 44)[0]), (
        far,
        struct.unpack_from(">H", given, 48)[0],
    )


OPENED = {
    open_listeners: (TCP, COMMON),
    open_connections: (TCP, COMMON),
    open_datagrams: (UDP,),
}


@needs_root
@pytest.mark.parametrize("opened", OPENED, ids=lambda opened: opened.__name__)
@pytest.mark.parametrize("version", [4, 6])
@pytest.mark.parametrize("kind", [T.SCHED_CLS, T.XDP])
def test_found_is_the_socket_that_a_kernel_with_the_same_ones_finds(
    opened: Callable[[LiveSockets], None], version: int, kind: ProgramType
) -> None:
    live = LiveSockets()
    theirs: list[tuple[HelperId, Asked, dict[str, object]]] = []

    def ask() -> None:
        opened(live)
        for helper in OPENED[opened]:
            protocol = socket.IPPROTO_UDP if helper is UDP else socket.IPPROTO_TCP
            with KernelProgram.load(
                program(kind, helper, SIZES[version]).insns, type=kind
            ) as asker:
                for asked in tuples(live.given, protocol, version):
                    if kind is not T.XDP or asked.device == LOOPBACK:
                        run = asker.test_run(asked.packet(), context=_skb(kind, asked.device))
                        theirs.append((helper, asked, answer(run.return_value, run.data)))

    try:
        in_namespace(ask)
    finally:
        live.close()
    machines = {
        helper: progpack.Machine(
            program(kind, helper, SIZES[version], convert=HAS_TYPES),
            environment=Environment(sockets=live.given),
        )
        for helper in OPENED[opened]
    }
    for helper, asked, expected in theirs:
        context = {} if kind is T.XDP else {"ifindex": asked.device}
        result = machines[helper].run(asked.packet(), context=context)
        assert answer(result.return_value, result.packet) == expected, (helper.name, asked)
    names = {(found.get("mark"), found.get("state"), found.get("src_port")) for *_, found in theirs}
    assert len(names) > MOST_ALIKE


def _skb(kind: ProgramType, device: int) -> bytes:
    """The ``struct __sk_buff`` that BPF_PROG_TEST_RUN takes."""
    return b"" if kind is T.XDP else bytes(40) + struct.pack("=I", device) + bytes(148)


LISTENS, CLOSED = 10, 7
DATAGRAMS: Final[dict[str, Any]] = {"type": socket.SOCK_DGRAM, "protocol": socket.IPPROTO_UDP}
BOTH_ENDS: Final[dict[str, Any]] = {
    **DATAGRAMS, "src": "127.0.0.1", "src_port": 2006, "dst": "127.0.0.1", "dst_port": 3000,
}  # fmt: skip
#: As the live ones: what look-ups tell apart.
SOCKETS: Final = [
    Socket(src="127.0.0.1", src_port=1000, state=LISTENS, mark=1),
    Socket(src_port=1000, state=LISTENS, mark=2),
    Socket(src_port=1000, state=LISTENS, bound_dev_if=OTHER, mark=3, byteorder="big"),
    Socket(src="::", src_port=1000, state=LISTENS, bound_dev_if=LOOPBACK, mark=4),
    Socket(src="::", src_port=1001, state=LISTENS, ipv6only=True, mark=5),
    Socket(src="::1", src_port=1001, state=LISTENS, mark=6, byteorder="big"),
    Socket(src="127.0.0.1", src_port=1002, state=CLOSED, mark=7),
    Socket(src="127.0.0.1", src_port=1000, dst="127.0.0.2", dst_port=3000, mark=8),
    Socket(src="127.0.0.2", src_port=3000, dst="127.0.0.1", dst_port=1000, state=6, mark=9),
    Socket(src="127.0.0.1", src_port=1000, dst="127.0.0.1", dst_port=3001, state=12, mark=10),
    Socket(src="::1", src_port=1001, dst="::1", dst_port=3001, state=12, mark=11),
    Socket(src="::1", src_port=1001, dst="::1", dst_port=3000, mark=12, byteorder="big"),
    Socket(family=10, src="127.0.0.1", src_port=1003, dst="127.0.0.1", dst_port=3000, mark=13),
    Socket(src="127.0.0.1", src_port=2000, state=CLOSED, mark=14, **DATAGRAMS),
    Socket(src="127.0.0.1", src_port=2000, dst="127.0.0.2", dst_port=3000, mark=15, **DATAGRAMS),
    Socket(src="127.0.0.1", src_port=2000, bound_dev_if=OTHER, mark=16, **DATAGRAMS),
    Socket(src="127.0.0.1", src_port=2000, dst="127.0.0.2", mark=17, **DATAGRAMS),
    Socket(src_port=2001, bound_dev_if=LOOPBACK, mark=18, byteorder="big", **DATAGRAMS),
    Socket(src="::", src_port=2001, mark=19, **DATAGRAMS),
    Socket(src="::1", src_port=2001, dst="::1", dst_port=3000, mark=20, **DATAGRAMS),
    Socket(src="::", src_port=2002, ipv6only=True, mark=21, **DATAGRAMS),
    Socket(family=10, src="127.0.0.1", src_port=2003, mark=22, **DATAGRAMS),
    Socket(family=10, src="127.0.0.1", src_port=2003, dst="::1", mark=23, **DATAGRAMS),
    Socket(src="127.0.0.1", src_port=1000, dst="127.0.0.3", dst_port=3000, state=6, mark=24),
    # Of each pair the second is the younger one; which of them counts follows from their scores.
    Socket(src_port=1004, state=LISTENS, mark=25),
    Socket(src="::", src_port=1004, state=LISTENS, mark=26),
    Socket(src_port=2004, bound_dev_if=LOOPBACK, mark=27, **DATAGRAMS),
    Socket(src_port=2004, mark=28, **DATAGRAMS),
    Socket(src_port=2005, mark=29, **DATAGRAMS),
    Socket(src="::", src_port=2005, mark=30, **DATAGRAMS),
    Socket(**BOTH_ENDS, bound_dev_if=LOOPBACK, mark=31),
    Socket(**BOTH_ENDS, mark=32),
]
PROGRAMS: Final = {
    f"{kind.name}_{helper.name}_{version}": (kind, helper, version)
    for kind in (T.SCHED_CLS, T.XDP)
    for helper in (TCP, UDP, COMMON)
    for version in SIZES
}


def world() -> Environment:
    return Environment(sockets=SOCKETS)


@pytest.mark.parametrize(
    "backend", ["compiled", "isolated", "arch:arm64", "arch:s390x", "arch:arm"]
)
def test_every_backend_finds_what_the_interpreter_finds(backend: str) -> None:
    target = backend.removeprefix("arch:")
    if reason := missing(target) if target in TARGETS else None:
        pytest.skip(reason)
    order = TARGETS[target].byteorder if target in TARGETS else sys.byteorder
    specs = {
        name: program(kind, helper, SIZES[version], name)
        for name, (kind, helper, version) in PROGRAMS.items()
    }
    rng, found = random.Random(1), set()
    with progpack.load(
        ObjectSpec("t", "GPL", specs, {}, byteorder=order), backend=backend, environment=world()
    ) as loaded:
        for name, (kind, helper, version) in PROGRAMS.items():
            machine = progpack.Machine(specs[name], byteorder=order, environment=world())
            protocol = socket.IPPROTO_UDP if helper is UDP else socket.IPPROTO_TCP
            everything = list(tuples(SOCKETS, protocol, version))
            few = 1 if backend == "compiled" else 8
            for asked in rng.sample(everything, len(everything) // few):
                context = {"ingress_ifindex" if kind is T.XDP else "ifindex": asked.device}
                frame = asked.packet(order)
                expected = machine.run(frame, context=context)
                result = loaded.programs[name].run(frame, context=context)
                assert result.return_value == expected.return_value, (name, asked)
                assert result.packet == expected.packet, (name, asked)
                found.add(result.packet[ANSWER + 16 : ANSWER + 20])
    assert len(found) > len(SOCKETS) // 2


LOCALHOST = int.from_bytes(bytes((127, 0, 0, 1)), sys.byteorder)


def looking(text: str, kind: ProgramType = T.SCHED_CLS, **given: Any) -> ProgramSpec:
    """A program that goes on with the address of the first socket in r6 and its context in r9."""
    return assemble_program(
        f"""
        r9 = r1
        *(u32 *)(r10 - 16) = 0
        r1 = {LOCALHOST}
        *(u32 *)(r10 - 12) = r1
        r1 = {socket.htons(1000) << 16} ll
        *(u32 *)(r10 - 8) = r1
        r1 = r9
        r2 = r10
        r2 += -16
        r3 = 12
        r4 = -1
        r5 = 0
        call {int(TCP)}
        r6 = r0
        {text}
        exit
        """,
        type=kind,
        license="GPL",
        **given,
    )


def outcomes(spec: ProgramSpec, environment: Environment | None = None) -> list[Any]:
    """The value of a run, or its fault, on each backend of this machine."""
    found = []
    for backend in ("interpreter", "compiled", "isolated"):
        held = ObjectSpec("t", "GPL", {spec.name: spec}, {})
        with progpack.load(held, backend=backend, environment=environment or world()) as loaded:
            try:
                found.append(loaded.programs[spec.name].run(bytes(64)).return_value)
            except RunError as error:
                found.append((error.fault.kind, error.fault.size))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("r0 = *(u32 *)(r6 + 44)", 1000),
        ("r0 = *(u32 *)(r6 + 76)", 0xFFFFFFFF),
        ("r0 = *(u64 *)(r6 + 72)", 0xFFFFFFFF << 32 | LISTENS),
        ("r0 = *(u8 *)(r6 + 79)", 255),
        ("r0 = *(u32 *)(r6 + 80)", (FaultKind.READ, 4)),
        ("r0 = *(u32 *)(r6 + 78)", (FaultKind.READ, 4)),
        ("r0 = *(u32 *)(r6 - 4)", (FaultKind.READ, 4)),
        ("r0 = *(u8 *)(r6 + 96)", 0),  # the next one's
        ("r0 = *(u8 *)(r6 + 95)", (FaultKind.READ, 1)),
        ("*(u32 *)(r6 + 16) = 7\nr0 = 0", (FaultKind.WRITE, 4)),
    ],
)
def test_programs_read_the_fields_of_a_socket_alone(text: str, expected: Any) -> None:
    assert outcomes(looking(text)) == [expected] * 3


def test_without_sockets_none_is_found_and_null_is_not_read() -> None:
    spec = looking("r0 = *(u32 *)(r6 + 44)")
    assert outcomes(spec, Environment()) == [(FaultKind.READ, 4)] * 3
    assert outcomes(looking("r0 = r6"), Environment(sockets=[])) == [0] * 3


def test_a_found_socket_has_its_cookie() -> None:
    text = f"r1 = r6\ncall {int(HelperId.GET_SOCKET_COOKIE)}"
    given = Environment(sockets=[Socket(src_port=1000, state=LISTENS, cookie=77)])
    assert outcomes(looking(text), given) == [77] * 3
    both = f"{text}\nr6 = r0\nr1 = r9\ncall {int(HelperId.GET_SOCKET_COOKIE)}\nr0 += r6"
    assert outcomes(looking(both), given) == [78] * 3


def test_the_storage_of_a_found_socket_is_under_its_cookie() -> None:
    storage = MapSpec("m", MapType.SK_STORAGE, 4, 8, 0, 1)
    text = f"r1 = map m ll\nr2 = r6\nr3 = 0\nr4 = 1\ncall {int(HelperId.SK_STORAGE_GET)}\n"
    spec = looking(f"{text}*(u64 *)(r0 + 0) = 5\nr0 = 0")
    given = Environment(sockets=[Socket(src_port=1000, state=LISTENS, cookie=77)])
    for backend in ("interpreter", "compiled", "isolated"):
        held = ObjectSpec("t", "GPL", {spec.name: spec}, {"m": storage})
        with progpack.load(held, backend=backend, environment=given) as loaded:
            loaded.programs[spec.name].run(bytes(64))
            assert [int.from_bytes(key, sys.byteorder) for key in loaded.maps["m"]] == [77]


CONVERT = f"r1 = r6\ncall {int(HelperId.SKC_TO_TCP_SOCK)}\n"
PROBE_READ = f"r3 = r0\nr1 = r10\nr1 += -4\nr2 = 4\ncall {int(HelperId.PROBE_READ_KERNEL)}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{CONVERT}r0 = *(u32 *)(r0 + 0)", (FaultKind.READ, 4)),
        (f"{CONVERT}r0 = *(u8 *)(r0 + 15)", (FaultKind.READ, 1)),
        (f"{CONVERT}{PROBE_READ}", -errno.ERANGE & (1 << 64) - 1),
        (f"{CONVERT}r1 = r0\ncall {int(HelperId.GET_SOCKET_COOKIE)}", 77),
        (f"{CONVERT}r1 = r0\ncall {int(HelperId.SK_RELEASE)}", 0),
    ],
)
def test_helpers_know_a_converted_socket_and_nobody_reads_it(text: str, expected: Any) -> None:
    given = Environment(sockets=[Socket(src_port=1000, state=LISTENS, cookie=77)])
    assert outcomes(looking(text), given) == [expected] * 3


@pytest.mark.parametrize(
    ("sockets", "reason"),
    [
        (7, "one by one, not 7"),
        ([b"x"], r"sockets\[0\]: a Socket, not b'x'"),
        (Socket(src_port=1), "one by one"),
        ([Socket(src_port=1, family=1)], "AF_INET and AF_INET6"),
        ([Socket(src_port=1, protocol=17)], "UDP"),
        ([Socket()], r"give src_port="),
        ([Socket(src_port=1), Socket(src_port=1)], r"sockets\[1\] has .* of sockets\[0\]"),
        ([Socket(src_port=n + 1) for n in range(65)], "0 to 64, not 65"),
    ],
)
def test_sockets_that_no_look_up_finds_are_refused(sockets: Any, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        Environment(sockets=sockets)


def test_as_many_sockets_as_there_is_room_for_are_taken() -> None:
    held = Environment(sockets=[Socket(src_port=n + 937, state=LISTENS) for n in range(64)])
    assert outcomes(looking("r0 = *(u32 *)(r6 + 44)"), held) == [1000] * 3


def test_a_kernel_has_sockets_of_its_own() -> None:
    held = ObjectSpec("t", "GPL", {"f": looking("r0 = 0")}, {})
    with pytest.raises(MissingFeatureError, match=r"kernel does not have a world .*environment="):
        progpack.load(held, backend="kernel", environment=world())

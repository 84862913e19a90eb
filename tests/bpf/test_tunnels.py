"""The tunnel that a packet came by, as a test states it, and the one that a program sets."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import socket
import struct
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from typing import Any

import pytest
from tests.bpf.both_orders import compiled

import progpack
from progpack import Environment, MissingFeatureError, ObjectSpec, Tunnel, TunnelFlags, UsageError
from progpack.kernel.runs.backend import KernelObject
from progpack.kernel.syscall.call import RUNNING
from progpack.testing import packet, run

#: A program that asks for all that there is of a tunnel, in all ways, and then sets one of its own.
SOURCE = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct answer { __s64 value; __u8 bytes[48]; };
struct answer keys[36], options[5], own[4];
__s64 refused;
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __type(key, int);
         __type(value, __u64); } runs SEC(".maps");
static void *fresh(struct answer *a)
{
    __builtin_memset(a->bytes, 0xee, sizeof(a->bytes));
    return a->bytes;
}
#define KEY(at, size, flags) \\
    keys[at].value = bpf_skb_get_tunnel_key(skb, fresh(&keys[at]), size, flags)
#define KEYS(at, size) KEY(at, size, 0); KEY(at + 1, size, 1); KEY(at + 2, size, 16); \\
    KEY(at + 3, size, 17); KEY(at + 4, size, 2); KEY(at + 5, size, 32)
#define OPTIONS(at, size) \\
    options[at].value = bpf_skb_get_tunnel_opt(skb, fresh(&options[at]), size)
SEC("tc") int look(struct __sk_buff *skb)
{
    KEYS(0, 44); KEYS(6, 28); KEYS(12, 24); KEYS(18, 22); KEYS(24, 8); KEYS(30, 12);
    OPTIONS(0, 2); OPTIONS(1, 3); OPTIONS(2, 4); OPTIONS(3, 7); OPTIONS(4, 40);
    refused = bpf_skb_set_tunnel_opt(skb, fresh(&own[0]), 8);
    int first = 0;
    __u64 *ran = bpf_map_lookup_elem(&runs, &first);
    if (ran)
        __sync_fetch_and_add(ran, 1);
    return 0;
}
SEC("tc") int own_key(struct __sk_buff *skb)
{
    struct bpf_tunnel_key key = { .tunnel_id = 77, .tunnel_ttl = 5, .tunnel_tos = 6 };
    key.remote_ipv4 = 0x0a000009;
    key.local_ipv4 = 0x0a000001;
    own[0].value = bpf_skb_set_tunnel_key(skb, &key, sizeof(key), 0);
    own[1].value = bpf_skb_set_tunnel_opt(skb, fresh(&own[1]), 8);
    own[2].value = bpf_skb_get_tunnel_key(skb, fresh(&own[2]), sizeof(key), 16);
    own[3].value = bpf_skb_get_tunnel_opt(skb, fresh(&own[3]), 12);
    return 0;
}
SEC("tc") int six(struct __sk_buff *skb)
{
    struct bpf_tunnel_key key = { .tunnel_id = -1, .tunnel_label = 0x12345, .tunnel_ttl = 255 };
    static const __u8 remote[16] = { 0x20, 1, 0x0d, 0xb8, [15] = 9 };
    __builtin_memcpy(key.remote_ipv6, remote, 16);
    return bpf_skb_set_tunnel_key(skb, &key, sizeof(key), 1 | 4);
}
SEC("tc") int wrong(struct __sk_buff *skb)
{
    struct bpf_tunnel_key key = { .tunnel_id = 1, .tunnel_ext = 1 };
    return bpf_skb_set_tunnel_key(skb, &key, sizeof(key), 0) == -22;
}
char _license[] SEC("license") = "GPL";
"""
PORT = 4789
FRAME = packet("udp", payload=bytes(64))
_COMPILES = pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")


def way(order: str, backend: str) -> Any:
    marks = [] if backend == "interpreter" else [_COMPILES]
    name = {"arch:s390x": "qemu-s390x", "arch:riscv64": "qemu-riscv64", "arch:arm": "qemu-arm"}
    if backend in name:
        missing = shutil.which(name[backend]) is None
        marks.append(pytest.mark.skipif(missing, reason=f"needs {name[backend]}"))
    return pytest.param(order, backend, marks=marks)


WAYS = [
    *(way("bpfel", backend) for backend in ("compiled", "interpreter", "isolated", "arch:arm")),
    *(way("bpfeb", backend) for backend in ("interpreter", "arch:s390x")),
]


@pytest.fixture(scope="module")
def specs(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, ObjectSpec]:
    """The object of each byte order."""
    return compiled(SOURCE, tmp_path_factory.mktemp("tunnels"))


# -- a kernel that has received such packets -------------------------------------------------------

#: Of linux/bpf.h.
_LINK_CREATE, _TCX_INGRESS = 28, 46


class _LinkAttr(ctypes.Structure):
    """The beginning of the record of BPF_LINK_CREATE."""

    _fields_ = (
        ("prog_fd", ctypes.c_uint32),
        ("target_ifindex", ctypes.c_uint32),
        ("attach_type", ctypes.c_uint32),
        ("flags", ctypes.c_uint32),
        ("more", ctypes.c_uint64 * 6),
    )


def in_network(work: Callable[[], Any], gbp: bool) -> Any:
    """Call a function in a network namespace of its own, where packets come by VXLAN.

    Raises:
        Skipped: this machine makes none.
    """
    commands = [
        "ip link set lo up",
        "ip address add 2001:db8::1/64 dev lo nodad",
        f"ip link add vx0 type vxlan external dstport {PORT} {'gbp' if gbp else ''}",
        "ip link set vx0 up",
    ]

    def run() -> Any:
        libc = ctypes.CDLL(None, use_errno=True)
        if libc.unshare(0x40000000):  # CLONE_NEWNET
            raise OSError(ctypes.get_errno(), "unshare")
        for command in commands:
            subprocess.run(command, shell=True, check=True, capture_output=True, text=True)
        return work()

    # The namespace is the thread's and goes with it.
    with ThreadPoolExecutor(1) as thread:
        try:
            return thread.submit(run).result()
        except (OSError, subprocess.CalledProcessError) as error:
            pytest.skip(f"no VXLAN here: {getattr(error, 'stderr', '')} {error}")


def send(tunnel: Tunnel) -> None:
    """Send a frame by VXLAN, with a UDP checksum where the flags say so, and perhaps a group."""
    head = [0x08, 0, 0, 0]
    if tunnel.options:
        head[0] |= 0x80
        head[2:] = tunnel.options[1::-1]  # the group's id, in network order
    data = struct.pack("!4BI", *head, tunnel.id << 8) + FRAME
    udp = struct.pack("!HHHH", 1, PORT, 8 + len(data), 0) + data
    six = ":" in tunnel.remote
    family = socket.AF_INET6 if six else socket.AF_INET
    ends = [socket.inet_pton(family, end) for end in (tunnel.remote, tunnel.local)]
    if TunnelFlags.CSUM in tunnel.flags:
        pseudo = b"".join(ends) + struct.pack("!BBH", 0, 17, len(udp))
        udp = udp[:6] + struct.pack("!H", checksum(pseudo + udp)) + udp[8:]
    if six:
        first = 6 << 28 | tunnel.tos << 20 | tunnel.label
        header = struct.pack("!IHBB", first, len(udp), 17, tunnel.ttl) + b"".join(ends)
    else:
        header = struct.pack("!BBHHHBBH", 0x45, tunnel.tos, 0, 0, 0, tunnel.ttl, 17, 0)
        header += b"".join(ends)
    with socket.socket(family, socket.SOCK_RAW, socket.IPPROTO_RAW) as out:
        out.sendto(header + udp, (tunnel.local, 0))


def checksum(data: bytes) -> int:
    """The sum of UDP of some bytes, whose number is even."""
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return total ^ 0xFFFF


def told_by_kernel(spec: ObjectSpec, tunnel: Tunnel) -> bytes:
    """The variables of the program in a kernel that has received a packet by this tunnel."""

    def work() -> bytes:
        loaded = KernelObject(spec, ["look"], RUNNING)
        attr = _LinkAttr(loaded.programs["look"].fd, socket.if_nametoindex("vx0"), _TCX_INGRESS)
        link = RUNNING.enter(_LINK_CREATE, attr, {}, {})  # type: ignore[arg-type]
        if link < 0:
            raise OSError(-link, "BPF_LINK_CREATE")
        try:
            send(tunnel)
            for _ in range(2000):
                if any(loaded.maps["runs"].lookup(bytes(4)) or b""):
                    break
                time.sleep(0.005)
            return loaded.maps[".bss"].lookup(bytes(4)) or b""
        finally:
            os.close(link)
            loaded.close()

    found = in_network(work, gbp=bool(tunnel.options))
    assert isinstance(found, bytes)
    return found


def ours(spec: ObjectSpec, backend: str, tunnel: Tunnel | None, programs: Sequence[str]) -> bytes:
    """The variables after a run of each of some programs."""
    world = Environment(tunnel=tunnel)
    with progpack.load(spec, backend=backend, environment=world) as held:
        for name in programs:
            held.programs[name].run(FRAME)
        return bytes(held.maps[".bss"][0])


K, C, V = TunnelFlags.KEY, TunnelFlags.CSUM, TunnelFlags.VXLAN_OPT
RECEIVED = [
    Tunnel(0x123456, "127.1.2.3", "127.0.0.1", tos=0x28, ttl=61, flags=K),
    Tunnel(1, "127.0.0.9", "127.0.0.1", ttl=255, flags=K | C),
    Tunnel(0xFFFFFF, "2001:db8::1", "::1", tos=0xB9, ttl=9, label=0xFFFFF, flags=K | C),
    Tunnel(9, "127.0.0.9", "127.0.0.1", ttl=1, flags=K | V, options=b"\x34\x12\0\0"),
    Tunnel(8, "2001:db8::1", "2001:db8::1", ttl=64, flags=K | C | V, options=b"\x01\0\0\0"),
]
#: Also what the kernel above has no device for.
TOLD = [
    None,
    *RECEIVED[1:4:2],
    Tunnel((1 << 32) - 1, "255.255.255.255", flags=TunnelFlags(0xFFFF)),
    Tunnel(5, "2001:db8::2", options=bytes(range(255))),
    Tunnel(5, "10.0.0.2", flags=TunnelFlags.ERSPAN_OPT, options=b"12 bytes of it"[:12]),
    Tunnel(6, "::", tos=255, ttl=255, label=1, flags=TunnelFlags.GENEVE_OPT),
]


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("ip"), reason="needs root and iproute2")
@pytest.mark.parametrize("tunnel", RECEIVED, ids=str)
def test_answers_are_those_of_a_kernel_that_received_the_packet(
    specs: Mapping[str, ObjectSpec], tunnel: Tunnel
) -> None:
    theirs = told_by_kernel(specs["bpfel"], tunnel)
    assert ours(specs["bpfel"], "interpreter", tunnel, ["look"]) == theirs
    assert any(theirs)


def test_such_a_kernel_tells_all_kinds_of_answers(specs: Mapping[str, ObjectSpec]) -> None:
    # So the comparison above is one of more than refusals.
    with progpack.load(
        specs["bpfel"], backend="interpreter", environment=Environment(tunnel=RECEIVED[3])
    ) as held:
        held.programs["look"].run(FRAME)
        seen = {each["value"] for each in (*held.globals.keys, *held.globals.options)}
        refused = held.globals.refused
    assert seen == {0, 4, -errno.EINVAL, -errno.EPROTO, -errno.ENOMEM}
    assert refused == -errno.EINVAL


@pytest.mark.parametrize(("order", "backend"), [way for way in WAYS if "interp" not in str(way)])
def test_each_backend_answers_as_the_interpreter(
    specs: Mapping[str, ObjectSpec], order: str, backend: str
) -> None:
    for tunnel in TOLD:
        expected, seen = (
            ours(specs[order], each, tunnel, ["look", "own_key"])
            for each in ("interpreter", backend)
        )
        assert seen == expected, tunnel


@pytest.mark.parametrize("order", ["bpfel", "bpfeb"])
def test_a_key_has_the_numbers_of_the_machine(specs: Mapping[str, ObjectSpec], order: str) -> None:
    tunnel = Tunnel(0x01020304, "10.0.0.9", "10.0.0.1", tos=3, ttl=61, flags=K | C)
    with progpack.load(
        specs[order], backend="interpreter", environment=Environment(tunnel=tunnel)
    ) as held:
        held.programs["look"].run(FRAME)
        key = bytes(held.globals.keys[2]["bytes"])  # with BPF_F_TUNINFO_FLAGS
    form = ("<" if order == "bpfel" else ">") + "II12xBB"
    assert struct.unpack_from(form, key) == (0x01020304, 0x0A000009, 3, 61)
    assert key[22:24] == (K | C).to_bytes(2, "big")  # __be16
    assert struct.unpack_from(form[0] + "II12x", key, 24) == (0, 0x0A000001)


_ALL_OPTIONS = V | TunnelFlags.GENEVE_OPT | TunnelFlags.ERSPAN_OPT | TunnelFlags.GTP_OPT
SENT = Tunnel(
    *(77, "10.0.0.9", "10.0.0.1", 6, 5, 0),
    *(K | C | _ALL_OPTIONS | TunnelFlags.NOCACHE, b"\xee" * 8),
)
SENT_BY_SIX = Tunnel(
    *((1 << 32) - 1, "2001:db8::9", "::", 0, 255, 0x12345),
    *(K | C | TunnelFlags.DONT_FRAGMENT | TunnelFlags.NOCACHE,),
)


@pytest.mark.parametrize(("order", "backend"), WAYS)
def test_the_result_has_the_tunnel_that_the_program_set(
    specs: Mapping[str, ObjectSpec], order: str, backend: str
) -> None:
    world = Environment(tunnel=Tunnel(1, "10.9.9.9"))
    with progpack.load(specs[order], backend=backend, environment=world) as held:
        programs = held.programs
        for _ in range(2):
            assert programs["own_key"].run(FRAME).tunnel == SENT
            assert programs["look"].run(FRAME).tunnel is None
            assert programs["wrong"].run(FRAME).tunnel is None
            assert programs["six"].run(FRAME).tunnel == SENT_BY_SIX
        assert run(programs["own_key"], FRAME).tunnel == SENT
        assert run(programs["look"], FRAME).tunnel is None


@pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")
def test_the_kernel_can_have_no_tunnel_and_says_so_before_a_run(
    specs: Mapping[str, ObjectSpec],
) -> None:
    with pytest.raises(MissingFeatureError, match="kernel does not have the tunnel that a program"):
        progpack.load(specs["bpfel"], backend="kernel")
    world = Environment(tunnel=SENT)
    with pytest.raises(MissingFeatureError, match="kernel does not have a world that the caller"):
        progpack.load(specs["bpfel"], programs=["look"], backend="kernel", environment=world)


def test_ends_and_flags_have_one_form() -> None:
    assert Tunnel(1, "2001:DB8::1").local == "::"
    assert Tunnel(1, "2001:DB8:0::1") == Tunnel(1, "2001:db8::1", "::")
    assert Tunnel().remote == Tunnel().local == "0.0.0.0"
    geneve = Tunnel(options=b"abcd")
    assert geneve.flags == TunnelFlags.KEY | TunnelFlags.GENEVE_OPT
    assert Tunnel(flags=TunnelFlags.VXLAN_OPT, options=b"abcd").flags == TunnelFlags.VXLAN_OPT
    assert isinstance(Tunnel(flags=4).flags, TunnelFlags)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"id": 1 << 32}, "tunnel: id is a whole number from 0 to 4294967295, not 4294967296"),
        ({"id": -1}, "tunnel: id is a whole number"),
        ({"remote": "there"}, "remote is an address, as 10.0.0.1 or 2001:db8::1, not 'there'"),
        ({"local": 5}, "tunnel: local is an address, as 10.0.0.1 or 2001:db8::1, not 5"),
        ({"remote": b"abcd"}, "tunnel: remote is an address"),
        ({"remote": "::1", "local": "10.0.0.1"}, "tunnel: remote ::1 and local 10.0.0.1 are of"),
        ({"tos": 256}, "tunnel: tos is a whole number from 0 to 255, not 256"),
        ({"ttl": 256}, "tunnel: ttl is a whole number from 0 to 255, not 256"),
        ({"label": 1}, "tunnel: label is a whole number from 0 to 0, not 1"),
        ({"remote": "::", "label": 1 << 20}, "tunnel: label is a whole number from 0 to 1048575"),
        ({"flags": 1 << 16}, "tunnel: flags is a whole number from 0 to 65535"),
        ({"options": bytes(256)}, "number of bytes of a tunnel's options is a whole number from 0"),
        ({"options": "text"}, "the options of a tunnel are bytes"),
        ({"remote": "1" * 100_000}, "tunnel: remote is an address"),
    ],
)
def test_what_is_no_tunnel_is_refused_where_it_is_written(given: Any, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        Tunnel(**given)
    assert message in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_world_takes_a_tunnel_alone() -> None:
    with pytest.raises(UsageError, match="tunnel is a Tunnel, not 5"):
        Environment(tunnel=5)  # type: ignore[arg-type]
    twin = Environment(tunnel=SENT).twin()
    assert twin.tunnel == SENT
    assert Environment(tunnel=SENT).fix_rest().tunnel == SENT
    assert Environment.fixed().tunnel is None

"""Maps of sockets: what is made, put in, found and sent to, here and in the kernel."""

from __future__ import annotations

import errno
import itertools
import os
import socket
from collections.abc import Mapping
from typing import Any, Final

import pytest

from progpack import MapSpec, MapType, ObjectSpec, Redirect, Socket, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.errors import RunError, UsageError

from .creation import made_here, made_there

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="asking the kernel needs root")
T = ProgramType
WORLDS: Final = ("compiled", "interpreter", "isolated")
MAP: Final = MapSpec("m", MapType.SOCKMAP, 4, 4, 4)
HASH: Final = MapSpec("m", MapType.SOCKHASH, 8, 8, 2)
ARRAY: Final = MapSpec("m", MapType.REUSEPORT_SOCKARRAY, 4, 4, 4)
KINDS: Final = (MAP, HASH, ARRAY)
UDP: Final = {"type": socket.SOCK_DGRAM, "protocol": socket.IPPROTO_UDP}
LISTEN, CLOSED, TIME_WAIT = 10, 7, 6
U64: Final = (1 << 64) - 1


@needs_root
@pytest.mark.parametrize("kind", [spec.type for spec in KINDS], ids=lambda kind: kind.name)
def test_the_kernel_makes_what_is_made_here_and_nothing_else(kind: MapType) -> None:
    made = 0
    for key, value, entries, bit in itertools.product(
        (0, 4, 8, 512, 513), (0, 4, 8, 88), (0, 1), (None, *range(14))
    ):
        spec = MapSpec("m", kind, key, value, entries, 0 if bit is None else 1 << bit)
        if bit in (10, 11, 12):
            continue  # mmap(), the node of a CPU and inner maps are for arrays of other types
        ours, theirs = made_here(spec), made_there(spec)
        assert ours == theirs, spec
        made += ours
    assert made


def program(text: str, kind: ProgramType) -> ProgramSpec:
    return assemble_program(text, name="p", type=kind)


def outcomes(
    spec: ProgramSpec, map_: MapSpec, held: Mapping[int, Socket], *runs: dict[str, Any]
) -> list[tuple[int, Redirect | None]]:
    """Result and target of each run, the same in all worlds."""
    found = []
    for world in WORLDS:
        with load(ObjectSpec("t", "GPL", {"p": spec}, {"m": map_}), backend=world) as obj:
            for key, value in held.items():
                obj.maps["m"][key] = value
            results = [obj.programs["p"].run(**given) for given in runs]
            assert len(obj.maps["m"]) >= 0
            found.append([(result.return_value, result.redirect) for result in results])
    assert found[0] == found[1] == found[2]
    return found[0]


SEND: Final = """
    *(u64 *)(r10 - 8) = {key}
    r2 = map m ll
    r3 = {given}
    r4 = {flags}
    call {number}
    exit
"""


def send(number: HelperId, key: int, flags: int = 0) -> str:
    by_key = number in (
        HelperId.SK_REDIRECT_HASH, HelperId.MSG_REDIRECT_HASH, HelperId.SK_SELECT_REUSEPORT,
    )  # fmt: skip
    given = "r10\n r3 += -8" if by_key else str(key)
    return SEND.format(key=key, given=given, flags=flags, number=int(number))


@pytest.mark.parametrize("hashed", [False, True])
@pytest.mark.parametrize("kind", [T.SK_SKB, T.SK_MSG], ids=lambda kind: kind.name)
def test_a_stream_goes_to_a_socket_that_takes_it(kind: ProgramType, hashed: bool) -> None:
    """sock_map_redirect_allowed(), and what is said of flags and of other families."""
    name = f"{'SK' if kind is T.SK_SKB else 'MSG'}_REDIRECT_{'HASH' if hashed else 'MAP'}"
    held = {
        0: Socket(cookie=50),
        1: Socket(cookie=51, state=LISTEN),
    }
    more = {
        0: Socket(cookie=60, **UDP),
        1: Socket(cookie=61, state=CLOSED, **UDP),
    }
    unix = {
        0: Socket(cookie=70, family=socket.AF_UNIX, protocol=0),
        1: Socket(cookie=71, family=socket.AF_VSOCK, protocol=0),
    }
    said: dict[tuple[int, int], bool] = {}
    for group, flags, key in itertools.product((held, more, unix), (0, 1, 2), (0, 1, 3)):
        spec = program(send(HelperId[name], key, flags), kind)
        ((value, target),) = outcomes(spec, HASH if hashed else MAP, group, {"packet": b"a"})
        assert (value == 1) == (target is not None)
        if target is not None:
            cookie = int.from_bytes(group[key][80:], "little")
            assert target == Redirect(cookie, "m", flags)
            said[cookie, flags] = True
    into = {50, 60, 70}
    out = {50, 60, 70, 71} if kind is T.SK_SKB else {50}
    assert set(said) == {(cookie, 1) for cookie in into} | {(cookie, 0) for cookie in out}


@pytest.mark.parametrize(
    ("spec", "key", "sockets", "expected"),
    [
        (ARRAY, 1, {1: Socket(cookie=5)}, 0),
        (ARRAY, 2, {1: Socket(cookie=5)}, -errno.ENOENT),
        (ARRAY, 9, {}, -errno.ENOENT),
        (MAP, 1, {1: Socket(cookie=5)}, -errno.EINVAL),
        (MAP, 1, {1: Socket(cookie=5, state=LISTEN)}, 0),
        (HASH, 1, {1: Socket(cookie=5, state=CLOSED, **UDP)}, 0),
    ],
)
def test_a_socket_is_selected_that_shares_the_port(
    spec: MapSpec, key: int, sockets: dict[int, Socket], expected: int
) -> None:
    text = send(HelperId.SK_SELECT_REUSEPORT, key)
    ((value, target),) = outcomes(
        program(text, T.SK_REUSEPORT), spec, sockets, {"packet": bytes(8)}
    )
    assert value == expected & U64
    assert target == (None if expected else Redirect(5, "m"))


UPDATE: Final = """
    r6 = *(u64 *)(r1 + 168)
    *(u64 *)(r10 - 8) = {key}
    r1 = map m ll
    r2 = r10
    r2 += -8
    r3 = r6
    r4 = {flags}
    call 2
    r7 = r0
    r1 = map m ll
    r2 = r10
    r2 += -8
    call 1
    if r0 == 0 goto out
    r0 = *(u32 *)(r0 + 16)
out:
    r0 <<= 16
    r7 &= 0xffff
    r0 |= r7
    exit
"""


@pytest.mark.parametrize(
    ("spec", "key", "flags", "given", "expected"),
    [
        (MAP, 1, 0, Socket(mark=9), 0),
        (MAP, 1, 1, Socket(mark=9), 0),
        (MAP, 0, 1, Socket(mark=9), -errno.EEXIST),
        (MAP, 0, 2, Socket(mark=9), 0),
        (MAP, 1, 2, Socket(mark=9), -errno.ENOENT),
        (MAP, 1, 3, Socket(mark=9), -errno.EINVAL),
        (MAP, 4, 0, Socket(mark=9), -errno.E2BIG),
        (MAP, 1, 0, Socket(mark=9, state=TIME_WAIT), -errno.EINVAL),
        (MAP, 1, 0, Socket(mark=9, state=CLOSED), -errno.EOPNOTSUPP),
        (MAP, 1, 0, Socket(mark=9, state=CLOSED, **UDP), 0),
        (MAP, 1, 0, Socket(mark=9, family=socket.AF_PACKET), -errno.EOPNOTSUPP),
        (MAP, 1, 0, Socket(mark=9, family=socket.AF_UNIX, state=CLOSED), -errno.EOPNOTSUPP),
        (HASH, 7, 0, Socket(mark=9, state=LISTEN), 0),
        (HASH, 7, 2, Socket(mark=9), -errno.ENOENT),
    ],
)
def test_programs_put_sockets_in(
    spec: MapSpec, key: int, flags: int, given: Socket, expected: int
) -> None:
    text = program(UPDATE.format(key=key, flags=flags), T.SCHED_CLS)
    run = {"packet": bytes(64), "context": {"sk": given}}
    ((value, _),) = outcomes(text, spec, {0: Socket(mark=3)}, run)
    assert value & 0xFFFF == expected & 0xFFFF
    kept = 3 if key == 0 else 0
    assert value >> 16 & 0xFFFF == (kept if expected else 9)


DELETE: Final = """
    *(u64 *)(r10 - 8) = {key}
    r1 = map m ll
    r2 = r10
    r2 += -8
    call 3
    exit
"""


@needs_root
@pytest.mark.parametrize("spec", [MAP, HASH], ids=["SOCKMAP", "SOCKHASH"])
def test_what_is_not_there_is_taken_out_and_looked_up_as_in_the_kernel(spec: MapSpec) -> None:
    for key in (0, 3, 77):
        text = program(DELETE.format(key=key), T.SCHED_CLS)
        with load(ObjectSpec("t", "GPL", {"p": text}, {"m": spec}), backend="kernel") as obj:
            theirs = obj.programs["p"].run(bytes(64)).return_value
        run = {"packet": bytes(64)}
        ((value, _),) = outcomes(text, spec, {}, run)
        assert value & 0xFFFFFFFF == theirs
        ((value, _), (again, _)) = outcomes(text, spec, {0: Socket()}, run, run)
        assert (value == 0) == (key == 0)
        assert again & 0xFFFFFFFF == theirs


BEGIN: Final = """
    *(u64 *)(r10 - 8) = {key}
    r2 = map m ll
    r3 = r10
    r3 += -8
    r4 = {flags}
    call {number}
    exit
"""


@pytest.mark.parametrize("spec", [MAP, HASH], ids=["SOCKMAP", "SOCKHASH"])
@pytest.mark.parametrize("op", range(13))
def test_a_connection_puts_its_socket_in_when_it_begins(spec: MapSpec, op: int) -> None:
    """sock_map_op_okay(); the socket has the addresses and ports of the context."""
    number = HelperId.SOCK_MAP_UPDATE if spec is MAP else HelperId.SOCK_HASH_UPDATE
    text = program(BEGIN.format(key=1, flags=0, number=int(number)), T.SOCK_OPS)
    context = {
        "op": op, "family": 2, "state": 1, "local_port": 80, "local_ip4": 0x0100007F,
        "remote_ip4": 0x0200007F, "remote_port": int.from_bytes(b"\0\0\x12\x34", "little"),
    }  # fmt: skip
    good = op in (4, 5, 11)
    for world in WORLDS:
        with load(ObjectSpec("t", "GPL", {"p": text}, {"m": spec}), backend=world) as obj:
            said = obj.programs["p"].run(context=context).return_value
            assert said == (0 if good else -errno.EOPNOTSUPP & U64)
            assert (
                list(obj.maps["m"].values())
                == [
                    Socket(src="127.0.0.1", dst="127.0.0.2", src_port=80, dst_port=0x1234, cookie=1)
                ]
                * good
            )


WRITE: Final = """
    *(u64 *)(r10 - 8) = 0
    r1 = map m ll
    r2 = r10
    r2 += -8
    call 1
    if r0 == 0 goto out
    *(u32 *)(r0 + 16) = 1
out:
    r0 = 0
    exit
"""


def test_programs_do_not_write_to_a_socket() -> None:
    """The kernel's verifier refuses it: a pointer to a socket is only read."""
    text = program(WRITE, T.SCHED_CLS)
    for world in WORLDS:
        with load(ObjectSpec("t", "GPL", {"p": text}, {"m": MAP}), backend=world) as obj:
            assert obj.programs["p"].run(bytes(64)).return_value == 0
            obj.maps["m"][0] = Socket()
            with pytest.raises(RunError) as error:
                obj.programs["p"].run(bytes(64))
            assert error.value.fault.kind.name == "WRITE"


def test_a_map_of_maps_holds_maps_of_sockets_and_storages() -> None:
    storage = MapSpec("m", MapType.SK_STORAGE, 4, 8, 0, 1)
    for inner in (*KINDS, storage):
        outer = MapSpec("outer", MapType.ARRAY_OF_MAPS, 4, 4, 2, inner=inner)
        spec = ObjectSpec("t", "GPL", {}, {"m": inner, "outer": outer})
        for world in ("compiled", "interpreter"):
            with load(spec, backend=world) as obj:
                obj.maps["outer"][0] = obj.maps["m"]
                assert obj.maps["outer"][0] is obj.maps["m"]


STORE: Final = """
    *(u64 *)(r10 - 8) = 0
    r1 = map m ll
    r2 = r10
    r2 += -8
    call 1
    if r0 == 0 goto out
    r1 = map s ll
    r2 = r0
    r3 = 0
    r4 = 1
    call {number}
    if r0 == 0 goto out
    r1 = *(u64 *)(r0 + 0)
    r1 += 1
    *(u64 *)(r0 + 0) = r1
    r0 = r1
out:
    exit
"""


def test_the_storage_of_a_socket_goes_with_it() -> None:
    """A socket is the same in another map, and another one in the same place is not."""
    spec = program(STORE.format(number=int(HelperId.SK_STORAGE_GET)), T.SCHED_CLS)
    storage = MapSpec("s", MapType.SK_STORAGE, 4, 8, 0, 1)
    one, two = Socket(cookie=500), Socket(cookie=501)
    for world in WORLDS:
        made = ObjectSpec("t", "GPL", {"p": spec}, {"m": MAP, "s": storage})
        with load(made, backend=world) as obj:
            said = []
            for each in (one, one, two, one, two):
                obj.maps["m"][0] = each
                said.append(obj.programs["p"].run(bytes(64)).return_value)
            assert said == [1, 2, 1, 3, 2]
            kept = {int.from_bytes(key, "little"): value[0] for key, value in obj.maps["s"].items()}
            assert kept == {500: 3, 501: 2}


def test_a_socket_is_checked_when_it_is_made() -> None:
    for wrong in ({"src": "x"}, {"src_port": 1 << 16}, {"cookie": 0}, {"family": -1}):
        with pytest.raises(UsageError):
            Socket(**wrong)  # type: ignore[arg-type]
    six = Socket(src="::1", dst="2001:db8::1", dst_port=443)
    assert len(six) == 88
    assert six[28:44].hex() == "0" * 31 + "1"
    assert Socket()[80:] != Socket()[80:]

"""The socket that a program gives a look-up, compared with a kernel that has the same ones open."""

from __future__ import annotations

import errno
import itertools
import os
import shutil
import socket
import struct
from collections.abc import Iterator, Sequence
from typing import Any, Final

import pytest

from progpack import MapSpec, MapType, ObjectSpec, Redirect, Socket, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.kernel.syscall.loading import load_program
from progpack.kernel.syscall.maps import KernelMap
from progpack.records import replace
from tests.jit.live_sockets import LiveSockets, in_namespace

T = ProgramType
needs_root = pytest.mark.skipif(
    os.geteuid() != 0 or not shutil.which("ip"), reason="needs root and iproute2"
)
WORLDS: Final = ("compiled", "interpreter", "isolated")
SOCKETS: Final = MapSpec("m", MapType.SOCKMAP, 4, 8, 16)
#: Keys of the sockets and flags of two calls; a key that the map does not have is a null socket.
GIVEN: Final = MapSpec("given", MapType.ARRAY, 4, 16, 1)
#: What both calls said, and the mark of the socket that the context has then, or NO_MARK.
SAID: Final = MapSpec("said", MapType.ARRAY, 4, 16, 1)
NO_SOCKET, NO_MARK = 99, 0xFFFFFFFF
REPLACE, NO_REUSEPORT = 1, 2


def _call(at: int, said: int, kind: ProgramType) -> str:
    """Give the socket under a key; the kernel takes null only where it is known to be null."""
    null = f"r1 = r6\nr2 = 0\nr3 = *(u32 *)(r7 + {at + 4})\ncall {int(HelperId.SK_ASSIGN)}"
    return f"""
        r1 = *(u32 *)(r7 + {at})
        *(u32 *)(r10 - 4) = r1
        r1 = map m ll
        r2 = r10
        r2 += -4
        call {int(HelperId.MAP_LOOKUP_ELEM)}
        if r0 == 0 goto null{at}
        r8 = r0
        r1 = r6
        r2 = r8
        r3 = *(u32 *)(r7 + {at + 4})
        call {int(HelperId.SK_ASSIGN)}
        *(u32 *)(r9 + {said}) = r0
        r1 = r8
        call {int(HelperId.SK_RELEASE)}
        goto given{at}
    null{at}:
        {null if kind is T.SK_LOOKUP else ""}
        *(u32 *)(r9 + {said}) = r0
    given{at}:
    """


def program(kind: ProgramType) -> ProgramSpec:
    """A program that gives two sockets, one after the other."""
    calls = "".join(_call(at, said, kind) for at, said in ((0, 0), (8, 4)))
    mark = """
        r1 = *(u64 *)(r6 + 0)
        r2 = 0xffffffff ll
        if r1 == 0 goto out
        r2 = *(u32 *)(r1 + 16)
    out:
        *(u32 *)(r9 + 8) = r2
    """
    text = f"""
        r6 = r1
        *(u32 *)(r10 - 4) = 0
        r1 = map given ll
        r2 = r10
        r2 += -4
        call 1
        r7 = r0
        if r7 == 0 goto end
        r1 = map said ll
        r2 = r10
        r2 += -4
        call 1
        r9 = r0
        if r9 == 0 goto end
        {calls}
        {mark if kind is T.SK_LOOKUP else ""}
        r0 = 1
        exit
    end:
        r0 = 0
        exit
    """
    attach = 36 if kind is T.SK_LOOKUP else None  # BPF_SK_LOOKUP
    made = assemble_program(text, name="p", type=kind, license="GPL")
    return replace(made, attach_type=attach)


def spec_of(kind: ProgramType) -> ObjectSpec:
    return ObjectSpec(
        "t", "GPL", {"p": program(kind)}, {each.name: each for each in (SOCKETS, GIVEN, SAID)}
    )


def packed(calls: Sequence[tuple[int, int]]) -> bytes:
    return struct.pack("4I", *itertools.chain.from_iterable(calls))


def open_sockets(live: LiveSockets) -> list[socket.socket]:
    """Open one of each kind that a map takes, and give it to the environment."""
    listener = live.listen("127.0.0.1", 1000)
    six = live.listen("::", 1001)
    mapped = live.listen("::ffff:127.0.0.1", 1002)
    ends = live.connect(listener, "127.0.0.1", "127.0.0.1")
    for each in ends:
        live.note(each)
    datagrams = [
        live.datagrams("127.0.0.1", 2000),
        live.datagrams("::1", 2001),
        live.datagrams("127.0.0.1", 2002, ("127.0.0.1", 3000)),
        live.make(socket.SOCK_DGRAM, "127.0.0.1", 0),
    ]
    live.note(datagrams[-1])
    return [listener, six, mapped, *ends, *datagrams]


def tries(count: int) -> Iterator[tuple[int, int, list[tuple[int, int]]]]:
    """Family, protocol, and the two calls."""
    kinds = list(itertools.product((socket.AF_INET, socket.AF_INET6), (6, 17, 1)))
    for family, protocol in kinds:
        for key in (*range(count), NO_SOCKET):
            for flags in (0, 1, 2, 3, 4):
                yield family, protocol, [(key, 0), (0, flags)]
                yield family, protocol, [(0, 0), (key, flags)]
                yield family, protocol, [(1, NO_REUSEPORT), (key, flags)]


def context(family: int, protocol: int) -> dict[str, Any]:
    return {"family": family, "protocol": protocol}


@needs_root
@pytest.mark.parametrize("kind", [T.SK_LOOKUP, T.SCHED_CLS], ids=lambda kind: kind.name)
def test_a_look_up_gets_the_socket_that_the_kernel_gives_it(kind: ProgramType) -> None:
    live = LiveSockets()
    theirs: list[bytes] = []
    asked: list[tuple[int, int, list[tuple[int, int]]]] = []

    def ask() -> None:
        opened = open_sockets(live)
        asked.extend(tries(len(opened)))
        with (
            KernelMap.from_spec(SOCKETS) as sockets,
            KernelMap.from_spec(GIVEN) as given,
            KernelMap.from_spec(SAID) as said,
            load_program(program(kind), {"m": sockets, "given": given, "said": said}) as loaded,
        ):
            for key, each in enumerate(opened):
                sockets.update(struct.pack("I", key), struct.pack("Q", each.fileno()))
            for family, protocol, calls in asked:
                given.update(bytes(4), packed(calls))
                if kind is T.SK_LOOKUP:
                    # No packet, and of the context what a look-up is for.
                    head = struct.pack("=QII", 0, family, protocol)
                    loaded.test_run(context=head.ljust(72, b"\0"))
                else:
                    loaded.test_run(bytes(64))
                theirs.append(said.lookup(bytes(4)) or b"")

    try:
        in_namespace(ask)
    finally:
        live.close()
    for world in WORLDS:
        with load(spec_of(kind), backend=world) as obj:
            for key, each in enumerate(live.given):
                obj.maps["m"][key] = each
            for (family, protocol, calls), expected in zip(asked, theirs, strict=True):
                obj.maps["given"][0] = packed(calls)
                if kind is T.SK_LOOKUP:
                    obj.programs["p"].run(context=context(family, protocol))
                else:
                    obj.programs["p"].run(bytes(64))
                assert obj.maps["said"][0] == expected, (world, family, protocol, calls)
    answers = {struct.unpack_from("i", said)[0] for said in theirs}
    answers |= {struct.unpack_from("i", said, 4)[0] for said in theirs}
    numbers = (
        (0, errno.EINVAL, errno.EEXIST, errno.EPROTOTYPE, errno.ESOCKTNOSUPPORT, errno.EAFNOSUPPORT)
        if kind is T.SK_LOOKUP
        else (0, errno.EINVAL, errno.EOPNOTSUPP)
    )
    assert answers == {-number for number in numbers}


LISTENER: Final = Socket(src="127.0.0.1", src_port=80, state=10, mark=7, cookie=70)
OTHER: Final = Socket(src="127.0.0.1", src_port=81, state=10, mark=8, cookie=80)


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        ([(0, 0), (1, 0)], Redirect(70, "m")),
        ([(0, 0), (1, REPLACE)], Redirect(80, "m", REPLACE)),
        ([(0, NO_REUSEPORT), (1, 4)], Redirect(70, "m", NO_REUSEPORT)),
        ([(0, 0), (NO_SOCKET, REPLACE)], None),
        ([(NO_SOCKET, 0), (1, 0)], Redirect(80, "m")),
    ],
)
def test_the_result_names_the_socket(
    calls: list[tuple[int, int]], expected: Redirect | None
) -> None:
    for world in WORLDS:
        with load(spec_of(T.SK_LOOKUP), backend=world) as obj:
            obj.maps["m"][0], obj.maps["m"][1] = LISTENER, OTHER
            obj.maps["given"][0] = packed(calls)
            for _ in range(2):  # nothing is left of the run before
                result = obj.programs["p"].run(context=context(socket.AF_INET, 6))
                assert (result.return_value, result.redirect) == (1, expected), world


def test_the_socket_of_the_context_was_selected_before() -> None:
    for world in WORLDS:
        with load(spec_of(T.SK_LOOKUP), backend=world) as obj:
            obj.maps["m"][0] = OTHER
            given = {**context(socket.AF_INET, 6), "sk": LISTENER}
            obj.maps["given"][0] = packed([(0, 0), (NO_SOCKET, 0)])
            obj.programs["p"].run(context=given)
            assert struct.unpack("2i2I", obj.maps["said"][0])[:3] == (
                -errno.EEXIST, -errno.EEXIST, 7,
            )  # fmt: skip


@pytest.mark.parametrize("where", ["r10", "r6", "0x1234"])
def test_what_is_no_socket_is_not_taken(where: str) -> None:
    """The kernel's verifier refuses it."""
    text = f"r6 = r1\nr2 = {where}\nr3 = 0\ncall {int(HelperId.SK_ASSIGN)}\nexit"
    spec = assemble_program(text, name="p", type=T.SK_LOOKUP, license="GPL")
    for world in WORLDS:
        with load(ObjectSpec("t", "GPL", {"p": spec}, {}), backend=world) as obj:
            result = obj.programs["p"].run(context=context(socket.AF_INET, 6))
            assert result.return_value == -errno.ESOCKTNOSUPPORT & (1 << 64) - 1
            assert result.redirect is None

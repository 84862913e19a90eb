"""Helpers on the tunnel that a packet leaves by, compared with the kernel's."""

from __future__ import annotations

import itertools
import os
from random import Random

import pytest

from progpack import ObjectSpec, PackAllocator, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.kernel.syscall.programs import KernelProgram
from progpack.testing import packet
from tests.jit.test_network_helpers import both

T = ProgramType
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")
FRAME = packet("udp", payload=bytes(400))
NUMBERS = {name.lower(): int(HelperId[name]) for name in HelperId.__members__ if "TUNNEL" in name}
#: A key with an identifier, addresses, a label where it may be, and what else there is.
KEY = bytes(range(1, 5)) + bytes(range(16, 32)) + bytes([0x28, 64, 0, 0])
LABELLED = KEY + b"\xff\xff\xff\x7f" + bytes(range(64, 80))
PLAIN = KEY + bytes(4) + bytes(range(64, 80))
#: The answer to a call is kept in the packet, and what it wrote behind it.
KEEP = """
    *(u64 *)(r10 - 8) = r0
    r1 = r6
    r2 = {at}
    r3 = r10
    r3 += -8
    r4 = 8
    r5 = 0
    call 9
    r1 = r6
    r2 = {behind}
    r3 = r10
    r3 += -64
    r4 = 44
    r5 = 0
    call 9
"""


def stored(data: bytes) -> str:
    """Bytes in the frame, from -64 on."""
    data = data.ljust(-len(data) % 8 + len(data), b"\0")
    words = (int.from_bytes(data[at : at + 8], "little") for at in range(0, len(data), 8))
    return "".join(
        f"r1 = {word:#x} ll\n*(u64 *)(r10 - {64 - 8 * at}) = r1\n" for at, word in enumerate(words)
    )


def call(name: str, size: int, flags: int | None, at: int) -> str:
    more = "" if flags is None else f"r4 = {flags}\n"
    return f"r1 = r6\nr2 = r10\nr2 += -64\nr3 = {size}\n{more}call {NUMBERS[name]}\n" + KEEP.format(
        at=at, behind=at + 8
    )


def agree(packs: PackAllocator, steps: list[str], kind: ProgramType) -> bytes:
    text = "r6 = r1\n" + stored(bytes(56)) + "".join(steps) + "r0 = 0\nexit"
    spec = assemble_program(text, type=kind, license="GPL")
    ours = both(packs, spec, packet=FRAME)
    with KernelProgram.load(spec.insns, type=kind) as program:
        theirs = program.test_run(FRAME)
    assert (ours.return_value, ours.packet) == (theirs.return_value, theirs.data)
    return ours.packet[14 if kind is T.LWT_XMIT else 0 :]


@needs_root
@pytest.mark.parametrize("kind", [T.SCHED_CLS, T.LWT_XMIT])
def test_a_key_that_was_set_is_the_tunnels(packs: PackAllocator, kind: ProgramType) -> None:
    random = Random(1)
    seen = set()
    cases = list(itertools.product(range(32), (44, 28, 24, 22, 8), (44, 28, 24, 22, 8)))
    for flags, size, other in random.sample(cases, 60):
        data = LABELLED if flags & 1 else PLAIN
        steps = [stored(data), call("skb_set_tunnel_key", size, flags, 0)]
        for place, asked in enumerate((flags & 1, 16 | flags & 1, (flags & 1) ^ 1)):
            steps += [
                stored(b"\xee" * 48),
                call("skb_get_tunnel_key", other, asked, 60 + 60 * place),
            ]
        seen.add(agree(packs, steps, kind)[60:68])
    assert len(seen) > 1


@needs_root
def test_wrong_keys_are_refused_as_by_the_kernel(packs: PackAllocator) -> None:
    more = KEY[:22] + b"\1\0" + PLAIN[24:]
    wrong = [
        *((PLAIN, size, flags) for size, flags in ((43, 0), (12, 0), (44, 32), (44, 1 << 20))),
        *((LABELLED, 44, 0), (more, 44, 0), (more, 44, 1)),
    ]
    for data, size, flags in wrong:
        steps = [stored(data), call("skb_set_tunnel_key", size, flags, 0)]
        steps += [stored(b"\xee" * 48), call("skb_get_tunnel_key", 44, 0, 60)]
        agree(packs, steps, T.SCHED_CLS)
    for size, flags in ((43, 0), (44, 2), (44, 32), (8, 1)):
        steps = [stored(LABELLED), call("skb_set_tunnel_key", 44, 1, 0)]
        steps += [stored(b"\xee" * 48), call("skb_get_tunnel_key", size, flags, 60)]
        agree(packs, steps, T.SCHED_CLS)


@needs_root
def test_options_follow_the_key(packs: PackAllocator) -> None:
    for size, room in ((4, 8), (8, 8), (40, 40), (40, 44), (12, 8), (6, 8)):
        steps = [call("skb_set_tunnel_opt", 8, None, 0), call("skb_get_tunnel_opt", 8, None, 60)]
        steps += [stored(PLAIN), call("skb_set_tunnel_key", 44, 0, 120)]
        steps += [stored(bytes(range(48))), call("skb_set_tunnel_opt", size, None, 180)]
        steps += [stored(b"\xee" * 48), call("skb_get_tunnel_opt", room, None, 240)]
        steps += [call("skb_get_tunnel_key", 44, 16, 300)]
        agree(packs, steps, T.SCHED_CLS)


SECOND = """
    r6 = r1
    r2 = r10
    r2 += -44
    r3 = 44
    r4 = 0
    call {skb_get_tunnel_key}
    r7 = r0
    *(u64 *)(r10 - 48) = 0
    r1 = r6
    r2 = r10
    r2 += -48
    r3 = 8
    r4 = 0
    call {skb_set_tunnel_key}
    r0 += r7
    exit
"""


def test_no_packet_has_the_tunnel_of_the_one_before(packs: PackAllocator) -> None:
    spec: ProgramSpec = assemble_program(SECOND.format(**NUMBERS), type=T.SCHED_CLS, license="GPL")
    expected = both(packs, spec, packet=FRAME).return_value
    assert expected == (1 << 64) - 22
    with load(ObjectSpec("t", "GPL", {spec.name: spec}, {}), packs=packs) as loaded:
        program = loaded.programs[spec.name]
        assert program.run(FRAME).return_value == program.run(FRAME).return_value == expected
        assert program.run_batch([FRAME] * 3).return_values == (expected,) * 3

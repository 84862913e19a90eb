"""User ring buffers: samples that Python puts in, and programs take out."""

from __future__ import annotations

import errno
import itertools
import os
import struct
from collections.abc import Sequence
from typing import Final

import pytest

from progpack import MapSpec, MapType, ObjectSpec, ProgramSpec, RunError, load
from progpack.bpf.asm import assemble
from progpack.bpf.isa.insn import BPF_PSEUDO_FUNC
from progpack.bpf.spec import MapRef, ProgramType
from progpack.errors import UsageError

from .creation import made_here, made_there

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="asking the kernel needs root")
WORLDS: Final = ("compiled", "interpreter", "isolated")
RING: Final = MapSpec("ring", MapType.USER_RINGBUF, 0, 0, 4096)
U64: Final = (1 << 64) - 1


@needs_root
def test_the_kernel_makes_what_is_made_here_and_nothing_else() -> None:
    made = 0
    for key, value, entries, flags in itertools.product(
        (0, 4), (0, 4), (0, 4095, 4096, 8192, 12288), (0, 1, 1 << 7)
    ):
        spec = MapSpec("m", MapType.USER_RINGBUF, key, value, entries, flags)
        ours, theirs = made_here(spec), made_there(spec)
        # Flags that no ring has are not looked at here.
        assert ours == theirs or flags == 1, spec
        made += ours
    assert made


# Memory: flags (8), a sum (8), what a callback found wrong (8). The callback adds the first 8 bytes
# of its sample to the sum; 1000 says stop, 2000 faults, 3000 drains again.
DRAIN: Final = """
    r6 = r1
    r1 = 1 ll
    r2 = {callback} ll
    r3 = r6
    r4 = *(u64 *)(r6 + 0)
    call 209
    exit
    r6 = r2
    r7 = r1
    r3 = r1
    r1 = r10
    r1 += -16
    r2 = 8
    r4 = 0
    r5 = 0
    call 201
    if r0 != 0 goto bad
    r8 = *(u64 *)(r10 - 16)
    r2 = *(u64 *)(r6 + 8)
    r2 += r8
    *(u64 *)(r6 + 8) = r2
    if r8 == 2000 goto fault
    if r8 == 3000 goto again
    r0 = 0
    if r8 != 1000 goto out
    r0 = 1
out:
    exit
bad:
    *(u64 *)(r6 + 16) = r0
    r0 = 0
    exit
fault:
    r0 = *(u64 *)(r7 + 16)
    exit
again:
    r1 = 1 ll
    r2 = {other} ll
    r3 = r6
    r4 = 0
    call 209
    *(u64 *)(r6 + 16) = r0
    r0 = 0
    exit
    r0 = 0
    exit
"""


def drain() -> ProgramSpec:
    text = DRAIN.format(callback=109, other=100 + 9 + 36)
    insns = assemble(text)
    maps = {}
    for pc, insn in enumerate(insns):
        if insn.opcode == 0x18 and insn.imm == 1:
            maps[pc], insns[pc] = MapRef("ring"), insn._replace(src=1, imm=0)
        elif insn.opcode == 0x18 and insn.imm >= 100:
            target = len(insns) - 2 if insn.imm > 109 else 9
            insns[pc] = insn._replace(src=BPF_PSEUDO_FUNC, imm=target - pc - 1)
    return ProgramSpec.from_insns("p", ProgramType.FLAT, insns, maps=maps, license="GPL")


def number(value: int, size: int = 8) -> bytes:
    return value.to_bytes(8, "little").ljust(size, b"\xaa")


def runs(samples: Sequence[bytes], *flags: int) -> list[tuple[int, int, int]]:
    """What runs say, the sum and what was wrong, the same in all worlds."""
    found = []
    for world in WORLDS:
        with load(ObjectSpec("t", "GPL", {"p": drain()}, {"ring": RING}), backend=world) as obj:
            for sample in samples:
                obj.maps["ring"].submit(sample)
            said = []
            for each in flags:
                result = obj.programs["p"].run(struct.pack("<3Q", each, 0, 0))
                said.append((result.return_value, *struct.unpack("<2Q", result.packet[8:])))
            found.append(said)
    assert found[0] == found[1] == found[2]
    return found[0]


def test_samples_come_in_their_order_and_once() -> None:
    samples = [number(value, 8 + value) for value in (1, 2, 3, 40)]
    assert runs(samples, 0, 0) == [(4, 46, 0), (0, 0, 0)]


def test_a_callback_ends_it_and_the_rest_stays() -> None:
    samples = [number(value) for value in (1, 1000, 5, 6)]
    assert runs(samples, 1, 2) == [(2, 1001, 0), (2, 11, 0)]


def test_unknown_flags_are_refused() -> None:
    assert runs([number(1)], 4, U64, 3) == [(-errno.EINVAL & U64, 0, 0)] * 2 + [(1, 1, 0)]


def test_a_sample_ends_where_its_bytes_end() -> None:
    assert runs([b"1234567", number(9), b""], 0) == [(3, 9, -errno.E2BIG & U64)]


def test_a_ring_that_is_drained_is_busy() -> None:
    assert runs([number(3000), number(1)], 0) == [(2, 3001, -errno.EBUSY & U64)]


@pytest.mark.parametrize("world", WORLDS)
def test_a_sample_in_whose_middle_a_run_ends_is_gone(world: str) -> None:
    with load(ObjectSpec("t", "GPL", {"p": drain()}, {"ring": RING}), backend=world) as obj:
        ring, run = obj.maps["ring"], obj.programs["p"].run
        for value in (1, 2000, 7):
            ring.submit(number(value))
        with pytest.raises(RunError):
            run(bytes(24))
        for _ in range(3):
            ring.submit(number(1))
        result = run(bytes(24))
        assert (result.return_value, result.packet[8:16]) == (4, number(10))


@pytest.mark.parametrize("world", WORLDS)
def test_a_full_ring_takes_nothing_more_until_it_is_drained(world: str) -> None:
    """As user_ring_buffer__reserve() of libbpf says."""
    with load(ObjectSpec("t", "GPL", {"p": drain()}, {"ring": RING}), backend=world) as obj:
        ring, run = obj.maps["ring"], obj.programs["p"].run
        size = ring.spec.max_entries  # of an executable's: whole pages of the largest size
        with pytest.raises(UsageError, match="too long"):
            ring.submit(bytes(size - 7))
        for _ in range(3):
            ring.submit(number(2, size - 8))
            with pytest.raises(UsageError, match="space"):
                ring.submit(b"")
            assert run(bytes(24)).return_value == 1
        for _ in range(size // 16):
            ring.submit(number(1))
        with pytest.raises(UsageError, match="space"):
            ring.submit(b"")
        result = run(bytes(24))
        assert (result.return_value, result.packet[8:16]) == (size // 16, number(size // 16))

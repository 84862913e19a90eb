"""Layer-3 programs find in frames, and leave of them, what ``BPF_PROG_TEST_RUN`` says."""

from __future__ import annotations

import os
from dataclasses import replace
from random import Random

import pytest

from progpack import load
from progpack.bpf.asm import assemble_program
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import MapSpec, MapType, ObjectSpec, ProgramSpec, ProgramType
from progpack.errors import BpfError
from progpack.kernel.syscall.maps import KernelMap
from progpack.kernel.syscall.programs import KernelProgram
from progpack.testing import packet
from tests.fuzz.worlds import jit_missing

T = ProgramType
pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")

KINDS = (T.CGROUP_SKB, T.LWT_IN, T.LWT_OUT, T.LWT_XMIT)
WORDS = 8
SEEN = MapSpec("seen", MapType.ARRAY, 4, 8 * WORDS, 1)
LOADS = "r1 = r8\nr2 = {offset}\nr3 = r10\nr3 += -16\nr4 = 4\n{more}call {helper}\n"
STORES = "*(u64 *)(r7 + {at}) = r0\nr1 = *(u64 *)(r10 - 16)\n*(u64 *)(r7 + {at} + 8) = r1\n"


def looking(kind: ProgramType, offset: int) -> ProgramSpec:
    """Notes length and protocol, and what helpers load at an offset, or from the headers on."""
    lines = [
        "r8 = r1",
        "r1 = map seen ll\n*(u32 *)(r10 - 4) = 0\nr2 = r10\nr2 += -4\ncall 1",
        "if r0 == 0 goto +{skip}",
        "r7 = r0",
        "r1 = *(u32 *)(r8 + 0)\n*(u64 *)(r7 + 0) = r1",
        "r1 = *(u32 *)(r8 + 16)\n*(u64 *)(r7 + 8) = r1",
    ]
    loads = [(26, "")]
    if kind is T.CGROUP_SKB:
        loads += [(68, "r5 = 0\n"), (68, "r5 = 1\n")]
    for number, (helper, more) in enumerate(loads):
        lines.append("r1 = 0\n*(u64 *)(r10 - 16) = r1")
        lines.append(LOADS.format(offset=offset, helper=helper, more=more))
        lines.append(f"*(u64 *)(r7 + {16 + 16 * number}) = r0")
        lines.append(f"r1 = *(u64 *)(r10 - 16)\n*(u64 *)(r7 + {24 + 16 * number}) = r1")
    lines.append("r0 = 1\nexit")
    count = len([line for line in "\n".join(lines[3:-1]).splitlines() if line])
    text = "\n".join(lines).format(skip=count)
    return replace(assemble_program(text, type=kind), attach_type=0)


def in_the_kernel(spec: ProgramSpec, data: bytes) -> tuple[bytes, bytes] | None:
    """What the program noted and the packet that it left; None when the kernel refuses that."""
    with KernelMap.from_spec(SEEN) as held:
        code = list(spec.insns)
        for pc in spec.maps:
            code[pc] = code[pc]._replace(src=1, imm=held.fd)
        with KernelProgram.load(code, type=spec.type) as program:
            try:
                left = program.test_run(data).data
            except BpfError:
                return None
        return held.lookup(bytes(4)) or b"", left


def interpreted(spec: ProgramSpec, data: bytes) -> tuple[bytes, bytes]:
    machine = Machine(spec, {"seen": SEEN})
    left = machine.run(data).packet
    return bytes(machine.maps["seen"][bytes(4)]), left  # type: ignore[index]


def frames(random: Random) -> list[bytes]:
    """Good ones, and some that are cut, have a tag, or say another protocol than they hold."""
    made = [
        packet("udp", dport=53),
        packet("tcp", src="2001:db8::1", dst="2001:db8::2"),
        packet("udp", payload=random.randbytes(random.randrange(300))),
        packet("udp", vlan=5),
        bytes(12) + b"\x08\x06" + random.randbytes(46),
        bytes(12) + b"\x08\x00" + random.randbytes(random.randrange(20, 90)),
        random.randbytes(12) + b"\x86\xdd" + random.randbytes(random.randrange(40, 90)),
        random.randbytes(random.randrange(60, 90)),
    ]
    whole = made[0]
    return [*made, whole + bytes(18), whole[: random.randrange(34, len(whole))]]


@pytest.mark.skipif(jit_missing() is not None, reason=str(jit_missing()))
@pytest.mark.parametrize("kind", KINDS)
def test_a_frame_is_seen_from_its_network_header_on(kind: ProgramType) -> None:
    random = Random(kind.value)
    compared = 0
    for offset in (0, 1, 12, 16, 30, 39, 60):
        spec = looking(kind, offset)
        with load(ObjectSpec("layer3", "", {spec.name: spec}, {"seen": SEEN})) as obj:
            program, held = obj.programs[spec.name], obj.maps["seen"]
            for data in frames(random):
                expected = in_the_kernel(spec, data)
                if expected is None:
                    continue
                left = program.run(data).packet
                assert (bytes(held[0]), left) == expected, data.hex()  # type: ignore[index]
                assert interpreted(spec, data) == expected, data.hex()
                held[0] = bytes(8 * WORDS)  # type: ignore[index]
                program.run_batch([data])
                assert bytes(held[0]) == expected[0]  # type: ignore[index]
                compared += 1
    assert compared > 50


@pytest.mark.parametrize("kind", [*KINDS, T.LWT_SEG6LOCAL])
@pytest.mark.parametrize("data", [packet("udp"), packet("tcp", src="::1", dst="::2")])
def test_bare_ip_is_seen_as_the_frame_around_it_is(kind: ProgramType, data: bytes) -> None:
    spec = looking(T.LWT_IN, 1)  # what is behind the first header is the same for all
    spec = replace(spec, type=kind)
    noted, left = interpreted(spec, data)
    assert left == bytes(14) + data[14:]
    assert interpreted(spec, data[14:]) == (noted, data[14:])
    padded = data[14:] + bytes(9)
    assert interpreted(spec, padded)[1] == padded

"""LD_ABS and LD_IND at every kind of offset: interpreted, compiled, and in the kernel."""

from __future__ import annotations

import os

import pytest

from progpack import Machine, ObjectSpec, PackAllocator, ProgramSpec, ProgramType, load
from progpack.bpf.asm import assemble_program
from progpack.errors import BpfError
from progpack.kernel.syscall.loading import load_program

_HEADER = 14
_PACKET = bytes(12) + b"\x08\x00\x45" + bytes(range(49))
_NET, _LINK = -0x100000, -0x200000
#: Where the edges are: of the packet, of both headers, of the ranges of negative offsets.
_OFFSETS = [
    *(0, 1, 46, 49, 50, 0x7FFFFFFF),
    *(_NET, _NET + 1, _NET + 46, _NET + 47, _NET + 49, _NET + 50, -1, -4, -0x1000),
    *(_LINK, _LINK + 12, _LINK + 60, _LINK + 61, _LINK + 63, _LINK + 64, _NET - 1),
    *(_LINK - 1, -0x80000000),
]
_WIDTHS = {"u8": 1, "u16": 2, "u32": 4}


def _program(kind: ProgramType, width: str, offset: int, *, indirect: bool) -> ProgramSpec:
    place = f"r2 {'-' if offset < 0 else '+'} {abs(offset)}" if indirect else str(offset)
    if offset == -0x80000000:
        place = "r2 + 0" if indirect else str(offset)
    start = offset if offset == -0x80000000 else 0
    text = f"r6 = r1\nr2 = {start}\nr0 = 7\nr0 = *({width} *)skb[{place}]\nexit"
    return assemble_program(text, name="look", type=kind, license="GPL")


@pytest.mark.parametrize("kind", [ProgramType.SOCKET_FILTER, ProgramType.SCHED_CLS])
@pytest.mark.parametrize("width", _WIDTHS)
@pytest.mark.parametrize("indirect", [False, True], ids=["abs", "ind"])
def test_loads_are_the_kernels(
    packs: PackAllocator, kind: ProgramType, width: str, *, indirect: bool
) -> None:
    # A test run takes the Ethernet header away from socket filters, here they see it.
    sees_link = kind is ProgramType.SOCKET_FILTER
    for offset in _OFFSETS:
        spec = _program(kind, width, offset, indirect=indirect)
        mine = Machine(spec, {}).run(_PACKET).return_value & 0xFFFFFFFF
        with load(ObjectSpec("t", "GPL", {"look": spec}, {}), packs=packs) as held:
            assert held.programs["look"].run(_PACKET).return_value & 0xFFFFFFFF == mine, offset
        if os.geteuid() == 0 and not (sees_link and offset >= 0):
            assert mine == _in_kernel(spec), offset


def _in_kernel(spec: ProgramSpec) -> int:
    try:
        with load_program(spec, {}) as held:
            return held.test_run(_PACKET).return_value & 0xFFFFFFFF
    except BpfError as error:
        pytest.skip(f"the kernel does not run it: {error}")

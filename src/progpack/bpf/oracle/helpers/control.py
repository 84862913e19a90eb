"""Helpers that decide what runs next."""

from __future__ import annotations

import errno
from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.oracle.helpers.collect import CallBack, provides
from progpack.bpf.oracle.maps.arrays import ProgArrayMap
from progpack.bpf.oracle.world import World
from progpack.bpf.spec import ProgramSpec

_U32: Final = 0xFFFFFFFF
_MAX_LOOPS: Final = 8 << 20


@provides(HelperId.LOOP)
def _loop(h: World, r: list[int], call: CallBack) -> int:
    """``bpf_loop()`` in kernel/bpf/bpf_iter.c: at most BPF_MAX_LOOPS calls, until one says 1."""
    count = r[1] & _U32
    if r[4]:
        return -errno.EINVAL
    if count > _MAX_LOOPS:
        return -errno.E2BIG
    for number in range(count):
        if call(number, r[3]):
            return number + 1
    return count


@provides(HelperId.TAIL_CALL)
def _tail_call(h: World, r: list[int]) -> ProgramSpec | None:
    """The program that the run continues with; the machine runs it."""
    array = h.reachable[r[2]]
    return array.held.get(r[3] & _U32) if isinstance(array, ProgArrayMap) else None

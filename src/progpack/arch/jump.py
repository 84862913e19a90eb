"""One instruction that jumps, in the machine code of the architectures whose code can be poked.

Those are the ones where one aligned store changes an instruction that other processors may be
fetching, and each runs the old one or the new one: on x86-64 what lies in a naturally aligned
quadword (AMD64 manual volume 2, 7.6.1), on arm64 some instructions, branches among them (Arm ARM
B2.2.5).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from progpack.arch import Arch
from progpack.errors import CapabilityError, OutOfMemoryError

__all__ = ["ARCHES", "SIZE", "jump"]

SIZE: Final = 8
"""Bytes of a jump with what fills it up to the word that it is exchanged in."""


def _x86_64(distance: int) -> bytes:
    # jmp rel32, counted from the instruction's end: Intel SDM volume 2, JMP
    return b"\xe9" + (distance - 5).to_bytes(4, "little", signed=True)


def _arm64(distance: int) -> bytes:
    # b imm26, in instructions: Arm ARM C6.2.26
    return (0x14000000 | (distance >> 2) & 0x3FFFFFF).to_bytes(4, "little")


_MAKERS: Final[dict[str, tuple[int, Callable[[int], bytes]]]] = {
    "x86-64": ((1 << 31) - 5, _x86_64),
    "arm64": (1 << 27, _arm64),
}

ARCHES: Final = frozenset(_MAKERS)
"""Names of the architectures that this module knows."""


def jump(arch: Arch, at: int, target: int) -> bytes:
    """The instruction at ``at`` that goes to ``target``, filled up with traps to `SIZE` bytes.

    Raises:
        OutOfMemoryError: the target is out of its reach.
        CapabilityError: it is not known for this architecture.
    """
    if arch.name not in _MAKERS:
        raise CapabilityError(f"no jump is known in machine code of {arch.name}")
    reach, make = _MAKERS[arch.name]
    distance = target - at
    if not -reach <= distance < reach:
        raise OutOfMemoryError(
            f"{target:#x} is {distance} bytes from {at:#x}, and a jump reaches {reach}"
        )
    code = make(distance)
    return code + arch.trap_fill(SIZE - len(code))

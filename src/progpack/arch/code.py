"""Machine code that progpack writes itself: a jump, and a function that returns a number."""

from __future__ import annotations

from typing import Final

from progpack.arch.lookup import native_of
from progpack.arch.record import Arch
from progpack.errors import CapabilityError, OutOfMemoryError

__all__ = ["JUMP_BYTES", "can_jump", "constant", "jump"]

JUMP_BYTES: Final = 8
"""Bytes of a jump with what fills it up to the word that it is exchanged in."""


def can_jump(arch: Arch) -> bool:
    """Whether a jump is known whose exchange other processors see whole or not at all.

    Those are the architectures where one aligned store changes an instruction that others may be
    fetching, and each runs the old one or the new one: on x86-64 what lies in a naturally aligned
    quadword (AMD64 manual volume 2, 7.6.1), on arm64 some instructions, branches among them (Arm
    ARM B2.2.5).
    """
    machine = native_of(arch)
    return machine is not None and machine.jump is not None


def jump(arch: Arch, at: int, target: int) -> bytes:
    """The instruction at ``at`` that goes to ``target``, filled up with traps to `JUMP_BYTES`.

    Raises:
        OutOfMemoryError: the target is out of its reach.
        CapabilityError: no jump is known for this architecture.
    """
    machine = native_of(arch)
    if machine is None or machine.jump is None:
        raise CapabilityError(f"no jump is known in machine code of {arch.name}")
    distance, reach = target - at, machine.jump_reach
    if not -reach <= distance < reach:
        raise OutOfMemoryError(
            f"{target:#x} is {distance} bytes from {at:#x}, and a jump reaches {reach}"
        )
    code = machine.jump(distance)
    return code + arch.trap_fill(JUMP_BYTES - len(code))


def constant(arch: Arch, value: int) -> bytes:
    """Machine code of a function ``int (*)(void)`` that returns ``value``.

    The function takes nothing, touches no memory and returns through the usual calling convention
    of Linux. It is what the probe of executable memory calls.

    Args:
        arch: the architecture.
        value: from 0 to 127.

    Raises:
        CapabilityError: none is known for this architecture.
    """
    machine = native_of(arch)
    if machine is None or machine.constant is None:
        raise CapabilityError(
            f"{arch.name}, {arch.byteorder.value}-endian: no function is known that could test "
            "executable memory here"
        )
    return machine.constant(value)

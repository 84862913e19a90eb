"""A function that returns a number, in the machine code of each architecture.

It is what the probe of executable memory calls. Each takes nothing, touches no memory and returns
through the usual calling convention of Linux, so that it can be called as ``int (*)(void)``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from progpack.arch import Arch
from progpack.errors import CapabilityError

__all__ = ["MAKERS", "constant"]


def _words(*words: int) -> bytes:
    return b"".join(word.to_bytes(4, "little") for word in words)


def _x86(value: int) -> bytes:  # mov eax, value; ret
    return b"\xb8" + value.to_bytes(4, "little") + b"\xc3"


def _arm64(value: int) -> bytes:  # mov w0, #value; ret
    return _words(0x52800000 | value << 5, 0xD65F03C0)


def _arm32(value: int) -> bytes:  # mov r0, #value; bx lr
    return _words(0xE3A00000 | value, 0xE12FFF1E)


def _riscv(value: int) -> bytes:  # li a0, value; ret
    return _words(0x00000513 | value << 20, 0x00008067)


def _powerpc(value: int) -> bytes:  # li r3, value; blr (ELFv2: a pointer is an address)
    return _words(0x38600000 | value, 0x4E800020)


def _s390(value: int) -> bytes:  # lghi %r2, value; br %r14
    return b"\xa7\x29" + value.to_bytes(2, "big") + b"\x07\xfe"


def _loongarch(value: int) -> bytes:  # li.w $a0, value; ret
    return _words(0x02800004 | value << 10, 0x4C000020)


MAKERS: Mapping[tuple[str, str], Callable[[int], bytes]] = MappingProxyType(
    {
        ("x86-64", "little"): _x86,
        ("x86-32", "little"): _x86,
        ("arm64", "little"): _arm64,
        ("arm32", "little"): _arm32,
        ("riscv64", "little"): _riscv,
        ("powerpc", "little"): _powerpc,
        ("s390", "big"): _s390,
        ("loongarch", "little"): _loongarch,
    }
)
"""(architecture, byte order) -> what makes the function for a value from 0 to 127."""


def constant(arch: Arch, value: int) -> bytes:
    """Machine code of a function that returns ``value``, which is from 0 to 127.

    Raises:
        CapabilityError: none is known for this architecture.
    """
    maker = MAKERS.get((arch.name, arch.byteorder.value))
    if maker is None:
        raise CapabilityError(
            f"{arch.name}, {arch.byteorder.value}-endian: no function is known that could test "
            "executable memory here"
        )
    return maker(value)

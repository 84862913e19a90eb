"""``bpf_jit_current``: the bytes charged against net.core.bpf_jit_limit, as the kernel counts them.

No interface shows the variable, but kernel memory does: at its symbol where /proc/kallsyms lists
data (CONFIG_KALLSYMS_ALL), else at the address in the code of the two functions that change it,
``bpf_jit_charge_modmem()`` and ``bpf_jit_uncharge_modmem()`` in ``kernel/bpf/core.c``. They do so
by atomic instructions, on x86 the only ones of theirs with a LOCK prefix.
"""

from __future__ import annotations

import re
import struct
import sys
from collections.abc import Mapping
from typing import Final

from progpack.bpf.btf.types import Btf, BtfKind
from progpack.kernel.memory.protocol import KernelMemory, UnreadableError
from progpack.kernel.proc.files import page_size
from progpack.kernel.proc.symbols import KernelSymbol

__all__ = ["CHARGE_SYMBOLS", "charge_unit", "find_charge", "read_charge"]

CHARGE_SYMBOLS: Final = ("bpf_jit_current", "bpf_jit_charge_modmem", "bpf_jit_uncharge_modmem")
"""The symbols that `find_charge` needs."""

# Bytes of the functions that are looked at: their first branch without a privilege is there.
_CHARGE_CODE: Final = 192
_UNCHARGE_CODE: Final = 32
# LOCK, REX.W, then ADD, SUB or XADD with a register and a memory operand relative to the next
# instruction: ModRM with mod 00 and r/m 101 (Intel SDM, volume 2, 2.2.1.6).
_LOCKED: Final = re.compile(
    rb"\xf0[\x48-\x4f](?:\x01|\x29|\x0f\xc1)[\x05\x0d\x15\x1d\x25\x2d\x35\x3d]"
)


def find_charge(memory: KernelMemory, symbols: Mapping[str, KernelSymbol], machine: str) -> int:
    """The address of ``bpf_jit_current``.

    Args:
        memory: the kernel's memory.
        symbols: `CHARGE_SYMBOLS` as far as they are listed.
        machine: as ``uname -m`` has it.

    Raises:
        UnreadableError: neither symbol nor code leads to it.
    """
    current, charge, uncharge = (symbols.get(name) for name in CHARGE_SYMBOLS)
    if current is not None and current.address:
        return current.address
    if machine != "x86_64" or charge is None or uncharge is None:
        raise UnreadableError(
            "bpf_jit_current: it has no address in /proc/kallsyms (CONFIG_KALLSYMS_ALL), and the "
            f"code that uses it is not read on {machine}"
        )
    if not charge.address or not uncharge.address:
        raise UnreadableError(
            "bpf_jit_current: /proc/kallsyms hides addresses (CAP_SYSLOG, kernel.kptr_restrict)"
        )
    # The one function mostly lies behind the other, and is not a part of it.
    apart = uncharge.address - charge.address
    size = min(apart, _CHARGE_CODE) if apart > 0 else _CHARGE_CODE
    taken = _operands(memory, charge.address, size)
    uncharged = _operands(memory, uncharge.address, _UNCHARGE_CODE)
    both = set(taken) & set(uncharged[:1])
    if len(both) != 1:
        raise UnreadableError(
            f"bpf_jit_current: {len(both)} addresses in the code of bpf_jit_charge_modmem() could "
            "be it"
        )
    return both.pop()


def read_charge(memory: KernelMemory, address: int, unit: int = 1) -> int:
    """Bytes that are charged now.

    Args:
        memory: the kernel's memory.
        address: address of ``bpf_jit_current``, an ``atomic_long_t``.
        unit: bytes that one stands for; see `charge_unit`.

    Raises:
        UnreadableError: the number cannot be read, or is no charge.
    """
    value = int.from_bytes(memory.read(address, struct.calcsize("l")), sys.byteorder, signed=True)
    if value < 0:
        raise UnreadableError(f"bpf_jit_current: {value} at {address:#x} is no charge")
    return value * unit


def charge_unit(btf: Btf) -> int:
    """Bytes that one of ``bpf_jit_current`` stands for: a page before Linux 5.18, then a byte.

    The commit that made it bytes, ed2d9e1a26cc, gave ``struct bpf_binary_header`` a size in place
    of pages.
    """
    header = btf.find("bpf_binary_header", BtfKind.STRUCT)
    pages = header is not None and any(member.name == "pages" for member in header.members())
    return page_size() if pages else 1


def _operands(memory: KernelMemory, address: int, size: int) -> list[int]:
    """Return the addresses that the atomic instructions in this code work on, in their order."""
    code = memory.read(address, size)
    addresses = []
    for match in _LOCKED.finditer(code[:-4]):
        (distance,) = struct.unpack_from("<i", code, match.end())
        addresses.append((address + match.end() + 4 + distance) % (1 << 64))
    return addresses

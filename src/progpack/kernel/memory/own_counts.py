"""The kernel's own counts of charge and packs, read again and again from ``/proc/kcore``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from progpack.bpf.btf.types import Btf
from progpack.errors import ProgpackError
from progpack.kernel.memory.jit_charge import CHARGE_SYMBOLS, charge_unit, find_charge, read_charge
from progpack.kernel.memory.kcore import Kcore
from progpack.kernel.memory.pack_list import PACK_SYMBOLS, PackLayout, find_pack_list, read_packs
from progpack.kernel.proc.symbols import find_symbols
from progpack.kernel.syscall.btf import read_kernel_btf
from progpack.known import Maybe, Unknown
from progpack.owned import Owned

__all__ = ["OwnCounts"]

T = TypeVar("T")


class OwnCounts(Owned):
    """Opens the kernel's memory once; where it cannot, every answer is the reason.

    Args:
        root: where ``proc`` and ``sys`` are.
        machine: as ``uname -m`` has it.
        nodes: possible NUMA nodes; a pack has 2 MiB for each.
    """

    def __init__(self, root: Path, machine: str, nodes: int) -> None:
        self._root, self._machine, self._nodes = root, machine, nodes
        self._memory: Maybe[Kcore] = _try(lambda: Kcore(root / "proc/kcore"))
        types: Maybe[Btf] = Unknown("the kernel's memory cannot be read")
        if isinstance(self._memory, Kcore):
            types = _try(lambda: read_kernel_btf(root))
        self._charge: Maybe[tuple[int, int]] = self._find(types, self._find_charge)
        self._list: Maybe[tuple[int, PackLayout]] = self._find(types, self._find_list)

    def charged(self) -> Maybe[int]:
        """Bytes that are charged now."""
        memory, place = self._memory, self._charge
        if isinstance(memory, Unknown):
            return memory
        if isinstance(place, Unknown):
            return place
        return _try(lambda: read_charge(memory, *place))

    def packs(self) -> Maybe[int]:
        """Number of packs now."""
        memory, place = self._memory, self._list
        if isinstance(memory, Unknown):
            return memory
        if isinstance(place, Unknown):
            return place
        return _try(lambda: len(read_packs(memory, *place, nodes=self._nodes)))

    def close(self) -> None:
        """Close the kernel's memory; a second call does nothing."""
        if isinstance(self._memory, Kcore):
            self._memory.close()
        self._memory = Unknown("the kernel's memory is closed")

    def _find(self, types: Maybe[Btf], find: Callable[[Kcore, Btf], T]) -> Maybe[T]:
        memory = self._memory
        if isinstance(memory, Unknown):
            return memory
        if isinstance(types, Unknown):
            return types
        return _try(lambda: find(memory, types))

    def _find_charge(self, memory: Kcore, types: Btf) -> tuple[int, int]:
        symbols = find_symbols(CHARGE_SYMBOLS, self._root)
        return find_charge(memory, symbols, self._machine), charge_unit(types)

    def _find_list(self, memory: Kcore, types: Btf) -> tuple[int, PackLayout]:
        layout = PackLayout.from_btf(types)
        return find_pack_list(memory, find_symbols(PACK_SYMBOLS, self._root), layout), layout


def _try(read: Callable[[], T]) -> Maybe[T]:
    try:
        return read()
    except ProgpackError as error:
        return Unknown(str(error))

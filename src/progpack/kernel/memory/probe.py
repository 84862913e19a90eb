"""Kernel memory through bpf(2): a program that calls bpf_probe_read_kernel() where it is asked to.

The way for kernels without ``/proc/kcore``. The program is of type RAW_TRACEPOINT and is never
attached: BPF_PROG_TEST_RUN runs it, once for each page at most. It needs CAP_BPF and CAP_PERFMON,
and no lockdown for confidentiality. Addresses that are not mapped are an error, never a crash;
memory of devices is better left alone, since reading it can do something. Like every program it
takes a chunk or two of a pack while it is there.
"""

from __future__ import annotations

import re
import struct
import sys
from pathlib import Path
from typing import Final

from progpack.bpf.btf.types import Btf, BtfKind
from progpack.bpf.isa.insn import (
    BPF_ALU64,
    BPF_DW,
    BPF_JGT,
    BPF_JMP,
    BPF_JNE,
    BPF_K,
    BPF_LDX,
    BPF_MEM,
    BPF_MOV,
    BPF_PSEUDO_MAP_VALUE,
    BPF_STX,
    BPF_X,
    CALL,
    EXIT,
    Insn,
    lddw,
)
from progpack.bpf.spec import MapType, ProgramType
from progpack.errors import MissingFeatureError
from progpack.kernel.memory.pagetables import translate
from progpack.kernel.memory.protocol import DirectMapLayout, KernelMemory, UnreadableError
from progpack.kernel.proc.files import ROOT, read_text
from progpack.kernel.syscall.maps import KernelMap
from progpack.kernel.syscall.programs import KernelProgram
from progpack.known import Unknown
from progpack.owned import Owned

__all__ = ["READER", "ProbeMemory", "find_direct_map"]

#: Name of the program that reads, and of its map.
READER: Final = "progpack_read"

_PAGE: Final = 4096
_CURRENT_TASK: Final = 35
_PROBE_READ_KERNEL: Final = 113
_FIRST_KEY: Final = bytes(4)
_TOO_LARGE: Final = -22


class ProbeMemory(Owned):
    """Reads kernel memory; a context manager. Not for several threads at once.

    Raises:
        MissingFeatureError: a privilege is missing.
        BpfError: the kernel refuses the program, for example because of lockdown.
    """

    __slots__ = ("_buffer", "_program")

    def __init__(self) -> None:
        self._buffer = KernelMap.create(
            MapType.ARRAY, key_size=4, value_size=_PAGE, max_entries=1, name=READER
        )
        try:
            self._program = KernelProgram.load(
                _code(self._buffer.fd), type=ProgramType.RAW_TRACEPOINT, name=READER
            )
        except BaseException:
            self._buffer.close()
            raise

    def close(self) -> None:
        """Unload the program; a second call does nothing."""
        self._program.close()
        self._buffer.close()

    @property
    def program_id(self) -> int:
        """The id of the program that reads, so that a picture of packs can name it."""
        return self._program.info().id

    def read(self, address: int, size: int) -> bytes:
        """Exactly ``size`` bytes at a virtual address.

        Raises:
            UnreadableError: not all of them are mapped.
        """
        if not 0 <= address <= (1 << 64) - size:
            raise UnreadableError(f"kernel memory: {address:#x} is not an address")
        parts = []
        while size > 0:
            count = min(size, _PAGE - address % _PAGE)
            parts.append(self._run(address, count))
            address += count
            size -= count
        return b"".join(parts)

    def current_task(self) -> int:
        """The address of this thread's ``struct task_struct``."""
        return int.from_bytes(self._run(0, 0, 8), sys.byteorder)

    def _run(self, address: int, size: int, answer: int | None = None) -> bytes:
        context = struct.pack("=QQ", address, size)
        code = self._program.test_run(context=context).return_value
        if code:
            raise UnreadableError(
                f"kernel memory: {size} bytes at {address:#x}: error {(1 << 32) - code}"
            )
        value = self._buffer.lookup(_FIRST_KEY)
        assert value is not None
        return value[: size if answer is None else answer]


def find_direct_map(
    memory: KernelMemory, task: int, btf: Btf, root: Path = ROOT
) -> DirectMapLayout:
    """Find the direct map of a running x86-64 kernel, without any symbol.

    A task's page table has the kernel's half in it and lies in the direct map itself. So its
    physical address, which the tables give, and its virtual address must differ by the base that
    was assumed; the base is a multiple of 1 GiB (``kernel_randomize_memory()`` in
    ``arch/x86/mm/kaslr.c``). Each possible base is tried.

    Args:
        memory: the kernel's memory.
        task: address of any user task's ``struct task_struct``.
        btf: the kernel's types.
        root: where ``proc`` is; its ``iomem`` says where memory ends.

    Raises:
        MissingFeatureError: the types or the end of memory are not known.
        UnreadableError: no base fits.
    """
    end = _end_of_memory(root)
    space = _pointer(memory, task + _offset(btf, "task_struct", "mm"))
    table = _pointer(memory, space + _offset(btf, "mm_struct", "pgd"))
    levels = 5 if table < 0xFFFF_8000_0000_0000 else 4
    for step in range(table % (1 << 30), end, 1 << 30):
        base = table - step
        layout = DirectMapLayout(table, base, base, base + end, levels)
        if _fits(memory, layout, table) and _fits(memory, layout, space):
            return layout
    raise UnreadableError(f"no base of the direct map fits a page table at {table:#x}")


def _fits(memory: KernelMemory, layout: DirectMapLayout, address: int) -> bool:
    """Whether the page tables lead an address of the direct map to where it must lead."""
    try:
        mapping = translate(memory, layout, address)
    except UnreadableError:
        return False
    return mapping is not None and mapping.physical == address - layout.base


def _end_of_memory(root: Path) -> int:
    text = read_text(root / "proc/iomem")
    if isinstance(text, Unknown):
        raise MissingFeatureError(f"end of memory: {text.reason}")
    ends = [int(end, 16) for end in re.findall(r"-([0-9a-f]+) : System RAM", text)]
    if not max(ends, default=0):
        raise MissingFeatureError("end of memory: /proc/iomem hides it: CAP_SYS_ADMIN is needed")
    return max(ends) + 1


def _offset(btf: Btf, struct_name: str, member: str) -> int:
    record = btf.find(struct_name, BtfKind.STRUCT)
    for name, _, offset in record.fields() if record else ():
        if name == member:
            return offset
    raise MissingFeatureError(f"the kernel's types have no {struct_name}.{member}")


def _pointer(memory: KernelMemory, address: int) -> int:
    return int.from_bytes(memory.read(address, 8), sys.byteorder)


def _code(buffer: int) -> tuple[Insn, ...]:
    """r1 = (address, size): read into the map's value; a size of 0 asks for the current task."""
    load, move = BPF_LDX | BPF_MEM | BPF_DW, BPF_ALU64 | BPF_MOV
    address_of_value = lddw(7, 0, BPF_PSEUDO_MAP_VALUE)
    return (
        Insn(move | BPF_X, 6, 1),
        address_of_value[0]._replace(imm=buffer),
        address_of_value[1],
        Insn(load, 2, 6, 8),
        Insn(BPF_JMP | BPF_JNE | BPF_K, 2, 0, 4, 0),
        Insn(CALL, imm=_CURRENT_TASK),
        Insn(BPF_STX | BPF_MEM | BPF_DW, 7, 0, 0),
        Insn(move | BPF_K, 0, imm=0),
        Insn(EXIT),
        Insn(move | BPF_K, 0, imm=_TOO_LARGE),
        Insn(BPF_JMP | BPF_JGT | BPF_K, 2, 0, 3, _PAGE),
        Insn(move | BPF_X, 1, 7),
        Insn(load, 3, 6, 0),
        Insn(CALL, imm=_PROBE_READ_KERNEL),
        Insn(EXIT),
    )

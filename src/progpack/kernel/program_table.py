"""The table of all programs with an id: the kernel's record of each, and sums over them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from progpack.bpf.isa.insn import BPF_ATOMIC, BPF_LDX, BPF_ST, BPF_STX
from progpack.bpf.spec import MapType, ProgramType
from progpack.errors import BpfError, ProgpackError, UsageError
from progpack.kernel.evidence.extents import image_chunks
from progpack.kernel.proc.files import page_size
from progpack.kernel.syscall.abi import Command, IdAttr
from progpack.kernel.syscall.call import RUNNING, Port
from progpack.kernel.syscall.maps import KernelMap
from progpack.kernel.syscall.program_info import InfoReader, ProgramInfo
from progpack.kernel.syscall.programs import program_ids
from progpack.known import Maybe, Unknown
from progpack.pack.constants import CHUNK, HEADER, SAFETY, chunks_of, round_up

__all__ = ["ProgramTable", "count_loads", "counts_by_type", "sizes_by_type", "type_name"]


class ProgramTable:
    """The records that bpf(2) gives of all programs.

    The record of an id never changes, and ids are not used again until they wrap. So another look
    asks for the ids and for the records of new ones.

    Args:
        packs: whether programs share packs here; else each has pages of its own.
        port: the kernel.

    Attributes:
        programs: id -> record, of the programs of the last `refresh`, ascending.
        loads: id -> memory loads among the program's instructions; see `count_loads`.
    """

    def __init__(self, *, packs: bool = True, port: Port = RUNNING) -> None:
        self.programs: dict[int, ProgramInfo] = {}
        self.loads: dict[int, int | None] = {}
        self._packs = packs
        self._machine = port.machine
        self._port = port
        self._reader = InfoReader(code=True, port=port)

    def refresh(self) -> Unknown | None:
        """Look again; why there is nothing to see, if so."""
        try:
            ids = list(program_ids(self._port))
            fresh = {}
            for number in ids:
                info = self.programs.get(number) or self._ask(number)
                if info is not None:
                    fresh[number] = info
        except ProgpackError as error:
            self.programs, self.loads = {}, {}
            return Unknown(str(error))
        for number in self.programs.keys() - fresh.keys():
            del self.loads[number]
        self.programs = fresh
        return None

    def _ask(self, number: int) -> ProgramInfo | None:
        """Read the record of a program; None: the program was unloaded meanwhile."""
        try:
            attr = IdAttr(id=number)
            fd = self._port.bpf(Command.PROG_GET_FD_BY_ID, attr, "programs by id")
            try:
                info, code = self._reader.read(fd, "a program")
            finally:
                self._port.close(fd)
        except BpfError:
            return None
        self.loads[number] = count_loads(code, info.map_ids, self._port)
        return info

    def jited(self) -> int:
        """Bytes of machine code."""
        return sum(_size(info) for info in self.programs.values())

    def charged(self) -> int:
        """Bytes that are charged for them at least: whole chunks for each function, or pages.

        Exception tables are charged too and are in nobody's size. What has no id (classic
        programs, trampolines) is not here.
        """
        return sum(
            self._charge(size)
            for info in self.programs.values()
            for size in _function_sizes(info)
            if size
        )

    def _charge(self, size: int) -> int:
        if not self._packs:
            return round_up(size + CHUNK, page_size())
        try:
            return image_chunks(size, self._machine)[0] * CHUNK
        except UsageError:
            # An architecture of which the JIT's additions are not known.
            return chunks_of(size + HEADER + SAFETY) * CHUNK


def sizes_by_type(programs: Mapping[int, ProgramInfo]) -> dict[str, int]:
    """Bytes of machine code of each type of program, by the type's name in lower case."""
    sizes: Counter[str] = Counter()
    for info in programs.values():
        sizes[type_name(info.type)] += _size(info)
    return dict(sorted(sizes.items()))


def counts_by_type(programs: Mapping[int, ProgramInfo]) -> dict[str, int]:
    """Return how many programs of each type there are, by the type's name in lower case."""
    types = Counter(info.type for info in programs.values())
    return dict(sorted((type_name(number), count) for number, count in types.items()))


def count_loads(code: Maybe[bytes], map_ids: tuple[int, ...], port: Port = RUNNING) -> int | None:
    """Instructions that may have an entry in the exception table, at most; None: not known.

    Loads and atomics; stores too in a program that uses an arena (BPF_PROBE_MEM32, which the
    kernel does not show: bpf_insn_prepare_dump() in ``kernel/bpf/syscall.c``).

    Args:
        code: the instructions as the verifier left them.
        map_ids: ids of the maps that the program uses.
        port: the kernel that has them.
    """
    if isinstance(code, Unknown):
        return None
    # The operation is an instruction's first byte, in both byte orders.
    operations = code[::8]
    loads = len(operations.translate(None, _NO_LOADS))
    stores = len(operations.translate(None, _NO_STORES))
    return (
        loads + stores if stores and any(_is_arena(number, port) for number in map_ids) else loads
    )


def _faults(operation: int) -> bool:
    kind = operation & 0x07
    return kind == BPF_LDX or (kind == BPF_STX and operation & 0xE0 == BPF_ATOMIC)


_NO_LOADS: Final = bytes(operation for operation in range(256) if not _faults(operation))
_NO_STORES: Final = bytes(
    operation
    for operation in range(256)
    if operation & 0x07 not in (BPF_ST, BPF_STX) or _faults(operation)
)


@lru_cache(maxsize=4096)
def _is_arena(number: int, port: Port) -> bool:
    """Whether a map is an arena; True when that cannot be asked any more."""
    try:
        with KernelMap.from_id(number, port) as one:
            return one.info.type == MapType.ARENA
    except ProgpackError:
        return True


def _function_sizes(info: ProgramInfo) -> list[int]:
    functions = info.functions
    if isinstance(functions, Unknown):
        # Without the sizes of the functions: as if it were one.
        return [_size(info)]
    return [function.size for function in functions]


def _size(info: ProgramInfo) -> int:
    return 0 if isinstance(info.jited_size, Unknown) else info.jited_size


@lru_cache(maxsize=64)
def type_name(number: int) -> str:
    """The type of a program as the kernel's header has it, in lower case."""
    try:
        return ProgramType(number).name.lower()
    except ValueError:
        # A kernel that is younger than the list.
        return f"type_{number}"

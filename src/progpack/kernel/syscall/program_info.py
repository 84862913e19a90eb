"""The kernel's record of a program, in one call: ``struct bpf_prog_info`` with its arrays.

A host may have tens of thousands of programs. So the arrays are allocated once, as large as any
program needed until now, and the kernel fills what they hold (``bpf_prog_get_info_by_fd()`` in
``kernel/bpf/syscall.c``, Linux 6.18); a program that has more is asked again with larger ones.
"""

from __future__ import annotations

import ctypes
import errno
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from progpack.bpf.btf.types import Btf
from progpack.errors import BpfError, ProgpackError
from progpack.kernel.syscall.abi import NAME_LENGTH, TAG_LENGTH, ProgramInfoRecord
from progpack.kernel.syscall.btf import KernelBtf
from progpack.kernel.syscall.call import RUNNING, Arrays, Port, read_info
from progpack.known import Maybe, Unknown

__all__ = [
    "NO_ADDRESSES",
    "NO_CAPABILITY",
    "InfoReader",
    "KernelFunction",
    "ProgramInfo",
    "program_types",
]

NO_CAPABILITY: Final = "CAP_BPF or CAP_SYS_ADMIN is needed"
NO_ADDRESSES: Final = (
    "the kernel hides addresses: CAP_SYSLOG and kernel.kptr_restrict below 2 are needed"
)
# sizeof(struct bpf_func_info): the kernel refuses any other size.
_FUNCTION_RECORD: Final = 8
# Room at first: most programs have one function and a few maps.
_ITEMS: Final = 32
_CODE: Final = 4096


@dataclass(frozen=True, slots=True)
class KernelFunction:
    """One function of a JITed program: the main one, or a subprogram.

    Attributes:
        address: address of its first instruction in kernel memory.
        size: bytes of machine code, without the header before it and the fill after it.
    """

    address: int
    size: int


@dataclass(frozen=True, slots=True)
class ProgramInfo:
    """The kernel's record of a program (``struct bpf_prog_info``). The record never changes.

    Attributes:
        id: the system-wide id, from 1.
        type: ``enum bpf_prog_type``.
        name: whole. The kernel keeps 15 characters; of a longer name the rest is from the
            program's BTF, as bpftool has it. May be empty.
        tag: 16 hexadecimal digits, a hash of the instructions.
        jited_size: bytes of machine code of all functions; 0 when it is not JITed.
        xlated_size: bytes of the instructions as the verifier left them.
        functions: address and size of each JITed function, the main one first.
        map_ids: the maps it uses.
        load_time_ns: when it was loaded, nanoseconds since boot.
        created_by_uid: user who loaded it.
        gpl_compatible: whether its licence lets it call GPL-only helpers.
        btf_id: its BTF object, 0 for none.
        verified_insns: instructions the verifier walked; 0 before Linux 5.16.
        tags: tags of each function, the main one first; empty before Linux 5.0.
        function_types: number of each function's type in the BTF object; empty without BTF.
    """

    id: int
    type: int
    name: str
    tag: str
    jited_size: Maybe[int]
    xlated_size: Maybe[int]
    functions: Maybe[tuple[KernelFunction, ...]]
    map_ids: tuple[int, ...]
    load_time_ns: int
    created_by_uid: int
    gpl_compatible: bool
    btf_id: int
    verified_insns: int
    tags: tuple[str, ...] = ()
    function_types: tuple[int, ...] = ()

    def function_at(self, address: int) -> int | None:
        """The index of the function that ``address`` is in, or None."""
        if isinstance(self.functions, Unknown):
            return None
        for index, function in enumerate(self.functions):
            if function.address <= address < function.address + function.size:
                return index
        return None

    def function_names(self, port: Port = RUNNING) -> tuple[str, ...]:
        """The name of each function from BTF, the main one first; empty where there is none."""
        try:
            return tuple(_type_name(self.btf_id, number, port) for number in self.function_types)
        except ProgpackError:
            return ()  # BTF objects may need a privilege that programs do not need


class InfoReader:
    """Asks for programs, one after the other. Not for several threads at once.

    Args:
        code: whether to take the instructions too.
        port: the kernel.
    """

    def __init__(self, *, code: bool = False, port: Port = RUNNING) -> None:
        self._port = port
        self._record = ProgramInfoRecord()
        self._sizes = {"items": _ITEMS, "code": _CODE if code else 0}
        self._tells_functions = True
        self._allocate()

    def read(self, fd: int, what: str) -> tuple[ProgramInfo, Maybe[bytes]]:
        """Return the kernel's record of the program behind a descriptor, and its instructions.

        The instructions are as the verifier left them, 8 bytes each, and empty when they were not
        asked for. What the kernel hides from this process is `Unknown`.

        Raises:
            BpfError: the kernel refused.
        """
        self._ask(fd, what)
        while self._grow():
            self._ask(fd, what)
        return self._info(), self._instructions()

    def _allocate(self) -> None:
        items, code = self._sizes["items"], self._sizes["code"]
        self._maps = (ctypes.c_uint32 * items)()
        self._starts = (ctypes.c_uint64 * items)()
        self._lengths = (ctypes.c_uint32 * items)()
        self._tags = (ctypes.c_uint8 * (TAG_LENGTH * items))()
        self._types = (ctypes.c_uint32 * (2 * items))()
        self._code = ctypes.create_string_buffer(code) if code else None
        record = ProgramInfoRecord(
            nr_map_ids=items,
            map_ids=ctypes.addressof(self._maps),
            nr_jited_ksyms=items,
            jited_ksyms=ctypes.addressof(self._starts),
            nr_jited_func_lens=items,
            jited_func_lens=ctypes.addressof(self._lengths),
            xlated_prog_len=code,
            xlated_prog_insns=ctypes.addressof(self._code) if self._code is not None else 0,
        )
        if self._tells_functions:
            record.nr_prog_tags, record.prog_tags = items, ctypes.addressof(self._tags)
            record.nr_func_info, record.func_info = items, ctypes.addressof(self._types)
            record.func_info_rec_size = _FUNCTION_RECORD
        self._arrays = self._pointed_at()
        self._template = bytes(record)

    def _pointed_at(self) -> Arrays:
        arrays: dict[str, ctypes.Array[Any]] = {
            "map_ids": self._maps,
            "jited_ksyms": self._starts,
            "jited_func_lens": self._lengths,
        }
        if self._code is not None:
            arrays["xlated_prog_insns"] = self._code
        if self._tells_functions:
            arrays |= {"prog_tags": self._tags, "func_info": self._types}
        return arrays

    def _ask(self, fd: int, what: str) -> None:
        ctypes.memmove(ctypes.addressof(self._record), self._template, len(self._template))
        try:
            read_info(fd, self._record, what, self._port, self._arrays)
        except BpfError as error:
            if not self._tells_functions or error.errno not in (errno.E2BIG, errno.EINVAL):
                raise
            # Before Linux 5.0 the kernel's record ends before those of the functions.
            self._tells_functions = False
            self._allocate()
            self._ask(fd, what)

    def _grow(self) -> bool:
        """Whether the program has more than there was room for; there is room now."""
        record, sizes = self._record, self._sizes
        items = max(record.nr_map_ids, record.nr_jited_ksyms, record.nr_func_info)
        code = record.xlated_prog_len if sizes["code"] else 0
        if items <= sizes["items"] and code <= sizes["code"]:
            return False
        self._sizes = {"items": max(items, sizes["items"]), "code": max(code, sizes["code"])}
        self._allocate()
        return True

    def _instructions(self) -> Maybe[bytes]:
        record = self._record
        if self._code is None:
            return b""
        if not record.xlated_prog_len:
            return Unknown(NO_CAPABILITY)
        if not record.xlated_prog_insns:
            return Unknown(NO_ADDRESSES)
        return ctypes.string_at(self._code, record.xlated_prog_len)

    def _functions(self) -> Maybe[tuple[KernelFunction, ...]]:
        record = self._record
        count = record.nr_jited_ksyms
        if not record.xlated_prog_len:
            return Unknown(NO_CAPABILITY)
        if record.jited_prog_len and not (count and self._starts[0]):
            return Unknown(NO_ADDRESSES)
        pairs = zip(self._starts[:count], self._lengths[: record.nr_jited_func_lens], strict=True)
        return tuple(KernelFunction(address, size) for address, size in pairs)

    def _whole_name(self, types: tuple[int, ...]) -> str:
        """A name that may be cut, whole: that of the main function in the program's BTF."""
        name: str = self._record.name.decode("ascii", "replace")
        btf_id: int = self._record.btf_id
        if len(name) < NAME_LENGTH - 1 or not btf_id or not types:
            return name
        try:
            return _type_name(btf_id, types[0], self._port) or name
        except ProgpackError:
            return name  # BTF objects may need a privilege that programs do not need

    def _info(self) -> ProgramInfo:
        record = self._record
        hidden = not record.xlated_prog_len
        types = tuple(self._types[1 : 2 * record.nr_func_info : 2]) if record.nr_func_info else ()
        tags = bytes(self._tags[: TAG_LENGTH * record.nr_prog_tags])
        return ProgramInfo(
            id=record.id,
            type=record.type,
            name=self._whole_name(types),
            tag=bytes(record.tag).hex(),
            jited_size=Unknown(NO_CAPABILITY) if hidden else record.jited_prog_len,
            xlated_size=Unknown(NO_CAPABILITY) if hidden else record.xlated_prog_len,
            functions=self._functions(),
            map_ids=tuple(self._maps[: record.nr_map_ids]),
            load_time_ns=record.load_time,
            created_by_uid=record.created_by_uid,
            gpl_compatible=bool(record.gpl_compatible & 1),
            btf_id=record.btf_id,
            verified_insns=record.verified_insns,
            tags=tuple(tags[i : i + TAG_LENGTH].hex() for i in range(0, len(tags), TAG_LENGTH)),
            function_types=types,
        )


# Of a program's functions, and of the programs of one object, all are in one BTF object.
@lru_cache(maxsize=32)
def program_types(btf_id: int, port: Port = RUNNING) -> Btf:
    """The types of a program's BTF object.

    Raises:
        ProgpackError: no privilege, or it is gone.
    """
    with KernelBtf.from_id(btf_id, port) as btf_object:
        return Btf(btf_object.data(), f"BTF {btf_id}")


def _type_name(btf_id: int, number: int, port: Port) -> str:
    return program_types(btf_id, port).type(number).name

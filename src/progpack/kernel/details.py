"""The kernel's record of one program: tags and names of its functions, lines, runs, holders.

`ProgramInfo` is the part that is read of many programs. This is the rest, for one program that is
looked at, from the same record (``bpf_prog_get_info_by_fd()`` in ``kernel/bpf/syscall.c``, Linux
6.18).
"""

from __future__ import annotations

import ctypes
import os
import re
import struct
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from progpack.bpf.btf.types import Btf
from progpack.errors import ProgpackError
from progpack.kernel.proc.files import ROOT, sysctl
from progpack.kernel.program_table import type_name as name_of_type
from progpack.kernel.syscall.abi import ProgramInfoRecord
from progpack.kernel.syscall.call import RUNNING, Arrays, Port, read_info
from progpack.kernel.syscall.program_info import ProgramInfo, program_types
from progpack.kernel.syscall.programs import KernelProgram
from progpack.known import Maybe, Unknown

__all__ = ["Holder", "ProgramDetail", "SourceLine", "holders", "read_detail"]

# struct bpf_line_info in include/uapi/linux/bpf.h.
_LINE = struct.Struct("=IIII")
# Names of descriptors in /proc/PID/fd, and what stands in fdinfo of programs and of their links.
_MAP = "anon_inode:bpf-map"
_PROGRAM_ID = re.compile(rb"^prog_id:\s*(\d+)$", re.MULTILINE)
_INFO_MOST = 4096
_NO_BTF = "the program was loaded without BTF; compile it with -g"


@dataclass(frozen=True, slots=True)
class SourceLine:
    """The start of a line of source in machine code.

    Attributes:
        address: address of the first byte of the line's machine code.
        insn: number of the line's first instruction after verification (xlated).
        where: ``file:line``.
        text: the line itself; may be empty.
    """

    address: int
    insn: int
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class ProgramDetail:
    """A program that is loaded.

    Attributes:
        info: what is known of any program.
        names: names of each function, from BTF; the program's own name where there is none.
        lines: lines of the source, by ascending address, or why they cannot be known.
        runs: how often it ran while statistics were on, or that they never were.
        run_time_ns: nanoseconds of all these runs.
    """

    info: ProgramInfo
    names: tuple[str, ...]
    lines: Maybe[tuple[SourceLine, ...]]
    runs: Maybe[int]
    run_time_ns: Maybe[int]

    @property
    def type_name(self) -> str:
        """The type as the kernel's header has it, without ``BPF_PROG_TYPE_``, in lower case."""
        return name_of_type(self.info.type)

    def name_of(self, function: int) -> str:
        """The name of a function, ``""`` when it has none."""
        return self.names[function] if function < len(self.names) else self.info.name

    def line_at(self, address: int) -> Maybe[SourceLine]:
        """The line of source that the code at ``address`` is of, or why it cannot be known."""
        lines, index = self.lines, self.info.function_at(address)
        if isinstance(lines, Unknown):
            return lines
        functions = self.info.functions
        if index is None or isinstance(functions, Unknown):
            return Unknown("the address is in none of the program's functions")
        at = bisect_right(lines, address, key=lambda line: line.address) - 1
        if at < 0 or lines[at].address < functions[index].address:
            return Unknown(
                "the address is before the first line of the function, in code of the JIT"
            )
        return lines[at]


@dataclass(frozen=True, slots=True)
class Holder:
    """A process with a descriptor of a program, or of a link that holds it.

    Attributes:
        pid: its number.
        comm: its name.
        fds: how many such descriptors it has.
    """

    pid: int
    comm: str
    fds: int


def read_detail(number: int, root: Path = ROOT, port: Port = RUNNING) -> ProgramDetail:
    """The program with this id.

    Raises:
        BpfError: ``ENOENT``, there is none (any more).
        MissingFeatureError: no privilege.
    """
    with KernelProgram.from_id(number, port) as program:
        info = program.info()
        raw = _Raw(program)
    runs: Maybe[int] = raw.record.run_cnt
    spent: Maybe[int] = raw.record.run_time_ns
    if not runs:
        runs = spent = _statistics_off(root) or 0
    lines = _read_lines(info, raw, port)
    return ProgramDetail(info, info.function_names(port), lines, runs, spent)


def _statistics_off(root: Path) -> Unknown | None:
    setting = sysctl("kernel.bpf_stats_enabled", root)
    if isinstance(setting, Unknown):
        return setting
    if setting:
        return None
    return Unknown("runs are not counted: kernel.bpf_stats_enabled is 0")


class _Raw:
    """The lines of one program, which `ProgramInfo` leaves out."""

    def __init__(self, program: KernelProgram) -> None:
        fd, what, port = program.fd, f"program {program.name}", program.port
        sizes = ProgramInfoRecord()
        read_info(fd, sizes, what, port)
        lines = ctypes.create_string_buffer(
            sizes.nr_line_info * max(sizes.line_info_rec_size, 1) or 1
        )
        starts = (ctypes.c_uint64 * sizes.nr_jited_line_info)()
        self.record = ProgramInfoRecord(
            nr_line_info=sizes.nr_line_info,
            line_info_rec_size=sizes.line_info_rec_size,
            line_info=ctypes.addressof(lines),
            nr_jited_line_info=sizes.nr_jited_line_info,
            jited_line_info_rec_size=sizes.jited_line_info_rec_size,
            jited_line_info=ctypes.addressof(starts),
        )
        arrays: Arrays = {"line_info": lines, "jited_line_info": starts}
        read_info(fd, self.record, what, port, arrays)
        record = self.record
        self.lines = _rows(lines.raw, record.nr_line_info, record.line_info_rec_size)
        self.starts = tuple(starts)


def _rows(data: bytes, count: int, size: int) -> tuple[bytes, ...]:
    return tuple(data[i * size : (i + 1) * size] for i in range(count))


def _read_lines(info: ProgramInfo, raw: _Raw, port: Port) -> Maybe[tuple[SourceLine, ...]]:
    """The lines, from the program's BTF object."""
    if not info.btf_id or not info.function_types:
        return Unknown(_NO_BTF)
    try:
        return _lines(program_types(info.btf_id, port), raw)
    except ProgpackError as error:
        return Unknown(str(error))


def _lines(btf: Btf, raw: _Raw) -> Maybe[tuple[SourceLine, ...]]:
    if not raw.lines:
        return Unknown("the program's BTF has no lines; compile it with -g")
    if len(raw.starts) != len(raw.lines) or not any(raw.starts):
        return Unknown("the kernel hides where the code of each line is (kernel.kptr_restrict)")
    lines = []
    for address, row in zip(raw.starts, raw.lines, strict=True):
        insn, file, text, place = _LINE.unpack_from(row)
        where = f"{btf.string(file)}:{place >> 10}"
        lines.append(SourceLine(address, insn, where, btf.string(text).strip()))
    return tuple(sorted(lines, key=lambda line: line.address))


def holders(root: Path = ROOT) -> tuple[dict[int, tuple[Holder, ...]], int]:
    """Return the processes with a descriptor of each program, and how many could not be seen.

    Descriptors are found by their names in ``/proc/PID/fd``, ids in ``/proc/PID/fdinfo``
    (``bpf_prog_show_fdinfo()`` and ``bpf_link_show_fdinfo()`` in ``kernel/bpf/syscall.c``).
    A program may be held without any: pinned, or by what it is attached to.

    Args:
        root: where ``proc`` is.
    """
    by_program: dict[int, list[Holder]] = {}
    closed = 0
    for process in sorted((root / "proc").glob("[0-9]*"), key=lambda path: path.name.zfill(10)):
        try:
            ids = Counter(_program_ids_of(process))
        except PermissionError:
            closed += 1
            continue
        pid, comm = int(process.name), _comm(process) if ids else ""
        for number, count in sorted(ids.items()):
            by_program.setdefault(number, []).append(Holder(pid, comm, count))
    return {number: tuple(of) for number, of in by_program.items()}, closed


def _program_ids_of(process: Path) -> Iterator[int]:
    # Strings and descriptors: a process may hold tens of thousands.
    folder, infos = f"{process}/fd/", f"{process}/fdinfo/"
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError, ProcessLookupError):
        return  # it ended meanwhile
    for name in names:
        try:
            target = os.readlink(folder + name)
            if not target.startswith("anon_inode:bpf") or target == _MAP:
                continue
            info = os.open(infos + name, os.O_RDONLY | os.O_CLOEXEC)
        except (FileNotFoundError, ProcessLookupError):
            continue  # it was closed meanwhile
        try:
            text = os.read(info, _INFO_MOST)
        except ProcessLookupError:
            continue
        finally:
            os.close(info)
        match = _PROGRAM_ID.search(text)
        if match:
            yield int(match[1])


def _comm(process: Path) -> str:
    try:
        text = (process / "comm").read_text(errors="replace")
    except OSError:
        return ""  # it ended meanwhile; the number is still worth something
    return "".join(takewhile(lambda char: char != "\n", text))

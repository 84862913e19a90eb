"""Programs of the running kernel: load, run on given input, ask what became of them."""

from __future__ import annotations

import ctypes
import errno
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

from progpack.bpf.isa.insn import SLOT, Insn, decode, encode
from progpack.errors import BpfError, UsageError
from progpack.kernel.syscall.abi import (
    AttachType,
    Command,
    IdAttr,
    LoadAttr,
    LoadFlags,
    ProgramInfoRecord,
    TestRunAttr,
)
from progpack.kernel.syscall.btf_write import OwnTypes
from progpack.kernel.syscall.call import (
    RUNNING,
    Arrays,
    Buffers,
    Descriptor,
    Port,
    bpf,
    kernel_error,
    object_name,
    read_info,
    walk_ids,
)
from progpack.kernel.syscall.program_info import (
    NO_ADDRESSES,
    NO_CAPABILITY,
    InfoReader,
    KernelFunction,
    ProgramInfo,
)
from progpack.known import Maybe, Unknown

__all__ = ["KernelFunction", "KernelProgram", "KernelRun", "ProgramInfo", "program_ids"]

_LOG_START = 1 << 16
_LOG_LIMIT = 1 << 24
# A program may grow its packet: XDP within its page, tc by what a head room allows.
_GROWTH = 4096


@dataclass(frozen=True, slots=True)
class KernelRun:
    """Result of a test run.

    Attributes:
        return_value: the low 32 bits of r0, unsigned; the kernel keeps no more.
        data: the packet after the last repetition.
        context: the context after it, empty unless one was given.
        duration_ns: mean nanoseconds of one repetition, whole numbers.
    """

    return_value: int
    data: bytes
    context: bytes
    duration_ns: int


def program_ids(port: Port = RUNNING) -> Iterator[int]:
    """The ids of all programs of the system, ascending (needs CAP_SYS_ADMIN)."""
    return walk_ids(Command.PROG_GET_NEXT_ID, port)


class KernelProgram(Descriptor):
    """A program in the kernel. It is unloaded when its last descriptor is closed.

    Attributes:
        log: the verifier's log, when one was asked for.
    """

    __slots__ = ("log",)

    def __init__(self, fd: int, name: str = "", log: str = "", port: Port = RUNNING) -> None:
        super().__init__(fd, name, port)
        self.log = log

    @classmethod
    def load(
        cls,
        insns: Iterable[Insn] | bytes,
        *,
        type: int,  # noqa: A002 - the kernel's word
        name: str = "",
        license: str = "GPL",  # noqa: A002 - the kernel's word
        expected_attach_type: AttachType | int = AttachType.UNSPECIFIED,
        attach_btf_id: int = 0,
        flags: LoadFlags | int = LoadFlags.NONE,
        log_level: int = 0,
        functions: tuple[OwnTypes, bytes] | None = None,
        port: Port = RUNNING,
    ) -> Self:
        """Load ``insns`` as a program of ``type`` (``enum bpf_prog_type``).

        Map references must hold descriptors already. A load that fails is done again with the
        log on, so a success costs nothing for it; ``log_level`` 1, 2 or 4 asks for the log
        always, and it is then in ``.log``. ``attach_btf_id`` is what a tracing program is for: the
        number of a function or tracepoint type in the kernel's BTF. ``functions`` is types and
        a ``struct bpf_func_info`` for each function; see `progpack.kernel.syscall.btf_write`.

        Raises:
            BpfError: the verifier refused; the message ends with its last lines, all is in
                ``.log``.
            MissingFeatureError: no privilege.
        """
        code = bytes(insns) if isinstance(insns, bytes) else encode(insns, sys.byteorder)
        if not code or len(code) % SLOT:
            raise UsageError(f"program {name}: {len(code)} bytes are not whole instructions")
        given = {
            "insns": ctypes.create_string_buffer(code, len(code)),
            "license": ctypes.create_string_buffer(license.encode()),
        }
        attr = LoadAttr(
            prog_type=type,
            insn_cnt=len(code) // SLOT,
            prog_flags=flags,
            prog_name=object_name(name),
            expected_attach_type=expected_attach_type,
            attach_btf_id=attach_btf_id,
        )
        if functions is not None:
            types, records = functions
            given["func_info"] = ctypes.create_string_buffer(records, len(records))
            attr.prog_btf_fd = types.fd
            attr.func_info_rec_size, attr.func_info_cnt = 8, len(records) // 8
        what = f"program {name or '(no name)'}"
        try:
            if log_level:
                fd, log = _load_with_log(port, attr, given, what, log_level)
                return cls(fd, name, log, port)
            return cls(port.bpf(Command.PROG_LOAD, attr, what, given=given), name, port=port)
        except BpfError as error:
            if error.log:
                raise
            number = error.errno
        # A refusal is repeated only for its log; should it succeed now (a limit was free again),
        # it is a success.
        fd, log = _load_with_log(port, attr, given, what, 1, number)
        return cls(fd, name, log, port)

    @classmethod
    def from_id(cls, id: int, port: Port = RUNNING) -> Self:  # noqa: A002 - the kernel's word
        """Open the program with this system-wide id.

        Raises:
            BpfError: ``ENOENT``, there is none (any more).
            MissingFeatureError: no privilege.
        """
        fd = bpf(Command.PROG_GET_FD_BY_ID, IdAttr(id=id), f"program id {id}", port)
        return cls(fd, f"id {id}", port=port)

    def test_run(
        self,
        data: bytes = b"",
        *,
        context: bytes = b"",
        repeat: int = 1,
        flags: int = 0,
        cpu: int = 0,
    ) -> KernelRun:
        """Run the program ``repeat`` times on ``data`` (a packet) and ``context``.

        What a type takes is the kernel's business: XDP and tc need a packet of at least 14 bytes
        and a raw tracepoint takes only a context (``net/bpf/test_run.c``,
        ``kernel/trace/bpf_trace.c``).

        Raises:
            BpfError: ``EINVAL`` for input the type does not take, ``ENOTSUPP`` when the type
                cannot be test-run.
        """
        data_in, data_out = _buffers(data, _GROWTH)
        ctx_in, ctx_out = _buffers(context, 0)
        if data_out is None:
            # Types that take no packet take no output buffer either; SYSCALL writes the input.
            ctx_out = None
        attr = TestRunAttr(
            prog_fd=self.fd,
            data_size_in=len(data),
            data_size_out=len(data_out) if data_out is not None else 0,
            ctx_size_in=len(context),
            ctx_size_out=len(ctx_out) if ctx_out is not None else 0,
            # 0 means 1 to every type, and types that cannot repeat refuse even a 1.
            repeat=repeat if repeat > 1 else 0,
            flags=flags,
            cpu=cpu,
        )
        # A program of type SYSCALL writes its input.
        taken = {"data_out": data_out, "ctx_in": ctx_in, "ctx_out": ctx_out}
        what = f"program {self.name}"
        self.port.bpf(Command.PROG_TEST_RUN, attr, what, given={"data_in": data_in}, taken=taken)
        return KernelRun(
            return_value=attr.retval,
            data=data_out.raw[: attr.data_size_out] if data_out is not None else b"",
            context=_context_after(ctx_in, ctx_out, attr),
            duration_ns=attr.duration,
        )

    @property
    def id(self) -> int:
        """The system-wide id, from 1."""
        return int(self._sizes().id)

    @property
    def jited_size(self) -> int:
        """Bytes of the machine code of all functions; 0 when it is not JITed, or hidden."""
        return int(self._sizes().jited_prog_len)

    @property
    def verified_insns(self) -> int:
        """Number of instructions that the verifier walked; 0 before Linux 5.16."""
        return int(self._sizes().verified_insns)

    def _sizes(self) -> ProgramInfoRecord:
        record = ProgramInfoRecord()
        self._read(record)
        return record

    def info(self) -> ProgramInfo:
        """Ask the kernel for its record of this program; what it hides is `Unknown`."""
        return InfoReader(port=self.port).read(self.fd, f"program {self.name}")[0]

    def xlated(self) -> Maybe[list[Insn]]:
        """The instructions as the verifier left them, map descriptors and addresses blanked."""
        code = self.xlated_bytes()
        return code if isinstance(code, Unknown) else decode(code, sys.byteorder)

    def xlated_bytes(self) -> Maybe[bytes]:
        """Return the translated instructions as the kernel gives them, 8 bytes each, not decoded.

        Decoding them is much slower than reading them.
        """
        return InfoReader(code=True, port=self.port).read(self.fd, f"program {self.name}")[1]

    def jited(self) -> Maybe[bytes]:
        """The machine code, all functions one after the other; empty when it is not JITed."""
        sizes = self._sizes()
        if not sizes.xlated_prog_len:
            return Unknown(NO_CAPABILITY)
        if not sizes.jited_prog_len:
            return b""
        code = ctypes.create_string_buffer(sizes.jited_prog_len)
        record = ProgramInfoRecord(
            jited_prog_len=len(code), jited_prog_insns=ctypes.addressof(code)
        )
        self._read(record, {"jited_prog_insns": code})
        if not record.jited_prog_insns:
            return Unknown(NO_ADDRESSES)
        return code.raw

    def missed(self) -> int:
        """Runs that the kernel left out, as the program was running already on that CPU."""
        record = ProgramInfoRecord()
        self._read(record)
        return int(record.recursion_misses)

    def _read(self, record: ProgramInfoRecord, arrays: Arrays = MappingProxyType({})) -> None:
        read_info(self.fd, record, f"program {self.name}", self.port, arrays)


def _buffers(
    data: bytes, room: int
) -> tuple[ctypes.Array[ctypes.c_char] | None, ctypes.Array[ctypes.c_char] | None]:
    """Input and output buffers for ``data``; none for empty data, as some types demand."""
    if not data:
        return None, None
    data_in = ctypes.create_string_buffer(data, len(data))
    return data_in, ctypes.create_string_buffer(len(data) + room)


def _context_after(
    given: ctypes.Array[ctypes.c_char] | None,
    returned: ctypes.Array[ctypes.c_char] | None,
    attr: TestRunAttr,
) -> bytes:
    if returned is not None:
        return returned.raw[: attr.ctx_size_out]
    return b"" if given is None else given.raw


def _load_with_log(
    port: Port, attr: LoadAttr, given: Buffers, what: str, level: int, number: int | None = None
) -> tuple[int, str]:
    """Load with a log buffer that grows until it suffices.

    ``number`` is the error of an attempt without a log. A log that does not fit gives ENOSPC
    in place of the real reason, so the first error is the one to report.
    """
    size = _LOG_START
    while True:
        buffer = ctypes.create_string_buffer(size)
        attr.log_level = level
        attr.log_size = size
        try:
            fd = port.bpf(Command.PROG_LOAD, attr, what, given=given, taken={"log_buf": buffer})
        except BpfError as error:
            if error.errno == errno.ENOSPC and size < _LOG_LIMIT:
                size *= 4
                continue
            log = buffer.value.decode("utf-8", "replace")
            reason = number or error.errno
            raise kernel_error(reason, Command.PROG_LOAD, what, log, port) from None
        return fd, buffer.value.decode("utf-8", "replace")

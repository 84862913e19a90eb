"""BTF objects of the running kernel: its own types, its modules', and those of programs."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from progpack.bpf.btf.types import Btf
from progpack.errors import MissingFeatureError
from progpack.kernel.proc.files import ROOT, refusal
from progpack.kernel.syscall.abi import BtfInfoRecord, Command, IdAttr
from progpack.kernel.syscall.call import RUNNING, Descriptor, Port, bpf, read_info, walk_ids

__all__ = ["BtfInfo", "KernelBtf", "btf_ids", "read_kernel_btf"]

_NAME_ROOM = 128


@dataclass(frozen=True, slots=True)
class BtfInfo:
    """The kernel's record of a BTF object (``struct bpf_btf_info``).

    Attributes:
        id: the system-wide id, from 1.
        name: ``vmlinux``, the module's name, or ``""`` for the BTF of programs and maps.
        size: bytes.
        kernel: whether the BTF is of the kernel or of a module.
    """

    id: int
    name: str
    size: int
    kernel: bool


def btf_ids() -> Iterator[int]:
    """The ids of all BTF objects of the system, ascending (needs CAP_SYS_ADMIN)."""
    return walk_ids(Command.BTF_GET_NEXT_ID)


def read_kernel_btf(root: Path = ROOT) -> Btf:
    """The types of the kernel itself, from ``/sys/kernel/btf/vmlinux`` (everybody may read it).

    Raises:
        MissingFeatureError: there is no such file (CONFIG_DEBUG_INFO_BTF).
        ObjectError: the file cannot be understood.
    """
    path = root / "sys/kernel/btf/vmlinux"
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = refusal(path, error)
        raise MissingFeatureError(f"kernel BTF: {reason} (CONFIG_DEBUG_INFO_BTF)") from None
    return Btf(data, str(path))


class KernelBtf(Descriptor):
    """A BTF object of the kernel."""

    __slots__ = ()

    @classmethod
    def from_id(cls, id: int, port: Port = RUNNING) -> Self:  # noqa: A002 - the kernel's word
        """Open the BTF object with this system-wide id.

        Raises:
            BpfError: ``ENOENT``, there is none (any more).
            MissingFeatureError: no privilege.
        """
        fd = bpf(Command.BTF_GET_FD_BY_ID, IdAttr(id=id), f"BTF id {id}", port)
        return cls(fd, f"id {id}", port)

    def info(self) -> BtfInfo:
        """Ask the kernel for its record of this object."""
        name = ctypes.create_string_buffer(_NAME_ROOM)
        record = BtfInfoRecord(name=ctypes.addressof(name), name_len=len(name))
        read_info(self.fd, record, f"BTF {self.name}", self.port, {"name": name})
        text = name.value.decode("utf-8", "replace")
        return BtfInfo(record.id, text, record.btf_size, bool(record.kernel_btf))

    def data(self) -> bytes:
        """The object itself, for `progpack.bpf.btf.types.Btf`; a module's builds on the
        kernel's."""
        data = ctypes.create_string_buffer(self.info().size)
        record = BtfInfoRecord(btf=ctypes.addressof(data), btf_size=len(data))
        read_info(self.fd, record, f"BTF {self.name}", self.port, {"btf": data})
        return data.raw

"""Links of the running kernel, which hold programs to their places; attaching tracing programs.

A tracing program that is attached gets code of its own besides the program's: a trampoline
(``bpf_trampoline_update()`` in ``kernel/bpf/trampoline.c``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from progpack.kernel.syscall.abi import Command, IdAttr, LinkInfoRecord, RawTracepointAttr
from progpack.kernel.syscall.call import RUNNING, Descriptor, Port, bpf, read_info, walk_ids
from progpack.kernel.syscall.programs import KernelProgram

__all__ = ["KernelLink", "LinkInfo", "LinkType", "link_ids"]


class LinkType(IntEnum):
    """``enum bpf_link_type``."""

    UNSPECIFIED = 0
    RAW_TRACEPOINT = 1
    TRACING = 2
    CGROUP = 3
    ITER = 4
    NETNS = 5
    XDP = 6
    PERF_EVENT = 7
    KPROBE_MULTI = 8
    STRUCT_OPS = 9
    NETFILTER = 10
    TCX = 11
    UPROBE_MULTI = 12
    NETKIT = 13
    SOCKMAP = 14


@dataclass(frozen=True, slots=True)
class LinkInfo:
    """The kernel's record of a link (``struct bpf_link_info``).

    Attributes:
        id: the system-wide id, from 1.
        type: ``enum bpf_link_type``; see `LinkType`.
        program_id: the program that it holds.
        attach_type: for a tracing link, ``enum bpf_attach_type``; 0 for others.
        target_btf_id: of a tracing link: the function, in the BTF ``target_object``; 0 for others.
        target_object: for a tracing link, the id of the BTF object or program; 0 for others.
    """

    id: int
    type: int
    program_id: int
    attach_type: int = 0
    target_btf_id: int = 0
    target_object: int = 0


def link_ids(port: Port = RUNNING) -> Iterator[int]:
    """The ids of all links of the system, ascending (needs CAP_SYS_ADMIN)."""
    return walk_ids(Command.LINK_GET_NEXT_ID, port)


class KernelLink(Descriptor):
    """A link. The program is detached when its last descriptor is closed."""

    __slots__ = ()

    @classmethod
    def attach_tracing(cls, program: KernelProgram) -> Self:
        """Attach a tracing program (fentry, fexit, tp_btf) where it was loaded for.

        Raises:
            BpfError: ``EBUSY`` something else is at the function, ``E2BIG`` too many programs.
            MissingFeatureError: no privilege.
        """
        attr = RawTracepointAttr(prog_fd=program.fd)
        port = program.port
        fd = port.bpf(Command.RAW_TRACEPOINT_OPEN, attr, f"attach program {program.name}")
        return cls(fd, program.name, port)

    @classmethod
    def from_id(cls, id: int, port: Port = RUNNING) -> Self:  # noqa: A002 - the kernel's word
        """Open the link with this system-wide id.

        Raises:
            BpfError: ``ENOENT``, there is none (any more).
            MissingFeatureError: no privilege.
        """
        fd = bpf(Command.LINK_GET_FD_BY_ID, IdAttr(id=id), f"link id {id}", port)
        return cls(fd, f"id {id}", port)

    def info(self) -> LinkInfo:
        """Ask the kernel for its record of this link."""
        record = LinkInfoRecord()
        read_info(self.fd, record, f"link {self.name}", self.port)
        if record.type != LinkType.TRACING:
            return LinkInfo(record.id, record.type, record.prog_id)
        return LinkInfo(
            record.id,
            record.type,
            record.prog_id,
            record.attach_type,
            record.target_btf_id,
            record.target_obj_id,
        )

"""Numbers and argument records of bpf(2), as ``include/uapi/linux/bpf.h`` of Linux 6.18 has them.

Each record is one member of ``union bpf_attr``. The kernel takes a record that is shorter or
longer than its own union as long as the bytes that it does not know are zero
(``bpf_check_uarg_tail_zero()`` in ``kernel/bpf/syscall.c``), so one layout serves all versions.
"""

from __future__ import annotations

import ctypes
import platform
from ctypes import c_char, c_int32, c_uint8, c_uint32, c_uint64
from enum import IntEnum, IntFlag

from progpack.arch.lookup import native
from progpack.arch.native import Syscalls
from progpack.errors import MissingFeatureError

__all__ = [
    "NAME_LENGTH",
    "TAG_LENGTH",
    "AttachType",
    "BtfInfoRecord",
    "Command",
    "IdAttr",
    "InfoAttr",
    "LinkInfoRecord",
    "LoadAttr",
    "LoadFlags",
    "MapCreateAttr",
    "MapElementAttr",
    "MapFlags",
    "MapInfoRecord",
    "ProgramInfoRecord",
    "RawTracepointAttr",
    "TestRunAttr",
    "UpdateFlags",
    "syscall_number",
    "syscalls",
]

NAME_LENGTH = 16
"""``BPF_OBJ_NAME_LEN``: bytes of a program or map name with its final zero byte."""

TAG_LENGTH = 8
"""``BPF_TAG_SIZE``: bytes of a program's tag."""


def syscall_number(machine: str | None = None) -> int:
    """The number of bpf(2) on ``machine`` (a name as ``uname -m`` has it; default: this one).

    Raises:
        MissingFeatureError: the number is not known for this machine.
    """
    return syscalls(machine, "bpf(2): the system call number is not known for").bpf


def syscalls(machine: str | None, problem: str) -> Syscalls:
    """The numbers of system calls on ``machine``, as `syscall_number` takes it.

    Raises:
        MissingFeatureError: they are not known: ``problem``, and the machine's name.
    """
    facts = native(machine)
    if facts is None:
        raise MissingFeatureError(f"{problem} {machine or platform.machine()}")
    return facts.syscalls


class Command(IntEnum):
    """``enum bpf_cmd``: the commands that progpack uses."""

    MAP_CREATE = 0
    MAP_LOOKUP_ELEM = 1
    MAP_UPDATE_ELEM = 2
    MAP_DELETE_ELEM = 3
    MAP_GET_NEXT_KEY = 4
    PROG_LOAD = 5
    PROG_TEST_RUN = 10
    PROG_GET_NEXT_ID = 11
    MAP_GET_NEXT_ID = 12
    PROG_GET_FD_BY_ID = 13
    MAP_GET_FD_BY_ID = 14
    OBJ_GET_INFO_BY_FD = 15
    RAW_TRACEPOINT_OPEN = 17
    BTF_LOAD = 18
    BTF_GET_FD_BY_ID = 19
    MAP_LOOKUP_AND_DELETE_ELEM = 21
    MAP_FREEZE = 22
    BTF_GET_NEXT_ID = 23
    LINK_GET_FD_BY_ID = 30
    LINK_GET_NEXT_ID = 31


class LoadFlags(IntFlag):
    """``prog_flags`` of a program load."""

    NONE = 0
    STRICT_ALIGNMENT = 1
    """Refuse every memory access that is not naturally aligned."""
    ANY_ALIGNMENT = 2
    """Accept unaligned accesses also on a machine where they are slow (needs CAP_SYS_ADMIN)."""
    TEST_RND_HI32 = 4
    """Fill the upper halves of 32-bit results with random bits where they must be unused."""
    TEST_STATE_FREQ = 8
    """Make the verifier save its state more often, to test the verifier."""
    SLEEPABLE = 16
    XDP_HAS_FRAGS = 32


class MapFlags(IntFlag):
    """``map_flags`` of a map creation."""

    NONE = 0
    NO_PREALLOC = 1
    NO_COMMON_LRU = 2
    NUMA_NODE = 4
    RDONLY = 8
    WRONLY = 16
    RDONLY_PROG = 128
    WRONLY_PROG = 256
    MMAPABLE = 1024


class UpdateFlags(IntFlag):
    """``flags`` of a map update."""

    ANY = 0
    NOEXIST = 1
    EXIST = 2


class AttachType(IntEnum):
    """``enum bpf_attach_type``: those that change what a load accepts."""

    UNSPECIFIED = 0
    CGROUP_INET_EGRESS = 1
    CGROUP_INET4_BIND = 8
    CGROUP_INET6_BIND = 9
    CGROUP_INET4_CONNECT = 10
    CGROUP_INET6_CONNECT = 11
    TRACE_RAW_TP = 23
    TRACE_FENTRY = 24
    TRACE_FEXIT = 25
    MODIFY_RETURN = 26
    TRACE_ITER = 28
    XDP_DEVMAP = 33
    XDP_CPUMAP = 35
    SK_LOOKUP = 36
    XDP = 37


class MapCreateAttr(ctypes.Structure):
    """Arguments of `Command.MAP_CREATE`."""

    _fields_ = (
        ("map_type", c_uint32),
        ("key_size", c_uint32),
        ("value_size", c_uint32),
        ("max_entries", c_uint32),
        ("map_flags", c_uint32),
        ("inner_map_fd", c_uint32),
        ("numa_node", c_uint32),
        ("map_name", c_char * NAME_LENGTH),
        ("map_ifindex", c_uint32),
        ("btf_fd", c_uint32),
        ("btf_key_type_id", c_uint32),
        ("btf_value_type_id", c_uint32),
        ("btf_vmlinux_value_type_id", c_uint32),
        ("map_extra", c_uint64),
    )


class MapElementAttr(ctypes.Structure):
    """Arguments of the element commands; ``value`` is ``next_key`` for `MAP_GET_NEXT_KEY`."""

    _fields_ = (
        ("map_fd", c_uint32),
        ("_pad", c_uint32),
        ("key", c_uint64),
        ("value", c_uint64),
        ("flags", c_uint64),
    )


class BtfLoadAttr(ctypes.Structure):
    """Arguments of `Command.BTF_LOAD`."""

    _fields_ = (
        ("btf", c_uint64),
        ("btf_log_buf", c_uint64),
        ("btf_size", c_uint32),
        ("btf_log_size", c_uint32),
        ("btf_log_level", c_uint32),
    )


class LoadAttr(ctypes.Structure):
    """Arguments of `Command.PROG_LOAD`."""

    _fields_ = (
        ("prog_type", c_uint32),
        ("insn_cnt", c_uint32),
        ("insns", c_uint64),
        ("license", c_uint64),
        ("log_level", c_uint32),
        ("log_size", c_uint32),
        ("log_buf", c_uint64),
        ("kern_version", c_uint32),
        ("prog_flags", c_uint32),
        ("prog_name", c_char * NAME_LENGTH),
        ("prog_ifindex", c_uint32),
        ("expected_attach_type", c_uint32),
        ("prog_btf_fd", c_uint32),
        ("func_info_rec_size", c_uint32),
        ("func_info", c_uint64),
        ("func_info_cnt", c_uint32),
        ("line_info_rec_size", c_uint32),
        ("line_info", c_uint64),
        ("line_info_cnt", c_uint32),
        ("attach_btf_id", c_uint32),
        ("attach_btf_obj_fd", c_uint32),
        ("_pad", c_uint32),
    )


class TestRunAttr(ctypes.Structure):
    """Arguments of `Command.PROG_TEST_RUN`."""

    # Keeps pytest from taking the class for a test when a test module imports it.
    __test__ = False

    _fields_ = (
        ("prog_fd", c_uint32),
        ("retval", c_uint32),
        ("data_size_in", c_uint32),
        ("data_size_out", c_uint32),
        ("data_in", c_uint64),
        ("data_out", c_uint64),
        ("repeat", c_uint32),
        ("duration", c_uint32),
        ("ctx_size_in", c_uint32),
        ("ctx_size_out", c_uint32),
        ("ctx_in", c_uint64),
        ("ctx_out", c_uint64),
        ("flags", c_uint32),
        ("cpu", c_uint32),
        ("batch_size", c_uint32),
    )


class IdAttr(ctypes.Structure):
    """Arguments of the commands that walk ids or open an object by its id."""

    _fields_ = (("id", c_uint32), ("next_id", c_uint32), ("open_flags", c_uint32))


class InfoAttr(ctypes.Structure):
    """Arguments of `Command.OBJ_GET_INFO_BY_FD`."""

    _fields_ = (("bpf_fd", c_uint32), ("info_len", c_uint32), ("info", c_uint64))


class RawTracepointAttr(ctypes.Structure):
    """Arguments of `Command.RAW_TRACEPOINT_OPEN`; without a name for fentry, fexit and tp_btf."""

    _fields_ = (("name", c_uint64), ("prog_fd", c_uint32), ("_pad", c_uint32))


class ProgramInfoRecord(ctypes.Structure):
    """``struct bpf_prog_info``; pointers and counts are the caller's buffers on the way in."""

    _fields_ = (
        ("type", c_uint32),
        ("id", c_uint32),
        ("tag", c_uint8 * TAG_LENGTH),
        ("jited_prog_len", c_uint32),
        ("xlated_prog_len", c_uint32),
        ("jited_prog_insns", c_uint64),
        ("xlated_prog_insns", c_uint64),
        ("load_time", c_uint64),
        ("created_by_uid", c_uint32),
        ("nr_map_ids", c_uint32),
        ("map_ids", c_uint64),
        ("name", c_char * NAME_LENGTH),
        ("ifindex", c_uint32),
        ("gpl_compatible", c_uint32),
        ("netns_dev", c_uint64),
        ("netns_ino", c_uint64),
        ("nr_jited_ksyms", c_uint32),
        ("nr_jited_func_lens", c_uint32),
        ("jited_ksyms", c_uint64),
        ("jited_func_lens", c_uint64),
        ("btf_id", c_uint32),
        ("func_info_rec_size", c_uint32),
        ("func_info", c_uint64),
        ("nr_func_info", c_uint32),
        ("nr_line_info", c_uint32),
        ("line_info", c_uint64),
        ("jited_line_info", c_uint64),
        ("nr_jited_line_info", c_uint32),
        ("line_info_rec_size", c_uint32),
        ("jited_line_info_rec_size", c_uint32),
        ("nr_prog_tags", c_uint32),
        ("prog_tags", c_uint64),
        ("run_time_ns", c_uint64),
        ("run_cnt", c_uint64),
        ("recursion_misses", c_uint64),
        ("verified_insns", c_uint32),
        ("attach_btf_obj_id", c_uint32),
        ("attach_btf_id", c_uint32),
        ("_pad", c_int32),
    )


class MapInfoRecord(ctypes.Structure):
    """``struct bpf_map_info``, the part that every kernel since 4.16 has."""

    _fields_ = (
        ("type", c_uint32),
        ("id", c_uint32),
        ("key_size", c_uint32),
        ("value_size", c_uint32),
        ("max_entries", c_uint32),
        ("map_flags", c_uint32),
        ("name", c_char * NAME_LENGTH),
    )


class LinkInfoRecord(ctypes.Structure):
    """``struct bpf_link_info``; of the part that depends on the type, that of tracing links."""

    _fields_ = (
        ("type", c_uint32),
        ("id", c_uint32),
        ("prog_id", c_uint32),
        ("_pad", c_uint32),
        ("attach_type", c_uint32),
        ("target_obj_id", c_uint32),
        ("target_btf_id", c_uint32),
        ("_rest", c_uint32 * 9),
    )


class BtfInfoRecord(ctypes.Structure):
    """``struct bpf_btf_info``; pointers and sizes are the caller's buffers on the way in."""

    _fields_ = (
        ("btf", c_uint64),
        ("btf_size", c_uint32),
        ("id", c_uint32),
        ("name", c_uint64),
        ("name_len", c_uint32),
        ("kernel_btf", c_uint32),
    )

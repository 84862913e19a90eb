"""Helpers on the task, its CPU, and what runs the program."""

from __future__ import annotations

import errno
from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.world import World

_U32: Final = 0xFFFFFFFF
#: Bytes of ``struct bpf_pidns_info``.
_PIDNS_INFO: Final = 8


@provides(HelperId.GET_PRANDOM_U32)
def _get_prandom_u32(h: World, r: list[int]) -> int:
    return h.environment.random_u32() & _U32


@provides(HelperId.GET_SMP_PROCESSOR_ID)
def _get_smp_processor_id(h: World, r: list[int]) -> int:
    return h.environment.processor()


@provides(HelperId.GET_CURRENT_PID_TGID)
def _get_current_pid_tgid(h: World, r: list[int]) -> int:
    return h.environment.pid_tgid()


@provides(HelperId.GET_NS_CURRENT_PID_TGID)
def _get_ns_current_pid_tgid(h: World, r: list[int]) -> int:
    """There is one namespace of processes: whichever is named is the task's."""
    if r[4] != _PIDNS_INFO or r[1] >> 32:
        h.clear(r[3], r[4])
        return -errno.EINVAL
    task = h.environment.pid_tgid()
    for at, number in enumerate((task & _U32, task >> 32)):
        h.write(r[3] + 4 * at, number.to_bytes(4, h.run.byteorder))
    return 0


@provides(HelperId.GET_CURRENT_UID_GID)
def _get_current_uid_gid(h: World, r: list[int]) -> int:
    return h.environment.uid_gid()


@provides(HelperId.GET_CURRENT_CGROUP_ID)
def _get_current_cgroup_id(h: World, r: list[int]) -> int:
    return h.environment.cgroup_id()


@provides(HelperId.GET_CURRENT_COMM)
def _get_current_comm(h: World, r: list[int]) -> int:
    if r[2] == 0:
        # The kernel's verifier refuses this size; there is no result to copy.
        return -errno.EINVAL
    h.clear(r[1], r[2])
    h.write(r[1], h.environment.comm()[: r[2] - 1])
    return 0


@provides(HelperId.GET_NUMA_NODE_ID)
def _get_numa_node_id(h: World, r: list[int]) -> int:
    return h.environment.node()


@provides(
    HelperId.GET_CURRENT_TASK,
    HelperId.GET_CURRENT_TASK_BTF,
    HelperId.GET_FUNC_IP,
    HelperId.GET_ATTACH_COOKIE,
)
def _nothing(h: World, r: list[int]) -> int:
    """No task of a kernel, no traced function, and no cookie."""
    return 0


@provides(HelperId.CURRENT_TASK_UNDER_CGROUP)
def _current_task_under_cgroup(h: World, r: list[int]) -> int:
    full = r[2] & _U32 >= h.reachable[r[1]].spec.max_entries
    return -errno.E2BIG if full else -errno.EAGAIN


@provides(HelperId.GET_STACKID)
def _get_stackid(h: World, r: list[int]) -> int:
    return -errno.EINVAL if r[3] & ~0x7FF else -errno.EFAULT


@provides(HelperId.GET_STACK, HelperId.GET_TASK_STACK)
def _get_stack(h: World, r: list[int]) -> int:
    h.clear(r[2], r[3])
    return -errno.EINVAL if r[4] & ~0x8FF else -errno.EFAULT

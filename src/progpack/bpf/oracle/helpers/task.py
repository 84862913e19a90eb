"""Helpers on the task, its CPU, and what runs the program."""

from __future__ import annotations

import errno
from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.isa.semantics import signed
from progpack.bpf.oracle.helpers.collect import provides
from progpack.bpf.oracle.world import TASKS, World
from progpack.bpf.outcome import Signal

_U32: Final = 0xFFFFFFFF
#: Bytes of ``struct bpf_pidns_info``.
_PIDNS_INFO: Final = 8
#: Bytes of an argument of a tracing program.
_WORD: Final = 8
#: ``enum bpf_attach_type``: programs whose last argument is what the function returned.
_FEXIT, _MODIFY_RETURN = 25, 26
#: The first process; _NSIG; bytes of a signal in the log.
_INIT, _LAST_SIGNAL, _SIGNAL_HEAD = 1, 64, 8


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


@provides(HelperId.GET_CURRENT_TASK, HelperId.GET_CURRENT_TASK_BTF)
def _get_current_task(h: World, r: list[int]) -> int:
    """An address at which nothing can be read; it tells tasks apart."""
    return TASKS + (h.environment.pid_tgid() & _U32)


@provides(
    HelperId.GET_FUNC_IP,
    HelperId.GET_ATTACH_COOKIE,
    HelperId.PER_CPU_PTR,
    HelperId.THIS_CPU_PTR,
    HelperId.TASK_PT_REGS,
)
def _nothing(h: World, r: list[int]) -> int:
    """No variable of a kernel, no traced function, and no cookie."""
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


@provides(HelperId.GET_FUNC_ARG)
def _get_func_arg(h: World, r: list[int]) -> int:
    number = r[2] & _U32
    if number >= _arguments(h):
        return -errno.EINVAL
    h.write(r[3], h.read(r[1] + _WORD * number, _WORD))
    return 0


@provides(HelperId.GET_FUNC_RET)
def _get_func_ret(h: World, r: list[int]) -> int:
    if not _has_result(h) or not h.context_size:
        return -errno.EOPNOTSUPP
    h.write(r[2], h.read(r[1] + _WORD * _arguments(h), _WORD))
    return 0


@provides(HelperId.GET_FUNC_ARG_CNT)
def _get_func_arg_cnt(h: World, r: list[int]) -> int:
    return _arguments(h)


def _arguments(h: World) -> int:
    """How many the traced function has: what it returned comes behind them."""
    return max(h.context_size // _WORD - _has_result(h), 0)


def _has_result(h: World) -> bool:
    return h.run.attach_type in (_FEXIT, _MODIFY_RETURN)


@provides(HelperId.OVERRIDE_RETURN)
def _override_return(h: World, r: list[int]) -> int:
    """Note the value that the probed function is to return instead of running."""
    h.run.effects.retval = signed(r[2], 32)
    return 0


@provides(HelperId.READ_BRANCH_RECORDS)
def _read_branch_records(h: World, r: list[int]) -> int:
    """No branch was recorded."""
    return -errno.EINVAL if r[4] & ~1 else -errno.ENOENT


@provides(HelperId.GET_BRANCH_SNAPSHOT)
def _get_branch_snapshot(h: World, r: list[int]) -> int:
    return -errno.EINVAL if r[3] else -errno.ENOENT


@provides(HelperId.SEND_SIGNAL)
def _send_signal(h: World, r: list[int]) -> int:
    return _signal(h, r[1] & _U32, thread=False)


@provides(HelperId.SEND_SIGNAL_THREAD)
def _send_signal_thread(h: World, r: list[int]) -> int:
    return _signal(h, r[1] & _U32, thread=True)


def _signal(h: World, number: int, *, thread: bool) -> int:
    """Note a signal for the current task; the first process gets none."""
    if h.environment.pid_tgid() >> 32 == _INIT:
        return -errno.EPERM
    if number > _LAST_SIGNAL:
        return -errno.EINVAL
    # With 0 it is only asked whether one could be sent.
    if number and h.run.effects.has_room(_SIGNAL_HEAD):
        h.run.effects.signals.append(Signal(number, thread))
    return 0

"""Helpers on the task, its CPU, and what runs the program."""

from __future__ import annotations

from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.record import Arg, Effect, Group, Helper, rows
from progpack.bpf.helpers.rows.programs import EVENTS, RAW, TRACED
from progpack.bpf.maps.types import MapType
from progpack.bpf.spec import ProgramType

__all__ = ["ROWS"]

_TRACING: Final = frozenset({ProgramType.TRACING})

ROWS: Final = rows(
    Group.TASK,
    Helper(HelperId.GET_PRANDOM_U32, native="pp_get_prandom_u32"),
    Helper(HelperId.GET_SMP_PROCESSOR_ID, native="pp_get_smp_processor_id"),
    Helper(HelperId.GET_CURRENT_PID_TGID, native="pp_get_current_pid_tgid"),
    Helper(
        HelperId.GET_NS_CURRENT_PID_TGID,
        (Arg.ANY, Arg.ANY, Arg.MEM_WRITE, Arg.SIZE),
        native="pp_get_ns_current_pid_tgid",
    ),
    Helper(HelperId.GET_CURRENT_UID_GID, native="pp_get_current_uid_gid"),
    Helper(HelperId.GET_CURRENT_COMM, (Arg.MEM_WRITE, Arg.SIZE), native="pp_get_current_comm"),
    Helper(
        HelperId.GET_STACKID,
        (Arg.CTX, Arg.MAP, Arg.ANY),
        maps=frozenset({MapType.STACK_TRACE}),
        native="pp_get_stackid",
    ),
    Helper(HelperId.GET_CURRENT_TASK, native="pp_get_current_task"),
    Helper(HelperId.GET_CURRENT_TASK_BTF, native="pp_get_current_task"),
    Helper(
        HelperId.GET_TASK_STACK,
        (Arg.ANY, Arg.MEM_WRITE, Arg.SIZE, Arg.ANY),
        native="pp_get_stack",
    ),
    Helper(
        HelperId.CURRENT_TASK_UNDER_CGROUP,
        (Arg.MAP, Arg.ANY),
        maps=frozenset({MapType.CGROUP_ARRAY}),
        native="pp_current_task_under_cgroup",
    ),
    Helper(HelperId.GET_NUMA_NODE_ID, native="pp_get_numa_node_id"),
    Helper(HelperId.GET_STACK, (Arg.CTX, Arg.MEM_WRITE, Arg.SIZE, Arg.ANY), native="pp_get_stack"),
    Helper(HelperId.GET_CURRENT_CGROUP_ID, native="pp_get_current_cgroup_id"),
    Helper(HelperId.GET_FUNC_IP, (Arg.CTX,), programs=TRACED, native="pp_zero"),
    Helper(
        HelperId.GET_FUNC_ARG,
        (Arg.CTX, Arg.ANY, Arg.LONG_OUT),
        programs=_TRACING,
        native="pp_get_func_arg",
    ),
    Helper(
        HelperId.GET_FUNC_RET,
        (Arg.CTX, Arg.LONG_OUT),
        programs=_TRACING,
        native="pp_get_func_ret",
    ),
    Helper(HelperId.GET_FUNC_ARG_CNT, (Arg.CTX,), programs=_TRACING, native="pp_get_func_arg_cnt"),
    Helper(
        HelperId.OVERRIDE_RETURN,
        (Arg.CTX, Arg.ANY),
        programs=frozenset({ProgramType.KPROBE}),
        native="pp_set_retval_of_function",
    ),
    Helper(HelperId.SEND_SIGNAL, (Arg.ANY,), native="pp_send_signal", effects=Effect.LOGS),
    Helper(
        HelperId.SEND_SIGNAL_THREAD,
        (Arg.ANY,),
        native="pp_send_signal_thread",
        effects=Effect.LOGS,
    ),
    Helper(HelperId.PER_CPU_PTR, (Arg.ANY, Arg.ANY), native="pp_zero"),
    Helper(HelperId.THIS_CPU_PTR, (Arg.ANY,), native="pp_zero"),
    Helper(HelperId.TASK_PT_REGS, (Arg.ANY,), native="pp_zero"),
    Helper(
        HelperId.READ_BRANCH_RECORDS,
        (Arg.CTX, Arg.MEM_WRITE, Arg.SIZE, Arg.ANY),
        programs=frozenset({ProgramType.PERF_EVENT}),
        native="pp_read_branch_records",
    ),
    Helper(
        HelperId.GET_BRANCH_SNAPSHOT,
        (Arg.MEM_WRITE, Arg.SIZE, Arg.ANY),
        native="pp_get_branch_snapshot",
    ),
    Helper(
        HelperId.GET_ATTACH_COOKIE, (Arg.CTX,), programs=TRACED | EVENTS | RAW, native="pp_zero"
    ),
)

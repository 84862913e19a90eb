"""The helper functions a BPF program may call: which there are, and what they take.

A helper is named by a number, which is kernel ABI (``enum bpf_func_id``, ``include/uapi/linux/
bpf.h``). All 211 have a name here; those in `SUPPORTED` can be called. The interpreter and the
compiled code check a call's arguments from the same `Helper` before the helper runs:

* `Arg.CTX` must be the address of the run's context, else `FaultKind.HELPER`;
* `Arg.MAP` must be a map of the program, of a type in `Helper.map_types`, and writable by
  programs where `Helper.writes_map`, else `FaultKind.MAP`;
* `Arg.MAP_KEY`, `Arg.MAP_VALUE` and `Arg.MEM_READ` must be readable, `Arg.MEM_WRITE` and
  `Arg.MAP_VALUE_OUT` writable, wholly within one region, else `FaultKind.READ` or
  `FaultKind.WRITE`. A size of 0 touches nothing and passes. A size is the whole 64-bit register;
* `Arg.FUNC` must be the address of a function of the program, else `FaultKind.HELPER`;
* `Arg.RINGBUF_MEM` must be a record that this run reserved and has not given back, else
  `FaultKind.HELPER`.

They are checked from the first to the last, and the first that is wrong is the fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from progpack.bpf.spec import MapType, ProgramType
from progpack.errors import MissingFeatureError, ProgramError

__all__ = [
    "EFAULT",
    "NAMES",
    "POISON",
    "SUPPORTED",
    "Arg",
    "Helper",
    "helper_name",
    "lookup",
]

#: The helper number of a call that must not be reached: what it stands for was not found in the
#: kernel that the program was made to fit. It is the number that libbpf gives such calls.
POISON: Final = 0xBAD2310
#: What the probe_read helpers and skb_load_bytes return, negated, when they cannot read.
EFAULT: Final = 14


class Arg(Enum):
    """What a helper makes of one of its argument registers r1..r5."""

    NONE = "none"  #: nothing: the helper has no such argument
    ANY = "any"  #: a number, not checked
    CTX = "ctx"  #: the run's context
    MAP = "map"  #: a map of the program
    MAP_KEY = "map key"  #: reads ``map.key_size`` bytes
    MAP_VALUE = "map value"  #: reads ``map.value_size`` bytes
    MAP_VALUE_OUT = "map value out"  #: writes ``map.value_size`` bytes
    MEM_READ = "mem read"  #: reads as many bytes as the next argument (SIZE) says
    MEM_WRITE = "mem write"  #: writes as many bytes as the next argument (SIZE) says
    SIZE = "size"  #: byte count of the argument before it
    FUNC = "func"  #: a function of the program, which the helper calls
    RINGBUF_MEM = "ringbuf mem"  #: a record from ringbuf_reserve


@dataclass(frozen=True, slots=True)
class Helper:
    """Prototype of one helper.

    Attributes:
        id: its number.
        name: its name, without ``bpf_``.
        args: what r1, r2, ... are, as many as it takes (at most 5).
        program_types: program types that may call it; None: all.
        map_types: map types that its MAP argument may have; empty without one.
        writes_map: whether it changes the map, which read-only maps refuse.
    """

    id: int
    name: str
    args: tuple[Arg, ...] = ()
    program_types: frozenset[ProgramType] | None = None
    map_types: frozenset[MapType] = frozenset()
    writes_map: bool = False

    def arg(self, index: int) -> Arg:
        """What register ``r(index + 1)`` is; `Arg.NONE` beyond the last argument."""
        return self.args[index] if index < len(self.args) else Arg.NONE

    def __str__(self) -> str:
        return f"bpf_{self.name} (#{self.id})"


# In the order of their numbers, which start at 1 (Linux 6.18, BTF enum bpf_func_id).
_NAMES = """
    map_lookup_elem map_update_elem map_delete_elem probe_read ktime_get_ns trace_printk
    get_prandom_u32 get_smp_processor_id skb_store_bytes l3_csum_replace l4_csum_replace tail_call
    clone_redirect get_current_pid_tgid get_current_uid_gid get_current_comm get_cgroup_classid
    skb_vlan_push skb_vlan_pop skb_get_tunnel_key skb_set_tunnel_key perf_event_read redirect
    get_route_realm perf_event_output skb_load_bytes get_stackid csum_diff skb_get_tunnel_opt
    skb_set_tunnel_opt skb_change_proto skb_change_type skb_under_cgroup get_hash_recalc
    get_current_task probe_write_user current_task_under_cgroup skb_change_tail skb_pull_data
    csum_update set_hash_invalid get_numa_node_id skb_change_head xdp_adjust_head probe_read_str
    get_socket_cookie get_socket_uid set_hash setsockopt skb_adjust_room redirect_map
    sk_redirect_map sock_map_update xdp_adjust_meta perf_event_read_value perf_prog_read_value
    getsockopt override_return sock_ops_cb_flags_set msg_redirect_map msg_apply_bytes
    msg_cork_bytes msg_pull_data bind xdp_adjust_tail skb_get_xfrm_state get_stack
    skb_load_bytes_relative fib_lookup sock_hash_update msg_redirect_hash sk_redirect_hash
    lwt_push_encap lwt_seg6_store_bytes lwt_seg6_adjust_srh lwt_seg6_action rc_repeat rc_keydown
    skb_cgroup_id get_current_cgroup_id get_local_storage sk_select_reuseport
    skb_ancestor_cgroup_id sk_lookup_tcp sk_lookup_udp sk_release map_push_elem map_pop_elem
    map_peek_elem msg_push_data msg_pop_data rc_pointer_rel spin_lock spin_unlock sk_fullsock
    tcp_sock skb_ecn_set_ce get_listener_sock skc_lookup_tcp tcp_check_syncookie sysctl_get_name
    sysctl_get_current_value sysctl_get_new_value sysctl_set_new_value strtol strtoul
    sk_storage_get sk_storage_delete send_signal tcp_gen_syncookie skb_output probe_read_user
    probe_read_kernel probe_read_user_str probe_read_kernel_str tcp_send_ack send_signal_thread
    jiffies64 read_branch_records get_ns_current_pid_tgid xdp_output get_netns_cookie
    get_current_ancestor_cgroup_id sk_assign ktime_get_boot_ns seq_printf seq_write sk_cgroup_id
    sk_ancestor_cgroup_id ringbuf_output ringbuf_reserve ringbuf_submit ringbuf_discard
    ringbuf_query csum_level skc_to_tcp6_sock skc_to_tcp_sock skc_to_tcp_timewait_sock
    skc_to_tcp_request_sock skc_to_udp6_sock get_task_stack load_hdr_opt store_hdr_opt
    reserve_hdr_opt inode_storage_get inode_storage_delete d_path copy_from_user snprintf_btf
    seq_printf_btf skb_cgroup_classid redirect_neigh per_cpu_ptr this_cpu_ptr redirect_peer
    task_storage_get task_storage_delete get_current_task_btf bprm_opts_set ktime_get_coarse_ns
    ima_inode_hash sock_from_file check_mtu for_each_map_elem snprintf sys_bpf
    btf_find_by_name_kind sys_close timer_init timer_set_callback timer_start timer_cancel
    get_func_ip get_attach_cookie task_pt_regs get_branch_snapshot trace_vprintk skc_to_unix_sock
    kallsyms_lookup_name find_vma loop strncmp get_func_arg get_func_ret get_func_arg_cnt
    get_retval set_retval xdp_get_buff_len xdp_load_bytes xdp_store_bytes copy_from_user_task
    skb_set_tstamp ima_file_hash kptr_xchg map_lookup_percpu_elem skc_to_mptcp_sock
    dynptr_from_mem ringbuf_reserve_dynptr ringbuf_submit_dynptr ringbuf_discard_dynptr
    dynptr_read dynptr_write dynptr_data tcp_raw_gen_syncookie_ipv4 tcp_raw_gen_syncookie_ipv6
    tcp_raw_check_syncookie_ipv4 tcp_raw_check_syncookie_ipv6 ktime_get_tai_ns user_ringbuf_drain
    cgrp_storage_get cgrp_storage_delete
"""

#: Name, without ``bpf_``, of every helper number of Linux (1..211).
NAMES: Final[dict[int, str]] = dict(enumerate(_NAMES.split(), start=1))

_DELETABLE: Final = frozenset(
    {
        MapType.HASH,
        MapType.PERCPU_HASH,
        MapType.LRU_HASH,
        MapType.LRU_PERCPU_HASH,
        MapType.LPM_TRIE,
    }
)
_KEYED: Final = _DELETABLE | {MapType.ARRAY, MapType.PERCPU_ARRAY}
_PERCPU: Final = frozenset({MapType.PERCPU_ARRAY, MapType.PERCPU_HASH, MapType.LRU_PERCPU_HASH})
_OF_MAPS: Final = frozenset({MapType.ARRAY_OF_MAPS, MapType.HASH_OF_MAPS})
_QUEUES: Final = frozenset({MapType.QUEUE, MapType.STACK})
_BLOOM: Final = frozenset({MapType.BLOOM_FILTER})
_RINGBUF: Final = frozenset({MapType.RINGBUF})
_PROBE: Final = (Arg.MEM_WRITE, Arg.SIZE, Arg.ANY)
_SKB: Final = frozenset(
    {
        ProgramType.SOCKET_FILTER,
        ProgramType.SCHED_CLS,
        ProgramType.SCHED_ACT,
        ProgramType.CGROUP_SKB,
    }
)

_HELPERS = (
    Helper(1, "map_lookup_elem", (Arg.MAP, Arg.MAP_KEY), map_types=_KEYED | _OF_MAPS),
    Helper(
        2,
        "map_update_elem",
        (Arg.MAP, Arg.MAP_KEY, Arg.MAP_VALUE, Arg.ANY),
        map_types=_KEYED,
        writes_map=True,
    ),
    Helper(3, "map_delete_elem", (Arg.MAP, Arg.MAP_KEY), map_types=_KEYED, writes_map=True),
    Helper(4, "probe_read", _PROBE),
    Helper(5, "ktime_get_ns"),
    Helper(7, "get_prandom_u32"),
    Helper(8, "get_smp_processor_id"),
    Helper(
        12,
        "tail_call",
        (Arg.CTX, Arg.MAP, Arg.ANY),
        map_types=frozenset({MapType.PROG_ARRAY}),
    ),
    Helper(14, "get_current_pid_tgid"),
    Helper(15, "get_current_uid_gid"),
    Helper(16, "get_current_comm", (Arg.MEM_WRITE, Arg.SIZE)),
    Helper(
        25,
        "perf_event_output",
        (Arg.CTX, Arg.MAP, Arg.ANY, Arg.MEM_READ, Arg.SIZE),
        map_types=frozenset({MapType.PERF_EVENT_ARRAY}),
    ),
    Helper(26, "skb_load_bytes", (Arg.CTX, Arg.ANY, Arg.MEM_WRITE, Arg.SIZE), program_types=_SKB),
    Helper(
        27,
        "get_stackid",
        (Arg.CTX, Arg.MAP, Arg.ANY),
        map_types=frozenset({MapType.STACK_TRACE}),
    ),
    Helper(35, "get_current_task"),
    Helper(
        37,
        "current_task_under_cgroup",
        (Arg.MAP, Arg.ANY),
        map_types=frozenset({MapType.CGROUP_ARRAY}),
    ),
    Helper(67, "get_stack", (Arg.CTX, Arg.MEM_WRITE, Arg.SIZE, Arg.ANY)),
    Helper(
        87,
        "map_push_elem",
        (Arg.MAP, Arg.MAP_VALUE, Arg.ANY),
        map_types=_QUEUES | _BLOOM,
        writes_map=True,
    ),
    Helper(88, "map_pop_elem", (Arg.MAP, Arg.MAP_VALUE_OUT), map_types=_QUEUES, writes_map=True),
    Helper(89, "map_peek_elem", (Arg.MAP, Arg.MAP_VALUE_OUT), map_types=_QUEUES | _BLOOM),
    Helper(112, "probe_read_user", _PROBE),
    Helper(113, "probe_read_kernel", _PROBE),
    Helper(114, "probe_read_user_str", _PROBE),
    Helper(115, "probe_read_kernel_str", _PROBE),
    Helper(125, "ktime_get_boot_ns"),
    Helper(
        130,
        "ringbuf_output",
        (Arg.MAP, Arg.MEM_READ, Arg.SIZE, Arg.ANY),
        map_types=_RINGBUF,
        writes_map=True,
    ),
    Helper(
        131,
        "ringbuf_reserve",
        (Arg.MAP, Arg.ANY, Arg.ANY),
        map_types=_RINGBUF,
        writes_map=True,
    ),
    Helper(132, "ringbuf_submit", (Arg.RINGBUF_MEM, Arg.ANY)),
    Helper(133, "ringbuf_discard", (Arg.RINGBUF_MEM, Arg.ANY)),
    Helper(
        164,
        "for_each_map_elem",
        (Arg.MAP, Arg.FUNC, Arg.ANY, Arg.ANY),
        map_types=(_KEYED - {MapType.LPM_TRIE}),
    ),
    Helper(181, "loop", (Arg.ANY, Arg.FUNC, Arg.ANY, Arg.ANY)),
    Helper(195, "map_lookup_percpu_elem", (Arg.MAP, Arg.MAP_KEY, Arg.ANY), map_types=_PERCPU),
)

#: The helpers that can be called, by number.
SUPPORTED: Final[dict[int, Helper]] = {helper.id: helper for helper in _HELPERS}


def helper_name(number: int) -> str:
    """``"bpf_redirect_map (#51)"``, or ``"helper #900"`` for a number that Linux does not have."""
    name = NAMES.get(number)
    return f"bpf_{name} (#{number})" if name else f"helper #{number}"


def lookup(number: int, program_type: ProgramType) -> Helper:
    """The prototype of helper ``number`` for a program of ``program_type``.

    Raises:
        MissingFeatureError: the helper exists in Linux and is not provided here, or not to this
            program type.
        ProgramError: Linux has no helper of this number.
    """
    helper = SUPPORTED.get(number)
    if helper is None:
        if number not in NAMES:
            raise ProgramError(f"there is no helper #{number}; helpers are 1..{max(NAMES)}")
        raise MissingFeatureError(
            f"{helper_name(number)} is not provided; provided are: "
            + ", ".join(h.name for h in _provided(program_type))
        )
    if helper.program_types is not None and program_type not in helper.program_types:
        raise MissingFeatureError(
            f"{helper} is not provided to {program_type.name} programs, only to "
            + ", ".join(sorted(kind.name for kind in helper.program_types))
        )
    return helper


def _provided(program_type: ProgramType) -> list[Helper]:
    return [h for h in _HELPERS if h.program_types is None or program_type in h.program_types]

"""What the helpers take: the prototypes that the interpreter and the compiler check against.

The rules are in `progpack.bpf.helpers.lookup`. Which program types may call what is
``*_func_proto()`` of ``net/core/filter.c``, ``kernel/bpf/helpers.c`` and
``kernel/trace/bpf_trace.c`` (Linux 6.18); programs of type FLAT, which the kernel does not have,
may call everything that needs no context of another type.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Final

from progpack.bpf.maps.types import Holds, Table, map_types
from progpack.bpf.spec import MapType, ProgramType

__all__ = ["HELPERS", "Arg", "Helper"]


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
    CONST_STR = "const str"  #: reads text up to its NUL
    LONG_OUT = "long out"  #: writes 8 bytes
    DYNPTR = "dynptr"  #: reads 16 bytes, a ``struct bpf_dynptr``
    DYNPTR_OUT = "dynptr out"  #: writes 16 bytes, a ``struct bpf_dynptr``
    DYNPTR_RECORD = "dynptr record"  #: as DYNPTR_OUT, of a record from ringbuf_reserve_dynptr
    SPIN_LOCK = "spin lock"  #: the ``struct bpf_spin_lock`` of a map's value
    TIMER = "timer"  #: the ``struct bpf_timer`` of a map's value

    @property
    def fixed(self) -> int:
        """Bytes that it reads or writes whatever the other arguments are, else 0."""
        return {Arg.LONG_OUT: 8, Arg.DYNPTR: 16, Arg.DYNPTR_OUT: 16, Arg.DYNPTR_RECORD: 16}.get(
            self, 0
        )

    @property
    def writes(self) -> bool:
        """Whether what it points to is written."""
        return self in (
            Arg.MEM_WRITE,
            Arg.MAP_VALUE_OUT,
            Arg.LONG_OUT,
            Arg.DYNPTR_OUT,
            Arg.DYNPTR_RECORD,
        )


_WRITTEN: Final = frozenset(
    {Arg.MEM_WRITE, Arg.MAP_VALUE_OUT, Arg.LONG_OUT, Arg.DYNPTR_OUT, Arg.DYNPTR_RECORD}
)


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
        moves_packet: whether it may change where the packet lies or how long it is; what was known
            of pointers into it holds no longer.
        calls_later: whether the function that it takes is called when the run has ended.
        reserves: whether r2 is the size of a record of a ring buffer, which is cleared.
    """

    id: int
    name: str
    args: tuple[Arg, ...] = ()
    program_types: frozenset[ProgramType] | None = None
    map_types: frozenset[MapType] = frozenset()
    writes_map: bool = False
    moves_packet: bool = False
    calls_later: bool = False
    reserves: bool = False

    def arg(self, index: int) -> Arg:
        """What register ``r(index + 1)`` is; `Arg.NONE` beyond the last argument."""
        return self.args[index] if index < len(self.args) else Arg.NONE

    def __str__(self) -> str:
        return f"bpf_{self.name} (#{self.id})"


_KEYED: Final = map_types(lambda traits: traits.keyed)
_PERCPU: Final = map_types(lambda traits: traits.per_cpu)
_OF_MAPS: Final = map_types(lambda traits: traits.holds is Holds.MAPS)
_QUEUES: Final = map_types(lambda traits: traits.table in (Table.QUEUE, Table.STACK))
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

_TC: Final = frozenset({ProgramType.SCHED_CLS, ProgramType.SCHED_ACT})
_XDP: Final = frozenset({ProgramType.XDP})
_LWT: Final = frozenset(
    {
        ProgramType.LWT_IN,
        ProgramType.LWT_OUT,
        ProgramType.LWT_XMIT,
        ProgramType.LWT_SEG6LOCAL,
    }
)
_STREAM: Final = frozenset({ProgramType.SK_SKB, ProgramType.FLOW_DISSECTOR})
_FLAT: Final = frozenset({ProgramType.FLAT})
_TRACED: Final = frozenset({ProgramType.KPROBE, ProgramType.TRACING})
_EVENTS: Final = frozenset({ProgramType.TRACEPOINT, ProgramType.PERF_EVENT})
_TARGETS: Final = map_types(lambda traits: traits.holds is Holds.TARGETS)
#: Maps of targets whose elements programs may look up (check_map_func_compatibility()).
_LOOKED_UP: Final = _TARGETS - {MapType.CPUMAP}
_TIMED: Final = frozenset({MapType.ARRAY, MapType.HASH, MapType.LRU_HASH})
_CSUM: Final = (Arg.CTX, Arg.ANY, Arg.ANY, Arg.ANY, Arg.ANY)
_STRTO: Final = (Arg.MEM_READ, Arg.SIZE, Arg.ANY, Arg.LONG_OUT)

HELPERS: Final = (
    Helper(1, "map_lookup_elem", (Arg.MAP, Arg.MAP_KEY), map_types=_KEYED | _OF_MAPS | _LOOKED_UP),
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
    Helper(
        26,
        "skb_load_bytes",
        (Arg.CTX, Arg.ANY, Arg.MEM_WRITE, Arg.SIZE),
        program_types=_SKB | _LWT | _STREAM | {ProgramType.SK_REUSEPORT},
    ),
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
        reserves=True,
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
    Helper(6, "trace_printk", (Arg.MEM_READ, Arg.SIZE, Arg.ANY, Arg.ANY, Arg.ANY)),
    Helper(
        9,
        "skb_store_bytes",
        (Arg.CTX, Arg.ANY, Arg.MEM_READ, Arg.SIZE, Arg.ANY),
        program_types=_TC,
    ),
    Helper(10, "l3_csum_replace", _CSUM, program_types=_TC),
    Helper(11, "l4_csum_replace", _CSUM, program_types=_TC),
    Helper(13, "clone_redirect", (Arg.CTX, Arg.ANY, Arg.ANY), program_types=_TC),
    Helper(18, "skb_vlan_push", (Arg.CTX, Arg.ANY, Arg.ANY), program_types=_TC, moves_packet=True),
    Helper(19, "skb_vlan_pop", (Arg.CTX,), program_types=_TC, moves_packet=True),
    Helper(
        23,
        "redirect",
        (Arg.ANY, Arg.ANY),
        program_types=_TC | _XDP | {ProgramType.LWT_XMIT},
    ),
    Helper(
        28,
        "csum_diff",
        (Arg.MEM_READ, Arg.SIZE, Arg.MEM_READ, Arg.SIZE, Arg.ANY),
        program_types=_TC | _XDP | _LWT | _FLAT,
    ),
    Helper(32, "skb_change_type", (Arg.CTX, Arg.ANY), program_types=_TC),
    Helper(34, "get_hash_recalc", (Arg.CTX,), program_types=_TC),
    Helper(
        38, "skb_change_tail", (Arg.CTX, Arg.ANY, Arg.ANY), program_types=_TC, moves_packet=True
    ),
    Helper(
        39,
        "skb_pull_data",
        (Arg.CTX, Arg.ANY),
        program_types=_TC | _LWT | {ProgramType.SK_SKB},
        moves_packet=True,
    ),
    Helper(40, "csum_update", (Arg.CTX, Arg.ANY), program_types=_TC),
    Helper(41, "set_hash_invalid", (Arg.CTX,), program_types=_TC),
    Helper(42, "get_numa_node_id"),
    Helper(
        43, "skb_change_head", (Arg.CTX, Arg.ANY, Arg.ANY), program_types=_TC, moves_packet=True
    ),
    Helper(44, "xdp_adjust_head", (Arg.CTX, Arg.ANY), program_types=_XDP, moves_packet=True),
    Helper(48, "set_hash", (Arg.CTX, Arg.ANY), program_types=_TC),
    Helper(
        50,
        "skb_adjust_room",
        (Arg.CTX, Arg.ANY, Arg.ANY, Arg.ANY),
        program_types=_TC,
        moves_packet=True,
    ),
    Helper(
        51,
        "redirect_map",
        (Arg.MAP, Arg.ANY, Arg.ANY),
        program_types=_XDP,
        map_types=_TARGETS,
    ),
    Helper(54, "xdp_adjust_meta", (Arg.CTX, Arg.ANY), program_types=_XDP, moves_packet=True),
    Helper(65, "xdp_adjust_tail", (Arg.CTX, Arg.ANY), program_types=_XDP, moves_packet=True),
    Helper(
        68,
        "skb_load_bytes_relative",
        (Arg.CTX, Arg.ANY, Arg.MEM_WRITE, Arg.SIZE, Arg.ANY),
        program_types=_SKB,
    ),
    Helper(80, "get_current_cgroup_id"),
    Helper(93, "spin_lock", (Arg.SPIN_LOCK,)),
    Helper(94, "spin_unlock", (Arg.SPIN_LOCK,)),
    Helper(105, "strtol", _STRTO),
    Helper(106, "strtoul", _STRTO),
    Helper(118, "jiffies64"),
    Helper(134, "ringbuf_query", (Arg.MAP, Arg.ANY), map_types=_RINGBUF),
    Helper(160, "ktime_get_coarse_ns"),
    Helper(165, "snprintf", (Arg.MEM_WRITE, Arg.SIZE, Arg.CONST_STR, Arg.MEM_READ, Arg.SIZE)),
    Helper(169, "timer_init", (Arg.TIMER, Arg.MAP, Arg.ANY), map_types=_TIMED),
    Helper(170, "timer_set_callback", (Arg.TIMER, Arg.FUNC), calls_later=True),
    Helper(171, "timer_start", (Arg.TIMER, Arg.ANY, Arg.ANY)),
    Helper(172, "timer_cancel", (Arg.TIMER,)),
    Helper(173, "get_func_ip", (Arg.CTX,), program_types=_TRACED),
    Helper(174, "get_attach_cookie", (Arg.CTX,), program_types=_TRACED | _EVENTS),
    Helper(177, "trace_vprintk", (Arg.MEM_READ, Arg.SIZE, Arg.MEM_READ, Arg.SIZE)),
    Helper(182, "strncmp", (Arg.MEM_READ, Arg.SIZE, Arg.CONST_STR)),
    Helper(188, "xdp_get_buff_len", (Arg.CTX,), program_types=_XDP),
    Helper(
        189,
        "xdp_load_bytes",
        (Arg.CTX, Arg.ANY, Arg.MEM_WRITE, Arg.SIZE),
        program_types=_XDP,
    ),
    Helper(
        190,
        "xdp_store_bytes",
        (Arg.CTX, Arg.ANY, Arg.MEM_READ, Arg.SIZE),
        program_types=_XDP,
    ),
    Helper(197, "dynptr_from_mem", (Arg.MEM_WRITE, Arg.SIZE, Arg.ANY, Arg.DYNPTR_OUT)),
    Helper(
        198,
        "ringbuf_reserve_dynptr",
        (Arg.MAP, Arg.ANY, Arg.ANY, Arg.DYNPTR_OUT),
        map_types=_RINGBUF,
        writes_map=True,
        reserves=True,
    ),
    Helper(199, "ringbuf_submit_dynptr", (Arg.DYNPTR_RECORD, Arg.ANY)),
    Helper(200, "ringbuf_discard_dynptr", (Arg.DYNPTR_RECORD, Arg.ANY)),
    Helper(201, "dynptr_read", (Arg.MEM_WRITE, Arg.SIZE, Arg.DYNPTR, Arg.ANY, Arg.ANY)),
    Helper(202, "dynptr_write", (Arg.DYNPTR, Arg.ANY, Arg.MEM_READ, Arg.SIZE, Arg.ANY)),
    Helper(203, "dynptr_data", (Arg.DYNPTR, Arg.ANY, Arg.ANY)),
    Helper(208, "ktime_get_tai_ns"),
)

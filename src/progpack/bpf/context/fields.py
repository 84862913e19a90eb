"""Layouts of contexts by program type: fields, what programs may write, what the kernel allows.

The structures are those of ``include/uapi/linux/bpf.h``; who may read and write what is said by the
``*_is_valid_access()`` functions of ``net/core/filter.c``, ``kernel/bpf/cgroup.c`` and
``kernel/trace/bpf_trace.c`` (Linux 6.18). `ContextLayout.allows` is compared with the running
kernel by the tests, field by field.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, Literal, TypeAlias

from progpack.arch.lookup import machine_name, native
from progpack.arch.native import Registers
from progpack.bpf.spec import ProgramType
from progpack.errors import MissingFeatureError, UnknownNameError
from progpack.records import dataclass, field, replace

__all__ = [
    "ADDRESSES",
    "FLOW_KEYS",
    "NO_END",
    "ByteOrder",
    "ContextLayout",
    "Field",
    "fields",
    "layout",
]

ByteOrder: TypeAlias = Literal["little", "big"]

#: Fields of 32 bits that the kernel replaces by addresses.
ADDRESSES: Final = frozenset({"data", "data_end", "data_meta"})
#: Fields of 64 bits that hold addresses, of this process or of the kernel.
_POINTERS: Final = frozenset(
    {"flow_keys", "sk", "migrating_sk", "state", "skb", "skb_data", "skb_data_end", "optval"}
    | {"optval_end"}
)
_POINTER: Final = 8
#: The end of a range of bytes that has none.
NO_END: Final = 1 << 32


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a context: ``size`` bytes at ``offset``."""

    name: str
    offset: int
    size: int

    @property
    def holds_address(self) -> bool:
        """Whether it is the place of something, which no two backends share."""
        return self.name in ADDRESSES or (self.size == _POINTER and self.name in _POINTERS)


#: The place of the packet, which ``bpf_dynptr_from_skb()`` of data/bpf/kfuncs.bpf.c reads.
_OF_KFUNCS: Final = frozenset({"data", "data_end"})


@dataclass(frozen=True, slots=True)
class ContextLayout:
    """The layout of the context of a program type.

    Attributes:
        name: C name of its type, for messages.
        size: bytes; 0 when what the caller gives decides it.
        fields: its fields in order; empty where there is no fixed layout.
        writable: byte ranges [start, end) that programs may write, merged and in order. A store
            must lie within one of them.
        whole: whether all of it may be written, whatever its size (FLAT).
        packet: whether the program has a packet.
        packet_writable: whether it may write the packet.
        from_network: whether its packet begins at the network header (see
            `progpack.bpf.context.link_header`).
        args: whether the context is an array of 64-bit arguments.
        hidden: fields that the kernel lets no program of this type read.
        exact: fields that it lets be read only whole.
        from_start: fields of which it lets a part be read, but only the first bytes.
        accepted: (offset, size) of accesses that it lets through although they fit no field.
        refused: (offset, size) of accesses that it refuses although they do.
        together: fields that it takes for one range of bytes (``cb``).
        block: the field that points to bytes of the caller, which lie behind the structure.
        aliases: other names of fields, such as ``parm1`` for a register.
        attached: fields that only programs of these attach types (``enum bpf_attach_type``) may
            access.
        written_by: the same for writing.
        reserved: bytes at the beginning that no program may access.
        step: accesses begin at multiples of this, where there are no fields.
        most: bytes that may be accessed where there are no fields; 0: this is not known.
        readable: byte ranges [start, end) that may be read at run time, merged and in order; all
            where there is no structure. What lies behind one is the caller's: the last has no end.
            They hold what our functions that stand for the kernel's read, which programs may not.
        given_back: fields that ``BPF_PROG_TEST_RUN`` tells as a program left them, besides those
            that no program changes; None: the kernel tells all.
        retval_at: where it has what its caller is told (``bpf_set_retval``); 0: elsewhere.
    """

    name: str
    size: int = 0
    fields: tuple[Field, ...] = ()
    writable: tuple[tuple[int, int], ...] = ()
    whole: bool = False
    packet: bool = False
    packet_writable: bool = False
    from_network: bool = False
    args: bool = False
    hidden: frozenset[str] = frozenset()
    exact: frozenset[str] = frozenset()
    from_start: frozenset[str] = frozenset()
    accepted: frozenset[tuple[int, int]] = frozenset()
    refused: frozenset[tuple[int, int]] = frozenset()
    together: frozenset[str] = frozenset()
    block: str = ""
    aliases: tuple[tuple[str, str], ...] = ()
    attached: tuple[tuple[str, frozenset[int]], ...] = ()
    written_by: tuple[tuple[str, frozenset[int]], ...] = ()
    reserved: int = 0
    step: int = 1
    most: int = 0
    given_back: frozenset[str] | None = None
    readable: tuple[tuple[int, int], ...] = field(init=False)
    retval_at: int = field(init=False)

    def __post_init__(self) -> None:
        hidden = self.hidden - _OF_KFUNCS
        shown = " ".join(field.name for field in self.fields if field.name not in hidden)
        ranges = _merged([*_ranges(self.fields, shown), (self.size, NO_END)])
        object.__setattr__(self, "readable", ranges if self.size else ((0, NO_END),))
        retval = [field.offset for field in self.fields if field.name == "retval"]
        object.__setattr__(self, "retval_at", retval[0] if retval else 0)

    def comparable(self, told: Collection[Field]) -> tuple[Field, ...]:
        """The fields that two backends have alike after a run.

        Addresses are left out, and registers (a layout without a size), which no program writes and
        which may have addresses of the caller's bytes.

        Args:
            told: the fields that both backends tell.
        """
        named = [field for field in self.fields if field in told and not field.holds_address]
        return tuple(named) if self.size else ()

    def field_at(self, offset: int) -> Field | None:
        """The field that holds byte ``offset``, or None."""
        for candidate in self.fields:
            if candidate.offset <= offset < candidate.offset + candidate.size:
                return candidate
        return None

    def field(self, name: str) -> Field:
        """The field of this name.

        Raises:
            UsageError: there is none; lists those there are.
        """
        real = dict(self.aliases).get(name, name)
        for candidate in self.fields:
            if candidate.name == real:
                return candidate
        known = [field.name for field in self.fields] + [candidate for candidate, _ in self.aliases]
        raise UnknownNameError(f"{self.name} has no field", name, known)

    def may_write(self, offset: int, size: int) -> bool:
        """Whether a program may store ``size`` bytes at ``offset`` of a context of this layout."""
        return self.whole or any(
            start <= offset and offset + size <= end for start, end in self.writable
        )

    @property
    def all_readable(self) -> bool:
        """Whether programs may read every byte."""
        return self.readable == ((0, NO_END),)

    def may_read(self, offset: int, size: int) -> bool:
        """Whether a program may load ``size`` bytes at ``offset``, whatever fields they are of."""
        return any(start <= offset and offset + size <= end for start, end in self.readable)

    def allows(
        self,
        offset: int,
        size: int,
        *,
        write: bool = False,
        extend: bool = False,
        attach_type: int | None = None,
    ) -> bool:
        """Whether the kernel's verifier lets programs access the context so.

        Args:
            offset: offset of the access, in bytes from where r1 points to at the start.
            size: 1, 2, 4 or 8.
            write: for a store.
            extend: for a load that extends the sign, as none of an address may.
            attach_type: what the program is made for (``enum bpf_attach_type``); when it is not
                known, what programs of any attach type may do is allowed.
        """
        if not self.size:
            return self._allows_unnamed(offset, size, write=write)
        field = self.field_at(offset)
        if field is None or offset % size or offset + size > self.size:
            return False
        if write and not self.may_write(offset, size):
            return False
        if extend and field.name in ADDRESSES:
            return False
        if not self.is_for(field, attach_type, write=write):
            return False
        if (offset, size) in self.accepted:
            return True
        if (offset, size) in self.refused or (field.name in self.hidden and not write):
            return False
        if field.name in self.together:
            ends = (
                other.offset + other.size for other in self.fields if other.name in self.together
            )
            return offset + size <= max(ends)
        if write or field.name in self.exact:
            return offset == field.offset and size == field.size
        if field.name in self.from_start and offset != field.offset:
            return False
        return offset + size <= field.offset + field.size

    def is_for(self, field: Field, attach_type: int | None, *, write: bool) -> bool:
        """Whether programs of an attach type may access a field; True when it is not known."""
        if attach_type is None:
            return True
        attach_types = dict(self.attached).get(field.name)
        if attach_types is not None and attach_type not in attach_types:
            return False
        attach_types = dict(self.written_by).get(field.name)
        return not write or attach_types is None or attach_type in attach_types

    def _allows_unnamed(self, offset: int, size: int, *, write: bool) -> bool:
        """The rules where there is no structure, or one of registers."""
        if self.whole:
            return True
        end = self.most or sum(field.size for field in self.fields) or NO_END
        if offset < self.reserved or offset + size > end or offset % size or offset % self.step:
            return False
        field = self.field_at(offset)
        if field is not None and field.name in self.exact and size != field.size:
            return False
        return not write or self.may_write(offset, size)


def fields(text: str) -> tuple[Field, ...]:
    """Fields from ``name:size`` words, 4 bytes without a size, each aligned to its size."""
    result = []
    offset = 0
    for word in text.split():
        name, _, width = word.partition(":")
        size = int(width or 4)
        offset = -(-offset // size) * size
        result.append(Field(name, offset, size))
        offset += size
    return tuple(result)


def _ranges(held: Sequence[Field], names: str) -> tuple[tuple[int, int], ...]:
    """Byte ranges of the named fields, neighbours merged."""
    wanted = names.split()
    return _merged(
        [(field.offset, field.offset + field.size) for field in held if field.name in wanted]
    )


def _merged(ranges: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Ranges of bytes in order, neighbours made one."""
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if merged and merged[-1][1] == start:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(merged)


def _ip6(name: str) -> str:
    return " ".join(f"{name}_{index}" for index in range(4))


_CB = "cb0 cb1 cb2 cb3 cb4"
_ADDRESSES = (
    f"family remote_ip4 local_ip4 {_ip6('remote_ip6')} {_ip6('local_ip6')} remote_port local_port"
)
_XDP_FIELDS = fields(
    "data data_end data_meta ingress_ifindex rx_queue_index egress_ifindex"  # 24 bytes
)
# The gaps are the kernel's: flow_keys and sk are 8-byte pointers, tstamp_type is one byte.
_SKB_FIELDS = fields(
    "len pkt_type mark queue_mapping protocol vlan_present vlan_tci vlan_proto priority "
    f"ingress_ifindex ifindex tc_index {_CB} hash tc_classid data data_end napi_id "
    f"{_ADDRESSES} data_meta flow_keys:8 tstamp:8 wire_len gso_segs sk:8 gso_size tstamp_type:1 "
    "hwtstamp:8"  # 192 bytes
)
_SKB_EXACT = frozenset(
    f"data data_end data_meta remote_ip4 local_ip4 {_ip6('remote_ip6')} {_ip6('local_ip6')} "
    "tstamp sk tstamp_type hwtstamp".split()
)
#: ``struct bpf_flow_keys``: what a flow dissector finds out.
FLOW_KEYS: Final = fields(
    "nhoff:2 thoff:2 addr_proto:2 is_frag:1 is_first_frag:1 is_encap:1 ip_proto:1 n_proto:2 "
    "sport:2 dport:2 ipv4_src ipv4_dst ipv6_src_2 ipv6_src_3 ipv6_dst_0 ipv6_dst_1 ipv6_dst_2 "
    "ipv6_dst_3 flags flow_label"  # 56 bytes
)


#: What ``convert_skb_to___skb()`` of ``net/bpf/test_run.c`` (Linux 6.18) puts into the context that
#: it gives back. ``len`` is that of the packet that it gives back.
_SKB_GIVEN_BACK: Final = frozenset(
    f"len mark priority ingress_ifindex ifindex tstamp wire_len gso_segs hwtstamp {_CB}".split()
)


def _skb(
    writable: str,
    hidden: str,
    *,
    packet_writable: bool = False,
    from_network: bool = False,
    block: str = "",
) -> ContextLayout:
    ranges = _ranges(_SKB_FIELDS, writable)
    if block:
        ranges = (*ranges, (192, 192 + 56))
    return ContextLayout(
        "struct __sk_buff",
        192,
        _SKB_FIELDS,
        ranges,
        packet=True,
        packet_writable=packet_writable,
        from_network=from_network,
        hidden=frozenset(hidden.split()),
        exact=_SKB_EXACT,
        together=frozenset(_CB.split()) - frozenset(hidden.split()),
        block=block,
        given_back=_SKB_GIVEN_BACK,
    )


_TC = _skb(
    f"mark queue_mapping priority tc_index {_CB} tc_classid tstamp",
    f"{_ADDRESSES} flow_keys",
    packet_writable=True,
)
_LWT_HIDDEN = f"tc_classid {_ADDRESSES} data_meta tstamp wire_len hwtstamp flow_keys tstamp_type"
_LWT = _skb(f"mark priority {_CB}", _LWT_HIDDEN, from_network=True)
_ARGS = ContextLayout("u64 arguments", args=True, most=12 * 8)  # MAX_BPF_FUNC_ARGS
# btf_ctx_access() in kernel/bpf/btf.c.
_TYPED_ARGS = replace(_ARGS, step=8)

_SOCK_ADDR_FIELDS = fields(
    f"user_family user_ip4 {_ip6('user_ip6')} user_port family type protocol msg_src_ip4 "
    f"{_ip6('msg_src_ip6')} sk:8"  # 72 bytes
)
_SOCK_FIELDS = fields(
    f"bound_dev_if family type protocol mark priority src_ip4 {_ip6('src_ip6')} src_port "
    f"dst_port:2 dst_ip4 {_ip6('dst_ip6')} state rx_queue_mapping"  # 80 bytes
)
_SOCK_OPS_FIELDS = fields(
    "op args0 args1 args2 args3 "
    f"family remote_ip4 local_ip4 {_ip6('remote_ip6')} {_ip6('local_ip6')} remote_port local_port "
    "is_fullsock snd_cwnd srtt_us bpf_sock_ops_cb_flags state rtt_min snd_ssthresh rcv_nxt snd_nxt "
    "snd_una mss_cache ecn_flags rate_delivered rate_interval_us packets_out retrans_out "
    "total_retrans segs_in data_segs_in segs_out data_segs_out lost_out sacked_out sk_txhash "
    "bytes_received:8 bytes_acked:8 sk:8 skb_data:8 skb_data_end:8 skb_len skb_tcp_flags "
    "skb_hwtstamp:8"  # 224 bytes
)
_SK_MSG_FIELDS = fields(
    f"data:8 data_end:8 family remote_ip4 local_ip4 {_ip6('remote_ip6')} {_ip6('local_ip6')} "
    "remote_port local_port size sk:8"  # 80 bytes
)
_NETFILTER_FIELDS = fields("state:8 skb:8")
_SOCKOPT_FIELDS = fields("sk:8 optval:8 optval_end:8 level optname optlen retval")
_LOOKUP_FIELDS = fields(
    f"sk:8 family protocol remote_ip4 {_ip6('remote_ip6')} remote_port:2 remote_port_pad:2 "
    f"local_ip4 {_ip6('local_ip6')} local_port ingress_ifindex"  # 72 bytes
)
_REUSEPORT_FIELDS = fields(
    "data:8 data_end:8 len eth_protocol ip_protocol bind_inany hash sk:8 migrating_sk:8"  # 56
)
# ``enum bpf_attach_type``.
_XDP_DEVMAP = 33
_SENDMSG4, _SENDMSG6 = 14, 15
#: bind, connect, sendmsg, recvmsg, getpeername and getsockname.
_ADDRESS4 = frozenset({8, 10, _SENDMSG4, 19, 29, 31})
_ADDRESS6 = frozenset({9, 11, _SENDMSG6, 20, 30, 32})
_SOCK_OPEN = frozenset({2, 34})
_POST_BIND4, _POST_BIND6 = 12, 13
_GETSOCKOPT, _SETSOCKOPT = 21, 22
#: Most bytes of an option's value that are writable; the kernel gives programs a page.
_OPTVAL = 4096


def _registers(held: Registers, more: str = "") -> tuple[Field, ...]:
    return fields(" ".join(f"{name}:8" for name in [*held.names, *more.split()]))


def _probe(name: str, more: str = "") -> ContextLayout:
    # By name: a 32-bit Python sees the registers of its 64-bit kernel.
    machine = native(machine_name())
    if machine is None or machine.registers is None:
        return ContextLayout(name)
    names = machine.registers
    return ContextLayout(name, fields=_registers(names, more), aliases=names.aliases)


_EVENT = _probe("struct bpf_perf_event_data", "sample_period addr")
_LAYOUTS: Final = {
    ProgramType.FLAT: ContextLayout("memory", whole=True),
    ProgramType.SYSCALL: ContextLayout("memory of the caller", whole=True),
    ProgramType.XDP: ContextLayout(
        "struct xdp_md",
        24,
        _XDP_FIELDS,
        packet=True,
        packet_writable=True,
        exact=frozenset(field.name for field in _XDP_FIELDS),
        attached=(("egress_ifindex", frozenset({_XDP_DEVMAP})),),
    ),
    ProgramType.SOCKET_FILTER: _skb(
        _CB,
        f"tc_classid data data_end data_meta {_ADDRESSES} tstamp wire_len hwtstamp flow_keys "
        "tstamp_type",
    ),
    ProgramType.CGROUP_SKB: _skb(
        f"mark priority {_CB} tstamp",
        "tc_classid data_meta wire_len flow_keys tstamp_type",
        from_network=True,
    ),
    ProgramType.SCHED_CLS: _TC,
    ProgramType.SCHED_ACT: _TC,
    ProgramType.LWT_IN: _LWT,
    ProgramType.LWT_OUT: _LWT,
    ProgramType.LWT_XMIT: replace(_LWT, packet_writable=True),
    ProgramType.FLOW_DISSECTOR: ContextLayout(
        "struct __sk_buff",
        192,
        _SKB_FIELDS,
        ((192, 192 + 56),),
        packet=True,
        hidden=frozenset(field.name for field in _SKB_FIELDS) - {"data", "data_end", "flow_keys"},
        exact=frozenset({"data", "data_end", "flow_keys"}),
        block="flow_keys",
    ),
    ProgramType.LWT_SEG6LOCAL: _LWT,
    ProgramType.SK_SKB: _skb(
        "priority tc_index",
        "mark tc_classid data_meta tstamp wire_len hwtstamp flow_keys tstamp_type",
        packet_writable=True,
    ),
    ProgramType.SK_MSG: ContextLayout(
        "struct sk_msg_md",
        80,
        _SK_MSG_FIELDS,
        packet=True,
        packet_writable=True,
        exact=frozenset(field.name for field in _SK_MSG_FIELDS),
    ),
    ProgramType.SOCK_OPS: ContextLayout(
        "struct bpf_sock_ops",
        224,
        _SOCK_OPS_FIELDS,
        _ranges(_SOCK_OPS_FIELDS, "args0 sk_txhash"),
        exact=frozenset(field.name for field in _SOCK_OPS_FIELDS) - {"skb_tcp_flags"},
        from_start=frozenset({"skb_tcp_flags"}),
        aliases=(("reply", "args0"), *((f"replylong{n}", f"args{n}") for n in range(4))),
    ),
    ProgramType.NETFILTER: ContextLayout(
        "struct bpf_nf_ctx",
        16,
        _NETFILTER_FIELDS,
        exact=frozenset({"state", "skb"}),
    ),
    ProgramType.LIRC_MODE2: ContextLayout(
        "a sample", 4, fields("sample"), exact=frozenset({"sample"})
    ),
    ProgramType.SK_LOOKUP: ContextLayout(
        "struct bpf_sk_lookup",
        72,
        _LOOKUP_FIELDS,
        exact=frozenset({"sk"}),
        # It had 32 bits before Linux 5.17.
        accepted=frozenset({(36, 4)}),
    ),
    ProgramType.SK_REUSEPORT: ContextLayout(
        "struct sk_reuseport_md",
        56,
        _REUSEPORT_FIELDS,
        packet=True,
        exact=frozenset({"data", "data_end", "hash", "sk", "migrating_sk"}),
        # Of eth_protocol two bytes are real, and no less is read.
        refused=frozenset((offset, 1) for offset in range(20, 24)),
    ),
    ProgramType.CGROUP_SOCK_ADDR: ContextLayout(
        "struct bpf_sock_addr",
        72,
        _SOCK_ADDR_FIELDS,
        _ranges(
            _SOCK_ADDR_FIELDS,
            f"user_ip4 {_ip6('user_ip6')} user_port msg_src_ip4 {_ip6('msg_src_ip6')}",
        ),
        exact=frozenset({"user_family", "family", "type", "protocol", "sk"}),
        # Two words of an IPv6 address at once.
        accepted=frozenset({(8, 8), (16, 8), (48, 8)}),
        attached=(
            ("user_ip4", _ADDRESS4),
            *((f"user_ip6_{word}", _ADDRESS6) for word in range(4)),
            ("msg_src_ip4", frozenset({_SENDMSG4})),
            *((f"msg_src_ip6_{word}", frozenset({_SENDMSG6})) for word in range(4)),
        ),
    ),
    ProgramType.CGROUP_SOCK: ContextLayout(
        "struct bpf_sock",
        80,
        _SOCK_FIELDS,
        _ranges(_SOCK_FIELDS, "bound_dev_if mark priority"),
        exact=frozenset({"bound_dev_if", "mark", "priority"}),
        from_start=frozenset(
            ("family", "type", "protocol", "src_port", "state", "rx_queue_mapping")
        ),
        # dst_port had 32 bits before Linux 5.17.
        accepted=frozenset({(48, 4)}),
        attached=(
            *((name, _SOCK_OPEN) for name in ("bound_dev_if", "mark", "priority")),
            ("src_ip4", frozenset({_POST_BIND4})),
            *((f"src_ip6_{word}", frozenset({_POST_BIND6})) for word in range(4)),
            ("src_port", frozenset({_POST_BIND4, _POST_BIND6})),
        ),
    ),
    ProgramType.CGROUP_SOCKOPT: ContextLayout(
        "struct bpf_sockopt",
        40,
        _SOCKOPT_FIELDS,
        (*_ranges(_SOCKOPT_FIELDS, "level optname optlen retval"), (40, 40 + _OPTVAL)),
        exact=frozenset(field.name for field in _SOCKOPT_FIELDS),
        block="optval",
        attached=(("retval", frozenset({_GETSOCKOPT})),),
        written_by=(("level", frozenset({_SETSOCKOPT})), ("optname", frozenset({_SETSOCKOPT}))),
    ),
    ProgramType.CGROUP_DEVICE: ContextLayout(
        "struct bpf_cgroup_dev_ctx",
        12,
        fields("access_type major minor"),
        exact=frozenset({"major", "minor"}),
    ),
    ProgramType.CGROUP_SYSCTL: ContextLayout(
        "struct bpf_sysctl", 8, fields("write file_pos"), ((4, 8),)
    ),
    ProgramType.TRACING: _TYPED_ARGS,
    ProgramType.LSM: _TYPED_ARGS,
    ProgramType.RAW_TRACEPOINT: _ARGS,
    ProgramType.RAW_TRACEPOINT_WRITABLE: _ARGS,
    # The kernel keeps a pointer of its own in the first 8 bytes. It lets programs read in front of
    # them too (tp_prog_is_valid_access() compares a negative int with a size_t); here they may not.
    ProgramType.TRACEPOINT: ContextLayout("trace event record", reserved=8, most=8192),
    ProgramType.KPROBE: _probe("struct pt_regs"),
    ProgramType.PERF_EVENT: replace(
        _EVENT, exact=frozenset(field.name for field in _EVENT.fields[:-2])
    ),
}


def layout(program_type: ProgramType) -> ContextLayout:
    """Return the layout of the context of ``program_type``.

    Raises:
        MissingFeatureError: programs of this type cannot run without a kernel.
    """
    known_layout = _LAYOUTS.get(program_type)
    if known_layout is None:
        raise MissingFeatureError(
            f"{program_type.name} programs cannot run here; types that can: "
            + ", ".join(kind.name for kind in _LAYOUTS)
        )
    return known_layout

"""What r1 points to when a program starts, by program type, and what its return value means.

`layout` says how a type's context looks and which of its bytes may be written; `build` makes the
bytes for a packet, for arguments, or from what the caller gives. Both know no address space: the
interpreter and the compiled code bring their own and pass the addresses in.

Layouts are ``struct xdp_md`` and ``struct __sk_buff`` of ``include/uapi/linux/bpf.h``; what may be
written is ``tc_cls_act_is_valid_access()``, ``sk_filter_is_valid_access()`` and
``cg_skb_is_valid_access()`` of ``net/core/filter.c`` (Linux 6.18). The
interface is the loopback, as in ``BPF_PROG_TEST_RUN`` (``net/bpf/test_run.c``). That test run
differs otherwise: it gives no ``wire_len``, derives ``pkt_type`` from the destination address and
``protocol`` from a length below 0x600, and takes the Ethernet header away from socket filters.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from progpack.bpf.spec import ProgramType
from progpack.errors import MissingFeatureError, UsageError

__all__ = [
    "TC_ACTIONS",
    "XDP_ACTIONS",
    "ByteOrder",
    "ContextLayout",
    "Field",
    "RunArg",
    "RunContext",
    "build",
    "layout",
    "verdict",
]

ByteOrder: TypeAlias = Literal["little", "big"]
#: One argument of a tracing program: a number, or bytes that it gets the address of.
RunArg: TypeAlias = int | bytes | bytearray | memoryview
#: A context given by the caller: its bytes, or values for some of its fields by name.
RunContext: TypeAlias = bytes | bytearray | memoryview | Mapping[str, int]

#: Names of what an XDP program returns, by number (``enum xdp_action``).
XDP_ACTIONS: Final = ("XDP_ABORTED", "XDP_DROP", "XDP_PASS", "XDP_TX", "XDP_REDIRECT")
#: Names of what a tc program returns, by number (``include/uapi/linux/pkt_cls.h``).
TC_ACTIONS: Final = {
    -1: "TC_ACT_UNSPEC",
    0: "TC_ACT_OK",
    1: "TC_ACT_RECLASSIFY",
    2: "TC_ACT_SHOT",
    3: "TC_ACT_PIPE",
    4: "TC_ACT_STOLEN",
    5: "TC_ACT_QUEUED",
    6: "TC_ACT_REPEAT",
    7: "TC_ACT_REDIRECT",
    8: "TC_ACT_TRAP",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a context: ``size`` bytes at ``offset``."""

    name: str
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class ContextLayout:
    """How the context of a program type looks.

    Attributes:
        name: C name of its type, for messages.
        size: bytes; 0 when what the caller gives decides it.
        fields: its fields in order; empty where there is no fixed layout.
        writable: byte ranges [start, end) that programs may write, merged and in order. A store
            must lie within one of them.
        whole: whether all of it may be written, whatever its size (FLAT).
        packet: whether the program has a packet.
        packet_writable: whether it may write the packet.
        args: whether the context is an array of 64-bit arguments.
    """

    name: str
    size: int = 0
    fields: tuple[Field, ...] = ()
    writable: tuple[tuple[int, int], ...] = ()
    whole: bool = False
    packet: bool = False
    packet_writable: bool = False
    args: bool = False

    def field_at(self, offset: int) -> Field | None:
        """The field that holds byte ``offset``, or None."""
        for field in self.fields:
            if field.offset <= offset < field.offset + field.size:
                return field
        return None

    def field(self, name: str) -> Field:
        """The field of this name.

        Raises:
            UsageError: there is none; lists those there are.
        """
        for field in self.fields:
            if field.name == name:
                return field
        known = ", ".join(field.name for field in self.fields) or "none"
        raise UsageError(f"{self.name} has no field {name!r}; it has: {known}")

    def may_write(self, offset: int, size: int) -> bool:
        """Whether a program may store ``size`` bytes at ``offset`` of a context of this layout."""
        return self.whole or any(
            start <= offset and offset + size <= end for start, end in self.writable
        )


def _fields(text: str) -> tuple[Field, ...]:
    """Fields from ``name:size`` words, each aligned to its size."""
    fields = []
    offset = 0
    for word in text.split():
        name, _, width = word.partition(":")
        size = int(width or 4)
        offset = -(-offset // size) * size
        fields.append(Field(name, offset, size))
        offset += size
    return tuple(fields)


def _ranges(fields: Sequence[Field], names: str) -> tuple[tuple[int, int], ...]:
    """Byte ranges of the named fields, neighbours merged."""
    wanted = names.split()
    ranges: list[tuple[int, int]] = []
    for field in fields:
        if field.name not in wanted:
            continue
        end = field.offset + field.size
        if ranges and ranges[-1][1] == field.offset:
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((field.offset, end))
    return tuple(ranges)


_XDP_FIELDS = _fields(
    "data data_end data_meta ingress_ifindex rx_queue_index egress_ifindex"  # 24 bytes
)
# The gaps are the kernel's: flow_keys and sk are 8-byte pointers, tstamp_type is one byte.
_SKB_FIELDS = _fields(
    "len pkt_type mark queue_mapping protocol vlan_present vlan_tci vlan_proto priority "
    "ingress_ifindex ifindex tc_index cb0 cb1 cb2 cb3 cb4 hash tc_classid data data_end napi_id "
    "family remote_ip4 local_ip4 remote_ip6_0 remote_ip6_1 remote_ip6_2 remote_ip6_3 "
    "local_ip6_0 local_ip6_1 local_ip6_2 local_ip6_3 remote_port local_port data_meta "
    "flow_keys:8 tstamp:8 wire_len gso_segs sk:8 gso_size tstamp_type:1 hwtstamp:8"  # 192 bytes
)
_CB = "cb0 cb1 cb2 cb3 cb4"


def _skb(writable: str, *, packet_writable: bool = False) -> ContextLayout:
    return ContextLayout(
        "struct __sk_buff",
        192,
        _SKB_FIELDS,
        _ranges(_SKB_FIELDS, writable),
        packet=True,
        packet_writable=packet_writable,
    )


_TC = _skb(f"mark queue_mapping priority tc_index {_CB} tc_classid tstamp", packet_writable=True)
_ARGS = ContextLayout("u64 arguments", args=True)

_LAYOUTS: Final = {
    ProgramType.FLAT: ContextLayout("memory", whole=True),
    ProgramType.XDP: ContextLayout(
        "struct xdp_md", 24, _XDP_FIELDS, packet=True, packet_writable=True
    ),
    ProgramType.SOCKET_FILTER: _skb(_CB),
    ProgramType.CGROUP_SKB: _skb(f"mark priority {_CB} tstamp"),
    ProgramType.SCHED_CLS: _TC,
    ProgramType.SCHED_ACT: _TC,
    ProgramType.TRACING: _ARGS,
    ProgramType.LSM: _ARGS,
    ProgramType.RAW_TRACEPOINT: _ARGS,
    ProgramType.TRACEPOINT: ContextLayout("trace event record"),
    ProgramType.KPROBE: ContextLayout("struct pt_regs"),
    ProgramType.PERF_EVENT: ContextLayout("struct bpf_perf_event_data"),
}

_LOOPBACK_IFINDEX: Final = 1
_ETHERTYPE: Final = slice(12, 14)
_ETHERTYPE_OF_IP: Final = {4: 0x0800, 6: 0x86DD}
# What `build` works out itself, so that a caller cannot contradict the packet.
_DERIVED: Final = frozenset({"data", "data_end", "data_meta", "len"})


def layout(program_type: ProgramType) -> ContextLayout:
    """How the context of ``program_type`` looks.

    Raises:
        MissingFeatureError: programs of this type cannot run without a kernel.
    """
    found = _LAYOUTS.get(program_type)
    if found is None:
        raise MissingFeatureError(
            f"{program_type.name} programs cannot run here; types that can: "
            + ", ".join(kind.name for kind in _LAYOUTS)
        )
    return found


def build(
    program_type: ProgramType,
    *,
    packet: bytes | bytearray | memoryview = b"",
    data: int = 0,
    context: RunContext | None = None,
    args: Sequence[RunArg] | None = None,
    place: Callable[[bytes], int] | None = None,
    byteorder: ByteOrder = "little",
) -> bytes:
    """The bytes that r1 points to.

    Args:
        program_type: type of the program.
        packet: the packet, for types that have one; for FLAT the memory (unless ``context`` is).
        data: address of the packet's first byte, below 4 GiB less the packet's length.
        context: values for fields by name ({"ingress_ifindex": 3}), or the bytes. The packet's
            addresses and length are put in whatever the bytes say.
        args: arguments of a tracing program. Bytes are handed to ``place`` and become an address.
        place: puts bytes into memory that the program may read and returns their address.
        byteorder: of the program.

    Returns:
        The context. Empty for FLAT without memory.

    Raises:
        MissingFeatureError: this type cannot run here.
        UsageError: an input that the type does not have, or a field that does not exist or whose
            value does not fit.
    """
    kind = layout(program_type)
    _refuse_unused(program_type, kind, packet, context, args)
    if kind.packet:
        return _packet_context(program_type, kind, bytes(packet), data, context, byteorder)
    if args is not None:
        return _args_context(args, place, byteorder)
    if context is None:
        return bytes(packet)
    if isinstance(context, Mapping):
        raise UsageError(f"the {kind.name} of {program_type.name} programs is given as bytes")
    return bytes(context)


def verdict(program_type: ProgramType, r0: int) -> str:
    """What a program's return value means to the kernel, in a word or two.

    Args:
        program_type: type of the program.
        r0: the register, 64 bits unsigned; types that return an int use its low half.
    """
    low = r0 & 0xFFFFFFFF
    signed = (low ^ 0x80000000) - 0x80000000
    if program_type is ProgramType.XDP:
        return XDP_ACTIONS[low] if low < len(XDP_ACTIONS) else f"XDP_ABORTED (unknown {low})"
    if program_type in (ProgramType.SCHED_CLS, ProgramType.SCHED_ACT):
        return TC_ACTIONS.get(signed, f"TC_ACT_UNSPEC (unknown {signed})")
    if program_type is ProgramType.SOCKET_FILTER:
        return f"keep {low} bytes" if low else "drop"
    if program_type is ProgramType.CGROUP_SKB:
        return "allow" if low & 1 else "drop"
    return f"0x{r0:x}" if program_type is ProgramType.FLAT else str(signed)


def _refuse_unused(
    program_type: ProgramType,
    kind: ContextLayout,
    packet: bytes | bytearray | memoryview,
    context: RunContext | None,
    args: Sequence[RunArg] | None,
) -> None:
    name = program_type.name
    if len(packet) and not kind.packet and program_type is not ProgramType.FLAT:
        raise UsageError(f"{name} programs have no packet; give a context ({kind.name})")
    if args is not None and not kind.args:
        raise UsageError(f"{name} programs have no arguments; give a context ({kind.name})")
    if context is not None and args is not None:
        raise UsageError(f"give {name} programs a context or arguments, not both")
    if context is not None and len(packet) and program_type is ProgramType.FLAT:
        raise UsageError("give FLAT programs their memory as the packet or the context, not both")


def _args_context(
    args: Sequence[RunArg], place: Callable[[bytes], int] | None, byteorder: ByteOrder
) -> bytes:
    out = bytearray()
    for index, arg in enumerate(args):
        if isinstance(arg, int):
            if not -(1 << 63) <= arg < 1 << 64:
                raise UsageError(f"argument {index} does not fit 64 bits: {arg}")
            value = arg & 0xFFFFFFFFFFFFFFFF
        elif place is None:
            raise UsageError(f"argument {index} is bytes, and there is no memory to put them in")
        else:
            value = place(bytes(arg))
        out += value.to_bytes(8, byteorder)
    return bytes(out)


def _packet_context(
    program_type: ProgramType,
    kind: ContextLayout,
    packet: bytes,
    data: int,
    context: RunContext | None,
    byteorder: ByteOrder,
) -> bytes:
    if not 0 <= data <= data + len(packet) < 1 << 32:
        raise UsageError(f"a packet must lie below 4 GiB, not at 0x{data:x}")
    out = bytearray(kind.size)
    values: dict[str, int] = {}
    if context is None or isinstance(context, Mapping):
        values.update(_defaults(program_type, packet, byteorder))
        values.update(_given(kind, context or {}))
    elif len(context) > kind.size:
        raise UsageError(f"{kind.name} has {kind.size} bytes, not {len(context)}")
    else:
        out[: len(context)] = bytes(context)
    values.update(data=data, data_end=data + len(packet), data_meta=data)
    if program_type is not ProgramType.XDP:
        values["len"] = len(packet)
    for name, value in values.items():
        field = kind.field(name)
        end = field.offset + field.size
        out[field.offset : end] = value.to_bytes(field.size, byteorder)
    return bytes(out)


def _defaults(program_type: ProgramType, packet: bytes, byteorder: ByteOrder) -> dict[str, int]:
    if program_type is ProgramType.XDP:
        return {"ingress_ifindex": _LOOPBACK_IFINDEX}
    if program_type is ProgramType.CGROUP_SKB:
        # These programs see the packet from its network header on: there is no ethertype in it.
        version = packet[0] >> 4 if packet else 0
        ethertype = _ETHERTYPE_OF_IP.get(version, 0).to_bytes(2, "big")
    else:
        ethertype = packet[_ETHERTYPE] if len(packet) >= _ETHERTYPE.stop else b"\0\0"
    # skb->protocol is the two bytes as they are in the packet, whatever the byte order.
    protocol = int.from_bytes(ethertype, byteorder)
    return {"protocol": protocol, "ifindex": _LOOPBACK_IFINDEX, "wire_len": len(packet)}


def _given(kind: ContextLayout, context: Mapping[str, int]) -> dict[str, int]:
    values = {}
    for name, value in context.items():
        if name in _DERIVED:
            raise UsageError(f"field {name!r} of {kind.name} follows from the packet")
        bits = kind.field(name).size * 8
        if not -(1 << (bits - 1)) <= value < 1 << bits:
            raise UsageError(f"field {name!r} of {kind.name} has {bits} bits: {value}")
        values[name] = value & ((1 << bits) - 1)
    return values

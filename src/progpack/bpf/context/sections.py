"""Names of ELF sections, and the properties that each gives to the programs in it.

The table is that of libbpf's ``section_defs`` (libbpf 1.6); the numbers of attach types are those
of ``enum bpf_attach_type`` (``include/uapi/linux/bpf.h``, Linux 6.18). A ``?`` in front of a name
means that the program is not loaded unless asked for.
"""

from __future__ import annotations

from typing import Final

from progpack.bpf.spec import BPF_F_SLEEPABLE, BPF_F_XDP_HAS_FRAGS, ProgramType
from progpack.records import dataclass

__all__ = ["SectionKind", "section_kind", "section_names"]


@dataclass(frozen=True, slots=True)
class SectionKind:
    """The properties of the programs in a section; the attributes are those of `ProgramSpec`."""

    type: ProgramType
    attach_type: int | None = None
    flags: int = 0
    attach: str = ""
    autoload: bool = True


_T = ProgramType
_SLEEPABLE = BPF_F_SLEEPABLE
_FRAGS = BPF_F_XDP_HAS_FRAGS

# Names that may be followed by "/<what to attach to>".
_WITH_TARGET: Final[dict[str, tuple[ProgramType, int | None, int]]] = {
    "kprobe": (_T.KPROBE, None, 0),
    "kretprobe": (_T.KPROBE, None, 0),
    "uprobe": (_T.KPROBE, None, 0),
    "uprobe.s": (_T.KPROBE, None, _SLEEPABLE),
    "uretprobe": (_T.KPROBE, None, 0),
    "uretprobe.s": (_T.KPROBE, None, _SLEEPABLE),
    "kprobe.multi": (_T.KPROBE, 42, 0),
    "kretprobe.multi": (_T.KPROBE, 42, 0),
    "kprobe.session": (_T.KPROBE, 56, 0),
    "uprobe.multi": (_T.KPROBE, 48, 0),
    "uprobe.multi.s": (_T.KPROBE, 48, _SLEEPABLE),
    "uretprobe.multi": (_T.KPROBE, 48, 0),
    "uretprobe.multi.s": (_T.KPROBE, 48, _SLEEPABLE),
    "uprobe.session": (_T.KPROBE, 57, 0),
    "uprobe.session.s": (_T.KPROBE, 57, _SLEEPABLE),
    "ksyscall": (_T.KPROBE, None, 0),
    "kretsyscall": (_T.KPROBE, None, 0),
    "usdt": (_T.KPROBE, None, 0),
    "usdt.s": (_T.KPROBE, None, _SLEEPABLE),
    "tracepoint": (_T.TRACEPOINT, None, 0),
    "tp": (_T.TRACEPOINT, None, 0),
    "raw_tracepoint": (_T.RAW_TRACEPOINT, None, 0),
    "raw_tp": (_T.RAW_TRACEPOINT, None, 0),
    "raw_tracepoint.w": (_T.RAW_TRACEPOINT_WRITABLE, None, 0),
    "raw_tp.w": (_T.RAW_TRACEPOINT_WRITABLE, None, 0),
    "tp_btf": (_T.TRACING, 23, 0),
    "fentry": (_T.TRACING, 24, 0),
    "fentry.s": (_T.TRACING, 24, _SLEEPABLE),
    "fexit": (_T.TRACING, 25, 0),
    "fexit.s": (_T.TRACING, 25, _SLEEPABLE),
    "fmod_ret": (_T.TRACING, 26, 0),
    "fmod_ret.s": (_T.TRACING, 26, _SLEEPABLE),
    "iter": (_T.TRACING, 28, 0),
    "iter.s": (_T.TRACING, 28, _SLEEPABLE),
    "freplace": (_T.EXT, None, 0),
    "lsm": (_T.LSM, 27, 0),
    "lsm.s": (_T.LSM, 27, _SLEEPABLE),
    "lsm_cgroup": (_T.LSM, 43, 0),
    "struct_ops": (_T.STRUCT_OPS, None, 0),
    "struct_ops.s": (_T.STRUCT_OPS, None, _SLEEPABLE),
    # Ours: a function of memory and length, for use without a kernel.
    "flat": (_T.FLAT, None, 0),
}

# Names that stand alone.
_EXACT: Final[dict[str, tuple[ProgramType, int | None, int]]] = {
    "socket": (_T.SOCKET_FILTER, None, 0),
    "sk_reuseport/migrate": (_T.SK_REUSEPORT, 40, 0),
    "sk_reuseport": (_T.SK_REUSEPORT, 39, 0),
    "tc/ingress": (_T.SCHED_CLS, 46, 0),
    "tc/egress": (_T.SCHED_CLS, 47, 0),
    "tcx/ingress": (_T.SCHED_CLS, 46, 0),
    "tcx/egress": (_T.SCHED_CLS, 47, 0),
    "tc": (_T.SCHED_CLS, None, 0),
    "classifier": (_T.SCHED_CLS, None, 0),
    "action": (_T.SCHED_ACT, None, 0),
    "netkit/primary": (_T.SCHED_CLS, 54, 0),
    "netkit/peer": (_T.SCHED_CLS, 55, 0),
    "xdp.frags/devmap": (_T.XDP, 33, _FRAGS),
    "xdp/devmap": (_T.XDP, 33, 0),
    "xdp.frags/cpumap": (_T.XDP, 35, _FRAGS),
    "xdp/cpumap": (_T.XDP, 35, 0),
    "xdp.frags": (_T.XDP, 37, _FRAGS),
    "xdp": (_T.XDP, 37, 0),
    "perf_event": (_T.PERF_EVENT, None, 0),
    "lwt_in": (_T.LWT_IN, None, 0),
    "lwt_out": (_T.LWT_OUT, None, 0),
    "lwt_xmit": (_T.LWT_XMIT, None, 0),
    "lwt_seg6local": (_T.LWT_SEG6LOCAL, None, 0),
    "sockops": (_T.SOCK_OPS, 3, 0),
    "sk_skb/stream_parser": (_T.SK_SKB, 4, 0),
    "sk_skb/stream_verdict": (_T.SK_SKB, 5, 0),
    "sk_skb/verdict": (_T.SK_SKB, 38, 0),
    "sk_skb": (_T.SK_SKB, None, 0),
    "sk_msg": (_T.SK_MSG, 7, 0),
    "lirc_mode2": (_T.LIRC_MODE2, 16, 0),
    "flow_dissector": (_T.FLOW_DISSECTOR, 17, 0),
    "sk_lookup": (_T.SK_LOOKUP, 36, 0),
    "syscall": (_T.SYSCALL, None, _SLEEPABLE),
    "netfilter": (_T.NETFILTER, 45, 0),
    "cgroup_skb/ingress": (_T.CGROUP_SKB, 0, 0),
    "cgroup_skb/egress": (_T.CGROUP_SKB, 1, 0),
    "cgroup/skb": (_T.CGROUP_SKB, None, 0),
    "cgroup/sock_create": (_T.CGROUP_SOCK, 2, 0),
    "cgroup/sock_release": (_T.CGROUP_SOCK, 34, 0),
    "cgroup/sock": (_T.CGROUP_SOCK, 2, 0),
    "cgroup/post_bind4": (_T.CGROUP_SOCK, 12, 0),
    "cgroup/post_bind6": (_T.CGROUP_SOCK, 13, 0),
    "cgroup/bind4": (_T.CGROUP_SOCK_ADDR, 8, 0),
    "cgroup/bind6": (_T.CGROUP_SOCK_ADDR, 9, 0),
    "cgroup/connect4": (_T.CGROUP_SOCK_ADDR, 10, 0),
    "cgroup/connect6": (_T.CGROUP_SOCK_ADDR, 11, 0),
    "cgroup/connect_unix": (_T.CGROUP_SOCK_ADDR, 49, 0),
    "cgroup/sendmsg4": (_T.CGROUP_SOCK_ADDR, 14, 0),
    "cgroup/sendmsg6": (_T.CGROUP_SOCK_ADDR, 15, 0),
    "cgroup/sendmsg_unix": (_T.CGROUP_SOCK_ADDR, 50, 0),
    "cgroup/recvmsg4": (_T.CGROUP_SOCK_ADDR, 19, 0),
    "cgroup/recvmsg6": (_T.CGROUP_SOCK_ADDR, 20, 0),
    "cgroup/recvmsg_unix": (_T.CGROUP_SOCK_ADDR, 51, 0),
    "cgroup/getpeername4": (_T.CGROUP_SOCK_ADDR, 29, 0),
    "cgroup/getpeername6": (_T.CGROUP_SOCK_ADDR, 30, 0),
    "cgroup/getpeername_unix": (_T.CGROUP_SOCK_ADDR, 52, 0),
    "cgroup/getsockname4": (_T.CGROUP_SOCK_ADDR, 31, 0),
    "cgroup/getsockname6": (_T.CGROUP_SOCK_ADDR, 32, 0),
    "cgroup/getsockname_unix": (_T.CGROUP_SOCK_ADDR, 53, 0),
    "cgroup/sysctl": (_T.CGROUP_SYSCTL, 18, 0),
    "cgroup/getsockopt": (_T.CGROUP_SOCKOPT, 21, 0),
    "cgroup/setsockopt": (_T.CGROUP_SOCKOPT, 22, 0),
    "cgroup/dev": (_T.CGROUP_DEVICE, 6, 0),
}


def section_kind(section: str) -> SectionKind:
    """Return the properties of programs in a section; type UNSPEC for a name unknown to libbpf.

    ``attach`` is what stands behind the first slash of a name that takes a target.
    """
    autoload = not section.startswith("?")
    name = section.removeprefix("?")
    if name in _EXACT:
        kind, attach_type, flags = _EXACT[name]
        return SectionKind(kind, attach_type, flags, "", autoload)
    prefix, _, target = name.partition("/")
    if prefix in _WITH_TARGET:
        kind, attach_type, flags = _WITH_TARGET[prefix]
        return SectionKind(kind, attach_type, flags, target, autoload)
    return SectionKind(ProgramType.UNSPEC, autoload=autoload)


def section_names() -> tuple[str, ...]:
    """Return the names of sections that say what the programs in them are, without targets."""
    return (*_WITH_TARGET, *_EXACT)

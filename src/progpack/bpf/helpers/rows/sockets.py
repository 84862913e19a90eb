"""Helpers on the socket of a packet, its control group, and what else an skb holds.

A socket is one of this process, of its user and its control group, and belongs to no class of
traffic. One that a look-up found converts to what it is; nothing is known of any other.
"""

from __future__ import annotations

from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.record import Arg, Effect, Group, Helper, rows
from progpack.bpf.helpers.rows.programs import LWT, TC
from progpack.bpf.maps.types import MapType
from progpack.bpf.spec import ProgramType

__all__ = ["ROWS"]

_SKB: Final = TC | {ProgramType.CGROUP_SKB}
#: Programs whose packets are on their way out, or through.
_SENT: Final = TC | {ProgramType.LWT_XMIT}
_MESSAGES: Final = frozenset({ProgramType.SK_MSG})
_COOKIE: Final = (Arg.ANY, Arg.MEM_READ, Arg.SIZE, Arg.MEM_READ, Arg.SIZE)


def _converted(number: HelperId) -> Helper:
    """A socket as one of another kind, or null: ``bpf_skc_to_*()`` of net/core/filter.c."""
    return Helper(number, (Arg.ANY,), native=f"pp_{number.name.lower()}")


ROWS: Final = rows(
    Group.NETWORK,
    Helper(HelperId.GET_CGROUP_CLASSID, (Arg.ANY,), native="pp_zero"),
    Helper(HelperId.SKB_CGROUP_CLASSID, (Arg.CTX,), programs=TC, native="pp_zero"),
    Helper(HelperId.GET_ROUTE_REALM, (Arg.CTX,), programs=TC | LWT, native="pp_zero"),
    Helper(
        HelperId.SKB_UNDER_CGROUP,
        (Arg.CTX, Arg.MAP, Arg.ANY),
        programs=TC | LWT,
        maps=frozenset({MapType.CGROUP_ARRAY}),
        native="pp_skb_under_cgroup",
    ),
    Helper(HelperId.SKB_CGROUP_ID, (Arg.CTX,), programs=_SKB, native="pp_skb_cgroup_id"),
    Helper(HelperId.SK_CGROUP_ID, (Arg.ANY,), programs=_SKB, native="pp_skb_cgroup_id"),
    Helper(
        HelperId.SKB_GET_XFRM_STATE,
        (Arg.CTX, Arg.ANY, Arg.MEM_WRITE, Arg.SIZE, Arg.ANY),
        programs=TC,
        native="pp_skb_get_xfrm_state",
    ),
    Helper(
        HelperId.SKB_ECN_SET_CE,
        (Arg.CTX,),
        programs=_SKB,
        native="pp_skb_ecn_set_ce",
        effects=Effect.WRITES_PACKET,
    ),
    Helper(
        HelperId.CSUM_LEVEL,
        (Arg.CTX, Arg.ANY),
        programs=_SENT,
        native="pp_csum_level",
    ),
    Helper(
        HelperId.SKB_SET_TSTAMP,
        (Arg.CTX, Arg.ANY, Arg.ANY),
        programs=TC,
        native="pp_skb_set_tstamp",
        effects=Effect.WRITES_CONTEXT,
    ),
    Helper(
        HelperId.SKB_SET_TUNNEL_KEY,
        (Arg.CTX, Arg.MEM_READ, Arg.SIZE, Arg.ANY),
        programs=_SENT,
        native="pp_skb_set_tunnel_key",
        effects=Effect.TUNNELS,
    ),
    Helper(
        HelperId.SKB_GET_TUNNEL_KEY,
        (Arg.CTX, Arg.MEM_WRITE, Arg.SIZE, Arg.ANY),
        programs=_SENT,
        native="pp_skb_get_tunnel_key",
    ),
    Helper(
        HelperId.SKB_SET_TUNNEL_OPT,
        (Arg.CTX, Arg.MEM_READ, Arg.SIZE),
        programs=_SENT,
        native="pp_skb_set_tunnel_opt",
        effects=Effect.TUNNELS,
    ),
    Helper(
        HelperId.SKB_GET_TUNNEL_OPT,
        (Arg.CTX, Arg.MEM_WRITE, Arg.SIZE),
        programs=_SENT,
        native="pp_skb_get_tunnel_opt",
    ),
    Helper(HelperId.MSG_APPLY_BYTES, (Arg.CTX, Arg.ANY), programs=_MESSAGES, native="pp_zero"),
    Helper(HelperId.MSG_CORK_BYTES, (Arg.CTX, Arg.ANY), programs=_MESSAGES, native="pp_zero"),
    Helper(
        HelperId.MSG_PULL_DATA,
        (Arg.CTX, Arg.ANY, Arg.ANY, Arg.ANY),
        programs=_MESSAGES,
        native="pp_msg_pull_data",
    ),
    Helper(HelperId.TCP_CHECK_SYNCOOKIE, _COOKIE, native="pp_no_listener"),
    Helper(HelperId.TCP_GEN_SYNCOOKIE, _COOKIE, native="pp_no_listener"),
    Helper(
        HelperId.SOCK_OPS_CB_FLAGS_SET,
        (Arg.CTX, Arg.ANY),
        programs=frozenset({ProgramType.SOCK_OPS}),
        native="pp_sock_ops_cb_flags_set",
        effects=Effect.WRITES_CONTEXT,
    ),
    _converted(HelperId.SKC_TO_TCP6_SOCK),
    _converted(HelperId.SKC_TO_TCP_SOCK),
    _converted(HelperId.SKC_TO_TCP_TIMEWAIT_SOCK),
    _converted(HelperId.SKC_TO_TCP_REQUEST_SOCK),
    _converted(HelperId.SKC_TO_UDP6_SOCK),
    Helper(HelperId.SKC_TO_UNIX_SOCK, (Arg.ANY,), native="pp_zero"),
    Helper(HelperId.SKC_TO_MPTCP_SOCK, (Arg.ANY,), native="pp_zero"),
    Helper(HelperId.SOCK_FROM_FILE, (Arg.ANY,), native="pp_zero"),
)

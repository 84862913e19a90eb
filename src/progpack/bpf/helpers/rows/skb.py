"""Helpers on the packets of tc programs and socket filters."""

from __future__ import annotations

from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.record import Arg, Effect, Group, Helper, rows
from progpack.bpf.helpers.rows.programs import LWT, SKB, STREAM, TC, XDP
from progpack.bpf.spec import ProgramType

__all__ = ["ROWS"]

#: Programs whose packets are on their way out, or through, and may be changed.
_SENT: Final = TC | {ProgramType.LWT_XMIT}
_CSUM: Final = (Arg.CTX, Arg.ANY, Arg.ANY, Arg.ANY, Arg.ANY)

ROWS: Final = rows(
    Group.SKB,
    Helper(
        HelperId.SKB_STORE_BYTES,
        (Arg.CTX, Arg.ANY, Arg.MEM_READ, Arg.SIZE, Arg.ANY),
        programs=_SENT,
        native="pp_skb_store_bytes",
        effects=Effect.WRITES_CONTEXT | Effect.WRITES_PACKET,
    ),
    Helper(
        HelperId.L3_CSUM_REPLACE,
        _CSUM,
        programs=_SENT,
        native="pp_l3_csum_replace",
        effects=Effect.WRITES_PACKET,
    ),
    Helper(
        HelperId.L4_CSUM_REPLACE,
        _CSUM,
        programs=_SENT,
        native="pp_l4_csum_replace",
        effects=Effect.WRITES_PACKET,
    ),
    Helper(
        HelperId.CLONE_REDIRECT,
        (Arg.CTX, Arg.ANY, Arg.ANY),
        programs=_SENT,
        native="pp_clone_redirect",
        effects=Effect.LOGS | Effect.CLONES,
    ),
    Helper(
        HelperId.SKB_VLAN_PUSH,
        (Arg.CTX, Arg.ANY, Arg.ANY),
        programs=TC,
        native="pp_skb_vlan_push",
        effects=Effect.MOVES_PACKET | Effect.WRITES_CONTEXT,
    ),
    Helper(
        HelperId.SKB_VLAN_POP,
        (Arg.CTX,),
        programs=TC,
        native="pp_skb_vlan_pop",
        effects=Effect.MOVES_PACKET | Effect.WRITES_CONTEXT,
    ),
    Helper(
        HelperId.REDIRECT,
        (Arg.ANY, Arg.ANY),
        programs=TC | XDP | {ProgramType.LWT_XMIT},
        native="pp_redirect",
        effects=Effect.REDIRECTS,
    ),
    Helper(
        HelperId.SKB_LOAD_BYTES,
        (Arg.CTX, Arg.ANY, Arg.MEM_WRITE, Arg.SIZE),
        programs=SKB | LWT | STREAM | {ProgramType.SK_REUSEPORT},
        native="pp_skb_load_bytes",
    ),
    Helper(
        HelperId.SKB_CHANGE_PROTO,
        (Arg.CTX, Arg.ANY, Arg.ANY),
        programs=TC,
        native="pp_skb_change_proto",
        effects=Effect.MOVES_PACKET | Effect.WRITES_CONTEXT,
    ),
    Helper(
        HelperId.SKB_CHANGE_TYPE,
        (Arg.CTX, Arg.ANY),
        programs=TC,
        native="pp_skb_change_type",
        effects=Effect.WRITES_CONTEXT,
    ),
    Helper(
        HelperId.GET_HASH_RECALC,
        (Arg.CTX,),
        programs=TC | LWT,
        native="pp_get_hash_recalc",
        effects=Effect.WRITES_CONTEXT,
    ),
    Helper(
        HelperId.SKB_CHANGE_TAIL,
        (Arg.CTX, Arg.ANY, Arg.ANY),
        programs=_SENT,
        native="pp_skb_change_tail",
        effects=Effect.MOVES_PACKET | Effect.WRITES_CONTEXT,
    ),
    Helper(
        HelperId.SKB_PULL_DATA,
        (Arg.CTX, Arg.ANY),
        programs=TC | LWT | {ProgramType.SK_SKB},
        native="pp_skb_pull_data",
    ),
    Helper(HelperId.CSUM_UPDATE, (Arg.CTX, Arg.ANY), programs=_SENT, native="pp_csum_update"),
    Helper(
        HelperId.SET_HASH_INVALID,
        (Arg.CTX,),
        programs=_SENT,
        native="pp_set_hash_invalid",
        effects=Effect.WRITES_CONTEXT,
    ),
    Helper(
        HelperId.SKB_CHANGE_HEAD,
        (Arg.CTX, Arg.ANY, Arg.ANY),
        programs=_SENT,
        native="pp_skb_change_head",
        effects=Effect.MOVES_PACKET | Effect.WRITES_CONTEXT,
    ),
    Helper(
        HelperId.SET_HASH,
        (Arg.CTX, Arg.ANY),
        programs=TC,
        native="pp_set_hash",
        effects=Effect.WRITES_CONTEXT,
    ),
    Helper(
        HelperId.SKB_ADJUST_ROOM,
        (Arg.CTX, Arg.ANY, Arg.ANY, Arg.ANY),
        programs=TC,
        native="pp_skb_adjust_room",
        effects=Effect.MOVES_PACKET | Effect.WRITES_CONTEXT,
    ),
    Helper(
        HelperId.SKB_LOAD_BYTES_RELATIVE,
        (Arg.CTX, Arg.ANY, Arg.MEM_WRITE, Arg.SIZE, Arg.ANY),
        programs=SKB,
        native="pp_skb_load_bytes_relative",
    ),
)

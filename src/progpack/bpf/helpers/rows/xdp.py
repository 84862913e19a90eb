"""Helpers on the packets of XDP programs."""

from __future__ import annotations

from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.record import Arg, Effect, Group, Helper, rows
from progpack.bpf.helpers.rows.programs import XDP
from progpack.bpf.maps.types import Holds, map_types

__all__ = ["ROWS"]

_TARGETS: Final = map_types(lambda traits: traits.holds is Holds.TARGETS and not traits.sockets)

ROWS: Final = rows(
    Group.XDP,
    Helper(
        HelperId.XDP_ADJUST_HEAD,
        (Arg.CTX, Arg.ANY),
        programs=XDP,
        native="pp_xdp_adjust_head",
        effects=Effect.MOVES_PACKET | Effect.WRITES_CONTEXT,
    ),
    Helper(
        HelperId.REDIRECT_MAP,
        (Arg.MAP, Arg.ANY, Arg.ANY),
        programs=XDP,
        maps=_TARGETS,
        native="pp_redirect_map",
        effects=Effect.REDIRECTS,
    ),
    Helper(
        HelperId.XDP_ADJUST_META,
        (Arg.CTX, Arg.ANY),
        programs=XDP,
        native="pp_xdp_adjust_meta",
        effects=Effect.MOVES_PACKET | Effect.WRITES_CONTEXT,
    ),
    Helper(
        HelperId.XDP_ADJUST_TAIL,
        (Arg.CTX, Arg.ANY),
        programs=XDP,
        native="pp_xdp_adjust_tail",
        effects=Effect.MOVES_PACKET | Effect.WRITES_CONTEXT,
    ),
    Helper(HelperId.XDP_GET_BUFF_LEN, (Arg.CTX,), programs=XDP, native="pp_xdp_get_buff_len"),
    Helper(
        HelperId.XDP_LOAD_BYTES,
        (Arg.CTX, Arg.ANY, Arg.MEM_WRITE, Arg.SIZE),
        programs=XDP,
        native="pp_xdp_load_bytes",
    ),
    Helper(
        HelperId.XDP_STORE_BYTES,
        (Arg.CTX, Arg.ANY, Arg.MEM_READ, Arg.SIZE),
        programs=XDP,
        native="pp_xdp_store_bytes",
        effects=Effect.WRITES_PACKET,
    ),
)

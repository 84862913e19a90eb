"""Helpers on what is around a program in the network: devices and sockets.

The devices are the loopback and the one that the packet came by. A look-up finds the sockets of
the environment; another one is that which a caller puts into a context.
"""

from __future__ import annotations

from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.record import Arg, Effect, Group, Helper, rows
from progpack.bpf.helpers.rows.programs import DECIDING, TC, XDP
from progpack.bpf.spec import ProgramType

__all__ = ["ROWS"]

_SKB: Final = TC | {ProgramType.CGROUP_SKB}
_LOOKING: Final = TC | XDP | {ProgramType.CGROUP_SOCK_ADDR}
_LOOKUP: Final = (Arg.CTX, Arg.MEM_READ, Arg.SIZE, Arg.ANY, Arg.ANY)


def _look_up(number: HelperId, *more: ProgramType) -> Helper:
    return Helper(
        number,
        _LOOKUP,
        programs=_LOOKING | frozenset(more),
        native=f"pp_{number.name.lower()}",
    )


ROWS: Final = rows(
    Group.NETWORK,
    Helper(
        HelperId.CHECK_MTU,
        (Arg.CTX, Arg.ANY, Arg.INT_OUT, Arg.ANY, Arg.ANY),
        programs=TC | XDP,
        native="pp_check_mtu",
    ),
    Helper(
        HelperId.REDIRECT_PEER,
        (Arg.ANY, Arg.ANY),
        programs=TC,
        native="pp_redirect_peer",
        effects=Effect.REDIRECTS,
    ),
    Helper(
        HelperId.REDIRECT_NEIGH,
        (Arg.ANY, Arg.MEM_READ, Arg.SIZE, Arg.ANY),
        programs=TC,
        native="pp_redirect_neigh",
        effects=Effect.REDIRECTS,
    ),
    _look_up(HelperId.SK_LOOKUP_TCP, ProgramType.CGROUP_SKB, ProgramType.SK_SKB),
    _look_up(HelperId.SK_LOOKUP_UDP, ProgramType.CGROUP_SKB, ProgramType.SK_SKB),
    _look_up(HelperId.SKC_LOOKUP_TCP, ProgramType.CGROUP_SKB, ProgramType.SK_SKB),
    Helper(
        HelperId.SK_RELEASE,
        (Arg.ANY,),
        programs=_LOOKING | _SKB | {ProgramType.SK_SKB, ProgramType.SK_LOOKUP},
        native="pp_zero",
    ),
    Helper(
        HelperId.SK_ASSIGN,
        (Arg.CTX, Arg.ANY, Arg.ANY),
        programs=TC | {ProgramType.SK_LOOKUP},
        native="pp_sk_assign",
        effects=Effect.WRITES_CONTEXT | Effect.REDIRECTS,
    ),
    Helper(HelperId.SK_FULLSOCK, (Arg.ANY,), programs=_SKB, native="pp_sk_fullsock"),
    Helper(
        HelperId.TCP_SOCK,
        (Arg.ANY,),
        programs=_SKB | {ProgramType.CGROUP_SOCKOPT, ProgramType.SOCK_OPS},
        native="pp_zero",
    ),
    Helper(HelperId.GET_LISTENER_SOCK, (Arg.ANY,), programs=_SKB, native="pp_get_listener_sock"),
    Helper(
        HelperId.FIB_LOOKUP,
        (Arg.CTX, Arg.MEM_WRITE, Arg.SIZE, Arg.ANY),
        programs=TC | XDP,
        native="pp_fib_lookup",
    ),
    # What they are given is the context, or a socket.
    Helper(HelperId.GET_SOCKET_COOKIE, (Arg.ANY,), native="pp_get_socket_cookie"),
    Helper(HelperId.GET_NETNS_COOKIE, (Arg.ANY,), native="pp_get_netns_cookie"),
    Helper(HelperId.GET_SOCKET_UID, (Arg.CTX,), native="pp_get_socket_uid"),
    Helper(HelperId.GET_RETVAL, programs=DECIDING, native="pp_get_retval"),
    Helper(HelperId.SET_RETVAL, (Arg.ANY,), programs=DECIDING, native="pp_set_retval"),
)

"""Helpers on maps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.record import Arg, Effect, Group, Helper, Returns, rows
from progpack.bpf.maps.types import Holds, MapType, Table, map_types
from progpack.bpf.spec import ProgramType

__all__ = ["ROWS"]

_KEYED: Final = map_types(lambda traits: traits.keyed and not traits.owned)
_PERCPU: Final = map_types(lambda traits: traits.per_cpu and not traits.owned)
_OF_MAPS: Final = map_types(lambda traits: traits.holds is Holds.MAPS)
_QUEUES: Final = map_types(lambda traits: traits.table in (Table.QUEUE, Table.STACK))
_BLOOM: Final = map_types(lambda traits: traits.table is Table.FILTER)
#: Maps of targets whose elements programs may look up (check_map_func_compatibility()).
_LOOKED_UP: Final = map_types(lambda traits: traits.holds is Holds.TARGETS) - {
    MapType.CPUMAP,
    MapType.REUSEPORT_SOCKARRAY,
}
_SOCKETS: Final = map_types(lambda traits: traits.sockets)
#: Those into which programs put sockets.
_UPDATED: Final = _SOCKETS - {MapType.REUSEPORT_SOCKARRAY}
_OF_GROUPS: Final = frozenset({MapType.CGROUP_STORAGE, MapType.PERCPU_CGROUP_STORAGE})


def _storage(kind: MapType, get: HelperId, delete: HelperId) -> Iterator[Helper]:
    """The helpers on the storage of one kind of objects."""
    yield Helper(
        get,
        (Arg.MAP, Arg.OBJECT, Arg.MAP_VALUE_OR_NULL, Arg.ANY),
        maps=frozenset({kind}),
        native="pp_storage_get",
        returns=Returns.VALUE,
    )
    yield Helper(delete, (Arg.MAP, Arg.OBJECT), maps=frozenset({kind}), native="pp_storage_delete")


def _of_sockets(
    number: HelperId, caller: ProgramType, native: str, key: Arg, *kinds: MapType
) -> Helper:
    """A helper that finds a socket for the packet or stream of a context."""
    return Helper(
        number,
        (Arg.CTX, Arg.MAP, key, Arg.ANY),
        programs=frozenset({caller}),
        maps=frozenset(kinds),
        native=native,
        effects=Effect.NONE if caller is ProgramType.SOCK_OPS else Effect.REDIRECTS,
    )


ROWS: Final = rows(
    Group.MAPS,
    Helper(
        HelperId.MAP_LOOKUP_ELEM,
        (Arg.MAP, Arg.MAP_KEY),
        maps=_KEYED | _OF_MAPS | _LOOKED_UP,
        native="pp_map_lookup",
        returns=Returns.VALUE,
    ),
    Helper(
        HelperId.MAP_UPDATE_ELEM,
        (Arg.MAP, Arg.MAP_KEY, Arg.MAP_VALUE, Arg.ANY),
        maps=_KEYED | _UPDATED,
        native="pp_map_update",
        effects=Effect.WRITES_MAP | Effect.MAY_END,
    ),
    Helper(
        HelperId.MAP_DELETE_ELEM,
        (Arg.MAP, Arg.MAP_KEY),
        maps=_KEYED | _UPDATED,
        native="pp_map_delete",
        effects=Effect.WRITES_MAP,
    ),
    Helper(
        HelperId.MAP_PUSH_ELEM,
        (Arg.MAP, Arg.MAP_VALUE, Arg.ANY),
        maps=_QUEUES | _BLOOM,
        native="pp_map_push",
        effects=Effect.WRITES_MAP,
    ),
    Helper(
        HelperId.MAP_POP_ELEM,
        (Arg.MAP, Arg.MAP_VALUE_OUT),
        maps=_QUEUES,
        native="pp_map_pop",
        effects=Effect.WRITES_MAP,
    ),
    Helper(
        HelperId.MAP_PEEK_ELEM,
        (Arg.MAP, Arg.MAP_VALUE_OUT),
        maps=_QUEUES | _BLOOM,
        native="pp_map_peek",
    ),
    Helper(
        HelperId.FOR_EACH_MAP_ELEM,
        (Arg.MAP, Arg.FUNC, Arg.ANY, Arg.ANY),
        maps=_KEYED - {MapType.LPM_TRIE},
        effects=Effect.CALLS_BACK | Effect.WALKS_MAP,
    ),
    Helper(
        HelperId.MAP_LOOKUP_PERCPU_ELEM,
        (Arg.MAP, Arg.MAP_KEY, Arg.ANY),
        maps=_PERCPU,
        native="pp_map_lookup_percpu",
        returns=Returns.VALUE,
    ),
    *_storage(MapType.SK_STORAGE, HelperId.SK_STORAGE_GET, HelperId.SK_STORAGE_DELETE),
    *_storage(MapType.TASK_STORAGE, HelperId.TASK_STORAGE_GET, HelperId.TASK_STORAGE_DELETE),
    *_storage(MapType.CGRP_STORAGE, HelperId.CGRP_STORAGE_GET, HelperId.CGRP_STORAGE_DELETE),
    *_storage(MapType.INODE_STORAGE, HelperId.INODE_STORAGE_GET, HelperId.INODE_STORAGE_DELETE),
    Helper(
        HelperId.GET_LOCAL_STORAGE,
        (Arg.MAP, Arg.ANY),
        maps=_OF_GROUPS,
        native="pp_get_local_storage",
        returns=Returns.VALUE,
    ),
    _of_sockets(
        HelperId.SK_REDIRECT_MAP, ProgramType.SK_SKB, "pp_sk_redirect_map", Arg.ANY, MapType.SOCKMAP
    ),
    _of_sockets(
        HelperId.MSG_REDIRECT_MAP,
        ProgramType.SK_MSG,
        "pp_msg_redirect_map",
        Arg.ANY,
        MapType.SOCKMAP,
    ),
    _of_sockets(
        HelperId.SK_REDIRECT_HASH,
        ProgramType.SK_SKB,
        "pp_sk_redirect_hash",
        Arg.MAP_KEY,
        MapType.SOCKHASH,
    ),
    _of_sockets(
        HelperId.MSG_REDIRECT_HASH,
        ProgramType.SK_MSG,
        "pp_msg_redirect_hash",
        Arg.MAP_KEY,
        MapType.SOCKHASH,
    ),
    _of_sockets(
        HelperId.SOCK_MAP_UPDATE,
        ProgramType.SOCK_OPS,
        "pp_sock_map_update",
        Arg.MAP_KEY,
        MapType.SOCKMAP,
    ),
    _of_sockets(
        HelperId.SOCK_HASH_UPDATE,
        ProgramType.SOCK_OPS,
        "pp_sock_map_update",
        Arg.MAP_KEY,
        MapType.SOCKHASH,
    ),
    _of_sockets(
        HelperId.SK_SELECT_REUSEPORT,
        ProgramType.SK_REUSEPORT,
        "pp_sk_select_reuseport",
        Arg.MAP_KEY,
        *_SOCKETS,
    ),
)

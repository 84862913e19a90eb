"""Helpers on maps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.record import Arg, Effect, Group, Helper, Returns, rows
from progpack.bpf.maps.types import Holds, MapType, Table, map_types

__all__ = ["ROWS"]

_KEYED: Final = map_types(lambda traits: traits.keyed and not traits.owned)
_PERCPU: Final = map_types(lambda traits: traits.per_cpu and not traits.owned)
_OF_MAPS: Final = map_types(lambda traits: traits.holds is Holds.MAPS)
_QUEUES: Final = map_types(lambda traits: traits.table in (Table.QUEUE, Table.STACK))
_BLOOM: Final = map_types(lambda traits: traits.table is Table.FILTER)
#: Maps of targets whose elements programs may look up (check_map_func_compatibility()).
_LOOKED_UP: Final = map_types(lambda traits: traits.holds is Holds.TARGETS) - {MapType.CPUMAP}
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
        maps=_KEYED,
        native="pp_map_update",
        effects=Effect.WRITES_MAP | Effect.MAY_END,
    ),
    Helper(
        HelperId.MAP_DELETE_ELEM,
        (Arg.MAP, Arg.MAP_KEY),
        maps=_KEYED,
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
)

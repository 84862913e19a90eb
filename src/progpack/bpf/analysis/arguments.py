"""Arguments of a helper as known before a program runs: which map, how many bytes.

One answer for both who ask: the analysis of frames (how far a helper can reach into one) and the
lowering (what needs no check at run time). Were there two, a frame could be made smaller than what
goes unchecked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from progpack.bpf.analysis.value import MAP, NUMBER, Value
from progpack.bpf.helpers.lookup import UNCHARGED, Arg, Helper
from progpack.bpf.helpers.record import Effect
from progpack.bpf.maps.plan import key_work, value_work
from progpack.bpf.spec import MapSpec

__all__ = ["known_map", "known_size", "may_charge"]


def known_map(
    registers: Sequence[Value | None], helper: Helper, maps: Mapping[str, MapSpec]
) -> MapSpec | None:
    """The map that the helper is known to be given.

    Args:
        registers: what is known of r0 to r10 before the call.
        helper: the helper that is called.
        maps: maps of the object, by name.

    Returns:
        None when it is not known, or when the helper refuses it, which is found at run time.
    """
    place = next((n for n, arg in enumerate(helper.args) if arg is Arg.MAP), None)
    known = None if place is None else registers[place + 1]
    if known is None or known.region != MAP:
        return None
    spec = maps.get(known.map)
    if spec is None or spec.type not in helper.maps:
        return None
    return spec if spec.programs_update or Effect.WRITES_MAP not in helper.effects else None


def known_size(
    registers: Sequence[Value | None], helper: Helper, register: int, maps: Mapping[str, MapSpec]
) -> int | None:
    """Return how many bytes the helper reads or writes at a register.

    Args:
        registers: the values of r0 to r10 before the call.
        helper: the helper that is called.
        register: number of the register, 1 to 5.
        maps: maps of the object, by name.

    Returns:
        None when the argument is no address, or when the number is not known before the run.
    """
    match helper.arg(register - 1):
        case Arg.MEM_READ | Arg.MEM_WRITE:
            size = registers[register + 1]
            exact = size is not None and size.region == NUMBER and size.low == size.high
            return size.low if size is not None and exact else None
        case Arg.MAP_KEY:
            spec = known_map(registers, helper, maps)
            return None if spec is None else spec.key_size
        case Arg.MAP_VALUE | Arg.MAP_VALUE_OUT:
            spec = known_map(registers, helper, maps)
            return None if spec is None else spec.value_size
    return helper.arg(register - 1).fixed or None


def may_charge(
    registers: Sequence[Value | None], helper: Helper, maps: Mapping[str, MapSpec]
) -> bool:
    """Whether a call may handle so many bytes that it takes from the budget.

    Args:
        registers: what is known of r0 to r10 before the call.
        helper: the helper that is called.
        maps: maps of the object, by name.
    """
    if Effect.RESERVES in helper.effects and _may_be_many(registers[2]):
        return True
    for index, arg in enumerate(helper.args):
        match arg:
            case Arg.MEM_READ | Arg.MEM_WRITE:
                many = _may_be_many(registers[index + 2])
            case Arg.MAP:
                map_ = known_map(registers, helper, maps)
                walks = Effect.WALKS_MAP in helper.effects
                many = walks and (map_ is None or map_.max_entries > UNCHARGED)
            case Arg.MAP_KEY | Arg.MAP_VALUE | Arg.MAP_VALUE_OR_NULL | Arg.MAP_VALUE_OUT:
                map_ = known_map(registers, helper, maps)
                work = key_work if arg is Arg.MAP_KEY else value_work
                many = map_ is None or work(map_) > UNCHARGED
            case _:
                many = arg is Arg.CONST_STR
        if many:
            return True
    return False


def _may_be_many(size: Value | None) -> bool:
    return size is None or size.region != NUMBER or size.high > UNCHARGED

"""What is known of a helper's arguments before a program runs: which map, how many bytes.

One answer for both who ask: the analysis of frames (how far a helper can reach into one) and the
lowering (what needs no check at run time). Were there two, a frame could be made smaller than what
goes unchecked.
"""

from __future__ import annotations

from collections.abc import Mapping

from progpack.bpf.helpers import Arg, Helper
from progpack.bpf.spec import MapSpec
from progpack.jit.kinds import MAP, NUMBER, Kinds

__all__ = ["known_map", "known_size"]


def known_map(kinds: Kinds, helper: Helper, maps: Mapping[str, MapSpec]) -> MapSpec | None:
    """The map that r1 is known to be, when the helper takes it.

    Args:
        kinds: of the registers before the call.
        helper: that is called.
        maps: of the object, by name.

    Returns:
        None when it is not known, or when the helper refuses it, which is found at run time.
    """
    kind = kinds.regs[1]
    if helper.arg(0) is not Arg.MAP or kind is None or kind[0] != MAP or len(kind) != 3:
        return None
    spec = maps.get(kind[2])
    if spec is None or spec.type not in helper.map_types:
        return None
    return None if helper.writes_map and spec.read_only else spec


def known_size(
    kinds: Kinds, helper: Helper, register: int, maps: Mapping[str, MapSpec]
) -> int | None:
    """How many bytes the helper reads or writes where a register points to.

    Args:
        kinds: of the registers before the call.
        helper: that is called.
        register: 1 to 5.
        maps: of the object, by name.

    Returns:
        None when it is no such argument, or when the number is not known before the run.
    """
    match helper.arg(register - 1):
        case Arg.MEM_READ | Arg.MEM_WRITE:
            size = kinds.regs[register + 1]
            return size[1] if size is not None and size[0] == NUMBER else None
        case Arg.MAP_KEY:
            spec = known_map(kinds, helper, maps)
            return None if spec is None else spec.key_size
        case Arg.MAP_VALUE | Arg.MAP_VALUE_OUT:
            spec = known_map(kinds, helper, maps)
            return None if spec is None else spec.value_size
    return None

"""Writes the header that the harness is compiled with: what Python knows of helpers and maps.

    python -m tests.sanitize.table FOLDER

A helper's row is its prototype, by which the compiler checks arguments too, so that a new helper
needs nothing here.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

from progpack.bpf.check.program import as_programs_see
from progpack.bpf.context.build import layout
from progpack.bpf.helpers.record import Arg, Effect, Helper
from progpack.bpf.helpers.table import HELPERS
from progpack.bpf.isa.insn import function_token
from progpack.bpf.isa.limits import FRAME_SIZE, STACK_SIZE
from progpack.bpf.maps.plan import bloom_shape, plan_map, value_stride, values_bytes
from progpack.bpf.maps.special_fields import lock_offset, timer_offset
from progpack.bpf.maps.types import Holds
from progpack.bpf.spec import MapSpec, MapType, ProgramType
from progpack.errors import UsageError
from progpack.jit.lower import calls
from progpack.jit.maps.kinds import check_inner
from progpack.jit.native.layout import READABLE_CTX, TAILROOM, WRITABLE_CTX, WRITABLE_PACKET
from progpack.jit.workspace import _BUFFER

from .candidates import CANDIDATES, accepted_specs

#: The program types that the harness runs as; their contexts differ.
TYPES = (
    *(ProgramType.FLAT, ProgramType.XDP, ProgramType.SCHED_CLS, ProgramType.CGROUP_SKB),
    *(ProgramType.TRACING, ProgramType.SOCK_OPS, ProgramType.SK_MSG, ProgramType.CGROUP_SYSCTL),
    *(ProgramType.SK_SKB, ProgramType.SK_REUSEPORT),
)
_FLAT_BYTES = 64
_FEW = 3
#: First words of the kinds of arguments whose checks find something.
_SPECIAL = ("CONST", "LONG", "INT", "RINGBUF", "DYNPTR", "SPIN", "TIMER", "OBJECT")


def main() -> int:
    """Write ``table.h`` into a folder, only when it changes."""
    work = Path(sys.argv[1])
    leave_out = set(map(int, sys.argv[2:]))
    specs = [
        None if number in leave_out else spec for number, spec in enumerate(accepted_specs(work))
    ]
    text = "\n".join([*_constants(), *_helpers(), *_given(), *_maps(specs), *_contexts(), ""])
    path = work / "table.h"
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
    return 0


def _constants() -> list[str]:
    names = {
        "BUFFER": _BUFFER,
        "TAILROOM": TAILROOM,
        "STACK_SIZE": STACK_SIZE,
        "FRAME_SIZE": FRAME_SIZE,
        "TOKEN": function_token(0),
        "PROGRAM_TYPES": len(TYPES),
        "LAYER_3": TYPES.index(ProgramType.CGROUP_SKB),
        "OF_SOCK_OPS": TYPES.index(ProgramType.SOCK_OPS),
        "CANDIDATES": len(CANDIDATES),
    }
    arguments = ", ".join(f"ARG_{arg.name}" for arg in Arg)
    return [
        f"/* Made by {Path(__file__).name}. */",
        *(f"#define {name} {value:#x}ULL" for name, value in names.items()),
        f"enum arg {{ {arguments}, ARG_KINDS }};",
    ]


def _helpers() -> list[str]:
    """HELPER(number, function, arguments, kinds, program types, map types, writes, moves, ends)."""
    known = sorted((helper for helper in HELPERS if helper.native), key=lambda each: each.id)
    rows = [_helper(helper) for helper in known]
    return ["#define HELPER_ROWS \\", *(f"\t{row} \\" for row in rows), ""]


def _helper(helper: Helper) -> str:
    kinds = ", ".join(f"ARG_{helper.arg(index).name}" for index in range(5))
    programs = sum(
        1 << n for n, kind in enumerate(TYPES) if helper.programs is None or kind in helper.programs
    )
    maps = sum(1 << map_type for map_type in helper.maps)
    return (
        f"HELPER({helper.id}, {helper.native}, {len(helper.args)}, ({kinds}), "
        f"{programs:#x}, {maps:#x}ULL, {int(Effect.WRITES_MAP in helper.effects)}, "
        f"{int(Effect.MOVES_PACKET in helper.effects)}, {int(Effect.MAY_END in helper.effects)})"
    )


class _Registers:
    """In place of the compiler's function: an argument's register is "v", what it computes "-"."""

    regs = ("v",) * 11

    def value(self, _: str) -> str:
        return "-"


def _given() -> list[str]:
    """GIVEN(kind, what): what a helper gets; v: the register, a: what the check says."""
    special = (arg for arg in Arg if arg.name.split("_")[0] in _SPECIAL)
    helper = HELPERS[0]
    rows = []
    with (
        patch.object(calls, "_check", lambda *_, **__: "a"),
        patch.object(calls, "_check_range", lambda *_, **__: None),
    ):
        for arg in special:
            checked = calls._check_special(_Registers(), 0, helper, 1, arg)  # type: ignore[arg-type]
            rows.append(f'GIVEN({arg.name}, "{"".join(map(str, checked.given))}")')
    return ["#define GIVEN_ROWS \\", *(f"\t{row} \\" for row in rows), ""]


def _maps(specs: list[MapSpec | None]) -> list[str]:
    """MAP(number, header, ...) for each map, and INNER(outer, map) for what may be in another."""
    made = [(number, spec) for number, spec in enumerate(specs) if spec is not None]
    inner = [
        f"INNER({outer}, {number})"
        for outer, holder in made
        if holder.type.traits.holds is Holds.MAPS
        for number, spec in made
        if _fits(holder, spec)
    ]
    rows = [_map(number, _small(as_programs_see(spec))) for number, spec in made]
    return [
        "#define MAP_ROWS \\",
        *(f"\t{row} \\" for row in rows),
        "",
        "#define INNER_ROWS \\",
        *(f"\t{row} \\" for row in inner),
        "",
    ]


def _small(spec: MapSpec) -> MapSpec:
    """The map, with few elements where the kernel has none, so that it becomes full."""
    return replace(spec, max_entries=_FEW) if spec.made else spec


def _fits(outer: MapSpec, spec: MapSpec) -> bool:
    try:
        check_inner(outer, spec)
    except UsageError:
        return False
    return True


def _map(number: int, spec: MapSpec) -> str:
    of_maps = spec.type.traits.holds is Holds.MAPS
    places = [0 if at is None else at + 1 for at in (lock_offset(spec), timer_offset(spec))]
    bits, hashers = bloom_shape(spec) if spec.type is MapType.BLOOM_FILTER else (0, 0)
    facts = [
        number,
        spec.type,
        spec.key_size,
        8 if of_maps else spec.value_size,
        spec.max_entries,
        value_stride(spec),
        values_bytes(spec),
        plan_map(spec, 1).words["denied"],
        *places,
        int(spec.type.traits.slotted),
        int(spec.type.traits.values_given),
        bits,
        hashers,
        int(CANDIDATES[number].slot),
    ]
    return f"MAP({', '.join(str(int(fact)) for fact in facts)})"


def _contexts() -> list[str]:
    """CONTEXT(number, bytes, rights) and FIELDS(number, first, end, writable)."""
    rows, fields = [], []
    for number, kind in enumerate(TYPES):
        shape = layout(kind)
        size = shape.size or _FLAT_BYTES
        rights = (
            (WRITABLE_CTX if shape.whole else 0)
            | (READABLE_CTX if shape.all_readable else 0)
            | (WRITABLE_PACKET if shape.packet_writable else 0)
        )
        rows.append(f"CONTEXT({number}, {size}, {rights})")
        ranges = [(*each, 1) for each in shape.writable]
        ranges += [] if shape.all_readable else [(*each, 0) for each in shape.readable]
        fields += [
            f"FIELDS({number}, {first}, {min(end, size)}, {writable})"
            for first, end, writable in ranges
            if first < size
        ]
    return [
        "#define CONTEXT_ROWS \\",
        *(f"\t{row} \\" for row in rows),
        "",
        "#define FIELD_ROWS \\",
        *(f"\t{row} \\" for row in fields),
        "",
    ]


if __name__ == "__main__":
    sys.exit(main())

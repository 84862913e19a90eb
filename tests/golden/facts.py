"""The facts of one program or object, as words that do not change when code is moved or renamed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from progpack.bpf.analysis.facts import Facts as ProgramFacts
from progpack.bpf.check.program import check_map, check_program
from progpack.bpf.spec import MapSpec, ObjectSpec, ProgramSpec
from progpack.errors import ProgpackError
from progpack.jit.lower.builder import Access
from progpack.jit.lower.program import Lowered, translate

__all__ = ["Facts", "object_facts", "program_facts", "refused"]

#: Kind of a fact -> what it is.
Facts: TypeAlias = dict[str, str]

_DIGITS = 16


def refused(error: ProgpackError) -> Facts:
    """The facts of what is refused before anything else is known."""
    return {"refusal": f"{type(error).__name__}: {error}"}


def object_facts(spec: ObjectSpec) -> Facts:
    """What an object is read as: its maps, programs and notes."""
    maps = {name: f"{_map_text(each)} {_map_refusal(each)}" for name, each in spec.maps.items()}
    programs = ", ".join(
        f"{program.name} {program.type.name} {program.section}"
        for program in spec.programs.values()
    )
    return {
        "maps": _joined(f"{name}: {text}" for name, text in maps.items()),
        "programs": programs,
        "notes": " | ".join(spec.notes),
    }


def _map_text(spec: MapSpec) -> str:
    numbers = f"{spec.type.name} {spec.key_size} {spec.value_size} {spec.max_entries} {spec.flags}"
    return f"{numbers} {_digest(spec.data or b'')}"


def _map_refusal(spec: MapSpec) -> str:
    try:
        check_map(spec)
    except ProgpackError as error:
        return f"({error})"
    return ""


def program_facts(spec: ProgramSpec, maps: Mapping[str, MapSpec]) -> Facts:
    """What is known of a program before it runs.

    Args:
        spec: the program.
        maps: the maps of its object, by name.
    """
    facts = {"code": _code(spec)}
    try:
        known = check_program(spec, maps)
    except ProgpackError as error:
        return facts | refused(error)
    used = {name: maps[name] for name in spec.used_maps}
    lowered = translate(spec, used, facts=known, little=True)
    other = translate(spec, used, facts=known, little=False)
    return {
        **facts,
        "frames": f"{known.calls.frames} {dict(sorted(known.calls.callbacks.items()))}",
        **_functions(known),
        **_paths(lowered),
        "proved": _accesses(lowered, proved=True),
        "checked": _accesses(lowered, proved=False),
        "ir": _digest(lowered.ir.encode()),
        "ir of the other byte order": _digest(other.ir.encode()),
    }


def _code(spec: ProgramSpec) -> str:
    refs = sorted((pc, ref.map, ref.offset) for pc, ref in spec.maps.items())
    about = f"{spec.type.name} {refs} {[function.start for function in spec.functions]}"
    return _digest(spec.code() + about.encode())


def _functions(known: ProgramFacts) -> Facts:
    """What each function does with its frame, and how often its blocks run at most."""
    frames, rounds = [], []
    for function in known.functions:
        use = function.frame
        claims = {
            "private": use.private,
            "own frame only": use.own_frame_only,
            "plain": function.trivial,
        }
        frames.append(f"{function.start}: {use.size} bytes{_claims(claims)}")
        rounds += [
            f"{block.start}: {function.found.rounds[block.start]}" for block in function.order
        ]
    return {"frame use": _joined(frames), "rounds": _joined(rounds)}


def _paths(lowered: Lowered) -> Facts:
    """What chooses quicker paths."""
    return {
        "bound": str(lowered.bound),
        "counted": str(lowered.counted),
        "work": str(lowered.work),
        "packet stays": str(lowered.packet_stays),
        "writes context": str(not lowered.keeps_context),
        "plain": str(lowered.trivial),
    }


def _accesses(lowered: Lowered, *, proved: bool) -> str:
    found = sorted(map(_access_text, filter(lambda each: each.proved is proved, lowered.accesses)))
    return ", ".join(f"{pc} {text}" for pc, text in found)


def _access_text(access: Access) -> tuple[int, str]:
    way = "writes" if access.write else "reads"
    argument = f" by r{access.argument}" if access.argument else ""
    return access.pc, f"{way} {access.size} of {access.region or 'unknown'}{argument}"


def _claims(claims: Mapping[str, bool]) -> str:
    return "".join(f", {name}" for name, holds in claims.items() if holds)


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(parts)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:_DIGITS]

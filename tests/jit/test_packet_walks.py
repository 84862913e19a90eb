"""Addresses in the packet that a loop moves on, or that two ways compute: what is proved of them.

A program that walks over options compares its cursor with the packet's end and reads behind it. No
such access is compared a second time at run time; one that was not compared still is.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import pytest

from progpack import load
from progpack.bpf.analysis import state
from progpack.bpf.analysis.state import State
from progpack.bpf.analysis.value import Value
from progpack.bpf.asm import assemble_program
from progpack.bpf.check.program import check_program
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.oracle.maps.arrays import MapSet
from progpack.bpf.spec import ObjectSpec, ProgramSpec, ProgramType
from progpack.errors import RunError
from tests.fuzz.claims import Refuted, watcher

START = "r0 = 0; r2 = *(u32 *)(r1 + 4); r3 = *(u32 *)(r1 + 0); "
#: A cursor, and the loop over options that each hold their length; r0 adds up what they hold.
TOP = "top: r4 = r3; r4 += 2; if r4 > r2 goto out; "
SUM = "r5 = *(u8 *)(r3 + 0); r0 += r5; "
NEXT = "r5 = *(u8 *)(r3 + 1); r5 += 1; r3 += r5; "
OUT = "goto top; out: exit"
#: So many bytes follow the cursor.
FOUR = "r4 = r3; r4 += 4; if r4 > r2 goto out;"
EIGHT = "r4 = r3; r4 += 8; if r4 > r2 goto out;"

#: Programs, and the slots of those of their accesses that are compared at run time, counted among
#: their loads behind the context's.
WALKS = {
    "the cursor is compared in each round": (f"{TOP}{SUM}{NEXT}{OUT}", []),
    "a byte behind what was compared": (f"{TOP}r5 = *(u8 *)(r3 + 2); {NEXT}{OUT}", [0]),
    "a byte before the cursor, which begins with the packet": (
        f"{TOP}r5 = *(u8 *)(r3 - 1); {NEXT}{OUT}",
        [0],
    ),
    "a byte before the cursor, which begins behind a header": (
        f"r3 += 14; {TOP}r5 = *(u8 *)(r3 - 14); {NEXT}{OUT}",
        [],
    ),
    "read before it is compared, as the round above left it": (
        f"""r4 = r3; r4 += 2; if r4 > r2 goto out; top: {SUM}{NEXT}
        r4 = r3; r4 += 2; if r4 > r2 goto out; goto top; out: exit""",
        [],
    ),
    "read before it is compared, and moved since": (
        f"r4 = r3; r4 += 2; if r4 > r2 goto out; top: {SUM}{NEXT}goto top; out: exit",
        [0, 1],
    ),
    "the comparison of the round above is of another address": (
        f"top: r5 = *(u8 *)(r3 + 0); r4 = r3; r4 += 2; if r4 > r2 goto out; {NEXT}{OUT}",
        [0],
    ),
    "a twin that goes along": (
        f"r6 = r3; {TOP}r5 = *(u8 *)(r6 + 1); {NEXT}r6 = r3; {OUT}",
        [],
    ),
    "a twin a byte ahead": (
        f"r6 = r3; r6 += 1; {TOP}r5 = *(u8 *)(r6 + 0); r5 += 1; r3 += r5; r6 = r3; r6 += 1; {OUT}",
        [],
    ),
    "a twin that goes another byte": (
        f"r6 = r3; {TOP}r5 = *(u8 *)(r6 + 1); {NEXT}r6 = r3; r6 += 1; {OUT}",
        [0],
    ),
    "a twin that stays at the first byte": (
        f"r6 = r3; {TOP}{NEXT}r5 = *(u8 *)(r6 + 1); {OUT}",
        [],
    ),
    "a twin that stays a byte behind what was compared": (
        f"r6 = r3; {TOP}{NEXT}r5 = *(u8 *)(r6 + 2); {OUT}",
        [1],
    ),
    "on the stack": (
        f"""*(u64 *)(r10 - 8) = r3; top: r3 = *(u64 *)(r10 - 8);
        r4 = r3; r4 += 2; if r4 > r2 goto out;
        {SUM}{NEXT}*(u64 *)(r10 - 8) = r3; {OUT}""",
        [],
    ),
    "a twin on both ways into the loop, which stays while the cursor moves": (
        f"""{FOUR} r5 = *(u8 *)(r3 + 0); r5 &= 7; if r5 > 3 goto far; r3 += r5; r6 = r3; goto top;
        far: r3 += 9; r6 = r3; top: r4 = r6; r4 += 2; if r4 > r2 goto out;
        r0 = *(u8 *)(r3 + 0); r5 = *(u8 *)(r6 + 1); r3 += r5; {OUT}""",
        [1],
    ),
    "two ways to one place, both compared": (
        """r5 = 0; if r2 == r3 goto out;
        r4 = r3; r4 += 40; if r4 > r2 goto out; r5 = *(u8 *)(r3 + 0);
        r5 &= 7; if r5 > 3 goto far; r3 += r5; goto read; far: r3 += 9; read:
        r5 = *(u8 *)(r3 + 20); out: exit""",
        [],
    ),
    "two ways to one place, one of them not": (
        f"""{FOUR} r5 = *(u8 *)(r3 + 0); r6 = r3; r6 += r5; r4 = r6;
        r4 += 4; if r5 > 3 goto far; if r4 > r2 goto out; goto read; far: r5 = *(u8 *)(r3 + 1);
        r6 = r3; r6 += r5; read: r5 = *(u8 *)(r6 + 0); out: exit""",
        [2],
    ),
    "an offset of 32 bits": (
        f"""{FOUR} r5 = *(u32 *)(r3 + 0); r3 += r5; {EIGHT} r0 = *(u64 *)(r3 + 0); out: exit""",
        [],
    ),
    "an offset that may go back": (
        f"""{FOUR} r5 = *(u32 *)(r3 + 0); r5 &= 3; r3 -= r5; {EIGHT}
        r0 = *(u64 *)(r3 + 0); out: exit""",
        [1],
    ),
    "a number of 64 bits could go around": (
        f"""{EIGHT} r5 = *(u64 *)(r3 + 0); r3 += r5; {EIGHT} r0 = *(u64 *)(r3 + 0); out: exit""",
        [1],
    ),
    "in a function that is called": (
        f"""{FOUR} r5 = *(u8 *)(r3 + 0); r3 += r5; {EIGHT} r1 = r3; call read; out: exit;
        read: r0 = *(u64 *)(r1 + 0); exit""",
        [],
    ),
    "in a function that is called from where it was not compared": (
        f"""{FOUR} r5 = *(u8 *)(r3 + 0); r1 = r3; r1 += r5; r4 = r1;
        r4 += 8; r6 = r1; if r4 > r2 goto other; call read; out: exit;
        other: r1 = r6; call read; exit; read: r0 = *(u64 *)(r1 + 0); exit""",
        [1],
    ),
}


def program(text: str) -> ProgramSpec:
    return assemble_program(
        (START + text).replace(";", "\n").replace(": ", ":\n"), type=ProgramType.XDP
    )


def compared(spec: ProgramSpec) -> list[int]:
    """Which loads behind the context's are compared at run time, counted from 0."""
    functions = check_program(spec, {}).functions
    slots = spec.insns.slots()
    loads = sorted(
        pc
        for function in functions
        for pc in function.found.before
        if slots[pc].opcode & 7 == 1 and pc > 2 and slots[pc].src != 10
    )
    proved = {pc for function in functions for pc in function.found.proved}
    return [number for number, pc in enumerate(loads) if pc not in proved]


@pytest.mark.parametrize("name", WALKS)
def test_what_is_compared_at_run_time(name: str) -> None:
    text, expected = WALKS[name]
    assert compared(program(text)) == expected


PACKETS = [
    bytes(packet)
    for packet in (
        [],
        [1],
        [0, 0],
        [1, 0, 2, 0, 3, 0],
        [5, 1, 5, 5, 1, 5, 5, 200],
        [3, 3, 3, 3, 3, 3, 3, 3, 3],
        [*range(60)],
        [1] * 40,
        [0, 29] * 30,
    )
]


CUT = [packet[:end] for packet in PACKETS for end in range(len(packet) + 1)][::3]


@pytest.mark.parametrize("name", WALKS)
def test_compiled_code_does_what_the_interpreter_does(name: str) -> None:
    """The same results and the same faults, for packets that end at any byte of an option."""
    spec = program(WALKS[name][0])
    machine = Machine(spec, MapSet({}))
    with load(ObjectSpec("walks", "GPL", {spec.name: spec}, {})) as made:
        compiled = made.programs[spec.name]
        for packet in CUT:
            assert ended(compiled.run, packet) == ended(machine.run, packet)


def ended(run: Callable[..., object], packet: bytes) -> object:
    """What r0 is at the end, or the fault."""
    try:
        return run(packet, budget=400).return_value  # type: ignore[attr-defined]
    except RunError as error:
        return error.fault.kind, error.fault.pc


def keep_all(self: State, at: int) -> None:
    """What was known of the round before holds in the next one."""


def _only_theirs(self: state._Meeting, anchor: int, mine: Value, theirs: Value) -> None:
    self.rooms[anchor] = self._other.room_from(theirs)


#: What the analysis must do, and what is wrong where it does not.
MISTAKES: dict[str, tuple[type, str, Callable[..., object]]] = {
    "addresses of the round before are not told from those of this one": (
        State, "count_anew", keep_all,
    ),
    "addresses that met are as far in the packet as on one way": (
        state._Meeting, "_meet",
        _only_theirs,
    ),
    "any two addresses are counted from the same": (
        state, "_counted_from", lambda value: (0, value.past_anchor),
    ),
}  # fmt: skip


def refuted(name: str) -> bool:
    """Whether a run shows that what is said of a program is wrong."""
    machine = watcher(program(WALKS[name][0]))
    try:
        for packet in CUT:
            with suppress(RunError):
                machine.run(packet, budget=400)
    except Refuted:
        return True
    return False


@pytest.mark.parametrize("name", WALKS)
def test_what_is_said_holds_at_each_step(name: str) -> None:
    assert not refuted(name)


@pytest.mark.parametrize("name", MISTAKES)
def test_each_mistake_is_refuted(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    where, attribute, wrong = MISTAKES[name]
    monkeypatch.setattr(where, attribute, wrong)
    assert any(map(refuted, WALKS))

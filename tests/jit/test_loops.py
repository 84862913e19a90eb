"""Bounds of loops: the interpreter needs no more than what is said, however a loop is written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progpack.bpf.asm import assemble_program
from progpack.bpf.check.program import check_program
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.errors import RunError
from progpack.fault import FaultKind
from progpack.jit.lower.program import translate

_EDGES = (0, 1, 2, 3, 5, 8, 100, 257, (1 << 31) - 2, (1 << 31) - 1)
_START = st.sampled_from([*_EDGES, *(-each for each in _EDGES)])
_WIDE = st.sampled_from([(1 << 32) - 3, (1 << 32) + 2, (1 << 33) - 1, (1 << 64) - 4, (1 << 63) - 2])
_STEP = st.sampled_from([1, 1, 1, -1, -1, 2, -2, 3, -4])
_COMPARE = st.sampled_from(["==", "!=", "!=", "!=", ">", ">=", "<", "<=", "s>", "s>=", "s<", "s<="])
_LETTER = st.sampled_from("rw")
_REGISTER = st.sampled_from([1, 1, 1, 1, 2, 2, 3, 4])
#: More rounds than this are not run.
_MOST = 3000


@st.composite
def _step(draw: st.DrawFn) -> str:
    letter, register = draw(_LETTER), draw(_REGISTER)
    if draw(st.integers(0, 7)):
        return f"{letter}{register} += {draw(_STEP)}"
    return f"{letter}{register} = {letter}{draw(_REGISTER)}"


def _steps(most: int) -> st.SearchStrategy[str]:
    return st.lists(_step(), max_size=most).map("; ".join)


@st.composite
def _compared(draw: st.DrawFn) -> str:
    letter = draw(_LETTER)
    right = f"{letter}{draw(_REGISTER)}" if draw(st.integers(0, 3)) == 0 else str(draw(_START))
    return f"{letter}{draw(_REGISTER)} {draw(_COMPARE)} {right}"


@st.composite
def loops(draw: st.DrawFn) -> str:
    """A loop over r1 to r4, which leaves from its end, its middle, or by what it put into r7."""
    starts = [
        f"r{n} = {draw(_WIDE)} ll" if draw(st.integers(0, 3)) == 0 else f"r{n} = {draw(_START)}"
        for n in range(1, 5)
    ]
    head = "; ".join([*starts, "r0 = 0", f"r7 = {draw(st.integers(0, 1))}"])
    body, rest = draw(_steps(3)), draw(_steps(1))
    test, way = draw(_compared()), draw(st.integers(0, 3))
    if draw(st.integers(0, 3)):
        # One that comes to an end, unless the rest of its round changes that.
        letter, start, step = draw(_LETTER), draw(_START), draw(_STEP)
        last = start + step * draw(st.integers(0, 40)) + draw(st.sampled_from([0, 0, 0, 1]))
        last = max(-(1 << 31), min(last, (1 << 31) - 1))
        head = head.replace("r0 = 0", f"r0 = 0; {letter}1 = {start}")
        body = "; ".join(filter(None, [body, f"{letter}1 += {step}"]))
        goes_on = draw(st.sampled_from(["!=", "!=", "<" if step > 0 else ">", "s<", "s>="]))
        if way in (1, 2, 3):
            goes_on = {"!=": "==", "<": ">=", ">": "<="}.get(goes_on, goes_on)
        test = f"{draw(_LETTER)}1 {goes_on} {last}"
    if way == 0:
        return f"{head}; again: {body or 'r0 = 0'}; if {test} goto again; exit"
    if way == 1:
        return f"{head}; again: {body or 'r0 = 0'}; if {test} goto out; goto again; out: exit"
    leave = draw(st.sampled_from(["r7 != 1", "w7 != 1", "r7 == 0", "w7 == 0"]))
    first, then = ("1", "0") if draw(st.integers(0, 3)) else ("0", "1")
    begin = "goto enter" if way == 2 else "r7 = 0"
    return f"""{head}; {begin}
        back: {rest or "r0 = 0"}
        if {leave} goto enter
        exit
        enter: {body or "r0 = 0"}
        r7 = {first}
        if {test} goto back
        r7 = {then}
        goto back"""


def _spec(text: str) -> ProgramSpec:
    return assemble_program(text.replace(";", "\n"), type=ProgramType.SOCKET_FILTER)


def _bound(spec: ProgramSpec) -> int | None:
    """What a run is said to take at most."""
    return translate(spec, {}, facts=check_program(spec)).bound


@settings(max_examples=400, deadline=None)
@given(loops())
def test_a_run_takes_no_more_than_the_bound(text: str) -> None:
    spec = _spec(text)
    bound = _bound(spec)
    if bound is None or bound > _MOST:
        return
    Machine(spec).run(b"", budget=bound)


#: A loop, and what it takes: exactly, or None where nothing is known of it.
BOUNDS = {
    "counts up to zero": ("r1 = -100; a: r1 += 1; if r1 != 0 goto a; exit", 100),
    "counts up to zero in 32 bits": ("w1 = -100; a: w1 += 1; if w1 != 0 goto a; exit", 100),
    "down past zero": ("r1 = 3; a: r1 += -1; if r1 != -5 goto a; exit", 8),
    "never meets it": ("r1 = 1; a: r1 += 2; if r1 != 0 goto a; exit", None),
    # What is cut is never 1 << 32, what it is a half of is.
    "the half of a wider counter": (
        "r1 = 4294967294 ll; a: w1 += 1; r1 += 1; if r1 != 0 goto a; exit",
        None,
    ),
    "leaves through a flag": (
        """r5 = -16; goto in
        a: w5 += 257; r5 = r6; if w7 != 1 goto in; exit
        in: r6 = r5; r6 += 1; w7 = 1; if r6 == 0 goto a; w7 = 0; goto a""",
        32,
    ),
    "a flag that both ways set to stay": (
        """r5 = -16; goto in
        a: r5 = r6; if w7 != 1 goto in; exit
        in: r6 = r5; r6 += 1; w7 = 0; if r6 == 0 goto a; w7 = 0; goto a""",
        None,
    ),
    "a flag that is not a constant": (
        """r5 = -16; goto in
        a: r5 = r6; if w7 != 1 goto in; exit
        in: r6 = r5; r6 += 1; w7 = w6; if r6 == 0 goto a; w7 = 0; goto a""",
        None,
    ),
}


@pytest.mark.parametrize("name", BOUNDS)
def test_the_bound(name: str) -> None:
    text, expected = BOUNDS[name]
    spec = _spec(text.replace("; exit", "; r0 = 0; exit"))
    assert _bound(spec) == expected
    if expected is None:
        return
    Machine(spec).run(b"", budget=expected)
    with pytest.raises(RunError) as caught:
        Machine(spec).run(b"", budget=expected // 4)
    assert caught.value.fault is not None
    assert caught.value.fault.kind is FaultKind.BUDGET

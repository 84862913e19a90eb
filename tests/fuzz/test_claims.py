"""What the analysis states holds at each step, and it states as much as it ever did."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from progpack.bpf.analysis import solve as analysis
from progpack.bpf.check.program import check_program
from progpack.bpf.oracle.maps.arrays import MapSet
from progpack.jit.lower.program import Lowered, translate

from . import claims
from .case import Case
from .check import Tally, check, make
from .claims import Claims, Refuted, is_chance, run_claims

BOLD, VALID = range(300), range(80)
PARTS = 40
CASES = [*(make("bold", seed) for seed in BOLD), *(make("valid", seed) for seed in VALID)]


@pytest.mark.parametrize("part", range(PARTS))
def test_everything_that_is_stated_holds_at_each_step(part: int) -> None:
    for case in CASES[part::PARTS]:
        run_claims(case)


#: Of all cases: accesses that can be reached and need no check, by region.
PROVED = {"caller": 27, "ctx": 1311, "frame": 3254, "packet": 128, "values": 1152}
#: Programs whose budget has a bound, that count nothing, that may run wherever their packet lies
#: (atomic accesses that may be to it look at that), that leave their context as it was, and whose
#: packet may lie in memory of others.
WHOLE = (181, 179, 301, 149, 103)
#: Sums over the cases: the bounds, and the bytes of frames that are cleared.
MOST = (27307, 95696)


def lowered(case: Case) -> Lowered:
    spec = case.object()
    program = next(iter(spec.programs.values()))
    maps = {ref.map: spec.maps[ref.map] for ref in program.maps.values()}
    return translate(program, maps, facts=check_program(program, spec.maps))


def frame_bytes(case: Case) -> int:
    spec = case.object()
    claims = Claims.of(case.program(), MapSet(spec.maps), check_program(case.program(), spec.maps))
    return sum(function.frame.size for function in claims.functions.values())


def test_as_much_is_proved_as_ever() -> None:
    """What is proved no more is checked at run time: a loss that no other test sees.

    May the numbers grow, and those of `MOST` shrink, with what the analysis learns; where the
    generators change, all of them are counted anew.
    """
    every = [lowered(case) for case in CASES]
    proved = Counter(access.region for each in every for access in each.accesses if access.proved)
    assert {region: proved[region] for region in PROVED if proved[region] < PROVED[region]} == {}
    whole = (
        sum(each.bound is not None for each in every),
        sum(not each.counted for each in every),
        sum(each.packet_stays for each in every),
        sum(each.keeps_context for each in every),
        sum(each.packet_anywhere for each in every),
    )
    assert [count for count, least in zip(whole, WHOLE, strict=True) if count < least] == []
    bounds = sum(min(each.bound or 0, 10_000) for each in every)
    most = (bounds, sum(map(frame_bytes, CASES)))
    assert [size for size, limit in zip(most, MOST, strict=True) if size > limit] == []


def test_a_wrong_statement_is_refuted(monkeypatch: pytest.MonkeyPatch) -> None:
    """An access that is taken for proved whatever is known of it."""
    monkeypatch.setattr(analysis, "_proved", lambda kinds, insn: True)
    refuted = 0
    for case in CASES[:40]:
        try:
            run_claims(case)
        except Refuted:
            refuted += 1
    assert refuted > 4


def test_a_packet_that_is_written_although_it_is_said_not_to_be_refutes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = translate
    monkeypatch.setattr(
        claims,
        "translate",
        lambda *args, **more: replace(made(*args, **more), packet_anywhere=True),
    )
    refuted = []
    for case in CASES[:60]:
        try:
            run_claims(case)
        except Refuted as error:
            refuted.append(str(error))
    assert sum("the packet is written to" in text for text in refuted) > 2


def test_a_number_that_hits_a_frame_by_chance_refutes_nothing() -> None:
    """Its address is the context's, with one bit of a number that the interpreter's frame has."""
    case = make("wild", 40110997)
    with pytest.raises(Refuted, match="of the frame are touched"):
        run_claims(case)
    assert is_chance(case)
    tally = Tally()
    check("wild", 40110997, tally, jit=False, kernel=False)
    assert (tally.moved, tally.failures) == (1, [])


def test_what_is_wrong_is_wrong_at_all_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysis, "_proved", lambda kinds, insn: True)
    refuted = []
    for case in CASES[:40]:
        try:
            run_claims(case)
        except Refuted:
            refuted.append(case)
    assert len(refuted) > 3
    assert not any(map(is_chance, refuted))

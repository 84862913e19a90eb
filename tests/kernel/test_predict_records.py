"""Predictions compared with what real kernels did, with all knowledge and with none.

Each record is a sequence of loads and unloads on a kernel, with the address of every image. Two
questions are asked of every load: where does it go by the kernel's own bitmaps, and what can be
said of it by someone who knew nothing at the start and saw only events.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Any

import pytest

from progpack.kernel.evidence.chunks import State
from progpack.kernel.evidence.evidence import Evidence
from progpack.kernel.evidence.extents import image_chunks
from progpack.kernel.evidence.pack import PackEvidence
from progpack.kernel.evidence.predict import Exact, predict, predict_sequence
from progpack.pack import CHUNK
from progpack.pack.constants import round_up
from tests.pack.test_kernel_replay import (
    PATIENCE,
    RECORDS,
    SPECIAL,
    bitmaps,
    has_flag_word,
    read,
)

NAMES = [f"{kernel}-{sequence}" for kernel in RECORDS for sequence in RECORDS[kernel].split()]
BUSY = "6.18.44live-x86_64-d_churn"
FOREIGN = "6.18.44live-x86_64-c_3000"

# The largest share of loads of which nothing can be said when nothing was known at the start. It
# depends on how soon something is proved free: by an unload, or by a new pack. The sequences that
# are not here never do either.
MOST_UNKNOWN = {
    "c_3000": 0.06,
    "d_churn": 0.15,
    BUSY: 0.34,
    "h2_c_300": 0.22,
    "p_300": 0.59,
    "c_300": 0.87,
    "x_big": 0.72,
}


@dataclass
class Score:
    exact: int = 0
    unknown: int = 0

    @property
    def share(self) -> float:
        return self.unknown / max(1, self.exact + self.unknown)


def machine(name: str) -> str:
    return name.split("-")[1]


def chunks_of(name: str, record: dict[str, Any]) -> int:
    low, _ = image_chunks(record["jl"], machine(name), loads=0)
    return low


def header(record: dict[str, Any]) -> int:
    return int(record["a"], 16) // CHUNK * CHUNK


class Run:
    """One record, event after event."""

    def __init__(self, name: str, evidence: Evidence, keep: int) -> None:
        self.name = name
        self.evidence = evidence
        self.keep = keep
        self.score = Score()
        self.loads = 0
        self.wrong: list[int] = []
        self.addresses: dict[int, int] = {}

    def step(self, record: dict[str, Any]) -> None:
        if record["op"] in ("L", "T"):
            self.load(record)
        elif record["op"] == "U":
            self.evidence.unloaded(self.addresses.pop(record["id"]))
        elif record["op"] == "UA":
            for address in self.addresses.values():
                self.evidence.unloaded(address)
            self.addresses.clear()
        self.evidence.settle(self.keep)

    def load(self, record: dict[str, Any]) -> None:
        chunks = chunks_of(self.name, record)
        self.loads += 1
        place = predict(self.evidence, chunks)
        address = header(record)
        if not isinstance(place, Exact):
            self.score.unknown += 1
        elif self.fits(place, address):
            self.score.exact += 1
        else:
            self.wrong.append(record["i"])
        self.evidence.loaded(address, chunks)
        self.addresses[record["id"]] = address

    def fits(self, place: Exact, address: int) -> bool:
        if place.address is not None:
            return place.address == address
        known = self.evidence.locate(address) is not None
        return not known and address % self.evidence.page_size == 0


def known_packs(records: list[dict[str, Any]]) -> dict[int, list[tuple[int, int]]]:
    """The first bitmaps of a record."""
    flagged = has_flag_word(records)
    for record in records:
        if record["op"] == "packs" and "p" in record:
            return bitmaps(record, flagged)
        if record["op"] == "freemap":
            return {int(p["ptr"], 16): taken(p["bm"]) for p in record["p"]}
    return {}


def taken(text: str) -> list[tuple[int, int]]:
    bits = f"{int(text, 16):032768b}"[::-1]
    return [(i, 1) for i, bit in enumerate(bits) if bit == "1"]


def replay(name: str, knowledge: str, keep: int = PATIENCE) -> Run:
    """A record, where the frees of the last ``keep`` unloads may be under way."""
    records = read(name)
    packs = known_packs(records)
    start = next(record for record in records if record["op"] == "start")
    evidence = Evidence(page_size=start["pagesize"], unseen=0)
    if knowledge == "nothing":
        evidence.unseen = len(packs)
    for base, runs in packs.items() if knowledge != "nothing" else ():
        evidence.add_pack(base, taken=runs if knowledge == "bitmaps" else None)
    if knowledge == "bitmaps":
        evidence.set_order(evidence.packs)
    run = Run(name, evidence, keep)
    for record in records:
        run.step(record)
    return run


@pytest.mark.parametrize("name", NAMES)
def test_what_is_predicted_from_the_bitmaps_is_right(name: str) -> None:
    """A kernel frees some time after the unload, however idle it is."""
    run = replay(name, "bitmaps")
    report(run, "bitmaps")
    assert run.wrong == []
    assert run.evidence.contradictions == 0
    assert run.score.exact + run.score.unknown == run.loads > 0
    assert run.score.share <= 0.5


@pytest.mark.parametrize("name", [name for name in NAMES if "live" not in name])
def test_every_program_is_predicted_exactly_where_frees_are_done(name: str) -> None:
    """These guests had nothing else to do, and freed before they loaded again."""
    run = replay(name, "bitmaps", 0)
    assert run.wrong == []
    assert run.score.share == 0


@pytest.mark.parametrize(
    ("knowledge", "keep"), [("bases", 0), ("nothing", 0), ("nothing", PATIENCE)]
)
@pytest.mark.parametrize("name", NAMES)
def test_what_is_called_exact_is_right_without_any_knowledge(
    name: str, knowledge: str, keep: int
) -> None:
    if not keep and "live" in name:
        keep = PATIENCE
    run = replay(name, knowledge, keep)
    report(run, knowledge)
    assert run.wrong == []
    assert run.evidence.contradictions == 0
    if keep and "live" not in name:
        return
    kernel, _, sequence = name.rpartition("-")
    bound = MOST_UNKNOWN.get(name, MOST_UNKNOWN.get(sequence, 1.0))
    if "riscv64" in kernel:
        bound = 0.0
    if bound == 1.0:
        # Nothing is unloaded and no pack made, so nothing is ever proved free.
        assert run.score.exact == 0
    else:
        assert run.score.share <= bound


def test_a_foreign_program_makes_one_prediction_wrong_and_is_noticed() -> None:
    """Between the map that was made of the packs and the first load, somebody loaded one."""
    run = replay(FOREIGN, "bitmaps")
    report(run, "bitmaps")
    assert run.wrong == [1]
    assert run.evidence.contradictions == 1
    assert run.score.exact == run.loads - 1
    run = replay(FOREIGN, "bases")
    report(run, "bases")
    assert run.wrong == []
    assert run.score.share <= MOST_UNKNOWN["c_3000"]


@pytest.mark.parametrize("name", SPECIAL)
def test_every_function_of_a_program_is_foreseen_from_the_bitmaps_before_it(name: str) -> None:
    """Subprograms are placed one by one; a probe read has an entry in the exception table."""
    records = read(name)
    flagged = has_flag_word(records)
    packs: dict[int, list[tuple[int, int]]] = {}
    foreseen = 0
    for record in records:
        if record["op"] == "packs":
            packs = bitmaps(record, flagged)
        elif record["op"] in ("L", "S", "G"):
            entries = record["n"] if record["op"] == "G" else 0
            evidence = known_evidence(packs)
            texts = record.get("subs") or [[record["a"], record["jl"]]]
            sizes = [true_chunks(length, entries) for _, length in texts]
            for (_, length), size in zip(texts, sizes, strict=True):
                low, high = image_chunks(length, machine(name))
                assert low <= size <= high
            places = predict_sequence(evidence, enumerate(sizes))
            for (address, _), size, place in zip(texts, sizes, places, strict=True):
                assert isinstance(place, Exact)
                assert place.address == int(address, 16) // CHUNK * CHUNK
                foreseen += 1
                assert evidence.loaded(place.address, size) is not None
            packs = {p.base: taken_runs(p) for p in evidence.packs if p.base is not None}
    assert foreseen > 10


def true_chunks(length: int, entries: int) -> int:
    low, _ = image_chunks(round_up(length, 4) + 12 * entries, "x86_64", loads=0)
    return low


def known_evidence(packs: dict[int, list[tuple[int, int]]]) -> Evidence:
    evidence = Evidence(unseen=0)
    for base, runs in packs.items():
        evidence.add_pack(base, taken=runs)
    evidence.set_order(evidence.packs)
    return evidence


def taken_runs(pack: PackEvidence) -> list[tuple[int, int]]:
    return [(at, n) for at, n, state in pack.map.runs() if state is State.TAKEN]


def report(run: Run, knowledge: str) -> None:
    score = run.score
    sys.stdout.write(
        f"{run.name} from {knowledge}: {score.exact} exact, {score.unknown} unknown "
        f"({score.share:.1%}), {len(run.wrong)} wrong\n"
    )

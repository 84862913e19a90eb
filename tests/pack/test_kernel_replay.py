"""Placement compared with what real kernels did.

Each record is a kernel that was booted, given a sequence of loads and unloads, and asked for the
address of every image and for its own bitmaps. `PackList` starts from the recorded bitmaps and
must place every program at the recorded address.

Frees in the kernel are asynchronous. A load that comes soon after an unload may find the chunks
still taken, and then goes where it would without that free. This is the only exception that is
accepted; `LATE_FREES` says at which steps each record has it. All guests have none here; the one
record made on a busy machine has a few.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import deque
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from tests.beside import RECORDS

from progpack import arch
from progpack.pack import CHUNK, HEADER, BinaryLayout, PackList, Place, Request, Span

# The full records, where they are beside the clone; else those in the package, which
# lack what no test here reads (tools/trim_records.py).
DATA = RECORDS if RECORDS.is_dir() else Path(__file__).parents[2] / "src/progpack/data/measured"

# What the JIT asks for beyond jited_len, and to what it rounds: x86 rounds the text to words,
# arm64 adds the PLT slot.
NEEDS: Mapping[str, tuple[int, int]] = {
    "x86_64": (4, 0),
    "aarch64": (4, 8),
    "riscv64": (1, 0),
    "powerpc64le": (1, 0),
}

# Steps whose load was placed before a free of at most `PATIENCE` unloads before had been done.
LATE_FREES: Mapping[str, list[int]] = {
    "6.18.44live-x86_64-d_churn": [116, 352, 354, 581, 909, 910, 912, 1043, 1046, 1498, 2555],
}
PATIENCE = 4

# What there is of each kernel. Of the busy machine c_3000 is left out: a foreign program went
# between the map that was made of it and the first load.
RECORDS: Mapping[str, str] = {
    "6.1-x86_64": "a_rq b_1000 c_3000 d_churn f_formula h2_a_rq h2_b_1000 h2_c_300 p_300",
    "6.12.107-x86_64": "a_rq b_1000 c_3000 f_formula h2_a_rq h2_b_1000 h2_c_300",
    "6.18.15-x86_64": "a_rq b_1000 c_3000 d_churn f_formula h2_a_rq h2_b_1000 h2_c_300 p_300 x_big",
    "6.18.44live-x86_64": "a_rq b_1000 d_churn f_formula h2_a_rq h2_b_1000",
    "7.2.12-x86_64": "a_rq b_1000 c_3000 f_formula h2_a_rq h2_b_1000 h2_c_300",
    "7.3.4-x86_64": "a_rq b_1000 c_3000",
    "6.12.107-aarch64": "a_rq b_1000 c_300",
    "6.12.107-powerpc64le": "a_rq b_1000 c_300",
    "7.2.12-riscv64": "a_rq b_1000 c_300",
}
NAMES = [f"{kernel}-{sequence}" for kernel in RECORDS for sequence in RECORDS[kernel].split()]
SPECIAL = [f"{kernel}-x86_64-g_special" for kernel in ("6.1", "6.12.107", "6.18.15", "7.2.12")]

Runs = list[tuple[int, int]]


def read(name: str) -> list[dict[str, Any]]:
    path = DATA / f"{name}.jsonl.gz"
    if not path.exists():
        pytest.skip(f"the record {name} of a measured kernel is not in this clone")
    with gzip.open(path, "rt") as lines:
        return [json.loads(line) for line in lines]


def bitmaps(record: dict[str, Any], flagged: bool) -> dict[int, Runs]:
    """Base address -> taken runs; some kernels have a flag word before the bitmap."""
    shift = 64 if flagged else 0
    # The flag word can be set or not, and may touch the first run.
    return {
        int(pack["ptr"], 16): [(at - shift, n) for at, n in pack["r"] if at + n > shift]
        for pack in record["p"]
    }


def has_flag_word(records: list[dict[str, Any]]) -> bool:
    """Whether the bitmaps begin one word late, seen at the first program in chunk 0."""
    filled = (r["p"] for r in records if r["op"] == "packs" and r.get("p"))
    return next((packs[0]["r"][0][0] == 64 for packs in filled), False)


class Replay:
    """One record, replayed step by step."""

    def __init__(self, name: str) -> None:
        self.machine = name.split("-")[1]
        self.records = read(name)
        self.flagged = has_flag_word(self.records)
        start = next(r for r in self.records if r["op"] == "start")
        self.list = PackList("pack", page_size=start["pagesize"], arch=arch.get(self.machine))
        self.held: dict[int, Span] = {}
        self.freed: deque[Span] = deque(maxlen=PATIENCE)
        self.placed = 0
        self.late: list[int] = []
        self.compared = 0
        self.adopted = False

    def run(self) -> None:
        steps: dict[str, Callable[[dict[str, Any]], None]] = {
            "L": self.load,
            "T": self.load,
            "U": self.unload,
            "UA": self.unload_all,
            "packs": self.compare,
            "freemap": self.adopt_map,
        }
        for record in self.records:
            if record["op"] in steps:
                steps[record["op"]](record)

    def load(self, record: dict[str, Any]) -> None:
        """Predict, compare with the address, and go on from where the kernel put it."""
        unit, extra = NEEDS[self.machine]
        layout = BinaryLayout(-(-record["jl"] // unit) * unit + extra)
        spot = self.list.find(Request(layout.size, name=str(record["id"])))
        address = int(record["a"], 16)
        if not self.is_at(address, spot, layout):
            spot = self.without_late_frees(record, spot, address, layout)
        # Where a new pack lies is the kernel's affair; the program must be at its start.
        base = (address - HEADER) // CHUNK * CHUNK
        self.held[record["id"]] = self.list.take(spot, base)
        self.placed += 1

    def is_at(self, address: int, spot: Place, layout: BinaryLayout) -> bool:
        """Whether an image at ``address`` is at a spot, with a start that is allowed there."""
        if spot.pack is None:
            return address % self.list.page_size in layout.starts(4)
        assert isinstance(spot.pack.backing, int)
        return address - spot.pack.backing - spot.chunk * CHUNK in layout.starts(4)

    def without_late_frees(
        self, record: dict[str, Any], spot: Place, address: int, layout: BinaryLayout
    ) -> Place:
        """The spot as it is when the latest frees have not been done yet."""
        put_back = []
        for span in reversed(self.freed):
            old = Place(span.request, span.pack, span.chunk, span.chunks, span.size, False, 0)
            put_back.append(self.list.take(old))
            spot = self.list.find(spot.request)
            if self.is_at(address, spot, layout):
                break
        else:
            pytest.fail(f"not where the kernel put it, nor explained by a late free: {record}")
        for span in put_back:
            self.list.release(span)
        self.late.append(record["i"])
        return spot

    def unload(self, record: dict[str, Any]) -> None:
        span = self.held.pop(record["id"])
        self.list.release(span)
        self.freed.append(span)

    def unload_all(self, record: dict[str, Any]) -> None:
        for span in self.held.values():
            self.list.release(span)
        self.held.clear()
        self.freed.clear()

    def adopt_map(self, record: dict[str, Any]) -> None:
        """A map found by filling every hole: a bit for each chunk, the lowest is chunk 0."""
        for pack in record["p"]:
            taken = f"{int(pack['bm'], 16):032768b}"[::-1]
            runs = [(m.start(), len(m[0])) for m in re.finditer("1+", taken)]
            self.list.adopt(runs, backing=int(pack["ptr"], 16), name="boot")
            self.adopted = True

    def compare(self, record: dict[str, Any]) -> None:
        """The kernel's own bitmaps: taken over at first, compared afterwards."""
        if "p" not in record:
            return
        seen = bitmaps(record, self.flagged)
        if not self.adopted:
            for base, runs in seen.items():
                self.list.adopt(runs, backing=base, name="boot")
            self.adopted = True
            return
        ours = {pack.backing: list(pack.bitmap.runs()) for pack in self.list.packs}
        assert ours == seen, record["label"]
        self.compared += 1


@pytest.mark.parametrize("name", NAMES)
def test_every_program_is_where_the_kernel_put_it(name: str) -> None:
    replay = Replay(name)
    replay.run()
    assert replay.placed == sum(r["op"] in ("L", "T") for r in replay.records) > 0
    assert replay.late == LATE_FREES.get(name, [])
    # The busy machine could not read its own bitmaps.
    assert (replay.compared >= 2) == ("live" not in name)


@pytest.mark.parametrize("name", SPECIAL)
def test_subprograms_and_exception_tables_take_the_chunks_the_kernel_gave(name: str) -> None:
    """Single steps, each from the kernel's bitmaps right before it.

    Each function of a program is placed by itself; a probe read adds an entry of 12 bytes to the
    exception table behind the text.
    """
    records = read(name)
    flagged = has_flag_word(records)
    packs: dict[int, Runs] = {}
    checked = {"L": 0, "S": 0, "G": 0}
    for record in records:
        if record["op"] == "packs":
            packs = bitmaps(record, flagged)
        elif record["op"] in checked:
            texts = record.get("subs") or [[record["a"], record["jl"]]]
            entries = record["n"] if record["op"] == "G" else 0
            ours = PackList("pack")
            for base, runs in packs.items():
                ours.adopt(runs, backing=base)
            for address, length in texts:
                layout = BinaryLayout(-(-length // 4) * 4 + 12 * entries)
                span = ours.place(Request(layout.size))
                assert isinstance(span.pack.backing, int)
                start = int(address, 16) - span.pack.backing - span.offset
                assert start in layout.starts(4), record
            checked[record["op"]] += 1
            packs = {p.backing: list(p.bitmap.runs()) for p in ours.packs}  # type: ignore[misc]
    assert all(checked.values())


OWN_PAGES = [
    *(f"5.10-x86_64-{s}" for s in ("a_rq", "b_1000", "c_3000", "d_churn", "f_formula", "p_300")),
    *(f"5.10-aarch64-{s}" for s in ("a_rq", "b_1000", "c_300")),
]


@pytest.mark.parametrize("name", OWN_PAGES)
def test_policy_page_takes_as_many_areas_and_pages_as_the_kernel_did(name: str) -> None:
    ours = PackList("page")
    held: dict[int, Span] = {}
    counts: dict[str, tuple[int, int]] = {}
    for record in read(name):
        if record["op"] in ("L", "T"):
            size = ours.policy.image_size(record["jl"])
            held[record["id"]] = ours.place(Request(size))
        elif record["op"] == "U":
            assert ours.release(held.pop(record["id"])) is not None
        elif record["op"] == "snap":
            counts[record["label"]] = (record["jit"], record["jitpg"])
            if record["label"] == "loaded":
                areas = counts["loaded"][0] - counts["start"][0]
                pages = counts["loaded"][1] - counts["start"][1]
                assert len(ours.areas) == areas > 0
                assert sum(area.size for area in ours.areas) == pages * 4096
    assert "loaded" in counts

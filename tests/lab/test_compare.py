"""Predictions beside records: of kernels that were measured, and of a shadow of one."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest
from lab.__main__ import main
from lab.compare import compare, summary, table
from lab.record import write

from progpack.errors import ObjectError
from progpack.pack import PackList, Request, Span
from progpack.replay.validation.records import RECORDS
from progpack.trace import Load, Note, Trace, TraceWriter

BASE = 0xFFFFFFFFC0000000
BOOT = 25
SPLITS = {"level2_splits": 0, "level3_splits": 0}


class Shadow:
    """A kernel of x86-64 with packs, as records of its first process."""

    def __init__(self) -> None:
        self.packs = PackList("pack")
        self.bases: dict[object, int] = {}
        self.held: dict[int, Span] = {}
        self.records: list[dict[str, Any]] = [
            {
                "op": "start",
                "kernel": "6.1.0-9-cloud-amd64",
                "arch": "x86_64",
                "version": "Debian 6.1.55-1",
                "pagesize": 4096,
                "mem": 2075934720,
                "cpus": 1,
            }
        ]
        boot = self.packs.place(Request(BOOT * 64))
        self.bases[boot.pack] = BASE
        self.moment("start")

    def load(self, number: int, size: int) -> None:
        span = self.packs.place(Request(size + 24))
        base = self.bases.setdefault(span.pack, BASE + 0x201000 * len(self.bases))
        self.held[number] = span
        address = f"{base + span.chunk * 64 + 8:#x}"
        self.records.append(
            {"op": "L", "i": 0, "id": number, "n": 2, "us": 1, "jl": size, "a": address}
        )

    def unload(self, number: int) -> None:
        self.packs.release(self.held.pop(number))
        self.records.append({"op": "U", "i": 0, "id": number})

    def moment(self, label: str) -> None:
        taken = [
            {"ptr": f"{self.bases[pack]:#x}", "r": [list(run) for run in pack.bitmap.runs()]}
            for pack in self.packs.packs
        ]
        count = len(taken)
        self.records.append({"op": "packs", "label": label, "p": taken})
        areas = {"packs": count, "packpg": 512 * count, "jit": 0, "jitpg": 0, "prog": 0}
        self.records.append({"op": "snap", "label": label, "t": 0.0, **SPLITS, **areas})

    def write(self, folder: Path) -> Path:
        return write(self.records, "shadow", folder, 2 << 30)[0]


@pytest.fixture
def shadow() -> Shadow:
    """Some that come and go."""
    made = Shadow()
    draw = random.Random(5)
    for number in range(300):
        made.load(number, draw.randrange(4, 900) // 4 * 4)
        if number % 3 == 2:
            made.unload(draw.choice(sorted(made.held)))
    made.moment("loaded")
    return made


def test_a_kernel_that_follows_the_rule_is_predicted(shadow: Shadow, tmp_path: Path) -> None:
    path = shadow.write(tmp_path)
    found = compare(path)
    assert found.policy == "pack"
    assert found.machine.memory == 2 << 30
    assert found.placements is not None
    assert (found.placements.loads, found.placements.exact) == (300, 300)
    assert (found.placements.states, found.placements.equal) == (1, 1)
    assert not found.wrong
    text = table(found)
    assert "chunks of images" in text
    assert "0 not as claimed" in text
    assert main(["compare", str(path)]) == 0
    assert summary([found]).splitlines()[2:] == [
        "| 6.1.55 x86-64 | shadow | `pack` | 300 of 300 | 1 of 1 | 2 of 2 | 0, predicted 0 |"
    ]


def test_one_program_elsewhere_is_found(
    shadow: Shadow, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loads = [record for record in shadow.records if record["op"] == "L"]
    loads[-1]["a"] = f"{BASE + 30000 * 64 + 8:#x}"
    path = shadow.write(tmp_path)
    found = compare(path)
    assert found.placements is not None
    assert found.placements.exact == 299
    assert [row.quantity for _, row in found.wrong] == [
        "chunks of images",
        "times all bitmaps were equal",
    ]
    assert main(["compare", str(path)]) == 1
    assert f"went to {BASE + 30000 * 64 + 8:#x}" in capsys.readouterr().out


@pytest.mark.parametrize(("splits", "good"), [(0, True), (2, True), (3, False), (5, False)])
def test_splits_have_a_band(shadow: Shadow, tmp_path: Path, splits: int, good: bool) -> None:
    shadow.records[-1]["level2_splits"] = splits
    found = compare(shadow.write(tmp_path))
    assert [row.quantity for _, row in found.wrong] == ([] if good else ["2 MiB splits"])


def test_a_pack_too_many_is_found(shadow: Shadow, tmp_path: Path) -> None:
    # The kernel's list counts, as some of its packs are no areas of their own.
    for record in shadow.records[-2:]:
        if record["op"] == "packs":
            record["p"].append({"ptr": "0xffffffffc0400000", "r": [[0, 1]]})
    wrong = {row.quantity for _, row in compare(shadow.write(tmp_path)).wrong}
    assert wrong == {"packs", "times all bitmaps were equal"}


def test_a_trace_that_says_something_else_is_refused(shadow: Shadow, tmp_path: Path) -> None:
    path = shadow.write(tmp_path)
    trace = path.with_name("6.1.55-x86_64-shadow.trace.gz")
    events = list(Trace.open(trace))
    for changed in (events[:-1], [*events[:7], Note(0, "no"), *events[8:]]):
        with TraceWriter(trace, Trace.open(trace).header) as writer:
            writer.write_all(changed)
        with pytest.raises(ObjectError, match="something else than"):
            compare(path)
    trace.unlink()
    assert not compare(path).wrong


def test_the_same_records_make_the_same_files(shadow: Shadow, tmp_path: Path) -> None:
    one, other = shadow.write(tmp_path / "one"), shadow.write(tmp_path / "other")
    assert one.read_bytes() == other.read_bytes()
    start = json.loads(gzip.decompress(one.read_bytes()).splitlines()[0])
    assert start["ram"] == 2 << 30
    assert any(
        isinstance(event, Load)
        for event in Trace.open(one.with_suffix("").with_suffix(".trace.gz"))
    )


@pytest.mark.parametrize(
    "name", ["6.1-x86_64-a_rq", "6.12.107-aarch64-b_1000", "5.10-aarch64-a_rq", "7.3.4-x86_64-a_rq"]
)
def test_kernels_that_were_measured_are_predicted(name: str) -> None:
    path = RECORDS / f"{name}.jsonl.gz"
    if not path.exists():
        pytest.skip(f"the record {name} of a measured kernel is not in this clone")
    assert not [(moment, row) for moment, row in compare(path).wrong if row.kind == "placement"]


def test_what_is_no_record_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "6.1-x86_64-x.jsonl.gz"
    path.write_bytes(b"no gzip")
    assert main(["compare", str(path)]) == 2
    assert "Not a gzipped file" in capsys.readouterr().err


def test_what_there_is_can_be_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    said = capsys.readouterr().out
    assert "arm64" in said
    assert "tour" in said
    assert main(["run", "--arch", "sparc"]) == 2
    assert main(["run", "--sequence", "none"]) == 2

"""The picture of the direct map says what the records of real kernels say."""

from __future__ import annotations

import gzip
import json
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pytest

from progpack.commands import main
from progpack.replay.validation.direct_maps import DirectMapChange, DirectMapState, measured_change
from progpack.replay.validation.records import RECORDS
from progpack.report.direct_map import direct_map_page, direct_map_svg

KERNELS = ("5.10", "6.1", "7.2.12", "7.3.4")
SVG = "{http://www.w3.org/2000/svg}"
BLOCK = 2 << 20
SIZES = {"4K": 4096, "2M": BLOCK, "1G": 1 << 30}


def path(kernel: str, sequence: str = "c_3000") -> Path:
    return RECORDS / f"{kernel}-x86_64-{sequence}.jsonl.gz"


def walked(kernel: str, label: str) -> dict[int, tuple[str, int]]:
    """Number of each 2 MiB -> size of its entries and read-only pages, read here once more."""
    blocks: dict[int, tuple[str, int]] = {}
    inside = False
    for line in gzip.decompress(path(kernel).read_bytes()).splitlines():
        record = json.loads(line)
        if record["op"] == "kcore":
            inside = record.get("label") == label
        elif record["op"] == "dm" and inside:
            size, first = SIZES[record["lv"]], int(record["pa"], 16)
            read_only = not int(record["f"], 16) & 2  # _PAGE_RW
            for at in range(first, first + record["n"] * size, min(size, BLOCK)):
                pages = min(size, BLOCK) // 4096 * read_only
                before = blocks.get(at // BLOCK, ("", 0))[1]
                blocks[at // BLOCK] = record["lv"], before + pages
    return blocks


@pytest.fixture(scope="module")
def changes() -> dict[str, DirectMapChange]:
    return {kernel: measured_change(path(kernel)) for kernel in KERNELS}


@pytest.mark.parametrize("kernel", KERNELS)
def test_each_block_is_what_the_walk_of_the_page_tables_found(
    changes: dict[str, DirectMapChange], kernel: str
) -> None:
    for label, state in (("start", changes[kernel].before), ("loaded", changes[kernel].after)):
        found = {number: (b.size, b.read_only) for number, b in state.blocks().items()}
        assert found == walked(kernel, label)


def cells(change: DirectMapChange, which: int) -> Counter[str]:
    """What the grid (0 before, 1 after, 2 model) draws: cells of each kind, slabs, dots."""
    root = ET.fromstring(direct_map_svg([change]))
    grid = root.findall(f"{SVG}g")[which]
    found: Counter[str] = Counter()
    for rect in grid.findall(f"{SVG}rect"):
        kind = rect.get("class")
        if kind is None:
            continue  # the seams over a run
        width, tall = float(rect.get("width", 0)), float(rect.get("height", 0))
        if kind == "slab":
            found[kind] += 1
        else:
            found[kind] += round(width / (12 if tall == 12 else 768 / 512))
    found["dot"] = len(grid.findall(f"{SVG}circle"))
    return found


@pytest.mark.parametrize("kernel", KERNELS)
def test_what_is_drawn_is_what_was_found(changes: dict[str, DirectMapChange], kernel: str) -> None:
    change = changes[kernel]
    before, after = walked(kernel, "start"), walked(kernel, "loaded")
    broken = {n for n in after if after[n][0] == "4K" and before[n][0] != "4K"}
    small = {n for n in after if after[n][0] == "4K"}
    drawn = cells(change, 1)
    assert drawn["broken"] == len(broken)
    assert drawn["crumbs"] == len(small - broken)
    assert drawn["tile"] == sum(size == "2M" for size, _ in after.values())
    assert drawn["slab"] == sum(size == "1G" for size, _ in after.values()) // 512
    assert drawn["dot"] == sum(after[n][1] > before[n][1] for n in after)
    assert cells(change, 0)["broken"] == 0


def test_the_splits_are_those_that_the_kernels_counted(
    changes: dict[str, DirectMapChange],
) -> None:
    splits = {kernel: change.splits for kernel, change in changes.items()}
    assert splits == {"5.10": (45, 1), "6.1": (43, 0), "7.2.12": (17, 0), "7.3.4": (0, 0)}
    for change in changes.values():
        assert change.splits is not None
        more = change.after.count("4K") - change.before.count("4K")
        # The walk is not made at the moment at which the counters are read.
        assert 0 <= change.splits[0] - more // 512 <= 1
        assert more % 512 == 0


def test_where_a_rox_cache_is_programs_lie_in_entries_that_stay_whole(
    changes: dict[str, DirectMapChange],
) -> None:
    drawn = cells(changes["7.3.4"], 1)
    assert (drawn["broken"], drawn["dot"]) == (0, 17)


def test_the_page_is_well_formed_and_has_each_grid(changes: dict[str, DirectMapChange]) -> None:
    page = direct_map_page(list(changes.values()))
    pictures = page.split("<svg")[1:]
    assert len(pictures) == 1 + 3 * len(KERNELS)
    for picture in pictures:
        ET.fromstring("<svg" + picture.partition("</svg>")[0] + "</svg>")
    assert "<script" not in page
    assert "http" not in page


def test_memory_that_ends_in_the_middle_of_a_block_is_counted_once() -> None:
    change = measured_change(path("5.10", "a_rq"))
    assert isinstance(change.before, DirectMapState)
    assert change.before.count() == sum(change.before.count(size) for size in SIZES)


def test_the_verb_prints_measured_and_modelled(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--direct-map", str(path("6.1")), str(path("7.3.4"))]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[:7] == ["6.1", "3,000", "8,828", "6,107", "28,080", "43", "/"]
    assert lines[2].split()[1:6] == ["3,000", "8,863", "4,574", "4,574", "0"]


@pytest.mark.parametrize(
    ("kernel", "pages"), [("5.10", 10), ("6.1", 1), ("7.2.12", 1), ("7.3.4", 1)]
)
def test_the_programs_of_runqslower_lie_in_one_page_of_a_pack(kernel: str, pages: int) -> None:
    """The seed: they "would fit in a single page"; before packs, each has one of its own."""
    change = measured_change(path(kernel, "a_rq"))
    assert (change.loads, change.code_pages) == (10, pages)


def test_records_without_page_tables_are_refused_in_one_line(
    capsys: pytest.CaptureFixture[str],
) -> None:
    record = RECORDS / "6.1-powerpc64le-a_rq.jsonl.gz"
    assert main(["report", "--direct-map", str(record)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_picture_of_the_docs_is_todays(changes: dict[str, DirectMapChange]) -> None:
    kept = Path(__file__).parents[2] / "docs/direct-map.svg"
    assert kept.read_text(encoding="utf-8") == direct_map_svg([changes[k] for k in KERNELS])

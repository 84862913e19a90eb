"""The direct map of the running kernel: read from a core file that tests build, and drawn."""

from __future__ import annotations

import json
import os
import platform
import xml.etree.ElementTree as ET
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from tests.kernel.coreimage import PAGE, Memory, Tables, write_core

from progpack.commands import main
from progpack.errors import MissingFeatureError, UsageError
from progpack.kernel import live_direct_map
from progpack.kernel.live_direct_map import LiveDirectMap, read_direct_map
from progpack.kernel.memory.pagetables import Run
from progpack.model.directmap import Entry
from progpack.report.direct_map import direct_map_page, direct_map_svg

pytestmark = pytest.mark.skipif(
    platform.machine() != "x86_64", reason="page tables are read of x86-64 alone"
)

SVG = "{http://www.w3.org/2000/svg}"
BASE, TEXT = 0xFFFF_8880_0000_0000, 0xFFFF_FFFF_8200_0000
MODULES, VMALLOC = 0xFFFF_FFFF_C000_0000, 0xFFFF_C900_0000_0000
RW, RO = 0x8000_0000_0000_0103, 0x8000_0000_0000_0101
BLOCK, GIB = 2 << 20, 1 << 30
SIZE = 4 * GIB
#: One GiB is whole, one is in blocks, of which one is in pages; two are whole again.
RUNS = (
    Run("1G", 0, 1, RW | 0x80),
    Run("2M", GIB, 3, RW | 0x80),
    Run("4K", GIB + 3 * BLOCK, 5, RW),
    Run("4K", GIB + 3 * BLOCK + 5 * PAGE, 2, RO),
    Run("4K", GIB + 3 * BLOCK + 7 * PAGE, 505, RW),
    Run("2M", GIB + 4 * BLOCK, 508, RW | 0x80),
    Run("1G", 2 * GIB, 2, RW | 0x80),
)
#: Two programs in the two read-only pages, which follow each other in reverse; one in a whole GiB.
PLACES = {
    MODULES + 0x40: GIB + 3 * BLOCK + 6 * PAGE,
    MODULES + PAGE + 0x80: GIB + 3 * BLOCK + 5 * PAGE,
    MODULES + 7 * PAGE: 3 * GIB + 9 * PAGE,
}
NOWHERE = MODULES + 100 * PAGE


def kernel(root: Path) -> Path:
    """The files of a kernel whose page tables have `RUNS`, and programs where `PLACES` says."""
    memory = Memory()
    tables = Tables(memory, BASE, TEXT, SIZE - (64 << 20))
    tables.add(RUNS)
    for address, physical in PLACES.items():
        tables.map(address & -PAGE, physical, 1, 0x161)
    (root / "proc/sys/kernel").mkdir(parents=True)
    (root / "proc/sys/kernel/osrelease").write_text("6.1.99\n")
    names = (
        f"{address:016x} t bpf_prog_{number:016x}_tiny\t[bpf]\n"
        for number, address in enumerate([*PLACES, NOWHERE])
    )
    (root / "proc/kallsyms").write_text(f"{TEXT:016x} T _text\n" + "".join(names))
    segments = [(TEXT, BLOCK, 16 << 20), (VMALLOC, GIB, None), (BASE, SIZE, 0)]
    write_core(root / "proc/kcore", memory, segments, {"SYMBOL(init_top_pgt)": f"{TEXT:x}"})
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kernel(tmp_path_factory.mktemp("kernel"))


@pytest.fixture(scope="module")
def live(root: Path) -> LiveDirectMap:
    return read_direct_map(root=root)


def test_the_page_tables_and_the_places_of_programs_are_read(live: LiveDirectMap) -> None:
    names = (live.kernel, live.arch, live.programs)
    assert names == ("6.1.99", "x86_64", len(PLACES) + 1), "one is gone meanwhile, and was seen"
    assert live.code_pages == {physical // PAGE for physical in PLACES.values()}
    found = [(e.size, e.page * PAGE, e.entries, e.writable) for e in live.entries]
    assert found == [(run.level, run.physical, run.count, run.writable) for run in RUNS]


def kinds(grid: ET.Element) -> Counter[str]:
    found = Counter(rect.get("class") or "seam" for rect in grid.findall(f"{SVG}rect"))
    return found + Counter(dot=len(grid.findall(f"{SVG}circle")))


def test_what_is_drawn_is_what_was_found(live: LiveDirectMap) -> None:
    grids = ET.fromstring(direct_map_svg([live])).findall(f"{SVG}g")
    # Two GiB for each part: a slab, and a GiB of tiles with one cell of crumbs; two slabs.
    first, second = map(kinds, grids)
    assert (first["slab"], first["crumbs"], first["broken"], first["dot"]) == (1, 1, 0, 1)
    assert (second["slab"], second["tile"], second["dot"]) == (2, 0, 1)
    # A whole GiB is a strip, unless programs lie in it.
    tall = [r.get("height") for r in grids[1].findall(f"{SVG}rect") if r.get("class") == "slab"]
    assert tall == ["16", "96"]
    (dot,) = grids[0].findall(f"{SVG}circle")
    # Below the strip of a whole GiB; the fourth cell of the first row.
    assert (dot.get("cx"), dot.get("cy")) == ("42", "30")


def test_the_page_tells_nothing_of_splits_that_it_does_not_know(live: LiveDirectMap) -> None:
    page = direct_map_page([live])
    assert "split by these loads" not in page
    assert "nothing changed" not in page
    assert "now: 512 entries of 4 KiB, 511 of 2 MiB, 3 of 1 GiB" in page
    assert page.count("programs in 1 cell") == 2
    for picture in page.split("<svg")[1:]:
        ET.fromstring("<svg" + picture.partition("</svg>")[0] + "</svg>")


def test_a_kernel_without_programs_and_with_little_memory_is_drawn() -> None:
    for entries in ((), (Entry("4K", 0, 3, True),)):
        root = ET.fromstring(
            direct_map_svg([LiveDirectMap("?", "x86_64", entries, 0, frozenset())])
        )
        assert len(root.findall(f"{SVG}g")) == len(entries)


def test_entries_of_4_kib_are_drawn_in_full_without_programs_too() -> None:
    entries = (Entry("4K", 0, 512, True), Entry("2M", 512, 511, True))
    root = ET.fromstring(direct_map_svg([LiveDirectMap("?", "x86_64", entries, 0, frozenset())]))
    (grid,) = root.findall(f"{SVG}g")
    (crumbs,) = (r for r in grid.findall(f"{SVG}rect") if r.get("class") == "crumbs")
    assert (crumbs.get("width"), crumbs.get("height")) == ("12", "12")
    assert kinds(grid)["dot"] == 0


def test_the_verb_writes_text_objects_and_pictures(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(live_direct_map, "read_direct_map", partial(read_direct_map, root=root))
    assert main(["report", "--direct-map", "live"]) == 0
    row = capsys.readouterr().out.splitlines()[1]
    assert row.split() == ["6.1.99", "512", "511", "3", "4", "3"]
    svg, page = tmp_path / "now.svg", tmp_path / "now.html"
    words = ["--svg", str(svg), "--html", str(page), "--json"]
    assert main(["report", "--direct-map", "live", *words]) == 0
    (found,) = json.loads(capsys.readouterr().out)["kernels"]
    assert (found["entries_4k"], found["code_pages"]) == (512, 3)
    assert "programs in 1 cell" in svg.read_text()
    assert page.read_text().startswith("<!DOCTYPE html>")


def test_page_tables_that_cannot_be_read_are_refused_with_the_reason(
    tmp_path: Path, root: Path
) -> None:
    with pytest.raises(MissingFeatureError, match=r"kcore does not exist.*--probe"):
        read_direct_map(root=tmp_path)
    with pytest.raises(UsageError, match="running kernel"):
        read_direct_map(root=root, probe=True)
    (tmp_path / "proc").mkdir()
    write_core(tmp_path / "proc/kcore", Memory(), [(BASE, PAGE, 0)], {})
    with pytest.raises(MissingFeatureError, match="does not say where the direct map is"):
        read_direct_map(root=tmp_path)


def test_the_refusal_is_one_line_on_a_machine_without_kcore(
    capsys: pytest.CaptureFixture[str],
) -> None:
    if os.access("/proc/kcore", os.R_OK):
        pytest.skip("this machine has /proc/kcore, so nothing is refused")
    assert main(["report", "--direct-map", "live"]) == 3
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert "/proc/kcore" in said.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["live", "other.jsonl.gz", "--direct-map"], "drawn alone"),
        (["live", "--direct-map", "--csv"], "--csv"),
        (["other.jsonl.gz", "--direct-map", "--probe"], "--probe needs"),
        (["live", "--probe"], "--probe needs"),
    ],
)
def test_what_makes_no_sense_is_refused(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", *words]) == 2
    assert said in capsys.readouterr().err

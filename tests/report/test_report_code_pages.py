"""The picture of the pages that hold programs says what the records of real kernels say."""

from __future__ import annotations

import gzip
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from progpack.commands import main
from progpack.replay.validation.code_pages import code_pages
from progpack.replay.validation.records import RECORDS
from progpack.report.code_pages import code_pages_svg
from progpack.report.draw.legend import GREY

KERNELS = ("5.10", "6.1", "7.3.4")
SVG = "{http://www.w3.org/2000/svg}"
DOCS = Path(__file__).parents[2] / "docs"


def path(kernel: str, sequence: str = "a_rq") -> Path:
    return RECORDS / f"{kernel}-x86_64-{sequence}.jsonl.gz"


def chunks_in(record: Path) -> set[int]:
    """Number of each 64 bytes in which a program's code lies, read here once more."""
    found: set[int] = set()
    for line in gzip.decompress(record.read_bytes()).splitlines():
        step = json.loads(line)
        if step["op"] in ("L", "T") and "a" in step:
            first = int(step["a"], 16)
            found.update(range(first // 64, (first + step["jl"] - 1) // 64 + 1))
    return found


@pytest.mark.parametrize("sequence", ["a_rq", "b_1000"])
@pytest.mark.parametrize("kernel", KERNELS)
def test_each_page_has_the_programs_whose_addresses_the_kernel_gave(
    kernel: str, sequence: str
) -> None:
    found = code_pages(path(kernel, sequence))
    wanted = chunks_in(path(kernel, sequence))
    assert len(found.pages) == len({chunk // 64 for chunk in wanted})
    taken = sum(owner is not None for page in found.pages for owner in page.values())
    assert taken == len(wanted)
    owners = {owner for page in found.pages for owner in page.values()} - {None}
    assert owners == set(range(found.loads))


@pytest.mark.parametrize(("kernel", "pages"), [("5.10", 10), ("6.1", 1), ("7.3.4", 1)])
def test_ten_loads_of_runqslower_share_a_page_with_the_filter_of_the_boot(
    kernel: str, pages: int
) -> None:
    found = code_pages(path(kernel))
    assert (found.loads, len(found.pages), found.packed) == (10, pages, pages == 1)
    before = sum(owner is None for page in found.pages for owner in page.values())
    assert before == (25 if found.packed else 0)


def test_the_picture_has_a_square_for_each_64_bytes() -> None:
    kernels = [code_pages(path(kernel)) for kernel in KERNELS]
    root = ET.fromstring(code_pages_svg(kernels))
    squares = [rect.get("fill") for rect in root.iter(f"{SVG}rect") if rect.get("width") == "8"]
    assert len(squares) == (10 + 1 + 1) * 64
    assert squares.count(GREY) == 2 * 25
    coloured = sum(colour not in (None, GREY) for colour in squares)
    assert coloured == sum(len(chunks_in(path(kernel))) for kernel in KERNELS)


def test_of_many_pages_the_first_are_drawn_and_the_others_counted() -> None:
    picture = code_pages_svg([code_pages(path("5.10", "b_1000"))])
    assert "the first 10; 990 more" in picture


def test_the_verb_says_it_in_text_and_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = [str(path("5.10")), str(path("6.1"))]
    assert main(["report", "--code-pages", *records]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[-1] for line in lines[1:]] == ["10", "1"]
    target = tmp_path / "pages.json"
    assert main(["report", "--code-pages", *records, "--json", str(target)]) == 0
    assert [len(row["pages"]) for row in json.loads(target.read_text())["kernels"]] == [10, 1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--code-pages", "--direct-map"], "exclude each other"),
        (["--code-pages", "--csv"], "no other form"),
    ],
)
def test_what_cannot_be_drawn_is_refused(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", str(path("6.1")), *words]) == 2
    assert said in capsys.readouterr().err


def test_the_picture_of_the_docs_is_todays() -> None:
    kept = (DOCS / "runqslower.svg").read_text(encoding="utf-8")
    assert kept == code_pages_svg([code_pages(path(kernel)) for kernel in KERNELS])

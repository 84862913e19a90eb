"""Coverage of objects and files of strangers: names are text, and what they name is not read."""

from __future__ import annotations

import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from progpack.report.coverage.cobertura import to_cobertura
from progpack.report.coverage.lcov import parse_lcov, to_lcov
from progpack.report.coverage.page import MOST_SOURCE, page
from progpack.report.coverage.terminal import table
from progpack.run.coverage import Branch, Coverage, FunctionCount, Source

#: What ends a line for one of the readers, or means something to a terminal, to XML or to HTML.
NASTY = [
    f"a{char}DA:7,7{char}.c" for char in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\x00\x1b\u202e\ud800"
]
NASTY += ["<script>alert(1)</script>.c", "\"&'.c", "../../etc/passwd\n.c"]


def coverage_of(path: str, line: int = 1, name: str = "f") -> Coverage:
    coverage = Coverage()
    coverage.sources[path] = Source(
        {line: 1}, {Branch(line, 0): (1, 0)}, {name: FunctionCount(line, 1)}
    )
    return coverage


@pytest.mark.parametrize("name", NASTY)
def test_names_are_text_in_every_format(name: str) -> None:
    coverage = coverage_of(name, name=name)
    again = parse_lcov(to_lcov(coverage), "x")
    assert len(again.sources) == 1
    (source,) = again.sources.values()
    assert source.lines == {1: 1}
    assert len(source.functions) == 1
    document = ET.fromstring(to_cobertura(coverage))
    assert len(document.findall(".//class")) == 1
    for text in (page(coverage), table(coverage)):
        text.encode()
        assert not any(char in text for char in "\x00\x1b\x85\u2028\u202e")
    assert "<script>" not in page(coverage)
    assert len(table(coverage).splitlines()) == len(table(coverage_of("plain.c")).splitlines())


def test_blocks_of_more_than_two_ways_are_read_and_written_again() -> None:
    """Clang and gcov number the ways of a block on, as for `a && b`."""
    text = "SF:x.c\n" + "".join(f"BRDA:3,0,{way},{way}\n" for way in range(4))
    coverage = parse_lcov(text + "BRDA:3,1,2,-\nBRDA:3,1,3,-\nDA:3,6\nend_of_record\n", "x")
    (source,) = coverage.sources.values()
    assert sorted(source.branches.values(), key=str) == [(0, 1), (2, 3), None]
    assert source.covered_ways == 3
    written = [line for line in to_lcov(coverage).splitlines() if line in text]
    assert len(written) == len(text.splitlines())


def test_only_sources_are_read(tmp_path: Path) -> None:
    """A line of a page says what a C file says; another file's lines are nobody's to publish."""
    for name in ("secret", ".netrc", "id_rsa", "key.pem", "x.c.txt"):
        (tmp_path / name).write_text("SECRET")
        assert "SECRET" not in page(coverage_of(str(tmp_path / name)))
    for name in ("x.c", "x.bpf.c", "vmlinux.h"):
        (tmp_path / name).write_text("int known;")
        assert "int known;" in page(coverage_of(str(tmp_path / name)))
    (tmp_path / "link.c").symlink_to(tmp_path / "secret")
    assert "SECRET" not in page(coverage_of(str(tmp_path / "link.c")))
    for path in ("/proc/self/environ", "/dev/zero", "a\0b.c", str(tmp_path), "x" * 300 + ".c"):
        assert len(page(coverage_of(path))) < 10_000


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.c")
    (tmp_path / "zero.c").symlink_to("/dev/zero")
    with (tmp_path / "large.c").open("wb") as file:
        file.truncate(MOST_SOURCE + 1)
    for name in ("pipe.c", "zero.c", "large.c"):
        assert len(page(coverage_of(str(tmp_path / name)))) < 10_000


@pytest.mark.parametrize("line", [1, 999_999_999, (1 << 64) - 1])
def test_a_page_is_as_long_as_what_is_known(line: int) -> None:
    """Not as long as the number of a line is large."""
    text = page(parse_lcov(f"SF:gone.c\nDA:{line},3\nBRDA:{line},0,0,1\nend_of_record\n", "x"))
    assert f"<td>{line}</td><td>3</td>" in text
    assert len(text) < 10_000

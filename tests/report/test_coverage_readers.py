"""Files of coverage are judged by those that read them: genhtml, and the DTD of Cobertura."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from progpack.bpf.object import bundled
from progpack.commands import main
from progpack.report.coverage.cobertura import to_cobertura
from progpack.report.coverage.lcov import from_lcov
from progpack.run.coverage import Coverage

ROOT = Path(__file__).parents[2]
BPF = ROOT / "src/progpack/data/bpf"
#: lcov 2 says this of every file that does not have the last lines of functions; lcov 1 takes such
#: a line's number for the function's name, and so neither clang nor progpack writes it.
KNOWN = "(unsupported) Function begin/end line exclusions not supported"

#: Elements of http://cobertura.sourceforge.net/xml/coverage-04.dtd: children in their order, each
#: with how often it may be there, and attributes that must be there; those behind `|` may lack.
DTD = {
    "coverage": (
        "sources? packages",
        (
            "line-rate branch-rate lines-covered lines-valid branches-covered branches-valid "
            "complexity version timestamp |"
        ),
    ),
    "sources": ("source*", "|"),
    "source": ("", "|"),
    "packages": ("package*", "|"),
    "package": ("classes", "name line-rate branch-rate complexity |"),
    "classes": ("class*", "|"),
    "class": ("methods lines", "name filename line-rate branch-rate complexity |"),
    "methods": ("method*", "|"),
    "method": ("lines", "name signature line-rate branch-rate complexity |"),
    "lines": ("line*", "|"),
    "line": ("conditions*", "number hits | branch condition-coverage"),
    "conditions": ("condition*", "|"),
    "condition": ("", "number type coverage |"),
}


def check(element: ET.Element) -> None:
    """Fail unless an element and all that is in it are as the DTD says."""
    children, attributes = DTD[element.tag]
    names = "".join(f"{child.tag} " for child in element)
    pattern = re.sub(r"([\w-]+)([?*]?)", r"(\1_)\2", children).replace(" ", "").replace("_", " ")
    assert re.fullmatch(pattern, names), (element.tag, names)
    needed, allowed = (set(part.split()) for part in attributes.split("|"))
    assert needed <= element.attrib.keys() <= needed | allowed, element.attrib
    for child in element:
        check(child)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with lcov's file of the firewall on the shipped capture, and its source."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(BPF / "firewall.bpf.c", tmp_path)
    (tmp_path / "sample.pcap").write_bytes(bundled.capture())
    backend = "compiled" if find_spec("llvmlite") else "interpreter"
    words = [str(BPF / "firewall.bpf.o"), "--pcap", "sample.pcap", "--backend", backend]
    assert main(["run", *words, "--coverage", "c.info"]) == 0
    return tmp_path


def test_cobertura_is_as_its_dtd_says(folder: Path) -> None:
    coverage = from_lcov(folder / "c.info")
    for each in (coverage, Coverage()):
        check(ET.fromstring(to_cobertura(each)))
    damaged = to_cobertura(coverage).replace("<methods />", "", 1)
    with pytest.raises(AssertionError):
        check(ET.fromstring(damaged))


@pytest.mark.skipif(shutil.which("genhtml") is None, reason="needs lcov")
def test_genhtml_reads_what_was_counted_without_a_warning(folder: Path) -> None:
    words = ["genhtml", "--branch-coverage", "--output-directory", "html", "c.info"]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    said = [line for line in done.stderr.splitlines() if "WARNING" in line and KNOWN not in line]
    assert not said
    (source,) = from_lcov(folder / "c.info").sources.values()
    functions = source.functions.values()
    for counted, whole, what in [
        (source.covered_lines, len(source.lines), "lines"),
        (sum(each.calls > 0 for each in functions), len(functions), "functions"),
        (source.covered_ways, 2 * len(source.branches), "branches"),
    ]:
        assert re.search(rf"{what}\.*: .*\({counted} of {whole} {what}\)", done.stdout), done.stdout
    (page,) = (folder / "html").rglob("firewall.bpf.c.gcov.html")
    assert "__sync_fetch_and_add" in page.read_text()

"""The documentation site: it is built without a warning, and what scripts make of it is current."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import progpack
from progpack.commands import VERBS, whole_parser
from tests.support_cells import CELLS, cells_of

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
sys.path.append(str(ROOT / "tools"))

import api_diff  # noqa: E402
import make_verb_pages  # noqa: E402
import site_links  # noqa: E402

TERMS = 20
STABLE = ("programs", "objects", "packs", "kernel", "replays", "errors")

needs_sphinx = pytest.mark.skipif(
    any(find_spec(name) is None for name in ("sphinx", "myst_parser", "furo", "sphinxarg")),
    reason="needs progpack[docs]: Sphinx, MyST, furo and sphinx-argparse",
)


def build(builder: str, target: Path) -> None:
    options = ["-q", "-W", "--keep-going", "-b", builder, "-d", str(target.parent / "doctrees")]
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, str(DOCS), str(target)],
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert (done.returncode, done.stderr) == (0, "")


@needs_sphinx
def test_the_site_and_the_man_pages_are_built_without_a_warning(tmp_path: Path) -> None:
    build("html", tmp_path / "site")
    assert "progpack.PackAllocator" in (tmp_path / "site/genindex.html").read_text()
    assert (tmp_path / "site/searchindex.js").stat().st_size > 0
    packs = (tmp_path / "site/reference/api/packs.html").read_text()
    assert 'id="progpack.PackAllocator.install"' in packs
    build("man", tmp_path / "man")
    made = {path.name for path in (tmp_path / "man").rglob("*.1")}
    assert made == {"progpack.1", *(f"progpack-{verb}.1" for verb in VERBS)}
    assert "--pcap" in (tmp_path / "man/progpack-run.1").read_text().replace("\\-", "-")


def test_each_public_name_is_on_one_page_of_the_reference() -> None:
    named = [
        name
        for page in STABLE
        for name in re.findall(
            r"^\.\. auto(?:class|function|exception):: (?:progpack\.replay\.)?(\w+)$",
            (DOCS / f"reference/api/{page}.md").read_text(),
            re.MULTILINE,
        )
    ]
    assert sorted(named) == sorted(set(progpack.__all__) - {"__version__"})


def test_names_of_documented_modules_exist() -> None:
    text = (DOCS / "reference/api/modules.md").read_text()
    named = re.findall(r"^\.\. auto\w+:: progpack\.([\w.]+)\.(\w+)$", text, re.MULTILINE)
    assert named
    for module, name in named:
        loaded = __import__(f"progpack.{module}", fromlist=[name])
        assert getattr(loaded, name).__doc__, name


def test_each_verb_has_a_page_of_its_arguments() -> None:
    folder = make_verb_pages.FOLDER
    kept = {path.name: path.read_text() for path in folder.glob("*.md")}
    assert kept == make_verb_pages.pages(), "run python tools/make_verb_pages.py"


def test_the_parser_of_all_verbs_has_them() -> None:
    text = whole_parser().format_help()
    for verb, summary in VERBS.items():
        assert f" {verb} " in text
        assert summary.split()[0] in text


@pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")
def test_the_table_of_support_is_current() -> None:
    import support_table

    page = support_table.PAGE.read_text()
    assert support_table.filled(page) == page, "run python tools/support_table.py"
    first = next(line for line in page.splitlines() if line.startswith("| x86-64 |"))
    assert set(first.split(" | ")[1:]) == {"1", "1 |"}


@pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")
def test_a_claim_that_no_test_has_shown_fails_ci(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import support_table

    claimed = json.loads(support_table.RESULTS.read_text())["shown"]
    assert {name.split(" ", 1)[0] for name in claimed} == set(support_table.TARGETS)
    noted = tmp_path / "noted.txt"
    monkeypatch.setenv(support_table.ALL_TOOLS, "1")
    noted.write_text("\n".join([*claimed, *claimed]) + "\n")
    assert support_table.check(noted) == 0
    noted.write_text("\n".join(claimed[1:]) + "\n")
    assert support_table.check(noted) == 1
    assert f"skipped or failed: {claimed[0]}\n" in capsys.readouterr().out
    monkeypatch.delenv(support_table.ALL_TOOLS)
    assert support_table.check(tmp_path / "nothing") == 0


def test_each_cell_of_the_table_of_support_names_tests() -> None:
    assert cells_of("tests/link/test_arm64.py::test_it_does_what_the_same_source_does_here[x]") == [
        "arm64 elf"
    ]
    for cell in CELLS:
        path, _, name = cell.tests.partition("::")
        assert (ROOT / path).exists(), cell
        if name:
            assert f"def {name.partition('[')[0]}" in (ROOT / path).read_text(), cell


@pytest.mark.skipif(find_spec("shtab") is None, reason="needs shtab (dependency group test)")
def test_completions_have_every_verb_and_option() -> None:
    import make_completion

    options = [line.split() for line in api_diff.lines() if line.startswith("verb ")]
    for shell in make_completion.texts():
        kept = (make_completion.FOLDER / f"progpack.{shell}").read_text()
        # fish has long options without their dashes.
        missing = [words for words in options if words[-1].lstrip("-") not in kept]
        assert not missing, "run make completion"


def test_the_glossary_has_terms_in_order() -> None:
    text = (DOCS / "glossary.md").read_text()
    terms = re.findall(r"^(\S.*)\n  \S", text, re.MULTILINE)
    assert len(terms) >= TERMS
    assert terms == sorted(terms, key=str.lower)


@pytest.mark.parametrize(
    ("text", "place", "page", "linked"),
    [
        ("[s](../SECURITY.md)", "docs", "run", "[s](project/security.md)"),
        ("[r](docs/run.md#x)", "", "project/security", "[r](../run.md#x)"),
        ("[s](SECURITY.md)", "", "project/changelog", "[s](security.md)"),
        ("[f](../examples/a.py)", "docs", "testing", "[f](../examples/a.py)"),
        ("[w](https://example.org/a)", "docs", "run", "[w](https://example.org/a)"),
        ("[h](#here)", "docs", "run", "[h](#here)"),
    ],
)
def test_links_lead_to_pages_of_the_site(text: str, place: str, page: str, linked: str) -> None:
    assert site_links.linked(text, place, page) == linked

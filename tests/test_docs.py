"""README and docs: every verb and option is there, links lead somewhere, commands are run."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from progpack.commands import VERBS, _parser

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
sys.path.append(str(ROOT / "tools"))

import pages  # noqa: E402

PAGES = [page for page in pages.PAGES if page != pages.README]
BLOCKS = [
    pytest.param(page, block, id=f"{page.stem}-{number}")
    for page in pages.PAGES
    for number, block in enumerate(pages.blocks(page.read_text(encoding="utf-8")))
]
NUMBER = re.compile(r"0x[0-9a-f]+|\d[\d,.]*")
_FACTS = {"id": "1", "name": "x", "tag": "0" * 16, "address": "0xffffffffc0000000"}


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_of_every_verb_is_on_its_page(verb: str) -> None:
    text = (DOCS / f"{verb}.md").read_text(encoding="utf-8")
    parser = _parser(verb, [verb])
    actions = next(a for a in parser._actions if a.dest == "verb").choices
    assert actions is not None
    for action in actions[verb]._actions:  # type: ignore[index]
        for option in action.option_strings:
            if option not in ("-h", "--help"):
                assert f"{option}" in text, option


def test_the_index_leads_to_every_page() -> None:
    index = (DOCS / "README.md").read_text(encoding="utf-8")
    for page in DOCS.glob("*.md"):
        assert page.name == "README.md" or f"]({page.name})" in index, page.name
    for verb, summary in VERBS.items():
        assert f"[{verb}]({verb}.md)" in index, summary


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    for link in re.findall(r"\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        name, _, section = link.partition("#")
        target = page.parent / name if name else page
        assert target.exists(), link
        if section:
            assert section in set(_sections(target)), link


def _sections(page: Path) -> Iterator[str]:
    for title in re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


@pytest.mark.parametrize(("page", "block"), BLOCKS)
def test_blocks_show_output_of_commands_that_exist(page: Path, block: pages.Block) -> None:
    prompt, *lines = block.text.split("\n")
    assert prompt[:2] == ("# " if block.who == "root" else "$ ")
    assert any(lines)
    for command in re.split(r" \| |; ", block.command.format(**_FACTS)):
        words = [word for word in shlex.split(command) if not word.startswith(">")]
        if words[0] == "progpack":
            _parser(words[1], words[1:]).parse_args(words[1:])


@pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]")
@pytest.mark.parametrize(
    ("page", "block"),
    [one for one in BLOCKS if isinstance(one.values[1], pages.Block) and not one.values[1].private],
)
def test_what_needs_no_privilege_is_run(page: Path, block: pages.Block, tmp_path: Path) -> None:
    if "clang" in block.keys and shutil.which("clang-22") is None:
        pytest.skip("clang-22 is not installed")
    pages.prepare(tmp_path)
    pages.save_files(page, tmp_path)
    # An exit code that is not the one on the page ends this.
    text = pages.shown(block, block.command, *pages.run(block, block.command, tmp_path))
    if "same" in block.keys:
        assert _words("\n".join(text)) == _words(block.text)


def _words(text: str) -> list[str]:
    return NUMBER.sub("N", text).split()

"""docs/policies.md: its table is of the policies that there are, and its example works."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from progpack import PackList, Policy, replay
from progpack.pack import Request
from progpack.replay import policies
from progpack.trace.synthesis import Synthesis

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/policies.md").read_text(encoding="utf-8")
sys.path.append(str(ROOT / "tools"))

import policy_table  # noqa: E402


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The file that a reader of the page would save."""
    found = re.search(r"<!-- example: [^\n]*-->\n```python\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    path = tmp_path / "ends.py"
    path.write_text(found[1])
    return path


def test_the_table_is_of_the_policies_that_there_are() -> None:
    assert policy_table.filled(PAGE) == PAGE, "run tools/policy_table.py"
    for name in policies.names():
        assert f"| `{name}` |" in PAGE


def test_the_page_names_only_policies_that_there_are() -> None:
    for names in re.findall(r"`([a-z0-9-]+(?:,[a-z0-9-]+)+)`", PAGE):
        for name in names.split(","):
            assert name in policies.names()


def test_the_example_places_as_the_page_says(example: Path) -> None:
    policy = policies.get(f"{example}:Ends")
    assert isinstance(policy, Policy)
    packs = PackList(policy)
    end = packs.pack_size // 64
    big, one, two = (packs.place(Request(size)) for size in (640, 64, 128))
    assert (big.chunk, one.chunk, two.chunk) == (0, end - 1, end - 3)
    packs.release(one)
    assert packs.place(Request(64)).chunk == end - 1


def test_the_example_can_be_replayed(example: Path) -> None:
    result = replay(Synthesis("ci", 300, seed=1), ["pack", f"{example}:Ends"], "x86_64:8G")
    pack, ends = result.policies
    assert ends.name == "ends"
    assert ends.end.loads == pack.end.loads == 300
    assert {item.chunk for item in ends.picture.rectangles} != {
        item.chunk for item in pack.picture.rectangles
    }


def test_each_kind_of_pages_is_explained() -> None:
    for kind in ("own", "single", "block", "huge"):
        assert f"| `{kind}` |" in PAGE

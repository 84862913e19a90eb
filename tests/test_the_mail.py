"""docs/the-mail.md: made of its texts, its figures and its commands, and of nothing else."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tools"))

import pages  # noqa: E402
import the_mail  # noqa: E402

PAGE = the_mail.PAGE.read_text(encoding="utf-8")


def test_the_page_is_made_of_its_texts_and_figures() -> None:
    """What its commands print is compared in test_docs."""
    assert the_mail.made(PAGE) == PAGE


@pytest.mark.parametrize("claim", the_mail.claims(), ids=lambda claim: claim.title)
def test_each_claim_says_who_what_since_when_and_how_sure(claim: the_mail.Claim) -> None:
    assert claim.who in ("Linus", "Song")
    assert all(words.strip() for words in claim.said)
    assert re.search(r"\d\.\d|20\d\d", claim.linux), "a release or a year"
    assert re.match(r"Measured|Modelled|Read|Deduced|Splits|Right|6\.12", claim.sure.strip())
    assert f"## {claim.title}" in PAGE


def test_most_claims_have_a_command_that_is_the_same_everywhere() -> None:
    without = [claim.title for claim in the_mail.claims() if not claim.blocks]
    assert without == ["A small number of huge pages, or small pages", "The benchmark results"]
    blocks = list(pages.blocks(PAGE))
    assert sum("same" in block.keys for block in blocks) >= 15


def test_figures_are_those_that_are_kept() -> None:
    found = json.loads(the_mail.RESULTS.read_text(encoding="utf-8"))
    assert found["rounds"] >= 20
    counts = [row["programs"] for row in found["process"]]
    assert (min(counts), max(counts)) == (100, 50_000)
    assert tuple(found["process"][0]["ways"]) == the_mail.WAYS
    values = dict(the_mail.figures(found))
    for row in found["process"]:
        ways = row["ways"]
        ratio = ways["a page of a pack each"]["ns a call"]["median"]
        ratio /= ways["packs of 2 MiB, small pages"]["ns a call"]["median"]
        assert float(values[f"times_{row['programs']}"]) == pytest.approx(ratio, abs=0.06)


def test_noise_is_said_beside_every_change() -> None:
    found = json.loads(the_mail.RESULTS.read_text(encoding="utf-8"))["fragmentation"]
    assert set(found["loads"]) == {
        name for name in found["loads"] if f"{name}:" in " ".join(PAGE.split())
    }
    assert "two measurements with no change between them" in " ".join(PAGE.split())

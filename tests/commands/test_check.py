"""`progpack check --arch A --kernel V`."""

from __future__ import annotations

import json
import re

import pytest

from tests.commands.conftest import Command


@pytest.mark.parametrize(
    ("words", "code", "path"),
    [
        ("--arch x86-64 --kernel 7.3", 0, "packs on huge pages"),
        ("--arch x86-64 --kernel 6.18.15-amd64", 0, "packs on small pages"),
        ("--arch ppc64le --kernel 6.12", 0, "packs on small pages"),
        ("--arch arm64 --kernel 6.6", 0, "a page per program"),
        ("--arch parisc --kernel 6.12", 3, "refused"),
    ],
)
def test_what_a_kernel_has_and_the_way_that_follows(
    words: str, code: int, path: str, command: Command
) -> None:
    done = command("check", *words.split())
    assert (done.code, done.err) == (code, "")
    assert re.search(rf"^path +(yes|NO) +{path}", done.out, re.MULTILINE)
    as_json = command("check", *words.split(), "--json")
    assert as_json.code == code
    found = json.loads(as_json.out)
    assert found["path"] == path
    assert found["reasons"] or path == "packs on huge pages"
    for block in found["blocks"]:
        mark = "yes" if block["ok"] else "(no|NO)"
        pattern = rf"^{block['name']} +{mark} +{re.escape(block['detail'])}$"
        assert re.search(pattern, done.out, re.MULTILINE)


def test_without_a_release_the_newest_and_without_an_architecture_this_one(
    command: Command,
) -> None:
    from progpack import arch
    from progpack.model.capabilities import releases

    assert json.loads(command("check", "--arch", "arm64", "--json").out)["kernel"] == releases()[-1]
    found = json.loads(command("check", "--kernel", "6.12", "--json").out)
    assert found["arch"] == arch.host().name


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--arch z80", "unknown architecture"),
        ("--kernel new", "does not begin with a version"),
        ("--arch x86-64 --page-size 65536", "no pages of 65536"),
    ],
)
def test_what_cannot_be_asked_is_refused(words: str, said: str, command: Command) -> None:
    done = command("check", *words.split())
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_pages_of_another_size(command: Command) -> None:
    done = command("check", "--arch", "arm64", "--kernel", "6.12", "--page-size", "65536", "--json")
    found = json.loads(done.out)
    assert (found["page_size"], found["pmd_size"]) == (65536, 512 << 20)

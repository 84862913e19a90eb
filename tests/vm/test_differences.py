"""The page of differences: kinds of answers, and both answers about real programs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from progpack.bpf.object.reader import read_object
from progpack.jit.lower.builder import Access
from progpack.jit.verify import Verdict
from progpack.kernel.syscall.refusal import KernelVerdict
from progpack.vm.store import Stored
from tests.vm.conftest import NAME

ROOT = Path(__file__).parents[2]
sys.path.append(str(ROOT / "tools"))
pytest.importorskip("llvmlite", reason="needs progpack[jit]")

import differences  # noqa: E402

DATA = ROOT / "src" / "progpack" / "data" / "bpf"


def answer(
    ours: str = "", theirs: bool | None = True, reason: str = "", *, proved: bool = True
) -> differences.Answer:
    access = Access(0, "stack", 8, proved)
    verdict = Verdict("p", ours, (access,))
    return differences.Answer("6.1", "o", "p", verdict, KernelVerdict("p", theirs, reason))


@pytest.mark.parametrize(
    ("one", "kind"),
    [
        (answer(), ""),
        (answer("no", theirs=False, reason="no"), ""),
        (answer("no", theirs=None), ""),
        (answer("no"), "refused here alone"),
        (answer(theirs=False, reason="R1 !read_ok"), "refused there, all proved here"),
        (answer(theirs=False, reason="R1 !", proved=False), "refused there, checked here"),
        (answer(theirs=False, reason="unknown func x"), "refused there, has no such thing"),
    ],
)
def test_differences_have_kinds(one: differences.Answer, kind: str) -> None:
    assert differences.kind_of(one) == kind
    page = differences.page({"6.1": [one]})
    counts = next(line for line in page.splitlines() if line.startswith("| 6.1 |"))
    numbers = [int(cell) for cell in counts.split("|")[2:-1]]
    assert numbers[0] == sum(numbers[1:]) == 1
    assert page.count("None.") == len(differences.KINDS) - bool(kind)


def test_both_are_asked_about_real_programs(kernel: Stored) -> None:
    specs = [read_object(DATA / f"{name}.bpf.o") for name in ("firewall", "sampler")]
    firewall, sampler = differences.answers(NAME, specs)
    assert firewall.theirs.accepted
    assert differences.kind_of(firewall) == ""
    # 6.1 does not follow what the program does with a length; 6.12 does.
    assert differences.kind_of(sampler) == "refused there, checked here"
    assert firewall.kernel == kernel.name


def test_the_page_is_of_this_script() -> None:
    text = (ROOT / "docs" / "differences.md").read_text(encoding="utf-8")
    for kind in differences.KINDS:
        assert f"## {kind[0].upper()}{kind[1:]}" in text
    assert "## Refused here alone\n\nKernels load it" in text

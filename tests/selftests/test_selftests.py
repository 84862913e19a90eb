"""The selftests that say what they return: no other value, no crash, no refusal that docs lack."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from progpack.bpf.btf.types import Btf
from progpack.elf.read import ElfFile
from progpack.testing.annotations import expectations
from tests.selftests.figures import cause, faults, wrong_values
from tests.selftests.judge import Case, judge
from tests.selftests.source import ROOT, SAMPLE_FEATURE, Tree, missing

pytestmark = [
    pytest.mark.skipif(bool(missing()), reason=missing()),
    pytest.mark.skipif(os.geteuid() != 0, reason="needs root: the kernel runs the same programs"),
]
_PAGE = ROOT / "docs/selftests.md"
#: Of the files that v4 is tried with too: its instructions and jumps.
_NEW = ["verifier_ldsx", "verifier_movsx", "verifier_bswap", "verifier_sdiv", "verifier_gotol"]


@pytest.fixture(scope="module")
def tree() -> Tree:
    return Tree().prepare()


@pytest.fixture(scope="module")
def sample(tree: Tree) -> list[Case]:
    names = tree.names(SAMPLE_FEATURE)
    return [
        *judge(tree, tree.compile(names, "v3"), "v3"),
        *judge(tree, tree.compile(_NEW, "v4"), "v4"),
    ]


def test_tags_are_read(tree: Tree) -> None:
    """A file whose tags are known by reading it."""
    (made,) = tree.compile(["verifier_and"], "v3")
    assert made.path is not None
    known = expectations(_types(made.path))
    text = (tree.programs / "verifier_and.c").read_text()
    assert sum(each.value is not None for each in known.values()) == text.count("__retval(")
    assert sum(each.success is False for each in known.values()) == text.count("__failure ")


def test_values_are_those_of_the_kernel(sample: list[Case]) -> None:
    runnable = [case for case in sample if case.expected.value is not None and case.kernel_is_right]
    assert len(runnable) > 400, "the kernel ran hardly any program: the judge is broken"
    assert [f"{c.object} {c.name}: {c.problem()}" for c in wrong_values(sample)] == []


def test_no_program_takes_its_process_along(sample: list[Case]) -> None:
    assert [f"{case.object} {case.name}: {case.crash}" for case in sample if case.crash] == []


def test_refusals_and_faults_are_documented(sample: list[Case]) -> None:
    page = _PAGE.read_text()
    found = [case for case in sample if case.refused and case.kernel_takes_it]
    unknown = [case for case in [*found, *faults(sample)] if case.name not in page]
    assert [f"{c.object} {c.name}: {cause(c.refused) or c.problem()}" for c in unknown] == []


def test_files_are_tests_in_c_as_they_are(tree: Tree) -> None:
    """Files whose messages every kernel since 6.12 says in the same words."""
    names = ["verifier_and", "verifier_div_overflow", "verifier_xdp_direct_packet_access"]
    tests = sum(
        expected.is_a_test
        for made in tree.compile(names, "v3")
        for expected in expectations(_types(made.path)).values()
    )
    options = ["-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(tree.programs)]
    options += [f"--bpf-cflags={shlex.join(tree.flags())}", "--bpf-on=compiled,interpreter,kernel"]
    files = [str(tree.programs / f"{name}.c") for name in names]
    command = [sys.executable, "-m", "pytest", "-q", *options, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    counts = {kind: int(count) for count, kind in re.findall(r"(\d+) (\w+)[, ]", done.stdout)}
    assert done.returncode == 0, done.stdout
    assert counts["passed"] + counts["skipped"] == len(("here", "interpreted", "kernel")) * tests
    # The kernel judges all of them; here a test of a refusal may skip.
    assert counts["passed"] > tests > 50


def _types(path: Path | None) -> Btf:
    assert path is not None
    image = ElfFile(path.read_bytes(), str(path))
    section = image.find(".BTF")
    assert section is not None
    return Btf(image.contents(section), str(path))

"""Emulators that go on running old code when it changes through another mapping of its pages.

qemu-user and valgrind translate code once. Without ``--smc-check=all`` they do not notice writes
through the alias; what notices is our probe, and what mends it is mapping the pages anew.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from progpack.memory import ProcessMemory

ROOT = Path(__file__).parents[2]
EMULATORS = {"qemu-user": ("qemu-x86_64",), "valgrind": ("valgrind", "-q")}

pytestmark = pytest.mark.skipif(
    platform.machine() != "x86_64", reason="the emulators that it starts are built for x86-64"
)


def emulated(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """This Python in an emulator, in the root of the tree."""
    command = EMULATORS[name]
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    path = os.pathsep.join(map(str, (ROOT / "src", ROOT, sysconfig.get_path("purelib"), *sys.path)))
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    return subprocess.run(
        [*command, os.path.realpath(sys.executable), *arguments],
        env={**environment, "PYTHONPATH": path, "PROGPACK_EMULATOR": name},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )


@pytest.fixture(scope="module", params=EMULATORS)
def said(request: pytest.FixtureRequest) -> dict[str, Any]:
    ended = emulated(request.param, "-m", "tests.hosts.emulated")
    assert ended.returncode == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def test_a_way_to_have_code_is_found_and_said(said: dict[str, Any]) -> None:
    assert said["recipe"].startswith("memfd")
    assert "mapped anew" in said["copy"]


def test_new_code_in_the_place_of_old_is_what_runs(said: dict[str, Any]) -> None:
    assert said["reused"] == [*range(2, 12), 1]
    assert said["grown"] == [i % 100 for i in range(80)]


def test_replaced_programs_are_what_runs(said: dict[str, Any]) -> None:
    assert said["replaced"] == [*range(1, 8)]


def test_threads_run_on_while_their_page_is_written(said: dict[str, Any]) -> None:
    assert said["threads"] == [7]


def test_parent_and_child_have_their_own_code(said: dict[str, Any]) -> None:
    assert said["forked"] == [21, 22]
    assert said["forked in C"] == [20, 21, 22]


def test_files_that_are_kept_for_mapping_anew_go_with_their_regions(said: dict[str, Any]) -> None:
    assert said["files after"] == said["files"]


@pytest.mark.parametrize(
    ("name", "which"),
    [("qemu-user", ""), ("valgrind", "finalize or closing or limit")],
)
def test_the_tests_of_the_allocator_hold(name: str, which: str) -> None:
    # Plugins that are of no use here take longer than the tests.
    options = ("-q", "-p", "no:xdist", "-p", "no:cacheprovider")
    ended = emulated(name, "-m", "pytest", *options, "-k", which, "tests/memory/test_allocator.py")
    assert ended.returncode == 0, ended.stdout
    assert " passed" in ended.stdout


def test_nothing_is_mapped_anew_where_nothing_is_emulated() -> None:
    assert "mapped anew" not in ProcessMemory().capabilities.text_copy.detail

"""The model beside the kernel that the tests run on: as root, with programs loaded here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from progpack.errors import MissingFeatureError, ProgpackError
from progpack.replay.result import Validation
from progpack.replay.validation.this_kernel import most_splits, validate_here
from tests.kernel.probes import unprivileged

PACKS = 2
# Of a pack; and what its programs take beside it (model/costs.py), generously.
PAGES = 2 * 512
KB = 2048
BLOCKS = """\
Number of blocks type     Unmovable      Movable  Reclaimable   HighAtomic      Isolate
Node 0, zone      DMA            1            7            0            0            0
Node 0, zone   Normal           72         1692           92            0            0
"""


def validate_packs() -> dict[str, Validation]:
    if os.geteuid() != 0:
        pytest.skip("loads programs and counts packs, so it needs root")
    try:
        return {each.quantity: each for each in validate_here(PACKS)}
    except ProgpackError as error:
        pytest.skip(str(error))


def test_splits_are_what_the_free_memory_of_a_used_machine_allows() -> None:
    """Where free memory lies is not known, and others take some of it: what is certain is judged.

    Both numbers have the same limit, which is a fraction of one split for each page; and what
    the model counts agrees with itself, as what the kernel counts does.
    """
    splits = validate_packs()
    assert set(splits) == {"2 MiB splits", "1 GiB splits", "DirectMap4k kB"}
    most = most_splits(Path("/proc/pagetypeinfo").read_text(), PACKS * PAGES)
    large, giant, small = (
        splits[name] for name in ("2 MiB splits", "1 GiB splits", "DirectMap4k kB")
    )
    assert 0 <= large.got <= most
    assert 0 <= giant.got <= large.got
    assert small.got == KB * large.got
    assert 0 <= large.expected <= most
    assert 0 <= giant.expected <= most


def test_most_splits_are_one_for_each_pageblock_of_kernel_memory() -> None:
    assert most_splits(BLOCKS, 0) == 73
    assert most_splits(BLOCKS, 512) == 74
    assert most_splits(BLOCKS, 513) == 75


def test_without_privileges_it_says_so() -> None:
    lines = unprivileged(
        "from progpack.errors import ProgpackError\n"
        "from progpack.replay.validation.this_kernel import validate_here",
        "try:\n    validate_here(1)\nexcept ProgpackError as error:\n"
        "    print(type(error).__name__)",
    )
    assert lines == [MissingFeatureError.__name__]

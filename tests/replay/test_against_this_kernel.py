"""The model beside the kernel that the tests run on: as root, with programs loaded here."""

from __future__ import annotations

import os

import pytest

from progpack.errors import MissingFeatureError, ProgpackError
from progpack.replay.against_records import in_band
from progpack.replay.against_this_kernel import validate_here
from tests.kernel.probes import unprivileged

PACKS = 2
KB = 2048


def test_new_packs_split_what_the_model_says() -> None:
    if os.geteuid() != 0:
        pytest.skip("loads programs and counts packs, so it needs root")
    try:
        made = {each.quantity: each for each in validate_here(PACKS)}
    except ProgpackError as error:
        pytest.skip(str(error))
    assert set(made) == {"2 MiB splits", "1 GiB splits", "DirectMap4k kB"}
    assert all(map(in_band, made.values())), made
    assert abs(made["1 GiB splits"].got - made["1 GiB splits"].expected) <= PACKS
    # Both sides of the machine's own books agree with each other.
    assert made["DirectMap4k kB"].got == KB * made["2 MiB splits"].got
    assert made["DirectMap4k kB"].expected >= KB * made["2 MiB splits"].expected


def test_without_privileges_it_says_so() -> None:
    lines = unprivileged(
        "from progpack.errors import ProgpackError\n"
        "from progpack.replay.against_this_kernel import validate_here",
        "try:\n    validate_here(1)\nexcept ProgpackError as error:\n"
        "    print(type(error).__name__)",
    )
    assert lines == [MissingFeatureError.__name__]

"""A real kernel for the tests of this folder: Debian's, fetched once into the user's cache."""

from __future__ import annotations

import shutil

import pytest

from progpack.errors import MissingFeatureError
from progpack.vm.fetch import ensure, parse
from progpack.vm.store import Store, Stored

#: The kernel of the tests: one that packs programs, and that every mirror of Debian has.
NAME = "x86-64:debian-12"


@pytest.fixture(scope="session")
def kernel() -> Stored:
    """A stored kernel; the test skips, with the reason, where none can be had."""
    if shutil.which("apt-get") is None:
        pytest.skip("needs apt, which fetches a kernel")
    try:
        return ensure(Store(), parse(NAME), lambda text: None)
    except MissingFeatureError as error:
        pytest.skip(str(error))

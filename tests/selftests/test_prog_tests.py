"""Tests of the kernel's prog_tests, compiled, interpreted, and in the running kernel."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from progpack.errors import MissingFeatureError, RunError
from tests.selftests.source import Tree, missing

pytest.register_assert_rewrite("tests.selftests.prog_tests")

from tests.selftests.prog_tests import FAULTS, HERE_ALONE, TESTS, Bench  # noqa: E402

pytestmark = [
    pytest.mark.skipif(bool(missing()), reason=missing()),
    pytest.mark.skipif(os.geteuid() != 0, reason="needs root: the kernel runs the same programs"),
]
_WAYS = [(name, backend) for name in TESTS for backend in ("compiled", "interpreter", "kernel")]


@pytest.fixture(scope="module")
def tree() -> Tree:
    return Tree().prepare()


@pytest.fixture
def bench(request: pytest.FixtureRequest, tree: Tree) -> Iterator[Bench]:
    made = Bench(tree, request.param)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("name", "bench"),
    [(name, way) for name, way in _WAYS if way != "kernel" or name not in HERE_ALONE],
    indirect=["bench"],
)
def test_values_are_those_that_the_selftest_asserts(name: str, bench: Bench) -> None:
    if name in FAULTS:
        with pytest.raises((AssertionError, RunError)):
            TESTS[name](bench)
        pytest.xfail(FAULTS[name])
    try:
        TESTS[name](bench)
    except MissingFeatureError as error:
        if not bench.is_kernel:
            raise
        pytest.skip(f"test runs of the kernel take no such program: {error}")

"""bpf_jit_limit: strict, paired, and open to the privileged."""

from __future__ import annotations

import errno

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progpack.errors import JitLimitError, UsageError
from progpack.pack import JitLimit


def test_a_total_that_equals_the_limit_is_allowed_and_one_byte_more_is_not() -> None:
    limit = JitLimit(128)
    limit.charge(64)
    limit.charge(64)
    assert limit.current == 128
    with pytest.raises(JitLimitError, match="128 of 128") as caught:
        limit.charge(1)
    assert caught.value.errno == errno.EPERM
    assert limit.current == 128
    limit.uncharge(64)
    limit.charge(64)


def test_the_privileged_may_exceed_the_limit_and_are_counted() -> None:
    limit = JitLimit(64, privileged=True)
    limit.charge(1000)
    assert limit.current == 1000
    limit.privileged = False
    with pytest.raises(JitLimitError):
        limit.charge(0)


def test_without_a_limit_everything_is_only_counted() -> None:
    limit = JitLimit()
    limit.charge(1 << 40)
    assert limit.current == 1 << 40


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 200)), max_size=60), st.integers(0, 1000))
def test_the_sum_is_that_of_what_was_granted(steps: list[tuple[bool, int]], most: int) -> None:
    limit = JitLimit(most)
    granted: list[int] = []
    for load, size in steps:
        if not load and granted:
            limit.uncharge(granted.pop())
        elif sum(granted) + size > most:
            with pytest.raises(JitLimitError):
                limit.charge(size)
        else:
            limit.charge(size)
            granted.append(size)
        assert limit.current == sum(granted) <= most


def test_senseless_amounts_are_refused() -> None:
    limit = JitLimit(10)
    limit.charge(5)
    for size in (-1, 6):
        with pytest.raises(UsageError, match="uncharge"):
            limit.uncharge(size)
    with pytest.raises(UsageError, match="charge"):
        limit.charge(-1)
    with pytest.raises(UsageError, match="not negative"):
        JitLimit(-1)
    assert limit.current == 5

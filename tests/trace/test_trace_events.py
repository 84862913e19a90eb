"""Events: what can be made, and how many chunks a load takes."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from trace_strategies import events, headers

from progpack.errors import UsageError
from progpack.pack import BinaryLayout
from progpack.trace import Counters, Event, Header, Load, Lost, Note, Unload

WRONG = st.one_of(
    st.floats(), st.binary(), st.booleans(), st.lists(st.integers(), max_size=1),
    st.integers(min_value=1 << 64), st.integers(max_value=-(1 << 63) - 1),
)  # fmt: skip


@given(event=events, value=WRONG, data=st.data())
def test_no_attribute_takes_a_value_of_another_type_or_width(
    event: Event, value: object, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([f.name for f in fields(event)]))
    with pytest.raises(UsageError, match=f"{type(event).__name__}: {name} is "):
        replace(cast("Any", event), **{name: value})


@given(event=events, data=st.data())
def test_what_must_be_known_cannot_be_none(event: Event, data: st.DataObject) -> None:
    must = [f.name for f in fields(event) if "None" not in str(f.type)]
    with pytest.raises(UsageError, match="is None"):
        replace(cast("Any", event), **{data.draw(st.sampled_from(must)): None})


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("size", -1, "less than 0"),
        ("chunk_bytes", -64, "less than 0"),
        ("address", -1, "less than 0"),
        ("address", 1 << 64, "more than 64 bits"),
        ("kind", "struct_ops", "not one of program, trampoline"),
        ("id", True, "not a whole number"),
    ],
)
def test_a_refusal_says_what_is_wrong(name: str, value: object, why: str) -> None:
    load = Load(0, None, "", "program", None, 0)
    changes: dict[str, Any] = {name: value}
    with pytest.raises(UsageError, match=why):
        replace(load, **changes)


def test_a_time_or_a_count_that_is_no_number_is_refused() -> None:
    with pytest.raises(UsageError, match=r"Unload: time_ns is 1\.5"):
        Unload(1.5, None, None)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="Counters: packs is '1'"):
        Counters(0, packs="1")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="Lost: count is -1, less than 0"):
        Lost(0, -1)
    with pytest.raises(UsageError, match="Note: text is None"):
        Note(0, None)  # type: ignore[arg-type]


@given(st.integers(1, 5_000_000))
def test_a_program_takes_the_chunks_that_the_kernel_gives_it(size: int) -> None:
    assert Load(0, 1, "p", "program", None, size).chunks == BinaryLayout(size).chunks


@given(st.integers(1, 5_000_000), st.sampled_from(["trampoline", "dispatcher", "image"]))
def test_what_has_no_header_takes_its_size(size: int, kind: Any) -> None:
    assert Load(0, 1, "p", kind, None, size).chunks == -(-size // 64)


def test_known_chunks_go_before_what_the_size_says_and_no_code_takes_none() -> None:
    assert Load(0, 1, "p", "program", None, 19, 192).chunks == 3
    assert Load(0, 1, "p", "program", None, 0).chunks == 0


@given(headers)
def test_headers_agree_with_themselves_whatever_was_set(header: Header) -> None:
    assert header.differs_from(replace(header, comment="another", features={}, time="now")) == ""
    assert header.differs_from(replace(header, boot_id=header.boot_id + "x")) == "boot_id"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"page_size": 0}, "not a positive whole number"),
        ({"nodes": True}, "not a positive whole number"),
        ({"cpus": -1}, "not a positive whole number"),
        ({"kernel": None}, "not a string"),
        ({"features": {"a": [1]}}, "with something else"),
        ({"features": {"a": 1 << 63}}, "with something else"),
        ({"features": {1: "a"}}, "with something else"),
        ({"features": "a"}, "not a mapping"),
    ],
)
def test_a_header_that_could_not_be_read_again_cannot_be_made(
    change: dict[str, Any], why: str
) -> None:
    with pytest.raises(UsageError, match=why):
        Header(**change)

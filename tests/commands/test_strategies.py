"""Strategies by BTF: what they make is taken, and comes back as it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progpack.bpf.btf.encode import encode
from progpack.bpf.btf.types import BtfKind
from progpack.bpf.context.build import fields_of
from progpack.bpf.object import bundled
from progpack.errors import UnknownNameError, UsageError
from progpack.run.load import load
from progpack.testing import run, strategies

FEW = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])


@pytest.fixture(scope="module")
def firewall() -> Any:
    with load(bundled.load("firewall"), backend="interpreter") as obj:
        yield obj


@FEW
@given(data=strategies.packets())
def test_packets_have_right_headers(data: bytes) -> None:
    kind, at = data[12:14], 14
    while kind in (b"\x81\x00", b"\x88\xa8"):
        kind, at = data[at + 2 : at + 4], at + 4
    assert kind in (b"\x08\x00", b"\x86\xdd")
    if kind == b"\x08\x00":
        head = data[at : at + 20]
        words = sum(int.from_bytes(head[n : n + 2], "big") for n in range(0, 20, 2))
        assert (words & 0xFFFF) + (words >> 16) == 0xFFFF
        assert int.from_bytes(head[2:4], "big") == len(data) - at
    else:
        assert int.from_bytes(data[at + 4 : at + 6], "big") == len(data) - at - 40


@FEW
@given(st.data())
def test_damaged_packets_end_well_in_a_right_program(firewall: Any, data: st.DataObject) -> None:
    frame = data.draw(strategies.packets(damaged=True))
    # What is too short for its headers is dropped; a fault would be a RunError.
    assert run(firewall.programs["firewall"], frame).verdict in ("XDP_PASS", "XDP_DROP")


@FEW
@given(st.data())
def test_values_come_back_as_they_were(firewall: Any, data: st.DataObject) -> None:
    btf = firewall.spec.btf
    kinds = [kind for kind in btf if kind.kind in (BtfKind.STRUCT, BtfKind.UNION, BtfKind.INT)]
    kind = data.draw(st.sampled_from([kind for kind in kinds if kind.size]))
    value = data.draw(strategies.values(kind))
    image = encode(kind, value)
    assert len(image) == kind.sizeof()
    if kind.kind is BtfKind.STRUCT:
        back = kind.format_value(image)
        assert isinstance(back, dict)
        assert set(value) <= set(back)
        assert encode(kind, back) == image or any(isinstance(v, float) for v in back.values())


@FEW
@given(st.data())
@pytest.mark.parametrize("name", ["blocked", "rules", "sources"])
def test_contents_of_maps_are_those_that_were_put_in(
    firewall: Any, name: str, data: st.DataObject
) -> None:
    contents = data.draw(strategies.map_contents(firewall, name))
    strategies.fill(firewall, name, contents)
    there = {key: bytes(value) for key, value in firewall.maps[name].elements()}
    if firewall.spec.maps[name].type.name == "ARRAY":
        there = {key: value for key, value in there.items() if any(value) or key in contents}
    assert there == contents


@FEW
@given(st.data())
def test_contexts_are_taken_and_have_their_values(data: st.DataObject) -> None:
    with load(bundled.load("hello"), backend="interpreter") as obj:
        program = obj.programs["hello"]
        given_fields = data.draw(strategies.contexts(program))
        outcome = program.run(bytes(60), context=given_fields)
    left = fields_of(program.type, outcome.context, "little")
    assert {name: left[name] for name in given_fields} == given_fields


def test_what_is_not_there_is_refused(firewall: Any) -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'blocked'"):
        strategies.map_contents(firewall, "bloked")
    with (
        load(bundled.load("schedlat"), backend="interpreter", programs=["schedlat_wakeup"]) as obj,
        pytest.raises(UsageError, match="no fields"),
    ):
        strategies.contexts(obj.programs["schedlat_wakeup"])

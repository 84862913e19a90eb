"""The public BPF conformance suite, run by the interpreter.

Memory is FLAT: its address in r1, its length in r2, as the suite's plugins have it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.beside import RESERVED_FIELDS, SUITE, needs_suite

from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.errors import ProgramError


def _cases(file: Path) -> list[Any]:
    if not file.exists():
        return [pytest.param({}, id="missing", marks=needs_suite)]
    cases = json.loads(file.read_text())
    assert cases
    return [pytest.param(case, id=case["name"]) for case in cases]


def _machine(code: str, name: str = "case") -> Machine:
    return Machine(ProgramSpec.from_insns(name, ProgramType.FLAT, bytes.fromhex(code)))


@pytest.mark.parametrize("case", _cases(SUITE))
def test_every_conformance_program_returns_the_value_of_the_suite(case: dict[str, Any]) -> None:
    if "callx" in case["groups"]:
        with pytest.raises(ProgramError, match="callx"):
            _machine(case["prog"])
        return
    # The one kind of case that expects an error is an unwound call, which is none of BPF's.
    assert not case["error"]
    result = _machine(case["prog"], case["name"]).run(bytes.fromhex(case["mem"]))
    assert result.return_value == case["expected"]


@pytest.mark.parametrize("case", _cases(RESERVED_FIELDS))
def test_a_reserved_field_that_is_set_is_refused(case: dict[str, Any]) -> None:
    with pytest.raises(ProgramError) as caught:
        _machine(case["prog"])
    assert caught.value.pc == 0


def test_an_indirect_call_is_refused_and_named() -> None:
    with pytest.raises(ProgramError, match="callx") as caught:
        _machine("8d01000000000000" + "9500000000000000")
    assert caught.value.pc == 0


def test_all_64_bits_of_the_result_are_returned() -> None:
    # The suite's negative case "incorrect_return_value_high_bits" is about harnesses that do not.
    machine = _machine("7910020000000000" + "9500000000000000")
    memory = bytes.fromhex("aabb1122334455667788ccdd")
    assert machine.run(memory).return_value == 0x8877665544332211

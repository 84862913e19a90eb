"""The public ISA conformance suite on the backends that are not tested with it elsewhere."""

from __future__ import annotations

import json

import pytest

import progpack
from progpack import ObjectSpec, ProgpackError, ProgramSpec, ProgramType
from tests.beside import SUITE, needs_suite
from tests.run.test_all_programs import reason_not

#: Of the cases, how many each backend runs as the suite says; the verifier refuses some.
FLOORS = {"interpreter": 1.0, "isolated": 1.0, "arch:arm64": 1.0, "kernel": 0.9}


@needs_suite
@pytest.mark.parametrize("backend", FLOORS)
def test_the_cases_of_the_suite_end_as_they_say(backend: str) -> None:
    reason = reason_not(backend)
    if reason is not None:
        pytest.skip(reason)
    wrong, refused, passed = [], [], 0
    for case in json.loads(SUITE.read_text()):
        name = case["name"]
        spec = ProgramSpec.from_insns(name, ProgramType.FLAT, bytes.fromhex(case["prog"]))
        try:
            with progpack.load(ObjectSpec(name, "GPL", {name: spec}, {}), backend=backend) as held:
                value = held.programs[name].run(bytes.fromhex(case["mem"] or "")).return_value
        except ProgpackError as error:
            passed += bool(case["error"])
            refused += [] if case["error"] else [f"{name}: {str(error).splitlines()[-1]}"]
            continue
        expected = case["expected"]
        number = int(expected, 0) if isinstance(expected, str) else expected
        good = value == number and not case["error"]
        passed += good
        wrong += [] if good else [f"{name}: {value:#x}, not {expected}"]
    assert not wrong
    total = passed + len(refused)
    assert total > 200
    assert passed / total >= FLOORS[backend], refused

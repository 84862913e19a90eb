"""The public ISA conformance suite through compiled code; the interpreter has its own test."""

from __future__ import annotations

import json

from progpack import PackAllocator, ProgpackError, ProgramSpec, ProgramType
from progpack.bpf.spec import ObjectSpec
from progpack.jit.object import Object
from tests.beside import SUITE, needs_suite


def cases() -> list[dict[str, object]]:
    return json.loads(SUITE.read_text()) if SUITE.exists() else []


@needs_suite
def test_every_case_of_the_suite_ends_as_it_says(packs: PackAllocator) -> None:
    specs, wanted = {}, {}
    for case in cases():
        name = str(case["name"])
        code = bytes.fromhex(str(case["prog"]))
        specs[name] = ProgramSpec.from_insns(name, ProgramType.FLAT, code)
        wanted[name] = case
    wrong = []
    for name, spec in specs.items():
        case = wanted[name]
        memory = bytes.fromhex(str(case["mem"] or ""))
        try:
            with Object(ObjectSpec(name, "", {name: spec}, {}), packs, None) as loaded:
                value = loaded.programs[name].run(memory).return_value
        except ProgpackError as error:
            if not case["error"]:
                wrong.append(f"{name}: {error}")
            continue
        expected = case["expected"]
        number = int(expected, 0) if isinstance(expected, str) else expected
        if case["error"] or value != number:
            wrong.append(f"{name}: {value:#x}, not {expected}")
    assert not wrong
    assert len(specs) > 200

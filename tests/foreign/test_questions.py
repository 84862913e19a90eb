"""Replaced helpers of executables: what processes ask, and what they may ask of nobody."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from progpack import DiedError, ObjectSpec, ProgramSpec, ProgramType
from progpack.arch.lookup import TARGETS
from progpack.bpf.asm import assemble_program
from progpack.bpf.fit.replacements import with_replacements
from progpack.fault import FaultKind
from progpack.foreign.address_space import fields_of, packed
from progpack.foreign.builder import Builder
from progpack.foreign.executable import Executable
from progpack.foreign.process import Process, runs_natively
from progpack.foreign.questions import Questions
from progpack.jit.native.layout import State

CPU = next((name for name, cpu in TARGETS.items() if runs_natively(cpu)), "")
pytestmark = [
    pytest.mark.skipif(not CPU, reason="no executables are made for this machine"),
    pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]"),
]


def program(text: str) -> ProgramSpec:
    return assemble_program(text.replace(";", "\n"), name="test", type=ProgramType.FLAT)


@pytest.mark.parametrize("words", [(99, 0, 0, 0, 0, 0, 0), (1, 99, 0, 0, 0, 0, 0)])
def test_what_a_process_asks_may_be_nonsense(words: tuple[int, ...]) -> None:
    spec = ObjectSpec("t", "GPL", {"test": program("call 5; exit")}, {})
    executable = executable_of(spec)
    with Process(executable) as process:
        questions = Questions(executable, process)
        with pytest.raises(DiedError, match="that is not valid"):
            questions.answer(words)
        assert process.closed


def test_a_file_that_nobody_drives_has_nobody_to_ask() -> None:
    spec = ObjectSpec("t", "GPL", {"test": program("r0 = 0; call 5; exit")}, {})
    executable = executable_of(spec)
    placed = executable.objects[0].programs["test"]
    with Process(executable) as process:
        state = packed(State, executable.order, executable.work.fields(placed))
        process.write(executable.work.state, state)
        assert process.call(placed.entry, executable.work.state, 0, 0) == 0
        after = fields_of(State, executable.order, process.read(executable.work.state, len(state)))
        assert (after["fault"], after["fault_pc"]) == (int(FaultKind.HELPER), 1)


def executable_of(spec: ObjectSpec) -> Executable:
    builder = Builder(CPU)
    builder.add(with_replacements(spec, {"bpf_ktime_get_ns": 1}))
    return builder.executable()

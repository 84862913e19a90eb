"""The compiler's process: what it answers, and what happens when it dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from progpack import CompileError, MissingFeatureError
from progpack.jit.compile import Compiler
from progpack.memory import maps

IR = "define i64 @prog(ptr %st, i64 %a, i64 %b) { %c = add i64 %a, %b\n ret i64 %c }\n"


@pytest.fixture
def compiler() -> Iterator[Compiler]:
    made = Compiler()
    yield made
    made.stop()


def test_an_image_has_text_and_its_entry(compiler: Compiler) -> None:
    image = compiler.compile(IR)
    assert image.symbols["prog"] == 0
    assert len(image.text) > 2
    assert image.relocations == ()
    assert compiler.target().machine == image.machine


def test_text_that_llvm_refuses_is_an_error_and_the_next_one_works(compiler: Compiler) -> None:
    with pytest.raises(CompileError, match="expected"):
        compiler.compile("define nonsense")
    assert compiler.compile(IR).text


def test_a_process_that_dies_is_reported_and_replaced(compiler: Compiler) -> None:
    compiler.target()
    assert compiler._process is not None
    os.kill(compiler._process.pid, signal.SIGKILL)
    with pytest.raises(CompileError, match="signal 9"):
        compiler.compile(IR)
    assert compiler.compile(IR).text


def test_an_abort_inside_llvm_does_not_end_this_process(compiler: Compiler) -> None:
    """An object LLVM cannot write: a fatal error, which is an abort() there."""
    fatal = 'module asm ".section"\n' + IR
    with pytest.raises(CompileError):
        compiler.compile(fatal)
    assert compiler.compile(IR).text


def test_the_process_is_replaced_now_and_then(
    compiler: Compiler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("progpack.jit.compile._MOST_REQUESTS", 3)
    pids = set()
    for _ in range(7):
        assert compiler.compile(IR).text
        assert compiler._process is not None
        pids.add(compiler._process.pid)
    assert len(pids) == 3


def test_assembly_is_text_for_people(compiler: Compiler) -> None:
    assert "prog:" in compiler.assembly(IR)


def test_a_python_without_an_executable_is_told(
    compiler: Compiler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "")
    with pytest.raises(MissingFeatureError, match="executable"):
        compiler.compile(IR)


def test_a_forked_child_gets_a_process_of_its_own(compiler: Compiler) -> None:
    compiler.target()
    assert compiler._process is not None
    mine = compiler._process.pid
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        answer = b"failed"
        try:
            text = compiler.compile(IR).text
            assert compiler._process is not None
            answer = b"%d %d" % (compiler._process.pid, len(text))
            compiler.stop()
        finally:
            os.write(writer, answer)
            os._exit(0)
    os.waitpid(child, 0)
    pid, length = os.read(reader, 100).split()
    os.close(reader)
    os.close(writer)
    assert int(pid) != mine
    assert int(length) == len(compiler.compile(IR).text)
    assert compiler._process.pid == mine


def test_llvm_never_comes_into_this_process() -> None:
    """Its ctypes callbacks would be a page that is writable and executable."""
    script = (
        "import pathlib, sys, progpack\n"
        "from progpack import ObjectSpec, ProgramSpec, ProgramType\n"
        "from progpack.bpf.asm import assemble\n"
        "spec = ProgramSpec.from_insns('p', ProgramType.XDP, assemble('r0 = 2\\nexit'))\n"
        "with progpack.load(ObjectSpec('o', '', {'p': spec}, {})) as obj:\n"
        "    assert obj.programs['p'].run(b'').return_value == 2\n"
        "    print('llvmlite' in sys.modules, [line for line in\n"
        "          pathlib.Path('/proc/self/maps').read_text().splitlines()\n"
        "          if {'w', 'x'} <= set(line.split()[1])])\n"
    )
    printed = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert printed.stdout == "False []\n"
    assert printed.stderr == ""


def test_this_process_has_nothing_writable_and_executable() -> None:
    assert not [m for m in maps.mappings() if {"w", "x"} <= set(m.permissions)]

"""The compiler's process: what it answers, and what happens when it dies."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from progpack import CompileError, MissingFeatureError
from progpack.jit.compile.client import Compiler
from progpack.jit.compile.exchange import read_answer
from progpack.link.image import Image, Part
from progpack.memory.pages import mappings as maps

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


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
def test_a_process_that_is_killed_is_replaced(compiler: Compiler, number: int) -> None:
    assert compiler.compile(IR).text
    os.kill(pid_of(compiler), number)
    assert compiler.compile(IR).text


class _Killer(threading.Thread):
    """Sends each process of a compiler a signal as soon as it is there."""

    def __init__(self, compiler: Compiler, number: int) -> None:
        super().__init__()
        self._compiler, self._number = compiler, number
        self.killed: set[int] = set()
        self.stop = threading.Event()

    def run(self) -> None:
        while not self.stop.wait(0.001):
            process = self._compiler._process
            if process is not None and process.pid not in self.killed:
                self.killed.add(process.pid)
                os.kill(process.pid, self._number)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_program_is_not_blamed_for_what_others_kill(compiler: Compiler, number: int) -> None:
    killer = _Killer(compiler, number)
    killer.start()
    try:
        with pytest.raises(CompileError, match=rf"from outside \(signal {number}\)") as caught:
            compiler.compile(IR)
    finally:
        killer.stop.set()
        killer.join()
    assert "of this program" not in str(caught.value)
    assert len(killer.killed) == 2
    assert compiler.compile(IR).text


def test_an_abort_inside_llvm_does_not_end_this_process(compiler: Compiler) -> None:
    """An object LLVM cannot write: a fatal error, which is an abort() there."""
    fatal = 'module asm ".section"\n' + IR
    with pytest.raises(CompileError):
        compiler.compile(fatal)
    assert compiler.compile(IR).text


def test_a_crash_that_repeats_is_the_programs(
    compiler: Compiler, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A stand-in for LLVM that dies of one text, in a folder that the process imports from."""
    _replace_llvm(
        monkeypatch,
        tmp_path,
        "import os\n"
        "class Llvm:\n"
        "    machine = cpu = version = 'x'\n"
        "    def __init__(self, target=None): pass\n"
        "    def compile(self, ir, optimize):\n"
        "        if 'crash' in ir: os.abort()\n"
        "        return None\n",
    )
    assert compiler.compile("fine") is None
    with pytest.raises(CompileError, match=r"died of this program \(signal 6\), twice"):
        compiler.compile("crash")
    assert compiler.compile("fine") is None


@pytest.mark.parametrize("raised", ["MemoryError()", "ImportError('x.so: failed to map segment')"])
def test_a_process_without_memory_says_so(
    raised: str, compiler: Compiler, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _replace_llvm(monkeypatch, tmp_path, f"raise {raised}\n")
    with pytest.raises(CompileError, match="memory") as caught:
        compiler.compile(IR)
    assert "Traceback" not in str(caught.value)
    assert "program" not in str(caught.value)


def test_a_small_address_space_is_named() -> None:
    script = (
        "import resource, progpack\n"
        "from progpack.jit.compile.client import Compiler\n"
        "resource.setrlimit(resource.RLIMIT_AS, (60 << 20, 60 << 20))\n"
        "try:\n    Compiler().compile('')\n"
        "except progpack.ProgpackError as error:\n    print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "RLIMIT_AS" in done.stdout
    assert len(done.stdout.splitlines()) == 1
    assert "of this program" not in done.stdout


def test_a_stopped_process_is_not_waited_for(
    compiler: Compiler, monkeypatch: pytest.MonkeyPatch
) -> None:
    for text in (IR, "; " + "x" * (8 << 20)):  # the second is more than a pipe holds
        assert compiler.compile(IR).text
        monkeypatch.setattr("progpack.jit.compile.exchange.SILENT_SECONDS", 0.5)
        stopped = pid_of(compiler)
        os.kill(stopped, signal.SIGSTOP)
        with pytest.raises(CompileError, match="it is stopped"):
            compiler.compile(text)
        with pytest.raises(ProcessLookupError):
            os.kill(stopped, 0)
        monkeypatch.undo()
        assert compiler.compile(IR).text


_BUSY = """
import time
class Llvm:
    def __init__(self, target=None): pass
    def compile(self, ir, optimize):
        end = time.process_time() + 3
        while time.process_time() < end: pass
"""


def test_a_process_that_works_is_waited_for(
    compiler: Compiler, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _replace_llvm(monkeypatch, tmp_path, _BUSY)
    monkeypatch.setattr("progpack.jit.compile.exchange.SILENT_SECONDS", 2.0)
    assert compiler.compile("") is None


def test_a_process_is_not_waited_for_without_end(
    compiler: Compiler, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _replace_llvm(monkeypatch, tmp_path, _BUSY)
    monkeypatch.setattr("progpack.jit.compile.exchange.MOST_SECONDS", 0.3)
    with pytest.raises(CompileError, match="is not ready"):
        compiler.compile("")


def test_nothing_but_images_and_errors_is_an_answer(compiler: Compiler) -> None:
    image = compiler.compile(IR)
    assert read_answer(pickle.dumps(image)) == image
    assert read_answer(pickle.dumps((CompileError, "text"))) == (CompileError, "text")
    for forged in (os.system, subprocess.Popen, Compiler, eval):
        with pytest.raises(CompileError, match="answer"):
            read_answer(pickle.dumps(forged))
    with pytest.raises(CompileError, match="answer"):
        read_answer(b"\x80")


class _AsGetattr:
    """Is written as Python 3.11.0 to 3.11.3 write a member of an enumeration."""

    def __init__(self, *arguments: object) -> None:
        self._arguments = arguments

    def __reduce__(self) -> tuple[object, tuple[object, ...]]:
        return getattr, self._arguments


def test_parts_are_read_as_each_python_writes_them() -> None:
    assert read_answer(pickle.dumps(_AsGetattr(Part, "TEXT"))) is Part.TEXT
    for forged in (
        _AsGetattr(Part, "mro"),
        _AsGetattr(Image, "link"),
        _AsGetattr(Part, "_missing_"),
    ):
        with pytest.raises(CompileError, match="answer"):
            read_answer(pickle.dumps(forged))


def test_it_ends_with_its_parent_also_where_a_forked_child_lives() -> None:
    script = (
        "import os, signal, time\n"
        "from progpack.jit.compile.client import compiler\n"
        "compiler().target()\n"
        "if os.fork() == 0:\n"
        "    time.sleep(60)\n"
        "    os._exit(0)\n"
        "print(compiler()._process.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    started = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert started.stdout is not None
        worker = int(started.stdout.readline())
        assert _lives(worker)
        started.kill()
        started.wait()
        for _ in range(600):
            if not _lives(worker):
                break
            time.sleep(0.05)
        assert not _lives(worker)
    finally:
        os.killpg(started.pid, signal.SIGKILL)
        started.communicate()


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _replace_llvm(monkeypatch: pytest.MonkeyPatch, folder: Path, text: str) -> None:
    """Have processes that are started import another module in place of LLVM's."""
    (folder / "other_llvm.py").write_text(text)
    (folder / "sitecustomize.py").write_text(
        "import sys\n"
        "class Finder:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'progpack.jit.compile.llvm':\n"
        "            from importlib.util import spec_from_file_location\n"
        f"            return spec_from_file_location(name, {str(folder / 'other_llvm.py')!r})\n"
        "sys.meta_path.insert(0, Finder())\n"
    )
    monkeypatch.syspath_prepend(str(folder))


def pid_of(compiler: Compiler) -> int:
    assert compiler._process is not None
    return compiler._process.pid


def test_the_process_is_replaced_now_and_then(
    compiler: Compiler, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("progpack.jit.compile.client._MOST_REQUESTS", 3)
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

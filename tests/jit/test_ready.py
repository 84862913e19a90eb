"""The native runtime that comes compiled is the one that would be compiled, for a CPU like this."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest

from progpack import arch
from progpack.arch.cpu import CpuTarget
from progpack.arch.lookup import LEVELS, TARGETS
from progpack.jit.compile import ready
from progpack.jit.compile.cache import unpack
from progpack.jit.compile.client import Compiler
from progpack.jit.compile.ready import FOLDER, file_of, ready_digest, ready_runtime
from progpack.jit.native.functions import RUNTIME_FUNCTIONS

TEXT = "runtime.ll"
HERE = [each for each in LEVELS if each.record is arch.host()]


def python(*words: str) -> str:
    """What a process of its own prints, in which LLVM may be."""
    search = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        [sys.executable, *words],
        env={**os.environ, "PYTHONPATH": search},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ready")
    said = python("-m", "progpack.jit.compile.make_ready", str(folder))
    assert [line.split()[1] for line in said.splitlines()] == [
        f"{file_of(each)}:" for each in LEVELS
    ]
    for name in {each.runtime for each in LEVELS}:
        (folder / name).write_bytes((FOLDER / name).read_bytes())
    return folder


def test_the_same_text_gives_the_same_bytes(made: Path, tmp_path: Path) -> None:
    python("-m", "progpack.jit.compile.make_ready", str(tmp_path))
    for each in LEVELS:
        assert (tmp_path / file_of(each)).read_bytes() == (made / file_of(each)).read_bytes()


def test_what_is_there_is_not_made_again(made: Path) -> None:
    assert python("-m", "progpack.jit.compile.make_ready", str(made)) == ""


@pytest.mark.parametrize("target", [each for each in LEVELS if each.name in TARGETS], ids=str)
def test_it_is_what_the_compiler_makes_of_the_text(made: Path, target: CpuTarget) -> None:
    text = (FOLDER / target.runtime).read_bytes()
    found = unpack(ready_digest(text, target), (made / file_of(target)).read_bytes())
    compiler = Compiler(target.name)
    try:
        assert found is not None
        assert found.image == compiler.compile(text.decode(), optimize=0)
    finally:
        compiler.stop()


@pytest.mark.parametrize("target", LEVELS, ids=lambda each: each.name)
def test_it_has_all_functions(made: Path, target: CpuTarget) -> None:
    text = (FOLDER / target.runtime).read_bytes()
    found = unpack(ready_digest(text, target), (made / file_of(target)).read_bytes())
    assert found is not None
    assert {*RUNTIME_FUNCTIONS} <= found.image.symbols.keys()
    assert found.image.machine == target.arch


RUN = """
import sys
from functools import partial
from pathlib import Path
import progpack
from progpack.bpf.asm import assemble
from progpack.jit.compile import ready
from progpack.jit.native import runtime

ready._flags = lambda: frozenset(sys.argv[2:])
runtime.ready_runtime = partial(ready.ready_runtime, folder=Path(sys.argv[1]))
assert runtime.runtime_is_known()
packets = progpack.MapSpec("m", progpack.MapType.HASH, 4, 8, 100)
spec = progpack.ObjectSpec("o", "GPL", programs={}, maps={"m": packets})
with progpack.load(spec) as obj:
    for number in range(100):
        obj.maps["m"][number.to_bytes(4, "little")] = number.to_bytes(8, "little")
    print(sorted(int.from_bytes(value, "little") for value in obj.maps["m"].values()))
print("progpack.jit.compile.client" in sys.modules)
"""


@pytest.mark.parametrize("target", HERE, ids=lambda each: each.name)
def test_maps_work_with_it_and_nothing_is_compiled(made: Path, target: CpuTarget) -> None:
    if not target.flags <= ready._flags():
        pytest.skip(f"this CPU is no {target.name}")
    said = python("-c", RUN, str(made), *target.flags).splitlines()
    assert said == [str([*range(100)]), "False"]


def test_the_newest_that_the_cpu_has_is_taken(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    levels = [each for each in LEVELS if each.record is arch.get("x86-64")]
    assert [each.name for each in levels] == ["x86-64-v4", "x86-64-v3", "x86-64-v2"]
    monkeypatch.setattr(arch, "host", lambda: arch.get("x86-64"))
    steps = [levels[2].flags, levels[1].flags - levels[2].flags, levels[0].flags - levels[1].flags]
    for count in range(4):
        for chosen in combinations(range(3), count):
            flags = frozenset[str]().union(*(steps[at] for at in chosen))
            monkeypatch.setattr(ready, "_flags", lambda flags=flags: flags)
            # A level is had with all before it.
            level = next((at for at in range(3) if at not in chosen), 3)
            expected = None if not level else levels[3 - level]
            found = ready_runtime.__wrapped__(TEXT, made)
            assert (found is None) == (expected is None)
            if expected is not None:
                digest = ready_digest((made / TEXT).read_bytes(), expected)
                assert found == unpack(digest, (made / file_of(expected)).read_bytes())
            for flag in flags & levels[2].flags:
                monkeypatch.setattr(ready, "_flags", lambda flags=flags, flag=flag: flags - {flag})
                assert ready_runtime.__wrapped__(TEXT, made) is None


@pytest.mark.skipif(not HERE, reason="nothing is compiled beforehand for this machine")
def test_another_text_or_a_damaged_file_is_none(made: Path, tmp_path: Path) -> None:
    found = ready_runtime.__wrapped__(TEXT, made)
    if found is None:
        pytest.skip("this CPU is older than those that are compiled for")
    names = [TEXT, *(file_of(each) for each in HERE)]
    for name in names:
        (tmp_path / name).write_bytes((made / name).read_bytes())
    assert ready_runtime.__wrapped__(TEXT, tmp_path) == found
    for name in names[1:]:
        data = bytearray((made / name).read_bytes())
        data[len(data) // 2] ^= 1
        (tmp_path / name).write_bytes(data)
    assert ready_runtime.__wrapped__(TEXT, tmp_path) is None
    for name in names[1:]:
        (tmp_path / name).write_bytes((made / name).read_bytes())
    (tmp_path / TEXT).write_bytes((made / TEXT).read_bytes() + b"\n")
    assert ready_runtime.__wrapped__(TEXT, tmp_path) is None
    (tmp_path / TEXT).unlink()
    assert ready_runtime.__wrapped__(TEXT, tmp_path) is None
    assert ready_runtime.__wrapped__("runtime-32.ll", made) is None


def test_processes_without_the_files_compile_as_before(tmp_path: Path) -> None:
    script = RUN.replace("assert runtime", "assert not runtime")
    said = python("-c", script, str(tmp_path), *(HERE[0].flags if HERE else ())).splitlines()
    assert said == [str([*range(100)]), "True"]

"""What the tests of the kernel's readers share: programs to load, recorded kernels, children."""

from __future__ import annotations

import fcntl
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from progpack.bpf.isa.insn import (
    BPF_ALU64,
    BPF_K,
    BPF_MOV,
    BPF_PSEUDO_CALL,
    BPF_X,
    CALL,
    EXIT,
    Insn,
)
from progpack.bpf.spec import ProgramType
from progpack.kernel import KernelProgram
from progpack.kernel.syscall.programs import KernelFunction
from tests.beside import RECORDS

#: The full records of measured kernels, which may lie beside a clone; else the part of the smaller
#: ones that tools/trim_records.py keeps for these tests.
DATA = RECORDS if RECORDS.is_dir() else Path(__file__).parent / "records"
SOURCE = Path(__file__).parents[2] / "src"

MOV_K = BPF_ALU64 | BPF_MOV | BPF_K
MOV_X = BPF_ALU64 | BPF_MOV | BPF_X

# What comes before a child's own lines: the imports, then no capability any more.
UNPRIVILEGED = """
import ctypes, os
{imports}

class Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))

# struct __user_cap_data_struct[2]: effective, permitted, inheritable; low and high words.
NONE = (ctypes.c_uint32 * 6)()
assert ctypes.CDLL(None).capset(ctypes.byref(Header(0x20080522, 0)), NONE) == 0
{code}
"""


def straight(insns: int, value: int = 0) -> tuple[Insn, ...]:
    """A program of ``insns`` instructions that returns ``value``."""
    return (*(Insn(MOV_K, 0, imm=value),) * (insns - 1), Insn(EXIT))


def with_subprogram(value: int) -> tuple[Insn, ...]:
    """A program of two functions."""
    return (
        Insn(MOV_K, 1, imm=value),
        Insn(CALL, 0, BPF_PSEUDO_CALL, 0, 1),
        Insn(EXIT),
        Insn(MOV_X, 0, 1),
        Insn(EXIT),
    )


def load(code: tuple[Insn, ...], name: str = "pp_test") -> KernelProgram:
    return KernelProgram.load(code, type=ProgramType.XDP, name=name)


def functions(program: KernelProgram) -> tuple[KernelFunction, ...]:
    """Its functions; skips when the kernel runs programs without a JIT."""
    found = program.info().functions
    assert isinstance(found, tuple), found
    if not found:
        pytest.skip("net.core.bpf_jit_enable is 0")
    return found


def unprivileged(imports: str, code: str) -> list[str]:
    """The lines that ``code`` prints in a child without any capability."""
    if os.geteuid() != 0:
        pytest.skip("gives up root's capabilities, so it needs root")
    done = subprocess.run(
        [sys.executable, "-c", UNPRIVILEGED.format(imports=imports, code=code)],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


#: Seconds after which something is taken for what never comes; a busy machine takes many.
PATIENCE = 300


def wait_for(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"after {PATIENCE} s: {what}"
        time.sleep(0.01)


@contextmanager
def sysctls_stay() -> Iterator[None]:
    """No other process of these tests changes a sysctl meanwhile."""
    # One file a user: who cannot change a sysctl need not wait for who can.
    name = f"progpack-tests-sysctl-{os.getuid()}.lock"
    with (Path(tempfile.gettempdir()) / name).open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def sysctl_set(path: str, value: str) -> Iterator[None]:
    """A sysctl changed for a while; skips where that is not permitted."""
    file = Path("/proc/sys") / path
    with sysctls_stay():
        try:
            before = file.read_text()
            file.write_text(value)
        except OSError as error:
            pytest.skip(f"{file} cannot be changed: {error.strerror}")
        try:
            yield
        finally:
            file.write_text(before)


def records(name: str) -> list[dict[str, Any]]:
    """The records of one run on a real kernel."""
    with gzip.open(DATA / f"{name}.jsonl.gz", "rt") as file:
        return [json.loads(line) for line in file]


def every_recording(pattern: str = "*") -> list[Path]:
    """All recorded runs."""
    found = sorted(DATA.glob(f"{pattern}.jsonl.gz"))
    assert found, f"{DATA} has no {pattern}"
    return found


def files(root: Path, contents: dict[str, str | bytes]) -> Path:
    """A root directory with these files in it."""
    for name, content in contents.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root

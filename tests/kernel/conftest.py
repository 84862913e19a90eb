"""What the tests against the running kernel share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from progpack.bpf.isa.insn import BPF_ALU64, BPF_MOV, EXIT, Insn
from progpack.bpf.spec import ProgramType
from progpack.errors import ProgpackError
from progpack.kernel import KernelProgram, unavailable

RETURN_7 = (Insn(BPF_ALU64 | BPF_MOV, 0, imm=7), Insn(EXIT))


def why_not() -> str | None:
    """Why this process cannot load network programs, or None."""
    reason = unavailable()
    if reason is not None:
        return reason
    try:
        KernelProgram.load(RETURN_7, type=ProgramType.XDP).close()
    except ProgpackError as error:
        return str(error)
    return None


@pytest.fixture
def live_kernel() -> Iterator[None]:
    """Skip where programs cannot be loaded; afterwards no descriptor of BPF may be left open."""
    reason = why_not()
    if reason is not None:
        pytest.skip(reason)
    before = bpf_descriptors()
    yield
    assert bpf_descriptors() == before


def bpf_descriptors() -> set[tuple[int, str]]:
    """Descriptors of this process that hold a program or a map."""
    found = set()
    for entry in Path("/proc/self/fd").iterdir():
        try:
            target = os.readlink(entry)
        except FileNotFoundError:  # the descriptor of this very listing
            continue
        if target.startswith("anon_inode:bpf"):
            found.add((int(entry.name), target))
    return found

"""What the tests of the BPF front end share: tools, compiled C, and a strategy of instructions."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import strategies as st

from progpack.bpf.isa.insn import Insn, lddw
from progpack.errors import ProgramError

T = TypeVar("T")

ROOT = Path(__file__).parents[2]
CLANG = shutil.which("clang-22")
OBJDUMP = shutil.which("llvm-objdump-22")
BPFTOOL = shutil.which("bpftool") or shutil.which("bpftool", path="/usr/sbin")

needs_clang = pytest.mark.skipif(CLANG is None, reason="clang-22 is not installed")
needs_objdump = pytest.mark.skipif(OBJDUMP is None, reason="llvm-objdump-22 is not installed")
needs_bpftool = pytest.mark.skipif(BPFTOOL is None, reason="bpftool is not installed")

PRELUDE = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#define NOINLINE __attribute__((noinline))
"""


def compile_c(folder: Path, source: str, *flags: str, name: str = "t") -> bytes:
    """The object that clang-22 makes of a C source (default ``-O2 -g -mcpu=v3``)."""
    assert CLANG is not None
    (folder / f"{name}.c").write_text(source)
    command = [CLANG, "-O2", "-g", "-target", "bpf", "-mcpu=v3"]
    command += ["-idirafter", f"/usr/include/{os.uname().machine}-linux-gnu", *flags]
    command += ["-c", f"{name}.c", "-o", f"{name}.o"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return (folder / f"{name}.o").read_bytes()


def refusal(call: Callable[[T], object], argument: T) -> ProgramError | None:
    """The ProgramError that the call raises, if any; other exceptions are not caught."""
    try:
        call(argument)
    except ProgramError as error:
        return error
    return None


# The instructions of RFC 9669, as (opcodes, which destination, source, offset, immediate). Written
# out here from the RFC's tables so that the validator is compared with them and not with itself.

_ARITHMETIC = (0x00, 0x10, 0x20, 0x40, 0x50, 0x60, 0x70, 0xA0, 0xC0)
_CONDITIONS = (0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0xA0, 0xB0, 0xC0, 0xD0)
_writable = st.integers(0, 9)
_readable = st.integers(0, 10)
_offset = st.integers(-0x8000, 0x7FFF)
_immediate = st.integers(-0x80000000, 0x7FFFFFFF)
_zero = st.just(0)


def _insn(
    opcodes: list[int],
    dst: st.SearchStrategy[int] = _zero,
    src: st.SearchStrategy[int] = _zero,
    off: st.SearchStrategy[int] = _zero,
    imm: st.SearchStrategy[int] = _zero,
) -> st.SearchStrategy[list[Insn]]:
    fields = st.builds(Insn, st.sampled_from(opcodes), dst, src, off, imm)
    return fields.map(lambda insn: [insn])


_ALU = [cls | op for cls in (4, 7) for op in _ARITHMETIC]
_DIV = [cls | op for cls in (4, 7) for op in (0x30, 0x90)]
_IF = [cls | op for cls in (5, 6) for op in _CONDITIONS]

#: Every way to write an instruction, by what it is; jumps go anywhere.
FORMS: dict[str, st.SearchStrategy[list[Insn]]] = {
    "alu with immediate": _insn(_ALU, _writable, imm=_immediate),
    "alu with register": _insn([op | 8 for op in _ALU], _writable, _readable),
    "division by immediate": _insn(_DIV, _writable, off=st.integers(0, 1), imm=_immediate),
    "division by register": _insn([op | 8 for op in _DIV], _writable, _readable, st.integers(0, 1)),
    "move immediate": _insn([0xB4, 0xB7], _writable, imm=_immediate),
    "move 32": _insn([0xBC], _writable, _readable, st.sampled_from([0, 8, 16])),
    "move 64": _insn([0xBF], _writable, _readable, st.sampled_from([0, 8, 16, 32])),
    "negate": _insn([0x84, 0x87], _writable),
    "swap": _insn([0xD4, 0xDC, 0xD7], _writable, imm=st.sampled_from([16, 32, 64])),
    "if with immediate": _insn(_IF, _readable, off=_offset, imm=_immediate),
    "if with register": _insn([op | 8 for op in _IF], _readable, _readable, _offset),
    "goto": _insn([0x05], off=_offset),
    "gotol": _insn([0x06], imm=_immediate),
    "call helper": _insn([0x85], imm=st.integers(0, 0x7FFFFFFF)),
    "call subprogram": _insn([0x85], src=st.just(1), imm=_immediate),
    "exit": _insn([0x95]),
    "load": _insn([0x61, 0x69, 0x71, 0x79], _writable, _readable, _offset),
    "load signed": _insn([0x81, 0x89, 0x91], _writable, _readable, _offset),
    "store": _insn([0x63, 0x6B, 0x73, 0x7B], _readable, _readable, _offset),
    "store immediate": _insn([0x62, 0x6A, 0x72, 0x7A], _readable, off=_offset, imm=_immediate),
    "atomic": _insn(
        [0xC3, 0xDB],
        _readable,
        _writable,
        _offset,
        st.sampled_from([0x00, 0x01, 0x40, 0x41, 0x50, 0x51, 0xA0, 0xA1, 0xE1, 0xF1]),
    ),
    "packet load": _insn([0x20, 0x28, 0x30], imm=_immediate),
    "packet load indexed": _insn([0x40, 0x48, 0x50], src=_readable, imm=_immediate),
    "wide": st.builds(lddw, _writable, st.integers(-(1 << 63), (1 << 63) - 1)).map(list),
    "map": st.builds(
        lambda dst, src, imm: [Insn(0x18, dst, src, 0, imm), Insn(0)],
        _writable,
        st.sampled_from([1, 5]),
        _immediate,
    ),
    "map value": st.builds(
        lambda dst, src, imm, off: [Insn(0x18, dst, src, 0, imm), Insn(0, imm=off)],
        _writable,
        st.sampled_from([2, 6]),
        _immediate,
        _immediate,
    ),
}

#: One instruction: one slot, or two.
instructions = st.one_of(*FORMS.values())

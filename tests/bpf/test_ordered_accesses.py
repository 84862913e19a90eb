"""Load-acquire and store-release, as in the running kernel and as clang emits them."""

from __future__ import annotations

import dataclasses
import os
import shutil
from pathlib import Path

import pytest
from bpf_programs import PRELUDE, compile_c, needs_clang

from progpack import Machine, MapSpec, MapType, ObjectSpec, RunError, load
from progpack.bpf.asm import assemble_program
from progpack.bpf.check.structure import validate
from progpack.bpf.isa.insn import Insn
from progpack.bpf.spec import ProgramSpec, ProgramType
from progpack.bpf.text.disasm import disasm
from progpack.errors import BpfError, ContextAccessError, ProgramError
from progpack.kernel.syscall.programs import KernelProgram

T = ProgramType
SIZES = (8, 16, 32, 64)


def program(bits: int) -> ProgramSpec:
    wide = "r" if bits == 64 else "w"
    text = f"""
        r1 = 0x8182838485868788 ll
        r2 = r10
        r2 += -16
        *(u64 *)(r2 + 0) = 0
        store_release((u{bits} *)(r2 + 0), {wide}1)
        {wide}3 = load_acquire((u{bits} *)(r2 + 0))
        r0 = *(u64 *)(r2 + 0)
        r0 ^= r3
        if r0 != 0 goto out
        r0 = r3
        r0 &= 255
    out:
        exit
    """
    return assemble_program(text, type=T.XDP, license="GPL")


def both(spec: ProgramSpec, data: bytes) -> object:
    """How it ends, which is the same compiled and interpreted."""
    ends: list[object] = []
    with load(ObjectSpec("t", "GPL", {spec.name: spec}, {})) as obj:
        for run in (Machine(spec).run, obj.programs[spec.name].run):
            try:
                ends.append(run(data).return_value)
            except RunError as error:
                ends.append((error.fault.kind.name, error.fault.pc))
    assert ends[0] == ends[1]
    return ends[0]


@pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")
@pytest.mark.parametrize("bits", SIZES)
def test_they_load_and_store_as_in_the_kernel(bits: int) -> None:
    spec = program(bits)
    try:
        with KernelProgram.load(spec.insns, type=spec.type) as kernel:
            theirs = kernel.test_run(bytes(64)).return_value
    except BpfError as error:
        pytest.skip(f"the kernel does not take them: {error}")
    assert both(spec, bytes(64)) == theirs == 0x88


@pytest.mark.parametrize("bits", SIZES)
@pytest.mark.parametrize("off", range(8))
def test_they_must_be_aligned(bits: int, off: int) -> None:
    wide, aligned = "r" if bits == 64 else "w", off * 8 % bits == 0
    for line in (
        f"{wide}0 = load_acquire((u{bits} *)(r6 + {off}))",
        f"store_release((u{bits} *)(r6 + {off}), {wide}0)",
    ):
        spec = assemble_program(f"r6 = r1\nr0 = 0\n{line}\nr0 = 0\nexit", type=T.FLAT)
        assert both(spec, bytes(16)) == (0 if aligned else ("ALIGN", 2))
        outside = line.replace(f"+ {off}", "+ 16")
        spec = assemble_program(f"r6 = r1\nr0 = 0\n{outside}\nr0 = 0\nexit", type=T.FLAT)
        kind = "WRITE" if "store" in line else "READ"
        assert both(spec, bytes(16)) == (kind, 2)


def test_they_are_written_as_llvm_writes_them() -> None:
    for bits in SIZES:
        for pc in (5, 6):
            text = disasm(program(bits).insns, pc)
            again = assemble_program(f"{text}\nexit", type=T.FLAT).insns[0]
            assert again == program(bits).insns[pc]


def test_they_are_no_way_to_what_is_refused() -> None:
    with pytest.raises(ProgramError, match="r10 is read-only"):
        validate([Insn(0xDB, 10, 1, 0, 0x100), Insn(0x95)])
    with pytest.raises(ProgramError, match="unknown atomic operation 0x0"):
        validate([Insn(0xC3 | 0x10, 1, 1, 0, 0), Insn(0x95)])
    spec = assemble_program("w0 = load_acquire((u32 *)(r1 + 0))\nr0 = 0\nexit", type=T.SCHED_CLS)
    with pytest.raises(ContextAccessError):
        Machine(spec)
    table = MapSpec("table", MapType.ARRAY, 4, 8, 1, read_only=True, data=bytes(8))
    text = "r1 = map table + 0 ll\nr2 = 1\nstore_release((u64 *)(r1 + 0), r2)\nr0 = 0\nexit"
    spec = dataclasses.replace(assemble_program(text, type=T.XDP))
    with pytest.raises((ProgramError, RunError)):
        Machine(spec, {"table": table}).run(bytes(64))


@needs_clang
@pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed")
def test_clang_emits_them_for_v4(tmp_path: Path) -> None:
    source = """
    int flag; long value;
    SEC("xdp") int f(void *c)
    {
        __atomic_store_n(&value, 77, __ATOMIC_RELEASE);
        __atomic_store_n(&flag, 1, __ATOMIC_RELEASE);
        return __atomic_load_n(&flag, __ATOMIC_ACQUIRE)
            ? __atomic_load_n(&value, __ATOMIC_ACQUIRE) : 0;
    }
    """
    data = compile_c(tmp_path, PRELUDE + source, "-mcpu=v4")
    with load(data) as obj:
        kinds = {insn.imm for insn in obj.programs["f"].spec.insns if insn.opcode & 0xE7 == 0xC3}
        assert kinds == {0x100, 0x110}
        assert "acquire" in obj.programs["f"].ir()
        assert "release" in obj.programs["f"].ir()
        assert obj.programs["f"].run(bytes(64)).return_value == 77

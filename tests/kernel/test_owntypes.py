"""Types that are written for the kernel: read back, and taken by it."""

from __future__ import annotations

import os

import pytest

from progpack.bpf.btf.types import Btf, BtfKind
from progpack.bpf.isa.insn import BPF_PSEUDO_FUNC, EXIT, LDDW, Insn, lddw
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import MapSpec, MapType, ProgramSpec, ProgramType
from progpack.errors import BpfError
from progpack.kernel.syscall.btf_write import OwnTypes, TypeWriter, functions_of, types_of
from progpack.kernel.syscall.loading import load_program
from progpack.kernel.syscall.maps import KernelMap

root = pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")


def locked(value: bytes) -> MapSpec:
    """A map whose value is a structure as `value_of` writes it."""
    held = Btf(value)
    found = held.find("counter", BtfKind.STRUCT)
    assert found is not None
    return MapSpec("locked", MapType.HASH, 6, found.size, 4, value_type=found)


def value_of(lock: str) -> bytes:
    """``struct counter { long long hits; struct LOCK { int val; } lock; short more[2]; }``."""
    writer = TypeWriter()
    wide, narrow = writer.integer(8, "long long"), writer.integer(2, "short")
    inner = writer.structure(lock, 4, [("val", writer.integer(4), 0)])
    more = writer.array(narrow, 2)
    writer.structure("counter", 16, [("hits", wide, 0), ("lock", inner, 8), ("more", more, 12)])
    return writer.data()


def test_what_is_copied_is_read_back() -> None:
    made = types_of(locked(value_of("bpf_spin_lock")))
    assert made is not None
    data, key, value = made
    held = Btf(data)
    found = held.type(value)
    assert (found.name, found.size) == ("counter", 16)
    assert [(name, kind.resolve().name, at) for name, kind, at in found.fields()] == [
        ("hits", "int", 0),
        ("lock", "bpf_spin_lock", 8),
        ("more", "", 12),
    ]
    # No integer has six bytes.
    assert held.type(key).sizeof() == 6
    assert held.type(key).kind == BtfKind.ARRAY


def test_maps_without_locks_and_programs_without_addresses_need_no_types() -> None:
    assert types_of(locked(value_of("other"))) is None
    plain = ProgramSpec.from_insns("p", ProgramType.XDP, [Insn(0xB7), Insn(EXIT)])
    assert functions_of(plain) is None


@root
def test_the_kernel_finds_the_lock() -> None:
    with KernelMap.from_spec(locked(value_of("bpf_spin_lock"))) as held:
        # It is not for user space: written it stays, read it is zero.
        held.update(b"abcdef", bytes(range(16)))
        assert held.lookup(b"abcdef") == bytes(range(8)) + bytes(4) + bytes(range(12, 16))
    with KernelMap.from_spec(locked(value_of("other"))) as held:
        held.update(b"abcdef", bytes(range(16)))
        assert held.lookup(b"abcdef") == bytes(range(16))


@root
def test_types_that_make_no_sense_are_refused() -> None:
    with pytest.raises(BpfError, match="types of nothing"):
        OwnTypes.load(bytes(24), "nothing")


@root
def test_a_program_may_give_the_kernel_the_address_of_a_function() -> None:
    """bpf_loop() with a callback that adds its index to a word of the caller's frame."""
    insns = [
        Insn(0x7A, 10, 0, -8, 0),
        Insn(0xB7, 1, imm=10),
        *lddw(2, 0, BPF_PSEUDO_FUNC),
        Insn(0xBF, 3, 10),
        Insn(0x07, 3, imm=-8),
        Insn(0xB7, 4),
        Insn(0x85, imm=181),
        Insn(0x79, 0, 10, -8),
        Insn(EXIT),
        Insn(0x79, 3, 2, 0),
        Insn(0x0F, 3, 1),
        Insn(0x7B, 2, 3, 0),
        Insn(0xB7, 0),
        Insn(EXIT),
    ]
    insns[2] = Insn(LDDW, 2, BPF_PSEUDO_FUNC, 0, len(insns) - 5 - 3)
    spec = ProgramSpec.from_insns("a-loop.1", ProgramType.XDP, insns, license="GPL")
    with load_program(spec, {}) as program:
        theirs = program.test_run(bytes(64)).return_value
    assert theirs == Machine(spec).run(bytes(64)).return_value == 45

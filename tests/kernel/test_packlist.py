"""The kernel's list of packs: recorded ones built again as memory, and damaged ones."""

from __future__ import annotations

import struct
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.errors import MissingFeatureError
from progpack.kernel.memory.pack_list import (
    KernelPack,
    PackLayout,
    find_pack_list,
    read_packs,
)
from progpack.kernel.memory.protocol import UnreadableError
from progpack.kernel.proc.symbols import KernelSymbol
from progpack.kernel.syscall.btf import read_kernel_btf
from progpack.trace.measured import Measured

from .coreimage import Memory, write_packs
from .probes import every_recording, records

HEAD = 0xFFFF_FFFF_8311_7320
ROOM = 0xFFFF_8881_009B_4000
PACK = 0xFFFF_FFFF_C000_0000
CODE = 0xFFFF_FFFF_814C_E810
PLAIN = PackLayout(list=0, ptr=16, bitmap=24, dirty=None, order="<")
FLAGGED = PackLayout(list=0, ptr=16, bitmap=32, dirty=24, order="<")
RUNS = [(0, 25), (30, 1), (32000, 768)]


def recorded_packs(
    record: dict[str, Any], shift: int
) -> list[tuple[int, list[tuple[int, int]], bool]]:
    """Address and runs [first, count] of each; a record that grew a flag was read 64 bits early."""
    found = []
    for pack in record.get("p", ()):
        runs = [(first - shift, count) for first, count in pack["r"] if first >= shift]
        found.append((int(pack["ptr"], 16), runs, False))
    return found


def test_every_recorded_list_of_packs_is_read_as_it_was_recorded() -> None:
    compared = 0
    for path in every_recording("*x86_64*"):
        shift = None
        nodes = Measured(path).header.nodes
        for record in records(path.name.removesuffix(".jsonl.gz")):
            if record["op"] != "packs" or not record.get("p"):
                continue
            if shift is None:
                # The first list of a boot has the first program in its first chunk.
                shift = record["p"][0]["r"][0][0]
                assert shift in (0, 64)
            layout = FLAGGED if shift else PLAIN
            wanted = recorded_packs(record, shift)
            memory = Memory()
            write_packs(memory, HEAD, ROOM, layout, wanted, chunks=32768 * nodes)
            packs = read_packs(memory, HEAD, layout, nodes=nodes)
            assert [(p.address, list(p.runs())) for p in packs] == [(a, r) for a, r, _ in wanted]
            assert [p.used for p in packs] == [sum(n for _, n in r) for _, r, _ in wanted]
            compared += 1
    assert compared > 100


@given(
    st.lists(
        st.tuples(
            st.integers(0, 1000).map(lambda n: PACK + 4096 * n),
            st.lists(st.tuples(st.integers(0, 60), st.integers(1, 4000)), max_size=6),
            st.booleans(),
        ),
        max_size=4,
    ),
    st.sampled_from("<>"),
    st.sampled_from([1, 2]),
    st.booleans(),
)
def test_any_list_is_read_as_it_was_written(
    shapes: list[tuple[int, list[tuple[int, int]], bool]], order: str, nodes: int, flagged: bool
) -> None:
    layout = PackLayout(0, 16, 32, 24 if flagged else None, order)
    wanted = []
    for address, gaps, dirty in shapes:
        runs: list[tuple[int, int]] = []
        at = 0
        for gap, count in gaps:
            first = at + gap + bool(runs)
            runs.append((first, count))
            at = first + count
        wanted.append((address, runs, dirty))
    memory = Memory()
    write_packs(memory, HEAD, ROOM, layout, wanted, chunks=32768 * nodes)
    packs = read_packs(memory, HEAD, layout, nodes=nodes)
    assert [(p.address, list(p.runs())) for p in packs] == [(a, r) for a, r, _ in wanted]
    assert [p.dirty for p in packs] == [d if flagged else None for _, _, d in wanted]
    assert all(p.size == nodes << 21 for p in packs)


def test_a_pack_knows_which_addresses_are_taken() -> None:
    pack = KernelPack(PACK, 32768, 0b1011)
    assert [pack.taken(PACK + 64 * i) for i in range(5)] == [True, True, False, True, False]
    assert not pack.taken(PACK - 1)
    assert not pack.taken(PACK + (2 << 20))
    assert list(pack.runs()) == [(0, 2), (3, 1)]


def test_the_layout_of_this_kernel_is_that_of_its_types() -> None:
    try:
        btf = read_kernel_btf()
        layout = PackLayout.from_btf(btf)
    except MissingFeatureError as error:
        pytest.skip(str(error))
    record = btf.find("bpf_prog_pack")
    assert record is not None
    assert layout.bitmap == record.size
    assert layout.ptr == layout.list + 16


def test_a_named_list_needs_no_search() -> None:
    found = find_pack_list(Memory(), {"pack_list": KernelSymbol(HEAD, "d", "pack_list")}, PLAIN)
    assert found == HEAD


def code_with(*addresses: int, at: int = CODE) -> bytes:
    """Instructions that hold addresses as x86-64 code does, among others that do not."""
    code = bytes.fromhex("0f1f440000 4157 4989c7".replace(" ", ""))
    for i, address in enumerate(addresses):
        if i % 2:  # mov rip-relative: the distance is the last four bytes
            code += b"\x48\x8b\x05" + struct.pack("<i", address - (at + len(code) + 7))
        else:  # mov $imm32, %rdi
            code += b"\x48\xc7\xc7" + struct.pack("<i", address - (1 << 64))
    return code.ljust(1024, b"\xcc")


def prepared(*addresses: int) -> tuple[Memory, dict[str, KernelSymbol]]:
    memory = Memory()
    memory.write(CODE, code_with(*addresses))
    write_packs(
        memory, HEAD, ROOM, FLAGGED, [(PACK, RUNS, False), (PACK + 0x201000, [(0, 1)], True)]
    )
    # Another list head that leads to records without packs, and one that is empty.
    other = HEAD + 0x100
    write_packs(memory, other, ROOM + 0x10000, FLAGGED, [(0x1234, [], False)])
    memory.write(HEAD + 0x200, struct.pack("<QQ", HEAD + 0x200, HEAD + 0x200))
    symbols = {"bpf_prog_pack_alloc": KernelSymbol(CODE, "T", "bpf_prog_pack_alloc")}
    return memory, symbols


@pytest.mark.parametrize(
    "addresses",
    [
        (HEAD,),
        (HEAD + 0x200, HEAD),
        (HEAD + 0x100, HEAD, HEAD + 0x200, HEAD),
        (0xFFFF_FFFF_8000_1000, HEAD + 0x100, HEAD),
    ],
)
def test_the_list_is_found_in_the_code_that_uses_it(addresses: tuple[int, ...]) -> None:
    memory, symbols = prepared(*addresses)
    assert find_pack_list(memory, symbols, FLAGGED) == HEAD


def test_without_a_list_in_the_code_nothing_is_guessed() -> None:
    memory, symbols = prepared(HEAD + 0x100, HEAD + 0x200)
    with pytest.raises(UnreadableError, match="0 addresses"):
        find_pack_list(memory, symbols, FLAGGED)


@pytest.mark.parametrize(
    "symbols", [{}, {"bpf_prog_pack_alloc": KernelSymbol(0, "T", "bpf_prog_pack_alloc")}]
)
def test_without_addresses_the_cure_is_named(symbols: dict[str, KernelSymbol]) -> None:
    with pytest.raises(UnreadableError, match=r"CAP_SYSLOG, kernel\.kptr_restrict"):
        find_pack_list(Memory(), symbols, FLAGGED)


def test_a_list_that_does_not_come_back_is_an_error() -> None:
    memory = Memory()
    write_packs(memory, HEAD, ROOM, PLAIN, [(PACK, RUNS, False)])
    memory.write(ROOM, struct.pack("<Q", ROOM))
    with pytest.raises(UnreadableError, match="is broken"):
        read_packs(memory, HEAD, PLAIN)
    memory.write(ROOM, struct.pack("<Q", 0xDEAD_0000_0000_0100))
    with pytest.raises(UnreadableError):
        read_packs(memory, HEAD, PLAIN)


class Changing(Memory):
    """Memory in which another pack comes whenever a bitmap is read, so many times."""

    def __init__(self, changes: int) -> None:
        super().__init__()
        self.changes = changes
        self.reads = 0

    def read(self, address: int, size: int) -> bytes:
        if size > 1000 and self.reads < self.changes:
            self.reads += 1
            packs = [(PACK + 0x201000 * i, RUNS, False) for i in range(1 + self.reads)]
            write_packs(self, HEAD, ROOM, PLAIN, packs)
        return super().read(address, size)


def test_a_list_that_changes_while_it_is_read_is_read_again() -> None:
    memory = Changing(1)
    write_packs(memory, HEAD, ROOM, PLAIN, [(PACK, RUNS, False)])
    assert len(read_packs(memory, HEAD, PLAIN)) == 2


def test_a_list_that_changes_all_the_time_is_an_error() -> None:
    memory = Changing(1000)
    write_packs(memory, HEAD, ROOM, PLAIN, [(PACK, RUNS, False)])
    with pytest.raises(UnreadableError, match="changed in each of 4 attempts"):
        read_packs(memory, HEAD, PLAIN)

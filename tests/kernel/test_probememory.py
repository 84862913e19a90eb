"""Kernel memory through bpf(2): what is read must be what other ways to the same fact say."""

from __future__ import annotations

import platform
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import pytest

from progpack.errors import MissingFeatureError, ProgpackError
from progpack.kernel import KernelProgram, live_direct_map
from progpack.kernel.features import read_features
from progpack.kernel.live_direct_map import read_direct_map
from progpack.kernel.memory.kcore import Kcore
from progpack.kernel.memory.pack_list import (
    PACK_SYMBOLS,
    KernelPack,
    PackLayout,
    find_pack_list,
    read_packs,
)
from progpack.kernel.memory.pagetables import direct_map_runs, translate
from progpack.kernel.memory.probe import ProbeMemory, find_direct_map
from progpack.kernel.memory.protocol import DirectMapLayout, UnreadableError
from progpack.kernel.observation import Observation
from progpack.kernel.observe import look
from progpack.kernel.proc.counters import count_possible
from progpack.kernel.proc.symbols import SymbolKind, bpf_symbols, find_symbols
from progpack.kernel.proc.vmalloc import Group, group_of, read_vmalloc
from progpack.kernel.syscall.btf import read_kernel_btf

from .probes import files, functions, load, straight, sysctl_set, unprivileged, with_subprogram

pytestmark = pytest.mark.usefixtures("live_kernel")

X86 = pytest.mark.skipif(platform.machine() != "x86_64", reason="page tables of x86-64 only")


@pytest.fixture
def memory(live_kernel: None) -> Iterator[ProbeMemory]:
    try:
        opened = ProbeMemory()
    except ProgpackError as error:
        pytest.skip(str(error))
    with opened:
        yield opened


@dataclass
class Packs:
    """The kernel's list, which is read anew each time it is asked for."""

    memory: ProbeMemory
    head: int
    layout: PackLayout
    nodes: int

    def read(self) -> tuple[KernelPack, ...]:
        return read_packs(self.memory, self.head, self.layout, nodes=self.nodes)


@pytest.fixture
def packs(memory: ProbeMemory) -> Packs:
    try:
        layout = PackLayout.from_btf(read_kernel_btf())
        head = find_pack_list(memory, find_symbols(PACK_SYMBOLS), layout)
    except ProgpackError as error:
        pytest.skip(str(error))
    nodes = count_possible("node")
    assert isinstance(nodes, int)
    return Packs(memory, head, layout, nodes)


@pytest.fixture
def direct_map(memory: ProbeMemory) -> DirectMapLayout:
    try:
        return find_direct_map(memory, memory.current_task(), read_kernel_btf())
    except MissingFeatureError as error:
        pytest.skip(str(error))


def test_machine_code_in_memory_is_that_of_the_programs_info(memory: ProbeMemory) -> None:
    # Instructions without addresses in them: those the kernel shows are the ones that run.
    with load(straight(2000, 77)) as program:
        (function,) = functions(program)
        code = program.jited()
        assert isinstance(code, bytes)
        assert len(code) > 4096
        assert memory.read(function.address, function.size) == code


def test_the_task_is_the_one_that_asks(memory: ProbeMemory) -> None:
    record = read_kernel_btf().find("task_struct")
    assert record is not None
    offset = next(at for name, _, at in record.fields() if name == "comm")
    comm = memory.read(memory.current_task() + offset, 16).split(b"\0")[0]
    # A thread may have any name, also one that ends with lines of its own.
    assert comm == Path("/proc/thread-self/comm").read_bytes().removesuffix(b"\n")


@pytest.mark.parametrize("address", [0, 0x1000, 1 << 63, (1 << 64) - 1, 1 << 64, -8])
def test_addresses_without_memory_are_an_error(memory: ProbeMemory, address: int) -> None:
    with pytest.raises(UnreadableError, match="kernel memory"):
        memory.read(address, 8)


def test_reading_nothing_gives_nothing(memory: ProbeMemory) -> None:
    assert memory.read(0, 0) == b""


def test_without_privilege_the_capability_is_named() -> None:
    (line,) = unprivileged(
        "from progpack.kernel.memory.probe import *\nfrom progpack.errors import *",
        "try:\n    ProbeMemory()\nexcept MissingFeatureError as error:\n    print(error)",
    )
    if Path("/proc/sys/kernel/unprivileged_bpf_disabled").read_text().strip() != "0":
        assert "CAP_BPF" in line


def test_every_function_that_bpf_shows_lies_in_taken_chunks(packs: Packs) -> None:
    held: list[KernelProgram] = []
    try:
        for i in range(40):
            program = load(with_subprogram(i) if i % 4 else straight(2 + 30 * i, i))
            held.append(program)
        found = packs.read()
        for program in held:
            for function in functions(program):
                (home,) = [p for p in found if p.taken(function.address)]
                end = function.address + function.size
                assert all(home.taken(at) for at in range(function.address & ~63, end, 64))
        for symbol in bpf_symbols():
            assert isinstance(symbol.address, int)
            if symbol.kind is SymbolKind.DISPATCHER:
                assert sum(pack.taken(symbol.address) for pack in found) == 1
        reader = [s for s in bpf_symbols() if s.program == "progpack_read"]
        assert reader
    finally:
        for program in held:
            program.close()


def test_the_list_has_the_packs_of_vmallocinfo(packs: Packs) -> None:
    with sysctl_set("kernel/kptr_restrict", "1"):
        try:
            areas = list(read_vmalloc())
        except MissingFeatureError as error:
            pytest.skip(str(error))
    listed = [area for area in areas if group_of(area, nodes=packs.nodes) is Group.PACK]
    if not listed:
        pytest.skip("the packs of this kernel are parts of execmem's areas")
    addresses = {area.address for area in listed}
    assert {pack.address for pack in packs.read()} == addresses


@X86
def test_the_direct_map_covers_all_memory(memory: ProbeMemory, direct_map: DirectMapLayout) -> None:
    runs = list(direct_map_runs(memory, direct_map))
    text = Path("/proc/iomem").read_text()
    ranges = re.findall(r"([0-9a-f]+)-([0-9a-f]+) : System RAM", text)
    assert ranges
    for first, last in ranges:
        at, end = int(first, 16) & -4096, int(last, 16) + 1 & -4096
        for run in runs:
            if run.physical <= at < run.physical + run.size:
                at = run.physical + run.size
        assert at >= end, f"nothing maps {at:#x}"
    # Memory is mapped once: the runs ascend and do not overlap.
    for one, following in pairwise(runs):
        assert one.physical + one.size <= following.physical


@X86
def test_the_alias_of_a_pack_is_the_same_memory_and_read_only(
    memory: ProbeMemory, direct_map: DirectMapLayout, packs: Packs
) -> None:
    pack = packs.read()[0]
    for index in (0, 1, 255, 511):
        address = pack.address + 4096 * index
        there = translate(memory, direct_map, address)
        assert there is not None
        assert not there.flags & 2, "code must not be writable"
        assert not there.flags >> 63, "code must be executable"
        alias = translate(memory, direct_map, direct_map.base + there.physical)
        assert alias is not None
        assert alias.physical == there.physical
        # set_memory_rox() takes the write permission from both.
        assert not alias.flags & 2
        assert alias.flags >> 63
        assert memory.read(direct_map.base + there.physical, 4096) == memory.read(address, 4096)
    assert translate(memory, direct_map, 0xFFFF_FFFF_FFFF_F000) is None


@X86
def test_the_map_of_the_running_kernel_has_the_page_of_a_program(
    memory: ProbeMemory, direct_map: DirectMapLayout, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Observation] = []

    def seen() -> Observation:
        looks.append(look())
        return looks[-1]

    monkeypatch.setattr(live_direct_map, "look", seen)
    with load(straight(64)) as program:
        address = functions(program)[0].address
        there = translate(memory, direct_map, address)
        assert there is not None
        live = read_direct_map(probe=True)
    page = there.physical // 4096
    assert page in live.code_pages
    (entry,) = (one for one in live.entries if one.page <= page < one.end)
    assert not entry.writable
    assert live.programs == len(looks[0].placed) - 1, "the program that reads is gone again"
    assert (live.kernel, live.arch) == (platform.release(), "x86_64")


def test_no_base_of_the_direct_map_is_guessed(tmp_path: Path, memory: ProbeMemory) -> None:
    btf = read_kernel_btf()
    root = files(tmp_path, {"proc/iomem": "00000000-00000000 : System RAM\n"})
    with pytest.raises(MissingFeatureError, match="CAP_SYS_ADMIN"):
        find_direct_map(memory, memory.current_task(), btf, root)
    with pytest.raises(MissingFeatureError, match="iomem does not exist"):
        find_direct_map(memory, memory.current_task(), btf, tmp_path / "none")


@X86
def test_a_core_file_of_this_kernel_has_the_same_packs_and_the_same_direct_map(
    memory: ProbeMemory, direct_map: DirectMapLayout, packs: Packs
) -> None:
    try:
        core = Kcore()
    except MissingFeatureError as error:
        pytest.skip(str(error))
    with core:
        symbols = find_symbols(PACK_SYMBOLS)
        code = {name: symbol for name, symbol in symbols.items() if name != "pack_list"}
        assert find_pack_list(core, code, packs.layout) == packs.head
        there = read_packs(core, packs.head, packs.layout, nodes=packs.nodes)
        assert [p.address for p in there] == [p.address for p in packs.read()]
        found = core.direct_map()
        assert (found.base, found.levels) == (direct_map.base, direct_map.levels)
        ranged = replace(direct_map, start=found.start, end=found.end)
        assert list(direct_map_runs(core, found)) == list(direct_map_runs(memory, ranged))
        with load(straight(600, 5)) as program:
            (function,) = functions(program)
            assert core.read(function.address, function.size) == program.jited()


@X86
def test_the_flush_of_predictors_is_what_the_kernels_code_does(memory: ProbeMemory) -> None:
    call, flush = "__SCT__bpf_arch_pred_flush", "bpf_arch_ibpb"
    symbols = find_symbols({call, flush})
    answer = read_features().predictor_flush
    if call not in symbols:
        assert answer.value is False
        return
    # A static call is a jump to its target, or a return (itself perhaps a jump to a thunk).
    address = symbols[call].address
    code = memory.read(address, 5)
    target = None
    if code[0] == 0xE9:
        (distance,) = struct.unpack("<i", code[1:])
        target = address + 5 + distance
    assert answer.value is (flush in symbols and target == symbols[flush].address)

"""The helper for drgn and progpack's own reader see the same packs in the same memory."""

from __future__ import annotations

import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from progpack.bpf.btf.types import Btf
from progpack.bpf.isa.insn import EXIT, Insn
from progpack.bpf.spec import ProgramType
from progpack.elf.read import PT_LOAD, Header, Segment, segments
from progpack.kernel import KernelProgram
from progpack.kernel.memory.pack_list import KernelPack, PackLayout, read_packs
from progpack.kernel.memory.protocol import UnreadableError
from progpack.vm.store import Stored
from progpack.vm.warm import ResumedGuest, resume
from tests.kernel.coreimage import Memory, write_packs
from tests.vm.conftest import kernel

__all__ = ["kernel"]

drgn: Any = pytest.importorskip(
    "drgn", reason="drgn is not installed; pip has wheels of it for x86-64", exc_type=ImportError
)
sys.path.append(str(Path(__file__).parents[2] / "contrib" / "drgn"))

import bpf_packs  # noqa: E402

HEAD = 0xFFFF_FFFF_8311_7320
ROOM = 0xFFFF_8881_009B_4000
PACK = 0xFFFF_FFFF_C000_0000
NODES = 0xFFFF_FFFF_8311_0000
KERNEL_HALF = 1 << 63
PLAIN = PackLayout(list=0, ptr=16, bitmap=24, dirty=None, order="<")
FLAGGED = PackLayout(list=0, ptr=16, bitmap=32, dirty=24, order="<")
MOV0 = Insn(0xB7)

Read = Callable[[int, int], bytes]


class Types:
    """The types and variables that the helper asks for, as a kernel's symbols would give them."""

    def __init__(self, layout: PackLayout, variables: dict[str, int], read: Read) -> None:
        flags = drgn.PlatformFlags.IS_64_BIT | drgn.PlatformFlags.IS_LITTLE_ENDIAN
        self.prog = drgn.Program(drgn.Platform(drgn.Architecture.X86_64, flags))
        self.variables = variables
        self.made = dict(self._types(layout))
        self.prog.add_memory_segment(
            KERNEL_HALF, KERNEL_HALF, lambda address, count, offset, physical: read(address, count)
        )
        self.prog.register_type_finder("test", self._find_type, enable_index=0)
        self.prog.register_object_finder("test", self._find_object, enable_index=0)

    def _types(self, layout: PackLayout) -> Iterator[tuple[str, Any]]:
        prog, member = self.prog, drgn.TypeMember
        word = prog.int_type("unsigned long", 8, False)
        address = prog.pointer_type(prog.void_type())
        bitmap = prog.array_type(word, 0)
        # A record that points to records of its own type has members that are made when asked for.
        link = lambda: prog.pointer_type(head)  # noqa: E731
        head = prog.struct_type(
            "list_head", 16, [member(link, "next", 0), member(link, "prev", 64)]
        )
        flag = prog.bool_type("bool", 1)
        members = [
            member(head, "list", 8 * layout.list),
            member(address, "ptr", 8 * layout.ptr),
            member(bitmap, "bitmap", 8 * layout.bitmap),
        ]
        if layout.dirty is not None:
            members.append(member(flag, "arch_flush_needed", 8 * layout.dirty))
        yield "unsigned long", word
        yield "list_head", head
        yield "bpf_prog_pack", prog.struct_type("bpf_prog_pack", layout.bitmap, members)
        mask = prog.struct_type(None, 8, [member(prog.array_type(word, 1), "bits", 0)])
        yield "node_states", prog.array_type(mask, 1)

    def _find_type(self, prog: Any, kinds: Any, name: str, filename: str | None) -> Any:
        return self.made.get(name)

    def _find_object(self, prog: Any, name: str, flags: Any, filename: str | None) -> Any:
        if name in ("N_POSSIBLE", "nr_node_ids"):
            return drgn.Object(prog, prog.int_type("int", 4, True), 64 * (name == "nr_node_ids"))
        kind = {"pack_list": "list_head", "node_states": "node_states"}.get(name)
        if kind is None or name not in self.variables:
            return None
        return drgn.Object(prog, self.made[kind], address=self.variables[name])


def seen_by_drgn(layout: PackLayout, variables: dict[str, int], read: Read) -> list[KernelPack]:
    """The packs that the helper finds, as our reader has them."""
    found = []
    prog = Types(layout, variables, read).prog
    for pack in bpf_packs.bpf_prog_pack_for_each(prog):
        bits = 0
        for first, count in bpf_packs.bpf_prog_pack_runs(pack):
            bits |= (1 << count) - 1 << first
        dirty = None if layout.dirty is None else bool(pack.arch_flush_needed)
        chunks = bpf_packs.bpf_prog_pack_chunks(prog)
        found.append(KernelPack(pack.ptr.value_(), chunks, bits, dirty))
    return found


@pytest.mark.parametrize("nodes", [1, 2])
@pytest.mark.parametrize("layout", [PLAIN, FLAGGED], ids=["plain", "flagged"])
@pytest.mark.parametrize("runs", [[[]], [[(0, 25), (30, 1)], [(5, 1), (32760, 8)]], [[(0, 32768)]]])
def test_both_read_the_same_packs(
    runs: list[list[tuple[int, int]]], layout: PackLayout, nodes: int
) -> None:
    memory = Memory()
    packs = [(PACK + i * 0x40_1000, run, i == 1) for i, run in enumerate(runs)]
    write_packs(memory, HEAD, ROOM, layout, packs, chunks=32768 * nodes)
    memory.write(NODES, struct.pack("<Q", (1 << nodes) - 1))
    found = seen_by_drgn(layout, {"pack_list": HEAD, "node_states": NODES}, memory.read)
    assert found == list(read_packs(memory, HEAD, layout, nodes=nodes))
    assert [list(pack.runs()) for pack in found] == runs


def test_the_listing_has_a_line_for_each_pack(capsys: pytest.CaptureFixture[str]) -> None:
    memory = Memory()
    write_packs(memory, HEAD, ROOM, FLAGGED, [(PACK, [(0, 25), (30, 1)], True)])
    memory.write(NODES, struct.pack("<Q", 1))
    variables = {"pack_list": HEAD, "node_states": NODES}
    bpf_packs.main(Types(FLAGGED, variables, memory.read).prog)
    said = capsys.readouterr().out
    wanted = "0xffffffffc0000000  2 MiB      26 of 32,768 chunks taken, 0.1%, 2 runs, dirty"
    assert said.splitlines() == [wanted]


def test_a_kernel_without_packs_is_an_error_of_its_own() -> None:
    with pytest.raises(LookupError, match="pack_list"):
        seen_by_drgn(PLAIN, {}, Memory().read)


class GuestCore:
    """``/proc/kcore`` of a guest, read by system calls that are made there."""

    PREAD64, READ, OPENAT, AT_CWD = 17, 0, 257, -100

    def __init__(self, guest: ResumedGuest) -> None:
        self.guest = guest
        self.file = self._open("/proc/kcore")
        header = Header.read(self._bytes(0, Header.MOST), "kcore")
        size = header.segments.count * header.segments.entry
        table = self._bytes(header.segments.offset, size)
        self.parts = [part for part in segments(header, table) if part.type == PT_LOAD]

    def read(self, address: int, size: int) -> bytes:
        for part in self.parts:
            if part.address <= address and address + size <= part.address + part.size_in_memory:
                return self._bytes(self._place(part, address), size)
        raise UnreadableError(f"kcore has nothing at {address:#x}")

    def symbols(self, names: set[str]) -> dict[str, int]:
        file, found, rest = self._open("/proc/kallsyms"), {}, b""
        while size := self.guest.call(self.READ, file, self.guest.put(b""), 1 << 20):
            assert size > 0
            *lines, rest = (rest + self.guest.get(size)).split(b"\n")
            for line in lines:
                address, _, name = line.decode().split()[:3]
                if name in names:
                    found[name] = int(address, 16)
        return found

    def _place(self, part: Segment, address: int) -> int:
        return part.offset + address - part.address

    def _open(self, path: str) -> int:
        name = self.guest.put(path.encode() + b"\0")
        file = self.guest.call(self.OPENAT, self.AT_CWD, name, 0, 0)
        assert file >= 0, path
        return file

    def _bytes(self, offset: int, size: int) -> bytes:
        got = self.guest.call(self.PREAD64, self.file, self.guest.put(b""), size, offset)
        if got != size:
            raise UnreadableError(f"kcore gives {got} of {size} bytes at {offset:#x}")
        return self.guest.get(size)


def test_both_read_the_same_packs_of_a_real_kernel(kernel: Stored) -> None:
    layout = PackLayout.from_btf(Btf(kernel.read("btf")))
    with resume(kernel) as guest:
        core = GuestCore(guest)
        variables = core.symbols({"pack_list", "node_states"})
        before = read_packs(core, variables["pack_list"], layout)
        loaded = [
            KernelProgram.load([*(MOV0,) * length, Insn(EXIT)], type=ProgramType.XDP, port=guest)
            for length in (1, 40, 400)
        ]
        after = read_packs(core, variables["pack_list"], layout)
        assert seen_by_drgn(layout, variables, core.read) == list(after)
        assert sum(pack.used for pack in after) > sum(pack.used for pack in before)
        for program in loaded:
            program.close()

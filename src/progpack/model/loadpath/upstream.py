"""The kernel's way of a program into a pack, with its error paths, on bytes that nobody runs.

bpf_jit_binary_pack_alloc(), _finalize() and _free(), and the pack allocator under them, as
kernel/bpf/core.c has them from 5.18 to 7.0. The error paths are deduced from that source; nobody
has reported them from a machine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from progpack.arch import Arch
from progpack.arch.gate import Capability, Record
from progpack.errors import UsageError
from progpack.model.capabilities import KernelCapabilities, kernel_capabilities
from progpack.model.loadpath.byte_areas import Area
from progpack.model.loadpath.order import READ, Order
from progpack.model.loadpath.outcomes import Left, Outcome, Step
from progpack.pack import HEADER, BinaryLayout, policies
from progpack.pack.constants import CHUNK, chunks_of

__all__ = ["Upstream", "upstream"]

_WORD: Final = 4
_FIRST: Final = "x86-64"
_DISPATCHER: Final = "the dispatcher"
# The architecture whose JIT marks a program before it is finalized: arch/powerpc/net/bpf_jit_comp.c
_MARKS_FIRST: Final = frozenset({"powerpc"})

_UNFILLED: Final = "the pack was never filled: what its pages held before can be executed"


@dataclass(slots=True, eq=False)
class _Program:
    """A program, or what became of it."""

    name: str
    area: Area
    chunk: int
    size: int
    image: bytes
    live: bool = False
    marked: bool = False
    unknown: bool = False


@dataclass(slots=True, eq=False)
class Upstream:
    """The kernel's way.

    Args:
        record: what the kernel has.
        arch: the architecture, with the page size in use.
        order: in which order it does things.
        pack_size: bytes of a pack.
        huge: packs are asked for on huge pages.

    Attributes:
        steps: what was done until now.
    """

    record: Record
    arch: Arch
    order: Order
    pack_size: int
    huge: bool = False
    steps: list[Step] = field(default_factory=list)
    _areas: list[Area] = field(default_factory=list)
    _packs: list[Area] = field(default_factory=list)
    _programs: list[_Program] = field(default_factory=list)
    _charged: int = 0
    _armed: set[str] = field(default_factory=set)
    _unknown: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The name of this order of work."""
        return self.record.of

    def arm(self, call: str) -> None:
        """Let the next such call fail."""
        self._armed.add(call)

    def load(self, name: str, size: int) -> str:
        """Load a program of ``size`` bytes; empty, or what the caller is told."""
        program = self._begin(name, size)
        if program is None:
            return "-ENOMEM"
        self._note("write", "the JIT", f"{size:,} bytes of code into the twin")
        if self.arch.name in _MARKS_FIRST:
            program.marked = True
            self._note("mark", "bpf_int_jit_compile()", "prog->jited, prog->bpf_func")
        return self._finalize(program)

    def give_up(self, name: str, size: int) -> str:
        """The JIT places a program and then gives up; it frees by the size in the header."""
        program = self._begin(name, size)
        if program is None:
            return "-ENOMEM"
        self._note("write", "the JIT", "gives up", Outcome.REFUSED)
        why = self._hook(self.record.blocks.text_copy)
        what = why or "the size, where the free reads it"
        if not why:
            word = program.size.to_bytes(_WORD, self.arch.byteorder.value)
            program.area.write(program.chunk * CHUNK, word)
        outcome = Outcome.IGNORED if why else Outcome.DONE
        self._note("copy", "bpf_arch_text_copy(&ro->size)", what, outcome)
        freed = self._size_in(program)
        self._free(program, freed)
        if freed >= 0:
            self._charged -= freed
            self._note("charge", "bpf_jit_uncharge_modmem()", f"{freed:,} bytes", Outcome.UNDONE)
        return "the JIT gave up"

    def _begin(self, name: str, size: int) -> _Program | None:
        """bpf_jit_binary_pack_alloc(): charge, chunks, and the writable twin."""
        layout = BinaryLayout(size)
        self._charged += layout.size
        self._note("charge", "bpf_jit_charge_modmem()", f"{layout.size:,} bytes")
        place = self._alloc(name, layout.size, self.arch.trap)
        if place is None:
            self._charged -= layout.size
            self._note("charge", "bpf_jit_uncharge_modmem()", "given back", Outcome.UNDONE)
            return None
        program = _Program(name, *place, layout.size, self._image(layout))
        self._programs.append(program)
        self._note("reserve", "kvmalloc()", f"{layout.size:,} bytes, the writable twin")
        self._note("fill", "bpf_fill_ill_insns()", "the twin, with traps; its size in its header")
        return program

    def dispatch(self) -> str:
        """Place the page of the XDP dispatcher, whose filler is zeros."""
        size = self.record.page_size
        place = self._alloc(_DISPATCHER, size, b"\0")
        if place is None:
            return "-ENOMEM"
        area, chunk = place
        area.write(chunk * CHUNK, bytes(size))
        program = _Program(_DISPATCHER, area, chunk, size, bytes(size), live=True)
        self._programs.append(program)
        return ""

    def unload(self, name: str) -> str:
        """Give a program back: bpf_jit_binary_pack_free(). Nobody is told of a failure."""
        program = next(one for one in self._programs if one.name == name and one.live)
        program.live = program.marked = False
        self._free(program, program.size)
        self._charged -= program.size
        self._note("charge", "bpf_jit_uncharge_modmem()", f"{program.size:,} bytes given back")
        return ""

    def left(self) -> Left:
        """Return what is left in memory and in the accounts beyond the programs."""
        live = [program for program in self._programs if program.live]
        charged = sum(program.size for program in live if program.name != _DISPATCHER)
        owned = live + [program for program in self._programs if program.unknown]
        used = [(area, area.taken - _chunks(owned, area)) for area in self._areas if not area.gone]
        return Left(
            charge=self._charged - charged,
            lost=sum(max(0, more) for _, more in used),
            shared=sum(program.area.free_in(program.chunk, program.size) for program in live),
            stray=sum(area.stray(self.arch, _spans(live, area)) for area in self._runnable()),
            dangling=sum(program.area.gone for program in live),
            listed=sum(area.gone for area in self._packs),
            marked=sum(program.marked and not program.live for program in self._programs),
            writable=sum(program.area.writable for program in live),
            unknown=tuple(dict.fromkeys([*self._unknown, *self._unfilled()])),
        )

    def _runnable(self) -> list[Area]:
        return [area for area in self._areas if area.executable and not area.gone and area.known]

    def _unfilled(self) -> list[str]:
        areas = [area for area in self._areas if not (area.known or area.gone)]
        return [_UNFILLED] if areas else []

    def _image(self, layout: BinaryLayout) -> bytes:
        """Header, code and traps, as the twin has them: any bytes that are neither 0 nor a trap."""
        header = layout.size.to_bytes(_WORD, self.arch.byteorder.value).ljust(HEADER, b"\0")
        code = bytes([0x5A]) * layout.proglen
        rest = layout.size - len(header) - len(code)
        tail = self.arch.trap_fill(-(-rest // self.arch.trap_unit) * self.arch.trap_unit)
        return header + code + tail[len(tail) - rest :]

    def _note(self, call: str, who: str, what: str, outcome: Outcome = Outcome.DONE) -> None:
        self.steps.append(Step(call, who, what, outcome))

    def _fails(self, call: str) -> bool:
        if call not in self._armed:
            return False
        self._armed.discard(call)
        return True

    def _hook(self, block: Capability) -> str:
        """Why a hook of the architecture fails this time; empty: it does not."""
        if not block:
            return block.detail
        return "injected" if self._fails(block.name) else ""

    def _alloc(self, name: str, size: int, filler: bytes) -> tuple[Area, int] | None:
        """bpf_prog_pack_alloc(): first fit, from chunk 0 of the oldest pack; None: no memory."""
        chunks = chunks_of(size)
        holes = ((area, area.find(chunks)) for area in self._packs)
        area, at = next(((area, at) for area, at in holes if at is not None), (None, 0))
        if area is None:
            area = self._new_pack(filler)
        if area is None:
            return None
        area.take(at, chunks)
        last = f" to {at + chunks - 1}" if chunks > 1 else ""
        self._note("place", "bpf_prog_pack_alloc()", f"chunks {at}{last} are {name}'s")
        return area, at

    def _new_pack(self, filler: bytes) -> Area | None:
        """alloc_new_pack(); None: it could not be protected, and somebody looked."""
        block, size = self.record.blocks.huge_vmalloc, self.pack_size
        huge = self.huge and bool(block)
        kind = "huge pages" if huge else "small pages"
        refused = "" if huge or not self.huge else f"; no huge ones: {block.detail}"
        self._note("reserve", "module_alloc()", f"{size:,} bytes for a pack, {kind}{refused}")
        area = Area(size, huge)
        self._areas.append(area)
        if self.order.fills.value:
            area.fill(filler)
            self._note("fill", "bpf_fill_ill_insns()", f"{size:,} bytes with {filler.hex()}")
        if not self.order.lists_last.value:
            self._publish(area)
        if not self._protect(area):
            area.gone = True
            self._note("free", "module_memfree()", "the pack", Outcome.UNDONE)
            return None
        if self.order.lists_last.value:
            self._publish(area)
        return area

    def _publish(self, area: Area) -> None:
        self._packs.append(area)
        self._note("publish", "list_add_tail()", "the pack: every program may go there now")

    def _protect(self, area: Area) -> bool:
        """set_memory_ro() and set_memory_x(), or both in one; whether to go on."""
        blocks, checked = self.record.blocks, self.order.checks_set_memory.value
        who = "set_memory_rox()" if checked else "set_memory_ro(), set_memory_x()"
        stub = not blocks.set_rox
        area.executable = True
        if stub:
            self._note("set_memory", who, blocks.set_rox.detail, Outcome.EMPTY)
            return True
        why = "" if blocks.set_rox_huge or not area.huge else blocks.set_rox_huge.detail
        why = why or ("injected" if self._fails("set_memory") else "")
        if why:
            self._note("set_memory", who, why, Outcome.REFUSED if checked else Outcome.IGNORED)
            return not checked
        area.writable = False
        seen = "" if checked else "; the results are not looked at"
        alias = "; the direct map follows, split" if self.record.alias == "split" else ""
        self._note("set_memory", who, f"{area.size:,} bytes{alias}{seen}")
        return True

    def _finalize(self, program: _Program) -> str:
        why = self._hook(self.record.blocks.text_copy)
        what = f"{program.size:,} bytes, header and code, over the chunks"
        if not why:
            program.area.write(program.chunk * CHUNK, program.image)
            program.live = True
            self._note("copy", "bpf_arch_text_copy()", what)
            self._note("publish", "bpf_int_jit_compile()", "prog->jited = 1: it can run")
            return ""
        self._note("copy", "bpf_arch_text_copy()", why, Outcome.REFUSED)
        self._note("free", "kvfree()", "the twin", Outcome.UNDONE)
        self._free(program, self._size_in(program))
        outcome = "finalize's error; the program is interpreted, or refused with 524"
        self._note("run", "bpf_int_jit_compile()", outcome, Outcome.UNDONE)
        return why

    def _size_in(self, program: _Program) -> int:
        """``ro->size``: what the read-only header has, which is a filler if no copy got there."""
        at = program.chunk * CHUNK
        word = program.area.bytes[at : at + _WORD]
        if not program.area.known:
            return -1
        return int.from_bytes(word, self.arch.byteorder.value)

    def _free(self, program: _Program, size: int) -> None:
        """bpf_prog_pack_free() of what the caller says, or the header has."""
        who = "bpf_prog_pack_free()"
        if size < 0:
            program.unknown = True
            self._unknown.append(
                "how many chunks are marked free, or whether the whole pack is freed, depends on "
                "what the page held before: that is read as the size"
            )
            self._note("free", who, "as much as ro->size says, which nobody wrote", Outcome.UNKNOWN)
            return
        if size > self.pack_size:
            self._vfree(program, size)
            return
        if self.order.invalidates.value:
            self._invalidate(program, size)
        program.area.clear(program.chunk, chunks_of(size))
        differing = "" if size == program.size else f" (ro->size is {size:#x})"
        count = f"{chunks_of(size)} of {chunks_of(program.size)} chunks marked free{differing}"
        self._note("free", who, count, Outcome.UNDONE)
        if not program.area.taken:
            self._packs.remove(program.area)
            program.area.gone = True
            self._note("free", "module_memfree()", "the pack, now empty", Outcome.UNDONE)

    def _invalidate(self, program: _Program, size: int) -> None:
        why = self._hook(self.record.blocks.text_invalidate)
        if why:
            what = f"{why}: WARN_ONCE, the chunks are marked free all the same"
            self._note("invalidate", "bpf_arch_text_invalidate()", what, Outcome.IGNORED)
            return
        program.area.trap(self.arch, program.chunk * CHUNK, size)
        what = f"{size:,} bytes with traps"
        self._note("invalidate", "bpf_arch_text_invalidate()", what, Outcome.UNDONE)

    def _vfree(self, program: _Program, size: int) -> None:
        """The size is more than a pack: the pointer goes to vfree(), which wants an area's."""
        at = program.chunk * CHUNK
        large = f"ro->size is {size:#x}, more than a pack: vfree()"
        if at % self.record.page_size:
            what = f"{large} of an address inside a page: WARN, nothing is freed"
            self._note("free", "bpf_prog_pack_free()", what, Outcome.WARNED)
            return
        program.area.gone = True
        what = f"{large} frees the whole pack, which stays on the list"
        self._note("free", "bpf_prog_pack_free()", what, Outcome.WARNED)


def _spans(programs: list[_Program], area: Area) -> list[tuple[int, int]]:
    return [(program.chunk * CHUNK, program.size) for program in programs if program.area is area]


def _chunks(programs: list[_Program], area: Area) -> int:
    """Chunks of an area that are marked taken and that live programs have."""
    return sum(
        chunks_of(program.size) - area.free_in(program.chunk, program.size)
        for program in programs
        if program.area is area
    )


def upstream(kernel: KernelCapabilities, *, huge: bool = False) -> Upstream:
    """The pack code of a kernel, called whether or not its architecture's JIT does so.

    Args:
        kernel: the kernel.
        huge: packs are asked for on huge pages, as 5.18 did until its fourth candidate.

    Raises:
        UsageError: a release without that code, or one whose code was not read.
    """
    if _version(kernel.release) > _version(READ):
        raise UsageError(
            f"the pack code of Linux {kernel.release} was not read; {READ} is the last"
        )
    # x86-64 was the first to call it: it has what the generic code of a release has.
    generic = policies.get(kernel_capabilities(_FIRST, kernel.release).policy)
    size = generic.pack_size(kernel.arch, 1)
    if not size:
        raise UsageError(f"Linux {kernel.release} has no pack code: it came with 5.18")
    size = kernel.arch.pmd_size if huge else size
    return Upstream(kernel.record, kernel.arch, Order.of(kernel.release), size, huge)


def _version(release: str) -> tuple[int, ...]:
    return tuple(map(int, release.partition("+")[0].split(".")[:2]))

"""Every allocation of a kernel's packs, heard by two programs at its allocator, and replayed.

A program at the return of ``bpf_prog_pack_alloc()`` and one at ``bpf_prog_pack_free()`` write each
call into an array, in the order in which the calls are made. Nothing escapes them: programs with
and without an id, trampolines and dispatchers come out of the same allocator. The bitmaps of the
packs before and that trace give the bitmaps after; ``/proc/kcore`` says whether they are right,
bit for bit. Each place is predicted as well, by the kernel's rule: the first hole that is long
enough, in the oldest pack.
"""

from __future__ import annotations

import random
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Final

from progpack.bpf.asm import assemble_program
from progpack.bpf.btf.types import Btf, BtfKind
from progpack.bpf.isa.insn import EXIT, Insn, encode
from progpack.bpf.maps.types import MapType
from progpack.bpf.spec import ProgramType
from progpack.errors import MissingFeatureError, ObjectError, ProgpackError
from progpack.kernel.memory.pack_list import KernelPack
from progpack.kernel.syscall.abi import AttachType
from progpack.kernel.syscall.links import KernelLink
from progpack.kernel.syscall.loading import load_program
from progpack.kernel.syscall.maps import KernelMap
from progpack.kernel.syscall.programs import KernelProgram
from progpack.pack.constants import CHUNK, PACK_UNIT
from progpack.records import replace
from progpack.vm.guest import Guest
from progpack.vm.observed import GuestObserver
from progpack.vm.store import Stored
from progpack.vm.warm import resume

__all__ = ["Heard", "hear"]

#: Calls that the array has room for.
_ROOM: Final = 1 << 16
_EVENT: Final = struct.Struct("<QQ")
_COUNT: Final = struct.Struct("<Q")
_FREED: Final = 1 << 63
_KEY: Final = bytes(4)
_WORD: Final = 8
#: Chunks of a pack on one NUMA node, which is what guests have.
_CHUNKS: Final = PACK_UNIT // CHUNK
_NOTE: Final = """
    r1 = map heard + 0x0 ll
    r2 = 1
    r2 = atomic_fetch_add((u64 *)(r1 + 0), r2)
    r2 &= {mask}
    r2 <<= 4
    r1 = map heard + 0x8 ll
    r1 += r2
    *(u64 *)(r1 + 0) = r3
    *(u64 *)(r1 + 8) = r4
    r0 = 0
    exit
"""
_SETTLED_S: Final = 20.0
_LIVE: Final = 400


@dataclass(frozen=True, slots=True)
class Heard:
    """The result of a run.

    Attributes:
        release: the kernel's.
        loads: programs that were loaded, by what they are.
        allocations: calls of the allocator that were heard.
        frees: calls that gave memory back.
        placed: allocations that lie where the kernel's rule puts them.
        wrong: bits that differ between the replayed bitmaps and the kernel's.
        packs: number of packs at the end.
        missed: runs of the two programs that the kernel left out.
        seconds: of the loads.
    """

    release: str
    loads: dict[str, int]
    allocations: int
    frees: int
    placed: int
    wrong: int
    packs: int
    missed: int
    seconds: float


def hear(stored: Stored, loads: int, seed: int = 0) -> Heard:
    """Resume a kernel, load and unload programs of all kinds, and replay what was heard.

    Args:
        stored: the kernel.
        loads: number of loads.
        seed: of the loads.

    Raises:
        MissingFeatureError: the kernel has no packs, or its functions cannot be heard.
        ObjectError: the array was too small for what happened.
    """
    if "btf" not in stored.manifest.files:
        raise MissingFeatureError(f"{stored.name} shows no types, which its functions are found by")
    types = Btf(stored.read("btf"), f"the types of {stored.name}")
    with resume(stored) as guest, ExitStack() as stack:
        observer = stack.enter_context(GuestObserver(guest, stored.folder / "btf"))
        ears = _Ears(guest, types, stack)
        first, before = _settled(observer, ears)
        mixed = _Mixed(guest, types, random.Random(seed))
        began = time.monotonic()
        stack.callback(mixed.close)
        counts = mixed.run(loads)
        seconds = time.monotonic() - began
        last, after = _settled(observer, ears)
        events = ears.events(first, last)
        replayed = _Replayed(before)
        for address, size, freed in events:
            replayed.take(address, size, freed)
        return Heard(
            stored.name,
            counts,
            sum(not freed for _, _, freed in events),
            sum(freed for _, _, freed in events),
            replayed.placed,
            _differences(replayed.packs, after),
            len(after),
            ears.missed(),
            round(seconds, 1),
        )


def _settled(observer: GuestObserver, ears: _Ears) -> tuple[int, tuple[KernelPack, ...]]:
    """The number of calls so far and the packs after them, when nothing happens any more."""
    deadline = time.monotonic() + _SETTLED_S
    while time.monotonic() < deadline:
        count = ears.count()
        packs = observer.bitmaps()
        time.sleep(0.1)  # what is unloaded is freed later, by a worker
        if ears.count() == count and observer.bitmaps() == packs:
            return count, packs
    raise ProgpackError("the kernel's packs change without end")


class _Ears:
    """The two programs and their array."""

    def __init__(self, guest: Guest, types: Btf, stack: ExitStack) -> None:
        self._array = stack.enter_context(
            KernelMap.create(
                MapType.ARRAY,
                key_size=4,
                value_size=_WORD + _ROOM * _EVENT.size,
                max_entries=1,
                name="heard",
                port=guest,
            )
        )
        self._programs = []
        for name, text, kind in _texts(types):
            target = types.find(name, BtfKind.FUNC)
            assert target is not None
            spec = assemble_program(text, name=name[-12:], type=ProgramType.TRACING)
            program = load_program(
                replace(spec, attach_type=kind),
                {"heard": self._array},
                attach_btf_id=target.id,
                port=guest,
            )
            self._programs.append(stack.enter_context(program))
            stack.enter_context(KernelLink.attach_tracing(program))

    def count(self) -> int:
        """Calls that were heard so far."""
        return int(_COUNT.unpack_from(self._value())[0])

    def events(self, first: int, last: int) -> list[tuple[int, int, bool]]:
        """Address, bytes, and whether it was given back, of each call between two counts.

        Raises:
            ObjectError: there is no room for so many.
        """
        if last > _ROOM:
            raise ObjectError(f"{last:,} calls were heard, and there is room for {_ROOM:,}")
        value = self._value()
        found = []
        for number in range(first, last):
            address, size = _EVENT.unpack_from(value, _WORD + number * _EVENT.size)
            found.append((address, size & ~_FREED, bool(size & _FREED)))
        return found

    def missed(self) -> int:
        """Runs of the programs that the kernel left out, as one was running already."""
        return sum(program.missed() for program in self._programs)

    def _value(self) -> bytes:
        value = self._array.lookup(_KEY)
        assert value is not None
        return value


def _texts(types: Btf) -> Iterator[tuple[str, str, AttachType]]:
    """The two programs: function, text, and where they run.

    Raises:
        MissingFeatureError: the kernel has no such functions.
    """
    note = _NOTE.format(mask=_ROOM - 1)
    _, count = _parameters(types, "bpf_prog_pack_alloc")
    yield (
        "bpf_prog_pack_alloc",
        f"r4 = *(u32 *)(r1 + 0)\nr3 = *(u64 *)(r1 + {count * _WORD})\n{note}",
        AttachType.TRACE_FEXIT,
    )
    pointed, count = _parameters(types, "bpf_prog_pack_free")
    # Before 6.6 the function was given the image's header, whose first field is its size.
    size = "r4 = *(u32 *)(r3 + 0)" if pointed else "r4 = *(u32 *)(r1 + 8)"
    flag = f"r5 = {_FREED:#x} ll\nr4 |= r5\n"
    yield (
        "bpf_prog_pack_free",
        f"r3 = *(u64 *)(r1 + 0)\n{size}\n{flag}{note}",
        AttachType.TRACE_FENTRY,
    )


def _parameters(types: Btf, name: str) -> tuple[bool, int]:
    """Whether a function's first parameter points to an image's header, and number of them all."""
    function = types.find(name, BtfKind.FUNC)
    if function is None:
        raise MissingFeatureError(f"the kernel has no {name}(), or no type of it")
    parameters = types.type(function.type_id).params()
    first = types.type(parameters[0].type_id).resolve()
    pointed = first.kind is BtfKind.PTR and first.type_id != 0
    return pointed, len(parameters)


class _Replayed:
    """The packs, as what was heard leaves them."""

    def __init__(self, packs: tuple[KernelPack, ...]) -> None:
        #: First address of a pack, oldest first -> its bits.
        self.packs = {pack.address: pack.bits for pack in packs}
        self.placed = 0

    def take(self, address: int, size: int, freed: bool) -> None:
        """Take in one call of the allocator."""
        if not address or size > PACK_UNIT:
            self.placed += not freed  # refused, or pages of its own
            return
        chunks = -(-size // CHUNK)
        if not freed and self._first_hole(chunks) in (address, None):
            self.placed += 1
        base = self._pack_of(address, new=not freed)
        at = (address - base) // CHUNK
        mask = ((1 << chunks) - 1) << at
        if bool(self.packs[base] & mask) is not freed:
            raise ObjectError(f"{size} bytes at {address:#x} are taken or free twice")
        self.packs[base] ^= mask
        if not self.packs[base]:
            del self.packs[base]

    def _first_hole(self, chunks: int) -> int | None:
        """The address by the kernel's rule; None: it makes a pack."""
        for base, bits in self.packs.items():
            free = ~bits & ((1 << _CHUNKS) - 1)
            width = 1
            while width < chunks and free:
                step = min(width, chunks - width)
                free &= free >> step
                width += step
            if free:
                return base + ((free & -free).bit_length() - 1) * CHUNK
        return None

    def _pack_of(self, address: int, *, new: bool) -> int:
        for base in self.packs:
            if base <= address < base + PACK_UNIT:
                return base
        if not new:
            raise ObjectError(f"{address:#x} is given back, and is in no pack")
        self.packs[address] = 0  # a program is first in the pack that is made for it
        return address


def _differences(replayed: dict[int, int], packs: tuple[KernelPack, ...]) -> int:
    """Bits in which they differ; a pack that only one has counts whole."""
    kernel = {pack.address: pack.bits for pack in packs}
    wrong = 0
    for address in replayed.keys() | kernel.keys():
        both = replayed.get(address), kernel.get(address)
        if None in both:
            wrong += _CHUNKS
        else:
            wrong += ((both[0] or 0) ^ (both[1] or 0)).bit_count()
    return wrong


@dataclass(frozen=True, slots=True)
class _Sockets:
    """Numbers of system calls, and of the option that takes a classic filter."""

    socket: int
    setsockopt: int


_SOCKETS: Final = {"x86_64": _Sockets(41, 54), "aarch64": _Sockets(198, 208)}
_SOL_SOCKET, _SO_ATTACH_FILTER = 1, 26
_AF_UNIX, _SOCK_DGRAM = 1, 2
_RETURN: Final = struct.pack("<HBBI", 0x06, 0, 0, 0)
_LOAD_WORD: Final = struct.pack("<HBBI", 0x20, 0, 0, 0)
_MOV: Final = 0xB7
_LARGE: Final = (1000, 3000)
_SMALL: Final = (2, 200)
#: Before 6.7 a socket may hold 20,480 bytes of its options, and each load becomes a dozen slots.
_CLASSIC: Final = (2, 100)
#: Functions that exist for tests: what is attached to them gets a trampoline and harms nobody.
_TARGETS: Final = tuple(f"bpf_fentry_test{number}" for number in range(1, 9))
_KINDS: Final = ("small", "large", "classic", "xdp", "trampoline")
_WEIGHTS: Final = (70, 5, 15, 5, 5)


class _Mixed:
    """Loads and unloads of programs of all kinds, some hundred of which are there at a time."""

    def __init__(self, guest: Guest, types: Btf, chance: random.Random) -> None:
        self._guest = guest
        self._chance = chance
        self._sockets = _SOCKETS.get(guest.machine)
        functions = ((name, types.find(name, BtfKind.FUNC)) for name in _TARGETS)
        self._targets = [found.id for _, found in functions if found is not None]
        self._live: list[Callable[[], None]] = []

    def run(self, loads: int) -> dict[str, int]:
        """Load so many programs, and unload most of them; how many of each kind."""
        counts = dict.fromkeys(_KINDS, 0)
        most = min(_LIVE, max(loads // 2, 2))
        for _ in range(loads):
            (kind,) = self._chance.choices(_KINDS, _WEIGHTS)
            if (kind == "classic" and self._sockets is None) or (
                kind == "trampoline" and not self._targets
            ):
                kind = "small"
            self._live.append(getattr(self, f"_{kind}")())
            counts[kind] += 1
            while len(self._live) > self._chance.randrange(most // 2, most):
                self._live.pop(self._chance.randrange(len(self._live)))()
        return counts

    def close(self) -> None:
        """Unload all of those that are there; a second call does nothing."""
        self._live, live = [], self._live
        for end in live:
            end()

    def _small(self) -> Callable[[], None]:
        return self._loaded(self._chance.randint(*_SMALL)).close

    def _large(self) -> Callable[[], None]:
        return self._loaded(self._chance.randint(*_LARGE)).close

    def _loaded(self, count: int, kind: ProgramType = ProgramType.SOCKET_FILTER) -> KernelProgram:
        code = encode([Insn(_MOV, imm=count), Insn(EXIT)])
        half = len(code) // 2
        return KernelProgram.load(
            code[:half] * (count - 1) + code[half:], type=kind, port=self._guest
        )

    def _xdp(self) -> Callable[[], None]:
        program = self._loaded(self._chance.randint(*_SMALL), ProgramType.XDP)
        program.test_run(bytes(64))  # the kernel makes a dispatcher for it
        return program.close

    def _trampoline(self) -> Callable[[], None]:
        code = [Insn(_MOV), Insn(EXIT)]
        program = KernelProgram.load(
            code,
            type=ProgramType.TRACING,
            expected_attach_type=AttachType.TRACE_FENTRY,
            attach_btf_id=self._chance.choice(self._targets),
            port=self._guest,
        )
        try:
            link = KernelLink.attach_tracing(program)
        except ProgpackError:
            return program.close  # a function takes a few dozen

        def end() -> None:
            link.close()
            program.close()

        return end

    def _classic(self) -> Callable[[], None]:
        calls, guest = self._sockets, self._guest
        assert calls is not None
        file = guest.call(calls.socket, _AF_UNIX, _SOCK_DGRAM, 0)
        count = self._chance.randint(*_CLASSIC)
        code = _LOAD_WORD * (count - 1) + _RETURN
        with guest.turn():
            given = guest.put(struct.pack("<HxxxxxxQ", count, guest.put(code, CHUNK)))
            result = guest.call(
                calls.setsockopt, file, _SOL_SOCKET, _SO_ATTACH_FILTER, given, 2 * _WORD
            )
        if result < 0:
            raise ProgpackError(f"a classic filter is refused: error {-result}")
        return lambda: guest.close(file)

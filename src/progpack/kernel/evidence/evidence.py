"""Evidence for each chunk of the kernel's packs, from programs seen, loaded and unloaded.

The kernel places each program at the lowest run of free chunks of the first pack that has one
(bpf_prog_pack_alloc() in kernel/bpf/core.c). So a program of ``n`` chunks that comes to chunk
``c`` says something about every chunk before: no run of ``n`` was free there, and chunk ``c - 1``
was taken. That is how chunks of classic programs are found, which the kernel names to nobody.

A proof holds at the moment of its event and as long as no hidden program comes or goes. Nothing
reports those; who learns of one, or gets an event that contradicts what was proved, must doubt
(`Evidence.hidden_change`), and does so here by itself on a contradiction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from progpack.errors import UsageError
from progpack.kernel.evidence.chunks import ChunkMap, State
from progpack.kernel.evidence.places import Places
from progpack.pack import CHUNK, HEADER, SAFETY
from progpack.pack.constants import PACK_UNIT, chunks_of, round_up
from progpack.snapshot import NO_EVIDENCE, PROGRAM, UNATTRIBUTED, PackView, SpanView

__all__ = [
    "Evidence",
    "KernelState",
    "Occupant",
    "PackEvidence",
    "image_chunks",
    "infer_bases",
]

# What the JIT asks for beyond the length it reports, in bytes at least and at most, without the
# exception table, and to what it rounds: x86 words, arm64 a PLT slot, powerpc a word in some.
_EXTRA = {
    "x86_64": (4, 0, 0),
    "aarch64": (4, 8, 8),
    "riscv64": (1, 0, 0),
    "ppc64le": (1, 0, 4),
}
_ALIASES = {"powerpc64le": "ppc64le", "x86-64": "x86_64", "arm64": "aarch64"}
# An entry of the exception table, and the least machine code of the access that it is for.
_ENTRY = 12
_ENTRY_POWERPC = 20
_ACCESS = 4


def image_chunks(jited_size: int, machine: str, loads: int | None = None) -> tuple[int, int]:
    """Chunks that a function takes, at least and at most.

    The exception table lies behind the text and is not in the length that the kernel reports.
    It has an entry for each access that may fault; those are among the loads of the program.

    Args:
        jited_size: bytes of machine code (``jited_func_lens``).
        machine: as ``uname -m`` has it.
        loads: memory loads among its instructions; None when they are not known.

    Raises:
        UsageError: no such architecture has packs, or the size is not positive.
    """
    name = _ALIASES.get(machine, machine)
    if name not in _EXTRA or jited_size < 1:
        raise UsageError(f"chunks of {jited_size} bytes of code on {machine}: not known")
    unit, least, most = _EXTRA[name]
    text = round_up(jited_size, unit) + HEADER + SAFETY
    entry = _ENTRY_POWERPC if name == "ppc64le" else _ENTRY
    entries = jited_size // _ACCESS if loads is None else min(loads, jited_size // _ACCESS)
    return chunks_of(text + least), chunks_of(text + most + entry * entries)


def infer_bases(
    spans: Iterable[tuple[int, int]],
    *,
    pack_size: int = PACK_UNIT,
    page_size: int = 4096,
    guard: int = 4096,
    floor: int = 0,
) -> list[tuple[int, int]]:
    """Return where packs can begin: (lowest, highest) page for each, from what is seen in them.

    Packs are areas of vmalloc: page-aligned, apart by their size and a guard page (none where
    they come from the execmem cache). Addresses are put together as far as one pack can hold
    them, lowest first. Several packs are told apart so only by inference.

    Args:
        spans: (address, bytes) of programs, in any order.
        pack_size: bytes.
        page_size: bytes.
        guard: bytes between two packs, at least.
        floor: no pack begins before this address.
    """
    groups: list[tuple[int, int]] = []
    for address, size in sorted(spans):
        end = address + size
        if groups and end - groups[-1][0] // page_size * page_size <= pack_size:
            groups[-1] = (groups[-1][0], max(end, groups[-1][1]))
        else:
            groups.append((address, end))
    bases = [
        (max(round_up(end - pack_size, page_size), floor), start // page_size * page_size)
        for start, end in groups
    ]
    stride = pack_size + guard
    for i in range(1, len(bases)):
        low, high = bases[i]
        bases[i] = (min(max(low, bases[i - 1][0] + stride), high), high)
    for i in range(len(bases) - 2, -1, -1):
        low, high = bases[i]
        bases[i] = (low, max(min(high, bases[i + 1][1] - stride), low))
    return bases


@dataclass(slots=True, eq=False)
class Occupant:
    """A program, a function of one, or a trampoline, that is known by name.

    Attributes:
        chunk: where it begins.
        low: chunks that it takes at least.
        high: chunks that it takes at most.
        name: for people.
        kind: as in `progpack.snapshot.SpanView`.
        size: bytes of machine code, 0 when not known.
    """

    chunk: int
    low: int
    high: int
    name: str = ""
    kind: str = PROGRAM
    size: int = 0


@dataclass(slots=True, eq=False)
class PackEvidence:
    """One pack.

    Attributes:
        number: serial, in the order in which they became known.
        base: address of chunk 0 of ``map``; None for a pack that is only expected.
        slack: bytes by which the pack may begin after ``base``; 0 when its base is known. The map
            covers all chunks that can be in it.
        size: bytes.
        how: from what the base is known.
        map: what is known of its chunks.
        held: programs with a name, by first chunk.
        after: numbers of packs that are searched before it.
        loose: first chunks of what is held with chunks that are not certain.
        blind: its extent cannot be told from that of another pack, so nothing is concluded in it.
    """

    number: int
    base: int | None
    slack: int
    size: int
    how: str
    map: ChunkMap
    held: Places[Occupant] = field(default_factory=lambda: Places[Occupant]())
    after: set[int] = field(default_factory=set)
    loose: set[int] = field(default_factory=set)
    blind: bool = False

    @property
    def is_there(self) -> bool:
        """Whether something is proved to be in it: the kernel gives back a pack that is empty."""
        # Before its first chunk and after its last nothing is ever free, so that seems taken.
        return bool(self.held) if self.slack else self.map.has(State.TAKEN)

    def view(self) -> PackView:
        """Return the pack as a part of a snapshot. Pending chunks have no evidence."""
        spans: list[SpanView] = []
        at = 0
        for first, one in self.held.items():
            if at < first:
                spans += self._unnamed(at, first)
            size = min(one.size, one.low * CHUNK)
            spans.append(SpanView(one.chunk, one.low, one.name, size, one.kind))
            at = first + one.low
        chunks = self.size // CHUNK
        if self.slack:
            # Its first chunk may be a later one than that of the map, and its last too.
            chunks = max([chunks, *(one.chunk + one.low for one in self.held.values())])
        spans += self._unnamed(at, chunks)
        return PackView(self.number, self.base, chunks * CHUNK, chunks, tuple(spans))

    def _unnamed(self, start: int, end: int) -> Iterator[SpanView]:
        for chunk, chunks, state in self.map.runs(start, end):
            if state is State.TAKEN:
                yield SpanView(chunk, chunks, kind=UNATTRIBUTED)
            elif state is not State.FREE:
                yield SpanView(chunk, chunks, kind=NO_EVIDENCE)


@dataclass(frozen=True, slots=True)
class KernelState:
    """The programs that a kernel had at one moment, as far as two moments can be compared.

    Classic programs, and what came and went in between, change nothing of it.

    Attributes:
        newest: the highest id of a program; ids are given in order. 0: there was none.
        programs: how many had an id.
    """

    newest: int
    programs: int

    @classmethod
    def of(cls, ids: Iterable[int]) -> KernelState:
        """The state in which these are the ids of all programs."""
        known = list(ids)
        return cls(max(known, default=0), len(known))


class Evidence:
    """The evidence for all packs.

    Packs have an order of search only as far as it is known: packs that came while watching are
    after those that were there; of two that were there, a program that goes to one although the
    other has room tells which is first.

    With ``preference`` (branch predictors are flushed for classic programs), a pack with room may
    be passed over for a later one that is "dirty", which nobody can see. Then a program proves
    nothing about other packs than its own, except one that needed a new pack: none had room.

    Args:
        pack_size: bytes of a pack: 2 MiB for each possible node.
        page_size: bytes of a page.
        guard: bytes that lie between two packs at least: a page for areas of vmalloc, 0 where
            packs are cut from larger areas. Default: a page.
        preference: whether clean and dirty packs are told apart in the search.
        unseen: packs that are there and will not be given by `add_pack`; None: any number. Each
            becomes known by the first program that is seen in it.

    Attributes:
        packs: in the order in which they became known.
        unseen: packs that are there and not in ``packs``; None when that is not known.
        contradictions: events that could not be by what was proved before: a hidden program came
            or went, or a free was believed too early.
        own_pages: addresses of programs that fit no pack.
        state: of the kernel when it was looked at; None when its programs could not be listed.
    """

    def __init__(
        self,
        *,
        pack_size: int = PACK_UNIT,
        page_size: int = 4096,
        guard: int | None = None,
        preference: bool = False,
        unseen: int | None = None,
    ) -> None:
        self.pack_size = pack_size
        self.page_size = page_size
        self.guard = page_size if guard is None else guard
        self.preference = preference
        self.unseen = unseen
        self.packs: list[PackEvidence] = []
        self.contradictions = 0
        self.own_pages: dict[int, int] = {}
        self.state: KernelState | None = None
        self._serial = 0
        self._pending: list[tuple[PackEvidence, Occupant]] = []

    def copy(self) -> Evidence:
        """Return evidence of the same content that can be changed on its own."""
        other = Evidence(
            pack_size=self.pack_size,
            page_size=self.page_size,
            guard=self.guard,
            preference=self.preference,
            unseen=self.unseen,
        )
        twins = {
            pack.number: replace(
                pack,
                map=pack.map.copy(),
                held=Places((chunk, replace(one)) for chunk, one in pack.held.items()),
                after=set(pack.after),
                loose=set(pack.loose),
            )
            for pack in self.packs
        }
        other.packs = list(twins.values())
        other.contradictions = self.contradictions
        other.own_pages = dict(self.own_pages)
        other.state = self.state
        other._serial = self._serial
        other._pending = [
            (twins[pack.number], replace(one)) for pack, one in self._pending if pack in self.packs
        ]
        return other

    @property
    def complete(self) -> bool:
        """Whether there is no pack but those in ``packs``."""
        return self.unseen == 0

    # -- packs ---------------------------------------------------------------------------------

    def add_pack(
        self,
        base: int | None,
        *,
        slack: int = 0,
        how: str = "",
        taken: Iterable[tuple[int, int]] | None = None,
        new: bool = False,
    ) -> PackEvidence:
        """A pack that is there.

        Args:
            base: address of its first byte; the lowest possible one with ``slack``.
            slack: bytes by which its real base may be higher.
            how: from what the base is known.
            taken: all taken runs (chunk, chunks), when its bitmap was read: the rest is free.
            new: it was made just now: all of it is free, and it is searched last.
        """
        known = new or taken is not None
        state = State.FREE if known else State.NO_EVIDENCE
        chunks = (self.pack_size + slack) // CHUNK
        pack = PackEvidence(self._serial, base, slack, self.pack_size, how, ChunkMap(chunks, state))
        if new:
            pack.after = {other.number for other in self.packs}
        for chunk, count in taken or ():
            pack.map.take(chunk, count)
        self._serial += 1
        self.packs.append(pack)
        return pack

    def set_order(self, packs: Iterable[PackEvidence]) -> None:
        """Record that the kernel searches these packs in this order."""
        before: set[int] = set()
        for pack in packs:
            pack.after |= before
            before.add(pack.number)

    def locate(self, address: int, chunks: int = 1) -> tuple[PackEvidence, int] | None:
        """The pack and chunk of an address, or None: no pack has so many chunks from there."""
        for pack in self.packs:
            if pack.base is None or address < pack.base:
                continue
            chunk = (address - pack.base) // CHUNK
            if chunk + chunks <= pack.map.chunks:
                return pack, chunk
        return None

    # -- events --------------------------------------------------------------------------------

    def seen(
        self,
        address: int,
        low: int,
        high: int | None = None,
        *,
        name: str = "",
        kind: str = PROGRAM,
        size: int = 0,
    ) -> Occupant | None:
        """A program is there; nothing is known of when it came.

        Args:
            address: address of its first instruction, or of anything in its first chunk.
            low: chunks that it takes at least.
            high: chunks that it takes at most; default ``low``.
            name: for people.
            kind: as in `progpack.snapshot.SpanView`.
            size: bytes of machine code.

        Returns:
            What is held, or None when the address is in no pack.
        """
        place = self.locate(address, low)
        if place is None:
            return None
        pack, chunk = place
        occupant = Occupant(chunk, low, high or low, name, kind, size)
        if occupant.high > low:
            # It does not reach into what is proved free now.
            runs = pack.map.runs(chunk + low, chunk + occupant.high)
            free = next((first for first, _, state in runs if state is State.FREE), None)
            occupant.high = occupant.high if free is None else free - chunk
        if any(state is State.FREE for _, _, state in pack.map.runs(chunk, chunk + low)):
            self.contradictions += 1
            self.hidden_change(came=True, went=False)
        return self._hold(pack, occupant)

    def loaded(
        self,
        address: int,
        low: int,
        high: int | None = None,
        *,
        name: str = "",
        kind: str = PROGRAM,
        size: int = 0,
        new_pack: bool | None = None,
    ) -> Occupant | None:
        """A program has come to this address just now.

        Args:
            address: address of its first instruction, or of anything in its first chunk.
            low: chunks that it takes at least.
            high: chunks that it takes at most; default ``low``.
            name: for people.
            kind: as in `progpack.snapshot.SpanView`.
            size: bytes of machine code.
            new_pack: whether a pack was made for it, when that was seen.

        Returns:
            What is held, or None when it has pages of its own.
        """
        most = high or low
        if low * CHUNK > self.pack_size:
            self.own_pages[address] = low
            return None
        place = None if new_pack else self.locate(address)
        if place is None:
            pack, chunk = self._appeared(address, most, new_pack)
        else:
            pack, chunk = place
            if pack.slack and self._is_member(pack, chunk, most, new_pack):
                chunk -= self._narrow(pack, chunk, low)
        self._landed(pack, chunk, low, most)
        return self._hold(pack, Occupant(chunk, low, most, name, kind, size))

    def place(self, pack: PackEvidence, chunk: int, chunks: int, name: str = "") -> Occupant:
        """A program has come to this place; as `loaded`, without an address."""
        self._landed(pack, chunk, chunks, chunks)
        return self._hold(pack, Occupant(chunk, chunks, chunks, name))

    def unloaded(self, address: int, low: int = 1, high: int | None = None) -> bool:
        """A program has been unloaded; its chunks are pending until they are known to be free.

        ``low`` and ``high`` are its chunks, used when it was not known before.

        Returns:
            Whether it was in a pack.
        """
        if self.own_pages.pop(address, None) is not None:
            return True
        place = self.locate(address)
        if place is None:
            return False
        pack, chunk = place
        self.leave(pack, pack.held.get(chunk) or Occupant(chunk, low, high or low))
        return True

    def leave(self, pack: PackEvidence, held: Occupant) -> None:
        """Do as `unloaded` does, for a program that is known by its place in a pack."""
        pack.held.pop(held.chunk)
        pack.loose.discard(held.chunk)
        # Chunks that may be its own were taken until now by it or somebody else.
        pack.map.end(held.chunk, held.high)
        self._pending.append((pack, held))

    @property
    def pending(self) -> int:
        """Number of unloads that have not been settled."""
        return len(self._pending)

    def settle(self, keep: int = 0) -> None:
        """The asynchronous frees of all unloads but the last ``keep`` have been done.

        The caller must know: when the kernel's own ``struct bpf_prog`` is gone, its chunks are
        free (bpf_prog_free_deferred() gives back the image first).
        """
        done = self._pending[: len(self._pending) - keep]
        del self._pending[: len(done)]
        for pack, occupant in done:
            self._freed(pack, occupant)

    def hidden_change(self, *, came: bool = True, went: bool = True) -> None:
        """Programs without a name may have come or gone: what was proved is doubted.

        Args:
            came: free chunks may be taken now.
            went: chunks that are taken by nobody with a name may be free now.
        """
        for pack in self.packs:
            if came:
                pack.map.doubt_free(0, pack.map.chunks)
            if went:
                at = 0
                for first, occupant in pack.held.items():
                    self._forget(pack, at, first)
                    at = first + occupant.low
                self._forget(pack, at, pack.map.chunks)

    # -- how a fact spreads --------------------------------------------------------------------

    def before(self, first: PackEvidence, second: PackEvidence) -> bool:
        """Whether ``first`` is known to be searched before ``second``."""
        return first.number in second.after

    def _appeared(
        self, address: int, chunks: int, new_pack: bool | None
    ) -> tuple[PackEvidence, int]:
        """The pack of an address outside of all known ones."""
        header = address // CHUNK * CHUNK
        aligned = header % self.page_size == 0
        if aligned and (new_pack or (new_pack is None and self.unseen == 0)):
            self._make_room(header)
            for other in list(self.packs):
                if not other.blind:
                    self._no_run(other, chunks, other.map.chunks)
            return self.add_pack(header, how="its first program", new=True), 0
        # It was there all the time, and nobody knows from when on it is searched.
        if self.unseen == 0:
            self.contradictions += 1
        if not self.unseen or (aligned and new_pack is None):
            self.unseen = None
        else:
            self.unseen -= 1
        end = header + CHUNK
        base = round_up(end - self.pack_size, self.page_size)
        slack = header // self.page_size * self.page_size - base
        pack = self.add_pack(base, slack=slack, how="inferred")
        if self.unseen is None:
            self._blind(pack)
        return pack, (header - base) // CHUNK

    def _is_member(
        self, pack: PackEvidence, chunk: int, chunks: int, new_pack: bool | None
    ) -> bool:
        """Whether a program in the stretch where a pack can be must be in that pack.

        Only the first program of a new pack is at the start of a page without any before it; and
        no pack is made while one has room.
        """
        assert pack.base is not None
        if pack.blind:
            return False
        header = pack.base + chunk * CHUNK
        stride = self.pack_size + self.guard
        # Two packs do not overlap, wherever in its stretch this one is.
        apart = header >= pack.base + stride or header + stride <= pack.base + pack.slack
        aligned = header % self.page_size == 0 and apart
        is_new = new_pack is not False and not any(self._certain(one, chunks) for one in self.packs)
        if self.unseen != 0 or (aligned and is_new):
            self._blind(pack)
            return False
        return True

    def _blind(self, pack: PackEvidence) -> None:
        """Another pack may be in the stretch where this one can be: only names are kept."""
        pack.blind = True
        pack.map.forget()
        for occupant in pack.held.values():
            pack.map.take(occupant.chunk, occupant.low)
        self.unseen = None

    def _make_room(self, base: int) -> None:
        """A pack begins here: those that may reach so far end before, with their guard page."""
        for pack in self.packs:
            if pack.base is None or pack.base == base:
                continue
            if pack.base > base:
                self._drop_front(pack, base + self.pack_size + self.guard - pack.base)
                continue
            slack = base - self.guard - self.pack_size - pack.base
            if 0 <= slack < pack.slack:
                pack.slack = slack
                pack.map.cut((self.pack_size + slack) // CHUNK)
                if not slack:
                    pack.how += ", settled by a pack after it"

    def _narrow(self, pack: PackEvidence, chunk: int, low: int) -> int:
        """A program in a pack says where it can begin; the chunks dropped from its front."""
        assert pack.base is not None
        header = pack.base + chunk * CHUNK
        highest = header // self.page_size * self.page_size
        if highest < pack.base + pack.slack:
            pack.slack = highest - pack.base
            pack.map.cut((pack.size + pack.slack) // CHUNK)
        lowest = round_up(header + low * CHUNK - pack.size, self.page_size)
        return self._drop_front(pack, lowest - pack.base)

    def _drop_front(self, pack: PackEvidence, size: int) -> int:
        """Move the start of a pack ``size`` bytes up, where its slack allows that.

        Returns:
            The number of chunks that were dropped; 0 where the start stays.
        """
        shift = size // CHUNK if 0 < size <= pack.slack else 0
        if shift:
            assert pack.base is not None
            pack.base += shift * CHUNK
            pack.slack -= shift * CHUNK
            pack.map.drop_first(shift)
            waiting = [occupant for owner, occupant in self._pending if owner is pack]
            for occupant in (*pack.held.values(), *waiting):
                occupant.chunk -= shift
            pack.held = Places((occupant.chunk, occupant) for occupant in pack.held.values())
            pack.loose = {
                occupant.chunk for occupant in pack.held.values() if occupant.high > occupant.low
            }
        return shift

    def _landed(self, pack: PackEvidence, chunk: int, low: int, high: int) -> None:
        """A program of ``low`` to ``high`` chunks was put here: first fit says what was taken."""
        if pack.blind:
            return
        new = pack.map.all_free
        if chunk == 0 and not pack.is_there and not new:
            # It may be a new pack at the place of an old one, so it may be searched last now.
            pack.after.clear()
            for other in self.packs:
                other.after.discard(pack.number)
        if any(state is State.TAKEN for _, _, state in pack.map.runs(chunk, chunk + low)):
            self._reused(pack, chunk, chunk + low)
        for other in list(self.packs):
            if other is pack or other.blind or self.preference:
                continue
            if self.before(other, pack):
                self._no_run(other, high, other.map.chunks)
            elif not self.before(pack, other) and self._certain(other, high):
                # It has room and was not taken, so it comes later.
                other.after.add(pack.number)
        self._no_run(pack, high, chunk)
        # The chunk before and all but the last of its own would have been free too.
        if chunk and pack.map.state(chunk - 1) is State.FREE:
            self._contradicted(came=True)
        if chunk and pack.map.state(chunk - 1) is State.NO_EVIDENCE:
            pack.map.take(chunk - 1, 1)

    def _certain(self, pack: PackEvidence, chunks: int) -> bool:
        return not pack.blind and pack.is_there and pack.map.free_at(chunks) is not None

    def _reused(self, pack: PackEvidence, start: int, end: int) -> None:
        """Chunks that were proved taken have been given to another program."""
        for first in [first for first in pack.held if first < end]:
            old = pack.held[first]
            if first + old.low > start:
                # Its unload was not seen, and has been finished.
                del pack.held[first]
                self._forget(pack, first + old.low, first + old.high)
                pack.map.free(first, old.low)
        if any(state is State.TAKEN for _, _, state in pack.map.runs(start, end)):
            self._contradicted(came=False)

    def _contradicted(self, *, came: bool) -> None:
        self.contradictions += 1
        self.hidden_change(came=came, went=not came)

    def _no_run(self, pack: PackEvidence, n: int, end: int) -> None:
        """Record that no ``n`` chunks in a row were free before chunk ``end``."""
        if pack.map.no_run(n, end):
            return
        if end == pack.map.chunks and not pack.is_there:
            # It became empty and was given back.
            self._remove(pack)
            return
        self._contradicted(came=True)
        pack.map.no_run(n, end)

    def _hold(self, pack: PackEvidence, held: Occupant) -> Occupant:
        """Record that a program has these chunks now."""
        chunk, end = held.chunk, held.chunk + held.low
        pack.map.take(chunk, held.low)
        for entry in list(self._pending):
            owner, old = entry
            if owner is not pack or not old.chunk < end or not chunk < old.chunk + old.high:
                continue
            if chunk < old.chunk + old.low:
                # In use again, so that free has been done.
                self._pending.remove(entry)
                self._freed(pack, old)
            else:
                # Either that free has been done, or it did not reach so far.
                tail = old.chunk + old.high - end
                old.high = chunk - old.chunk
                self._nobody_waits(pack, end, tail)
        # What is further before does not reach over its own neighbour.
        first = pack.held.before(chunk)
        if first is not None and chunk < first + pack.held[first].high:
            # It was still there, so it cannot reach beyond.
            pack.held[first].high = max(chunk - first, pack.held[first].low)
        if held.high > held.low:
            following = pack.held.from_(end)
            room = (pack.map.chunks if following is None else following) - chunk
            held.high = max(min(held.high, room), held.low)
            pack.map.doubt_free(end, held.high - held.low)
            pack.loose.add(chunk)
        pack.held[chunk] = held
        return held

    def _keep_tails(self, pack: PackEvidence, freed: Occupant) -> None:
        """Doubt the chunks that became free as far as another program may reach into them."""
        end = freed.chunk + freed.low
        for first in pack.loose:
            other = pack.held.get(first)
            if other is not None:
                start, stop = other.chunk + other.low, min(other.chunk + other.high, end)
                if freed.chunk < stop and start < stop:
                    pack.map.doubt_free(max(start, freed.chunk), stop - max(start, freed.chunk))
        for owner, other in self._pending if self._loose_pending() else ():
            start, stop = other.chunk + other.low, min(other.chunk + other.high, end)
            if owner is pack and freed.chunk < stop and start < stop:
                pack.map.end(max(start, freed.chunk), stop - max(start, freed.chunk))

    def _loose_pending(self) -> bool:
        return any(one.high > one.low for _, one in self._pending)

    def _nobody_waits(self, pack: PackEvidence, start: int, chunks: int) -> None:
        """Pending chunks that no unloaded program can have are without evidence."""
        if chunks < 1:
            return
        others = [
            range(one.chunk, one.chunk + one.high) for owner, one in self._pending if owner is pack
        ]
        for chunk in range(start, start + chunks):
            if not any(chunk in other for other in others):
                pack.map.doubt_pending(chunk, 1)

    def _forget(self, pack: PackEvidence, start: int, end: int) -> None:
        if end > start:
            pack.map.doubt_taken(start, end - start)

    def _freed(self, pack: PackEvidence, held: Occupant) -> None:
        """The chunks are free now, except those where a program has been put meanwhile."""
        if pack not in self.packs:
            return
        self._nobody_waits(pack, held.chunk + held.low, held.high - held.low)
        if pack.blind:
            pack.map.doubt_pending(held.chunk, held.low)
            return
        for chunk, chunks, state in list(pack.map.runs(held.chunk, held.chunk + held.low)):
            if state is State.PENDING:
                pack.map.free(chunk, chunks)
        self._keep_tails(pack, held)
        if pack.map.all_free:
            self._remove(pack)

    def _remove(self, pack: PackEvidence) -> None:
        self.packs.remove(pack)
        for other in self.packs:
            other.after.discard(pack.number)

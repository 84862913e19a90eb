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

from collections.abc import Iterable
from dataclasses import dataclass, replace

from progpack.kernel.evidence.chunks import ChunkMap, State
from progpack.kernel.evidence.pack import Occupant, PackEvidence
from progpack.kernel.evidence.pending import Pending
from progpack.pack import CHUNK
from progpack.pack.constants import PACK_UNIT, round_up
from progpack.snapshot import PROGRAM

__all__ = ["Evidence", "KernelState"]


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
        self._pending = Pending()

    def copy(self) -> Evidence:
        """Return evidence of the same content that can be changed on its own."""
        other = Evidence(
            pack_size=self.pack_size,
            page_size=self.page_size,
            guard=self.guard,
            preference=self.preference,
            unseen=self.unseen,
        )
        twins = {pack.number: pack.copy() for pack in self.packs}
        other.packs = list(twins.values())
        other.contradictions = self.contradictions
        other.own_pages = dict(self.own_pages)
        other.state = self.state
        other._serial = self._serial
        other._pending.unloads = [
            (twins[pack.number], replace(one))
            for pack, one in self._pending.unloads
            if pack in self.packs
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
                chunk -= pack.narrow(chunk, low, self.page_size, self._pending.of(pack))
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
        self._pending.unloads.append((pack, held))

    @property
    def pending(self) -> int:
        """Number of unloads that have not been settled."""
        return len(self._pending.unloads)

    def settle(self, keep: int = 0) -> None:
        """The asynchronous frees of all unloads but the last ``keep`` have been done.

        The caller must know: when the kernel's own ``struct bpf_prog`` is gone, its chunks are
        free (bpf_prog_free_deferred() gives back the image first).
        """
        for pack, occupant in self._pending.take(keep):
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
                pack.doubt_unnamed()

    # -- how a fact spreads --------------------------------------------------------------------

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
        is_new = new_pack is not False and not any(one.surely_has(chunks) for one in self.packs)
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
                end = base + self.pack_size + self.guard
                pack.drop_front(end - pack.base, self._pending.of(pack))
                continue
            slack = base - self.guard - self.pack_size - pack.base
            if 0 <= slack < pack.slack:
                pack.slack = slack
                pack.map.cut((self.pack_size + slack) // CHUNK)
                if not slack:
                    pack.how += ", settled by a pack after it"

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
            if other.is_before(pack):
                self._no_run(other, high, other.map.chunks)
            elif not pack.is_before(other) and other.surely_has(high):
                # It has room and was not taken, so it comes later.
                other.after.add(pack.number)
        self._no_run(pack, high, chunk)
        # The chunk before and all but the last of its own would have been free too.
        if chunk and pack.map.state(chunk - 1) is State.FREE:
            self._contradicted(came=True)
        if chunk and pack.map.state(chunk - 1) is State.NO_EVIDENCE:
            pack.map.take(chunk - 1, 1)

    def _reused(self, pack: PackEvidence, start: int, end: int) -> None:
        """Chunks that were proved taken have been given to another program."""
        for first in [first for first in pack.held if first < end]:
            old = pack.held[first]
            if first + old.low > start:
                # Its unload was not seen, and has been finished.
                del pack.held[first]
                pack.doubt_taken(first + old.low, first + old.high)
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
        for entry in list(self._pending.unloads):
            owner, old = entry
            if owner is not pack or not old.chunk < end or not chunk < old.chunk + old.high:
                continue
            if chunk < old.chunk + old.low:
                # In use again, so that free has been done.
                self._pending.unloads.remove(entry)
                self._freed(pack, old)
            else:
                # Either that free has been done, or it did not reach so far.
                tail = old.chunk + old.high - end
                old.high = chunk - old.chunk
                self._pending.doubt(pack, end, tail)
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

    def _freed(self, pack: PackEvidence, held: Occupant) -> None:
        """The chunks are free now, except those where a program has been put meanwhile."""
        if pack not in self.packs:
            return
        self._pending.doubt(pack, held.chunk + held.low, held.high - held.low)
        if pack.blind:
            pack.map.doubt_pending(held.chunk, held.low)
            return
        for chunk, chunks, state in list(pack.map.runs(held.chunk, held.chunk + held.low)):
            if state is State.PENDING:
                pack.map.free(chunk, chunks)
        self._pending.doubt_tails(pack, held)
        if pack.map.all_free:
            self._remove(pack)

    def _remove(self, pack: PackEvidence) -> None:
        self.packs.remove(pack)
        for other in self.packs:
            other.after.discard(pack.number)

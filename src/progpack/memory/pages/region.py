"""A region: pages that can be run (or only read), and the one way to write them.

The mapping that is run is never writable. Writes go through a second mapping of the same pages,
which is never executable: a standing one, or one that exists only while something is copied.

A large region is made accessible a step at a time, each filled through the alias before it can be
run: a pack that holds a few programs has a few pages.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Self

from progpack.errors import (
    CapabilityError,
    ExecMemoryError,
    OutOfMemoryError,
    PokeError,
    SpanError,
    UsageError,
)
from progpack.memory import linux
from progpack.memory.arguments import ADDRESSES, shown, to_bytes, to_int, to_list
from progpack.memory.failures import exec_error
from progpack.memory.guard import forks
from progpack.memory.guard.forks import counts
from progpack.memory.guard.guard import depth, exclusive
from progpack.memory.pages import cgroup
from progpack.memory.pages.backing import Backing
from progpack.memory.pages.icache import Flush
from progpack.memory.pages.placement import place
from progpack.pack import CHUNK

__all__ = ["BEFORE", "Filler", "Region"]

BEFORE = 16
"""Bytes before code that stay readable with it: what clang -fsanitize=function and KCFI look at."""

# Large regions become accessible in steps: small enough to be quick and not to waste pages, large
# enough that the system calls do not count (some 60 us for each step here).
_STEP = 64 << 10
_STEPPED = 1 << 20
_SHORT = 4096
_PAGE = linux.PAGE_SIZE
_BYTES = "a number of bytes"
# What a processor stores at once, when it is aligned; also what AMD's manual names for code.
_WORD = 8
# With the interpreter lock a write through a view happens before or after another thread releases
# that view, never while: then it needs no lock of ours.
_ATOMIC: bool = getattr(sys, "_is_gil_enabled", lambda: True)()


class Filler:
    """The pattern of the unused part of a region: traps, or zeros in one for data.

    Args:
        unit: one trap in memory order; its length is 1, 2 or 4 bytes.
    """

    __slots__ = ("mask", "pattern", "short")

    def __init__(self, unit: bytes) -> None:
        self.mask = len(unit) - 1
        # Not a view: parts of one are counted, and without the interpreter lock threads that take
        # parts at the same time count wrongly, until it is released with parts of it in use.
        self.pattern = unit * (_STEP // len(unit))
        # What small programs ask for, made when it is first needed: whole chunks of 64 bytes up to
        # a page. Of each size that there is it would be 8 MiB in the end.
        self.short: dict[int, bytes] = {}

    def take(self, size: int) -> bytes:
        """``size`` bytes of it."""
        traps = self.short.get(size)
        if traps is None:
            traps = self.pattern[:size]
            if size > _STEP:
                traps = (self.pattern * -(-size // _STEP))[:size]
            elif 0 < size <= _SHORT and not size % CHUNK:
                self.short[size] = traps
        return traps


class _Mapped:
    """The mappings of a region at the moment.

    Attributes:
        ready: of the alias what can be written without more ado and without the lock, or None;
            beyond its end it refuses (ValueError), and so it does when it was released.
        holes: a byte for each page, 1 for those that were given back: nobody can access them in
            the text, and what is in them means nothing. None: no page was.
        solid: bytes from the start in which there is no hole; never too many.
        epoch: what `forks.counts` had when the pages were made or copied.
    """

    __slots__ = (
        "alias",
        "alias_address",
        "backing",
        "epoch",
        "holes",
        "process",
        "ready",
        "solid",
        "text",
    )

    def __init__(self, backing: Backing) -> None:
        self.backing = backing
        self.text: memoryview | None = None
        self.alias: memoryview | None = None
        self.ready: memoryview | None = None
        self.holes: bytearray | None = None
        self.solid = backing.size
        self.alias_address = 0
        self.epoch, self.process = forks.counts

    def drop(self) -> None:
        """Unmap everything; goes on after a failure and raises the first one at the end."""
        if self.text is not None:
            self.text.release()
            self.text = None
        self.drop_views()
        try:
            self.backing.lease.give_back()
        except OSError as error:
            raise exec_error(f"region at {self.backing.address:#x} not released", error) from error

    def drop_views(self) -> None:
        """Write through the standing alias no more."""
        self.make_ready(0)
        if self.alias is not None:
            self.alias.release()
            self.alias = None
        self.alias_address = 0

    @property
    def untidy(self) -> bool:
        """Whether something is mapped that a change is at, or has left when it was cut short."""
        lease = self.backing.lease
        return len(lease.pieces) > 1 or len(lease.aliases) > self._aliases

    @property
    def _aliases(self) -> int:
        return self.alias is not None and self.process == counts[1]

    def tidy(self) -> None:
        """Unmap that.

        Raises:
            OSError: refused.
        """
        lease = self.backing.lease
        linux.unmap_all(lease.pieces, keep=1)
        linux.unmap_all(lease.aliases, keep=self._aliases)

    def make_ready(self, size: int) -> None:
        """Have the first ``size`` bytes written without the lock, where that is safe."""
        ready, self.ready = self.ready, None
        if ready is not None:
            ready.release()
        if _ATOMIC and self.alias is not None and size:
            self.ready = self.alias[:size]

    @property
    def present(self) -> int:
        """Bytes that are there: neither hidden nor in a hole."""
        holes, visible = self.holes, self.backing.visible
        return visible - (0 if holes is None else holes.count(1) * _PAGE)

    def has_hole(self, offset: int, end: int) -> bool:
        """Whether some bytes, or the bytes before them that must be readable, are in a hole."""
        holes = self.holes
        return holes is not None and (
            holes.find(1, max(offset - BEFORE, 0) // _PAGE, -(-end // _PAGE)) >= 0
        )

    def hole_runs(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        """(first page, page after the last) of each run of holes from a page to another one."""
        holes = self.holes
        while holes is not None and (start := holes.find(1, first, end)) >= 0:
            first = holes.find(0, start, end)
            if first < 0:
                first = end
            yield start, first


class Region:
    """Pages with one address to run or read them at. Thread-safe.

    Made by `ProcessMemory.reserve` and `ProcessMemory.reserve_data`. It is filled before its
    address is known to anyone. A region that is dropped without `release` is unmapped; at the end
    of the process nothing is, since code may still run then.

    Args:
        backing: the pages; the region owns them from now on, also when this raises.
        filler: what to fill them with.
        executable: code, not data.
        standing: keep a writable alias for as long as the region lives.
        alignment: alignment of that alias, in bytes.
        flush: what the architecture needs after each write of code, or None.
        sync: makes every processor that runs this process see a change of live code, or None
            where that is not possible.
        renew: makes a backing like the first, anywhere; needed to write after a fork.
        full: told once, when all pages are there that it can have.
        name: for people; the alias gets it in /proc/PID/maps where the kernel can do that.

    Attributes:
        address: address of the first byte.
        size: bytes, whole pages.
        executable: whether it holds code.
        name: as given.
        owner: pid of the process whose pages they are.

    Raises:
        OutOfMemoryError: no memory for the pages or the alias.
        CapabilityError: the system refused.
    """

    __slots__ = (
        "__weakref__",
        "_alignment",
        "_filler",
        "_flush",
        "_full",
        "_huge",
        "_mapped",
        "_mask",
        "_released",
        "_renew",
        "_short",
        "_standing",
        "_sync",
        "address",
        "executable",
        "lock",
        "name",
        "owner",
        "size",
    )

    def __init__(
        self,
        backing: Backing,
        filler: Filler,
        *,
        executable: bool = True,
        standing: bool = True,
        alignment: int = linux.PAGE_SIZE,
        flush: Flush | None = None,
        sync: Callable[[], None] | None = None,
        renew: Callable[[], Backing] | None = None,
        full: Callable[[Region], None] | None = None,
        name: str = "",
    ) -> None:
        self.address = backing.address
        self.size = backing.size
        self.executable = executable
        self.name = name
        self.owner = os.getpid()
        self._filler = filler
        self._mask = filler.mask
        self._short = filler.short
        self._flush = flush
        self._sync = sync
        self._renew = renew
        self._full = full
        self._huge = 0
        self._alignment = alignment
        self._standing = standing
        self.lock: threading.Lock | forks.TornLock = threading.Lock()
        self._released = False
        self._mapped = _Mapped(backing)
        try:
            self._mapped.text = linux.view(self.address, self.size, writable=False)
            if standing:
                self._map_standing()
            if executable:
                self._fill_first(backing)
            self._mapped.make_ready(backing.visible)
            self._let_source_go(backing)
        except OSError as error:
            self._give_up()
            raise exec_error(f"region {name!r} of {self.size} bytes", error) from error
        except BaseException:
            self._give_up()
            raise
        forks.watch(self, 2)

    def __repr__(self) -> str:
        kind = "text" if self.executable else "data"
        state = ", released" if self._released else ""
        return f"<region {self.name!r}: {kind}, {self.size} bytes at {self.address:#x}{state}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._released:
            self.release()

    @property
    def released(self) -> bool:
        """Whether it was given back."""
        return self._released

    @property
    def huge(self) -> bool:
        """Whether its pages were exchanged for huge ones."""
        return self._huge > 0

    @property
    def present(self) -> int:
        """Bytes of its pages that are there: not hidden yet, and not given back."""
        return self._mapped.present

    @property
    def standing(self) -> bool:
        """Whether a writable alias is mapped between writes."""
        return self._standing and not self.released

    def text_copy(self, offset: int, data: bytes | bytearray | memoryview) -> None:
        """Write ``data`` at ``offset`` bytes from the start, and make it visible to fetching.

        Like bpf_arch_text_copy() it is for code that does not run yet.

        Raises:
            SpanError: outside the region, or released.
            ForeignProcessError: a thread was changing it when this process was forked.
            OutOfMemoryError: no memory for the pages, or for an alias where none stands.
            ExecMemoryError: the system refused; the bytes may be written in part.
        """
        mapped = self._mapped
        ready = mapped.ready
        if type(offset) is not int:
            offset = to_int("offset", offset, _BYTES)
        if (
            ready is None
            or (type(data) is not bytes and type(data) is not bytearray)
            or (offset + len(data) > mapped.solid and mapped.has_hole(offset, offset + len(data)))
            or offset < 0
            or mapped.epoch != counts[0]
            or not data
        ):
            self._copy_checked(offset, data)
            return
        try:
            ready[offset : offset + len(data)] = data
        except ValueError:  # not so far, or released since the lines before
            self._copy_checked(offset, data)
            return
        if self._flush is not None:
            self._flush(self.address + offset, len(data))

    def _copy_checked(self, offset: int, data: bytes | bytearray | memoryview) -> None:
        """Write as `text_copy` does when its quick way is not open."""
        if type(data) is not bytes and type(data) is not bytearray:
            data = to_bytes("data", data)  # len() of other buffers does not count bytes
        offset = to_int("offset", offset, _BYTES)
        end = offset + len(data)
        if offset < 0 or end > self.size:
            raise self._outside(offset, end)
        mapped = self._mapped
        if mapped.epoch != counts[0]:
            self._unshare()
        if mapped.has_hole(offset, end):
            self._fill_holes(max(offset - BEFORE, 0), end)
        self._write(offset, end, data)
        self._tell_full()
        if self._flush is not None:
            self._flush(self.address + offset, end - offset)

    def show(self) -> None:
        """Make all pages of the region, filled, at once and not as they are needed.

        Raises:
            SpanError, OutOfMemoryError, ExecMemoryError: as `text_copy`.
        """
        self._show_all()
        self._tell_full()

    def _tell_full(self) -> None:
        """Tell, once, that all pages are there."""
        if self._mapped.backing.visible == self.size and self._full is not None:
            full, self._full = self._full, None
            full(self)

    @exclusive
    def _show_all(self) -> None:
        self._tidy()
        if self._mapped.backing.visible < self.size:
            self._show(self.size)

    def give_back(self, runs: Iterable[tuple[int, int]]) -> int:
        """Give pages back to the system that hold nothing but traps.

        Nothing is mapped or unmapped. Whoever reads such a page or runs into it gets a signal,
        also in processes that are forked later; `read` shows traps. It is filled and accessible
        again before something is written there. A huge page is split. Where the kernel cannot do
        all of that (Linux 6.15), and for pages of a pool, nothing happens.

        Args:
            runs: (offset, size) of what nobody needs; the whole pages in them are given back.

        Returns:
            Bytes that were given back.

        Raises:
            SpanError: released, or outside the region.
            OutOfMemoryError: no memory to have pages of its own after a fork.
            ExecMemoryError: the system refused; what was given back stays so.
        """
        runs = to_list("runs", runs)
        self._check_runs(runs)
        if not self.executable or self._mapped.backing.page > _PAGE or not linux.can_guard():
            return 0
        if self._mapped.epoch != counts[0]:
            self._unshare()
        return self._make_holes(runs)

    def _check_runs(self, runs: list[tuple[int, int]]) -> None:
        """Raise for what are no (offset, size), or not inside of the region."""
        try:
            for offset, size in runs:
                if type(offset) is not int or type(size) is not int:
                    raise TypeError("they are whole numbers")
                if offset < 0 or size < 0 or offset + size > self.size:
                    raise self._outside(offset, offset + size)
        except (TypeError, ValueError, NotImplementedError) as error:
            raise TypeError(f"runs: each is (offset, size): {error}") from None

    @exclusive
    def _make_holes(self, runs: Iterable[tuple[int, int]]) -> int:
        """Make holes of whole pages for `give_back`, with the lock held."""
        mapped = self._mapped
        if mapped.text is None:
            raise self._gone()
        if depth(self) > 1:
            return 0  # this thread is in the middle of writing, perhaps there
        self._tidy()
        visible = mapped.backing.visible
        pages = [(-(-at // _PAGE), min(at + size, visible) // _PAGE) for at, size in runs]
        holes = mapped.holes
        if holes is None:
            holes = bytearray(self.size // _PAGE)
        pages = [(first, end) for first, end in pages if holes.find(0, first, end) >= 0]
        if not pages:
            return 0
        mapped.solid = 0
        mapped.holes = holes
        self._huge = 0
        try:
            return self._punch(pages)
        except OSError as error:
            raise exec_error(f"giving pages at {self.address:#x} back", error) from error
        finally:
            self._forget_holes()

    def _punch(self, pages: list[tuple[int, int]]) -> int:
        """Make pages inaccessible and then give them back; how many bytes.

        The note comes first, so that whatever cuts this short nobody takes such a page for one
        with traps in it. A process that was forked before a page was inaccessible may run what is
        in it: that is looked at in between.
        """
        mapped = self._mapped
        holes = mapped.holes
        assert holes is not None
        freed = 0
        alias = mapped.alias_address or mapped.backing.map_alias(0, mapped.backing.visible)
        try:
            linux.advise(alias, mapped.backing.visible, linux.MADV_DONTFORK)
            for first, end in pages:
                more = holes.count(0, first, end)
                holes[first:end] = b"\1" * (end - first)
                at, size = first * _PAGE, (end - first) * _PAGE
                try:
                    linux.advise(self.address + at, size, linux.MADV_GUARD_INSTALL)
                except OSError:
                    # Some of them may be inaccessible: all are filled before they are written.
                    break
                if not freed and linux.is_readable(self.address + at):
                    # An emulator, which says yes to advice that it does not know.
                    break
                if mapped.epoch != counts[0]:
                    break
                linux.advise(alias + at, size, linux.MADV_REMOVE)
                freed += more * _PAGE
        finally:
            if not mapped.alias_address:
                linux.unmap_last(mapped.backing.lease.aliases)
        return freed

    @exclusive
    def _fill_holes(self, offset: int, end: int) -> None:
        """Have the pages of some bytes again: filled, and only then accessible."""
        if depth(self) > 1:
            raise OutOfMemoryError(
                f"the region at {self.address:#x} cannot be filled now: this thread is in the "
                "middle of changing it; try again later"
            )
        self._tidy()
        mapped = self._mapped
        # Whole steps, as far as there are holes: the system calls count.
        first, last = offset // _STEP * _STEP, min(-(-end // _STEP) * _STEP, self.size)
        try:
            for start, after in mapped.hole_runs(first // _PAGE, last // _PAGE):
                if start * _PAGE < end and offset < after * _PAGE:
                    self._fill_run(start, after)
        except OSError as error:
            raise exec_error(f"filling pages at {self.address:#x}", error) from error
        self._forget_holes()

    def _fill_run(self, start: int, after: int) -> None:
        """Fill a run of holes, which are none then."""
        holes = self._mapped.holes
        assert holes is not None
        at, size = start * _PAGE, (after - start) * _PAGE
        self._fill(at, at + size)
        linux.advise(self.address + at, size, linux.MADV_GUARD_REMOVE)
        if self._flush is not None:
            self._flush(self.address + at, size)
        holes[start:after] = bytes(after - start)

    def _forget_holes(self) -> None:
        """Drop the list of holes where none is left, so that writes need not look at it."""
        mapped = self._mapped
        first = -1 if mapped.holes is None else mapped.holes.find(1)
        mapped.solid = self.size if first < 0 else first * _PAGE
        if first < 0:
            mapped.holes = None

    @exclusive
    def collapse(self, page: int) -> bool:
        """Have huge pages in place of small ones: MADV_COLLAPSE, on both mappings.

        What runs meanwhile goes on. A rest that is no whole huge page stays as it is.

        Args:
            page: bytes of a huge page; all of them must be visible (`show`).

        Returns:
            Whether there was anything to do: no, where the pages were made that large.

        Raises:
            OSError: the kernel does not know it, or has no huge page left; nothing has changed,
                or it is done in part.
            SpanError: released.
        """
        page = to_int("page", page, _BYTES, _PAGE, ADDRESSES)
        if self._mapped.text is None:
            raise self._gone()
        if self._mapped.holes is not None:
            return False
        collapsed = self._mapped.backing.page < page
        if collapsed:
            self._collapse(page)
        self._huge = page
        return collapsed

    def _collapse(self, page: int) -> None:
        size = self.size // page * page
        if size:
            linux.advise(self.address, size, linux.MADV_COLLAPSE)
            if self._mapped.alias_address:
                linux.advise(self._mapped.alias_address, size, linux.MADV_COLLAPSE)

    def text_invalidate(self, offset: int, size: int) -> None:
        """Fill ``size`` bytes from ``offset`` with traps (zeros in a region for data).

        Raises:
            SpanError, OutOfMemoryError, ExecMemoryError: as `text_copy`.
            UsageError: not whole trap units.
        """
        mapped = self._mapped
        ready = mapped.ready
        if type(offset) is not int or type(size) is not int:
            offset, size = to_int("offset", offset, _BYTES), to_int("size", size, _BYTES)
        traps = self._short.get(size)
        if traps is None and 0 < size <= _STEP:
            traps = self._filler.take(size)
        if (
            ready is None
            or traps is None
            or offset < 0
            or mapped.epoch != counts[0]
            or (offset | size) & self._mask
        ):
            self._invalidate_checked(offset, size)
            return
        try:
            ready[offset : offset + size] = traps
        except ValueError:  # not so far, or released since the lines before
            self._invalidate_checked(offset, size)
            return
        if self._flush is not None:
            self._flush(self.address + offset, size)

    def _invalidate_checked(self, offset: int, size: int) -> None:
        """Fill with traps as `text_invalidate` does when its quick way is not open."""
        end = offset + size
        if offset < 0 or size < 0 or end > self.size:
            raise self._outside(offset, end)
        if (offset | size) & self._filler.mask:
            raise UsageError(
                f"traps of {self._filler.mask + 1} bytes do not fill {size} bytes from {offset} on"
            )
        mapped = self._mapped
        if mapped.epoch != counts[0]:
            self._unshare()
        # What is hidden cannot be run, and is filled before it is shown.
        end = max(min(end, mapped.backing.visible), offset)
        self._write(offset, end, self._filler.take(end - offset))
        if self._flush is not None:
            self._flush(self.address + offset, size)

    def text_poke(self, offset: int, old: bytes, new: bytes) -> None:
        """Change bytes that may be running, all at once; every processor knows on return.

        They lie in one aligned word of 8 bytes, which is stored whole. A thread runs the old
        bytes or the new ones; so that it cannot stop between two old instructions and go on in
        the middle of a new one, exchange one instruction for one of the same length.

        Raises:
            PokeError: ``old`` is not what is there; nothing is written.
            UsageError: not 1 to 8 bytes for as many, or in two words.
            CapabilityError: the processors cannot be told here.
            SpanError, OutOfMemoryError, ExecMemoryError: as `text_copy`; nothing is written.
        """
        offset = to_int("offset", offset, _BYTES)
        old, new = to_bytes("old", old), to_bytes("new", new)
        size, end = len(new), offset + len(new)
        if offset < 0 or end > self.size:
            raise self._outside(offset, end)
        first = offset // _WORD * _WORD
        if not 0 < size == len(old) or end > first + _WORD:
            raise UsageError(
                f"{len(old)} bytes at {self.address + offset:#x} for {size}: what is changed at "
                f"once is 1 to {_WORD} bytes in one aligned word of {_WORD}"
            )
        sync = self._sync
        if sync is None:
            raise CapabilityError("text_poke is not possible here; see capabilities.text_poke")
        if self._mapped.epoch != counts[0]:
            self._unshare()
        self._exchange(offset, old, new, sync)
        if self._flush is not None:
            self._flush(self.address + offset, size)

    @exclusive
    def _exchange(self, offset: int, old: bytes, new: bytes, sync: Callable[[], None]) -> None:
        """Exchange bytes for `text_poke`, with the lock held."""
        size, first = len(new), offset // _WORD * _WORD
        word = self._read(first, first + _WORD)
        at = offset - first
        if word[at : at + size] != old:
            raise PokeError(
                f"at {self.address + offset:#x} is {word[at : at + size].hex()}, not "
                f"{old.hex()}: nothing was changed"
            )
        self._store(first, word[:at] + new + word[at + size :])
        try:
            sync()
        except OSError as error:
            self._store(first, word)
            raise exec_error(f"poke at {self.address + offset:#x}", error) from error

    def _store(self, offset: int, word: bytes) -> None:
        """Write an aligned word by one store.

        An item of a view of 64-bit numbers is copied from a C variable of that type, which
        compilers and memcpy() do by one store of the processor.
        """
        value = int.from_bytes(word, sys.byteorder)
        alias = self._mapped.alias
        if alias is not None:
            with alias[offset : offset + _WORD] as part, part.cast("Q") as words:
                words[0] = value
            return
        page = self._mapped.backing.page
        first = offset // page * page

        def store(brief: memoryview) -> None:
            with brief.cast("Q") as words:
                words[(offset - first) // _WORD] = value

        self._use_brief_alias(first, page, store)

    def read(self, offset: int, size: int) -> bytes:
        """Return a copy of ``size`` bytes from ``offset``, as a CPU that runs them sees them.

        A part that was never written and cannot be run yet reads as what it will be filled with.

        Raises:
            SpanError: outside the region, or released.
        """
        if type(offset) is not int or type(size) is not int:
            offset, size = to_int("offset", offset, _BYTES), to_int("size", size, _BYTES)
        end = offset + size
        if offset < 0 or size < 0 or end > self.size:
            raise self._outside(offset, end)
        if isinstance(self.lock, forks.TornLock):
            return self._read(offset, end)
        # With the lock: pages that another thread gives back cannot be read from then on.
        return self._read_alone(offset, end)

    def release(self) -> None:
        """Unmap it. The addresses may belong to something else at once.

        A forked child and its parent release each their own.

        Raises:
            SpanError: released already.
            ExecMemoryError: the system refused; what is still mapped then stays so.
        """
        if isinstance(self.lock, forks.TornLock):
            self._release()
        else:
            self._release_alone()

    def ranges(self) -> tuple[tuple[int, int], ...]:
        """(address, bytes) of every view of its pages that is mapped now, the main one first."""
        if self._released:
            return ()
        text = (self.address, self.size)
        alias = self._mapped.alias_address
        if not alias or self._mapped.process != counts[1]:
            return (text,)
        return (text, (alias, self.size))

    def _give_up(self) -> None:
        """Drop a region whose making failed."""
        self._released = True
        self._mapped.drop()

    def _release(self) -> None:
        if self._released:
            raise self._gone()
        self._released = True
        self._mapped.drop()

    @exclusive
    def _release_alone(self) -> None:
        self._release()

    @exclusive
    def _read_alone(self, offset: int, end: int) -> bytes:
        return self._read(offset, end)

    def _read(self, offset: int, end: int) -> bytes:
        text = self._mapped.text
        if text is None:
            raise self._gone()
        visible = self._mapped.backing.visible
        try:
            content = bytes(self._content(text, offset, min(end, visible)))
        except ValueError:  # released since the line before
            raise self._gone() from None
        hidden = max(end - max(offset, visible), 0)
        unit = self._filler.mask + 1
        phase = (end - hidden) % unit
        return content + self._filler.take(phase + hidden + unit)[phase : phase + hidden]

    def _content(self, text: memoryview, offset: int, end: int) -> memoryview | bytearray:
        """Visible bytes, and the bytes that fill their holes."""
        mapped = self._mapped
        if mapped.holes is None:
            return text[offset:end]
        content = bytearray(max(end - offset, 0))
        at = offset
        for start, after in mapped.hole_runs(offset // _PAGE, -(-end // _PAGE)):
            low, high = max(start * _PAGE, offset), min(after * _PAGE, end)
            content[at - offset : low - offset] = text[at:low]
            phase = low % _PAGE
            traps = self._filler.take(phase + high - low)[phase:]
            content[low - offset : high - offset] = traps
            at = high
        content[at - offset :] = text[at:end]
        return content

    @exclusive
    def _write(self, offset: int, end: int, data: bytes | bytearray | memoryview) -> None:
        mapped = self._mapped
        if mapped.text is None:
            raise self._gone()
        if offset >= end:
            return  # no alias for nothing: where memory is short there may be none
        self._tidy()
        if end > mapped.backing.visible:
            self._show(end)
        alias = mapped.alias
        if alias is not None:
            alias[offset:end] = data
        else:
            self._write_briefly(offset, end, data)

    def _write_briefly(self, offset: int, end: int, data: bytes | bytearray | memoryview) -> None:
        """Write through an alias of the pages concerned that exists only meanwhile."""
        if self._mapped.text is None:
            raise self._gone()
        page = self._mapped.backing.page
        first = offset // page * page
        size = -(-end // page) * page - first
        if not size:
            return

        def write(alias: memoryview) -> None:
            alias[offset - first : end - first] = data

        self._use_brief_alias(first, size, write)

    def _use_brief_alias(self, first: int, size: int, write: Callable[[memoryview], None]) -> None:
        """Write through an alias of whole pages that exists only meanwhile."""
        backing = self._mapped.backing
        try:
            address = backing.map_alias(first, size)
            try:
                linux.advise(address, size, linux.MADV_DONTFORK)
                linux.populate(address, size)
                with linux.view(address, size, writable=True) as alias:
                    write(alias)
            finally:
                linux.unmap_last(backing.lease.aliases)
        except OSError as error:
            raise exec_error(f"writing at {self.address + first:#x}", error) from error

    def _fill_first(self, backing: Backing) -> None:
        """Fill what is visible at first; large regions hide the rest."""
        if self.size >= _STEPPED and backing.page <= _STEP:
            backing.hide(_STEP)
        self._fill(0, backing.visible)
        if self._flush is not None:
            self._flush(self.address, backing.visible)

    def _tidy(self) -> None:
        """Unmap what a change has left that was cut short; not one that this thread is inside."""
        if self._mapped.untidy and depth(self) < 2:
            try:
                self._mapped.tidy()
            except OSError as error:
                raise exec_error(f"the region at {self.address:#x}", error) from error

    def _show(self, end: int) -> None:
        """Fill what is hidden up to ``end``, in whole steps, and then make it visible."""
        if self._mapped.text is None:
            raise self._gone()
        if depth(self) > 1:
            raise OutOfMemoryError(
                f"the region at {self.address:#x} cannot grow now: this thread is in the middle "
                "of changing it; try again later"
            )
        backing = self._mapped.backing
        visible = backing.visible
        more = min(-(-end // _STEP) * _STEP, self.size) - visible
        try:
            self._fill(visible, visible + more)
            backing.show(more)
            self._mapped.make_ready(backing.visible)
            if self._flush is not None:
                self._flush(self.address + visible, more)
            self._let_source_go(backing)
        except OSError as error:
            raise exec_error(f"growing the region at {self.address:#x}", error) from error

    def _fill(self, offset: int, end: int) -> None:
        mapped = self._mapped
        data = self._filler.take(end - offset)
        cgroup.check(end - offset)
        if mapped.alias is None:
            self._write_briefly(offset, end, data)
            return
        linux.populate(mapped.alias_address + offset, end - offset)
        mapped.alias[offset:end] = data

    def _let_source_go(self, backing: Backing) -> None:
        """Close the file once no part of it will be mapped any more."""
        if self._mapped.alias is not None and backing.visible == backing.size:
            backing.close_source()

    def _map_standing(self) -> None:
        mapped = self._mapped
        address = self._map_alias(mapped.backing, mapped.backing.lease.aliases)
        mapped.alias = linux.view(address, self.size, writable=True)
        mapped.alias_address = address

    def _map_alias(self, backing: Backing, pieces: linux.Pieces) -> int:
        """The address of a writable alias of all of a backing of this size."""
        size = self.size

        def mapper(address: int, flags: int) -> int:
            return backing.map_alias(0, size, at=address if flags else None)

        # Aligned as the text is, so that both can be mapped by huge pages.
        address = place(size, mapper, alignment=self._alignment, pieces=pieces)
        try:
            linux.advise(address, size, linux.MADV_DONTFORK)
        except OSError:
            linux.unmap_last(pieces)
            raise
        # The text itself stays unnamed: perf looks symbols up by the kernel's own name for it.
        linux.name_pages(address, size, f"progpack write {self.name}")
        return address

    @exclusive
    def _unshare(self) -> None:
        """Copy the pages to new ones in the same place: a process forked since may have the old.

        Raises:
            OutOfMemoryError: no memory for the copy; nothing has changed.
            SpanError: released.
        """
        forks.catch_up()
        mapped = self._mapped
        if mapped.epoch == counts[0]:
            return
        if mapped.text is None:
            raise self._gone()
        self._tidy()
        if self._renew is None:
            raise ExecMemoryError(f"{self!r} cannot be copied after a fork")
        try:
            self._copy_to(self._renew(), mapped.text)
        except OSError as error:
            what = f"copying the region at {self.address:#x} after a fork"
            raise exec_error(what, error) from error

    def _copy_to(self, fresh: Backing, text: memoryview) -> None:
        """Put new pages with the same bytes in place of these.

        Should anything end it half way, it is done again: the epoch is noted at the end, and
        nothing is written before.
        """
        mapped, visible = self._mapped, self._mapped.backing.visible
        now, fresh_aliases = tuple(counts), fresh.lease.aliases
        try:
            cgroup.check(visible)
            alias = self._map_alias(fresh, fresh_aliases)
            linux.populate(alias, visible)
            with linux.view(alias, visible, writable=True) as copy:
                copy[:] = self._content(text, 0, visible)
            mapped.backing.adopt(fresh)
        except (OSError, ExecMemoryError):
            fresh.lease.give_back()
            raise
        # From here on nothing fails that could not be done without.
        mapped.drop_views()
        mapped.holes, mapped.solid = None, self.size
        mapped.tidy()
        if self._standing:
            # By one call of C: one of the two leases has it.
            mapped.backing.lease.aliases.extend(map(list.pop, (fresh_aliases,)))
            mapped.alias = linux.view(alias, self.size, writable=True)
            mapped.alias_address = alias
            mapped.make_ready(visible)
        fresh.lease.give_back()
        mapped.epoch, mapped.process = now
        self.owner = os.getpid()
        if self._flush is not None:
            self._flush(self.address, visible)
        self._let_source_go(mapped.backing)
        if self._huge:
            # It was worth it before; if it cannot be done again, small pages do as well.
            with contextlib.suppress(OSError):
                self._collapse(self._huge)

    def is_inside(self) -> bool:
        """See `forks.Forked`."""
        return depth(self) > 0

    def after_fork(self, *, child: bool) -> None:
        """See `forks.Forked`; the next write does what is needed."""

    def _outside(self, offset: int, end: int) -> ExecMemoryError:
        return SpanError(f"bytes {shown(offset)} to {shown(end)} are outside {self!r}")

    def _gone(self) -> ExecMemoryError:
        return SpanError(f"the region at {self.address:#x} was released")

"""Notifications of an allocator: names to profilers and debuggers, loads and unloads to a trace.

Neither can make an install fail: what goes wrong is for the statistics.
"""

from __future__ import annotations

import os
import time
import weakref
from collections import deque
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from progpack.errors import ProgpackError, UsageError
from progpack.memory.allocator.side_table import Entry
from progpack.memory.names import Listener, Named

if TYPE_CHECKING:
    from progpack.memory.capabilities import Capabilities
    from progpack.pack import PackList
    from progpack.trace.file.writer import TraceWriter

__all__ = ["Notifications", "Recorder", "recorder"]


class Notifications:
    """Tells listeners of programs that can be called. The owner locks.

    Batches hold the news back, each for as long as it is open and alive: no count of them is kept,
    which an exception at the beginning or the end of one could leave wrong.

    Args:
        listeners: who is told.
        failures: where it is noted that somebody could not be told.
    """

    def __init__(self, listeners: Iterable[Listener], failures: deque[str]) -> None:
        self._batches: set[weakref.ref[object]] = set()
        self._listeners = tuple(listeners)
        self._failures = failures
        self._pending: dict[Entry, None] = {}
        self._told: dict[Entry, int] = {}

    def hold(self, batch: object) -> None:
        """Hold back what comes until `go_on`, or until the batch is garbage."""
        self._batches.add(weakref.ref(batch, self._batches.discard))

    def go_on(self, batch: object) -> None:
        """Tell what was held back for a batch, unless another one holds it back too."""
        self._batches.discard(weakref.ref(batch))
        if not self._batches:
            self.flush()

    def loaded(self, entry: Entry) -> None:
        """A program can be called from now on."""
        self._pending[entry] = None
        if not self._batches:
            self.flush()

    def loaded_all(self, entries: Iterable[Entry]) -> None:
        """Note that several programs can be called from now on."""
        self._pending.update(dict.fromkeys(entries))
        if not self._batches:
            self.flush()

    def gone(self, entry: Entry) -> None:
        """A program goes; nothing happens when nobody was told of it."""
        self._pending.pop(entry, None)
        address = self._told.pop(entry, None)
        if address is not None:
            for listener in self._listeners:
                self._try(lambda who=listener: who.drop(address))  # type: ignore[misc]

    def flush(self) -> None:
        """Tell what was held back, all at once; after an exception in the middle again."""
        entries = list(self._pending)
        if entries:
            programs = [_named(entry) for entry in entries]
            self._told.update((entry, entry.address) for entry in entries)
            for listener in self._listeners:
                self._try(lambda who=listener: who.add(programs))  # type: ignore[misc]
            for entry in entries:
                self._pending.pop(entry, None)

    def forked(self) -> None:
        """Tell names anew, in a child."""
        programs = [_named(entry) for entry in self._told]
        for listener in self._listeners:
            self._try(lambda who=listener: who.forked(programs))  # type: ignore[misc]

    def _try(self, tell: Callable[[], None]) -> None:
        try:
            tell()
        except (OSError, ProgpackError) as error:
            self._failures.append(f"names: {error}")


def _named(entry: Entry) -> Named:
    name = "".join(c if c.isprintable() else "?" for c in entry.name)
    region = entry.home.region
    image = region.read(entry.address - region.address, entry.size)
    return Named(name or f"code_{entry.generation}", entry.address, image, entry.generation)


class Recorder:
    """Writes what is placed and given back to a trace. The owner locks.

    Args:
        writer: the trace; in a forked child it writes nothing.
        own: close it at the end.
        failures: where it is noted that an event could not be written.
    """

    def __init__(self, writer: TraceWriter, *, own: bool, failures: deque[str]) -> None:
        from progpack.trace.events import Load, Unload

        self._load, self._unload = Load, Unload
        self._writer = writer
        self._own = own
        self._failures = failures

    def placed(self, entry: Entry) -> None:
        """Chunks were taken for a program."""
        self._placed(entry, entry.request.size)

    def given_back(self, entry: Entry) -> None:
        """The chunks are free again."""
        event = self._unload(
            time.monotonic_ns(), entry.generation, entry.address, entry.name, "image"
        )
        self._try(lambda: self._writer.write(event))

    def shrunk(self, entry: Entry) -> None:
        """Note that a program gave chunks back: a trace has an unload and a smaller load."""
        self.given_back(entry)
        self._placed(entry, entry.offset + entry.size)

    def close(self) -> None:
        """Write all of it to the file; close the file if it is ours."""
        self._try(self._writer.close if self._own else self._writer.flush)

    def _placed(self, entry: Entry, size: int) -> None:
        event = self._load(
            time.monotonic_ns(),
            entry.generation,
            entry.name,
            "image",
            entry.address,
            entry.size,
            size,
            pid=os.getpid(),
        )
        self._try(lambda: self._writer.write(event))

    def _try(self, write: Callable[[], None]) -> None:
        try:
            write()
        except ProgpackError as error:
            self._failures.append(f"trace: {error}")


def recorder(
    target: str | os.PathLike[str] | TraceWriter,
    *,
    name: str,
    packs: PackList,
    capabilities: Capabilities,
    limit: int | None,
    failures: deque[str],
) -> Recorder:
    """A recorder for a path, whose file is replaced, or for a writer that the caller closes.

    Raises:
        ObjectError: the file cannot be opened.
        UsageError: another writer has it, or it is no path.
        TypeError: the value is no path.
    """
    from progpack.trace.events import KINDS
    from progpack.trace.file.writer import TraceWriter
    from progpack.trace.header import HEARD, Header

    if isinstance(target, TraceWriter):
        return Recorder(target, own=False, failures=failures)
    header = Header(
        arch=capabilities.arch.name,
        page_size=packs.page_size,
        nodes=packs.nodes,
        cpus=os.cpu_count(),
        clock="monotonic",
        time=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        comment=f"allocator {name} of process {os.getpid()}",
        features={"policy": packs.policy.name, "limit": limit, "lead": packs.lead},
        # All that an allocator places goes through it.
        hearing=dict.fromkeys(KINDS, HEARD),
    )
    try:
        writer = TraceWriter(target, header)
    except (TypeError, UnicodeError) as error:
        raise TypeError(f"record: it is a path or a TraceWriter: {error}") from None
    except ValueError as error:
        raise UsageError(f"record: {error}") from None
    return Recorder(writer, own=True, failures=failures)

"""The inventory of the kernel's BPF code at one moment, as events: one `Load` for each image."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from progpack.errors import ProgpackError, UsageError
from progpack.kernel.evidence.extents import image_chunks
from progpack.kernel.perf.records import Ksymbol, ProgramEvent
from progpack.kernel.perf.records import Lost as LostRecords
from progpack.kernel.proc.files import page_size
from progpack.kernel.proc.symbols import BpfSymbol, SymbolKind, bpf_symbols
from progpack.kernel.program_table import ProgramTable
from progpack.kernel.syscall.programs import KernelProgram, ProgramInfo
from progpack.known import Unknown
from progpack.pack import CHUNK
from progpack.trace.events import Kind, Load, Lost, Unload

__all__ = [
    "KINDS",
    "Images",
    "Inventory",
    "load_of_symbol",
    "placed_bytes",
    "program_loads",
    "read_info",
    "take_inventory",
]

KINDS: Final[dict[SymbolKind, Kind]] = {
    SymbolKind.PROGRAM: "program",
    SymbolKind.TRAMPOLINE: "trampoline",
    SymbolKind.STRUCT_OPS: "trampoline",
    SymbolKind.DISPATCHER: "dispatcher",
    SymbolKind.OTHER: "image",
}
"""The kind of load in a trace for each kind of symbol."""
# PERF_RECORD_KSYMBOL_TYPE_BPF; the other type is code of ftrace and kprobes.
_BPF: Final = 1


class Inventory:
    """The images that were loaded at one moment.

    Attributes:
        loads: an event for each image: programs by the time of their load, then the rest.
        ids: ids of the programs.
        listed: whether the programs could be listed.
        unseen: why something may be missing, one sentence each.
    """

    def __init__(self) -> None:
        self.loads: list[Load] = []
        self.ids: set[int] = set()
        self.listed = True
        self.unseen: list[str] = []


class Images:
    """Turns records into events.

    Args:
        machine: as ``uname -m`` has it: it decides what a program takes beside its code.
        comm: the name of a thread.
        ask: what bpf(2) says of a program, for one of which the records do not tell all; None
            when it cannot be asked, as for a recording of another machine.
    """

    def __init__(
        self,
        machine: str,
        comm: Callable[[int], str],
        read_info: Callable[[int], ProgramInfo | None] | None = None,
    ) -> None:
        self._machine = machine
        self._comm = comm
        self._ask = read_info

    def events(self, item: ProgramEvent | Ksymbol | LostRecords) -> Iterator[Load | Unload | Lost]:
        """The events of one thing that `assemble` has put together."""
        if isinstance(item, LostRecords):
            yield Lost(item.time_ns, item.count, item.cpu if item.cpu >= 0 else None)
        elif isinstance(item, Ksymbol):
            yield from self._symbol(item)
        elif item.functions:
            yield from self._functions(item)
        elif item.loaded:
            yield from self._without_symbols(item)
        else:
            yield Unload(item.time_ns, item.id, None, "", "program")

    def _name(self, record: Ksymbol | ProgramEvent) -> str:
        """Return the name of the thread; of its process, where the thread came and went unseen."""
        return self._comm(record.tid) or self._comm(record.pid)

    def _functions(self, event: ProgramEvent) -> Iterator[Load | Unload]:
        several = len(event.functions) > 1
        for index, function in enumerate(event.functions):
            number = event.id if index == 0 else None
            if not event.loaded:
                name = function.symbol.program
                yield Unload(event.time_ns, number, function.address, name, "program")
                continue
            yield self._load(
                function,
                event.time_ns,
                number,
                sub=index if several else None,
                of=event.id if index else None,
            )

    def _symbol(self, symbol: Ksymbol) -> Iterator[Load | Unload]:
        kind = KINDS.get(symbol.symbol.kind)
        if symbol.type != _BPF or kind is None:
            return
        if symbol.registered:
            yield self._load(symbol, symbol.time_ns, None)
        else:
            name = symbol.symbol.program or symbol.name
            yield Unload(symbol.time_ns, None, symbol.address, name, kind)

    def _load(
        self,
        symbol: Ksymbol,
        time_ns: int,
        number: int | None,
        *,
        sub: int | None = None,
        of: int | None = None,
    ) -> Load:
        parsed = symbol.symbol
        kind = KINDS.get(parsed.kind, "image")
        return Load(
            time_ns,
            number,
            parsed.program if kind == "program" else parsed.program or symbol.name,
            kind,
            symbol.address,
            symbol.size,
            placed_bytes(kind, symbol.size, self._machine),
            tag=parsed.tag,
            cpu=symbol.cpu if symbol.cpu >= 0 else None,
            pid=symbol.pid if symbol.pid >= 0 else None,
            comm=self._name(symbol),
            sub=sub,
            of=of,
        )

    def _without_symbols(self, event: ProgramEvent) -> Iterator[Load]:
        """A program whose symbols were lost, are hidden, or are not there: it is not JITed."""
        info = self._ask(event.id) if self._ask is not None else None
        cpu = event.cpu if event.cpu >= 0 else None
        pid = event.pid if event.pid >= 0 else None
        comm = self._name(event)
        if info is None:
            yield Load(
                event.time_ns, event.id, "", "program", None, 0, None, event.tag, cpu, pid, comm
            )
            return
        yield from program_loads(info, self._machine, event.time_ns, cpu=cpu, pid=pid, comm=comm)


def program_loads(
    info: ProgramInfo,
    machine: str,
    time_ns: int,
    *,
    cpu: int | None = None,
    pid: int | None = None,
    comm: str = "",
    loads: int | None = None,
) -> Iterator[Load]:
    """A `Load` for each function of a program, as bpf(2) describes it.

    The tag is the whole program's; bpf(2) does not tell those of its functions.

    Args:
        info: record of the program.
        machine: as ``uname -m`` has it.
        time_ns: nanoseconds of the events.
        cpu: on which it was loaded.
        pid: number of the process that loaded it.
        comm: name of that process.
        loads: memory loads among its instructions; see
            `progpack.kernel.program_table.count_loads`.
    """
    functions = info.functions
    where = (info.tag, cpu, pid, comm)
    if isinstance(functions, Unknown) or not functions:
        size = 0 if isinstance(info.jited_size, Unknown) else info.jited_size
        yield Load(time_ns, info.id, info.name, "program", None, size, None, *where)
        return
    several = len(functions) > 1
    for index, function in enumerate(functions):
        yield Load(
            time_ns,
            None if index else info.id,
            info.name,
            "program",
            function.address,
            function.size,
            placed_bytes("program", function.size, machine, loads),
            *where,
            sub=index if several else None,
            of=info.id if index else None,
        )


def placed_bytes(kind: Kind, size: int, machine: str, loads: int | None = None) -> int | None:
    """Bytes of chunks that an image takes, where they are certain; else None.

    Certain are dispatchers, a page each (``bpf_dispatcher_change_prog()`` in
    ``kernel/bpf/dispatcher.c``), and programs whose exception table changes nothing. That table
    lies behind the text, is in no size that the kernel tells, and has an entry for each access
    that may fault, 12 bytes for a handful of bytes of text. So:

    * without the instructions, only text that is too short for an access has a certain size, and
      that is nearly all that can be said when a load is recorded: whoever asks bpf(2) for the
      instructions of each takes longer than the load did, and often finds it gone;
    * with them, as for what was there before, a program without loads has a certain size, and one
      with few often;
    * trampolines never: what is recorded as their size may be the page that they were built in.

    Args:
        kind: kind of the image.
        size: bytes of machine code.
        machine: as ``uname -m`` has it.
        loads: memory loads among its instructions; None when they are not known.
    """
    if kind == "dispatcher":
        return page_size()
    if kind != "program" or not size:
        return None
    try:
        low, high = image_chunks(size, machine, loads)
    except UsageError:
        return None
    return low * CHUNK if low == high else None


def take_inventory(machine: str, time_ns: int) -> Inventory:
    """Everything of BPF that is in the kernel and can be seen, as loads.

    Args:
        machine: as ``uname -m`` has it.
        time_ns: of what has no time of its own: trampolines and dispatchers.
    """
    inventory = Inventory()
    _take_programs(inventory, machine)
    _take_symbols(inventory, time_ns)
    return inventory


def _take_programs(found: Inventory, machine: str) -> None:
    table = ProgramTable()
    hidden = table.refresh()
    if hidden is not None:
        found.listed = False
        found.unseen.append(f"programs that were there before cannot be listed: {hidden.reason}")
    for number, info in table.programs.items():
        found.ids.add(number)
        loads = table.loads[number]
        found.loads.extend(program_loads(info, machine, info.load_time_ns, loads=loads))


def _take_symbols(found: Inventory, time_ns: int) -> None:
    loads = []
    try:
        for symbol in bpf_symbols():
            if symbol.kind is SymbolKind.PROGRAM or symbol.kind not in KINDS:
                continue
            if isinstance(symbol.address, Unknown):
                found.unseen.append(symbol.address.reason)
                break
            loads.append(load_of_symbol(symbol, symbol.address, time_ns))
    except ProgpackError as error:
        found.unseen.append(str(error))
    if any(load.kind == "trampoline" for load in loads):
        found.unseen.append(
            "the sizes of trampolines that were there before are not known; a chunk is counted "
            "for each"
        )
    found.loads.extend(loads)


def load_of_symbol(symbol: BpfSymbol, address: int, time_ns: int) -> Load:
    """Return the load of an image with a symbol and no id, found at a look.

    The size of a trampoline is not known: it is given one chunk.
    """
    kind = KINDS[symbol.kind]
    size = page_size() if kind == "dispatcher" else CHUNK
    return Load(time_ns, None, symbol.program or symbol.name, kind, address, size)


def read_info(id: int) -> ProgramInfo | None:  # noqa: A002 - the kernel's word
    """Read the kernel's record of a program; None when it is gone or may not be asked for."""
    try:
        with KernelProgram.from_id(id) as program:
            return program.info()
    except ProgpackError:
        return None

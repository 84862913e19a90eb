"""The images in the kernel by the events so far, and the events that must have been missed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from progpack.kernel.proc.symbols import BpfSymbol, SymbolKind
from progpack.kernel.recording.inventory import KINDS, load_of_symbol, program_loads
from progpack.kernel.syscall.programs import ProgramInfo
from progpack.known import Unknown
from progpack.trace.events import Kind, Load, Unload

__all__ = ["Mark", "Present"]


@dataclass(frozen=True, slots=True)
class _Image:
    """One image that is there: the program it is of, where it has one, its name and kind."""

    owner: int | None
    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Mark:
    """The images in the kernel by the events, just before a look.

    Events that come while the look is made have records of their own and are not to be compared.
    """

    ids: frozenset[int]
    others: Mapping[int, _Image]


class Present:
    """Images and programs that have come and not gone, by the events that were seen.

    Attributes:
        ids: ids of the programs, and the addresses of their images; none for one that is not JITed.
    """

    def __init__(self) -> None:
        self.ids: dict[int, set[int]] = {}
        self._images: dict[int, _Image] = {}

    def see(self, event: Load | Unload) -> None:
        """Take note of what came or went."""
        if isinstance(event, Load):
            self._came(event)
        else:
            self._went(event)

    def holds(self, address: int | None) -> bool:
        """Whether an image is at this address."""
        return address in self._images

    def mark(self) -> Mark:
        """Note the images by the events so far; to be called just before a look."""
        others = {at: image for at, image in self._images.items() if image.owner is None}
        return Mark(frozenset(self.ids), others)

    def missed_programs(
        self,
        mark: Mark,
        ids: Iterable[int],
        infos: Iterable[ProgramInfo],
        machine: str,
        time_ns: int,
    ) -> Iterator[Load | Unload]:
        """Yield the events that must have gone unseen, when exactly these programs are there.

        Call it when all records up to the look have been given to `see`. Loads have the time that
        the kernel gives for them, unloads that of the look. The caller gives these events to `see`
        too.

        Args:
            mark: the state before the look.
            ids: ids of all programs.
            infos: records of the programs whose ids are not in ``ids`` of this object.
            machine: the machine's name, as ``uname -m`` has it.
            time_ns: time of the look, nanoseconds of the trace's clock.
        """
        for number in sorted((mark.ids & self.ids.keys()) - set(ids)):
            yield from self._gone(number, time_ns)
        for info in infos:
            yield from program_loads(info, machine, info.load_time_ns)

    def missed_symbols(
        self, mark: Mark, symbols: Iterable[BpfSymbol], time_ns: int
    ) -> Iterator[Load | Unload]:
        """Yield the events that must have gone unseen, of images with a symbol and no id.

        Such images are trampolines, dispatchers and struct_ops.

        Args:
            mark: the state before the look.
            symbols: all symbols of BPF, with their addresses.
            time_ns: time of the look, nanoseconds of the trace's clock.
        """
        addresses: set[int] = set()
        fresh = []
        for symbol in symbols:
            if isinstance(symbol.address, Unknown):
                return
            addresses.add(symbol.address)
            other = symbol.kind is not SymbolKind.PROGRAM and symbol.kind in KINDS
            if other and symbol.address not in self._images:
                fresh.append(load_of_symbol(symbol, symbol.address, time_ns))
        for address, image in mark.others.items():
            if self._images.get(address) is image and address not in addresses:
                yield Unload(time_ns, None, address, image.name, image.kind)
        yield from fresh

    def _came(self, load: Load) -> None:
        owner = load.id if load.id is not None else load.of
        if owner is not None:
            addresses = self.ids.setdefault(owner, set())
            if load.address is not None:
                addresses.add(load.address)
        if load.address is not None:
            self._images[load.address] = _Image(owner, load.name, load.kind)

    def _went(self, unload: Unload) -> None:
        if unload.address is not None:
            self._images.pop(unload.address, None)
        if unload.id is not None:
            self.ids.pop(unload.id, None)

    def _gone(self, number: int, time_ns: int) -> Iterator[Unload]:
        # Another program may lie where one of its functions was.
        images = self._images
        addresses = sorted(a for a in self.ids[number] if a in images and images[a].owner == number)
        if not addresses:
            yield Unload(time_ns, number, None)
        for index, address in enumerate(addresses):
            image = self._images[address]
            # Which of several functions is the first is not known here; one of them has the id.
            yield Unload(time_ns, None if index else number, address, image.name, image.kind)

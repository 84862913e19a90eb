"""Records of real kernels that were given programs to load, as traces.

Such a record is made by a small program that runs as the first process of a booted kernel, or on a
live one. It follows a script (load a program of n instructions, unload it, attach it), and prints
a JSON object for each step: address and length of every image, the kernel's counters, and at some
steps the kernel's own list of packs with their bitmaps. One file, one run:
``KERNEL-ARCHITECTURE-SEQUENCE.jsonl``, with or without ``.gz``.

Not everything becomes an event: walks of page tables, symbols and physical pages are left out.
Attaching and detaching are notes, for the record does not say what the kernel placed for them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from progpack import arch
from progpack.errors import ObjectError, UsageError
from progpack.pack import CHUNK, BinaryLayout
from progpack.pack.constants import PACK_UNIT, round_up
from progpack.snapshot import UNATTRIBUTED
from progpack.trace.events import KINDS, Counters, Event, Load, Note, Unload
from progpack.trace.header import HEARD, Feature, Header
from progpack.trace.measured_lines import MOST_NODES, Record, bad_line, read_lines
from progpack.trace.vmallocinfo import Group, group_of_caller, nodes_of, parse_area

__all__ = ["Measured", "PackState", "nodes_at", "packs_of"]

_ATTACHED: Final = "the record does not say what the kernel placed for what was attached"
_HEARING: Final[Mapping[str, str]] = {
    **dict.fromkeys(KINDS, HEARD),
    **dict.fromkeys(("trampoline", "dispatcher"), _ATTACHED),
}
_LOADS: Final = frozenset("LTSGFX")
_NS: Final = 1_000_000_000
# A flag word before the bitmap (kernels of 2026) was dumped with it.
_FLAG_BITS: Final = 64
# What a JIT asks for beyond jited_len: unit it rounds the text to, bytes it adds, bytes for each
# entry of the exception table. Found by comparing with the kernels' own bitmaps; x86:
# bpf_int_jit_compile() in arch/x86/net/bpf_jit_comp.c, arm64: the PLT slot.
_ASKS: Final[Mapping[str, tuple[int, int, int]]] = {
    "x86-64": (4, 0, 12),
    "arm64": (4, 8, 0),
    "riscv64": (1, 0, 0),
    "powerpc": (1, 0, 0),
}
# Kernels of powerpc that have BPF trampolines ask for a word more (seen in 7.2, not in 6.12).
_POWERPC_MORE: Final = 4
_POWERPC_SINCE: Final = (6, 13)
# arm64 asks for memory before it knows where that will be, with room for calls of four
# instructions; what is near is then called by one (ddbe9ec55039, should_emit_indirect_call() in
# arch/arm64/net/bpf_jit_comp.c; measured: 6.12). A record says how many calls there are.
_ARM64_CALL: Final = 12
_ARM64_SINCE: Final = (6, 12)
_COUNTERS: Final = (
    "level2_splits",
    "level3_splits",
    "level2_collapses",
    "level3_collapses",
)


@dataclass(frozen=True, slots=True)
class PackState:
    """The kernel's own list of packs at one moment.

    Attributes:
        label: what the record calls the moment.
        events: how many events of the record come before it.
        packs: address of each pack -> runs of taken chunks, lowest first: (first, count). Oldest
            pack first.
    """

    label: str
    events: int
    packs: Mapping[int, tuple[tuple[int, int], ...]]


class Measured:
    """A measured record as a source of events. Iterating reads the file anew.

    What is in the packs before the first step are `Load` events of kind "image". Loads
    have the step's own id, and the name that the recording program gave them ("p", functions "F").
    ``chunk_bytes`` is filled in where the kernel has packs, by the rule that its bitmaps confirm.
    Only some records have a clock; times in between are the sum of the load times since, and so
    early. A load that failed is a `Note`.

    Args:
        path: the file.

    Attributes:
        path: the file.
        header: kernel, architecture and settings; the sequence's name is the comment.

    Raises:
        ObjectError: the file cannot be read or is no such record; says at which line.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self.header = self._header()

    def __iter__(self) -> Iterator[Event]:
        for item in self._walk():
            if not isinstance(item, PackState):
                yield item

    def pack_states(self) -> Iterator[PackState]:
        """The kernel's packs, at each moment that the record has them. First, what was there."""
        for item in self._walk():
            if isinstance(item, PackState):
                yield item

    def _walk(self) -> Iterator[Event | PackState]:
        importer = _Importer(self.header)
        for number, record in read_lines(self.path):
            try:
                yield from importer.step(record)
            except (LookupError, TypeError, ValueError) as error:
                raise bad_line(self.path, number, error) from error

    def _header(self) -> Header:
        """From what comes before the first step."""
        start: Record | None = None
        features: dict[str, Feature] = {}
        nodes = 1
        for number, record in read_lines(self.path):
            try:
                operation = record["op"]
                if operation == "start":
                    start = record
                elif operation == "rd" and record["v"] != "-":
                    features[record["f"].rpartition("/")[2]] = int(record["v"])
                elif operation == "snap":
                    nodes = nodes_at(record, start["pagesize"] if start else 0)
                    break
            except (LookupError, TypeError, ValueError) as error:
                raise bad_line(self.path, number, error) from error
        if start is None:
            raise ObjectError(f"{self.path}: no measured record: no record of its start")
        return _make_header(start, self.path.name, nodes, features)


class _Importer:
    """The events of one record after the other."""

    def __init__(self, header: Header) -> None:
        self._asks = _asks(header)
        self._nodes, self._page_size = header.nodes, header.page_size
        near = arch.get(header.arch).name == "arm64" and _version(header) >= _ARM64_SINCE
        self._call = _ARM64_CALL if near else 0
        self._time = 0
        self._events = 0
        self._packs = False
        self._shift: int | None = None
        self._began = False
        # Step's id -> the loads of its functions.
        self._live: dict[int, list[Load]] = {}
        self._steps: Mapping[str, Callable[[Record], Iterator[Event]]] = {
            **dict.fromkeys(_LOADS, self._load),
            "U": self._unload,
            "UA": self._unload_all,
            "A": self._remark,
            "D": self._remark,
            "R": self._remark,
            "snap": self._snap,
        }

    def step(self, record: Record) -> Iterator[Event | PackState]:
        operation = record["op"]
        if operation in ("packs", "freemap"):
            yield from self._state(record)
            return
        step = self._steps.get(operation)
        if step is None:
            return
        for event in step(record):
            self._events += 1
            yield event
        if "c" in record:
            self._events += 1
            yield _splits(self._time, record["c"])

    def _state(self, record: Record) -> Iterator[Event | PackState]:
        """The kernel's packs; at first also as loads of what nobody knows."""
        if "p" not in record:
            return
        self._packs = True
        packs = {int(pack["ptr"], 16): self._runs(pack) for pack in record["p"]}
        yield PackState(record.get("label", record["op"]), self._events, packs)
        if self._began:
            return
        self._began = True
        for base, runs in packs.items():
            for first, count in runs:
                size = count * CHUNK
                place = base + first * CHUNK
                yield Load(self._time, None, UNATTRIBUTED, "image", place, size, size)
                self._events += 1

    def _runs(self, pack: Record) -> tuple[tuple[int, int], ...]:
        if "bm" in pack:
            # A map found by filling every hole: a bit for each chunk, the lowest is chunk 0.
            taken = f"{int(pack['bm'], 16):b}"[::-1]
            return tuple((run.start(), len(run[0])) for run in re.finditer("1+", taken))
        runs = [(first, first + count) for first, count in pack["r"]]
        if self._shift is None:
            # The first program of all is in chunk 0.
            self._shift = _FLAG_BITS if runs and runs[0][0] == _FLAG_BITS else 0
        shift = self._shift
        return tuple(
            (max(first, shift) - shift, end - max(first, shift))
            for first, end in runs
            if end > shift
        )

    def _load(self, record: Record) -> Iterator[Event]:
        self._time += record["us"] * 1000
        number = record["id"]
        if "err" in record:
            text = f"{record['op']} {number}: {record['n']} instructions, errno {record['err']}"
            yield Note(self._time, f"not loaded: {text}")
            return
        images = record.get("subs") or [[record["a"], record["jl"]]]
        entries = record["n"] if record["op"] == "G" else 0
        several = len(images) > 1
        loads = []
        for index, (address, size) in enumerate(images):
            load = Load(
                self._time,
                None if index else number,
                "F" if index else "p",
                "program",
                # Without machine code it is that of the interpreter, the same for all.
                int(address, 16) if size else None,
                size,
                self._placed(size, entries, 0 if index else record.get("calls", 0)),
                sub=index if several else None,
                of=number if index else None,
            )
            loads.append(load)
            yield load
        self._live[number] = loads

    def _placed(self, size: int, entries: int, calls: int) -> int | None:
        """Bytes that an image takes in a pack, when that is where it is."""
        if not (size and self._packs and self._asks):
            return None
        unit, more, entry = self._asks
        asked = round_up(size, unit) + more + entry * entries + self._call * calls
        return BinaryLayout(asked).size

    def _unload(self, record: Record) -> Iterator[Event]:
        loads = self._live.pop(record["id"], None)
        if loads is None:
            raise ValueError(f"'id' {record['id']} is of no program that is loaded")
        yield from self._gone(loads)

    def _unload_all(self, record: Record) -> Iterator[Event]:
        for loads in self._live.values():
            yield from self._gone(loads)
        self._live.clear()

    def _gone(self, loads: list[Load]) -> Iterator[Event]:
        for load in loads:
            yield Unload(self._time, load.id, load.address, load.name, load.kind)

    def _remark(self, record: Record) -> Iterator[Event]:
        number, more = record["id"], record["n"]
        text = {
            "A": f"attach program {number} as link {more}",
            "D": f"detach link {number}",
            "R": f"run program {number}, {more} times",
        }[record["op"]]
        failed = f": errno {record['err']}" if "err" in record else ""
        yield Note(self._time, text + failed)

    def _snap(self, record: Record) -> Iterator[Event]:
        # The clock counts milliseconds; the sum of the load times may be ahead of it.
        self._time = max(self._time, round(record["t"] * _NS))
        self._packs = self._packs or record["packs"] > 0
        packs, pages = packs_of(record, self._nodes, self._page_size)
        yield replace(
            _splits(self._time, record),
            direct_map_4k=record.get("DirectMap4k"),
            direct_map_2m=record.get("DirectMap2M"),
            direct_map_1g=record.get("DirectMap1G"),
            packs=packs,
            pack_pages=pages,
            areas=record["jit"],
            area_pages=record["jitpg"],
            programs=record["prog"],
        )


def _asks(header: Header) -> tuple[int, int, int] | None:
    name = arch.get(header.arch).name
    asks = _ASKS.get(name)
    if name != "powerpc" or _version(header) < _POWERPC_SINCE:
        return asks
    return _ASKS[name][0], _ASKS[name][1] + _POWERPC_MORE, _ASKS[name][2]


def _version(header: Header) -> tuple[int, ...]:
    """Version and patch level of the kernel; empty when it does not begin with them."""
    release = re.match(r"(\d+)\.(\d+)", header.kernel)
    return tuple(map(int, release.groups())) if release else ()


def _splits(time_ns: int, counters: Record) -> Counters:
    return Counters(time_ns, *map(counters.get, _COUNTERS))


def nodes_at(snap: Record, page_size: int) -> int:
    """Possible nodes, for each of which a pack has 2 MiB (d6170e4aaf86).

    Raises:
        ValueError: no kernel has so many. ObjectError: a line of vmalloc's list is none.
    """
    if not snap["packs"] or not page_size:
        return 1
    if "vm" in snap:
        nodes = nodes_of(map(parse_area, snap["vm"]), page_size)
    else:
        nodes = max(1, snap["packpg"] * page_size // snap["packs"] // PACK_UNIT)
    if nodes > MOST_NODES:
        raise ValueError(f"'packpg' or 'vm' says packs of {nodes} nodes, more than {MOST_NODES}")
    return nodes


def packs_of(snap: Record, nodes: int, page_size: int) -> tuple[int, int]:
    """Packs that vmalloc's list has at a moment, and pages behind them.

    The record counts areas by who asked for them, lists of pages among them; where it has the
    areas too, they are told apart.

    Args:
        snap: the moment.
        nodes: possible NUMA nodes.
        page_size: bytes.
    """
    if not any("bpf_prog_pack_alloc" in line for line in snap.get("vm", ())):
        return snap["packs"], snap["packpg"]
    sizes = [(area, (area.pages or 0) * page_size) for area in map(parse_area, snap["vm"])]
    packs = [size for a, size in sizes if group_of_caller(a.caller, size, nodes) is Group.PACK]
    return len(packs), sum(packs) // page_size


def _make_header(start: Record, name: str, nodes: int, features: Mapping[str, Feature]) -> Header:
    try:
        arch.get(start["arch"])
        return Header(
            kernel=start["kernel"],
            arch=start["arch"],
            page_size=start["pagesize"],
            nodes=nodes,
            clock="estimated",
            hearing=_HEARING,
            comment=f"measured: {name.partition('.jsonl')[0]}",
            features=features,
        )
    except (LookupError, UsageError) as error:
        raise ObjectError(f"{name}: the record of its start: {error}") from error

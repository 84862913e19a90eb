"""The state of packs at one moment, in a process, a model or a kernel.

Reports take a `Snapshot` and nothing else. Chunks that no span covers are free. Values that could
not be had are `Unknown` and keep the reason, in files too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from progpack.errors import UsageError
from progpack.known import Bounds, Maybe, Unknown
from progpack.records import dataclass, fields

__all__ = [
    "CHUNK",
    "NO_EVIDENCE",
    "PROGRAM",
    "SCHEMA",
    "SCHEMA_VERSION",
    "UNATTRIBUTED",
    "DirectMap",
    "PackView",
    "Snapshot",
    "SpanView",
]

CHUNK = 64
"""Bytes in a chunk: BPF_PROG_CHUNK_SIZE in kernel/bpf/core.c."""

PROGRAM = "program"
"""Kind of chunks that a program with a name holds."""

UNATTRIBUTED = "unattributed"
"""Kind of chunks that are proved to be taken, nobody knows by what."""

NO_EVIDENCE = "no-evidence"
"""Kind of chunks that may be free or taken: nothing that can be seen says which."""

SCHEMA = "progpack-snapshot"
"""The name of the format in a snapshot file."""

SCHEMA_VERSION = 2
"""Version of the file layout that is written; files of a later one are refused.

Since 2 what is charged may be bounds: an object with ``least`` and ``most``.
"""

_NOT_READ = Unknown("not read by this source")


@dataclass(frozen=True, slots=True)
class SpanView:
    """Chunks that belong together.

    Attributes:
        chunk: index of the first chunk in its pack.
        chunks: how many chunks, at least 1.
        name: name of the program or what else holds them; may be empty.
        size: bytes that are really used.
        kind: `PROGRAM`, `UNATTRIBUTED`, `NO_EVIDENCE`, or another word for what it is
            ("trampoline", "dispatcher", "data").
    """

    chunk: int
    chunks: int
    name: str = ""
    size: int = 0
    kind: str = PROGRAM

    @property
    def end(self) -> int:
        """Index of the first chunk after it."""
        return self.chunk + self.chunks

    @property
    def bytes(self) -> int:
        """Bytes that are occupied in a pack of a kernel; see `PackView.bytes_of` for any pack."""
        return self.chunks * CHUNK

    @property
    def taken(self) -> bool:
        """Whether the chunks are known to be taken."""
        return self.kind != NO_EVIDENCE


@dataclass(frozen=True, slots=True)
class PackView:
    """One pack, or the pages of one oversized program.

    Attributes:
        number: serial number in its source.
        address: address of its first byte, or None when it has none or none is known.
        size: bytes.
        chunks: how many chunks it is divided into.
        spans: what holds chunks, lowest first (any order is accepted).
        pages: what is behind it, in a few words ("2 MiB", "4 KiB").

    Raises:
        UsageError: spans overlap or lie outside.
    """

    number: int
    address: int | None
    size: int
    chunks: int
    spans: tuple[SpanView, ...] = ()
    pages: str = ""

    def __post_init__(self) -> None:
        ordered = tuple(sorted(self.spans, key=lambda span: span.chunk))
        object.__setattr__(self, "spans", ordered)
        end = 0
        for span in ordered:
            if span.chunks < 1 or span.chunk < end or span.end > self.chunks:
                raise UsageError(
                    f"pack {self.number}: span {span.name!r} at chunk {span.chunk}, {span.chunks} "
                    f"chunks, overlaps another or lies outside of {self.chunks} chunks"
                )
            end = span.end

    @property
    def chunk_size(self) -> int:
        """Bytes in a chunk: 64 in every kernel, 16 with some policies of progpack."""
        return self.size // self.chunks if self.chunks else CHUNK

    def bytes_of(self, span: SpanView) -> int:
        """Bytes that a span of it occupies."""
        return span.chunks * self.chunk_size

    @property
    def used_chunks(self) -> int:
        """Chunks that are known to be taken."""
        return sum(span.chunks for span in self.spans if span.taken)

    @property
    def unknown_chunks(self) -> int:
        """Chunks of which nobody knows whether they are taken."""
        return sum(span.chunks for span in self.spans if not span.taken)

    @property
    def free_chunks(self) -> int:
        """Chunks that are known to be free."""
        return self.chunks - self.used_chunks - self.unknown_chunks

    @property
    def used_end(self) -> int:
        """Index after the last chunk that is taken; 0 when none is."""
        return max((span.end for span in self.spans if span.taken), default=0)

    @property
    def fill(self) -> float:
        """Share of its chunks that is taken, 0 to 1."""
        return self.used_chunks / self.chunks if self.chunks else 0.0

    @property
    def largest_hole(self) -> int:
        """Chunks in the longest free run."""
        return max((chunks for _, chunks in self.holes()), default=0)

    def holes(self) -> Iterator[tuple[int, int]]:
        """Each free run, lowest first: (first chunk, chunks)."""
        at = 0
        for span in self.spans:
            if span.chunk > at:
                yield at, span.chunk - at
            at = span.end
        if at < self.chunks:
            yield at, self.chunks - at

    def address_of(self, span: SpanView) -> int | None:
        """Address of a span's first chunk, when the pack's own is known."""
        return None if self.address is None else self.address + span.chunk * self.chunk_size


@dataclass(frozen=True, slots=True)
class DirectMap:
    """The kernel's mapping of all memory, and how often the kernel had to change it.

    Attributes:
        map_4k: kB mapped by 4 KiB entries (/proc/meminfo DirectMap4k).
        map_2m: kB mapped by 2 MiB entries (DirectMap2M).
        map_1g: kB mapped by 1 GiB entries (DirectMap1G).
        level2_splits: 2 MiB entries that were split (/proc/vmstat direct_map_level2_splits).
        level3_splits: 1 GiB entries that were split.
        level2_collapses: 2 MiB entries that were put together again (from Linux 6.15 on).
        level3_collapses: 1 GiB entries that were put together again.
    """

    map_4k: Maybe[int] = _NOT_READ
    map_2m: Maybe[int] = _NOT_READ
    map_1g: Maybe[int] = _NOT_READ
    level2_splits: Maybe[int] = _NOT_READ
    level3_splits: Maybe[int] = _NOT_READ
    level2_collapses: Maybe[int] = _NOT_READ
    level3_collapses: Maybe[int] = _NOT_READ


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of packs: the owner of each chunk, the free chunks, the unknown ones.

    Attributes:
        source: where it was taken ("process 4711", "kernel 6.18.15", "model").
        policy: name of the placement policy, or what is known of it.
        arch: name of the architecture.
        packs: in order of creation.
        areas: oversized programs with pages of their own.
        charged: bytes charged against the limit; bounds where they cannot be known exactly.
        limit: bytes that may be charged at most; None: there is no limit.
        resident_bytes: memory behind packs and areas that is really there.
        vmas: mappings that packs and areas take.
        direct_map: the kernel's own mapping of memory.
        time: when it was taken, ISO 8601; may be empty.
        notes: what a reader must know, one sentence each.
    """

    source: str
    policy: str
    arch: str
    packs: tuple[PackView, ...] = ()
    areas: tuple[PackView, ...] = ()
    charged: Maybe[int] | Bounds = _NOT_READ
    limit: Maybe[int | None] = None
    resident_bytes: Maybe[int] = _NOT_READ
    vmas: Maybe[int] = _NOT_READ
    direct_map: Maybe[DirectMap] = _NOT_READ
    time: str = ""
    notes: tuple[str, ...] = ()

    @property
    def regions(self) -> tuple[PackView, ...]:
        """Packs and areas."""
        return self.packs + self.areas

    @property
    def spans(self) -> tuple[SpanView, ...]:
        """All spans, of packs first, then of areas."""
        return tuple(span for region in self.regions for span in region.spans)

    @property
    def used_chunks(self) -> int:
        """The number of chunks in packs and areas that are known to be taken."""
        return sum(region.used_chunks for region in self.regions)

    @property
    def total_chunks(self) -> int:
        """The number of chunks of all packs and areas."""
        return sum(region.chunks for region in self.regions)

    @property
    def fill(self) -> float:
        """The share of all chunks that is taken, 0 to 1."""
        return self.used_chunks / self.total_chunks if self.total_chunks else 0.0

    def to_dict(self) -> dict[str, Any]:
        """Return the snapshot as plain values for a JSON file, with the schema and its version."""
        return {"schema": SCHEMA, "version": SCHEMA_VERSION, **_plain(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Snapshot:
        """Return the snapshot that `to_dict` gave; members that are not known are ignored.

        Raises:
            UsageError: the value is not a snapshot, one of a later version, or a member is missing
                or of the wrong type; the message names it.
        """
        if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
            raise UsageError(f'not a snapshot: no "schema": "{SCHEMA}" in it')
        version = data.get("version")
        if type(version) is not int or not 1 <= version <= SCHEMA_VERSION:
            raise UsageError(
                f"snapshot of version {version!r:.80}; this progpack reads 1 to {SCHEMA_VERSION}"
            )
        return _Reader(data).snapshot()


def _plain(value: Any) -> Any:
    if isinstance(value, Unknown):
        return {"unknown": value.reason}
    if isinstance(value, Bounds):
        return {"least": value.low, "most": _plain(value.high)}
    if isinstance(value, (SpanView, PackView, DirectMap, Snapshot)):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


class _Reader:
    """Reads members of one object, saying where a wrong one is."""

    def __init__(self, data: object, where: str = "snapshot") -> None:
        if not isinstance(data, Mapping):
            raise UsageError(f"{where} is not an object")
        self.data = data
        self.where = where

    def text(self, name: str) -> str:
        value = self.member(name)
        if not isinstance(value, str):
            raise self.wrong(name, "a string")
        return value

    def number(self, name: str) -> int:
        value = self.member(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.wrong(name, "a whole number")
        if not -1 << 63 <= value < 1 << 64:
            raise UsageError(f"{self.where}.{name} has more than 64 bits")
        return value

    def number_or_none(self, name: str) -> int | None:
        return None if self.member(name) is None else self.number(name)

    def maybe(self, name: str) -> Maybe[int]:
        return self.unknown(name) or self.number(name)

    def bounded(self, name: str) -> Maybe[int] | Bounds:
        value = self.member(name)
        if isinstance(value, Mapping) and "least" in value:
            inner = _Reader(value, f"{self.where}.{name}")
            return Bounds(inner.number("least"), inner.maybe("most"))
        return self.maybe(name)

    def unknown(self, name: str) -> Unknown | None:
        value = self.member(name)
        if isinstance(value, Mapping) and set(value) == {"unknown"}:
            return Unknown(_Reader(value, f"{self.where}.{name}").text("unknown"))
        return None

    def items(self, name: str) -> list[tuple[str, object]]:
        value = self.member(name)
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.wrong(name, "a list")
        return [(f"{self.where}.{name}[{i}]", item) for i, item in enumerate(value)]

    def member(self, name: str) -> object:
        if name not in self.data:
            raise UsageError(f"{self.where} has no member {name!r}")
        return self.data[name]

    def wrong(self, name: str, wanted: str) -> UsageError:
        return UsageError(f"{self.where}.{name} is {self.data[name]!r:.80}, not {wanted}")

    def span(self) -> SpanView:
        return SpanView(
            self.number("chunk"),
            self.number("chunks"),
            self.text("name"),
            self.number("size"),
            self.text("kind"),
        )

    def pack(self) -> PackView:
        return PackView(
            self.number("number"),
            self.number_or_none("address"),
            self.number("size"),
            self.number("chunks"),
            tuple(_Reader(item, where).span() for where, item in self.items("spans")),
            self.text("pages"),
        )

    def packs(self, name: str) -> tuple[PackView, ...]:
        return tuple(_Reader(item, where).pack() for where, item in self.items(name))

    def direct_map(self) -> Maybe[DirectMap]:
        unknown = self.unknown("direct_map")
        if unknown:
            return unknown
        inner = _Reader(self.member("direct_map"), f"{self.where}.direct_map")
        return DirectMap(*(inner.maybe(field.name) for field in fields(DirectMap)))

    def notes(self) -> tuple[str, ...]:
        notes = []
        for where, item in self.items("notes"):
            if not isinstance(item, str):
                raise UsageError(f"{where} is {item!r:.80}, not a string")
            notes.append(item)
        return tuple(notes)

    def snapshot(self) -> Snapshot:
        return Snapshot(
            source=self.text("source"),
            policy=self.text("policy"),
            arch=self.text("arch"),
            packs=self.packs("packs"),
            areas=self.packs("areas"),
            charged=self.bounded("charged"),
            limit=self.unknown("limit") or self.number_or_none("limit"),
            resident_bytes=self.maybe("resident_bytes"),
            vmas=self.maybe("vmas"),
            direct_map=self.direct_map(),
            time=self.text("time"),
            notes=self.notes(),
        )

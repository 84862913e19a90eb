"""A snapshot of an allocator: its packs and who holds which chunk."""

from __future__ import annotations

import os
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence

from progpack.memory.allocator.side_table import Entry
from progpack.memory.capabilities import Capabilities
from progpack.memory.pages.mappings import Residency
from progpack.memory.protocol import Text
from progpack.pack import Pack
from progpack.snapshot import PROGRAM, PackView, Snapshot, SpanView

__all__ = ["snapshot"]


def snapshot(
    *,
    policy: str,
    capabilities: Capabilities,
    packs: Sequence[tuple[Pack, Text]],
    areas: Sequence[tuple[Pack, Text]],
    entries: Iterable[Entry],
    charged: int,
    limit: int | None,
    residency: Residency,
    notes: tuple[str, ...],
) -> Snapshot:
    """The picture of what is given; the caller holds the lock that keeps it still."""
    spans_of: dict[Pack, list[SpanView]] = defaultdict(list)
    for entry in entries:
        kind = PROGRAM if entry.live else entry.state.value
        spans_of[entry.pack].append(
            SpanView(entry.chunk, entry.chunks, entry.name, entry.size, kind)
        )
    pages = f"{capabilities.page_size // 1024} KiB"

    def view(pack: Pack, region: Text) -> PackView:
        spans = tuple(sorted(spans_of.get(pack, ()), key=lambda span: span.chunk))
        return PackView(pack.number, region.address, region.size, pack.chunks, spans, pages)

    return Snapshot(
        source=f"process {os.getpid()}",
        policy=policy,
        arch=capabilities.arch.name,
        packs=tuple(view(pack, region) for pack, region in packs),
        areas=tuple(view(pack, region) for pack, region in areas),
        charged=charged,
        limit=limit,
        resident_bytes=residency.resident,
        vmas=residency.vmas,
        time=time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime()),
        notes=notes,
    )

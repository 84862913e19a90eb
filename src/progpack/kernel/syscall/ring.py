"""Records of ring buffers of the running kernel, taken out through their mapped pages."""

from __future__ import annotations

import mmap
import struct
from typing import Final

from progpack.kernel.syscall.maps import KernelMap

__all__ = ["consume"]

#: ``BPF_RINGBUF_BUSY_BIT`` and ``BPF_RINGBUF_DISCARD_BIT`` of a record's length.
_BUSY: Final = 1 << 31
_DISCARDED: Final = 1 << 30
_HEADER: Final = struct.Struct("=II")
_POSITION: Final = struct.Struct("=Q")


def consume(ring: KernelMap) -> list[bytes]:
    """The finished records of a ring buffer, oldest first; they are taken out.

    A page with the consumer's position comes first, then one with the producer's, then the data
    twice in a row (``ringbuf_map_mmap_kern()`` of ``kernel/bpf/ringbuf.c``, Linux 6.18).

    Args:
        ring: the map.

    Raises:
        OSError: the ring cannot be mapped.
    """
    size, page = ring.info.max_entries, mmap.PAGESIZE
    with (
        mmap.mmap(ring.fd, page) as mine,
        mmap.mmap(ring.fd, page + 2 * size, prot=mmap.PROT_READ, offset=page) as theirs,
    ):
        at, records = _POSITION.unpack_from(mine)[0], []
        while at < _POSITION.unpack_from(theirs)[0]:
            start = page + (at & (size - 1))
            length, _ = _HEADER.unpack_from(theirs, start)
            if length & _BUSY:
                break
            used = length & ~(_BUSY | _DISCARDED)
            body = start + _HEADER.size
            if not length & _DISCARDED:
                records.append(theirs[body : body + used])
            at += -(-(used + _HEADER.size) // 8) * 8
            _POSITION.pack_into(mine, 0, at)
    return records

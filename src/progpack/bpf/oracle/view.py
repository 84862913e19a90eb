"""The view of one run of the interpreter: context, packet, and what the run leaves behind."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from progpack.bpf.context.build import ByteOrder, ContextLayout, layout
from progpack.bpf.context.link_header import LINK_HEADER
from progpack.bpf.isa.limits import MOST_SKB
from progpack.bpf.oracle.space import Region
from progpack.bpf.outcome import Effects
from progpack.bpf.spec import ProgramType

if TYPE_CHECKING:
    from progpack.bpf.outside.tunnel import TunnelInfo

__all__ = ["HEADROOM", "RunView"]

#: Bytes in front of an XDP packet (XDP_PACKET_HEADROOM).
HEADROOM = 256
_SKF_NET_OFF = -0x100000
_SKF_LL_OFF = -0x200000


class RunView:
    """A run's context and packet, as helpers see and change them.

    The packet's region begins with the metadata that an XDP program put in front of it.

    Attributes:
        context: address of the context.
        packet: the linear part of the packet, None where the type has none.
        fragments: the packet's bytes behind it, which only helpers reach.
        meta: bytes of metadata.
        headroom: bytes between the start of the buffer and the packet.
        network: where the network header begins; 0 where the packet begins with it.
        checksum: how many checksums of the packet are known to be right; 0: none is.
        tunnel: the one that the program sends the packet by; None: by none.
        link: the link-layer header in front of a packet that begins with the network header.
        locked: address of the spin lock that the run holds, or 0.
        records: how many records of ring buffers it holds.
        effects: what the run leaves behind.
        program_type: type of the program, and of those that it continues as.
        attach_type: what the program is made for, 0 where nobody says.
        byteorder: of the machine.
        order: the same as the module ``struct`` writes it.
    """

    def __init__(
        self, program_type: ProgramType, byteorder: ByteOrder, attach_type: int | None = None
    ) -> None:
        self.program_type = program_type
        self.attach_type = attach_type or 0
        self.byteorder: ByteOrder = byteorder
        self.order = "<" if byteorder == "little" else ">"
        self.context = 0
        self.packet: Region | None = None
        self.fragments = bytearray()
        self.meta = 0
        self.headroom = HEADROOM
        self.network = 0
        self.link = b""
        self.checksum = 0
        self.tunnel: TunnelInfo | None = None
        self.locked = 0
        self.records = 0
        self.effects = Effects()
        self._retval = 0
        self._context: Region | None = None
        self._layout: ContextLayout = layout(program_type)

    def begin(
        self, packet: Region | None, context: Region, address: int, link: bytes = b""
    ) -> None:
        """A run starts."""
        self.link = link
        self._retval = self.checksum = 0
        self.tunnel = None
        self.context, self.packet, self._context = address, packet, context
        self.fragments = bytearray()
        self.meta, self.headroom, self.locked, self.records = 0, HEADROOM, 0, 0
        self.network = 0 if self._layout.from_network else LINK_HEADER
        self.effects = Effects()

    @property
    def context_bytes(self) -> int:
        """Bytes of the context."""
        return len(self._context.data) if self._context is not None else 0

    @property
    def length(self) -> int:
        """Bytes of the packet, without metadata."""
        return self.linear + len(self.fragments)

    @property
    def linear(self) -> int:
        """Bytes of the packet's linear part, without metadata."""
        return len(self.packet.data) - self.meta if self.packet is not None else 0

    def offset_at(self, address: int) -> int | None:
        """Return the offset of an address in an XDP packet, as if it were in one piece.

        None: no byte of the packet, nor its end, is there.
        """
        if self.packet is None or self.program_type is not ProgramType.XDP:
            return None
        offset = address - self.address_of(0)
        return offset if 0 <= offset <= self.length else None

    @property
    def link_offset(self) -> int | None:
        """Offset of the link-layer header from the packet's start, in bytes; None: it has none."""
        return 0 if self.network else -len(self.link) or None

    def offset_of(self, offset: int) -> int | None:
        """An offset of LD_ABS or LD_IND from the start of the packet, None when it is never in it.

        Negative ones begin at the network or at the link-layer header; see
        bpf_internal_load_pointer_neg_helper() in kernel/bpf/core.c.
        """
        if offset >= 0:
            return offset
        if offset >= _SKF_NET_OFF:
            return self.network + offset - _SKF_NET_OFF
        link = self.link_offset
        return None if link is None or offset < _SKF_LL_OFF else link + offset - _SKF_LL_OFF

    def address_of(self, offset: int) -> int:
        """Return the address of a byte of the packet."""
        return self._packet().base + self.meta + offset

    def bytes_at(self, offset: int, size: int) -> bytes:
        """Bytes of the packet; negative offsets are those of its link-layer header."""
        if self.packet is None:
            return b""
        start = len(self.link) + offset
        end = self.meta + max(offset + size, 0)
        held = self.link + self.packet.data[self.meta : end]
        behind = max(end - len(self.packet.data), 0)
        return bytes((held + self.fragments[:behind])[start : start + size])

    def put_bytes(self, offset: int, data: bytes) -> None:
        """Change bytes of the packet."""
        if self.packet is not None:
            there = data[: max(self.linear - offset, 0)]
            start = self.meta + offset
            self.packet.data[start : start + len(there)] = there
            start += len(there) - len(self.packet.data)
            if len(there) < len(data):
                self.fragments[start : start + len(data) - len(there)] = data[len(there) :]

    def field(self, name: str) -> int:
        """A field of the context."""
        at = self._layout.field(name)
        assert self._context is not None
        return int.from_bytes(self._context.data[at.offset : at.offset + at.size], self.byteorder)

    def set_field(self, name: str, value: int) -> None:
        """Change a field of the context, whether the program may or not."""
        at = self._layout.field(name)
        assert self._context is not None
        self._context.data[at.offset : at.offset + at.size] = value.to_bytes(
            at.size, self.byteorder
        )

    @property
    def retval(self) -> int:
        """The answer to the caller of the program: a field of its context where that has it."""
        return self.field("retval") if self._layout.retval_at else self._retval

    @retval.setter
    def retval(self, value: int) -> None:
        if self._layout.retval_at:
            self.set_field("retval", value)
        self._retval = value

    def protocol(self) -> bytes:
        """The field ``protocol``, as in the packet."""
        return (self.field("protocol") & 0xFFFF).to_bytes(2, self.byteorder)

    def set_protocol(self, value: bytes) -> None:
        """Change the field ``protocol``."""
        self.set_field("protocol", int.from_bytes(value, self.byteorder))

    def move_head(self, by: int) -> None:
        """Cut bytes off in front of an XDP packet, or add zeros; metadata stays in front."""
        packet = self._packet()
        packet.data[self.meta : self.meta + max(by, 0)] = bytes(max(-by, 0))
        packet.base += by
        self.headroom += by
        self._moved()

    def move_tail(self, by: int) -> None:
        """Cut bytes off at the end, or add zeros; to the last fragment where there is one."""
        packet = self._packet()
        last = self.fragments or packet.data
        last += bytes(max(by, 0))
        cut = min(max(-by, 0), len(self.fragments))
        del self.fragments[len(self.fragments) - cut :]
        if -by > cut:
            del packet.data[by + cut :]
        self._moved()

    def set_meta(self, size: int) -> None:
        """Have ``size`` bytes of metadata."""
        packet = self._packet()
        by = size - self.meta
        packet.data[: max(-by, 0)] = bytes(max(by, 0))
        packet.base -= by
        self.meta = size
        self._moved()

    def insert(self, offset: int, size: int) -> int:
        """Put zeros into the packet of an skb: 0, or -ENOMEM beyond `MOST_SKB` bytes."""
        if offset > self.length or self.length + size > MOST_SKB:
            return -errno.ENOMEM
        at = self.meta + offset
        self._packet().data[at:at] = bytes(size)
        self._moved()
        return 0

    def take_out(self, offset: int, size: int) -> int:
        """Take bytes out of the packet of an skb: 0, or -ENOMEM when they are not there."""
        if offset + size > self.length:
            return -errno.ENOMEM
        at = self.meta + offset
        del self._packet().data[at : at + size]
        self._moved()
        return 0

    def _packet(self) -> Region:
        assert self.packet is not None
        return self.packet

    def _moved(self) -> None:
        packet = self._packet()
        self.set_field("data_end", packet.base + len(packet.data))
        if self.program_type is ProgramType.XDP:
            self.set_field("data", packet.base + self.meta)
            self.set_field("data_meta", packet.base)
        else:
            self.set_field("len", self.length)

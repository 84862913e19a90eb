"""Packets of a window made Ethernet in native code, where they lie."""

from __future__ import annotations

import ctypes
from array import array
from collections.abc import Mapping, Sequence
from typing import Final

from progpack.jit.native.layout import Framing, LinkForm, Walk
from progpack.jit.native.runtime import native_runtime
from progpack.packets.link import FAMILIES, HEADERS, VERSIONS, Form, Header
from progpack.packets.pcap import LINKTYPE_ETHERNET
from progpack.packets.walk import Link

__all__ = ["Frames"]

_VERSIONS: Final = 16
_FAMILIES: Final = 256


class Frames:
    """Makes packets Ethernet, as `progpack.packets.link.as_ethernet` does."""

    def __init__(self) -> None:
        self._versions = _table(VERSIONS, _VERSIONS)
        self._families = _table(FAMILIES, _FAMILIES)
        self._links: tuple[Link, ...] = ()
        self._forms = (LinkForm * 0)()

    def make(self, walk: Walk, links: Sequence[Link], window: int) -> bool:
        """Make all packets of a table Ethernet, or none.

        Args:
            walk: the table, whose starts and lengths change.
            links: what its links are.
            window: address of the bytes.

        Returns:
            Whether all could be made Ethernet.
        """
        if self._links != tuple(links):
            self._links = tuple(links)
            self._forms = (LinkForm * len(links))(*map(_form, links))
        framing = Framing(
            ctypes.addressof(self._forms),
            self._versions.buffer_info()[0],
            self._families.buffer_info()[0],
        )
        arguments = (ctypes.byref(walk), ctypes.byref(framing), window)
        return native_runtime().frame(*arguments) == int(walk.count)


def _form(link: Link) -> LinkForm:
    if link.link_type == LINKTYPE_ETHERNET:
        return LinkForm(Form.ETHERNET)
    header = HEADERS.get(link.link_type, Header(Form.NONE))
    return LinkForm(header.form, header.size, header.protocol_at)


def _table(numbers: Mapping[int, int], size: int) -> array[int]:
    return array("H", [numbers.get(number, 0) for number in range(size)])

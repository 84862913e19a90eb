"""One record per architecture: page sizes, trap pattern, alignment, reach, kernel support.

>>> from progpack import arch
>>> arch.get("aarch64").trap.hex()
'002020d4'
"""

from __future__ import annotations

from progpack.arch.lookup import ARCHES, get, host, with_page_size
from progpack.arch.record import Arch, ByteOrder, Fact

__all__ = ["ARCHES", "Arch", "ByteOrder", "Fact", "get", "host", "with_page_size"]

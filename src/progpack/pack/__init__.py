"""Placement: which chunk a program goes to. No bytes, no addresses, no operating system.

>>> from progpack.pack import PackList, Request
>>> packs = PackList("pack")
>>> first = packs.place(Request(packs.policy.image_size(19)))
>>> second = packs.place(Request(packs.policy.image_size(41)))
>>> (first.chunk, first.chunks), (second.chunk, second.chunks)
((0, 1), (1, 2))
"""

from __future__ import annotations

from progpack.pack import policies
from progpack.pack.binary import BinaryLayout
from progpack.pack.bitmap import Bitmap
from progpack.pack.constants import CHUNK, HEADER, SAFETY, chunks_of
from progpack.pack.index import Index
from progpack.pack.jit_limit import JitLimit
from progpack.pack.pack import Held, Pack, Place, Request, Span
from progpack.pack.packlist import PackList
from progpack.pack.policies import (
    BestFit,
    Binned,
    BinnedLines,
    FirstFit2M,
    Pack4K,
    PackBlock,
    PackDirty,
    PackHuge,
    Page,
    RoxCache,
    Warm,
)
from progpack.pack.policy import Pages, Policy
from progpack.pack.view import pack_views

__all__ = [
    "CHUNK",
    "HEADER",
    "SAFETY",
    "BestFit",
    "BinaryLayout",
    "Binned",
    "BinnedLines",
    "Bitmap",
    "FirstFit2M",
    "Held",
    "Index",
    "JitLimit",
    "Pack",
    "Pack4K",
    "PackBlock",
    "PackDirty",
    "PackHuge",
    "PackList",
    "Page",
    "Pages",
    "Place",
    "Policy",
    "Request",
    "RoxCache",
    "Span",
    "Warm",
    "chunks_of",
    "pack_views",
    "policies",
]

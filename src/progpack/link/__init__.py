"""Relocatable ELF objects to code that runs at its address: read, laid out, placed, relocated.

`read_image` makes an `Image` of an object's bytes; `Image.link` gives the bytes for one choice of
addresses; `DataStore` keeps constants and variables beside the packs, never executable. Both the
BPF compiler and the adapters for other JITs come through here.
"""

from __future__ import annotations

from progpack.link.image import Image, Linked, Part, Place, Relocation
from progpack.link.layout import read_image
from progpack.link.machines import MACHINES
from progpack.link.process_symbols import process_symbol
from progpack.link.store import Block, DataStore, Keeper, Placed, data_of
from progpack.link.unwinding import LIBRARY as UNWINDER
from progpack.link.unwinding import Frames, can_unwind

__all__ = [
    "MACHINES",
    "UNWINDER",
    "Block",
    "DataStore",
    "Frames",
    "Image",
    "Keeper",
    "Linked",
    "Part",
    "Place",
    "Placed",
    "Relocation",
    "can_unwind",
    "data_of",
    "process_symbol",
    "read_image",
]

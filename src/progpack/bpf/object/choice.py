"""Choosing one of several BPF objects that an executable carries: ``FILE@N``, ``FILE@NAME``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from progpack.bpf.object.embedded import embedded_objects
from progpack.bpf.object.file import ElfImage
from progpack.errors import ObjectError

__all__ = ["file_and_choice", "own_object"]

#: Most objects of a file that a message tells of.
_TOLD: Final = 12


def own_object(data: bytes, name: str, chosen: str) -> bytes:
    """The file, or the BPF object that it carries when it is an executable.

    Args:
        data: the file.
        name: for messages.
        chosen: the number of one of several, from 1 on, or the name of a program or map of it.
    """
    if data[:4] != b"\x7fELF" or data[18:20] in (b"\xf7\x00", b"\x00\xf7"):
        return data
    carried = list(embedded_objects(data))
    if chosen:
        carried = _chosen(carried, name, chosen)
    if len(carried) > 1:
        raise ObjectError(
            f"{name}: it carries {len(carried)} BPF objects; name one of them, as in {name}@1:"
            f" {_programs_of(carried)}"
        )
    return carried[0] if carried else data


def _chosen(found: Sequence[bytes], name: str, chosen: str) -> list[bytes]:
    if chosen.isdecimal():
        matching = list(found[int(chosen) - 1 : int(chosen)]) if int(chosen) else []
    else:
        matching = [data for data in found if chosen in _names(data)]
    if len(matching) != 1:
        what = f"{len(matching)} of its {len(found)} BPF objects are meant by {chosen!r}"
        raise ObjectError(f"{name}: {what}: {_programs_of(found)}")
    return matching


def _names(data: bytes) -> list[str]:
    """Names of the global symbols of an object: programs, maps, variables."""
    image = ElfImage(data, "object")
    return [symbol.name for symbol in image.symbols if symbol.name and not symbol.is_local]


def _programs_of(found: Sequence[bytes]) -> str:
    """Return what tells the objects of a file apart: the first programs of each."""
    texts = []
    for number, data in enumerate(found[:_TOLD], start=1):
        image = ElfImage(data, "object")
        names = [
            symbol.name for symbol in image.symbols if symbol.is_function and not symbol.is_local
        ]
        texts.append(f"{number} has {', '.join(names[:2]) or 'no programs'}")
    return "; ".join(texts + ["..."] * (len(found) > _TOLD))


def file_and_choice(path: Path) -> tuple[Path, str]:
    """Split ``tool@2`` or ``tool@NAME`` into the file and what is chosen of it; "": nothing."""
    name, mark, chosen = path.name.rpartition("@")
    if not mark or not name or not chosen or path.exists():
        return path, ""
    return path.with_name(name), chosen

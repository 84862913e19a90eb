"""Compiled images on disk: one file each, named by the digest of what it was made from.

Machine code from a file is run by this process, so the folder and each file must belong to the
user and be writable by nobody else; what does not is left alone, or replaced in a folder that does.
A file that is damaged, or says it is something else, is the same as none. Files are written beside
their place and renamed, so processes may read and write at once, and none sees half a file. What
is compiled is written by the compiler's process, after its answer (`CacheWrite`).

The folder is ``$PROGPACK_CACHE``, else ``progpack`` in ``$XDG_CACHE_HOME`` or ``~/.cache``.
``PROGPACK_CACHE=off`` switches it off; ``PROGPACK_CACHE_MB`` bounds its size (64).
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import stat
import struct
from pathlib import Path
from typing import Any, Final, NamedTuple

from progpack.jit.compile.blake import blake2b
from progpack.link import Image
from progpack.link.image import Part, Place, Relocation
from progpack.memory.guard.lease import Lease

__all__ = ["CacheWrite", "Compiled", "DiskCache", "Facts", "disk_cache", "pack", "unpack"]

_MAGIC: Final = b"progpack image 1"
#: Magic, digest of the program, checksum of all that follows; lengths of the four parts.
_HEADER: Final = struct.Struct("<16s32s32s4I")
_CHECKED: Final = 16 + 32 + 32
_SUFFIX: Final = ".image"
_MOST_FILE: Final = 1 << 26
_DEFAULT_MB: Final = 64
#: The folder's size is looked at every so many files.
_EVERY: Final = 64
_OFF: Final = ("off", "0", "none")


class Facts(NamedTuple):
    """The facts about a program that are kept with its compiled code.

    Attributes:
        bound: the most budget that a run takes, where the code does not count; else None.
        frames: most frames that are live at once.
        packet_stays: whether the packet stays where it is while it runs.
        keeps_context: whether no run writes to its context.
        work: instructions that a run takes at most, or, of one that counts, between two times that
            it takes from the budget.
        packet_anywhere: whether the packet may lie anywhere, also in memory that is only read.
    """

    bound: int | None = None
    frames: int = 1
    packet_stays: bool = False
    keeps_context: bool = False
    work: int = 1
    packet_anywhere: bool = False


class Compiled(NamedTuple):
    """A program that has been compiled: its code, and what is known of it."""

    image: Image
    facts: Facts = Facts()


class CacheWrite(NamedTuple):
    """A request to the compiler's process to keep an image, once it has answered with it.

    Attributes:
        folder: folder of the cache, which exists and is this user's.
        most_bytes: the most bytes that its files may have together.
        digest: digest of everything that the image is made from.
        facts: the other facts about the program.
    """

    folder: str
    most_bytes: int
    digest: bytes
    facts: Facts

    def write(self, image: Image) -> bool:
        """Keep it; whether it could be."""
        cache = _caches.get((self.folder, self.most_bytes))
        if cache is None:
            cache = DiskCache(Path(self.folder), self.most_bytes)
            _caches[self.folder, self.most_bytes] = cache
        return cache.put(self.digest, Compiled(image, self.facts))


def pack(digest: bytes, compiled: Compiled) -> bytes:
    """The bytes of a file."""
    image = compiled.image
    facts = {
        "facts": compiled.facts,
        "machine": image.machine,
        "zeros": image.zeros,
        "alignment": image.alignment,
        "symbols": dict(image.symbols),
        "objects": {name: _place(place) for name, place in image.objects.items()},
        "exported": sorted(image.exported),
        "outside": image.outside,
        "weak": sorted(image.weak),
        "table": image.table,
        "words": [(name, _place(place)) for name, place in image.words],
        "stubs": dict(image.stubs),
        "relocations": [
            (int(r.part), r.offset, r.type, r.symbol, _place(r.target), r.addend, r.word)
            for r in image.relocations
        ],
    }
    parts = (json.dumps(facts).encode(), image.text, image.constants, image.variables)
    lengths = struct.pack("<4I", *map(len, parts))
    body = lengths + b"".join(parts)
    checksum = blake2b(digest + body, digest_size=32).digest()
    return _MAGIC + digest + checksum + body


def unpack(digest: bytes, data: bytes) -> Compiled | None:
    """Read an image from a file; None when that is not the file of ``digest``, whole."""
    if len(data) < _HEADER.size or data[:48] != _MAGIC + digest:
        return None
    if blake2b(digest + data[_CHECKED:], digest_size=32).digest() != data[48:_CHECKED]:
        return None
    lengths = _HEADER.unpack_from(data)[3:]
    if _HEADER.size + sum(lengths) != len(data):
        return None
    parts, at = [], _HEADER.size
    for length in lengths:
        parts.append(data[at : at + length])
        at += length
    try:
        return _compiled(json.loads(parts[0]), parts[1], parts[2], parts[3])
    except (ValueError, KeyError, TypeError):
        # Another build wrote it under our digest; whoever asked compiles and replaces it.
        return None


def _compiled(facts: dict[str, Any], text: bytes, constants: bytes, variables: bytes) -> Compiled:
    image = Image(
        machine=facts["machine"],
        text=text,
        constants=constants,
        variables=variables,
        zeros=facts["zeros"],
        alignment=tuple(facts["alignment"]),
        symbols=facts["symbols"],
        objects={name: _placed(place) for name, place in facts["objects"].items()},
        exported=frozenset(facts["exported"]),
        outside=tuple(facts["outside"]),
        weak=frozenset(facts["weak"]),
        table=facts["table"],
        words=tuple((name, _placed(place)) for name, place in facts["words"]),
        stubs={name: (offset, word) for name, (offset, word) in facts["stubs"].items()},
        relocations=tuple(
            Relocation(Part(part), offset, type_, symbol, _placed(target), addend, word)
            for part, offset, type_, symbol, target, addend, word in facts["relocations"]
        ),
    )
    return Compiled(image, Facts(*facts["facts"]))


def _place(place: Place) -> tuple[int, int]:
    return int(place.part), place.offset


def _placed(pair: tuple[int, int]) -> Place:
    part, offset = pair
    return Place(Part(part), offset)


class DiskCache:
    """A folder of images. Thread-safe; other processes may use it meanwhile.

    Attributes:
        folder: where; None when it is switched off.
        refused: why the folder is not used, "" when it is or when it is switched off.
        most_bytes: what its files may have together, some new ones left out.
    """

    def __init__(self, folder: Path | None, most_bytes: int = _DEFAULT_MB << 20) -> None:
        self.folder = folder
        self.refused = ""
        self.most_bytes = most_bytes
        self._written = itertools.count()
        self._checked = False

    def get(self, digest: bytes) -> Compiled | None:
        """The image of a digest, None when there is none to be trusted."""
        if not self._usable(make=False) or self.folder is None:
            return None
        data = _read_own(os.path.join(self.folder, digest.hex() + _SUFFIX))
        return None if data is None else unpack(digest, data)

    def keep(self, digest: bytes, facts: Facts) -> CacheWrite | None:
        """Return the request that asks the compiler's process to `put`.

        None when the folder cannot be used.
        """
        if not self._usable(make=True) or self.folder is None:
            return None
        # That process has the working directory that this one had when it was started.
        return CacheWrite(os.path.abspath(self.folder), self.most_bytes, digest, facts)

    def put(self, digest: bytes, compiled: Compiled) -> bool:
        """Keep an image; whether it could be. A full disk is no reason to fail."""
        if not self._usable(make=True) or self.folder is None:
            return False
        data = pack(digest, compiled)
        if len(data) > min(_MOST_FILE, self.most_bytes):
            return False
        try:
            self._write(self.folder, digest.hex() + _SUFFIX, data)
        except OSError as error:
            self.refused = f"{self.folder}: {error.strerror}"
            return False
        if next(self._written) % _EVERY == 0:
            self.trim()
        return True

    def trim(self) -> int:
        """Remove the oldest files beyond the bound; how many were removed."""
        if not self._usable(make=False) or self.folder is None:
            return 0
        files = []
        with contextlib.suppress(OSError), os.scandir(self.folder) as entries:
            for entry in entries:
                # Another process may have removed it; half a file of one that died is old too.
                with contextlib.suppress(OSError):
                    facts = entry.stat(follow_symlinks=False)
                    if stat.S_ISREG(facts.st_mode) and _is_ours(entry.name):
                        files.append((facts.st_mtime_ns, facts.st_size, entry.path))
        size = sum(file[1] for file in files)
        removed = 0
        for _, bytes_, path in sorted(files):
            if size <= self.most_bytes:
                break
            with contextlib.suppress(OSError):
                os.unlink(path)
                removed += 1
            size -= bytes_
        return removed

    def _write(self, folder: Path, name: str, data: bytes) -> None:
        import tempfile  # most processes write nothing

        # mkstemp() makes it for this user only.
        descriptor, path = tempfile.mkstemp(dir=folder, prefix=".", suffix=_SUFFIX)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            os.replace(path, os.path.join(folder, name))
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(path)
            raise

    def _usable(self, *, make: bool) -> bool:
        """Whether the folder is there and is ours alone; looked at once."""
        if self.folder is None or self.refused:
            return False
        if self._checked:
            return True
        try:
            if make:
                os.makedirs(self.folder, mode=0o700, exist_ok=True)
            status = os.lstat(self.folder)
        except FileNotFoundError:
            return False
        except OSError as error:
            self.refused = f"{self.folder}: {error.strerror}"
            return False
        if not stat.S_ISDIR(status.st_mode) or not _only_ours(status):
            self.refused = f"{self.folder} is no directory that only this user can write to"
            return False
        self._checked = True
        return True


def _is_ours(name: str) -> bool:
    return name.endswith(_SUFFIX)


def _only_ours(found: os.stat_result) -> bool:
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _read_own(path: str) -> bytes | None:
    """A regular file that only this user can write to; None when it is not that, or not there."""
    lease, flags = Lease(), os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        lease.files.extend(map(os.open, (path,), (flags,)))
        descriptor = lease.files[-1]
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or not _only_ours(status):
            return None
        if status.st_size > _MOST_FILE:
            return None
        return os.read(descriptor, status.st_size + 1)
    except OSError:
        return None
    finally:
        lease.close_files()


_caches: dict[tuple[str | int | None, ...], DiskCache] = {}


def disk_cache() -> DiskCache:
    """The cache that the environment asks for now."""
    asked = os.environ.get
    key = (
        *(asked("PROGPACK_CACHE"), asked("PROGPACK_CACHE_MB"), asked("XDG_CACHE_HOME")),
        asked("HOME"),
    )
    cache = _caches.get(key)
    if cache is None:
        cache = _caches.setdefault(key, DiskCache(_folder(key[0]), _most_bytes()))
    return cache


def _most_bytes() -> int:
    text = os.environ.get("PROGPACK_CACHE_MB", "")
    return (int(text) if text.isdigit() else _DEFAULT_MB) << 20


def _folder(asked: str | None) -> Path | None:
    if asked:
        return None if asked.lower() in _OFF else Path(asked).expanduser()
    base = os.environ.get("XDG_CACHE_HOME", "")
    # A relative path there is to be ignored (XDG Base Directory Specification).
    if not os.path.isabs(base):
        base = os.path.expanduser("~/.cache")
    return Path(base) / "progpack" if os.path.isabs(base) else None

"""Streams of captures: files, pipes, and their gzip or zstd forms, read from front to end."""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import Any, Final, Protocol, cast

from progpack.errors import MissingFeatureError, ObjectError

__all__ = ["ReadsInto", "Recording", "open_recording", "reading"]

_PIECE: Final = 1 << 16
_GZIP: Final = b"\x1f\x8b"
_ZSTD: Final = b"\x28\xb5\x2f\xfd"
# Frames that are to be skipped (RFC 8878, 3.1.2), with one of which pzstd begins its files.
_SKIPPED: Final = {bytes([0x50 + kind, 0x2A, 0x4D, 0x18]) for kind in range(16)}
_MAGIC: Final = 4
_GZIP_FORMAT: Final = 16 + zlib.MAX_WBITS


class ReadsInto(Protocol):
    """A binary stream, as those of `io` are."""

    def readinto(self, buffer: memoryview, /) -> int | None:
        """Read some bytes into ``buffer``, and return how many; 0 at the end."""


class Recording:
    """A capture that can be read from its beginning; see `open_recording`."""

    def __init__(self, file: io.RawIOBase, name: str) -> None:
        self.name = name
        self._file = file
        self._start = file.tell() if file.seekable() else None
        self._begun = False

    def begin(self) -> ReadsInto:
        """Return the bytes of the capture from the beginning, decompressed.

        Raises:
            ObjectError: the capture cannot be read, or a pipe is read for the second time.
            MissingFeatureError: zstd compressed it, and nothing here reads that.
        """
        with reading(self.name):
            if self._begun and self._start is None:
                raise ObjectError(f"{self.name}: a pipe can be read once")
            if self._begun and self._start is not None:
                self._file.seek(self._start)
            self._begun = True
            return _plain(self._file, self.name)


@contextmanager
def open_recording(path: str | os.PathLike[str], *, again: bool = False) -> Iterator[Recording]:
    """Open a capture file, a pipe or a device for reading, compressed or not.

    Args:
        path: the file; ``-`` is the standard input.
        again: whether it is read more than once, for which what comes through a pipe is kept in a
            file without a name.

    Raises:
        ObjectError: the file cannot be opened or read.
    """
    name = "the standard input" if path == "-" else os.fspath(path)
    with ExitStack() as files:
        with reading(name):
            descriptor = 0 if path == "-" else path
            file: io.RawIOBase = files.enter_context(
                open(descriptor, "rb", buffering=0, closefd=descriptor != 0)
            )
            if again and not file.seekable():
                import shutil
                import tempfile

                copy = files.enter_context(tempfile.TemporaryFile(buffering=0))
                shutil.copyfileobj(file, copy)
                copy.seek(0)
                file = cast(io.RawIOBase, copy)
            recording = Recording(file, name)
        yield recording


@contextmanager
def reading(name: str) -> Iterator[None]:
    """Turn an error of the system into an `ObjectError` that names what is read."""
    try:
        yield
    except OSError as error:
        raise ObjectError(f"{name}: {error.strerror or error}") from error


def _plain(file: io.RawIOBase, name: str) -> ReadsInto:
    """Decompress a stream where its first bytes say that gzip or zstd made it."""
    first = b""
    while len(first) < _MAGIC and (piece := file.read(_MAGIC - len(first))):
        first += piece
    whole = _Whole(first, file)
    if first.startswith(_GZIP):
        return _Unpacked(whole, name, "gzip", _Gzip, zlib.error)
    if first == _ZSTD or first in _SKIPPED:
        zstd = _zstd(name)
        return _Unpacked(
            whole, name, "zstd", lambda: _Zstd(zstd.ZstdDecompressor()), zstd.ZstdError
        )
    return whole


def _zstd(name: str) -> Any:
    """Python's own module for zstd, or its backport."""
    for module in ("compression.zstd", "backports.zstd"):
        try:
            return import_module(module)
        except ImportError:
            continue
    raise MissingFeatureError(
        f"{name}: it is compressed by zstd, which needs Python 3.14 or the package backports.zstd: "
        "pip install 'progpack[zstd]', or give `zstd -dc FILE` by a pipe"
    )


class _Whole(io.RawIOBase):
    """A stream whose first bytes have been read already."""

    def __init__(self, first: bytes, rest: io.RawIOBase) -> None:
        self._first = first
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        if not self._first:
            return self._rest.readinto(buffer) or 0
        view = memoryview(buffer)
        piece, self._first = self._first[: len(view)], self._first[len(view) :]
        view[: len(piece)] = piece
        return len(piece)


class _Unpacked:
    """Decompressed data: one member or frame behind the other, zeros behind the last.

    Args:
        packed: what was compressed.
        name: name of the stream, for messages.
        kind: the program that compressed it.
        begin: makes what decompresses a member or frame.
        error: what that raises where the data are damaged.
    """

    def __init__(
        self,
        packed: io.RawIOBase,
        name: str,
        kind: str,
        begin: Callable[[], _Unpacks],
        error: type[Exception],
    ) -> None:
        self._packed, self._name, self._kind = packed, name, kind
        self._begin, self._error = begin, error
        self._member: _Unpacks | None = None
        self._pending = b""

    def readinto(self, buffer: memoryview, /) -> int:
        """Read some bytes into ``buffer``, and return how many; 0 at the end.

        Raises:
            ObjectError: the compressed data are cut off or damaged.
        """
        while True:
            hungry = self._member is None or self._member.hungry
            piece = self._pending or (hungry and self._packed.read(_PIECE)) or b""
            if not piece and self._member is None:
                return 0
            if not piece and hungry:
                raise ObjectError(f"{self._name}: the {self._kind} data are cut off; copy it again")
            data = self._unpack(piece, len(buffer))
            if data:
                buffer[: len(data)] = data
                return len(data)

    def _unpack(self, piece: bytes, most: int) -> bytes:
        """Decompress some bytes, of which the rest is pending."""
        if self._member is None:
            piece = self._pending = piece.lstrip(b"\0")
            if not piece:
                return b""
            self._member = self._begin()
        try:
            data, self._pending = self._member.unpack(piece, most)
        except self._error as error:
            message = f"the {self._kind} data are damaged: {error}"
            raise ObjectError(f"{self._name}: {message}") from None
        if self._member.eof:
            self._member = None
        return data


class _Unpacks(Protocol):
    """A decompressor of one member or frame."""

    @property
    def eof(self) -> bool:
        """Whether its end has been reached."""

    @property
    def hungry(self) -> bool:
        """Whether nothing more can be unpacked without new input."""

    def unpack(self, piece: bytes, most: int) -> tuple[bytes, bytes]:
        """Decompress ``piece`` to ``most`` bytes at most; these, and what is left of it."""


class _Gzip:
    """A member of a gzip file; what it has not used is given back."""

    hungry: Final = True

    def __init__(self) -> None:
        self._member = zlib.decompressobj(_GZIP_FORMAT)

    @property
    def eof(self) -> bool:
        return self._member.eof

    def unpack(self, piece: bytes, most: int) -> tuple[bytes, bytes]:
        data = self._member.decompress(piece, most)
        return data, self._member.unused_data if self.eof else self._member.unconsumed_tail


class _Zstd:
    """A frame of a zstd file; it keeps the input that it has not used yet."""

    def __init__(self, decompressor: Any) -> None:
        self._frame = decompressor

    @property
    def eof(self) -> bool:
        return bool(self._frame.eof)

    @property
    def hungry(self) -> bool:
        return bool(self._frame.needs_input)

    def unpack(self, piece: bytes, most: int) -> tuple[bytes, bytes]:
        data = self._frame.decompress(piece, most)
        return data, self._frame.unused_data if self.eof else b""

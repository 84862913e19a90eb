"""Many packets in one piece of memory, from NumPy, Arrow, captures or plain bytes.

`packet_array` takes what programs have and gives a `PacketArray`, which is what `run_batch` takes.
Neither NumPy nor Arrow is imported: the first speaks Python's buffer protocol, the second the Arrow
PyCapsule interface (columnar format, "The Arrow C data interface"), so that pyarrow, polars,
nanoarrow and others do.
"""

from __future__ import annotations

import ctypes
import struct
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, islice, pairwise
from operator import le
from typing import Any, Final, overload

from progpack.errors import UsageError
from progpack.packets.pcap import CapturedPacket

__all__ = ["PacketArray", "packet_array"]

_INTEGERS: Final = frozenset("iIlLqQnN")
_INLINE: Final = 12
_CAPSULE = ctypes.pythonapi.PyCapsule_GetPointer
_CAPSULE.restype = ctypes.c_void_p
_CAPSULE.argtypes = [ctypes.py_object, ctypes.c_char_p]


class PacketArray(Sequence[bytes]):
    """Packets that lie one after the other in memory.

    Attributes:
        data: the bytes of all packets; a view of the caller's bytes, where that is possible.
        offsets: the start of each packet, and the end of the last: one more than there are packets.
    """

    __slots__ = ("data", "offsets")

    def __init__(self, data: bytes | memoryview, offsets: array[int]) -> None:
        if not isinstance(offsets, array) or offsets.typecode != "Q":
            offsets = _as_array(offsets)  # native code reads numbers of 64 bits
        if len(offsets) < 1 or offsets[0] < 0 or offsets[-1] > len(data):
            raise UsageError(f"the offsets of packets do not fit their {len(data)} bytes")
        if not all(map(le, offsets, islice(offsets, 1, None))):
            raise UsageError("the offsets of packets go down; each packet starts where one ends")
        self.data = data
        self.offsets = offsets

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> list[bytes]: ...
    def __getitem__(self, index: int | slice) -> bytes | list[bytes]:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        at = range(len(self))[index]
        return bytes(self.data[self.offsets[at] : self.offsets[at + 1]])

    def __iter__(self) -> Iterator[bytes]:
        for start, end in pairwise(self.offsets):
            yield bytes(self.data[start:end])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{len(self)} packets, {self.offsets[-1] - self.offsets[0]} bytes>"

    @property
    def address(self) -> int:
        """The address of the bytes. They stay in place as long as this object exists."""
        return _address(self.data)

    @property
    def longest(self) -> int:
        """The length of the longest packet in bytes; 0 when there is none."""
        return max((end - start for start, end in pairwise(self.offsets)), default=0)


def packet_array(source: Any, *, lengths: Sequence[int] | None = None) -> PacketArray:
    """Return packets as one array in memory.

    Bytes that lie one behind the other already, as in rows of NumPy and columns of Arrow, are not
    copied, so changing them changes the packets. All others are copied once.

    Args:
        source: one of

            * packets one by one: bytes, or those of `progpack.packets.pcap.read_pcap`;
            * a two-dimensional array of bytes (NumPy ``uint8``), a packet a row;
            * a pair: the bytes of all packets, and where each starts and the last ends
              (``offsets``: integers, one more than there are packets);
            * an Arrow array or stream of binary values: a column of pyarrow or polars.
        lengths: bytes of each row that are the packet; only with rows.

    Raises:
        UsageError: the source is none of these, a value is null, or offsets or lengths do not fit.
    """
    if isinstance(source, PacketArray):
        return source
    if hasattr(source, "__arrow_c_array__") or hasattr(source, "__arrow_c_stream__"):
        return _from_arrow(source)
    if isinstance(source, tuple) and len(source) == 2 and not isinstance(source[1], bytes):
        return _from_offsets(*source)
    rows = _rows(source)
    if rows is not None:
        return _from_rows(rows, lengths)
    if lengths is not None:
        raise UsageError("lengths belong to rows: give a two-dimensional array of bytes")
    return _from_packets(source)


def _from_packets(source: Iterable[bytes | CapturedPacket]) -> PacketArray:
    try:
        data = [
            item.data if isinstance(item, CapturedPacket) else memoryview(item).tobytes()
            for item in source
        ]
    except TypeError:
        raise UsageError(
            f"packets are bytes one by one, rows of bytes, bytes with offsets, or an Arrow column,"
            f" not {type(source).__name__}"
        ) from None
    return PacketArray(b"".join(data), array("Q", accumulate(map(len, data), initial=0)))


def _as_array(offsets: Iterable[int]) -> array[int]:
    try:
        return array("Q", offsets)
    except (OverflowError, TypeError):
        raise UsageError("offsets are whole numbers from 0 on") from None


def _rows(source: object) -> memoryview | None:
    if isinstance(source, (bytes, bytearray, str, list)):
        return None
    try:
        view = memoryview(source)  # type: ignore[arg-type]
    except TypeError:
        return None
    if view.ndim != 2 or view.itemsize != 1:
        raise UsageError(
            f"an array of packets has rows of bytes, not {view.ndim} dimensions of {view.itemsize}"
        )
    return view


def _from_rows(view: memoryview, lengths: Sequence[int] | None) -> PacketArray:
    assert view.shape is not None
    count, width = view.shape
    data = _flat(view)
    if lengths is None:
        return PacketArray(data, array("Q", range(0, count * width + 1, width or 1)[: count + 1]))
    sizes = [int(size) for size in lengths]
    if len(sizes) != count or any(not 0 <= size <= width for size in sizes):
        raise UsageError(f"{count} rows of {width} bytes have as many lengths up to {width}")
    rows = enumerate(sizes)
    return _from_packets(bytes(data[row * width : row * width + size]) for row, size in rows)


def _from_offsets(data: object, offsets: object) -> PacketArray:
    try:
        content = _flat(memoryview(data))  # type: ignore[arg-type]
        view = memoryview(offsets) if not isinstance(offsets, list) else None  # type: ignore[arg-type]
    except TypeError:
        raise UsageError("a pair is the bytes of all packets and their offsets") from None
    if view is not None and (view.ndim != 1 or view.format not in _INTEGERS):
        raise UsageError(f"offsets are whole numbers, not {view.format!r}")
    numbers = view.tolist() if view is not None else list(offsets)  # type: ignore[call-overload]
    return PacketArray(content, _as_array(numbers))


def _flat(view: memoryview) -> bytes | memoryview:
    """Return the bytes of a buffer in order, without a copy where they lie so."""
    if not view.c_contiguous or view.nbytes == 0:
        return view.tobytes()
    return view.cast("B") if view.itemsize == 1 or view.ndim == 1 else view.tobytes()


class _Buffer(ctypes.Structure):
    """A ``Py_buffer``."""

    _fields_ = (
        ("buf", ctypes.c_void_p),
        ("obj", ctypes.c_void_p),
        ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t),
        ("readonly", ctypes.c_int),
        ("ndim", ctypes.c_int),
        ("format", ctypes.c_char_p),
        ("shape", ctypes.c_void_p),
        ("strides", ctypes.c_void_p),
        ("suboffsets", ctypes.c_void_p),
        ("internal", ctypes.c_void_p),
    )


def _address(data: bytes | memoryview) -> int:
    """Return the address of the first byte of a buffer, which the caller keeps."""
    buffer = _Buffer()
    api = ctypes.pythonapi
    api.PyObject_GetBuffer(ctypes.py_object(data), ctypes.byref(buffer), 0)
    address = buffer.buf or 0
    api.PyBuffer_Release(ctypes.byref(buffer))
    return address


# Arrow.


class _Schema(ctypes.Structure):
    _fields_ = (
        ("format", ctypes.c_char_p),
        ("name", ctypes.c_char_p),
        ("metadata", ctypes.c_void_p),
        ("flags", ctypes.c_int64),
        ("n_children", ctypes.c_int64),
        ("children", ctypes.c_void_p),
        ("dictionary", ctypes.c_void_p),
        ("release", ctypes.c_void_p),
        ("private_data", ctypes.c_void_p),
    )


class _Array(ctypes.Structure):
    _fields_ = (
        ("length", ctypes.c_int64),
        ("null_count", ctypes.c_int64),
        ("offset", ctypes.c_int64),
        ("n_buffers", ctypes.c_int64),
        ("n_children", ctypes.c_int64),
        ("buffers", ctypes.POINTER(ctypes.c_void_p)),
        ("children", ctypes.c_void_p),
        ("dictionary", ctypes.c_void_p),
        ("release", ctypes.c_void_p),
        ("private_data", ctypes.c_void_p),
    )


_GET = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
_RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class _Stream(ctypes.Structure):
    _fields_ = (
        ("get_schema", ctypes.c_void_p),
        ("get_next", ctypes.c_void_p),
        ("get_last_error", ctypes.c_void_p),
        ("release", ctypes.c_void_p),
        ("private_data", ctypes.c_void_p),
    )


def _from_arrow(source: Any) -> PacketArray:
    values: list[bytes] = []
    if hasattr(source, "__arrow_c_array__"):
        schema, capsule_of_array = source.__arrow_c_array__()
        kind = _Schema.from_address(_CAPSULE(schema, b"arrow_schema")).format
        width = _WIDTHS.get(kind)
        if width is not None:
            column = _Array.from_address(_CAPSULE(capsule_of_array, b"arrow_array"))
            return _in_place(column, *width, keep=capsule_of_array)
        values += _values(kind, _Array.from_address(_CAPSULE(capsule_of_array, b"arrow_array")))
    else:
        capsule = source.__arrow_c_stream__()
        values += _from_stream(_Stream.from_address(_CAPSULE(capsule, b"arrow_array_stream")))
    return _from_packets(values)


def _from_stream(stream: _Stream) -> Iterator[bytes]:
    schema = _Schema()
    _ask(stream, stream.get_schema, schema)
    kind = schema.format
    _release(schema)
    while True:
        part = _Array()
        _ask(stream, stream.get_next, part)
        if not part.release:
            return
        try:
            yield from list(_values(kind, part))
        finally:
            _release(part)


def _ask(stream: _Stream, function: int, out: ctypes.Structure) -> None:
    code = _GET(function)(ctypes.addressof(stream), ctypes.addressof(out))
    if code:
        raise UsageError(f"the Arrow stream ended with error {code}")


def _release(held: _Schema | _Array) -> None:
    if held.release:
        _RELEASE(held.release)(ctypes.addressof(held))


def _refuse_nulls(column: _Array) -> None:
    if column.null_count > 0 or (column.null_count < 0 and column.buffers[0]):
        raise UsageError("an Arrow column of packets has nulls; fill or drop them first")


def _values(kind: bytes, held: _Array) -> Iterator[bytes]:
    reader: Callable[[_Array], Iterator[bytes]] | None = {
        b"z": lambda part: _plain(part, "i", 4),
        b"Z": lambda part: _plain(part, "q", 8),
        b"vz": _views,
    }.get(kind)
    if reader is None:
        raise UsageError(f"an Arrow column of packets is binary, not of format {kind.decode()!r}")
    _refuse_nulls(held)
    return reader(held) if held.length else iter(())


_WIDTHS: Final = {b"z": ("i", 4), b"Z": ("q", 8)}


def _in_place(column: _Array, letter: str, width: int, *, keep: object) -> PacketArray:
    """Return the packets of a column whose bytes lie one behind the other, where they are."""
    _refuse_nulls(column)
    if not column.length:
        return _from_packets([])
    start = (column.buffers[1] or 0) + column.offset * width
    offsets = array(letter)
    offsets.frombytes(ctypes.string_at(start, (column.length + 1) * width))
    content = (ctypes.c_uint8 * max(offsets[-1], 1)).from_address(column.buffers[2] or 0)
    content.keep = keep  # type: ignore[attr-defined] # it releases the column when it goes
    return PacketArray(memoryview(content).cast("B"), _as_array(offsets))


def _plain(held: _Array, letter: str, width: int) -> Iterator[bytes]:
    start = (held.buffers[1] or 0) + held.offset * width
    raw = ctypes.string_at(start, (held.length + 1) * width)
    offsets = [number for (number,) in struct.iter_unpack(f"={letter}", raw)]
    content = ctypes.string_at((held.buffers[2] or 0) + offsets[0], offsets[-1] - offsets[0])
    for first, second in pairwise(offsets):
        yield content[first - offsets[0] : second - offsets[0]]


def _views(held: _Array) -> Iterator[bytes]:
    raw = ctypes.string_at((held.buffers[1] or 0) + held.offset * 16, held.length * 16)
    for at in range(0, len(raw), 16):
        (length,) = struct.unpack_from("=i", raw, at)
        if length <= _INLINE:
            yield raw[at + 4 : at + 4 + length]
        else:
            number, offset = struct.unpack_from("=ii", raw, at + 8)
            yield ctypes.string_at((held.buffers[2 + number] or 0) + offset, length)

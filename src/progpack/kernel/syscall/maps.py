"""Maps of the running kernel: create, read, write, freeze."""

from __future__ import annotations

import ctypes
import errno
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from progpack.bpf.maps.types import MapType
from progpack.errors import BpfError, UsageError
from progpack.kernel.syscall.abi import (
    Command,
    IdAttr,
    MapCreateAttr,
    MapElementAttr,
    MapFlags,
    MapInfoRecord,
    UpdateFlags,
)
from progpack.kernel.syscall.btf_write import OwnTypes, types_of
from progpack.kernel.syscall.call import (
    RUNNING,
    Descriptor,
    Port,
    bpf,
    object_name,
    possible_cpus,
    read_info,
    walk_ids,
)

if TYPE_CHECKING:
    from progpack.bpf.spec import MapSpec

__all__ = ["KernelMap", "MapInfo", "map_ids", "possible_cpus"]


@dataclass(frozen=True, slots=True)
class MapInfo:
    """The kernel's record of a map (``struct bpf_map_info``).

    Attributes:
        id: the system-wide id, from 1.
        type: ``enum bpf_map_type``.
        name: at most 15 characters; may be empty.
        key_size: bytes.
        value_size: bytes of one value (of one CPU, for a per-CPU map).
        max_entries: elements, or bytes for a ring buffer.
        flags: as given at creation.
    """

    id: int
    type: int
    name: str
    key_size: int
    value_size: int
    max_entries: int
    flags: MapFlags


def map_ids() -> Iterator[int]:
    """The ids of all maps of the system, ascending (needs CAP_SYS_ADMIN)."""
    return walk_ids(Command.MAP_GET_NEXT_ID)


class KernelMap(Descriptor):
    """A map of the kernel; keys and values are bytes in the kernel's layout.

    A per-CPU value is the concatenation of one part per possible CPU, each padded to 8 bytes.

    Attributes:
        info: what the kernel says about it.
        key_size: bytes of a key.
        value_bytes: bytes of a value as user space sees it.
    """

    __slots__ = ("info", "key_size", "value_bytes")

    def __init__(self, fd: int, name: str = "", port: Port = RUNNING) -> None:
        super().__init__(fd, name, port)
        record = MapInfoRecord()
        try:
            read_info(fd, record, f"map {name}", port)
        except BaseException:
            self.close()
            raise
        self.name = name or record.name.decode("ascii", "replace")
        self.info = MapInfo(
            id=record.id,
            type=record.type,
            name=record.name.decode("ascii", "replace"),
            key_size=record.key_size,
            value_size=record.value_size,
            max_entries=record.max_entries,
            flags=MapFlags(record.map_flags),
        )
        self.key_size = self.info.key_size
        self.value_bytes = self.info.value_size
        if MapType(self.info.type).traits.per_cpu:
            # One value for each possible CPU (bpf_map_value_size() in kernel/bpf/syscall.c);
            # too small a buffer here would let the kernel write past its end.
            self.value_bytes = (self.info.value_size + 7) // 8 * 8 * port.cpus

    @classmethod
    def create(
        cls,
        type: int,  # noqa: A002 - the kernel's word
        *,
        key_size: int,
        value_size: int,
        max_entries: int,
        flags: MapFlags | int = MapFlags.NONE,
        name: str = "",
        inner: KernelMap | None = None,
        map_extra: int = 0,
        types: tuple[OwnTypes, int, int] | None = None,
        port: Port = RUNNING,
    ) -> Self:
        """Create a map of ``type`` (``enum bpf_map_type``); sizes in bytes.

        ``inner`` is what the elements of a map of maps look like; it may be closed afterwards, as
        may ``types``: types that are in the kernel, and the numbers of those of key and value.

        Raises:
            BpfError: ``EINVAL`` for sizes that the type does not take, ``E2BIG``, ``ENOMEM``.
            MissingFeatureError: no privilege.
        """
        attr = MapCreateAttr(
            map_type=type,
            key_size=key_size,
            value_size=value_size,
            max_entries=max_entries,
            map_flags=flags,
            map_name=object_name(name),
            inner_map_fd=0 if inner is None else inner.fd,
            map_extra=map_extra,
        )
        if types is not None:
            attr.btf_fd, attr.btf_key_type_id, attr.btf_value_type_id = types[0].fd, *types[1:]
        return cls(port.bpf(Command.MAP_CREATE, attr, f"map {name}"), name, port)

    @classmethod
    def from_spec(cls, spec: MapSpec, port: Port = RUNNING) -> Self:
        """Create the map that an object file describes, with its initial value.

        A read-only data section is written and then frozen, as libbpf does. A map whose values
        have a lock or a timer gets types, by which the kernel finds them.
        """
        with ExitStack() as stack:
            inner = (
                None if spec.inner is None else stack.enter_context(cls.from_spec(spec.inner, port))
            )
            types, own = None, types_of(spec)
            if own is not None:
                loaded = stack.enter_context(OwnTypes.load(own[0], f"map {spec.name}", port))
                types = loaded, *own[1:]
            return cls._from_spec(spec, inner, types, port)

    @classmethod
    def _from_spec(
        cls,
        spec: MapSpec,
        inner: KernelMap | None,
        types: tuple[OwnTypes, int, int] | None,
        port: Port,
    ) -> Self:
        created = cls.create(
            spec.type,
            key_size=spec.key_size,
            value_size=spec.value_size,
            max_entries=spec.max_entries,
            flags=spec.flags | (MapFlags.RDONLY_PROG if spec.read_only else 0),
            name=spec.name,
            inner=inner,
            map_extra=spec.map_extra,
            types=types,
            port=port,
        )
        try:
            if spec.data is not None:
                created.update(bytes(created.key_size), spec.data.ljust(spec.value_size, b"\0"))
            if spec.read_only:
                created.freeze()
        except BaseException:
            created.close()
            raise
        return created

    @classmethod
    def from_id(cls, id: int, port: Port = RUNNING) -> Self:  # noqa: A002 - the kernel's word
        """Open the map with this system-wide id.

        Raises:
            BpfError: ``ENOENT``, there is none (any more).
            MissingFeatureError: no privilege.
        """
        fd = bpf(Command.MAP_GET_FD_BY_ID, IdAttr(id=id), f"map id {id}", port)
        return cls(fd, port=port)

    def lookup(self, key: bytes) -> bytes | None:
        """A copy of the value of ``key``, or None when there is none."""
        value = ctypes.create_string_buffer(self.value_bytes)
        try:
            self._element(Command.MAP_LOOKUP_ELEM, self._key(key), value)
        except BpfError as error:
            if error.errno == errno.ENOENT:
                return None
            raise
        return value.raw

    def update(self, key: bytes, value: bytes, flags: UpdateFlags | int = UpdateFlags.ANY) -> None:
        """Write ``value`` under ``key``.

        Raises:
            UsageError: a length is wrong.
            BpfError: ``E2BIG`` full or index too large, ``EEXIST``, ``ENOENT``, ``EPERM`` frozen.
        """
        if len(value) != self.value_bytes:
            raise UsageError(
                f"map {self.name}: a value has {self.value_bytes} bytes, not {len(value)}"
            )
        buffer = ctypes.create_string_buffer(value, len(value))
        self._element(Command.MAP_UPDATE_ELEM, self._key(key), buffer, flags)

    def delete(self, key: bytes) -> bool:
        """Remove ``key``; False when it was not there.

        Raises:
            BpfError: ``EINVAL``, the elements of an array cannot be deleted.
        """
        try:
            self._element(Command.MAP_DELETE_ELEM, self._key(key), None)
        except BpfError as error:
            if error.errno == errno.ENOENT:
                return False
            raise
        return True

    def next_key(self, key: bytes | None = None) -> bytes | None:
        """The key after ``key`` (or the first one); None at the end.

        As in the kernel, a key that is not there any more gives the first one again.
        """
        following = ctypes.create_string_buffer(self.key_size)
        before = None if key is None else self._key(key)
        try:
            self._element(Command.MAP_GET_NEXT_KEY, before, following)
        except BpfError as error:
            if error.errno == errno.ENOENT:
                return None
            raise
        return following.raw

    def keys(self) -> Iterator[bytes]:
        """All keys in the kernel's order. Deleting during the walk may start it over."""
        key = self.next_key()
        while key is not None:
            yield key
            key = self.next_key(key)

    def push(self, value: bytes, flags: UpdateFlags | int = UpdateFlags.ANY) -> None:
        """Add a value to a queue, a stack or a filter.

        Raises:
            BpfError: ``E2BIG``, it is full.
        """
        self._element(
            Command.MAP_UPDATE_ELEM, None, ctypes.create_string_buffer(value, len(value)), flags
        )

    def next_value(self, value: bytes = b"", *, take: bool = False) -> bytes | None:
        """The next value of a queue or stack, or ``value`` when a filter may have it; else None.

        Args:
            value: what is asked of a filter.
            take: whether it is taken out of the queue or stack.
        """
        value_out = ctypes.create_string_buffer(value, self.value_bytes)
        command = Command.MAP_LOOKUP_AND_DELETE_ELEM if take else Command.MAP_LOOKUP_ELEM
        try:
            self._element(command, None, value_out)
        except BpfError as error:
            if error.errno == errno.ENOENT:
                return None
            raise
        return value_out.raw

    def freeze(self) -> None:
        """Refuse further writes through bpf(2); programs still write (Linux 5.2 and later)."""
        self.port.bpf(Command.MAP_FREEZE, MapElementAttr(map_fd=self.fd), f"map {self.name}")

    def _key(self, key: bytes) -> ctypes.Array[ctypes.c_char]:
        if len(key) != self.key_size:
            raise UsageError(f"map {self.name}: a key has {self.key_size} bytes, not {len(key)}")
        return ctypes.create_string_buffer(key, len(key))

    def _element(
        self,
        command: Command,
        key: ctypes.Array[ctypes.c_char] | None,
        value: ctypes.Array[ctypes.c_char] | None,
        flags: UpdateFlags | int = UpdateFlags.ANY,
    ) -> None:
        attr = MapElementAttr(map_fd=self.fd, flags=flags)
        buffers = {"value": value}
        self.port.bpf(command, attr, f"map {self.name}", given={"key": key}, taken=buffers)

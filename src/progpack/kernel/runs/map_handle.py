"""A map of the running kernel as a handle: answers are bytes, or 0 and numbers of errors."""

from __future__ import annotations

import errno
import sys
from collections.abc import Callable, Iterator
from typing import Any

from progpack.bpf.maps.filled import without_zeros
from progpack.bpf.maps.types import MapType
from progpack.bpf.spec import MapSpec
from progpack.errors import BpfError
from progpack.kernel.syscall.call import RUNNING, Port
from progpack.kernel.syscall.maps import KernelMap
from progpack.kernel.syscall.ring import consume

__all__ = ["KernelMapHandle"]


class KernelMapHandle:
    """A map of the running kernel (`progpack.run.protocols.MapHandle`).

    Attributes:
        spec: name, type, sizes.
        map: the open map.
        byteorder: byte order of numbers in it.
    """

    byteorder = sys.byteorder

    def __init__(self, spec: MapSpec, port: Port = RUNNING) -> None:
        self.spec = spec
        self.map = KernelMap.from_spec(spec, port)

    @property
    def fd(self) -> int:
        """The descriptor by which other maps take it."""
        return self.map.fd

    @property
    def cpus(self) -> int:
        """Number of CPUs that this kernel can ever have: the parts of a value of each CPU."""
        return self.map.port.cpus

    @property
    def token(self) -> int:
        """The number by which maps of maps name it: its id."""
        return self.map.info.id

    @property
    def lost(self) -> int:
        """Number of samples that found no room: no map has any here."""
        return 0

    # Elements.

    def lookup(self, key: bytes) -> bytes | None:
        """The value of a key, None when there is none."""
        return self.map.lookup(key)

    def update(self, key: bytes, value: bytes) -> int:
        """Set the value of a key."""
        return _code(lambda: self.map.update(key, value))

    def delete(self, key: bytes) -> int:
        """Remove a key."""
        return _code(lambda: self.map.delete(key) or -errno.ENOENT)

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and their values, as far as they are not deleted meanwhile."""
        for key in list(self.map.keys()):
            value = self.map.lookup(key)
            if value is not None:
                yield key, value

    def filled(self) -> Iterator[tuple[bytes, bytes]]:
        """Keys and their values, without the values that are zero."""
        return without_zeros(self.items())

    def count(self) -> int:
        """Return the number of elements of a hash table, or of values of a queue."""
        if self.spec.type in (MapType.QUEUE, MapType.STACK):
            return len(self.values())
        return sum(1 for _ in self.map.keys())  # noqa: SIM118 - no dict

    # Values without keys.

    def push(self, value: bytes, flags: int = 0) -> int:
        """Add a value to a queue, a stack or a filter."""
        return _code(lambda: self.map.push(value, flags))

    def peek(self, value: bytes = b"") -> bytes | None:
        """The next value of a queue or stack; ``value`` when a filter has it; None for none."""
        return self.map.next_value(value)

    def pop(self) -> bytes | None:
        """Take the next value of a queue or stack out, None when there is none."""
        return self.map.next_value(take=True)

    def values(self) -> list[bytes]:
        """All values of a queue or stack in the order in which `pop` gives them.

        The kernel shows the next one alone: all are taken out and put back, so no program may use
        the map meanwhile.
        """
        taken = list(iter(self.pop, None))
        stack = self.spec.type is MapType.STACK
        for value in reversed(taken) if stack else taken:
            self.map.push(value)
        return taken

    def consume(self) -> list[tuple[int, bytes]]:
        """Records of a ring buffer, each with CPU 0, taken out."""
        return [(0, record) for record in consume(self.map)]

    # Maps and programs by key.

    def reference(self, key: bytes) -> int | None:
        """The token of the map or program under a key, None when there is none."""
        found = self.map.lookup(key)
        return None if found is None else int.from_bytes(found, self.byteorder)

    def refer(self, key: bytes, other: Any) -> int:
        """Put a map or program, given as its handle, under a key."""
        descriptor = other.fd.to_bytes(4, self.byteorder)
        return _code(lambda: self.map.update(key, descriptor))

    def forget(self, key: bytes) -> int:
        """Take the map or program under a key out."""
        return self.delete(key)

    def references(self) -> Iterator[tuple[bytes, int]]:
        """Keys and the tokens of what is under them."""
        for key, value in self.items():
            yield key, int.from_bytes(value, self.byteorder)

    def close(self) -> None:
        """Close its descriptor."""
        self.map.close()


def _code(change: Callable[[], int | bool | None]) -> int:
    """0, or the negative number of the error of a change: what it returns, or what it raises."""
    try:
        done = change()
    except BpfError as error:
        return -(error.errno or errno.EINVAL)
    return done if done is not None and done < 0 else 0

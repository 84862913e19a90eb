"""The base classes of the interpreter's maps: all maps, and those that have keys."""

from __future__ import annotations

import errno
from abc import abstractmethod
from collections.abc import MutableMapping
from typing import Final

from progpack.bpf.context.build import ByteOrder
from progpack.bpf.oracle.space import AddressSpace, Region
from progpack.bpf.spec import MapSpec
from progpack.errors import UsageError
from progpack.records import dataclass

__all__ = [
    "BPF_ANY",
    "BPF_EXIST",
    "BPF_F_LOCK",
    "BPF_NOEXIST",
    "KeyedMap",
    "OracleMap",
    "OracleTimer",
]

#: Flags of an update: create or change, only create, only change.
BPF_ANY: Final = 0
BPF_NOEXIST: Final = 1
BPF_EXIST: Final = 2
BPF_F_LOCK: Final = 4


@dataclass(slots=True)
class OracleTimer:
    """The state of one timer.

    Attributes:
        expires: CLOCK_MONOTONIC, nanoseconds.
        function: address of the function that is called; 0: none.
        owner: the world of the program that set the timer; None: no program did.
        armed: whether the timer was started.
    """

    expires: int = 0
    function: int = 0
    owner: object = None
    armed: bool = False


class OracleMap:
    """One map.

    Attributes:
        spec: what it was made from.
        address: what programs pass to helpers; nothing can be read or written there.
        charge: what it was charged for its memory.
        cpu: the CPU that programs run on.
        cpus: how many there are.
    """

    cpu = 0
    cpus = 1

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        self.charge: object = None
        self.spec = spec
        self.address = space.reserve()
        self._space = space
        self._byteorder = byteorder

    def end_run(self) -> None:
        """Let go of what only the run that has ended could still use."""


class KeyedMap(OracleMap, MutableMapping[bytes, bytes]):
    """A map with keys and values."""

    def __init__(self, spec: MapSpec, space: AddressSpace, byteorder: ByteOrder) -> None:
        super().__init__(spec, space, byteorder)
        #: The timers of its values, by the value's address.
        self.timers: dict[int, OracleTimer] = {}
        #: The values of CPUs that no program runs on, by key and CPU, as far as they were used.
        self.others: dict[tuple[bytes, int], Region] = {}

    @abstractmethod
    def value_at(self, address: int) -> bool:
        """Whether a value begins at an address."""

    @abstractmethod
    def value_address(self, key: bytes) -> int:
        """Address of the value of ``key``, 0 when there is none."""

    def value_on(self, key: bytes, cpu: int) -> int:
        """Address of the value that a key has on a CPU, 0 when there is none."""
        address = self.value_address(key) if cpu < self.cpus else 0
        return address if cpu == self.cpu or not address else self.region_on(key, cpu).base

    def region_on(self, key: bytes, cpu: int) -> Region:
        """The value that a key, which is there, has on a CPU that no program runs on."""
        region = self.others.get((key, cpu))
        if region is None:
            region = self._space.add(
                bytearray(self.spec.value_size),
                f"value of map {self.spec.name} on CPU {cpu}",
                writable=self.spec.programs_write,
                shown=None if self.spec.programs_read else (),
            )
            self.others[key, cpu] = region
        return region

    @abstractmethod
    def update_elem(self, key: bytes, value: bytes, flags: int = BPF_ANY) -> int:
        """Set a value; 0 or a negative errno."""

    @abstractmethod
    def delete_elem(self, key: bytes) -> int:
        """Remove a key; 0 or a negative errno."""

    def store(self, key: bytes, value: bytes, flags: int, own: int) -> int:
        """Set a value for a program; 0 or a negative errno.

        Args:
            key: key of the element.
            value: what the program gives.
            flags: as the program gives them.
            own: cookie of the run's own socket, where the value is a socket that says none.
        """
        return self.update_elem(key, value, flags)

    def take(self, key: bytes) -> int:
        """Remove a key for a program; 0 or a negative errno."""
        return self.delete_elem(key)

    def __getitem__(self, key: bytes) -> bytes:
        address = self.value_address(self._key(key))
        if not address:
            raise KeyError(key)
        size = self.spec.value_size
        place = self._space.find(address, size)
        if place is None:
            raise KeyError(key)
        region, offset = place
        return bytes(region.data[offset : offset + size])

    def __setitem__(self, key: bytes, value: bytes) -> None:
        if len(value) != self.spec.value_size:
            raise UsageError(
                f"a value of map {self.spec.name} has {self.spec.value_size} bytes, "
                f"not {len(value)}"
            )
        self._raise(self.update_elem(self._key(key), bytes(value)), key)
        # The caller is not inside a run: nobody can hold the old element.
        self.end_run()

    def __delitem__(self, key: bytes) -> None:
        self._raise(self.delete_elem(self._key(key)), key)
        self.end_run()

    def _key(self, key: bytes) -> bytes:
        if len(key) != self.spec.key_size:
            raise UsageError(
                f"a key of map {self.spec.name} has {self.spec.key_size} bytes, not {len(key)}"
            )
        return bytes(key)

    def _raise(self, result: int, key: bytes) -> None:
        if result == -errno.ENOENT:
            raise KeyError(key)
        if result:
            raise UsageError(
                f"map {self.spec.name} ({self.spec.type.name}, {self.spec.max_entries} entries) "
                f"refuses key {key.hex()}: {errno.errorcode[-result]}"
            )

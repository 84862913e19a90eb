"""Records of ring buffers and samples of perf events as Python values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from progpack.bpf.outcome import Sample, TypedSample
from progpack.errors import UsageError
from progpack.jit.maps.keys import As, Elements

if TYPE_CHECKING:
    from progpack.bpf.btf.codec import Codec

__all__ = ["Records", "Ring", "Samples", "Taken", "TypedRecords"]

#: A record with the CPU that it was for, which a ring buffer does not have.
Taken: TypeAlias = tuple[int, bytes]


class Records(Elements):
    """A map whose records Python takes out."""

    _left: list[Taken] | None = None

    def _take(self) -> list[Taken]:
        """Take the records out, oldest first."""
        raise NotImplementedError

    def _taken(self) -> list[Taken]:
        """The records that an error left, and those that are there; they are taken out."""
        left, self._left = self._left or [], None
        return left + self._take()

    def decoded(self, as_: As, kind: str | None, *, head: bool) -> list[tuple[int, bytes, Any]]:
        """Take the records out, with CPU, bytes and value; after an error all are still there.

        Raises:
            UsageError: the type is not known, or a record is no such value.
        """
        codec = self._record_codec(as_, kind, head=head)
        records = self._taken()
        try:
            return [
                (cpu, data, codec.load(data, f"record {number} of map {self.name}"))
                for number, (cpu, data) in enumerate(records)
            ]
        except UsageError:
            self._left = records
            raise

    def _record_codec(self, as_: As, kind: str | None, *, head: bool = False) -> Codec:
        from progpack.bpf.btf.codec import Codec

        name, as_ = (as_, None) if isinstance(as_, str) else (kind, as_)
        # What the definition of a perf event array has as its value is a descriptor.
        own = None if self.spec.type.traits.descriptors else self.spec.value_type
        held = own if name is None else self._type(name)
        if held is None and as_ in (None, dict):
            raise UsageError(
                f"map {self.name}: the object does not say of which type its records are; name it:"
                ' consume("struct event")'
            )
        return Codec(held, None, self.byteorder, f"record of map {self.name}", as_, head=head)

    @property
    def typed(self) -> TypedRecords:
        """The records as Python values, by the type that the map's definition has for them.

        Raises:
            UsageError: the map has none.
        """
        self._record_codec(None, None)
        return TypedRecords(self)


class Ring(Records):
    """A ring buffer, whose records are of no CPU."""

    def consume(self, as_: As = bytes, *, kind: str | None = None, head: bool = False) -> list[Any]:
        """The records that are finished, oldest first; they are taken out.

        Not for two threads at once.

        Args:
            as_: what each becomes: ``bytes``; the name of a type of the object's C
                (``"struct event"``), for a dict or number; ``dict``, a dataclass, a class of
                `ctypes`, by the type that the map's definition or ``kind`` says.
            kind: the name of the type, where ``as_`` is a class and the map states none.
            head: whether more bytes may follow in a record.

        Raises:
            UsageError: the type is not known, or a record is no such value: says which, and all
                records stay.
        """
        if as_ is bytes:
            return [data for _, data in self._taken()]
        return [value for _, _, value in self.decoded(as_, kind, head=head)]


class Samples(Records):
    """A perf event array."""

    def consume(self, as_: As = bytes, *, kind: str | None = None, head: bool = False) -> list[Any]:
        """The samples since the last time, oldest first. Not for two threads at once.

        Args:
            as_: what each becomes, as of a ring buffer: by default a `Sample` with its bytes, else
                a `TypedSample` with a value.
            kind: the name of the type, where ``as_`` is a class.
            head: whether more bytes may follow, such as the packet's.

        Raises:
            UsageError: the type is not known, or a sample is no such value: says which, and all
                samples stay.
        """
        if as_ is bytes:
            return [Sample(cpu, data) for cpu, data in self._taken()]
        return [TypedSample(*found) for found in self.decoded(as_, kind, head=head)]


class TypedRecords:
    """The records of a map by the type that its definition states for them.

    Args:
        held: the map that is read.
    """

    def __init__(self, held: Records) -> None:
        self.map = held

    def consume(self) -> list[Any]:
        """Take the records out, as dicts and numbers.

        Raises:
            UsageError: a record is no such value; all of them stay.
        """
        return [value for _, _, value in self.map.decoded(None, None, head=False)]

    def __repr__(self) -> str:
        return f"<typed {self.map!r}>"

"""The order in which a release loads a program into a pack, and the results that it checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

from progpack.arch.record import Fact

__all__ = ["READ", "Order"]

Version = tuple[int, ...]

READ: Final = "7.0"
"""The last release whose bpf_jit_binary_pack_*() were read as source."""


@dataclass(frozen=True, slots=True)
class Order:
    """The traits of kernel/bpf/core.c that decide what a failure leaves.

    Attributes:
        fills: a new pack is filled with the architecture's traps before it can execute.
        invalidates: what is freed is filled with them again.
        lists_last: a new pack is put on the list after it was protected; before that, earlier.
        checks_set_memory: the results of set_memory_*() are looked at.
        dispatches: the XDP dispatcher is in a pack, and fills a pack that it makes with zeros.
    """

    fills: Fact[bool]
    invalidates: Fact[bool]
    lists_last: Fact[bool]
    checks_set_memory: Fact[bool]
    dispatches: Fact[bool]

    @classmethod
    def of(cls, release: str) -> Order:
        """The order of a release, which begins with a version: ``6.12``."""
        version = tuple(map(int, release.partition("+")[0].split(".")))
        facts = {
            field.name: Fact(version >= _version(_SINCE[field.name][0]), _SINCE[field.name][1])
            for field in fields(cls)
        }
        return cls(**facts)


# Trait -> first release, source.
_SINCE: Final[Mapping[str, tuple[str, str]]] = {
    "fills": ("5.19", "d88bb5eed04c"),
    "invalidates": ("5.19", "fe736565efb7"),
    "lists_last": ("6.10", "c733239f8f53"),
    "checks_set_memory": ("6.10", "c733239f8f53"),
    "dispatches": ("6.1", "19c02415da23"),
}


def _version(text: str) -> Version:
    return tuple(map(int, text.split(".")))

"""What a program of the selftests expects: the declaration tags that bpf_misc.h puts on functions.

The words are those of tools/testing/selftests/bpf/test_loader.c of Linux 6.12.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from progpack.bpf.btf.types import Btf, BtfKind

__all__ = ["Expected", "expectations"]

_MARK: Final = "comment:"
_ARCHITECTURES: Final = {"X86_64": "x86_64", "ARM64": "aarch64", "RISCV64": "riscv64"}
_WORDS: Final = {"INT_MIN": -(1 << 31), "TEST_DATA_LEN": 64}
#: A return value of this name is any.
_ANY: Final = "POINTER_VALUE"


@dataclass(frozen=True, slots=True)
class Expected:
    """What the tags of one function say of it when it is loaded with all privileges.

    Attributes:
        success: whether the kernel must take it; None when nothing is said.
        value: what its run must return, as an int of 32 bits; None when nothing is said.
        messages: what the verifier must say.
        machines: of ``uname -m``, on which it is a test; empty for all.
        auxiliary: loaded beside every other program of the object; no test itself.
        types: file with the types that it is fitted to.
    """

    success: bool | None = None
    value: int | None = None
    messages: tuple[str, ...] = ()
    machines: tuple[str, ...] = ()
    auxiliary: bool = False
    types: str = ""

    @property
    def is_for_this_machine(self) -> bool:
        """Whether it is a test here."""
        return not self.machines or platform.machine() in self.machines


def expectations(btf: Btf) -> dict[str, Expected]:
    """What functions of an object expect, by name; functions without tags are left out."""
    found: dict[str, Expected] = {}
    for function, tag in _tags(btf):
        found[function] = _with(found.get(function, Expected()), tag)
    return found


def _tags(btf: Btf) -> Iterator[tuple[str, str]]:
    for held in btf:
        if held.kind is BtfKind.DECL_TAG and held.name.startswith(_MARK):
            target = btf.type(held.type_id)
            if target.kind is BtfKind.FUNC:
                yield target.name, held.name.removeprefix(_MARK)


def _with(known: Expected, tag: str) -> Expected:
    word, _, rest = tag.partition("=")
    match word:
        case "test_expect_success":
            return replace(known, success=True)
        case "test_expect_failure":
            return replace(known, success=False)
        case "test_expect_msg":
            # A number that keeps the tags apart comes first.
            return replace(known, messages=(*known.messages, rest.partition("=")[2]))
        case "test_retval":
            return replace(known, success=known.success is not False, value=_number(rest))
        case "test_arch":
            return replace(known, machines=(*known.machines, _ARCHITECTURES[rest]))
        case "test_auxiliary":
            return replace(known, auxiliary=True)
        case "test_btf_path":
            return replace(known, types=rest)
        case _:
            return known


def _number(text: str) -> int | None:
    if text == _ANY:
        return None
    value = _WORDS[text] if text in _WORDS else int(text, 0)
    return (value + (1 << 31)) % (1 << 32) - (1 << 31)

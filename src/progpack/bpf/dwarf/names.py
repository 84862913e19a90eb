"""Types of an object by the names that C has for them: of its BTF, else of its DWARF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Final

from progpack.bpf.btf.types import Btf, BtfKind, BtfType
from progpack.errors import ObjectError, UnknownNameError

__all__ = ["TypeNames", "type_named"]

#: Names that a message lists: an object may have all types of a kernel.
_LISTED: Final = 5
_TAGS: Final = {"struct": BtfKind.STRUCT, "union": BtfKind.UNION, "enum": BtfKind.ENUM}
_NAMED: Final[tuple[BtfKind, ...]] = (
    *(BtfKind.STRUCT, BtfKind.UNION, BtfKind.TYPEDEF),
    *(BtfKind.INT, BtfKind.ENUM, BtfKind.ENUM64, BtfKind.FLOAT),
)
#: Other names of the same integers, as people write them.
_SPELLED: Final = {"unsigned": "unsigned int", "u8": "__u8", "u16": "__u16", "u32": "__u32"}


def type_named(types: Iterable[Btf], words: Sequence[str]) -> BtfType | None:
    """Return the first type of these words, such as ``struct iphdr`` or ``__u32``, or None."""
    if not words:
        return None
    name, kinds = " ".join(words), _NAMED
    if words[0] in _TAGS:
        name, kinds = words[-1], (_TAGS[words[0]],)
    for btf in types:
        kind: BtfType | None = btf.find(name, *kinds)
        kind = kind or btf.find(_SPELLED.get(name, name), *kinds)
        if kind is not None:
            return kind
    return None


class TypeNames:
    """The types of an object's C source.

    Args:
        btf: the types of its BTF, in which clang leaves out what maps and functions do not use.
        data: the file, of which the DWARF is read when a name is not in the BTF; empty without.
        name: name of the file, for messages.
    """

    __slots__ = ("_btf", "_data", "_debug", "_name")

    def __init__(self, btf: Btf | None, data: bytes, name: str) -> None:
        self._btf = btf
        self._data = data
        self._name = name
        self._debug: list[Btf] | None = None

    def find(self, text: str, what: str) -> BtfType:
        """Return the type of a name: ``struct event``, ``event``, ``event_t``, ``__u32``.

        Args:
            text: the name.
            what: what it is for, for the message.

        Raises:
            UnknownNameError: the object has no such type; names a similar one.
        """
        words = text.split()
        own = [] if self._btf is None else [self._btf]
        found = type_named(own, words) or type_named(self._dwarf(), words)
        if found is None:
            near = get_close_matches(text, self._structs(), n=_LISTED)
            raise UnknownNameError(
                f"{what}: the object has no type", text, near, listed="similar ones are:"
            )
        return found

    def _dwarf(self) -> Sequence[Btf]:
        """The types of the DWARF; none where there is none, or none that can be read."""
        if self._debug is None:
            from progpack.bpf.dwarf.variables import DebugInfo

            try:
                self._debug = DebugInfo(self._data, self._name).types if self._data else []
            except ObjectError:
                self._debug = []
        return self._debug

    def _structs(self) -> list[str]:
        """The names of structs, each once: BTF and units of the DWARF may have the same ones."""
        own = [] if self._btf is None else [self._btf]
        kinds = (kind for btf in (*own, *self._dwarf()) for kind in btf)
        names = [kind.name for kind in kinds if kind.kind is BtfKind.STRUCT and kind.name]
        return [f"struct {name}" for name in dict.fromkeys(names)]

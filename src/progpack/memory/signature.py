"""C prototypes: from ``uint64_t(uint64_t, void *)`` to something ctypes can call."""

from __future__ import annotations

import ctypes
import re
import struct
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from progpack.errors import UsageError
from progpack.memory.arguments import check_text

__all__ = ["TYPES", "FunctionType", "parse"]

FunctionType: TypeAlias = Callable[[int], Callable[..., Any]]
"""Makes a Python callable of an address."""

TYPES: Mapping[str, Any] = MappingProxyType(
    {
        "void": None,
        "_Bool": ctypes.c_bool,
        "bool": ctypes.c_bool,
        "signed char": ctypes.c_byte,
        "unsigned char": ctypes.c_ubyte,
        "short": ctypes.c_short,
        "unsigned short": ctypes.c_ushort,
        "int": ctypes.c_int,
        "unsigned int": ctypes.c_uint,
        "long": ctypes.c_long,
        "unsigned long": ctypes.c_ulong,
        "long long": ctypes.c_longlong,
        "unsigned long long": ctypes.c_ulonglong,
        "int8_t": ctypes.c_int8,
        "uint8_t": ctypes.c_uint8,
        "int16_t": ctypes.c_int16,
        "uint16_t": ctypes.c_uint16,
        "int32_t": ctypes.c_int32,
        "uint32_t": ctypes.c_uint32,
        "int64_t": ctypes.c_int64,
        "uint64_t": ctypes.c_uint64,
        "size_t": ctypes.c_size_t,
        "ssize_t": ctypes.c_ssize_t,
        "intptr_t": ctypes.c_ssize_t,
        "uintptr_t": ctypes.c_size_t,
        "float": ctypes.c_float,
        "double": ctypes.c_double,
    }
)
"""The types that a prototype can name; anything with a ``*`` is a pointer besides."""

# The code of the struct module for each integer type, in standard sizes.
_INTEGERS: Mapping[Any, str] = MappingProxyType(
    {
        kind: ("bhiq" if kind(-1).value < 0 else "BHIQ")[(1, 2, 4, 8).index(ctypes.sizeof(kind))]
        for kind in set(TYPES.values()) - {None, ctypes.c_bool, ctypes.c_float, ctypes.c_double}
    }
)

_MODIFIERS = ("signed", "unsigned", "short", "long")
_BASES = ("char", "int")
_QUALIFIERS = frozenset({"const", "volatile", "restrict", "__restrict", "register", "extern"})
_WORD = re.compile(r"[A-Za-z_]\w*|\*|\S")
_SHAPE = re.compile(r"\s*(?P<result>[^()]*?)\s*(?:\(\s*\*\s*\w*\s*\))?\s*\((?P<arguments>[^()]*)\)")


# Not functools.lru_cache, which without the interpreter lock is a lock that all threads that
# make callables wait for; a table of strings is none.
_latest: dict[str, FunctionType] = {}
_LATEST_MOST = 512


def parse(prototype: str) -> FunctionType:
    """Return the type that makes callables of a C prototype.

    Understood are the integer types of C and stdint.h, ``float``, ``double``, ``bool``, pointers
    to anything, ``const``, names of the function and of arguments, and ``type (*)(types)``. A
    pointer argument takes an address, None, bytes or a ctypes object; a pointer result is an
    address or None. An integer has to be one that its type has: ctypes would cut it.

    Raises:
        UsageError: the text is no prototype, or names a type that is not known.
    """
    if type(prototype) is not str:
        check_text("prototype", prototype)
    function_type = _latest.get(prototype)
    if function_type is None:
        if len(_latest) >= _LATEST_MOST:
            _latest.clear()
        function_type = _latest[prototype] = _parsed(prototype)
    return function_type


def _parsed(prototype: str) -> FunctionType:
    shape = _SHAPE.fullmatch(prototype.rstrip(" \t\n;"))
    if shape is None:
        raise UsageError(
            f"{prototype!r} is not a function prototype; write it as 'uint64_t(uint64_t, void *)'"
        )
    result = _type(shape["result"], prototype, "the result")
    texts = shape["arguments"].split(",")
    # Both void f() and void f(void) take nothing.
    if len(texts) == 1 and texts[0].split() in ([], ["void"]):
        texts = []
    arguments = [_type(text, prototype, f"argument {i}") for i, text in enumerate(texts, 1)]
    if None in arguments:
        raise UsageError(f"{prototype!r}: an argument cannot be void")
    return _range_checked(ctypes.CFUNCTYPE(result, *arguments), arguments, prototype)


def _range_checked(kind: FunctionType, types: list[Any], prototype: str) -> FunctionType:
    """Have integer arguments refused that their types do not have.

    The struct module does it in one call of C, for the integers that a call mostly has; what it
    refuses is looked at one by one.
    """
    codes = [(i, _INTEGERS[each]) for i, each in enumerate(types) if each in _INTEGERS]
    if not codes:
        return kind
    return _RangeChecked(kind, types, codes, prototype)


class _RangeChecked:
    """Makes callables that look at their integers first.

    Attributes:
        kind: the function type of ctypes.
    """

    __slots__ = ("_codes", "_pack", "_positions", "_prototype", "kind")

    def __init__(
        self, kind: FunctionType, types: list[Any], codes: list[tuple[int, str]], prototype: str
    ) -> None:
        self.kind = kind
        self._codes = codes
        self._pack = struct.Struct("=" + "".join(code for _, code in codes)).pack
        # None: all arguments are integers.
        self._positions = None if len(codes) == len(types) else [i for i, _ in codes]
        self._prototype = prototype

    def __call__(self, address: int) -> Callable[..., Any]:
        function, pack, positions = self.kind(address), self._pack, self._positions

        def call(*arguments: Any) -> Any:
            try:
                pack(*(arguments if positions is None else [arguments[i] for i in positions]))
            except (struct.error, IndexError):
                _check_each(arguments, self._codes, self._prototype)
            return function(*arguments)

        return call


def _check_each(arguments: tuple[Any, ...], codes: list[tuple[int, str]], prototype: str) -> None:
    """Refuse an integer that its type does not have; what is no integer is for ctypes to judge."""
    for i, code in codes:
        value = arguments[i] if i < len(arguments) else None
        if not isinstance(value, int):
            continue
        bits = 8 * struct.calcsize("=" + code)
        low, high = (0, 1 << bits) if code.isupper() else (-1 << bits - 1, 1 << bits - 1)
        if not low <= value < high:
            raise UsageError(
                f"argument {i + 1} of {prototype!r} is {value}: its type has {low} to {high - 1}"
            )


def _type(text: str, prototype: str, what: str) -> Any:
    words = [word for word in _WORD.findall(text) if word not in _QUALIFIERS]
    if "*" in words:
        if _is_pointer(words):
            return ctypes.c_void_p
        raise UsageError(f"{prototype!r}: {what} is not a type: {text.strip()!r}")
    if words and words[0] in ("struct", "union", "enum"):
        raise UsageError(f"{prototype!r}: {what} is passed by value; use a pointer or an integer")
    spelling, rest = _arithmetic(words)
    # One word may follow: the name of the argument or of the function.
    if spelling is None or len(rest) > 1 or not all(map(_is_name, rest)):
        hint = "; a plain char differs between machines, use int8_t or uint8_t"
        more = hint if words[:1] == ["char"] else f"; known are {', '.join(TYPES)} and pointers"
        raise UsageError(f"{prototype!r}: {what} has no known type: {text.strip()!r}{more}")
    return TYPES[spelling]


def _is_name(word: str) -> bool:
    """Whether it can name an argument; ``double`` in ``long double`` is part of a type."""
    return word.isidentifier() and word not in TYPES and word not in (*_MODIFIERS, *_BASES)


def _is_pointer(words: list[str]) -> bool:
    """``words`` has a star: a type, one star or more, and at most one name after the last."""
    first = words.index("*")
    last = len(words) - 1 - words[::-1].index("*")
    names = words[:first] + words[last + 1 :]
    stars = words[first : last + 1]
    return (
        first > 0
        and len(words) - last - 1 <= 1
        and all(word == "*" for word in stars)
        and all(map(str.isidentifier, names[:first]))
        and all(map(_is_name, names[first:]))
    )


def _arithmetic(words: list[str]) -> tuple[str | None, list[str]]:
    """The usual spelling of the type that ``words`` begin with, and the words after it."""
    count = 0
    while count < len(words) and words[count] in (*_MODIFIERS, *_BASES):
        count += 1
    if not count:
        known = words[0] if words and words[0] in TYPES else None
        return known, words[1:]
    head = words[:count]
    sign = "unsigned " if "unsigned" in head else ""
    longs = head.count("long")
    if "char" in head:
        signed = "signed " if "signed" in head else sign
        spelling = f"{signed}char"
    elif "short" in head:
        spelling = f"{sign}short"
    else:
        spelling = sign + (" ".join(["long"] * longs) or "int")
    return (spelling if spelling in TYPES and _sane(head) else None), words[count:]


def _sane(head: list[str]) -> bool:
    """Whether the words make one C type: ``long char`` or ``signed unsigned`` do not."""
    once = all(head.count(word) <= 1 for word in (*_MODIFIERS, *_BASES) if word != "long")
    sizes = ("char" in head) + ("short" in head) + ("long" in head)
    both_signs = "signed" in head and "unsigned" in head
    both_bases = "char" in head and "int" in head
    return once and sizes <= 1 and not both_signs and not both_bases and head.count("long") <= 2

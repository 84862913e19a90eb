"""Helpers of one's own: Python functions and machine code that programs call.

`progpack.helper` makes a Python function one, `progpack.native_helper` machine code. Both go into a
table of this process, by number and by name: programs call a helper by its number, and objects that
declare ``extern ... __ksym`` call a kernel function by its name. A helper of Linux that is not
provided can be provided this way; for one that is, or for one of these, a test may put something
else in its place in one object: `progpack.bpf.helpers.replaced`.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

from progpack.bpf.helpers.arguments import Copies, Memory, arguments
from progpack.bpf.helpers.ids import FIRST_REPLACED, NAMES
from progpack.bpf.helpers.record import UNKNOWN_EFFECTS, Arg, Helper, Returns
from progpack.bpf.helpers.table import HELPERS
from progpack.bpf.spec import MapType, ProgramType
from progpack.errors import UsageError
from progpack.records import dataclass, replace

__all__ = [
    "FIRST_OWN",
    "CustomHelper",
    "Memory",
    "find",
    "find_name",
    "helper",
    "invoke",
    "order",
    "parse_prototype",
    "register",
    "release",
    "replaced",
]

#: Own numbers begin here; numbers below are Linux's.
FIRST_OWN: Final = 0x10000
#: Numbers that helpers with a name only are given.
_FIRST_NAMED: Final = 0x1000000
_U64: Final = (1 << 64) - 1
_ALLOWED: Final = frozenset(
    {
        *(Arg.ANY, Arg.CTX, Arg.MAP, Arg.MAP_KEY, Arg.MAP_VALUE, Arg.MAP_VALUE_OUT),
        *(Arg.MEM_READ, Arg.MEM_WRITE, Arg.SIZE, Arg.CONST_STR, Arg.LONG_OUT),
    }
)

_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, eq=False)
class CustomHelper:
    """A helper that somebody added.

    Attributes:
        helper: its prototype.
        function: the Python function; None for machine code.
        address: address of the machine code; 0 for a Python function.
        keep: what holds the machine code.
        row: the helper that a test replaces by this one; None: it replaces none.
        added: the helper that somebody added, where it is that which is replaced.
    """

    helper: Helper
    function: Callable[..., Any] | None = None
    address: int = 0
    keep: object = None
    row: Helper | None = None
    added: CustomHelper | None = None

    def remove(self) -> None:
        """Take it out of the table. Programs that were loaded keep it."""
        if _helpers.get(self.helper.id) is self:
            _helpers.pop(self.helper.id, None)


# By number. One table and no lock: a helper comes and goes in one operation of it, since finalizers
# and handlers of signals may add and remove some in the middle of anything.
_helpers: dict[int, CustomHelper] = {}
_next = itertools.count(_FIRST_NAMED)
# Of the helpers that tests replace, by numbers from FIRST_REPLACED on. They say how a call is
# checked, never what it does, so that all objects of the process share them, and none is ever taken
# out.
_replaced: dict[int, CustomHelper] = {}
_numbers: dict[tuple[object, ...], int] = {}


def find(number: int) -> CustomHelper | None:
    """The helper of a number, if somebody added one, or replaces one."""
    return (_helpers if number < FIRST_REPLACED else _replaced).get(number)


def find_name(name: str) -> CustomHelper | None:
    """The helper of a name, if somebody added one."""
    return next((custom for custom in list(_helpers.values()) if custom.helper.name == name), None)


def order(numbers: frozenset[int]) -> tuple[int, ...]:
    """Return the numbers that `find` knows among these, in the order of a program's table."""
    if not (_helpers or _replaced):
        return ()
    return tuple(sorted(number for number in numbers if find(number) is not None))


def helper(
    name: str | int,
    prototype: str | Sequence[Arg] = "",
    *,
    program_types: Sequence[ProgramType] | None = None,
) -> Callable[[_F], _F]:
    """Decorator: make a Python function a helper that programs can call.

    The function gets an argument for each word of ``prototype`` but ``size``: numbers (``any``) as
    unsigned 64-bit ints, memory as memoryviews that end with the call, maps as the maps of the
    loaded object (or of the interpreter), texts as bytes. What it returns becomes r0; None is 0.
    When it raises, the run ends with a `RunError` that has the exception as its cause.

    Args:
        name: of a helper of Linux that is not provided (``"fib_lookup"``); or an own name, which
            objects call as a kernel function (``__ksym``); or an own number from 0x10000 on.
        prototype: what r1, r2, ... are, as `parse_prototype` takes it.
        program_types: types of programs that may call it; default all.

    Raises:
        UsageError: the helper is provided already, or the prototype cannot be read.
    """

    def decorate(function: _F) -> _F:
        own = name if isinstance(name, str) else getattr(function, "__name__", f"helper_{name}")
        number = name if isinstance(name, int) else None
        register(own, number, prototype, program_types, function=function)
        return function

    return decorate


def register(
    name: str,
    number: int | None,
    prototype: str | Sequence[Arg],
    program_types: Sequence[ProgramType] | None,
    *,
    function: Callable[..., Any] | None = None,
    address: int = 0,
    keep: object = None,
) -> CustomHelper:
    """Put a helper into the table.

    Raises:
        UsageError: the helper is provided already, or the prototype cannot be read.
    """
    args = parse_prototype(prototype)
    name = name.removeprefix("bpf_") if name.removeprefix("bpf_") in NAMES.values() else name
    linux = next((known for known, text in NAMES.items() if text == name), None)
    if number is not None and number < FIRST_OWN:
        raise UsageError(f"own helpers have numbers from {FIRST_OWN:#x} on, not {number}")
    if number is not None and number >= FIRST_REPLACED:
        raise UsageError(f"own helpers have numbers below {FIRST_REPLACED:#x}, not {number:#x}")
    if any(helper_known.id == linux for helper_known in HELPERS):
        raise UsageError(f"bpf_{name} is provided already")
    if number is None:
        number = next(_next) if linux is None else linux
    custom = CustomHelper(
        Helper(
            number,
            args,
            programs=None if program_types is None else frozenset(program_types),
            maps=frozenset(MapType) if Arg.MAP in args else frozenset(),
            effects=UNKNOWN_EFFECTS,
            own_name="" if number == linux else name,
        ),
        function,
        address,
        keep,
    )
    # Added first, then looked at: of two of one name that are added at once at most one stays.
    if _helpers.setdefault(number, custom) is not custom or _has_namesake(custom):
        custom.remove()
        raise UsageError(f"there is a helper {name!r} already; remove() it first")
    return custom


def _has_namesake(helper: CustomHelper) -> bool:
    name = helper.helper.name
    return any(o.helper.name == name for o in list(_helpers.values()) if o is not helper)


def replaced(row: Helper, added: CustomHelper | None = None) -> CustomHelper:
    """Return the helper that calls go to where a test replaces one.

    Its number is that of the row: objects that replace the same helper may share their code.

    Args:
        row: the helper that is replaced.
        added: likewise, where somebody added it.
    """
    key = (row.id, row.name, row.args, row.programs, row.maps, row.effects)
    number = row.id if 0 < row.id < FIRST_OWN and added is None else 0
    number = number or _numbers.get(key) or _numbers.setdefault(key, next(_next))
    number += FIRST_REPLACED
    helper = replace(row, id=number, native=None, returns=Returns.NUMBER, own_name=row.name)
    made = CustomHelper(helper, row=row, added=added)
    _replaced.setdefault(number, made)
    return made


def parse_prototype(prototype: str | Sequence[Arg]) -> tuple[Arg, ...]:
    """Return the kinds of the arguments in r1, r2, ..., at most five.

    Args:
        prototype: words with commas between them: ``any``, ``ctx``, ``map`` (only as the first;
            ``map_key``, ``map_value`` and ``map_value_out`` belong to it), ``mem_read`` or
            ``mem_write`` with ``size`` right behind it, ``const_str``, ``long_out``.

    Raises:
        UsageError: another word, or not in this order.
    """
    args = prototype
    if isinstance(prototype, str):
        words = [word.strip() for word in prototype.split(",")] if prototype.strip() else []
        for word in words:
            if word.upper() not in Arg.__members__:
                known = ", ".join(sorted(arg.name.lower() for arg in _ALLOWED))
                raise UsageError(f"a prototype has no {word!r}; its words are {known}")
        args = [Arg[word.upper()] for word in words]
    args = tuple(a for a in args if isinstance(a, Arg))
    if len(args) > 5 or not _ALLOWED.issuperset(args):
        raise UsageError("a helper takes five arguments at most, of the kinds of parse_prototype()")
    for index, arg in enumerate(args):
        sized = index > 0 and args[index - 1] in (Arg.MEM_READ, Arg.MEM_WRITE)
        if sized != (arg is Arg.SIZE):
            raise UsageError("size goes behind mem_read and mem_write, and nowhere else")
        of_map = arg in (Arg.MAP_KEY, Arg.MAP_VALUE, Arg.MAP_VALUE_OUT)
        if (arg is Arg.MAP and index) or (of_map and args[0] is not Arg.MAP):
            raise UsageError("a map is the first argument, before keys and values of it")
    if args and args[-1] in (Arg.MEM_READ, Arg.MEM_WRITE):
        raise UsageError("size goes behind mem_read and mem_write")
    return args


def invoke(custom: CustomHelper, memory: Memory, r: Sequence[int]) -> int:
    """Call the Python function of a helper.

    Args:
        custom: the helper.
        memory: memory of the program.
        r: r0 to r5; the arguments have been checked.

    Returns:
        r0, 64 bits unsigned.
    """
    assert custom.function is not None
    copies = Copies(memory)
    values = arguments(custom.helper, copies, r)
    try:
        result = custom.function(*values)
    finally:
        copies.settle()
        release(values)
    return int(result or 0) & _U64


def release(values: Sequence[object]) -> None:
    """Let go of the views among arguments: what a function kept must not outlive its call."""
    for value in values:
        if isinstance(value, memoryview):
            value.release()

"""Classes of fields, as `dataclasses` makes them, whose methods are made when they are first used.

A process that runs one program imports a hundred such classes and makes objects of twenty.
`dataclasses` compiles up to eight functions for each when it is imported, which was a third of the
start of ``progpack run``, and imports `inspect` for it. Here a class costs its slots, and each
method is compiled when it is first looked up. All else is as there: `dataclasses.fields`,
`dataclasses.replace` and `dataclasses.asdict` take these classes too, and type checkers see
`dataclasses` itself.

`cached_property` is that of `functools` without its lock: before Python 3.12 all objects of a class
share one, and a child of a fork waits for ever for a lock that a thread of its parent had. Threads
that ask at once may each make the value; all have the one that is ready first.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from dataclasses import asdict, dataclass, field, fields, replace
    from functools import cached_property  # noqa: TID251 - only its type

__all__ = ["asdict", "cached_property", "dataclass", "field", "fields", "replace"]


class _Nothing:
    """The default of what is made anew for each object, as signatures show it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<factory>"


_NOTHING: Final = _Nothing()
#: The attributes of a class that have its fields by name, those of its bases first, and what was
#: asked for.
_FIELDS: Final = "__record_fields__"
_OPTIONS: Final = "__record_options__"


class _Field:
    """The properties of one field; see `dataclasses.field`."""

    __slots__ = ("compare", "default", "factory", "init", "name", "repr", "type")

    def __init__(self, default: Any, factory: Any, **taken_part: bool) -> None:
        self.default = default
        self.factory = factory
        self.init = taken_part["init"]
        self.repr = taken_part["repr"]
        self.compare = taken_part["compare"]
        self.name = ""
        self.type: Any = None

    @property
    def optional(self) -> bool:
        """Whether a call may leave it out."""
        return self.default is not _NOTHING or self.factory is not _NOTHING


class _Later:
    """An attribute of a class that is made when it is first looked up, and replaced by that.

    Two threads may both make it; what they make is the same.
    """

    __slots__ = ("_class", "_make", "_name")

    def __init__(self, of: type, name: str, make: Callable[[type], Any]) -> None:
        self._class = of
        self._name = name
        self._make = make

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        made = self._make(self._class)
        setattr(self._class, self._name, made)
        bind = getattr(type(made), "__get__", None)
        return made if bind is None else bind(made, instance, owner)


def _field(
    *,
    default: Any = _NOTHING,
    default_factory: Any = _NOTHING,
    init: bool = True,
    repr: bool = True,  # noqa: A002
    compare: bool = True,
) -> Any:
    """See `dataclasses.field`."""
    return _Field(default, default_factory, init=init, repr=repr, compare=compare)


def _dataclass(
    *, frozen: bool = False, slots: bool = False, eq: bool = True, weakref_slot: bool = False
) -> Callable[[type], type]:
    """See `dataclasses.dataclass`.

    Raises:
        TypeError: without ``slots=True``; no class of this package goes without.
    """
    if not slots:
        raise TypeError("dataclass() of this package wants slots=True")

    def made(of: type) -> type:
        return _class(of, frozen=frozen, eq=eq, weakref_slot=weakref_slot)

    return made


def _class(of: type, *, frozen: bool, eq: bool, weakref_slot: bool) -> type:
    """The class with slots in place of annotations, and what makes its methods."""
    own = _own_fields(of)
    body = {name: value for name, value in of.__dict__.items() if name not in own}
    body.pop("__dict__", None)
    body.pop("__weakref__", None)
    body["__slots__"] = (*own, "__weakref__") if weakref_slot else tuple(own)
    fields = {**getattr(of, _FIELDS, {}), **own}
    body[_FIELDS] = fields
    body.setdefault("__match_args__", tuple(n for n, each in fields.items() if each.init))
    body[_OPTIONS] = {"frozen": frozen, "eq": eq}
    made: type = type(of)(of.__name__, of.__bases__, body)
    made.__qualname__ = of.__qualname__
    _add(made, _METHODS)
    if eq:
        _add_comparison(made, body, frozen=frozen)
    if frozen:
        _freeze(made, fields)
    for name in ("__dataclass_fields__", "__dataclass_params__"):
        setattr(made, name, _Later(made, name, partial(_standard, attribute=name)))
    return made


def _own_fields(of: type) -> dict[str, _Field]:
    fields = {}
    for name, kind in of.__annotations__.items():
        if str(kind).startswith(("ClassVar", "typing.ClassVar")):
            continue
        value = of.__dict__.get(name, _NOTHING)
        if not isinstance(value, _Field):
            value = _Field(value, _NOTHING, init=True, repr=True, compare=True)
        value.name, value.type = name, kind
        fields[name] = value
    return fields


def _add(made: type, makers: Mapping[str, Callable[[type], Any]]) -> None:
    """Add methods that the class does not have itself."""
    for name, make in makers.items():
        if name not in made.__dict__:
            setattr(made, name, _Later(made, name, make))


def _add_comparison(made: Any, body: Mapping[str, Any], *, frozen: bool) -> None:
    """``__eq__`` and what follows from it: a hash for what never changes, none for what does."""
    _add(made, {"__eq__": _eq})
    # A class that has ``__eq__`` alone has None there, which nobody wrote.
    written = body.get("__hash__") is not None or ("__hash__" in body and "__eq__" not in body)
    if not written:
        made.__hash__ = _Later(made, "__hash__", _hash) if frozen else None


def _freeze(made: Any, fields: Mapping[str, _Field]) -> None:
    def refuse(self: object, name: str, verb: str) -> None:
        if type(self) is made or name in fields:
            from dataclasses import FrozenInstanceError

            raise FrozenInstanceError(f"cannot {verb} field {name!r}")

    def __setattr__(self: object, name: str, value: object) -> None:
        refuse(self, name, "assign to")
        super(made, self).__setattr__(name, value)

    def __delattr__(self: object, name: str) -> None:
        refuse(self, name, "delete")
        super(made, self).__delattr__(name)

    for each in (__setattr__, __delattr__, __getstate__, __setstate__):
        if each.__name__ not in made.__dict__:
            setattr(made, each.__name__, each)


def __getstate__(self: object) -> list[Any]:
    return [getattr(self, name) for name in getattr(self, _FIELDS)]


def __setstate__(self: object, state: Iterable[Any]) -> None:
    for name, value in zip(getattr(self, _FIELDS), state, strict=True):
        object.__setattr__(self, name, value)


def _compile(made: type, name: str, lines: Iterable[str], known: dict[str, Any]) -> Any:
    """The method of a class that a text in Python defines."""
    exec("\n ".join(lines), known)
    method = known[name]
    method.__qualname__ = f"{made.__qualname__}.{name}"
    method.__module__ = made.__module__
    return method


def _init(made: type) -> Any:
    fields: dict[str, _Field] = getattr(made, _FIELDS)
    frozen = getattr(made, _OPTIONS)["frozen"]
    known: dict[str, Any] = {"_NOTHING": _NOTHING}
    arguments, lines = ["self"], []
    for name, each in fields.items():
        value = name
        if each.factory is not _NOTHING:
            known[f"_make_{name}"] = each.factory
            value = f"_make_{name}()" + f" if {name} is _NOTHING else {name}" * each.init
        if each.default is not _NOTHING:
            known[f"_default_{name}"] = each.default
            value = name if each.init else f"_default_{name}"
        if each.init:
            default = "_NOTHING" if each.factory is not _NOTHING else f"_default_{name}"
            arguments.append(f"{name}={default}" if each.optional else name)
        if each.init or each.optional:
            known[f"_set_{name}"] = getattr(made, name).__set__
            lines.append(f"_set_{name}(self, {value})" if frozen else f"self.{name} = {value}")
    if hasattr(made, "__post_init__"):
        lines.append("self.__post_init__()")
    head = f"def __init__({', '.join(arguments)}):"
    method = _compile(made, "__init__", [head, *lines, "return None"], known)
    kinds = {name: each.type for name, each in fields.items() if each.init}
    method.__annotations__ = {**kinds, "return": None}
    return method


def _repr(made: type) -> Any:
    from reprlib import recursive_repr

    names = [name for name, each in getattr(made, _FIELDS).items() if each.repr]
    shown = ", ".join(f"{name}={{self.{name}!r}}" for name in names)
    text = f"return self.__class__.__qualname__ + f'({shown})'"
    return recursive_repr()(_compile(made, "__repr__", ["def __repr__(self):", text], {}))


def _tuple(made: type, of: str) -> str:
    """The fields that are compared, of the object that a name stands for, as a tuple."""
    fields = getattr(made, _FIELDS).items()
    return f"({''.join(f'{of}.{name}, ' for name, each in fields if each.compare)})"


def _eq(made: type) -> Any:
    lines = [
        "def __eq__(self, other):",
        f"if other.__class__ is self.__class__: return {_tuple(made, 'self')} == "
        + _tuple(made, "other"),
        "return NotImplemented",
    ]
    return _compile(made, "__eq__", lines, {})


def _hash(made: type) -> Any:
    lines = ["def __hash__(self):", f"return hash({_tuple(made, 'self')})"]
    return _compile(made, "__hash__", lines, {})


_METHODS: Final = {"__init__": _init, "__repr__": _repr}


def _standard(made: type, attribute: str) -> Any:
    """An attribute of the class of `dataclasses` that has the same fields."""
    import dataclasses

    every = getattr(made, _FIELDS)
    own = {name: every[name] for name in made.__annotations__ if name in every}
    body: dict[str, Any] = {name: _standard_field(each) for name, each in own.items()}
    body["__annotations__"] = {name: each.type for name, each in own.items()}
    body["__module__"] = made.__module__
    bases = tuple(base for base in made.__bases__ if hasattr(base, _FIELDS))
    made = dataclasses.dataclass(**getattr(made, _OPTIONS))(type(made.__name__, bases, body))
    return getattr(made, attribute)


def _standard_field(each: _Field) -> Any:
    import dataclasses

    given = {"default": each.default, "default_factory": each.factory}
    given = {name: value for name, value in given.items() if value is not _NOTHING}
    return dataclasses.field(init=each.init, repr=each.repr, compare=each.compare, **given)


def _fields(of: Any) -> Any:
    """See `dataclasses.fields`; of each field what was asked for, its name and its type."""
    found = getattr(of, _FIELDS, None)
    if found is not None:
        return tuple(found.values())
    import dataclasses

    return dataclasses.fields(of)


def _asdict(of: Any) -> Any:
    """See `dataclasses.asdict`."""
    import dataclasses

    return dataclasses.asdict(of)


def _replace(of: Any, /, **changes: Any) -> Any:
    """See `dataclasses.replace`."""
    for name, each in getattr(type(of), _FIELDS, {}).items():
        if not each.init and name in changes:
            break
        if each.init and name not in changes:
            changes[name] = getattr(of, name)
    else:
        if hasattr(type(of), _FIELDS):
            return type(of)(**changes)
    # A class of the standard library, or a refusal that is to be its own.
    import dataclasses

    return dataclasses.replace(of, **changes)


class _CachedProperty:
    """A property whose value is made when it is first asked for, and kept in the object."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        if instance is None:
            return self
        return vars(instance).setdefault(self._name, self._make(instance))


if not TYPE_CHECKING:
    cached_property = _CachedProperty
    asdict, dataclass, field, fields, replace = _asdict, _dataclass, _field, _fields, _replace

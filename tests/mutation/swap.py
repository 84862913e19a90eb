"""Puts a mutant into modules that are imported already, so that nothing is imported anew."""

from __future__ import annotations

import ast
import dataclasses
import gc
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from types import CodeType, FunctionType, ModuleType

__all__ = ["Functions", "transplant"]


_Place = tuple[str, int, bytes]


class Functions:
    """The functions of files, as they are in this process: methods, closures and wrapped ones too.

    Args:
        files: names of the files as code has them.
    """

    def __init__(self, files: Sequence[str]) -> None:
        self._functions: dict[str, dict[_Place, list[FunctionType]]] = {
            name: defaultdict(list) for name in files
        }
        gc.unfreeze()  # what is frozen is not among the objects
        for thing in gc.get_objects():
            if isinstance(thing, FunctionType):
                places = self._functions.get(thing.__code__.co_filename)
                if places is not None:
                    places[_place(thing.__code__)].append(thing)

    def swap(self, file: str, old: bytes, new: bytes) -> bool:
        """Give functions the code that another text of their file has.

        Args:
            file: which.
            old: its text as it was imported.
            new: the other text.

        Returns:
            False when the texts differ in what is run at import only, or in how many functions
            there are: nothing was changed, and the file has to be imported.
        """
        olds = list(_codes(compile(old, file, "exec", dont_inherit=True)))
        news = list(_codes(compile(new, file, "exec", dont_inherit=True)))
        if [code.co_qualname for code in olds] != [code.co_qualname for code in news]:
            return False
        swapped = False
        for before, after in zip(olds, news, strict=True):
            if before != after:
                for function in self._functions[file].get(_place(before), ()):
                    _note_too(function.__code__, after)
                    function.__code__ = after
                    swapped = True
        return swapped


def transplant(module: ModuleType, source: bytes) -> bool:
    """Give a module, and whoever has something of it, what another text of it makes at import.

    Tables, and what has attributes, are changed in place; other values are exchanged in every
    module that imported them by their name.

    Returns:
        False for a module that makes classes, whose instances there may be: nothing was changed.
    """
    if any(isinstance(each, ast.ClassDef) for each in ast.walk(ast.parse(source))):
        return False
    made = {
        key: module.__dict__[key] for key in ("__name__", "__package__", "__file__", "__spec__")
    }
    exec(compile(source, str(module.__file__), "exec", dont_inherit=True), made)
    for name, new in made.items():
        old = module.__dict__.get(name)
        if name.startswith("__") or old is new:
            continue
        if isinstance(old, dict):
            old.clear()
            old.update(new)
        elif dataclasses.is_dataclass(old) and not isinstance(old, type):
            for field in dataclasses.fields(old):
                object.__setattr__(old, field.name, getattr(new, field.name))
        else:
            _exchange(name, old, new)
    return True


def _exchange(name: str, old: object, new: object) -> None:
    for each in list(sys.modules.values()):
        if getattr(each, "__dict__", {}).get(name, each) is old:
            setattr(each, name, new)


def _place(code: CodeType) -> _Place:
    """What a code is known by: one that was run is not equal any more to itself compiled anew."""
    return code.co_qualname, code.co_firstlineno, code.co_linetable


def _note_too(before: CodeType, after: CodeType) -> None:
    """Put a code into each set that has another one: modules know some of their frames by it."""
    for noted in gc.get_referrers(before):
        if isinstance(noted, set):
            noted.add(after)


def _codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _codes(constant)

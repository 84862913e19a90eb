"""The public names: all there, documented, and loaded when they are first used."""

from __future__ import annotations

import inspect
import json

import pytest

import progpack
from tests.commands.conftest import process


def test_all_is_sorted_and_complete() -> None:
    assert sorted(progpack.__all__) == list(progpack.__all__)
    assert len(set(progpack.__all__)) == len(progpack.__all__)
    assert set(progpack.__all__) == {
        *progpack._HOMES,
        *(name for name in vars(progpack.errors) if name in progpack.errors.__all__),
        "__version__",
    }
    assert set(progpack.__all__) <= set(dir(progpack))


@pytest.mark.parametrize("name", [n for n in progpack.__all__ if n != "__version__"])
def test_every_public_name_is_there_and_documented(name: str) -> None:
    value = getattr(progpack, name)
    assert value is getattr(progpack, name)
    assert inspect.getdoc(value), name
    if inspect.ismodule(value):
        # A package that can be called, as the function in it that has its name.
        assert (value.__name__, callable(value)) == (progpack._HOMES[name], True)
        return
    assert value.__name__ == name
    home = progpack._HOMES.get(name, "progpack.errors")
    # The module that is named is where it is defined, not one that only has it too.
    assert value.__module__ == home


@pytest.mark.parametrize("name", [n for n in progpack.__all__ if n != "__version__"])
def test_public_methods_and_attributes_are_documented(name: str) -> None:
    value = getattr(progpack, name)
    if not inspect.isclass(value):
        return
    for member, what in vars(value).items():
        if member.startswith("_") or not (
            inspect.isfunction(what) or isinstance(what, property | classmethod | staticmethod)
        ):
            continue
        # What overrides a documented method of a base is documented there.
        assert inspect.getdoc(getattr(value, member)), f"{name}.{member}"


def test_a_name_that_is_not_there_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        progpack.nonsense  # noqa: B018 - what it raises is the point
    assert not hasattr(progpack, "__wrapped__")


def test_importing_the_package_loads_nothing_else() -> None:
    script = "import progpack, sys, json; print(json.dumps(sorted(sys.modules)))"
    done = process(script=script)
    assert (done.returncode, done.stderr) == (0, b"")
    found = set(json.loads(done.stdout))
    assert {name for name in found if name.startswith("progpack")} == {
        "progpack",
        "progpack.errors",
        "progpack.version",
    }
    assert found.isdisjoint({"llvmlite", "elftools", "rich", "numpy", "ctypes", "dataclasses"})


@pytest.mark.parametrize("name", sorted(progpack._HOMES))
def test_no_public_name_needs_llvm_or_a_report_to_be_imported(name: str) -> None:
    script = f"import progpack, sys, json; progpack.{name}; print(json.dumps(sorted(sys.modules)))"
    done = process(script=script)
    assert (done.returncode, done.stderr) == (0, b"")
    found = json.loads(done.stdout)
    assert {"llvmlite", "elftools", "rich", "numpy"}.isdisjoint(found)
    assert not [module for module in found if module.startswith("progpack.report")]


def test_a_star_import_has_every_public_name() -> None:
    script = (
        "import progpack\nfrom progpack import *\n"
        "print(sorted(set(progpack.__all__) - {*globals()}))"
    )
    done = process(script=script)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"[]\n", b"")

"""An object that was read before is read again as if it had not been."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from progpack import ObjectError, load, read_object
from progpack.bpf.maps import special_fields
from progpack.bpf.object import reader, recent

DATA = Path(reader.__file__).parents[2] / "data" / "bpf"
FILES = sorted(DATA.glob("*.bpf.o"))


@pytest.fixture(autouse=True)
def _nothing_is_known() -> Iterator[None]:
    recent._recent.clear()
    yield
    recent._recent.clear()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of what is read, and not found."""
    names: list[str] = []
    whole = reader._Object

    class Counted(whole):  # type: ignore[misc,valid-type]
        def __init__(self, image: Any, **how: Any) -> None:
            names.append(image.name)
            super().__init__(image, **how)

    monkeypatch.setattr(reader, "_Object", Counted)
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_it_is_equal_and_read_once(path: Path, read: list[str]) -> None:
    first, second = read_object(path), read_object(path)
    assert first == second
    assert len(read) == 1
    recent._recent.clear()
    assert read_object(path) == first


def test_its_tables_are_the_callers_own() -> None:
    first, second, third = (read_object(FILES[0]) for _ in range(3))
    programs, maps = dict(third.programs), dict(third.maps)
    for spec in (first, second):
        for table in (spec.programs, spec.maps, spec.externs, spec.skipped):
            assert isinstance(table, dict)
            table.clear()
        assert (read_object(FILES[0]).programs, read_object(FILES[0]).maps) == (programs, maps)
    assert (third.programs, third.maps) == (programs, maps)


def test_another_file_of_the_name_is_another_object(tmp_path: Path, read: list[str]) -> None:
    path = tmp_path / "x.bpf.o"
    for number, source in enumerate(FILES[:3] * 2, 1):
        path.write_bytes(source.read_bytes())
        expected = read_object(source.read_bytes(), str(path))
        assert read_object(path).programs.keys() == expected.programs.keys()
        assert len(read) == min(number, 3)


def test_names_and_ways_to_read_are_told_apart(read: list[str]) -> None:
    data = FILES[0].read_bytes()
    assert read_object(data, "a").name == "a"
    assert read_object(data, "b").name == "b"
    read_object(data, "a", skip_unsupported=True)
    assert len(read) == 3


def test_what_cannot_be_read_is_refused_each_time() -> None:
    data = FILES[0].read_bytes()[:200]
    for _ in range(2):
        with pytest.raises(ObjectError):
            read_object(data)
    assert not recent._recent


def test_the_oldest_go_first_and_large_ones_are_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    data = FILES[0].read_bytes()
    for number in range(recent._MOST_OBJECTS + 3):
        read_object(data, f"object{number}")
    names = [name for _, name, _ in recent._recent]
    assert names == [f"object{number}" for number in range(3, recent._MOST_OBJECTS + 3)]
    monkeypatch.setattr(recent, "_MOST_BYTES", len(data) * 2)
    read_object(data, "last")
    assert [name for _, name, _ in recent._recent] == [names[-1], "last"]
    monkeypatch.setattr(recent, "_MOST_BYTES", len(data) - 1)
    read_object(data, "large")
    assert not recent._recent


def test_locks_and_timers_are_those_of_the_map_that_is_asked_for() -> None:
    found = {}
    for path in FILES:
        for spec in read_object(path).maps.values():
            if spec.value_type is not None:
                found[id(spec)] = spec, special_fields._search(spec, spec.value_type)
    for _ in range(2):
        for spec, expected in found.values():
            assert special_fields.special_fields(spec) == expected
    assert len(special_fields._recent) <= special_fields._MOST_RECENT


def test_variables_that_are_set_are_not_seen_by_the_next_load() -> None:
    path = DATA / "firewall.bpf.o"
    with load(path, backend="interpreter", variables={"default_action": 1}) as obj:
        assert obj.globals.default_action == 1
    with load(path, backend="interpreter") as obj:
        assert obj.globals.default_action == 2

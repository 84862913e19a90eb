"""Traces as tables."""

from __future__ import annotations

import importlib
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from trace_strategies import events, headers, ordinary

from progpack.errors import MissingFeatureError, ObjectError
from progpack.trace import Event, Header, Note, Trace, TraceWriter, to_parquet
from progpack.trace.file import parquet

HEADER = Header(arch="x86-64")


def written(path: Path, items: list[Event], header: Header = HEADER) -> Trace:
    with TraceWriter(path, header) as writer:
        writer.write_all(items)
    return Trace(path)


@pytest.fixture(scope="module")
def polars() -> Any:
    return pytest.importorskip("polars")


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(items=st.lists(events, max_size=8), header=headers)
def test_every_attribute_of_every_event_is_in_its_column(
    polars: Any, tmp_path_factory: pytest.TempPathFactory, items: list[Event], header: Header
) -> None:
    folder = tmp_path_factory.getbasetemp()
    trace = written(folder / "t.gz", items, header)
    path = folder / "t.parquet"
    assert to_parquet(trace, path) == len(items)
    table = polars.read_parquet(path)
    assert polars.read_parquet_metadata(path)["progpack-trace"] == header.encode().rstrip()
    assert table.columns == list(parquet.COLUMNS)
    for order, (event, row) in enumerate(zip(items, table.to_dicts(), strict=True)):
        expected = dict.fromkeys(parquet.COLUMNS)
        expected |= {f.name: getattr(event, f.name) for f in fields(event)}
        expected |= {"order": order, "event": type(event).__name__.lower()}
        for name, value in expected.items():
            if isinstance(value, str):
                # Parquet has no lone surrogates.
                value = value.encode("utf-8", "replace").decode()
            assert row[name] == value, name


def test_a_table_of_many_batches_is_whole_and_in_order(
    polars: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "_BATCH", 1000)
    items = list(ordinary(3500))
    assert to_parquet(written(tmp_path / "t", items), tmp_path / "p") == 3500
    table = polars.read_parquet(tmp_path / "p")
    assert table["order"].to_list() == list(range(3500))
    assert table["time_ns"].to_list() == [event.time_ns for event in items]


def test_a_damaged_trace_leaves_the_old_table_and_says_what_is_wrong(
    polars: Any, tmp_path: Path
) -> None:
    path = tmp_path / "p"
    to_parquet(written(tmp_path / "t", [Note(1, "old")]), path)
    data = (tmp_path / "t").read_bytes()
    (tmp_path / "t").write_bytes(data[:-3])
    with pytest.raises(ObjectError, match=r"record \d+: the gzip member"):
        to_parquet(Trace(tmp_path / "t"), path)
    assert polars.read_parquet(path)["text"].to_list() == ["old"]
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["p", "t"]


def test_a_place_that_cannot_be_written_is_named(polars: Any, tmp_path: Path) -> None:
    trace = written(tmp_path / "t", [Note(1, "a")])
    with pytest.raises(ObjectError, match=r"none/p: .*No such file"):
        to_parquet(trace, tmp_path / "none" / "p")


def test_without_polars_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("polars", "polars.io.plugins"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ImportError):
        importlib.import_module("polars")
    trace = written(tmp_path / "t", [Note(1, "a")])
    with pytest.raises(MissingFeatureError, match=r"progpack\[data\]"):
        to_parquet(trace, tmp_path / "p")
    assert not (tmp_path / "p").exists()

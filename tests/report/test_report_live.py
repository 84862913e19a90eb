"""Rows at intervals: columns stay in place, and what is not known is not a zero."""

from __future__ import annotations

import dataclasses
import json

from progpack.kernel.sampler import Sample
from progpack.known import Unknown
from progpack.report.snapshot.live import header, reasons, row, sample_dict
from progpack.snapshot import DirectMap

ROW = Sample(
    time=1.0,
    seconds=2.0,
    programs=91,
    loads=30,
    unloads=3,
    lost=0,
    packs=2,
    jited=123456,
    charged=131072,
    charged_most=2097152,
    direct_map=DirectMap(192512, 4001792, 23068672, 5, 0, 1, 0),
    limit=528482304,
    headroom=528000000,
)


def cells(sample: Sample) -> dict[str, str]:
    """The text under each name, by the columns that the header has."""
    names, text, found, start = header(), row(sample), {}, 0
    for name in names.split():
        end = names.index(name, start) + len(name)
        found[name] = text[start:end].strip()
        start = end
    assert len(text) == len(names)
    return found


def test_each_number_stands_under_its_name() -> None:
    assert cells(ROW) == {
        "progs": "91",
        "loads/s": "15",
        "unlds/s": "1.5",
        "packs": "2",
        "charge": "128 K",
        "2M-spl": "5",
        "1G-spl": "0",
        "2M-col": "1",
        "1G-col": "0",
        "map-4K": "188 M",
        "room<=": "504 M",
    }


def test_a_row_fits_a_terminal_of_80_columns() -> None:
    assert len(header()) <= 80


def test_unknown_values_are_dashes_and_have_one_reason_each() -> None:
    hidden = Unknown("CAP_BPF is needed")
    sample = dataclasses.replace(ROW, programs=hidden, headroom=hidden, charged=hidden)
    found = cells(sample)
    assert (found["progs"], found["room<="], found["charge"]) == ("-", "-", "-")
    assert reasons(sample) == ["programs, headroom: CAP_BPF is needed"]
    assert reasons(ROW) == []


def test_rates_are_marked_when_events_were_lost() -> None:
    assert cells(dataclasses.replace(ROW, lost=4))["loads/s"] == "15+"


def test_the_first_row_has_no_rate() -> None:
    assert cells(dataclasses.replace(ROW, seconds=0.0))["loads/s"] == "-"


def test_a_sample_dict_has_all_numbers_and_reasons() -> None:
    found = json.loads(json.dumps(sample_dict(dataclasses.replace(ROW, packs=Unknown("why")))))
    assert found["packs"] == {"unknown": "why"}
    assert found["direct_map"]["level2_splits"] == 5
    assert {*found} == {field.name for field in dataclasses.fields(Sample)}

"""A measured record whose compressed bytes are damaged is refused by name, with no other error."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from tests.trace.measured_mutations import mutated, read_all, shortened, sources

from progpack.errors import ObjectError
from progpack.replay.validation.kernel_record import KernelRecord
from progpack.trace import Measured

NAME = "6.1-x86_64-b_1000.jsonl.gz"
ROUNDS = 300


def test_damage_of_the_compression_is_an_object_error(tmp_path: Path) -> None:
    rng = random.Random(5)
    start = {"op": "start", "kernel": "6.1.0", "arch": "x86_64", "pagesize": 4096}
    lines = [start, *({"op": "L", "id": n, "us": rng.randrange(10**6)} for n in range(200))]
    whole = gzip.compress("\n".join(map(json.dumps, lines)).encode(), mtime=0)
    path = tmp_path / NAME
    refused: list[str] = []
    for _ in range(ROUNDS):
        damaged = bytearray(whole)
        damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
        path.write_bytes(damaged)
        try:
            KernelRecord(path)
        except ObjectError as error:
            refused.append(str(error))
    assert len(refused) > ROUNDS // 2
    assert all(NAME in message for message in refused)


def test_a_record_that_is_cut_short_is_an_object_error(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(gzip.compress(b'{"op": "start", "kernel": "6.1.0"}')[:-9])
    with pytest.raises(ObjectError, match="record 1: "):
        KernelRecord(path)


START = {"op": "start", "kernel": "6.1.0", "arch": "x86_64", "pagesize": 4096}
#: A good line of each operation, and what may be in it besides.
LINES = {
    "start": START | {"ram": 1 << 30},
    "rd": {"op": "rd", "f": "/proc/sys/net/core/bpf_jit_limit", "v": "528482304 "},
    "L": {"op": "L", "id": 1, "n": 9, "us": 3, "a": "0xffffffffc04a8e10", "jl": 70, "calls": 1},
    "S": {"op": "S", "id": 2, "n": 9, "us": 3, "subs": [["0xffffffffc0026c90", 60]]},
    "U": {"op": "U", "id": 1, "c": {"level2_splits": 3}},
    "A": {"op": "A", "id": 1, "n": 2, "err": 9},
    "packs": {"op": "packs", "label": "x", "p": [{"ptr": "0xffffffffc0400000", "r": [[64, 25]]}]},
    "freemap": {"op": "freemap", "p": [{"ptr": "0xffffffffc0400000", "bm": "0xf0"}]},
    "kcore": {"op": "kcore", "label": "start"},
    "dm": {"op": "dm", "lv": "1G", "pa": "0x140000000", "n": 5, "f": "0x8000000000000183"},
    "phys": {"op": "phys", "r": [["0x1e58d4000", 1]], "lv": 2},
    "snap": {
        **dict.fromkeys(("packs", "packpg", "jit", "jitpg", "prog", "level2_splits"), 1),
        "op": "snap",
        "label": "start",
        "t": 2.5,
        "DirectMap4k": 20352,
        "vm": ["0x1-0x2 3"],
    },
}
FIELDS = [(name, field) for name, line in LINES.items() for field in line if field != "op"]


def written(folder: Path, *lines: dict[str, Any]) -> Path:
    path = folder / NAME
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
    return path


def readers(path: Path) -> list[Callable[[], object]]:
    return [
        lambda: KernelRecord(path).moments(),
        lambda: [KernelRecord(path).walk("start"), KernelRecord(path).physical_pages()],
        lambda: list(Measured(path)),
    ]


def problem_of(read: Callable[[], object]) -> str:
    """What a reader says that refuses a record; "" when it does not."""
    try:
        read()
    except ObjectError as error:
        return str(error)
    return ""


VALUES: tuple[object, ...] = (None, True, {}, -1, 1 << 60, "x" * 5000, [None], [[1]])
#: Without any counter ``c`` is valid, as of a kernel that has none.
WRONG = [
    (name, field, value)
    for name, field in FIELDS
    for value in VALUES
    if (field, value) != ("c", {})
]


@pytest.mark.parametrize(("name", "field", "value"), WRONG)
def test_a_field_of_another_type_or_range_is_named_with_its_line(
    tmp_path: Path, name: str, field: str, value: object
) -> None:
    changed = LINES[name] | {field: value}
    path = written(tmp_path, *([changed] if name == "start" else [START, changed]))
    line = 1 if name == "start" else 2
    for read in readers(path):
        with pytest.raises(ObjectError, match=f"record {line}: .*'{field}'"):
            read()


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_a_field_that_must_be_there_is_named_with_its_line(
    tmp_path: Path, name: str, field: str
) -> None:
    changed = {key: value for key, value in LINES[name].items() if key != field}
    path = written(tmp_path, *([changed] if name == "start" else [START, changed]))
    for problem in filter(None, map(problem_of, readers(path))):
        assert f"'{field}'" in problem or "'id' 1 is of no program" in problem
        assert "record 1:" in problem or "record 2:" in problem


ABOVE = {
    "jl": [LINES["L"] | {"jl": 1 << 27, "id": n} for n in range(3)],
    "dm": [LINES["dm"] | {"n": 1 << 10} for _ in range(3)],
    "phys": [LINES["phys"] | {"r": [["0x0", 1 << 19]]} for _ in range(3)],
    "p": [LINES["packs"] | {"p": [{"ptr": "0x0", "r": [[0, 1 << 20]]}] * 5}],
    "p of many runs": [LINES["packs"] | {"p": [{"ptr": "0x0", "r": [[0, 1]] * ((1 << 14) + 1)}]}],
    "p of many bits": [LINES["freemap"] | {"p": [{"ptr": "0x0", "bm": "55" * 4097}]}],
}


@pytest.mark.parametrize("what", ABOVE)
def test_what_a_file_describes_is_bounded(tmp_path: Path, what: str) -> None:
    """However few bytes it takes to describe it."""
    path = written(tmp_path, START, *ABOVE[what])
    last = 1 + len(ABOVE[what])
    for read in readers(path):
        with pytest.raises(ObjectError, match=f"record {last}: .*'{what[:4].split()[0]}'"):
            read()


def test_no_kernel_has_packs_of_so_many_nodes(tmp_path: Path) -> None:
    most = LINES["snap"] | {"packpg": 512 << 10, "vm": []}
    del most["vm"]
    for pages, good in ((512 << 10, True), (513 << 10, False)):
        path = written(tmp_path, START, most | {"packpg": pages})
        for read in (readers(path)[0], readers(path)[2]):
            if good:
                read()
                continue
            with pytest.raises(ObjectError, match=r"record 2: .*'packpg'.* 1026 nodes"):
                read()


def test_read_only_pages_of_the_direct_map_are_bounded(tmp_path: Path) -> None:
    """Each is looked at."""
    marker = LINES["kcore"]
    few, many = (LINES["dm"] | {"lv": "4K", "n": n, "f": "0x1"} for n in (1 << 20, (1 << 20) + 1))
    assert KernelRecord(written(tmp_path, START, marker, few)).walk("start")
    record = KernelRecord(written(tmp_path, START, marker, many))
    with pytest.raises(ObjectError, match="'dm' at 'start' has 1048577 pages"):
        record.walk("start")


@pytest.mark.parametrize("seed", range(8))
def test_changed_records_are_read_or_refused(tmp_path: Path, seed: int) -> None:
    """`tests.trace.measured_mutations` tries more of them."""
    random = Random(seed)
    every = sources()
    for _ in range(15):
        source = random.choice(every)
        path = tmp_path / source.name.removesuffix(".gz")
        path.write_text("\n".join(map(json.dumps, mutated(shortened(source), random))))
        read_all(path)


def test_records_are_read_as_they_are(tmp_path: Path) -> None:
    """The records that are changed are good ones."""
    for source in sources()[::6]:
        path = tmp_path / source.name.removesuffix(".gz")
        path.write_text("\n".join(map(json.dumps, shortened(source))))
        KernelRecord(path).moments()
        assert list(Measured(path))

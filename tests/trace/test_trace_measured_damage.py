"""A measured record whose compressed bytes are damaged is refused by name, with no other error."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest

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
    with pytest.raises(ObjectError, match="no measured record"):
        KernelRecord(path)


@pytest.mark.parametrize("field", ["f", "label", "us", "t", "pagesize"])
@pytest.mark.parametrize("value", [None, True, [], {}, -1, 1 << 60])
def test_a_field_of_another_type_or_range_is_named(
    tmp_path: Path, field: str, value: object
) -> None:
    path = tmp_path / NAME
    path.write_bytes(gzip.compress(json.dumps({"op": "start", field: value}).encode()))
    with pytest.raises(ObjectError, match=field):
        KernelRecord(path)
    with pytest.raises(ObjectError, match=f"record 1: .*{field}"):
        Measured(path)

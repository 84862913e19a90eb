"""A process that was taken over says what it likes: its parent gets an error, and no more."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

import progpack
from progpack import MapSpec, MapType, ObjectSpec, ProgramType
from progpack.bpf.asm import assemble_program
from progpack.errors import DiedError
from progpack.foreign.address_space import fields_of, packed
from progpack.foreign.process import Process
from progpack.jit.native.layout import MapHeader, State

HUGE = (1 << 64) - 8
PROGRAM = """r1 = map ring ll; r1 = map hash ll; r1 = map queue ll; r1 = map stack ll
r1 = map events ll; r0 = 1; exit"""
MAPS = {
    "ring": MapSpec("ring", MapType.RINGBUF, 0, 0, 4096),
    "events": MapSpec("events", MapType.PERF_EVENT_ARRAY, 4, 4, 4),
    "hash": MapSpec("hash", MapType.HASH, 4, 4, 4),
    "queue": MapSpec("queue", MapType.QUEUE, 0, 4, 4),
    "stack": MapSpec("stack", MapType.STACK, 0, 4, 4),
}


@pytest.fixture
def loaded() -> Iterator[progpack.Object]:
    program = assemble_program(PROGRAM.replace(";", "\n"), name="p", type=ProgramType.XDP)
    with progpack.load(ObjectSpec("t", "GPL", {"p": program}, MAPS), backend="isolated") as obj:
        yield obj


def lie(
    monkeypatch: pytest.MonkeyPatch, structure: type[ctypes.Structure], **lies: int
) -> list[int]:
    """Change fields of a structure in what a process answers; the sizes that are asked for."""
    asked: list[int] = []
    ask = Process.ask

    def lying(
        self: Process, writes: Sequence[Any], reads: Sequence[tuple[int, int]], **more: Any
    ) -> list[bytes]:
        asked.extend(size for _, size in reads)
        assert max(asked, default=0) < 1 << 24
        assert len(asked) < 10_000
        answers = ask(self, writes, reads, **more)
        order = self.executable.order
        return [
            packed(structure, order, fields_of(structure, order, data) | lies)
            if len(data) == ctypes.sizeof(structure)
            else data
            for data in answers
        ]

    monkeypatch.setattr(Process, "ask", lying)
    return asked


@pytest.mark.parametrize(
    "lies",
    [
        {"fault": 999},
        {"fault": 1, "fault_pc": 1 << 31},
        {"fault": 1, "fault_pc": 100},
        {"meta": HUGE},
        {"meta": 0, "data_end": HUGE},
        {"data_end": 0},
    ],
)
def test_lies_of_a_run(
    loaded: progpack.Object, monkeypatch: pytest.MonkeyPatch, lies: dict[str, int]
) -> None:
    lie(monkeypatch, State, **lies)
    with pytest.raises(DiedError, match="is not valid"):
        loaded.programs["p"].run(bytes(64))
    with pytest.raises(DiedError, match="has been ended"):
        loaded.programs["p"].run(bytes(64))


@pytest.mark.parametrize(
    "lies",
    [
        {"link": HUGE},
        {"logged": 1, "lost": HUGE},
        {"held": 1, "redirect": 7, "redirect_map": HUGE, "random": 0},
    ],
)
def test_lies_that_say_nothing_impossible(
    loaded: progpack.Object, monkeypatch: pytest.MonkeyPatch, lies: dict[str, int]
) -> None:
    lie(monkeypatch, State, **lies)
    assert loaded.programs["p"].run(bytes(64)).return_value == 1


@pytest.mark.parametrize("name", ["ring", "events"])
@pytest.mark.parametrize(
    "lies",
    [
        {"producer": HUGE},
        {"consumer": 8, "producer": 0},
        {"consumer": HUGE, "producer": 64},
        {"producer": 1 << 22},
        {"producer": 4},
    ],
)
def test_lies_about_a_ring(
    loaded: progpack.Object, monkeypatch: pytest.MonkeyPatch, name: str, lies: dict[str, int]
) -> None:
    lie(monkeypatch, MapHeader, **lies)
    with pytest.raises(DiedError, match="is not valid"):
        loaded.maps[name].consume()


def test_a_record_that_is_longer_than_its_ring(
    loaded: progpack.Object, monkeypatch: pytest.MonkeyPatch
) -> None:
    lie(monkeypatch, MapHeader, producer=64)
    read = Process.read

    def lying(self: Process, address: int, size: int) -> bytes:
        # What a record's header is, in a state that says that it is finished.
        return b"\xf0\xff\xff\xff\2\0\0\0" if size == 8 else read(self, address, size)

    monkeypatch.setattr(Process, "read", lying)
    with pytest.raises(DiedError, match="is not valid"):
        loaded.maps["ring"].consume()


@pytest.mark.parametrize("lies", [{"reached": HUGE}, {"reached": 6}, {"count": 1 << 31}])
def test_lies_about_tables(
    loaded: progpack.Object, monkeypatch: pytest.MonkeyPatch, lies: dict[str, int]
) -> None:
    lie(monkeypatch, MapHeader, **lies)
    asked = [loaded.maps["queue"].values, loaded.maps["stack"].values]
    asked = asked if "count" in lies else [lambda: list(loaded.maps["hash"])]
    for ask in asked:
        with pytest.raises(DiedError, match=r"is not valid|has been ended"):
            ask()

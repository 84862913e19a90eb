"""The history of an allocator as a trace, and replayed: the same places again."""

from __future__ import annotations

import gc
import os
import random
from pathlib import Path

import pytest

from progpack.errors import ExecMemoryError, ObjectError, OutOfMemoryError
from progpack.memory import Code, PackAllocator, Slot
from progpack.pack import PackList, Request, Span
from progpack.trace import Header, Load, Trace, TraceWriter, Unload
from tests.memory.child import run
from tests.memory.faulty import FaultyMemory
from tests.memory.native import pattern, returning


def replayed(trace: Trace, policy: str) -> dict[int, Span]:
    """Place what a trace says; the spans that are left, by id."""
    lead = trace.header.features["lead"]
    assert type(lead) is int
    packs = PackList(policy, page_size=trace.header.page_size, lead=lead)
    spans: dict[int, Span] = {}
    for event in trace:
        if isinstance(event, Load):
            assert event.id is not None
            assert event.id not in spans
            assert event.kind == "image"
            assert event.chunk_bytes is not None
            spans[event.id] = packs.place(Request(event.chunk_bytes))
        elif isinstance(event, Unload):
            assert event.id is not None
            packs.release(spans.pop(event.id))
    return spans


@pytest.mark.parametrize("policy", ["pack", "pack-4k", "page"])
def test_a_replay_puts_everything_in_the_same_chunks(policy: str, tmp_path: Path) -> None:
    path = tmp_path / "history.trace"
    chance = random.Random(7)
    with PackAllocator(policy, record=path, jit_limit=1 << 20) as packs:
        live: list[Code] = []
        slots: list[Slot] = []
        for i in range(600):
            kind = chance.random()
            size = chance.choice([1, 60, 200, 700, 5000])
            if kind < 0.4:
                live.append(packs.install(pattern(i, size), name=f"p{i}"))
            elif kind < 0.55:
                slots.append(packs.reserve(size, binary=i % 2 == 0))
            elif kind < 0.65 and slots:
                slot = slots.pop(chance.randrange(len(slots)))
                live.append(slot.finalize())
            elif kind < 0.7 and slots:
                slots.pop().abandon()
            elif live:
                code = live.pop(chance.randrange(len(live)))
                code.free()
                del code
        held = {code.generation: code for code in (*live, *slots)}
        assert packs.recorder is not None
        packs.recorder._writer.flush()
        spans = replayed(Trace(path), policy)
        assert spans.keys() == held.keys()
        for key, span in spans.items():
            assert (span.chunk, span.chunks) == (held[key].chunk, held[key].chunks)
            assert span.pack.number == held[key].pack
        assert packs.stats.failures == ()
    assert not replayed(Trace(path), policy), "closing gives everything back"


def test_a_trace_says_where_and_when(tmp_path: Path) -> None:
    path = tmp_path / "history.trace"
    with PackAllocator("pack", record=path, name="mine", jit_limit=4096) as packs:
        code = packs.install(returning(1), name="one")
        address = code.address
        code.free()
    trace = Trace(path)
    assert trace.header.features == {"policy": "pack", "limit": 4096, "lead": 64}
    assert trace.header.comment == f"allocator mine of process {os.getpid()}"
    assert (trace.header.arch, trace.header.clock) == (packs.capabilities.arch.name, "monotonic")
    load, unload = trace
    assert isinstance(load, Load)
    assert isinstance(unload, Unload)
    assert (load.name, load.address, load.size) == ("one", address, len(returning(1)))
    assert (load.id, load.pid) == (unload.id, os.getpid())
    assert 0 < load.time_ns <= unload.time_ns


def test_what_shrinks_is_replayed_as_fewer_chunks(tmp_path: Path) -> None:
    path = tmp_path / "history.trace"
    with PackAllocator("pack", record=path) as packs:
        code = packs.install(bytes(1000))
        code.shrink(100)
        committed = packs.reserve(1000).commit(65)
        following = packs.install(b"x")
        packs.recorder._writer.flush()  # type: ignore[union-attr]
        spans = replayed(Trace(path), "pack")
        for held in (code, committed, following):
            span = spans[held.generation]
            assert (span.chunk, span.chunks) == (held.chunk, held.chunks)


def test_failed_installs_leave_no_load_without_its_unload(tmp_path: Path) -> None:
    path = tmp_path / "history.trace"
    memory = FaultyMemory()
    with PackAllocator("pack", record=path, memory=memory) as packs:
        memory.plan.arm("reserve")
        with pytest.raises(OutOfMemoryError):
            packs.install(b"x")
        memory.plan.arm("text_copy")
        with pytest.raises(ExecMemoryError):
            packs.install(b"x")
        del memory
        slot = packs.reserve(10)
        del slot
        gc.collect()
        packs.recorder._writer.flush()  # type: ignore[union-attr]
        assert not replayed(Trace(path), "pack")


def test_several_allocators_can_share_a_writer(tmp_path: Path) -> None:
    path = tmp_path / "shared.trace"
    with TraceWriter(path, Header(arch="x86-64")) as writer:
        with PackAllocator(record=writer) as first, PackAllocator(record=writer) as second:
            first.install(b"a").free()
            second.install(b"b").free()
        assert len(list(Trace(path))) == 4
        with PackAllocator(record=writer) as third:
            third.install(b"c").free()
    assert len(list(Trace(path))) == 6


def test_a_child_records_nothing(tmp_path: Path) -> None:
    path = tmp_path / "history.trace"
    run(
        f"""
import os
from progpack.memory import PackAllocator
packs = PackAllocator(record={str(path)!r})
code = packs.install(b"x", name="parents")
pid = os.fork()
if not pid:
    packs.install(b"y", name="childs")
    packs.close()
    os._exit(0)
assert os.waitpid(pid, 0)[1] == 0
packs.close()
"""
    )
    assert [event.name for event in Trace(path) if isinstance(event, Load)] == ["parents"]


def test_a_trace_that_cannot_be_written_is_refused_first_and_noted_later(tmp_path: Path) -> None:
    with pytest.raises(ObjectError, match="No such file"):
        PackAllocator(record=tmp_path / "no" / "where")
    packs = PackAllocator(record=tmp_path / "history.trace")
    assert packs.recorder is not None
    packs.recorder._writer.close()
    assert packs.install(returning(1)).function("int()")() == 1
    assert "trace: " in packs.stats.failures[0]
    assert "the writer is closed" in packs.stats.failures[0]
    packs.close()

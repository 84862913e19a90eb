"""Parts of an allocator on their own: what histories of calls see late, or in a child only."""

from __future__ import annotations

import random
import threading
from collections import deque
from collections.abc import Iterator
from pathlib import Path

import pytest

from progpack import PackAllocator, SpanError, UsageError
from progpack.memory.allocator.epochs import Limbo, Runners, Wait, caller
from progpack.memory.allocator.notifications import Notifications
from progpack.memory.names import Named
from progpack.memory.pages import mappings

RET = b"\xc3"


@pytest.fixture
def packs() -> Iterator[PackAllocator]:
    with PackAllocator() as made:
        yield made


def test_who_would_wait_for_itself_is_told_and_nobody_else() -> None:
    limbo, mine, others = Limbo(), Runners(), Runners()
    assert limbo.event() is None
    others.append(-1)
    limbo.waits.append(Wait((others,)))
    event = limbo.event()
    assert event is not None
    assert not event.is_set()
    mine.append(threading.get_ident())
    limbo.waits.append(Wait((mine,)))
    with pytest.raises(UsageError, match="it would wait for itself"):
        limbo.event()
    mine.clear()
    assert [wait.runners for wait in limbo.take_over()] == [(mine,)]
    assert not event.is_set()
    others.clear()
    assert [wait.runners for wait in limbo.take_over()] == [(others,)]
    assert event.is_set()


def test_threads_of_a_program_are_those_inside_and_those_that_pinned_it(
    packs: PackAllocator,
) -> None:
    code = packs.install(RET)
    me = threading.get_ident()
    runners = code.runners_now()
    assert runners.threads == []
    assert not runners
    with code.pinned():
        assert runners.threads == [me]
        runners.append(7)
        assert runners.threads == [7, me]
        runners.remove(7)
        assert runners
    assert runners.threads == []


def test_a_note_that_an_exception_left_is_forgotten_by_its_thread() -> None:
    runners = Runners()
    runners.append(threading.get_ident())
    assert runners.busy is False
    assert runners.threads == []
    runners.append(threading.get_ident())

    @caller
    def call(runners: Runners) -> bool:
        return runners.busy

    @caller
    def call_of_another(runners: Runners, other: Runners) -> bool:
        return other.busy

    assert call(runners) is True
    assert call_of_another(Runners(), runners) is False
    assert runners.threads == []


def test_a_program_is_its_own_context(packs: PackAllocator) -> None:
    code = packs.install(RET)
    with code as same:
        assert same is code
    with pytest.raises(SpanError):
        code.free()


@pytest.mark.parametrize("size", [0, -1, 1.0, True, 1 << 32])
def test_a_range_has_at_least_a_byte(size: object) -> None:
    with pytest.raises(UsageError, match="it is a number of bytes, 1 to"):
        PackAllocator(near=1 << 32, reserve=size)  # type: ignore[arg-type]


def test_a_range_of_one_byte_is_no_wrong_number() -> None:
    with pytest.raises(UsageError, match="reserve= goes with near="):
        PackAllocator(reserve=1)


class Told:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, object]] = []

    def add(self, programs: list[Named]) -> None:
        self.heard.append(("add", [each.address for each in programs]))

    def drop(self, address: int) -> None:
        self.heard.append(("drop", address))

    def forked(self, programs: list[Named]) -> None:
        self.heard.append(("forked", [each.address for each in programs]))


def test_what_is_installed_together_is_told_together(packs: PackAllocator) -> None:
    failures: deque[str] = deque()
    told, batch, other = Told(), Told(), Told()
    news = Notifications([told], failures)
    codes = packs.install_many([RET, RET, RET])
    entries, places = [code.entry for code in codes], [code.address for code in codes]
    news.hold(batch)
    news.hold(other)
    news.loaded_all(entries[:2])
    news.loaded(entries[2])
    news.go_on(batch)
    assert told.heard == []
    news.go_on(other)
    assert told.heard == [("add", places)]
    news.gone(entries[0])
    news.gone(entries[0])
    assert told.heard.pop() == ("drop", places[0])
    news.forked()
    assert told.heard == [("add", places), ("forked", places[1:])]
    news.loaded_all(entries[:1])
    assert told.heard[2:] == [("add", places[:1])]
    assert not failures


def test_the_mappings_of_ranges_are_counted_once_each(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    listed = tmp_path / "maps"
    listed.write_text(Path("/proc/self/maps").read_text())
    monkeypatch.setattr(mappings, "_MAPS", listed)
    monkeypatch.setattr(mappings.linux, "resident", lambda *_: 0)
    there = mappings.mappings(listed)
    borders = sorted({border for mapping in there for border in (mapping.start, mapping.end)})
    draw = random.Random(3)
    for _ in range(500):
        # Borders of mappings, addresses inside of them and between them; ranges in order.
        places = sorted({draw.choice(borders) + draw.choice((0, 0, 1, -1, 4096)) for _ in range(8)})
        pairs = list(zip(places[::2], places[1::2], strict=False))
        count = mappings.residency([((start, end - start),) for start, end in pairs]).vmas
        assert count == sum(
            any(mapping.start < end and mapping.end > start for start, end in pairs)
            for mapping in there
        )

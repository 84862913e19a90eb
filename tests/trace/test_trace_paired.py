"""What a recorder hears, in whatever order: what it writes of it is replayed as it is."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from progpack.replay import replay
from progpack.trace import Event, Header, Load, Lost, Note, Trace, TraceWriter, Unload
from progpack.trace.events import CLOCK_SLACK_NS
from progpack.trace.paired import PairedWriter

S = 1_000_000_000
# Few of each, so that most events are about what others are about.
number = st.none() | st.integers(1, 3)
place = st.none() | st.sampled_from((64, 128, 192))
time_ns = st.integers(0, 5).map(lambda halves: halves * S // 2)
heard: st.SearchStrategy[Event] = st.one_of(
    st.builds(
        Load, time_ns, number, st.just("p"), st.sampled_from(("program", "trampoline")), place,
        st.just(40), of=number,
    ),
    st.builds(Unload, time_ns, number, place),
    st.builds(Lost, time_ns, st.just(1)),
    st.builds(Note, time_ns, st.just("n")),
)  # fmt: skip


def written(events: Sequence[Event]) -> tuple[list[Event], int]:
    """What the trace has of these events, having been replayed; and how many are in no list."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "t.gz")
        with TraceWriter(path, Header()) as file:
            writer = PairedWriter(file)
            for event in events:
                writer.write(event)
        result = replay(path, ["page"])
        numbers = result.statistics
        assert (result.skipped, numbers.strays, numbers.replaced) == (0, 0, 0)
        return list(Trace(path)), writer.unlisted


@given(st.lists(heard, max_size=12))
@example([Note(5 * S, "n"), Load(0, 1, "p", "program", 64, 40)])
@example([Load(0, 1, "p", "program", 64, 40), Unload(0, 1, None), Unload(0, None, 64)])
def test_whatever_is_heard_is_written_as_a_trace_that_is_replayed(events: list[Event]) -> None:
    kept, unlisted = written(events)
    # Of the rest nothing is left out.
    others = [event for event in events if isinstance(event, Lost | Note)]
    assert len([event for event in kept if isinstance(event, Lost | Note)]) == len(others)
    unloads = sum(isinstance(event, Unload) for event in events)
    assert sum(isinstance(event, Unload) for event in kept) >= unloads - unlisted
    assert sum(isinstance(event, Load) for event in kept) <= sum(
        isinstance(event, Load) for event in events
    )


def test_the_end_of_what_was_at_an_address_before_ends_nothing_else() -> None:
    new = Load(1, 8, "new", "program", 64, 40)
    assert written([new, Unload(2, 7, 64)]) == ([new], 1)


def test_a_load_at_a_place_that_is_taken_ends_what_was_there() -> None:
    old, new = (Load(n, n, f"p{n}", "program", 64, 40) for n in (1, 2))
    # Its own unload, found by looking again, says nothing new.
    assert written([old, new, Unload(3, 1, 64)]) == ([old, Unload(2, 1, 64, "p1"), new], 1)


def test_a_program_that_is_listed_and_announced_is_written_once() -> None:
    listed, announced = (Load(t, 8, "p", "program", 64, 40) for t in (1, 2))
    function = Load(1, None, "p", "program", 128, 40, sub=1, of=8)
    assert written([listed, function, announced, function]) == ([listed, function], 0)


def test_what_is_found_long_after_it_came_has_the_latest_time() -> None:
    late = [Note(5 * S, "n"), Load(5 * S - CLOCK_SLACK_NS, 1, "p", "program", 64, 40)]
    assert written(late) == (late, 0)
    later = Load(5 * S - CLOCK_SLACK_NS - 1, 2, "q", "program", 128, 40)
    kept, _ = written([*late, later])
    assert [event.time_ns for event in kept] == [5 * S, 4 * S, 5 * S]

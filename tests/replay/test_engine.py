"""Replaying: what the kernels are told, what is kept, and what is said of bad traces."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import progpack
from progpack.errors import ObjectError, UsageError
from progpack.pack import Policy, policies
from progpack.replay import Result, replay
from progpack.replay.picture import SAMPLES
from progpack.trace import (
    Counters,
    Event,
    Header,
    Load,
    Lost,
    Note,
    Synthesis,
    Trace,
    TraceWriter,
    Unload,
    save,
)
from progpack.trace.events import CLOCK_SLACK_NS
from tests.replay import fake as kernels
from tests.replay.fake import FakeKernel

pytestmark = pytest.mark.usefixtures("fake")
S = 1_000_000_000


def load(time_ns: int, number: int, size: int = 100, name: str = "p") -> Load:
    return Load(time_ns, number, name, "program", 0xFFFF0000 + 64 * number, size)


def unload(time_ns: int, number: int) -> Unload:
    return Unload(time_ns, number, 0xFFFF0000 + 64 * number, "p")


def written(path: Path, events: Sequence[Event]) -> Path:
    with TraceWriter(path, Header(arch="x86-64")) as writer:
        writer.write_all(events)
    return path


# What the kernels are told.


def test_each_policy_has_a_kernel_that_is_told_everything(fake: list[FakeKernel]) -> None:
    events = [load(0, 1), Note(1, "n"), load(2, 2), unload(3, 1), Counters(4), unload(5, 2)]
    result = replay(events, ["page", "pack"])
    assert [run.name for run in result.policies] == ["page", "pack"]
    first, second = fake
    assert first.calls == second.calls
    assert [call for call, _ in first.calls] == ["load", "load", "unload", "unload"]
    assert result.statistics.events == 6
    assert {run.end.loads for run in result.policies} == {2}


@pytest.mark.parametrize("kind", ["ci", "containers", "sched-ext"])
def test_the_end_is_what_a_list_of_packs_says(kind: str, fake: list[FakeKernel]) -> None:
    result = replay(Synthesis(kind, 1500, 7), ["pack-4k"], "x86_64:8G")
    run = result.policies[0]
    totals = fake[0].totals
    assert run.end.packs == totals.packs
    assert run.end.placed_bytes == fake[0].packs.chunks_used * 64
    assert run.end.purges == 0
    assert run.drained.purges == 1
    assert result.statistics.still_live == len(fake[0].held)
    assert run.final is not None
    assert len(run.final.packs) + len(run.final.areas) + run.packs_left_out == (
        len(fake[0].packs.packs) + len(fake[0].packs.areas)
    )


def test_what_was_refused_is_not_unloaded(
    fake: list[FakeKernel], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "ROOM", 1000)
    big = Load(2, 2, "big", "classic", 64, 1001)
    result = replay([load(1, 1), big, Unload(3, 2, 64), unload(4, 1)], ["pack"])
    assert [call for call, _ in fake[0].calls] == ["load", "load", "unload"]
    (refusal,) = result.policies[0].refusals
    assert (refusal.time_ns, refusal.event, refusal.name, refusal.kind) == (2, 2, "big", "classic")
    assert (refusal.reason, refusal.text) == ("limit", "1001 bytes do not fit")
    assert result.problems == ()


def test_the_first_refusals_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "ROOM", 1)
    result = replay([load(i, i) for i in range(50)], ["pack"])
    assert [refusal.event for refusal in result.policies[0].refusals] == list(range(1, 21))
    assert result.policies[0].end.refused_limit == 50


def test_an_address_that_is_used_again_was_freed(fake: list[FakeKernel]) -> None:
    again = Load(2, 7, "p", "program", load(0, 1).address, 50)
    result = replay([load(0, 1), again, Unload(3, 7, again.address)], ["pack"])
    assert [call for call, _ in fake[0].calls] == ["load", "unload", "load", "unload"]
    assert any("1 images were loaded where another still was" in a for a in result.assumptions)


def test_an_unload_by_id_alone_finds_its_load(fake: list[FakeKernel]) -> None:
    nowhere = Load(0, 5, "p", "program", None, 0)
    replay([nowhere, Unload(1, 5, None)], ["pack"])
    assert not fake[0].held


# What is kept.


@given(st.integers(1, 3000))
def test_a_series_has_a_bounded_number_of_even_samples(number: int) -> None:
    from progpack.model import Totals
    from progpack.replay.picture import Series

    series, totals = Series(), Totals()
    for event in range(1, number + 1):
        totals.loads = event
        if event >= series.due:
            series.add(event * 10, event, totals)
    samples = series.result(number * 10, number, totals)
    assert len(samples) <= SAMPLES
    assert len(samples) >= min(number, SAMPLES // 2)
    assert all(s.totals.loads == s.event == s.time_ns // 10 for s in samples)
    assert samples[-1].event == number
    steps = {b.event - a.event for a, b in pairwise(samples[:-1])}
    assert len(steps) <= 1


def test_samples_are_the_totals_of_their_events() -> None:
    events = list(Synthesis("fleet", 1000, 1))
    whole = replay(events, ["pack"]).policies[0]
    for sample in whole.series[:: len(whole.series) // 5]:
        part = replay(events[: sample.event], ["pack"]).policies[0]
        assert part.end == sample.totals
    assert whole.series[-1].totals == whole.end


def test_the_picture_has_every_image_of_a_short_trace() -> None:
    events = [load(10, 1, 300, "a"), load(20, 2), unload(30, 1)]
    (run,) = replay(events, ["pack"]).policies
    first, second = run.picture.rectangles
    assert (first.start_ns, first.end_ns, first.name, first.chunk, first.chunks) == (
        10,
        30,
        "a",
        0,
        6,
    )
    assert (second.start_ns, second.end_ns, second.chunk, second.size) == (20, None, 6, 128)
    assert (run.picture.left_out, run.picture.share) == (0, 1.0)
    assert run.picture.high - run.picture.low == 2 << 20
    assert [(t.time_ns, t.level, t.count) for t in run.picture.ticks] == [(10, 2, 1)]


def test_the_picture_of_a_long_trace_has_what_holds_most() -> None:
    (run,) = replay(Synthesis("containers", 20_000, 1), ["page"]).policies
    picture = run.picture
    assert len(picture.rectangles) == 4000
    assert picture.left_out == 16_000
    assert 0.9 < picture.share < 1
    assert sum(tick.count for tick in picture.ticks) == run.end.level2_splits > 1024
    assert len(picture.ticks) <= 1024
    assert [t.time_ns for t in picture.ticks] == sorted(t.time_ns for t in picture.ticks)
    assert all(picture.low <= r.address < picture.high for r in picture.rectangles)


def test_the_last_packs_are_exact_though_bounded(fake: list[FakeKernel]) -> None:
    (run,) = replay(Synthesis("tracing-multi", 20_000, 1), ["pack-4k"]).policies
    assert run.final is not None
    packs = fake[0].packs.packs
    assert len(run.final.packs) + run.packs_left_out == len(packs)
    for view, pack in zip(run.final.packs, packs, strict=False):
        assert list(view.holes()) == list(pack.bitmap.holes())
    assert sum(len(pack.spans) for pack in run.final.packs) <= 4000


def test_tlb_entries_are_those_of_the_most_code() -> None:
    events = [*(load(i, i) for i in range(10)), *(unload(20 + i, i) for i in range(9))]
    (run,) = replay(events, ["pack"]).policies
    assert run.itlb is not None
    assert run.itlb_peak is not None
    assert (run.itlb.entries_4k, run.itlb_peak.entries_4k) == (1, 10)


# Where events come from.


def test_a_file_a_list_and_what_is_made_up_give_the_same(tmp_path: Path) -> None:
    made = Synthesis("ci", 800, 2)
    path = tmp_path / "t.gz"
    save(path, made)
    results = [
        replay(source, ["pack"], "x86_64:8G") for source in (path, str(path), Trace(path), made)
    ]
    assert all(result.policies == results[0].policies for result in results)
    assert results[0].header == made.header
    assert (results[0].trace, results[3].trace) == ("t.gz", made.header.comment)
    assert replay(list(made), ["pack"], "x86_64:8G").policies == results[0].policies


def test_the_package_is_the_function() -> None:
    result = progpack.replay([load(0, 1)], ["pack"], machine="x86_64:64G")
    assert isinstance(result, Result)
    assert Result.loads(result.to_json()) == result
    assert result.machine.startswith("x86-64:64G")
    assert result.version == progpack.__version__


def test_a_trace_of_another_architecture_is_said_to_be_one() -> None:
    class Elsewhere(list[Event]):
        header = Header(arch="arm64")

    result = replay(Elsewhere([load(0, 1)]), ["pack"])
    assert any("recorded on arm64" in sentence for sentence in result.assumptions)


def test_progress_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.gz"
    save(path, Synthesis("fleet", 20_000, 1))
    told: list[tuple[int, float | None]] = []
    replay(path, ["page"], progress=lambda events, share: told.append((events, share)))
    assert [events for events, _ in told] == [16_384, 32_768]
    shares = [share for _, share in told if share is not None]
    assert len(shares) == 2
    assert 0 < shares[0] <= shares[1] <= 1


def test_what_cannot_be_replayed_is_refused() -> None:
    with pytest.raises(UsageError, match="at least one policy"):
        replay([], [])
    for several in (["page", "pack", "page"], [policies.get("pack"), "pack"]):
        with pytest.raises(UsageError, match="is there twice"):
            replay([], several)
    for nothing in (5, [5], [Policy]):
        with pytest.raises(UsageError, match=r"is no (list of policies|policy)"):
            replay([], nothing)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="5 is no trace"):
        replay(5, ["pack"])  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"policies are a list.*: \['pack'\]"):
        replay([], "pack")
    with pytest.raises(UsageError, match=r"'pak'; did you mean 'pack'\? known are page"):
        replay([], ["pak"])
    with pytest.raises(UsageError, match="machine"):
        replay([], ["pack"], "x86_64:64Q")
    with pytest.raises(UsageError, match="can be read only once"):
        replay(iter([load(0, 1)]), ["oracle"])


def test_nothing_at_all_is_a_trace_too() -> None:
    result = replay([], ["pack"])
    assert result.statistics.events == 0
    assert result.policies[0].end.packs == 0
    assert len(result.policies[0].series) == 1


# Policies of one's own.

OWN = """
from progpack.pack import Policy

class Last(Policy):
    name = "last-fit"
    description = "the newest pack with room"

    def choose(self, chunks, packs, request):
        return super().choose(chunks, packs[::-1], request)
"""


def test_a_policy_of_ones_own_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(OWN)
    result = replay([load(0, 1)], [f"{path}:Last", "pack"])
    assert [run.name for run in result.policies] == ["last-fit", "pack"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1", "no subclass of Policy called 'Last'"),
        ("x = ", "SyntaxError"),
        ("import progpack.nothing", "ModuleNotFoundError"),
        ("from progpack.pack import Policy\nclass Last(Policy): pass", "Last needs a name"),
    ],
)
def test_a_file_without_a_policy(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "mine.py"
    path.write_text(text)
    with pytest.raises(UsageError, match=said):
        replay([], [f"{path}:Last"])
    with pytest.raises(UsageError, match="FileNotFoundError"):
        replay([], [f"{tmp_path}/none.py:Last"])


def test_an_instance_is_used_as_it_is() -> None:
    class Mine(Policy):
        name = "mine"

    result = replay([load(0, 1)], [Mine()])
    assert result.policies[0].name == "mine"


# Bad traces.


def bad(path: Path, events: Sequence[Event], said: str) -> Result:
    """Strictly it is refused, with the record; otherwise what is left is the result."""
    written(path, events)
    with pytest.raises(ObjectError) as caught:
        replay(path, ["pack"])
    assert str(caught.value) == (
        f"{path.name}: {said}; strict=False (--lenient) leaves out what is wrong"
    )
    result = replay(path, ["pack"], strict=False)
    assert result.problems == (said,)
    assert result.skipped == 1
    return result


def test_an_unload_of_what_was_never_loaded(tmp_path: Path, fake: list[FakeKernel]) -> None:
    events = [load(0, 1), unload(1, 9), unload(2, 1)]
    address = f"{unload(1, 9).address:#x}"
    said = f"record 3: program p at {address}, id 9 is unloaded and was never loaded"
    result = bad(tmp_path / "t.gz", events, said)
    assert result.statistics.strays == 1
    assert not fake[-1].held


def test_an_image_that_is_unloaded_twice(tmp_path: Path) -> None:
    address = f"{load(0, 1).address:#x}"
    bad(
        tmp_path / "t.gz",
        [load(0, 1), unload(1, 1), unload(2, 1)],
        f"record 4: program p at {address}, id 1 is unloaded and was never loaded",
    )


def test_what_the_recorder_lost_explains_unloads() -> None:
    result = replay([Lost(0, 3), unload(1, 9)], ["pack"])
    assert result.problems == ()
    assert any("lost 3 events" in sentence for sentence in result.assumptions)


def test_a_clock_that_runs_backwards(tmp_path: Path) -> None:
    events = [load(90 * S, 1), load(91 * S, 2), load(2 * S, 3), load(3 * S, 4)]
    path = written(tmp_path / "t.gz", events)
    with pytest.raises(ObjectError, match=r"t.gz: record 4: the clock runs backwards, by 89.0 s;"):
        replay(path, ["pack"])
    result = replay(path, ["pack"], strict=False)
    assert [text.partition(":")[0] for text in result.problems] == ["record 4", "record 5"]
    assert result.policies[0].series[-1].time_ns == 91 * S


def test_clocks_of_cpus_may_differ_a_little() -> None:
    events = [load(5 * S, 1), load(5 * S - CLOCK_SLACK_NS, 2), load(6 * S, 3)]
    result = replay(events, ["pack"])
    assert [sample.time_ns for sample in result.policies[0].series] == [5 * S, 5 * S, 6 * S]


def test_clocks_begin_anywhere() -> None:
    result = replay([load(-500 * S, 1), load(-499 * S, 2)], ["pack"])
    assert [s.time_ns // S for s in result.policies[0].series] == [-500, -499]


def test_a_file_that_is_cut_off(tmp_path: Path) -> None:
    path = written(tmp_path / "t.gz", list(Synthesis("ci", 500, 1)))
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(
        ObjectError, match=r"record \d+: the gzip member at byte \d+: the file ends"
    ):
        replay(path, ["pack"])
    result = replay(path, ["pack"], strict=False)
    assert "the file ends inside of it" in result.problems[0]
    assert 100 < result.statistics.events < 1005


def test_a_file_of_a_later_version(tmp_path: Path) -> None:
    path = tmp_path / "t.gz"
    path.write_bytes(gzip.compress(b'{"progpack-trace":2}\n'))
    for strict in (True, False):
        with pytest.raises(ObjectError, match="record 1: a trace of version 2"):
            replay(path, ["pack"], strict=strict)


def test_no_file_at_all(tmp_path: Path) -> None:
    with pytest.raises(ObjectError, match="No such file"):
        replay(tmp_path / "none", ["pack"])

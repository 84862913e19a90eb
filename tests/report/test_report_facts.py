"""Pictures of a running kernel: functions are not programs, and what is hidden is not none."""

from __future__ import annotations

from progpack.known import Unknown
from progpack.report import to_html, to_svg, to_text
from progpack.report.draw.legend import Legend
from progpack.report.snapshot.facts import facts, largest_hole
from progpack.snapshot import NO_EVIDENCE, UNATTRIBUTED, PackView, Snapshot, SpanView


def live(*spans: SpanView, **changes: object) -> Snapshot:
    pack = PackView(0, None, 1 << 21, 32768, spans)
    return Snapshot("live", "pack", "x86_64", (pack,), **changes)  # type: ignore[arg-type]


def test_a_program_of_three_functions_is_one_program() -> None:
    spans = (SpanView(0, 1, "a#7", 9), SpanView(1, 2, "a#7/1", 9), SpanView(3, 1, "a#7/2", 9))
    snapshot = live(*spans, SpanView(9, 1, "b#8", 5))
    assert dict(facts(snapshot))["programs"].startswith("2 in 4 functions, 32 B")
    assert ">programs in 4 functions<" in to_svg(snapshot)
    assert dict(facts(live(SpanView(0, 1, "b", 5))))["programs"].startswith("1, 5 B")
    assert ">program<" in to_svg(live(SpanView(0, 1, "b", 5)))


def test_packs_that_may_be_there_are_not_said_to_be_none() -> None:
    hidden = Snapshot("live", "pack", "x86_64", vmas=Unknown("may not be read"))
    assert dict(facts(hidden))["packs"] == "none that can be seen"
    assert dict(facts(hidden))["programs"] == "none that can be seen"
    assert "chunks taken" not in dict(facts(hidden))
    assert dict(facts(Snapshot("live", "page", "x86_64", vmas=0)))["packs"] == "none"


def test_a_hole_of_which_nothing_is_certain_is_not_known() -> None:
    unknown = live(SpanView(0, 1, "a#1", 9), SpanView(1, 32767, kind=NO_EVIDENCE))
    assert largest_hole(unknown) == (-1, 64)
    assert dict(facts(unknown))["largest hole"] == "not known"
    assert ">not known<" in to_svg(unknown)
    assert ">at least 0.1%<" in to_svg(unknown)
    some = live(SpanView(0, 2, kind=NO_EVIDENCE), SpanView(2, 30000, kind=UNATTRIBUTED))
    assert dict(facts(some))["largest hole"] == "at least 2,766 chunks, 173 KiB"
    full = live(SpanView(0, 32768, kind=UNATTRIBUTED))
    assert dict(facts(full))["largest hole"] == "0 chunks, 0 B"


def test_what_is_not_known_behind_all_that_is_taken_is_in_the_bar_alone() -> None:
    text = to_text(live(SpanView(0, 60, "a#1", 99), SpanView(60, 32708, kind=NO_EVIDENCE)))
    rows = [line for line in text.splitlines() if "▕" in line]
    assert rows[0].startswith("      0 ▕A")
    assert rows[1].startswith("  whole ▕▒░")
    assert len(rows) == 2


def test_many_programs_of_few_names_have_an_entry_for_each_name() -> None:
    spans = [SpanView(i * 2, 1, f"{'xy'[i % 2]}#{i}{'/1' * (i % 3 == 2)}", 10) for i in range(80)]
    legend = Legend(spans)
    assert [(e.name, e.mark, e.spans) for e in legend.entries] == [("x", "A", 40), ("y", "B", 40)]
    assert legend[spans[5]].name == "y"
    # Those that have letters keep their ids.
    assert legend[spans[0]] is legend.entries[0]
    assert [e.name for e in Legend(spans[:3]).entries] == ["x#0", "y#1", "x#2/1"]


def test_a_long_note_stays_within_every_picture() -> None:
    note = "because " * 60
    snapshot = live(SpanView(0, 1, "a#1", 9), notes=(note,))
    lines = [line for line in to_text(snapshot, width=60).splitlines() if "because" in line]
    assert lines[0].startswith("note: because")
    assert all(line.startswith("      because") for line in lines[1:])
    assert " ".join(lines).count("because") == 60
    drawn = [line for line in to_svg(snapshot).splitlines() if "because" in line]
    assert sum(line.count("because") for line in drawn) == 60
    assert max(map(len, drawn)) < 250
    assert to_html(snapshot).count("<li>because") == 1

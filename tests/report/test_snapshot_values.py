"""What a snapshot says, and that files keep it."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_snapshots import pack_views_of, seven_programs, snapshots

from progpack.errors import UsageError
from progpack.known import Unknown
from progpack.report import from_json, to_json
from progpack.snapshot import (
    NO_EVIDENCE,
    SCHEMA_VERSION,
    UNATTRIBUTED,
    PackView,
    Snapshot,
    SpanView,
)


@settings(deadline=None)
@given(snapshots(), st.sampled_from([None, 2]))
def test_json_gives_back_the_same_snapshot(snapshot: Snapshot, indent: int | None) -> None:
    text = to_json(snapshot, indent=indent)
    assert text.endswith("\n")
    assert from_json(text) == snapshot
    assert from_json(text.encode()) == snapshot


def test_what_is_not_known_keeps_its_reason() -> None:
    snapshot = Snapshot("x", "pack", "arm64", limit=Unknown("needs CAP_SYS_ADMIN"))
    data = snapshot.to_dict()
    assert data["limit"] == {"unknown": "needs CAP_SYS_ADMIN"}
    assert data["vmas"] == {"unknown": "not read by this source"}
    assert Snapshot.from_dict(data).limit == Unknown("needs CAP_SYS_ADMIN")
    assert Snapshot("x", "pack", "arm64").to_dict()["limit"] is None


def test_a_file_says_what_it_is_and_of_which_version() -> None:
    data = seven_programs("pack").to_dict()
    assert list(data)[:2] == ["schema", "version"]
    assert (data["schema"], data["version"]) == ("progpack-snapshot", SCHEMA_VERSION)


@settings(deadline=None)
@given(st.data())
def test_every_member_is_needed_and_is_named_when_it_is_missing(data: st.DataObject) -> None:
    plain = seven_programs("pack").to_dict()
    owner: dict[str, Any] = data.draw(
        st.sampled_from([plain, plain["packs"][0], plain["packs"][0]["spans"][3]])
    )
    name = data.draw(st.sampled_from([key for key in owner if key not in ("schema", "version")]))
    del owner[name]
    with pytest.raises(UsageError, match=f"no member '{name}'"):
        Snapshot.from_dict(plain)


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (("source",), 5, "snapshot.source is 5, not a string"),
        (("charged",), "much", "snapshot.charged is 'much', not a whole number"),
        (("charged",), True, "not a whole number"),
        (("vmas",), None, "not a whole number"),
        (("packs",), "none", "snapshot.packs is 'none', not a list"),
        (("packs", 0), 3, r"snapshot.packs\[0\] is not an object"),
        (("packs", 0, "spans", 2, "chunks"), 1.5, r"packs\[0\].spans\[2\].chunks is 1.5"),
        (("packs", 0, "spans", 2, "chunks"), 2, "overlaps another"),
        (("packs", 0, "spans", 0, "chunk"), -1, "lies outside"),
        (("notes",), [1], r"notes\[0\] is 1, not a string"),
        (("direct_map",), 1, "snapshot.direct_map is not an object"),
        (("limit",), {"unknown": 4}, "snapshot.limit.unknown is 4"),
    ],
)
def test_a_wrong_member_is_refused_and_named(
    path: tuple[str | int, ...], value: object, message: str
) -> None:
    data: Any = seven_programs("pack").to_dict()
    owner = data
    for step in path[:-1]:
        owner = owner[step]
    owner[path[-1]] = value
    with pytest.raises(UsageError, match=message):
        Snapshot.from_dict(data)


@pytest.mark.parametrize("version", [0, SCHEMA_VERSION + 1, "1", None])
def test_a_later_version_is_refused(version: object) -> None:
    data = seven_programs("pack").to_dict() | {"version": version}
    with pytest.raises(UsageError, match="version"):
        Snapshot.from_dict(data)


def test_members_of_a_later_minor_addition_are_ignored() -> None:
    snapshot = seven_programs("pack")
    assert Snapshot.from_dict(snapshot.to_dict() | {"weather": "fine"}) == snapshot


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", '{"schema": "other"}', b"\xff\xfe\x00"])
def test_other_texts_are_refused(text: str | bytes) -> None:
    with pytest.raises(UsageError, match="not a snapshot"):
        from_json(text)


@settings(deadline=None)
@given(st.sampled_from([64, 100, 1024]).flatmap(pack_views_of))
def test_counts_of_a_pack_agree_with_its_chunks_one_by_one(pack: PackView) -> None:
    state = ["free"] * pack.chunks
    for span in pack.spans:
        for chunk in range(span.chunk, span.chunk + span.chunks):
            assert state[chunk] == "free"
            state[chunk] = "unknown" if span.kind == NO_EVIDENCE else "used"
    assert pack.used_chunks == state.count("used")
    assert pack.unknown_chunks == state.count("unknown")
    assert pack.free_chunks == state.count("free")
    assert pack.fill == state.count("used") / len(state)
    longest = run = 0
    for each in state:
        run = run + 1 if each == "free" else 0
        longest = max(longest, run)
    assert pack.largest_hole == longest
    ends = [i + 1 for i, each in enumerate(state) if each == "used"]
    assert pack.used_end == max(ends, default=0)


def test_spans_come_in_any_order_and_have_addresses() -> None:
    spans = (SpanView(5, 2, "b"), SpanView(0, 3, "a"))
    pack = PackView(0, 0x1000, 4096, 64, spans)
    assert [span.name for span in pack.spans] == ["a", "b"]
    assert pack.address_of(spans[0]) == 0x1000 + 5 * 64
    assert PackView(0, None, 4096, 64, spans).address_of(spans[0]) is None


def test_a_snapshot_sums_packs_and_areas() -> None:
    small = seven_programs("pack-4k")
    assert (small.used_chunks, small.total_chunks) == (22, 64)
    assert small.fill == 22 / 64
    pages = seven_programs("page")
    assert (pages.used_chunks, pages.total_chunks) == (7 * 64, 7 * 64)
    assert [span.name for span in pages.spans] == [span.name for span in small.spans]
    assert Snapshot("x", "pack", "arm64").fill == 0.0


def test_unattributed_chunks_are_taken_and_chunks_without_evidence_are_neither() -> None:
    spans = (SpanView(0, 10, kind=UNATTRIBUTED), SpanView(10, 20, kind=NO_EVIDENCE))
    pack = PackView(0, None, 4096, 64, spans)
    assert (pack.used_chunks, pack.unknown_chunks, pack.free_chunks) == (10, 20, 34)
    assert copy.copy(pack) == pack

"""Records among what else a kernel prints."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lab.console import Console, areas, count_packs, name_of

from progpack.errors import ObjectError

START = {"op": "start", "kernel": "6.1.0-9-cloud-amd64", "arch": "x86_64", "pagesize": 4096}
NOISE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=60)


def line(record: dict[str, Any]) -> str:
    return "@" + json.dumps(record, separators=(",", ":"))


def feed(*records: dict[str, Any]) -> Console:
    console = Console()
    for record in (START, *records, {"op": "end", "lines": len(records) + 1}):
        console.feed(line(record))
    return console


@given(
    st.lists(st.integers(0, 1000), max_size=20),
    st.lists(NOISE.filter(lambda t: "@{" not in t and "panic" not in t), max_size=20),
    st.randoms(use_true_random=False),
)
def test_records_are_found_among_noise(ids: list[int], noise: list[str], random: Any) -> None:
    records = [{"op": "U", "i": at, "id": number} for at, number in enumerate(ids)]
    lines = [line(record) for record in records]
    for text in noise:
        lines.insert(random.randint(0, len(lines)), text)
    console = Console()
    for text in [*lines, line({"op": "end", "lines": len(records)})]:
        assert not console.done
        console.feed(text + "\r\n")
    assert console.done
    assert console.records[:-1] == records
    assert not console.dead


def test_a_record_after_a_message_without_line_end_is_found() -> None:
    console = Console()
    assert console.feed('[    1.0] random: fast init@{"op":"UA","i":1}') == {"op": "UA", "i": 1}


def test_a_missing_record_is_noticed() -> None:
    console = Console()
    console.feed(line(START))
    with pytest.raises(ObjectError, match="1 records came, 2 were sent"):
        console.feed(line({"op": "end", "lines": 2}))


@pytest.mark.parametrize("text", ['@{"op":"L","i":', '@{"i":1}', '@{"op":7}', "@{} x"])
def test_a_damaged_record_is_refused(text: str) -> None:
    with pytest.raises(ObjectError, match="record 1"):
        Console().feed(text)


def test_a_step_that_is_not_known_there_is_refused() -> None:
    with pytest.raises(ObjectError, match="cannot do 'dance 3'"):
        Console().feed(line({"op": "bad", "step": "dance 3"}))


def test_a_panic_is_noticed_and_told() -> None:
    console = Console()
    console.feed("[    0.9] VFS: what went before")
    console.feed("[    1.0] Kernel panic - not syncing: No working init found.")
    console.feed("[    1.1] ---[ end Kernel panic - not syncing ]---")
    assert "No working init" in console.dead
    assert console.said().splitlines()[0] == "[    0.9] VFS: what went before"


@pytest.mark.parametrize(("page", "pages"), [(4096, 512), (65536, 32)])
def test_areas_are_summed_by_what_they_are_for(page: int, pages: int) -> None:
    rows = [
        ("bpf_prog_pack_alloc", pages * page + page, pages, 3),
        ("bpf_prog_pack_alloc", 4 * page, 3, 3),  # the list of the pages of a pack
        ("bpf_jit_alloc_exec", pages * page + page, pages, 2),  # packs too, on arm64
        ("bpf_jit_alloc_exec", 2 * page, 1, 7),
        ("bpf_prog_alloc_no_stats", 2 * page, 1, 11),
        ("execmem_vmalloc", 2 * page, 1, 1),
    ]
    sums = areas(rows, page)
    assert (sums["packs"], sums["packpg"]) == (5, 5 * pages)
    assert (sums["jit"], sums["jitpg"]) == (7, 7)
    assert (sums["prog"], sums["execmem"]) == (11, 1)


def test_counters_get_sums_in_place_of_areas() -> None:
    rows = [["bpf_prog_pack_alloc", 2101248, 512, 2]]
    console = feed({"op": "snap", "label": "start", "t": 1.5, "areas": rows})
    snap = console.records[1]
    assert "areas" not in snap
    assert (snap["packs"], snap["packpg"], snap["jit"], snap["t"]) == (2, 1024, 0, 1.5)


def test_bits_behind_a_pack_are_left_out() -> None:
    # One word more than the bitmap was read, and what is there belongs to somebody else.
    pack = {"ptr": "0xffffffffc0000000", "r": [[0, 25], [32760, 20], [32790, 3]]}
    console = feed({"op": "packs", "label": "start", "p": [pack]})
    assert console.records[1]["p"][0]["r"] == [[0, 25], [32760, 8]]


def test_with_a_flag_before_the_bitmap_all_of_it_is_kept() -> None:
    pack = {"ptr": "0xffffffffc0000000", "r": [[64, 25], [32800, 32]]}
    console = feed({"op": "packs", "label": "start", "p": [pack]})
    assert console.records[1]["p"][0]["r"] == [[64, 25], [32800, 32]]


def test_the_name_is_that_of_the_package_where_there_is_one() -> None:
    assert name_of([START]) == ("6.1.0", "x86_64")
    version = "#1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-11-16)"
    assert name_of([{**START, "version": version}]) == ("6.1.192", "x86_64")
    with pytest.raises(ObjectError, match="did not start"):
        name_of([])
    with pytest.raises(ObjectError, match="does not begin with a version"):
        name_of([{**START, "kernel": "next"}])


def test_packs_are_counted_by_the_kernels_own_list_of_that_moment() -> None:
    records: list[dict[str, Any]] = [
        {"op": "packs", "label": "start", "p": [{"r": [[64, 25]]}]},
        {"op": "packs", "label": "loaded", "p": [{"r": [[64, 25]]}, {"r": [[64, 1]]}]},
        {"op": "packs", "label": "unread", "error": "no list"},
    ]
    # On 7.3 no area is a pack: they are parts of larger ones.
    labels = ("start", "loaded", "unread", "later")
    counts = [count_packs({"label": label, "packs": 7}, records) for label in labels]
    assert counts == [1, 2, 7, 7]

"""Metrics: what Prometheus reads back is what the snapshot says, and nothing is made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.kernel.totals import Totals
from progpack.known import Bounds, Maybe, Unknown
from progpack.report.snapshot.metrics import (
    METRICS,
    Metric,
    Scrape,
    failed,
    metrics,
    to_prometheus,
    to_text,
)
from progpack.snapshot import NO_EVIDENCE, UNATTRIBUTED, DirectMap, PackView, Snapshot, SpanView

parser = pytest.importorskip("prometheus_client.parser")

TABLE = DirectMap(100, 2048, 1 << 20, 7, 1, Unknown("not counted"), Unknown("not counted"))
FULL = PackView(0, None, 2 << 20, 32768, (SpanView(0, 10, "a", 600), SpanView(12, 4, "b", 200)))


LIMIT = 1 << 20
NOT_LISTED = Unknown("CAP_SYS_ADMIN is needed")


def snapshot(
    *packs: PackView,
    limit: int | None = LIMIT,
    vmas: int | Unknown = 1,
    charged: Maybe[int] | Bounds = 0,
) -> Snapshot:
    return Snapshot(
        "live", "pack", "x86_64", packs, limit=limit, vmas=vmas, direct_map=TABLE, charged=charged
    )


def totals(jited: Maybe[dict[str, int]], packs: Maybe[int] = 1) -> Totals:
    known: dict[str, int] = {} if isinstance(jited, Unknown) else jited
    return Totals(
        jited if isinstance(jited, Unknown) else dict.fromkeys(known, 3),
        jited,
        packs,
        7,
        Bounds(448, 4096),
        30,
        28,
        0,
    )


def read(text: str) -> dict[tuple[str, ...], float]:
    """As Prometheus reads it: name and values of labels -> value."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in parser.text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_prometheus_reads_every_number_back() -> None:
    made = totals({"xdp": 600, "tracing": 200})
    found = read(to_prometheus(snapshot(FULL, charged=1024), made, Scrape(0.25, 2)))
    assert found == {
        ("bpf_jit_charged_bytes",): 1024,
        ("bpf_jit_charged_min_bytes",): 1024,
        ("bpf_jit_charged_max_bytes",): 1024,
        ("bpf_jit_headroom_ratio",): 1 - 1024 / LIMIT,
        ("bpf_jit_headroom_min_ratio",): 1 - 1024 / LIMIT,
        ("bpf_jit_headroom_max_ratio",): 1 - 1024 / LIMIT,
        ("bpf_programs", "xdp"): 3,
        ("bpf_programs", "tracing"): 3,
        ("bpf_programs_loaded_total",): 30,
        ("bpf_programs_unloaded_total",): 28,
        ("bpf_program_events_lost_total",): 0,
        ("bpf_dark_programs",): 7,
        ("bpf_dark_min_bytes",): 448,
        ("bpf_dark_max_bytes",): 4096,
        ("progpack_scrape_duration_seconds",): 0.25,
        ("progpack_scrape_errors_total",): 2,
        ("bpf_pack_bytes", "reserved"): 2 << 20,
        ("bpf_pack_bytes", "attributed"): 14 * 64,
        ("bpf_pack_bytes", "unattributed"): 0,
        ("bpf_pack_bytes", "no_evidence"): 0,
        ("bpf_packs",): 1,
        ("bpf_pack_largest_free_run_bytes",): (32768 - 16) * 64,
        ("bpf_prog_jited_bytes", "xdp"): 600,
        ("bpf_prog_jited_bytes", "tracing"): 200,
        ("bpf_jit_limit_bytes",): 1 << 20,
        ("kernel_direct_map_bytes", "4k"): 100 << 10,
        ("kernel_direct_map_bytes", "2M"): 2048 << 10,
        ("kernel_direct_map_bytes", "1G"): 1 << 30,
        ("kernel_direct_map_splits_total", "2"): 7,
        ("kernel_direct_map_splits_total", "3"): 1,
    }


def test_what_is_not_known_is_a_comment_with_the_reason_and_no_series() -> None:
    text = to_prometheus(snapshot(FULL), totals(NOT_LISTED))
    assert "# bpf_prog_jited_bytes is not known: CAP_SYS_ADMIN is needed\n" in text
    assert '# kernel_direct_map_collapses_total{level="2"} is not known: not counted\n' in text
    assert not [key for key in read(text) if key[0] in ("bpf_prog_jited_bytes", "bpf_programs")]


def test_chunks_without_evidence_leave_the_largest_run_open() -> None:
    spans = (SpanView(0, 8, "a"), SpanView(8, 4, kind=UNATTRIBUTED), SpanView(12, 6, "", 0, "x"))
    blank = SpanView(18, 32768 - 18, kind=NO_EVIDENCE)
    found = read(to_prometheus(snapshot(PackView(0, None, 2 << 20, 32768, (*spans, blank)))))
    assert ("bpf_pack_largest_free_run_bytes",) not in found
    assert found["bpf_pack_bytes", "attributed"] == 14 * 64
    assert found["bpf_pack_bytes", "unattributed"] == 4 * 64
    assert found["bpf_pack_bytes", "no_evidence"] == (32768 - 18) * 64


def test_packs_that_cannot_be_seen_are_not_counted_as_none() -> None:
    found = read(to_prometheus(snapshot(vmas=Unknown("root is needed"))))
    assert not [key for key in found if key[0].startswith("bpf_pack")]
    assert read(to_prometheus(snapshot(vmas=0)))["bpf_packs",] == 0


def test_without_a_limit_there_is_no_number_for_it() -> None:
    assert ("bpf_jit_limit_bytes",) not in read(to_prometheus(snapshot(FULL, limit=None)))


@given(
    st.dictionaries(st.text(min_size=1, max_size=8), st.integers(0, 1 << 50), max_size=5), st.text()
)
def test_any_label_and_reason_keep_the_text_readable(jited: dict[str, int], reason: str) -> None:
    types = read(to_prometheus(snapshot(FULL), totals(jited)))
    got = {key[1]: value for key, value in types.items() if key[0] == "bpf_prog_jited_bytes"}
    assert got == {name.replace("\r", " "): value for name, value in jited.items()} or any(
        "\r" in name for name in jited
    )
    hidden = read(to_prometheus(snapshot(FULL), totals(Unknown(reason))))
    assert hidden["bpf_packs",] == 1


def test_only_what_never_falls_is_a_counter() -> None:
    made: tuple[Metric, ...] = metrics(snapshot(FULL), totals({}))
    assert {m.name for m in made if m.type == "counter"} == {
        m.name for m in made if m.name.endswith("_total")
    }


@pytest.mark.parametrize("most", [5000, Unknown("packs are parts of larger areas")])
def test_what_is_bounded_has_two_bounds_and_no_number_of_its_own(most: Maybe[int]) -> None:
    found = read(to_prometheus(snapshot(FULL, charged=Bounds(1000, most))))
    assert ("bpf_jit_charged_bytes",) not in found
    assert ("bpf_jit_headroom_ratio",) not in found
    assert found["bpf_jit_charged_min_bytes",] == 1000
    assert found["bpf_jit_headroom_max_ratio",] == 1 - 1000 / LIMIT
    known = isinstance(most, int)
    assert found.get(("bpf_jit_charged_max_bytes",)) == (most if known else None)
    assert found.get(("bpf_jit_headroom_min_ratio",)) == (1 - 5000 / LIMIT if known else None)


def test_beyond_the_limit_headroom_is_negative() -> None:
    found = read(to_prometheus(snapshot(FULL, charged=2 * LIMIT)))
    assert found["bpf_jit_headroom_ratio",] == -1


def test_the_kernels_own_list_counts_packs() -> None:
    assert read(to_prometheus(snapshot(), totals({}, packs=3)))["bpf_packs",] == 3
    hidden = to_prometheus(snapshot(FULL), totals({}, packs=NOT_LISTED))
    assert "# bpf_packs is not known: CAP_SYS_ADMIN is needed\n" in hidden


def test_each_metric_has_a_sample_or_a_comment_with_the_reason() -> None:
    for text in (
        to_prometheus(snapshot(FULL)),
        to_prometheus(snapshot(FULL), totals({"xdp": 1}), Scrape(1.0, 0)),
        to_prometheus(snapshot(), totals(NOT_LISTED, packs=NOT_LISTED)),
    ):
        for spec in METRICS:
            assert f"\n# TYPE {spec.name} {spec.type}\n" in text or (
                f"# {spec.name}" in text and "is not known: " in text
            )


def test_a_scrape_that_failed_says_so_and_nothing_else() -> None:
    assert read(to_text(failed(3))) == {("progpack_scrape_errors_total",): 3}


def test_names_are_those_of_prometheus_conventions() -> None:
    units = ("_bytes", "_ratio", "_seconds", "_total", "_programs", "_packs")
    for spec in METRICS:
        assert spec.name.endswith(units) or spec.name in ("bpf_programs", "bpf_packs")
        assert spec.name.startswith(("bpf_", "kernel_", "progpack_"))
        assert bool(spec.label) == bool(spec.labels)

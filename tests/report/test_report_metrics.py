"""Metrics: what Prometheus reads back is what the snapshot says, and nothing is made up."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.known import Unknown
from progpack.report.metrics import Metric, metrics, to_prometheus
from progpack.snapshot import NO_EVIDENCE, UNATTRIBUTED, DirectMap, PackView, Snapshot, SpanView

parser = pytest.importorskip("prometheus_client.parser")

TABLE = DirectMap(100, 2048, 1 << 20, 7, 1, Unknown("not counted"), Unknown("not counted"))
FULL = PackView(0, None, 2 << 20, 32768, (SpanView(0, 10, "a", 600), SpanView(12, 4, "b", 200)))


def snapshot(*packs: PackView, limit: int | None = 1 << 20, vmas: int | Unknown = 1) -> Snapshot:
    return Snapshot(
        "live", "pack", "x86_64", packs, limit=limit, vmas=vmas, direct_map=TABLE, charged=0
    )


def read(text: str) -> dict[tuple[str, ...], float]:
    """As Prometheus reads it: name and values of labels -> value."""
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in parser.text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_prometheus_reads_every_number_back() -> None:
    found = read(to_prometheus(snapshot(FULL), {"xdp": 600, "tracing": 200}))
    assert found == {
        ("bpf_pack_bytes", "reserved"): 2 << 20,
        ("bpf_pack_bytes", "attributed"): 14 * 64,
        ("bpf_pack_bytes", "unattributed"): 0,
        ("bpf_pack_bytes", "no_evidence"): 0,
        ("bpf_pack_count",): 1,
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
    text = to_prometheus(snapshot(FULL), Unknown("CAP_BPF is needed"))
    assert "# bpf_prog_jited_bytes is not known: CAP_BPF is needed\n" in text
    assert '# kernel_direct_map_collapses_total{level="2"} is not known: not counted\n' in text
    assert not [key for key in read(text) if key[0].startswith("bpf_prog_jited")]


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
    assert read(to_prometheus(snapshot(vmas=0)))["bpf_pack_count",] == 0


def test_without_a_limit_there_is_no_number_for_it() -> None:
    assert ("bpf_jit_limit_bytes",) not in read(to_prometheus(snapshot(FULL, limit=None)))


@given(st.dictionaries(st.text(max_size=8), st.integers(0, 1 << 50), max_size=5), st.text())
def test_any_label_and_reason_keep_the_text_readable(jited: dict[str, int], reason: str) -> None:
    types = read(to_prometheus(snapshot(FULL), jited))
    got = {key[1]: value for key, value in types.items() if key[0] == "bpf_prog_jited_bytes"}
    assert got == {name.replace("\r", " "): value for name, value in jited.items()} or any(
        "\r" in name for name in jited
    )
    hidden = read(to_prometheus(snapshot(FULL), Unknown(reason)))
    assert hidden["bpf_pack_count",] == 1


def test_only_what_never_falls_is_a_counter() -> None:
    made: tuple[Metric, ...] = metrics(snapshot(FULL), {})
    assert {m.name for m in made if m.type == "counter"} == {
        m.name for m in made if m.name.endswith("_total")
    }

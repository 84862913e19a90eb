"""pcapng files that we write: read again here, and by tshark."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.bpf.context.verdict import kept
from progpack.bpf.spec import ProgramType
from progpack.errors import ObjectError, UsageError
from progpack.packets.pcap import CapturedPacket, read_pcap
from progpack.packets.pcapng import AnnotatedPacket, write_pcapng

T = ProgramType
captured = st.builds(
    lambda when, data, more, link, port: CapturedPacket(when, data, len(data) + more, link, port),
    st.integers(0, (1 << 64) - 1),
    st.binary(max_size=100),
    st.integers(0, 100),
    st.sampled_from([1, 101]),
    st.integers(0, 3),
)


@given(st.lists(captured, max_size=8))
def test_what_is_written_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, packets: list[CapturedPacket]
) -> None:
    path = tmp_path_factory.getbasetemp() / "round.pcapng"
    assert write_pcapng(path, packets) == len(packets)
    again = list(read_pcap(path))
    ports = list(dict.fromkeys((packet.interface, packet.link_type) for packet in packets))
    assert [packet._replace(interface=0) for packet in again] == [
        packet._replace(interface=0) for packet in packets
    ]
    assert [packet.interface for packet in again] == [
        ports.index((packet.interface, packet.link_type)) for packet in packets
    ]


@pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")
def test_tshark_shows_times_comments_and_verdicts(tmp_path: Path) -> None:
    path = tmp_path / "out.pcapng"
    first = CapturedPacket(1_700_000_000_123_456_789, bytes(60), 1500)
    second = CapturedPacket(1_700_000_001_000_000_000, b"\x45" + bytes(19), 20, 101, 2)
    write_pcapng(
        path,
        [
            AnnotatedPacket(first, "xdp", 2, "XDP_PASS"),
            AnnotatedPacket(second, "tc", (1 << 32) - 1),
            second,
        ],
    )
    names = ["frame.interface_id", "frame.len", "frame.time_epoch", "frame.comment"]
    names += ["frame.verdict.ebpf_xdp", "frame.verdict.ebpf_tc"]
    fields = [word for name in names for word in ("-e", name)]
    command = ["tshark", "-r", str(path), "-T", "fields", "-E", "separator=;", *fields]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert out.splitlines() == [
        "0;1500;1700000000.123456789;XDP_PASS;2;",
        "1;20;1700000001.000000000;;;-1",
        "1;20;1700000001.000000000;;;",
    ]


def test_what_does_not_fit_is_refused(tmp_path: Path) -> None:
    for packet in (CapturedPacket(-1, b"", 0), CapturedPacket(0, bytes(1 << 19), 0)):
        with pytest.raises(UsageError, match=r"packet 0: .*do not fit"):
            write_pcapng(tmp_path / "x.pcapng", [packet])
    with pytest.raises(ObjectError, match="No such file"):
        write_pcapng(tmp_path / "none" / "x.pcapng", [])


@pytest.mark.parametrize(
    ("kind", "value", "size"),
    [
        (T.XDP, 0, 0),
        (T.XDP, 1, 0),
        (T.XDP, 2, 60),
        (T.XDP, 3, 60),
        (T.XDP, 4, 60),
        (T.XDP, 5, 0),
        (T.SCHED_CLS, 0, 60),
        (T.SCHED_CLS, 2, 0),
        (T.SCHED_CLS, (1 << 32) - 1, 60),
        (T.SCHED_ACT, 7, 60),
        (T.SCHED_ACT, 4, 0),
        (T.SOCKET_FILTER, 0, 0),
        (T.SOCKET_FILTER, 20, 20),
        (T.SOCKET_FILTER, 0xFFFFFFFF, 60),
        (T.CGROUP_SKB, 1, 60),
        (T.CGROUP_SKB, 2, 0),
        (T.LWT_OUT, 2, 0),
        (T.LWT_OUT, 0, 60),
        (T.LWT_OUT, 1, 60),
        (T.SK_SKB, 0, 0),
        (T.SK_MSG, 2, 60),
        (T.SK_REUSEPORT, 0, 0),
        (T.FLOW_DISSECTOR, 2, 60),
        (T.NETFILTER, 0, 0),
    ],
)
def test_packets_go_on_as_the_verdict_says(kind: ProgramType, value: int, size: int) -> None:
    assert kept(kind, value, 60) == size

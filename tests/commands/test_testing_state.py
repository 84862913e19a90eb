"""Maps are given back what they held; packets are compared with captures, field by field."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from progpack.bpf.object import bundled
from progpack.errors import UsageError
from progpack.run.load import load
from progpack.testing import packet, put, reset, restore, run, save, variables
from progpack.testing.captures import packet_difference, packet_in_words

pytest_plugins = ["pytester"]
CLANG = next(filter(None, map(shutil.which, ("clang-22", "clang", "clang-14"))), None)
KINDS = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
int counted = 5;
const volatile int fixed = 3;
#define MAP(name, kind, n, k, v) struct { __uint(type, BPF_MAP_TYPE_##kind); \\
    __uint(max_entries, n); __type(key, k); __type(value, v); } name SEC(".maps")
MAP(plain, HASH, 8, int, long); MAP(cells, ARRAY, 4, int, long);
MAP(each, PERCPU_ARRAY, 2, int, long); MAP(keyed, PERCPU_HASH, 4, int, long);
struct { __uint(type, BPF_MAP_TYPE_QUEUE); __uint(max_entries, 4);
         __type(value, long); } line SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_STACK); __uint(max_entries, 4);
         __type(value, long); } pile SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_RINGBUF); __uint(max_entries, 4096); } events SEC(".maps");
SEC("xdp") int fill(struct xdp_md *ctx)
{
    int key = 1; long value = ++counted;

    bpf_map_update_elem(&plain, &key, &value, 0);
    bpf_map_update_elem(&cells, &key, &value, 0);
    bpf_map_update_elem(&each, &key, &value, 0);
    bpf_map_update_elem(&keyed, &key, &value, 0);
    bpf_map_push_elem(&line, &value, 0);
    bpf_map_push_elem(&pile, &value, 0);
    bpf_ringbuf_output(&events, &value, sizeof(value), 0);
    return fixed;
}
char _license[] SEC("license") = "GPL";
"""


@pytest.fixture(params=["compiled", "interpreter"])
def kinds(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    if CLANG is None:
        pytest.skip("needs clang")
    (tmp_path / "kinds.bpf.c").write_text(KINDS)
    command = [CLANG, "-O2", "-g", "-target", "bpfel", "-mcpu=v3", "-c", "kinds.bpf.c"]
    search = ["-idirafter", "/usr/include/x86_64-linux-gnu"]
    subprocess.run([*command, *search, "-o", "kinds.o"], check=True, cwd=tmp_path)
    if request.param == "compiled":
        pytest.importorskip("llvmlite")
    with load(tmp_path / "kinds.o", backend=request.param) as obj:
        yield obj


def held(obj: Any) -> dict[str, object]:
    """What the maps hold, told by the maps themselves."""
    keyed = ("plain", "cells", "each", "keyed")
    return {
        **{name: sorted(obj.maps[name].elements()) for name in keyed},
        **{name: obj.maps[name].values() for name in ("line", "pile")},
        "counted": obj.globals.counted,
    }


def test_maps_are_given_back_what_they_held(kinds: Any) -> None:
    program = kinds.programs["fill"]
    begun = held(kinds)
    program.run(bytes(60))
    program.run(bytes(60))
    saved, twice = save(kinds), held(kinds)
    program.run(bytes(60))
    kinds.maps["plain"][b"\x09\0\0\0"] = bytes(8)
    assert held(kinds) != twice
    restore(kinds, saved)
    assert held(kinds) == twice
    assert kinds.maps["events"].consume() == []
    reset(kinds)
    assert held(kinds) == begun
    # The next run is as the first one was.
    program.run(bytes(60))
    assert kinds.globals.counted == 6


def test_reset_gives_variables_their_values_of_the_load() -> None:
    options = {"variables": {"default_action": 1}, "backend": "interpreter"}
    with load(bundled.load("firewall"), **options) as obj:  # type: ignore[call-overload]
        put(obj, "blocked", "192.0.2.1", 0)
        run(obj.programs["firewall"], packet(src="192.0.2.1"))
        assert variables(obj)["total_packets"] == 1
        reset(obj)
        assert variables(obj)["total_packets"] == 0
        assert variables(obj)["default_action"] == 1
        assert list(obj.maps["blocked"].elements()) == []


def test_what_was_saved_of_another_object_is_refused(kinds: Any) -> None:
    with (
        load(bundled.load("firewall"), backend="interpreter") as obj,
        pytest.raises(UsageError, match="saved from another object"),
    ):
        restore(obj, save(kinds))


@pytest.fixture
def without_scapy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("scapy", "scapy.layers"):
        monkeypatch.setitem(sys.modules, name, None)


@pytest.mark.usefixtures("without_scapy")
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"ttl": 63}, "IPv4 time to live 3f, expected 40; IPv4 checksum"),
        ({"dport": 54}, "destination port 0036, expected 0035; UDP checksum"),
        ({"src": "192.0.2.9"}, "IPv4 source c0000209, expected c0000201"),
        ({"vlan": 7}, "46 bytes, expected 42; EtherType 8100, expected 0800"),
        ({"payload": b"x"}, "43 bytes, expected 42; IPv4 total length"),
    ],
)
def test_a_difference_has_the_names_of_its_fields(change: dict[str, Any], name: str) -> None:
    text = packet_difference(packet(**change), packet())
    assert name in text
    assert "expected" in text.splitlines()[2]


@pytest.mark.usefixtures("without_scapy")
def test_fields_are_where_they_are_behind_tags_and_in_ipv6() -> None:
    six = {"src": "2001:db8::1", "dst": "2001:db8::2", "vlan": (7, 8)}
    text = packet_difference(packet("tcp", **six, flags="S"), packet("tcp", **six, flags="A"))
    first = text.splitlines()[0]
    assert first.startswith("TCP offset and flags 5002, expected 5010; TCP checksum ")


TEST = """
from progpack.testing import assert_pcap, packet

def test_it():
    assert_pcap([packet(), packet(ttl={ttl})], "expected.pcap")
"""


@pytest.mark.usefixtures("without_scapy")
def test_captures_are_written_and_compared(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(TEST.format(ttl=9))
    plain = ("-p", "no:cacheprovider")
    result = pytester.runpytest(*plain)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*there is no *expected.pcap; pytest --bpf-update writes it"])
    pytester.runpytest(*plain, "--bpf-update").assert_outcomes(passed=1)
    pytester.runpytest(*plain).assert_outcomes(passed=1)
    pytester.makepyfile(TEST.format(ttl=10))
    result = pytester.runpytest(*plain)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*packet 1: IPv4 time to live 0a, expected 09; IPv4 checksum*"])


DNS = b"\0\x07\x01\0\0\x01\0\0\0\0\0\0\x02ab\x01c\0\0\x01\0\x01"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"ttl": 63}, "IP.ttl 63, expected 64; IP.chksum 0x"),
        ({"dport": 54}, "UDP.dport 54, expected domain; UDP.chksum 0x"),
        ({"src": "192.0.2.9"}, "IP.src 192.0.2.9, expected 192.0.2.1; "),
        ({"vlan": 7}, "68 bytes, expected 64; Ether / Dot1Q / IP"),
        ({"payload": DNS.replace(b"ab", b"ax")}, "DNS.qd [<DNSQR  qname=b'ax.c.' qtype=A"),
        ({"payload": DNS[:12]}, "54 bytes, expected 64; IP.len 40, expected 50; "),
    ],
)
def test_scapy_names_the_fields_where_it_is_installed(change: dict[str, Any], name: str) -> None:
    pytest.importorskip("scapy")
    text = packet_difference(packet(**{"payload": DNS} | change), packet(payload=DNS))
    assert name in text
    assert "expected" in text.splitlines()[2]


@pytest.mark.parametrize("change", [{}, {"payload": b"x"}, {"ttl": 1, "payload": b"0" * 99}])
@pytest.mark.parametrize("ethernet", [True, False])
def test_scapy_and_our_names_tell_of_a_difference_alike(
    change: dict[str, Any], ethernet: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("scapy")
    pair = packet(**change, ethernet=ethernet), packet("tcp", ethernet=ethernet)
    told = packet_difference(*pair), packet_in_words(pair[0])
    for module in ("scapy", "scapy.layers"):
        monkeypatch.setitem(sys.modules, module, None)
    plain = packet_difference(*pair), packet_in_words(pair[0])
    assert told[0].splitlines()[1:] == plain[0].splitlines()[1:]
    assert "IP / UDP" in told[0]
    assert "IPv4 protocol 11, expected 06" in plain[0]
    assert told[1].splitlines()[1:] == plain[1].splitlines()
    rows = [row for row in plain[1].splitlines() if "more" not in row]
    shown = bytes.fromhex("".join(row[11:] for row in rows))
    assert pair[0].startswith(shown)
    assert len(shown) >= min(len(pair[0]), 64)


@pytest.mark.usefixtures("without_scapy")
def test_a_packet_in_words_has_a_row_for_each_header() -> None:
    rows = packet_in_words(packet("tcp", vlan=7, payload=b"ab")).splitlines()
    assert [row[2:11].strip() for row in rows] == ["Ethernet", "VLAN tag", "IPv4", "TCP", "payload"]
    rows = packet_in_words(packet("icmp", src="::1", dst="::2", ethernet=False)).splitlines()
    assert [row[2:11].strip() for row in rows] == ["IPv6", "ICMPv6"]


COMPARED = """
from progpack.run.load import load
from progpack.bpf.object import bundled
from progpack.testing import assert_verdict, packet, run

def test_packet():
    with load(bundled.load("firewall"), backend="interpreter") as obj:
        left = run(obj.programs["firewall"], packet()).packet
        assert left == packet(ttl=9)

def test_verdict():
    with load(bundled.load("firewall"), backend="interpreter") as obj:
        assert_verdict(obj.programs["firewall"], packet(), "XDP_DROP")
"""


@pytest.mark.parametrize("scapy", [True, False])
def test_a_failure_names_the_fields(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, scapy: bool
) -> None:
    if scapy:
        pytest.importorskip("scapy")
    else:
        for module in ("scapy", "scapy.layers"):
            monkeypatch.setitem(sys.modules, module, None)
    pytester.makepyfile(COMPARED)
    result = pytester.runpytest("-p", "no:cacheprovider")
    result.assert_outcomes(failed=2)
    field = "IP.ttl 64, expected 9" if scapy else "IPv4 time to live 40, expected 09"
    result.stdout.fnmatch_lines(["*the packet differs:*", f"*{field}; *"])
    result.stdout.fnmatch_lines(["*XDP_PASS, expected XDP_DROP: firewall with 42 bytes*"])
    result.stdout.fnmatch_lines(["* IPv4 *45 00 *", "* UDP *04 00 00 35*"])


@pytest.mark.parametrize("backend", ["compiled", "interpreter"])
def test_packets_of_scapy_run_as_their_bytes(backend: str) -> None:
    inet, l2 = pytest.importorskip("scapy.layers.inet"), pytest.importorskip("scapy.layers.l2")
    ends = {"src": "02:00:5e:00:00:01", "dst": "02:00:5e:00:00:02"}
    made = l2.Ether(**ends) / inet.IP(src="192.0.2.1", dst="192.0.2.2") / inet.UDP(dport=5)
    with load(bundled.load("firewall"), backend=backend) as obj:
        program = obj.programs["firewall"]
        assert run(program, made).packet == bytes(made)
        assert program.run(made).packet == bytes(made)
        assert program.run_batch([made, bytes(made)]).return_values == (2, 2)
        with pytest.raises(UsageError):
            program.run({1})

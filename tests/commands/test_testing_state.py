"""Maps are given back what they held; packets are compared with captures, field by field."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from progpack.bpf.object import bundled
from progpack.errors import UsageError
from progpack.run.load import load
from progpack.testing import packet, put, reset, restore, run, save, variables
from progpack.testing.captures import packet_difference

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
        pytest.raises(UsageError, match="saved of another one"),
    ):
        restore(obj, save(kinds))


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

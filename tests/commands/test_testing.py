"""The pytest plugin: its page's example is run, packets are what tshark says they are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import progpack
from progpack.errors import UsageError
from progpack.packets.pcap import LINKTYPE_RAW, write_pcap
from progpack.testing import packet, put, run

pytest_plugins = ["pytester"]
ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "testing.md"
needs_llvm = pytest.mark.skipif(
    find_spec("llvmlite") is None, reason="compiling needs progpack[jit]"
)
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
needs_tshark = pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")


def run_tests(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, text: str
) -> pytest.RunResult:
    pytester.makepyfile(text)
    before = os.environ.get("PYTHONPATH", "")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, [str(ROOT / "src"), before])))
    # Installed, the plugin is there by itself.
    known = {entry.value for entry in _entry_points()}
    named = [] if "progpack.testing" in known else ["-p", "progpack.testing"]
    return pytester.runpytest_subprocess(*named, "-q", "-p", "no:cacheprovider")


def _entry_points():  # type: ignore[no-untyped-def]
    from importlib.metadata import entry_points

    return entry_points(group="pytest11")


@needs_llvm
def test_the_example_of_the_page_passes(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = EXAMPLES[0]
    shutil.copy(ROOT / "src/progpack/data/bpf/firewall.bpf.o", pytester.path)
    result = run_tests(pytester, monkeypatch, example)
    result.assert_outcomes(passed=len(re.findall(r"^def test_", example, re.MULTILINE)) + 5)


@needs_llvm
def test_the_example_of_values_passes(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    (example,) = (text for text in EXAMPLES if "class Stats" in text)
    shutil.copy(ROOT / "src/progpack/data/bpf/firewall.bpf.o", pytester.path)
    run_tests(pytester, monkeypatch, example).assert_outcomes(passed=1)


@needs_llvm
@pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed")
def test_the_project_to_copy_passes(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(ROOT / "examples/limiter/limiter.bpf.c", pytester.path)
    text = (ROOT / "examples/limiter/test_limiter.py").read_text(encoding="utf-8")
    assert EXAMPLES[1] in text
    run_tests(pytester, monkeypatch, text).assert_outcomes(passed=6)


@needs_llvm
@pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed")
def test_the_project_that_plays_routes_passes(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(ROOT / "examples/router/router.bpf.c", pytester.path)
    text = (ROOT / "examples/router/test_router.py").read_text(encoding="utf-8")
    assert any(example in text for example in EXAMPLES)
    run_tests(pytester, monkeypatch, text).assert_outcomes(passed=8)


@needs_llvm
@pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed")
def test_the_project_that_states_sockets_passes(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(ROOT / "examples/doorman/doorman.bpf.c", pytester.path)
    text = (ROOT / "examples/doorman/test_doorman.py").read_text(encoding="utf-8")
    assert any(example in text for example in EXAMPLES)
    run_tests(pytester, monkeypatch, text).assert_outcomes(passed=2)


REPLACING = """
from contextlib import nullcontext
import pytest
from progpack import RunError
from progpack.testing import packet, run

def load(bpf_object, function):
    return bpf_object("limiter.bpf.c", replace={"bpf_ktime_get_ns": function})

def test_an_assertion_of_a_function(bpf_object):
    def clock():
        assert 3 * 3 == 10, "not in this arithmetic"
    run(load(bpf_object, clock).programs["limit"], packet())

def test_what_is_no_number(bpf_object):
    run(load(bpf_object, lambda: "late").programs["limit"], packet())

def test_no_such_helper(bpf_object):
    bpf_object("limiter.bpf.c", replace={"bpf_ktime_get": 1})

def test_no_function_is_called_once_more_for_the_lines_before_a_fault(bpf_object):
    limiter = load(bpf_object, [1, 2, ValueError("three"), 4])
    for expected in (1, 2, None, 4):
        with pytest.raises(ValueError) if expected is None else nullcontext():
            try:
                run(limiter.programs["limit"], packet(src="192.0.2.1"))
            except RunError as error:
                assert len(error.lines) > 3
                raise error.__cause__
    assert [call.result for call in limiter.replaced.calls] == [1, 2, None, 4]
"""


@needs_llvm
@pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed")
def test_failures_of_functions_in_place_of_helpers_are_read_at_once(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(ROOT / "examples/limiter/limiter.bpf.c", pytester.path)
    result = run_tests(pytester, monkeypatch, REPLACING)
    result.assert_outcomes(passed=1, failed=3)
    shown = result.stdout.str()
    assert "assert 3 * 3 == 10" in shown
    assert ">       assert 3 * 3 == 10" in shown
    assert "the last lines before the fault" in shown
    assert "raised TypeError: what replaces bpf_ktime_get_ns returned 'late'" in shown
    assert "did you mean 'bpf_ktime_get_ns'" in shown
    assert "replaced.py" not in shown
    assert "own_helpers.py" not in shown


SOURCE = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
int seen;
SEC("tc") int mark(struct __sk_buff *skb) { seen++; skb->mark += 1; return skb->ifindex; }
"""


@needs_llvm
@pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed")
def test_c_is_compiled_and_failures_show_the_packet(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pytester.path / "mark.bpf.c").write_text(SOURCE)
    (pytester.path / "bad.bpf.c").write_text("int f( {")
    result = run_tests(
        pytester,
        monkeypatch,
        """
        from progpack.testing import assert_verdict, elements, packet, run, variables

        def test_good(bpf_object):
            obj = bpf_object("mark.bpf.c")
            done = run(obj.programs["mark"], packet(), context={"mark": 6, "ifindex": 2})
            assert (done.verdict, done.context["mark"]) == ("TC_ACT_SHOT", 7)
            assert variables(obj)["seen"] == 1

        def test_verdict(bpf_object):
            assert_verdict(bpf_object("mark.bpf.c").programs["mark"], packet(), "TC_ACT_SHOT")

        def test_compiler(bpf_object):
            bpf_object("bad.bpf.c")

        def test_map(bpf_object):
            elements(bpf_object("mark.bpf.c"), "none")

        def test_file(bpf_object):
            bpf_object("absent.bpf.c")
        """,
    )
    result.assert_outcomes(passed=1, failed=4)
    result.stdout.fnmatch_lines(
        [
            "*TC_ACT_RECLASSIFY, expected TC_ACT_SHOT: mark with 42 bytes*",
            "*02 00 5e*",
            "*bad.bpf.c: clang does not compile it*",
            "*there is no map 'none'; there are: *",
            "*absent.bpf.c is neither in */* nor in /*",
        ]
    )


@needs_llvm
@pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed")
def test_a_failure_ends_at_the_line_of_the_test(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pytester.path / "mark.bpf.c").write_text(SOURCE)
    result = run_tests(
        pytester,
        monkeypatch,
        """
        from progpack.testing import assert_verdict, packet, put, run

        def test_verdict(bpf_object):
            assert_verdict(bpf_object("mark.bpf.c").programs["mark"], packet(), "TC_ACT_SHOT")

        def test_option(bpf_object):
            bpf_object("mark.bpf.c", variables={"unseen": 1})

        def test_input(bpf_object):
            run(bpf_object("mark.bpf.c").programs["mark"], packet(), context={"none": 1})

        def test_own_mistake(bpf_object):
            assert bpf_object("mark.bpf.c") is None

        def test_address():
            packet(src="foo")

        def test_bytes(bpf_object):
            run(bpf_object("mark.bpf.c").programs["mark"], "abc")

        def test_mistake_of_a_function(bpf_object):
            import json

            class Packet:
                def __bytes__(self):
                    return json.loads("{")

            run(bpf_object("mark.bpf.c").programs["mark"], Packet())
        """,
    )
    result.assert_outcomes(failed=7)
    text = result.stdout.str()
    assert not re.findall(r"^\S*progpack/\S+\.py:\d+:", text, re.MULTILINE)
    places = re.findall(r"^(\S+\.py):\d+: ", text, re.MULTILINE)
    assert len([place for place in places if "json" not in place]) == 8
    assert {place for place in places if "json" not in place} == {
        "test_a_failure_ends_at_the_line_of_the_test.py"
    }
    assert "ipaddress" not in text
    assert "E       AssertionError: TC_ACT_RECLASSIFY, expected TC_ACT_SHOT: mark with" in text


FLOWS = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct flow { unsigned src, dst; unsigned short port; unsigned char proto, pad; };
struct pair { unsigned a, b; };
struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 8); __type(key, struct flow);
    __type(value, struct pair); } flows SEC(".maps");
SEC("xdp") int look(struct xdp_md *ctx)
{
    struct flow key = { 1, 2, 80, 6, 0 };
    struct pair *found = bpf_map_lookup_elem(&flows, &key);
    return found ? found->a * 16 + found->b : 0;
}
"""


@needs_llvm
@pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed")
def test_keys_and_values_that_are_structures_are_written_by_their_members(tmp_path: Path) -> None:
    from progpack import load
    from progpack.commands.common import inputs
    from tests.jit.test_helpers import compiled

    source = tmp_path / "flows.bpf.c"
    source.write_text(FLOWS)
    with load(compiled(source, tmp_path)) as obj:
        look = obj.programs["look"]
        put(obj, "flows", "src=1,dst=2,port=80,proto=6", "a=3,b=4")
        assert run(look, packet()).return_value == 0x34
        inputs.put(obj, "flows:src=1,dst=2,port=80,proto=6=a=5,b=6")
        assert run(look, packet()).return_value == 0x56
        put(obj, "flows", {"src": 1, "dst": 2, "port": 80, "proto": 6}, {"a": 7})
        assert run(look, packet()).return_value == 0x76
        with pytest.raises(UsageError, match="map flows: the key has no member 'sport'"):
            put(obj, "flows", "sport=1", "a=1,b=2")
        with pytest.raises(UsageError, match="map none: there is no map 'none'"):
            put(obj, "none", 1, 2)
        with pytest.raises(UsageError, match="NAME:KEY=VALUE"):
            inputs.put(obj, "flows:src")


def test_the_plugin_imports_nothing_before_a_test_asks() -> None:
    script = "import sys, progpack.testing; print(*(n for n in sys.modules if 'progpack' in n))"
    command = [sys.executable, "-c", script]
    done = subprocess.run(
        command, cwd=ROOT / "src", capture_output=True, text=True, check=True
    ).stdout
    assert set(done.split()) == {
        *("progpack", "progpack.testing", "progpack.errors", "progpack.version"),
        *(f"progpack.testing.{part}" for part in ("backends", "clang", "compare", "coverage")),
        *(f"progpack.testing.{part}" for part in ("captures", "faults", "kernels", "state")),
        *("progpack.testing.comparing", "progpack.testing.comparing.refused"),
        *("progpack.integers", "progpack.packets", "progpack.packets.make"),
    }


def test_it_is_installed_as_a_plugin() -> None:
    import tomllib

    held = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert held["project"]["entry-points"]["pytest11"] == {"progpack": "progpack.testing"}


FOUR, SIX = ("192.0.2.1", "198.51.100.1"), ("2001:db8::1", "2001:db8::2")


@needs_tshark
def test_tshark_finds_every_checksum_right(tmp_path: Path) -> None:
    made = [
        packet(protocol, src=src, dst=dst, payload=b"x" * size, vlan=vlan)
        for protocol in ("udp", "tcp", "icmp")
        for src, dst in (FOUR, SIX)
        for size in (0, 1, 31)
        for vlan in ((), 5, (5, 6))
    ]
    path = tmp_path / "t.pcap"
    write_pcap(path, list(enumerate(made)))
    names = ["frame.protocols", "ip.checksum.status", "udp.checksum.status", "tcp.checksum.status"]
    names += ["icmp.checksum.status", "icmpv6.checksum.status", "vlan.id"]
    fields = [word for name in names for word in ("-e", name)]
    checked = [f"{name}.check_checksum:TRUE" for name in ("ip", "udp", "tcp")]
    options = [word for name in checked for word in ("-o", name)]
    command = ["tshark", "-r", str(path), *options, "-T", "fields", "-E", "separator=;", *fields]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rows = [line.split(";") for line in out.splitlines()]
    assert len(rows) == len(made)
    for row in rows:
        # 1 is good, 0 bad; IPv6 has no checksum of its own.
        good = [status for status in row[1:6] if status]
        assert set(good) <= {"1", "Good"}, row
        assert len(good) == (2 if ":ip:" in row[0] else 1), row


@needs_tshark
def test_a_packet_without_ethernet_starts_with_ip(tmp_path: Path) -> None:
    path = tmp_path / "t.pcap"
    write_pcap(path, [(0, packet(ethernet=False))], link_type=LINKTYPE_RAW)
    command = ["tshark", "-r", str(path), "-T", "fields", "-e", "udp.dstport"]
    assert subprocess.run(command, check=True, capture_output=True, text=True).stdout == "53\n"


@given(st.binary(max_size=50), st.sampled_from([FOUR, SIX]), st.sampled_from(["udp", "tcp"]))
def test_lengths_are_right(payload: bytes, ends: tuple[str, str], protocol: str) -> None:
    made = packet(protocol, src=ends[0], dst=ends[1], payload=payload, ethernet=False)
    assert made.endswith(payload)
    field = made[2:4] if ends is FOUR else made[4:6]
    assert int.from_bytes(field, "big") == len(made) - (0 if ends is FOUR else 40)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"dst": "2001:db8::1"}, "two addresses of one kind"),
        ({"protocol": "sctp"}, "udp, tcp, icmp or none"),
        ({"protocol": "tcp", "flags": "SX"}, "^flags is letters of FSRPAUEC, not 'SX'$"),
        ({"protocol": "tcp", "flags": 2}, "^flags is letters of FSRPAUEC, not 2$"),
        ({"src": "foo"}, "^src is an IPv4 or IPv6 address, not 'foo'$"),
        ({"dst": "192.0.2.1/24"}, "^dst is an IPv4 or IPv6 address, not '192.0.2.1/24'$"),
        ({"sport": 1 << 16}, "^sport is a whole number from 0 to 65535, not 65536$"),
        ({"dport": -1}, "^dport is a whole number from 0 to 65535, not -1$"),
        ({"dport": "53"}, "^dport is a whole number from 0 to 65535, not '53'$"),
        ({"ttl": 256}, "^ttl is a whole number from 0 to 255, not 256$"),
        ({"payload": "x"}, "^payload is bytes, not 'x'$"),
        ({"vlan": 1 << 16}, "^vlan is a whole number from 0 to 65535, not 65536$"),
        ({"vlan": [5, None]}, "^vlan is a whole number from 0 to 65535, not None$"),
        ({"protocol": ["udp"]}, "udp, tcp, icmp or none"),
    ],
)
def test_packets_that_cannot_be_are_refused(given: dict[str, object], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        packet(**given)  # type: ignore[arg-type]


def test_a_run_without_a_packet_is_refused_where_the_program_has_one() -> None:
    path = ROOT / "src/progpack/data/bpf/firewall.bpf.o"
    with progpack.load(path, backend="interpreter") as obj:
        with pytest.raises(UsageError, match=r"firewall: XDP programs run on a packet: give one"):
            run(obj.programs["firewall"])
        assert run(obj.programs["firewall"], b"").verdict.startswith("XDP_")


PORTS = r"""
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_endian.h>
struct backend { __be32 addr; __be16 port; __u16 weight; };
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 4); __type(key, __u32);
         __type(value, struct backend); } backends SEC(".maps");
SEC("xdp") int port(struct xdp_md *ctx)
{
    __u32 key = ctx->rx_queue_index;
    struct backend *to = bpf_map_lookup_elem(&backends, &key);
    return to ? bpf_ntohs(to->port) : -1;
}
char _license[] SEC("license") = "GPL";
"""


@pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed")
@pytest.mark.parametrize(
    "backend",
    [
        "interpreter",
        pytest.param(
            "arch:s390x",
            marks=[
                needs_llvm,
                pytest.mark.skipif(shutil.which("qemu-s390x") is None, reason="no qemu-user"),
            ],
        ),
    ],
)
def test_text_has_numbers_of_the_wire_and_values_have_those_of_c(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    pytester.makefile(".c", ports=PORTS)
    text = f"""
        import ipaddress, sys
        from progpack.testing import elements, packet, put, run

        ADDRESS = ipaddress.ip_address("10.0.0.1").packed

        def test_ports(bpf_object):
            obj = bpf_object("ports.c", backend="{backend}")
            order = obj.spec.byteorder
            backends, program = obj.maps["backends"], obj.programs["port"]
            in_c = int.from_bytes((80).to_bytes(2, "big"), order)
            put(obj, "backends", 0, "addr=10.0.0.1,port=80,weight=7")
            backends[1] = {{"addr": ADDRESS, "port": in_c, "weight": 7}}
            backends[2] = {{"addr": ADDRESS, "port": (80).to_bytes(2, "big"), "weight": 7}}
            assert len({{backends[n] for n in range(3)}}) == 1
            assert elements(obj, "backends")[1] == {{"addr": "10.0.0.1", "port": 80, "weight": 7}}
            assert backends.typed[0]["port"] == in_c
            for n in range(3):
                ran = run(program, packet(), context={{"rx_queue_index": n}})
                assert ran.return_value == 80
        """
    run_tests(pytester, monkeypatch, text).assert_outcomes(passed=1)


SENDS = r"""
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>
SEC("tc") int sends(struct __sk_buff *skb)
{
    bpf_printk("to %d", skb->mark);
    bpf_clone_redirect(skb, 4, 0);
    return skb->mark ? bpf_redirect(skb->mark, 0) : TC_ACT_OK;
}
char _license[] SEC("license") = "GPL";
"""


@pytest.mark.parametrize("backend", ["interpreter", pytest.param("compiled", marks=needs_llvm)])
@pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed")
def test_a_run_has_all_that_the_program_sent_and_printed(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, backend: str
) -> None:
    pytester.makefile(".c", sends=SENDS)
    text = f"""
        from progpack.testing import packet, run

        def test_sends(bpf_object):
            program = bpf_object("sends.c", backend="{backend}").programs["sends"]
            sent = run(program, packet(), context={{"mark": 3}})
            assert sent.verdict == "TC_ACT_REDIRECT"
            assert (sent.redirect.target, sent.redirect.map) == (3, "")
            assert [(clone.ifindex, clone.packet) for clone in sent.clones] == [(4, packet())]
            assert sent.printed == ("to 3",)
            assert (sent.retval, sent.signals) == (None, ())
            assert run(program, packet()).redirect is None
        """
    run_tests(pytester, monkeypatch, text).assert_outcomes(passed=1)


@pytest.mark.parametrize("protocol", ["udp", "tcp", "icmp", "none"])
@pytest.mark.parametrize("src", ["192.0.2.1", "2001:db8::1"])
def test_the_longest_payload_fits_and_one_byte_more_is_refused(protocol: str, src: str) -> None:
    header = {"udp": 8, "tcp": 20, "icmp": 8, "none": 0}[protocol]
    most = 65535 - header - (20 if "." in src else 0)
    made = packet(protocol, src=src, dst=src, payload=bytes(most))
    assert len(made) == 14 + 65535 + (0 if "." in src else 40)
    with pytest.raises(UsageError, match=f"^payload has at most {most} bytes in such a packet"):
        packet(protocol, src=src, dst=src, payload=bytes(most + 1))

"""Values of two backends that are alike although they differ: of more CPUs, times of clocks."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from progpack.bpf.asm import assemble_program
from progpack.bpf.environment import Environment
from progpack.bpf.helpers.ids import HelperId
from progpack.bpf.helpers.lookup import clocks_of
from progpack.bpf.spec import MapSpec, MapType, ObjectSpec, ProgramType
from progpack.errors import MissingFeatureError
from progpack.run.load import load
from progpack.testing.compare import Both
from progpack.testing.comparing.clocks import Clocks
from progpack.testing.comparing.cpus import fit_parts, without_idle
from progpack.testing.comparing.refused import PROPERTY, summary

pytest_plugins = ["pytester"]
ZERO, ONE = bytes(8), b"\1" + bytes(7)


@pytest.mark.parametrize(
    ("first", "second", "left"),
    [
        ((ONE, ZERO), (ONE,), ((ONE,), (ONE,))),
        ((ONE,), (ONE, ZERO), ((ONE,), (ONE,))),
        ((3, 0), (4,), ((3,), (4,))),
        (({"a": 1}, {"a": 0}), ({"a": 1},), (({"a": 1},), ({"a": 1},))),
        # What lies on a CPU that one backend alone has is a difference.
        ((ONE, ONE), (ONE,), ((ONE, ONE), (ONE,))),
        # No values of each CPU.
        ((ONE, ZERO, ZERO), (ONE,), ((ONE, ZERO, ZERO), (ONE,))),
        ([(ONE, ONE), (ZERO, ZERO)], [(ONE, ONE)], ([(ONE, ONE), (ZERO, ZERO)], [(ONE, ONE)])),
        ([3, 0], [4], ([3], [4])),
    ],
)
def test_a_cpu_that_one_backend_alone_has_counts_where_it_is_not_zero(
    first: Any, second: Any, left: Any
) -> None:
    cpus = (1, 2) if len(first) == 1 else (2, 1)
    assert without_idle((first, second), cpus) == left


def test_a_value_is_fitted_to_the_cpus_of_a_backend() -> None:
    assert fit_parts([ONE, ZERO], 2, 1, 8) == [ONE]
    assert fit_parts((ONE,), 1, 3, 8) == [ONE, ZERO, ZERO]
    assert fit_parts([5], 1, 2, 8) == [5, 0]
    assert fit_parts([5, 6, 7], 2, 1, 8) == [5, 6, 7]  # of no right length: the map refuses it
    with pytest.raises(MissingFeatureError, match="CPU 1 cannot be compared"):
        fit_parts([ONE, ONE], 2, 1, 8)


@dataclass
class Loaded:
    """What `Clocks` asks of an object."""

    environment: Environment
    helpers: frozenset[int] = frozenset({HelperId.KTIME_GET_NS})
    spec: Any = field(init=False)

    def __post_init__(self) -> None:
        self.spec = SimpleNamespace(programs={"main": SimpleNamespace(helpers=self.helpers)})


def test_the_summary_has_one_line_for_a_test_and_none_for_a_file() -> None:
    properties = [(PROPERTY, "too short"), (PROPERTY, "too short"), ("other", "else")]
    place = ("t.py", 1, "test")
    calls = [
        pytest.TestReport("t.py::test", place, {}, "passed", None, when, (), 0, 0, 0, properties)
        for when in ("setup", "call", "teardown")
    ]
    skipped = pytest.CollectReport("u.py", "skipped", ("u.py", 1, "no clang"), [])
    assert summary([skipped, *calls]) == ["t.py::test: too short (and 1 more input)"]


def word(number: int) -> bytes:
    return number.to_bytes(8, "little")


def test_words_of_the_same_clock_are_alike_and_others_are_not() -> None:
    one, two = Environment(clock=1000, tai=50_000), Environment(clock=7000, tai=90_000)
    clocks = Clocks([Loaded(one), Loaded(two)])
    one.advance(10)
    two.advance(20)
    alike = clocks.are_alike
    assert alike(word(1000) + ONE, word(7000) + ONE)
    assert alike(1010, 7020)
    assert alike(50_010, 90_000)
    assert not alike(1011, 7020)
    assert not alike(1010, 7021)
    assert not alike(999, 7000)
    assert not alike(1000, 90_000)  # two clocks
    assert not alike(word(1000) + ONE, word(7000) + ZERO)
    assert not alike(word(1000), word(7000) + ZERO)
    assert not alike(word(1000)[:7], word(7000)[:7])
    assert not alike("1000", "7000")


def test_no_word_is_a_time_where_no_program_reads_a_clock() -> None:
    one, two = Environment(clock=1000), Environment(clock=7000)
    none = frozenset({int(HelperId.MAP_LOOKUP_ELEM)})
    assert not Clocks([Loaded(one, none), Loaded(two, none)]).are_alike(1000, 7000)
    assert clocks_of({HelperId.JIFFIES64, HelperId.TIMER_START}) == ["bpf_jiffies64"]


@pytest.mark.parametrize(("kind", "why"), [(MapType.LRU_HASH, "gives up"), (MapType.HASH, None)])
def test_a_difference_in_a_map_that_gives_up_elements_says_so(
    kind: MapType, why: str | None
) -> None:
    program = assemble_program("r1 = map kept ll\nr0 = 2\nexit", type=ProgramType.XDP)
    kept = MapSpec("kept", kind, 4, 4, 8)
    spec = ObjectSpec("some", "GPL", {"main": program}, {"kept": kept})
    with load(spec, backend="interpreter") as one, load(spec, backend="interpreter") as two:
        one.maps["kept"][bytes(4)] = bytes(4)
        both = Both((one, two), ("compiled", "kernel"), "some")
        with pytest.raises(AssertionError, match=r"^map kept.* differs: 1 on compiled") as error:
            both.programs["main"].run(bytes(64))
    assert ("a kernel gives up elements before it is full" in str(error.value)) == bool(why)


REDIRECTING = """
#include <linux/bpf.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_helpers.h>
SEC("xdp") int away(struct xdp_md *ctx)
{
    unsigned char *at = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
    if (at + 14 > end)
        return XDP_PASS;
    at[0] ^= OTHER;
    return bpf_redirect(1, 0);
}
SEC("tc") int out(struct __sk_buff *skb)
{
    skb->mark = 7;
    return skb->len & 1 ? bpf_redirect(1, 0) : TC_ACT_OK;
}
SEC("?tc") int copy(struct __sk_buff *skb) { return bpf_clone_redirect(skb, 1, 0); }
char _license[] SEC("license") = "GPL";
"""


@pytest.mark.usefixtures("needs_llvm")
@pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed")
@pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")
def test_programs_that_redirect_are_compared_by_verdict_and_packet(
    pytester: pytest.Pytester,
) -> None:
    pytester.makefile(".c", go=REDIRECTING.replace("OTHER", "2"))
    pytester.makepyfile(
        """
        import pytest
        from progpack.testing import packet, run

        @pytest.mark.parametrize("name", ["away", "out"])
        def test_it(bpf_object, name):
            program = bpf_object("go.c", programs=[name]).programs[name]
            for size in range(3):
                outcome = run(program, packet(payload=bytes(size)))
                gone = outcome.verdict in ("XDP_REDIRECT", "TC_ACT_REDIRECT")
                assert gone == (name == "away" or size == 1)
                assert gone == (outcome.redirect is not None)

        def test_copies(bpf_object):
            bpf_object("go.c", programs=["copy"])
        """
    )
    result = pytester.runpytest("-q", "-rs", "--bpf-compare=compiled,kernel")
    result.assert_outcomes(passed=2, skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED*the backend kernel does not have what programs clone*"])


def test_where_a_packet_goes_is_compared_where_both_tell_it() -> None:
    text = "r1 = {target}\nr2 = 0\ncall bpf_redirect\nexit"
    one, two = (
        assemble_program(text.format(target=target), type=ProgramType.XDP) for target in (1, 2)
    )
    objects = [ObjectSpec("some", "GPL", {"main": each}, {}) for each in (one, two)]
    with (
        load(objects[0], backend="interpreter") as first,
        load(objects[1], backend="interpreter") as second,
    ):
        same = Both((first, first), ("interpreter", "isolated"), "some")
        assert same.programs["main"].run(bytes(64)).redirect.target == 1
        both = Both((first, second), ("interpreter", "isolated"), "some")
        with pytest.raises(AssertionError, match=r"redirect differs: .*target=1.*target=2"):
            both.programs["main"].run(bytes(64))

"""Tests of BPF programs on several backends: ``--bpf-on`` and the mark ``bpf``."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
ROOT = Path(__file__).parents[2]
LIMITER = ROOT / "examples/limiter/limiter.bpf.c"
pytestmark = [
    pytest.mark.skipif(find_spec("llvmlite") is None, reason="needs progpack[jit]"),
    pytest.mark.skipif(shutil.which("clang-22") is None, reason="clang-22 is not installed"),
]
TEST = """
import pytest
from progpack.testing import elements, packet, put, run

@pytest.fixture
def limiter(bpf_object):
    return bpf_object("limiter.bpf.c")

def test_a_burst_is_cut(limiter):
    verdicts = [run(limiter.programs["limit"], packet()).verdict for _ in range(3)]
    assert verdicts == ["XDP_PASS", "XDP_PASS", "XDP_DROP"]
    assert list(elements(limiter, "buckets").values())[0]["tokens"] == 0

def test_of_the_clock(limiter):
    for _ in range(3):
        run(limiter.programs["limit"], packet())
    limiter.advance("100ms")
    assert run(limiter.programs["limit"], packet()).verdict == "XDP_PASS"

def test_of_the_packs(limiter):
    assert limiter.snapshot().packs

@pytest.mark.bpf(on=["interpreter", "compiled"])
def test_with_a_mark(limiter):
    assert limiter.backend in ("interpreter", "compiled")

def test_without_a_program():
    pass
"""


def run_tests(pytester: pytest.Pytester, text: str, *options: str) -> pytest.RunResult:
    shutil.copy(LIMITER, pytester.path)
    pytester.makepyfile(text)
    return pytester.runpytest("-q", "-rs", "-p", "no:cacheprovider", *options)


def test_each_test_runs_on_each_backend(pytester: pytest.Pytester) -> None:
    result = run_tests(pytester, TEST, "--bpf-on=compiled,interpreter,isolated")
    # Two of the three backends have no packs of this process; the mark wins.
    result.assert_outcomes(passed=3 + 3 + 1 + 2 + 1, skipped=2)
    result.stdout.fnmatch_lines_random(
        ["SKIPPED*.py:19: *interpreter*packs*", "SKIPPED*.py:19: *isolated*packs*"]
    )


SCOPES = """
import pytest
from progpack.testing import packet, run, variables

LOADED = []

@pytest.fixture(scope="session")
def whole(session_bpf_object):
    return session_bpf_object("limiter.bpf.c")

@pytest.fixture(scope="module")
def limiter(module_bpf_object):
    LOADED.append(module_bpf_object("limiter.bpf.c"))
    return LOADED[-1]

@pytest.mark.parametrize("number", range(3))
def test_packets_add_up(limiter, number):
    verdict = run(limiter.programs["limit"], packet()).verdict
    assert verdict == ("XDP_PASS", "XDP_PASS", "XDP_DROP")[number]

class TestOfAClass:
    @pytest.fixture(scope="class")
    def own(self, class_bpf_object, package_bpf_object):
        package_bpf_object("limiter.bpf.c")
        return class_bpf_object("limiter.bpf.c")

    def test_its_own(self, own, limiter, whole, bpf_object):
        assert len({id(own), id(limiter), id(whole), id(bpf_object("limiter.bpf.c"))}) == 4
        assert own.backend == limiter.backend == whole.backend
        assert run(own.programs["limit"], packet()).verdict == "XDP_PASS"
"""


def test_fixtures_of_every_scope_load_objects(pytester: pytest.Pytester) -> None:
    backends = "--bpf-on=interpreter,isolated"
    run_tests(pytester, SCOPES, backends).assert_outcomes(passed=8)
    run_tests(pytester, SCOPES, "--bpf-compare=interpreter,isolated").assert_outcomes(passed=4)


@pytest.mark.skipif(shutil.which("qemu-s390x") is None, reason="qemu-user is not installed")
def test_c_files_are_compiled_for_the_byte_order_of_the_backend(pytester: pytest.Pytester) -> None:
    result = run_tests(pytester, TEST, "--bpf-on=arch:s390x,arch:riscv64", "-k", "burst")
    result.assert_outcomes(passed=2)


def test_without_the_option_a_test_runs_once(pytester: pytest.Pytester) -> None:
    run_tests(pytester, TEST).assert_outcomes(passed=3 + 2 + 1)


@pytest.mark.parametrize("options", [["--bpf-on=compild"], ["--bpf-on=compiled,vax:1"]])
def test_backends_that_there_are_not_are_refused(
    pytester: pytest.Pytester, options: list[str]
) -> None:
    result = run_tests(pytester, TEST, *options)
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines(["*there is no backend*"])


def test_a_missing_clang_fails_unless_it_is_to_be_skipped(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.fspath(pytester.path))
    monkeypatch.delenv("CLANG", raising=False)
    result = run_tests(pytester, TEST, "-k", "burst")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*clang is not installed; --bpf-skip-without-clang skips*"])
    run_tests(pytester, TEST, "-k", "burst", "--bpf-skip-without-clang").assert_outcomes(skipped=1)


def test_clang_is_the_command_of_the_environment_and_no_other(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLANG", "/nope/clang")
    for options in ([], ["--bpf-skip-without-clang"]):
        result = run_tests(pytester, TEST, "-k", "burst", *options)
        result.assert_outcomes(errors=1)
        result.stdout.fnmatch_lines(["*CLANG=/nope/clang in the environment is no program*"])
    clang = next(filter(None, map(shutil.which, ("clang-22", "clang", "clang-14"))), None)
    if clang is not None:
        monkeypatch.setenv("CLANG", f"env -u NOTHING {clang}")
        run_tests(pytester, TEST, "-k", "burst").assert_outcomes(passed=1)


def test_a_failure_shows_what_the_program_printed(pytester: pytest.Pytester) -> None:
    source = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>
    SEC("xdp") int wild(struct xdp_md *ctx)
    {
        bpf_printk("before %d", 7);
        return *(volatile int *)(long)ctx->data_end;
    }
    char _license[] SEC("license") = "GPL";
    """
    pytester.makefile(".c", wild=source)
    result = run_tests(
        pytester,
        """
        from progpack.testing import run

        def test_wild(bpf_object):
            run(bpf_object("wild.c").programs["wild"], bytes(64))
        """,
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*bpf_printk*", "*before 7*"])


def test_what_passing_runs_printed_is_shown_of_their_test_alone(pytester: pytest.Pytester) -> None:
    source = """
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>
    int seen;
    SEC("xdp") int count(struct xdp_md *ctx) { bpf_printk("seen %d", ++seen); return XDP_PASS; }
    char _license[] SEC("license") = "GPL";
    """
    pytester.makefile(".c", count=source)
    result = run_tests(
        pytester,
        """
        from progpack.testing import assert_verdict, run

        def test_one(bpf_object):
            count = bpf_object("count.c", variables={"seen": 40}).programs["count"]
            assert run(count, bytes(64)).verdict == "XDP_PASS"

        def test_two(bpf_object):
            count = bpf_object("count.c").programs["count"]
            run(count, bytes(64))
            assert_verdict(count, bytes(64), "XDP_DROP")

        def test_three():
            assert False
        """,
    )
    result.assert_outcomes(passed=1, failed=2)
    assert [line for line in result.outlines if line.startswith("seen")] == ["seen 1", "seen 2"]


COMPARED = """
import pytest
from progpack.testing import elements, packet, put, run, variables

def test_alike(bpf_object):
    firewall = bpf_object("firewall.bpf.o")
    put(firewall, "blocked", "192.0.2.66", 0)
    for source in ("192.0.2.66", "192.0.2.1"):
        run(firewall.programs["firewall"], packet(src=source))
    assert elements(firewall, "blocked") == {"192.0.2.66": 1}
    assert variables(firewall)["total_packets"] == 2
    del firewall.maps["blocked"][list(firewall.maps["blocked"])[0]]
    assert len(firewall.maps["blocked"]) == 0
    assert firewall.programs["firewall"].run_batch([packet()] * 3).return_values == (2, 2, 2)

def test_errors_are_alike(bpf_object):
    firewall = bpf_object("firewall.bpf.o")
    with pytest.raises(KeyError):
        firewall.maps["blocked"][bytes(16)]
    with pytest.raises(KeyError, match="did you mean"):
        firewall.programs["firewal"]
"""


def test_each_input_is_compared_on_two_backends(pytester: pytest.Pytester) -> None:
    shutil.copy(ROOT / "src/progpack/data/bpf/firewall.bpf.o", pytester.path)
    result = run_tests(pytester, COMPARED, "--bpf-compare=compiled,interpreter")
    result.assert_outcomes(passed=2)


REPLACED = """
from progpack.testing import packet, run

def test_alike(bpf_object):
    limiter = bpf_object("limiter.bpf.c", replace={"bpf_ktime_get_ns": 5})
    with limiter.replaced.using(bpf_ktime_get_ns=[7]) as calls:
        run(limiter.programs["limit"], packet())
    [call] = calls
    assert (call.result, len(calls), calls[0].args) == (7, 1, ())
    assert [each.result for each in limiter.replaced.calls] == [7]
    limiter.replaced.reset()
    assert len(limiter.replaced["bpf_ktime_get_ns"].calls) == 0
"""


def test_calls_of_replaced_helpers_are_compared(pytester: pytest.Pytester) -> None:
    result = run_tests(pytester, REPLACED, "--bpf-compare=compiled,interpreter")
    result.assert_outcomes(passed=1)
    differs = REPLACED.replace("[7]) as", "lambda: next(given)) as").replace(
        "    limiter =", "    given = iter([7, 8])\n    limiter ="
    )
    result = run_tests(pytester, differs, "--bpf-compare=compiled,interpreter")
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*map buckets*differs*"])


def test_replaced_helpers_are_tested_where_a_backend_calls_functions(
    pytester: pytest.Pytester,
) -> None:
    result = run_tests(pytester, REPLACED, "--bpf-on=compiled,interpreter,isolated,kernel")
    result.assert_outcomes(passed=3, skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED*"])


def test_a_comparison_skips_where_a_backend_is_missing(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(ROOT / "src/progpack/data/bpf/firewall.bpf.o", pytester.path)
    monkeypatch.setenv("PATH", str(pytester.path))  # no QEMU, no apt
    monkeypatch.setenv("XDG_CACHE_HOME", str(pytester.path))
    result = run_tests(pytester, COMPARED, "--bpf-compare=compiled,vm:6.1", "-rs")
    result.assert_outcomes(skipped=2)
    result.stdout.fnmatch_lines(["SKIPPED*"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ("compiled", "*--bpf-compare takes two backends, A,B, not 'compiled'*"),
        ("compiled,compiled", "*--bpf-compare takes two backends*"),
        ("compiled,interpreter,isolated", "*--bpf-compare takes two backends*"),
        ("compiled,nonsense", "*--bpf-compare: there is no backend 'nonsense'*"),
    ],
)
def test_what_cannot_be_compared_is_refused_before_a_test_runs(
    options: str, said: str, pytester: pytest.Pytester
) -> None:
    refused = run_tests(pytester, COMPARED, f"--bpf-compare={options}")
    assert refused.ret == pytest.ExitCode.USAGE_ERROR
    refused.stderr.fnmatch_lines([said])


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("return bpf_get_prandom_u32() & 1 ? 1 : 2;", "return_value"),
        ("seen = bpf_get_prandom_u32(); return 2;", "map .bss"),
        ("*(volatile char *)(long)ctx->data = bpf_get_prandom_u32(); return 2;", "packet"),
    ],
)
def test_a_difference_is_named(pytester: pytest.Pytester, body: str, message: str) -> None:
    source = f"""
    #include <linux/bpf.h>
    #include <bpf/bpf_helpers.h>
    int seen;
    SEC("xdp") int roll(struct xdp_md *ctx)
    {{
        if (ctx->data + 14 > ctx->data_end) return seen;
        {body}
    }}
    char _license[] SEC("license") = "GPL";
    """
    pytester.makefile(".c", roll=source)
    result = run_tests(
        pytester,
        """
        def test_roll(bpf_object):
            program = bpf_object("roll.c", environment="host").programs["roll"]
            for _ in range(40):
                program.run(bytes(64))
        """,
        "--bpf-compare=compiled,interpreter",
    )
    result.assert_outcomes(failed=1)
    wanted = f"*AssertionError: *{message}*differs: * on compiled, * on interpreter*"
    result.stdout.fnmatch_lines([wanted])


MARKING = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
    __uint(max_entries, 1);
    __type(key, __u32);
    __type(value, __u64);
} hits SEC(".maps");
SEC("tc") int mark(struct __sk_buff *skb)
{
    __u32 zero = 0;
    __u64 *count = bpf_map_lookup_elem(&hits, &zero);

    if (count)
        *count += 1;
    skb->mark = bpf_get_prandom_u32();
    return 0;
}
char _license[] SEC("license") = "GPL";
"""


def test_a_field_of_the_context_that_differs_is_named(pytester: pytest.Pytester) -> None:
    pytester.makefile(".c", mark=MARKING)
    result = run_tests(
        pytester,
        """
        from progpack.testing import packet, run

        def test_mark(bpf_object):
            given = iter([7, 8])
            replace = {"bpf_get_prandom_u32": lambda: next(given)}
            run(bpf_object("mark.c", replace=replace).programs["mark"], packet())
        """,
        "--bpf-compare=compiled,interpreter",
    )
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        ["*run: the context's field mark differs: 7 on compiled, 8 on interpreter*"]
    )


def test_the_line_that_wrote_what_differs_is_named(pytester: pytest.Pytester) -> None:
    source = MARKING.replace("return 0;", "return bpf_get_prandom_u32() & 0xffff;")
    pytester.makefile(".c", mark=MARKING, result=source.replace("skb->mark =", "(void)"))
    lines = MARKING.splitlines()
    [number] = [at for at, line in enumerate(lines, 1) if "skb->mark" in line]
    test = """
        from progpack.testing import packet, run

        def test_mark(bpf_object):
            program = bpf_object("mark.c", environment="host").programs["mark"]
            for _ in range(40):
                run(program, packet(), context={"priority": 3})
    """
    result = run_tests(pytester, test, "--bpf-compare=compiled,interpreter")
    result.assert_outcomes(failed=1)
    said = "*field mark differs: * on interpreter; mark.c:%d: skb->mark = bpf_get_prandom*"
    result.stdout.fnmatch_lines([said % (number - 1)])
    result = run_tests(
        pytester, test.replace("mark.c", "result.c"), "--bpf-compare=compiled,interpreter"
    )
    result.assert_outcomes(failed=1)
    said = "*return_value differs: * on interpreter; result.c:%d: return bpf_get_prandom*"
    result.stdout.fnmatch_lines([said % number])


def test_values_of_each_cpu_are_compared_whatever_the_number_of_cpus(
    pytester: pytest.Pytester,
) -> None:
    pytester.makefile(".c", mark=MARKING)
    result = run_tests(
        pytester,
        """
        from progpack.testing import packet, run

        def test_counts(bpf_object):
            obj = bpf_object("mark.c")
            hits = obj.maps["hits"]
            for _ in range(3):
                run(obj.programs["mark"], packet())
            assert hits[0][0][:1] == bytes([3])
            assert hits.typed[0][0] == 3
            assert hits.total(0) == 3
            [(key, parts)] = hits.elements()
            hits[0] = [bytes([9]) + bytes(7), *[bytes(8)] * (hits.cpus - 1)]
            run(obj.programs["mark"], packet())
            assert hits.total(0) == 10
        """,
        "--bpf-compare=compiled,interpreter",
    )
    result.assert_outcomes(passed=1)


@pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")
def test_inputs_that_the_kernel_refuses_are_not_compared_and_told(
    pytester: pytest.Pytester,
) -> None:
    pytester.makefile(".c", mark=MARKING.replace("bpf_get_prandom_u32()", "skb->len"))
    test = """
        from progpack.testing import packet, run

        def test_cuts(bpf_object):
            obj = bpf_object("mark.c")
            for length in (54, 0, 13, 54):
                context = run(obj.programs["mark"], packet("tcp")[:length]).context
                assert context["mark"] == length
            assert obj.maps["hits"].total(0) == 4
    """
    for order in ("compiled,kernel", "kernel,compiled"):
        result = run_tests(pytester, test, f"--bpf-compare={order}")
        result.assert_outcomes(passed=1)
        result.stdout.fnmatch_lines(
            ["*not compared*", "*test_cuts: program mark: *no such packet of 0 bytes*1 more input*"]
        )
    result = run_tests(pytester, test, "--bpf-on=kernel")
    result.assert_outcomes(skipped=1)
    result.stdout.fnmatch_lines(["SKIPPED*no such packet of 0 bytes*"])


@pytest.mark.skipif(os.geteuid() != 0, reason="loading into the kernel needs root")
def test_a_failure_in_the_kernel_says_whose_clock_it_was(pytester: pytest.Pytester) -> None:
    test = """
        from progpack.testing import packet, run

        def test_of_the_clock(bpf_object):
            run(bpf_object("limiter.bpf.c").programs["limit"], packet())
            assert False
    """
    result = run_tests(pytester, test, "--bpf-on=compiled,kernel")
    result.assert_outcomes(failed=2)
    said = (
        "*program limit calls bpf_ktime_get_ns: on the backend kernel that is the kernel's clock*"
    )
    result.stdout.fnmatch_lines([said])
    assert sum("that is the kernel's clock" in line for line in result.outlines) == 1

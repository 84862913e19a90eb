"""Tests in C: annotations are read, and compared with what becomes of programs."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

import pytest

from progpack.testing.annotations import Expected, first_missing

pytest_plugins = ["pytester"]
HEAD = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf_misc.h>
char _license[] SEC("license") = "GPL";
"""
RIGHT = """
SEC("xdp") __success int loads(struct xdp_md *ctx) { return XDP_PASS; }
SEC("xdp") __retval(0xfffffffe) int negative(struct xdp_md *ctx) { return -2; }
SEC("socket") __retval(50) int header_is_gone(struct __sk_buff *skb) { return skb->len; }
SEC("tc") __retval(TEST_DATA_LEN) int length(struct __sk_buff *skb) { return skb->len; }
SEC("xdp") __failure int context(void *ctx) { return ((int *)ctx)[50]; }
SEC("xdp") __auxiliary int beside(struct xdp_md *ctx) { return XDP_PASS; }
SEC("xdp") int untold(struct xdp_md *ctx) { return XDP_PASS; }
"""
WRONG = """
SEC("xdp") __retval(3) __description("two is three") int value(struct xdp_md *ctx) { return 2; }
SEC("xdp") __success int refused(void *ctx) { return ((int *)ctx)[50]; }
SEC("xdp") __retval(0)
int faults(struct xdp_md *ctx) { return *(volatile char *)(long)ctx->data_end; }
"""
SKIPPED = """
SEC("xdp") __failure int loads(struct xdp_md *ctx) { return *(volatile char *)(long)ctx->data; }
SEC("xdp") __success __arch("Z80") int elsewhere(struct xdp_md *ctx) { return XDP_PASS; }
"""
ARCH = '#define __arch(name) progpack_tag("arch=" name)\n'


@pytest.fixture
def clang() -> None:
    """Skip where C files cannot be compiled and run."""
    if find_spec("llvmlite") is None or shutil.which("clang-22") is None:
        pytest.skip("needs progpack[jit] and clang-22")


def run_tests(pytester: pytest.Pytester, text: str, *options: str) -> pytest.RunResult:
    (pytester.path / "tests.bpf.c").write_text(HEAD + text)
    # In a process of its own: a run in this one drops the modules that it has imported.
    return pytester.runpytest_subprocess("-q", "-rs", "-p", "no:cacheprovider", *options)


@pytest.mark.usefixtures("clang")
def test_what_annotations_say_is_compared(pytester: pytest.Pytester) -> None:
    # Found in the folder, without being named.
    run_tests(pytester, RIGHT).assert_outcomes(passed=5)


@pytest.mark.usefixtures("clang")
def test_each_annotation_can_fail(pytester: pytest.Pytester) -> None:
    result = run_tests(pytester, WRONG, "tests.bpf.c")
    result.assert_outcomes(failed=3)
    result.stdout.fnmatch_lines(
        [
            "value (two is three): compiled returns 2 (0x2), expected __retval(3)",
            "refused: *instruction*struct xdp_md*",
            "faults: *instruction 1*outside of*",
        ]
    )
    assert "c_files.py" not in result.stdout.str()


@pytest.mark.usefixtures("clang")
def test_what_cannot_be_judged_here_skips_with_the_reason(pytester: pytest.Pytester) -> None:
    result = run_tests(pytester, ARCH + SKIPPED)
    result.assert_outcomes(skipped=2)
    result.stdout.fnmatch_lines_random(["*--bpf-on=kernel*", "*a test on Z80*"])


@pytest.mark.usefixtures("clang")
def test_each_program_is_a_test_on_each_backend(pytester: pytest.Pytester) -> None:
    options = ("--bpf-on=compiled,interpreter,isolated", "tests.bpf.c", "-vv")
    result = run_tests(pytester, RIGHT, *options)
    result.assert_outcomes(passed=15)
    result.stdout.fnmatch_lines(["*tests.bpf.c::negative[[]isolated] PASSED*"])
    run_tests(pytester, WRONG, "--bpf-on=interpreter").assert_outcomes(failed=3)


@pytest.mark.usefixtures("clang")
def test_words_of_a_description_select(pytester: pytest.Pytester) -> None:
    run_tests(pytester, WRONG, "-k", "three").assert_outcomes(failed=1)


@pytest.mark.usefixtures("clang")
@pytest.mark.skipif(os.geteuid() != 0, reason="needs root: a kernel is asked")
def test_a_kernel_is_asked_for_verdict_messages_and_value(pytester: pytest.Pytester) -> None:
    told = """
    SEC("xdp") __failure __msg("invalid access to packet, off={{[0-9]}} size=1")
    int packet(struct xdp_md *ctx) { return *(volatile char *)(long)ctx->data; }
    SEC("xdp") __failure __msg("invalid access to map")
    int message(struct xdp_md *ctx) { return *(volatile char *)(long)ctx->data; }
    SEC("xdp") __success __msg("exit") __msg("stack depth 0") __msg("processed")
    int walk(struct xdp_md *ctx) { return 2; }
    SEC("xdp") __success __msg("processed") __msg("exit")
    int order(struct xdp_md *ctx) { return 2; }
    SEC("xdp") __failure int accepted(struct xdp_md *ctx) { return 2; }
    SEC("socket") __retval(50) int header_is_gone(struct __sk_buff *skb) { return skb->len; }
    SEC("xdp") __retval(3) int value(struct xdp_md *ctx) { return 2; }
    """
    result = run_tests(pytester, told, "--bpf-on=kernel")
    result.assert_outcomes(passed=3, failed=4)
    result.stdout.fnmatch_lines(
        [
            "message: kernel does not say 'invalid access to map'",
            "order: kernel does not say 'exit'",
            "accepted: kernel accepts it; expected __failure*",
            "value: kernel returns 2 (0x2), expected __retval(3)",
        ]
    )


@pytest.mark.usefixtures("clang")
def test_files_that_are_no_tests_are_collected_only_by_name(pytester: pytest.Pytester) -> None:
    plain = 'SEC("xdp") int untold(struct xdp_md *ctx) { return XDP_PASS; }'
    assert run_tests(pytester, plain).ret == pytest.ExitCode.NO_TESTS_COLLECTED
    named = run_tests(pytester, plain, "tests.bpf.c")
    named.assert_outcomes(errors=1)
    named.stdout.fnmatch_lines(["tests.bpf.c: no program has __success, *"])


@pytest.mark.usefixtures("clang")
def test_flags_reach_clang(pytester: pytest.Pytester) -> None:
    text = 'SEC("xdp") __retval(7) int value(struct xdp_md *ctx) { return VALUE; }'
    run_tests(pytester, text, "--bpf-cflags=-DVALUE=7").assert_outcomes(passed=1)
    (pytester.path / "pytest.ini").write_text("[pytest]\nbpf_cflags = -DVALUE=8\n")
    run_tests(pytester, text).assert_outcomes(failed=1)
    run_tests(pytester, text, "--bpf-cflags=-UVALUE -DVALUE=7").assert_outcomes(passed=1)


@pytest.mark.usefixtures("clang")
def test_a_file_that_cannot_be_used_says_why(pytester: pytest.Pytester) -> None:
    result = run_tests(pytester, "__success int f( {")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*clang does not compile it:*"])


@pytest.mark.usefixtures("clang")
def test_an_annotation_without_a_meaning_fails_its_program_alone(
    pytester: pytest.Pytester,
) -> None:
    text = """
SEC("xdp") __retval(XDP_DROP) int wrong(void *ctx) { return 1; }
SEC("xdp") __flag(NONE) __success int flagged(void *ctx) { return 1; }
SEC("xdp") __retval(1) int right(void *ctx) { return 1; }
"""
    result = run_tests(pytester, text)
    result.assert_outcomes(failed=2, passed=1)
    result.stdout.fnmatch_lines(
        [
            "wrong: tag 'test_retval=XDP_DROP': 'XDP_DROP' is neither *:*return 1;*",
            "flagged: tag 'test_prog_flags=NONE': 'NONE' is neither a number nor *:*return 1;*",
        ]
    )


def test_a_missing_clang_is_an_error_unless_a_flag_says_skip(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(pytester.path))
    result = run_tests(pytester, RIGHT)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*clang is not installed; --bpf-skip-without-clang skips*"])
    run_tests(pytester, RIGHT, "--bpf-skip-without-clang").assert_outcomes(skipped=1)


@pytest.mark.parametrize(
    ("messages", "missing"),
    [
        ((), None),
        (("off=4", "R1 !read_ok"), None),
        (("R1 !read_ok", "off=4"), "off=4"),
        (("off=4", "off=4"), "off=4"),
        (("off={{[0-9]+}}", "{{R[12]}} !read_ok"), None),
        (("off=[0-9]+",), "off=[0-9]+"),
        (("off={{[a-z]}}",), "off={{[a-z]}}"),
    ],
)
def test_messages_are_found_in_their_order(messages: tuple[str, ...], missing: str | None) -> None:
    assert first_missing(messages, "at off=4\nR1 !read_ok\n") == missing


@pytest.mark.parametrize(
    ("expected", "is_a_test"),
    [
        (Expected(description="alone"), True),
        (Expected(privileged=True, unprivileged=True), True),
        (Expected(unprivileged=True), False),
        (Expected(privileged=True, auxiliary=True), False),
    ],
)
def test_programs_for_other_users_are_no_tests(expected: Expected, is_a_test: bool) -> None:
    assert expected.is_a_test is is_a_test

"""Tests of a rate limiter, with a clock that they move: `pytest` in this folder, without root."""

import pytest

from progpack.testing import packet, run


def test_a_sender_gets_a_token_each_100_ms(bpf_object):
    limiter = bpf_object("limiter.bpf.c")
    program = limiter.programs["limit"]
    verdicts = [run(program, packet()).verdict for _ in range(3)]
    assert verdicts == ["XDP_PASS", "XDP_PASS", "XDP_DROP"]
    limiter.advance("100ms")
    assert [run(program, packet()).verdict for _ in range(2)] == ["XDP_PASS", "XDP_DROP"]


def test_tokens_do_not_pile_up(bpf_object):
    limiter = bpf_object("limiter.bpf.c")
    program = limiter.programs["limit"]
    run(program, packet())
    limiter.advance("3m")
    assert sum(run(program, packet()).verdict == "XDP_PASS" for _ in range(10)) == 2


@pytest.mark.parametrize("backend", ["compiled", "interpreter"])
def test_senders_do_not_share_tokens(bpf_object, backend):
    program = bpf_object("limiter.bpf.c", backend=backend).programs["limit"]
    for source in ("192.0.2.1", "192.0.2.2"):
        verdicts = [run(program, packet(src=source)).verdict for _ in range(3)]
        assert verdicts == ["XDP_PASS", "XDP_PASS", "XDP_DROP"]


def test_the_clock_of_the_kernel_may_be_any(bpf_object):
    """At the end of 64 bits a bucket is not filled by what the subtraction loses."""
    late = 2**64 - 50_000_000
    limiter = bpf_object("limiter.bpf.c", replace={"bpf_ktime_get_ns": [late, late, late, 0]})
    program = limiter.programs["limit"]
    verdicts = [run(program, packet()).verdict for _ in range(4)]
    assert verdicts == ["XDP_PASS", "XDP_PASS", "XDP_DROP", "XDP_DROP"]


def test_a_sender_passes_where_its_bucket_cannot_be_kept(bpf_object):
    limiter = bpf_object("limiter.bpf.c", replace={"bpf_map_update_elem": -12})  # -ENOMEM
    program = limiter.programs["limit"]
    assert {run(program, packet()).verdict for _ in range(9)} == {"XDP_PASS"}
    calls = limiter.replaced["bpf_map_update_elem"].calls
    assert [call.args[0] for call in calls] == ["buckets"] * 9
    assert "bpf_map_update_elem(&buckets" in calls[0].line

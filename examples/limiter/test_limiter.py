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

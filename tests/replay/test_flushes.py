"""Flushes of branch predictors: what each form of the patch of 2026 would have cost."""

from __future__ import annotations

from dataclasses import replace

from progpack.replay import replay
from progpack.trace import Load, Synthesis


def test_flags_of_packs_save_most_of_what_the_first_form_flushed() -> None:
    events = Synthesis("containers", 2000, 5)
    classic = sum(isinstance(e, Load) and e.kind == "classic" for e in events)
    names_ = ["pack", "flush-each", "pack-dirty", "pack-dirty-chunk"]
    result = replay(events, names_, "x86_64:64G,kernel=6.18+predictor_flush")
    flushes = {policy.name: policy.end.ibpb_flushes for policy in result.policies}
    assert flushes["flush-each"] == classic > flushes["pack-dirty"] > flushes["pack-dirty-chunk"]
    assert all(policy.flushes_predictors for policy in result.policies)
    plain = replay(events, names_)
    assert [p.flushes_predictors for p in plain.policies] == [False, True, True, True]


def test_the_first_form_places_as_packs_without_flags() -> None:
    result = replay(Synthesis("containers", 2000, 5), ["pack", "flush-each"])
    pack, each = (replace(policy.end, ibpb_flushes=0) for policy in result.policies)
    assert pack == each

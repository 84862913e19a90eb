"""What is said of a result: by rules, on results that were made for them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_results import policy_result, result_of, toy_result, validation

from progpack.errors import UsageError
from progpack.known import Unknown
from progpack.model import ITlb
from progpack.replay import PolicyResult, Refusal, Result
from progpack.report.result.bands import Bands
from progpack.report.result.measures import COSTS, MEASURES, Number, measure
from progpack.report.result.verdict import Verdict, verdict
from progpack.trace import Header

EXACT = (validation("placement", 9000, 9000), validation("splits", 45, 45))
NO_SPEED = "This is a layout, not a speed"


def texts(said: Verdict, tone: str = "") -> str:
    return "\n".join(f.text for f in said.findings if tone in ("", f.tone))


def of(said: Verdict, policy: str) -> dict[str, str]:
    found = next(item for item in said.against if item.policy == policy)
    return {point.measure.key: point.order for point in found.points}


def test_all_splits_avoided_and_what_that_costs() -> None:
    page = policy_result("page", level2_splits=45, level3_splits=1, pages_peak=128)
    pack = policy_result("pack", pages_peak=512)
    said = verdict(result_of(page, pack, validations=EXACT))
    assert said.headline == (
        "No policy is best in everything here. Fewest level-2 splits and level-3 splits: `pack`; "
        "fewest iTLB entries and pages at the peak: `page`. `pack` avoids 45 of 45 level-2 splits "
        "and 1 of 1 level-3 split of `page`, at a cost of 1.5 MiB of memory."
    )
    assert of(said, "pack") == {
        "level2_splits": "less",
        "level3_splits": "less",
        "itlb_entries": "more",
        "pages_peak": "more",
    }
    assert said.best["level2_splits"] == ("pack",)
    assert said.best["ibpb_flushes"] == (), "nobody is best where all are alike"


def test_one_policy_is_best_in_everything() -> None:
    page = policy_result("page", level2_splits=45, pages_peak=9000, shootdown_cpus=800)
    rox = policy_result("rox-cache", pages_peak=512, shootdown_cpus=8)
    said = verdict(result_of(page, rox, validations=EXACT))
    assert said.headline == (
        "On this trace and machine `rox-cache` costs least in every respect in which the policies "
        "differ. `rox-cache` avoids 45 of 45 level-2 splits of `page`, and 33.2 MiB of memory."
    )
    assert "Nothing here speaks for `page`: `rox-cache` is nowhere worse" in texts(said, "bad")
    assert "by TLB flushes and iTLB entries with: they are counted" in texts(said, "open")


def test_ties_are_said() -> None:
    page = policy_result("page", level2_splits=45, pages_peak=9000)
    one, two = policy_result("pack-huge", pages_peak=512), policy_result("rox", pages_peak=512)
    said = verdict(result_of(page, one, two, validations=EXACT))
    assert "`pack-huge` and `rox` cost least" in said.headline
    assert "exactly alike" in said.headline
    assert "`pack-huge` and `rox` cost exactly the same in every respect here." in texts(said)
    assert said.best["level2_splits"] == ("pack-huge", "rox")


def test_policies_that_cost_the_same() -> None:
    said = verdict(result_of(policy_result("a", pages_peak=1), policy_result("b", pages_peak=1)))
    assert said.headline == "`a` and `b` cost exactly the same on this trace and machine."
    assert "No policy splits the direct map on this trace" in texts(said, "even")
    assert of(said, "b")["pages_peak"] == "same"


def test_a_difference_inside_the_error_is_not_decided() -> None:
    off = (validation("splits", 45, 41), validation("placement", 10, 10))
    page, pack = policy_result("page", level2_splits=45), policy_result("pack", level2_splits=43)
    said = verdict(result_of(page, pack, validations=off))
    assert of(said, "pack") == {"level2_splits": "undecided"}
    assert said.headline.startswith("On this trace and machine nothing decides between")
    assert "avoids" not in said.headline
    assert "Differences in level-2 splits that lie inside the validation error" in texts(said)
    more = verdict(result_of(page, policy_result("pack", level2_splits=39), validations=off))
    assert of(more, "pack") == {"level2_splits": "less"}
    assert "`pack` avoids 6 of 45 level-2 splits of `page`" in more.headline


def test_without_validation_nothing_is_claimed_of_the_error() -> None:
    page, pack = policy_result("page", level2_splits=45), policy_result("pack")
    assert "holds no validation" in texts(verdict(result_of(page, pack)), "open")
    checked = verdict(result_of(page, pack, validations=EXACT))
    assert "holds no validation" not in texts(checked)


def test_a_policy_that_refuses_loads_does_not_win() -> None:
    full = policy_result("page", loads=80, refused_limit=20, pages_peak=80)
    refusal = Refusal(1, 81, "xdp", "program", "limit", "bpf_jit_limit would be exceeded.")
    full = replace(full, refusals=(refusal,))
    pack = policy_result("pack", loads=100, pages_peak=512)
    said = verdict(result_of(full, pack, validations=EXACT))
    assert said.headline == "Only `pack` places every load that can be placed here."
    assert (
        "`page` refuses 20 of 100 loads: 20 by the limit, 0 for want of memory or room. The "
        "first: bpf_jit_limit would be exceeded."
    ) in texts(said, "bad")
    assert said.best["pages_peak"] == ()
    assert said.best["refused"] == ("pack",)


def test_not_flushing_predictors_is_not_cheaper_but_unprotected() -> None:
    pack = policy_result("pack", pages_peak=512)
    dirty = policy_result("pack-dirty", pages_peak=512, ibpb_flushes=1668)
    chunk = policy_result("pack-dirty-chunk", pages_peak=512, ibpb_flushes=11)
    said = verdict(result_of(pack, dirty, chunk, validations=EXACT))
    assert said.best["ibpb_flushes"] == ("pack-dirty-chunk",)
    assert "`pack` flushes no branch predictors: without the hardening" in texts(said, "bad")
    assert "Nothing here speaks for `pack-dirty`: `pack-dirty-chunk` is nowhere" in texts(said)
    assert "`pack` is nowhere worse" not in texts(said)
    quiet = verdict(result_of(pack, replace(dirty, end=pack.end), validations=EXACT))
    assert "hardening" not in texts(quiet)


def unheard(*policies: PolicyResult) -> Result:
    header = Header(hearing={"program": "", "classic": "nobody told"})
    return replace(result_of(*policies, validations=EXACT), header=header)


def test_what_could_not_be_heard_is_not_known() -> None:
    """Policies that differ by classic loads alone do not cost the same on a trace without them."""
    dirty, chunk = (
        replace(policy_result(name, pages_peak=512), flushes_predictors=True)
        for name in ("pack-dirty", "pack-dirty-chunk")
    )
    said = verdict(unheard(dirty, chunk))
    assert said.headline == (
        "`pack-dirty` and `pack-dirty-chunk` cost the same in what this trace tells of; "
        "branch-predictor flushes (IBPB) are not known from this trace."
    )
    assert "Loads of kind classic are not in this trace: nobody told." in texts(said, "open")
    assert said.best["ibpb_flushes"] == ()
    page = policy_result("page", pages_peak=9000)
    better = verdict(unheard(page, replace(dirty, name="pack")))
    assert "`pack` costs least in every respect that is decided" in better.headline
    assert "branch-predictor flushes (IBPB) are not known from this trace" in better.headline
    assert "`page` flushes no branch predictors: without the hardening" in texts(better, "bad")
    # A machine that flushes nothing leaves nothing open.
    quiet = verdict(unheard(policy_result("a", pages_peak=1), policy_result("b", pages_peak=1)))
    assert quiet.headline == "`a` and `b` cost exactly the same on this trace and machine."


def test_a_trace_of_the_kernel_from_before_it_was_said_has_no_classic_loads() -> None:
    dirty = replace(policy_result("pack-dirty", pages_peak=512), flushes_predictors=True)
    old = replace(result_of(dirty, replace(dirty, name="b")), header=Header(clock="boottime"))
    assert "are not known from this trace" in verdict(old).headline


def test_what_the_winner_has_more_of_is_said_beside_it() -> None:
    page = policy_result("page", pages_peak=9000)
    pack = policy_result("pack", pages_peak=512)
    itlb = [ITlb(n, 0, 1.0, 0.0, (1, 1)) for n in (296, 305)]
    page, pack = (replace(p, itlb_peak=i) for p, i in zip((page, pack), itlb, strict=True))
    said = verdict(result_of(page, pack, validations=EXACT))
    assert "`pack` costs least in every respect that is decided" in said.headline
    assert "iTLB entries, 305 against 296, lie inside the error" in said.headline


def test_all_refuse_alike() -> None:
    one = policy_result("a", loads=1, refused_memory=5, pages_peak=2)
    two = policy_result("b", loads=1, refused_memory=5, pages_peak=1)
    said = verdict(result_of(one, two, validations=EXACT))
    assert said.headline.startswith("On this trace and machine `b` costs least")
    assert "`a` and `b` refuse 5 of 6 loads: 0 by the limit, 5 for want" in texts(said, "bad")


def test_an_undecided_difference_is_not_in_the_headline() -> None:
    off = (validation("splits", 15, 11), validation("placement", 10, 10))
    page = policy_result("page", level2_splits=2, pages_peak=9000)
    pack = policy_result("pack", level2_splits=0, pages_peak=512)
    said = verdict(result_of(page, pack, validations=off))
    assert "`pack` costs least" in said.headline
    assert "avoids" not in said.headline, "2 and 0 may be the same"
    assert of(said, "pack")["level2_splits"] == "undecided"


def test_a_policy_is_not_ruled_out_by_what_others_have_too() -> None:
    known = [validation("splits", 17, 17, name) for name in ("pack-block", "rox") for _ in "abc"]
    off = (*known, validation("splits", 15, 11), validation("placement", 10, 10))
    block, page = (
        policy_result("pack-block", level2_splits=2),
        policy_result("page", level2_splits=2),
    )
    said = verdict(result_of(page, block, policy_result("rox"), validations=off))
    assert said.best["level2_splits"] == (), "nobody says that page is among the best"
    assert "`pack-block`: `rox` is nowhere worse, and better in level-2" in texts(said)


def test_the_best_of_those_that_refuse_least() -> None:
    page = policy_result("page", refused_limit=9, loads=1)
    pack = policy_result("pack", refused_limit=5, loads=5, pages_peak=512)
    rox = policy_result("rox", refused_limit=5, loads=5, pages_peak=256)
    said = verdict(result_of(page, pack, rox, validations=EXACT))
    assert said.headline.startswith("Of the policies that refuse fewest loads, `rox` costs least")


def test_a_bound_is_none_that_can_be_had() -> None:
    page = policy_result("page", pages_peak=9000)
    oracle = policy_result("oracle", pages_peak=100)
    said = verdict(
        result_of(page, oracle, policy_result("pack", pages_peak=512), validations=EXACT)
    )
    assert "`pack` costs least" in said.headline
    assert "`oracle` knows the whole trace in advance" in texts(said, "open")
    assert said.best["pages_peak"] == ("pack",)


def test_a_single_policy_and_none() -> None:
    said = verdict(result_of(policy_result("pack")))
    assert said.headline == "Only `pack` was replayed: there is nothing to choose between."
    assert said.against == ()
    with pytest.raises(UsageError, match="no policies"):
        verdict(result_of())


def test_against_another_policy() -> None:
    page, pack = policy_result("page", pages_peak=9000), policy_result("pack", pages_peak=512)
    said = verdict(result_of(pack, page), against="pack")
    assert (said.reference, [item.policy for item in said.against]) == ("pack", ["page"])
    assert of(said, "page")["pages_peak"] == "more"
    assert verdict(result_of(pack, page)).reference == "page"
    assert verdict(result_of(pack, policy_result("b"))).reference == "pack"
    with pytest.raises(UsageError, match="the result has no policy 'none'"):
        verdict(result_of(pack, page), against="none")


def test_what_the_trace_lacks_is_said() -> None:
    result = result_of(policy_result("a"), policy_result("b"))
    lost = replace(result, statistics=replace(result.statistics, lost=7), skipped=2,
                   problems=("record 9: no JSON",))  # fmt: skip
    said = texts(verdict(lost), "open")
    assert "The recorder lost 7 events" in said
    assert "2 problems in the trace: record 9: no JSON" in said


def test_it_is_never_sold_as_speed() -> None:
    for result in (toy_result(), result_of(policy_result("pack"))):
        said = verdict(result)
        assert said.findings[-1].text.startswith(NO_SPEED)
        told = said.headline + "".join(item.text for item in said.against)
        assert not any(word in told for word in ("faster", "slower", "speed", "throughput"))


def test_small_counts_are_validated_by_difference_and_large_ones_by_ratio() -> None:
    bands = Bands((validation("splits", 1, 2), validation("splits", 100, 91)))
    splits = measure("level2_splits")

    def compare(left: Number, right: Number) -> str:
        return bands.compare(splits, ("page", left), ("pack", right))

    assert compare(0, 1) == "undecided"
    assert compare(0, 2) == "less"
    assert compare(45, 0) == "more", "1 for 2 says nothing of 45"
    assert compare(109, 100) == "undecided"
    assert compare(110, 100) == "more"
    assert compare(Unknown("no"), 3) == "none"
    assert bands.of("splits").text == "error up to 9 %, 1 below 20 (2 compared)"
    assert Bands(EXACT).of("splits").text == "exact (1 compared)"
    assert bands.of("").text == "no measurement"


def test_a_policy_that_was_measured_often_has_its_own_error() -> None:
    splits = measure("level2_splits")
    known = [validation("splits", 17, 17, "pack-block")] * 3
    bands = Bands([*known, validation("splits", 15, 11)])
    assert bands.of("splits", "pack-block").text == "exact (3 compared)"
    assert bands.of("splits", "page").text == "error up to 4 (4 compared)", "too few of its own"
    assert bands.compare(splits, ("pack-block", 17), ("pack-block", 16)) == "more"
    assert bands.compare(splits, ("pack-block", 17), ("page", 16)) == "undecided"


def test_without_a_measurement_small_differences_decide_nothing() -> None:
    page = policy_result("page", shootdown_cpus=13504)
    said = verdict(result_of(page, policy_result("rox", shootdown_cpus=13376), validations=EXACT))
    assert of(said, "rox")["shootdown_cpus"] == "undecided"
    assert "differences of less than 5% decide nothing" in texts(said)
    said = verdict(result_of(page, policy_result("rox", shootdown_cpus=12000), validations=EXACT))
    assert of(said, "rox")["shootdown_cpus"] == "less"


def test_beyond_what_was_measured_the_error_grows() -> None:
    band = Bands([validation("splits", 10, 13), validation("splits", 40, 40)]).of("splits")
    assert [band.error(value) for value in (0, 10, 40, 400)] == [3, 3, 3, 30]


def test_every_measure_says_what_it_is_and_where_it_is_from() -> None:
    from progpack.replay.result import KINDS
    from progpack.report.result.measures import GROUPS

    keys = [item.key for item in MEASURES]
    assert len(keys) == len(set(keys))
    result: Result = toy_result(20)
    for item in MEASURES:
        assert item.meaning.endswith(".")
        assert item.source
        assert item.unit
        assert item.group in GROUPS
        assert item.kind == "" or item.kind in KINDS
        for policy in result.policies:
            assert isinstance(item.of(policy, result), int | float | Unknown)
    assert {item.key for item in COSTS} < set(keys)


def test_a_single_one_has_the_noun_of_one() -> None:
    for item in MEASURES:
        assert (item.noun_of(0), item.noun_of(2)) == (item.noun, item.noun)
        assert item.noun_of(1) == (item.one or item.noun)
        plural = item.form == "count" and not item.noun.startswith("kB")
        assert bool(item.one) == plural, item.key
        assert item.one != item.noun

"""The gate: from building blocks to the way that is open."""

from __future__ import annotations

import itertools
import json
from dataclasses import fields, replace

import pytest

from progpack.arch.gate import Blocks, Capability, Record, Way
from progpack.errors import CapabilityError
from progpack.known import Unknown
from progpack.memory import ProcessMemory

NAMES = [field.name for field in fields(Blocks)]


def record(*missing: str) -> Record:
    """A record with all blocks but these."""
    blocks = Blocks(*(Capability(name, name not in missing, f"why {name}") for name in NAMES))
    return Record(
        "a test", 4096, 2 << 20, 2 << 20, b"\xcc", 4, "anywhere", Unknown("test"), "split", blocks
    )


def test_every_combination_of_blocks_by_the_rule() -> None:
    for bits in itertools.product((False, True), repeat=len(NAMES)):
        has = dict(zip(NAMES, bits, strict=True))
        found = record(*(name for name in NAMES if not has[name])).decide()
        packs = has["text_copy"] and has["text_invalidate"]
        if not (has["jit"] and has["set_rox"]) or not (packs or has["own_pages"]):
            assert found.way is found.most is Way.REFUSED
        elif not packs:
            assert found.way is found.most is Way.OWN
        else:
            huge = has["set_rox_huge"] and has["huge_vmalloc"]
            assert found.most is (Way.HUGE if huge else Way.SMALL)
            assert found.way is (Way.HUGE if huge and has["asks_huge"] else Way.SMALL)
        assert bool(found.reasons) == (found.way is not Way.HUGE)
        assert (found.given_back == "explicit") == (found.way is Way.HUGE and not has["reset_huge"])
        assert bool(found.given_back) == found.way.packs


def test_every_missing_block_is_named_with_its_reason() -> None:
    found = record("text_copy", "text_invalidate").decide()
    assert found.reasons == (
        "no text_copy: why text_copy",
        "no text_invalidate: why text_invalidate",
    )


def test_a_way_is_required_before_work_begins() -> None:
    record().require(Way.HUGE)
    record("asks_huge").require(Way.SMALL)
    with pytest.raises(CapabilityError, match="packs on small pages not possible, only a page"):
        record("text_copy").require(Way.SMALL)
    with pytest.raises(CapabilityError, match="a page per program not possible: no set_rox"):
        record("set_rox").require(Way.OWN)


def test_reset_on_free_of_a_huge_area_is_refused_without_support() -> None:
    record("reset_huge").require_reset(huge=False)
    record().require_reset(huge=True)
    with pytest.raises(CapabilityError, match="reset-on-free of a huge area not possible"):
        record("reset_huge").require_reset(huge=True)


def test_a_record_is_json() -> None:
    found = json.loads(json.dumps(record("huge_vmalloc").as_dict()))
    assert (found["path"], found["trap"], found["trap_unit"]) == ("packs on small pages", "cc", 1)
    assert (found["exec_bytes"], found["exec_bytes_unknown"]) == (None, "test")
    assert [block["name"] for block in found["blocks"]] == NAMES


def test_the_memory_of_this_process_has_a_record_too() -> None:
    capabilities = ProcessMemory().capabilities
    capabilities.require("text_copy")
    found = capabilities.record()
    assert found.decide().way is (Way.HUGE if capabilities.huge_pages else Way.SMALL)
    assert capabilities.record(pages="small").decide().way is Way.SMALL
    assert (found.trap, found.page_size) == (capabilities.trap, capabilities.page_size)


def test_a_process_without_executable_memory_is_refused_and_gets_no_pages_of_its_own() -> None:
    capabilities = ProcessMemory().capabilities
    none = Capability("text_copy", False, "denied")
    found = replace(capabilities, text_copy=none).record().decide()
    assert found.way is Way.REFUSED
    assert "denied" in found.why

"""Rules of the native runtime that its text can be asked for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import progpack.jit

RUNTIME = Path(progpack.jit.__file__).parent / "runtime"
_FUNCTION = re.compile(r"^[\w*][^;{}()\n]*?\b(\w+)\(([^;{}]*)\)\n\{\n(.*?)^\}", re.M | re.S)
#: What looks for something that an address is of.
LOOKS = {"find_member", "ring_of", "is_map", "next_map"}
#: What may look besides checks: it ends a run, and nothing was checked before.
ENDS = {"discard_but"}


def bodies() -> dict[str, str]:
    """The bodies of all functions of the runtime, by name, without comments."""
    found = {}
    for path in sorted(RUNTIME.glob("*.c")):
        text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(), flags=re.S)
        text = re.sub(r"__attribute__\(\(\w+\)\) ", "", text)
        found.update({match[1]: match[3] for match in _FUNCTION.finditer(text)})
    return found


def callers(names: set[str], functions: dict[str, str]) -> set[str]:
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(names))})\(")
    return {name for name, body in functions.items() if pattern.search(body)}


def test_only_checks_look_for_what_an_address_is_of() -> None:
    """A helper works on what its check gave it; what it looked for again might be another's."""
    functions = bodies()
    assert len(functions) > 150
    assert set(functions) >= LOOKS | ENDS
    looking = callers(LOOKS, functions) - LOOKS
    while inner := {name for name in looking if not name.startswith("pp_")} - ENDS:
        looking = (looking - inner) | callers(inner, functions)
    assert {name for name in looking - ENDS if not name.startswith("pp_check")} <= {
        # They copy what they may read in the same step.
        *(
            f"pp_probe_read{whose}{kind}"
            for whose in ("", "_user", "_kernel")
            for kind in ("", "_str")
        ),
        "pp_copy_from_user_task",
        "pp_dynptr_read",
        "pp_dynptr_write",
        "pp_dynptr_data",
        "pp_sk_assign",
        "pp_snprintf",
        "pp_trace_printk",
        "pp_trace_vprintk",
    }


def test_the_end_of_a_run_walks_no_ring() -> None:
    """What a ring holds is other runs' too; it may be very much, and nothing charges for it."""
    functions = bodies()
    walking = callers({"record_room"}, functions) | {"record_room"}
    while more := callers(walking, functions) - walking:
        walking |= more
    assert walking == {
        *("record_room", "pp_ringbuf_consume"),
        *("cut_records", "discard_cut", "pp_fork_before", "end_fork"),
        *("pp_fork_parent", "pp_fork_child"),
        # Of a ring that Python fills: a record for each call of a callback, which is paid for.
        *("pass_sample", "release_sample", "pp_drain", "pp_drain_end"),
    }


@pytest.mark.parametrize("field", ["data", "data_end", "meta"])
def test_only_one_place_moves_the_ends_of_a_packet(field: str) -> None:
    """Beside it those that put a packet in place, before a run."""
    setting = {
        name
        for name, body in bodies().items()
        if re.search(rf"\bst->{field}\s*(?:[-+]=|=(?!=))", body)
    }
    places = {"move_front", "move_end", "set_packet", "run_in_place", "set_xdp", "set_skb"}
    assert setting & {"move_front", "move_end"}
    assert setting <= places

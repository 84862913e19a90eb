"""Replaced helpers: what stands in their place, hostile or not, and their calls for tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import IntEnum
from pathlib import Path
from typing import Any

import pytest

import progpack
from progpack import (
    Arg,
    DiedError,
    Environment,
    MapSpec,
    MapType,
    MissingFeatureError,
    Object,
    ObjectSpec,
    ProgramSpec,
    ProgramType,
    RunError,
    SpanError,
    UnknownNameError,
    UsageError,
    load,
    original,
)
from progpack.bpf.asm import assemble_program
from progpack.bpf.helpers import custom
from progpack.bpf.text.disasm import listing
from tests.jit.test_helpers import compiled

MAPS = {
    "table": MapSpec("table", MapType.HASH, 4, 8, 8),
    "counts": MapSpec("counts", MapType.ARRAY, 4, 8, 4),
    "ring": MapSpec("ring", MapType.RINGBUF, 0, 0, 4096),
    "outer": MapSpec("outer", MapType.HASH_OF_MAPS, 4, 4, 4, values=((0, "table"),)),
    ".rodata": MapSpec(
        ".rodata", MapType.ARRAY, 4, 8, 1, data=b"constant"[:7] + b"\0", read_only=True
    ),
}
KEY = "*(u32 *)(r10 - 4) = 3; r2 = r10; r2 += -4"
CLOCK = "call 5; r6 = r0; call 5; r0 -= r6; exit"

Load = Callable[..., Any]


def program(text: str, kind: ProgramType = ProgramType.FLAT, name: str = "test") -> ProgramSpec:
    return assemble_program(text.replace(";", "\n"), name=name, type=kind)


@pytest.fixture(params=["compiled", "interpreter", "isolated"])
def start(request: pytest.FixtureRequest) -> Iterator[Load]:
    opened: list[Object] = []

    def start(*programs: ProgramSpec | str, **options: Any) -> Any:
        specs = [program(each) if isinstance(each, str) else each for each in programs]
        by_name = {spec.name: spec for spec in specs}
        used = {name for spec in specs for name in spec.used_maps}
        used |= {"table"} if "outer" in used else set()
        maps = {name: spec for name, spec in MAPS.items() if name in used}
        options.setdefault("environment", Environment.fixed())
        obj = load(ObjectSpec("t", "GPL", by_name, maps), backend=request.param, **options)
        opened.append(obj)
        return obj

    yield start
    for obj in opened:
        obj.close()


def value_of(obj: Object, data: bytes = b"") -> int:
    result: int = obj.programs["test"].run(data).return_value
    return result


class Code(IntEnum):
    FOUR = 4


class Index:
    def __index__(self) -> int:
        return 6


@pytest.mark.parametrize(
    ("behaviour", "expected"),
    [
        (5, 5),
        (-2, 2**64 - 2),
        (2**64 - 1, 2**64 - 1),
        (-(2**63), 2**63),
        (None, 0),
        (True, 1),
        (Code.FOUR, 4),
        (Index(), 6),
        ([7, 8], 7),
        (range(9, 10), 9),
        (lambda: 10, 10),
        (lambda: None, 0),
        ([None], 0),
    ],
)
def test_results(start: Load, behaviour: Any, expected: int) -> None:
    obj = start("call 5; exit", replace={"bpf_ktime_get_ns": behaviour})
    assert value_of(obj) == expected
    [call] = obj.replaced["bpf_ktime_get_ns"].calls
    assert call.result == (expected - 2**64 if expected >> 63 else expected)
    assert (call.program, call.pc, call.raised) == ("test", 0, None)


@pytest.mark.parametrize(
    ("behaviour", "cause", "words"),
    [
        (2**64, ValueError, "returned 18446744073709551616: r0 has 64 bits"),
        (-(2**63) - 1, ValueError, "r0 has 64 bits"),
        (lambda: "5", TypeError, "returned '5', which is no number"),
        (lambda: 5.0, TypeError, "which is no number"),
        (lambda: b"\5", TypeError, "which is no number"),
        ([[1]], TypeError, "which is no number"),
        ([], IndexError, "call 1 of bpf_ktime_get_ns, and there are values for 0"),
        (lambda: 1 // 0, ZeroDivisionError, "by zero"),
        (LookupError("not today"), LookupError, "not today"),
        (LookupError, LookupError, "raised LookupError"),
        ([OSError("one")], OSError, "one"),
        (lambda one: 0, TypeError, "positional argument"),
    ],
)
def test_what_is_no_result_ends_the_run(
    start: Load, behaviour: Any, cause: type[Exception], words: str
) -> None:
    obj = start("r0 = 0; call 5; r0 = 1; exit", replace={"bpf_ktime_get_ns": behaviour})
    said = "instruction 1: call bpf_ktime_get_ns: the helper's function raised"
    with pytest.raises(RunError, match=said) as caught:
        value_of(obj)
    assert words in str(caught.value)
    assert (caught.value.fault.kind.name, caught.value.fault.pc) == ("HELPER", 1)
    assert isinstance(caught.value.__cause__, cause)
    [call] = obj.replaced.calls
    assert call.raised is caught.value.__cause__
    obj.replaced["bpf_ktime_get_ns"].behaviour = 3
    assert value_of(obj) == 1


@pytest.mark.parametrize("behaviour", ["5", b"5", {}, 5.0, object()])
def test_what_cannot_stand_in_place_of_a_helper_is_refused(start: Load, behaviour: Any) -> None:
    with pytest.raises(UsageError, match="bpf_ktime_get_ns is replaced by a function, a number"):
        start("call 5; exit", replace={"bpf_ktime_get_ns": behaviour})
    obj = start("call 5; exit", replace={"ktime_get_ns": 2})
    with (
        pytest.raises(UsageError, match="is replaced by"),
        obj.replaced.using(bpf_ktime_get_ns=behaviour),
    ):
        pass
    assert value_of(obj) == 2


def test_a_replaced_helper_has_its_name_in_the_disassembly(start: Load) -> None:
    obj = start("call 5; call 7; exit", replace={"bpf_ktime_get_ns": 1})
    shown = [line.split(": ")[1] for line in listing(obj.spec.programs["test"].insns)]
    assert shown == ["call bpf_ktime_get_ns", "call 0x7", "exit"]


def test_names_that_are_none(start: Load) -> None:
    with pytest.raises(UnknownNameError, match="'bpf_ktime_get_n'; did you mean 'bpf_ktime_get_ns"):
        start("call 5; exit", replace={"bpf_ktime_get_n": 1})
    with pytest.raises(UsageError, match="takes names and functions"):
        start("call 5; exit", replace="bpf_ktime_get_ns")
    with pytest.raises(MissingFeatureError, match="bpf_bprm_opts_set is not provided"):
        start("call 5; exit", replace={"bpf_bprm_opts_set": 1})
    obj = start("call 5; exit", replace=["bpf_ktime_get_ns"])
    with pytest.raises(UnknownNameError, match="was not told to replace"), obj.replaced.using(x=1):
        pass


def test_an_interrupt_in_a_function_goes_through(start: Load) -> None:
    obj = start(CLOCK, replace={"bpf_ktime_get_ns": KeyboardInterrupt})
    with pytest.raises(KeyboardInterrupt):
        value_of(obj)
    assert isinstance(obj.replaced.calls[0].raised, KeyboardInterrupt)
    with obj.replaced.using(bpf_ktime_get_ns=[1, 4]):
        assert value_of(obj) == 3


def test_using_puts_back_what_was_there(start: Load) -> None:
    obj = start(CLOCK, replace={"bpf_ktime_get_ns": [1, 2, 10, 20]})
    assert value_of(obj) == 1
    with obj.replaced.using(bpf_ktime_get_ns=iter([5, 9])) as calls:
        assert value_of(obj) == 4
    assert [call.result for call in calls] == [5, 9]
    assert value_of(obj) == 10
    assert [call.result for call in obj.replaced.calls] == [1, 2, 5, 9, 10, 20]
    obj.replaced.reset()
    assert not obj.replaced.calls
    assert not obj.replaced["ktime_get_ns"].calls


def test_objects_of_one_program_have_functions_of_their_own(start: Load) -> None:
    one = start("call 5; exit", replace={"bpf_ktime_get_ns": 1})
    two = start("call 5; exit", replace={"bpf_ktime_get_ns": 2})
    plain = start("call 5; exit")
    assert [value_of(one), value_of(two), value_of(one)] == [1, 2, 1]
    assert (
        value_of(plain)
        == start("call 5; exit", replace=["ktime_get_ns"]).programs["test"].run().return_value
    )


def test_number_of_a_replaced_helper_in_a_program_that_replaces_nothing(start: Load) -> None:
    start("call 5; exit", replace={"bpf_ktime_get_ns": 1})
    with pytest.raises(progpack.ProgramError, match="there is no helper"):
        start("call 0x40000005; exit")


def test_memory_is_written_within_its_bounds(start: Load) -> None:
    text = """r6 = r1; *(u64 *)(r10 - 8) = -1; *(u64 *)(r10 - 16) = -1
        r2 = 0; r3 = r10; r3 += -12; r4 = 4; call 26; r0 = *(u64 *)(r10 - 8)
        r1 = *(u64 *)(r10 - 16); r0 ^= r1; exit"""

    def load_bytes(context: memoryview, offset: int, to: memoryview) -> int:
        assert (context.readonly, to.readonly, offset, len(to)) == (True, False, 0, 4)
        with pytest.raises(ValueError, match="different structures"):
            to[:] = bytes(5)
        with pytest.raises(IndexError):
            to[4] = 1
        with pytest.raises(TypeError):
            context[0] = 1
        to[:] = b"\1\2\3\4"
        kept.append(to)
        return 0

    kept: list[memoryview] = []
    obj = start(program(text, ProgramType.SCHED_CLS), replace={"bpf_skb_load_bytes": load_bytes})
    low = int.from_bytes(b"\xff" * 4 + b"\1\2\3\4", "little")
    assert value_of(obj, bytes(64)) == low ^ 2**64 - 1
    [call] = obj.replaced.calls
    assert call.args == (Arg.CTX, 0, b"\xff" * 4)
    assert call.after == (Arg.CTX, 0, b"\1\2\3\4")
    with pytest.raises(ValueError, match="released"):
        kept[0][0]


def test_what_a_function_keeps_is_no_memory_of_the_program(start: Load) -> None:
    kept: list[memoryview] = []

    def comm(to: memoryview) -> int:
        to[0] += 1
        kept.append(to[:])
        for old in kept[:-1]:
            old[:] = b"\xff" * 8
        return 0

    get = "r1 = r10; r1 += -8; r2 = 8; call 16"
    text = f"*(u64 *)(r10 - 8) = 0; {get}; {get}; r0 = *(u64 *)(r10 - 8); exit"
    obj = start(text, replace={"bpf_get_current_comm": comm})
    assert (value_of(obj), value_of(obj)) == (2, 2)
    assert bytes(kept[-1]) == b"\2" + bytes(7)


def test_read_only_memory_stays_read_only(start: Load) -> None:
    def output(held: Any, data: memoryview, flags: int) -> int:
        data[0] = 1
        return 0

    text = "r1 = map ring ll; r2 = map .rodata + 0 ll; r3 = 8; r4 = 0; call 130; exit"
    obj = start(text, replace={"bpf_ringbuf_output": output})
    with pytest.raises(RunError, match="TypeError: cannot modify read-only memory"):
        value_of(obj)
    assert obj.replaced.calls[0].args == ("ring", b"constan\0", 0)


@pytest.mark.parametrize("size", ["513", "-1", "0x7fffffff"])
def test_arguments_are_checked_before_a_function_sees_them(start: Load, size: str) -> None:
    obj = start(
        f"r1 = r10; r1 += -8; r2 = {size}; call 16; exit",
        replace={"bpf_get_current_comm": lambda to: 0},
    )
    with pytest.raises(RunError) as caught:
        value_of(obj)
    assert caught.value.fault.kind.name == "WRITE"
    assert not obj.replaced.calls


def test_results_that_are_addresses(start: Load) -> None:
    look = f"""{KEY}; r1 = map table ll; call 1; if r0 == 0 goto out
        r0 = *(u64 *)(r0 + 0); out: exit"""
    obj = start(look, replace=["bpf_map_lookup_elem"])
    key, value = (3).to_bytes(4, "little"), (41).to_bytes(8, "little")
    obj.maps["table"][key] = value
    assert value_of(obj) == 41
    assert obj.replaced.calls[-1].args == ("table", key)
    assert obj.replaced.calls[-1].result == value
    with obj.replaced.using(bpf_map_lookup_elem=None) as calls:
        assert value_of(obj) == 0
    assert calls[0].result is None
    with obj.replaced.using(bpf_map_lookup_elem=lambda held, key: original()) as calls:
        assert value_of(obj) == 41
    assert calls[0].result == value
    with (
        obj.replaced.using(bpf_map_lookup_elem=0x1000),
        pytest.raises(RunError, match="None or what original"),
    ):
        value_of(obj)
    given: list[int] = []
    with obj.replaced.using(bpf_map_lookup_elem=lambda held, key: given.append(original())):
        assert value_of(obj) == 0
    with (
        obj.replaced.using(bpf_map_lookup_elem=given[0]),
        pytest.raises(RunError, match="None or what original"),
    ):
        value_of(obj)


def test_a_map_that_is_found_in_a_map_is_named(start: Load) -> None:
    text = f"""*(u32 *)(r10 - 4) = 0; r2 = r10; r2 += -4; r1 = map outer ll; call 1
        if r0 == 0 goto out; r1 = r0; {KEY}; call 1; out: r0 = 0; exit"""
    obj = start(text, replace=["bpf_map_lookup_elem"])
    assert value_of(obj) == 0
    assert [(call.args[0], call.result) for call in obj.replaced.calls] == [
        ("outer", "table"),
        ("table", None),
    ]


def test_records_of_rings(start: Load) -> None:
    text = """r1 = map ring ll; r2 = 8; r3 = 0; call 131; if r0 == 0 goto out; r6 = r0
        *(u64 *)(r6 + 0) = 7; r1 = r6; r2 = 0; call 132; r0 = 1; out: exit"""
    names = ["bpf_ringbuf_reserve", "bpf_ringbuf_submit"]
    obj = start(text, replace=names)
    assert value_of(obj) == 1
    reserved, submitted = obj.replaced.calls
    assert (reserved.args, reserved.result) == (("ring", 8, 0), bytes(8))
    assert submitted.args == ((7).to_bytes(8, "little"), 0)
    assert obj.maps["ring"].consume() == [(7).to_bytes(8, "little")]
    with obj.replaced.using(bpf_ringbuf_reserve=None):
        assert value_of(obj) == 0
    with obj.replaced.using(bpf_ringbuf_submit=0):  # what nobody submits is given back
        assert value_of(obj) == 1
    assert obj.maps["ring"].consume() == []
    assert value_of(obj) == 1


def test_a_record_that_was_given_back_is_nobodys(start: Load) -> None:
    """The analysis knows of a replaced helper what it knows of the helper."""
    text = """r1 = map ring ll; r2 = 8; r3 = 0; call 131; if r0 == 0 goto out; r6 = r0
        r1 = r6; r2 = 0; call 132; *(u64 *)(r6 + 0) = 7; out: r0 = 0; exit"""
    for replaced in ([], ["bpf_ringbuf_submit"], ["bpf_ringbuf_reserve"]):
        obj = start(text, replace=replaced)
        with pytest.raises(RunError) as caught:
            value_of(obj)
        assert (caught.value.fault.kind.name, caught.value.fault.pc) == ("WRITE", 10)


def test_a_function_runs_other_programs_and_its_own(start: Load) -> None:
    outer = program("call 5; r6 = r0; call 7; r0 += r6; exit")
    inner = program("call 5; exit", name="inner")
    obj = start(outer, inner, replace={"bpf_ktime_get_ns": 3, "bpf_get_prandom_u32": 0})

    def run_inner() -> int:
        return int(obj.programs["inner"].run().return_value) + 10

    with obj.replaced.using(bpf_get_prandom_u32=run_inner):
        if obj.backend == "isolated":
            with pytest.raises(RunError, match="a process has one at a time"):
                value_of(obj)
            assert obj.programs["inner"].run().return_value == 3
            return
        assert value_of(obj) == 16
    depth: list[int] = []

    def run_outer() -> int:
        depth.append(1)
        return 1 if len(depth) == 3 else value_of(obj)

    with obj.replaced.using(bpf_get_prandom_u32=run_outer):
        assert value_of(obj) == 10


def test_a_function_closes_the_object(start: Load) -> None:
    obj = start(CLOCK, replace={"bpf_ktime_get_ns": lambda: 0})
    with obj.replaced.using(bpf_ktime_get_ns=obj.close):
        if obj.backend == "isolated":  # its process is ended
            with pytest.raises(DiedError, match="has been ended"):
                value_of(obj)
        else:
            assert value_of(obj) == 0
            assert len(obj.replaced.calls) == 2
    with pytest.raises((SpanError, UnknownNameError)):
        value_of(obj)


def test_original_is_for_functions_that_replace(start: Load) -> None:
    with pytest.raises(UsageError, match="no replaced helper is called here"):
        original()
    obj = start(CLOCK, replace={"bpf_ktime_get_ns": lambda: original() * 2})
    assert value_of(obj) == 0
    assert {call.result for call in obj.replaced.calls} == {2 * Environment.fixed().ktime_ns()}
    with pytest.raises(UsageError, match="no replaced helper is called here"):
        original()


def test_the_helper_itself_may_end_the_run(start: Load) -> None:
    text = "r1 = r10; r1 += -8; *(u64 *)(r1 + 0) = -1; r2 = 8; r3 = r10; r3 += -8; call 6; exit"
    for replaced in ([], ["bpf_trace_printk"], {"bpf_trace_printk": lambda *_: original()}):
        obj = start(text, replace=replaced)
        assert value_of(obj) == 2**64 - 22


def test_what_is_printed_is_seen(start: Load) -> None:
    text = "*(u64 *)(r10 - 8) = 0x6968; r1 = r10; r1 += -8; r2 = 3; call 6; exit"
    for replaced in ([], ["bpf_trace_printk"]):
        obj = start(text, replace=replaced)
        assert obj.programs["test"].run().printed == ("hi",)


TIMERS = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct value { struct bpf_timer timer; __u64 ran; };
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 2); __type(key, __u32);
         __type(value, struct value); } m SEC(".maps");
static int ring(void *map, __u32 *key, struct value *value) { value->ran++; return 0; }
SEC("tc") int f(struct __sk_buff *skb)
{
    __u32 key = 1;
    struct value *v = bpf_map_lookup_elem(&m, &key);

    if (!v)
        return 100;
    int made = bpf_timer_init(&v->timer, &m, 1), set = bpf_timer_set_callback(&v->timer, ring);
    int started = bpf_timer_start(&v->timer, 1000, 0);
    return 1000 * bpf_timer_cancel(&v->timer) + 100 * made + 10 * set + started;
}
char _license[] SEC("license") = "GPL";
"""


@pytest.mark.parametrize("backend", ["compiled", "interpreter", "isolated"])
def test_timers_are_watched_and_replaced(backend: str, tmp_path: Path) -> None:
    (tmp_path / "t.c").write_text(TIMERS)
    spec = compiled(tmp_path / "t.c", tmp_path)
    names = ["bpf_timer_init", "bpf_timer_start", "bpf_timer_cancel"]
    with load(spec, backend=backend, replace=names) as obj:
        assert obj.programs["f"].run(bytes(64)).return_value == 1000
        assert [(call.name, call.args, call.result) for call in obj.replaced.calls] == [
            ("bpf_timer_init", (Arg.TIMER, "m", 1), 0),
            ("bpf_timer_start", (Arg.TIMER, 1000, 0), 0),
            ("bpf_timer_cancel", (Arg.TIMER,), 1),
        ]
        with obj.replaced.using(bpf_timer_start=7):
            assert obj.programs["f"].run(bytes(64)).return_value == 2**32 - 16 * 100 + 7


def test_dynptrs_are_watched_and_replaced(start: Load) -> None:
    text = """*(u64 *)(r10 - 8) = 7; r1 = r10; r1 += -8; r2 = 8; r3 = 0; r4 = r10; r4 += -32
        call 197; r1 = r10; r1 += -16; r2 = 8; r3 = r10; r3 += -32; r4 = 0; r5 = 0; call 201
        r1 = r10; r1 += -32; r2 = 4; r3 = 4; call 203; r0 = *(u64 *)(r10 - 16); exit"""
    names = ["bpf_dynptr_from_mem", "bpf_dynptr_read", "bpf_dynptr_data"]
    obj = start(text, replace=names)
    seven = (7).to_bytes(8, "little")
    assert value_of(obj) == 7
    made, read, data = obj.replaced.calls
    assert (made.args, made.after) == ((seven, 0, Arg.DYNPTR_OUT), (seven, 0, Arg.DYNPTR_OUT))
    assert (read.args, read.after) == (
        (bytes(8), Arg.DYNPTR, 0, 0),
        (seven, Arg.DYNPTR, 0, 0),
    )
    assert (data.args, bool(data.result)) == ((Arg.DYNPTR, 4, 4), True)
    with obj.replaced.using(bpf_dynptr_from_mem=0) as calls:  # it stays null
        assert value_of(obj) == 0
    assert [call.result for call in calls] == [0]


def test_own_helpers_are_replaced_too(start: Load) -> None:
    progpack.helper("twice_of", "any")(lambda number: 2 * number)
    added = custom.find_name("twice_of")
    assert added is not None
    try:
        obj = start(f"r1 = 4; call {added.helper.id}; exit", replace={"twice_of": lambda n: n + 1})
        assert value_of(obj) == 5
        with obj.replaced.using(twice_of=original) as calls:
            assert value_of(obj) == 8
        assert [(call.name, call.args, call.result) for call in calls] == [("twice_of", (4,), 8)]
    finally:
        added.remove()


KFUNC = """
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
struct thing;
extern int measure(struct __sk_buff *skb, const char *name, __u32 name__sz, int n) __ksym;
extern int fill(void *to, __u32 to__sz, struct thing *what) __ksym __weak;
extern __u64 bpf_cpumask_first(void *mask) __ksym __weak;
SEC("tc") int f(struct __sk_buff *skb)
{
    char name[4] = "abc";
    __u64 filled = 5;

    if (fill)
        fill(&filled, sizeof(filled), 0);
    return measure(skb, name, sizeof(name), -1) + filled;
}
char _license[] SEC("license") = "GPL";
"""


@pytest.mark.parametrize("backend", ["compiled", "interpreter", "isolated"])
def test_kernel_functions_by_their_declarations(backend: str, tmp_path: Path) -> None:
    (tmp_path / "t.c").write_text(KFUNC)
    spec = compiled(tmp_path / "t.c", tmp_path)

    with load(spec, backend=backend, replace={"measure": 2, "fill": 0}) as obj:
        assert obj.programs["f"].run(bytes(60)).return_value == 7
        first, second = obj.replaced.calls
        assert first.args[1:] == (8, 0)
        assert (second.args[0], second.args[2]) == (Arg.CTX, 4)
        assert second.line is not None
        assert "return measure(" in second.line
    with load(spec, backend=backend, replace={"measure": 2}) as obj:  # the other one is weak
        assert obj.programs["f"].run(bytes(60)).return_value == 7
    with pytest.raises(MissingFeatureError, match="measure is not there to be called"):
        load(spec, backend=backend, replace=["measure"])


@pytest.mark.parametrize("backend", ["compiled", "interpreter", "isolated"])
def test_kernel_functions_with_a_prototype(backend: str, tmp_path: Path) -> None:
    (tmp_path / "t.c").write_text(KFUNC)
    spec = compiled(tmp_path / "t.c", tmp_path)
    progpack.helper("fill", "mem_write, size, any")(lambda to, what: 1 // 0)
    added = custom.find_name("fill")
    assert added is not None

    def fill(to: memoryview, what: int) -> None:
        to[:] = (40).to_bytes(8, "little")

    try:
        with load(spec, backend=backend, replace={"measure": 2, "fill": fill}) as obj:
            assert obj.programs["f"].run(bytes(60)).return_value == 42
            [call] = obj.replaced["fill"].calls
            assert call.args == ((5).to_bytes(8, "little"), 0)
            assert call.after == ((40).to_bytes(8, "little"), 0)
    finally:
        added.remove()


def test_a_batch_calls_functions_for_each_packet(start: Load) -> None:
    obj = start(program("call 7; exit", ProgramType.XDP), replace={"get_prandom_u32": range(100)})
    results = obj.programs["test"].run_batch([bytes(64)] * 5).return_values
    assert list(results) == [0, 1, 2, 3, 4]


def test_a_run_that_called_a_function_ends_with_its_budget(start: Load) -> None:
    obj = start("call 5; loop: goto loop; exit", replace={"bpf_ktime_get_ns": 1})
    with pytest.raises(RunError) as caught:
        obj.programs["test"].run(budget=1000)
    assert caught.value.fault.kind.name == "BUDGET"
    assert len(obj.replaced.calls) == 1


@pytest.mark.parametrize("backend", ["arch:arm64", "kernel"])
def test_backends_that_cannot_say_so_in_one_line(backend: str) -> None:
    spec = ObjectSpec("t", "GPL", {"test": program("call 5; exit")}, {})
    with pytest.raises(MissingFeatureError) as caught:
        load(spec, backend=backend, replace=["bpf_ktime_get_ns"])
    words = str(caught.value)
    assert "\n" not in words
    # Whether the backend is there at all is looked at first.
    assert "qemu" in words or words.startswith(
        (f"replace=: the backend {backend} does not have functions", f"the backend {backend}:")
    )

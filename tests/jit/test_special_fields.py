"""Locks and timers in values: where the types of an object may have them, as the kernel says.

What the kernel finds in a value shows in its bytes: an update leaves locks and timers as they are.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from progpack import MapSpec, MapType, ObjectError, PackAllocator
from progpack.bpf.btf.types import Btf, BtfKind
from progpack.bpf.check.program import check_map
from progpack.bpf.maps.special_fields import special_fields
from progpack.bpf.oracle.maps.arrays import KeyedMap, MapSet
from progpack.errors import BpfError
from progpack.jit.maps.handle import KeyedMap as Keyed
from progpack.jit.maps.kinds import make_map
from progpack.jit.native.runtime import native_runtime
from progpack.jit.object import Object
from progpack.kernel.syscall.btf_write import OwnTypes, TypeWriter
from progpack.kernel.syscall.maps import KernelMap
from tests.jit.test_helpers import compiled, run_both, why_not

T = MapType
MOST = 64


class Value:
    """The type of a value, written member by member."""

    def __init__(self) -> None:
        self.writer = TypeWriter()
        self.word = self.writer.integer(4)

    def lock(self, size: int = 4, name: str = "bpf_spin_lock") -> int:
        return self.writer.structure(name, size, [("val", self.word, 0)])

    def timer(self, size: int = 16, name: str = "bpf_timer") -> int:
        inside = self.writer.array(self.writer.integer(8), size // 8) if size >= 8 else self.word
        return self.writer.structure(name, size, [("opaque", inside, 0)])

    def value(self, size: int, *members: tuple[int, int]) -> tuple[int, int]:
        named = [(f"m{number}", kind, at) for number, (kind, at) in enumerate(members)]
        return self.writer.structure("value", size, named), size


def nested(v: Value, depth: int) -> tuple[int, int]:
    kind = v.timer()
    for level in range(depth):
        kind = v.writer.structure(f"s{level}", 16, [("in", kind, 0)])
    return v.value(32, (v.word, 0), (kind, 8))


#: name -> how the value looks. Those in `_UNSOUND` are of no compiler, and the kernel takes none.
VALUES: dict[str, Callable[[Value], tuple[int, int]]] = {
    "nothing": lambda v: v.value(8, (v.word, 0)),
    "a lock": lambda v: v.value(8, (v.lock(), 0), (v.word, 4)),
    "a lock behind": lambda v: v.value(8, (v.word, 0), (v.lock(), 4)),
    "a timer": lambda v: v.value(24, (v.word, 0), (v.timer(), 8)),
    "both": lambda v: v.value(24, (v.lock(), 0), (v.timer(), 8)),
    "two locks": lambda v: v.value(8, (v.lock(), 0), (v.lock(), 4)),
    "two timers": lambda v: v.value(32, (v.timer(), 0), (v.timer(), 16)),
    "a lock of 8 bytes": lambda v: v.value(16, (v.lock(8), 0), (v.word, 8)),
    "a timer of 4 bytes": lambda v: v.value(8, (v.word, 0), (v.timer(4), 4)),
    "a timer of 24 bytes": lambda v: v.value(24, (v.timer(24), 0)),
    "an array of a lock": lambda v: v.value(8, (v.writer.array(v.lock(), 1), 0)),
    "an array of locks": lambda v: v.value(16, (v.writer.array(v.lock(), 2), 0), (v.word, 8)),
    "an array of no locks": lambda v: v.value(8, (v.word, 0), (v.writer.array(v.lock(), 0), 4)),
    "an array of timers": lambda v: v.value(32, (v.writer.array(v.timer(), 2), 0)),
    "a timer off its alignment": lambda v: v.value(24, (v.word, 0), (v.timer(), 4)),
    "a lock off its alignment": lambda v: v.value(12, (v.word, 0), (v.lock(), 6)),
    "other names": lambda v: v.value(24, (v.lock(4, "lock"), 0), (v.timer(16, "timer"), 8)),
    "a timer in a structure": lambda v: nested(v, 1),
    "a timer in structures": lambda v: nested(v, 5),
    "locks in an array of structures": lambda v: v.value(
        16, (v.writer.array(v.writer.structure("s", 8, [("l", v.lock(), 0)]), 2), 0)
    ),
}
TYPES = (
    T.HASH, T.ARRAY, T.LRU_HASH, T.PERCPU_HASH, T.PERCPU_ARRAY, T.LRU_PERCPU_HASH,
)  # fmt: skip


def spec_of(name: str, kind: MapType, flags: int = 0) -> tuple[MapSpec, Value, int, int]:
    value = Value()
    key = value.writer.memory(4)
    number, size = VALUES[name](value)
    held = Btf(value.writer.data(), "test").type(number)
    spec = MapSpec("m", kind, 4, size, 2, flags, value_type=held)
    return spec, value, key, number


def kept_in_kernel(spec: MapSpec, value: Value, key: int, number: int) -> bytes | None:
    """A value after an update with ones, or None for a map that is refused.

    As libbpf does, a map is made without types where the kernel refuses all of the object's.
    """
    with ExitStack() as stack:
        try:
            types = stack.enter_context(OwnTypes.load(value.writer.data(), "test")), key, number
        except BpfError:
            types = None
        try:
            held = KernelMap.create(
                spec.type, key_size=4, value_size=spec.value_size, max_entries=2,
                flags=spec.flags, name="m", types=types,
            )  # fmt: skip
        except BpfError:
            return None
        stack.enter_context(held)
        held.update(bytes(4), b"\xff" * held.value_bytes)
        found = held.lookup(bytes(4))
        assert found is not None
        return found[: spec.value_size]


def kept_here(spec: MapSpec) -> tuple[bytes, bytes] | None:
    """The same of a map of compiled programs and of one of the interpreter."""
    try:
        check_map(spec)
    except ObjectError:
        return None
    ones = b"\xff" * spec.value_size
    native = make_map(spec, native_runtime())
    oracle = MapSet({"m": spec})["m"]
    assert isinstance(oracle, KeyedMap)
    oracle[bytes(4)] = ones
    if not isinstance(native, Keyed):
        return oracle[bytes(4)], oracle[bytes(4)]
    native[0] = ones
    return native[0], oracle[bytes(4)]


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.name)
@pytest.mark.parametrize("name", VALUES)
def test_locks_and_timers_are_where_the_kernel_finds_them(name: str, kind: MapType) -> None:
    reason = why_not()
    if reason:
        pytest.skip(reason)
    spec, *types = spec_of(name, kind)
    expected = kept_in_kernel(spec, *types)
    assert kept_here(spec) == (None if expected is None else (expected, expected))


@pytest.mark.parametrize("flag", [1 << 7, 1 << 8])
@pytest.mark.parametrize("name", ["nothing", "a lock", "a timer"])
def test_maps_that_programs_only_read_or_write_have_none(name: str, flag: int) -> None:
    reason = why_not()
    if reason:
        pytest.skip(reason)
    spec, *types = spec_of(name, T.ARRAY, flag)
    assert (kept_here(spec) is None) == (kept_in_kernel(spec, *types) is None)


def test_types_that_no_kernel_would_load_are_bounded() -> None:
    """A member behind the value, one over another, and more than anybody can count."""
    value = Value()
    lock, timer = value.lock(), value.timer()
    behind, _ = value.value(8, (value.word, 0), (timer, 8))
    over, _ = value.value(24, (lock, 8), (timer, 8))
    many = value.writer.structure("pair", 8, [("a", lock, 0), ("b", lock, 4)])
    for level in range(30):
        many = value.writer.structure(f"s{level}", 8, [("a", many, 0), ("b", many, 0)])
    types = Btf(value.writer.data(), "test")
    for number in (behind, over, many):
        spec = MapSpec("m", T.ARRAY, 4, 8, 2, value_type=types.type(number))
        assert special_fields(spec) == (None, None)
        check_map(spec)


def test_a_structure_that_contains_itself_is_an_error() -> None:
    value = Value()
    number, _ = value.value(16, (value.writer.integer(2) + 1, 0))
    types = Btf(value.writer.data(), "test")
    with pytest.raises(ObjectError, match="contains itself"):
        check_map(MapSpec("m", T.ARRAY, 4, 16, 2, value_type=types.type(number)))


def datasec(offset: int, size: int) -> MapSpec:
    """A section of 8 bytes that has a lock at an offset, by its type."""
    value = Value()
    lock = value.lock()
    variable = value.writer._add(BtfKind.VAR, "lock", lock, struct.pack("<I", 1))
    entry = struct.pack("<III", variable, offset, size)
    number = value.writer._add(BtfKind.DATASEC, ".data", 8, entry, 1)
    types = Btf(value.writer.data(), "test")
    return MapSpec(".data", T.ARRAY, 4, 8, 1, data=bytes(8), value_type=types.type(number))


def test_the_lock_of_a_section_lies_in_it() -> None:
    assert special_fields(datasec(4, 4)) == (4, None)
    assert special_fields(datasec(4, 8)) == (None, None)
    for offset in (5, 8, 0xFFFFFFFC):
        assert special_fields(datasec(offset, 4)) == (None, None)


# What is called bpf_timer here is the object's own.
SHORT = """
#define bpf_timer timer_of_the_kernel
#include <linux/bpf.h>
#undef bpf_timer
#include <bpf/bpf_helpers.h>
struct bpf_timer { unsigned int x; };
struct value { int a; struct bpf_timer t; };
struct { __uint(type, BPF_MAP_TYPE_%s); __uint(max_entries, 2); __type(key, int);
         __type(value, struct value); } m SEC(".maps");
static int ring(void *map, int *key, struct value *value) { return 0; }
static struct value *at(int key) { return bpf_map_lookup_elem(&m, &key); }
SEC("tc") int init(struct __sk_buff *skb)
{
    struct value *v = at(0);
    return v ? bpf_timer_init(&v->t, &m, 1) : 1;
}
SEC("tc") int call_back(struct __sk_buff *skb)
{
    struct value *v = at(0);
    return v ? bpf_timer_set_callback(&v->t, ring) : 1;
}
SEC("tc") int cancel(struct __sk_buff *skb)
{
    struct value *v = at(1);
    return v ? bpf_timer_cancel(&v->t) : 1;
}
char _license[] SEC("license") = "GPL";
"""


@pytest.mark.parametrize("kind", ["ARRAY", "PERCPU_ARRAY"])
def test_no_helper_takes_what_is_no_timer(packs: PackAllocator, tmp_path: Path, kind: str) -> None:
    (tmp_path / "t.c").write_text(SHORT % kind)
    spec = compiled(tmp_path / "t.c", tmp_path)
    assert special_fields(spec.maps["m"]) == (None, None)
    for name in spec.programs:
        ends = run_both(packs, spec, name)
        assert ends[0] == ends[1]
        assert ends[0][0] in ("HELPER", "MAP")  # type: ignore[index]
    if kind == "ARRAY":
        with Object(spec, packs, []) as held:
            array = held.maps["m"]
            assert isinstance(array, Keyed)
            array[1] = b"\xaa" * 8
            array[0] = b"\xbb" * 8
            assert [array[0], array[1]] == [b"\xbb" * 8, b"\xaa" * 8]

"""What clang 14 and newer and libbpf's static linker make: read as libbpf reads it."""

from __future__ import annotations

import ctypes
import os
import shutil
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import libbpf
import pytest
from bpf_programs import BPFTOOL, CLANG, PRELUDE, compile_c, needs_bpftool, needs_clang

from progpack.bpf.btf.types import Btf, BtfKind
from progpack.bpf.fit.core import relocate
from progpack.bpf.fit.target_types import KERNEL_BTF, target_types
from progpack.bpf.object.reader import read_object
from progpack.bpf.oracle.initial_values import map_set
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import MapType, ObjectSpec
from progpack.errors import ObjectError

CLANGS = {"clang-22": CLANG, "clang-14": shutil.which("clang-14")}
#: Each compiler with each ISA version that it has.
BUILDS = [
    (name, cpu)
    for name in CLANGS
    for cpu in ("v1", "v2", "v3", "v4")
    if (name, cpu) != ("clang-14", "v4")
]
needs_libbpf = pytest.mark.skipif(
    libbpf.library() is None or os.geteuid() != 0, reason="loads with libbpf: libbpf1 and root"
)

FIRST = (
    PRELUDE
    + """
extern int shared;
int mine = 3;
int weak_var __attribute__((weak)) = 5;
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 4); __type(key, int);
    __type(value, long); } both SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 4); __type(key, int);
    __type(value, long); } only_here SEC(".maps");
int helper(int x);
__attribute__((weak)) NOINLINE int weak_function(int x) { return x + mine; }
static NOINLINE int same_name(int x) { return x * shared; }
int custom SEC(".data.foo") = 9;
const volatile int constant SEC(".rodata.bar") = 11;
int zero[3] SEC(".bss.z");
SEC("xdp") int one(struct xdp_md *c)
{
    int k = 1; long *v = bpf_map_lookup_elem(&both, &k);
    long *w = bpf_map_lookup_elem(&only_here, &k);
    zero[1]++;
    return helper(c->rx_queue_index) + weak_function(2) + same_name(3) + (v ? *v : 0)
        + (w ? *w : 0) + custom + constant + weak_var + zero[1];
}
SEC("xdp") int one_more(struct xdp_md *c) { return same_name(c->rx_queue_index) + 1; }
SEC("?tc") int asked_for(struct __sk_buff *c) { return same_name(c->len) + 1; }
char _license[] SEC("license") = "Dual BSD/GPL";
"""
)
SECOND = (
    PRELUDE
    + """
int shared = 7;
static int local = 2;
extern struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 4); __type(key, int);
    __type(value, long); } both SEC(".maps");
__attribute__((weak)) NOINLINE int weak_function(int x) { return x - 1000; }
static NOINLINE int same_name(int x) { return x + local++; }
NOINLINE int helper(int x) { return same_name(x) + weak_function(x); }
int custom2 SEC(".data.foo") = 19;
int weak_var __attribute__((weak)) = 6;
SEC("xdp") int two(struct xdp_md *c)
{
    int k = 1; long *v = bpf_map_lookup_elem(&both, &k);
    return helper(c->rx_queue_index) + (v ? *v : 0) + custom2 + weak_var;
}
char _license[] SEC("license") = "Dual BSD/GPL";
"""
)
#: A third object, with CO-RE relocations and a callback.
THIRD = (
    PRELUDE
    + """
struct task_struct { int tgid; int pid; } __attribute__((preserve_access_index));
static long count(__u32 index, void *ctx) { *(long *)ctx += index; return 0; }
SEC("tp_btf/sched_switch") int tracing(unsigned long long *c)
{
    struct task_struct *next = (void *)c[2];
    long sum = 0;
    bpf_loop(10, count, &sum, 0);
    return next->pid + next->tgid + sum;
}
"""
)


def build(folder: Path, compiler: str, cpu: str, **sources: str) -> Path:
    """Compile each source and link them, when there are several."""
    clang = CLANGS[compiler]
    if clang is None:
        pytest.skip(f"{compiler} is not installed")
    for name, source in sources.items():
        (folder / f"{name}.c").write_text(source)
        command = [clang, "-O2", "-g", "-target", "bpf", f"-mcpu={cpu}"]
        command += ["-idirafter", f"/usr/include/{os.uname().machine}-linux-gnu"]
        command += ["-c", f"{name}.c", "-o", f"{name}.o"]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    if len(sources) == 1:
        return folder / f"{next(iter(sources))}.o"
    command = [str(BPFTOOL), "gen", "object", "linked.o", *(f"{name}.o" for name in sources)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return folder / "linked.o"


def assert_as_libbpf(path: Path, spec: ObjectSpec) -> None:
    """Every instruction is libbpf's, and one number of a map there is one name here."""
    theirs = libbpf.relocated(path)
    assert set(theirs) == set(spec.programs)
    numbers: dict[int, str] = {}
    for name, program in spec.programs.items():
        insns = theirs[name]
        assert len(insns) == len(program.insns), name
        for pc, mine in enumerate(program.insns):
            if pc in program.maps:
                assert insns[pc]._replace(imm=0) == mine, (name, pc)
                assert insns[pc + 1] == program.insns[pc + 1], (name, pc)
                ref = program.maps[pc]
                assert numbers.setdefault(insns[pc].imm, ref.map) == ref.map, (name, pc)
            elif pc - 1 not in program.maps:
                assert insns[pc] == mine, (name, pc)
    assert len(set(numbers.values())) == len(numbers)


@needs_bpftool
@needs_libbpf
@pytest.mark.parametrize(("compiler", "cpu"), BUILDS)
def test_linked_objects_are_what_libbpf_makes_of_them(
    tmp_path: Path, compiler: str, cpu: str
) -> None:
    path = build(tmp_path, compiler, cpu, a=FIRST, b=SECOND, c=THIRD)
    spec = read_object(path)
    assert list(spec.programs) == ["one", "one_more", "two", "asked_for", "tracing"]
    assert_as_libbpf(path, relocate(spec, target_types("kernel")))


@needs_bpftool
@pytest.mark.parametrize(("compiler", "cpu"), BUILDS)
def test_linked_objects_run(tmp_path: Path, compiler: str, cpu: str) -> None:
    path = build(tmp_path, compiler, cpu, a=FIRST, b=SECOND)
    spec = read_object(path)
    assert spec.license == "Dual BSD/GPL"
    assert not spec.programs["asked_for"].autoload
    machine = Machine(spec.programs["one"], map_set(spec))
    # helper(5) = 5 + 2 + 8, the weak function is the first file's; 3 * 7; 9 + 11 + 5 + 1.
    assert machine.run(context={"rx_queue_index": 5}).return_value == 15 + 5 + 21 + 26
    assert Machine(spec.programs["two"], map_set(spec)).run().return_value == 2 + 3 + 19 + 5
    maps = spec.maps
    assert maps[".data.foo"].data == struct.pack("<ii", 9, 19)
    assert maps[".rodata.bar"].read_only
    assert maps[".bss.z"].data == bytes(12)
    sources = {line.split(":")[0] for line in spec.programs["one"].lines.values()}
    assert {Path(source).name for source in sources} == {"a.c", "b.c"}


VALUES = (
    PRELUDE
    + """
struct inner { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1); __type(key, int);
    __type(value, int); } in1 SEC(".maps"), in2 SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_ARRAY_OF_MAPS); __uint(max_entries, 4); __type(key, int);
    __array(values, struct inner); } outer SEC(".maps") = { .values = { [0] = &in1, [2] = &in2 } };
struct { __uint(type, BPF_MAP_TYPE_HASH_OF_MAPS); __uint(max_entries, 4); __type(key, int);
    __array(values, struct inner); } hashed SEC(".maps") = { .values = { [3] = &in2 } };
SEC("xdp") int ten(struct xdp_md *c) { return 10; }
SEC("xdp") int eleven(struct xdp_md *c) { return 11; }
struct { __uint(type, BPF_MAP_TYPE_PROG_ARRAY); __uint(max_entries, 4); __uint(key_size, 4);
    __array(values, int (void *)); } jumps SEC(".maps") =
    { .values = { [1] = (void *)&ten, [3] = (void *)&eleven } };
struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 4); __uint(key_size, 4);
    __uint(value_size, 8); PIN } kept SEC(".maps");
static void add(void *map, int key, int value)
{
    int zero = 0; void *found = bpf_map_lookup_elem(map, &key);
    int *at = found ? bpf_map_lookup_elem(found, &zero) : 0;
    if (at) *at += value;
}
SEC("xdp") int start(struct xdp_md *c)
{
    int key = 0;
    add(&outer, 2, 1); add(&outer, 1, 100); add(&hashed, 3, 10);
    bpf_map_lookup_elem(&kept, &key);
    bpf_tail_call(c, &jumps, c->rx_queue_index);
    return 0;
}
"""
)
PINNED = VALUES.replace("PIN }", "__uint(pinning, LIBBPF_PIN_BY_NAME); }")


@pytest.mark.parametrize("compiler", CLANGS)
def test_arrays_of_programs_and_maps_of_maps_start_with_what_the_source_says(
    tmp_path: Path, compiler: str
) -> None:
    spec = read_object(build(tmp_path, compiler, "v3", a=PINNED))
    assert spec.maps["outer"].values == ((0, "in1"), (2, "in2"))
    assert spec.maps["hashed"].values == ((3, "in2"),)
    assert spec.maps["jumps"].values == ((1, "ten"), (3, "eleven"))
    assert spec.maps["jumps"].type is MapType.PROG_ARRAY
    assert [spec.maps[name].value_size for name in ("outer", "hashed", "jumps")] == [4, 4, 4]
    assert spec.maps["kept"].pinning == "/sys/fs/bpf/kept"
    assert any("/sys/fs/bpf/kept" in note for note in spec.notes)
    maps = map_set(spec)
    ends = [
        Machine(spec.programs["start"], maps).run(context={"rx_queue_index": n}).return_value
        for n in range(4)
    ]
    assert ends == [0, 10, 0, 11]
    assert dict(maps["in2"]) == {bytes(4): struct.pack("<i", 44)}  # type: ignore[call-overload]
    assert dict(maps["in1"]) == {bytes(4): bytes(4)}  # type: ignore[call-overload]


@needs_clang
@needs_bpftool
def test_initial_values_survive_linking_with_another_object(tmp_path: Path) -> None:
    values = VALUES.replace("PIN }", "}")
    second = (
        PRELUDE
        + """
struct { __uint(type, BPF_MAP_TYPE_HASH); __uint(max_entries, 4); __type(key, int);
    __type(value, long); } before SEC(".maps");
SEC("xdp") int uses(struct xdp_md *c) { int k = 0; return !bpf_map_lookup_elem(&before, &k); }
"""
    )
    spec = read_object(build(tmp_path, "clang-22", "v3", b=second, a=values))
    assert spec.maps["jumps"].values == ((1, "ten"), (3, "eleven"))
    assert spec.maps["outer"].values == ((0, "in1"), (2, "in2"))


@needs_libbpf
@pytest.mark.parametrize(("compiler", "cpu"), BUILDS)
def test_objects_with_initial_values_are_what_libbpf_makes_of_them(
    tmp_path: Path, compiler: str, cpu: str
) -> None:
    path = build(tmp_path, compiler, cpu, a=VALUES.replace("PIN }", "}"))
    assert_as_libbpf(path, read_object(path))


@needs_clang
@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda s: s.replace("[3] = (void *)&eleven", "[4] = (void *)&eleven"), "has 4 elements"),
        (
            lambda s: s.replace('SEC("xdp") int ten', 'static SEC("xdp") int ten'),
            "which is no program of this object",
        ),
        (lambda s: s.replace("LIBBPF_PIN_BY_NAME", "7"), "pinning is 7"),
        (
            lambda s: s.replace(
                "__uint(key_size, 4);\n    __array", "__uint(value_size, 8); __array"
            ),
            "value_size is 8, and must be 4",
        ),
    ],
)
def test_initial_values_that_cannot_be_are_refused(
    tmp_path: Path, change: Callable[[str], str], words: str
) -> None:
    source = change(PINNED)
    assert source != PINNED
    with pytest.raises(ObjectError, match=words):
        read_object(compile_c(tmp_path, source, "-Wno-everything"), "t.o")


def split_btf(folder: Path) -> Path:
    """Types of a module as ``/sys/kernel/btf/MODULE`` has them, made by libbpf."""
    lib = libbpf.library()
    assert lib is not None
    lib.btf__load_vmlinux_btf.restype = lib.btf__new_empty_split.restype = ctypes.c_void_p
    lib.btf__raw_data.restype = ctypes.c_void_p
    lib.btf__new_empty_split.argtypes = [ctypes.c_void_p]
    lib.btf__find_by_name_kind.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
    lib.btf__add_struct.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
    lib.btf__add_field.argtypes = [ctypes.c_void_p, ctypes.c_char_p, *[ctypes.c_uint32] * 3]
    lib.btf__raw_data.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_uint32)]
    lib.btf__free.argtypes = [ctypes.c_void_p]
    base = lib.btf__load_vmlinux_btf()
    made = lib.btf__new_empty_split(base)
    number = lib.btf__find_by_name_kind(base, b"unsigned int", 1)
    assert lib.btf__add_struct(made, b"only_in_the_module", 24) > 0
    assert lib.btf__add_field(made, b"pad", number, 0, 0) == 0
    assert lib.btf__add_field(made, b"value", number, 160, 0) == 0
    # One that the kernel has too: the kernel's counts.
    assert lib.btf__add_struct(made, b"task_struct", 8) > 0
    assert lib.btf__add_field(made, b"pid", number, 32, 0) == 0
    size = ctypes.c_uint32()
    data = ctypes.string_at(lib.btf__raw_data(made, ctypes.byref(size)), size.value)
    lib.btf__free(made)
    lib.btf__free(base)
    (folder / "module").write_bytes(data)
    return folder / "module"


@needs_clang
@pytest.mark.skipif(libbpf.library() is None, reason="libbpf is not installed")
@pytest.mark.skipif(not KERNEL_BTF.exists(), reason="the kernel shows no types")
def test_types_of_a_module_go_on_from_those_of_the_kernel(tmp_path: Path) -> None:
    path = split_btf(tmp_path)
    with pytest.raises(ObjectError, match="go on from those of a kernel"):
        target_types(path)
    target = target_types(path, "kernel")
    kernel = target_types("kernel")
    assert target.own == len(kernel)
    assert len(target) == len(kernel) + 2
    found = target.find("only_in_the_module", BtfKind.STRUCT)
    assert found is not None
    assert [(name, held.name, at) for name, held, at in found.fields()] == [
        ("pad", "unsigned int", 0),
        ("value", "unsigned int", 20),
    ]
    source = (
        PRELUDE
        + """
struct only_in_the_module { unsigned value; } __attribute__((preserve_access_index));
struct task_struct { int pid; } __attribute__((preserve_access_index));
SEC("flat") int f(struct only_in_the_module *p) { return p->value; }
SEC("flat") int g(struct task_struct *p) { return p->pid; }
"""
    )
    spec = read_object(compile_c(tmp_path, source), "t")
    fitted = relocate(spec, target)
    memory = struct.pack("<6I", 1, 2, 3, 4, 5, 6)
    assert Machine(fitted.programs["f"]).run(memory).return_value == 6
    assert fitted.programs["g"].insns == relocate(spec, kernel).programs["g"].insns


@needs_bpftool
@pytest.mark.skipif(libbpf.library() is None, reason="libbpf is not installed")
@pytest.mark.skipif(not KERNEL_BTF.exists(), reason="the kernel shows no types")
def test_types_of_a_module_are_those_that_bpftool_shows(tmp_path: Path) -> None:
    path = split_btf(tmp_path)
    command = [str(BPFTOOL), "-B", str(KERNEL_BTF), "btf", "dump", "file", str(path)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    target = target_types(path, "kernel")
    shown = [line for line in out.splitlines() if line.startswith("[")]
    mine = [
        f"[{held.id}] {held.kind.name} '{held.name}' size={held.size} vlen={held.vlen}"
        for held in map(target.type, range(target.own, len(target)))
    ]
    assert shown == mine


def test_a_base_of_another_byte_order_is_refused() -> None:
    little = struct.pack("<HBBIIIII", 0xEB9F, 1, 0, 24, 0, 0, 0, 1) + b"\0"
    big = struct.pack(">HBBIIIII", 0xEB9F, 1, 0, 24, 0, 0, 0, 1) + b"\0"
    with pytest.raises(ObjectError, match="another byte order"):
        Btf(little, "module", Btf(big, "kernel"))

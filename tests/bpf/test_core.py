"""CO-RE: compared with libbpf on real tools and on sources that ask everything there is to ask."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import libbpf
import pytest
from bpf_programs import PRELUDE, compile_c, needs_clang

from progpack.bpf.btf.types import Btf
from progpack.bpf.fit.core import relocate
from progpack.bpf.fit.externs import linux_version_code, with_externs
from progpack.bpf.fit.target_types import KERNEL_BTF, target_types
from progpack.bpf.helpers.lookup import POISON
from progpack.bpf.isa.insn import LDDW
from progpack.bpf.object import bundled as examples
from progpack.bpf.object.embedded import embedded_objects
from progpack.bpf.object.reader import read_object
from progpack.bpf.oracle.machine import Machine
from progpack.bpf.spec import CoreKind, ObjectSpec
from progpack.errors import MissingFeatureError, ObjectError, RunError, UsageError

needs_libbpf = pytest.mark.skipif(libbpf.library() is None, reason="libbpf is not installed")
needs_kernel = pytest.mark.skipif(
    os.geteuid() != 0 or not KERNEL_BTF.exists(), reason="loads programs: root and kernel BTF"
)

HEADERS = PRELUDE + "#include <bpf/bpf_core_read.h>\n"
#: Types as nobody's kernel has them: other order, other widths, members that are not there.
TYPES = """
typedef unsigned int u32; typedef unsigned long long u64;
#define CORE __attribute__((preserve_access_index))
struct list_head { struct list_head *next, *prev; } CORE;
struct task_struct { int tgid; char comm[16]; int pid; struct task_struct *real_parent;
                     unsigned int policy; u64 start_time; struct list_head tasks; } CORE;
struct task_struct___gone { int no_such_member; } CORE;
struct sk_buff { unsigned char pkt_type:3; unsigned char cloned:1; unsigned int len;
                 union { struct { u64 tstamp; }; }; unsigned short protocol; } CORE;
struct sock_common { unsigned short skc_family; volatile unsigned char skc_state;
                     union { u32 skc_hash; unsigned short skc_u16hashes[2]; }; } CORE;
struct sock { struct sock_common __sk_common; } CORE;
struct no_such_struct { int x; } CORE;
struct cpumask { unsigned long bits[1]; } CORE;
typedef int no_such_typedef; typedef int pid_t;
enum bpf_map_type___mine { BPF_MAP_TYPE_ARRAY___mine = 77, NO_SUCH_ENUMERATOR = 5 };
enum no_such_enum { NO_SUCH = 1 };
struct qspinlock___wrong { u64 val; } CORE;
struct list_head___same { struct list_head *next, *prev; };
"""
ASKED = [
    ("offset", "((struct task_struct *)p)->pid"),
    ("offset of an array element", "((struct task_struct *)p)->comm[3]"),
    ("offset behind a pointer", "(long)&((struct task_struct *)p)->tasks.prev"),
    ("pointer", "(long)((struct task_struct *)p)->real_parent"),
    ("other width", "((struct sk_buff *)p)->protocol"),
    ("unnamed members", "((struct sk_buff *)p)->tstamp"),
    ("element in a union", "((struct sock *)p)->__sk_common.skc_u16hashes[1]"),
    ("flexible", "((struct cpumask *)p)->bits[0]"),
    ("no member", "((struct task_struct___gone *)p)->no_such_member"),
    ("no struct", "((struct no_such_struct *)p)->x"),
    ("exists", "bpf_core_field_exists(((struct task_struct *)p)->pid)"),
    ("does not exist", "bpf_core_field_exists(((struct task_struct___gone *)p)->no_such_member)"),
    ("size", "bpf_core_field_size(((struct task_struct *)p)->comm)"),
    ("bit-field", "BPF_CORE_READ_BITFIELD((struct sk_buff *)p, pkt_type)"),
    ("bit-field probed", "BPF_CORE_READ_BITFIELD_PROBED((struct sk_buff *)p, cloned)"),
    ("local type", "bpf_core_type_id_local(struct task_struct)"),
    ("target type", "bpf_core_type_id_kernel(struct task_struct)"),
    ("no target type", "bpf_core_type_id_kernel(struct no_such_struct)"),
    ("type exists", "bpf_core_type_exists(struct sk_buff)"),
    ("typedef exists", "bpf_core_type_exists(pid_t)"),
    ("type does not exist", "bpf_core_type_exists(struct no_such_struct)"),
    ("typedef does not exist", "bpf_core_type_exists(no_such_typedef)"),
    ("type size", "bpf_core_type_size(struct sk_buff)"),
    ("no type size", "bpf_core_type_size(struct no_such_struct)"),
    ("type matches", "bpf_core_type_matches(struct list_head___same)"),
    ("type does not match", "bpf_core_type_matches(struct qspinlock___wrong)"),
    ("enumerator", "bpf_core_enum_value(enum bpf_map_type___mine, BPF_MAP_TYPE_ARRAY___mine)"),
    (
        "enumerator exists",
        "bpf_core_enum_value_exists(enum bpf_map_type___mine, BPF_MAP_TYPE_ARRAY___mine)",
    ),
    ("no enumerator", "bpf_core_enum_value(enum bpf_map_type___mine, NO_SUCH_ENUMERATOR)"),
    ("enumerator of none", "bpf_core_enum_value_exists(enum no_such_enum, NO_SUCH)"),
]
TYPE_MATCHES = """
#ifndef bpf_core_type_matches
#define bpf_core_type_matches(type) __builtin_preserve_type_info(*(typeof(type) *)0, 2)
#endif
"""


def differences(path: Path, spec: ObjectSpec) -> list[str]:
    """Where libbpf's instructions are not ours; numbers of maps are the kernel's, so left out."""
    found = []
    for name, theirs in libbpf.relocated(path).items():
        mine = spec.programs[name]
        if len(theirs) != len(mine.insns):
            found.append(f"{name}: {len(mine.insns)} instructions, libbpf {len(theirs)}")
            continue
        maps = {at + step for at in mine.maps for step in (0, 1)}
        found += [
            f"{name}, {pc}: {one}, libbpf {other}"
            for pc, (one, other) in enumerate(zip(mine.insns, theirs, strict=True))
            if one != other and pc not in maps
        ]
    return found


@needs_clang
@needs_libbpf
@needs_kernel
def test_every_question_is_answered_as_libbpf_answers_it(tmp_path: Path) -> None:
    functions = [
        f'SEC("tp_btf/sched_switch") u64 f{number}(u64 *c) {{ void *p = (void *)c[1];'
        f" return {text}; }}"
        for number, (_, text) in enumerate(ASKED)
    ]
    source = HEADERS + TYPE_MATCHES + TYPES + "\n".join(functions)
    source += '\nchar gpl[] SEC("license") = "GPL";'
    spec = read_object(compile_c(tmp_path, source, "-Wno-everything"), "t")
    asked = {core.kind for program in spec.programs.values() for core in program.core.values()}
    assert asked == set(CoreKind), "the source does not ask everything"
    fitted = relocate(spec, target_types("kernel"))
    assert not any(program.core for program in fitted.programs.values())
    assert not any("CO-RE" in note for note in fitted.notes)
    assert differences(tmp_path / "t.o", fitted) == []


def tools() -> list[Path]:
    """Debian's libbpf-tools, each with an object inside."""
    listed = subprocess.run(
        ["dpkg", "-L", "libbpf-tools"], capture_output=True, text=True, check=False
    )
    return [Path(line) for line in listed.stdout.split("\n") if "/sbin/" in line]


@needs_libbpf
@needs_kernel
def test_real_tools_are_relocated_as_libbpf_relocates_them(tmp_path: Path) -> None:
    paths = tools()
    if not paths:
        pytest.skip("libbpf-tools is not installed")
    programs = relocations = 0
    for tool in paths:
        spec = read_object(tool)
        relocations += sum(len(program.core) for program in spec.programs.values())
        fitted = relocate(with_externs(spec), target_types("kernel"))
        programs += len(fitted.programs)
        (held,) = embedded_objects(tool.read_bytes())
        (tmp_path / "t.o").write_bytes(held)
        assert differences(tmp_path / "t.o", fitted) == [], tool.name
    assert len(paths) >= 56
    assert programs > 350
    assert relocations > 800


def compiled(folder: Path, source: str) -> ObjectSpec:
    return read_object(compile_c(folder, source), "t")


def types(folder: Path, source: str) -> Btf:
    """The types of another compilation, as a target."""
    held = compiled_named(folder, source)
    assert held.btf is not None
    return held.btf


def compiled_named(folder: Path, source: str) -> ObjectSpec:
    return read_object(compile_c(folder, source, name="target"), "target")


ONE = """
struct pair { int a; int b; } __attribute__((preserve_access_index));
SEC("flat") unsigned long long f(struct pair *p) { return p->b; }
"""


@needs_clang
def test_a_member_is_read_where_the_target_has_it_and_as_wide(tmp_path: Path) -> None:
    source = ONE.replace("int a; int b;", "unsigned a; unsigned b;")
    target = types(
        tmp_path,
        PRELUDE + "struct pair { char x[10]; unsigned short a; unsigned long long b; } pair;"
        ' SEC("flat") int g(void *p) { return pair.a; }',
    )
    spec = relocate(compiled(tmp_path, PRELUDE + source), target)
    memory = bytes(range(16)) + (1 << 40).to_bytes(8, "little")
    assert Machine(spec.programs["f"]).run(memory).return_value == 1 << 40


@needs_clang
def test_what_the_target_does_not_have_ends_the_run_that_reaches_it(tmp_path: Path) -> None:
    target = types(
        tmp_path,
        PRELUDE + 'struct pair { int a; } pair; SEC("flat") int g(void *p) { return pair.a; }',
    )
    spec = relocate(compiled(tmp_path, PRELUDE + ONE), target)
    assert POISON in [insn.imm for insn in spec.programs["f"].insns]
    machine = Machine(spec.programs["f"])
    with pytest.raises(RunError, match="do not have; test for it with bpf_core_field_exists"):
        machine.run(bytes(8))


@needs_clang
def test_a_signed_member_of_another_width_is_not_read(tmp_path: Path) -> None:
    target = types(
        tmp_path,
        PRELUDE + "struct pair { long a; long b; } pair;"
        ' SEC("flat") int g(void *p) { return pair.a; }',
    )
    spec = relocate(compiled(tmp_path, PRELUDE + ONE), target)
    assert POISON in [insn.imm for insn in spec.programs["f"].insns]


@needs_clang
def test_two_types_of_one_name_that_disagree_are_refused(tmp_path: Path) -> None:
    target = types(
        tmp_path,
        PRELUDE + "struct pair___one { int b; } one; struct pair___two { int a, b; } two;"
        ' SEC("flat") int g(void *p) { return one.b + two.b; }',
    )
    with pytest.raises(ObjectError, match="several types 'pair'"):
        relocate(compiled(tmp_path, PRELUDE + ONE), target)


@needs_clang
def test_a_type_is_not_found_half_in_one_and_half_in_another(tmp_path: Path) -> None:
    halves = "struct pair___one { int a; } one; struct pair___two { int x, b; } two;"
    whole = "struct pair___one { int a; } one; struct pair___two { int x, b, a; } two;"
    use = ' SEC("flat") int g(void *p) { return one.a + two.b; }'
    source = PRELUDE + ONE.replace("return p->b", "return p->b + p->a")
    for name, declared in (("halves", halves), ("whole", whole)):
        (tmp_path / name).mkdir()
        target = types(tmp_path / name, PRELUDE + declared + use)
        spec = relocate(compiled(tmp_path / name, source), target)
        poisoned = [insn.imm for insn in spec.programs["f"].insns].count(POISON)
        assert poisoned == (1 if name == "halves" else 0), name


OPTIONS = """
extern int LINUX_KERNEL_VERSION __kconfig;
extern unsigned CONFIG_HZ __kconfig;
extern _Bool CONFIG_SMP __kconfig;
extern char CONFIG_TRI __kconfig;
extern int CONFIG_NONE __kconfig __weak;
extern char CONFIG_NAME[8] __kconfig;
SEC("flat") unsigned long long f(void *p)
{
    return (unsigned long long)CONFIG_HZ << 32 | CONFIG_SMP << 24 | CONFIG_TRI << 16
        | CONFIG_NAME[1] << 8 | CONFIG_NONE;
}
SEC("flat") unsigned long long version(void *p) { return LINUX_KERNEL_VERSION; }
"""


@needs_clang
def test_options_have_the_values_that_are_stated(tmp_path: Path) -> None:
    spec = compiled(tmp_path, PRELUDE + OPTIONS)
    stated = {"CONFIG_HZ": 250, "CONFIG_SMP": "y", "CONFIG_TRI": "m", "CONFIG_NAME": '"abc"'}
    fitted = with_externs(spec, {**stated, "CONFIG_OTHER": 1})
    expected = 250 << 32 | 1 << 24 | ord("m") << 16 | ord("b") << 8
    assert Machine(fitted.programs["f"], fitted.maps).run(b"").return_value == expected
    version = Machine(fitted.programs["version"], fitted.maps)
    assert version.run(b"").return_value == linux_version_code(os.uname().release)


@needs_clang
@pytest.mark.parametrize(
    ("stated", "words"),
    [
        ({}, "needs the kernel option CONFIG_HZ"),
        ({"CONFIG_HZ": "yes"}, "CONFIG_HZ is a number or y, m, n, not 'yes'"),
        ({"CONFIG_HZ": 1 << 32}, "CONFIG_HZ has 4 bytes"),
        ({"CONFIG_HZ": 1, "CONFIG_SMP": 300}, "CONFIG_SMP has 1 bytes"),
    ],
)
def test_options_that_are_missing_or_do_not_fit_are_named(
    tmp_path: Path, stated: dict[str, int | str], words: str
) -> None:
    with pytest.raises(ObjectError, match=words):
        with_externs(compiled(tmp_path, PRELUDE + OPTIONS), stated)


SYMBOLS = """
extern const int runqueues_x __ksym;
extern const int weak_x __ksym __weak;
extern void kernel_function(void) __ksym __weak;
SEC("flat") unsigned long long f(void *p) { return (long)&runqueues_x + (long)&weak_x; }
SEC("flat") int g(int *p) { if (p) kernel_function(); return 7; }
"""


@needs_clang
def test_symbols_have_the_addresses_that_are_stated(tmp_path: Path) -> None:
    spec = compiled(tmp_path, PRELUDE + SYMBOLS)
    assert [spec.programs["f"].insns[pc].opcode for pc in spec.programs["f"].externs] == [LDDW] * 2
    with pytest.raises(MissingFeatureError, match=r"wants (runqueues_x|weak_x) from the kernel"):
        Machine(spec.programs["f"])
    with pytest.raises(ObjectError, match="the address of the kernel's runqueues_x"):
        with_externs(spec)
    fitted = with_externs(spec, ksyms={"runqueues_x": 0xFFFF_8000_1234_5678})
    assert Machine(fitted.programs["f"]).run(b"").return_value == 0xFFFF_8000_1234_5678
    with pytest.raises(RunError, match="bpf_ksym_exists"):
        Machine(fitted.programs["g"]).run(b"1234")


def test_versions_are_numbers_as_the_kernel_makes_them() -> None:
    assert linux_version_code("6.18.44-cloud-amd64") == 0x06122C
    assert linux_version_code("7.3") == 0x070300
    assert linux_version_code("4.19.325") == 0x0413FF
    with pytest.raises(UsageError, match="does not start with a version"):
        linux_version_code("next")


def test_objects_are_found_inside_of_other_files() -> None:
    held = examples.object_bytes("firewall")
    junk = b"\x7fELF\x02\x01\x01" + bytes(70)
    assert list(embedded_objects(junk + held + junk + held[:200])) == [held]
    assert list(embedded_objects(b"")) == []


def test_targets_that_are_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ObjectError, match="cannot be read"):
        target_types(tmp_path / "none")
    (tmp_path / "text").write_text("no types at all, not even one of them")
    with pytest.raises(ObjectError, match="not with the magic"):
        target_types(tmp_path / "text")

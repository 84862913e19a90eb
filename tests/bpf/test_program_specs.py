from __future__ import annotations

import pytest

from progpack.bpf.asm import assemble
from progpack.bpf.context.sections import section_kind
from progpack.bpf.isa.insn import encode
from progpack.bpf.spec import (
    BPF_F_SLEEPABLE,
    BPF_F_XDP_HAS_FRAGS,
    Function,
    MapRef,
    MapType,
    ProgramSpec,
    ProgramType,
)
from progpack.errors import ProgramError

TEXT = "call f\nr1 = map m ll\nexit\nf:\nexit"


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_a_program_is_made_from_any_kind_of_bytes(kind: type[bytes]) -> None:
    insns = assemble(TEXT)
    spec = ProgramSpec.from_insns(
        "p", ProgramType.XDP, kind(encode(insns)), maps={1: MapRef("m")}, license="GPL"
    )
    assert spec == ProgramSpec.from_insns(
        "p", ProgramType.XDP, iter(insns), maps={1: MapRef("m")}, license="GPL"
    )
    assert spec.functions == (Function("p", 0, 4), Function("p_4", 4, 5))
    assert spec.code() == encode(insns)
    assert spec.code("big") == encode(insns, "big")
    assert (
        ProgramSpec.from_insns("p", ProgramType.XDP, spec.code("big"), byteorder="big").insns
        == spec.insns
    )


def test_calls_out_of_the_program_make_no_function() -> None:
    spec = ProgramSpec.from_insns("p", ProgramType.FLAT, assemble("call +0x9\ncall -0x9\nexit"))
    assert spec.functions == (Function("p", 0, 3),)


def test_half_an_instruction_is_refused() -> None:
    with pytest.raises(ProgramError):
        ProgramSpec.from_insns("p", ProgramType.FLAT, b"1234")


def test_the_function_and_the_line_of_an_instruction_can_be_asked_for() -> None:
    spec = ProgramSpec.from_insns("p", ProgramType.FLAT, assemble(TEXT))
    spec = ProgramSpec("p", "", spec.type, spec.insns, spec.functions, lines={1: "a.c:3: x"})
    assert [spec.function_at(pc).name for pc in range(5)] == ["p", "p", "p", "p", "p_4"]
    assert [spec.line_at(pc) for pc in range(5)] == [None, "a.c:3: x", "a.c:3: x", "a.c:3: x", None]
    with pytest.raises(IndexError):
        spec.function_at(5)


def test_map_types_of_newer_kernels_have_a_name_and_compare_as_numbers() -> None:
    assert MapType(77) == 77
    assert MapType(77).name == "TYPE_77"
    assert MapType(2) is MapType.ARRAY
    for bad in (-1, 1 << 32, "hash"):
        with pytest.raises(ValueError, match="MapType"):
            MapType(bad)


T = ProgramType


@pytest.mark.parametrize(
    ("section", "kind", "attach"),
    [
        ("socket", T.SOCKET_FILTER, ""),
        ("xdp", T.XDP, ""),
        ("xdp.frags", T.XDP, ""),
        ("tc", T.SCHED_CLS, ""),
        ("classifier", T.SCHED_CLS, ""),
        ("action", T.SCHED_ACT, ""),
        ("tcx/ingress", T.SCHED_CLS, ""),
        ("tp_btf/sched_switch", T.TRACING, "sched_switch"),
        ("raw_tp/sys_enter", T.RAW_TRACEPOINT, "sys_enter"),
        ("raw_tracepoint/sys_enter", T.RAW_TRACEPOINT, "sys_enter"),
        ("raw_tp.w/x", T.RAW_TRACEPOINT_WRITABLE, "x"),
        ("tp/sched/sched_switch", T.TRACEPOINT, "sched/sched_switch"),
        ("tracepoint/sched/sched_switch", T.TRACEPOINT, "sched/sched_switch"),
        ("kprobe/do_unlinkat", T.KPROBE, "do_unlinkat"),
        ("kprobe", T.KPROBE, ""),
        ("kretprobe/x", T.KPROBE, "x"),
        ("uprobe//bin/sh:main", T.KPROBE, "/bin/sh:main"),
        ("usdt.s/x", T.KPROBE, "x"),
        ("fentry/x", T.TRACING, "x"),
        ("fexit/x", T.TRACING, "x"),
        ("fmod_ret.s/x", T.TRACING, "x"),
        ("iter/task", T.TRACING, "task"),
        ("freplace/x", T.EXT, "x"),
        ("lsm/file_open", T.LSM, "file_open"),
        ("cgroup_skb/ingress", T.CGROUP_SKB, ""),
        ("cgroup_skb/egress", T.CGROUP_SKB, ""),
        ("cgroup/skb", T.CGROUP_SKB, ""),
        ("cgroup/connect4", T.CGROUP_SOCK_ADDR, ""),
        ("cgroup/dev", T.CGROUP_DEVICE, ""),
        ("sk_skb", T.SK_SKB, ""),
        ("sk_skb/stream_verdict", T.SK_SKB, ""),
        ("sk_msg", T.SK_MSG, ""),
        ("sockops", T.SOCK_OPS, ""),
        ("struct_ops/init", T.STRUCT_OPS, "init"),
        ("syscall", T.SYSCALL, ""),
        ("perf_event", T.PERF_EVENT, ""),
        ("flat/anything", T.FLAT, "anything"),
        ("xdp_prog", T.UNSPEC, ""),
        ("xdp/anything", T.UNSPEC, ""),
        ("sockets", T.UNSPEC, ""),
        ("kprobes/x", T.UNSPEC, ""),
        ("", T.UNSPEC, ""),
    ],
)
def test_section_names_mean_what_libbpf_says(section: str, kind: ProgramType, attach: str) -> None:
    found = section_kind(section)
    assert (found.type, found.attach, found.autoload) == (kind, attach, True)
    found = section_kind("?" + section)
    assert (found.type, found.attach, found.autoload) == (kind, attach, False)


def test_section_names_ask_for_sleepable_programs_and_frags() -> None:
    sleepable = ["fentry.s/x", "fexit.s/x", "lsm.s/x", "iter.s/x", "uprobe.s/x", "syscall"]
    assert all(section_kind(name).flags == BPF_F_SLEEPABLE for name in sleepable)
    assert section_kind("xdp.frags/cpumap").flags == BPF_F_XDP_HAS_FRAGS
    assert section_kind("fentry/x").flags == 0

"""Runs of shipped objects on random packets: ``--bpf-compare`` of each backend with the kernel.

All that a run leaves is compared: verdict, packet, the context's fields, printed texts, maps.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import pytest

import progpack
from progpack import read_object
from progpack.bpf.asm import assemble_program
from progpack.bpf.context.fields import layout
from progpack.bpf.environment import Environment
from progpack.bpf.spec import MapSpec, MapType, ObjectSpec, ProgramType
from progpack.errors import MissingFeatureError, RefusedInputError
from progpack.kernel.runs.cpu import one_cpu
from progpack.kernel.syscall.call import RUNNING
from progpack.records import replace
from progpack.testing import packet, run
from progpack.testing.compare import Both
from progpack.testing.comparing.refused import forget_refused, refused_inputs
from tests.fuzz.worlds import jit_missing

T = ProgramType
pytestmark = pytest.mark.usefixtures("live_kernel")

COUNTED = (T.SCHED_CLS, T.SCHED_ACT, T.CGROUP_SKB, T.LWT_IN, T.LWT_OUT, T.LWT_XMIT)
DATA = Path(__file__).parents[2] / "src/progpack/data/bpf"
MARK = MapSpec("hits", MapType.PERCPU_ARRAY, 4, 8, 1)
#: Counts its packets for each CPU and leaves marks in the fields that all these types may write.
COUNTING = """
    r6 = r1
    *(u32 *)(r6 + {mark}) = 77
    w2 = *(u32 *)(r6 + {len})
    *(u32 *)(r6 + {cb}) = w2
    *(u32 *)(r10 - 4) = 0
    r1 = map hits ll
    r2 = r10
    r2 += -4
    call 1
    if r0 == 0 goto +3
    r1 = *(u64 *)(r0 + 0)
    r1 += 1
    *(u64 *)(r0 + 0) = r1
    r0 = 1
    exit
"""


def of_type(spec: ObjectSpec, kind: ProgramType) -> ObjectSpec:
    """The same object for programs of another type, which find the same fields."""
    programs = {name: replace(each, type=kind) for name, each in spec.programs.items()}
    return replace(spec, programs=programs)


def counting(kind: ProgramType) -> ObjectSpec:
    fields = layout(kind)
    places = {name: fields.field(at).offset for name, at in
              (("mark", "mark"), ("len", "len"), ("cb", "cb2"))}  # fmt: skip
    spec = assemble_program(COUNTING.format(**places), type=kind)
    return ObjectSpec("counting", "", {spec.name: spec}, {"hits": MARK})


@contextmanager
def both(spec: ObjectSpec, mine: str) -> Iterator[Any]:
    """The object on a backend of ours, in the default world of tests, and in the kernel."""
    if mine == "compiled" and jit_missing() is not None:
        pytest.skip(str(jit_missing()))
    forget_refused()
    try:
        ours = progpack.load(spec, backend=mine, environment=Environment.fixed())
        with ours, progpack.load(spec, backend="kernel") as theirs:
            yield Both((ours, theirs), (mine, "kernel"), spec.name)
    except MissingFeatureError as error:
        pytest.skip(str(error))


def frames(seed: int, count: int, least: int = 0) -> list[bytes]:
    """Random frames, cut ones, and good ones of several protocols."""
    random = Random(seed)
    made: list[bytes] = []
    while len(made) < count:
        good = packet(
            random.choice(["udp", "tcp", "icmp"]),
            src=f"192.0.2.{random.randrange(1, 255)}",
            payload=random.randbytes(random.randrange(200)),
            vlan=random.choice([(), 5]),
        )
        kind = random.randrange(4)
        if kind == 0:
            frame = random.randbytes(random.randrange(least, 300))
        elif kind == 1:
            frame = good[: random.randrange(min(least, len(good)), len(good) + 1)]
        else:
            frame = good
        made.append(frame)
    return made


@pytest.mark.parametrize("kind", [T.SCHED_CLS, T.CGROUP_SKB], ids=lambda k: k.name)
def test_the_shipped_tc_program_leaves_what_it_leaves_in_the_kernel(kind: ProgramType) -> None:
    spec = of_type(read_object(DATA / "hello.bpf.o"), kind)
    packets = frames(kind.value, 30)  # the kernel's trace takes long for each
    with both(spec, "compiled") as pair:
        program = pair.programs["hello"]
        for number, data in enumerate(packets):
            run(program, data, context={"mark": number, "cb1": 5} if number % 3 else None)
        compared = len(packets) - len(refused_inputs())
    assert 15 < compared < len(packets)


@pytest.mark.parametrize("mine", ["compiled", "interpreter"])
def test_the_shipped_xdp_program_leaves_what_it_leaves_in_the_kernel(mine: str) -> None:
    packets = frames(1, 250)
    with both(read_object(DATA / "firewall.bpf.o"), mine) as pair:
        program = pair.programs["firewall"]
        for data in packets:
            run(program, data)
        compared = len(packets) - len(refused_inputs())
    assert 150 < compared < len(packets)


@pytest.mark.parametrize("mine", ["compiled", "interpreter"])
def test_the_shipped_socket_filter_leaves_what_it_leaves_in_the_kernel(mine: str) -> None:
    # Its records lie in a ring, which cannot be copied after an input that the kernel refuses.
    with both(read_object(DATA / "sampler.bpf.o"), mine) as pair:
        program = pair.programs["sampler"]
        for number, data in enumerate(frames(2, 200, least=60)):
            run(program, data, context={"mark": number} if number % 3 else None)
        assert len(pair.maps["samples"].consume()) > 0


@pytest.mark.parametrize("mine", ["compiled", "interpreter"])
@pytest.mark.parametrize("kind", COUNTED, ids=lambda k: k.name)
def test_counters_of_each_cpu_and_written_fields_are_the_kernels(
    kind: ProgramType, mine: str
) -> None:
    packets = frames(kind.value, 250)
    spec = counting(kind)
    with both(spec, mine) as pair:
        [program] = pair.programs.values()
        for data in packets:
            left = run(program, data)
            assert left.context["mark"] == 77
            assert left.context["cb2"] == left.context["len"]
        total = sum(int.from_bytes(part, sys.byteorder) for part in pair.maps["hits"][0])
    assert total == len(packets)


def test_a_context_that_nobody_gives_has_the_kernels_fields() -> None:
    spec = of_type(read_object(DATA / "hello.bpf.o"), T.SCHED_CLS)
    with progpack.load(spec, backend="kernel") as obj:
        left = run(obj.programs["hello"], packet()).context
        assert (left["mark"], left["len"], left["ifindex"]) == (0, len(packet()), 1)
        with pytest.raises(MissingFeatureError, match="does not give back the field 'protocol'"):
            left["protocol"]
        with pytest.raises(KeyError):
            left["no_such_field"]


def test_xdp_finds_and_leaves_the_device_that_it_is_given() -> None:
    with progpack.load(DATA / "firewall.bpf.o", backend="kernel") as obj:
        program = obj.programs["firewall"]
        assert run(program, packet()).context["ingress_ifindex"] == 1
        raw = (1).to_bytes(4, sys.byteorder).rjust(16, b"\0").ljust(24, b"\0")
        assert run(program, packet(), context=raw).context["ingress_ifindex"] == 1


@pytest.mark.parametrize(
    ("name", "data", "context", "said"),
    [
        ("hello", b"", None, "no such packet of 0 bytes in a test run of SCHED_CLS"),
        ("hello", packet()[:13], None, "no such packet of 13 bytes"),
        ("hello", packet(), {"protocol": 8}, "no context with protocol = 8"),
        ("hello", packet(), {"mark": 3, "hash": 4}, "no context with hash = 4"),
        ("firewall", b"", None, "no such packet of 0 bytes in a test run of XDP"),
        ("firewall", packet(), {"rx_queue_index": 3}, "no context with rx_queue_index = 3"),
    ],
)
def test_an_input_that_the_kernel_refuses_is_named(
    name: str, data: bytes, context: dict[str, int] | None, said: str
) -> None:
    with progpack.load(DATA / f"{name}.bpf.o", backend="kernel") as obj:
        with pytest.raises(RefusedInputError, match=f"program {name}: the running kernel .*{said}"):
            obj.programs[name].run(data, context=context)
        assert run(obj.programs[name], packet()).return_value in (0, 2)


def test_a_test_run_keeps_its_thread_on_one_cpu() -> None:
    before = os.sched_getaffinity(0)
    with one_cpu(RUNNING):
        assert os.sched_getaffinity(0) == {min(before)}
    assert os.sched_getaffinity(0) == before

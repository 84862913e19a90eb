"""XDP packets with fragments: what a program sees and what helpers do, as in the running kernel.

A script in a map says what a run does, step by step; after each step the program notes how much of
the packet is where. Scripts are random, and fixed ones stand at the edges.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

import pytest

import progpack
from progpack import Machine
from progpack.bpf.asm import assemble_program
from progpack.bpf.btf.types import BtfKind
from progpack.bpf.context.linear import FRAGMENT, LINEAR_XDP
from progpack.bpf.fit.kfuncs import with_kfuncs
from progpack.bpf.fit.target_types import target_types
from progpack.bpf.isa.insn import BPF_PSEUDO_KFUNC_CALL, CALL, Insns
from progpack.bpf.spec import MapSpec, MapType, ObjectSpec, ProgramType
from progpack.kernel.syscall.loading import load_program
from progpack.kernel.syscall.maps import KernelMap
from progpack.records import replace
from progpack.run.object import Object
from tests.bpf.bpf_programs import PRELUDE, compile_c, needs_clang
from tests.kernel.conftest import why_not

STEPS: Final = 6
SOURCE = (
    PRELUDE
    + """
#define STEPS 6
struct step { __u32 what, offset; __s32 by; };
struct note { __s64 result; __u32 linear, front, whole, bytes; };
struct script { struct step steps[STEPS]; };
struct notes { struct note notes[STEPS]; };
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1);
	__uint(key_size, 4); __uint(value_size, sizeof(struct script)); } wanted SEC(".maps");
struct { __uint(type, BPF_MAP_TYPE_ARRAY); __uint(max_entries, 1);
	__uint(key_size, 4); __uint(value_size, sizeof(struct notes)); } noted SEC(".maps");
static __u32 sum(const __u8 *bytes)
{
	__u32 total = 0;

	for (int i = 0; i < 8; i++)
		total = total * 31 + bytes[i];
	return total;
}

static NOINLINE long access(struct xdp_md *ctx, __u32 offset)
{
	__u8 *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;

	if (offset > 9000)
		return -1;
	data += offset;
	if (data + 1 > end)
		return -2;
	*data += 1;
	return *data;
}

static NOINLINE long bytes_of(struct xdp_md *ctx, __u32 offset, struct note *note, int store)
{
	__u8 bytes[8] = {9, 8, 7, 6, 5, 4, 3, 2};
	long result;

	if (!note)
		return -1;
	if (store)
		result = bpf_xdp_store_bytes(ctx, offset, bytes, 8);
	else
		result = bpf_xdp_load_bytes(ctx, offset, bytes, 8);
	if (!result)
		note->bytes = sum(bytes);
	return result;
}

SEC("xdp.frags") int steps(struct xdp_md *ctx)
{
	__u32 zero = 0;
	struct script *script = bpf_map_lookup_elem(&wanted, &zero);
	struct notes *notes = bpf_map_lookup_elem(&noted, &zero);

	if (!script || !notes)
		return XDP_ABORTED;
	for (int i = 0; i < STEPS; i++) {
		struct note *note = &notes->notes[i];
		__u32 offset = script->steps[i].offset, mtu = 0;
		int by = script->steps[i].by;
		long result = 0;

		switch (script->steps[i].what) {
		case 1: result = bpf_xdp_adjust_tail(ctx, by); break;
		case 2: result = bpf_xdp_adjust_head(ctx, by); break;
		case 3: result = bpf_xdp_adjust_meta(ctx, by); break;
		case 4: result = bytes_of(ctx, offset, note, 0); break;
		case 5: result = bytes_of(ctx, offset, note, 1); break;
		case 6: result = bpf_check_mtu(ctx, 0, &mtu, by, 0); break;
		case 7: result = access(ctx, offset); break;
		}
		note->result = result;
		note->linear = ctx->data_end - ctx->data;
		note->front = ctx->data - ctx->data_meta;
		note->whole = bpf_xdp_get_buff_len(ctx);
	}
	return XDP_PASS;
}
char _license[] SEC("license") = "GPL";
"""
)

TAIL, HEAD, META, LOAD, STORE, MTU, ACCESS = range(1, 8)
Step = tuple[int, int, int]
Seen = tuple[int, bytes, bytes]


def run(
    held: Object,
    steps: Sequence[Step],
    length: int,
    linear: int | None = None,
    front: bytes = b"",
) -> Seen:
    """What a run leaves: its verdict, the packet, and what it noted."""
    padded = [*steps, *[(0, 0, 0)] * (STEPS - len(steps))]
    held.maps["wanted"][0] = b"".join(struct.pack("=IIi", *step) for step in padded)
    held.maps["noted"][0] = bytes(STEPS * 24)
    packet = bytes((7 * at + at // 256) & 0xFF for at in range(length))
    context = {"data_meta": front} if front else None
    result = held.programs["steps"].run(packet, linear=linear, context=context)
    return result.return_value, result.packet, bytes(held.maps["noted"][0])


def readable(noted: bytes) -> list[tuple[int, ...]]:
    return list(struct.iter_unpack("=q4I", noted))


#: Lengths and linear parts around each limit, with steps that go over it.
EDGES: Final = (
    (LINEAR_XDP, None, [(TAIL, 0, 1), (LOAD, LINEAR_XDP - 8, 0), (LOAD, LINEAR_XDP - 8, 0)]),
    (LINEAR_XDP + 1, None, [(TAIL, 0, -1), (TAIL, 0, -1), (TAIL, 0, 1), (TAIL, 0, 300)]),
    (
        LINEAR_XDP + 8,
        None,
        [(LOAD, LINEAR_XDP, 0), (STORE, LINEAR_XDP - 4, 0), (ACCESS, LINEAR_XDP, 0)],
    ),
    (9000, None, [(TAIL, 0, -5480), (TAIL, 0, 10), (MTU, 0, 0), (LOAD, LINEAR_XDP - 8, 0)]),
    (9000, None, [(TAIL, 0, -5479), (TAIL, 0, FRAGMENT - 1), (TAIL, 0, 1), (TAIL, 0, -FRAGMENT)]),
    (5000, None, [(TAIL, 0, 2617), (TAIL, 0, 2616), (LOAD, 7608, 0), (LOAD, 7609, 0)]),
    (100, 0, [(HEAD, 0, 0), (HEAD, 0, -8), (HEAD, 0, -14), (ACCESS, 0, 0), (TAIL, 0, -80)]),
    (100, 13, [(HEAD, 0, 0), (ACCESS, 12, 0), (ACCESS, 13, 0), (LOAD, 5, 0), (LOAD, 6, 0)]),
    (100, 50, [(HEAD, 0, 36), (HEAD, 0, 1), (META, 0, 4), (TAIL, 0, -50), (TAIL, 0, -1)]),
    (100, 100, [(TAIL, 0, -86), (TAIL, 0, 3000), (TAIL, 0, 419), (LOAD, 2998, 0)]),
    (100, 50, [(TAIL, 0, 4046), (TAIL, 0, 1), (STORE, 4138, 0), (STORE, 46, 0)]),
    (66000, None, [(LOAD, 65527, 0), (LOAD, 65535, 0), (LOAD, 65536, 0), (LOAD, 65990, 0)]),
)


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> ObjectSpec:
    reason = why_not()
    if reason is not None:
        pytest.skip(reason)
    return progpack.read_object(compile_c(tmp_path_factory.mktemp("linear"), SOURCE))


@pytest.fixture(scope="module")
def judge(spec: ObjectSpec) -> Iterator[Object]:
    with progpack.load(spec, backend="kernel") as held:
        yield held


@pytest.fixture(scope="module", params=["compiled", "interpreter", "isolated", "arch:x86-64"])
def judged(spec: ObjectSpec, request: pytest.FixtureRequest) -> Iterator[Object]:
    with progpack.load(spec, backend=request.param) as held:
        yield held


@needs_clang
@pytest.mark.parametrize(("length", "linear", "steps"), EDGES)
def test_edges(judge: Object, judged: Object, length: int, linear: int, steps: list[Step]) -> None:
    expected, seen = (run(held, steps, length, linear) for held in (judge, judged))
    assert readable(seen[2]) == readable(expected[2])
    assert seen == expected


@needs_clang
def test_random_scripts(judge: Object, judged: Object) -> None:
    random = Random(19)
    fragmented = 0
    for _ in range(300):
        length = random.choice([random.randint(14, 9000), random.randint(3500, 3540), 66000])
        linear = random.choice([None, None, random.randint(0, min(length, LINEAR_XDP))])
        part = min(length, LINEAR_XDP if linear is None else linear)
        fragmented += part < length
        places = [0, part - 8, part - 1, part, length - 8, length - 7, random.randint(0, length)]
        moves = [0, 1, -1, 8, -4, 4000, part - length, part - length - 1]
        moves.append(-random.randint(0, length))
        steps = []
        for _ in range(STEPS):
            what, by = random.randint(TAIL, ACCESS), random.choice(moves)
            if what in (HEAD, META):  # the kernel leaves in front what was there, see room.c
                by = abs(by)
            steps.append((what, max(random.choice(places), 0), by))
        front = bytes(range(random.choice([0, 0, 4, 32])))
        expected, seen = (run(held, steps, length, linear, front) for held in (judge, judged))
        shown = (length, linear, front, steps)
        assert readable(seen[2]) == readable(expected[2]), shown
        assert seen == expected, shown
    assert 100 < fragmented < 300


#: Size, 8 bytes read, one written, 8 of a slice (a copy in the program's buffer where the slice is
#: not in one piece), and the answer to a read that goes over the end.
DYNPTR: Final = """
    r7 = map texts + 0 ll
    r2 = 0
    r3 = r10
    r3 += -16
    call 1
    *(u32 *)(r7 + 0) = w0
    r1 = r10
    r1 += -16
    call 1
    *(u32 *)(r7 + 4) = w0
    r1 = r7
    r1 += 8
    w2 = 8
    r3 = r10
    r3 += -16
    w4 = {offset}
    r5 = 0
    call 201
    *(u32 *)(r7 + 16) = w0
    *(u64 *)(r10 - 24) = 0x55
    r1 = r10
    r1 += -16
    w2 = {offset}
    r3 = r10
    r3 += -24
    w4 = 5
    r5 = 0
    call 202
    *(u32 *)(r7 + 20) = w0
    *(u64 *)(r10 - 24) = 0
    r1 = r10
    r1 += -16
    r2 = {offset}
    r3 = r10
    r3 += -24
    r4 = 8
    call 1
    if r0 == 0 goto out
    r1 = *(u64 *)(r0 + 0)
    *(u64 *)(r7 + 24) = r1
    *(u32 *)(r7 + 32) = 1
out:
    r0 = 2
    exit
"""
CALLS: Final = ("bpf_dynptr_from_xdp", "bpf_dynptr_size", "bpf_dynptr_slice")
TEXTS: Final = MapSpec("texts", MapType.ARRAY, 4, 64, 1)


@pytest.mark.usefixtures("live_kernel")
@pytest.mark.parametrize("length", [60, 3520, 3521, 5000, 9000])
@pytest.mark.parametrize("offset", [0, 3505, 3512, 3513, 3516, 3519, 3520, 4000, 4996, 7610, 8992])
def test_dynptrs(length: int, offset: int) -> None:
    text = DYNPTR.format(offset=offset)
    spec = assemble_program(text, type=ProgramType.XDP, license="GPL")
    places = [pc for pc, insn in enumerate(spec.insns) if insn.opcode == CALL and insn.imm == 1]
    packet = bytes(at % 251 for at in range(length))
    insns = list(spec.insns)
    for pc, name in zip(places, CALLS, strict=True):
        found = target_types("kernel").find(name, BtfKind.FUNC)
        if found is None:
            pytest.skip(f"this kernel has no {name}")
        insns[pc] = insns[pc]._replace(src=BPF_PSEUDO_KFUNC_CALL, imm=found.id)
    with KernelMap.from_spec(TEXTS) as kernel:
        with load_program(replace(spec, insns=Insns(insns)), {"texts": kernel}) as held:
            ran = held.test_run(packet)
        expected = kernel.lookup(bytes(4)), ran.data
    linked = with_kfuncs(spec, dict(zip(places, CALLS, strict=True)))
    machine = Machine(linked, {"texts": TEXTS})
    left = machine.run(packet).packet
    assert (machine.maps["texts"][bytes(4)], left) == expected  # type: ignore[index]
    made = ObjectSpec("t", "GPL", {linked.name: linked}, {"texts": TEXTS})
    for backend in ("compiled", "isolated"):
        with progpack.load(made, backend=backend) as other:
            left = other.programs[linked.name].run(packet).packet
            assert (other.maps["texts"][0], left) == expected
    said = struct.unpack_from("=iI", expected[0] or b"")
    assert said == (0, length)

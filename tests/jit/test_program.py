"""Loading, running, running many, closing: what holds around the machine code."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from progpack import (
    CapabilityError,
    JitLimitError,
    MapSpec,
    MapType,
    MissingFeatureError,
    ObjectError,
    ObjectSpec,
    PackAllocator,
    ProgramError,
    ProgramSpec,
    ProgramType,
    RunError,
    SpanError,
    UsageError,
)
from progpack.bpf.asm import assemble
from progpack.bpf.spec import MapRef
from progpack.jit import grace
from progpack.jit.maps.handle import HashMap
from progpack.jit.object import Object
from progpack.memory.pages import mappings as process_maps
from progpack.run.load import load
from tests.jit.worlds import MAPS, TABLE, program
from tests.jit.worlds import load as load_one

LENGTH = "r2 = *(u32 *)(r1 + 4)\nr3 = *(u32 *)(r1 + 0)\nr2 -= r3\nr0 = r2\nexit"


def make(text: str, kind: ProgramType = ProgramType.XDP, name: str = "test") -> ProgramSpec:
    return ProgramSpec.from_insns(name, kind, assemble(text))


def object_of(*specs: ProgramSpec) -> ObjectSpec:
    return ObjectSpec("test", "GPL", {spec.name: spec for spec in specs}, MAPS)


@contextmanager
def nothing_stays(packs: PackAllocator) -> Iterator[None]:
    """Chunks, charge and packs are the same afterwards."""
    before = packs.stats
    yield
    after = packs.stats
    assert (after.used, after.charge, after.reserved, after.programs, after.slots) == (
        before.used,
        before.charge,
        before.reserved,
        before.programs,
        before.slots,
    )


def test_an_object_shares_a_pack_and_gives_it_back(packs: PackAllocator) -> None:
    with nothing_stays(packs):
        with load(object_of(make(LENGTH), make("r0 = 7\nexit", name="seven")), packs=packs) as obj:
            assert obj.programs["test"].run(b"x" * 60).return_value == 60
            assert obj.programs["seven"].run(b"").return_value == 7
            stats = packs.stats
            assert (stats.programs, stats.packs) == (2, 1)
            first, second = (obj.programs[name].code for name in ("test", "seven"))
            assert second.chunk == first.chunk + first.chunks
        assert packs.stats.programs == 0


def test_code_is_read_only_while_it_runs(packs: PackAllocator) -> None:
    with load(object_of(make(LENGTH)), packs=packs) as obj:
        at = obj.programs["test"].code.address
        mappings = process_maps.mappings()
        assert [m.permissions[:3] for m in mappings if m.start <= at < m.end] == ["r-x"]
        assert not [m for m in mappings if {"w", "x"} <= set(m.permissions)]


@pytest.mark.parametrize("size", [0, 1, 14, 60, 1500, 9000, 65535, 200_000])
def test_packets_of_any_size_arrive_whole(packs: PackAllocator, size: int) -> None:
    last = """r2 = *(u32 *)(r1 + 0)\nr3 = *(u32 *)(r1 + 4)\nr0 = 0\nif r2 >= r3 goto +1
    r0 = *(u8 *)(r3 - 1)\nexit"""
    packet = bytes(size - 1) + b"\x2a" if size else b""
    with load(object_of(make(last), make(LENGTH, name="length")), packs=packs) as obj:
        test, length = obj.programs["test"], obj.programs["length"]
        assert test.run(packet, linear=size).return_value == (42 if size else 0)
        assert length.run(packet, linear=size).return_value == size
        batch = length.run_batch([packet, b"", packet], linear=size)
        assert batch.return_values == (size, 0, size)


def test_a_batch_gives_what_single_runs_give(packs: PackAllocator) -> None:
    text = """r2 = *(u32 *)(r1 + 0)\nr3 = *(u32 *)(r1 + 4)\nr0 = 1\nr4 = r2\nr4 += 2
    if r4 > r3 goto +1\nr0 = *(u16 *)(r2 + 0)\nexit"""
    packets = [bytes([n, n + 1, 9])[: n % 4] for n in range(100)]
    with load(object_of(make(text)), packs=packs) as obj:
        tested = obj.programs["test"]
        single = tuple(tested.run(packet).return_value for packet in packets)
        batch = tested.run_batch(packets)
        assert batch.return_values == single
        assert batch.duration_ns > 0
        assert tested.run_batch([]).return_values == ()


def test_a_fault_in_a_batch_names_the_packet(packs: PackAllocator) -> None:
    with load(
        object_of(make("r2 = *(u32 *)(r1 + 0)\nr0 = *(u8 *)(r2 + 5)\nexit")), packs=packs
    ) as o:
        with pytest.raises(RunError) as caught:
            o.programs["test"].run_batch([b"123456", b"123456", b"12345"])
        assert caught.value.fault.pc == 1
        assert caught.value.__notes__ == ["packet 2 of 3"]


def test_a_program_does_not_see_what_another_run_left(packs: PackAllocator) -> None:
    """Each run starts from the packet and context it was given."""
    text = "r2 = *(u32 *)(r1 + 0)\nr0 = *(u8 *)(r2 + 0)\n*(u8 *)(r2 + 0) = 99\nexit"
    with load(object_of(make(text)), packs=packs) as obj:
        first = obj.programs["test"].run(b"a")
        assert (first.return_value, first.packet) == (ord("a"), b"c")
        assert obj.programs["test"].run(b"b").return_value == ord("b")


def test_a_closed_program_is_refused(packs: PackAllocator) -> None:
    obj = load(object_of(make(LENGTH)), packs=packs)
    obj.close()
    obj.close()
    with pytest.raises(SpanError, match="closed"):
        obj.programs["test"].run(b"")
    with pytest.raises(SpanError, match="closed"):
        obj.programs["test"].run_batch([b""])


def test_closing_waits_for_a_run_in_another_thread(packs: PackAllocator) -> None:
    spin = "r1 = 0\nl: r1 += 1\nif r1 < 200000000 goto l\nr0 = 5\nexit"
    obj = load(object_of(make(spin)), packs=packs)
    tested = obj.programs["test"]
    results: list[int] = []
    started = threading.Event()

    def work() -> None:
        started.set()
        try:
            results.append(tested.run(b"", budget=1 << 40).return_value)
        except SpanError:
            results.append(-1)

    thread = threading.Thread(target=work)
    thread.start()
    started.wait()
    # Only the program itself takes so long; to begin a run takes a hundredth of that.
    clock = time.pthread_getcpuclockid(thread.ident)  # type: ignore[arg-type]
    while time.clock_gettime(clock) < 0.01:
        time.sleep(0.0001)
    assert grace._runs
    obj.close()
    # The run was over before the image went: it ended by itself, not in a trap.
    thread.join()
    assert results == [5]


def test_threads_run_the_same_program_at_once(packs: PackAllocator) -> None:
    text = "r2 = *(u32 *)(r1 + 0)\nr0 = *(u32 *)(r2 + 0)\n*(u32 *)(r2 + 0) = 0\nexit"
    with load(object_of(make(text)), packs=packs) as obj:
        tested = obj.programs["test"]
        wrong: list[int] = []

        def work(number: int) -> None:
            packet = number.to_bytes(4, "little")
            wrong.extend(number for _ in range(500) if tested.run(packet).return_value != number)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert wrong == []


def test_a_shared_hash_counts_right_from_many_threads(packs: PackAllocator) -> None:
    text = """r6 = r1\n*(u64 *)(r10 - 8) = 3\nr1 = 0 ll\nr2 = r10\nr2 += -8\ncall 1
    if r0 == 0 goto +2\nr1 = 1\nlock *(u64 *)(r0 + 0) += r1\nr0 = 0\nexit"""
    spec = program(text, maps={2: MapRef("table")})
    with load_one(spec, packs) as obj:
        table = obj.maps["table"]
        assert isinstance(table, HashMap)
        table[3] = bytes(16)
        threads = [
            threading.Thread(target=lambda: [obj.programs["test"].run(b"x") for _ in range(500)])
            for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for number in range(200):
            table[100 + number % 5] = number.to_bytes(16, "little")
        for thread in threads:
            thread.join()
        assert int.from_bytes(table[3][:8], "little") == 4000
        assert len(table) == 6


def test_an_over_full_limit_leaves_nothing(packs: PackAllocator) -> None:
    with PackAllocator(jit_limit=128, keep_empty=False) as small:
        specs = [make("r0 = 1\nexit", name=f"p{n}") for n in range(3)]
        with nothing_stays(small), pytest.raises(JitLimitError):
            load(object_of(*specs), packs=small)
        with load(object_of(*specs[:2]), packs=small):
            assert small.stats.charge == 128


@pytest.mark.parametrize(
    ("text", "kind", "error", "words"),
    [
        (
            "r0 = 0\ncall 194\nexit",
            ProgramType.XDP,
            MissingFeatureError,
            ["kptr_xchg", "test"],
        ),
        ("call 9999\nexit", ProgramType.XDP, ProgramError, ["9999"]),
        ("call f\nexit\nf: call f\nexit", ProgramType.XDP, ProgramError, ["recurs"]),
        ("r0 = 0\nexit", ProgramType.STRUCT_OPS, MissingFeatureError, ["STRUCT_OPS"]),
    ],
)
def test_what_cannot_run_is_refused_before_anything_is_made(
    packs: PackAllocator, text: str, kind: ProgramType, error: type[Exception], words: list[str]
) -> None:
    with nothing_stays(packs):
        with pytest.raises(error) as caught:
            load(object_of(make("r0 = 0\nexit", name="good"), make(text, kind)), packs=packs)
        for word in words:
            assert word in str(caught.value)
        assert packs.stats.installs == 0


def test_a_map_of_a_wrong_size_is_refused(packs: PackAllocator) -> None:
    spec = ObjectSpec("test", "", {}, {"ring": MapSpec("ring", MapType.RINGBUF, 0, 0, 5000)})
    with nothing_stays(packs), pytest.raises(ObjectError, match="power of two"):
        load(spec, packs=packs)


def test_inputs_that_the_type_does_not_have_are_refused(packs: PackAllocator) -> None:
    with load(object_of(make("r0 = 0\nexit", ProgramType.TRACING)), packs=packs) as obj:
        with pytest.raises(UsageError):
            obj.programs["test"].run(b"packet")
        with pytest.raises(UsageError):
            obj.programs["test"].run_batch([b"packet"])
        with pytest.raises(UsageError, match="budget"):
            obj.programs["test"].run(budget=-1)
    with pytest.raises(UsageError, match="no program 'other'"):
        Object(object_of(make(LENGTH)), packs, ["other"])


def test_arguments_that_are_bytes_can_be_read_and_not_written(packs: PackAllocator) -> None:
    read = "r2 = *(u64 *)(r1 + 8)\nr0 = *(u32 *)(r2 + 0)\nexit"
    write = "r2 = *(u64 *)(r1 + 8)\n*(u32 *)(r2 + 0) = 1\nr0 = 0\nexit"
    kind = ProgramType.TRACING
    spec = object_of(make(read, kind), make(write, kind, "write"))
    with load(spec, packs=packs) as obj:
        task = (1234).to_bytes(4, "little")
        assert obj.programs["test"].run(args=[0, task]).return_value == 1234
        with pytest.raises(RunError) as caught:
            obj.programs["write"].run(args=[0, task])
        assert caught.value.fault.kind.name == "WRITE"
        with pytest.raises(RunError):
            obj.programs["test"].run(args=[0, 0])


def test_a_failed_copy_gives_everything_back(packs: PackAllocator) -> None:
    """The latent upstream bug: there, the charge of a failed finalize is never returned."""
    from progpack.errors import ExecMemoryError
    from progpack.memory.pages.region import Region

    real = Region.text_copy

    def failing(self: Region, offset: int, data: bytes) -> None:
        if self.executable:
            raise ExecMemoryError("injected")
        real(self, offset, data)

    with pytest.MonkeyPatch.context() as patch, nothing_stays(packs):
        patch.setattr(Region, "text_copy", failing)
        with pytest.raises(ExecMemoryError, match="injected"):
            load(object_of(make(LENGTH)), packs=packs)
    with load(object_of(make(LENGTH)), packs=packs) as obj:
        assert obj.programs["test"].run(b"abc").return_value == 3


def test_maps_are_mappings(packs: PackAllocator) -> None:
    with load(ObjectSpec("test", "", {}, MAPS), packs=packs) as obj:
        table, counts, constants = (obj.maps[n] for n in ("table", "counts", ".rodata"))
        assert isinstance(table, HashMap)
        table[5] = b"v" * 16
        assert table[(5).to_bytes(8, "little")] == b"v" * 16
        assert list(table) == [(5).to_bytes(8, "little")]
        assert 6 not in table
        del table[5]
        assert len(table) == 0
        with pytest.raises(KeyError):
            del table[5]
        with pytest.raises(UsageError, match="keys have 8 bytes"):
            table[b"abc"]
        with pytest.raises(UsageError, match="does not fit"):
            table[1 << 64]
        for key in range(TABLE.max_entries):
            table[key] = bytes(16)
        with pytest.raises(UsageError, match="the map is full"):
            table[99] = bytes(16)
        counts[3] = b"12345678"  # type: ignore[index]
        assert counts[3] == b"12345678"  # type: ignore[index]
        with pytest.raises(KeyError):
            counts[4]  # type: ignore[index]
        with pytest.raises(UsageError, match="read-only"):
            constants[0] = bytes(16)  # type: ignore[index]


def test_a_machine_that_is_not_compiled_for_is_refused_first() -> None:
    from progpack.jit.compile.llvm import require_machine

    with pytest.raises(CapabilityError, match="sparc64"):
        require_machine("sparc64")

"""The modelled kernel: that its numbers agree with each other whatever happens, and its regimes."""

from __future__ import annotations

import itertools
import os

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from progpack.model import KernelModel, MachineSpec, Placement, Refused
from progpack.model.vmalloc import Area
from progpack.pack import CHUNK, policies
from progpack.trace.events import Kind, Load, Unload

PAGE = 4096
EXAMPLES = int(os.environ.get("PROGPACK_MODEL_EXAMPLES", "60"))
POLICIES = policies.names()
KERNELS = ("5.10", "5.18", "6.1", "6.12", "6.18", "7.2", "7.3")


def model(policy: str, machine: str = "x86_64:8G,kernel=6.18") -> KernelModel:
    return KernelModel(policies.get(policy), MachineSpec.parse(machine))


def program(number: int, size: int, kind: Kind = "program", time_ns: int = 0) -> Load:
    return Load(time_ns, number, f"p{number}", kind, number << 12, size)


class Machine(RuleBasedStateMachine):
    """Loads and unloads of all kinds; every sum is made again from what is loaded."""

    @initialize(
        policy=st.sampled_from(POLICIES),
        kernel=st.sampled_from(KERNELS),
        supply=st.sampled_from(["fresh", "cached"]),
        limit=st.sampled_from(["none", "200K"]),
        nodes=st.sampled_from([1, 2]),
        rcu=st.sampled_from([0, 30]),
    )
    def begin(
        self, policy: str, kernel: str, supply: str, limit: str, nodes: int, rcu: int
    ) -> None:
        self.model = model(
            policy,
            f"x86_64:1G,nodes={nodes},kernel={kernel},supply={supply},jit_limit={limit},"
            f"rcu_ms={rcu}",
        )
        self.serial = itertools.count(1)
        self.live: dict[int, tuple[Load, Placement]] = {}
        self.now = 0
        self.waiting = 0

    @rule(
        size=st.sampled_from([1, 19, 40, 41, 200, 4000, 5000, 2 << 20]),
        kind=st.sampled_from(["program", "classic", "trampoline", "dispatcher", "image"]),
    )
    def load(self, size: int, kind: Kind) -> None:
        self.now += 1_000_000
        number = next(self.serial)
        if kind == "trampoline":
            size = min(size, PAGE)
        load = program(number, size, kind, self.now)
        before = self.model.totals.copy()
        placed = self.model.load(load)
        if isinstance(placed, Refused):
            after = self.model.totals
            assert (after.charged, after.pages, after.packs) <= (
                before.charged,
                before.pages,
                before.packs,
            )
            refused = after.refused_limit + after.refused_memory
            assert refused == before.refused_limit + before.refused_memory + 1
            return
        assert self.bytes_of(placed) >= size
        if placed.new_pack:
            assert placed.pages
        self.live[number] = load, placed

    @rule(data=st.data(), by=st.sampled_from(["address", "id"]))
    def unload(self, data: st.DataObject, by: str) -> None:
        if not self.live:
            return
        self.now += 1_000_000
        number = data.draw(st.sampled_from(sorted(self.live)))
        load, _ = self.live.pop(number)
        address = load.address if by == "address" else None
        assert self.model.unload(Unload(self.now, number, address))

    @rule()
    def unknown(self) -> None:
        self.now += 1
        before = self.model.totals.dead_loads
        assert not self.model.unload(Unload(self.now, 1 << 40, 1 << 40))
        assert self.model.totals.dead_loads == before + 1

    @rule()
    def finish(self) -> None:
        self.model.finish()
        self.check_empty_of_the_rest()

    def check_empty_of_the_rest(self) -> None:
        """When nothing waits, what is there belongs to what is loaded."""
        totals = self.model.totals
        loads = [load for load, _ in self.live.values()]
        places = [placed for _, placed in self.live.values()]
        assert totals.placed_bytes == sum(map(self.bytes_of, places))
        assert totals.code_bytes == sum(load.size for load in loads)
        assert totals.own_areas == sum(place.pack is None for place in places)
        assert totals.used_chunks == sum(p.chunks for p in places if p.pack is not None)
        spare = policies.get(self.model.policy.name).spare
        assert 0 <= totals.packs - len({p.pack for p in places if p.pack is not None}) <= spare
        if not places and not spare:
            assert totals.pages == totals.charged == totals.image_bytes == 0
            # All memory can be written again.
            direct = self.model.physical.direct_map
            assert direct.readonly_pages == direct.readonly_blocks == 0

    @invariant()
    def sums(self) -> None:
        if not hasattr(self, "model"):
            return
        totals = self.model.totals
        limit = self.model.limit
        assert limit is None or 0 <= totals.charged <= limit
        assert totals.pages <= totals.pages_peak
        assert totals.packs == totals.packs_created - totals.packs_released <= totals.packs_peak
        assert totals.largest_hole <= totals.free_chunks
        assert totals.loads - totals.unloads == len(self.live)
        assert {load.id for load, _ in self.model.live()} == set(self.live)
        direct = self.model.physical.direct_map
        readonly = direct.readonly_pages + 512 * direct.readonly_blocks
        assert readonly == totals.pages
        kb = totals.direct_map_4k_kb + totals.direct_map_2m_kb + totals.direct_map_1g_kb
        assert kb == self.total_kb

    @invariant()
    def nothing_overlaps(self) -> None:
        if not hasattr(self, "model"):
            return
        spans = sorted(
            (placed.address, placed.address + self.bytes_of(placed))
            for _, placed in self.live.values()
        )
        for (_, end), (start, _) in itertools.pairwise(spans):
            assert end <= start
        snapshot = self.model.snapshot()
        assert sum(view.size for view in snapshot.regions) == self.model.totals.pages * PAGE

    def bytes_of(self, placed: Placement) -> int:
        return placed.chunks * (CHUNK if placed.pack is None else self.model.packs.chunk_size)

    @property
    def total_kb(self) -> int:
        totals = model("pack", str(self.model.machine)).totals
        return totals.direct_map_4k_kb + totals.direct_map_2m_kb + totals.direct_map_1g_kb


TestMachine = Machine.TestCase
TestMachine.settings = settings(max_examples=EXAMPLES, stateful_step_count=20, deadline=None)


def fill(made: KernelModel, count: int, size: int) -> list[Placement]:
    placed = [made.load(program(number, size)) for number in range(1, count + 1)]
    good = [each for each in placed if isinstance(each, Placement)]
    assert len(good) == count
    return good


@pytest.mark.parametrize(
    ("policy", "kernel", "level2", "level3"),
    [
        ("page", "5.10", range(43, 47), 1),
        ("pack", "6.1", range(42, 46), 0),
        ("pack", "6.12", range(42, 46), 0),
        ("pack", "6.18", range(42, 46), 0),
        ("pack-block", "6.19", range(17, 18), 0),
        ("pack-block", "7.2", range(17, 18), 0),
        ("rox-cache", "7.3", range(1), 0),
    ],
)
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_four_regimes(policy: str, kernel: str, level2: range, level3: int, seed: int) -> None:
    """3,000 programs of 2,000 instructions, as measured: 9,000 pages, or 17 packs after boot's."""
    machine = MachineSpec.parse(f"x86_64:8G,cpus=1,kernel={kernel}")
    made = KernelModel(policies.get(policy), machine, seed=seed)
    if policy != "page":
        made.load(Load(0, None, "boot", "image", 1, 25 * CHUNK))
    boot = made.totals.copy()
    fill(made, 3000, 12016)
    totals = made.totals
    assert totals.level2_splits - boot.level2_splits in level2
    assert totals.level3_splits - boot.level3_splits == level3
    assert totals.packs == (0 if policy == "page" else 18)
    splits = totals.level2_splits
    for number in range(1, 3001):
        assert made.unload(Unload(0, number, None))
    # Splits stay; what was read-only is not any more.
    assert made.totals.level2_splits == splits
    direct = made.physical.direct_map
    assert direct.readonly_pages + 512 * direct.readonly_blocks == (0 if policy == "page" else 512)


@pytest.mark.parametrize(
    ("policy", "pitch"), [("pack", 0x201000), ("pack-block", 0x201000), ("rox-cache", 0x400000)]
)
def test_packs_follow_each_other_as_measured(policy: str, pitch: int) -> None:
    placed = fill(model(policy), 4, (1 << 20) + 1)
    bases = [each.address for each in placed if each.new_pack]
    assert len(bases) == 4
    assert {b - a for a, b in itertools.pairwise(bases)} == {pitch}


def test_an_area_is_reused_when_it_is_free() -> None:
    made = model("page", "x86_64:8G,kernel=5.10")
    first, second, third = fill(made, 3, 100)
    assert second.address - first.address == third.address - second.address == 2 * PAGE
    made.unload(Unload(0, 2, None))
    again = made.load(program(9, 100))
    assert isinstance(again, Placement)
    assert again.address == second.address


def test_huge_packs_split_when_they_are_freed_unless_the_kernel_spares_them() -> None:
    for policy, splits in (("pack-huge", 1), ("rox-cache", 0)):
        made = model(policy)
        fill(made, 1, 100)
        before = made.totals.level2_splits
        made.unload(Unload(0, 1, None))
        assert made.totals.level2_splits - before == splits


def test_a_collapse_needs_an_aligned_address() -> None:
    assert model("pack-block", "x86_64:8G,kernel=6.19").itlb().entries_2m == 0
    aligned = model("pack-block", "x86_64:8G,kernel=6.19+packs_aligned")
    fill(aligned, 1, 100)
    assert aligned.itlb().entries_2m == 1
    without = model("pack-block", "x86_64:8G,kernel=6.19+packs_aligned+collapse=0")
    fill(without, 1, 100)
    assert (without.itlb().entries_2m, without.itlb().entries_4k) == (0, 1)


def test_flushes_of_page_and_pack() -> None:
    """Each program of its own page flushes all CPUs; in a pack only the pack's beginning does."""
    page = model("page", "x86_64:8G,cpus=64,kernel=6.18")
    pack = model("pack", "x86_64:8G,cpus=64,kernel=6.18")
    for made in (page, pack):
        fill(made, 10, 100)
        made.finish()
    splits = page.totals.level2_splits + page.totals.level3_splits
    assert page.totals.flushes_all == 10 + splits
    begun = pack.totals.flushes_all
    assert begun == 1 + pack.totals.level2_splits + pack.totals.level3_splits
    assert pack.totals.shootdown_cpus == 64 * begun
    fill_again = [pack.load(program(number, 100)) for number in range(20, 30)]
    assert all(isinstance(each, Placement) for each in fill_again)
    assert pack.totals.flushes_all == begun


def test_before_rox_there_were_two_rounds() -> None:
    for kernel, rounds in (("6.1", 2), ("6.12", 1)):
        made = model("pack", f"x86_64:8G,kernel={kernel}")
        fill(made, 1, 100)
        totals = made.totals
        assert totals.flushes_all == rounds + totals.level2_splits + totals.level3_splits


def test_the_limit_is_strict_and_charges_what_the_kernel_does() -> None:
    made = model("pack", "x86_64:8G,kernel=6.18,jit_limit=1K")
    assert isinstance(made.load(program(1, 19)), Placement)
    assert made.totals.charged == 64
    assert isinstance(made.load(Load(0, None, "t", "trampoline", 77, 100)), Placement)
    assert made.totals.charged == 164
    assert isinstance(made.load(Load(0, None, "d", "dispatcher", 78, 4096)), Placement)
    assert made.totals.charged == 164
    refused = made.load(program(2, 1000))
    assert isinstance(refused, Refused)
    assert refused.reason == "limit"
    assert "524" in refused.text
    assert made.totals.refused_limit == 1
    # 164 + 832 is still below 1024; exactly the limit is allowed.
    exact = model("pack", "x86_64:8G,kernel=6.18,jit_limit=128")
    assert isinstance(exact.load(program(1, 100)), Placement)
    assert isinstance(exact.load(program(2, 1)), Refused)


def test_who_may_exceed_the_limit() -> None:
    for capable, program_in, classic_in in (
        ("none", False, False),
        ("ebpf", True, False),
        ("all", True, True),
    ):
        made = model("pack", f"x86_64:8G,kernel=6.18,jit_limit=64,capable={capable}")
        made.load(program(1, 19))
        assert isinstance(made.load(program(2, 19)), Placement) is program_in
        assert isinstance(made.load(program(3, 19, "classic")), Placement) is classic_in


def test_a_machine_without_memory_refuses_and_keeps_nothing() -> None:
    made = model("page", "x86_64:64M,kernel=5.10,jit_limit=none,background=200")
    number = 0
    while isinstance(made.load(program(number := number + 1, 3000)), Placement):
        assert number < 1 << 15
    refused = made.load(program(number + 1, 1 << 22))
    assert isinstance(refused, Refused)
    assert refused.reason == "memory"
    assert made.totals.refused_memory == 2
    before = made.totals.copy()
    for each in range(1, number):
        made.unload(Unload(0, each, None))
    assert before.loads == number - 1
    assert made.totals.charged == made.totals.pages == 0


@pytest.mark.parametrize("policy", POLICIES)
def test_every_policy_refuses_when_memory_runs_out_and_goes_on(policy: str) -> None:
    made = model(policy, "x86_64:64M,kernel=6.18,jit_limit=none")
    number = 0
    while isinstance(made.load(program(number := number + 1, 1 << 20)), Placement):
        assert number < 100
    full = made.totals.copy()
    assert full.refused_memory == 1
    assert full.code_bytes == (number - 1) << 20
    for each in range(1, number):
        assert made.unload(Unload(0, each, None))
    after = made.totals
    assert after.charged == after.placed_bytes == after.own_areas == after.used_chunks == 0
    spare = policies.get(policy).spare
    assert after.packs <= spare
    assert after.pages <= spare * 512
    assert isinstance(made.load(program(1, 1 << 20)), Placement)


def test_addresses_run_out() -> None:
    made = model("page", "arm64:4G,kernel=5.10,jit_limit=none")
    refused = made.load(program(1, 200 << 20))
    assert isinstance(refused, Refused)
    assert refused.reason == "range"


def test_frees_come_later() -> None:
    made = model("pack", "x86_64:8G,kernel=6.18,rcu_ms=30")
    made.load(program(1, 19))
    made.unload(Unload(0, 1, None))
    late = made.load(program(2, 19, time_ns=29_000_000))
    soon = made.load(program(3, 19, time_ns=31_000_000))
    assert isinstance(late, Placement)
    assert isinstance(soon, Placement)
    assert (late.chunk, soon.chunk) == (1, 0)


def test_predictor_flushes_are_counted() -> None:
    made = model("pack-dirty")
    made.load(program(1, 19))
    assert made.totals.ibpb_flushes == 0
    made.load(program(2, 19, "classic"))
    made.load(program(3, 19, "classic"))
    assert made.totals.ibpb_flushes == 1


def test_without_a_preference_there_are_more_flushes() -> None:
    """A kernel that flushes for classic programs, and a policy that does not look at that."""
    counts = {}
    for policy in ("pack", "pack-dirty"):
        made = model(policy, "x86_64:8G,kernel=6.18+predictor_flush")
        # Two packs: the first becomes clean, then programs of both kinds come and go.
        made.load(program(1, 2 << 19))
        made.load(program(2, 2 << 19))
        made.load(program(3, 19, "classic"))
        for number in range(10, 40, 2):
            made.load(program(number, 19))
            made.unload(Unload(0, number, None))
            made.load(program(number + 1, 19, "classic"))
        counts[policy] = made.totals.ibpb_flushes
    assert counts["pack"] == 16
    assert counts["pack-dirty"] < counts["pack"]
    plain = model("pack", "x86_64:8G,kernel=6.18")
    plain.load(program(1, 19, "classic"))
    assert plain.totals.ibpb_flushes == 0


def test_pages_of_two_nodes_take_turns() -> None:
    """Measured: runs of 50 pages from each of two nodes, and packs of 4 MiB."""
    made = model("pack", "x86_64:8G,nodes=2,kernel=6.18")
    made.load(program(1, 19))
    area = made.packs.packs[0].backing
    assert isinstance(area, Area)
    assert len(area.pages) == 1024
    middle = (4 << 30) // PAGE + (2 << 30) // PAGE

    def runs() -> list[int]:
        sides = [page < middle for page in area.pages]
        assert sum(sides) == 512
        return [len(list(group)) for _, group in itertools.groupby(sides)]

    assert runs() == [50] * 20 + [12, 12]
    # What was freed is taken again from the node that it belongs to.
    made.unload(Unload(0, 1, None))
    made.load(program(2, 19))
    area = made.packs.packs[0].backing
    assert isinstance(area, Area)
    assert runs() == [50] * 20 + [12, 12]


def test_other_architectures() -> None:
    """arm64 follows in a map of small pages, riscv64 splits, powerpc leaves its map alone."""
    for machine, policy, splits, readonly in (
        ("arm64:4G,kernel=6.12", "pack", 0, 512),
        ("riscv64:4G,kernel=7.2", "pack-block", 1, 512),
        ("powerpc:4G,kernel=6.12,page_size=4096", "pack", 0, 0),
    ):
        made = model(policy, machine)
        fill(made, 5, 1000)
        assert made.totals.level2_splits == splits
        assert made.physical.direct_map.readonly_pages == readonly


def test_trampolines_have_pages_of_their_own_until_they_are_packed() -> None:
    for kernel, packed, charge in (("6.1", False, PAGE), ("6.12", True, 100)):
        made = model("pack", f"x86_64:8G,kernel={kernel}")
        placed = made.load(Load(0, None, "t", "trampoline", 5, 100))
        assert isinstance(placed, Placement)
        assert (placed.pack is not None) is packed
        assert made.totals.charged == charge
        assert made.totals.trampolines == 1


def test_interpreted_programs_take_nothing() -> None:
    made = model("pack")
    assert made.load(program(1, 0)) == Placement(None, 0, 0, 0, 0, 0, 0, False)
    assert (made.totals.loads, made.totals.charged, made.totals.packs) == (1, 0, 0)
    assert made.unload(Unload(0, 1, None))
    assert made.totals.charged == 0


def test_an_address_that_is_loaded_again_replaces_what_was_there() -> None:
    """The unload went unseen: two programs cannot be at one address, nor have one id."""
    made = model("pack")
    made.load(Load(0, 1, "a", "program", 0x1000, 19))
    made.load(Load(0, 2, "b", "program", 0x1000, 19))
    assert [load.name for load, _ in made.live()] == ["b"]
    made.load(Load(0, 2, "c", "program", 0x2000, 19))
    assert [load.name for load, _ in made.live()] == ["c"]
    assert made.totals.charged == 64


def test_itlb_counts_pages_and_walks() -> None:
    page, pack, cache = model("page"), model("pack"), model("rox-cache")
    for made in (page, pack, cache):
        fill(made, 140, 1000)
    assert page.itlb().entries_4k == 140
    assert pack.itlb().entries_4k == 140 * 16 * CHUNK // PAGE
    assert (cache.itlb().entries_4k, cache.itlb().entries_2m) == (0, 1)
    # With room for all there are no walks; else the most wanted pages stay.
    assert page.itlb(capacity=(140, 8)).walks == 0
    assert page.itlb(capacity=(100, 8)).walks == 40
    often = {1: 1000.0, 2: 10.0, 3: 1.0}
    assert page.itlb(often, (1, 8)).walks == 11
    assert page.itlb(often, (1, 8)).executions == 1011


def test_the_same_seed_gives_the_same_numbers() -> None:
    results = []
    for seed in (1, 1, 2):
        made = KernelModel(
            policies.get("pack"), MachineSpec.parse("x86_64:2G,supply=cached"), seed=seed
        )
        fill(made, 400, 12016)
        results.append(made.totals.as_dict())
    assert results[0] == results[1]


def test_a_snapshot_shows_names_and_what_waits() -> None:
    made = model("pack", "x86_64:8G,kernel=6.1,rcu_ms=30")
    fill(made, 3, 100)
    made.load(Load(0, None, "tramp", "trampoline", 5, 100))
    made.unload(Unload(1, 2, None))
    snapshot = made.snapshot()
    assert [span.name for span in snapshot.packs[0].spans] == ["p1", "p2", "p3"]
    assert [span.name for view in snapshot.areas for span in view.spans] == ["tramp"]
    assert snapshot.charged == made.totals.charged
    assert snapshot.to_dict()["policy"] == "pack"

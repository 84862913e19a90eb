"""Probing and predictions on the running kernel, compared with the kernel's own bitmaps."""

from __future__ import annotations

import contextlib
import json
import os
import platform
import random
import sys
from collections.abc import Iterator
from itertools import islice

import pytest

from progpack.bpf.spec import ProgramType
from progpack.errors import ProgpackError, UsageError
from progpack.kernel import BpfError, KernelProgram, program_ids
from progpack.kernel.evidence.chunks import State
from progpack.kernel.evidence.evidence import Evidence
from progpack.kernel.evidence.predict import Exact, predict
from progpack.kernel.evidence.sonar import Loaded, Loader, ProgramAreas, probe, what_probing_does
from progpack.kernel.memory.pack_list import (
    PACK_SYMBOLS,
    KernelPack,
    PackLayout,
    find_pack_list,
    read_packs,
)
from progpack.kernel.memory.probe import ProbeMemory
from progpack.kernel.observe import Observation, look, observe
from progpack.kernel.proc.symbols import find_symbols
from progpack.kernel.syscall.btf import read_kernel_btf
from progpack.known import Unknown
from progpack.pack import CHUNK
from progpack.snapshot import NO_EVIDENCE, PROGRAM, Snapshot
from tests.kernel.conftest import RETURN_7

LOADS = 2000
LONG_RUN = 4096
HELD = range(20, 70)
BATCH = 20
ROUNDS = 4
LOOKS = 20_000
# What was unloaded since the last wait may be free or not; only that is not known.
MOST_UNKNOWN = 0.25

pytestmark = pytest.mark.usefixtures("live_kernel")


class DisturbedError(Exception):
    """Somebody else loaded or unloaded programs meanwhile."""


@pytest.fixture
def seen() -> Observation:
    if os.geteuid() != 0:
        pytest.skip("probing the packs of the kernel needs root")
    found = look()
    if found.features.packs.value is not True:
        pytest.skip("this kernel has no packs")
    if found.counters.settings.jit_harden not in (0, 1):
        pytest.skip("net.core.bpf_jit_harden makes sizes random")
    if found.evidence.unseen != 0:
        pytest.skip("how many packs there are, or where, cannot be said here")
    return found


def bitmaps(seen: Observation) -> Iterator[tuple[KernelPack, ...]]:
    """The truth, read again and again; what the program that reads it took is in each."""
    layout = PackLayout.from_btf(read_kernel_btf())
    try:
        with ProbeMemory() as memory:
            head = find_pack_list(memory, find_symbols(PACK_SYMBOLS), layout)
            while True:
                yield read_packs(memory, head, layout, nodes=seen.pack_size >> 21)
    except ProgpackError as error:
        pytest.skip(f"the kernel's own bitmaps cannot be read: {error}")


def own_bitmaps(seen: Observation) -> tuple[KernelPack, ...]:
    with contextlib.closing(bitmaps(seen)) as looks:
        return next(looks)


def others_load(seen: Observation) -> bool:
    """Whether chunks change hands while this test does nothing, as by programs without an id."""
    with contextlib.closing(bitmaps(seen)) as looks:
        first = next(looks)
        return any(look != first for look in islice(looks, LOOKS))


def compare(evidence: Evidence, truth: tuple[KernelPack, ...]) -> tuple[int, list[str]]:
    """Chunks that were proved, and those proved wrongly but for what the reader itself took."""
    checked, wrong = 0, []
    for pack in evidence.packs:
        for chunk, chunks, state in pack.map.runs():
            if state not in (State.FREE, State.TAKEN):
                continue
            assert pack.base is not None
            for at in range(chunk, chunk + chunks):
                address = pack.base + at * CHUNK
                taken = any(one.taken(address) for one in truth)
                checked += 1
                if taken != (state is State.TAKEN):
                    wrong.append(f"{address:#x} {state.name}")
    return checked, wrong


def undisturbed_probe(seen: Observation, long_run: int) -> Evidence:
    for _ in range(ROUNDS):
        # Programs of others that were seen before may be gone.
        evidence = look().evidence
        said: list[str] = []
        report = probe(evidence, seen.machine, say=said.append, long_run=long_run)
        assert len(said) == 1
        if report.frees_proved and report.exact_before and not evidence.contradictions:
            return evidence
    pytest.skip("others load and unload programs all the time")


def test_probing_proves_exactly_what_the_kernels_own_bitmaps_say(seen: Observation) -> None:
    for _ in range(ROUNDS):
        evidence = undisturbed_probe(seen, 1024)
        checked, wrong = compare(evidence, own_bitmaps(seen))
        # The reading program takes two chunks, with the entry of its exception table.
        if len(wrong) <= 2:
            break
    else:
        pytest.fail(f"{len(wrong)} chunks: {wrong[:8]}")
    assert checked >= 1024


class Churn:
    """Random loads and unloads, each load predicted; frees are waited for in batches."""

    def __init__(self, evidence: Evidence, seed: int) -> None:
        self.evidence = evidence
        self.random = random.Random(seed)
        self.areas = ProgramAreas()
        self.held: list[Loaded] = []
        self.exact = self.unknown = 0
        self.wrong: list[str] = []
        self.last_id = 0
        self.measuring = True
        self.loader = Loader(platform.machine(), self._came, self._went)
        self.measuring = False
        self.settle()

    def _came(self, one: Loaded) -> None:
        if self.last_id and one.id != self.last_id + 1:
            raise DisturbedError(f"program {one.id} came after {self.last_id}")
        self.last_id = one.id
        if self.measuring:
            self.evidence.loaded(one.address, one.low, one.high)

    def _went(self, one: Loaded) -> None:
        self.evidence.unloaded(one.address)

    def load(self) -> None:
        wanted = self.random.randint(1, 60)
        place = predict(self.evidence, wanted)
        one = self.loader.load(wanted)
        self.held.append(one)
        assert one.low == one.high == wanted
        if not isinstance(place, Exact):
            self.unknown += 1
        elif place.address == one.header:
            self.exact += 1
        else:
            self.wrong.append(f"{wanted} chunks went to {one.header:#x}, not {place}")
        self.evidence.loaded(one.address, wanted)

    def unload(self) -> None:
        self.loader.unload(self.held.pop(self.random.randrange(len(self.held))))

    def settle(self) -> None:
        if not self.areas.settled(len(self.held)):
            raise DisturbedError("the areas of programs are not what they were")
        self.evidence.settle()

    def batch(self) -> None:
        """Unload, wait until that is done, then load, now and then with an unload between."""
        while len(self.held) > self.random.choice(HELD):
            self.unload()
        self.settle()
        for _ in range(BATCH):
            self.load()
            if self.random.random() < 0.05:
                self.unload()
        self.settle()

    def close(self) -> None:
        for one in self.held:
            one.program.close()


def test_every_exact_prediction_of_2000_random_loads_is_right(seen: Observation) -> None:
    exact = unknown = disturbed = 0
    while exact + unknown < LOADS and disturbed < ROUNDS * 4:
        evidence = undisturbed_probe(seen, LONG_RUN)
        churn = None
        try:
            churn = Churn(evidence, exact + disturbed)
            while exact + unknown < LOADS:
                before = (churn.exact, churn.unknown)
                churn.batch()
                if churn.wrong and others_load(seen):
                    raise DisturbedError("programs without an id come and go")
                assert churn.wrong == []
                exact += churn.exact - before[0]
                unknown += churn.unknown - before[1]
        except DisturbedError:
            # What came between is not in the evidence: begin again.
            disturbed += 1
        finally:
            if churn is not None:
                churn.close()
    sys.stdout.write(f"{exact} exact, {unknown} unknown, begun again {disturbed} times\n")
    if exact + unknown < LOADS:
        pytest.skip(f"others load programs all the time: begun again {disturbed} times")
    assert unknown / LOADS < MOST_UNKNOWN


@pytest.mark.parametrize("deep", [False, True])
def test_a_snapshot_names_a_program_at_its_chunk(seen: Observation, deep: bool) -> None:
    said: list[str] = []
    with KernelProgram.load(RETURN_7, type=ProgramType.XDP, name="observed") as program:
        info = program.info()
        snapshot = observe(probe=deep, say=said.append)
    assert bool(said) == deep
    assert snapshot.source == "live"
    assert not isinstance(info.functions, Unknown)
    header = info.functions[0].address // CHUNK * CHUNK
    found = [
        (pack, span)
        for pack in snapshot.packs
        for span in pack.spans
        if span.name == f"observed#{info.id}"
    ]
    [(pack, span)] = found
    assert pack.address_of(span) == header
    assert (span.chunks, span.kind, span.size) == (1, PROGRAM, info.functions[0].size)
    kinds = {one.kind for one in snapshot.spans}
    assert (NO_EVIDENCE in kinds) or deep
    assert Snapshot.from_dict(json.loads(json.dumps(snapshot.to_dict()))) == snapshot


def test_nothing_stays_loaded_after_probing(seen: Observation) -> None:
    before = set(program_ids())
    probe(seen.evidence, seen.machine, say=lambda _text: None)
    names = {name for name in _names(set(program_ids()) - before) if "progpack_probe" in name}
    assert not names


def _names(ids: set[int]) -> list[str]:
    names = []
    for number in ids:
        with contextlib.suppress(BpfError), KernelProgram.from_id(number) as program:
            names.append(program.info().name)
    return names


def test_senseless_probes_are_refused_before_anything_is_loaded(seen: Observation) -> None:
    said: list[str] = []
    with pytest.raises(UsageError):
        probe(seen.evidence, seen.machine, say=said.append, long_run=1)
    with pytest.raises(UsageError):
        probe(seen.evidence, seen.machine, say=said.append, limit=0)
    assert said == []
    assert "64 KiB" in what_probing_does()

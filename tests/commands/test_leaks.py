"""A load that fails leaves nothing behind: spans, charge, mappings, descriptors, threads."""

from __future__ import annotations

import gc
import os
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

import progpack
from progpack import PackAllocator, ProgpackError
from progpack.commands import main
from progpack.errors import CompileError, JitLimitError, OutOfMemoryError
from progpack.jit.compile.client import compiler
from progpack.jit.image import binary
from progpack.jit.image import store as images
from progpack.jit.maps import kinds as mapkinds
from progpack.link import Image
from tests.commands.objects import make, shipped
from tests.commands.test_refusals import CASES, PACKET
from tests.memory.maps import lines

pytestmark = pytest.mark.usefixtures("needs_llvm")


class Held(NamedTuple):
    """What a process holds that a load may take."""

    spans: tuple[object, ...]
    charged: object
    vmas: object
    mapped: tuple[tuple[str, ...], ...]
    files: tuple[str, ...]
    threads: int


def held(packs: PackAllocator) -> Held:
    gc.collect()
    snapshot = packs.snapshot()
    return Held(
        tuple((region.number, region.address, region.spans) for region in snapshot.regions),
        snapshot.charged,
        snapshot.vmas,
        # Packs and what belongs to them are shared mappings; data areas are anonymous, and the
        # heap's own mappings among those come and go.
        tuple(tuple(line[:2]) for line in lines() if line[1].endswith("s")),
        tuple(sorted(_files())),
        threading.active_count(),
    )


def _files() -> Iterator[str]:
    """What each descriptor is; without numbers, for the compiler's process may be replaced."""
    for entry in Path("/proc/self/fd").iterdir():
        try:
            yield re.sub(r"\d+", "#", os.readlink(entry))
        except FileNotFoundError:
            continue  # the descriptor of this listing


@pytest.fixture
def packs() -> Iterator[PackAllocator]:
    """Packs with a program in them, so that there is something to damage."""
    with PackAllocator() as made, progpack.load(bytes(shipped()), packs=made) as obj:
        assert obj.programs["firewall"].run(bytes(64)).return_value == 2
        yield made
        assert obj.programs["firewall"].run(bytes(64)).return_value == 2


def attempt(call: Callable[[], object], kind: type[ProgpackError] = ProgpackError) -> str:
    """What it raised, without keeping the frames that hold what it had made."""
    try:
        call()
    except kind as error:
        return str(error)
    raise AssertionError("nothing was raised")


def load_and_run(data: bytes, packs: PackAllocator) -> None:
    with progpack.load(data, packs=packs) as obj:
        for program in obj.programs.values():
            program.run(bytes(64), budget=1000)


def test_every_refused_object_and_every_fault_gives_everything_back(packs: PackAllocator) -> None:
    objects = [(case, case.make()) for case in CASES if case.name != "large"]
    before = held(packs)
    for _ in range(3):
        for case, data in objects:
            assert attempt(lambda data=data: load_and_run(data, packs)), case.name  # type: ignore[misc]
            assert held(packs) == before, case.name


def test_commands_in_one_process_give_everything_back(
    tmp_path: Path, packs: PackAllocator, capsys: pytest.CaptureFixture[str]
) -> None:
    good = tmp_path / "good.o"
    good.write_bytes(bytes(shipped()))
    words = ["run", str(good), "--packet", PACKET]
    assert main(words) == 0
    before = held(packs)
    for case in CASES:
        path = tmp_path / f"{case.name}.o"
        path.write_bytes(case.make())
        assert main(["run", str(path), "--packet", PACKET, *case.options]) == case.code
        assert held(packs) == before, case.name
    for verb in ("run", "map", "stat"):
        assert main([verb, str(good), *words[2:]] if verb == "run" else [verb, str(good)]) == 0
        assert held(packs) == before, verb
    capsys.readouterr()


def test_over_the_limit_nothing_of_the_object_stays() -> None:
    data = bytes(shipped("schedlat"))
    with PackAllocator() as counted, progpack.load(data, packs=counted):
        charge = counted.stats.charge
    # The first programs fit, the last one does not.
    with PackAllocator(jit_limit=charge - 64, keep_empty=False) as packs:
        before = held(packs)
        for _ in range(3):
            text = attempt(lambda: progpack.load(data, packs=packs), JitLimitError)
            assert str(charge - 64) in text.replace(",", "")
            assert held(packs) == before


def test_a_compiler_that_dies_leaves_nothing(
    packs: PackAllocator, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert compiler().compile("define i64 @prog() { ret i64 0 }").text
    images.forget()  # other tests have loaded these programs too
    before = held(packs)
    asked = 0
    real = type(compiler()).compile

    def dying(self: object, ir: str, **options: int) -> object:
        nonlocal asked
        asked += 1
        if asked == 2:
            raise CompileError("LLVM died of this program")
        return real(compiler(), ir, **options)

    monkeypatch.setattr(type(compiler()), "compile", dying)
    assert "LLVM died" in attempt(
        lambda: progpack.load(bytes(shipped("schedlat")), packs=packs), CompileError
    )
    assert asked == 2
    assert held(packs) == before


@pytest.mark.parametrize("stage", ["map", "link", "write"])
def test_what_fails_half_way_is_undone(
    stage: str, packs: PackAllocator, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytes(shipped("schedlat"))
    before = held(packs)
    calls = 0

    def failing(real: Callable[..., object]) -> Callable[..., object]:
        def second(*args: object, **options: object) -> object:
            nonlocal calls
            calls += 1
            if calls == 2:
                raise OutOfMemoryError(f"{stage} was made to fail")
            return real(*args, **options)

        return second

    if stage == "map":
        real = mapkinds.make_checked_map
        monkeypatch.setattr("progpack.jit.maps.by_name.make_checked_map", failing(real))
    elif stage == "link":
        monkeypatch.setattr(Image, "link", failing(Image.link))
    else:
        real = binary.binary_pack_finalize
        monkeypatch.setattr("progpack.jit.image.store.binary_pack_finalize", failing(real))
    text = attempt(lambda: progpack.load(data, packs=packs), OutOfMemoryError)
    monkeypatch.undo()
    assert text == f"{stage} was made to fail"
    assert calls == 2
    assert held(packs) == before
    with progpack.load(data, packs=packs) as obj:
        assert len(obj.programs) == 3
    del obj  # its maps can be read as long as it is there
    assert held(packs) == before


def test_a_hundred_failures_take_no_memory(packs: PackAllocator) -> None:
    data = make("r0 = *(u64 *)(r1 + 0x100)\nexit")
    before = held(packs)
    for _ in range(100):
        attempt(lambda: load_and_run(data, packs))
    assert held(packs) == before

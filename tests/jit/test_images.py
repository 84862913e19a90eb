"""What the store of images keeps for how long."""

from __future__ import annotations

import ctypes
import gc
from dataclasses import replace

import pytest

from progpack import PackAllocator
from progpack.adapters.elf import read_object
from progpack.bpf.asm import assemble_program
from progpack.bpf.spec import ProgramType
from progpack.jit.image.store import store_of
from progpack.jit.program import Program
from progpack.link import Image, data_of
from tests.link.compilers import object_of
from tests.memory.interrupting import Caller

SOURCE = "const int k[16] = {41}; int f(int i) { return k[i] + 1; }"


def constants_held(packs: PackAllocator) -> int:
    """Chunks of constants that are taken."""
    data_of(packs).reap()
    return data_of(packs)._constants._list.chunks_used


@pytest.fixture
def image() -> Image:
    return read_object(object_of("gcc", SOURCE, "-O2", "-fPIC"))


def test_constants_stay_until_the_last_thread_has_left_the_code(image: Image) -> None:
    with PackAllocator(keep_empty=False) as packs:
        store = store_of(packs)
        installed = store.install(image, {}, name="f")
        at = installed.data[0].address
        held = constants_held(packs)
        with installed.code.pinned():
            store.remove(installed)
            assert installed.code.retired
            assert constants_held(packs) == held > 0
            # Both are still what they were: it can be run to its end.
            assert ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(installed.text_at)(0) == 42
            assert ctypes.string_at(at, 4) == (41).to_bytes(4, "little")
        assert packs.synchronize(60)
        assert not installed.code.retired
        assert constants_held(packs) == 0


def test_constants_of_code_that_is_garbage_are_given_back(image: Image) -> None:
    with PackAllocator(keep_empty=False) as packs:
        installed = store_of(packs).install(image, {}, name="f")
        assert constants_held(packs) > 0
        del installed
        gc.collect()
        assert constants_held(packs) == 0


def test_constants_of_code_that_nobody_runs_go_with_it(image: Image) -> None:
    with PackAllocator(keep_empty=False) as packs:
        store = store_of(packs)
        installed = store.install(image, {}, name="f")
        store.remove(installed)
        assert data_of(packs)._constants._list.chunks_used == 0


def test_an_image_of_another_name_is_found_when_the_first_one_has_gone() -> None:
    spec = assemble_program("r0 = 3\nexit", type=ProgramType.XDP)
    with PackAllocator() as packs:
        store = store_of(packs)
        one, other, third = (
            Program(replace(spec, name=name), {}, store) for name in ("one", "two", "two")
        )
        assert other.code is third.code is not one.code
        one.close()
        fourth = Program(replace(spec, name="two"), {}, store)
        assert fourth.code is other.code
        for each in (other, third, fourth):
            assert each.run(bytes(64)).return_value == 3
            each.close()
        assert packs.stats.programs == 0


def test_images_that_are_garbage_are_forgotten_in_the_middle_of_that() -> None:
    """At each instruction of it a finalizer does the same."""
    spec = assemble_program("r0 = 4\nexit", type=ProgramType.XDP)
    with PackAllocator() as packs:
        store = store_of(packs)
        at, called = 0, True
        while called:
            gone = [Program(replace(spec, name=f"p{number}"), {}, store) for number in range(3)]
            del gone
            assert len(store._gone) == 3
            caller = Caller(at, store._sweep)
            caller.run(store._sweep)
            called = caller.raised
            assert store._gone == []
            assert store._shared == {}
            at += 3
        assert at > 20

"""Images on disk: found again, and never anybody else's, damaged or half written."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import progpack
from progpack.bpf.asm import assemble
from progpack.bpf.spec import MapRef, MapSpec, MapType, ProgramSpec, ProgramType
from progpack.errors import SpanError
from progpack.jit.compile.cache import Compiled, DiskCache, disk_cache, pack, unpack
from progpack.jit.compile.client import compiler
from progpack.jit.compile.digest import _ROOMS, DIGEST, _sources, program_digest
from progpack.jit.image import store as images
from progpack.jit.image.store import store_of
from progpack.jit.program import Program
from progpack.memory import PackAllocator

_KEY = bytes(range(DIGEST))
_SWITCH = "r0 = 7\nexit"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The cache of this test, empty, with nothing remembered in memory."""
    path = tmp_path / "cache"
    monkeypatch.setenv("PROGPACK_CACHE", str(path))
    images.forget()
    yield path
    images.forget()


def _spec(text: str = _SWITCH, name: str = "test") -> ProgramSpec:
    return ProgramSpec.from_insns(name, ProgramType.SOCKET_FILTER, assemble(text))


def _compiled(packs: PackAllocator) -> Compiled:
    program = Program(_spec(), {}, store_of(packs))
    made = Compiled(program.image, program.facts)
    program.close()
    return made


def _files(folder: Path) -> list[Path]:
    compiler().settle()
    return sorted(folder.iterdir()) if folder.exists() else []


@pytest.fixture
def no_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("LLVM was asked")

    monkeypatch.setattr(compiler(), "compile", refuse)
    monkeypatch.setattr(compiler(), "start", refuse)


def test_an_image_comes_back_as_it_was(packs: PackAllocator, folder: Path) -> None:
    made = _compiled(packs)
    assert unpack(_KEY, pack(_KEY, made)) == made
    cache = DiskCache(folder / "own")
    assert cache.get(_KEY) is None
    assert cache.put(_KEY, made)
    assert cache.get(_KEY) == made
    assert stat.S_IMODE((folder / "own").stat().st_mode) == 0o700
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in _files(folder / "own"))


def test_every_changed_byte_is_noticed(packs: PackAllocator, folder: Path) -> None:
    data = pack(_KEY, _compiled(packs))
    for at in range(len(data)):
        assert unpack(_KEY, data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]) is None
        assert unpack(_KEY, data[:at]) is None
    assert unpack(bytes(DIGEST), data) is None
    assert unpack(_KEY, data + b"\0") is None


def test_a_second_process_needs_no_compiler(folder: Path) -> None:
    program = (
        "import progpack\n"
        "from progpack.bpf.asm import assemble\n"
        "from progpack.jit.image.store import store_of\n"
        "from progpack.jit.program import Program\n"
        "from progpack.jit.compile.client import compiler\n"
        "spec = progpack.ProgramSpec.from_insns('p', progpack.ProgramType.XDP,"
        " assemble('r0 = 2\\nexit'))\n"
        "with progpack.PackAllocator() as packs:\n"
        "    print(Program(spec, {}, store_of(packs)).run(b'').return_value,"
        " compiler()._process is None)\n"
    )
    search = os.pathsep.join(filter(None, sys.path))
    said = [
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONPATH": search},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
        for _ in range(2)
    ]
    assert said == [["2", "False"], ["2", "True"]]


def test_a_damaged_file_is_replaced(packs: PackAllocator, folder: Path) -> None:
    _compiled(packs)
    (file,) = _files(folder)
    good = file.read_bytes()
    file.write_bytes(good[:100])
    images.forget()
    program = Program(_spec(), {}, store_of(packs))
    assert program.run(b"").return_value == 7
    program.close()
    compiler().settle()
    assert file.read_bytes() == good


def test_nothing_is_run_that_is_not_there(
    packs: PackAllocator, folder: Path, no_compiler: None
) -> None:
    with pytest.raises(AssertionError, match="LLVM was asked"):
        Program(_spec(), {}, store_of(packs))


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_writable_file_is_refused_and_replaced(
    packs: PackAllocator, folder: Path, mode: int
) -> None:
    made = _compiled(packs)
    (file,) = _files(folder)
    file.chmod(mode)
    cache = disk_cache()
    digest = bytes.fromhex(file.name.removesuffix(".image"))
    assert cache.get(digest) is None
    assert cache.put(digest, made)
    assert cache.get(digest) == made


def test_a_link_and_a_fifo_are_refused(packs: PackAllocator, folder: Path) -> None:
    _compiled(packs)
    (file,) = _files(folder)
    digest = bytes.fromhex(file.name.removesuffix(".image"))
    other = folder / "elsewhere"
    file.rename(other)
    file.symlink_to(other)
    assert disk_cache().get(digest) is None
    file.unlink()
    os.mkfifo(file)
    assert disk_cache().get(digest) is None


def test_a_file_of_another_user_is_refused(packs: PackAllocator, folder: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give files away")
    _compiled(packs)
    (file,) = _files(folder)
    digest = bytes.fromhex(file.name.removesuffix(".image"))
    os.chown(file, 12345, -1)
    assert disk_cache().get(digest) is None
    os.chown(file, 0, -1)
    assert disk_cache().get(digest) is not None
    os.chown(folder, 12345, -1)
    cache = DiskCache(folder)
    assert cache.get(digest) is None
    assert str(folder) in cache.refused


def test_a_folder_that_others_can_write_is_refused(packs: PackAllocator, folder: Path) -> None:
    made = _compiled(packs)
    folder.chmod(0o777)
    cache = DiskCache(folder)
    assert cache.get(_KEY) is None
    assert not cache.put(_KEY, made)
    assert "only this user" in cache.refused


def test_it_can_be_switched_off(packs: PackAllocator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROGPACK_CACHE", "off")
    assert disk_cache().folder is None
    assert not disk_cache().put(_KEY, _compiled(packs))
    monkeypatch.delenv("PROGPACK_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert disk_cache().folder == Path("/somewhere/progpack")
    monkeypatch.setenv("XDG_CACHE_HOME", "not/absolute")
    assert disk_cache().folder == Path("~/.cache/progpack").expanduser()


def test_its_size_is_bounded_oldest_first(packs: PackAllocator, folder: Path) -> None:
    made = _compiled(packs)
    size = len(pack(_KEY, made))
    cache = DiskCache(folder / "small", most_bytes=10 * size)
    for number in range(20):
        digest = bytes([number] * DIGEST)
        assert cache.put(digest, made)
        os.utime(folder / "small" / f"{digest.hex()}.image", (number, number))
    assert cache.trim() > 0
    left = [number for number in range(20) if cache.get(bytes([number] * DIGEST)) is not None]
    assert left == list(range(10, 20))


def test_many_threads_write_and_read_the_same_file(packs: PackAllocator, folder: Path) -> None:
    made = _compiled(packs)

    def work(_: int) -> bool:
        cache = DiskCache(folder / "busy")
        return cache.put(_KEY, made) and cache.get(_KEY) == made

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(work, range(200)))
    assert len(_files(folder / "busy")) == 1


def test_the_digest_has_all_that_decides_the_code() -> None:
    code = assemble("r1 = 0 ll\nr0 = *(u32 *)(r1 + 0)\nexit")
    ref = {0: MapRef(".rodata", 0)}

    def digest(spec: MapSpec, kind: ProgramType = ProgramType.XDP, name: str = "p") -> bytes:
        program = ProgramSpec.from_insns(name, kind, code, maps=ref)
        return program_digest(program, {".rodata": spec}, (".rodata",))

    def constants(data: bytes, *, read_only: bool = True) -> MapSpec:
        return MapSpec(".rodata", MapType.ARRAY, 4, 4, 1, data=data, read_only=read_only)

    one = digest(constants(b"\1\0\0\0"))
    assert digest(constants(b"\1\0\0\0"), name="other") == one
    # The value is folded into the code, when it is constant.
    assert digest(constants(b"\2\0\0\0")) != one
    assert digest(constants(b"\1\0\0\0", read_only=False)) != one
    assert digest(constants(b"\1\0\0\0"), ProgramType.SOCKET_FILTER) != one
    variable = digest(constants(b"\1\0\0\0", read_only=False))
    assert digest(constants(b"\2\0\0\0", read_only=False)) == variable


def test_identical_programs_share_one_image(packs: PackAllocator) -> None:
    store = store_of(packs)
    one, two = Program(_spec(), {}, store), Program(_spec(), {}, store)
    other = Program(_spec(name="other"), {}, store)
    assert one.entry == two.entry
    # Profilers are to see it under its own name.
    assert other.entry != one.entry
    one.close()
    assert two.run(b"").return_value == 7
    held = len(packs.snapshot().packs)
    two.close()
    other.close()
    assert held == 1
    assert packs.stats.programs == 0


def test_threads_that_load_the_same_program_share_it(packs: PackAllocator) -> None:
    store = store_of(packs)
    with ThreadPoolExecutor(8) as pool:
        programs = list(pool.map(lambda _: Program(_spec(), {}, store), range(64)))
    assert len({program.entry for program in programs}) == 1
    for program in programs:
        program.close()
    assert packs.stats.programs == 0


def test_an_image_is_kept_where_the_folder_is_now(
    packs: PackAllocator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiler().target()  # its process runs, and stays where it was started
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    monkeypatch.setenv("PROGPACK_CACHE", "kept")
    images.forget()
    program = Program(_spec("r0 = 77\nexit"), {}, store_of(packs))
    digest = program.digest
    program.close()
    compiler().settle(digest)
    assert [file.name for file in Path("kept").iterdir()] == [f"{digest.hex()}.image"]
    images.forget()


def test_a_program_with_another_name_has_an_image_of_its_own(
    packs: PackAllocator, folder: Path
) -> None:
    store = store_of(packs)
    programs = [Program(_spec(name=name), {}, store) for name in ("one", "two", "one", "two")]
    assert [p.code.name for p in programs] == ["bpf_prog_one", "bpf_prog_two"] * 2
    assert programs[0].code is programs[2].code
    assert programs[1].code is programs[3].code
    assert programs[0].code is not programs[1].code
    # In this order: the image that was there first goes while the other is in use.
    for program in (programs[0], programs[2]):
        program.close()
    again = Program(_spec(name="one"), {}, store)
    assert again.run(b"").return_value == programs[1].run(b"").return_value == 7
    for program in (*programs[1::2], again):
        program.close()
    assert packs.stats.packs == 0
    with pytest.raises(SpanError):
        again.digest  # noqa: B018 - the question is what is tested


def test_images_are_of_the_sources_that_they_depend_on() -> None:
    package = str(Path(progpack.__file__).parent)
    sources = _sources(package, _ROOMS)
    names = [entry.path.removeprefix(package) for entry in sources]
    assert names == sorted(set(names), key=lambda name: name.split("/"))
    # Numbers of faults, registers, what is known of programs, lowering, the runtime, linking.
    assert {
        *("/fault.py", "/arch/cpus/arm64.py", "/bpf/analysis/state.py", "/jit/lower/calls.py"),
        *("/jit/runtime/runtime.ll", "/link/machines/x86_64.py"),
    } <= set(names)
    assert not [name for name in names if name.startswith(("/commands", "/report"))]

"""The cache of images where others are at work too: two users of one folder, and a full disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from progpack import load
from progpack.jit.compile.cache import DiskCache
from progpack.jit.compile.digest import DIGEST
from progpack.jit.image import store as images
from progpack.memory import PackAllocator

from .test_cache import _compiled
from .test_map_memory import object_of

_KEY = bytes(range(DIGEST))
_OTHER = 65534
_ROOM = 64 << 10

root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to be another user or to mount")


def _as_other_user(act: Callable[[], None]) -> None:
    """Do it in a child of another user; what it raises fails the test."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        said = b"ok"
        try:
            os.setgroups([])
            os.setresgid(_OTHER, _OTHER, _OTHER)
            os.setresuid(_OTHER, _OTHER, _OTHER)
            act()
        except BaseException:  # noqa: BLE001 - the parent says it
            said = traceback.format_exc().encode()
        os.write(writer, said[-4000:])
        os._exit(0)
    os.close(writer)
    with open(reader, "rb") as file:
        said = file.read()
    os.waitpid(child, 0)
    assert said == b"ok", said.decode()


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder that any user can reach."""
    path = Path(tempfile.mkdtemp(prefix="progpack-test-"))
    path.chmod(0o1777)
    yield path
    shutil.rmtree(path)


@root
def test_the_folder_of_another_user_is_left_alone(packs: PackAllocator, place: Path) -> None:
    """Neither uses what the other has compiled, whichever of them is root."""
    made = _compiled(packs)

    def first() -> None:
        assert DiskCache(place / "theirs").put(_KEY, made)

    def second() -> None:
        cache = DiskCache(place / "ours")
        assert not cache.put(_KEY, made)
        assert cache.get(_KEY) is None
        assert "ours" in cache.refused

    _as_other_user(first)
    theirs = DiskCache(place / "theirs")
    assert theirs.get(_KEY) is None
    assert not theirs.put(_KEY, made)
    assert "theirs" in theirs.refused
    assert DiskCache(place / "ours").put(_KEY, made)
    _as_other_user(second)
    assert DiskCache(place / "ours").get(_KEY) == made
    assert [path.stat().st_uid for path in (place / "theirs").iterdir()] == [_OTHER]


@root
def test_a_folder_that_both_can_write_is_used_by_neither(packs: PackAllocator, place: Path) -> None:
    made = _compiled(packs)

    def put() -> None:
        cache = DiskCache(place)
        assert not cache.put(_KEY, made)
        assert cache.get(_KEY) is None

    put()
    _as_other_user(put)
    assert list(place.iterdir()) == []


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Path]:
    """A small file system; it is gone afterwards."""
    where = tmp_path / "small"
    where.mkdir()
    options = f"size={_ROOM}"
    command = ["mount", "-t", "tmpfs", "-o", options, "progpack-test", str(where)]
    if subprocess.run(command, capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    yield where
    subprocess.run(["umount", str(where)], check=True)


def _fill(where: Path) -> Path:
    filler = where / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            return filler


@root
def test_a_full_disk_keeps_nothing_and_harms_nobody(packs: PackAllocator, full: Path) -> None:
    made = _compiled(packs)
    folder = full / "cache"
    assert DiskCache(folder).put(_KEY, made)
    filler = _fill(full)
    cache = DiskCache(folder)
    other = bytes(DIGEST)
    assert not cache.put(other, made)
    assert "No space left" in cache.refused
    # Nothing half written is left, and what was there is as it was.
    assert len(list(folder.iterdir())) == 1
    assert DiskCache(folder).get(_KEY) == made
    filler.unlink()
    assert DiskCache(folder).put(other, made)


@root
def test_programs_load_and_run_while_the_disk_is_full(
    full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROGPACK_CACHE", str(full / "cache"))
    images.forget()
    filler = _fill(full)
    with load(object_of()) as loaded:
        assert loaded.programs["test"].run().return_value == 0
    done = subprocess.run(
        [sys.executable, "-c", _LOAD], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "0\n", "")
    filler.unlink()
    images.forget()


_LOAD = """
import progpack
from tests.jit.test_map_memory import object_of
with progpack.load(object_of()) as loaded:
    print(loaded.programs["test"].run().return_value)
"""

"""Files on a disk that is full, and files of others: written whole, or as they were."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from progpack.files import write_file

from .conftest import Command
from .objects import shipped

_ROOM = 256 << 10


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with 16 KiB left."""
    where = tmp_path / "disk"
    where.mkdir()
    if os.geteuid():
        pytest.skip("mounting needs root")
    command = ["mount", "-t", "tmpfs", "-o", f"size={_ROOM}", "progpack-test", str(where)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no file systems can be mounted here")
    try:
        (where / "other").write_bytes(bytes(_ROOM - (16 << 10)))
        yield where
    finally:
        subprocess.run(["umount", str(where)], check=True)


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def test_a_full_disk_leaves_no_executable(disk: Path, command: Command) -> None:
    made = disk.parent / "firewall.bpf.o"
    made.write_bytes(shipped())
    before = disk / "before"
    before.write_bytes(b"before")
    for name in ("tool", "before"):
        ended = command("build", str(made), "--arch", "x86-64", "-o", str(disk / name))
        assert ended.code == 2
        assert "No space left on device" in ended.err
    assert names(disk) == ["before", "other"]
    assert before.read_bytes() == b"before"


def test_a_file_that_is_there_keeps_its_mode_and_a_link_its_file(tmp_path: Path) -> None:
    here, link, hard = (tmp_path / name for name in ("here", "link", "hard"))
    here.write_bytes(b"a longer text")
    here.chmod(0o640)
    link.symlink_to("here")
    write_file(link, b"one")
    assert (here.read_bytes(), here.stat().st_mode & 0o777) == (b"one", 0o640)
    assert link.is_symlink()
    write_file(here, b"two", executable=True)
    assert here.stat().st_mode & 0o777 == 0o750
    os.link(here, hard)
    write_file(here, b"3")
    assert hard.read_bytes() == b"3"
    assert names(tmp_path) == ["hard", "here", "link"]


def test_a_pipe_and_a_device_are_written_to(tmp_path: Path) -> None:
    write_file("/dev/null", b"text")
    with pytest.raises(OSError, match="No space left"):
        write_file("/dev/full", b"text")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    write_file(pipe, b"text")
    assert os.read(reading, 10) == b"text"
    os.close(reading)

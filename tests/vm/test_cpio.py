"""Archives for the kernel, read again by a reader of our own and by cpio(1)."""

from __future__ import annotations

import shutil
import stat
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progpack.errors import UsageError
from progpack.vm.cpio import Node, archive, device, directory, file

WORD = st.text("abcxyz0._-", min_size=1, max_size=12).filter(lambda t: t.strip(".") != "")


def read(data: bytes) -> list[tuple[str, int, bytes, tuple[int, int]]]:
    """Name, mode, data and device of each entry up to the last, by the format's description."""
    found = []
    at = 0
    while True:
        assert at % 4 == 0
        assert data[at : at + 6] == b"070701"
        fields = [int(data[at + 6 + 8 * n : at + 14 + 8 * n], 16) for n in range(13)]
        mode, size, label = fields[1], fields[6], fields[11]
        name = data[at + 110 : at + 110 + label]
        assert name.endswith(b"\0")
        start = at + (110 + label + 3) // 4 * 4
        at = start + (size + 3) // 4 * 4
        if name == b"TRAILER!!!\0":
            assert at == len(data)
            return found
        found.append(
            (name[:-1].decode(), mode, data[start : start + size], (fields[9], fields[10]))
        )


@given(st.dictionaries(WORD, st.binary(max_size=70), max_size=8), st.booleans())
def test_what_goes_in_comes_out(files: dict[str, bytes], executable: bool) -> None:
    nodes = [file(name, data, executable=executable) for name, data in files.items()]
    mode = stat.S_IFREG | (0o755 if executable else 0o644)
    assert read(archive(nodes)) == [(name, mode, data, (0, 0)) for name, data in files.items()]


def test_directories_and_devices() -> None:
    entries = read(archive([directory("dev"), device("dev/console", 5, 1)]))
    assert entries == [
        ("dev", stat.S_IFDIR | 0o755, b"", (0, 0)),
        ("dev/console", stat.S_IFCHR | 0o600, b"", (5, 1)),
    ]


def test_each_node_has_its_own_inode() -> None:
    # Equal ones would be links of each other to the kernel.
    data = archive([file("a", b"1"), file("b", b"2")])
    assert data[6:14] == b"00000001"
    assert data[data.index(b"070701", 1) + 6 :][:8] == b"00000002"


def test_the_same_nodes_make_the_same_bytes() -> None:
    nodes = [directory("proc"), file("init", b"x" * 5, executable=True)]
    assert archive(nodes) == archive(list(nodes))


@pytest.mark.parametrize("name", ["", "/init", "a\0b", "TRAILER!!!"])
def test_bad_names_are_refused(name: str) -> None:
    with pytest.raises(UsageError, match="no name of a node"):
        Node(name, stat.S_IFREG)


def test_a_name_twice_or_in_no_directory_is_refused() -> None:
    with pytest.raises(UsageError, match="a is twice"):
        archive([file("a", b""), file("a", b"")])
    with pytest.raises(UsageError, match=r"dev/console is not in a directory 'dev'"):
        archive([device("dev/console", 5, 1)])


@pytest.mark.skipif(not shutil.which("cpio"), reason="cpio(1) is not installed")
def test_cpio_lists_it() -> None:
    nodes = [directory("dev"), device("dev/console", 5, 1), file("init", b"#!", executable=True)]
    done = subprocess.run(
        ["cpio", "--list", "--verbose", "--quiet"],
        input=archive(nodes),
        capture_output=True,
        check=True,
    )
    lines = [line.split() for line in done.stdout.decode().splitlines()]
    assert [(line[0], line[-1]) for line in lines] == [
        ("drwxr-xr-x", "dev"),
        ("crw-------", "dev/console"),
        ("-rwxr-xr-x", "init"),
    ]

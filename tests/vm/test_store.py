"""Stored kernels: whole or not there, checked, bounded, for several processes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from progpack.commands import main
from progpack.errors import MissingFeatureError, ObjectError
from progpack.vm.store import Manifest, Store, Stored

STATE = b"a state" * 100


def manifest(release: str = "6.1.0-1-amd64", data: bytes = STATE, **changes: object) -> Manifest:
    files = {"state.z": (hashlib.sha256(data).hexdigest(), len(data))}
    values = {
        "release": release,
        "version": "#1",
        "arch": "x86-64",
        "origin": "linux-image 6.1 (bookworm)",
        "qemu": "QEMU 7",
        "machine": ("q", "w"),
        "accelerator": "tcg",
        "files": files,
        **changes,
    }
    return Manifest(**values)  # type: ignore[arg-type]


def keep(store: Store, release: str = "6.1.0-1-amd64", data: bytes = STATE) -> Stored:
    with store.making() as part:
        (part / "state.z").write_bytes(data)
        return store.keep(part, manifest(release, data))


def test_a_manifest_is_read_as_it_was_written() -> None:
    one = manifest(features={"maps": ["HASH"]}, boots=3, seconds=2.5)
    assert Manifest.decoded(one.encoded(), Path("m")) == one


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b'{"format": 99}'])
def test_a_damaged_manifest_is_named(data: bytes) -> None:
    with pytest.raises(ObjectError, match=r"m\.json: the manifest is damaged"):
        Manifest.decoded(data, Path("m.json"))


def test_every_cut_of_a_manifest_is_refused_or_left_out(tmp_path: Path) -> None:
    whole = manifest().encoded()
    store = Store(tmp_path)
    stored = keep(store)
    for size in range(len(whole) - 2):
        with pytest.raises(ObjectError):
            Manifest.decoded(whole[:size], Path("m"))
    (stored.folder / "manifest.json").write_bytes(whole[:40])
    assert store.all() == []


@pytest.mark.parametrize(
    "change",
    [
        {"release": 5},
        {"release": "6.1\x1b[31m"},
        {"origin": None},
        {"features": []},
        {"files": {}},
        {"files": {"../state": ["", 0]}},
    ],
)
def test_a_manifest_of_other_things_is_left_out_and_told(
    tmp_path: Path, change: dict[str, object]
) -> None:
    store = Store(tmp_path / "kernels")
    path = keep(store).folder / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    assert store.all() == []
    assert len(store.problems()) == 1
    assert "the manifest is damaged" in store.problems()[0]


def test_the_check_tells_of_damaged_manifests(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROGPACK_CACHE", str(tmp_path))
    (keep(Store()).folder / "manifest.json").write_text("[" * 100_000)
    assert main(["kernels", "check"]) == 1
    assert "the manifest is damaged" in capsys.readouterr().out


def make_half(store: Store) -> None:
    with store.making() as part:
        (part / "state.z").write_bytes(b"half")
        raise ZeroDivisionError


def test_a_kernel_is_there_when_it_is_whole(tmp_path: Path) -> None:
    store = Store(tmp_path / "new" / "kernels")
    with pytest.raises(ZeroDivisionError):
        make_half(store)
    assert store.all() == []
    assert list(store.folder.iterdir()) == []
    stored = keep(store)
    assert store.all() == [stored]
    assert stored.read("state.z") == STATE
    assert stored.problems() == []
    assert [path.name for path in store.folder.iterdir()] == [stored.folder.name]


def test_a_truncated_or_changed_file_is_said_to_be_damaged(tmp_path: Path) -> None:
    stored = keep(Store(tmp_path))
    path = stored.folder / "state.z"
    path.write_bytes(STATE[:-1])
    with pytest.raises(ObjectError, match=r"damaged: 699 bytes, where 700 were written; fetch it"):
        stored.read("state.z")
    path.write_bytes(b"B" + STATE[1:])
    assert "other bytes than those that were written" in stored.problems()[0]
    path.unlink()
    assert "No such file" in stored.problems()[0]


def test_the_cure_of_a_damaged_file_is_a_command_that_makes_it_anew(tmp_path: Path) -> None:
    stored = keep(Store(tmp_path))
    assert stored.cure("state.z").endswith("--again x86-64:6.1.0-1-amd64")
    image = tmp_path / "vmlinuz"
    given = Stored(tmp_path / "k", manifest(origin=str(image)))
    # The file of the image has gone, and the image that was kept is whole, or is what is damaged.
    assert given.cure("state.z").endswith(f"--again x86-64:{tmp_path}/k/image")
    assert given.cure("image").endswith(f"--again x86-64:{image}")
    image.touch()
    assert given.cure("state.z").endswith(f"--again x86-64:{image}")


def test_the_same_release_replaces_the_one_before(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keep(store)
    newer = keep(store, data=b"newer")
    assert store.all() == [newer]
    assert newer.read("state.z") == b"newer"


def test_the_least_recently_used_go_when_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROGPACK_KERNELS_MB", "2")
    store = Store(tmp_path)
    size = 900_000
    for number in (1, 2):
        stored = keep(store, f"6.{number}.0", bytes(size))
        os.utime(stored.folder / "manifest.json", (number, number))
    store.touch(store.all()[0])
    keep(store, "6.3.0", bytes(size))
    assert [one.name for one in store.all()] == ["6.1.0", "6.3.0"]


def test_releases_are_listed_by_number(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for release in ("6.12.1", "6.2.9", "5.10.0"):
        keep(store, release)
    assert [one.name for one in store.all()] == ["5.10.0", "6.2.9", "6.12.1"]


def test_a_folder_that_others_may_write_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    with pytest.raises(MissingFeatureError, match="others may write there"), Store(tmp_path).lock():
        pass


CHILD = """
import sys, time
from pathlib import Path
from progpack.vm.store import Store
with Store(Path(sys.argv[1])).lock():
    print("in", flush=True)
    sys.stdin.read()
"""


def test_two_processes_are_never_in_the_lock_at_once(tmp_path: Path) -> None:
    words = [sys.executable, "-c", CHILD, str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(words, stdin=pipe, stdout=pipe) as one:
        assert one.stdout is not None
        assert one.stdout.readline() == b"in\n"
        with subprocess.Popen(words, stdin=pipe, stdout=pipe) as two:
            assert two.stdout is not None
            os.set_blocking(two.stdout.fileno(), False)
            assert not two.stdout.read()
            one.communicate()
            os.set_blocking(two.stdout.fileno(), True)
            assert two.stdout.readline() == b"in\n"
            two.communicate()


def test_kernels_of_others_are_not_used(tmp_path: Path) -> None:
    store = Store(tmp_path / "kernels")
    stored = keep(store)
    stored.folder.chmod(0o770)
    assert store.all() == []
    stored.folder.chmod(0o700)
    assert store.all() == [stored]
    (stored.folder / "manifest.json").chmod(0o666)  # nobody else comes into the folder
    assert store.all() == [stored]
    store.folder.chmod(0o777)
    with pytest.raises(MissingFeatureError, match="others may write there"):
        store.all()


@pytest.mark.skipif(os.getuid() != 0, reason="needs root, to give a folder away")
@pytest.mark.parametrize("what", ["kernels", "kernel", "manifest"])
def test_what_another_user_owns_is_not_used(what: str, tmp_path: Path) -> None:
    store = Store(tmp_path / "kernels")
    stored = keep(store)
    folders = {"kernels": store.folder, "kernel": stored.folder}
    os.chown(folders.get(what, stored.folder / "manifest.json"), 12345, 12345)
    if what == "kernels":
        with pytest.raises(MissingFeatureError, match="this user's alone"):
            store.all()
    else:
        assert store.all() == []


def test_what_a_killed_process_left_goes_with_the_next_fetch(tmp_path: Path) -> None:
    store = Store(tmp_path / "kernels")
    stored = keep(store)
    left = store.folder / ".part-killed"
    left.mkdir()
    (left / "state.raw").write_bytes(STATE)
    with store.lock():
        assert not left.exists()
    assert store.all() == [stored]


def test_controls_in_names_are_shown_and_not_obeyed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PROGPACK_CACHE", str(tmp_path))
    store = Store()
    with store.making() as part:
        (part / "state.z").write_bytes(STATE)
        store.keep(part, manifest(origin="/tmp/\x1b[31m\nname"))
    assert main(["kernels", "list"]) == 0
    assert main(["kernels", "check"]) == 0
    said = capsys.readouterr().out
    assert "/tmp/\\x1b[31m" in said
    assert "\x1b" not in said
    assert main(["kernels", "fetch", f"{tmp_path}/\x1b[31mname"]) == 2
    assert "\x1b" not in capsys.readouterr().err

"""Names of kernels: what each means, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

import pytest

from progpack.errors import MissingFeatureError, ObjectError, UsageError
from progpack.vm.fetch import KernelName, _is_of, _of_path, ensure, find, parse
from progpack.vm.store import Store
from tests.vm.test_store import keep, manifest


def test_a_name_is_a_series_a_suite_or_a_path(tmp_path: Path) -> None:
    image = tmp_path / "vmlinuz"
    image.write_bytes(b"")
    assert parse("x86-64:6.12").series == "6.12"
    assert parse("arm64:6.12").arch == "arm64"
    assert parse("6.1.0-50-cloud-amd64").series == "6.1.0-50-cloud-amd64"
    assert parse("debian-12").suite == "bookworm"
    assert parse("debian-12-backports").suite == "bookworm-backports"
    assert parse("sid").suite == "sid"
    assert parse(str(image)).path == str(image)


@pytest.mark.parametrize("text", ["", "6", "debian-99", "x y", "-1", "here"])
def test_what_names_no_kernel_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no name of a kernel"):
        parse(text)


def test_a_machine_without_virtual_machine_is_refused() -> None:
    with pytest.raises(UsageError, match="no virtual machine of s390"):
        parse("s390:6.12")


def test_a_series_means_its_releases_alone_and_the_newest_of_them(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for release in ("6.1.0-9-amd64", "6.1.0-50-amd64", "6.12.1+deb12-amd64"):
        keep(store, release)
    found = {text: find(store, parse(f"x86-64:{text}")) for text in ("6.1", "6.12", "6.2", "6.1.0")}
    assert {text: one and one.name for text, one in found.items()} == {
        "6.1": "6.1.0-50-amd64",
        "6.12": "6.12.1+deb12-amd64",
        "6.2": None,
        "6.1.0": "6.1.0-50-amd64",
    }


def test_a_suite_means_the_kernels_that_came_from_it(tmp_path: Path) -> None:
    store = Store(tmp_path)
    stored = keep(store)
    assert find(store, parse("x86-64:debian-12")) == stored
    assert find(store, parse("x86-64:debian-13")) is None
    assert manifest().origin.endswith("(bookworm)")


def test_versions_of_packages_are_of_their_series() -> None:
    assert _is_of("6.1", "6.1.176-1")
    assert _is_of("6.1.176", "6.1.176-1")
    assert not _is_of("6.1", "6.12.95-1~bpo12+1")
    assert not _is_of("6.12", "6.1.176-1")


def test_a_file_that_is_no_kernel_is_said_to_be_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("progpack.vm.fetch.qemu_version", lambda machine: "QEMU")
    image = tmp_path / "vmlinuz"
    image.write_bytes(b"no kernel" * 1000)
    store = Store(tmp_path / "kernels")
    with pytest.raises(ObjectError, match="is no kernel image"):
        ensure(store, parse(f"x86-64:{image}"), lambda text: None)
    assert store.all() == []


X86, ARM64 = bytes(0x202) + b"HdrS" + bytes(600), bytes(0x38) + b"ARM\x64" + bytes(600)
RISCV64 = bytes(0x38) + b"RSC\x05" + bytes(600)


@pytest.mark.parametrize(
    ("arch", "image", "told"),
    [
        ("x86-64", X86, ""),
        ("arm64", ARM64, ""),
        ("riscv64", RISCV64, ""),
        ("arm64", b"\x1f\x8b" + bytes(99), ""),
        ("x86-64", ARM64, r"it is an arm64 Image, to be named arm64:/"),
        ("arm64", X86, r"it is a bzImage, to be named x86-64:/"),
        ("arm64", RISCV64, "it is a riscv64 Image"),
        ("x86-64", b"\x1f\x8b" + bytes(999), "which is a bzImage$"),
        ("x86-64", bytes(300) + b"HdrS", "which is a bzImage$"),
        ("arm64", b"", "which is an arm64 Image$"),
    ],
)
def test_an_image_is_of_its_architecture(
    arch: str, image: bytes, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "vmlinuz"
    path.write_bytes(image)
    name = KernelName(str(path), arch, path=str(path))
    if not told:
        assert _of_path(name).image == image
        return
    with pytest.raises(ObjectError, match=told):
        _of_path(name)


def test_without_qemu_its_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingFeatureError, match="apt-get install qemu-system-x86"):
        ensure(Store(tmp_path / "kernels"), parse("x86-64:6.1"), lambda text: None)


class _NoApt:
    """An apt that gets nothing."""

    asked: ClassVar[list[str]] = []

    def __init__(self, folder: Path, arch: str, suites: list[str]) -> None:
        self.asked.extend(suites)

    def update(self) -> None:
        raise MissingFeatureError("Could not connect")


@pytest.mark.parametrize(
    ("text", "suites", "said"),
    [
        ("6.12", ["oldstable", "stable"], r"6\.12: apt can get neither oldstable nor stable"),
        ("foo", ["foo"], "foo: apt cannot get the suite foo: Could not connect; the path of"),
        ("debian-12", ["bookworm"], "debian-12: apt cannot get the suite bookworm: Could not"),
    ],
)
def test_without_a_network_few_suites_are_asked_and_the_error_says_so(
    text: str, suites: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("progpack.vm.fetch.qemu_version", lambda machine: "QEMU")
    monkeypatch.setattr("progpack.vm.fetch.Apt", _NoApt)
    monkeypatch.setattr(_NoApt, "asked", [])
    with pytest.raises(MissingFeatureError, match=said):
        ensure(Store(tmp_path), parse(f"x86-64:{text}"), lambda text: None)
    assert _NoApt.asked == suites
